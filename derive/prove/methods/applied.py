"""Known equations after the same function of both sides: logarithms, exponentials, squares."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import HALF, TWO, ZERO, Apply, Number, Term, power, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, axiom, examples, inference
from derive.prove.propositions import head_of

MOST_SIZE: Final = 80


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The goal under the first consequence that is new."""
    tried = False
    for hypothesis in sequent.hypotheses:
        if head_of(hypothesis) != "eq" or hypothesis.size > MOST_SIZE or not hypothesis.symbols:
            continue
        if any(shape_of(side) for side in hypothesis.children):
            continue
        effort.charge(hypothesis.size)
        for applied in _consequences(hypothesis, sequent, prover):
            found = _simplified(hypothesis, applied, sequent, prover)
            if found is None or found.conclusion.goal in sequent.hypotheses:
                continue
            tried = True
            statement = found.conclusion.goal
            tree = prover.prove((*sequent.hypotheses, statement), sequent.goal, 0.3)
            if tree is not None:
                return inference("lemma", sequent, found, tree, arguments=(statement,))
    return Declined("prove.hypotheses-do-not-help") if tried else None


def _consequences(equation: Term, sequent: Sequent, prover: Prover) -> Iterator[Apply]:
    """Equations between functions of the sides."""
    left, right = equation.children
    inside = [t for side in (left, right) for t in subterms(side) if isinstance(t, Apply)]
    if any(t.head == "power" and t.children[1] is HALF for t in inside):
        yield Apply("eq", power(left, TWO), power(right, TWO))
    if any(t.head == "log" for t in inside):
        yield Apply("eq", Apply("exp", left), Apply("exp", right))
    if any(_is_exponential(t) for t in inside) and all(
        prover.tables.proves(sequent.hypotheses, Apply("lt", ZERO, side)) for side in (left, right)
    ):
        yield Apply("eq", Apply("log", left), Apply("log", right))


def _is_exponential(term: Apply) -> bool:
    if term.head == "exp":
        return bool(term.symbols)
    return term.head == "power" and bool(term.children[1].symbols) and isinstance(term.children[0], Number)


def _simplified(equation: Term, applied: Apply, sequent: Sequent, prover: Prover) -> ProofTree | None:
    """The canonical forms of the sides are equal, if that is simpler than it was."""
    tables, hypotheses = prover.tables, sequent.hypotheses
    facts = tables.facts(hypotheses)
    left, right = applied.children
    forms = [canonical(side, facts, tables.effort) for side in (left, right)]
    if any(_is_nested(f, left.head) for f in forms):  # type: ignore[attr-defined]  # both are applications
        return None
    goal = Apply("eq", *forms)
    if goal is equation or not all(tables.proves(hypotheses, d) for d in tables.sides_defined(goal)):
        return None
    if any(tables.equal(a, b, hypotheses) is None for a, b in ((forms[0], left), (right, forms[1]))):
        return None
    same = inference(
        "congruence", Sequent(hypotheses, applied), axiom("hypothesis", Sequent(hypotheses, equation))
    )
    first = axiom("normal-form", Sequent(hypotheses, Apply("eq", forms[0], left)))
    last = axiom("normal-form", Sequent(hypotheses, Apply("eq", right, forms[1])))
    there = inference("transitivity", Sequent(hypotheses, Apply("eq", forms[0], right)), first, same)
    return inference("transitivity", Sequent(hypotheses, goal), there, last)


def _is_nested(form: Term, head: str) -> bool:
    """Whether the function is still there, of something that is not a number."""
    if head == "power":
        return any(
            isinstance(t, Apply) and t.head == "power" and t.children[1] is HALF for t in subterms(form)
        )
    return any(isinstance(t, Apply) and t.head == head and t.symbols for t in subterms(form))


METHOD = Method(
    name="applied",
    rank=33,
    search=search,
    heads=frozenset(("eq", "or", "lt", "le", "member")),
    proves=examples(
        r"2^{x+1} = 8^{x-1} \Rightarrow x = 2",
        (r"x^2 - x = 2", r"\log x + \log(x-1) = \log 2", "x > 1"),
        r"\sqrt{x+2} = x \Rightarrow x = 2",
    ),
    declines=examples(r"2^{x+1} = 8^{x-1} \Rightarrow x = 1", r"\sqrt{x+2} = x \Rightarrow x = -1"),
)
