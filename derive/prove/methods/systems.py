"""Linear equations with several unknowns: values that solve them, by elimination."""

from dataclasses import dataclass
from typing import Final

from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.facts_polynomials import expanded
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import ONE, ZERO, Apply, Binder, Number, Symbol, Term, divide, fresh, multiply, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.combination import combined
from derive.prove.isolation import split_off
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import conjuncts, head_of

MOST_UNKNOWN: Final = 6
Row = list[Term]


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Values that solve equations, or the value of one unknown from known equations."""
    effort.charge(sequent.goal.size)
    return _known(sequent, prover) if head_of(sequent.goal) == "eq" else _there_are(sequent, effort, prover)


def _known(sequent: Sequent, prover: Prover) -> ProofTree | Declined | None:
    """The equations with the factors with which they add up to the goal."""
    x, value = sequent.goal.children
    if not isinstance(x, Symbol) or x.sort != REAL or x in value.symbols:
        return None
    stated = [h for h in sequent.hypotheses if head_of(h) == "eq" and _is_of_numbers(h)]
    about = {s for h in stated if x in h.symbols for s in h.symbols} - value.symbols
    unknown = (x, *sorted((s for s in about if s.sort == REAL and s is not x), key=lambda s: s.name))
    used = [h for h in stated if h.symbols & {*unknown}]
    if len(used) < 2 or len(unknown) > MOST_UNKNOWN:
        return None
    solver = _Solver(sequent.hypotheses, unknown, prover)
    found = [(h, r) for h in used if (r := solver.row(h)) is not None]
    unit = [[ONE if i == k else ZERO for i in range(len(found))] for k in range(len(found))]
    rows = [[*row[:-1], *unit[k], row[-1]] for k, (_, row) in enumerate(found)]
    if solver.solved(rows) is None:
        return None
    row = next((r for r in rows if r[0] is ONE and all(t is ZERO for t in r[1 : len(unknown)])), None)
    if row is None:
        return None
    factors = row[len(unknown) : -1]
    pairs = tuple((h, f) for (h, _), f in zip(found, factors, strict=True) if f is not ZERO)
    left, right = combined(x, value, pairs).children
    if not pairs or prover.tables.equal(left, right, sequent.hypotheses) is None:
        return Declined("prove.hypotheses-do-not-help")
    checked = axiom("normal-form", Sequent(sequent.hypotheses, Apply("eq", left, right)))
    arguments = tuple(t for pair in pairs for t in pair)
    return inference("combination", sequent, checked, arguments=arguments)


def _is_of_numbers(equation: Term) -> bool:
    return not any(shape_of(side) for side in equation.children)


def _there_are(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Each unknown in terms of those that are free, for which small numbers are taken."""
    goals, unknown = [sequent.goal], list[Symbol]()
    while isinstance(goals[-1], Binder) and goals[-1].kind == "exists" and goals[-1].variable.sort == REAL:
        unknown.append(fresh("x", REAL, goals[-1], *sequent.hypotheses, *unknown))
        goals.append(goals[-1].open(unknown[-1]))
    if not 2 <= len(unknown) <= MOST_UNKNOWN:
        return None
    effort.charge(10 * sequent.goal.size)
    solver = _Solver(sequent.hypotheses, tuple(unknown), prover)
    rows = [r for p in conjuncts(goals[-1]) if head_of(p) == "eq" and (r := solver.row(p)) is not None]
    values = solver.solved(rows) if rows else None
    if values is None:
        return None
    said = sequent.goal
    for value in values:
        said = said.open(value)  # type: ignore[attr-defined]  # one quantifier for each
    parts = [prover.prove(sequent.hypotheses, p, 0.6) for p in said.children]
    if head_of(said) != "and" or None in parts:
        return Declined("prove.no-example")
    tree = inference("every", Sequent(sequent.hypotheses, said), *(p for p in parts if p is not None))
    goals = [sequent.goal]
    for value in values[:-1]:
        goals.append(goals[-1].open(value))  # type: ignore[attr-defined]  # one quantifier for each
    for goal, value in zip(reversed(goals), reversed(values), strict=True):
        tree = inference("example", Sequent(sequent.hypotheses, goal), tree, arguments=(value,))
    return tree


@dataclass(frozen=True, slots=True)
class _Solver:
    """Elimination with coefficients that are terms; the last entry of a row is what the others add up to."""

    hypotheses: tuple[Term, ...]
    unknown: tuple[Symbol, ...]
    prover: Prover

    def row(self, equation: Term) -> Row | None:
        """The coefficients of an equation; None if it is not linear."""
        rest = expanded(self.simple(subtract(*equation.children)))
        row: Row = []
        for x in self.unknown:
            factor, rest = split_off(rest, x)
            if factor is None:
                return None
            row.append(term_of(factor))
        row.append(self.simple(multiply(Number(-1), term_of(rest))))
        return None if any({*self.unknown} & t.symbols for t in row) else row

    def simple(self, term: Term) -> Term:
        """The normal form of a term."""
        return canonical(term, self.prover.tables.facts(self.hypotheses), self.prover.tables.effort)

    def solved(self, rows: list[Row]) -> list[Term] | None:
        """Values of the unknowns; None if the equations contradict each other, or a pivot may be 0."""
        pivots: dict[int, int] = {}
        for k in range(len(rows)):
            column = self.pivot(rows[k])
            if column is None:
                if rows[k][-1] is not ZERO:
                    return None
                continue
            pivots[column] = k
            rows[k] = [self.simple(divide(t, rows[k][column])) for t in rows[k]]
            for i, other in enumerate(rows):
                if i != k and other[column] is not ZERO:
                    factor = other[column]
                    pairs = zip(other, rows[k], strict=True)
                    rows[i] = [self.simple(subtract(a, multiply(factor, b))) for a, b in pairs]
        free = [c for c in range(len(self.unknown)) if c not in pivots]
        chosen = {c: Number(n) for n, c in enumerate(free)}
        return [
            chosen[c] if c in chosen else self.value(rows[pivots[c]], chosen)
            for c in range(len(self.unknown))
        ]

    def pivot(self, row: Row) -> int | None:
        """Where a row has a coefficient that is not 0, best a number; None if it seems to have none."""
        found = [c for c, t in enumerate(row[: len(self.unknown)]) if t is not ZERO]
        plain = [c for c in found if isinstance(row[c], Number)]
        known = (c for c in found if self.prover.tables.proves(self.hypotheses, Apply("ne", row[c], ZERO)))
        return plain[0] if plain else next(known, None)

    def value(self, row: Row, chosen: dict[int, Number]) -> Term:
        """What a row says of its unknown, with values for the free ones."""
        known = row[-1]
        for column, number in chosen.items():
            known = subtract(known, multiply(row[column], number))
        return self.simple(known)


METHOD = Method(
    name="systems",
    rank=28,
    search=search,
    heads=frozenset(("exists", "eq")),
    proves=examples(
        r"\exists x \in \mathbb{R}\ \exists y \in \mathbb{R}: x + y = 3, x - 2 y = 7",
        (r"\exists x \in \mathbb{R}\ \exists y \in \mathbb{R}: x + y = 1, x + a y = 2", r"a \ne 1"),
        (r"y = \frac{1}{a - 1}", r"x + y = 1", r"x + a y = 2", r"a \ne 1"),
    ),
    declines=examples(
        r"\exists x \in \mathbb{R}\ \exists y \in \mathbb{R}: x + y = 3, 2 x + 2 y = 7",
        (r"\exists x \in \mathbb{R}\ \exists y \in \mathbb{R}: x + y = 1, x + a y = 2",),
    ),
)
