"""The state of elaborating one formula, and what a name by itself means in it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final

from derive.core.sort import INTEGER, REAL, AnySort, Field, FunctionSort, Sort
from derive.core.source import Place
from derive.core.surface import Name, Numeral, Surface
from derive.core.term import INFINITY, ONE, PI, ZERO, Apply, Component, Symbol, Term, bind
from derive.core.term import replace as substituted
from derive.elaborate.arrays import entry, shape, upright
from derive.elaborate.dimensions import Dimensions
from derive.elaborate.evidence import Evidence, Use
from derive.elaborate.imaginary import IMAGINARY, UNIT, is_complex
from derive.elaborate.names import is_label, name_of, plain
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Assumption, Binding, Definition, Elementwise, Scope

Rule = Callable[["Reading", Any], Term]

IDENTITY: Final = "I"
_SETS: Final = frozenset(f"\\mathbb{{{letter}}}" for letter in "RNZQC")
CONJUGATES: Final = frozenset(("bar", "overline", "star"))
CONSTANTS: Final = {"e": Apply("exp", ONE), "\\pi": PI, "\\infty": INFINITY}


@dataclass(slots=True)
class Reading:
    """One formula being elaborated: its scope, what was seen of its names, and what had to be assumed.

    ``symbols`` are the undeclared names, ``entries`` the free indices with the dimension they run
    through, ``readings`` say where something was completed,
    ``memory`` whether undeclared names keep the sort that they had in an earlier formula.
    """

    scope: Scope
    table: Mapping[type, Rule]
    evidence: Evidence
    assumptions: tuple[Assumption, ...] = ()
    dimensions: Dimensions = field(default_factory=Dimensions)
    bound: dict[str, Symbol] = field(default_factory=dict)
    symbols: dict[str, Symbol] = field(default_factory=dict)
    entries: dict[Symbol, Term] = field(default_factory=dict)
    dependence: dict[str, tuple[Term, ...]] = field(default_factory=dict)
    readings: list[str] = field(default_factory=list)
    facts: list[Term] = field(default_factory=list)
    positions: tuple[Symbol, ...] = ()
    count: int = 0
    memory: bool = True

    def term(self, node: Surface) -> Term:
        """The meaning of a tree.

        Raises:
            UnreadableError: it has none that could be given without guessing.
        """
        rule = self.table.get(type(node))
        if rule is None:
            raise refusal("no-term", node.place)
        return rule(self, node)

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
        return self.evidence.get(name) or self.evidence.get(plain(name)) or Use()

    def meaning(self, node: Name) -> tuple[str, Binding | None]:
        """The name under which a letter is known, and what it means."""
        text = name_of(node) or ""
        if text in self.bound:
            return text, self.bound[text]
        return self.scope.find(node)

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


def plain_name(reading: Reading, node: Name) -> Term:
    """The value of a name that stands by itself."""
    text, binding = reading.meaning(node)
    if isinstance(binding, Term):
        return _well_known(node, binding) or dependent(reading, text, binding)
    if (
        isinstance(binding, Definition)
        and not binding.parameters
        and len(binding.lengths) == len(binding.indices)
    ):
        return _varying(reading, binding.value, node.place)
    entries = reading.scope.lookup(f"{text}_") if binding is None else None
    if isinstance(entries, Definition) and len(entries.lengths) == len(entries.indices):
        return Symbol(text, INTEGER) if _counts(reading, text) else entries.value
    standing = _by_convention(reading, node, text) if binding is None else None
    if standing is not None:
        return standing
    use = reading.use(text)
    if binding is None and text == UNIT and reading.evidence.imaginary and not (use.integer or use.bound):
        return IMAGINARY
    named = isinstance(binding, Definition) and not use.scripts and not use.vector
    if binding is None and text == IDENTITY and _is_among_single_numbers(reading, use):
        return ONE
    if binding is None and is_identity(reading, text):
        return Apply("identity", reading.dimensions.unknown())
    conjugated = conjugated_by(reading, node) if binding is None else None
    if conjugated is not None:
        return Apply("conj", conjugated)
    if node.function or named or isinstance(binding, Elementwise):
        raise refusal("function-without-argument", node.place, name=text)
    return undeclared(reading, text, node.place)


def _counts(reading: Reading, name: str) -> bool:
    """Whether a name says how many there are of something, beside quantities of the same letter."""
    return reading.use(name).integer or Symbol(name, INTEGER) in reading.scope.dimensions()


def _varying(reading: Reading, value: Term, place: Place) -> Term:
    """A value in which names that are differentiated here depend on something: ``A = \\pi r^2`` beside ``dr/dt``."""
    found = [
        s for s in value.symbols if not isinstance(s.sort, FunctionSort) and reading.use(s.name).varied_by
    ]
    new = sorted((s for s in found if reading.scope.lookup(s.name) is None), key=lambda s: s.name)
    return substituted(value, {s: undeclared(reading, s.name, place) for s in new}) if new else value


def _by_convention(reading: Reading, node: Name, text: str) -> Term | None:
    """What a name means if nothing is said of it: a constant, the vector of ones; sets are no values."""
    if text in _SETS:
        raise refusal("set", node.place)
    if node.text == "1" and node.style == "bold":
        return Apply("ones", reading.dimensions.unknown())
    return CONSTANTS.get(text)


def _well_known(node: Name, declared: Term) -> Term | None:
    """The unit matrix of a declared size for I, the vector of ones for a bold 1."""
    sort = declared.sort if isinstance(declared, Symbol) else None
    if not isinstance(sort, Sort):
        return None
    if node.text == IDENTITY and not node.accents and len(sort.shape) == 2 and sort.shape[0] is sort.shape[1]:
        return Apply("identity", sort.shape[0])
    return Apply("ones", *sort.shape) if node.text == "1" and sort.shape else None


def conjugated_by(reading: Reading, node: Name) -> Term | None:
    """The declared complex number that a letter with a bar or a star is the conjugate of."""
    if not node.accents or node.accents[-1] not in CONJUGATES:
        return None
    inner = replace(node, accents=node.accents[:-1])
    _, binding = reading.meaning(inner)
    if isinstance(binding, Symbol) and is_complex(binding):
        return binding
    if isinstance(binding, Definition) and not binding.parameters and not binding.indices:
        return binding.value if is_complex(binding.value) else None
    twice = conjugated_by(reading, inner) if binding is None else None
    return None if twice is None else Apply("conj", twice)


def is_identity(reading: Reading, name: str) -> bool:
    """Whether an undeclared I is the unit matrix: there are matrices beside it."""
    if name != IDENTITY or reading.use(name).integer or reading.use(name).arguments:
        return False
    return (
        reading.use(name).matrix
        or (reading.evidence.square and name not in reading.evidence.cells)
        or any(rank_of_name(reading, other) == 2 for other in reading.evidence if other != name)
        or any(_is_array(reading, a) and _is_array(reading, b) for a, b in reading.evidence.outer)
    )


def _is_among_single_numbers(reading: Reading, use: Use) -> bool:
    """Whether all declared arrays have one entry: their unit matrix is the number 1."""
    found = (reading.scope.lookup(n) for n in reading.evidence)
    shapes = [shape(upright(b)) for b in found if isinstance(b, Term)]
    arrays = [s for s in shapes if s]
    return bool(arrays) and all(s == (ONE,) for s in arrays) and not use.integer and not use.arguments


def _is_array(reading: Reading, name: str) -> bool:
    return rank_of_name(reading, name) > 0


def dependent(reading: Reading, name: str, symbol: Term) -> Term:
    """The symbol, applied to what it depends on if it is a quantity that varies."""
    if not isinstance(symbol, Symbol) or not isinstance(symbol.sort, FunctionSort):
        return symbol
    if name in reading.dependence:
        return Apply("apply", symbol, *reading.dependence[name])
    at = _own_variable(reading, name, symbol.sort)
    return symbol if at is None else Apply("apply", symbol, at)


def _own_variable(reading: Reading, name: str, sort: FunctionSort) -> Term | None:
    """Where a function by its name alone is taken: what it is differentiated by, or applied to, elsewhere."""
    use = reading.use(name)
    shown = use.varied_by or [a[0] for a in use.arguments if len(a) == 1] or reading.evidence.variables
    names = {name_of(v): v for v in shown}
    if len(sort.arguments) != 1 or len(names) != 1 or None in names or name in names:
        return None
    at = reading.term(next(iter(names.values())))
    return at if len(shape(at)) == len(sort.arguments[0].shape) else None


def undeclared(reading: Reading, name: str, place: Place) -> Term:
    """The value of a name that was not declared, by how it is used."""
    use = reading.use(name)
    if use.varied_by and name not in reading.symbols:
        return _quantity(reading, name, use)
    if name not in reading.symbols:
        reading.symbols[name] = _fitting(reading, name, use)
    return dependent(reading, name, reading.symbols[name])


def _fitting(reading: Reading, name: str, use: Use) -> Symbol:
    sort = sort_by_use(reading, name, use)
    known = reading.scope.remembered(name) if reading.memory else None
    if known is not None and not isinstance(known.sort, FunctionSort):
        rank = len(sort.shape)
        if len(known.sort.shape) == rank or (rank == 0 and not use.integer and not use.arguments):
            return known
    return Symbol(name, sort)


def sort_by_use(reading: Reading, name: str, use: Use) -> Sort:
    """The sort that fits the uses of a name: array where indexed, integer where it counts, else real."""
    rank = rank_by_use(reading, name, use)
    if rank:
        return Sort(Field.REAL, reading.lengths_of(name, rank))
    return INTEGER if use.integer else REAL


def rank_by_use(reading: Reading, name: str, use: Use) -> int:
    """How many indices a name takes, by its uses."""
    return _own_rank(reading, name, use) or (1 if _beside_arrays(reading, name, use) else 0)


def _own_rank(reading: Reading, name: str, use: Use) -> int:
    """How many indices a name takes, by what is written at it."""
    indexed = [s for s in use.scripts if not all(is_label(i) for i in s)]
    if any(len(s) == 2 for s in indexed) or use.matrix:
        return 2
    if use.inverted and name[:1].isupper() and IDENTITY in reading.evidence and not indexed:
        return 2
    if use.vector or (indexed and _is_indexed(reading, use, indexed)):
        return 1
    if use.transposed or (use.bold and not use.integer):
        return 2 if name[:1].isupper() else 1
    return 0


def _beside_arrays(reading: Reading, name: str, use: Use) -> bool:
    """``x`` in ``A x`` with a matrix A is a vector, and so is ``b`` in ``A x + b``."""
    if name[:1].isupper() or use.integer:
        return False
    return _follows_matrix(reading, use) or any(_follows_matrix(reading, reading.use(e)) for e in use.beside)


def _follows_matrix(reading: Reading, use: Use) -> bool:
    return any(rank_of_name(reading, left) == 2 for left in use.follows)


def rank_of_name(reading: Reading, name: str) -> int:
    """How many indices a name takes: as it was declared, else by what is written at it."""
    binding = reading.scope.lookup(name)
    if isinstance(binding, Term):
        return len(shape(upright(binding)))
    if isinstance(binding, Definition):
        return len(shape(binding.body))
    return _own_rank(reading, name, reading.use(name))


def _is_indexed(reading: Reading, use: Use, indexed: list[tuple[Surface, ...]]) -> bool:
    """Whether subscripts are indices: bound ones, several different ones, or beside the bare letter."""
    letters = {name_of(i) for s in indexed for i in s}
    if use.vector or use.bold or use.transposed or len(letters) > 1 or None in letters:
        return True
    if has_bound_index(reading, use):
        return True
    if any(p.name in letters for p in reading.positions):
        return True
    return use.bare > 0 or any(isinstance(i, Numeral) for s in use.scripts for i in s)


def has_bound_index(reading: Reading, use: Use) -> bool:
    """Whether one of the subscripts of a name runs through something."""
    letters = (name_of(i) for s in use.scripts for i in s)
    return any(reading.use(n).bound or n in reading.bound for n in letters if n is not None)


def _quantity(reading: Reading, name: str, use: Use) -> Term:
    """An unknown function of what it is differentiated by."""
    arguments: list[Term] = []
    defined = [v for v in use.varied_by if _is_defined(reading, v)]
    for variable in defined or use.varied_by:
        term = reading.term(variable)
        base = term.base if isinstance(term, Component) else term
        if base not in arguments:
            arguments.append(base)
    sorts = tuple(Sort(Field.REAL, shape(a)) for a in arguments)
    symbol = Symbol(name, FunctionSort(sorts, Sort(Field.REAL, sort_by_use(reading, name, use).shape)))
    reading.symbols[name] = symbol
    reading.dependence[name] = tuple(arguments)
    return Apply("apply", symbol, *arguments)


def _is_defined(reading: Reading, node: Surface) -> bool:
    """Whether a quantity was defined by others; what depends on it depends on them through it."""
    return isinstance(node, Name) and isinstance(reading.meaning(node)[1], Definition)
