"""Dimensions that were not written: unknowns, equations between them, and their solution."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, count, filterfalse

from derive.core.sort import INTEGER, AnySort, FunctionSort, Sort
from derive.core.term import Apply, Binder, Number, Symbol, Term

_MARK = "?"


def is_unknown(dimension: Term) -> bool:
    """Whether a dimension is still to be found."""
    return isinstance(dimension, Symbol) and dimension.name.startswith(_MARK)


@dataclass(slots=True)
class Dimensions:
    """Unknown dimensions of one formula, joined as its operations demand.

    ``hints`` are indices of entries, ``tops`` the upper bounds of the bound ones among them.
    """

    count: int = 0
    solved: dict[Symbol, Term] = field(default_factory=dict)
    hints: list[tuple[Term, Term]] = field(default_factory=list)
    tops: dict[Symbol, Term] = field(default_factory=dict)

    def unknown(self) -> Symbol:
        """A new dimension about which nothing is known."""
        self.count += 1
        return Symbol(f"{_MARK}{self.count}", INTEGER)

    def value(self, dimension: Term) -> Term:
        """What a dimension is known to be so far."""
        while isinstance(dimension, Symbol) and dimension in self.solved:
            dimension = self.solved[dimension]
        return dimension

    def unify(self, left: Term, right: Term) -> bool:
        """Make two dimensions equal if one may still be chosen; say whether they now are."""
        left, right = self.value(left), self.value(right)
        if left is right:
            return True
        if is_unknown(left):
            self.solved[left] = right  # type: ignore[index]  # an unknown is a symbol
            return True
        if is_unknown(right):
            self.solved[right] = left  # type: ignore[index]  # an unknown is a symbol
            return True
        return False

    def match(self, left: tuple[Term, ...], right: tuple[Term, ...]) -> bool:
        """Unify shapes of the same rank, dimension by dimension."""
        return len(left) == len(right) and _every(self.unify(a, b) for a, b in zip(left, right, strict=True))

    def hint(self, dimension: Term, least: Term) -> None:
        """Remember that an entry with index ``least`` was used; a name decides where nothing else does."""
        self.hints.append((dimension, least))

    def cover(self) -> None:
        """Unknown dimensions of which entries behind ``n`` are used, as in ``x_{n+1}``, reach that far."""
        needed: dict[Term, list[tuple[Symbol, int] | None]] = {}
        for dimension, index in self.hints:
            root = self.value(dimension)
            if is_unknown(root) and not isinstance(index, Number):
                needed.setdefault(root, []).append(_offset(self._at_most(index)))
        for root, reached in needed.items():
            ends = [r for r in reached if r is not None]
            farthest = max((k for _, k in ends), default=0)
            if farthest > 0 and len(ends) == len(reached) and len({s for s, _ in ends}) == 1:
                self.unify(root, Apply("add", ends[0][0], Number(farthest)))

    def _at_most(self, index: Term) -> Term:
        """The largest value of an index that is a bound one and a number."""
        found = _offset(index)
        top = self.tops.get(found[0]) if found is not None else None
        further = _offset(top) if top is not None else None
        if found is None or further is None or further[0] is found[0]:
            return index
        steps = further[1] + found[1]
        return self._at_most(Apply("add", further[0], Number(steps)) if steps else further[0])

    def identify(self, units: Iterable[Term], squares: Iterable[Term]) -> None:
        """Let unit matrices of unknown size be as large as the others, or as all square matrices."""
        sizes = tuple(dict.fromkeys(self.value(n) for n in units))
        known = [n for n in sizes if not is_unknown(n)]
        beside = list(dict.fromkeys(n for n in map(self.value, squares) if not is_unknown(n)))
        likely = known or (beside if len(beside) == 1 else sizes[:1])
        for size in sizes if len(likely) == 1 else ():
            self.unify(size, likely[0])

    def count_by(self, size: Symbol, lengths: Iterable[Term]) -> None:
        """Let lengths that are still unknown be the one number that says how many there are."""
        for length in lengths:
            if is_unknown(self.value(length)):
                self.unify(length, size)

    def settle(self, taken: set[str], prefer: str = "nmpqr") -> dict[Symbol, Term]:
        """Values for all unknown dimensions: what was found, else fresh names."""
        self.cover()
        for dimension, least in self.hints:
            farthest = self._at_most(least)
            if isinstance(farthest, Symbol) and farthest not in self.tops:
                self.unify(dimension, farthest)
        numbered = map("n_{}".format, count(1))
        free = filterfalse(taken.__contains__, chain(prefer, numbered))
        for i in range(1, self.count + 1):
            unknown = Symbol(f"{_MARK}{i}", INTEGER)
            if is_unknown(self.value(unknown)):
                root = self.value(unknown)
                self.solved[root] = Symbol(next(free), INTEGER)  # type: ignore[index]  # as above
        return {u: self.value(u) for u in (Symbol(f"{_MARK}{i}", INTEGER) for i in range(1, self.count + 1))}


def _offset(index: Term) -> tuple[Symbol, int] | None:
    """The index as a name and a whole number that is added to it."""
    if isinstance(index, Symbol):
        return index, 0
    if isinstance(index, Apply) and index.head == "add":
        first, *rest = index.children
        below = _offset(first)
        if below is not None and all(isinstance(r, Number) and r.value.denominator == 1 for r in rest):
            return below[0], below[1] + sum(int(r.value) for r in rest if isinstance(r, Number))
    return None


def _every(outcomes: Iterable[bool]) -> bool:
    """Whether all are true; none is left out, since each may find a dimension."""
    return False not in tuple(outcomes)


def resort(term: Term, values: dict[Symbol, Term]) -> Term:
    """The term with dimensions filled in, inside the sorts of its symbols too."""
    return _Resorting(term, values).of(term) if values else term


class _Resorting:
    """Values for dimensions, and what became of the sub-terms that were met.

    ``touched`` are the symbols that are dimensions or have some; parts without them stay.
    """

    __slots__ = ("done", "touched", "values")

    def __init__(self, term: Term, values: dict[Symbol, Term]) -> None:
        self.values = values
        self.done: dict[Term, Term] = {}
        self.touched = values.keys() | {s for s in term.symbols if _has_dimensions(s.sort)}

    def of(self, term: Term) -> Term:
        """What becomes of a sub-term."""
        if not term.binders and self.touched.isdisjoint(term.symbols):
            return term
        new = self.done.get(term)
        if new is None:
            new = self.done[term] = self.rebuilt(term)
        return new

    def rebuilt(self, term: Term) -> Term:
        if isinstance(term, Symbol):
            return self.values.get(term) or self.symbol(term)
        if isinstance(term, Binder):
            if _has_dimensions(term.variable.sort):
                self.touched.add(term.variable)
            return Binder(term.kind, self.symbol(term.variable), *[self.of(c) for c in term.children])
        return term.rebuild(tuple([self.of(c) for c in term.children])) if term.children else term

    def symbol(self, symbol: Symbol) -> Symbol:
        sort = symbol.sort
        if isinstance(sort, FunctionSort):
            arguments = tuple([self.sort(s) for s in sort.arguments])
            return Symbol(symbol.name, FunctionSort(arguments, self.sort(sort.value)))
        return Symbol(symbol.name, self.sort(sort))

    def sort(self, sort: Sort) -> Sort:
        return Sort(sort.field, tuple([self.of(d) for d in sort.shape])) if sort.shape else sort


def _has_dimensions(sort: AnySort) -> bool:
    return isinstance(sort, FunctionSort) or bool(sort.shape)
