"""Terms that may solve an equation: by formulas, and names for what is close to a root.

Nothing here is trusted; it only says what is worth trying.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.normal_form.equality import canonical
from derive.core.term import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    divide,
    multiply,
    negative,
    power,
    subtract,
)
from derive.prove.landscape import STEPS, named, turns
from derive.prove.tables import Tables

SQUARE: Final = 2
MOST_INSIDE: Final = 4
INVERSE: Final = {"log": "exp", "exp": "log", "tanh": "artanh", "atan": "tan"}


def roots_of(equation: Term, unknown: Symbol, hypotheses: tuple[Term, ...], tables: Tables) -> Iterator[Term]:
    """Terms that may solve an equation for a symbol, by formulas and by what is close to its roots."""
    facts = tables.facts(hypotheses)
    for side, other in (equation.children, equation.children[::-1]):
        if side is unknown and unknown not in other.symbols:
            yield other
    gap = canonical(subtract(*equation.children), facts, tables.effort)
    coefficients = _coefficients(expanded(gap), unknown)
    if coefficients is not None:
        yield from _roots(coefficients)
    else:
        yield from _by_inverse(expanded(gap), unknown)
    if gap.symbols == {unknown} and (coefficients is None or max(coefficients, default=0) > SQUARE):
        places = [-s for s in reversed(STEPS)] + [0.0, *STEPS]
        for place, _ in turns(gap, unknown, places, tables.effort):
            yield from named(place)


def _by_inverse(polynomial: Polynomial, unknown: Symbol, depth: int = 0) -> Iterator[Term]:
    """From ``c f(t) + d = 0``, for functions f with an inverse, one inside the other."""
    about = [m for m in polynomial if any(unknown in b.symbols for b, _ in m)]
    bases = [(b, e) for m in about for b, e in m if unknown in b.symbols]
    if len(about) != 1 or len(bases) != 1 or depth > MOST_INSIDE:
        return
    ((base, exponent),) = bases
    others = tuple(f for f in about[0] if f[0] is not base)
    rest = {m: c for m, c in polynomial.items() if m is not about[0]}
    value = divide(negative(term_of(rest)), term_of({others: polynomial[about[0]]})) if rest else ZERO
    if exponent != 1 and isinstance(exponent, int) and isinstance(base, Apply) and base.head == "exp":
        inside = divide(Apply("log", value), Number(exponent))
        yield from _by_inverse(expanded(subtract(base.children[0], inside)), unknown, depth + 1)
    if exponent not in (1, -1) or (exponent == -1 and value is ZERO):
        return
    value = value if exponent == 1 else divide(ONE, value)
    if base is unknown:
        yield value
    elif isinstance(base, Apply) and base.head in INVERSE:
        inside = Apply(INVERSE[base.head], value)
        yield from _by_inverse(expanded(subtract(base.children[0], inside)), unknown, depth + 1)
    elif isinstance(base, Apply) and base.head == "add":
        yield from _by_inverse(expanded(subtract(base, value)), unknown, depth + 1)


def _coefficients(polynomial: Polynomial, unknown: Symbol) -> dict[int, Term] | None:
    """Of the powers of the unknown; None where it occurs otherwise."""
    parts: dict[int, Polynomial] = {}
    for monomial, coefficient in polynomial.items():
        exponent: object = dict(monomial).get(unknown, 0)
        if not isinstance(exponent, int) or exponent < 0:
            return None
        rest = tuple(f for f in monomial if f[0] is not unknown)
        if any(unknown in base.symbols for base, _ in rest):
            return None
        parts.setdefault(exponent, {})[rest] = coefficient
    return {k: term_of(p) for k, p in parts.items()}


def _roots(coefficients: dict[int, Term]) -> Iterator[Term]:
    degree = max(coefficients, default=0)
    top, constant = coefficients.get(degree, ZERO), coefficients.get(0, ZERO)
    if degree == 1:
        yield negative(divide(constant, top)) if constant is not ZERO else ZERO
    elif degree == SQUARE:
        middle = coefficients.get(1, ZERO)
        square = subtract(power(middle, 2), multiply(Number(4), top, constant))
        for root in (power(square, HALF), negative(power(square, HALF))):
            yield divide(subtract(root, middle), multiply(TWO, top))
    elif degree and set(coefficients) <= {0, degree}:
        inside = divide(negative(constant), top)
        yield (
            Apply("root", inside, Number(degree))
            if degree % 2
            else power(inside, Number(Fraction(1, degree)))
        )
