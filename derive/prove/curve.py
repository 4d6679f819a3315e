"""The search for the sign of a function of one variable: by its slope, from an end, with balls between."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from derive.algebra.facts import NEGATIVE, POSITIVE, Facts
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.facts_polynomials import expanded
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.sort import REAL
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    divide,
    multiply,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.growth import MINUS_INFINITY, approached
from derive.prove.continuity import is_continuous
from derive.prove.isolation import positive_part, split_off
from derive.prove.landscape import named
from derive.prove.method import Prover, axiom, inference
from derive.prove.piece import Piece, piece_of
from derive.prove.propositions import head_of, negation
from derive.prove.rule import RejectedError, rules

MOST_SLOPES: Final = 7
MOST_CUTS: Final = 8


def variable_of(goal: Term) -> Symbol | None:
    """The one real variable of an inequality between continuous functions; None for other goals."""
    if len(goal.symbols) != 1 or any(isinstance(t, Binder) for t in subterms(goal)):
        return None
    (variable,) = goal.symbols
    if variable.sort != REAL or any(shape_of(side) for side in goal.children):
        return None
    return variable if all(is_continuous(side, variable) for side in goal.children) else None


@dataclass(slots=True)
class Curve:
    """Proofs about functions of one variable; every tree is for ``hypotheses |- 0 R f(x)``."""

    prover: Prover
    variable: Symbol
    cuts: int = 0
    failed: set[Sequent] = field(default_factory=set)

    def relation(self, sequent: Sequent, depth: int) -> ProofTree | None:
        """The relation between two sides, from that of 0 with their difference over what is positive."""
        left, right = sequent.goal.children
        head = head_of(sequent.goal)
        if head == "ne":
            return self._apart(sequent, depth)
        facts = self.prover.tables.facts(sequent.hypotheses)
        written = subtract(right, left)
        simple = positive_part(canonical(written, facts, self.prover.tables.effort), facts)
        if left is ZERO and simple[1] is right:
            return self.sign(sequent, depth)
        for factor, rest in dict.fromkeys(
            (*self._divided_by_factors(written, facts), simple, (ONE, written))
        ):
            if self._is_defined(rest, sequent):
                tree = self._multiple(sequent, factor, rest, depth)
                if tree is not None or depth > 0:
                    return tree
        return None

    def _divided_by_factors(self, gap: Term, facts: Facts) -> Iterator[tuple[Term, Term]]:
        """The gap over what stands before a logarithm, whose slope is a quotient then."""
        effort = self.prover.tables.effort
        polynomial = expanded(canonical(gap, facts, effort))
        for part in [b for m in polynomial for b, e in m if e == 1 and _is_logarithm(b)][:1]:
            factor, _ = split_off(polynomial, part)
            size = term_of(factor or {})
            sign = facts.sign(size)
            if self.variable in size.symbols and sign in {POSITIVE, NEGATIVE}:
                size = negative(size) if sign == NEGATIVE else size
                yield size, canonical(divide(gap, size), facts, effort)

    def _is_defined(self, term: Term, sequent: Sequent) -> bool:
        tables = self.prover.tables
        return all(tables.proves(sequent.hypotheses, d) for d in tables.definedness(term))

    def _multiple(self, sequent: Sequent, factor: Term, rest: Term, depth: int) -> ProofTree | None:
        left, right = sequent.goal.children
        product = multiply(factor, rest)
        equality = Apply("eq", subtract(right, left), product)
        first = self.prover.tables.equal(subtract(right, left), product, sequent.hypotheses)
        goal = Apply(head_of(sequent.goal), ZERO, rest)
        second = first and self.sign(Sequent(sequent.hypotheses, goal), depth)
        if not second:
            return None
        same = axiom("normal-form", Sequent(sequent.hypotheses, equality))
        return inference("multiple", sequent, same, second, arguments=(factor,))

    def _apart(self, sequent: Sequent, depth: int) -> ProofTree | None:
        left, right = sequent.goal.children
        for sides in ((left, right), (right, left)):
            below = Sequent(sequent.hypotheses, Apply("lt", *sides))
            tree = self.relation(below, depth)
            if tree is not None:
                return inference("apart", sequent, tree)
        return None

    def sign(self, sequent: Sequent, depth: int) -> ProofTree | None:
        """That a function is positive, or not negative, on the interval of its variable."""
        hypotheses, function = sequent.hypotheses, sequent.goal.children[1]
        if self.variable not in function.symbols:
            return self.prover.prove(hypotheses, sequent.goal, 0.8)
        if self.prover.tables.proves(hypotheses, sequent.goal):
            return axiom("fact", sequent)
        if sequent in self.failed:
            return None
        piece = piece_of(sequent, self.variable, self.prover.tables)
        if depth >= MOST_SLOPES or piece is None or not piece.looks_true():
            return None
        tree = self._enclosed(piece) or self._by_slope(piece, depth) or self._by_factors(piece, depth)
        if tree is None or not self._stands(tree):
            self.failed.add(sequent)
            return None
        return tree

    def _stands(self, tree: ProofTree) -> bool:
        """Whether the last node is an instance of its rule."""
        try:
            rules()[tree.rule](tree, self.prover.tables)
        except RejectedError:
            return False
        return True

    def _by_factors(self, piece: Piece, depth: int) -> ProofTree | None:
        """From the signs of the factors of a product, each shown by itself."""
        tables, hypotheses = self.prover.tables, piece.sequent.hypotheses
        bases = [b for b in _bases(piece.function) if self.variable in b.symbols]
        if not bases or bases == [piece.function]:
            return None
        steps: list[ProofTree] = []
        known = hypotheses
        for base in dict.fromkeys(bases):
            if tables.facts(known).sign(base) in {POSITIVE, NEGATIVE}:
                continue
            below = piece.is_negative(base, tables.effort)
            claim = Apply("lt", base, ZERO) if below else Apply("lt", ZERO, base)
            step = self.relation(Sequent(known, claim), depth + 1)
            if step is None:
                return None
            steps.append(step)
            known = (*known, claim)
        if not steps or not tables.proves(known, piece.sequent.goal):
            return None
        tree = axiom("fact", Sequent(known, piece.sequent.goal))
        for step in reversed(steps):
            conclusion = Sequent(step.conclusion.hypotheses, piece.sequent.goal)
            tree = inference("lemma", conclusion, step, tree, arguments=(step.conclusion.goal,))
        return tree

    def _enclosed(self, piece: Piece) -> ProofTree | None:
        """One node with the parts on which balls show the relation, if the interval is compact."""
        cuts = piece.parts(self.prover.tables)
        if cuts is None:
            return None
        return axiom("enclosed", piece.sequent, self.variable, *map(Number, cuts))

    def _by_slope(self, piece: Piece, depth: int) -> ProofTree | None:
        turning = piece.turning(self.prover.tables.effort)
        if not turning:
            return self._from_end(piece, depth)
        if self.cuts >= MOST_CUTS:
            return None
        self.cuts += 1
        place, direction = turning[0]
        for name in named(place) if direction > 0 else ():
            if piece.has_inside(name):
                return self._divided(piece.sequent, (name,), depth)
        around = piece.bracket(place, self.prover.tables)
        return self._divided(piece.sequent, tuple(map(Number, around)), depth) if around else None

    def _divided(self, sequent: Sequent, cuts: tuple[Term, ...], depth: int) -> ProofTree | None:
        """The parts below, between and above the cuts, which ascend."""
        if not cuts:
            return self.sign(sequent, depth)
        case = Apply("le", self.variable, cuts[0])
        below = self.sign(Sequent((*sequent.hypotheses, case), sequent.goal), depth)
        above = below and self._divided(
            Sequent((*sequent.hypotheses, negation(case)), sequent.goal), cuts[1:], depth
        )
        return inference("split", sequent, below, above, arguments=(case,)) if below and above else None

    def _from_end(self, piece: Piece, depth: int) -> ProofTree | None:
        """From the value or the limit at the end where the function is smallest."""
        rising = piece.rises
        end = piece.interval.low if rising else piece.interval.high
        kept = tuple(h for h in piece.sequent.hypotheses if self.variable not in h.symbols)
        tree = None if end is None else self._from_value(piece, end, kept, depth)
        if tree is None:
            point = end if end is not None else MINUS_INFINITY if rising else INFINITY
            tree = self._from_limit(piece, point, kept, depth)
        return tree

    def _from_value(self, piece: Piece, end: Term, kept: tuple[Term, ...], depth: int) -> ProofTree | None:
        tables = self.prover.tables
        at_end = replace(piece.function, {self.variable: end})
        if not all(tables.proves(kept, d) for d in tables.definedness(at_end)):
            return None
        head = head_of(piece.sequent.goal)
        beyond = Apply("lt" if piece.rises else "gt", end, self.variable)
        open_end = tables.proves(piece.sequent.hypotheses, beyond)
        for first, second in (("le", head), ("lt", "le")) if head == "lt" else (("le", "le"),):
            if first == "lt" and not open_end:
                break
            start = self.prover.prove(kept, Apply(second, ZERO, at_end), 0.5)
            slope = start and self._slope(piece, first, (*kept, *piece.bounds, beyond), depth)
            if slope and start:
                return inference("mean-value", piece.sequent, slope, start, arguments=(self.variable, end))
        return self._cut_once(piece, depth) if head == "lt" and open_end else None

    def _cut_once(self, piece: Piece, depth: int) -> ProofTree | None:
        """Close to the end and far from it: where a slope vanishes far away, f is positive already."""
        if self.cuts >= MOST_CUTS:
            return None
        self.cuts = MOST_CUTS
        return self._divided(piece.sequent, (Number(piece.middle),), depth)

    def _slope(self, piece: Piece, head: str, hypotheses: tuple[Term, ...], depth: int) -> ProofTree | None:
        """That the slope has the sign that it seems to have."""
        sides = (ZERO, piece.slope) if piece.rises else (piece.slope, ZERO)
        return self.relation(Sequent(tuple(dict.fromkeys(hypotheses)), Apply(head, *sides)), depth + 1)

    def _from_limit(self, piece: Piece, point: Term, kept: tuple[Term, ...], depth: int) -> ProofTree | None:
        tables = self.prover.tables
        limit = approached(piece.function, self.variable, point, "lt" if piece.rises else "gt")
        found = tables.limit(limit, kept)
        if found is None or found in {INFINITY, MINUS_INFINITY}:
            return None
        infinite = point in {INFINITY, MINUS_INFINITY}
        beyond = () if infinite else (Apply("lt" if piece.rises else "gt", point, self.variable),)
        if not all(tables.proves(piece.sequent.hypotheses, b) for b in beyond):
            return None
        bounds = (piece.low_bounds if point is INFINITY else piece.high_bounds) if infinite else piece.bounds
        head = head_of(piece.sequent.goal)
        for first, second in (("lt", "le"), ("le", "lt")) if head == "lt" else (("le", "le"),):
            end = self.prover.prove(kept, Apply(second, ZERO, found), 0.5)
            slope = end and self._slope(piece, first, (*kept, *bounds, *beyond), depth)
            if slope and end:
                same = axiom("limit-value", Sequent(kept, Apply("eq", limit, found)))
                arguments = (self.variable, point, found)
                return inference("from-limit", piece.sequent, slope, same, end, arguments=arguments)
        return None


def _is_logarithm(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "log"


def _bases(term: Term) -> list[Term]:
    """The factors of a product, without their exponents."""
    if isinstance(term, Apply) and term.head == "multiply":
        return [b for child in term.children for b in _bases(child)]
    if isinstance(term, Apply) and term.head == "power" and isinstance(term.children[1], Number):
        return [term.children[0]]
    return [term]
