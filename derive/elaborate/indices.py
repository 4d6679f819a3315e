r"""What is written under a sum or a maximum: which names run, from where to where, on what condition."""

from dataclasses import replace
from typing import Final

from derive.core.record import record
from derive.core.surface import (
    Big,
    Chain,
    Dots,
    Fence,
    Listing,
    Name,
    Numeral,
    Relation,
    Scripted,
    Surface,
)
from derive.core.term import ONE, Term, add, subtract
from derive.elaborate.names import name_of, names_in, subscripts
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.walk import nodes

_UP: Final = frozenset(("<", "\\le"))
_DOWN: Final = {">": "<", "\\ge": "\\le"}
_UNEQUAL: Final = frozenset(("\\ne", "\\neq"))


@record
class Bound:
    """An end of a range; a strict one is just outside."""

    node: Surface
    strict: bool = False

    def term(self, reading: Reading, step: int) -> Term:
        """The end itself, ``step`` being 1 for the lower one and -1 for the upper one."""
        value = reading.term(self.node)
        if not self.strict:
            return value
        return add(value, ONE) if step > 0 else subtract(value, ONE)


@record
class Index:
    """A name that runs, and the ends of its range as far as they are written."""

    name: str
    low: Bound | None = None
    high: Bound | None = None


@record
class Indices:
    """The names that run, outermost first, and the conditions on them."""

    indices: tuple[Index, ...]
    conditions: tuple[Chain, ...] = ()


def indices_of(reading: Reading, node: Big) -> Indices:
    """What runs under a large operator.

    Raises:
        UnreadableError: it is not clear.
    """
    sub = node.sub
    if sub is None:
        return Indices((Index(_only_index(node)),))
    found: list[Index] = []
    conditions: list[Chain] = []
    for item in sub.items if isinstance(sub, Listing) else (sub,):
        name = name_of(item)
        if name is not None:
            found.append(Index(name))
        elif isinstance(item, Chain) and None not in item.terms:
            _take(reading, node, item, found, conditions)
        else:
            raise refusal("index", item.place)
    return Indices(_sharing(found), tuple(conditions))


def _sharing(found: list[Index]) -> tuple[Index, ...]:
    """In ``i, j = 1`` both run from 1."""
    last = found[-1]
    return tuple(replace(i, low=last.low, high=last.high) if i.low is i.high is None else i for i in found)


def _take(reading: Reading, node: Big, item: Chain, found: list[Index], conditions: list[Chain]) -> None:
    signs = {r.sign for r in item.relations}
    first = name_of(item.terms[0]) if item.terms[0] is not None else None
    if first is not None and signs == {"="} and len(item.terms) == 2:
        found.append(Index(first, Bound(item.terms[1])))  # type: ignore[arg-type]  # none is None
    elif first is not None and signs == {"\\in"} and len(item.terms) == 2:
        found.append(Index(first, *_ends(item)))
    elif signs <= _UNEQUAL and len(item.terms) == 2:
        _add_new(found, _running(reading, node, item, found))
        conditions.append(item)
    elif signs <= _UP:
        _ordered(reading, node, item, found, conditions)
    elif signs <= _DOWN.keys():
        turned = tuple(Relation(r.place, _DOWN[r.sign], r.notes) for r in reversed(item.relations))
        _ordered(reading, node, Chain(item.place, item.terms[::-1], turned), found, conditions)
    else:
        raise refusal("index", item.place)


def _add_new(found: list[Index], names: list[str]) -> None:
    found += (Index(n) for n in names if n not in {i.name for i in found})


def _ends(item: Chain) -> tuple[Bound, Bound]:
    r"""The ends of ``\{1, \dots, n\}``."""
    listed = item.terms[1]
    if not isinstance(listed, Fence) or listed.opening != "{" or not _is_range(listed.items):
        raise refusal("index", item.place)
    return Bound(listed.items[0]), Bound(listed.items[-1])


def _is_range(items: tuple[Surface, ...]) -> bool:
    dots = [k for k, i in enumerate(items) if isinstance(i, Dots)]
    if len(dots) != 1 or dots[0] not in (1, 2) or len(items) != dots[0] + 2:
        return False
    if dots[0] == 1:
        return True
    first, second = items[:2]
    whole = isinstance(first, Numeral) and isinstance(second, Numeral) and second.text.isdigit()
    return whole and int(second.text) == int(first.text) + 1  # type: ignore[union-attr]  # both are numerals


def _running(reading: Reading, node: Big, item: Chain, found: list[Index]) -> list[str]:
    """The names of a condition that run: those that mean nothing outside and occur inside."""
    inside = names_in(node.body)
    known = {i.name for i in found}
    first = item.terms[0]
    names = [name_of(t) for t in item.terms if t is not None]
    new = [n for n in names if n is not None and (n in known or _is_new(reading, n)) and n in inside | known]
    head = name_of(first) if first is not None else None
    if not new and head is not None:
        return [head]
    return new


def _is_new(reading: Reading, name: str) -> bool:
    outside = name in reading.bound or name in reading.evidence.free
    return not outside and reading.scope.lookup(name) is None


def _ordered(reading: Reading, node: Big, item: Chain, found: list[Index], conditions: list[Chain]) -> None:
    r"""``1 \le i < j \le n``: what runs is between the ends; the order inside is a condition."""
    running = _running(reading, node, item, found)
    positions = [k for k, t in enumerate(item.terms) if t is not None and name_of(t) in running]
    if not positions or positions != list(range(positions[0], positions[-1] + 1)):
        raise refusal("index", item.place)
    first, last = positions[0], positions[-1]
    if first > 1 or last < len(item.terms) - 2:
        raise refusal("index", item.place)
    low = Bound(item.terms[0], item.relations[0].sign == "<") if first == 1 else None  # type: ignore[arg-type]
    ends = last == len(item.terms) - 2
    high = Bound(item.terms[-1], item.relations[-1].sign == "<") if ends else None  # type: ignore[arg-type]
    if low is not None and high is None and node.sup is None and not _is_subscript(running, node.body):
        high = Bound(Name(item.place, "\\infty"))
    for name in (name_of(t) or "" for t in item.terms[first : last + 1] if t is not None):
        _narrow(found, Index(name, low, high))
    if last > first:
        inner = item.relations[first:last]
        conditions.append(Chain(item.place, item.terms[first : last + 1], inner))


def _is_subscript(names: list[str], body: Surface) -> bool:
    """Whether one of the names is the index of an entry, which says how far it runs."""
    scripts = (n.sub for n in nodes(body) if isinstance(n, Scripted) and n.sub is not None)
    return any(name_of(i) in names for s in scripts for i in subscripts(s))


def _narrow(found: list[Index], index: Index) -> None:
    """Take over ends that are new for an index."""
    for k, known in enumerate(found):
        if known.name == index.name:
            found[k] = replace(known, low=index.low or known.low, high=index.high or known.high)
            return
    found.append(index)


def _only_index(node: Big) -> str:
    """The index of a sum under which none is written: the only letter that is a subscript inside."""
    scripts = (n.sub for n in nodes(node.body) if isinstance(n, Scripted) and n.sub is not None)
    letters = {name_of(i) for s in scripts for i in subscripts(s)}
    if len(letters) != 1 or None in letters:
        raise refusal("index", node.place)
    return letters.pop() or ""
