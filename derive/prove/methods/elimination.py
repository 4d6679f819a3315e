"""Equations among the hypotheses, used after both sides and the equation were brought to canonical form."""

from collections.abc import Iterator
from functools import reduce

from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import Apply, Number, Term, replace, subterms, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.combination import combined
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Each equation in turn: a symbol is eliminated, a canonical part is replaced, or one side rewritten."""
    equations = [h for h in sequent.hypotheses if head_of(h) == "eq"]
    for equation in equations:
        effort.charge(equation.size + sequent.goal.size)
        array = bool(shape_of(equation.children[0]))
        tree = _one_side(equation, sequent, prover) if array else _scalar(equation, sequent, prover)
        if tree is not None:
            return tree
    return Declined("prove.hypotheses-do-not-help") if equations else None


def _scalar(equation: Term, sequent: Sequent, prover: Prover) -> ProofTree | None:
    if any(shape_of(side) for side in sequent.goal.children):
        return None
    return _by_symbol(equation, sequent, prover) or _by_part(equation, sequent, prover)


def _by_symbol(equation: Term, sequent: Sequent, prover: Prover) -> ProofTree | None:
    """A symbol that occurs linearly is replaced by what the equation says it is."""
    for symbol, value, factor in _solutions(equation, sequent.goal):
        solved = Sequent(sequent.hypotheses, Apply("eq", symbol, value))
        first = _combination(solved, equation, factor, prover)
        rest = first and prover.prove(sequent.hypotheses, replace(sequent.goal, {symbol: value}))
        if first is not None and rest is not None:
            return inference("exchange", sequent, first, rest, arguments=(symbol, value))
    return None


def _combination(solved: Sequent, equation: Term, factor: Term, prover: Prover) -> ProofTree | None:
    """That an equation is a multiple of a known one."""
    ends = solved.goal.children
    left, right = combined(ends[0], ends[1], ((equation, factor),)).children
    if prover.tables.equal(left, right, solved.hypotheses) is None:
        return None
    checked = axiom("normal-form", Sequent(solved.hypotheses, Apply("eq", left, right)))
    return inference("combination", solved, checked, arguments=(equation, factor))


def _solutions(equation: Term, goal: Term) -> Iterator[tuple[Term, Term, Term]]:
    """Symbols of the goal that are summands of a side: symbol, value, and the factor of the equation."""
    left, right = equation.children
    for side, other, sign in ((left, right, 1), (right, left, -1)):
        for part in side.children if head_of(side) == "add" else ():
            rest = [c for c in side.children if c is not part]
            if part in goal.symbols and not any(part in t.symbols for t in (*rest, other)):
                yield part, reduce(subtract, rest, other), Number(sign)


def _by_part(equation: Term, sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The canonical form of one side of the equation, where it occurs in those of the goal's sides."""
    hypotheses, tables = sequent.hypotheses, prover.tables
    facts = tables.facts(hypotheses)
    sides = [canonical(side, facts, tables.effort) for side in sequent.goal.children]
    goal = Apply("eq", *sides)
    for known, value in (equation.children, equation.children[::-1]):
        part = canonical(known, facts, tables.effort)
        if isinstance(part, Number) or part not in set(subterms(goal)):
            continue
        factor = Number(1 if known is equation.children[0] else -1)
        other = canonical(value, facts, tables.effort)
        same = _combination(Sequent(hypotheses, Apply("eq", part, other)), equation, factor, prover)
        rest = same and prover.prove(hypotheses, replace(goal, {part: other}))
        if same is not None and rest is not None:
            tree = inference("exchange", Sequent(hypotheses, goal), same, rest, arguments=(part, other))
            return _exchanged(sequent, sides, tree, prover)
    return None


def _exchanged(sequent: Sequent, sides: list[Term], tree: ProofTree, prover: Prover) -> ProofTree | None:
    """From the goal about canonical sides, the goal as it was: first the right side, then the left."""
    hypotheses = sequent.hypotheses
    left, right = sequent.goal.children
    first, last = (
        _canonical_link(hypotheses, *pair, prover) for pair in ((left, sides[0]), (right, sides[1]))
    )
    if first is None or last is None:
        return None
    there = inference("transitivity", Sequent(hypotheses, Apply("eq", left, sides[1])), first, tree)
    back = Sequent(hypotheses, Apply("eq", sides[1], right))
    return inference("transitivity", sequent, there, inference("symmetry", back, last))


def _canonical_link(hypotheses: tuple[Term, ...], side: Term, form: Term, prover: Prover) -> ProofTree | None:
    conclusion = Sequent(hypotheses, Apply("eq", side, form))
    if side is form:
        return axiom("reflexivity", conclusion)
    found = prover.tables.equal(side, form, hypotheses)
    return None if found is None else axiom("normal-form", conclusion)


def _one_side(equation: Term, sequent: Sequent, prover: Prover) -> ProofTree | None:
    """An equation between arrays, such as ``A^T = A``, applied in one side of the goal only."""
    for old, new in (equation.children, equation.children[::-1]):
        for place, side in enumerate(sequent.goal.children):
            changed = replace(side, {old: new})
            if changed is side or replace(changed, {new: old}) is not side:
                continue
            goal = Apply("eq", *(changed if i == place else c for i, c in enumerate(sequent.goal.children)))
            rest = prover.attempt(Sequent(sequent.hypotheses, goal))
            if rest is None:
                continue
            same = Sequent(sequent.hypotheses, Apply("eq", side, side))
            moved = Sequent(sequent.hypotheses, Apply("eq", side, changed))
            link = inference("rewriting", moved, axiom("reflexivity", same), arguments=(new, old))
            return inference("exchange", sequent, link, rest, arguments=(side, changed))
    return None


METHOD = Method(
    name="elimination",
    rank=27,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples(
        (r"\sum_{i=1}^n p_i x = x", r"\sum_{i=1}^n p_i = 1", r"p \in \mathbb{R}^n"),
        (r"\frac{a}{a+b} = 1 - b", "a + b = 1"),
        (r"x^T A y = y^T A x", r"A \in \mathbb{R}^{n \times n}", r"x, y \in \mathbb{R}^n", "A^T = A"),
    ),
    declines=examples((r"\sum_{i=1}^n p_i x = 2 x", r"\sum_{i=1}^n p_i = 1", r"p \in \mathbb{R}^n")),
)
