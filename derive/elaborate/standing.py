"""What a name by itself means in a formula, and the sort of one that was not declared."""

from dataclasses import replace
from typing import Final

from derive.core.sort import COMPLEX, INTEGER, REAL, Field, FunctionSort, Sort
from derive.core.source import Place
from derive.core.surface import Name, Numeral, Surface
from derive.core.term import INFINITY, ONE, PI, Apply, Component, Symbol, Term
from derive.core.term import replace as substituted
from derive.elaborate.arrays import are_single, shape, upright
from derive.elaborate.imaginary import IMAGINARY, UNIT, is_complex
from derive.elaborate.names import DOTS, RUNNING, is_label, name_of, text_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition, Elementwise
from derive.elaborate.uses import Use
from derive.theory.function import by_letter

IDENTITY: Final = "I"
_SCALED: Final = "E"
_SETS: Final = frozenset(f"\\mathbb{{{letter}}}" for letter in "RNZQC")
CONJUGATES: Final = frozenset(("bar", "overline", "star"))
CONSTANTS: Final = {"e": Apply("exp", ONE), "\\pi": PI, "\\infty": INFINITY}


def plain_name(reading: Reading, node: Name) -> Term:
    """The value of a name that stands by itself."""
    text, binding = reading.meaning(node)
    if binding is None:
        return _unbound(reading, node, text)
    if isinstance(binding, Term):
        return _well_known(node, binding) or dependent(reading, text, binding)
    if isinstance(binding, Definition):
        if not binding.parameters and len(binding.lengths) == len(binding.indices):
            return _varying(reading, _value_of(reading, binding), node.place)
        if _is_of_time(reading, text, binding):
            own = tuple(reading.term(Name(node.place, p.name)) for p in binding.parameters)
            return substituted(binding.body, dict(zip(binding.parameters, own, strict=True)))
    use = reading.use(text)
    if node.function or isinstance(binding, Elementwise) or not (use.scripts or use.vector):
        raise refusal("function-without-argument", node.place, name=text)
    return undeclared(reading, text, node.place)


def _unbound(reading: Reading, node: Name, text: str) -> Term:
    """The value of a name of which nothing was said: by convention, else by how it is used."""
    if text[:1].isupper() and text in reading.scope.events_around():
        raise refusal("event", node.place, name=text)
    if text in reading.letters and text in reading.symbols:
        return dependent(reading, text, reading.symbols[text])
    found = _together(reading, text)
    if found is None:
        found = _by_convention(reading, node, text)
    if found is not None:
        return found
    if is_identity(reading, text):
        return Apply("identity", reading.dimensions.unknown())
    conjugated = conjugated_by(reading, node)
    if conjugated is not None:
        return Apply("conj", conjugated)
    if node.function:
        raise refusal("function-without-argument", node.place, name=text)
    if text == node.text and text not in (IDENTITY, _SCALED):
        reading.letters.add(text)
    return undeclared(reading, text, node.place)


def _value_of(reading: Reading, definition: Definition) -> Term:
    """What a name was defined as; that it is the root of a given square is told."""
    if definition.square is not None:
        reading.readings.append("root-of-square")
    return definition.value


def _is_of_time(reading: Reading, name: str, definition: Definition) -> bool:
    r"""Whether a function stands for its value: at the time, or beside ``\dot x`` or ``u_t``."""
    if len(definition.parameters) > 1 and not definition.indices:
        letters = {p.name for p in definition.parameters if not shape(p)}
        return any({name_of(i) for i in script} <= letters for script in reading.use(name).scripts)
    derived = (
        reading.use(name).varied_by
        or reading.use(name).primes
        or any(f"\\{dot}{{{name}}}" in reading.evidence for dot in DOTS)
    )
    moves = [p.name for p in definition.parameters] == ["t"] and not shape(definition.body)
    return (bool(derived) or moves) and len(definition.parameters) == 1 and not definition.indices


