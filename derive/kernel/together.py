"""Sums of fractions over powers of one denominator, as 1/(x+y) - x/(x+y)^2 = y/(x+y)^2: numerators cancel."""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from derive.core.term import HALF, Apply, Number, Term, add, multiply, power, rewrite
from derive.kernel.clusters import factors_of

ROOT: Final = 2
Canonical = Callable[[Term], Term]


def together(term: Term, canonical: Canonical) -> Term:
    """The term with such sums as one fraction, where that is shorter; ``canonical`` expands and cancels."""
    return rewrite(term, lambda t: _together(t, canonical))


def _together(term: Term, canonical: Canonical) -> Term | None:
    if not (isinstance(term, Apply) and term.head == "add"):
        return None
    parts = [_parted(t) for t in term.children]
    lowest: dict[Term, Fraction] = {}
    for _, powers in parts:
        for base, exponent in powers.items():
            lowest[base] = min(exponent, lowest.get(base, exponent))
    for base, least in sorted(lowest.items(), key=lambda p: -p[0].size):
        raised = [(rest, powers, powers.get(base, Fraction(0)) - least) for rest, powers in parts]
        if any(e.denominator != 1 for _, _, e in raised):
            continue
        numerator = canonical(
            add(*(_product(rest, {**powers, base: difference}) for rest, powers, difference in raised))
        )
        found = multiply(numerator, _power(base, least))
        if found.size < term.size:
            return found
    return None


def _parted(term: Term) -> tuple[list[Term], dict[Term, Fraction]]:
    """The factors of a term without its denominators, and those with their exponents."""
    rest: list[Term] = []
    powers: dict[Term, Fraction] = {}
    for factor in factors_of(term):
        base, exponent = factor, Fraction(1)
        while isinstance(base, Apply) and base.head == "power":
            inner = base.children[1]
            if not isinstance(inner, Number):
                break
            base, exponent = base.children[0], exponent * inner.value
        is_sum = isinstance(base, Apply) and base.head == "add" and bool(base.symbols)
        if is_sum and (exponent < 0 or exponent.denominator == ROOT):
            powers[base] = powers.get(base, Fraction(0)) + exponent
        else:
            rest.append(factor)
    return rest, powers


def _product(rest: list[Term], powers: dict[Term, Fraction]) -> Term:
    return multiply(*rest, *(_power(b, e) for b, e in powers.items() if e))


def _power(base: Term, exponent: Fraction) -> Term:
    """The power; half-integer ones are of the root, which does not overflow."""
    if exponent.denominator == ROOT:
        return power(power(base, HALF), Number(exponent * ROOT))
    return power(base, Number(exponent))
