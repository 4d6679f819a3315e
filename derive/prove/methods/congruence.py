"""The same operation on both sides, with arguments that are equal one by one."""

from derive.core.effort import Effort
from derive.core.term import Apply, Component
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.equality import same_operation
from derive.prove.method import Method, Prover, examples, inference


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """Premises for the pairs of arguments that differ."""
    left, right = sequent.goal.children
    if not isinstance(left, Apply | Component) or not same_operation(left, right):
        return None
    premises = []
    for a, b in zip(left.children, right.children, strict=True):
        if a is b:
            continue
        tree = prover.prove(sequent.hypotheses, Apply("eq", a, b))
        if tree is None:
            return None
        premises.append(tree)
    return inference("congruence", sequent, *premises)


METHOD = Method(
    name="congruence",
    rank=60,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples((r"f(|x|^2) = f(x^2)",)),
    declines=examples((r"f(x) = f(-x)",)),
)
