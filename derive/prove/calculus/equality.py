"""Equality: what it is (reflexive, symmetric, transitive, a congruence), and equality of normal forms."""

from typing import Final

from derive.core.claim import RELATIONS
from derive.core.term import Apply, Binder, Component, Term
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import (
    Check,
    RejectedError,
    argument,
    discharged,
    follows,
    fresh_in,
    leaf,
    relation,
    require,
)
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
    if found is None:
        raise RejectedError("the normal forms differ")
    return found.trust


def symmetry(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- b = a``: ``H |- a = b``; likewise for !=."""
    tables.effort.charge(1)
    left, right = relation(node.conclusion.goal, "eq", "ne")
    follows(node, 0, Apply(head_of(node.conclusion.goal), right, left))
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
    composed = COMPOSED.get((head_of(first), head_of(second)))
    wanted = head_of(node.conclusion.goal)
    require(
        composed == wanted or (wanted == "le" and composed in {"lt", "eq"}), "the relations compose otherwise"
    )
    relations = [h for h in node.conclusion.hypotheses if head_of(h) in RELATIONS]
    if not any(middle in h.children for h in relations):
        implied = dict.fromkeys(c for h in relations for c in tables.sides_defined(h))
        discharged(node, tables, (c for c in tables.definedness(middle) if c not in implied), *implied)
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
    binders = same_range(*relation(node.conclusion.goal, "eq", "le"))
    if binders is None:
        raise RejectedError("different binders or bounds")
    left, right = binders
    tables.effort.charge(left.size + right.size)
    head = head_of(node.conclusion.goal)
    require(head == "eq" or left.kind != "product", "factors may be negative")
    index = argument(node)
    require(fresh_in(node, index, left.variable.sort), "the index is not fresh")
    lower, upper = left.parameters[:2]
    inside = Apply(head, left.open(index), right.open(index))
    follows(node, 0, inside, Apply("le", lower, index), Apply("le", index, upper))
    return "exact"


def same_range(left: Term, right: Term) -> tuple[Binder, Binder] | None:
    """The two terms, if they bind an index over one range with an operation defined entry by entry."""
    if not (isinstance(left, Binder) and isinstance(right, Binder) and left.kind == right.kind):
        return None
    fits = left.variable.sort == right.variable.sort and left.parameters == right.parameters
    return (left, right) if fits and left.kind in STRICT_BINDERS else None


RULES: Final[dict[str, Check]] = {
    "reflexivity": reflexivity,
    "normal-form": normal_form,
    "symmetry": symmetry,
    "transitivity": transitivity,
    "congruence": congruence,
    "termwise": termwise,
}
