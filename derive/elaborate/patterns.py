r"""Dots: what ``1, 2, \dots, n`` leaves out, found by comparing what is written."""

from dataclasses import dataclass
from typing import Final

from derive.core.sort import INTEGER
from derive.core.source import Place
from derive.core.surface import Dots, Empty, Name, Numeral, Surface
from derive.core.term import (
    ONE,
    Apply,
    Component,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    replace,
    subterms,
    subtract,
)
from derive.elaborate.likeness import differences, letters
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.walk import transform

_HOLE: Final = "\\index"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A tree with a hole for the index, where that starts, and where it ends (None: a constant)."""

    tree: Surface
    start: int
    end: Surface | None


def pattern(items: tuple[Surface, ...]) -> Pattern | None:
    """What a list with dots shows: found from first and last item, checked on all others."""
    shown: list[Surface] = [i for i in items if not isinstance(i, Dots | Empty)]
    if len(shown) < 2 or isinstance(items[-1], Dots):
        return None
    first, last = shown[0], shown[-1]
    pairs = differences(first, last)
    if pairs is None:
        return None
    if not pairs:
        return Pattern(first, 1, None) if all(differences(first, s) == [] for s in shown) else None
    starts = {letters(a) for a, _ in pairs}
    if len(starts) > 1 or any(differences(b, pairs[0][1]) != [] for _, b in pairs):
        return None
    start = pairs[0][0]
    if not isinstance(start, Numeral) or not start.text.isdigit():
        return None
    found = Pattern(_with_hole(first, [a for a, _ in pairs]), int(start.text), pairs[0][1])
    return found if _fits(found, first, shown, items) else None


def _with_hole(tree: Surface, leaves: list[Surface]) -> Surface:
    return transform(tree, lambda n: Name(n.place, _HOLE) if any(n is leaf for leaf in leaves) else None)


def _fits(found: Pattern, first: Surface, shown: list[Surface], items: tuple[Surface, ...]) -> bool:
    leading = next((k for k, i in enumerate(items) if isinstance(i, Dots)), len(items))
    for k, item in enumerate(shown[1:-1], 1):
        pairs = differences(found.tree, item)
        if pairs is None or differences(first, item) is None:
            return False
        values = [b for a, b in pairs if isinstance(a, Name) and a.text == _HOLE]
        if len(values) != len(pairs) or any(differences(v, values[0]) != [] for v in values):
            return False
        if k < leading and letters(values[0])[1] != str(found.start + k):  # type: ignore[index]  # a triple
            return False
    return True


def without_others(items: tuple[Surface, ...]) -> tuple[tuple[Surface, ...], tuple[Surface, ...]]:
    r"""The summands that show how the dots go on, and those behind: ``x_1 + \dots + x_n + c``.

    Both are empty where it is not clear; dots stand there only once.
    """
    dots = [k for k, i in enumerate(items) if isinstance(i, Dots)]
    if len(dots) != 1 or dots[0] == 0 or dots[0] + 2 >= len(items):
        return (), ()
    shown, others = items[: dots[0] + 2], items[dots[0] + 2 :]
    found = pattern(shown)
    return (shown, others) if found is not None and found.end is not None else ((), ())


@dataclass(frozen=True, slots=True)
class Family:
    """Terms indexed by a symbol that runs from ``start`` to ``end``."""

    index: Symbol
    body: Term
    start: Term
    end: Term


def family(reading: Reading, items: tuple[Surface, ...]) -> Family | None:
    """The terms that a list with dots stands for."""
    found = pattern(items)
    if found is None:
        return _with_extreme(reading, items) or _family_of_terms(reading, items)
    i = reading.counter()
    with reading.binding(_HOLE, i):
        body = reading.term(found.tree)
    end = reading.dimensions.unknown() if found.end is None else reading.term(found.end)
    if i in reading.entries and found.end is not None:
        reading.dimensions.unify(reading.entries[i], end)
    return Family(i, body, Number(found.start), end)


def _with_extreme(reading: Reading, items: tuple[Surface, ...]) -> Family | None:
    r"""``e^{a_1} + \dots + e^{a^*} + \dots + e^{a_n}``, where ``a^*`` is the largest of the entries."""
    inner = range(1, len(items) - 1)
    between = [k for k in inner if isinstance(items[k - 1], Dots) and isinstance(items[k + 1], Dots)]
    rest = tuple(item for k, item in enumerate(items) if k not in between and k - 1 not in between)
    shown = family(reading, rest) if between and pattern(rest) is not None else None
    if shown is None or not all(_is_extreme(shown, reading.term(items[k])) for k in between):
        return None
    return shown


def _is_extreme(shown: Family, term: Term) -> bool:
    """Whether a term is what the family has for the largest or the smallest of all entries of an array."""
    entries = [c for c in subterms(shown.body) if isinstance(c, Component) and c.indices == (shown.index,)]
    return any(
        replace(shown.body, {c: bind(kind, shown.index, c, shown.start, shown.end)}) is term
        for c in entries
        for kind in ("maximum", "minimum")
    )


def _family_of_terms(reading: Reading, items: tuple[Surface, ...]) -> Family | None:
    """From the last term: the integer in it counts, if the first terms come out as written."""
    leading = [reading.term(i) for i in items[: next(k for k, i in enumerate(items) if isinstance(i, Dots))]]
    if isinstance(items[-1], Dots) or len(leading) < 2:
        return None
    last = reading.term(items[-1])
    for end in sorted(last.symbols, key=lambda s: s.name):
        for start in (0, 1, 2, -1):
            if all(settled(replace(last, {end: Number(start + k)})) is t for k, t in enumerate(leading)):
                i = reading.counter()
                return Family(i, replace(last, {end: i}), Number(start), Symbol(end.name, INTEGER))
    return None


def settled(term: Term) -> Term:
    """The term with sums, products and powers of numbers worked out."""
    if not isinstance(term, Apply):
        return term
    arguments = tuple(map(settled, term.children))
    if term.head in ("add", "multiply"):
        return _collected(term.head, arguments)
    if term.head == "power" and isinstance(arguments[1], Number) and arguments[1].value in (0, 1):
        return arguments[0] if arguments[1].value else ONE
    if term.head == "power" and all(isinstance(a, Number) for a in arguments):
        return _power_of_numbers(arguments)
    return Apply(term.head, *arguments)


def _power_of_numbers(arguments: tuple[Term, ...]) -> Term:
    base, exponent = (a.value for a in arguments)  # type: ignore[attr-defined]  # both are numbers
    small = exponent.denominator == 1 and abs(exponent) < 64 and (base or exponent > 0)
    return Number(base ** int(exponent)) if small else Apply("power", *arguments)


def _collected(head: str, arguments: tuple[Term, ...]) -> Term:
    neutral = 0 if head == "add" else 1
    value, rest = Number(neutral).value, []
    for a in arguments:
        if not isinstance(a, Number):
            rest.append(a)
        else:
            value = value + a.value if head == "add" else value * a.value
    if not rest or value != neutral:
        rest = [Number(value), *rest] if head == "multiply" or not rest else [*rest, Number(value)]
    return (add if head == "add" else multiply)(*rest)


def listed(reading: Reading, items: tuple[Surface, ...], place: Place) -> Term:
    """The vector that a list with dots stands for."""
    shown = family(reading, items) if not _is_unit(items) else None
    if shown is None:
        return _one_entry(reading, items, place)
    if shown.start is ONE:
        return bind("tabulate", shown.index, shown.body, shown.end)
    shift = subtract(shown.start, ONE)
    body = replace(shown.body, {shown.index: add(shown.index, shift)})
    return bind("tabulate", shown.index, body, subtract(shown.end, shift))


def _is_unit(items: tuple[Surface, ...]) -> bool:
    shown = [i for i in items if not isinstance(i, Dots | Empty)]
    ends = (*shown[:1], *shown[-1:])
    return len(shown) == 3 and all(isinstance(e, Numeral) and e.text == "0" for e in ends)


def _one_entry(reading: Reading, items: tuple[Surface, ...], place: Place) -> Term:
    r"""``0, \vdots, x_j, \vdots, 0``: the place of the entry is the index that it does not mention itself."""
    if not _is_unit(items):
        raise refusal("dots", place)
    middle = reading.term(next(i for i in items if not isinstance(i, Dots | Empty | Numeral) or _is_one(i)))
    candidates = [p for p in reading.positions if p not in middle.symbols]
    if len(candidates) != 1:
        raise refusal("position-of-entry", place)
    reading.readings.append("position-of-entry")
    dimension = reading.dimensions.unknown()
    i = reading.counter()
    reading.component(reading.tabulated(dimension, lambda _: middle), (candidates[0],))
    return bind("tabulate", i, multiply(Apply("delta", i, candidates[0]), middle), dimension)


def _is_one(node: Surface) -> bool:
    return isinstance(node, Numeral) and node.text != "0"
