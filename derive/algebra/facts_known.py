"""What the rules behind the facts ask of the facts."""

from typing import Protocol

from derive.algebra.facts_hypotheses import Universal
from derive.algebra.signs import Range
from derive.core.sort import INTEGER
from derive.core.term import Apply, Binder, Term, fresh


class Known(Protocol):
    """The facts, as their rules see them."""

    hypotheses: tuple[Term, ...]

    @property
    def universals(self) -> tuple[Universal, ...]:
        """What is stated for all values of a variable."""

    def range(self, term: Term) -> Range:
        """Encloses the values of a real scalar term."""

    def proves(self, proposition: Term) -> bool:
        """Whether the proposition follows."""

    def assuming(self, *propositions: Term) -> "Known":
        """The facts with more hypotheses."""


def around_body(facts: Known, binder: Binder) -> Range:
    """Around the values of the body of a binder over integers."""
    low, high = binder.parameters
    variable = fresh("k", INTEGER, binder, *facts.hypotheses)
    inner = facts.assuming(Apply("le", low, variable), Apply("le", variable, high))
    return inner.range(binder.open(variable))
