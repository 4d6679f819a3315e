"""Disjunctions: one part, where the opposite of all others is supposed."""

from typing import Final

from derive.core.claim import NEGATION
from derive.core.effort import Effort
from derive.core.term import Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.disjunctions import holding
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import alternatives, head_of, negation

MOST_PARTS: Final = 7
CONTRADICTED: Final = 2


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The last parts first; where the opposites contradict each other, any part will do."""
    parts = [p for p in dict.fromkeys(alternatives(sequent.goal)) if head_of(p) in NEGATION]
    effort.charge(sequent.goal.size)
    if not 2 <= len(parts) <= MOST_PARTS:
        return None
    for part in list(reversed(parts))[:CONTRADICTED]:
        others = [p for p in parts if p is not part]
        known = (*sequent.hypotheses, *map(negation, others))
        tree = prover.prove(known, part, 0.3)
        if tree is not None:
            return _split(sequent, others, holding(Sequent(known, sequent.goal), tree))
    return Declined("prove.cases-open")


def _split(sequent: Sequent, others: list[Term], tree: ProofTree) -> ProofTree:
    """Each of the other parts holds, or its opposite is known."""
    for k in reversed(range(len(others))):
        known = (*sequent.hypotheses, *map(negation, others[:k]))
        case = negation(others[k])
        there = axiom("hypothesis", Sequent((*known, others[k]), others[k]))
        holds = holding(Sequent((*known, others[k]), sequent.goal), there)
        tree = inference("split", Sequent(known, sequent.goal), tree, holds, arguments=(case,))
    return tree


METHOD = Method(
    name="supposed",
    rank=34,
    search=search,
    heads=frozenset(("or",)),
    proves=examples(
        (r"x \ne 1 \lor y \ne 2 \lor x + y = 3",),
        (r"x \ge 1 \lor y \ge 2 \lor x + y < 3",),
    ),
    declines=examples(
        (r"x \ne 1 \lor y \ne 2 \lor x + y = 4",),
        (r"x \ge 1 \lor y \ge 2 \lor x + y < 2",),
    ),
)
