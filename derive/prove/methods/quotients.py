"""Integers as multiples with a remainder: ``n = 2k`` or ``n = 2k + 1`` for some integer k."""

from typing import Final

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import (
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    divide,
    fresh,
    replace,
    subtract,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.integers import residues
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import alternatives, head_of
from derive.prove.rule import RejectedError

MOST_SIZE: Final = 80
LEAST: Final = 2


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The quotient rounded down is an example, or a neighbour of it, whichever remainder there is."""
    goal = sequent.goal
    if not isinstance(goal, Binder) or goal.kind != "exists" or goal.variable.sort != INTEGER:
        return None
    effort.charge(goal.size)
    k = fresh("k", INTEGER, goal, *sequent.hypotheses)
    body = goal.open(k)
    found = [_divided(part, k) for part in alternatives(body)] if goal.size <= MOST_SIZE else []
    kept = [f for f in found if f is not None]
    if not kept or len(kept) < len(found) or len({f[:2] for f in kept}) > 1:
        return None
    value, modulus, _ = kept[0]
    remainder, quotient = Apply("mod", value, Number(modulus)), Apply("floor", divide(value, Number(modulus)))
    by_rest = {rest % modulus: Number((rest - rest % modulus) // modulus) for _, _, rest in reversed(kept)}
    return _by_remainders(sequent, remainder, quotient, by_rest, prover) or Declined("prove.no-example")


def _divided(part: Term, k: Symbol) -> tuple[Term, int, int] | None:
    """What is divided by what, and what is left, if an equation says this of the quotient k."""
    if head_of(part) != "eq" or any(shape_of(side) for side in part.children):
        return None
    polynomial = dict(expanded(subtract(*part.children)))
    multiple = polynomial.pop(((k, 1),), None)
    if multiple is None or multiple.q != 1 or any(k in b.symbols for m in polynomial for b, _ in m):
        return None
    sign = -1 if multiple > 0 else 1
    rest: Polynomial = {m: sign * c for m, c in polynomial.items()}
    left = rest.pop((), None)
    if not rest or (left is not None and left.q != 1):
        return None
    return term_of(rest), abs(int(multiple.p)), 0 if left is None else -int(left.p)


def _by_remainders(
    sequent: Sequent, remainder: Term, quotient: Term, shifts: dict[int, Number], prover: Prover
) -> ProofTree | None:
    """An example for each remainder that there may be."""
    hypotheses, goal = sequent.hypotheses, sequent.goal
    try:
        values, _ = residues(remainder)
    except RejectedError:
        return None
    if len(values) < LEAST or any(int(v.value) not in shifts for v in values):
        return None
    either = Apply("or", *(Apply("eq", remainder, v) for v in values))
    held, found = [], []
    for v in values:
        there = prover.prove(hypotheses, replace(either, {remainder: v}), 0.3)
        inner = Sequent((*hypotheses, either, Apply("eq", remainder, v)), goal)
        chosen = subtract(quotient, shifts[int(v.value)])
        said = goal.open(chosen) if isinstance(goal, Binder) else goal
        tree = there and prover.prove(inner.hypotheses, said, 0.6)
        if there is None or tree is None:
            return None
        held.append(there)
        found.append(inference("example", inner, tree, arguments=(chosen,)))
    first = inference("remainders", Sequent(hypotheses, either), *held, arguments=(remainder,))
    each = inference("alternatives", Sequent((*hypotheses, either), goal), *found, arguments=(either,))
    return inference("lemma", sequent, first, each, arguments=(either,))


METHOD = Method(
    name="quotients",
    rank=28,
    search=search,
    heads=frozenset(("exists",)),
    proves=examples(
        (r"\exists k \in \mathbb{Z}: n = 2k \lor n = 2k + 1", r"n \in \mathbb{Z}"),
        (r"\exists k \in \mathbb{Z}: n^2 = 4k \lor n^2 = 4k + 1", r"n \in \mathbb{Z}"),
        (r"\exists k \in \mathbb{Z}: n = 3k \lor n = 3k + 1 \lor n = 3k - 1", r"n \in \mathbb{Z}"),
    ),
    declines=examples(
        (r"\exists k \in \mathbb{Z}: n = 3k \lor n = 3k + 1", r"n \in \mathbb{Z}"),
        (r"\exists k \in \mathbb{Z}: x = 2k \lor x = 2k + 1", r"x \in \mathbb{R}"),
    ),
)
