"""Integrals and sums inside limits: near the end of their range, over powers, and as Riemann sums.

f smooth near a:   int_a^u f = sum_(k<m) f^(k)(a) (u-a)^(k+1)/(k+1)! + b (u-a)^(m+1),  b bounded, as u -> a
f' continuous on [0, 1], or f monotone and bounded:   1/n sum_(k=1)^n f(k/n) = int_0^1 f + b/n,  b bounded
"""

from fractions import Fraction
from math import factorial
from typing import Final, Protocol

from derive.algebra import smoothness
from derive.algebra.definedness import definedness
from derive.algebra.differentiate import DerivativeError, differentiate, resolve
from derive.algebra.facts import Facts
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.facts_polynomials import expanded
from derive.algebra.limits.expand import Growth
from derive.algebra.limits.setting import VARIABLE, Setting, UndeterminedError
from derive.algebra.signs import NEGATIVE, POSITIVE
from derive.core.sort import REAL
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    divide,
    fresh,
    multiply,
    negative,
    power,
    replace,
    subtract,
)

ORDER: Final = 5
SCALES: Final = tuple(Number(Fraction(v)) for v in ("1", "0", "-1/2", "1/2", "-1", "2", "-2", "-1/3", "3"))
OPEN: Final = frozenset(("lt", "gt", "ne"))
MINUS: Final = negative(ONE)


class Box(Protocol):
    """Where bounded parts get names."""

    setting: Setting

    def unsigned(self, part: Term) -> Term:
        """The symbol for a part of which only some bound is known to exist."""


def integral(box: Box, term: Binder) -> Term:
    """What an integral that depends on the variable is replaced by.

    Raises:
        UndeterminedError: nothing is known of it.
    """
    lower, upper = term.parameters
    if VARIABLE not in term.body.symbols:
        return _near_end(box, term)
    if (lower, upper) == (ZERO, ONE):
        return _of_powers(box, term)
    raise UndeterminedError("binder", term)


def _near_end(box: Box, term: Binder) -> Term:
    """The integral between two bounds that tend to one number at which the integrand is smooth."""
    lower, upper = term.parameters
    growth = Growth(box.setting)
    centre = box.setting.canonical(growth.limit(box.setting.canonical(lower)))
    gaps = [box.setting.canonical(subtract(end, centre)) for end in (lower, upper)]
    if any(gap is not ZERO and growth.limit(gap) is not ZERO for gap in gaps):
        raise UndeterminedError("binder", term)
    slopes = _slopes(box, term, centre)
    ends = [_primitive(box, term, k, slopes, gap) for k, gap in enumerate(gaps) if gap is not ZERO]
    low = ends[0] if gaps[0] is not ZERO else ZERO
    high = ends[-1] if gaps[1] is not ZERO else ZERO
    return subtract(high, low)


def _slopes(box: Box, term: Binder, centre: Term) -> list[Term]:
    """The integrand and its derivatives at a number around which they exist."""
    x = fresh("s", REAL, term, VARIABLE)
    found = [term.open(x)]
    try:
        for _ in range(ORDER - 1):
            found.append(differentiate(found[-1], x))
    except DerivativeError as error:
        raise UndeterminedError("binder", term) from error
    if not all(_is_smooth(f, x, {x: centre}, box.setting.facts) for f in found):
        raise UndeterminedError("singularity", term)
    return [replace(d, {x: centre}) for d in found]


def _primitive(box: Box, term: Binder, end: int, slopes: list[Term], gap: Term) -> Term:
    parts = [
        multiply(Number(Fraction(1, factorial(k + 1))), slope, power(gap, k + 1))
        for k, slope in enumerate(slopes)
    ]
    error = multiply(box.unsigned(Apply("add", term, Number(end))), power(gap, len(slopes) + 1))
    return add(*parts, error)


def _is_smooth(body: Term, x: Symbol, at: dict[Term, Term], facts: Facts) -> bool:
    """Whether conditions under which all derivatives exist hold around a point, or wherever facts say."""
    try:
        needed = (*definedness(body), *smoothness.conditions(body, x, resolve))
    except DerivativeError:
        return False
    are_open = all(isinstance(c, Apply) and (c.head in OPEN or x not in c.symbols) for c in needed)
    return (are_open or not at) and all(facts.proves(replace(c, at)) for c in needed)


