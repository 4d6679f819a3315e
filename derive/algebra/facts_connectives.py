"""What the facts say of connectives, and which hypotheses are about a new index alone."""

from collections.abc import Callable
from typing import Final

from derive.algebra.facts_hypotheses import negation
from derive.algebra.facts_known import Known
from derive.core.term import Apply, Symbol, Term


def ranging(hypotheses: tuple[Term, ...], outside: Known) -> Symbol | None:
    """The index that two new hypotheses put between bounds known to be in order; None for others."""
    if len(hypotheses) != 2 or not all(isinstance(h, Apply) and h.head == "le" for h in hypotheses):
        return None
    (low, index), (again, high) = (h.children for h in hypotheses)
    if not isinstance(index, Symbol) or again is not index or index in low.symbols | high.symbols:
        return None
    if any(index in h.symbols for h in outside.hypotheses) or not outside.proves(Apply("le", low, high)):
        return None
    return index


def _or(facts: Known, proposition: Apply) -> bool:
    *others, last = proposition.children
    if any(map(facts.proves, proposition.children)):
        return True
    return bool(others) and facts.assuming(*map(negation, others)).proves(last)


def _not(facts: Known, proposition: Apply) -> bool:
    inner = negation(proposition.children[0])
    return inner is not proposition and facts.proves(inner)


def _implies(facts: Known, proposition: Apply) -> bool:
    premise, conclusion = proposition.children
    return facts.assuming(premise).proves(conclusion) or facts.proves(negation(premise))


def _iff(facts: Known, proposition: Apply) -> bool:
    first, second = proposition.children
    return facts.assuming(first).proves(second) and facts.assuming(second).proves(first)


def _and(facts: Known, proposition: Apply) -> bool:
    return all(map(facts.proves, proposition.children))


CONNECTIVES: Final[dict[str, Callable[[Known, Apply], bool]]] = {
    "true": lambda _, __: True,
    "and": _and,
    "or": _or,
    "not": _not,
    "implies": _implies,
    "iff": _iff,
}
