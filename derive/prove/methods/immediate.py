"""What needs no search: a hypothesis, both sides the same, a fact."""

from typing import Final

from derive.core.effort import Effort
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Method, Prover, axiom, examples
from derive.prove.propositions import head_of

REFLEXIVE: Final = frozenset(("eq", "le", "ge", "iff", "implies"))


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """A tree of one node, if there is one; equalities are left to the normal form unless they are trivial."""
    goal, head = sequent.goal, head_of(sequent.goal)
    if goal in sequent.hypotheses:
        return axiom("hypothesis", sequent)
    if head in REFLEXIVE and goal.children[0] is goal.children[1]:
        return axiom("reflexivity", sequent)
    if head != "eq" and prover.tables.proves(sequent.hypotheses, goal):
        return axiom("fact", sequent)
    return None


METHOD = Method(
    name="immediate",
    rank=0,
    search=search,
    proves=examples(
        "x = x",
        (r"\lambda > 0", r"\lambda > 0"),
        r"e^x > 0",
        (r"x + 1 > 0", "x > 0"),
    ),
    declines=examples("x = y", r"e^x > 1", (r"x > 0", r"x \ge 0")),
)
