"""Relations that point the other way: > and >= are proved as < and <=."""

from derive.core.effort import Effort
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Method, Prover, examples, inference
from derive.prove.propositions import converse


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """The same relation, read from right to left."""
    tree = prover.prove(sequent.hypotheses, converse(sequent.goal), 1.0)
    return None if tree is None else inference("turned", sequent, tree)


METHOD = Method(
    name="turned",
    rank=1,
    search=search,
    heads=frozenset(("gt", "ge")),
    proves=examples(r"x^2 + 1 \ge 2x", r"\cosh x \ge 1"),
    declines=examples(r"x^2 \ge 2x"),
)