def _together(reading: Reading, name: str) -> Term | None:
    """What a letter means beside quantities ``p_k`` that were defined: a number in them, a count, or all."""
    entries = reading.scope.lookup(f"{name}_")
    if not isinstance(entries, Definition):
        return None
    number = next((s for s in entries.body.symbols if s.name == name and s.sort == REAL), None)
    if number is not None or len(entries.lengths) != len(entries.indices):
        return number
    return Symbol(name, INTEGER) if _counts(reading, name) else entries.value


def _counts(reading: Reading, name: str) -> bool:
    """Whether a name says how many there are of something, beside quantities of the same letter."""
    return reading.use(name).integer or Symbol(name, INTEGER) in reading.scope.dimensions()


def _varying(reading: Reading, value: Term, place: Place) -> Term:
    r"""A value whose names depend on what they are differentiated by: ``A = \pi r^2`` beside ``dr/dt``."""
    found = [
        s for s in value.symbols if not isinstance(s.sort, FunctionSort) and reading.use(s.name).varied_by
    ]
    new = sorted((s for s in found if reading.scope.lookup(s.name) is None), key=lambda s: s.name)
    return substituted(value, {s: undeclared(reading, s.name, place) for s in new}) if new else value


def _by_convention(reading: Reading, node: Name, text: str) -> Term | None:
    """What a name means if nothing is said of it: a constant, the vector of ones; sets are no values."""
    if text in _SETS:
        raise refusal("set", node.place)
    if text == IDENTITY and not reading.use(text).integer and _has_single(reading):
        return ONE
    if node.text == "1" and node.style == "bold":
        return Apply("ones", reading.dimensions.unknown())
    if text == UNIT and reading.evidence.imaginary:
        use = reading.use(text)
        return None if use.integer or use.bound else IMAGINARY
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
    name = name_of(inner) or ""
    if binding is None and name == UNIT and reading.evidence.imaginary:
        return IMAGINARY
    if binding is None and not inner.accents and reading.evidence.is_complex(name):
        return undeclared(reading, name, node.place)
    twice = conjugated_by(reading, inner) if binding is None else None
    return None if twice is None else Apply("conj", twice)


def is_identity(reading: Reading, name: str) -> bool:
    r"""Whether an undeclared I is the unit matrix beside matrices, or an E in ``A - \lambda E``."""
    if name not in (IDENTITY, _SCALED):
        return False
    use = reading.use(name)
    if use.integer or use.arguments:
        return False
    if name == _SCALED and use.scaled < use.bare:
        return False
    return (
        reading.use(name).matrix
        or (reading.evidence.square and name not in reading.evidence.cells)
        or any(rank_of_name(reading, other) == 2 for other in reading.evidence if other != name)
        or any(_is_array(reading, a) and _is_array(reading, b) for a, b in reading.evidence.outer)
    )


def _has_single(reading: Reading) -> bool:
    return are_single(b for b in map(reading.scope.lookup, reading.evidence) if isinstance(b, Term))


def _is_array(reading: Reading, name: str) -> bool:
    return rank_of_name(reading, name) > 0


def dependent(reading: Reading, name: str, symbol: Term) -> Term:
    """The symbol, applied to what it depends on if it is a quantity that varies."""
    if not (isinstance(symbol, Symbol) and isinstance(symbol.sort, FunctionSort)):
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
        if sort.field is Field.COMPLEX and known.sort.field is not sort.field:
            return Symbol(name, sort)
        bare = rank == 0 and not use.integer and not use.arguments and not use.apart
        if len(known.sort.shape) == rank or bare:
            return known
    return Symbol(name, sort)


def sort_by_use(reading: Reading, name: str, use: Use) -> Sort:
    """The sort that fits the uses of a name: array where indexed, integer where it counts, else real."""
    rank = rank_by_use(reading, name, use)
    if rank:
        return Sort(Field.REAL, reading.lengths_of(name, rank))
    if reading.evidence.is_complex(name):
        return COMPLEX
    return INTEGER if use.integer or (name in RUNNING and _counts(reading, name)) else REAL


