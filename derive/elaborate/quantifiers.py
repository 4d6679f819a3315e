r"""Statements with quantifiers in front: ``\exists x > 0: x^2 = 2``."""

from collections.abc import Callable, Iterator
from typing import Final

from derive.core.sort import INTEGER, REAL, AnySort
from derive.core.surface import Chain, Empty, Fence, Listing, Surface, Words
from derive.core.term import ONE, Apply, Symbol, Term, bind
from derive.elaborate.jointly import captured
from derive.elaborate.names import name_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.sets import number_set, sort_of_set

QUANTIFIERS: Final = frozenset(("forall", "exists", "nexists"))
_BINDING: Final = frozenset(("exists", "nexists"))
_BODY: Final = frozenset((":", "where", "subject to"))
Part = tuple[str, Surface]


def is_quantified(node: Surface) -> bool:
    """Whether a listing begins with a quantifier and says something of what exists."""
    return (
        isinstance(node, Listing) and isinstance(node.items[0], Empty) and bool(_BINDING & {*node.separators})
    )


def is_universal(node: Surface) -> bool:
    """Whether a listing begins with "for all" and says something."""
    return isinstance(node, Listing) and isinstance(node.items[0], Empty) and node.separators[0] == "forall"


def without_leading(listing: Listing) -> tuple[list[Surface], Listing]:
    """The conditions of the universal quantifiers in front, and the statement from the first other one on."""
    first = next(k for k, s in enumerate(listing.separators) if s in _BINDING)
    said: list[Surface] = [i for i in listing.items[1 : first + 1] if not isinstance(i, Empty | Words)]
    return said, Listing(
        listing.place, (listing.items[0], *listing.items[first + 1 :]), listing.separators[first:]
    )


def after_arrow(node: Surface) -> Surface:
    r"""``p \iff \exists k: q`` with what follows the arrow as its right side."""
    if (
        not isinstance(node, Listing)
        or not isinstance(node.items[0], Chain)
        or node.separators[0] not in QUANTIFIERS
    ):
        return node
    chain = node.items[0]
    if chain.terms[-1] is not None:
        return node
    place = node.items[1].place.to(node.items[-1].place)
    rest = Listing(place, (Empty(place), *node.items[1:]), node.separators)
    return Chain(node.place, (*chain.terms[:-1], rest), chain.relations)


def quantified(reading: Reading, listing: Listing) -> Term:
    """The proposition of a listing that begins with quantifiers.

    Raises:
        UnreadableError: it is not clear over what it quantifies, or what it says.
    """
    prefix, body = _taken_apart(listing)
    return _closed(reading, prefix, body)


def _taken_apart(listing: Listing) -> tuple[list[Part], Surface]:
    """The quantifiers with what they quantify over, and the statement."""
    prefix: list[Part] = []
    kind = ""
    for k, (separator, item) in enumerate(zip(listing.separators, listing.items[1:], strict=True)):
        kind = separator if separator in QUANTIFIERS else kind
        if separator in _BODY or (k + 2 == len(listing.items) and separator not in QUANTIFIERS):
            rest = listing.items[k + 1 :]
            last = rest[0] if len(rest) == 1 else Listing(listing.place, rest, listing.separators[k + 1 :])
            return _shared(prefix), last
        prefix.append((kind, item))
    raise refusal("proposition-expected", listing.place)


def _shared(prefix: list[Part]) -> list[Part]:
    """With ``x, y > 0`` each of the names is positive."""
    found: list[Part] = []
    following: Chain | None = None
    for kind, node in reversed(prefix):
        if isinstance(node, Chain):
            following = node if node.terms[0] is not None and name_of(node.terms[0]) is not None else None
        elif following is not None and name_of(node) is not None:
            node = Chain(node.place, (node, *following.terms[1:]), following.relations)  # noqa: PLW2901  # as read
        found.insert(0, (kind, node))
    return found


def _closed(reading: Reading, prefix: list[Part], body: Surface) -> Term:
    if not prefix:
        return _statement(reading, body)
    (kind, node), rest = prefix[0], prefix[1:]
    return of_variable(reading, kind, node, lambda _: _closed(reading, rest, body))


def of_variable(
    reading: Reading, kind: str, node: Surface, inner: Callable[[Symbol], Term], sort: AnySort | None = None
) -> Term:
    """A quantified proposition: ``node`` says over what the variable runs, ``inner`` what is said of it.

    Raises:
        UnreadableError: it is not clear over what it runs.
    """
    subject = node.terms[0] if isinstance(node, Chain) else node
    name = name_of(subject) if subject is not None else None
    if name is None:
        raise refusal("proposition-expected", node.place)
    symbol = reading.loose(name, sort or _sort(reading, node, name))
    with reading.binding(name, symbol):
        conditions = list(_conditions(reading, node, symbol))
        said = inner(symbol)
    size = reading.entries.get(symbol)
    if not isinstance(node, Chain) and size is not None:
        conditions = [Apply("le", ONE, symbol), Apply("le", symbol, size)]
    return captured(_bound(kind, symbol, conditions, said), name, symbol)


def _statement(reading: Reading, body: Surface) -> Term:
    while isinstance(body, Fence) and len(body.items) == 1:
        body = body.items[0]
    if not isinstance(body, Chain | Listing):
        raise refusal("proposition-expected", body.place)
    return reading.term(body)


def _bound(kind: str, symbol: Symbol, conditions: list[Term], inner: Term) -> Term:
    if kind in _BINDING:
        there = bind("exists", symbol, Apply("and", *conditions, inner) if conditions else inner)
        return there if kind == "exists" else Apply("not", there)
    statement = inner
    if conditions:
        premise = conditions[0] if len(conditions) == 1 else Apply("and", *conditions)
        statement = Apply("implies", premise, statement)
    return bind("forall", symbol, statement)


def _sort(reading: Reading, node: Surface, name: str) -> AnySort:
    for right in _sets(node):
        sort = sort_of_set(reading, right)
        if sort is not None:
            return sort
    return INTEGER if reading.use(name).integer else REAL


def _sets(node: Surface) -> Iterator[Surface]:
    if isinstance(node, Chain):
        yield from (
            t
            for t, r in zip(node.terms[1:], node.relations, strict=True)
            if r.sign == "\\in" and t is not None
        )


def _conditions(reading: Reading, node: Surface, symbol: Symbol) -> Iterator[Term]:
    """What is said of the variable beside its sort."""
    if not isinstance(node, Chain):
        return
    stated = reading.term(node)
    for part in stated.children if isinstance(stated, Apply) and stated.head == "and" else (stated,):
        says_sort = isinstance(part, Apply) and part.head == "member" and part.children[0] is symbol
        if not (says_sort and any(number_set(s) is not None for s in _sets(node))) or (
            isinstance(part, Apply) and part.children[1] is Apply("rationals")
        ):
            yield part
