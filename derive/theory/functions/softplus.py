"""The softplus, an antiderivative of the sigmoid."""

from derive.core.term import INFINITY, ONE, ZERO, Apply, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import exp, log, lt

FUNCTION = Function(
    name="softplus",
    spellings=("softplus",),
    meaning=lambda m, x: m.log(1 + m.exp(x)),
    source="Dugas et al. 2001",
    definition=lambda x: log(add(ONE, exp(x))),
    derivative=(lambda x: Apply("sigmoid", x),),
    range=interval(ZERO, INFINITY),
    monotone=(1,),
    facts=lambda x: (lt(x, Apply("softplus", x)),),
    ball=lambda x: (1 + x.exp()).log(),
    conventional=True,
)
