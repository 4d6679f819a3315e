"""What an inference rule is: a function that checks one node of a proof tree, and never searches."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import Final

from derive import registry
from derive.algebra.facts_numbers import is_real_number
from derive.algebra.limits.values import may_be_infinite
from derive.algebra.shapes import ShapeError, shape_of
from derive.core.claim import NEGATION
from derive.core.sort import AnySort, FunctionSort
from derive.core.term import Apply, Binder, Symbol, Term, subterms
from derive.core.verdict import ProofTree, Trust
from derive.prove.tables import Tables

CALCULUS: Final = "derive.prove.calculus"

Check = Callable[[ProofTree, Tables], Trust]


class RejectedError(Exception):
    """A proof tree or a witness does not establish what it is said to."""


@cache
def rules() -> dict[str, Check]:
    """Every rule of the calculus by name, from the files of its folder.

    Raises:
        PluginError: two files define a rule of the same name.
    """
    found: dict[str, Check] = {}
    for topic, table in registry.discover(CALCULUS, "RULES", dict).items():
        if found.keys() & table.keys():
            message = f"{CALCULUS}.{topic} defines a rule again"
            raise registry.PluginError(message)
        found.update(table)
    return found


def require(condition: bool, what: str) -> None:
    """Reject the node unless the condition holds.

    Raises:
        RejectedError: it does not hold.
    """
    if not condition:
        raise RejectedError(what)


def relation(goal: Term, *heads: str) -> tuple[Term, Term]:
    """The sides of a goal that must have one of these heads (any, if none is given).

    Raises:
        RejectedError: it is no such relation.
    """
    if isinstance(goal, Apply) and len(goal.children) == 2 and (not heads or goal.head in heads):
        return goal.children[0], goal.children[1]
    message = f"not one of {heads}"
    raise RejectedError(message)


def binder(term: Term, *kinds: str) -> Binder:
    """The term, which must be a binder of one of these kinds.

    Raises:
        RejectedError: it is none.
    """
    if isinstance(term, Binder) and term.kind in kinds:
        return term
    message = f"not one of {kinds}"
    raise RejectedError(message)


def application(term: Term) -> Apply:
    """The term, which must apply something.

    Raises:
        RejectedError: it does not.
    """
    if isinstance(term, Apply):
        return term
    raise RejectedError("no application")


def argument(node: ProofTree) -> Term:
    """The one argument of a node.

    Raises:
        RejectedError: there are none or several.
    """
    require(len(node.arguments) == 1, "one argument is needed")
    return node.arguments[0]


def known(node: ProofTree, hypothesis: Term) -> Term:
    """The hypothesis, which must be one of the conclusion's.

    Raises:
        RejectedError: it is none.
    """
    require(hypothesis in node.conclusion.hypotheses, "no such hypothesis")
    return hypothesis


def follows(node: ProofTree, position: int, goal: Term, *assumed: Term) -> None:
    """Require that a premise proves ``goal`` from no more than the conclusion's hypotheses and ``assumed``.

    Raises:
        RejectedError: there is no such premise.
    """
    require(position < len(node.premises), "a premise is missing")
    premise = node.premises[position].conclusion
    require(premise.goal is goal, "a premise has another goal")
    allowed = {*node.conclusion.hypotheses, *assumed}
    require(all(h in allowed for h in premise.hypotheses), "a premise assumes more")


def discharged(node: ProofTree, tables: Tables, conditions: Iterable[Term], *assumed: Term) -> None:
    """Require that the hypotheses of the conclusion, and ``assumed``, imply each condition.

    Raises:
        RejectedError: a condition is open.
    """
    hypotheses = (*node.conclusion.hypotheses, *assumed)
    for condition in conditions:
        require(tables.proves(hypotheses, condition), "a side condition is open")


def leaf(node: ProofTree) -> None:
    """Require that there are no premises.

    Raises:
        RejectedError: there are.
    """
    require(not node.premises, "an axiom has no premises")


def fresh_in(node: ProofTree, symbol: Term, sort: AnySort) -> bool:
    """Whether a term is a symbol of the sort and nowhere in the conclusion, its dimensions included."""
    terms = (*node.conclusion.hypotheses, node.conclusion.goal)
    return (
        isinstance(symbol, Symbol)
        and not symbol.is_bound
        and symbol.sort == sort
        and not any(depends(t, symbol) for t in terms)
    )


def in_dimensions(symbol: Term, term: Term) -> bool:
    """Whether a symbol of the term has this one among its dimensions."""
    return any(symbol in d.symbols for s in term.symbols for d in dimensions_of(s.sort))


def depends(term: Term, symbol: Term) -> bool:
    """Whether a symbol occurs in a term, or among the dimensions of a symbol or of a bound variable in it."""
    return symbol in term.symbols or in_dimensions(symbol, term) or symbol in _bound_dimensions(term)


@lru_cache(maxsize=1 << 12)
def _bound_dimensions(term: Term) -> frozenset[Symbol]:
    """The symbols in dimensions of variables that are bound in a term."""
    if not term.binders:
        return frozenset()
    sorts = (t.variable.sort for t in subterms(term) if isinstance(t, Binder))
    return frozenset().union(*(d.symbols for sort in sorts for d in dimensions_of(sort)))


def scalar(*terms: Term) -> None:
    """Require that the terms are numbers: products of arrays have zero divisors.

    Raises:
        RejectedError: one is an array.
    """
    try:
        require(not any(map(shape_of, terms)), "no number")
    except ShapeError as error:
        raise RejectedError("no number") from error


def dimensions_of(sort: AnySort) -> tuple[Term, ...]:
    """The dimensions of a sort; of a function, those of its arguments and of its value."""
    if isinstance(sort, FunctionSort):
        return tuple(d for s in (*sort.arguments, sort.value) for d in s.shape)
    return sort.shape


def real(*terms: Term) -> None:
    """Require that the terms are real numbers wherever they are defined.

    Raises:
        RejectedError: one may be an array, a complex number or infinite.
    """
    require(all(map(is_real_number, terms)), "no real number")


def bounded(node: ProofTree, tables: Tables, *terms: Term) -> None:
    """Require that the terms, sides of a relation that holds, are not infinite.

    Raises:
        RejectedError: one is infinity, or a limit that may be.
    """
    for term in filter(may_be_infinite, terms):
        require(isinstance(term, Binder), "an infinite value")
        discharged(node, tables, tables.definedness(term))


def decidable(proposition: Term) -> None:
    """Require that the proposition is a relation whose negation is the opposite relation.

    Raises:
        RejectedError: it is none; arrays and complex numbers are not in one of two orders.
    """
    sides = relation(proposition, *NEGATION)
    if isinstance(proposition, Apply) and proposition.head not in {"eq", "ne"}:
        real(*sides)


def still_defined(node: ProofTree, tables: Tables, goal: Term, rewritten: Callable[[Term], Term]) -> None:
    """Require that ``goal``, the conclusion's rewritten, has sides that are defined where that one's are.

    Raises:
        RejectedError: it asks for more; an exponent that is no literal integer any more does so.
    """
    before = tables.sides_defined(node.conclusion.goal)
    given = {*before, *map(rewritten, before)}
    discharged(node, tables, (c for c in tables.sides_defined(goal) if c not in given), *before)
