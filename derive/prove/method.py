"""What a proof method is: a search that emits proof trees, with examples that run as tests.

A file of ``methods/`` exports ``METHOD``. A method contains no trusted code: what it returns is
replayed. It may ask the :class:`Prover` for sub-goals; their trees become premises of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol

from derive import registry
from derive.core.effort import Effort
from derive.core.term import Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.tables import Tables

METHODS: Final = "derive.prove.methods"


@dataclass(frozen=True, slots=True)
class Declined:
    """Why a method that applies found no proof: ``reason`` is a key of the messages."""

    reason: str
    detail: str = ""


class Prover(Protocol):
    """What a method may use: the memo tables, and proofs of sub-goals."""

    @property
    def tables(self) -> Tables:
        """Facts, normal forms and definedness, memoised, with the effort counter."""

    def attempt(self, sequent: Sequent) -> ProofTree | None:
        """A tree for the sequent by the cheap methods alone (of rank up to 20), or None."""

    def denies(self, sequent: Sequent) -> bool:
        """Whether the goal is false at a known point that meets the hypotheses, so that it has no proof."""

    def prove(self, hypotheses: tuple[Term, ...], goal: Term, share: float = 0.5) -> ProofTree | None:
        """A tree for the sub-goal, found with at most ``share`` of the effort that is left, or None."""


Search = Callable[[Sequent, Effort, Prover], ProofTree | Declined | None]


@dataclass(frozen=True, slots=True)
class Example:
    """A claim in LaTeX, with the declarations it needs (also in LaTeX)."""

    latex: str
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """One way to look for a proof.

    ``heads`` are the heads of the goals it may prove (None: any). ``search`` gets a sequent whose
    hypotheses say that the goal's sides are defined; it returns a tree with that conclusion, None
    where it does not apply, or why it gave up. Methods are tried by rank. Of the examples, those of
    ``proves`` are proved with this method at the root of the search, those of ``declines`` are not.
    """

    name: str
    rank: int
    search: Search
    proves: tuple[Example, ...]
    declines: tuple[Example, ...]
    heads: frozenset[str] | None = None


@cache
def methods() -> tuple[Method, ...]:
    """All methods, in the order in which they are tried."""
    found = registry.discover(METHODS, "METHOD", Method).values()
    return tuple(sorted(found, key=lambda m: (m.rank, m.name)))


@cache
def methods_for(head: str) -> tuple[Method, ...]:
    """The methods that handle goals with this head, in the order in which they are tried."""
    return tuple(m for m in methods() if m.heads is None or head in m.heads)


def axiom(rule: str, sequent: Sequent, *arguments: Term) -> ProofTree:
    """A tree without premises."""
    return ProofTree(rule, sequent, (), arguments)


def inference(
    rule: str, sequent: Sequent, *premises: ProofTree, arguments: tuple[Term, ...] = ()
) -> ProofTree:
    """A tree with premises."""
    return ProofTree(rule, sequent, premises, arguments)


def examples(*rows: str | tuple[str, ...]) -> tuple[Example, ...]:
    """Examples from rows: the claim, then its declarations."""
    return tuple(Example(r) if isinstance(r, str) else Example(r[0], r[1:]) for r in rows)
