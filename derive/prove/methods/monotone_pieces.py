"""Not too many zeros: no two where a function is monotone, none where it has another sign."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from derive.algebra.differentiate import resolve
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import ONE, ZERO, Apply, Number, Symbol, Term, replace, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.constant import is_bound_of
from derive.prove.disjunctions import holding
from derive.prove.indefinite import derivative
from derive.prove.landscape import named, rational_near, value
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import alternatives, head_of, negation
from derive.prove.roots import roots_of
from derive.prove.rule import RejectedError, rules
from derive.prove.zeros import MOST_ZEROS, Seen, look, number_of

WIDTHS: Final = (0.1, 1e-2, 1e-3, 1e-5)


@dataclass(frozen=True, slots=True)
class Few:
    """A disjunction that says that not all of some ascending numbers are zeros."""

    goal: Term
    numbers: tuple[Symbol, ...]
    seen: Seen
    cuts: tuple[Term, ...]
    prover: Prover

    def is_empty(self, piece: int) -> bool:
        """Whether there seems to be no zero between two of the cuts."""
        if self.seen.function.symbols != {self.numbers[0]}:
            return False
        ends = [number_of(c) for c in self.cuts]
        return not any(sum(e <= z for e in ends) == piece for z in self.seen.zeros)


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """A contradiction from zeros that ascend, by where they lie between the places where a function turns."""
    effort.charge(sequent.goal.size)
    parts = list(alternatives(sequent.goal))
    order = [p.children for p in parts if head_of(p) == "ge" and all(map(_is_number, p.children))]
    numbers = tuple(dict.fromkeys(s for pair in order for s in pair if isinstance(s, Symbol)))
    if not numbers or len(numbers) > MOST_ZEROS or list(pairwise(numbers)) != order:
        return None
    x = numbers[0]
    equation = next((p for p in parts if head_of(p) == "ne" and {*numbers} & p.symbols == {x}), None)
    seen = None if equation is None else look(equation, x, sequent.hypotheses, prover)
    if seen is None:
        return None
    for cuts in _cuts(seen, x, sequent.hypotheses, prover):
        few = Few(sequent.goal, numbers, seen, cuts, prover)
        tree = _supposed(few, sequent.hypotheses, parts)
        if tree is not None:
            return tree
    return Declined("prove.cases-open")


def _is_number(term: Term) -> bool:
    return isinstance(term, Symbol) and term.sort == REAL


def _cuts(seen: Seen, x: Symbol, hypotheses: tuple[Term, ...], prover: Prover) -> list[tuple[Term, ...]]:
    """Where the function turns, or else numbers on both sides between which it has no zero: what to try."""
    if seen.function.symbols != {x}:
        tables = prover.tables
        turning = list(roots_of(Apply("eq", seen.slope, ZERO), x, hypotheses, tables))[:1]
        there = [d for t in turning for d in tables.definedness(t)]
        return [(), tuple(turning)] if all(tables.proves(hypotheses, d) for d in there) else [()]
    found: list[Term] = []
    for place in seen.turns:
        name = next(named(place), None)
        around = [] if isinstance(name, Number) else _around(seen.function, x, place, prover)
        found += around or ([] if name is None else [name])
    return [tuple(found)]


def _around(function: Term, x: Symbol, place: float, prover: Prover) -> list[Term]:
    for width in WIDTHS:
        ends = [rational_near(place + side * width, place, None) for side in (-1, 1)]
        values = [value(function, x, p, prover.tables.effort) for p in (*map(float, ends), place)]
        if all(v and v > 0 for v in values) or all(v and v < 0 for v in values):
            return [Number(e) for e in ends]
    return []


def _supposed(few: Few, known: tuple[Term, ...], parts: list[Term]) -> ProofTree | None:
    """Each part of the disjunction holds, or its opposite is supposed."""
    if not parts:
        return _placed(few, known, (), 0)
    sequent = Sequent(known, few.goal)
    case = negation(parts[0])
    there = _supposed(few, (*known, case), parts[1:])
    if there is None:
        return None
    holds = axiom("hypothesis", Sequent((*known, parts[0]), parts[0]))
    return inference("split", sequent, there, _part(few, (*known, parts[0]), holds), arguments=(case,))


def _part(few: Few, known: tuple[Term, ...], tree: ProofTree) -> ProofTree:
    return holding(Sequent(known, few.goal), tree)


def _placed(few: Few, known: tuple[Term, ...], where: tuple[int, ...], cut: int) -> ProofTree | None:
    """A contradiction, by where the next of the zeros lies between the cuts, from this one on."""
    if len(where) == len(few.numbers):
        return None
    x = few.numbers[len(where)]
    if cut == len(few.cuts):
        return _inside(few, known, where, cut)
    case = Apply("lt", x, few.cuts[cut])
    below = _inside(few, (*known, case), where, cut)
    above = below and _placed(few, (*known, negation(case)), where, cut + 1)
    if not below or not above:
        return None
    return inference("split", Sequent(known, few.goal), below, above, arguments=(case,))


def _inside(few: Few, known: tuple[Term, ...], where: tuple[int, ...], piece: int) -> ProofTree | None:
    """A contradiction from a zero in a piece: there is none, or it is the second one, or from the next."""
    sequent = Sequent(known, few.goal)
    x = few.numbers[len(where)]
    if where and piece < where[-1]:
        return _absurd(sequent, few)
    if few.is_empty(piece):
        return _without(few, known, x)
    if where and piece == where[-1]:
        return _twice(few, sequent, few.numbers[len(where) - 1], x, piece)
    return _placed(few, known, (*where, piece), 0)


def _without(few: Few, known: tuple[Term, ...], x: Symbol) -> ProofTree | None:
    """That x is no zero, if only what is said of it beside that is used."""
    bounds = tuple(h for h in known if h.symbols == {x} and head_of(h) not in ("eq", "ne"))
    apart = next(p for p in alternatives(few.goal) if head_of(p) == "ne" and x in p.symbols)
    tree = few.prover.prove(bounds, apart, 0.15)
    return None if tree is None else _part(few, known, tree)


def _twice(few: Few, sequent: Sequent, first: Symbol, second: Symbol, piece: int) -> ProofTree | None:
    """The function is monotone between two of its zeros."""
    values = [replace(few.seen.function, {few.numbers[0]: s}) for s in (first, second)]
    kept = tuple(h for h in sequent.hypotheses if not (head_of(h) == "eq" and h.symbols & {*few.numbers}))
    for below, above in _directions(few, values, piece):
        gap = subtract(above, below)
        tree = _by_slope(few, kept, gap, (first, second), piece) or few.prover.prove(
            kept, Apply("lt", below, above), 0.2
        )
        if tree is not None:
            return _apart(few, sequent, tree, second, first if below is values[0] else second)
    return None


def _directions(few: Few, values: list[Term], piece: int) -> list[list[Term]]:
    """The values in the order in which they seem to grow, or in both."""
    x = few.numbers[0]
    if few.seen.function.symbols != {x}:
        return [values, values[::-1]]
    ends = [number_of(c) for c in few.cuts]
    zero = next((z for z in few.seen.zeros if sum(e <= z for e in ends) == piece), 0.0)
    slope = value(few.seen.slope, x, zero, few.prover.tables.effort)
    return [values if slope is None or slope >= 0 else values[::-1]]


def _by_slope(
    few: Few, known: tuple[Term, ...], gap: Term, pair: tuple[Symbol, Symbol], piece: int
) -> ProofTree | None:
    """That a difference of values is positive, by the slope from the first number to the second."""
    first, second = pair
    bounds = [h for h in known if is_bound_of(second, h) and not h.symbols & {*few.numbers} - {second}]
    if piece:
        bounds.append(Apply("lt", few.cuts[piece - 1], second))
    others = tuple(h for h in known if not h.symbols & {*few.numbers} - {first})
    slope = Apply("lt", ZERO, resolve(derivative(gap, second)))
    rises = few.prover.prove((*others, *dict.fromkeys(bounds)), slope, 0.15)
    kept = tuple(h for h in known if second not in h.symbols)
    start = rises and few.prover.prove(kept, Apply("le", ZERO, replace(gap, {second: first})), 0.2)
    if not rises or not start:
        return None
    tree = inference(
        "mean-value", Sequent(known, Apply("lt", ZERO, gap)), rises, start, arguments=(second, first)
    )
    return tree if _stands(tree, few.prover) else None


def _stands(tree: ProofTree, prover: Prover) -> bool:
    """Whether the last node is an instance of its rule."""
    try:
        rules()[tree.rule](tree, prover.tables)
    except RejectedError:
        return False
    return True


def _apart(few: Few, sequent: Sequent, tree: ProofTree, second: Symbol, low: Symbol) -> ProofTree | None:
    """The second is no zero, as the function is larger or smaller there than at the first."""
    part = next(p for p in alternatives(few.goal) if head_of(p) == "ne" and second in p.symbols)
    left, right = part.children
    sides = (left, right) if low is second else (right, left)
    below, above = tree.conclusion.goal.children
    known, gap = sequent.hypotheses, Apply("multiply", ONE, subtract(above, below))
    same = few.prover.prove(known, Apply("eq", subtract(*reversed(sides)), gap), 0.2)
    if same is None:
        return None
    larger = inference("moved", Sequent(known, Apply("lt", *sides)), same, tree, arguments=(ONE,))
    return _part(few, known, inference("apart", Sequent(known, part), larger))


def _absurd(sequent: Sequent, few: Few) -> ProofTree | None:
    """From hypotheses of which the others refute one."""
    about = (h for h in reversed(sequent.hypotheses) if h.symbols & {*few.numbers})
    trees = (axiom("absurd", sequent, h) for h in about)
    return next((t for t in trees if _stands(t, few.prover)), None)


METHOD = Method(
    name="monotone_pieces",
    rank=29,
    search=search,
    heads=frozenset(("or",)),
    proves=examples(
        r"x \ge y \lor e^x \ne -x \lor e^y \ne -y",
        r"x \ge y \lor y \ge z \lor x^2 \ne 2 \lor y^2 \ne 2 \lor z^2 \ne 2",
        (r"x \ge y \lor x^3 + p x + q \ne 0 \lor y^3 + p y + q \ne 0", "p > 0"),
    ),
    declines=examples(
        r"x \ge y \lor e^x \ne 3 x \lor e^y \ne 3 y",
        (r"x \ge y \lor x^3 + p x + q \ne 0 \lor y^3 + p y + q \ne 0", "p < 0"),
    ),
)
