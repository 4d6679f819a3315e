"""Disjunctions from one of their parts."""

from derive.core.term import Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import inference
from derive.prove.propositions import head_of


def holding(sequent: Sequent, tree: ProofTree) -> ProofTree:
    """A disjunction from one of its parts, which may be in a disjunction itself."""
    for outer in _path(sequent.goal, tree.conclusion.goal):
        tree = inference("some", Sequent(sequent.hypotheses, outer), tree)
    return tree


def _path(goal: Term, part: Term) -> list[Term]:
    """The disjunctions around a part, from inside."""
    if part in goal.children:
        return [goal]
    for child in goal.children:
        if head_of(child) == "or" and (inner := _path(child, part)):
            return [*inner, goal]
    return []
