"""Vectors and matrices, entry by entry."""

from itertools import product
from math import prod
from typing import Final

from derive.algebra.components import component
from derive.algebra.shapes import Shape, agree, shape_of
from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Number, Term
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import Check, follows, fresh_in, relation, require
from derive.prove.tables import Tables

MOST_ENTRIES: Final = 36


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


def every_entry(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a_1 R b_1``, ``H |- a_2 R b_2`` ..: ``H |- a R b``, arrays of one shape given by numbers.

    R is one of =, <= and <.
    """
    left, right = relation(node.conclusion.goal, "eq", "le", "lt")
    places = literal_places(common_shape(left, right, tables))
    require(len(places) == len(node.premises), "a premise for each entry")
    tables.effort.charge((left.size + right.size) * len(places))
    for position, indices in enumerate(places):
        goal = Apply(head_of(node.conclusion.goal), entry(left, indices), entry(right, indices))
        follows(node, position, goal)
    return "exact"


def literal_places(shape: Shape) -> tuple[tuple[Term, ...], ...]:
    """The indices of all entries of an array whose dimensions are small numbers; none for others."""
    sizes = [int(n.value) if isinstance(n, Number) else 0 for n in shape]
    if not sizes or not 0 < prod(sizes) <= MOST_ENTRIES:
        return ()
    return tuple(tuple(map(Number, place)) for place in product(*(range(1, n + 1) for n in sizes)))


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


RULES: Final[dict[str, Check]] = {"entries": entries, "every-entry": every_entry}
