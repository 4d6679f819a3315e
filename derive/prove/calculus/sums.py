"""Sums and products over an index range."""

from typing import Final

from derive.core.term import ONE, Apply, Binder, Term, add, replace
from derive.core.verdict import ProofTree, Trust
from derive.prove.calculus.extremes import finite
from derive.prove.rule import (
    Check,
    bounded,
    discharged,
    follows,
    leaf,
    relation,
    require,
    still_defined,
)
from derive.prove.tables import Tables

JOINED: Final = {"sum": "add", "product": "multiply"}


def last_term(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- sum_l^(u+1) f = sum_l^u f + f(u+1)``, H implying ``l <= u + 1``.

    Likewise for products.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq")
    total = finite(left, *JOINED)
    tables.effort.charge(total.size)
    require(right is without_last(total), "not the sum without its last term, and that term")
    lower, upper = total.parameters
    discharged(node, tables, (Apply("le", lower, upper),))
    return "exact"


def without_last(total: Binder) -> Term | None:
    """A sum or product up to ``u + 1`` as that up to ``u`` and the last term; None for other bounds."""
    lower, upper = total.parameters
    if not (isinstance(upper, Apply) and upper.head == "add" and upper.children[-1] is ONE):
        return None
    before = add(*upper.children[:-1])
    shorter = Binder(total.kind, total.variable, total.body, lower, before)
    return Apply(JOINED[total.kind], shorter, total.open(upper))


def exchange(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a = b`` and ``H |- G[b for a]``: ``H |- G``, where H implies that b is defined.

    The sides of G[b for a] are defined where those of G are. Arguments: a and b.
    """
    require(len(node.arguments) == 2, "two sides")
    old, new = node.arguments
    tables.effort.charge(node.conclusion.goal.size)
    follows(node, 0, Apply("eq", old, new))
    goal = replace(node.conclusion.goal, {old: new})
    follows(node, 1, goal)
    bounded(node, tables, new)
    discharged(node, tables, tables.definedness(new))
    still_defined(node, tables, goal, lambda t: replace(t, {old: new}))
    return "exact"


RULES: Final[dict[str, Check]] = {"last-term": last_term, "exchange": exchange}
