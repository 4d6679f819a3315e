"""Infinite sums and products, exchanged for values from tables and limits of finite ones."""

from derive.algebra.limits.values import INFINITE
from derive.core.effort import Effort
from derive.core.term import Apply, Binder, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.summation import is_infinite, summed


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The first infinite sum of the goal is exchanged for its value."""
    series = next((t for t in subterms(sequent.goal) if is_infinite(t)), None)
    if not isinstance(series, Binder):
        return None
    found = summed(series, sequent.hypotheses, effort, prover)
    if found is None:
        return Declined("prove.no-sum")
    value, tree = found
    if tree.conclusion.goal is sequent.goal:
        return tree
    if value in INFINITE:
        return _turned(sequent, tree) or Declined("prove.infinite-limit")
    rest = prover.prove(sequent.hypotheses, replace(sequent.goal, {series: value}), 0.8)
    return None if rest is None else inference("exchange", sequent, tree, rest, arguments=(series, value))


def _turned(sequent: Sequent, tree: ProofTree) -> ProofTree | None:
    """``infinity = sum``, from the equation the other way round."""
    left, right = tree.conclusion.goal.children
    if sequent.goal is not Apply("eq", right, left):
        return None
    return inference("symmetry", sequent, tree)


METHOD = Method(
    name="series",
    rank=24,
    search=search,
    heads=frozenset(("eq", "lt", "le", "ne")),
    proves=examples(
        (r"\sum_{k=0}^{\infty} q^k = \frac{1}{1-q}", "|q| < 1"),
        r"\sum_{k=0}^{\infty} \frac{x^k}{k!} = e^x",
        r"\sum_{k=1}^{\infty} \frac{1}{k(k+1)} = 1",
        r"\sum_{k=1}^{\infty} \frac{1}{k^2} = \frac{\pi^2}{6}",
        (r"\sum_{k=0}^{\infty} k e^{-\lambda} \frac{\lambda^k}{k!} = \lambda", r"\lambda > 0"),
        r"\sum_{k=1}^{\infty} k = \infty",
    ),
    declines=examples(
        (r"\sum_{k=1}^{\infty} q^k = \frac{1}{1-q}", "|q| < 1"),
        (r"\sum_{k=0}^{\infty} q^k = \frac{1}{1-q}", "q > 1"),
        r"\sum_{k=1}^{\infty} \frac{1}{k^2} = \frac{\pi^2}{8}",
        r"\sum_{k=1}^{\infty} k = -\frac{1}{12}",
    ),
)
