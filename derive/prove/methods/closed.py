"""Relations between numbers, by ball arithmetic with rising precision."""

from typing import Final

from derive.algebra.balls import truth
from derive.algebra.limits.values import INFINITE
from derive.core.effort import Effort
from derive.core.term import Number, Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, axiom, examples
from derive.prove.observe import processes
from derive.prove.propositions import head_of

PRECISIONS: Final = (64, 256, 1024)


def search(sequent: Sequent, effort: Effort, _: Prover) -> ProofTree | Declined | None:
    """One node with the first precision that establishes the relation."""
    if sequent.goal.symbols or _is_hopeless(sequent.goal):
        return None
    for precision in PRECISIONS:
        effort.charge(sequent.goal.size * (2 + precision // 64))
        if truth(sequent.goal, {}, precision) is True:
            return axiom("ball", sequent, Number(precision))
    return Declined("prove.balls-overlap")


def _is_hopeless(goal: Term) -> bool:
    """Whether the goal says that a limit process has a finite value, which no ball can show."""
    return head_of(goal) == "eq" and processes(goal) > 0 and not any(c in INFINITE for c in goal.children)


METHOD = Method(
    name="closed",
    rank=8,
    search=search,
    proves=examples(r"e < \pi", r"\sqrt 2 \ne 1.4142", r"\log 2 > \frac{2}{3}", r"2^{10} = 1024"),
    declines=examples(r"\log 2 < \frac{2}{3}", r"\sqrt 2 = 1.4143"),
)
