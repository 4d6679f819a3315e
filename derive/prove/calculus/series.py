"""Infinite sums and products as limits of finite ones."""

from typing import Final

from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    replace,
    subtract,
)
from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, RejectedError, binder, follows, fresh_in, real, relation, require
from derive.prove.tables import Tables


def partial_sums(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, l <= n |- sum_l^n f = S(n)``, n fresh: ``H |- sum_l^infinity f = L``; likewise for products.

    L is the limit of S under H, possibly infinite. Arguments: n and S(n).
    """
    left, right = relation(node.conclusion.goal, "eq")
    total = binder(left, "sum", "product")
    require(total.parameters[1] is INFINITY, "no infinite sum")
    require(len(node.arguments) == 2 and fresh_in(node, node.arguments[0], INTEGER), "a fresh index")
    last, closed = node.arguments
    if not isinstance(last, Symbol):
        raise RejectedError("no index")
    value = limit_of(closed, last, node.conclusion.hypotheses, tables)
    require(value is not None and right is value, "another limit")
    follows(node, 0, Apply("eq", up_to(total, last), closed), Apply("le", total.parameters[0], last))
    return "exact"


def telescoped(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, l <= n |- f(n) <= G(n) - G(n+1)`` and ``0 <= G(n)``, n fresh: ``H |- sum_l^infinity f <= B``.

    The last premise is ``G(l) <= B``. From the opposite of the first and ``B <= G(l)``, and if G tends to 0:
    ``H |- B <= sum_l^infinity f``. Arguments: n and G(n), in which the bound variable of the sum is n.
    """
    left, right = relation(node.conclusion.goal, "le")
    above = isinstance(left, Binder) and left.kind == "sum" and left.parameters[1] is INFINITY
    total, bound = (binder(left, "sum"), right) if above else (binder(right, "sum"), left)
    require(total.parameters[1] is INFINITY, "no infinite sum")
    require(len(node.arguments) == 2 and fresh_in(node, node.arguments[0], INTEGER), "a fresh index")
    index, value = node.arguments
    real(total.body, value, bound)
    steps, start = falls_by(total, index, value, bound, above=above)
    within = Apply("le", total.parameters[0], index)
    follows(node, 0, steps, within)
    follows(node, 1, start)
    if above:
        follows(node, 2, Apply("le", ZERO, value), within)
    else:
        if not isinstance(index, Symbol):
            raise RejectedError("no index")
        known = (*node.conclusion.hypotheses, within)
        require(limit_of(value, index, known, tables) is ZERO, "another limit")
    return "exact"


def falls_by(total: Binder, index: Term, value: Term, bound: Term, *, above: bool) -> tuple[Term, Term]:
    """That the summand is at most, or at least, what the value falls by, and how it begins."""
    fall = subtract(value, replace(value, {index: add(index, ONE)}))
    summand, first = total.open(index), replace(value, {index: total.parameters[0]})
    if above:
        return Apply("le", summand, fall), Apply("le", first, bound)
    return Apply("le", fall, summand), Apply("le", bound, first)


def up_to(total: Binder, last: Term) -> Binder:
    """The finite sum or product up to an index."""
    return bind(total.kind, total.variable, total.body, total.parameters[0], last)


def limit_of(closed: Term, last: Symbol, hypotheses: tuple[Term, ...], tables: Tables) -> Term | None:
    """The limit of a term in an index as that grows, by that of real numbers; None if it is not found."""
    real = fresh("t", REAL, closed, *hypotheses)
    return tables.limit(bind("limit", real, replace(closed, {last: real}), INFINITY, ZERO), hypotheses)


RULES: Final[dict[str, Check]] = {"partial-sums": partial_sums, "telescoped": telescoped}
