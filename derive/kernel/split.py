"""Products in which a large and a small factor meet: an exponential as two halves, one at each end.

``x e^-x`` loses digits where e^-x is no normal number any more, and ``(e^x - 1)/x`` is finite beyond where
e^x is; of the halves, none is too large or too small.
"""

from collections.abc import Callable
from fractions import Fraction
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
    multiply,
    negative,
    power,
    rewrite,
)
from derive.kernel.clusters import factors_of

MOST: Final = 4


def split(term: Term) -> Term:
    """The term with halved exponentials in its products."""
    return rewrite(term, _halved)


def without_growth(term: Term) -> Term:
    """The term, with what grows like an exponential taken out of products in logarithms."""
    return rewrite(term, _grown)


def _grown(term: Term) -> Term | None:
    if not (isinstance(term, Apply) and term.head == "log"):
        return None
    exponents, left = list[Term](), list[Term]()
    for f in factors_of(term.children[0]):
        rule = GROWING.get(f.head) if isinstance(f, Apply) and f.symbols else None
        exponent, rest = rule(f.children[0]) if rule and isinstance(f, Apply) else (ZERO, f)
        exponents.append(exponent)
        left.append(rest)
    if all(e is ZERO for e in exponents):
        return None
    return add(*exponents, Apply("log", multiply(*left)))


def _fallen(u: Term) -> Term:
    """Of an odd function that is left of it without e^|u|: sign(u) (1 - e^-|u|)."""
    return multiply(Apply("sign", u), negative(Apply("expm1", negative(Apply("abs", u)))))


GROWING: Final[dict[str, Callable[[Term], tuple[Term, Term]]]] = {
    "expm1": lambda u: (Apply("max", u, ZERO), _fallen(u)),
    "sinh": lambda u: (Apply("abs", u), multiply(HALF, _fallen(multiply(TWO, u)))),
    "exp": lambda u: (u, ONE),
}


def _halved(term: Term) -> Term | None:
    root = _halved_root(term)
    if root is not None:
        return root
    if not isinstance(term, Apply) or term.head != "multiply":
        return None
    factors = [g for f in factors_of(term) for g in _unsquared(f)]
    for n, f in enumerate(factors):
        pair = _halves(f)
        if pair is not None:
            others = [split(o) for o in (*factors[:n], *factors[n + 1 :])]
            number = [o for o in others if isinstance(o, Number)]
            inner = multiply(*number, pair[0], *(o for o in others if not isinstance(o, Number)))
            return Apply("multiply", inner, pair[1])
    return multiply(*factors) if len(factors) > len(factors_of(term)) else None


def _halved_root(term: Term) -> Term | None:
    """The root of a product, with the root of a factor that has one in front."""
    if not (isinstance(term, Apply) and term.head == "power" and term.children[1] is HALF):
        return None
    factors = factors_of(term.children[0])
    for n, f in enumerate(factors):
        pair = _halves(f)
        if pair is not None and pair[0] is pair[1]:
            return multiply(pair[0], power(multiply(*factors[:n], *factors[n + 1 :]), HALF))
    return None


def _unsquared(factor: Term) -> tuple[Term, ...]:
    """A power with a small exponent as so many factors."""
    base, exponent = factor, Fraction(1)
    while isinstance(base, Apply) and base.head == "power":
        inner, raised = base.children
        if not isinstance(raised, Number):
            break
        base, exponent = inner, exponent * raised.value
    whole = exponent.denominator == 1 and 2 <= abs(exponent) <= MOST
    each = base if exponent > 0 else power(base, MINUS_ONE)
    return (each,) * int(abs(exponent)) if whole and base.symbols else (factor,)


def _halves(factor: Term) -> tuple[Term, Term] | None:
    """Two factors whose product it is."""
    if not isinstance(factor, Apply) or not factor.symbols:
        return None
    if factor.head == "max":
        a, b = factor.children
        is_step = isinstance(b, Apply) and b.head == "indicator" and isinstance(a, Apply) and a.head == "exp"
        root = Apply("max", Apply("exp", multiply(HALF, a.children[0])), b) if is_step else None
        return (root, root) if root else None
    if factor.head == "cases":
        return _halves_of_cases(factor)
    if factor.head == "add":
        return _halves_of_sum(factor)
    half = multiply(HALF, factor.children[0]) if factor.children else factor
    match factor.head:
        case "exp":
            return Apply("exp", half), Apply("exp", half)
        case "expm1":
            return Apply("expm1", half), add(Apply("expm1", half), TWO)
        case "sinh":
            return multiply(TWO, Apply("sinh", half)), Apply("cosh", half)
    return None


def _halves_of_cases(factor: Apply) -> tuple[Term, Term] | None:
    """The same where an exponential is a factor of the first case."""
    if len(factor.children) != 3:
        return None
    first, condition, other = factor.children
    factors = factors_of(first)
    for n, f in enumerate(factors):
        if isinstance(f, Apply) and f.head == "exp":
            half = Apply("exp", multiply(HALF, f.children[0]))
            rest = multiply(half, *factors[:n], *factors[n + 1 :])
            return Apply("cases", half, condition, ONE), Apply("cases", rest, condition, other)
    return None


def _halves_of_sum(factor: Apply) -> tuple[Term, Term] | None:
    """A sum with exponentials of u, without a large factor e^(u/2), and that factor."""
    exponents = {e for t in factor.children for e in _exponents(t)}
    if len(exponents) != 1:
        return None
    (u,) = exponents
    large = multiply(HALF, Apply("max", u, ZERO))
    left = Apply("exp", add(u, negative(large)))
    terms = (
        multiply(*(left if f in _powers(t) else f for f in factors_of(t)))
        if _powers(t)
        else multiply(t, Apply("exp", negative(large)))
        for t in factor.children
    )
    return add(*terms), Apply("exp", large)


def _powers(term: Term) -> tuple[Apply, ...]:
    return tuple(f for f in factors_of(term) if isinstance(f, Apply) and f.head == "exp")


def _exponents(term: Term) -> tuple[Term, ...]:
    return tuple(p.children[0] for p in _powers(term))
