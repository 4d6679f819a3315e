"""The Heaviside step; its value at 0 differs from author to author, so it has none here."""

from derive.core.term import ONE, ZERO, add, divide
from derive.theory.function import Function, interval
from derive.theory.shorthand import absolute, half, ne

FUNCTION = Function(
    name="heaviside",
    spellings=("heaviside", "step"),
    letters=("\\Theta",),
    meaning=lambda m, x: m.mpf(x > 0),
    source="definition",
    analytic=False,
    definition=lambda x: half(add(ONE, divide(absolute(x), x))),
    domain=lambda x: (ne(x, ZERO),),
    derivative=(lambda _: ZERO,),
    range=interval(ZERO, ONE, "lh"),
    monotone=(2,),
    ball=lambda x: (1 + x.sgn()) / 2,
    values="integer",
    conventional=True,
)
