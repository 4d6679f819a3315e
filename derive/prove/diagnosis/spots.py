"""The nodes of a written side, each with the part it plays and a way to put another in its place."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any, Final

from derive.core.surface import (
    Big,
    Call,
    Chain,
    Differential,
    Fence,
    Fraction,
    Grid,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Radical,
    Relation,
    Scripted,
    Signed,
    Surface,
    Words,
)
from derive.syntax.tree import children
from derive.theory.mending import SUMS, is_same, unfenced
from derive.theory.mistake import Spot, Surroundings

DEEPEST: Final = 40
MOST_NAMES: Final = 8
_MARKS: Final = ("T", "\\top", "\\intercal", "*", "+", "-", "\\infty")
_ROLES: Final = {
    (Scripted, "base"): "base",
    (Scripted, "sub"): "index",
    (Scripted, "sup"): "exponent",
    (Fraction, "numerator"): "numerator",
    (Fraction, "denominator"): "denominator",
    (Radical, "radicand"): "radicand",
    (Call, "argument"): "argument",
    (Big, "sub"): "lower",
    (Big, "sup"): "upper",
    (Big, "body"): "body",
    (Differential, "operand"): "body",
    (Grid, "rows"): "entry",
    (Juxtaposed, "items"): "factor",
    (Fence, "items"): "inside",
}
_FIXED: Final = frozenset(("place", "separators", "variables", "differentials", "notes", "head"))
_COUNTING: Final = frozenset(("index", "lower", "upper"))
_PASSING: Final = frozenset(("argument", "exponent", "index", "lower", "upper"))

Put = Callable[[Surface], Surface]
_Children = list[tuple[Surface, Callable[[Surface], Any]]]


@dataclass(frozen=True, slots=True)
class Position:
    """A spot, and how the whole side looks with another node there."""

    spot: Spot
    put: Put


def positions(side: Surface, around: Surroundings) -> Iterator[Position]:
    """All nodes of a side that may be changed, outer ones first."""
    waiting: list[tuple[Surface, str, Put, int]] = [(side, "whole", lambda new: new, 0)]
    while waiting:
        node, role, put, depth = waiting.pop(0)
        yield Position(Spot(node, role, around), put)
        if depth < DEEPEST and not isinstance(node, Words | Name | Numeral):
            waiting.extend((*below, depth + 1) for below in _below(node, role, put))


def _below(node: Surface, role: str, put: Put) -> Iterator[tuple[Surface, str, Put]]:
    for field in fields(node):
        if field.name in _FIXED or (isinstance(node, Signed) and field.name == "sign"):
            continue
        inner = _role(node, field.name, role)
        for child, new in _twins_turned(list(_nodes(getattr(node, field.name)))):
            if not _is_bound(node, field.name, child):
                yield child, inner, _putting(node, field.name, new, put)
    if isinstance(node, Call) and isinstance(node.head, Scripted) and isinstance(node.head.sup, Numeral):
        yield node.head.sup, "exponent", _in_head(node, node.head, put)


def _in_head(node: Call, head: Scripted, put: Put) -> Put:
    r"""The exponent of ``\sin^2 x`` stands at its head."""
    return lambda other: put(replace(node, head=replace(head, sup=other)))


def _twins_turned(found: _Children) -> _Children:
    """Where the same is written twice, the second one first: people repeat what they have just written."""
    for k in range(len(found) - 1):
        if is_same(found[k][0], found[k + 1][0]):
            found[k], found[k + 1] = found[k + 1], found[k]
    return found


def _role(node: Surface, field: str, role: str) -> str:
    if isinstance(node, Infix) and role not in _COUNTING:
        return "summand" if node.operators[0] in SUMS else "factor"
    if (isinstance(node, Fence) and role in _PASSING) or (isinstance(node, Juxtaposed) and role == "index"):
        return role
    if isinstance(node, Signed | Chain | Infix):
        return role
    return _ROLES.get((type(node), field), "")


def _is_bound(node: Surface, field: str, child: Surface) -> bool:
    """Whether a child is no value: the variable of a sum, what tends where, a mark above a letter."""
    if isinstance(node, Big) and node.operator == "lim" and field == "sub":
        return True
    if isinstance(node, Chain):
        return field == "terms" and child is node.terms[0]
    return field == "sup" and isinstance(child, Name) and child.text in _MARKS and isinstance(node, Scripted)


def _nodes(value: Any) -> Iterator[tuple[Surface, Callable[[Surface], Any]]]:
    """The nodes in a field, each with the field's value when another takes its place."""
    if isinstance(value, tuple):
        for k, item in enumerate(value):
            for child, new in _nodes(item):
                yield child, _in_tuple(value, k, new)
    elif hasattr(value, "place") and not isinstance(value, Relation):
        yield value, lambda other: other


