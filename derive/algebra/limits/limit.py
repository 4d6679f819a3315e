"""The limit of a term at a point or at infinity, from one side or both."""

from typing import Final

from derive.algebra.applied import applied
from derive.algebra.definedness import definedness
from derive.algebra.facts import Facts
from derive.algebra.limits.bounded import CIRCULAR, Box
from derive.algebra.limits.expand import NEGATIVE_INFINITY, Growth
from derive.algebra.limits.pieces import decided
from derive.algebra.limits.sequences import of_sequence
from derive.algebra.limits.setting import VARIABLE, OutsideError, Setting, UndeterminedError, joined
from derive.algebra.unfold import unfold
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Term,
    add,
    fresh,
    multiply,
    negative,
    power,
    replace,
    rewrite,
    subterms,
)

EVENTUALLY: Final = {"lt": {1}, "le": {0, 1}, "gt": {-1}, "ge": {-1, 0}, "ne": {-1, 1}, "eq": {0}}
"""The signs that right side minus left side may have for a relation to hold."""
SIDES: Final = {0: (1, -1), 1: (1,), -1: (-1,)}


def limit(term: Binder, facts: Facts, effort: Effort) -> Term:
    """The value of a limit binder, possibly plus or minus infinity.

    A side on which the term is not defined is left out, as long as one remains;
    where two remain their limits agree.

    Raises:
        UndeterminedError: it could not be decided, or does not exist.
    """
    point, direction = term.parameters
    setting = Setting(facts.assuming(Apply("lt", ZERO, VARIABLE)), effort)
    values = [v for v in (_one_side(term, a, setting) for a in approaches(point, direction)) if v is not None]
    if not values:
        raise UndeterminedError("outside", term)
    if any(not _agree(values[0], v, setting) for v in values[1:]):
        raise UndeterminedError("sides", term)
    return values[0]


def approaches(point: Term, direction: Term) -> tuple[Term, ...]:
    """What the variable is replaced by, in terms of one that tends to plus infinity."""
    if point is INFINITY:
        return (VARIABLE,)
    if point is NEGATIVE_INFINITY:
        return (negative(VARIABLE),)
    small = power(VARIABLE, MINUS_ONE)
    side = int(direction.value) if isinstance(direction, Number) else 0
    return tuple(add(point, small if s > 0 else negative(small)) for s in SIDES[side])


def _one_side(term: Binder, approach: Term, setting: Setting) -> Term | None:
    """The limit along one approach, or None where the term is not defined there."""
    try:
        return _along(term, approach, setting)
    except OutsideError:
        if any(_may_be_whole(t) for t in subterms(term.open(VARIABLE))):
            raise UndeterminedError("definedness", term) from None
        return None


def _along(term: Binder, approach: Term, setting: Setting) -> Term:
    box = Box(setting)
    if term.variable.sort == INTEGER and approach is VARIABLE:
        return at_infinity(of_sequence(term, box), setting, box)
    return at_infinity(term.open(approach), setting, box)


def _may_be_whole(part: Term) -> bool:
    """Whether a part is a power that a whole value of a parameter would define for negative bases as well."""
    if not isinstance(part, Apply) or part.head != "power":
        return False
    base, exponent = part.children
    return VARIABLE in base.symbols and bool(exponent.symbols) and VARIABLE not in exponent.symbols


def _agree(first: Term, second: Term, setting: Setting) -> bool:
    if first is second:
        return True
    infinite = {INFINITY, NEGATIVE_INFINITY}
    return not {first, second} & infinite and setting.compare(first, second) == 0


def at_infinity(term: Term, setting: Setting, box: Box) -> Term:
    """The limit of a term in :data:`VARIABLE` as that tends to plus infinity.

    ``box`` has the bounded parts of it that were replaced already.

    Raises:
        UndeterminedError: it could not be decided.
        OutsideError: the term is not defined for large values.
    """
    held = confined(term, setting, box)
    within = setting.within(tuple(box.hypotheses))
    return shown(within.canonical(Growth(within).limit(within.canonical(held))), box)


def confined(term: Term, setting: Setting, box: Box) -> Term:
    """The term with its bounded parts replaced, once it is sure that it is defined for large values.

    Raises:
        UndeterminedError: it could not be decided.
        OutsideError: the term is not defined for large values.
    """
    term = without_limits(box.without_integrals(applied(term, {})), setting)
    known = setting.within(tuple(box.hypotheses))
    term = decided(term, lambda relation: _holds(relation, known, box))
    form = known.canonical(joined(with_positive_bases(unfold(term), known)))
    require_defined(term, known, box, form)
    return box.confine(form)


