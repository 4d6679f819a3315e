"""Conditions on arrays, put to use: points at which they hold, and claims about arrays of length 1."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from derive.core.claim import Claim
from derive.core.sort import Sort
from derive.core.term import ONE, Apply, Binder, Number, Symbol, Term, bind, binders_in, fresh
from derive.core.term import replace as substituted
from derive.core.verdict import Assignment
from derive.prove.propositions import head_of

Rows = list[list[Fraction]]
Entry = Callable[[Rows, int, int], Fraction]


def is_symmetric(value: Term) -> bool:
    """Whether a matrix of numbers is its own transpose."""
    rows = [row.children for row in value.children]
    return all(rows[i][k] is rows[k][i] for i in range(len(rows)) for k in range(i) if len(rows[i]) > i)


def moved_arrays(condition: Term, point: Assignment) -> Assignment | None:
    """The point with other arrays, at which a condition holds; None if no such point is known.

    A matrix is made symmetric, of two that are to commute the second one is the first and a multiple of
    the unit matrix, arrays of a dimension that is to be 1 keep their first entries.
    """
    left, right = condition.children
    if isinstance(left, Symbol):
        return _shortened(left, point) if right is ONE else None
    if head_of(left) == "transpose":
        return _changed(point, right, right, lambda m, i, k: m[i][k] + m[k][i])
    if head_of(left) == "matmul":
        first, second = left.children
        return _changed(point, second, first, lambda m, i, k: m[i][k] + 2 * (i == k))
    return None


def _changed(point: Assignment, symbol: Term, of: Term, entry: Entry) -> Assignment | None:
    """The point with a matrix that is made of the entries of another one."""
    value = dict(point.values).get(of)  # type: ignore[call-overload]  # a symbol
    rows = None if value is None else _rows(value)
    if rows is None:
        return None
    size = range(len(rows))
    new = Apply("matrix", *(Apply("vector", *(Number(entry(rows, i, k)) for k in size)) for i in size))
    return Assignment(tuple((s, new if s is symbol else v) for s, v in point.values))


def _rows(matrix: Term) -> Rows | None:
    found = [[e.value for e in row.children if isinstance(e, Number)] for row in matrix.children]
    return found if found and all(len(row) == len(found) for row in found) else None


def _shortened(dimension: Symbol, point: Assignment) -> Assignment:
    """The point at which a dimension is 1."""
    return Assignment(
        tuple((s, ONE if s is dimension else _first(v, _shape(s), dimension)) for s, v in point.values)
    )


def _shape(symbol: Symbol) -> tuple[Term, ...]:
    return symbol.sort.shape if isinstance(symbol.sort, Sort) else ()


def _first(value: Term, shape: tuple[Term, ...], dimension: Symbol) -> Term:
    """The first entries along the places where an array has the dimension."""
    if not shape or not isinstance(value, Apply) or value.head not in {"vector", "matrix"}:
        return value
    kept = value.children[:1] if shape[0] is dimension else value.children
    return Apply(value.head, *(_first(part, shape[1:], dimension) for part in kept))


def of_length_one(claim: Claim, dimension: Symbol) -> Claim:
    """The claim for a dimension that is 1: about arrays of one entry along it."""
    known: dict[Term, Term] = {dimension: ONE}
    for symbol in claim.context.symbols:
        if dimension in _shape(symbol) and isinstance(symbol.sort, Sort):
            shape = tuple(ONE if d is dimension else d for d in symbol.sort.shape)
            known[symbol] = Symbol(symbol.name, replace(symbol.sort, shape=shape))
    symbols = tuple(n for s in claim.context.symbols if isinstance(n := known.get(s, s), Symbol))
    hypotheses = tuple(
        replace(h, proposition=_lowered(h.proposition, known)) for h in claim.context.hypotheses
    )
    context = replace(claim.context, symbols=symbols, hypotheses=hypotheses)
    return replace(claim, context=context, proposition=_lowered(claim.proposition, known))


def _lowered(term: Term, known: dict[Term, Term]) -> Term:
    """The term for a dimension of 1, in which also bound arrays have one entry along it."""
    bound = [b.variable for b in binders_in(term)]
    if not any(d in known for v in bound for d in _shape(v)):
        return substituted(term, known)
    if not isinstance(term, Binder):
        return term.rebuild(tuple(_lowered(c, known) for c in term.children))
    variable = fresh("t", term.variable.sort, term)
    new, sort = variable, variable.sort
    if isinstance(sort, Sort) and sort.shape:
        new = Symbol(variable.name, replace(sort, shape=tuple(known.get(d, d) for d in sort.shape)))
    body = _lowered(term.open(variable), {**known, variable: new})
    return bind(term.kind, new, body, *(_lowered(p, known) for p in term.parameters))
