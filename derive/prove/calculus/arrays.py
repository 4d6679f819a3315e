"""Vectors and matrices, entry by entry."""

from typing import Final

from derive.algebra.components import component
from derive.algebra.shapes import Shape, agree, shape_of
from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Number, Term
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import Check, follows, fresh_in, relation, require
from derive.prove.tables import Tables


def entries(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, 1 <= i <= n, .. |- a_i.. R b_i..``, i.. fresh: ``H |- a R b``, arrays of one shape.

    R is one of =, <= and <. Arguments: the indices.
    """
    left, right = relation(node.conclusion.goal, "eq", "le", "lt")
    shape = common_shape(left, right, tables)
    tables.effort.charge(left.size + right.size)
    indices = node.arguments
    require(len(set(indices)) == len(indices) == len(shape) > 0, "an index for each dimension")
    require(all(fresh_in(node, i, INTEGER) for i in indices), "an index is not fresh")
    ranges = [
        bound
        for i, n in zip(indices, shape, strict=True)
        for bound in (Apply("le", ONE, i), Apply("le", i, n))
    ]
    goal = Apply(head_of(node.conclusion.goal), entry(left, indices), entry(right, indices))
    follows(node, 0, goal, *ranges)
    return "exact"


def common_shape(left: Term, right: Term, tables: Tables) -> Shape:
    """The one shape of two arrays; a literal number stands for an array full of it.

    Raises:
        RejectedError: the shapes differ.
        ShapeError: a side has none.
    """
    tables.effort.charge(left.size + right.size)
    first, second = shape_of(left), shape_of(right)
    require(agree(first, second) or isinstance(left, Number) or isinstance(right, Number), "different shapes")
    return first or second


def entry(array: Term, indices: tuple[Term, ...]) -> Term:
    """The entry of an array, or of the array full of a literal number."""
    return array if isinstance(array, Number) else component(array, *indices)


RULES: Final[dict[str, Check]] = {"entries": entries}
