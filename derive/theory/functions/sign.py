"""The sign: -1, 0 or 1."""

from derive.core.term import MINUS_ONE, ONE, ZERO
from derive.theory.function import Function, interval
from derive.theory.shorthand import ne

FUNCTION = Function(
    name="sign",
    spellings=(
        "sgn",
        "sign",
        "signum",
    ),
    meaning=lambda m, x: m.sign(x),
    source="definition",
    analytic=False,
    derivative=(lambda _: ZERO,),
    smooth=lambda x: (ne(x, ZERO),),
    range=interval(MINUS_ONE, ONE, "lh"),
    monotone=(2,),
    parity=-1,
    ball=lambda x: x.sgn(),
    values="integer",
    sympy="sign",
)
