"""Constant factors as one number, rounded once: products of roots and of pi are rounded at each step."""

from fractions import Fraction
from typing import Final

from derive.algebra.balls import Indeterminate, Undefined, evaluate
from derive.core.term import ONE, Apply, Number, Term, multiply, power, rewrite
from derive.kernel.clusters import factors_of

BITS: Final = 400
KEPT: Final = 240


def folded(term: Term) -> Term:
    """The term with one number, right to 240 bits, for the constants of a product that are not rational.

    Factors 1 are left out.
    """
    return rewrite(term, _folded)


def _folded(term: Term) -> Term | None:
    if not (isinstance(term, Apply) and term.head in {"multiply", "power"}):
        return None
    if term.head == "multiply" and ONE in term.children:
        return folded(multiply(*(c for c in term.children if c is not ONE)))
    factors = [p for f in factors_of(term) for p in _parted(f)]
    constants = [f for f in factors if not f.symbols]
    if all(isinstance(c, Number) for c in constants):
        return None
    number = _number(multiply(*constants))
    return None if number is None else multiply(number, *(folded(f) for f in factors if f.symbols))


def _parted(factor: Term) -> tuple[Term, ...]:
    """A constant and the rest of an integer power of a product, which is where denominators have them."""
    if not (isinstance(factor, Apply) and factor.head == "power"):
        return (factor,)
    base, exponent = factor.children
    inner = factors_of(base)
    is_whole = isinstance(exponent, Number) and exponent.value.denominator == 1
    if not is_whole or len(inner) < 2 or all(f.symbols for f in inner):
        return (factor,)
    rest = multiply(*(f for f in inner if f.symbols))
    return power(multiply(*(f for f in inner if not f.symbols)), exponent), power(rest, exponent)


def _number(constant: Term) -> Number | None:
    """A rational number next to a constant that is none."""
    try:
        ball = evaluate(constant, {}, BITS)
    except (Undefined, Indeterminate):
        return None
    if isinstance(ball, tuple) or ball.rel_accuracy_bits() < KEPT:
        return None
    mantissa, exponent = ball.mid().man_exp()
    return Number(Fraction(int(mantissa)) * Fraction(2) ** int(exponent))
