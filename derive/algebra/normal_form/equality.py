"""Deciding that two scalar terms are equal wherever the facts hold and both are defined."""

from dataclasses import dataclass
from typing import Final, Literal

from derive.algebra.facts import Facts
from derive.algebra.normal_form import arithmetic, choice, opaque, special, sums, trigonometry
from derive.algebra.normal_form.engine import Engine, Handler
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import DeclinedError, RestartError
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import Field, Sort
from derive.core.term import Term

HANDLERS: Final[dict[str, Handler]] = {
    **opaque.HANDLERS,
    **arithmetic.HANDLERS,
    **trigonometry.HANDLERS,
    **special.HANDLERS,
    **choice.HANDLERS,
    **sums.HANDLERS,
}
_MOST_RESTARTS: Final = 40


@dataclass(frozen=True, slots=True)
class Equality:
    """Two terms are equal; ``used`` are propositions that the facts proved on the way."""

    trust: Literal["exact", "probabilistic"]
    used: tuple[Term, ...] = ()


def equal(left: Term, right: Term, facts: Facts, effort: Effort) -> Equality | None:
    """Whether the terms are equal wherever the facts hold and both are defined; None if not shown."""
    if left is right:
        return Equality("exact")
    engine = _engine(facts, effort, left, right)
    looked_again = False
    for _ in range(_MOST_RESTARTS):
        try:
            gap = engine.ring.subtract(engine.value(left), engine.value(right))
            if engine.is_zero(gap):
                return Equality("exact", tuple(engine.used))
            if not engine.wanted or looked_again:
                return None
            looked_again = True
            engine.restart()
        except RestartError:
            engine.restart()
        except (DeclinedError, OutOfEffortError, RecursionError):
            return None
    return None


def canonical(term: Term, facts: Facts, effort: Effort) -> Term:
    """A canonical term that is equal to the term; the term itself where the effort does not suffice."""
    engine = _engine(facts, effort, term)
    for _ in range(_MOST_RESTARTS):
        try:
            return term_of(engine, engine.value(term))
        except RestartError:
            engine.restart()
        except (DeclinedError, OutOfEffortError, RecursionError):
            return term
    return term


def _engine(facts: Facts, effort: Effort, *terms: Term) -> Engine:
    engine = Engine(facts, effort, HANDLERS)
    engine.complex = any(
        isinstance(s.sort, Sort) and s.sort.field is Field.COMPLEX for t in terms for s in t.symbols
    )
    return engine
