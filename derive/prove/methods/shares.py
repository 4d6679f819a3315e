"""What is known of a sum of terms that are not negative bounds each of them."""

from collections.abc import Iterator
from typing import Final

from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import Apply, Binder, Component, Term, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.extremes import within_range
from derive.prove.isolation import is_finite_sum
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference

MOST_SIZE: Final = 80
MOST_SHARES: Final = 3


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The goal, where no term of a sum exceeds what a hypothesis says the sum is."""
    if sequent.goal.size > MOST_SIZE:
        return None
    effort.charge(sequent.goal.size)
    known = sequent.hypotheses
    shares: list[ProofTree] = []
    for tree in _shares(sequent, prover):
        shares.append(tree)
        known = (*known, tree.conclusion.goal)
        if len(shares) == MOST_SHARES:
            break
    if not shares:
        return None
    whole = prover.prove(known, sequent.goal, 0.6)
    if whole is None:
        return Declined("prove.hypotheses-do-not-help")
    for share in reversed(shares):
        known = known[:-1]
        lemma = Sequent(known, sequent.goal)
        statement = share.conclusion.goal
        below = ProofTree(share.rule, Sequent(known, statement), share.premises, share.arguments)
        whole = inference("lemma", lemma, below, whole, arguments=(statement,))
    return whole


def _shares(sequent: Sequent, prover: Prover) -> Iterator[ProofTree]:
    """Proofs of ``f(j) <= c`` from ``sum_i f(i) = c``, j an index of which the goal speaks."""
    indices = sorted((s for s in sequent.goal.symbols if s.sort == INTEGER), key=lambda s: s.name)
    hypotheses, tables = sequent.hypotheses, prover.tables
    inside = set(subterms(sequent.goal))
    for total, value, equation in _sums(hypotheses):
        for index in indices:
            part = total.open(index)
            statement = Apply("le", part, value)
            speaks = any(
                isinstance(t, Component) and index in t.symbols and t in inside for t in subterms(part)
            )
            if not speaks or tables.proves(hypotheses, statement):
                continue
            if not all(tables.proves(hypotheses, r) for r in within_range(total, index)):
                continue
            below = prover.attempt(Sequent(hypotheses, Apply("le", part, total)))
            if below is not None:
                same = axiom("hypothesis", Sequent(hypotheses, equation))
                if equation.children[0] is not total:
                    same = inference("symmetry", Sequent(hypotheses, Apply("eq", total, value)), same)
                yield inference("transitivity", Sequent(hypotheses, statement), below, same)


def _sums(hypotheses: tuple[Term, ...]) -> Iterator[tuple[Binder, Term, Term]]:
    for hypothesis in hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "eq":
            for side, other in (hypothesis.children, hypothesis.children[::-1]):
                if is_finite_sum(side) and isinstance(side, Binder):
                    yield side, other, hypothesis


WEIGHTS: Final = (r"p \in \mathbb{R}^n", r"p_i \ge 0", r"\sum_{i=1}^n p_i = 1")
POSITIVE: Final = (r"p \in \mathbb{R}^n", "p_i > 0", r"\sum_{i=1}^n p_i = 1")
INDEX: Final = (r"k \in \mathbb{N}", r"1 \le k \le n")

METHOD = Method(
    name="shares",
    rank=32,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples((r"p_k \le 1", *WEIGHTS, *INDEX), (r"\log p_k \le 0", *POSITIVE, *INDEX)),
    declines=examples(
        ("p_k < 1", *POSITIVE, *INDEX),
        (r"p_k \le 1", r"p \in \mathbb{R}^n", r"\sum_{i=1}^n p_i = 1", *INDEX),
        (r"p_k \le 1", r"p \in \mathbb{R}^n", r"p_i \ge 0", r"\sum_{i=1}^n p_i = 2", *INDEX),
    ),
)
