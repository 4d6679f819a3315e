"""Largest and smallest values over an index range: they are attained somewhere."""

from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import Apply, Binder, Term, fresh, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.extremes import EXTREMES, attained_at
from derive.prove.method import Method, Prover, examples, inference


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | None:
    """The goal with the first extreme value replaced by the value at an index where it is attained."""
    effort.charge(sequent.goal.size)
    closed = [t for t in subterms(sequent.goal) if _is_extreme(t)]
    closed.sort(key=lambda t: (t.size, t.digest))
    for extreme in closed[:1]:
        if not isinstance(extreme, Binder):
            continue
        if not prover.tables.proves(sequent.hypotheses, Apply("le", *extreme.parameters[:2])):
            return None
        index = fresh("m", INTEGER, sequent.goal, *sequent.hypotheses)
        known = (*sequent.hypotheses, *attained_at(extreme, index))
        value = extreme.open(index)
        inner = prover.prove(known, replace(sequent.goal, {extreme: value}), 0.9)
        if inner is not None:
            there = inference("rewriting", Sequent(known, sequent.goal), inner, arguments=(extreme, value))
            return inference("attained", sequent, there, arguments=(extreme, index))
    return None


def _is_extreme(term: Term) -> bool:
    return (
        isinstance(term, Binder)
        and term.kind in EXTREMES
        and term.variable.sort == INTEGER
        and not any(s.is_bound for s in term.symbols)
    )


METHOD = Method(
    name="extremes",
    rank=28,
    search=search,
    heads=frozenset(("lt", "le", "member")),
    proves=examples(
        (r"x_k \le \max_j x_j", r"x \in \mathbb{R}^n", r"k \ge 1", r"k \le n"),
        (r"\min_j x_j \le \max_j x_j", r"x \in \mathbb{R}^n"),
        (r"\max_j x_j \le \log \sum_{j=1}^K e^{x_j}", r"x \in \mathbb{R}^K"),
        (r"\log \sum_{j=1}^K e^{x_j} \le \max_j x_j + \log K", r"x \in \mathbb{R}^K"),
    ),
    declines=examples(
        (r"x_k < \max_j x_j", r"x \in \mathbb{R}^n", r"k \ge 1", r"k \le n"),
        (r"\log \sum_{j=1}^K e^{x_j} < \max_j x_j + \log K", r"x \in \mathbb{R}^K"),
    ),
)
