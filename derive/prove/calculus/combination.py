"""Equations that are combinations of known equations."""

from typing import Final

from derive.core.term import Apply, Term, add, multiply, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, bounded, discharged, follows, known, relation, require
from derive.prove.tables import Tables


def combination(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- x - y = m (s - t) + ..``: ``H |- x = y``, where ``s = t``, .. are in H.

    H implies that the factors m are defined. Arguments: a known equation and its factor, in turn.
    """
    left, right = relation(node.conclusion.goal, "eq")
    require(len(node.arguments) > 0 and len(node.arguments) % 2 == 0, "equations and factors")
    pairs = tuple(zip(node.arguments[::2], node.arguments[1::2], strict=True))
    for equation, factor in pairs:
        bounded(node, tables, *relation(known(node, equation), "eq"))
        discharged(node, tables, tables.definedness(factor))
    follows(node, 0, combined(left, right, pairs))
    return "exact"


def combined(left: Term, right: Term, pairs: tuple[tuple[Term, Term], ...]) -> Term:
    """That the difference of the sides is the sum of multiples of the differences of the equations."""
    multiples = (multiply(factor, subtract(*equation.children)) for equation, factor in pairs)
    return Apply("eq", subtract(left, right), add(*multiples))


RULES: Final[dict[str, Check]] = {"combination": combination}
