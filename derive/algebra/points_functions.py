r"""Functions that a hypothesis gives by one value of theirs: ``f(x) = f(0) + 3x`` for all x."""

from collections.abc import Iterator
from typing import Final

from derive.core.sort import REAL
from derive.core.term import ZERO, Apply, Binder, Number, Symbol, Term, bind, fresh, replace, subterms

_VALUES: Final = (1, 0, 2, -1, 3)


def given_functions(
    symbol: Symbol, hypotheses: tuple[Term, ...], chosen: dict[Term, Term], flavour: int
) -> Iterator[Term]:
    """The functions that statements for all numbers give, as lambda terms, with ``chosen`` for other symbols.

    The values of which they speak are what equations say that they are, else small numbers.
    """
    for hypothesis in hypotheses:
        if not isinstance(hypothesis, Binder) or hypothesis.kind != "forall":
            continue
        x = fresh("t", REAL, hypothesis)
        body = hypothesis.open(x) if hypothesis.variable.sort == REAL else ZERO
        if not isinstance(body, Apply) or body.head != "eq" or body.children[0] is not _value(symbol, x):
            continue
        value = body.children[1]
        anchors = _anchors(symbol, value, x)
        known = {a: replace(_known(a, hypotheses, k + flavour), chosen) for k, a in enumerate(anchors)}
        value = replace(replace(value, known), chosen)
        if value.symbols <= {x}:
            yield bind("lambda", x, value)


def _value(symbol: Symbol, place: Term) -> Term:
    return Apply("apply", symbol, place)


def _anchors(symbol: Symbol, value: Term, x: Symbol) -> list[Term]:
    """The values at places that do not vary."""
    parts = (t for t in subterms(value) if isinstance(t, Apply) and t.head == "apply")
    return list(dict.fromkeys(t for t in parts if t.children[0] is symbol and x not in t.symbols))


def _known(anchor: Term, hypotheses: tuple[Term, ...], number: int) -> Term:
    """What an equation says that a value is; else one of a few numbers."""
    for h in hypotheses:
        if isinstance(h, Apply) and h.head == "eq" and anchor in h.children:
            other = h.children[1] if h.children[0] is anchor else h.children[0]
            if not any(isinstance(t, Apply) and t.head == "apply" for t in subterms(other)):
                return other
    return Number(_VALUES[number % len(_VALUES)])
