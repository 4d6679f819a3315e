r"""What is assumed of the derivative of an unknown function: at one place, or everywhere.

``g'(x) = g(x)`` is assumed of every x where a claim speaks of other values or of further derivatives of g:
what it says at one x tells nothing of these.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from derive.core.claim import Hypothesis
from derive.core.sort import REAL, FunctionSort
from derive.core.term import Apply, Binder, Symbol, Term, bind, subterms

_VARIABLES: Final = frozenset("xtsuzr")


def everywhere(hypothesis: Hypothesis, claimed: Sequence[Term]) -> Hypothesis:
    """The hypothesis, for every value of its variable where the claims need that."""
    proposition = hypothesis.proposition
    for x, function in _slopes(proposition):
        inside = any(x in side.symbols and not _is_slope(side, x) for side in proposition.children)
        if inside and any(_speaks_of_more(t, function, x) for t in claimed):
            return Hypothesis(bind("forall", x, proposition), hypothesis.origin, hypothesis.text)
    return hypothesis


def _slopes(proposition: Term) -> Iterator[tuple[Symbol, Symbol]]:
    """The places and functions of derivatives at a variable that is not bound, in an equation."""
    if not isinstance(proposition, Apply) or proposition.head != "eq":
        return
    for term in subterms(proposition):
        if isinstance(term, Binder) and term.kind == "derivative" and isinstance(term.parameters[0], Symbol):
            x = term.parameters[0]
            functions = [s for s in term.symbols if isinstance(s.sort, FunctionSort)]
            if x.name in _VARIABLES and x.sort == REAL and not x.is_bound and len(functions) == 1:
                yield x, functions[0]


def _is_slope(term: Term, x: Symbol) -> bool:
    return isinstance(term, Binder) and term.kind == "derivative" and term.parameters[0] is x


def _speaks_of_more(claim: Term, function: Symbol, x: Symbol) -> bool:
    """Whether a claim has values of a function elsewhere, or by themselves, or derivatives of derivatives."""
    parts = [t for t in subterms(claim) if isinstance(t, Apply | Binder) and function in t.symbols]
    slopes = [t for t in parts if isinstance(t, Binder) and t.kind == "derivative"]
    if any(t.parameters[0] is not x or _is_nested(t) for t in slopes):
        return True
    values = [t for t in parts if isinstance(t, Apply) and t.head == "apply" and t.children[0] is function]
    places = [t.children[1] for t in values if not any(s.is_bound for s in t.children[1].symbols)]
    return any(place is not x for place in places) or (bool(places) and not slopes)


def _is_nested(slope: Binder) -> bool:
    return any(isinstance(t, Binder) and t.kind == "derivative" for t in subterms(slope) if t is not slope)
