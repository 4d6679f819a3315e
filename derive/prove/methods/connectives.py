"""Goals made of connectives and quantifiers are taken apart."""

from collections.abc import Callable
from typing import Final

from derive.core.effort import Effort
from derive.core.term import Apply, Binder, Symbol, fresh
from derive.core.verdict import ProofTree, Sequent
from derive.prove.method import Method, Prover, examples, inference
from derive.prove.propositions import conjuncts, head_of, negation


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | None:
    """Premises for the parts of the goal."""
    return PARTS[head_of(sequent.goal)](sequent, prover)


def _every(sequent: Sequent, prover: Prover) -> ProofTree | None:
    premises = []
    for part in sequent.goal.children:
        tree = prover.prove(sequent.hypotheses, part)
        if tree is None:
            return None
        premises.append(tree)
    return inference("every", sequent, *premises)


def _some(sequent: Sequent, prover: Prover) -> ProofTree | None:
    trees = (prover.prove(sequent.hypotheses, part) for part in sequent.goal.children)
    found = next((t for t in trees if t is not None), None)
    return None if found is None else inference("some", sequent, found)


def _assumption(sequent: Sequent, prover: Prover) -> ProofTree | None:
    premise, consequence = sequent.goal.children
    known = tuple(p for p in conjuncts(premise) if p not in sequent.hypotheses)
    tree = prover.prove((*sequent.hypotheses, *known), consequence, 1.0)
    return None if tree is None else inference("assumption", sequent, tree)


def _both_ways(sequent: Sequent, prover: Prover) -> ProofTree | None:
    left, right = sequent.goal.children
    there = prover.prove(sequent.hypotheses, Apply("implies", left, right))
    back = None if there is None else prover.prove(sequent.hypotheses, Apply("implies", right, left))
    return None if there is None or back is None else inference("both-ways", sequent, there, back)


def _negated(sequent: Sequent, prover: Prover) -> ProofTree | None:
    pushed = negation(sequent.goal.children[0])
    if pushed is sequent.goal:
        return None
    tree = prover.prove(sequent.hypotheses, pushed, 1.0)
    return None if tree is None else inference("negated", sequent, tree)


def _generalisation(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """For arbitrary values of all the variables, one behind the other."""
    goals, symbols = [sequent.goal], list[Symbol]()
    while isinstance(goals[-1], Binder) and goals[-1].kind == "forall":
        goal = goals[-1]
        symbols.append(fresh("k", goal.variable.sort, goal, *sequent.hypotheses, *symbols))
        goals.append(goal.open(symbols[-1]))
    tree = _under_conditions(Sequent(sequent.hypotheses, goals.pop()), prover)
    while tree is not None and goals:
        arguments = (symbols.pop(),)
        tree = inference(
            "generalisation", Sequent(sequent.hypotheses, goals.pop()), tree, arguments=arguments
        )
    return tree


def _under_conditions(sequent: Sequent, prover: Prover) -> ProofTree | None:
    """An implication at once, anything else as a goal of its own."""
    if head_of(sequent.goal) == "implies":
        return _assumption(sequent, prover)
    return prover.prove(sequent.hypotheses, sequent.goal, 1.0)


PARTS: Final[dict[str, Callable[[Sequent, Prover], ProofTree | None]]] = {
    "and": _every,
    "or": _some,
    "implies": _assumption,
    "iff": _both_ways,
    "not": _negated,
    "forall": _generalisation,
}

METHOD = Method(
    name="connectives",
    rank=2,
    search=search,
    heads=frozenset(PARTS),
    proves=examples(r"x > 1 \implies x > 0", r"x = 1 \implies x^2 = 1"),
    declines=examples(r"x^2 = 1 \implies x = 1"),
)
