"""Order and equality of integers, and remainders case by case."""

from typing import Final

from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import ONE, Apply, Term, add, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.integers import residues
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of
from derive.prove.rule import RejectedError
from derive.theory.shorthand import integral

ROUNDED: Final = frozenset(("floor", "ceil", "round"))
MOST_SIZE: Final = 60


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Each remainder in turn; or, of values without fraction, a gap smaller than 1."""
    if sequent.goal.size > MOST_SIZE or any(shape_of(side) for side in sequent.goal.children):
        return None
    effort.charge(sequent.goal.size)
    inside = [t for t in subterms(sequent.goal) if isinstance(t, Apply)]
    remainder = next((t for t in inside if t.head == "mod" and not any(s.is_bound for s in t.symbols)), None)
    tree = None if remainder is None else _by_remainders(sequent, remainder, prover)
    if tree is None and any(t.head in ROUNDED for t in inside):
        tree = _without_gaps(sequent, prover)
    if tree is None and (remainder is not None or any(t.head in ROUNDED for t in inside)):
        return Declined("prove.order-open")
    return tree


def _by_remainders(sequent: Sequent, term: Term, prover: Prover) -> ProofTree | None:
    try:
        values, atoms = residues(term)
    except RejectedError:
        return None
    if not all(prover.tables.proves(sequent.hypotheses, integral(a)) for a in atoms):
        return None
    premises = []
    for value in values:
        tree = prover.prove(sequent.hypotheses, replace(sequent.goal, {term: value}), 0.5)
        if tree is None:
            return None
        premises.append(tree)
    return inference("remainders", sequent, *premises, arguments=(term,))


def _without_gaps(sequent: Sequent, prover: Prover) -> ProofTree | None:
    left, right = sequent.goal.children
    hypotheses = sequent.hypotheses
    if not all(prover.tables.proves(hypotheses, integral(side)) for side in (left, right)):
        return None
    if head_of(sequent.goal) == "le":
        return _gap_below_one(sequent, prover)
    first = _gap_below_one(Sequent(hypotheses, Apply("le", left, right)), prover)
    second = first and _gap_below_one(Sequent(hypotheses, Apply("le", right, left)), prover)
    return inference("antisymmetry", sequent, first, second) if first and second else None


def _gap_below_one(sequent: Sequent, prover: Prover) -> ProofTree | None:
    if prover.tables.proves(sequent.hypotheses, sequent.goal):
        return axiom("fact", sequent)
    left, right = sequent.goal.children
    tree = prover.prove(sequent.hypotheses, Apply("lt", left, add(right, ONE)), 0.4)
    return tree and inference("without-gaps", sequent, tree)


METHOD = Method(
    name="integers",
    rank=34,
    search=search,
    heads=frozenset(("le", "lt", "eq", "member", "ne")),
    proves=examples(
        r"\lfloor x \rfloor + \lfloor y \rfloor \le \lfloor x + y \rfloor",
        r"\lfloor x + y \rfloor \le \lfloor x \rfloor + \lfloor y \rfloor + 1",
        (r"\lfloor x \rfloor = n", r"n \in \mathbb{Z}", r"n \le x", "x < n + 1"),
        (r"(n^3 - n) \bmod 6 = 0", r"n \in \mathbb{Z}"),
        (r"n^2 \bmod 4 \le 1", r"n \in \mathbb{Z}"),
    ),
    declines=examples(
        r"\lfloor x \rfloor + \lfloor y \rfloor < \lfloor x + y \rfloor",
        r"\lfloor x + y \rfloor \le \lfloor x \rfloor + \lfloor y \rfloor",
        (r"\lfloor x \rfloor = n", r"n \in \mathbb{Z}", r"n \le x", r"x \le n + 1"),
        (r"(n^3 + n) \bmod 6 = 0", r"n \in \mathbb{Z}"),
        (r"x^2 \bmod 4 \le 1", r"x \in \mathbb{R}"),
    ),
)
