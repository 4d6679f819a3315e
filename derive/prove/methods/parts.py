"""Equations and inequalities with complex numbers: their real and imaginary parts."""

from derive.algebra.rectangular import NotRectangularError
from derive.core.effort import Effort
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.parts import fresh_parts, has_parts, sequents
from derive.prove.method import Declined, Method, Prover, examples, inference


def search(sequent: Sequent, effort: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The parts of both sides are compared as real numbers."""
    if not has_parts(sequent.goal):
        return None
    effort.charge(4 * sequent.goal.size)
    symbols = fresh_parts(sequent)
    try:
        wanted = sequents(sequent, symbols)
    except NotRectangularError:
        return Declined("prove.no-method")
    premises: list[ProofTree] = []
    for part in wanted:
        found = prover.prove(part.hypotheses, part.goal)
        if found is None:
            return Declined("prove.no-method")
        premises.append(found)
    return inference("parts", sequent, *premises, arguments=symbols)


METHOD = Method(
    name="parts",
    rank=12,
    search=search,
    heads=frozenset(("eq", "le", "lt")),
    proves=examples(
        (r"|z|^2 = z \overline{z}", r"z \in \mathbb{C}"),
        (r"|z w| = |z| |w|", r"z, w \in \mathbb{C}"),
        (r"e^{\log z} = z", r"z \in \mathbb{C}"),
    ),
    declines=examples(
        (r"\log(z w) = \log z + \log w", r"z, w \in \mathbb{C}"),
        (r"|z + w| = |z| + |w|", r"z, w \in \mathbb{C}"),
    ),
)
