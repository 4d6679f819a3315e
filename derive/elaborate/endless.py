r"""Letters whose indices leave the range of their sums, like ``\sum_{k=1}^n (a_k - a_{k-1})``.

Such a letter, if nothing else is said of it, is a sequence without an end.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from derive.algebra.dimensions import linear
from derive.core.sort import INTEGER, REAL, FunctionSort
from derive.core.surface import (
    Big,
    Chain,
    Differential,
    Fence,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Scripted,
    Signed,
    Surface,
)
from derive.core.term import ONE, Apply, Number, Symbol, Term, subtract
from derive.elaborate.evidence import BOUNDED
from derive.elaborate.lengths import Lengths
from derive.elaborate.names import is_label, is_transpose, name_of, names_in, subscripts
from derive.elaborate.reading import Reading
from derive.elaborate.walk import children, nodes

_SEQUENCE: Final = FunctionSort((INTEGER,), REAL)

Form = Mapping[str, int]
"""A whole number plus whole multiples of names; the number stands under the empty name."""

Ends = Mapping[str, tuple[Form | None, Form | None]]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A letter with one index, and between what the indices run there."""

    letter: str
    index: Surface
    ends: Ends


def endless_in(trees: Iterable[Surface], lengths: Lengths) -> frozenset[str]:
    """The letters that only stand with one index, which leaves what the sums over them run through."""
    trees = tuple(trees)
    found = [e for tree in trees for e in _entries(tree, {})]
    running = {e.letter for e in found if not e.ends.keys().isdisjoint(names_in(e.index))}
    leaving = {e.letter for e in found if e.letter in running and _leaves(e, lengths)}
    return frozenset(leaving - arrays_in(trees)) if leaving else frozenset()


def tops_in(trees: Iterable[Surface]) -> frozenset[str]:
    """The names in the upper ends of sums."""
    bigs = (n for tree in trees for n in nodes(tree) if isinstance(n, Big) and n.operator in BOUNDED)
    return names_in(*(big.sup for big in bigs if big.sup is not None))


def first_of(reading: Reading, index: Symbol, terms: Iterable[Apply]) -> Term | None:
    """The least index for which all terms of sequences that begin somewhere are terms of these."""
    lows: list[Fraction] = []
    for term in terms:
        given = reading.scope.recursion(next(iter(term.children[0].symbols)).name)
        gap = linear(subtract(term.children[1], index))
        if given is not None and given.first is not None and set(gap) <= {ONE}:
            lows.append(given.first - gap.get(ONE, Fraction(0)))
    return Number(max(lows)) if lows else None


def is_term_of_sequence(term: Apply) -> bool:
    """Whether a term is one of a sequence that nothing is said of."""
    head = term.children[0] if term.head == "apply" else None
    return isinstance(head, Symbol) and head.sort == _SEQUENCE


def term_of_sequence(reading: Reading, letter: str, sub: Surface) -> Term:
    """A term of a sequence that nothing is said of."""
    symbol = reading.symbols.setdefault(letter, Symbol(letter, _SEQUENCE))
    index = reading.term(sub)
    given = reading.scope.recursion(letter)
    if given is not None and given.first is not None and _is_free(reading, index):
        reading.facts.append(Apply("le", Number(given.first), index))
    return Apply("apply", symbol, index)


def _is_free(reading: Reading, index: Term) -> bool:
    """Whether an index has names in it, and none of them is bound."""
    return bool(index.symbols) and not any("@" in s.name or s.name in reading.bound for s in index.symbols)


def _entries(node: Surface, ends: Ends) -> Iterator[_Entry]:
    if isinstance(node, Scripted) and node.sub is not None:
        letter, indices = name_of(node.base), subscripts(node.sub)
        if letter is not None and len(indices) == 1:
            yield _Entry(letter, indices[0], ends)
    inner = {**ends, **_running(node)} if isinstance(node, Big) and node.operator in BOUNDED else ends
    for child in children(node):
        yield from _entries(child, inner)


