"""Finite sums of sines and cosines of equal steps."""

from typing import Final

from derive.core.sort import INTEGER, REAL
from derive.core.term import HALF, ONE, TWO, ZERO, Symbol, Term, add, bind, divide, multiply, subtract
from derive.theory.rule import M, N, Rule, X
from derive.theory.shorthand import cos, le, ne, sin

_J: Final = Symbol("j", INTEGER)
_Y: Final = Symbol("y", REAL)
_STEP: Final = sin(divide(X, TWO))
_BEFORE: Final = add(multiply(X, subtract(M, HALF)), _Y)
_BEHIND: Final = add(multiply(X, add(N, HALF)), _Y)
_CONDITIONS: Final = (ne(_STEP, ZERO), le(M, add(N, ONE)))


def _sum(body: Term) -> Term:
    return bind("sum", _J, body, M, N)


LEMMAS: Final = (
    Rule(
        "sum-of-cosines",
        _sum(cos(add(multiply(X, _J), _Y))),
        divide(subtract(sin(_BEHIND), sin(_BEFORE)), multiply(TWO, _STEP)),
        divide(subtract(sin(_BEHIND), sin(_BEFORE)), _STEP),
        _CONDITIONS,
        "DLMF 4.21; telescoping 2 sin(x/2) cos(x j + y)",
    ),
    Rule(
        "sum-of-sines",
        _sum(sin(add(multiply(X, _J), _Y))),
        divide(subtract(cos(_BEFORE), cos(_BEHIND)), multiply(TWO, _STEP)),
        divide(subtract(cos(_BEHIND), cos(_BEFORE)), multiply(TWO, _STEP)),
        _CONDITIONS,
        "DLMF 4.21; telescoping 2 sin(x/2) sin(x j + y)",
    ),
)
