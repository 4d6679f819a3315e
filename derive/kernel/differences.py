"""Differences of like functions, whose digits cancel where their arguments are close.

In a sum, two summands ``c f(a)`` and ``-c f(b)`` become ``c`` times a row of the table of differences,
with ``a - b`` worked out where that makes it shorter. A logarithm of a quotient is a difference too.
"""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import Final

from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Number,
    Term,
    add,
    divide,
    multiply,
    negative,
    power,
    subterms,
    subtract,
)
from derive.kernel.clusters import factors_of
from derive.theory.near_equal import CUBE, DIFFERENCES, LOG_RATIO, Difference

Worked = Callable[[Term], Term]
LONGER: Final = 3
EXPONENTS: Final = {
    "roots": HALF,
    "reciprocals": MINUS_ONE,
    "squares": TWO,
    "cubes": CUBE,
    "reciprocals of roots": Number(Fraction(-1, 2)),
    "reciprocals of squares": Number(-2),
}
GROWING: Final = frozenset(("exp", "expm1", "sinh", "cosh"))
HEADS: Final = {"exponentials": "exp", "logarithms": "log", "sines": "sin", "cosines": "cos"}


def difference(term: Term, worked: Worked, inner: Worked) -> Term | None:
    """The stable form of a difference in the term, which is a sum or a logarithm; None where there is none.

    ``worked`` brings a difference of arguments to a short form, ``inner`` makes arguments stable.
    """
    if not isinstance(term, Apply):
        return None
    if term.head == "log":
        return _quotient(term.children[0], worked, inner)
    return _sum(term.children, worked, inner) if term.head == "add" else None


def _quotient(inside: Term, worked: Worked, inner: Worked) -> Term | None:
    """The logarithm of a quotient."""
    factors = factors_of(inside)
    under = [f for f in factors if _is_below(f)]
    if not under or any(isinstance(t, Apply) and t.head in GROWING for t in subterms(inside)):
        return None
    over = multiply(*(f for f in factors if not _is_below(f)))
    below = multiply(*(_turned(f) for f in under))
    if over is ONE:
        return negative(inner(Apply("log", below)))
    return _made(LOG_RATIO, over, below, worked, inner)


def _is_below(factor: Term) -> bool:
    if isinstance(factor, Number):
        return False
    exponent = factor.children[1] if isinstance(factor, Apply) and factor.head == "power" else None
    return isinstance(exponent, Number) and exponent.value < 0


def _turned(factor: Term) -> Term:
    base, exponent = factor.children
    value = -exponent.value if isinstance(exponent, Number) else Fraction(1)
    return base if value == 1 else power(base, Number(value))


def _made(row: Difference, a: Term, b: Term, worked: Worked, inner: Worked) -> Term | None:
    """The row for two arguments, if their difference is short."""
    d = worked(subtract(a, b))
    if d.size > max(a.size, b.size) + LONGER and not (_is_atom(a) and _is_atom(b)):
        return None
    return row.computed(inner(a), inner(b), inner(d))


def _is_atom(term: Term) -> bool:
    return not isinstance(term, Apply) or (term.head == "abs" and _is_atom(term.children[0]))


def _sum(terms: tuple[Term, ...], worked: Worked, inner: Worked) -> Term | None:
    for i, j in permutations(range(len(terms)), 2):
        found = _tail(terms[i], terms[j], inner) if len(terms) > 2 else None
        found = found or _pair(terms[i], terms[j], worked, inner)
        if found is not None:
            others = tuple(t for n, t in enumerate(terms) if n not in {i, j})
            return inner(add(found, *others)) if len(others) > 1 else add(found, *map(inner, others))
    return None


def _tail(first: Term, second: Term, inner: Worked) -> Term | None:
    """The stable form of a number and an error function among other summands."""
    heads = {t.head for t in subterms(second) if isinstance(t, Apply)}
    if first.symbols or "erf" not in heads:
        return None
    found = inner(add(first, second))
    return None if isinstance(found, Apply) and found.head == "add" else found


def _pair(first: Term, second: Term, worked: Worked, inner: Worked) -> Term | None:
    """The stable form of first + second, where that is a difference."""
    for row in DIFFERENCES:
        for rest, number, a in _arguments(first, row):
            if number <= 0:
                continue
            for other, opposite, b in _arguments(second, row):
                if opposite == -number and other == rest and a is not b:
                    made = _made(row, a, b, worked, inner)
                    if made is not None:
                        return _times((Number(number), *map(inner, rest)), made)
    return _root_less(first, second, worked, inner)


def _times(factors: tuple[Term, ...], term: Term) -> Term:
    kept = tuple(f for f in factors if f is not ONE)
    return multiply(*kept, term) if kept else term


def _arguments(term: Term, row: Difference) -> Iterator[tuple[tuple[Term, ...], Fraction, Term]]:
    """The other factors, the number in front, and the argument of each factor that the row is about."""
    factors = factors_of(term)
    number = math.prod((f.value for f in factors if isinstance(f, Number)), start=Fraction(1))
    others = [f for f in factors if not isinstance(f, Number)]
    for n, f in enumerate(others):
        argument = _argument(f, row.name)
        if argument is not None:
            yield tuple(others[:n] + others[n + 1 :]), number, argument
    root = _root(abs(number)) if not others and row.name == "squares" else None
    if root is not None:
        yield (), Fraction(1 if number > 0 else -1), Number(root)


def _argument(factor: Term, name: str) -> Term | None:
    if not isinstance(factor, Apply) or not factor.symbols:
        return None
    if name in HEADS:
        return factor.children[0] if factor.head == HEADS[name] else None
    base, exponent = _power(factor)
    return base if exponent == EXPONENTS[name].value else None


def _power(factor: Term) -> tuple[Term, Fraction]:
    """The base and exponent of a power, or of one of a root."""
    exponent = Fraction(1)
    while isinstance(factor, Apply) and factor.head == "power" and isinstance(factor.children[1], Number):
        inner = factor.children[1].value
        if exponent.denominator == 1 and exponent % 2 == 0 and inner.denominator != 1:
            break
        exponent *= inner
        factor = factor.children[0]
    return factor, exponent


def _root(number: Fraction) -> Fraction | None:
    """The root of a square of a fraction."""
    above, below = math.isqrt(number.numerator), math.isqrt(number.denominator)
    return Fraction(above, below) if Fraction(above, below) ** 2 == number and number else None


def _has_root(term: Term) -> bool:
    return any(isinstance(t, Apply) and t.head == "power" and t.children[1] is HALF for t in subterms(term))


def _root_less(first: Term, second: Term, worked: Worked, inner: Worked) -> Term | None:
    """A root less something, or something less a root, that is no root itself: sqrt(a) - g."""
    for rest, number, a in _arguments(first, DIFFERENCES[2]):
        if rest:
            continue
        g = worked(multiply(Number(-1 / number), second))
        if isinstance(g, Number) and g.value <= 0:
            return None
        d = worked(subtract(a, power(g, TWO)))
        if d.size > a.size or any(
            isinstance(t, Apply) and t.head == "power" and t.children[1] is HALF for t in subterms(g)
        ):
            return None
        root = power(inner(a), HALF)
        joined = divide(inner(d), add(root, inner(g)))
        if not isinstance(g, Number):
            joined = Apply("cases", joined, Apply("ge", g, ZERO), subtract(root, inner(g)))
        return _times((Number(number),), joined)
    return None
