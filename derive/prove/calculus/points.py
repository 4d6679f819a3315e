"""What one point shows."""

from typing import Final

from derive.core.term import Apply, Symbol
from derive.core.verdict import Assignment, ProofTree, Trust
from derive.prove.observe import established, is_well_sorted
from derive.prove.rule import Check, leaf, relation, require
from derive.prove.tables import Tables


def distinct(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- a is not identical to b``, where H and ``a != b`` are established at a point.

    Arguments: the symbols and their values, in turn.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "distinct")
    pairs = zip(node.arguments[::2], node.arguments[1::2], strict=True)
    values = tuple((symbol, value) for symbol, value in pairs if isinstance(symbol, Symbol))
    require(2 * len(values) == len(node.arguments), "no assignment")
    point = Assignment(values)
    require(is_well_sorted(point), "a value of another sort")
    for proposition in (*node.conclusion.hypotheses, Apply("ne", left, right)):
        require(established(proposition, point, tables) is True, "not established at the point")
    return "exact"


RULES: Final[dict[str, Check]] = {"distinct": distinct}
