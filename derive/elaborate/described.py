r"""Sets in braces, images, unions, and what holds of all or some of their members.

``\{x \in \mathbb{R} : x^2 < 4\} = (-2, 2)`` says that each number is in one set if it is in the other;
of ``f(\mathbb{R}) = (0, 1]`` it says that every value
is in there, and that every number in there is a value.
"""

from collections.abc import Callable
from typing import Final

from derive.core.sort import REAL
from derive.core.surface import (
    Big,
    Call,
    Chain,
    Differential,
    Fence,
    Fraction,
    Infix,
    Juxtaposed,
    Listing,
    Numeral,
    Postfix,
    Radical,
    Relation,
    Signed,
    Surface,
)
from derive.core.term import INFINITY, ONE, Apply, Term, bind, negative, replace
from derive.elaborate.jointly import captured
from derive.elaborate.names import name_of
from derive.elaborate.quantifiers import of_variable
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Definition
from derive.elaborate.sets import built, ends, interval, is_built, is_difference, membership, number_set

Say = Callable[[Term], Term]
_JOINED: Final = {"\\cup": "or", "\\cap": "and"}
_SIGNS: Final = {"=": "iff", "\\subseteq": "implies", "\\subset": "implies"}
_NUMBERS: Final = frozenset((Numeral, Fraction, Radical, Call, Big, Signed, Postfix, Differential))
_EMPTY: Final = "\\emptyset"


def set_relation(reading: Reading, left: Surface, right: Surface, sign: Relation) -> Term | None:
    """The proposition that sets are equal, or one a part of the other; None for other relations."""
    if sign.sign not in _SIGNS or not (is_set(reading, left) or is_set(reading, right)):
        return None
    if not all(is_set(reading, n) or _is_pair(n) for n in (left, right)):
        return None
    if is_image(reading, left) or is_image(reading, right):
        there = every(reading, left, lambda m: says(reading, right, m))
        back = every(reading, right, lambda m: says(reading, left, m)) if sign.sign == "=" else None
        return there if back is None else Apply("and", there, back)
    element = reading.loose("y", REAL)
    sides = says(reading, left, element), says(reading, right, element)
    return bind("forall", element, Apply(_SIGNS[sign.sign], *sides))


def is_set(reading: Reading, node: Surface) -> bool:
    """Whether a tree can only be a set of numbers."""
    if type(node) in _NUMBERS:
        return False
    if isinstance(node, Infix):
        return all(o in _JOINED or o == "\\setminus" for o in node.operators)
    if isinstance(node, Fence):
        half_open = len(node.items) == 2 and (node.opening + node.closing) in ("[)", "(]", "]]", "[[", "][")
        infinite = _is_pair(node) and any(map(_is_infinite, node.items))
        return half_open or infinite or (node.opening == "{" and ends(node) is None)
    return number_set(node) is not None or name_of(node) == _EMPTY or is_image(reading, node)


def _is_pair(node: Surface) -> bool:
    return (
        isinstance(node, Fence) and len(node.items) == 2 and node.opening in "([]" and node.closing in ")[]"
    )


def _is_infinite(node: Surface) -> bool:
    return name_of(node.operand if isinstance(node, Signed) else node) == "\\infty"


def is_image(reading: Reading, node: Surface) -> bool:
    r"""Whether this is ``f(S)``, or ``\{f(n) : n \in S\}``."""
    if isinstance(node, Fence) and node.opening == "{" and is_built(node):
        first = node.items[0]
        return not isinstance(first, Chain) and name_of(first) is None
    if not isinstance(node, Juxtaposed) or len(node.items) != 2 or not isinstance(node.items[1], Fence):
        return False
    meaning = reading.scope.lookup(name_of(node.items[0]) or "")
    one = isinstance(meaning, Definition) and len(meaning.parameters) == 1 and not meaning.indices
    inside = node.items[1]
    numbers = isinstance(meaning, Definition) and one and meaning.parameters[0].sort == REAL
    return numbers and (
        (len(inside.items) == 1 and (is_set(reading, inside.items[0]) or _is_pair(inside.items[0])))
        or is_set(reading, inside)
    )


