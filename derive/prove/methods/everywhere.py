"""What is said of every entry of a vector, such as ``c_j = c_k`` for all j, used under sums too."""

from collections.abc import Iterator

from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import INTEGER
from derive.core.term import Apply, Binder, Symbol, Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.components import entries_of, replaced
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.rule import RejectedError


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """Both sides in canonical form, with one value for all entries of a vector."""
    general = [h for h in sequent.hypotheses if isinstance(h, Binder) and h.kind == "forall"]
    if not general or any(shape_of(side) for side in sequent.goal.children):
        return None
    for hypothesis in general:
        for steps in _statements(hypothesis, sequent):
            tree = _with_value(steps, sequent, effort, prover)
            if tree is not None:
                return tree
    return Declined("prove.hypotheses-do-not-help")


Steps = tuple[tuple[Term, Term], ...]


def _statements(general: Binder, sequent: Sequent) -> Iterator[tuple[Binder, Steps]]:
    """The statement itself, or its instances where it speaks of two indices: with how they are reached."""
    inner = general.open(Symbol("i", INTEGER)) if general.variable.sort == INTEGER else general
    if not (isinstance(inner, Binder) and inner.kind == "forall"):
        yield general, ()
        return
    for index in sorted((s for s in sequent.goal.symbols if s.sort == INTEGER), key=lambda s: s.name):
        found = general.open(index)
        if isinstance(found, Binder):
            yield found, ((general, index),)


def _with_value(
    statement: tuple[Binder, Steps], sequent: Sequent, effort: Effort, prover: Prover
) -> ProofTree | None:
    general, steps = statement
    try:
        vector, value, conditions = entries_of(general)
    except RejectedError:
        return None
    known = sequent.hypotheses if general in sequent.hypotheses else (*sequent.hypotheses, general)
    if not all(prover.tables.proves(known, c) for c in conditions):
        return None
    forms = [
        canonical(side, prover.tables.facts(sequent.hypotheses), effort) for side in sequent.goal.children
    ]
    goal = Apply("eq", *forms)
    simpler = replaced(goal, vector, value)
    if simpler is goal:
        return None
    rest = prover.attempt(Sequent(known, simpler))
    if rest is None:
        return None
    tree = inference("everywhere", Sequent(known, goal), rest, arguments=(general,))
    for outer, index in steps:
        tree = inference("instance", Sequent(sequent.hypotheses, goal), tree, arguments=(outer, index))
    return _as_written(sequent, forms, tree, prover)


def _as_written(sequent: Sequent, forms: list[Term], tree: ProofTree, prover: Prover) -> ProofTree | None:
    """From the goal about canonical forms, the goal as it was."""
    hypotheses = sequent.hypotheses
    left, right = sequent.goal.children
    if any(prover.tables.equal(*pair, hypotheses) is None for pair in ((left, forms[0]), (right, forms[1]))):
        return None
    first = axiom("normal-form", Sequent(hypotheses, Apply("eq", left, forms[0])))
    last = axiom("normal-form", Sequent(hypotheses, Apply("eq", forms[1], right)))
    there = inference("transitivity", Sequent(hypotheses, Apply("eq", left, forms[1])), first, tree)
    return inference("transitivity", sequent, there, last)


SOFTMAX = r"\frac{e^{x_k + c_k}}{\sum_{j=1}^K e^{x_j + c_j}} = \frac{e^{x_k}}{\sum_{j=1}^K e^{x_j}}"
VECTORS = (r"x \in \mathbb{R}^K", r"c \in \mathbb{R}^K")

METHOD = Method(
    name="everywhere",
    rank=26,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples((SOFTMAX, *VECTORS, r"c_j = c_i \forall i, j")),
    declines=examples((SOFTMAX, *VECTORS)),
)
