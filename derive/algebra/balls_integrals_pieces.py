"""An interval cut where parts of an integrand vanish: between the cuts it has no kinks and no poles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from flint import arb, fmpq

from derive.algebra.balls_integrals_outlook import (
    VARIABLE,
    End,
    Outlook,
    truth_of,
    value_at,
    vanishes,
)
from derive.algebra.balls_integrals_scales import Beyond
from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import Scope
from derive.core.claim import RELATIONS
from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    PI,
    ZERO,
    Apply,
    Number,
    Term,
    multiply,
    negative,
    power,
    rewrite,
    subterms,
    subtract,
)
from derive.theory.function import function

MOST_BRACKETS: Final = 40
MOST_EVALUATIONS: Final = 2000
COARSE: Final = 20
FINE: Final = 70
LARGEST_DENOMINATOR: Final = 1 << 12
UNBOUNDED: Final = frozenset(("floor", "ceil", "round", "mod"))


@lru_cache(maxsize=1 << 10)
def elementary(body: Term) -> Term:
    """The body with the definitions of functions that are piecewise."""

    def rule(term: Term) -> Term | None:
        record = function(term.head) if isinstance(term, Apply) else None
        if record is None or record.definition is None or record.shape != "scalar":
            return None
        definition = record.definition(*term.children)
        heads = {t.head for t in subterms(definition) if isinstance(t, Apply)}
        return rewrite(definition, rule) if heads & _CHOSEN.keys() else None

    return rewrite(body, rule)


@lru_cache(maxsize=1 << 10)
def critical(body: Term) -> tuple[tuple[Term, bool], ...]:
    """Parts of a body at whose zeros it has kinks (False) or may be singular (True)."""
    found: dict[Term, bool] = {}
    for term in subterms(body):
        if isinstance(term, Apply) and VARIABLE in term.symbols:
            for part, singular in _CRITICAL.get(term.head, _defined)(term):
                if VARIABLE in part.symbols:
                    found[part] = found.get(part, False) or singular
    return tuple(found.items())


Parts = Iterator[tuple[Term, bool]]


def _inside(singular: bool) -> Callable[[Apply], Parts]:
    return lambda term: iter([(term.children[0], singular)])


def _power(term: Apply) -> Parts:
    exponent = term.children[1]
    if not isinstance(exponent, Number) or exponent.value.denominator != 1 or exponent.value < 0:
        yield term.children[0], True


def _extreme(term: Apply) -> Parts:
    for i, first in enumerate(term.children):
        for second in term.children[:i]:
            yield subtract(first, second), False


def _conditions(term: Apply) -> Parts:
    for part in subterms(term):
        if isinstance(part, Apply) and part.head in RELATIONS and len(part.children) == 2:
            yield subtract(*part.children), False


def _of(head: str) -> Callable[[Apply], Parts]:
    return lambda term: iter([(Apply(head, term.children[0]), True)])


def _unit(term: Apply) -> Parts:
    yield subtract(ONE, power(term.children[0], 2)), True


def _defined(term: Apply) -> Parts:
    record = function(term.head)
    if record is not None and record.definition is not None and record.shape == "scalar":
        yield from critical(record.definition(*term.children))


_CRITICAL: Final[dict[str, Callable[[Apply], Parts]]] = {
    "abs": _inside(False),
    "sign": _inside(False),
    "log": _inside(True),
    "root": _inside(True),
    "power": _power,
    "max": _extreme,
    "min": _extreme,
    "cases": _conditions,
    "indicator": _conditions,
    "tan": _of("cos"),
    "sec": _of("cos"),
    "cot": _of("sin"),
    "csc": _of("sin"),
    "asin": _unit,
    "acos": _unit,
    "artanh": _unit,
    "arcosh": _unit,
}


@dataclass(frozen=True, slots=True)
class Cut:
    """A small interval that holds the zeros of a part; just one point, known exactly, with its term."""

    low: Any
    high: Any
    term: Term | None = None
    singular: bool = False


def cuts(body: Term, ends: tuple[End, End], window: tuple[arb, arb], scope: Scope) -> list[Cut]:
    """The zeros of all critical parts within a window, ascending.

    Raises:
        Indeterminate: they could not be told apart.
    """
    found: list[Cut] = []
    open_brackets: list[tuple[Term, bool, tuple[arb, arb]]] = []
    for part, singular in critical(body):
        for bracket in _brackets(part, *window, COARSE, scope):
            exact = _exact(part, singular, bracket, ends, scope)
            if exact is None:
                open_brackets.append((part, singular, bracket))
            else:
                found.append(exact)
    known = tuple(found)
    for part, singular, bracket in open_brackets:
        if not any(_is_only_zero(part, c.term, c.low, bracket, scope) for c in known if _meets(c, bracket)):
            fine = _brackets(part, *bracket, FINE - COARSE, scope)
            found += [Cut(first, last, None, singular) for first, last in fine]
    found.sort(key=lambda c: float(arb(c.low).mid()))
    return _apart(found)


def _brackets(part: Term, low: arb, high: arb, depth: int, scope: Scope) -> list[tuple[arb, arb]]:
    """Small intervals outside which a part does not vanish; neighbours are joined."""
    kept: list[tuple[arb, arb]] = []
    stack = [(low, high, depth)]
    allowed = MOST_EVALUATIONS
    while stack:
        first, last, left = stack.pop()
        allowed -= 1
        if allowed < 0:
            raise Indeterminate
        if _excludes_zero(part, first.union(last), scope):
            continue
        if left == 0:
            if kept and not kept[-1][1] < first:
                kept[-1] = kept[-1][0], last
            else:
                kept.append((first, last))
            if len(kept) > MOST_BRACKETS:
                raise Indeterminate
            continue
        middle = ((first + last) / 2).mid()
        stack += [(middle, last, left - 1), (first, middle, left - 1)]
    return kept


def _excludes_zero(part: Term, piece: arb, scope: Scope) -> bool:
    scope.charge(5)
    try:
        value = value_at(part, piece, scope)
    except (Indeterminate, Undefined):
        return False
    return bool(value > 0 or value < 0)


def _meets(cut: Cut, bracket: tuple[arb, arb]) -> bool:
    return bool(arb(cut.low).overlaps(bracket[0].union(bracket[1])))


def _exact(
    part: Term, singular: bool, bracket: tuple[arb, arb], ends: tuple[End, End], scope: Scope
) -> Cut | None:
    """The only zero of a part in a bracket, where it is found exactly."""
    for term, value in _candidates(*bracket, ends):
        if vanishes(part, End(term, value, 1), scope) and _is_only_zero(part, term, value, bracket, scope):
            return Cut(value, value, term, singular)
    return None


def _candidates(low: arb, high: arb, ends: tuple[End, End]) -> Iterator[tuple[Term, Any]]:
    """Exact numbers in a bracket: the ends themselves, a simple fraction, one of pi, a square root of one."""
    around = low.union(high)
    for end in ends:
        if end.value is not None and end.term is not None and around.overlaps(arb(end.value)):
            yield end.term, end.value
    fraction = _simplest(around)
    if fraction is not None:
        yield Number(fraction), fmpq(fraction.numerator, fraction.denominator)
    fraction = _simplest(around / arb.pi())
    if fraction:
        value = arb.pi() * fmpq(fraction.numerator, fraction.denominator)
        yield multiply(Number(fraction), PI), value
    fraction = _simplest(around * around)
    if fraction:
        sign = 1 if around > 0 else -1
        root = arb(fmpq(fraction.numerator, fraction.denominator)).sqrt()
        yield multiply(Number(sign), Apply("power", Number(fraction), HALF)), sign * root


def _simplest(around: arb) -> Fraction | None:
    guess = Fraction(float(around.mid())).limit_denominator(LARGEST_DENOMINATOR)
    return guess if around.contains(fmpq(guess.numerator, guess.denominator)) else None


def _is_only_zero(part: Term, term: Term | None, value: Any, bracket: tuple[arb, arb], scope: Scope) -> bool:
    """Whether a part has no zeros in a bracket besides a known place."""
    for side, bound in ((1, bracket[1]), (-1, bracket[0])):
        gap = side * (bound - arb(value))
        if gap <= 0:
            continue
        reach = arb(gap.abs_upper()) * 2
        try:
            beyond = Beyond((1 / reach).lower())
            if not beyond.start >= 4 or not Outlook(End(term, value, side), scope, beyond).of(part).sign:
                return False
        except (Indeterminate, Undefined):
            return False
    return True


def _apart(found: list[Cut]) -> list[Cut]:
    """Cuts at one place joined, which may not overlap otherwise."""
    kept: list[Cut] = []
    for cut in found:
        last = kept[-1] if kept else None
        if last is None or arb(last.high) < arb(cut.low):
            kept.append(cut)
        elif last.term is cut.term and (last.term is not None):
            kept[-1] = Cut(last.low, last.high, last.term, last.singular or cut.singular)
        elif last.term is None and cut.term is None:
            high = max(last.high, cut.high)
            kept[-1] = Cut(last.low, high, None, last.singular or cut.singular)
        else:
            raise Indeterminate
    return kept


def smooth(body: Term, place: Any, scope: Scope) -> Term:
    """The body with the branches that its piecewise parts take at a place.

    Raises:
        Indeterminate: that cannot be told.
    """
    inner = scope.inside()
    inner[VARIABLE] = place

    def rule(term: Term) -> Term | None:
        if isinstance(term, Apply) and term.head in _CHOSEN and VARIABLE in term.symbols:
            chosen = _CHOSEN[term.head](term, lambda proposition: truth_of(proposition)(inner))
            return rewrite(chosen, rule)
        return None

    return rewrite(body, rule)


Holds = Callable[[Term], bool | None]


def _signed(values: Callable[[Apply], tuple[Term, Term]]) -> Callable[[Apply, Holds], Term]:
    def choose(term: Apply, holds: Holds) -> Term:
        positive = holds(Apply("lt", ZERO, term.children[0]))
        if positive is None:
            raise Indeterminate
        return values(term)[0 if positive else 1]

    return choose


def _largest(head: str) -> Callable[[Apply, Holds], Term]:
    def choose(term: Apply, holds: Holds) -> Term:
        for one in term.children:
            if all(holds(Apply(head, other, one)) for other in term.children if other is not one):
                return one
        raise Indeterminate

    return choose


def _case(term: Apply, holds: Holds) -> Term:
    for i in range(len(term.children) // 2):
        value, condition = term.children[2 * i : 2 * i + 2]
        known = holds(condition)
        if known is None:
            raise Indeterminate
        if known:
            return value
    if len(term.children) % 2 == 0:
        raise Undefined
    return term.children[-1]


def _indicator(term: Apply, holds: Holds) -> Term:
    known = holds(term.children[0])
    if known is None:
        raise Indeterminate
    return ONE if known else ZERO


_CHOSEN: Final[dict[str, Callable[[Apply, Holds], Term]]] = {
    "abs": _signed(lambda t: (t.children[0], negative(t.children[0]))),
    "sign": _signed(lambda _: (ONE, MINUS_ONE)),
    "max": _largest("le"),
    "min": _largest("ge"),
    "cases": _case,
    "indicator": _indicator,
}