def says(reading: Reading, node: Surface, element: Term) -> Term:
    """The proposition that an element is in a set."""
    if isinstance(node, Infix) and not is_difference(node):
        return Apply(_JOINED[node.operators[0]], *(says(reading, i, element) for i in node.items))
    if is_image(reading, node):
        return some(reading, node, lambda m: Apply("eq", m, element))
    if isinstance(node, Fence) and node.opening == "{" and is_built(node):
        return built(reading, node, element, says)
    if name_of(node) == _EMPTY:
        return Apply("ne", element, element)
    if _is_pair(node) and isinstance(node, Fence):
        return within(interval(reading, node), element)
    inside = membership(reading, lambda: element, node)
    if isinstance(inside, Apply) and inside.head == "member":
        collection = inside.children[1]
        if isinstance(collection, Apply) and collection.head == "finite_set":
            equal = [Apply("eq", element, c) for c in collection.children]
            return equal[0] if len(equal) == 1 else Apply("or", *equal)
        if isinstance(collection, Apply) and collection.head == "reals":
            return Apply("eq", element, element)
    return inside


def within(range_: Term, element: Term) -> Term:
    """That a number is between the ends of an interval; an infinite end says nothing."""
    low, high, *closed = range_.children
    said = [
        Apply("le" if is_closed is ONE else "lt", *pair)
        for pair, is_closed, end in (((low, element), closed[0], low), ((element, high), closed[1], high))
        if end not in (INFINITY, negative(INFINITY))
    ]
    return said[0] if len(said) == 1 else Apply("and", *said) if said else Apply("eq", element, element)


def every(reading: Reading, node: Surface, said: Say) -> Term:
    """That something holds of all members of a set."""
    return _quantified(reading, "forall", node, said)


def some(reading: Reading, node: Surface, said: Say) -> Term:
    """That something holds of a member of a set."""
    return _quantified(reading, "exists", node, said)


def _quantified(reading: Reading, kind: str, node: Surface, said: Say) -> Term:
    if is_image(reading, node):
        value, over = _parameterised(node)
        if isinstance(over, tuple):
            return _of_function(reading, kind, over, said)
        return _over(reading, kind, over, lambda: said(reading.term(value)))
    element = reading.loose("y", REAL)
    inside = says(reading, node, element)
    if kind == "exists":
        return bind(kind, element, Apply("and", inside, said(element)))
    return bind(kind, element, Apply("implies", inside, said(element)))


def _over(reading: Reading, kind: str, over: Surface, said: Callable[[], Term]) -> Term:
    """What is said for all or some values of a variable; of one in an interval, by the bounds of that."""
    collection = over.terms[1] if isinstance(over, Chain) and len(over.terms) == 2 else None
    name = name_of(over.terms[0] or over) if isinstance(over, Chain) else None
    if name is None or collection is None or not (is_set(reading, collection) or _is_pair(collection)):
        return of_variable(reading, kind, over, lambda _: said())
    if number_set(collection) is not None:
        return of_variable(reading, kind, over, lambda _: said())
    variable = reading.loose(name, REAL)
    with reading.binding(name, variable):
        parts = says(reading, collection, variable), said()
    statement = Apply("and" if kind == "exists" else "implies", *parts)
    return captured(bind(kind, variable, statement), name, variable)


def _parameterised(node: Surface) -> tuple[Surface, Surface | tuple[Surface, Surface]]:
    """What the values of an image are, and over what its variable runs; or a function and a set."""
    if isinstance(node, Fence):
        over = (
            node.items[1]
            if len(node.items) == 2
            else Listing(node.place, node.items[1:], node.separators[1:])
        )
        return node.items[0], over
    items = node.items if isinstance(node, Juxtaposed) else (node, node)
    head, bracket = items
    parts = bracket.items if isinstance(bracket, Fence) else ()
    return node, (head, parts[0] if len(parts) == 1 else bracket)


def _of_function(reading: Reading, kind: str, over: tuple[Surface, Surface], said: Say) -> Term:
    """What holds of ``f(x)`` for all or some x in a set."""
    meaning = reading.scope.lookup(name_of(over[0]) or "")
    variable = reading.loose("x", REAL)
    inside = says(reading, over[1], variable)
    value = (
        replace(meaning.body, {meaning.parameters[0]: variable})
        if isinstance(meaning, Definition)
        else variable
    )
    trivial = inside is Apply("eq", variable, variable)
    statement = said(value)
    if not trivial:
        statement = Apply("and" if kind == "exists" else "implies", inside, statement)
    return bind(kind, variable, statement)
