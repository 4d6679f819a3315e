"""Binders as formulas: sums, integrals, limits, derivatives, tables; with letters for bound variables."""

from collections.abc import Callable
from typing import Final

from derive.algebra.layout import HERE, Level, Piece, fenced, listed, name, subscripted
from derive.algebra.partials import Partial, partial_of
from derive.core.sort import INTEGER, FunctionSort
from derive.core.surface import (
    Big,
    Call,
    Chain,
    Differential,
    Evaluated,
    Listing,
    Name,
    Relation,
    Scripted,
    Surface,
)
from derive.core.term import Apply, Binder, Number, Symbol, Term

Show = Callable[[Term], Piece]

_INDICES: Final = "jkilmnpqrs"
_REALS: Final = "tuvsxyzwrpq"
_ARRAYS: Final = "xyzuvwabc"


def piece(term: Binder, show: Show) -> Piece:
    """The formula of a binder; ``show`` gives that of a term."""
    return _KINDS[term.kind](term, show)


def opened(term: Binder) -> tuple[Symbol, Term]:
    """The body, with a letter that is free as variable, and another one than binders inside have."""
    sort = term.variable.sort
    if sort is INTEGER:
        letters = _INDICES
    elif isinstance(sort, FunctionSort):
        letters = "fgh"
    else:
        letters = _ARRAYS if sort.shape else _REALS
    taken = {s.name for s in term.symbols}
    depth = term.body.binders % len(letters)
    free = [c for c in letters[depth:] + letters[:depth] if c not in taken]
    number = 1
    while not free:
        free = [f"{c}_{number}" for c in letters if f"{c}_{number}" not in taken]
        number += 1
    symbol = Symbol(free[0], sort)
    return symbol, term.open(symbol)


def _relation(left: Surface, sign: str, right: Surface) -> Chain:
    return Chain(HERE, (left, right), (Relation(HERE, sign),))


def _big(operator: str) -> Callable[[Binder, Show], Piece]:
    def big(term: Binder, show: Show) -> Piece:
        lower, upper = (show(p).surface for p in term.parameters)
        j, body = opened(term)
        sub = _relation(name(j.name), "=", lower)
        return Piece(Big(HERE, operator, sub, upper, show(body).at(Level.OPERATOR)), Level.OPERATOR)

    return big


def _integral(term: Binder, show: Show) -> Piece:
    lower, upper = (show(p).surface for p in term.parameters)
    t, body = opened(term)
    big = Big(HERE, "int", lower, upper, show(body).at(Level.OPERATOR), (name(t.name),))
    return Piece(big, Level.OPERATOR)


def _antiderivative(term: Binder, show: Show) -> Piece:
    (at,) = term.parameters
    if isinstance(at, Symbol) and at not in term.body.symbols:
        big = Big(HERE, "int", None, None, show(term.open(at)).at(Level.OPERATOR), (name(at.name),))
        return Piece(big, Level.OPERATOR)
    t, body = opened(term)
    big = Big(HERE, "int", None, None, show(body).at(Level.OPERATOR), (name(t.name),))
    return _evaluated(big, t, show(at))


def _evaluated(operand: Surface, variable: Symbol, at: Piece) -> Piece:
    sub = _relation(name(variable.name), "=", at.surface)
    return Piece(Evaluated(HERE, fenced(operand), sub, None), Level.SCRIPT)


def _limit(term: Binder, show: Show) -> Piece:
    point, direction = term.parameters
    x, body = opened(term)
    target = show(point)
    side = direction.value if isinstance(direction, Number) else 0
    if side:
        target = Piece(Scripted(HERE, target.at(Level.ATOM), None, name("+" if side > 0 else "-")))
    sub = _relation(name(x.name), "\\to", target.surface)
    return Piece(Big(HERE, "lim", sub, None, show(body).at(Level.OPERATOR)), Level.OPERATOR)


def _derivative(term: Binder, show: Show) -> Piece:
    partial = partial_of(term)
    if partial is not None and len(partial.arguments) == 1 and _primed(partial):
        head = show(partial.function).at(Level.ATOM)
        call = Scripted(HERE, head, None, None, len(partial.orders))
        value = Piece(Call(HERE, call, fenced(show(partial.arguments[0]).surface)), Level.CALL)
        return subscripted(value, *(show(i).surface for i in partial.entry)) if partial.entry else value
    at, *indices = term.parameters
    if isinstance(at, Symbol) and at not in term.body.symbols:
        return Piece(_differential(at, indices, term.open(at), show), Level.OPERATOR)
    x, body = opened(term)
    return _evaluated(_differential(x, indices, body, show), x, show(at))


def _primed(partial: Partial) -> bool:
    return 1 <= len(partial.orders) <= 3 and not any(indices for _, indices in partial.orders)


def _differential(variable: Symbol, indices: list[Term], body: Term, show: Show) -> Differential:
    by = Piece(name(variable.name))
    by = subscripted(by, *(show(i).surface for i in indices)) if indices else by
    sign = "\\partial" if indices or len(body.symbols) > 1 else "d"
    return Differential(HERE, sign, (by.surface,), show(body).at(Level.SCRIPT))


def _tabulate(term: Binder, show: Show) -> Piece:
    """The entry in brackets with its index outside; the length is that of what is indexed."""
    j, body = opened(term)
    return Piece(Scripted(HERE, fenced(show(body).surface), name(j.name)), Level.SCRIPT)


def _lambda(term: Binder, show: Show) -> Piece:
    x, body = opened(term)
    return Piece(_relation(name(x.name), "\\mapsto", show(body).surface), Level.STATEMENT)


def _quantified(word: str) -> Callable[[Binder, Show], Piece]:
    def quantified(term: Binder, show: Show) -> Piece:
        x, body = opened(term)
        variable: Surface = Name(HERE, x.name)
        if word == "forall" and isinstance(body, Apply) and body.head == "implies":
            condition, body = body.children
            variable = listed((variable, show(condition).surface), "with")
        return Piece(Listing(HERE, (show(body).surface, variable), (word,)), Level.STATEMENT)

    return quantified


_KINDS: Final[dict[str, Callable[[Binder, Show], Piece]]] = {
    "sum": _big("sum"),
    "product": _big("prod"),
    "maximum": _big("max"),
    "minimum": _big("min"),
    "integral": _integral,
    "antiderivative": _antiderivative,
    "limit": _limit,
    "derivative": _derivative,
    "tabulate": _tabulate,
    "lambda": _lambda,
    "forall": _quantified("forall"),
    "exists": _quantified("exists"),
}
