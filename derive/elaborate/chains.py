"""From rows to chains: statements with their side conditions, and which of them go on with the one before."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Final

from derive.core.record import record
from derive.core.source import Place
from derive.core.surface import (
    Annotated,
    CasesBlock,
    Chain,
    Dots,
    Empty,
    Fence,
    Listing,
    Name,
    Relation,
    Row,
    Surface,
    Words,
)
from derive.elaborate.congruences import share, with_modulus
from derive.elaborate.disjoined import is_alternative
from derive.elaborate.excluded import excluded, never, unsolved
from derive.elaborate.general import for_some, sorts_behind
from derive.elaborate.names import label_of
from derive.elaborate.propositions import ARROWS
from derive.elaborate.quantifiers import after_arrow, is_quantified, without_leading
from derive.elaborate.raised import with_running_superscripts

_CONDITIONS: Final = frozenset(("for", "if", "where", "with", "subject to", "forall", "unless"))
_TAKING: Final = frozenset((":", ",", "quad", ";"))
_POINTING: Final = frozenset(("\\to", "\\rightsquigarrow", "\\Rightarrow"))
_BOUNDS: Final = frozenset(("<", ">", "\\le", "\\ge", "\\in", "\\ne"))


@record
class Statement:
    """One statement of a row with what holds for it."""

    node: Surface
    conditions: tuple[Surface, ...] = ()
    leading: tuple[Surface, ...] = ()
    label: str = ""
    remark: str = ""


@dataclass(slots=True)
class Draft:
    """A chain in the making: terms, relations between them, their labels, side conditions.

    ``explained`` are those conditions that say behind "where" what is meant; ``open`` says that a relation
    waits for its right side.
    """

    terms: list[Surface] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    conditions: list[Surface] = field(default_factory=list)
    leading: list[Surface] = field(default_factory=list)
    explained: list[Surface] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    label: str = ""

    def close(self) -> None:
        """An arrow that leads to words only is no relation."""
        while self.relations and not self.open and self.points_to_words():
            words = self.terms.pop()
            self.remarks.append(getattr(words, "text", ""))
            self.unfold(words)
        if self.relations and self.open and self.relations[-1].sign in _POINTING:
            del self.relations[-1], self.starts[-1], self.labels[-1]

    def unfold(self, words: Surface | None = None) -> None:
        """A statement by itself is a chain."""
        node = (words and never(self.terms[0], words)) or self.terms[0]
        if not self.relations and isinstance(node, Chain) and None not in node.terms:
            self.terms = []
            self.take(Statement(node), node.relations, node.terms)
            self.starts[0] = False

    def points_to_words(self) -> bool:
        """Whether an arrow with words behind it is the end."""
        last = self.terms[-1]
        worded = isinstance(last, Words) or (isinstance(last, Name) and last.style == "text")
        if self.relations[-1].sign not in ARROWS or not worded:
            return False
        del self.relations[-1], self.starts[-1], self.labels[-1]
        return True

    def changed(self, change: Callable[[Surface], Surface]) -> "Draft":
        """The chain with its terms changed."""
        return replace(self, terms=list(map(change, self.terms)))

    @property
    def open(self) -> bool:
        """Whether a relation waits for its right side."""
        return len(self.relations) >= len(self.terms)

    def take(
        self, statement: Statement, relations: Iterable[Relation], terms: Iterable[Surface | None]
    ) -> None:
        """Go on with relations and terms; the first relation begins a row."""
        for k, relation in enumerate(relations):
            self.relations.append(relation)
            self.starts.append(k == 0)
            self.labels.append(statement.label or self.label)
        self.terms.extend(t for t in terms if t is not None)

    def add(self, statement: Statement) -> None:
        """Take over what is said about a statement."""
        self.conditions.extend(statement.conditions)
        self.leading.extend(statement.leading)
        self.label = statement.label or self.label
        if statement.remark:
            self.remarks.append(statement.remark)


def statements(row: Row) -> Iterator[Statement]:
    """The statements of a row, each with its side conditions."""
    content = row.content
    content = content if isinstance(content, Chain) else for_some(after_arrow(_plain(content)))
    content = with_running_superscripts(with_modulus(_with_range(unsolved(content))))
    content = _asked(content) if "?" in row.remark and isinstance(content, Chain) else content
    if isinstance(content, Listing) and is_quantified(content):
        quantified = without_leading(content)
        for_all = (_together(quantified[0], content),) if quantified[0] else ()
        yield Statement(quantified[1], (), for_all, row.label, row.remark)
        return
    if not isinstance(content, Listing) or is_alternative(content):
        yield Statement(content, (), (), row.label, row.remark)
        return
    if shared := _shared(content):
        yield from (Statement(node, (), (), row.label, row.remark) for node in shared)
        return
    if (whole := sorts_behind(content)) is not None:
        yield Statement(whole, (), (), row.label, row.remark)
        return
    content, sorts = _alternatives_with_sorts(content)
    if sorts:
        yield Statement(content, sorts, (), row.label, row.remark)
        return
    leading, position = _leading(content)
    groups = list(_groups(content, position))
    for k, (node, conditions) in enumerate(groups):
        before = tuple(leading) if k == 0 else ()
        yield Statement(
            node, tuple(conditions), before, row.label, row.remark if k + 1 == len(groups) else ""
        )


def _alternatives_with_sorts(listing: Listing) -> tuple[Listing, tuple[Surface, ...]]:
    r"""``x = k\pi \text{ or } x = 2k\pi, k \in \mathbb{Z}`` as the alternatives, and what is said of k."""
    count = sum(1 for s in takewhile(lambda s: s == "or", listing.separators)) + 1
    rest = listing.items[count:]
    sorts = all(isinstance(i, Chain) and {r.sign for r in i.relations} == {"\\in"} for i in rest)
    one = Listing(listing.place, listing.items[:count], listing.separators[: count - 1])
    return (one, rest) if count > 1 and rest and sorts and is_alternative(one) else (listing, ())


def _shared(listing: Listing) -> list[Chain]:
    """``a, b < c`` as one statement for each of the terms; empty for other lists."""
    *terms, last = listing.items
    names = all(not isinstance(t, Chain | Words | Empty | Dots | Listing) for t in terms)
    if not isinstance(last, Chain) or not names or not set(listing.separators) <= {",", "and"}:
        return []
    if last.terms[0] is None or last.relations[0].sign not in _BOUNDS:
        return []
    return [*(Chain(listing.place, (t, *last.terms[1:]), last.relations) for t in terms), last]


def _with_range(node: Surface) -> Surface:
    r"""``a = b : (0 \to 1)``: what is said to run from 0 to 1 lies in the open interval."""
    if not isinstance(node, Listing) or node.separators != (":",):
        return node
    chain, fence = node.items
    inside = fence.items[0] if isinstance(fence, Fence) and len(fence.items) == 1 else None
    if not isinstance(chain, Chain) or not isinstance(fence, Fence) or not isinstance(inside, Chain):
        return node
    if [r.sign for r in inside.relations] != ["\\to"] or None in inside.terms:
        return node
    interval = Fence(fence.place, "(", ")", tuple(t for t in inside.terms if t is not None), (",",))
    member = Relation(fence.place, "\\in")
    return Chain(node.place, (*chain.terms, interval), (*chain.relations, member))


def _asked(node: Chain) -> Surface:
    """What stands before ``= ?``."""
    if node.terms[-1] is not None or node.terms[0] is None:
        return node
    if len(node.relations) == 1:
        return node.terms[0]
    return Chain(node.place, node.terms[:-1], node.relations[:-1])


def _plain(node: Surface) -> Surface:
    while isinstance(node, Annotated) and isinstance(node.content, Chain | Listing | Annotated):
        node = node.content
    return node


def _groups(listing: Listing, position: int) -> Iterator[tuple[Surface, list[Surface]]]:
    if _is_disjunction(listing):
        yield listing, []
        return
    groups: list[tuple[Surface, list[Surface]]] = []
    waiting: list[Surface] = []
    conditional = False
    items = listing.items[position:]
    for k, (separator, item) in enumerate(zip(("quad", *listing.separators)[position:], items, strict=False)):
        if isinstance(item, Empty):
            continue
        goes_on = conditional and separator in (",", "and")
        conditional = bool(groups) and _is_condition(separator, item, items[k + 1 :], goes_on)
        if waiting and not (conditional and goes_on):
            groups[-1][1].append(_together(waiting, listing))
            waiting = []
        if conditional:
            waiting.append((excluded(item) if separator == "unless" else None) or _inside(item))
        else:
            groups.append((_plain(item), []))
    if waiting:
        groups[-1][1].append(_together(waiting, listing))
    yield from groups


def _together(items: list[Surface], listing: Listing) -> Surface:
    """Several items of one condition, such as ``x, y > 0``."""
    if len(items) == 1:
        return items[0]
    return Listing(listing.place, tuple(items), (",",) * (len(items) - 1))


def _is_disjunction(listing: Listing) -> bool:
    """``x = 1 or x = 2``, and ``x = 1 or 2``: one statement about one left side."""
    if set(listing.separators) != {"or"}:
        return False
    lefts = {label_of(i.terms[0]) for i in listing.items if isinstance(i, Chain) and i.terms[0] is not None}
    return len(lefts) == 1 and None not in lefts


def _leading(listing: Listing) -> tuple[list[Surface], int]:
    r"""Conditions before the statement: ``\forall x > 0: ...``, and where the statement begins."""
    if not isinstance(listing.items[0], Empty) or listing.separators[0] not in _CONDITIONS:
        return [], 0
    ends = [k for k, s in enumerate(listing.separators) if s == ":"]
    position = ends[0] + 1 if ends else len(listing.items) - 1
    said: list[Surface] = [i for i in listing.items[1:position] if not isinstance(i, Empty | Words)]
    return [_together(said, listing)] if said else [], position


def _is_condition(separator: str, item: Surface, rest: tuple[Surface, ...], goes_on: bool) -> bool:
    item = _inside(item) if separator == "quad" else item
    if separator in _CONDITIONS or (goes_on and not isinstance(item, Words)) or _is_approach(item):
        return True
    if separator not in _TAKING or not isinstance(item, Chain) or item.terms[0] is None:
        return False
    named = label_of(item.terms[0]) is not None
    return _ranges(rest) or (named and all(r.sign in _BOUNDS for r in item.relations))


def _inside(item: Surface) -> Surface:
    """The order or membership that stands alone in round brackets."""
    inside = (
        item.items[0] if isinstance(item, Fence) and item.opening == "(" and len(item.items) == 1 else item
    )
    return inside if isinstance(inside, Chain) and all(r.sign in _BOUNDS for r in inside.relations) else item


def _is_approach(item: Surface) -> bool:
    r"""``(n \to \infty)`` behind a statement."""
    if isinstance(item, Fence) and len(item.items) == 1:
        item = item.items[0]
        return isinstance(item, Chain) and item.relations[0].sign == "\\to"
    return False


def _ranges(rest: tuple[Surface, ...]) -> bool:
    return any(isinstance(i, Dots) for i in rest[:2])


def drafts(rows: Iterable[Row], current: Draft | None = None) -> list[Draft]:
    """The chains of rows; the first may go on with ``current``, which then is the first of the list."""
    found: list[Draft] = [current] if current is not None else []
    for row in rows:
        said = _only_conditions(row.content)
        if said is not None and found:
            found[-1].conditions.append(said)
            continue
        for statement in statements(row):
            _place(found, statement)
        for draft in found[-1:]:
            draft.explained.extend(_explained(row.content))
    for draft in found:
        draft.relations = share(draft.relations)
    return found


def _explained(node: Surface) -> Iterator[Surface]:
    """What a row says behind "where" of names."""
    where = False
    pairs = zip(node.separators, node.items[1:], strict=True) if isinstance(node, Listing) else ()
    for separator, item in pairs:
        where = separator == "where" or (where and separator in (",", "and", "quad"))
        if where:
            yield item


def _only_conditions(node: Surface) -> Surface | None:
    """What ``for a, b > 0`` in a cell of its own says of the statement before it; None if it says more."""
    if not isinstance(node, Listing) or not isinstance(node.items[0], Empty) or is_quantified(node):
        return None
    if node.separators[0] not in _CONDITIONS or not set(node.separators[1:]) <= {",", "and"}:
        return None
    said = list(node.items[1:])
    bounded = (i for i in said if isinstance(i, Chain) and all(r.sign in _BOUNDS for r in i.relations))
    return (
        _together(said, node)
        if len(list(bounded)) + sum(isinstance(i, Name) for i in said) == len(said)
        else None
    )


def _place(found: list[Draft], statement: Statement) -> None:
    node = statement.node
    last = found[-1] if found else None
    if isinstance(node, Words | Empty):
        if last is not None and isinstance(node, Words):
            last.remarks.append(node.text)
    elif last is not None and _goes_on(last, node):
        last.add(statement)
        _continue(last, node, statement)
    else:
        draft = Draft()
        draft.add(statement)
        _continue(draft, node, statement)
        found.append(draft)


def _goes_on(last: Draft, node: Surface) -> bool:
    if last.open:
        return not isinstance(node, Chain) or node.terms[0] is not None
    return isinstance(node, Chain) and node.terms[0] is None


def _continue(draft: Draft, node: Surface, statement: Statement) -> None:
    if isinstance(node, Chain):
        if node.terms[0] is None and not draft.terms:
            draft.terms.append(Empty(Place(node.place.start, node.place.start, node.place.part)))
        draft.take(statement, node.relations, node.terms)
        if draft.starts and node.terms[0] is not None:
            draft.starts[len(draft.starts) - len(node.relations)] = False
    else:
        draft.terms.append(node)


def has_half_cases(draft: Draft, rows: Iterable[Row]) -> bool:
    """Whether rows are the other half of the cases with which a chain ends."""
    nodes = [row.content for row in rows]
    return bool(draft.relations) and isinstance(draft.terms[-1], CasesBlock) and _are_cases(nodes)


def _are_cases(nodes: list[Surface]) -> bool:
    return bool(nodes) and all(isinstance(n, CasesBlock) for n in nodes)


def join_cases(draft: Draft, rows: Iterable[Row]) -> None:
    """Put the other half behind the cases with which a chain ends."""
    block = draft.terms[-1]
    for row in rows:
        if isinstance(block, CasesBlock) and isinstance(row.content, CasesBlock):
            block = CasesBlock(block.place.to(row.content.place), block.rows + row.content.rows)
    draft.terms[-1] = block


def begins_with_relation(rows: Iterable[Row]) -> bool:
    """Whether the first statement of rows goes on with something before it."""
    first = next((s.node for row in rows for s in statements(row)), None)
    return isinstance(first, Chain) and first.terms[0] is None


def has_arrows(draft: Draft) -> bool:
    """Whether statements are joined by arrows."""
    return any(r.sign in ARROWS for r in draft.relations)


def chain_of(draft: Draft) -> Chain:
    """The tree of a chain."""
    return Chain(draft.terms[0].place.to(draft.terms[-1].place), tuple(draft.terms), tuple(draft.relations))
