"""A sum whose value is claimed in a closed form, by differences of that form."""

from collections.abc import Iterator

from derive.core.term import MINUS_ONE, Binder, Symbol, Term, add, bind, fresh, replace, subterms, subtract
from derive.prove.exposition.tidy import tidied


def telescoped(left: Term, right: Term) -> Iterator[tuple[Term, str]]:
    """``sum_{k=m}^n f(k) = sum (R(k) - R(k-1)) = R(n) - R(m-1)``, where R(n) is claimed."""
    if not isinstance(left, Binder) or left.kind != "sum" or not isinstance(left.parameters[1], Symbol):
        return
    low, high = left.parameters
    unfinished = any(isinstance(t, Binder) for t in subterms(right))
    if unfinished or high in left.body.symbols or high not in right.symbols or high in low.symbols:
        return
    index = fresh("k", left.variable.sort, left, right)
    at, before = (tidied(replace(right, {high: value})) for value in (index, add(index, MINUS_ONE)))
    first = tidied(replace(right, {high: add(low, MINUS_ONE)}))
    yield bind("sum", index, subtract(at, before), low, high), "differences"
    yield tidied(subtract(right, first)), "telescoping"
