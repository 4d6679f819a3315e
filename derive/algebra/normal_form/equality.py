"""Deciding that two scalar terms are equal wherever the facts hold and both are defined."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeVar

from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.facts import Facts
from derive.algebra.normal_form import arithmetic, binders, choice, opaque, special, sums, trigonometry
from derive.algebra.normal_form.deltas import delta_of
from derive.algebra.normal_form.evaluation import Engine, Handler
from derive.algebra.normal_form.fingerprint import PRIME_BITS, Fingerprint
from derive.algebra.normal_form.hypotheses import vanishes_by_hypotheses
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import SIZES, DeclinedError, RestartError
from derive.algebra.shapes import ShapeError
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import Field, Sort
from derive.core.term import Symbol, Term, replace, weight

HANDLERS: Final[dict[str, Handler]] = {
    **opaque.HANDLERS,
    **arithmetic.HANDLERS,
    **trigonometry.HANDLERS,
    **special.HANDLERS,
    **choice.HANDLERS,
    **sums.HANDLERS,
    **binders.HANDLERS,
}
_MOST_RESTARTS: Final = 40
_ROOM: Final = 10_000
_ENOUGH: Final = 8
"""With less room than this, and less than so many times of what was spent, something else might be found
with more: then nothing is remembered."""
_FIRST_LOOK: Final = 20_000
_SECOND_LOOK: Final = 200_000
_COST_OF_CHECKING: Final = 100
_MOST_EXACT: Final = 4000
Result = TypeVar("Result")
Split = tuple[Symbol, Term]


@dataclass(frozen=True, slots=True)
class Equality:
    """Two terms are equal; ``used`` are propositions that the facts proved on the way."""

    trust: Literal["exact", "probabilistic"]
    used: tuple[Term, ...] = ()


def equal(left: Term, right: Term, facts: Facts, effort: Effort) -> Equality | None:
    """Whether the terms are equal wherever the facts hold and both are defined; None if not shown.

    Exactly if that is cheap; else first modulo a prime, and exactly only what passes there. At most half
    of the effort that is left is spent, so that there is enough to check it.
    """
    if left is right:
        return Equality("exact")
    half = Effort(max(0, (effort.limit - effort.spent) // 2 - _COST_OF_CHECKING))
    try:
        return _equal(left, right, facts, half)
    finally:
        effort.spent += min(half.spent, half.limit)


def _equal(left: Term, right: Term, facts: Facts, effort: Effort) -> Equality | None:
    engine = _engine(facts, effort, left, right)
    long = weight(left) + weight(right) > _MOST_EXACT
    try:
        return _answer(engine, (left, right), facts, 0 if long else _FIRST_LOOK)
    except (OutOfEffortError, RecursionError):
        agreed = _agreed(engine, left, right)
    except DeclinedError:
        return None
    if agreed is False:
        return None
    if agreed and long:
        return Equality("probabilistic", tuple(engine.used))
    try:
        exact = _answer(engine, (left, right), facts, _SECOND_LOOK)
    except (DeclinedError, RecursionError, OutOfEffortError):
        exact = None
    return Equality("probabilistic", tuple(engine.used)) if agreed and exact is None else exact


def _agreed(engine: Engine, left: Term, right: Term) -> bool | None:
    """Whether the terms have the same fingerprint; None if that cannot be told."""
    for bits in PRIME_BITS:
        try:
            with _limited(engine, _SECOND_LOOK):
                return _restarting(engine, partial(_compared, engine, bits, left, right))
        except DeclinedError:
            continue
        except (OutOfEffortError, RecursionError):
            break
    return None


def _compared(engine: Engine, bits: int, left: Term, right: Term) -> bool:
    """Derivatives are worked out first: only sums, products and powers are told by their parts."""
    return Fingerprint(engine, bits, left, right).agree(_resolved(left), _resolved(right))


def _resolved(term: Term) -> Term:
    try:
        return resolve(term)
    except (DerivativeError, ShapeError):
        return term


@contextmanager
def _limited(engine: Engine, limit: int) -> Iterator[None]:
    """Work with at most so many operations, and charge those."""
    whole = engine.effort
    limit = max(0, min(limit, whole.limit - whole.spent))
    engine.ring.effort = Effort(limit)
    try:
        yield
    finally:
        spent, engine.ring.effort = engine.effort.spent, whole
        whole.spent += min(spent, limit)


def _answer(engine: Engine, sides: tuple[Term, Term], facts: Facts, limit: int) -> Equality | None:
    """The exact answer within ``limit`` operations."""
    with _limited(engine, limit):
        split = _restarting(engine, lambda: _outcome(engine, sides, facts))
        if split is True or (split and _equal_there(engine, split, sides, facts)):
            return Equality("exact", tuple(engine.used))
    return None


def _outcome(engine: Engine, sides: tuple[Term, Term], facts: Facts) -> bool | Split:
    """Whether the sides are equal; or the case that remains, if they are where some delta is 0."""
    gap = engine.ring.subtract(*(engine.value(t) for t in sides))
    if engine.is_zero(gap):
        return True
    if engine.wanted and not engine.looked_again:
        engine.looked_again = True
        raise RestartError
    if vanishes_by_hypotheses(engine, gap, facts):
        return True
    split = delta_of(engine, gap)
    return (split[1], split[2]) if split is not None and engine.is_zero(split[0]) else False


def _equal_there(engine: Engine, split: Split, sides: tuple[Term, Term], facts: Facts) -> bool:
    """Whether the sides are equal where the indices of a delta are equal, which are then the same term."""
    if engine.splits_left <= 0:
        return False
    mapping: dict[Term, Term] = dict([split])
    left, right = (replace(t, mapping) for t in sides)
    there = Facts(tuple(replace(h, mapping) for h in facts.hypotheses))
    inner = _engine(there, engine.effort, left, right)
    inner.splits_left = engine.splits_left - 1
    return left is right or _answer(inner, (left, right), there, engine.effort.limit) is not None


def _restarting(engine: Engine, work: Callable[[], Result]) -> Result:
    """The result of the work, begun anew as often as it asks for that."""
    for _ in range(_MOST_RESTARTS):
        try:
            return work()
        except RestartError:
            engine.restart()
        except BaseException:
            engine.restart()
            raise
    raise DeclinedError


def canonical(term: Term, facts: Facts, effort: Effort) -> Term:
    """A canonical term that is equal to the term; the term itself where the effort does not suffice.

    What was worked out before under the same facts is known, and what that took is charged again.
    """
    room = effort.limit - effort.spent
    known = facts.forms.get(term)
    if known is not None:
        form, cost = known
        if cost > room:
            effort.spent = effort.limit + 1
            return term
        if form is not None:
            effort.charge(cost)
            return form
    engine, before = _engine(facts, effort, term), effort.spent
    try:
        found = _restarting(engine, lambda: term_of(engine, engine.value(term)))
    except DeclinedError:
        found = term
    except OutOfEffortError:
        facts.forms[term] = (None, room + 1)
        return term
    except RecursionError:
        return term
    spent = effort.spent - before
    if room >= _ROOM or room >= _ENOUGH * spent:
        facts.forms[term] = (found, spent)
    return found


def _engine(facts: Facts, effort: Effort, *terms: Term) -> Engine:
    engine = Engine(facts, effort, HANDLERS)
    symbols = len(frozenset().union(*(t.symbols for t in terms)))
    if symbols > SIZES[0]:
        engine.ring.resize(next((s for s in SIZES if s > 2 * symbols), SIZES[-1]))
    engine.complex = any(
        isinstance(s.sort, Sort) and s.sort.field is Field.COMPLEX for t in terms for s in t.symbols
    )
    return engine
