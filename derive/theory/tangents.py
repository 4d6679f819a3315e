"""Inequalities between a convex or concave function and its tangents."""

from collections.abc import Callable
from typing import Final, NamedTuple

from derive.core.term import MINUS_ONE, ONE, TWO, ZERO, Apply, Term, add, divide, multiply, power, subtract


class Tangent(NamedTuple):
    """``small <= large`` for numbers that meet the conditions."""

    small: Term
    large: Term
    conditions: tuple[Term, ...] = ()


def _exp(x: Term, m: Term, _: Term) -> Tangent:
    return Tangent(multiply(Apply("exp", m), add(ONE, x, multiply(MINUS_ONE, m))), Apply("exp", x))


def _log(x: Term, m: Term, _: Term) -> Tangent:
    large = add(Apply("log", m), divide(x, m), MINUS_ONE)
    return Tangent(Apply("log", x), large, (Apply("lt", ZERO, x), Apply("lt", ZERO, m)))


def _line(x: Term, m: Term, r: Term) -> Term:
    return add(power(m, r), multiply(r, power(m, add(r, MINUS_ONE)), subtract(x, m)))


def _convex_power(x: Term, m: Term, r: Term) -> Tangent:
    conditions = (Apply("lt", ZERO, x), Apply("lt", ZERO, m), Apply("le", ONE, r))
    return Tangent(_line(x, m, r), power(x, r), conditions)


def _negative_power(x: Term, m: Term, r: Term) -> Tangent:
    conditions = (Apply("lt", ZERO, x), Apply("lt", ZERO, m), Apply("le", r, ZERO))
    return Tangent(_line(x, m, r), power(x, r), conditions)


def _concave_power(x: Term, m: Term, r: Term) -> Tangent:
    conditions = (Apply("lt", ZERO, x), Apply("lt", ZERO, m), Apply("le", ZERO, r), Apply("le", r, ONE))
    return Tangent(power(x, r), _line(x, m, r), conditions)


def _square(x: Term, m: Term, _: Term) -> Tangent:
    small = add(multiply(TWO, m, x), multiply(MINUS_ONE, power(m, TWO)))
    return Tangent(small, power(x, TWO))


TANGENTS: Final[dict[str, Callable[[Term, Term, Term], Tangent]]] = {
    "exp": _exp,
    "log": _log,
    "convex-power": _convex_power,
    "square": _square,
    "negative-power": _negative_power,
    "concave-power": _concave_power,
}
