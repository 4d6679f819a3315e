"""Largest and smallest values over an index range, and membership in intervals."""

from typing import Final

from derive.core.sort import INTEGER
from derive.core.term import INFINITY, Apply, Binder, Number, Symbol, Term, bind, subterms
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import (
    Check,
    RejectedError,
    argument,
    binder,
    discharged,
    follows,
    fresh_in,
    leaf,
    relation,
    require,
)
from derive.prove.tables import Tables

EXTREMES: Final = {"maximum": "le", "minimum": "ge"}
LOWEST: Final = Apply("multiply", Number(-1), INFINITY)


def within_range(extreme: Binder, index: Term) -> tuple[Term, ...]:
    """That an index lies in the range of a binder."""
    lower, upper = extreme.parameters[:2]
    return Apply("le", lower, index), Apply("le", index, upper)


def finite(term: Term, *kinds: str) -> Binder:
    """The term, which must be a binder of one of these kinds over a finite range of integers.

    Raises:
        RejectedError: it is none.
    """
    found = binder(term, *kinds)
    infinite = any(INFINITY in set(subterms(p)) for p in found.parameters)
    require(found.variable.sort == INTEGER and not infinite, "no finite range")
    return found


def one_of_all(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- f(m) <= max_l^u f`` and ``H |- min_l^u f <= f(m)``.

    H implies that m is defined and ``l <= m <= u``. Argument: m.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "le")
    index = argument(node)
    extreme, value = (right, left) if head_of(right) == "maximum" else (left, right)
    around = finite(extreme, "maximum" if extreme is right else "minimum")
    require(tables.sort(index) == INTEGER, "no index")
    discharged(node, tables, (*tables.definedness(index), *within_range(around, index)))
    require(around.open(index) is value, "another value")
    return "exact"


def all_bounded(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, l <= k, k <= u |- f(k) R b``: ``H |- max_l^u f R b``, R one of < <=, k fresh.

    Likewise ``b R min_l^u f`` from ``b R f(k)``. Argument: k.
    """
    left, right = relation(node.conclusion.goal, "le", "lt")
    head, index = head_of(node.conclusion.goal), argument(node)
    tables.effort.charge(left.size + right.size)
    require(fresh_in(node, index, INTEGER), "the index is not fresh")
    if head_of(left) == "maximum":
        around = finite(left, "maximum")
        goal = Apply(head, around.open(index), right)
    else:
        around = finite(right, "minimum")
        goal = Apply(head, left, around.open(index))
    follows(node, 0, goal, *within_range(around, index))
    return "exact"


def attained(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, l <= m, m <= u, M = f(m), A |- G``: ``H |- G``, m fresh, M the maximum of f from l to u.

    A says ``f(k) <= f(m)`` for all k from l to u. H implies that M is defined. Likewise for the minimum.
    Arguments: M and m.
    """
    require(len(node.arguments) == 2, "an extreme value and an index")
    extreme, index = finite(node.arguments[0], *EXTREMES), node.arguments[1]
    require(not any(s.is_bound for s in extreme.symbols), "a loose variable")
    require(fresh_in(node, index, INTEGER) and index not in extreme.symbols, "the index is not fresh")
    discharged(node, tables, tables.definedness(extreme))
    lower, upper = extreme.parameters[:2]
    discharged(node, tables, (Apply("le", lower, upper),))
    follows(node, 0, node.conclusion.goal, *attained_at(extreme, index))
    return "exact"


def attained_at(extreme: Binder, index: Term) -> tuple[Term, ...]:
    """What holds of an index at which an extreme value is attained."""
    every = Symbol("k", INTEGER)
    while every in extreme.symbols or every is index:
        every = Symbol(every.name + "'", INTEGER)
    value = extreme.open(index)
    inside = Apply(
        "implies",
        Apply("and", *within_range(extreme, every)),
        Apply(EXTREMES[extreme.kind], extreme.open(every), value),
    )
    return (*within_range(extreme, index), Apply("eq", extreme, value), bind("forall", every, inside))


def membership(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a R x`` and ``H |- x S b``: ``H |- x in I``, I the interval from a to b.

    R is <= at a closed end, < at an open one; an infinite end needs no premise.
    """
    element, collection = relation(node.conclusion.goal, "member")
    tables.effort.charge(1)
    bounds = bounds_of(element, collection)
    if bounds is None:
        raise RejectedError("no interval")
    require(len(node.premises) == len(bounds), "a premise for each end")
    for position, bound in enumerate(bounds):
        follows(node, position, bound)
    return "exact"


def bounds_of(element: Term, collection: Term) -> tuple[Term, ...] | None:
    """What the membership in an interval says; None for other sets."""
    if not (isinstance(collection, Apply) and collection.head == "interval"):
        return None
    low, high, *closed = collection.children
    heads = ["le" if isinstance(c, Number) and c.value == 1 else "lt" for c in closed]
    lower = () if low is LOWEST else (Apply(heads[0], low, element),)
    upper = () if high is INFINITY else (Apply(heads[1], element, high),)
    return (*lower, *upper)


RULES: Final[dict[str, Check]] = {
    "one-of-all": one_of_all,
    "all-bounded": all_bounded,
    "attained": attained,
    "membership": membership,
}
