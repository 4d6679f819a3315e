"""Equations for a sine, cosine or tangent: the difference to the value at a known angle is a product."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    divide,
    fresh,
    multiply,
    negative,
    replace,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.existence import multiple_of_pi
from derive.prove.disjunctions import holding
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import alternatives, head_of
from derive.theory.shorthand import integral

HEADS: Final = ("sin", "cos", "tan")
TWO: Final = Number(2)
MOST_SIZE: Final = 60
MOST_ANGLES: Final = 4

Product = tuple[Term, tuple[Term, ...]]


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Each factor vanishes in turn, which makes its angle a multiple of pi."""
    effort.charge(sequent.goal.size)
    said = [g for g in alternatives(sequent.goal) if isinstance(g, Binder) and g.variable.sort == INTEGER]
    if not said or sequent.goal.size > MOST_SIZE:
        return None
    for equation in sequent.hypotheses:
        left = equation.children[0] if head_of(equation) == "eq" else equation
        if not isinstance(left, Apply) or left.head not in HEADS or equation.children[1].symbols:
            continue
        inside = [s for s in left.symbols if s.sort == REAL]
        for angle in list(_angles(said, inside))[:MOST_ANGLES] if len(inside) == 1 else ():
            tree = _from(sequent, equation, replace(left.children[0], {inside[0]: angle}), inside[0], prover)
            if tree is not None:
                return tree
        return Declined("prove.no-example")
    return None


def _angles(said: list[Binder], inside: list[Symbol]) -> Iterator[Term]:
    """The values that the goal says the unknown to have for the integer 0."""
    for statement in said:
        for part in alternatives(statement.open(ZERO)):
            if head_of(part) == "eq" and part.children[0] in inside and not part.children[1].symbols:
                yield part.children[1]


def _from(sequent: Sequent, equation: Term, angle: Term, x: Symbol, prover: Prover) -> ProofTree | None:
    left, right = equation.children
    constant, factors = _product(left, angle)
    gap = subtract(left, right)
    known = sequent.hypotheses
    vanishing = tuple(Apply("eq", f, ZERO) for f in factors)
    product = multiply(constant, *(subtract(*v.children) for v in vanishing))
    if prover.tables.equal(gap, product, known) is None:
        return None
    same = axiom("normal-form", Sequent(known, Apply("eq", gap, product)))
    cases = [_of_factor(Sequent((*known, v), sequent.goal), v, x, prover) for v in vanishing]
    if not all(cases):
        return None
    arguments = (equation, constant, *vanishing)
    return inference("factored", sequent, same, *(c for c in cases if c), arguments=arguments)


def _product(value: Term, angle: Term) -> Product:
    """``f(a) - f(c)`` as a constant times sines and cosines."""
    a = value.children[0]
    if head_of(value) == "tan":
        constant = divide(ONE, multiply(Apply("cos", a), Apply("cos", angle)))
        return constant, (Apply("sin", subtract(a, angle)),)
    minus, plus = divide(subtract(a, angle), TWO), divide(add(a, angle), TWO)
    if head_of(value) == "sin":
        return TWO, (Apply("sin", minus), Apply("cos", plus))
    return Number(-2), (Apply("sin", minus), Apply("sin", plus))


def _of_factor(sequent: Sequent, vanishing: Term, x: Symbol, prover: Prover) -> ProofTree | None:
    """The goal where a sine or cosine is 0."""
    k = fresh("k", INTEGER, sequent.goal, *sequent.hypotheses)
    turned = multiple_of_pi(vanishing, k)
    if turned is None:
        return None
    inner = Sequent((*sequent.hypotheses, turned), sequent.goal)
    gap = subtract(*turned.children)
    slope = subtract(replace(gap, {x: ONE}), replace(gap, {x: ZERO}))
    solved = negative(divide(replace(gap, {x: ZERO}), slope))
    for statement in alternatives(sequent.goal):
        tree = _example(Sequent(inner.hypotheses, statement), x, solved, prover)
        if tree is not None:
            return inference("turns", sequent, holding(inner, tree), arguments=(vanishing, k))
    return None


def _example(sequent: Sequent, x: Symbol, solved: Term, prover: Prover) -> ProofTree | None:
    """An integer for which one of the alternatives gives the unknown this value."""
    goal, tables = sequent.goal, prover.tables
    if not isinstance(goal, Binder) or goal.variable.sort != INTEGER:
        return None
    for part in list(alternatives(goal.open(ZERO))):
        if head_of(part) != "eq" or part.children[0] is not x:
            continue
        position = list(alternatives(goal.open(ZERO))).index(part)
        start, following = (list(alternatives(goal.open(n)))[position].children[1] for n in (ZERO, ONE))
        facts = tables.facts(sequent.hypotheses)
        step = canonical(subtract(following, start), facts, tables.effort)
        if step is ZERO:
            continue
        number = canonical(divide(subtract(solved, start), step), facts, tables.effort)
        if tables.proves(sequent.hypotheses, integral(number)):
            said = list(alternatives(goal.open(number)))[position]
            there = prover.prove(sequent.hypotheses, said, 0.3)
            if there is not None:
                held = holding(Sequent(sequent.hypotheses, goal.open(number)), there)
                return inference("example", sequent, held, arguments=(number,))
    return None


METHOD = Method(
    name="trigonometric",
    rank=12,
    search=search,
    heads=frozenset(("exists", "or")),
    proves=examples(
        r"\sin x = \frac12 \Rightarrow \exists k \in \mathbb{Z}: x = \frac{\pi}{6} + 2k\pi"
        r" \lor x = \frac{5\pi}{6} + 2k\pi",
        r"\tan x = 1 \Rightarrow \exists k \in \mathbb{Z}: x = \frac{\pi}{4} + k\pi",
        r"\cos(2x) = -\frac12 \Rightarrow \exists k \in \mathbb{Z}: x = \frac{\pi}{3} + k\pi"
        r" \lor x = -\frac{\pi}{3} + k\pi",
    ),
    declines=examples(
        r"\sin x = \frac12 \Rightarrow \exists k \in \mathbb{Z}: x = \frac{\pi}{6} + 2k\pi",
        r"\tan x = 1 \Rightarrow \exists k \in \mathbb{Z}: x = \frac{\pi}{4} + 2k\pi",
    ),
)
