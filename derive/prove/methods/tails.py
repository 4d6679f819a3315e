"""Rests of series below and above terms that fall by as much: ``1/k^2 <= 1/(k-1) - 1/k``."""

from derive.algebra.dimensions import linear
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    fresh,
    replace,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.series import falls_by
from derive.prove.method import Method, Prover, examples, inference


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | None:
    """The bound as a function of where the sum begins, which falls by more, or less, than each summand."""
    left, right = sequent.goal.children
    above = _is_series(left)
    total, bound = (left, right) if above else (right, left)
    if not isinstance(total, Binder) or not _is_series(total) or any(map(_is_series, bound.children)):
        return None
    low = total.parameters[0]
    index = fresh("n", INTEGER, sequent.goal, *sequent.hypotheses)
    value = _as_function(bound, low, index)
    if value is None or value.symbols & total.body.symbols - {index} & low.symbols:
        return None
    effort.charge(sequent.goal.size)
    steps, start = falls_by(total, index, value, bound, above=above)
    within = (*sequent.hypotheses, Apply("le", low, index))
    wanted = [(within, steps), (sequent.hypotheses, start)]
    wanted += [(within, Apply("le", ZERO, value))] if above else []
    trees = []
    for hypotheses, goal in wanted:
        tree = prover.prove(hypotheses, goal)
        if tree is None:
            return None
        trees.append(tree)
    return inference("telescoped", sequent, *trees, arguments=(index, value))


def _is_series(term: Term) -> bool:
    return isinstance(term, Binder) and term.kind == "sum" and term.parameters[1] is INFINITY


def _as_function(bound: Term, low: Term, index: Symbol) -> Term | None:
    """The bound with the index where the sum begins: n for ``n + 1`` is ``index - 1``."""
    form = linear(low)
    counts = [s for s in form if isinstance(s, Symbol) and s.sort == INTEGER]
    if len(counts) != 1 or form[counts[0]] != 1 or any(s is not ONE and s not in counts for s in form):
        return None
    shift = form.get(ONE, 0)
    at = subtract(index, Number(shift)) if shift else index
    return replace(bound, {counts[0]: at}) if counts[0] in bound.symbols else None


METHOD = Method(
    name="tails",
    rank=25,
    search=search,
    heads=frozenset(("le",)),
    proves=examples(
        (r"\sum_{k=n+1}^{\infty} \frac{1}{k^2} \le \frac{1}{n}", r"n \in \mathbb{N}"),
        (r"\sum_{k=n+1}^{\infty} \frac{1}{k^2} \ge \frac{1}{n+1}", r"n \in \mathbb{N}"),
        (r"\sum_{k=n}^{\infty} \frac{1}{k^3} \le \frac{1}{n^2}", r"n \in \mathbb{N}", r"n \ge 2"),
    ),
    declines=examples(
        (r"\sum_{k=n+1}^{\infty} \frac{1}{k^2} \le \frac{1}{n+1}", r"n \in \mathbb{N}"),
        (r"\sum_{k=n+1}^{\infty} \frac{1}{k^2} \ge \frac{1}{n}", r"n \in \mathbb{N}"),
    ),
)
