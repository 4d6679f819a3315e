"""Definitions that were made by means of names that are defined only now."""

from dataclasses import replace

from derive.algebra.shapes import shape_of
from derive.core.sort import REAL, FunctionSort
from derive.core.term import Apply, Symbol, Term, rewrite
from derive.core.term import replace as substituted
from derive.elaborate.scope import Binding, Definition, Scope


def complete(scope: Scope, new: Definition) -> None:
    """What was defined before by means of a name that then had no meaning, by what it is now."""
    if len(new.parameters) > 1 or new.indices:
        return
    known: dict[str, Binding | None] = {}
    for place in scope.around():
        known = {**place.bindings, **known}
    for name, old in known.items():
        own = (*old.parameters, *old.indices) if isinstance(old, Definition) else ()
        if not isinstance(old, Definition) or name == new.name or old.square is not None:
            continue
        meant = [s for s in old.body.symbols if s.name == new.name and s not in own]
        if len(meant) == 1 and _is_like(meant[0], new):
            scope.bindings[name] = replace(old, body=_with(old.body, meant[0], new))


def _is_like(symbol: Symbol, new: Definition) -> bool:
    """Whether a name stood for something of the kind that it is defined as now."""
    if not new.parameters:
        return not isinstance(symbol.sort, FunctionSort) and shape_of(symbol) == shape_of(new.body)
    return symbol.sort == FunctionSort((REAL,), REAL) and shape_of(new.body) == ()


def _with(body: Term, symbol: Symbol, new: Definition) -> Term:
    """A body with what was defined in the place of its name, also where that is applied to something."""

    def value(term: Term) -> Term | None:
        applied = isinstance(term, Apply) and term.head == "apply" and term.children[0] is symbol
        return substituted(new.body, {new.parameters[0]: term.children[1]}) if applied else None

    return rewrite(body, value) if new.parameters else substituted(body, {symbol: new.body})
