"""Inequalities between values of exponentials, logarithms and powers, by tangents at one of the points."""

from typing import Final

from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import ONE, ZERO, Apply, Binder, Term, add, multiply, subterms, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import head_of
from derive.prove.rule import RejectedError, rules
from derive.prove.touching import atoms_of, by_tangents

MOST_SIZE: Final = 80
MOST_ATOMS: Final = 6
SHARE: Final = 0.3


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Tangents at each point that the goal suggests; also of the logarithms of both sides."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or sequent.goal.size > MOST_SIZE:
        return None
    atoms = atoms_of(sequent.goal)
    whole = all(a.head == "power" and prover.tables.sort(a.children[1]) == INTEGER for a in atoms)
    if (atoms and whole) or len(atoms) > MOST_ATOMS or not (atoms or _has_product(sequent.goal)):
        return None
    effort.charge(20 * sequent.goal.size)
    with prover.tables.share(SHARE):
        found = by_tangents(sequent, atoms, prover) or _of_logarithms(sequent, prover)
    return found or Declined("prove.no-tangent")


def _of_logarithms(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The same of the logarithms of both sides, where one is a product of powers."""
    left, right = sequent.goal.children
    hypotheses = sequent.hypotheses
    if not any(_is_product(side) for side in (left, right)):
        return None
    if not all(prover.tables.proves(hypotheses, Apply("lt", ZERO, side)) for side in (left, right)):
        return None
    head = head_of(sequent.goal)
    outer = Apply(head, Apply("log", left), Apply("log", right))
    inner = Sequent(hypotheses, Apply(head, _logarithm(left), _logarithm(right)))
    sums = any(isinstance(t, Binder) for t in subterms(inner.goal))
    tree = (
        prover.prove(hypotheses, inner.goal, 0.7)
        if sums
        else by_tangents(inner, atoms_of(inner.goal), prover)
    )
    if tree is None:
        return None
    gaps = (subtract(*reversed(g.children)) for g in (outer, inner.goal))
    equality = Apply("eq", next(gaps), multiply(ONE, next(gaps)))
    same = prover.attempt(Sequent(hypotheses, equality))
    if same is None:
        return None
    moved = inference("moved", Sequent(hypotheses, outer), same, tree, arguments=(ONE,))
    try:
        rules()["moved"](moved, prover.tables)
    except RejectedError:
        return None
    return inference("cancelled", sequent, moved, arguments=(outer.children[0],))


def _has_product(goal: Term) -> bool:
    return any(isinstance(t, Binder) and t.kind == "product" for t in subterms(goal))


def _is_product(side: Term) -> bool:
    return any(
        (isinstance(t, Apply) and t.head == "power" and t.children[1].symbols)
        or (isinstance(t, Binder) and t.kind == "product")
        for t in subterms(side)
    )


def _logarithm(term: Term) -> Term:
    """The logarithm of a product of powers as a sum."""
    if isinstance(term, Apply) and term.head == "multiply":
        return add(*map(_logarithm, term.children))
    if isinstance(term, Apply) and term.head == "power":
        return multiply(term.children[1], _logarithm(term.children[0]))
    if isinstance(term, Apply) and term.head == "exp":
        return term.children[0]
    if isinstance(term, Binder) and term.kind == "product":
        return Binder("sum", term.variable, _logarithm(term.body), *term.parameters)
    return Apply("log", term)


METHOD = Method(
    name="tangents",
    rank=47,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        r"e^x \ge e^a (1 + x - a)",
        (r"e^{tx + (1-t)y} \le t e^x + (1-t) e^y", r"t \in [0, 1]"),
        (r"x^t y^{1-t} \le tx + (1-t)y", "x > 0", "y > 0", r"t \in [0, 1]"),
        (r"(1 + x)^r \ge 1 + rx", "x > -1", r"r \ge 1"),
        (r"(1 + x)^r \le 1 + rx", "x > -1", r"0 \le r \le 1"),
        (r"x \log \frac{x}{y} \ge x - y", "x > 0", "y > 0"),
    ),
    declines=examples(
        r"e^{tx + (1-t)y} \le t e^x + (1-t) e^y",
        (r"x^t y^{1-t} \le tx + (1-t)y", "x > 0", "y > 0"),
        (r"(1 + x)^r \ge 1 + rx", "x > -1", r"0 \le r \le 1"),
        (r"x \log \frac{x}{y} > x - y", "x > 0", "y > 0"),
    ),
)
