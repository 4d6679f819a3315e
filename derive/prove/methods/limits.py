"""Limits exchanged for their values, which comparison of growth gives."""

from typing import Final

from derive.algebra.limits.values import INFINITE
from derive.core.effort import Effort
from derive.core.term import Apply, Binder, Term, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import negation

HEADS: Final = frozenset(("eq", "ne", "lt", "le", "gt", "ge", "member", "and", "or"))


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Exchange the first closed limit of the goal for its value, and prove what is left."""
    limits = [t for t in subterms(sequent.goal) if isinstance(t, Binder) and t.kind == "limit"]
    closed = [t for t in limits if not any(s.is_bound for s in t.symbols)]
    if not closed:
        return None
    value = prover.tables.limit(closed[0], sequent.hypotheses)
    if value is None:
        return _in_cases(closed[0], sequent, prover) or Declined("prove.no-limit")
    equality = Sequent(sequent.hypotheses, Apply("eq", closed[0], value))
    first = axiom("limit-value", equality)
    if sequent.goal is equality.goal:
        return first
    turned = _turned(sequent, value, prover)
    if turned is not None or value in INFINITE:
        return turned or Declined("prove.infinite-limit")
    rest = prover.prove(sequent.hypotheses, replace(sequent.goal, {closed[0]: value}), 0.8)
    return None if rest is None else inference("exchange", sequent, first, rest, arguments=(closed[0], value))


def _in_cases(limit: Term, sequent: Sequent, prover: Prover) -> ProofTree | None:
    """A case for each order of the two terms on which the limit depends."""
    sides = prover.tables.open_sign(limit, sequent.hypotheses)
    return None if sides is None else _split(sequent, sides, ("eq", "lt"), prover)


def _split(
    sequent: Sequent, sides: tuple[Term, Term], heads: tuple[str, ...], prover: Prover
) -> ProofTree | None:
    case = Apply(heads[0], *sides)
    if not all(prover.tables.proves(sequent.hypotheses, d) for d in prover.tables.sides_defined(case)):
        return None
    first = prover.prove((*sequent.hypotheses, case), sequent.goal, 0.6)
    if first is None:
        return None
    rest = Sequent((*sequent.hypotheses, negation(case)), sequent.goal)
    last = prover.prove(rest.hypotheses, rest.goal, 0.9) if len(heads) == 1 else None
    second = last if len(heads) == 1 else _split(rest, sides, heads[1:], prover)
    return second and inference("split", sequent, first, second, arguments=(case,))


def _turned(sequent: Sequent, value: Term, prover: Prover) -> ProofTree | None:
    """``L = lim f``, from the equation the other way round."""
    goal = sequent.goal
    if not (isinstance(goal, Apply) and goal.head == "eq" and goal.children[0] is value):
        return None
    equality = Sequent(sequent.hypotheses, Apply("eq", goal.children[1], value))
    if prover.tables.limit(goal.children[1], sequent.hypotheses) is not value:
        return None
    return inference("symmetry", sequent, axiom("limit-value", equality))


METHOD = Method(
    name="limits",
    rank=25,
    search=search,
    heads=HEADS,
    proves=examples(
        r"\lim_{x \to 0} \frac{\sin x}{x} = 1",
        r"\lim_{x \to \infty} \left(1 + \frac{1}{x}\right)^x = e",
        r"\lim_{x \to 0^+} x \log x = 0",
        r"\lim_{x \to \infty} x^3 e^{-x} = 0",
        r"\lim_{x \to 0^+} \frac{1}{x} = \infty",
        (r"\lim_{x \to \infty} \frac{1}{x} \log(e^{ax} + e^{bx}) = a", "a > b", "b > 0"),
        r"\lim_{\lambda \to \infty} \frac{1}{\lambda} \log \sum_{j=1}^K e^{\lambda x_j} = \max_j x_j",
        r"\lim_{x \to 0} \frac{1}{x^3} \int_0^x \sin(t^2) \, dt = \frac{1}{3}",
        r"\lim_{h \to 0} \frac{1}{h} \int_x^{x+h} f(t) \, dt = f(x)",
        r"\lim_{n \to \infty} \sum_{k=1}^n \frac{n}{n^2 + k^2} = \frac{\pi}{4}",
        r"\lim_{n \to \infty} n^{-3/2} \sum_{k=1}^n \sqrt{k} = \frac{2}{3}",
        r"\lim_{n \to \infty} n \int_0^1 x^n \, dx = 1",
    ),
    declines=examples(
        r"\lim_{x \to 0} \frac{|x|}{x} = 1",
        r"\lim_{x \to 0} \frac{1}{x} = \infty",
        r"\lim_{x \to \infty} \sin x = 0",
        r"\lim_{x \to 0} \frac{1}{x} \int_0^x \frac{1}{t} \, dt = 1",
        r"\lim_{x \to 0} \frac{1}{x^2} \int_0^x |t| \, dt = \frac{1}{2}",
        r"\lim_{n \to \infty} \sum_{k=1}^n \frac{1}{k} = \int_0^1 \frac{1}{x} \, dx",
        r"\lim_{n \to \infty} \frac{1}{n} \sum_{k=1}^n \lfloor k/n \rfloor = 1",
        r"\lim_{n \to \infty} \int_0^1 x^{-n} \, dx = 0",
        r"\lim_{x \to \infty} \frac{1}{x} \log(e^{ax} + e^{bx}) = a",
    ),
)
