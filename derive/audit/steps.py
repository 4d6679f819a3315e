"""A node of a proof tree as a rule sees it, and what a rule asks for in return."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from derive.core.claim import NEGATION
from derive.core.sort import INTEGER, AnySort
from derive.core.term import INFINITY, Apply, Binder, Symbol, Term, bind, fresh, negative
from derive.core.verdict import ProofTree
from derive.trial.sequents import RejectedError, mentions

LOWEST: Final = negative(INFINITY)
QUANTIFIERS: Final = {"forall": "exists", "exists": "forall"}


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
    hypotheses and ``under`` do, ``real`` terms that are real numbers. ``kept`` says that only hypotheses
    without this symbol count. The sides of ``carried`` have values where those of the goal have.
    """

    premises: tuple[Premise | Term, ...] = ()
    defined: tuple[Term, ...] = ()
    implied: tuple[Term, ...] = ()
    under: tuple[Term, ...] = ()
    kept: Symbol | None = None
    real: tuple[Term, ...] = ()
    carried: Term | None = None
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


def require(condition: bool, what: str) -> None:
    """Raise a RejectedError unless the condition holds."""
    if not condition:
        raise RejectedError(what)


def head_of(term: Term) -> str:
    """The head of an application, the kind of a binder."""
    return term.head if isinstance(term, Apply) else getattr(term, "kind", "")


def sides(relation: Term, *heads: str) -> tuple[Term, Term]:
    """The two sides of an application of one of these heads."""
    require(isinstance(relation, Apply) and (not heads or relation.head in heads), "another relation")
    left, right = relation.children
    return left, right


def binder(term: Term, *kinds: str) -> Binder:
    """The term, which must be a binder of one of these kinds."""
    if not isinstance(term, Binder) or term.kind not in kinds:
        raise RejectedError("no binder of this kind")
    return term


def finite(term: Term, *kinds: str) -> Binder:
    """The term, which must bind an index over a finite range."""
    found = binder(term, *kinds)
    require(found.variable.sort == INTEGER and INFINITY not in found.parameters, "no finite range")
    return found


def within(total: Binder, index: Term) -> tuple[Term, Term]:
    """That an index is in the range of a binder."""
    low, high = total.parameters
    return Apply("le", low, index), Apply("le", index, high)


def between(variable: Term, low: Term, high: Term, relation: str = "lt") -> tuple[Term, ...]:
    """That a variable lies between bounds, which may be infinite."""
    above = () if low is LOWEST else (Apply(relation, low, variable),)
    return above if high is INFINITY else (*above, Apply(relation, variable, high))


def equals(a: Term, b: Term) -> Term:
    """The equation."""
    return Apply("eq", a, b)


def slope(term: Term, variable: Symbol) -> Term:
    """The derivative by a variable, at the variable."""
    return bind("derivative", variable, term, variable)


def negation(proposition: Term) -> Term:
    """The negation, pushed inwards."""
    head, children = head_of(proposition), proposition.children
    if head in NEGATION:
        return Apply(NEGATION[head], *children)
    if head == "not":
        return children[0]
    if head in {"and", "or"}:
        return Apply("or" if head == "and" else "and", *map(negation, children))
    if head in {"implies", "iff"}:
        ways = [Apply("and", a, negation(b)) for a, b in (children, children[::-1])]
        return ways[0] if head == "implies" else Apply("or", *ways)
    if isinstance(proposition, Binder) and proposition.kind in QUANTIFIERS:
        x = fresh("x", proposition.variable.sort, proposition)
        return bind(QUANTIFIERS[proposition.kind], x, negation(proposition.open(x)))
    return Apply("not", proposition)


def conjuncts(proposition: Term) -> tuple[Term, ...]:
    """The parts of a conjunction."""
    parts = proposition.children if head_of(proposition) == "and" else ()
    return tuple(p for c in parts for p in conjuncts(c)) or (proposition,)


def is_index(term: Term) -> bool:
    """Whether a term is an integer by what it is made of."""
    return all(s.sort == INTEGER for s in term.symbols) and head_of(term) != "power"


Rule = Callable[[Step], Need]
