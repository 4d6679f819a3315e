"""A node of a proof tree as a rule sees it, and what a rule asks for in return."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.core.sort import AnySort
from derive.core.term import Symbol, Term
from derive.core.verdict import ProofTree
from derive.trial.sequents import RejectedError, mentions, require
from derive.trial.written import head_of, sides


@dataclass(frozen=True, slots=True)
class Premise:
    """A sequent that a rule rests on: its goal, and what it may assume beside the hypotheses.

    Hypotheses of the conclusion with the symbol ``without`` may not be used.
    """

    goal: Term
    assumed: tuple[Term, ...] = ()
    without: Symbol | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What makes a node an instance of its rule: premises, and conditions on its hypotheses.

    ``defined`` are terms that must have values and ``implied`` propositions that must hold wherever the
    hypotheses and ``under`` do, ``real`` terms that are real numbers, ``scalar`` such that are no arrays.
    ``kept`` says that only hypotheses without this symbol count. The sides of ``carried`` have values where
    those of the goal have, the first of ``opposed`` is false and has a meaning where the second is true.
    """

    premises: tuple[Premise | Term, ...] = ()
    defined: tuple[Term, ...] = ()
    implied: tuple[Term, ...] = ()
    under: tuple[Term, ...] = ()
    kept: Symbol | None = None
    real: tuple[Term, ...] = ()
    scalar: tuple[Term, ...] = ()
    carried: Term | None = None
    opposed: tuple[Term, ...] = ()
    also: tuple["Need", ...] = ()


class Step:
    """A node: its goal, hypotheses, arguments, and the goals of its premises."""

    __slots__ = ("arguments", "below", "given", "goal", "tree")

    def __init__(self, tree: ProofTree) -> None:
        self.tree = tree
        self.goal, self.given = tree.conclusion.goal, tree.conclusion.hypotheses
        self.arguments = tree.arguments
        self.below = tuple(p.conclusion.goal for p in tree.premises)

    @property
    def head(self) -> str:
        """The head of the goal."""
        return head_of(self.goal)

    def sides(self, *heads: str) -> tuple[Term, Term]:
        """The sides of the goal, whose head must be one of these."""
        return sides(self.goal, *heads)

    def one(self) -> Term:
        """The only argument."""
        (found,) = self.arguments
        return found

    def known(self, hypothesis: Term) -> Term:
        """The hypothesis, which must be one."""
        require(hypothesis in self.given, "no such hypothesis")
        return hypothesis

    def fresh(self, symbol: Term, sort: AnySort) -> Symbol:
        """The term, which must be a symbol of this sort that is nowhere in the conclusion."""
        if not isinstance(symbol, Symbol) or symbol.is_bound or symbol.sort != sort:
            raise RejectedError("no symbol of this sort")
        require(not any(mentions(t, symbol) for t in (*self.given, self.goal)), "not fresh")
        return symbol

    def variable(self, sort: AnySort, position: int = 0) -> Symbol:
        """An argument that must be a free symbol of this sort."""
        found = self.arguments[position]
        if not isinstance(found, Symbol) or found.is_bound or found.sort != sort:
            raise RejectedError("no symbol of this sort")
        return found


Rule = Callable[[Step], Need]
