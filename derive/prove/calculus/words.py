"""Arrays as sums of products that do not commute."""

from typing import Final

from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, leaf, relation, require
from derive.prove.tables import Tables


def words(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- a = b``, where a and b are one sum of products under the equations of H."""
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq")
    tables.effort.charge(left.size + right.size)
    require(tables.equal_as_words(left, right, node.conclusion.hypotheses), "the products differ")
    return "exact"


RULES: Final[dict[str, Check]] = {"words": words}