def rank_by_use(reading: Reading, name: str, use: Use) -> int:
    """How many indices a name takes, by its uses."""
    if use.apart or use.shows_nothing():
        return 0
    return _own_rank(reading, name, use) or (1 if _beside_arrays(reading, name, use) else 0)


def _own_rank(reading: Reading, name: str, use: Use) -> int:
    """How many indices a name takes, by what is written at it."""
    indexed = [s for s in use.scripts if not all(is_label(i) or names_quantity(reading, i) for i in s)]
    counts = {len(s) for s in indexed}
    if len(counts) > 1 and not has_bound_index(reading, use):
        return 0
    if 2 in counts or use.matrix:
        return 2
    if use.inverted and name[:1].isupper() and IDENTITY in reading.evidence and not indexed:
        return 2
    if use.vector or (indexed and _is_indexed(reading, use, indexed)):
        return 1
    if use.transposed or (use.bold and not use.integer):
        return 2 if name[:1].isupper() else 1
    return 0


def names_quantity(reading: Reading, index: Surface) -> bool:
    r"""Whether a subscript names another quantity, as x in ``\sigma_x^2 x^2``, and counts nothing."""
    name = name_of(index) if isinstance(index, Name) else None
    if name is None or name in RUNNING or name in reading.bound:
        return False
    use, meaning = reading.use(name), reading.scope.lookup(name)
    known = isinstance(meaning, Definition) or (isinstance(meaning, Symbol) and meaning.sort == REAL)
    return known or (use.bare > 0 and not use.bound)


def _beside_arrays(reading: Reading, name: str, use: Use) -> bool:
    """``x`` in ``A x`` with a matrix A is a vector, and so is ``b`` in ``A x + b``."""
    if name[:1].isupper() or use.integer or not (use.follows or use.beside):
        return False
    return _follows_matrix(reading, use) or any(_follows_matrix(reading, reading.use(e)) for e in use.beside)


def _follows_matrix(reading: Reading, use: Use) -> bool:
    return any(rank_of_name(reading, left) == 2 for left in use.follows)


def rank_of_name(reading: Reading, name: str) -> int:
    """How many indices a name takes: as it was declared, else by what is written at it."""
    binding = reading.scope.lookup(name)
    if isinstance(binding, Symbol) and isinstance(binding.sort, FunctionSort):
        return len(binding.sort.value.shape)
    if isinstance(binding, Term):
        return len(shape(upright(binding)))
    if isinstance(binding, Definition):
        return len(shape(binding.body))
    return _own_rank(reading, name, reading.use(name))


def _is_indexed(reading: Reading, use: Use, indexed: list[tuple[Surface, ...]]) -> bool:
    """Whether subscripts are indices: bound ones, several different ones, or beside the bare letter."""
    letters = {name_of(i) for s in indexed for i in s}
    varied = {name_of(v) for v in reading.evidence.variables}
    if any(n in varied or reading.use(n).varied_by for n in letters if n is not None):
        return False
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
    """An unknown function of what it is differentiated by, or a known one that is written without it."""
    known = by_letter().get(name)
    if (
        known is not None
        and known.shape == "scalar"
        and use.itself
        and len(set(map(text_of, use.varied_by))) == 1
    ):
        return Apply(known.name, reading.term(use.varied_by[0]))
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
    if not any(name_of(v) in reading.bound for v in use.varied_by):
        reading.dependence[name] = tuple(arguments)
    return Apply("apply", symbol, *arguments)


def _is_defined(reading: Reading, node: Surface) -> bool:
    """Whether a quantity was defined by others; what depends on it depends on them through it."""
    return isinstance(node, Name) and isinstance(reading.meaning(node)[1], Definition)
