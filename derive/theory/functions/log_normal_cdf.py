"""The logarithm of the distribution function of the standard normal distribution."""

from derive.core.term import INFINITY, ONE, TWO, ZERO, add, multiply, negative, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import erf, half, log, number

FUNCTION = Function(
    name="log_normal_cdf",
    spellings=("logndtr",),
    meaning=lambda m, x: m.log(m.erfc(-x / m.sqrt(2)) / 2),
    source="DLMF 7.1",
    definition=lambda x: log(half(add(ONE, erf(multiply(x, power(TWO, number(-1, 2))))))),
    range=interval(negative(INFINITY), ZERO),
    monotone=(1,),
    ball=lambda x: ((-x / type(x)(2).sqrt()).erfc() / 2).log(),
)
