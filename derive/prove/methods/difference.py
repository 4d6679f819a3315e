"""Order by the sign of a difference, brought to canonical form."""

from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.term import ZERO, Apply, Term, subtract
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import head_of


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The difference of the sides is equal to a term whose sign is a fact."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right):
        return None
    facts = prover.tables.facts(sequent.hypotheses)
    written = subtract(right, left)
    for form in _forms(written, canonical(written, facts, effort)):
        if prover.tables.proves(sequent.hypotheses, Apply(head_of(sequent.goal), ZERO, form)):
            equality = prover.prove(sequent.hypotheses, Apply("eq", written, form))
            if equality is not None:
                return inference("difference", sequent, equality, arguments=(form,))
    return Declined("prove.sign-unknown")


def _forms(*forms: Term) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(forms))


METHOD = Method(
    name="difference",
    rank=20,
    search=search,
    heads=frozenset(("lt", "le", "ne")),
    proves=examples((r"x < x + y", "y > 0"), (r"2 x y \le 3 x y", "x > 0", "y > 0"), r"e^x < 1 + e^x"),
    declines=examples(r"x < x + y", (r"x y < 2 x y", r"x \ge 0", "y > 0")),
)
