"""Equality: what it is (reflexive, symmetric, transitive, a congruence), and equality of normal forms."""

from typing import Final

from derive.core.claim import RELATIONS
from derive.core.term import Apply, Binder, Component, Term
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import Check, discharged, follows, fresh_in, leaf, relation, require
from derive.prove.tables import Tables

LAZY: Final = frozenset(("cases", "indicator", "delta"))
STRICT_BINDERS: Final = frozenset(("sum", "product", "maximum", "minimum"))


def reflexivity(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- a = a``, and likewise with <= and >=."""
    tables.effort.charge(1)
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq", "le", "ge", "iff", "implies")
    require(left is right, "the sides differ")
    return "exact"


def normal_form(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- a = b``, where a and b have one normal form under the facts of H."""
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq")
    found = tables.equal(left, right, node.conclusion.hypotheses)
    require(found is not None, "the normal forms differ")
    assert found is not None  # noqa: S101  # for the type checker
    return found.trust


def symmetry(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- b = a``: ``H |- a = b``; likewise for !=."""
    tables.effort.charge(1)
    left, right = relation(node.conclusion.goal, "eq", "ne")
    assert isinstance(node.conclusion.goal, Apply)  # noqa: S101  # relation() saw it
    follows(node, 0, Apply(node.conclusion.goal.head, right, left))
    return "exact"


COMPOSED: Final = {
    ("eq", "eq"): "eq",
    ("eq", "le"): "le",
    ("eq", "lt"): "lt",
    ("le", "eq"): "le",
    ("lt", "eq"): "lt",
    ("le", "le"): "le",
    ("le", "lt"): "lt",
    ("lt", "le"): "lt",
    ("lt", "lt"): "lt",
    ("eq", "ne"): "ne",
    ("ne", "eq"): "ne",
}


def transitivity(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a R b`` and ``H |- b S c``: ``H |- a RS c``, where H implies that b is defined.

    R, S among =, <=, <, and != beside =; the composed relation is the stronger of the two.
    A weaker one may be concluded: <= from < or =. The sides of a relation that is in H are defined.
    """
    left, right = relation(node.conclusion.goal, "eq", "le", "lt", "ne")
    require(len(node.premises) == 2, "two premises are needed")
    first, second = (p.conclusion.goal for p in node.premises)
    a, middle = relation(first, "eq", "le", "lt", "ne")
    again, c = relation(second, "eq", "le", "lt", "ne")
    require(a is left and again is middle and c is right, "the middle terms differ")
    follows(node, 0, first)
    follows(node, 1, second)
    assert isinstance(first, Apply)  # noqa: S101  # relation() saw it
    assert isinstance(second, Apply)  # noqa: S101  # relation() saw it
    assert isinstance(node.conclusion.goal, Apply)  # noqa: S101  # relation() saw it
    composed = COMPOSED.get((first.head, second.head))
    wanted = node.conclusion.goal.head
    require(
        composed == wanted or (wanted == "le" and composed in {"lt", "eq"}), "the relations compose otherwise"
    )
    if not any(middle in h.children for h in node.conclusion.hypotheses if head_of(h) in RELATIONS):
        discharged(node, tables, tables.definedness(middle))
    return "exact"


def congruence(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a = b`` for each pair of arguments that differ: ``H |- f(a..) = f(b..)``, f strict."""
    left, right = relation(node.conclusion.goal, "eq")
    tables.effort.charge(len(left.children))
    require(same_operation(left, right), "different operations")
    differing = [(a, b) for a, b in zip(left.children, right.children, strict=True) if a is not b]
    require(len(differing) == len(node.premises), "a premise for each pair")
    for position, (a, b) in enumerate(differing):
        follows(node, position, Apply("eq", a, b))
    return "exact"


def same_operation(left: Term, right: Term) -> bool:
    """Whether two terms apply one strict operation to as many arguments."""
    if len(left.children) != len(right.children):
        return False
    if isinstance(left, Apply) and isinstance(right, Apply):
        return left.head == right.head and left.head not in LAZY
    return isinstance(left, Component) and isinstance(right, Component)


def termwise(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, l <= k, k <= u |- f(k) R g(k)``, k fresh: ``H |- sum_l^u f R sum_l^u g``, R one of = and <=.

    Likewise for the maximum and minimum over an index; for products only with =.
    """
    left, right = relation(node.conclusion.goal, "eq", "le")
    tables.effort.charge(left.size + right.size)
    require(same_range(left, right), "different binders or bounds")
    assert isinstance(left, Binder)  # noqa: S101  # same_range() saw it
    assert isinstance(right, Binder)  # noqa: S101  # same_range() saw it
    assert isinstance(node.conclusion.goal, Apply)  # noqa: S101  # relation() saw it
    head = node.conclusion.goal.head
    require(head == "eq" or left.kind != "product", "factors may be negative")
    require(len(node.arguments) == 1, "an index is needed")
    index = node.arguments[0]
    require(fresh_in(node, index, left.variable.sort), "the index is not fresh")
    lower, upper = left.parameters[:2]
    inside = Apply(head, left.open(index), right.open(index))
    follows(node, 0, inside, Apply("le", lower, index), Apply("le", index, upper))
    return "exact"


def same_range(left: Term, right: Term) -> bool:
    """Whether two terms bind an index over the same range, with an operation defined entry by entry."""
    return (
        isinstance(left, Binder)
        and isinstance(right, Binder)
        and left.kind == right.kind
        and left.kind in STRICT_BINDERS
        and left.variable.sort == right.variable.sort
        and left.parameters == right.parameters
    )


RULES: Final[dict[str, Check]] = {
    "reflexivity": reflexivity,
    "normal-form": normal_form,
    "symmetry": symmetry,
    "transitivity": transitivity,
    "congruence": congruence,
    "termwise": termwise,
}
