"""Known disjunctions: the goal in each case."""

from derive.core.effort import Effort
from derive.core.term import Apply, Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import conjuncts, negation

MOST_CASES = 6


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The cases of the first disjunction that is open; impossible ones are passed over."""
    for hypothesis in sequent.hypotheses:
        if not isinstance(hypothesis, Apply) or hypothesis.head != "or":
            continue
        if len(hypothesis.children) > MOST_CASES or _is_settled(hypothesis, sequent, prover):
            continue
        effort.charge(hypothesis.size)
        premises = []
        for part in hypothesis.children:
            tree = _case(sequent, part, prover)
            if tree is None:
                return Declined("prove.cases-open")
            premises.append(tree)
        return inference("alternatives", sequent, *premises, arguments=(hypothesis,))
    return None


def _is_settled(disjunction: Apply, sequent: Sequent, prover: Prover) -> bool:
    """Whether one of the cases is known, so that the disjunction says nothing."""
    known = tuple(h for h in sequent.hypotheses if h is not disjunction)
    return any(all(prover.tables.proves(known, c) for c in conjuncts(p)) for p in disjunction.children)


def _case(sequent: Sequent, part: Term, prover: Prover) -> ProofTree | None:
    known = (*sequent.hypotheses, part)
    if prover.tables.proves(known, negation(part)):
        return axiom("absurd", Sequent(known, sequent.goal), part)
    return prover.prove(known, sequent.goal, 0.7)


METHOD = Method(
    name="alternatives",
    rank=24,
    search=search,
    proves=examples(
        r"x = a \lor x = -a \Rightarrow x^2 = a^2",
        (r"x^2 > 1", r"x > 2 \lor x < -2"),
    ),
    declines=examples(r"x = a \lor x = -b \Rightarrow x^2 = a^2", (r"x > 1", r"x > 2 \lor x < -2")),
)
