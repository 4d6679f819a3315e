r"""Probabilities of events, as expectations of what is 1 where they happen and 0 where they do not.

``P(A \cup B)`` is the expectation of ``A + B - A B``, the event A being known by its indicator;
``P(X > s)`` is that of an indicator, and ``P(A | B)`` is ``P(A \cap B) / P(B)``.
"""

from collections.abc import Iterator
from typing import Final

from derive.core.sort import REAL
from derive.core.source import Place
from derive.core.surface import Chain, Fence, Infix, Name, Scripted, Surface
from derive.core.term import ONE, ZERO, Apply, Number, Symbol, Term, add, divide, multiply
from derive.elaborate.names import name_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal

NAMES: Final = frozenset(("P", "Pr", "\\Pr", "\\mathbb{P}", "\\mathrm{P}"))
_ONES: Final = ("1", "\\mathbb{1}")
_MEANS: Final = ("E", "\\mathbb{E}", "\\mathrm{E}")
_SURE: Final = NAMES - {"P"}
_LETTERS: Final = frozenset("ABCDEFGH")
_JOINING: Final = frozenset(("\\cup", "\\cap", "\\setminus", "\\backslash"))
_HEADS: Final = {"<": "lt", "\\le": "le", ">": "gt", "\\ge": "ge", "=": "eq", "\\ne": "ne"}
_COMPLEMENTS: Final = frozenset(("c", "\\complement"))

Parts = dict[frozenset[Term], int]
"""What is 1 where an event happens: products of indicators, each once, with their coefficients."""


def chance(reading: Reading, head: Name, argument: Surface) -> Term | None:
    """The probability of what stands in brackets; None where the name is not that of a probability.

    Raises:
        UnreadableError: it is one, but of something that is not understood.
    """
    name = name_of(head) or ""
    if name not in NAMES or reading.scope.lookup(name) is not None or name in reading.bound:
        return None
    if not isinstance(argument, Fence) or argument.opening not in "([{" or not argument.items:
        return None
    events = _events(reading, name)
    given = argument.separators.index("|") + 1 if "|" in argument.separators else len(argument.items)
    items = argument.items
    if not all(_is_event(reading, i, events, sure=name in _SURE) for i in items):
        return None
    if argument.separators.count("|") > 1:
        raise refusal("conditional", argument.place)
    happens = _all_of([_parts(reading, i) for i in items[:given]])
    if given == len(items):
        return _mean(happens)
    known = _all_of([_parts(reading, i) for i in items[given:]])
    return divide(_mean(_both(happens, known)), _mean(known))


def happening(reading: Reading, node: Scripted, base: Name) -> Term | None:
    r"""What is 1 where an event happens, ``\mathbf{1}_A``; None where nothing beside it speaks of chances."""
    one = name_of(base) == "\\mathbb{1}" or (base.text == "1" and base.style == "bold")
    if not one or node.sub is None or not any(reading.use(n).arguments for n in (*NAMES, *_MEANS)):
        return None
    named = frozenset(n for name in sorted(NAMES) for n in _events(reading, name))
    if isinstance(node.sub, Chain) or not _is_event(reading, node.sub, named, sure=True):
        return None
    ordered = sorted(_parts(reading, node.sub).items(), key=_order)
    return add(*(multiply(Number(c), *sorted(atoms, key=repr)) for atoms, c in ordered)) if ordered else ZERO


def _order(part: tuple[frozenset[Term], int]) -> tuple[int, list[str]]:
    return len(part[0]), sorted(map(repr, part[0]))


def _events(reading: Reading, name: str) -> frozenset[str]:
    """The names of events: those that are said to be, and those that are joined or have complements."""
    shown = reading.use(name).arguments
    found = {n for items in shown for a in items for n in _joined(a)}
    given = [tuple(map(name_of, items)) for items in shown if len(items) > 1]
    letters = {n for names in given if _LETTERS.issuperset(names) for n in names if n is not None}
    scripts = (i for one in _ONES for script in reading.use(one).scripts for i in script)
    shown_by_one = {n for i in scripts for n in (name_of(i), *_joined(i)) if n in _LETTERS}
    return frozenset(found | letters | shown_by_one) | reading.scope.events_around()


