"""The inverse cotangent, with values in (0, pi), continuous."""

from derive.core.term import ONE, PI, ZERO, Apply, add
from derive.theory.function import Function, interval
from derive.theory.shorthand import half, inverse, minus, square

FUNCTION = Function(
    name="acot",
    spellings=("arccot", "acot"),
    meaning=lambda m, x: m.pi / 2 - m.atan(x),
    source="ISO 80000-2 item 13.18",
    definition=lambda x: add(half(PI), minus(Apply("atan", x))),
    derivative=(lambda x: minus(inverse(add(ONE, square(x)))),),
    range=interval(ZERO, PI),
    monotone=(-1,),
    ball=lambda x: x.pi() / 2 - x.atan(),
    conventional=True,
)