def without_limits(term: Term, setting: Setting) -> Term:
    """The term with limits inside it exchanged for their values, which are worked out for a fixed number."""
    if not any(isinstance(t, Binder) and t.kind == "limit" for t in subterms(term)):
        return term
    fixed = fresh("s", REAL, term, VARIABLE)
    known = setting.facts.assuming(Apply("lt", ZERO, fixed))

    def step(part: Term) -> Term | None:
        if not (isinstance(part, Binder) and part.kind == "limit") or any(s.is_bound for s in part.symbols):
            return None
        inner = replace(part, {VARIABLE: fixed})
        found = limit(inner, known, setting.effort) if isinstance(inner, Binder) else part
        if found in {INFINITY, NEGATIVE_INFINITY}:
            raise UndeterminedError("infinite", part)
        return replace(found, {fixed: VARIABLE})

    return rewrite(term, step)


def shown(found: Term, box: Box) -> Term:
    """A limit that does not depend on the bounded parts.

    Raises:
        UndeterminedError: it depends on them.
    """
    if any(s in found.symbols for s in box.symbols):
        raise UndeterminedError("oscillation", found)
    return rewrite(found, _largest_of_logarithms)


def _largest_of_logarithms(term: Term) -> Term | None:
    """``exp(max_j log f_j)`` is ``max_j f_j``."""
    inner = term.children[0] if isinstance(term, Apply) and term.head == "exp" else None
    if not isinstance(inner, Binder) or inner.kind not in {"maximum", "minimum"}:
        return None
    body = inner.body
    if not isinstance(body, Apply) or body.head != "log":
        return None
    return Binder(inner.kind, inner.variable, body.children[0], *inner.parameters)


def with_positive_bases(term: Term, setting: Setting) -> Term:
    """The term with powers of what is positive for large values as exponentials of logarithms."""
    growth = Growth(setting)

    def step(t: Term) -> Term | None:
        if not (isinstance(t, Apply) and t.head == "power" and VARIABLE in t.children[0].symbols):
            return None
        base, exponent = t.children
        if not exponent.symbols or VARIABLE in exponent.symbols:
            return None
        try:
            positive = growth.sign(setting.canonical(joined(base))) > 0
        except (UndeterminedError, OutsideError):
            return None
        return Apply("exp", multiply(exponent, Apply("log", base))) if positive else None

    return rewrite(term, step)


def require_defined(term: Term, setting: Setting, box: Box, form: Term) -> None:
    """Make sure that the term, as written, is defined for all large values of the variable.

    With arbitrary functions in it some may be excluded, so long as its normal form has a value there too.

    Raises:
        OutsideError: it is not.
        UndeterminedError: the facts do not tell.
    """
    for condition in definedness(term):
        setting.effort.charge(10 * condition.size)
        if setting.facts.proves(condition):
            continue
        if VARIABLE not in condition.symbols or not isinstance(condition, Apply):
            raise UndeterminedError("definedness", condition)
        if condition.head not in EVENTUALLY:
            raise UndeterminedError("definedness", condition)
        difference = _difference(condition, setting)
        try:
            sign = _eventual_sign(difference, setting, box)
        except UndeterminedError:
            if condition.head != "ne" or form is term or not _is_arbitrary(difference):
                raise
            require_defined(form, setting, box, form)
            continue
        if sign not in EVENTUALLY[condition.head]:
            raise OutsideError


def _difference(relation: Apply, setting: Setting) -> Term:
    low, high = relation.children
    return setting.canonical(joined(unfold(add(high, negative(low)))))


def _holds(relation: Apply, setting: Setting, box: Box) -> bool:
    """Whether a relation holds for all large values; if not it fails for all of them."""
    if relation.head not in EVENTUALLY:
        raise UndeterminedError("definedness", relation)
    return _eventual_sign(_difference(relation, setting), setting, box) in EVENTUALLY[relation.head]


def _eventual_sign(difference: Term, setting: Setting, box: Box) -> int:
    """The sign for all large values, whatever the values of arbitrary functions are."""
    if difference is ZERO:
        return 0
    if not _is_arbitrary(difference):
        try:
            return Growth(setting).sign(difference)
        except UndeterminedError:
            if not any(isinstance(t, Apply) and t.head in CIRCULAR for t in subterms(difference)):
                raise
    confined_ = box.confine(difference)
    return Growth(setting.within(tuple(box.hypotheses))).sign(confined_)


def _is_arbitrary(term: Term) -> bool:
    """Whether the values of an unknown function are in a term."""
    return any(isinstance(t, Apply) and t.head == "apply" for t in subterms(term))
