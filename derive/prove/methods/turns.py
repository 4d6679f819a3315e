"""Zeros of sines and cosines put to use: the angle is a multiple of pi."""

from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import Apply, fresh
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.existence import multiple_of_pi
from derive.prove.method import Method, Prover, examples, inference


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | None:
    """The goal under what the first such equation says of its angle, if that is not known yet."""
    index = fresh("k", INTEGER, sequent.goal, *sequent.hypotheses)
    solved = {h.children[0] for h in sequent.hypotheses if isinstance(h, Apply) and h.head == "eq"}
    for hypothesis in sequent.hypotheses:
        angle = multiple_of_pi(hypothesis, index)
        if angle is None or angle.children[0] in solved:
            continue
        effort.charge(sequent.goal.size)
        tree = prover.prove((*sequent.hypotheses, angle), sequent.goal, 0.8)
        if tree is not None:
            return inference("turns", sequent, tree, arguments=(hypothesis, index))
    return None


METHOD = Method(
    name="turns",
    rank=29,
    search=search,
    heads=frozenset(("exists", "eq", "or")),
    proves=examples(
        r"\sin x = 0 \Rightarrow \exists k \in \mathbb{Z}: x = k\pi",
        r"\cos x = 1 \Rightarrow \exists k \in \mathbb{Z}: x = 2k\pi",
    ),
    declines=examples(
        r"\sin x = 0 \Rightarrow \exists k \in \mathbb{Z}: x = 2k\pi",
        r"\cos x = 0 \Rightarrow \exists k \in \mathbb{Z}: x = k\pi",
    ),
)
