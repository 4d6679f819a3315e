"""The state of elaborating one formula."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from derive.core.sort import INTEGER, AnySort, Sort
from derive.core.surface import Name, Surface
from derive.core.term import ZERO, Apply, Symbol, Term, bind
from derive.elaborate.arrays import entry, shape
from derive.elaborate.assumption import Assumption
from derive.elaborate.dimensions import Dimensions
from derive.elaborate.evidence import Evidence
from derive.elaborate.names import EMPHASIS, name_of, plain
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Binding, Scope
from derive.elaborate.uses import UNSEEN, Use

_SCRIPTS: Final = frozenset("_^'")
Rule = Callable[["Reading", Any], Term]


@dataclass(slots=True)
class Reading:
    """One formula being elaborated: its scope, what was seen of its names, and what had to be assumed.

    ``symbols`` are the undeclared names, ``entries`` the free indices with the dimension they run
    through, ``readings`` say where something was completed,
    ``letters`` are those of the undeclared names that were seen to mean nothing by convention,
    ``hessians`` are the matrices that were read for a nabla with a 2,
    ``labelled`` whether names with scripts were declared, once that was asked for,
    ``memory`` whether undeclared names keep the sort that they had in an earlier formula.
    """

    scope: Scope
    table: Mapping[type, Rule]
    evidence: Evidence
    assumptions: tuple[Assumption, ...] = ()
    dimensions: Dimensions = field(default_factory=Dimensions)
    bound: dict[str, Symbol] = field(default_factory=dict)
    symbols: dict[str, Symbol] = field(default_factory=dict)
    letters: set[str] = field(default_factory=set)
    entries: dict[Symbol, Term] = field(default_factory=dict)
    dependence: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    readings: list[str] = field(default_factory=list)
    facts: list[Term] = field(default_factory=list)
    positions: tuple[Symbol, ...] = ()
    hessians: list[Term] = field(default_factory=list)
    count: int = 0
    memory: bool = True
    labelled: bool | None = None

    def term(self, node: Surface) -> Term:
        """The meaning of a tree.

        Raises:
            UnreadableError: it has none that could be given without guessing.
        """
        if type(node) is Name and not node.accents and not node.style:
            text = node.text
            known: object = self.bound.get(text)
            if known is None:
                known = self.symbols.get(text) if text in self.letters else self.scope.lookup(text)
            if isinstance(known, Symbol) and isinstance(known.sort, Sort) and not known.sort.shape:
                return known  # a number, whether bound, met before, or declared
        rule = self.table.get(type(node))
        if rule is None:
            raise refusal("no-term", node.place)
        return rule(self, node)

    def labels(self) -> bool:
        """Whether a name with scripts means something here, as ``x_1`` does where it was declared."""
        if self.labelled is None:
            names = [n for s in self.scope.around() for n in s.bindings if len(n) > 1]
            self.labelled = not all(map(_SCRIPTS.isdisjoint, names))
        return self.labelled

    def loose(self, name: str, sort: AnySort) -> Symbol:
        """A symbol to be bound, different from every other one."""
        self.count += 1
        return Symbol(f"{name}@{self.count}", sort)

    def counter(self) -> Symbol:
        """An integer to be bound."""
        return self.loose("index", INTEGER)

    @contextmanager
    def binding(self, name: str, symbol: Symbol) -> Iterator[None]:
        """Inside, ``name`` means ``symbol``."""
        hidden = self.bound.get(name)
        self.bound[name] = symbol
        try:
            yield
        finally:
            del self.bound[name]
            if hidden is not None:
                self.bound[name] = hidden

    def use(self, name: str) -> Use:
        """What the formula shows of a name."""
        found = self.evidence.get(name)
        return self.evidence.get(plain(name), UNSEEN) if found is None else found

    def meaning(self, node: Name) -> tuple[str, Binding | None]:
        """The name under which a letter is known, and what it means."""
        text = name_of(node) or "" if node.accents or node.style else node.text
        if text in self.bound:
            return text, self.bound[text]
        return self.scope.find(node) if node.style in EMPHASIS else (text, self.scope.lookup(text))

    def tabulated(self, dimension: Term, body: Callable[[Term], Term]) -> Term:
        """The vector of ``body(i)`` for i up to ``dimension``."""
        i = self.counter()
        return bind("tabulate", i, body(i), dimension)

    def each(self, array: Term, body: Callable[[Term], Term]) -> Term:
        """An array with ``body`` of every entry of another one."""
        if not shape(array):
            return body(array)
        if isinstance(array, Apply) and array.head == "vector":
            return Apply("vector", *map(body, array.children))
        return self.tabulated(shape(array)[0], lambda i: self.each(entry(array, i), body))

    def component(self, base: Term, indices: tuple[Term, ...]) -> Term:
        """An entry; the range of every free index is taken note of."""
        for i, dimension in zip(indices, shape(base), strict=False):
            self.runs(i, dimension)
        return entry(base, *indices)

    def lengths_of(self, name: str, rank: int) -> tuple[Term, ...]:
        """Dimensions of an array that was not declared: what sums say of them, else still to be found."""
        return tuple(self.length_of(name, rank, k) or self.dimensions.unknown() for k in range(rank))

    def length_of(self, name: str, rank: int, position: int) -> Term | None:
        """How many entries an array has at some position by the sums over it, if they say that."""
        end = self.scope.length_of(name, rank, position)
        if end is None:
            return None
        self.evidence.of(name_of(end) or "").integer = True
        return self.term(end)

    def runs(self, i: Term, dimension: Term) -> None:
        """Take note of an index that runs through a dimension."""
        if not isinstance(i, Symbol):
            self.dimensions.hint(dimension, i)
        elif "@" in i.name:
            self.entries.setdefault(i, dimension)
            self.dimensions.unify(self.entries[i], dimension)
        elif i in self.entries:
            self.dimensions.unify(self.entries[i], dimension)
        elif self.dimensions.value(dimension) is not i:
            self.entries[i] = dimension

    def counts(self, *numbers: Term) -> None:
        """Undeclared names among ``numbers`` and their summands are natural, as in a factorial."""
        for number in (p for n in numbers for p in (n.children if _is_sum(n) else (n,))):
            if isinstance(number, Symbol) and number.name in self.symbols:
                self.facts.append(Apply("le", ZERO, number))

    def free_indices(self, term: Term) -> tuple[Symbol, ...]:
        """The free indices of entries in a term, in the order in which they came up."""
        return tuple(i for i in self.entries if "@" not in i.name and i in term.symbols)


def _is_sum(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "add"
