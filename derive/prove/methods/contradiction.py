"""Goals proved by contradiction: their negation refutes a hypothesis."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.shapes import shape_of
from derive.core.claim import NEGATION
from derive.core.effort import Effort
from derive.core.term import Apply, Binder, Term, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.solving import atoms
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.propositions import conjuncts, head_of, negation

MOST_HYPOTHESES: Final = 3


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """The negation of a hypothesis that is not itself a bound of a symbol, from the negation of the goal."""
    if not all(head_of(a) in NEGATION for a in atoms(sequent.goal)) or _has_binder(sequent.goal):
        return None
    opposite = tuple(conjuncts(negation(sequent.goal)))
    if any(o in sequent.hypotheses for o in opposite):
        return None
    candidates = list(_candidates(sequent))[:MOST_HYPOTHESES]
    for hypothesis in candidates:
        rest = tuple(h for h in sequent.hypotheses if h is not hypothesis)
        tree = prover.prove((*rest, *opposite), negation(hypothesis), 0.4)
        if tree is not None:
            return inference("contradiction", sequent, tree, arguments=(hypothesis,))
    return Declined("prove.no-contradiction") if candidates else None


def _candidates(sequent: Sequent) -> Iterator[Term]:
    """Relations that share a symbol with the goal, those that say most first."""
    found = [
        h
        for h in sequent.hypotheses
        if isinstance(h, Apply)
        and (h.head in {"eq", "lt", "le", "gt", "ge"} or _is_of_array(h))
        and h.symbols & sequent.goal.symbols
        and (h.size > 3 or _is_of_array(h))
        and not _has_binder(h)
    ]
    yield from sorted(found, key=lambda h: (-h.size, h.digest))


def _is_of_array(hypothesis: Apply) -> bool:
    """Whether it is said of an array that it is not another one."""
    return hypothesis.head == "ne" and bool(shape_of(hypothesis.children[0]))


def _has_binder(term: Term) -> bool:
    return any(isinstance(t, Binder) for t in subterms(term))


METHOD = Method(
    name="contradiction",
    rank=62,
    search=search,
    heads=frozenset(("lt", "le", "eq", "ne", "or")),
    proves=examples(
        r"x^2 < x \Rightarrow x < 1",
        r"e^x = 1 + x \Rightarrow x = 0",
        r"\frac{1}{x} < 1 \Leftrightarrow x > 1 \lor x < 0",
    ),
    declines=examples(r"x^2 < x \Rightarrow x < \frac{1}{2}", r"e^x = 1 + x \Rightarrow x = 1"),
)
