"""Goals that say that a value is taken, or nearly: by limits at the ends, and by continuity."""

from collections.abc import Iterator
from typing import Final

from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import INFINITY, ZERO, Apply, Binder, Symbol, Term, bind, fresh, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.constant import is_bound_of
from derive.prove.calculus.growth import MINUS_INFINITY, approached
from derive.prove.calculus.taken import ENDS, ORDERED, beside
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import conjuncts, head_of
from derive.prove.rule import RejectedError

MOST_ENDS: Final = 6


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """An equation from two inequalities, an inequality from a limit."""
    goal = sequent.goal
    if not isinstance(goal, Binder) or goal.variable.sort not in (REAL, INTEGER):
        return None
    variable = fresh("x", goal.variable.sort, goal, *sequent.hypotheses)
    *bounds, last = conjuncts(goal.open(variable))
    if head_of(last) == "eq" and variable.sort == REAL:
        return _intermediate(sequent, variable, tuple(bounds), last, prover) or Declined("prove.no-example")
    if head_of(last) in ORDERED:
        return _near_limit(sequent, variable, tuple(bounds), last, prover) or Declined("prove.no-example")
    return None


def _intermediate(
    sequent: Sequent, variable: Symbol, bounds: tuple[Term, ...], last: Term, prover: Prover
) -> ProofTree | None:
    trees = []
    for head in ("le", "ge"):
        said = Apply(head, *last.children)
        statement = bind("exists", variable, Apply("and", *bounds, said) if bounds else said)
        tree = prover.prove(sequent.hypotheses, statement, 0.5)
        if tree is None:
            return None
        trees.append(tree)
    return inference("intermediate", sequent, *trees, arguments=(variable,))


def _near_limit(
    sequent: Sequent, variable: Symbol, bounds: tuple[Term, ...], last: Term, prover: Prover
) -> ProofTree | None:
    low, high = last.children if head_of(last) in {"lt", "le"} else last.children[::-1]
    difference = subtract(high, low)
    for point, side in _ends(variable, bounds, difference, prover):
        try:
            needed = [c for b in bounds for c in beside(b, variable, point, side)]
        except RejectedError:
            continue
        if not all(prover.tables.proves(sequent.hypotheses, c) for c in needed):
            continue
        limit = approached(difference, variable, point, side)
        value = prover.tables.limit(limit, sequent.hypotheses)
        if value is None or value is MINUS_INFINITY:
            continue
        positive = prover.prove(sequent.hypotheses, Apply("lt", ZERO, value), 0.3)
        if positive is not None:
            first = axiom("limit-value", Sequent(sequent.hypotheses, Apply("eq", limit, value)))
            return inference("near-limit", sequent, first, positive, arguments=(variable, point, value))
    return None


def _ends(
    variable: Symbol, bounds: tuple[Term, ...], difference: Term, prover: Prover
) -> Iterator[tuple[Term, str]]:
    """Where the variable may go, with the side from which: infinity, and the ends of its range."""
    yield from ((INFINITY, "gt"), (MINUS_INFINITY, "lt"))
    if variable.sort == INTEGER:
        return
    stated = (*bounds, *prover.tables.definedness(difference))
    about = [c for b in stated for c in conjuncts(b) if is_bound_of(variable, c) or head_of(c) == "ne"]
    places = (t for b in about for t in b.children if variable not in t.symbols)
    for place in list(dict.fromkeys(p for p in places if p not in ENDS))[:MOST_ENDS]:
        yield from ((place, "lt"), (place, "gt"))


METHOD = Method(
    name="taken",
    rank=32,
    search=search,
    heads=frozenset(("exists",)),
    proves=examples(
        r"\exists x \in \mathbb{R}: x^5 + x = 1",
        r"\exists x > 0: e^{-x} = x",
        (r"\exists x \in \mathbb{R}: \tanh x > u", "u < 1"),
        (r"\exists x \in \mathbb{R}: x^3 + a x = b",),
        (r"\exists x \in \mathbb{R}: x \cdot e^{-x} = y", "y < 0"),
        (r"\exists n \in \mathbb{N}: \frac{n}{n+1} > u", "u < 1"),
    ),
    declines=examples(
        r"\exists x \in \mathbb{R}: x^4 + x^2 = -1",
        r"\exists x > 0: e^{-x} = 1 + x",
        (r"\exists x \in \mathbb{R}: \tanh x > u", r"u \le 1"),
        (r"\exists x \in \mathbb{R}: \frac{1}{x} = y", "y < 1"),
    ),
)
