"""Tangents of exponentials, logarithms and powers: which an inequality asks for, and proofs from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from derive.algebra.facts import NEGATIVE, POSITIVE, Facts
from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.normal_form.equality import canonical
from derive.core.sort import REAL
from derive.core.term import (
    HALF,
    ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    fresh,
    multiply,
    negative,
    replace,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.isolation import split_off
from derive.prove.method import Prover, axiom, inference
from derive.prove.propositions import head_of
from derive.theory.tangents import TANGENTS

MOST_POINTS: Final = 5


@dataclass(frozen=True, slots=True)
class Use:
    """One tangent: its name, ``x``, the exponent, and the factor; ``turned`` where x and m change places."""

    name: str
    at: Term
    exponent: Term
    factor: Term
    turned: bool = False

    def arguments(self, point: Term) -> tuple[Term, ...]:
        """The arguments of the rule."""
        x, m = (point, self.at) if self.turned else (self.at, point)
        return Symbol(self.name, REAL), x, m, self.exponent, self.factor

    def gain(self, point: Term) -> Term:
        """The factor times what the larger side is above the smaller one."""
        _, x, m, r, k = self.arguments(point)
        found = TANGENTS[self.name](x, m, r)
        return multiply(k, subtract(found.large, found.small))


def atoms_of(goal: Term, *, powers: bool = False) -> list[Apply]:
    """Values of exponentials, logarithms and powers with symbolic exponents, the outermost ones.

    With ``powers`` also powers whose exponent is a number.
    """
    found: dict[Apply, None] = {}
    waiting = [goal]
    while waiting:
        term = waiting.pop()
        if isinstance(term, Apply) and term.symbols and _is_atom(term, powers=powers):
            if not any(s.is_bound for s in term.symbols):
                found[term] = None
        elif isinstance(term, Apply):
            waiting += term.children
    moving = [t for t in found if not (t.head == "power" and isinstance(t.children[0], Number))]
    return sorted(moving or found, key=lambda t: t.digest)


def _is_atom(term: Apply, *, powers: bool) -> bool:
    if term.head == "power":
        return powers or not isinstance(term.children[1], Number)
    return term.head in {"exp", "log"}


Plan = tuple[list[Use], list[Term]]


def plans(
    atoms: list[Apply],
    names: dict[Term, Term],
    written: dict[Term, Term],
    polynomial: Polynomial,
    facts: Facts,
) -> Iterator[Plan]:
    """For each kind of function the tangents to use, and the points at which they may touch."""
    factors: dict[Apply, Term] = {}
    for atom in atoms:
        factor, _ = split_off(polynomial, names[atom])
        if factor is not None:
            factors[atom] = replace(term_of(factor), written)
    signs = {a: facts.sign(f) for a, f in factors.items()}
    above = [a for a in factors if not signs[a] & NEGATIVE]
    below = [a for a in factors if not signs[a] & POSITIVE]
    logs = [_of_log(a, factors[a], a in above) for a in (*above, *below) if a.head == "log"]
    yield logs, [*(a.children[0] for a in atoms if a.head == "log"), ONE]
    exps = [Use("exp", _exponent(a), ZERO, factors[a]) for a in above if _is_exponential(a)]
    yield exps, [*_exponents(polynomial, written), ZERO, ONE]
    bases = [b for a in atoms if a.head == "power" for b in (a.children[0], multiply(HALF, a.children[0]))]
    rows = [(name, above) for name in ("convex-power", "negative-power", "square")]
    for name, chosen in (*rows, ("concave-power", below)):
        sign = ONE if chosen is above else Number(-1)
        uses = [
            Use(name, a.children[0], a.children[1], factors[a] if sign is ONE else negative(factors[a]))
            for a in chosen
            if a.head == "power" and _may_be(name, a.children[1])
        ]
        yield uses, [ONE, *bases]


def _may_be(name: str, exponent: Term) -> bool:
    """Whether the exponent, if it is a number, is one of those that the tangent is for."""
    if not isinstance(exponent, Number):
        return name in {"convex-power", "concave-power"}
    value = exponent.value
    fits_to = {"convex-power": value > 1 and value != 2, "negative-power": value < 0, "square": value == 2}
    return fits_to.get(name, 0 < value < 1)


def _is_exponential(atom: Apply) -> bool:
    return atom.head == "exp" or (atom.head == "power" and not isinstance(atom.children[1], Number))


def _of_log(atom: Apply, factor: Term, is_above: bool) -> Use:
    (x,) = atom.children
    return Use("log", x, ZERO, factor, turned=True) if is_above else Use("log", x, ZERO, negative(factor))


def _exponent(atom: Apply) -> Term:
    """``u`` of what is ``exp(u)``."""
    if atom.head == "exp":
        return atom.children[0]
    return multiply(atom.children[1], Apply("log", atom.children[0]))


def _exponents(polynomial: Polynomial, written: dict[Term, Term]) -> Iterator[Term]:
    """The logarithms of the products with a negative coefficient."""
    for monomial, coefficient in polynomial.items():
        if coefficient < 0 and monomial:
            parts: list[Term] = []
            for base, exponent in monomial:
                atom = written.get(base)
                is_exponential = isinstance(atom, Apply) and _is_exponential(atom)
                log = _exponent(atom) if is_exponential else Apply("log", base)  # type: ignore[arg-type]  # an atom
                number = term_of({((base, exponent),): coefficient / coefficient})
                times = number.children[1] if isinstance(number, Apply) and number.head == "power" else ONE
                parts.append(log if times is ONE else multiply(times, log))
            yield add(*parts)


def by_tangents(sequent: Sequent, atoms: list[Apply], prover: Prover) -> ProofTree | None:
    """The inequality from tangents of its atoms."""
    facts, effort = prover.tables.facts(sequent.hypotheses), prover.tables.effort
    names: dict[Term, Term] = {}
    for atom in atoms:
        names[atom] = fresh(f"a{len(names)}", REAL, sequent.goal, *sequent.hypotheses, *names.values())
    written = {symbol: atom for atom, symbol in names.items()}
    left, right = (replace(side, names) for side in sequent.goal.children)
    polynomial = expanded(canonical(subtract(right, left), facts, effort))
    for uses, points in plans(atoms, names, written, polynomial, facts):
        for point in list(dict.fromkeys(points))[:MOST_POINTS]:
            tree = touching(sequent, uses, point, prover)
            if tree is not None:
                return tree
    return None


def touching(sequent: Sequent, uses: list[Use], point: Term, prover: Prover) -> ProofTree | None:
    """The inequality from these tangents at a point, and what is left."""
    tables, hypotheses = prover.tables, sequent.hypotheses
    uses = [u for u in uses if u.at is not point]
    if not uses or not fits(uses, point, hypotheses, prover):
        return None
    left, right = sequent.goal.children
    facts = tables.facts(hypotheses)
    gain = add(*(u.gain(point) for u in uses))
    rest = canonical(subtract(subtract(right, left), gain), facts, tables.effort)
    left_over = Sequent(hypotheses, Apply(head_of(sequent.goal), ZERO, rest))
    if prover.denies(left_over):
        return None
    total = add(rest, *(u.gain(point) for u in uses))
    equality = Apply("eq", subtract(right, left), total)
    first = prover.attempt(Sequent(hypotheses, equality))
    second = first and at_least_zero(left_over, prover)
    if not first or not second:
        return None
    arguments = (rest, *(a for u in uses for a in u.arguments(point)))
    return inference("tangents", sequent, first, second, arguments=arguments)


def at_least_zero(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The relation with 0 of what is left, which often is 0."""
    zero, rest = sequent.goal.children
    if head_of(sequent.goal) == "le" and any(head_of(h) == "eq" for h in sequent.hypotheses):
        nothing = prover.attempt(Sequent(sequent.hypotheses, Apply("eq", zero, rest)))
        if nothing is not None:
            same = axiom("reflexivity", Sequent(sequent.hypotheses, Apply("eq", rest, rest)))
            return inference("transitivity", sequent, nothing, same)
    return prover.prove(sequent.hypotheses, sequent.goal, 0.4)


def fits(uses: list[Use], point: Term, hypotheses: tuple[Term, ...], prover: Prover) -> bool:
    """Whether the conditions of the tangents hold."""
    tables = prover.tables
    for use in uses:
        _, x, m, r, k = use.arguments(point)
        needed = (*TANGENTS[use.name](x, m, r).conditions, Apply("le", ZERO, k))
        defined = (d for t in (x, m, r, k) for d in tables.definedness(t))
        if not all(tables.proves(hypotheses, c) for c in (*defined, *needed)):
            return False
    return True
