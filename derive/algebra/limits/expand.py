"""Growth at infinity: which parts of a term vary most, and the term's leading behaviour in them.

After Gruntz: of all exponentials that tend to infinity or zero the most rapid ones
are written as powers of one small quantity; the term is expanded in it; the leading
coefficient varies less, so the recursion ends.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial, reduce
from math import factorial
from typing import Final

from derive.algebra.differentiate import differentiate
from derive.algebra.limits.series import Arithmetic, NeedMoreTermsError, Series, quotient
from derive.algebra.limits.setting import (
    VARIABLE,
    OutsideError,
    Setting,
    UndeterminedError,
)
from derive.core.sort import REAL
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    fresh,
    multiply,
    negative,
    replace,
    rewrite,
    subterms,
)
from derive.theory.function import function

LENGTHS: Final = (3, 6, 12)
NEGATIVE_INFINITY: Final = negative(INFINITY)


@dataclass(slots=True)
class Growth:
    """Limits at plus infinity of the terms that occur in one limit, worked out once each."""

    setting: Setting
    _limits: dict[Term, Term] = field(default_factory=dict)
    _leads: dict[Term, tuple[Term, Term]] = field(default_factory=dict)

    def limit(self, term: Term) -> Term:
        """The limit, possibly plus or minus infinity.

        Raises:
            UndeterminedError: it could not be decided.
            OutsideError: the term is not defined for large values.
        """
        if VARIABLE not in term.symbols:
            return term
        if term is VARIABLE:
            return INFINITY
        if term not in self._limits:
            exponent, coefficient = self.leading(term)
            order = self.setting.sign(exponent)
            if order == 0 and coefficient is term:
                raise UndeterminedError("cycle", term)
            if order == 0:
                self._limits[term] = self.limit(coefficient)
            elif order > 0:
                self._limits[term] = ZERO
            else:
                self._limits[term] = INFINITY if self.sign(coefficient) > 0 else NEGATIVE_INFINITY
        return self._limits[term]

    def sign(self, term: Term) -> int:
        """The sign for all large values; never 0 but for the term 0.

        Raises:
            UndeterminedError: it could not be decided.
        """
        seen: set[Term] = set()
        while VARIABLE in term.symbols:
            if term in seen:
                raise UndeterminedError("cycle", term)
            seen.add(term)
            term = self.leading(term)[1]
        sign = self.setting.sign(term)
        if sign == 0 and term is not ZERO:
            raise UndeterminedError("sign", term)
        return sign

    def leading(self, term: Term) -> tuple[Term, Term]:
        """Exponent and coefficient of the leading term in the most rapid small quantity.

        Where nothing is faster than the variable, that of the term with ``exp(t)`` for ``t``, which
        has the same limit and the same signs.
        """
        if term not in self._leads:
            self.setting.effort.charge(20 * term.size)
            self._leads[term] = self._leading(term)
        return self._leads[term]

    def _leading(self, term: Term) -> tuple[Term, Term]:
        rapid = self.most_rapid(term)
        if not rapid:
            return ZERO, term
        if VARIABLE in rapid:
            return self._expanded(_raised(term), tuple(map(_raised, rapid)))
        return self._expanded(term, rapid)

    def _expanded(self, term: Term, rapid: tuple[Term, ...]) -> tuple[Term, Term]:
        fastest = min(rapid, key=lambda t: (t.size, t.digest))
        scale = fastest.children[0]
        log_small = (
            scale if self.limit(scale) == NEGATIVE_INFINITY else self.setting.canonical(negative(scale))
        )
        for length in LENGTHS:
            arithmetic = Arithmetic(self.setting, length)
            try:
                return arithmetic.leading(_Expansion(self, arithmetic, fastest, log_small).of(term))
            except NeedMoreTermsError:
                continue
        raise UndeterminedError("cancellation", term)

    def most_rapid(self, term: Term) -> tuple[Term, ...]:
        """The sub-terms that vary most: exponentials with infinite limit, or the variable itself."""
        if VARIABLE not in term.symbols:
            return ()
        if term is VARIABLE:
            return (term,)
        if isinstance(term, Binder):
            raise UndeterminedError("binder", term)
        nothing: tuple[Term, ...] = ()
        below = reduce(self._faster, map(self.most_rapid, term.children), nothing)
        if isinstance(term, Apply) and term.head == "exp" and self.is_infinite(self.limit(term.children[0])):
            return self._faster((term,), below)
        return below

    def _faster(self, first: tuple[Term, ...], second: tuple[Term, ...]) -> tuple[Term, ...]:
        if not first or not second:
            return first or second
        order = self.compare(first[0], second[0])
        if order == 0:
            return tuple(dict.fromkeys(first + second))
        return first if order > 0 else second

    def compare(self, first: Term, second: Term) -> int:
        """1, 0 or -1 as the first varies faster than, like, or slower than the second."""
        if first is second:
            return 0
        ratio = self.limit(self.setting.canonical(quotient(_logarithm(first), _logarithm(second))))
        if self.is_infinite(ratio):
            return 1
        return -1 if self.setting.sign(ratio) == 0 else 0

    @staticmethod
    def is_infinite(term: Term) -> bool:
        """Whether a limit is plus or minus infinity."""
        return term in {INFINITY, NEGATIVE_INFINITY}


def _logarithm(term: Term) -> Term:
    return term.children[0] if isinstance(term, Apply) and term.head == "exp" else Apply("log", term)


def _raised(term: Term) -> Term:
    """The term with ``exp(t)`` for ``t``, where ``log(exp(t))`` is ``t`` again."""
    inner = Apply("exp", VARIABLE)
    log_inner = Apply("log", VARIABLE)

    def step(t: Term) -> Term | None:
        return VARIABLE if t is log_inner else inner if t is VARIABLE else None

    return rewrite(term, step)


@dataclass(frozen=True, slots=True)
class _Expansion:
    """Expands terms in the small quantity whose logarithm is ``log_small``."""

    growth: Growth
    arithmetic: Arithmetic
    fastest: Term
    log_small: Term

    def of(self, term: Term) -> Series:
        if not self._contains_rapid(term):
            return self.arithmetic.constant(term)
        if self._is_rapid(term):
            return self._exponential_of_rapid(term)
        if not isinstance(term, Apply):
            raise UndeterminedError("function", term)
        return _EXPANSIONS.get(term.head, _smooth)(self, term)

    def _contains_rapid(self, term: Term) -> bool:
        return VARIABLE in term.symbols and any(map(self._is_rapid, subterms(term)))

    def _is_rapid(self, term: Term) -> bool:
        """Whether the term is an exponential that varies like the fastest.

        Asked of each one anew, since canonical forms bring exponentials that were not written.

        Raises:
            UndeterminedError: it varies faster, so that the expansion is not in the right quantity.
        """
        if not (isinstance(term, Apply) and term.head == "exp" and VARIABLE in term.symbols):
            return False
        if term is self.fastest:
            return True
        if not self.growth.is_infinite(self.growth.limit(term.children[0])):
            return False
        order = self.growth.compare(term, self.fastest)
        if order > 0:
            raise UndeterminedError("scale", term)
        return order == 0

    def _exponential_of_rapid(self, term: Term) -> Series:
        setting = self.growth.setting
        inner = term.children[0]
        exponent = self.growth.limit(setting.canonical(quotient(inner, self.log_small)))
        rest = setting.canonical(add(inner, multiply(MINUS_ONE, exponent, self.log_small)))
        return self.arithmetic.scale(self.arithmetic.exponential(self.of(rest)), ONE, exponent)


def _add(expansion: _Expansion, term: Apply) -> Series:
    return expansion.arithmetic.add(*map(expansion.of, term.children))


def _multiply(expansion: _Expansion, term: Apply) -> Series:
    return reduce(expansion.arithmetic.multiply, map(expansion.of, term.children))


def _power(expansion: _Expansion, term: Apply) -> Series:
    base, exponent = term.children
    if VARIABLE in exponent.symbols:
        raise UndeterminedError("function", term)
    series = expansion.of(base)
    _, coefficient = expansion.arithmetic.leading(series)
    if coefficient is ZERO and isinstance(exponent, Number) and exponent.value < 0:
        raise OutsideError
    sign = expansion.growth.sign(coefficient)
    if sign <= 0 and not isinstance(exponent, Number):
        raise UndeterminedError("function", term)
    if sign < 0 and isinstance(exponent, Number) and exponent.value.denominator != 1:
        raise OutsideError
    return expansion.arithmetic.raise_to(series, exponent)


def _exp(expansion: _Expansion, term: Apply) -> Series:
    return expansion.arithmetic.exponential(expansion.of(term.children[0]))


def _log(expansion: _Expansion, term: Apply) -> Series:
    series = expansion.of(term.children[0])
    _, coefficient = expansion.arithmetic.leading(series)
    if expansion.growth.sign(coefficient) <= 0:
        raise OutsideError
    return expansion.arithmetic.logarithm(series, expansion.log_small)


def _abs(expansion: _Expansion, term: Apply) -> Series:
    series = expansion.of(term.children[0])
    _, coefficient = expansion.arithmetic.leading(series)
    return expansion.arithmetic.scale(series, Number(expansion.growth.sign(coefficient) or 1))


def _sign(expansion: _Expansion, term: Apply) -> Series:
    _, coefficient = expansion.arithmetic.leading(expansion.of(term.children[0]))
    return expansion.arithmetic.constant(Number(expansion.growth.sign(coefficient)))


def _extreme(expansion: _Expansion, term: Apply) -> Series:
    """``max`` or ``min``: the argument that is ahead for all large values."""
    ahead = 1 if term.head == "max" else -1
    best = term.children[0]
    for other in term.children[1:]:
        difference = expansion.growth.setting.canonical(add(other, negative(best)))
        if difference is not ZERO and expansion.growth.sign(difference) == ahead:
            best = other
    return expansion.of(best)


def _atan(expansion: _Expansion, term: Apply) -> Series:
    """Of what is infinite, by ``atan(x) = pi/2 - atan(1/x)`` for x > 0, an odd function."""
    arithmetic = expansion.arithmetic
    series = expansion.of(term.children[0])
    exponent, coefficient = arithmetic.leading(series)
    limit = expansion.growth.limit(coefficient) if expansion.growth.setting.sign(exponent) == 0 else None
    if coefficient is ZERO or (expansion.growth.setting.sign(exponent) >= 0 and limit not in _INFINITE):
        return _smooth(expansion, term)
    if limit in _INFINITE:
        raise UndeterminedError("singularity", term)
    quarter = arithmetic.constant(multiply(Number(Fraction(expansion.growth.sign(coefficient), 2)), PI))
    inverse = arithmetic.raise_to(series, MINUS_ONE)
    return arithmetic.add(quarter, arithmetic.scale(arithmetic.compose(inverse, _of_atan), MINUS_ONE))


def _of_atan(k: int) -> Number:
    return Number(Fraction((-1) ** (k // 2), k)) if k % 2 else ZERO


def _smooth(expansion: _Expansion, term: Apply) -> Series:
    """A function of one argument near a point where it is smooth: its Taylor series."""
    function_of, inner, conditions = _one_argument(term)
    series = expansion.of(inner)
    setting = expansion.growth.setting
    signs = [setting.sign(e) for e, _ in series.terms]
    if -1 in signs:
        raise UndeterminedError("essential singularity", term)
    centre = next((c for (_, c), s in zip(series.terms, signs, strict=True) if s == 0), ZERO)
    at = expansion.growth.limit(centre)
    if at in {INFINITY, NEGATIVE_INFINITY} or not all(map(setting.facts.proves, conditions(at))):
        raise UndeterminedError("singularity", term)
    rest = Series(tuple(t for t, s in zip(series.terms, signs, strict=True) if s > 0), series.error)
    derivatives = _derivatives(function_of, centre, expansion.arithmetic.length)
    return expansion.arithmetic.compose(
        rest, lambda k: multiply(Number(Fraction(1, factorial(k))), derivatives[k])
    )


Form = Callable[[Term], Term]
Conditions = Callable[[Term], tuple[Term, ...]]


def _one_argument(term: Apply) -> tuple[Form, Term, Conditions]:
    """A function of one argument: itself, the argument, and where it is smooth.

    Unknown functions are smooth everywhere, by what is assumed of them.
    """
    if term.head == "apply" and len(term.children) == 2:
        unknown = term.children[0]
        if isinstance(unknown, Symbol):
            return (lambda x: Apply("apply", unknown, x)), term.children[1], lambda _: ()
    known = function(term.head)
    if known is None or len(term.children) != 1 or not known.derivative:
        raise UndeterminedError("function", term)
    return partial(Apply, term.head), term.children[0], lambda x: (*known.domain(x), *known.smooth(x))


def _derivatives(function_of: Form, centre: Term, count: int) -> tuple[Term, ...]:
    """The function and its first derivatives at the centre."""
    x = fresh("x", REAL, centre, function_of(ZERO))
    found: list[Term] = [function_of(x)]
    for _ in range(count - 1):
        found.append(differentiate(found[-1], x))
    return tuple(replace(d, {x: centre}) for d in found)


_EXPANSIONS: Final[dict[str, Callable[[_Expansion, Apply], Series]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "exp": _exp,
    "log": _log,
    "abs": _abs,
    "sign": _sign,
    "max": _extreme,
    "min": _extreme,
    "atan": _atan,
}
_INFINITE: Final = frozenset((INFINITY, NEGATIVE_INFINITY))