def _running(big: Big) -> Ends:
    r"""The index below a sum with its two ends; ``k`` of ``\sum_k`` has none that are known."""
    sub = big.sub
    if not isinstance(sub, Chain) or [r.sign for r in sub.relations] != ["="] or big.sup is None:
        return {}
    index, low = name_of(sub.terms[0]) if sub.terms[0] else None, sub.terms[1]
    return {} if index is None or low is None else {index: (form_of(low), form_of(big.sup))}


def _leaves(entry: _Entry, lengths: Lengths) -> bool:
    """Whether an index is below 1 somewhere, or beyond the last entry."""
    form = form_of(entry.index)
    if form is None:
        return False
    lowest, highest = (_extreme(form, entry.ends, high) for high in (0, 1))
    length = lengths.get((entry.letter, 1, 0))
    below = lowest is not None and _number(lowest, lambda v: v < 1)
    if length is None or highest is None:
        return below
    return below or _number(_plus(highest, {name_of(length) or "": 1}, -1), lambda v: v > 0)


def _number(form: Form, test: Callable[[int], bool]) -> bool:
    """Whether a form is a number that passes a test."""
    return all(not value for name, value in form.items() if name) and test(form.get("", 0))


def _extreme(form: Form, ends: Ends, side: int) -> Form | None:
    """The least (0) or the largest (1) value of a form while the indices run."""
    found: Form | None = {"": form.get("", 0)}
    for name, times in form.items():
        if name and times and found is not None:
            pair = ends.get(name, ({name: 1}, {name: 1}))
            end = pair[side if times > 0 else 1 - side]
            found = None if end is None else _plus(found, end, times)
    return found


def form_of(node: Surface) -> Form | None:
    """A subscript or a bound as a form; None if it is none."""
    if isinstance(node, Numeral):
        return {"": int(node.text)} if node.text.isdigit() else None
    if isinstance(node, Name):
        name = name_of(node)
        return None if name is None or name == "\\infty" or is_label(node) else {name: 1}
    if isinstance(node, Signed):
        inside = form_of(node.operand)
        return None if inside is None else _plus({}, inside, -1 if node.sign == "-" else 1)
    if isinstance(node, Fence):
        return form_of(node.items[0]) if len(node.items) == 1 else None
    return _compound(node)


def _compound(node: Surface) -> Form | None:
    if isinstance(node, Juxtaposed) and len(node.items) == 2 and isinstance(node.items[0], Numeral):
        times, inside = node.items[0].text, form_of(node.items[1])
        return _plus({}, inside, int(times)) if inside is not None and times.isdigit() else None
    if not isinstance(node, Infix) or not set(node.operators) <= {"+", "-"}:
        return None
    found: Form = {}
    for item, sign in zip(node.items, ("+", *node.operators), strict=True):
        inside = form_of(item)
        if inside is None:
            return None
        found = _plus(found, inside, -1 if sign == "-" else 1)
    return found


def _plus(first: Form, second: Form, times: int) -> Form:
    return {
        n: first.get(n, 0) + times * second.get(n, 0)
        for n in (*first, *(m for m in second if m not in first))
    }


def arrays_in(trees: Iterable[Surface]) -> set[str]:
    """The letters that also stand without an index or with several, are turned, or differentiated by."""
    found: set[str] = set()
    single: set[int] = set()
    for node in (n for tree in trees for n in nodes(tree)):
        if isinstance(node, Differential):
            found |= {name_of(v.base) or "" for v in node.variables if isinstance(v, Scripted)}
        if isinstance(node, Scripted) and _has_one_index(node):
            single.add(id(node.base))
        if isinstance(node, Name) and (id(node) not in single or node.style in ("bold", "arrow")):
            found.add(name_of(node) or "")
    return found


def _has_one_index(node: Scripted) -> bool:
    turned = node.sup is not None and is_transpose(node.sup)
    return node.sub is not None and len(subscripts(node.sub)) == 1 and not turned
