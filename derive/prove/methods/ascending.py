"""Entries of ascending arrays at two indices: one case for each order of the indices."""

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import ZERO, Apply, Binder, Component, Symbol, Term, bind, fresh, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.extremes import within_range
from derive.prove.double_sums import by_pairs
from derive.prove.isolation import is_finite_sum
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import conjuncts, head_of, negation

MOST_SIZE: Final = 80
MOST_ARRAYS: Final = 3


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """What is known of any two entries in order, for both orders of two indices of the goal."""
    orders = [h for h in sequent.hypotheses if _is_order(h)][:MOST_ARRAYS]
    if not orders or sequent.goal.size > MOST_SIZE:
        return None
    zero, total = sequent.goal.children
    if zero is ZERO and isinstance(total, Binder) and is_finite_sum(total):
        return _term_by_term(sequent, total, prover) or Declined("prove.cases-open")
    indices = _indices(sequent.goal)
    if len(indices) != 2:
        return by_pairs(sequent, effort, prover)
    effort.charge(5 * sequent.goal.size)
    for i, j in combinations(indices, 2):
        case = Apply("le", i, j)
        if any(prover.tables.proves(sequent.hypotheses, c) for c in (case, negation(case))):
            return None
        cases = []
        for known, pair in ((case, (i, j)), (negation(case), (j, i))):
            tree = _in_order(Sequent((*sequent.hypotheses, known), sequent.goal), orders, pair, prover)
            if tree is None:
                return Declined("prove.cases-open")
            cases.append(tree)
        return inference("split", sequent, *cases, arguments=(case,))
    return None


def _term_by_term(sequent: Sequent, total: Binder, prover: Prover) -> ProofTree | None:
    """A sum from the sign of its terms."""
    index = fresh("i", INTEGER, sequent.goal, *sequent.hypotheses)
    known = (*sequent.hypotheses, *within_range(total, index))
    term = prover.prove(known, Apply("le", ZERO, total.open(index)), 0.6)
    nothing = bind(total.kind, index, ZERO, *total.parameters)
    rest = term and prover.prove(sequent.hypotheses, Apply("le", ZERO, nothing), 0.3)
    return inference("dominated", sequent, term, rest, arguments=(index, ZERO)) if term and rest else None


def _is_order(hypothesis: Term) -> bool:
    """Whether it compares the entries of an array at any two indices that are in order."""
    inner = hypothesis.body if isinstance(hypothesis, Binder) and hypothesis.kind == "forall" else None
    if not (isinstance(inner, Binder) and inner.kind == "forall" and head_of(inner.body) == "implies"):
        return False
    return inner.variable.sort == INTEGER and head_of(inner.body.children[1]) in {"le", "ge", "lt", "gt"}


def _indices(goal: Term) -> list[Symbol]:
    found = {
        i for t in subterms(goal) if isinstance(t, Component) for i in t.indices if isinstance(i, Symbol)
    }
    return sorted((i for i in found if not i.is_bound), key=lambda s: s.name)


def _in_order(
    sequent: Sequent, orders: list[Term], pair: tuple[Symbol, Symbol], prover: Prover
) -> ProofTree | None:
    """The goal with the instances of what is known for these two indices."""
    known, steps = sequent.hypotheses, []
    for rule, argument, new in _instances(orders, pair, prover, sequent):
        steps.append((rule, argument, known))
        known = (*known, *new)
    if not steps:
        return None
    tree = prover.prove(known, sequent.goal, 0.5)
    for rule, argument, before in reversed(steps):
        tree = tree and inference(rule, Sequent(before, sequent.goal), tree, arguments=argument)
    return tree


def _instances(
    orders: list[Term], pair: tuple[Symbol, Symbol], prover: Prover, sequent: Sequent
) -> Iterator[tuple[str, tuple[Term, ...], tuple[Term, ...]]]:
    for order in orders:
        if not isinstance(order, Binder):
            continue
        first = order.open(pair[0])
        second = first.open(pair[1]) if isinstance(first, Binder) else first
        premise, conclusion = second.children
        if all(prover.tables.proves(sequent.hypotheses, p) for p in conjuncts(premise)):
            yield "instance", (order, pair[0]), (first,)
            yield "instance", (first, pair[1]), (second,)
            yield "detachment", (second,), (conclusion,)


METHOD = Method(
    name="ascending",
    rank=15,
    search=search,
    heads=frozenset(("le",)),
    proves=examples(
        (
            r"\sum_{i=1}^n a_i b_i \ge \frac{1}{n} \sum_{i=1}^n a_i \sum_{i=1}^n b_i",
            *(r"a_1 \le a_2 \le \dots \le a_n", r"b_1 \le b_2 \le \dots \le b_n"),
        ),
    ),
    declines=examples(
        (
            r"\sum_{i=1}^n a_i b_i \ge \frac{1}{n} \sum_{i=1}^n a_i \sum_{i=1}^n b_i",
            *(r"a_1 \le a_2 \le \dots \le a_n", r"b_1 \ge b_2 \ge \dots \ge b_n"),
        ),
    ),
)
