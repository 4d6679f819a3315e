"""Deciding that two scalar terms are equal wherever the facts hold and both are defined."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal, TypeVar

from derive.algebra.facts import Facts
from derive.algebra.normal_form import arithmetic, binders, choice, opaque, special, sums, trigonometry
from derive.algebra.normal_form.deltas import delta_of
from derive.algebra.normal_form.engine import Engine, Handler
from derive.algebra.normal_form.fingerprint import PRIME_BITS, Fingerprint
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import DeclinedError, Quotient, RestartError
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import Field, Sort
from derive.core.term import Term, replace

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


_FIRST_LOOK: Final = 20_000
_SECOND_LOOK: Final = 200_000
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Equality:
    """Two terms are equal; ``used`` are propositions that the facts proved on the way."""

    trust: Literal["exact", "probabilistic"]
    used: tuple[Term, ...] = ()


def equal(left: Term, right: Term, facts: Facts, effort: Effort) -> Equality | None:
    """Whether the terms are equal wherever the facts hold and both are defined; None if not shown.

    Exactly if that is cheap; else first modulo a prime, and exactly only what passes there.
    """
    if left is right:
        return Equality("exact")
    engine = _engine(facts, effort, left, right)
    try:
        return _answer(engine, (left, right), facts, _FIRST_LOOK)
    except OutOfEffortError:
        agreed = _agreed(engine, left, right)
    except (DeclinedError, RecursionError):
        return None
    if agreed is False:
        return None
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
    return Fingerprint(engine, bits, left, right).agree(left, right)


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
        gap = _restarting(engine, lambda: _gap(engine, *sides))
        if engine.is_zero(gap) or _equal_by_cases(engine, gap, sides, facts):
            return Equality("exact", tuple(engine.used))
    return None


def _gap(engine: Engine, left: Term, right: Term) -> Quotient:
    gap = engine.ring.subtract(engine.value(left), engine.value(right))
    if engine.wanted and not engine.looked_again and not engine.is_zero(gap):
        engine.looked_again = True
        raise RestartError
    return gap


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


def _equal_by_cases(engine: Engine, gap: Quotient, sides: tuple[Term, Term], facts: Facts) -> bool:
    """Zero where a delta of the gap is 0, and where its indices are equal, which are then the same term."""
    split = delta_of(engine, gap)
    if split is None or engine.splits_left <= 0:
        return False
    apart, symbol, other = split
    if not engine.is_zero(apart):
        return False
    mapping: dict[Term, Term] = {symbol: other}
    left, right = (replace(t, mapping) for t in sides)
    there = Facts(tuple(replace(h, mapping) for h in facts.hypotheses))
    inner = _engine(there, engine.effort, left, right)
    inner.splits_left = engine.splits_left - 1
    return left is right or _answer(inner, (left, right), there, engine.effort.limit) is not None


def canonical(term: Term, facts: Facts, effort: Effort) -> Term:
    """A canonical term that is equal to the term; the term itself where the effort does not suffice."""
    engine = _engine(facts, effort, term)
    try:
        return _restarting(engine, lambda: term_of(engine, engine.value(term)))
    except (DeclinedError, OutOfEffortError, RecursionError):
        return term


def _engine(facts: Facts, effort: Effort, *terms: Term) -> Engine:
    engine = Engine(facts, effort, HANDLERS)
    engine.complex = any(
        isinstance(s.sort, Sort) and s.sort.field is Field.COMPLEX for t in terms for s in t.symbols
    )
    return engine
