"""From rows to chains: statements with their side conditions, and which of them go on with the one before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from derive.core.source import Place
from derive.core.surface import Annotated, Chain, Dots, Empty, Listing, Relation, Row, Surface, Words
from derive.elaborate.names import label_of
from derive.elaborate.propositions import ARROWS

_CONDITIONS: Final = frozenset(("for", "if", "where", "with", "forall"))
_TAKING: Final = frozenset((":", ",", "quad", ";"))
_BOUNDS: Final = frozenset(("<", ">", "\\le", "\\ge", "\\in", "\\ne"))


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a row with what holds for it."""

    node: Surface
    conditions: tuple[Surface, ...] = ()
    label: str = ""
    remark: str = ""


@dataclass(slots=True)
class Draft:
    """A chain in the making: terms, the relations between them, labels of the relations, side conditions.

    ``open`` says that a relation waits for its right side.
    """

    terms: list[Surface] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    conditions: list[Surface] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    label: str = ""

    @property
    def open(self) -> bool:
        """Whether a relation waits for its right side."""
        return len(self.relations) == len(self.terms)

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
        self.label = statement.label or self.label
        if statement.remark:
            self.remarks.append(statement.remark)


def statements(row: Row) -> Iterator[Statement]:
    """The statements of a row, each with its side conditions."""
    content = _plain(row.content)
    if not isinstance(content, Listing):
        yield Statement(content, (), row.label, row.remark)
        return
    groups = list(_groups(content))
    for k, (node, conditions) in enumerate(groups):
        yield Statement(node, tuple(conditions), row.label, row.remark if k + 1 == len(groups) else "")


def _plain(node: Surface) -> Surface:
    while isinstance(node, Annotated) and isinstance(node.content, Chain | Listing | Annotated):
        node = node.content
    return node


def _groups(listing: Listing) -> Iterator[tuple[Surface, list[Surface]]]:
    if _is_disjunction(listing):
        yield listing, []
        return
    leading, position = _leading(listing)
    groups: list[tuple[Surface, list[Surface]]] = []
    conditional = False
    before = ("quad", *listing.separators)[position:]
    items = listing.items[position:]
    for k, (separator, item) in enumerate(zip(before, items, strict=True)):
        if isinstance(item, Empty):
            continue
        conditional = _is_condition(
            separator, item, items[k + 1 :], conditional and separator in (",", "and")
        )
        if conditional and groups:
            groups[-1][1].append(_with_range(item, items[k + 1 :], listing))
            if _ranges(items[k + 1 :]):
                break
        else:
            groups.append((_plain(item), list(leading)))
    yield from groups


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
    return [i for i in listing.items[1:position] if not isinstance(i, Empty | Words)], position


def _is_condition(separator: str, item: Surface, rest: tuple[Surface, ...], goes_on: bool) -> bool:
    if separator in _CONDITIONS or goes_on:
        return True
    if separator not in _TAKING or not isinstance(item, Chain) or item.terms[0] is None:
        return False
    named = label_of(item.terms[0]) is not None
    return _ranges(rest) or (named and all(r.sign in _BOUNDS for r in item.relations))


def _ranges(rest: tuple[Surface, ...]) -> bool:
    return any(isinstance(i, Dots) for i in rest[:2])


def _with_range(item: Surface, rest: tuple[Surface, ...], listing: Listing) -> Surface:
    r"""``i = 1, \dots, n`` is one condition of several items."""
    if not _ranges(rest):
        return item
    return Listing(listing.place, (item, *rest), (",",) * len(rest))


def drafts(rows: Iterable[Row], current: Draft | None = None) -> list[Draft]:
    """The chains of rows; the first may go on with ``current``, which then is the first of the list."""
    found: list[Draft] = [current] if current is not None else []
    for row in rows:
        for statement in statements(row):
            _place(found, statement)
    return found


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


def begins_with_relation(rows: Iterable[Row]) -> bool:
    """Whether the first statement of rows goes on with something before it."""
    first = next((s.node for row in rows for s in statements(row)), None)
    return isinstance(first, Chain) and first.terms[0] is None


def has_arrows(draft: Draft) -> bool:
    """Whether statements are joined by arrows."""
    return any(r.sign in ARROWS for r in draft.relations)
