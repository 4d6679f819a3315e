"""Definite integrals, exchanged for values that are found by antiderivatives, symmetry and tables."""

from derive.algebra.limits.values import INFINITE
from derive.core.effort import Effort
from derive.core.term import Apply, Binder, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.integration import evaluated
from derive.prove.method import Declined, Method, Prover, examples, inference


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The first definite integral of the goal is exchanged for its value."""
    integrals = [t for t in subterms(sequent.goal) if isinstance(t, Binder) and t.kind == "integral"]
    closed = [t for t in integrals if not any(s.is_bound for s in t.symbols)]
    if not closed:
        return None
    integral = closed[0]
    found = evaluated(integral, sequent.hypotheses, effort, prover)
    if found is None:
        return Declined("prove.no-antiderivative")
    value, tree = found
    if tree.conclusion.goal is sequent.goal:
        return tree
    if value in INFINITE:
        return _turned(sequent, tree) or Declined("prove.infinite-limit")
    rest = prover.prove(sequent.hypotheses, replace(sequent.goal, {integral: value}), 0.8)
    return None if rest is None else inference("exchange", sequent, tree, rest, arguments=(integral, value))


def _turned(sequent: Sequent, tree: ProofTree) -> ProofTree | None:
    """``infinity = integral``, from the equation the other way round."""
    goal = sequent.goal
    left, right = tree.conclusion.goal.children
    if goal is not Apply("eq", right, left):
        return None
    return inference("symmetry", sequent, tree)


METHOD = Method(
    name="integrals",
    rank=50,
    search=search,
    heads=frozenset(("eq", "lt", "le", "ne")),
    proves=examples(
        r"\int_0^1 x^2 \, dx = \frac{1}{3}",
        r"\int_0^{\pi} \sin x \, dx = 2",
        (r"\int_1^a \frac{1}{x} \, dx = \log a", "a > 0"),
        r"\int_0^{2\pi} |\sin x| \, dx = 4",
        r"\int_{-\infty}^{\infty} e^{-x^2} \, dx = \sqrt{\pi}",
        (r"\int_0^{\infty} x^{s-1} e^{-\lambda x} \, dx = \Gamma(s) \lambda^{-s}", "s > 0", r"\lambda > 0"),
        (r"\int_{-a}^{a} |x| \, dx = a^2", "a > 0"),
        r"\int_1^{\infty} \frac{1}{x} \, dx = \infty",
        (r"\int_{-\infty}^{\infty} e^{-a x^2} \cos(kx) \, dx = \sqrt{\frac{\pi}{a}} e^{-k^2/(4a)}", "a > 0"),
        (r"\int_0^1 x^m (1-x)^n \, dx = \frac{m! n!}{(m+n+1)!}", r"m, n \in \mathbb{N}"),
    ),
    declines=examples(
        (r"\int_{-\infty}^{\infty} e^{-a x^2} \cos(kx) \, dx = \sqrt{\frac{\pi}{a}} e^{-k^2/(2a)}", "a > 0"),
        (r"\int_0^1 x^m (1-x)^n \, dx = \frac{m! n!}{(m+n)!}", r"m, n \in \mathbb{N}"),
        r"\int_{-1}^1 \frac{1}{x} \, dx = 0",
        r"\int_0^1 x^2 \, dx = \frac{1}{2}",
        r"\int_{-1}^1 \frac{1}{x^2} \, dx = -2",
        r"\int_0^{2\pi} |\sin 2x| \, dx = 2",
        r"\int_1^{\infty} \frac{1}{x} \, dx = 0",
    ),
)