def _of_powers(box: Box, term: Binder) -> Term:
    """``int_0^1 sum c x^p``, each c and p free of x, with ``p > -1``."""
    x = fresh("s", REAL, term, VARIABLE)
    between = box.setting.within((Apply("lt", ZERO, x), Apply("lt", x, ONE)))
    total: list[Term] = []
    for monomial, coefficient in expanded(between.canonical(term.open(x))).items():
        exponent: list[Term] = []
        for base, times in monomial:
            if x not in base.symbols:
                continue
            power_of_x = _exponent(base, x, between)
            if power_of_x is None or not isinstance(times, int):
                raise UndeterminedError("binder", term)
            exponent.append(multiply(Number(times), power_of_x))
        rest = term_of({tuple(f for f in monomial if x not in f[0].symbols): coefficient})
        whole = box.setting.canonical(add(ONE, *exponent))
        if Growth(box.setting).sign(whole) <= 0:
            raise UndeterminedError("binder", term)
        total.append(divide(rest, whole))
    return add(*total) if total else ZERO


def _exponent(base: Term, x: Symbol, setting: Setting) -> Term | None:
    """``e`` where the base is ``x^e`` for x > 0; None if it is something else."""
    if base is x:
        return ONE
    found = None
    if isinstance(base, Apply) and base.head == "power" and base.children[0] is x:
        found = base.children[1]
    if isinstance(base, Apply) and base.head == "exp":
        found = setting.canonical(divide(base.children[0], Apply("log", x)))
    return None if found is None or x in found.symbols else found


def riemann(box: Box, term: Binder, index: Symbol) -> Term | None:
    """A sum over ``k/n`` times a power of n, whose number of terms is n, the index; None for other sums."""
    lower, upper = term.parameters
    missing = box.setting.canonical(subtract(upper, index))
    if lower not in {ZERO, ONE} or missing not in {ZERO, MINUS}:
        return None
    x = fresh("x", REAL, term, index, VARIABLE)
    between = box.setting.within((Apply("lt", ZERO, x), Apply("lt", x, ONE)))
    whole = replace(term.open(multiply(x, index)), {index: VARIABLE})
    for exponent in SCALES:
        body = between.canonical(multiply(power(VARIABLE, exponent), whole))
        if VARIABLE in body.symbols:
            continue
        if not _is_integrable(box, body, x):
            return None
        error = multiply(box.unsigned(term), power(index, MINUS_ONE))
        scale = power(index, Number(1 - exponent.value))
        return multiply(scale, add(bind("integral", x, body, ZERO, ONE), error))
    return None


def _is_integrable(box: Box, body: Term, x: Symbol) -> bool:
    """Whether Riemann sums over [0, 1] are within a multiple of 1/n of the integral."""
    known = box.setting.within((Apply("le", ZERO, x), Apply("le", x, ONE))).facts
    try:
        slope = box.setting.canonical(differentiate(body, x))
    except DerivativeError:
        return False
    is_steady = all(_is_smooth(f, x, {}, known) for f in (body, slope))
    return is_steady or _is_monotone(box, body, slope, x)


def _is_monotone(box: Box, body: Term, slope: Term, x: Symbol) -> bool:
    """Whether a function is bounded on [0, 1], and differentiable with a slope of one sign between."""
    known = box.setting.within((Apply("le", ZERO, x), Apply("le", x, ONE))).facts
    between = box.setting.within((Apply("lt", ZERO, x), Apply("lt", x, ONE))).facts
    if not all(map(known.proves, definedness(body))) or not _is_smooth(body, x, {}, between):
        return False
    found, sign = known.range(body), between.sign(slope)
    return found.low is not None and found.high is not None and not (sign & POSITIVE and sign & NEGATIVE)


def of_powers_of(box: Box, term: Binder, index: Symbol) -> Term | None:
    """An integral over [0, 1] of powers with the index in their exponents; None for other integrals."""
    if term.parameters != (ZERO, ONE):
        return None
    try:
        return replace(_of_powers(box, _with(term, index, VARIABLE)), {VARIABLE: index})
    except UndeterminedError:
        return None


def _with(term: Binder, old: Symbol, new: Term) -> Binder:
    found = replace(term, {old: new})
    if not isinstance(found, Binder):
        raise UndeterminedError("binder", term)
    return found