def _in_tuple(value: tuple[Any, ...], k: int, new: Callable[[Surface], Any]) -> Callable[[Surface], Any]:
    return lambda other: (*value[:k], new(other), *value[k + 1 :])


def _putting(node: Surface, field: str, new: Callable[[Surface], Any], put: Put) -> Put:
    return lambda other: put(replace(node, **{field: new(other)}))


def surroundings(*sides: Surface, arrays: bool) -> Surroundings:
    """What occurs in the sides."""
    names: dict[object, Surface] = {}
    indices: dict[object, Surface] = {}
    numerals: dict[str, None] = {}
    heads: dict[str, Name] = {}
    arguments: dict[object, Surface] = {}
    for side in sides:
        for position in positions(side, Surroundings()):
            node, role = position.spot.node, position.spot.role
            for index in _indices_of_derivative(node):
                indices.setdefault(index.text, index)
            if isinstance(node, Numeral):
                numerals[node.text] = None
            if isinstance(node, Call):
                _enter_call(node, heads, arguments)
            if isinstance(node, Big) and isinstance(node.sub, Chain) and isinstance(node.sub.terms[0], Name):
                indices.setdefault(node.sub.terms[0].text, node.sub.terms[0])
            if role == "index" and isinstance(node, Name | Numeral):
                indices.setdefault(node.text, node)
            elif _is_value(node, role):
                names.setdefault(_key(node), node)
    return Surroundings(
        tuple(names.values())[:MOST_NAMES],
        tuple(indices.values())[:MOST_NAMES],
        tuple(numerals),
        tuple(Call(h.place, h, a) for h in heads.values() for a in arguments.values())[:MOST_NAMES],
        arrays,
    )


def _enter_call(node: Call, heads: dict[str, Name], arguments: dict[object, Surface]) -> None:
    """The function, and its argument if that is a letter."""
    head = node.head.base if isinstance(node.head, Scripted) and node.head.sub is None else node.head
    argument = unfenced(node.argument)
    parts = argument.items if isinstance(argument, Infix) else (argument,)
    if isinstance(head, Name) and head.function:
        heads.setdefault(head.text, head)
        arguments.update((_key(part), part) for part in parts if isinstance(part, Name))


def _indices_of_derivative(node: Surface) -> Iterator[Name]:
    """The letters in the indices of what is differentiated by."""
    for variable in node.variables if isinstance(node, Differential) else ():
        if isinstance(variable, Scripted) and variable.sub is not None:
            parts = variable.sub.items if isinstance(variable.sub, Juxtaposed) else (variable.sub,)
            yield from (part for part in parts if isinstance(part, Name))


def _is_value(node: Surface, role: str) -> bool:
    if isinstance(node, Name):
        return not node.function and role != "base" and (len(node.text) == 1 or node.text.startswith("\\"))
    return isinstance(node, Scripted) and node.sub is not None and node.sup is None and not node.primes


def _key(node: Surface) -> tuple[object, ...]:
    """The node without its places."""
    return (type(node), *(getattr(node, f, None) for f in ("text", "style")), *map(_key, children(node)))
