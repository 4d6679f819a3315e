"""Quotients of exponentials that overflow, in the exponential of the opposite number.

With ``w = e^-u``, ``(e^u - 1 - u e^u)/(e^u - 1)^2 = w (1 - w - u)/(1 - w)^2``, to be computed for u > 0.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    negative,
    power,
    replace,
    rewrite,
    subterms,
    subtract,
)
from derive.kernel.clusters import factors_of

OTHERS: Final = frozenset(("log", "log1p", "cases", "max", "abs", "near"))
EFFORT: Final = 20_000
W: Final = Symbol("@w", REAL)
GIVEN: Final = Facts((Apply("lt", ZERO, W),))
FORMS: Final[Mapping[str, Callable[[Term, Term], Term]]] = {
    "exp": lambda p, _: p,
    "expm1": lambda p, _: subtract(p, ONE),
    "sinh": lambda p, q: multiply(HALF, subtract(p, q)),
    "cosh": lambda p, q: multiply(HALF, add(p, q)),
    "tanh": lambda p, q: divide(subtract(p, q), add(p, q)),
}


def flipped(term: Term, stable: Callable[[Term], Term]) -> Term:
    """The term, or for positive exponents a form in the exponentials of their opposites."""
    exponents = dict.fromkeys(
        t.children[0] for t in subterms(term) if isinstance(t, Apply) and t.head in FORMS
    )
    parts = [_split(e) for e in exponents]
    if any(isinstance(t, Apply) and t.head in OTHERS for t in subterms(term)):
        return term
    if not parts or any(base is not parts[0][1] for _, base in parts):
        return term
    unit = min(abs(n) for n, _ in parts)
    if not unit or any((n / unit).denominator > 1 for n, _ in parts):
        return term
    exponent = multiply(Number(unit), parts[0][1]) if unit != 1 else parts[0][1]
    above = stable(_by_w(term, unit, negative(exponent)))
    is_square = isinstance(parts[0][1], Apply) and parts[0][1].head == "power"
    if is_square and parts[0][1].children[1] is TWO:
        return above
    below = stable(_by_w(term, -unit, exponent)) if _has_both(term) else term
    return Apply("cases", above, Apply("gt", parts[0][1], ZERO), below)


def _by_w(term: Term, unit: Fraction, exponent: Term) -> Term:
    """The term as a fraction in one exponential."""
    found = canonical(rewrite(term, lambda t: _in_w(t, unit)), GIVEN, Effort(EFFORT))
    return replace(rewrite(found, _factored), {W: Apply("exp", exponent)})


def _factored(term: Term) -> Term | None:
    """A sum of multiples of w as w times a sum."""
    if not (isinstance(term, Apply) and term.head == "add"):
        return None
    least = min(_degree(t) for t in term.children)
    if least <= 0:
        return None
    return multiply(_raised(least), add(*(_lowered(t, least) for t in term.children)))


def _raised(exponent: Fraction) -> Term:
    return W if exponent == 1 else power(W, Number(exponent))


def _degree(term: Term) -> Fraction:
    """The power of w that is a factor."""
    for f in factors_of(term):
        if f is W:
            return Fraction(1)
        if isinstance(f, Apply) and f.head == "power" and f.children[0] is W:
            return f.children[1].value if isinstance(f.children[1], Number) else Fraction(0)
    return Fraction(0)


def _lowered(term: Term, least: Fraction) -> Term:
    degree = _degree(term)
    others = [f for f in factors_of(term) if W not in f.symbols]
    left = () if degree == least else (_raised(degree - least),)
    return multiply(*others, *left) if others or left else ONE


def _has_both(term: Term) -> bool:
    """Whether there are exponentials of both signs in it."""
    nodes = [t for t in subterms(term) if isinstance(t, Apply) and t.head in FORMS]
    signs = {_split(t.children[0])[0] > 0 for t in nodes}
    return len(signs) > 1 or any(t.head in {"sinh", "cosh", "tanh"} for t in nodes)


def _split(exponent: Term) -> tuple[Fraction, Term]:
    """A number, and what it is a factor of."""
    factors = factors_of(exponent)
    number = Fraction(1)
    for f in factors:
        number *= f.value if isinstance(f, Number) else 1
    others = [f for f in factors if not isinstance(f, Number)]
    return number, multiply(*others) if others else ONE


def _in_w(term: Term, unit: Fraction) -> Term | None:
    if not isinstance(term, Apply) or term.head not in FORMS:
        return None
    times = _split(term.children[0])[0] / unit
    return FORMS[term.head](power(W, Number(-times)), power(W, Number(times)))
