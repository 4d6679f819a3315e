r"""Largest and smallest of what is left: ``\max_{j \ne i} a_j``, ``\max(A \setminus \{b\})``."""

from typing import Final

from derive.core.surface import Dots, Fence, Infix, Surface
from derive.core.term import ONE, ZERO, Apply, Symbol, Term, bind
from derive.elaborate.arrays import entry, rank, shape, upright
from derive.elaborate.patterns import listed
from derive.elaborate.reading import Reading
from derive.elaborate.sets import is_difference

_KINDS: Final = {"max": "maximum", "min": "minimum"}
_CONVERSE: Final = {"maximum": "minimum", "minimum": "maximum"}


def selected(kind: str, index: Symbol, body: Term, condition: Term, ends: tuple[Term, Term]) -> Term:
    """The extreme of the values for which a condition holds; undefined where it never does.

    A value that is left out counts as the other extreme of all of them, which changes nothing.
    """
    other = bind(_CONVERSE[kind], index, body, *ends)
    chosen = bind(kind, index, Apply("cases", body, condition, other), *ends)
    count = bind("sum", index, Apply("cases", ONE, condition, ZERO), *ends)
    return Apply("cases", chosen, Apply("lt", ZERO, count))


def extreme_of_difference(reading: Reading, name: str, argument: Surface) -> Term | None:
    r"""The extreme of ``\{a_1, \dots, a_n\} \setminus \{b, c\}``; None for other arguments."""
    if name not in _KINDS:
        return None
    while isinstance(argument, Fence) and argument.opening in "([" and len(argument.items) == 1:
        argument = argument.items[0]
    if not is_difference(argument):
        return None
    values, members = _array(reading, argument), _left_out(reading, argument)
    if values is None or not members:
        return None
    i = reading.counter()
    value = entry(values, i)
    reading.runs(i, shape(values)[0])
    different = [Apply("ne", value, m) for m in members]
    condition = different[0] if len(different) == 1 else Apply("and", *different)
    return selected(_KINDS[name], i, value, condition, (ONE, shape(values)[0]))


def _array(reading: Reading, node: Infix) -> Term | None:
    first = node.items[0]
    if not isinstance(first, Fence) or first.opening != "{" or Dots not in map(type, first.items):
        return None
    found = upright(listed(reading, first.items, first.place))
    return found if rank(found) == 1 else None


def _left_out(reading: Reading, node: Infix) -> list[Term]:
    """The numbers that are taken away; none if something else is."""
    sets = [s for s in node.items[1:] if isinstance(s, Fence) and s.opening == "{"]
    members = [m for s in sets for m in s.items]
    if len(sets) < len(node.items) - 1 or Dots in map(type, members):
        return []
    found = [reading.term(m) for m in members]
    return [] if any(map(shape, found)) else found
