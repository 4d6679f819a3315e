r"""Partial derivatives written as subscripts: ``u_{xx}`` and ``f_x(1, 2)`` of functions that were defined."""

from typing import Final

from derive.core.surface import Fraction, Name, Scripted, Surface
from derive.core.term import Apply, Symbol, Term, bind, replace
from derive.elaborate.application import arguments_of
from derive.elaborate.arrays import shape
from derive.elaborate.names import name_of, subscripts
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Definition

SEVERAL: Final = 2
_AXES: Final = ("x", "y", "z")


def partial_derivative(reading: Reading, node: Surface, argument: Surface | None = None) -> Term | None:
    """The derivative by the variables in the subscript, at an argument or at themselves; else None."""
    if not isinstance(node, Scripted):
        return None
    meaning = _meaning(reading, node)
    variables = _variables(meaning, node) if meaning is not None else None
    if meaning is None or variables is None:
        return None
    value = meaning.body
    for variable in variables:
        value = bind("derivative", variable, value, variable)
    if argument is None:
        places = tuple(reading.term(Name(node.place, p.name)) for p in meaning.parameters)
    else:
        places = arguments_of(reading, argument)
    if len(places) != len(meaning.parameters):
        return None
    return replace(value, dict(zip(meaning.parameters, places, strict=True)))


def laplacian(reading: Reading, node: Surface) -> Term | None:
    r"""The sum of the second derivatives of a function of several numbers in ``\Delta u``; else None."""
    if isinstance(node, Fraction):
        value = reading.term(node)
        variables = () if shape(value) else _coordinates(value)
        return Apply("add", *(_twice(value, p) for p in variables)) if len(variables) >= SEVERAL else None
    meaning = reading.meaning(node)[1] if isinstance(node, Name) else None
    if not isinstance(meaning, Definition) or shape(meaning.body):
        return None
    variables = meaning.parameters or _coordinates(meaning.body)
    if len(variables) < SEVERAL or any(map(shape, variables)):
        return None
    twice = [_twice(meaning.body, p) for p in variables]
    if not meaning.parameters:
        return Apply("add", *twice)
    places = tuple(reading.term(Name(node.place, p.name)) for p in variables)
    return replace(Apply("add", *twice), dict(zip(variables, places, strict=True)))


def _coordinates(value: Term) -> tuple[Symbol, ...]:
    """The symbols of a value, if all of them are coordinates in the plane or in space."""
    names = {s.name: s for s in value.symbols}
    found = tuple(names[n] for n in _AXES if n in names)
    return found if len(found) == len(value.symbols) else ()


def _twice(value: Term, variable: Symbol) -> Term:
    return bind("derivative", variable, bind("derivative", variable, value, variable), variable)


def _meaning(reading: Reading, node: Surface) -> Definition | None:
    """The function of numbers that a name with a subscript is derived from."""
    base = node.base if isinstance(node, Scripted) and node.sup is None and not node.primes else None
    meaning = reading.meaning(base)[1] if isinstance(base, Name) else None
    plain = isinstance(meaning, Definition) and not meaning.indices and not shape(meaning.body)
    return meaning if isinstance(meaning, Definition) and plain and meaning.parameters else None


def _variables(meaning: Definition, node: Surface) -> tuple[Symbol, ...] | None:
    """The parameters that the letters of the subscript name; None if one of them is something else."""
    names = {p.name: p for p in meaning.parameters if not shape(p)}
    letters = [name_of(s) for s in subscripts(node.sub)] if isinstance(node, Scripted) and node.sub else []
    found = [names.get(n or "") for n in letters]
    return tuple(p for p in found if p is not None) if found and None not in found else None
