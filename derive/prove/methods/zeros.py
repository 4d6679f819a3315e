"""Several zeros: by formulas, or each in an interval of its own."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Final

from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import ZERO, Apply, Binder, Number, Symbol, Term, bind, fresh, replace
from derive.core.verdict import ProofTree, Sequent
from derive.prove.landscape import rational_near
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import conjuncts, head_of
from derive.prove.roots import roots_of
from derive.prove.zeros import MOST_ZEROS, look, number_of

MOST_TRIED: Final = 8
SMALL: Final = 1e-12


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Values by formulas, or names for what is between numbers."""
    effort.charge(sequent.goal.size)
    return _several(sequent, prover)


def _parted(zeros: tuple[float, ...]) -> list[tuple[Fraction, float, Fraction]]:
    """Each of some ascending numbers between two of an interval around it."""
    between = [rational_near((a + b) / 2, a, b) for a, b in pairwise(zeros)]
    outer = [(k, zeros[k] + side * max(abs(zeros[k]), SMALL) / 4) for k, side in ((0, -1), (-1, 1)) if zeros]
    first = [rational_near(e, zeros[k], None) for k, e in outer]
    around = pairwise((*first[:1], *between, *first[1:]))
    return [(low, z, high) for (low, high), z in zip(around, zeros, strict=True)]


def _several(sequent: Sequent, prover: Prover) -> ProofTree | Declined | None:
    variables: list[Symbol] = []
    goal = sequent.goal
    while isinstance(goal, Binder) and goal.kind == "exists" and goal.variable.sort == REAL:
        variables.append(fresh("x", REAL, goal, *sequent.hypotheses, *variables))
        goal = goal.open(variables[-1])
    parts = list(conjuncts(goal))
    own = [p for p in parts if p.symbols & {*variables} == {variables[0]}] if variables else []
    equation = next((p for p in own if head_of(p) == "eq"), None)
    if equation is None or not 1 <= len(variables) <= MOST_ZEROS:
        return None
    found = list(dict.fromkeys(roots_of(equation, variables[0], sequent.hypotheses, prover.tables)))
    for chosen in _in_order(found, len(variables)):
        said = replace(goal, dict(zip(variables, chosen, strict=True)))
        tree = prover.prove(sequent.hypotheses, said, 0.3)
        if tree is not None:
            return _shown(sequent, chosen, tree)
    if equation.symbols == {variables[0]}:
        return _between(sequent, own, equation, len(variables), prover) or Declined("prove.no-example")
    return Declined("prove.no-example")


def _in_order(found: list[Term], count: int) -> Iterator[tuple[Term, ...]]:
    """Choices of so many terms, ascending where they are numbers."""
    numbers = sorted((t for t in found if not t.symbols), key=number_of)
    yield from (tuple(numbers[k : k + count]) for k in range(len(numbers) - count + 1))
    others = [t for t in found if t.symbols]
    yield from list(permutations(others, count))[:MOST_TRIED]


def _shown(sequent: Sequent, chosen: tuple[Term, ...], tree: ProofTree) -> ProofTree:
    """That there are values, one after the other, from what holds of them."""
    goals = [sequent.goal]
    for term in chosen[:-1]:
        goals.append(goals[-1].open(term))  # type: ignore[attr-defined]  # one quantifier for each
    for goal, term in zip(reversed(goals), reversed(chosen), strict=True):
        tree = inference("example", Sequent(sequent.hypotheses, goal), tree, arguments=(term,))
    return tree


def _between(
    sequent: Sequent, own: list[Term], equation: Term, count: int, prover: Prover
) -> ProofTree | None:
    """Zeros between numbers that part them, each with a name."""
    (x,) = equation.symbols
    seen = look(equation, x, (), prover)
    apart = [] if seen is None else _parted(seen.zeros)
    for k in range(len(apart) - count + 1):
        known, steps = sequent.hypotheses, []
        for bounds in apart[k : k + count]:
            tree = _one_between(Sequent(sequent.hypotheses, ZERO), x, own, equation, bounds, prover)
            if tree is None:
                break
            statement = tree.conclusion.goal
            name = fresh("z", REAL, statement, sequent.goal, *known)
            steps.append((known, tree, name))
            opened = statement.open(name)  # type: ignore[attr-defined]  # it says that there is one
            known = (*known, statement, opened, *conjuncts(opened))
        else:
            return _named(sequent, known, steps, prover)
    return None


def _one_between(
    sequent: Sequent,
    x: Symbol,
    own: list[Term],
    equation: Term,
    around: tuple[Fraction, float, Fraction],
    prover: Prover,
) -> ProofTree | None:
    """A zero between two numbers, by the sides of the equation on both sides of it."""
    low, place, high = around
    known = sequent.hypotheses
    bounds = (
        *(p for p in own if p is not equation),
        Apply("lt", Number(low), x),
        Apply("lt", x, Number(high)),
    )
    inside = [rational_near((float(e) + place) / 2, float(e), place) for e in (low, high)]
    trees = []
    for head in ("le", "ge"):
        said = Apply("and", *bounds, Apply(head, *equation.children))
        goal = bind("exists", x, said)
        found = ((p, prover.prove(known, replace(said, {x: Number(p)}), 0.2)) for p in inside)
        one = next(((p, t) for p, t in found if t is not None), None)
        if one is None:
            return None
        trees.append(inference("example", Sequent(known, goal), one[1], arguments=(Number(one[0]),)))
    goal = bind("exists", x, Apply("and", *bounds, equation))
    return inference("intermediate", Sequent(known, goal), *trees, arguments=(x,))


def _named(
    sequent: Sequent,
    known: tuple[Term, ...],
    steps: list[tuple[tuple[Term, ...], ProofTree, Symbol]],
    prover: Prover,
) -> ProofTree | None:
    said = sequent.goal
    for _, _, name in steps:
        said = said.open(name)  # type: ignore[attr-defined]  # one quantifier for each
    tree = prover.prove(known, said, 0.5)
    if tree is None:
        return None
    tree = _shown(Sequent(known, sequent.goal), tuple(n for _, _, n in steps), tree)
    for before, there, name in reversed(steps):
        statement = there.conclusion.goal
        inner = Sequent((*before, statement), sequent.goal)
        tree = inference("chosen", inner, tree, arguments=(statement, name))
        tree = inference("lemma", Sequent(before, sequent.goal), there, tree, arguments=(statement,))
    return tree


METHOD = Method(
    name="zeros",
    rank=29,
    search=search,
    heads=frozenset(("exists",)),
    proves=examples(
        r"\exists x \in \mathbb{R}\ \exists y \in \mathbb{R}: x^2 = 2, y^2 = 2, x < y",
        r"\exists x \in \mathbb{R}\ \exists y \in \mathbb{R}: e^x = 3 x, e^y = 3 y, x < y",
    ),
    declines=examples(
        r"\exists x \in \mathbb{R}\ \exists y \in \mathbb{R}: x^3 = 2, y^3 = 2, x < y",
        r"\exists x \in \mathbb{R}\ \exists y \in \mathbb{R}: e^x = -x, e^y = -y, x < y",
    ),
)
