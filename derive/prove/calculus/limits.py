"""Limits: their values by comparison of growth."""

from typing import Final

from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, leaf, relation, require
from derive.prove.tables import Tables


def limit_value(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- lim f = L``, where L is what comparison of growth gives under H.

    L may be plus or minus infinity. Source: Gruntz, On Computing Limits in a Symbolic
    Manipulation System, 1996, with every sign that it asks for decided by the facts of H.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq")
    require(tables.limit(left, node.conclusion.hypotheses) is right, "the limit is another one")
    return "exact"


RULES: Final[dict[str, Check]] = {"limit-value": limit_value}
