"""Inequalities with square roots, squared after one root is alone on its side."""

from typing import Final

from derive.algebra.facts_polynomials import Polynomial, expanded
from derive.algebra.facts_polynomials import canonical as term_of
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import HALF, ONE, TWO, ZERO, Apply, Term, power, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.isolation import Isolated, from_isolated, gap_of, isolated_goal
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import head_of

MOST_SIZE: Final = 160


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The squares of both sides, once a root is alone."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or sequent.goal.size > MOST_SIZE:
        return None
    if not any(_is_root(t) for t in subterms(sequent.goal)):
        return None
    written = _as_written(sequent, prover)
    if written is not None:
        return written
    polynomial = expanded(gap_of(sequent, prover))
    roots = [m for m in polynomial if any(getattr(e, "q", 1) == 2 for _, e in m)]
    for monomial in sorted(roots, key=lambda m: polynomial[m] > 0):
        tree = _squared(sequent, polynomial, monomial, prover)
        if tree is not None:
            return tree
    return Declined("prove.roots-remain") if roots else None


def _as_written(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """Where a side is a root already, and the larger one not negative."""
    sides = sequent.goal.children
    if not any(map(_is_root, sides)) or not prover.tables.proves(
        sequent.hypotheses, Apply("ge", sides[1], ZERO)
    ):
        return None
    goal = Apply(head_of(sequent.goal), *(power(side, TWO) for side in sides))
    inner = prover.prove(sequent.hypotheses, goal, 0.7)
    return inner and inference("squared", sequent, inner)


def _is_root(term: Term) -> bool:
    return isinstance(term, Apply) and (
        term.head == "norm" or (term.head == "power" and term.children[1] is HALF)
    )


def _squared(sequent: Sequent, polynomial: Polynomial, monomial: object, prover: Prover) -> ProofTree | None:
    """With the root alone on a side, and the larger side not negative."""
    root = term_of({m: abs(c) for m, c in polynomial.items() if m == monomial})
    above = all(c > 0 for m, c in polynomial.items() if m == monomial)
    rest = term_of({m: -c if above else c for m, c in polynomial.items() if m != monomial})
    sides = (rest, root) if above else (root, rest)
    found = Isolated(root, ONE, *sides)
    if not prover.tables.proves(sequent.hypotheses, Apply("ge", sides[1], ZERO)):
        return None
    head = head_of(sequent.goal)
    goal = Apply(head, *(power(side, TWO) for side in sides))
    inner = prover.prove(sequent.hypotheses, goal, 0.7)
    if inner is None:
        return None
    tree = inference("squared", isolated_goal(sequent, found), inner)
    return from_isolated(sequent, found, tree, prover)


METHOD = Method(
    name="radicals",
    rank=44,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        (r"\sqrt{x + y} \le \sqrt x + \sqrt y", r"x \ge 0", r"y \ge 0"),
        r"\frac{x + y}{2} \le \sqrt{\frac{x^2 + y^2}{2}}",
        (r"\|x + y\| \le \|x\| + \|y\|", r"x, y \in \mathbb{R}^n"),
    ),
    declines=examples(
        (r"\sqrt{x + y} < \sqrt x + \sqrt y", r"x \ge 0", r"y \ge 0"),
        r"\frac{x + y}{2} < \sqrt{\frac{x^2 + y^2}{2}}",
    ),
)
