"""The logarithm of the Gamma function, for positive arguments."""

from derive.core.term import ZERO
from derive.theory.function import Function
from derive.theory.shorthand import digamma, gamma, log, lt

FUNCTION = Function(
    name="lngamma",
    spellings=("lngamma", "loggamma", "gammaln", "lgamma"),
    meaning=lambda m, x: m.loggamma(x),
    source="DLMF 5.2",
    definition=lambda x: log(gamma(x)),
    domain=lambda x: (lt(ZERO, x),),
    derivative=(digamma,),
    ball=lambda x: x.lgamma(),
    sympy="loggamma",
)
