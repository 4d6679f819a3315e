"""Claims: a proposition in a context of declared names and hypotheses."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from derive.core.term import Apply, Symbol, Term


class Origin(Enum):
    """Where a hypothesis came from; only the last three kinds are printed as ``assumed``."""

    DECLARED = "declared"
    STATED = "stated"
    PROVED = "proved"
    SORT = "sort"
    RANGE = "range"
    POSITIVE = "positive"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A proposition in force; ``text`` is how it is shown to a person, in LaTeX."""

    proposition: Term
    origin: Origin
    text: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What may be used: symbols with their sorts, and hypotheses about them.

    Every free symbol of a claim is among ``symbols``. Definitions do not occur
    here: elaboration puts their right sides in the place of the names.
    ``assumed`` are sentences about what was taken for granted, such as "x real";
    ``doubtful`` are symbols about which the document says something that was not understood.
    """

    symbols: tuple[Symbol, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    assumed: tuple[str, ...] = ()
    doubtful: tuple[Symbol, ...] = ()

    @property
    def propositions(self) -> tuple[Term, ...]:
        """The hypotheses as bare propositions."""
        return tuple(h.proposition for h in self.hypotheses)


RELATIONS: Final = frozenset(("eq", "ne", "lt", "le", "gt", "ge", "member"))
CONVERSE: Final = {"eq": "eq", "ne": "ne", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}
NEGATION: Final = {"eq": "ne", "ne": "eq", "lt": "ge", "le": "gt", "gt": "le", "ge": "lt"}


@dataclass(frozen=True, slots=True)
class Claim:
    """``proposition`` holds in ``context`` (SEMANTICS of a verdict: on all of D, and D is large).

    ``not_identical`` marks a ``!=`` that says "in general different": one point proves it.
    """

    context: Context
    proposition: Term
    not_identical: bool = False

    @property
    def relation(self) -> str:
        """The head of the proposition: ``eq``, ``le``, ``implies`` ..."""
        return self.proposition.head if isinstance(self.proposition, Apply) else ""

    @property
    def left(self) -> Term:
        """The left side of a relation."""
        return self.proposition.children[0]

    @property
    def right(self) -> Term:
        """The right side of a relation."""
        return self.proposition.children[1]
