"""Infinite sums and products as limits of finite ones."""

from typing import Final

from derive.core.sort import INTEGER, REAL
from derive.core.term import INFINITY, ZERO, Apply, Binder, Symbol, Term, bind, fresh, replace
from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, RejectedError, binder, follows, fresh_in, relation, require
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


def up_to(total: Binder, last: Term) -> Binder:
    """The finite sum or product up to an index."""
    return bind(total.kind, total.variable, total.body, total.parameters[0], last)


def limit_of(closed: Term, last: Symbol, hypotheses: tuple[Term, ...], tables: Tables) -> Term | None:
    """The limit of a term in an index as that grows, by that of real numbers; None if it is not found."""
    real = fresh("t", REAL, closed, *hypotheses)
    return tables.limit(bind("limit", real, replace(closed, {last: real}), INFINITY, ZERO), hypotheses)


RULES: Final[dict[str, Check]] = {"partial-sums": partial_sums}
