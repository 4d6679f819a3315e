"""Goals that say that something exists: witnesses from what the statement says of it."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    HALF,
    ONE,
    PI,
    TWO,
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
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import conjuncts
from derive.prove.roots import roots_of

MOST_TRIED: Final = 24
PARTS: Final = (ONE, HALF, Number(Fraction(1, 3)), Number(Fraction(1, 4)), Number(Fraction(1, 10)), TWO)
PLAIN: Final = (*map(Number, (0, 1, 2, -1, 3, 4, 5, 6, 7, 8, 9, 10)), HALF)
QUARTER, REST = Number(Fraction(1, 4)), Number(Fraction(3, 4))


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The statement about the first candidate for which it is proved."""
    goal = sequent.goal
    if not isinstance(goal, Binder) or goal.variable.sort not in (REAL, INTEGER):
        return None
    found = dict.fromkeys(_candidates(goal, sequent, prover))
    for term in list(found)[:MOST_TRIED]:
        effort.charge(goal.size)
        statement = goal.open(term)
        if not _is_allowed(goal, term, statement, sequent, prover):
            continue
        tree = prover.prove(sequent.hypotheses, statement, 0.3)
        if tree is not None:
            return inference("example", sequent, tree, arguments=(term,))
    return Declined("prove.no-example")


def _is_allowed(goal: Binder, term: Term, statement: Term, sequent: Sequent, prover: Prover) -> bool:
    tables = prover.tables
    if goal.variable.sort == INTEGER and tables.sort(term) != INTEGER:
        return False
    needed = (*tables.definedness(term), *tables.sides_defined(statement))
    return all(tables.proves(sequent.hypotheses, c) for c in needed)


def _candidates(goal: Binder, sequent: Sequent, prover: Prover) -> Iterator[Term]:
    """Solutions of equations, ends of ranges, what other quantities suggest, small numbers."""
    unknown = fresh("x", goal.variable.sort, goal, *sequent.hypotheses)
    stated = [p for p in conjuncts(goal.open(unknown)) if isinstance(p, Apply)]
    for part in stated:
        if part.head == "eq" and unknown in part.symbols:
            yield from roots_of(part, unknown, sequent.hypotheses, prover.tables)
    yield from _between(stated, unknown)
    yield from PLAIN
    if goal.variable.sort == REAL:
        yield from (Apply("exp", ONE), Apply("exp", Number(-1)), PI, multiply(HALF, PI))
    about = frozenset[Symbol]().union(goal.symbols, *(h.symbols for h in sequent.hypotheses))
    named_so = sorted((s for s in about if s.sort == goal.variable.sort), key=lambda s: s.name)
    yield from named_so
    if goal.variable.sort == REAL:
        yield from _suggested(named_so)
    else:
        yield from _whole(about)


def _between(stated: list[Apply], unknown: Symbol) -> Iterator[Term]:
    """Numbers beyond one bound, or halfway between two."""
    low = [t for p in stated for t in _bound(p, unknown, ("gt", "ge"), ("lt", "le"))]
    high = [t for p in stated for t in _bound(p, unknown, ("lt", "le"), ("gt", "ge"))]
    for a in low:
        for b in high:
            yield multiply(HALF, add(a, b))
            yield from (add(multiply(p, a), multiply(q, b)) for p, q in ((QUARTER, REST), (REST, QUARTER)))
    for a in low:
        yield add(a, ONE)
        yield add(Apply("floor", a), ONE)
    for b in high:
        yield subtract(b, ONE)
        yield from (multiply(p, b) for p in PARTS)


def _bound(part: Apply, unknown: Symbol, left: tuple[str, ...], right: tuple[str, ...]) -> Iterator[Term]:
    """What the unknown is compared with, in this direction."""
    if part.head in left and part.children[0] is unknown and unknown not in part.children[1].symbols:
        yield part.children[1]
    if part.head in right and part.children[1] is unknown and unknown not in part.children[0].symbols:
        yield part.children[0]


def _suggested(symbols: list[Symbol]) -> Iterator[Term]:
    """Parts, and the least of parts and 1, of quantities."""
    for symbol in symbols:
        yield from (multiply(p, symbol) for p in PARTS)
        yield from (Apply("min", ONE, multiply(p, symbol)) for p in PARTS[1:-1])
        yield from (add(symbol, ONE), subtract(symbol, ONE), negative(symbol), divide(ONE, symbol))


def _whole(symbols: frozenset[Symbol]) -> Iterator[Term]:
    """Integers near integers, and above real quantities and their reciprocals."""
    for symbol in sorted(symbols, key=lambda s: s.name):
        if symbol.sort == INTEGER:
            yield from (add(symbol, ONE), subtract(symbol, ONE), negative(symbol), multiply(TWO, symbol))
        elif symbol.sort == REAL:
            yield from (add(Apply("floor", t), ONE) for t in (symbol, divide(ONE, symbol)))


METHOD = Method(
    name="examples",
    rank=30,
    search=search,
    heads=frozenset(("exists",)),
    proves=examples(
        r"\exists x \in \mathbb{R}: x^2 = 2",
        r"\forall x \in \mathbb{R}\ \exists y \in \mathbb{R}: y > x",
        r"\exists n \in \mathbb{N}: n^2 = 49",
        r"\forall \varepsilon > 0\ \exists \delta > 0: \delta < \varepsilon",
    ),
    declines=examples(
        r"\exists x \in \mathbb{R}: x^2 = -2",
        r"\exists n \in \mathbb{N}: n^2 = 2",
        r"\exists y \in \mathbb{R}\ \forall x \in \mathbb{R}: y > x",
    ),
)
