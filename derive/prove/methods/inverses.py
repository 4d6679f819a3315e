"""Inequalities between values of exp or log, after the function is taken to the other side."""

from typing import Final

from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import ONE, ZERO, Apply, Binder, Term, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.curve import Curve, variable_of
from derive.prove.isolation import Isolated, from_isolated, gap_of, isolated_goal, isolations
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import head_of

MOST_WAYS: Final = 3


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The inverse function applied to both sides of the inequality, solved for one value."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right):
        return None
    if "exp" in {head_of(left), head_of(right)}:
        return _logarithms(sequent, prover)
    tried = 0
    for found in isolations(gap_of(sequent, prover), sequent, prover, _is_logarithm):
        if tried >= MOST_WAYS:
            break
        tried += 1
        tree = _exponentials(sequent, found, prover)
        if tree is not None:
            return tree
    return Declined("prove.inverse-does-not-help") if tried else None


def _is_logarithm(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "log"


def _logarithms(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The logarithms of both sides, functions of one variable."""
    left, right = sequent.goal.children
    variable = variable_of(sequent.goal)
    if variable is None:
        return None
    if not all(prover.tables.proves(sequent.hypotheses, Apply("lt", ZERO, side)) for side in (left, right)):
        return None
    goal = Apply(head_of(sequent.goal), Apply("log", left), Apply("log", right))
    with prover.tables.share(0.3):
        inner = Curve(prover, variable).relation(Sequent(sequent.hypotheses, goal), 0)
    return inner and inference("cancelled", sequent, inner, arguments=(goal.children[0],))


def _exponentials(sequent: Sequent, found: Isolated, prover: Prover) -> ProofTree | None:
    """The exponentials of both sides, simplified."""
    head = head_of(sequent.goal)
    goal = Apply(head, Apply("exp", found.left), Apply("exp", found.right))
    facts, effort = prover.tables.facts(sequent.hypotheses), prover.tables.effort
    left, right = (canonical(side, facts, effort) for side in goal.children)
    if any(head_of(t) == "exp" and _has_sum(t) for side in (left, right) for t in subterms(side)):
        return None
    plain = Isolated(found.part, ONE, left, right)
    raised = Sequent(sequent.hypotheses, goal)
    inner = prover.prove(sequent.hypotheses, Apply(head, left, right), 0.6)
    linked = inner and from_isolated(raised, plain, inner, prover)
    if not linked:
        return None
    tree = inference("cancelled", isolated_goal(sequent, found), linked, arguments=(goal.children[0],))
    return from_isolated(sequent, found, tree, prover)


def _has_sum(term: Term) -> bool:
    return any(isinstance(t, Binder) for t in subterms(term))


METHOD = Method(
    name="inverses",
    rank=51,
    search=search,
    heads=frozenset(("lt", "le")),
    proves=examples(
        r"\cosh x \le e^{x^2/2}",
        (r"\log \sum_{j=1}^K e^{x_j} \ge x_k", r"x \in \mathbb{R}^K", r"1 \le k \le K"),
    ),
    declines=examples(r"\cosh x < e^{x^2/2}", (r"\log(x + y) < \log x", "x > 0", "y > 0")),
)
