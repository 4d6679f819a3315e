r"""Primes and dots at functions: ``f''(x)``, ``\dot s(t)``, and ``\ddot s`` where s is a function of time."""

from dataclasses import replace

from derive.core.sort import REAL, FunctionSort
from derive.core.source import Place
from derive.core.surface import Name
from derive.core.term import Symbol, Term, bind
from derive.elaborate.application import Head, head_of
from derive.elaborate.arrays import shape
from derive.elaborate.names import DOTS, name_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition
from derive.elaborate.standing import plain_name


def undotted(reading: Reading, node: Name) -> tuple[Name, int]:
    """The function under dots and how often it is differentiated; (node, 0) if dots are part of a name."""
    order = DOTS.get(node.accents[-1], 0) if node.accents else 0
    meaning = reading.meaning(node)[1] if order else None
    if not order or not (meaning is None or isinstance(meaning, Definition)):
        return node, 0
    bare = replace(node, accents=node.accents[:-1])
    return (bare, order) if _is_function(reading, bare) else (node, 0)


def _is_function(reading: Reading, node: Name) -> bool:
    text, binding = reading.meaning(node)
    if binding is None and not reading.use(text).arguments:
        binding = reading.scope.remembered(text)
    if isinstance(binding, Definition):
        return len(binding.parameters) == 1
    if binding is not None:
        return isinstance(binding, Symbol) and isinstance(binding.sort, FunctionSort)
    return bool(reading.use(text).arguments) and head_of(reading, node) is not None


def named(reading: Reading, node: Name) -> Term:
    """The value of a name by itself; a function under dots is taken at its own variable."""
    if not node.accents:
        return plain_name(reading, node)
    bare, order = undotted(reading, node)
    head = head_of(reading, bare) if order else None
    if head is None:
        return plain_name(reading, node)
    return derived(reading, head, order, (reading.term(_variable(reading, bare)),), node.place)


def _variable(reading: Reading, node: Name) -> Name:
    """What a function is written of: the parameter of its definition, or what it is applied to."""
    text, binding = reading.meaning(node)
    if isinstance(binding, Definition):
        return Name(node.place, binding.parameters[0].name)
    shown = [items[0] for items in reading.use(text).arguments if len(items) == 1]
    names = {name_of(s): s for s in shown}
    only = next(iter(names.values())) if len(names) == 1 else None
    if not isinstance(only, Name):
        raise refusal("prime-of-expression", node.place)
    return only


def derived(reading: Reading, head: Head, order: int, arguments: tuple[Term, ...], place: Place) -> Term:
    """The derivative of a function of one variable at its argument, on every entry of an array."""
    if len(arguments) != 1:
        raise refusal("prime-of-several-variables", place, name=head.name)
    if shape(arguments[0]):
        return reading.each(arguments[0], lambda a: derived(reading, head, order, (a,), place))
    variable = reading.loose("t", REAL)

    def derived_entry(value: Term) -> Term:
        for _ in range(order - 1):
            value = bind("derivative", variable, value, variable)
        return bind("derivative", variable, value, arguments[0])

    return reading.each(head.to(reading, (variable,), place), derived_entry)
