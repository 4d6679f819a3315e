r"""Equations between functions: ``f' = f``, ``\sigma' = \sigma(1-\sigma)``, ``(fg)' = f'g + fg'``.

Names of functions without arguments are taken at one variable, the same for all of them.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Final

from derive.core.sort import FunctionSort
from derive.core.surface import Call, Differential, Fence, Juxtaposed, Name, Scripted, Surface
from derive.core.term import Symbol
from derive.elaborate.addends import stands_in
from derive.elaborate.names import name_of, names_in
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.walk import nodes, transform
from derive.theory.function import by_letter, by_spelling

_UNKNOWN: Final = frozenset("fgh")
_VARIABLES: Final = ("x", "t", "s", "u")


def variable_of_functions(scope: Scope, trees: Sequence[Surface]) -> tuple[frozenset[str], str] | None:
    """The functions that are written without arguments, and a name for their variable, if there are any."""
    if not any(isinstance(n, Scripted) and n.primes for tree in trees for n in nodes(tree)):
        return None
    names = names_in(*trees)
    functions = frozenset(n for n in names if _is_function(scope, n))
    primed = {n for tree in trees for n in _primed(tree)}
    applied = {n for tree in trees for n in _applied(tree)}
    if not primed or not primed <= functions or applied & functions:
        return None
    own = (v for v in (*_differentiated_by(trees), *_parameters(scope, functions)) if v not in functions)
    variable = next(chain(own, (v for v in _VARIABLES if v not in names)), None)
    return None if variable is None else (functions, variable)


def at_variable(node: Surface, functions: frozenset[str], variable: str) -> Surface:
    """The tree with every function at the variable."""

    def applied(inner: Surface) -> Surface | None:
        bracket = Fence(inner.place, "(", ")", (Name(inner.place, variable),), ())
        if isinstance(inner, Scripted) and isinstance(inner.base, Fence) and inner.primes and not inner.sup:
            return Juxtaposed(inner.place, (inner, bracket))
        if isinstance(inner, Scripted) and name_of(inner.base) in functions and inner.sub is None:
            head = Scripted(inner.place, inner.base, None, None, inner.primes) if inner.primes else inner.base
            value = Juxtaposed(inner.place, (head, bracket))
            if inner.sup is None:
                return value
            return Scripted(inner.place, Fence(inner.place, "(", ")", (value,), ()), None, inner.sup, 0)
        if name_of(inner) in functions:
            return Juxtaposed(inner.place, (inner, bracket))
        return None

    return transform(node, applied)


def _is_function(scope: Scope, name: str) -> bool:
    meaning = scope.lookup(name)
    if isinstance(meaning, Definition):
        return len(meaning.parameters) == 1 and not meaning.indices
    if meaning is not None:
        return isinstance(meaning, Symbol) and isinstance(meaning.sort, FunctionSort)
    known = by_spelling().get(name) or by_letter().get(name)
    return name in _UNKNOWN or (known is not None and known.shape == "scalar" and known.arity == 1)


def _differentiated_by(trees: Sequence[Surface]) -> tuple[str, ...]:
    """What everything is differentiated by, where it is one variable."""
    found = (n.variables for tree in trees for n in nodes(tree) if isinstance(n, Differential))
    names = {name_of(v) for variables in found for v in variables}
    only = names.pop() if len(names) == 1 else None
    return () if only is None else (only,)


def _parameters(scope: Scope, functions: frozenset[str]) -> Iterator[str]:
    """The variables with which functions were defined, if it is the same for all of them."""
    meanings = (scope.lookup(n) for n in sorted(functions))
    names = {m.parameters[0].name for m in meanings if isinstance(m, Definition)}
    yield from names if len(names) == 1 else ()


def _primed(node: Surface) -> Iterator[str]:
    """The names that are differentiated by primes, also in a bracket as a whole."""
    for n in nodes(node):
        if isinstance(n, Scripted) and n.primes:
            yield from (name_of(n.base) or "",) if isinstance(n.base, Name) else names_in(n.base)


def _applied(node: Surface) -> Iterator[str]:
    """The names that have arguments."""
    for n in nodes(node):
        if isinstance(n, Call):
            yield from (name_of(h) or "" for h in nodes(n.head) if isinstance(h, Name))
        items = n.items if isinstance(n, Juxtaposed) else ()
        for left, right in pairwise(items):
            head = left.base if isinstance(left, Scripted) else left
            bracket = right.base if isinstance(right, Scripted) else right
            if isinstance(head, Name) and isinstance(bracket, Fence) and not stands_in(head, bracket):
                yield name_of(head) or ""
