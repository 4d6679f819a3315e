"""Definite integrals, exchanged for values that are found by antiderivatives, symmetry and tables."""

from typing import Final

from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.iterated import separated
from derive.algebra.limits.values import INFINITE
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.term import Apply, Binder, Term, binders_in, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.integration import evaluated
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference

MOST_INTEGRALS: Final = 6


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The definite integrals of the goal are exchanged for their values, one after the other."""
    known: list[tuple[Sequent, Term, Term, ProofTree]] = []
    at = sequent
    for _ in range(MOST_INTEGRALS):
        integral = _first(at.goal)
        if integral is None:
            break
        found = _rewritten(integral, at, effort, prover)
        if found is None and integral.kind == "integral":
            found = evaluated(integral, at.hypotheses, effort, prover)
        if found is None:
            return Declined("prove.no-antiderivative")
        value, tree = found
        if tree.conclusion.goal is at.goal and not known:
            return tree
        if value in INFINITE:
            return (_turned(at, tree) if not known else None) or Declined("prove.infinite-limit")
        known.append((at, integral, value, tree))
        at = Sequent(at.hypotheses, replace(at.goal, {integral: value}))
    rest = prover.prove(at.hypotheses, at.goal, 0.8) if known else None
    if rest is None:
        return None
    for before, exchanged, value, tree in reversed(known):
        rest = inference("exchange", before, tree, rest, arguments=(exchanged, value))
    return rest


def _first(goal: Term) -> Binder | None:
    """A definite integral, or a derivative of one, that contains no bound symbol of something around it."""
    integrals = (t for t in subterms(goal) if isinstance(t, Binder) and _has_integrals(t))
    return next((t for t in integrals if not any(s.is_bound for s in t.symbols)), None)


def _has_integrals(term: Binder) -> bool:
    inside = term.kind == "derivative" and any(t.kind == "integral" for t in binders_in(term.body))
    return inside or term.kind == "integral"


def _rewritten(term: Binder, at: Sequent, effort: Effort, prover: Prover) -> tuple[Term, ProofTree] | None:
    """A derivative worked out under the integral, an integral of integrals as single ones."""
    other = separated(term) if term.kind == "integral" else None
    if term.kind == "derivative":
        try:
            other = canonical(resolve(term), prover.tables.facts(at.hypotheses), effort)
        except DerivativeError:
            return None
    if other is None or other is term:
        return None
    return other, axiom("normal-form", Sequent(at.hypotheses, Apply("eq", term, other)))


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
        r"\int_{-\infty}^{\infty}\int_{-\infty}^{\infty} e^{-x^2-y^2} \, dx \, dy = \pi",
        (r"\frac{d^2}{da^2} \int_0^{\infty} e^{-a x} \, dx = \frac{2}{a^3}", "a > 0"),
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
        r"\int_0^{\infty}\int_0^{\infty} e^{-x^2-y^2} \, dx \, dy = \frac{\pi}{2}",
        r"\frac{d}{da} \int_0^{\infty} \frac{\sin(a x)}{x} \, dx = \int_0^{\infty} \cos(a x) \, dx",
    ),
)
