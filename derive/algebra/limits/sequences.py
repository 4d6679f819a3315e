"""Limits of sequences: factorials, powers of negative bases and harmonic sums as terms in a real variable.

n! = sqrt(2 pi n) (n/e)^n exp(b/(12 n)),  0 <= b <= 1       (Robbins, A remark on Stirling's formula, 1955)
q^n = s exp(-r n),  -1 <= s <= 1, for |q| < 1 with some r > 0
q^n = s (-q)^n,     -1 <= s <= 1, for q < 0
sum_(k=1)^n 1/k = log n + b,  1/2 <= b <= 1
"""

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import Final

from derive.algebra.limits.bounded import Box
from derive.algebra.limits.expand import Growth
from derive.algebra.limits.processes import of_powers_of, riemann
from derive.algebra.limits.setting import VARIABLE, Setting, UndeterminedError
from derive.algebra.shapes import ShapeError, sort_of
from derive.core.sort import INTEGER
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Apply,
    Binder,
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
    subtract,
)

_INDEX: Final = Symbol("n\u2192\u221e", INTEGER)
MOST_CHOSEN: Final = 12
_TWELFTH: Final = Number(Fraction(1, 12))


def of_sequence(term: Binder, box: Box) -> Term:
    """What the limit is of, for all large values of the variable, an integer that tends to infinity."""

    def step(t: Term) -> Term | None:
        if _INDEX not in t.symbols:
            return t
        simple = _repeating(box, t)
        if simple is not None:
            return simple
        head = t.head if isinstance(t, Apply) else t.kind if isinstance(t, Binder) else ""
        rule = _RULES.get(head)
        found = None if rule is None else rule(box, t)
        return None if found is None else rewrite(found, step) if found is not t else None

    return replace(rewrite(term.open(_INDEX), step), {_INDEX: VARIABLE})


def _repeating(box: Box, term: Term) -> Term | None:
    """A sine, cosine or power of -1 that is the same for all terms; None for others."""
    if not isinstance(term, Apply) or term.head not in ("sin", "cos", "power"):
        return None
    if term.head == "power" and term.children[0] is not MINUS_ONE:
        return None
    found = box.setting.canonical(term)
    return None if _INDEX in found.symbols else found


def _is_whole(term: Term) -> bool:
    try:
        return sort_of(term) == INTEGER
    except ShapeError:
        return False


def _grows(term: Term, setting: Setting) -> bool:
    """Whether a term tends to plus infinity."""
    try:
        return Growth(setting).limit(setting.canonical(replace(term, {_INDEX: VARIABLE}))) is INFINITY
    except UndeterminedError:
        return False


def _factorial(box: Box, term: Term) -> Term | None:
    (of,) = term.children
    if not _is_whole(of) or not _grows(of, box.setting):
        return None
    error = multiply(_TWELFTH, box.symbol(term, ZERO, ONE))
    scale = multiply(HALF, Apply("log", multiply(TWO, PI)))
    exponent = add(multiply(add(of, HALF), Apply("log", of)), negative(of), scale, divide(error, of))
    return Apply("exp", exponent)


def _binomial(box: Box, term: Term) -> Term | None:
    of, chosen = term.children
    rest = box.setting.canonical(subtract(of, chosen))
    facts = box.setting.facts
    fits = (
        _grows(chosen, box.setting) if _INDEX in chosen.symbols else facts.proves(Apply("le", ZERO, chosen))
    )
    if isinstance(chosen, Number) and 0 <= chosen.value <= MOST_CHOSEN and _grows(rest, box.setting):
        steps = range(int(chosen.value))
        return divide(multiply(ONE, *(subtract(of, Number(k)) for k in steps)), Number(factorial(len(steps))))
    if not (fits and _is_whole(of) and _is_whole(chosen) and _grows(rest, box.setting)):
        return None
    return divide(
        Apply("factorial", of), multiply(Apply("factorial", chosen), Apply("factorial", subtract(of, chosen)))
    )


def _power(box: Box, term: Term) -> Term | None:
    base, exponent = term.children
    facts = box.setting.facts
    if _INDEX in base.symbols or not _is_whole(exponent) or facts.proves(Apply("lt", ZERO, base)):
        return None
    if not _grows(exponent, box.setting):
        return None
    if box.setting.canonical(base) is ZERO:
        return ZERO
    size = Apply("abs", base)
    if facts.proves(Apply("lt", size, ONE)):
        rate = box.symbol(Apply("log", size), None, None)
        return multiply(box.symbol(term, MINUS_ONE, ONE), Apply("exp", negative(multiply(rate, exponent))))
    if facts.proves(Apply("lt", base, ZERO)):
        turned = Number(-base.value) if isinstance(base, Number) else negative(base)
        sign = box.symbol(term, MINUS_ONE, ONE)
        return sign if turned is ONE else multiply(sign, power(turned, exponent))
    return None


def _sum(box: Box, term: Term) -> Term | None:
    """A harmonic sum, or a Riemann sum."""
    if not isinstance(term, Binder):
        return None
    lower, upper = term.parameters
    if term.body is not power(term.variable, MINUS_ONE) or lower is not ONE:
        return riemann(box, term, _INDEX)
    if not _is_whole(upper) or not _grows(upper, box.setting):
        return None
    return add(Apply("log", upper), box.symbol(term, HALF, ONE))


def _integral(box: Box, term: Term) -> Term | None:
    return of_powers_of(box, term, _INDEX) if isinstance(term, Binder) else None


_RULES: Final[dict[str, Callable[[Box, Term], Term | None]]] = {
    "factorial": _factorial,
    "binomial": _binomial,
    "power": _power,
    "sum": _sum,
    "integral": _integral,
}
