r"""Largest and smallest values, and where they are taken: ``\max_{x \in [0, 1]} x(1-x) = \frac{1}{4}``.

A value is a maximum if none is beyond it and it is one of them; a supremum if none is beyond it and
nothing smaller is a bound. It is the same to say that it is a maximum, or that nothing smaller is a bound.
"""

from typing import Final

from derive.core.sort import REAL
from derive.core.surface import Big, Call, Chain, Fence, Name, Relation, Scripted, Surface
from derive.core.term import INFINITY, Apply, Binder, Symbol, Term, bind, fresh, negative, replace
from derive.elaborate.arrays import shape
from derive.elaborate.described import every, is_set, some
from derive.elaborate.names import name_of, names_in
from derive.elaborate.patterns import settled
from derive.elaborate.quantifiers import of_variable
from derive.elaborate.reading import Reading
from derive.elaborate.sets import ends, number_set
from derive.elaborate.walk import nodes

_LARGEST: Final = {"max": "le", "sup": "le", "min": "ge", "inf": "ge"}
_BEYOND: Final = {"le": "lt", "ge": "gt"}
_PLACES: Final = {"argmax": "le", "argmin": "ge"}
_SELECTING: Final = frozenset((*_LARGEST, *_PLACES))
_BOUNDED: Final = {"\\le": "le", "\\ge": "ge"}
_RANGES: Final = frozenset(("\\in", "<", ">", "\\le", "\\ge", "\\ne"))
_WHOLE: Final = frozenset(("\\mathbb{N}", "\\mathbb{Z}"))
_ENDS: Final = {"le": negative(INFINITY), "ge": INFINITY}


def extremum(reading: Reading, left: Surface, right: Surface, sign: Relation) -> Term | None:
    """The proposition that a value is an extreme one, or that something is taken at a place.

    None for other relations, and for extremes over an index.
    """
    for side, other in ((left, right), (right, left)):
        operator, values = _extreme_of(reading, side)
        if values is None:
            continue
        if operator in _LARGEST and sign.sign == "=":
            return _extreme(reading, operator, values, other)
        bound = _BOUNDED.get(sign.sign) if side is left else None
        if operator in _LARGEST and bound == _LARGEST[operator]:
            return _bounded(reading, bound, values, other)
        if operator in _PLACES and sign.sign == "=" and isinstance(side, Big):
            return _place(reading, side, other)
    if sign.sign == "\\in" and isinstance(right, Big) and right.operator in _PLACES:
        return _place(reading, right, left, alone=False)
    return None


def _bounded(reading: Reading, head: str, values: Surface, other: Surface) -> Term:
    value = reading.term(other)
    return every(reading, values, lambda m: Apply(head, m, value))


def _extreme_of(reading: Reading, node: Surface) -> tuple[str, Surface | None]:
    """The operator, and the set of the values of which it takes the largest or smallest."""
    if isinstance(node, Call) and isinstance(node.head, Name):
        operator = node.head.text.removeprefix("\\")
        described = isinstance(node.argument, Fence) and {*node.argument.separators} & {":", "|"}
        sure = described or (operator in ("sup", "inf") and is_set(reading, node.argument))
        return operator, node.argument if operator in _LARGEST and sure else None
    if not isinstance(node, Big) or node.operator not in _SELECTING:
        return "", None
    if node.sub is None or not _is_range(node.sub, node):
        return node.operator, None
    return node.operator, Fence(node.place, "{", "}", (node.body, node.sub), (":",))


def _is_range(node: Surface, whole: Big) -> bool:
    """Whether a real variable runs through a set, or all numbers that are related to a bound.

    A supremum may also be one over integers; a name that counts entries is an index.
    """
    indices = names_in(*(n.sub for n in nodes(whole.body) if isinstance(n, Scripted) and n.sub is not None))
    if names_in(node) & indices:
        return False
    if not isinstance(node, Chain):
        return whole.operator not in ("max", "min")
    if len(node.terms) != 2 or node.relations[0].sign not in _RANGES:  # a bound
        return False
    collection = node.terms[1]
    if collection is None or node.relations[0].sign != "\\in":
        return collection is not None
    plain = not isinstance(collection, Name) or number_set(collection) is not None
    return plain and ends(collection) is None


def _extreme(reading: Reading, operator: str, values: Surface, other: Surface) -> Term | None:
    wanted = reading.term(other)
    if shape(wanted):
        return None
    head = _LARGEST[operator]
    beyond = _BEYOND[head]
    bound = every(reading, values, lambda m: Apply(head, m, wanted))
    if operator in ("max", "min"):
        return Apply("and", bound, some(reading, values, lambda m: Apply("eq", m, wanted)))
    limit = reading.loose("u", REAL)
    nearer = some(reading, values, lambda m: Apply(beyond, limit, m))
    if wanted in (INFINITY, negative(INFINITY)):
        return bind("forall", limit, nearer) if wanted is not _ENDS[head] else None
    nothing_less = bind("forall", limit, Apply("implies", Apply(beyond, limit, wanted), nearer))
    attained = some(reading, values, lambda m: Apply("eq", m, wanted))
    return Apply("and", bound, Apply("or", attained, nothing_less))


def _place(reading: Reading, node: Big, other: Surface, *, alone: bool = True) -> Term | None:
    """That the extreme value is taken at a place, and ``alone`` there."""
    place, over, head = reading.term(other), node.sub, _PLACES[node.operator]
    if over is None or (shape(place) and not isinstance(over, Chain)):
        return None
    sort = None if isinstance(over, Chain) else REAL

    def both(x: Symbol) -> tuple[Term, Term]:
        value = reading.term(node.body)
        moving = (s for s in value.symbols if s is x or s.name == name_of(_name(over)))
        return value, settled(replace(value, dict.fromkeys(moving, place)))

    said = [of_variable(reading, "forall", over, lambda x: Apply(head, *both(x)), sort)]
    if alone:
        only = of_variable(reading, "forall", over, lambda x: _only(x, *both(x), place), sort)
        said.append(_at_once(only))
    inside = of_variable(reading, "exists", over, lambda x: Apply("eq", x, place), sort)
    there = inside.open(place) if isinstance(inside, Binder) else inside
    if isinstance(there, Apply) and there.head == "and":
        said[:0] = there.children[:-1]
    return said[0] if len(said) == 1 else Apply("and", *said)


def _only(x: Symbol, value: Term, best: Term, place: Term) -> Term:
    return Apply("implies", Apply("eq", value, best), Apply("eq", x, place))


def _at_once(statement: Term) -> Term:
    """Two conditions, one behind the other, as one."""
    if not isinstance(statement, Binder):
        return statement
    x = fresh("x", statement.variable.sort, statement)
    opened = statement.open(x)
    if not isinstance(opened, Apply) or not isinstance(opened.children[1], Apply):
        return statement
    first, rest = opened.children
    if not isinstance(rest, Apply) or rest.head != "implies":
        return statement
    both = Apply("and", first, rest.children[0])
    return bind(statement.kind, x, Apply("implies", both, rest.children[1]))


def _name(over: Surface) -> Surface:
    first = over.terms[0] if isinstance(over, Chain) else over
    return over if first is None else first
