"""The softsign."""

from derive.core.term import MINUS_ONE, ONE, add, divide, power
from derive.theory.function import Function, interval
from derive.theory.shorthand import absolute

FUNCTION = Function(
    name="softsign",
    spellings=("softsign",),
    meaning=lambda m, x: x / (1 + m.fabs(x)),
    source="definition",
    analytic=False,
    definition=lambda x: divide(x, add(ONE, absolute(x))),
    derivative=(lambda x: power(add(ONE, absolute(x)), -2),),
    range=interval(MINUS_ONE, ONE),
    monotone=(1,),
    parity=-1,
    ball=lambda x: x / (1 + abs(x)),
    conventional=True,
)