def _joined(node: Surface) -> Iterator[str]:
    if isinstance(node, Infix) and set(node.operators) <= _JOINING:
        for item in node.items:
            base = item.base if isinstance(item, Scripted) else item
            name = name_of(base)
            if name is not None:
                yield name
            yield from _joined(item)
    elif isinstance(node, Fence):
        for item in node.items:
            yield from _joined(item)


def _is_event(reading: Reading, node: Surface, events: frozenset[str], *, sure: bool) -> bool:
    if isinstance(node, Chain):
        return all(r.sign in _HEADS for r in node.relations) and None not in node.terms
    if isinstance(node, Infix):
        joined = set(node.operators) <= _JOINING
        return joined and all(_is_event(reading, i, events, sure=sure) for i in node.items)
    if isinstance(node, Fence) and node.opening == "(" and len(node.items) == 1:
        return _is_event(reading, node.items[0], events, sure=sure)
    if _is_complement(node) and isinstance(node, Scripted):
        return _is_event(reading, node.base, events, sure=sure)
    name = name_of(node)
    free = name is not None and reading.scope.lookup(name) is None
    return free and (name in events or (sure and name in _LETTERS))


def _is_complement(node: Surface) -> bool:
    if not isinstance(node, Scripted) or node.sub is not None or node.primes:
        return False
    return isinstance(node.sup, Name) and node.sup.text in _COMPLEMENTS


def _parts(reading: Reading, node: Surface) -> Parts:
    """An event as the sum of products that is its indicator."""
    if isinstance(node, Chain):
        return _all_of([{frozenset((atom,)): 1} for atom in _comparisons(reading, node)])
    if isinstance(node, Infix):
        first, *others = (_parts(reading, i) for i in node.items)
        for operator, other in zip(node.operators, others, strict=True):
            first = _JOIN[operator](first, other)
        return first
    if isinstance(node, Fence):
        return _parts(reading, node.items[0])
    if isinstance(node, Scripted) and _is_complement(node):
        return _complement(_parts(reading, node.base))
    name = name_of(node)
    if name is None:
        raise refusal("operator", node.place, sign="P")
    symbol = reading.symbols.setdefault(name, Symbol(name, REAL))
    reading.facts.append(Apply("member", symbol, Apply("finite_set", ZERO, ONE)))
    return {frozenset((symbol,)): 1}


def _comparisons(reading: Reading, node: Chain) -> Iterator[Term]:
    sides = [_number(reading, t, node.place) for t in node.terms]
    for left, relation, right in zip(sides, node.relations, sides[1:], strict=False):
        yield Apply("indicator", Apply(_HEADS[relation.sign], left, right))


def _number(reading: Reading, node: Surface | None, place: Place) -> Term:
    if node is None:
        raise refusal("statement-as-value", place)
    return reading.term(node)


def _both(first: Parts, second: Parts) -> Parts:
    found: Parts = {}
    for a, c in first.items():
        for b, d in second.items():
            found[a | b] = found.get(a | b, 0) + c * d
    return {a: c for a, c in found.items() if c}


def _complement(event: Parts) -> Parts:
    found = {a: -c for a, c in event.items()}
    found[frozenset()] = found.get(frozenset(), 0) + 1
    return {a: c for a, c in found.items() if c}


def _either(first: Parts, second: Parts) -> Parts:
    return _complement(_both(_complement(first), _complement(second)))


def _without(first: Parts, second: Parts) -> Parts:
    return _both(first, _complement(second))


_JOIN: Final = {"\\cup": _either, "\\cap": _both, "\\setminus": _without, "\\backslash": _without}


def _all_of(events: list[Parts]) -> Parts:
    found: Parts = {frozenset(): 1}
    for event in events:
        found = _both(found, event)
    return found


def _mean(event: Parts) -> Term:
    """The expectation, part by part."""
    ordered = sorted(event.items(), key=_order)
    return add(*(multiply(Number(c), _of_product(atoms)) for atoms, c in ordered)) if event else ZERO


def _of_product(atoms: frozenset[Term]) -> Term:
    if not atoms:
        return ONE
    return Apply("expectation", multiply(*sorted(atoms, key=repr)))
