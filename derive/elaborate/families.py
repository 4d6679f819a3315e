"""Letters with an index that are several vectors, or numbers beside a letter that is another number."""

from typing import Final

from derive.core.sort import Field, Sort, vector
from derive.core.surface import Name, Numeral, Scripted, Surface
from derive.core.term import Component, Symbol, Term
from derive.elaborate.arrays import shape
from derive.elaborate.names import is_label, label_of, name_of, subscripts
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition
from derive.elaborate.standing import has_bound_index, rank_of_name
from derive.elaborate.uses import Use

MOST_DIMENSIONS: Final = 2
_RUNNING: Final = frozenset("ijklmnt")


def family_of(node: Surface, kind: Sort) -> str | None:
    """``x`` for ``x_i`` and ``a`` for ``a_{ij}`` with letters that run; None for a name with a label.

    All members together are an array of at most two dimensions.
    """
    if not isinstance(node, Scripted) or node.sub is None or node.sup is not None or node.primes:
        return None
    letters = [name_of(i) for i in subscripts(node.sub)]
    runs = all(i in _RUNNING for i in letters) and len(letters) + len(kind.shape) <= MOST_DIMENSIONS
    return name_of(node.base) if runs else None


def member_of_family(reading: Reading, text: str, sub: Surface) -> Term | None:
    """A member of a family with a declared kind of member; None if this is none."""
    kind = reading.scope.family(text)
    indices = subscripts(sub)
    if kind is None or text in reading.bound or (is_label(sub) and not isinstance(sub, Numeral)):
        return None
    if text not in reading.symbols:
        lengths = reading.lengths_of(text, len(indices))
        known = reading.scope.remembered(text) if reading.memory else None
        sort = Sort(kind.field, (*lengths, *kind.shape))
        fits = known is not None and isinstance(known.sort, Sort) and len(known.sort.shape) == len(sort.shape)
        reading.symbols[text] = known if known is not None and fits else Symbol(text, sort)
    array, places = reading.symbols[text], tuple(map(reading.term, indices))
    if len(shape(array)) == len(places):
        return reading.component(array, places)
    if len(shape(array)) != len(places) + 1:
        return None
    for index, length in zip(places, shape(array), strict=False):
        reading.runs(index, length)
    return reading.tabulated(shape(array)[-1], lambda k: Component(array, *places, k))


def is_family_of_vectors(reading: Reading, text: str, base: Name) -> bool:
    """Whether a letter with one index is a vector: it is bold, or has a row before it, and is never bare."""
    use = reading.use(text)
    alone = not use.bare and all(len(s) == 1 for s in use.scripts)
    return alone and (
        base.style in ("bold", "arrow")
        or use.follows_row
        or use.rows
        or _is_dotted(reading, use)
        or _were_rows(reading, text)
    )


def _were_rows(reading: Reading, text: str) -> bool:
    """Whether an earlier formula of the section had several vectors of this letter."""
    known = reading.scope.remembered(f"{text}_") if reading.memory else None
    return known is not None and isinstance(known.sort, Sort) and len(known.sort.shape) == MOST_DIMENSIONS


def vector_of_family(reading: Reading, node: Scripted, base: Name, sub: Surface) -> Term:
    r"""``\mathbf{x}_i`` without a bare ``\mathbf{x}`` is one of several vectors."""
    text, letter = name_of(base) or "", name_of(sub)
    free = letter is not None and any(p.name == letter for p in reading.positions)
    if free or _were_rows(reading, text) or has_bound_index(reading, reading.use(text)):
        return _row_of_family(reading, text, sub)
    label = label_of(Scripted(node.place, base, sub))
    if label is None:
        raise refusal("subscript", node.place)
    name = f"\\mathbf{{{name_of(base)}}}{label[len(name_of(base) or '') :]}"
    if name not in reading.symbols:
        reading.symbols[name] = Symbol(name, vector(reading.dimensions.unknown()))
    return reading.symbols[name]


def _row_of_family(reading: Reading, text: str, sub: Surface) -> Term:
    """One of the vectors that an index runs through; the vectors are the rows of a matrix."""
    key = f"{text}_"
    known = reading.scope.remembered(key) if reading.memory and _were_rows(reading, text) else None
    if known is not None:
        reading.symbols.setdefault(key, known)
    if key not in reading.symbols:
        sizes = (*reading.lengths_of(text, 1), reading.dimensions.unknown())
        reading.symbols[key] = Symbol(f"\\mathbf{{{text}}}", Sort(Field.REAL, sizes))
    array, index = reading.symbols[key], reading.term(sub)
    reading.runs(index, shape(array)[0])
    return reading.tabulated(shape(array)[1], lambda k: Component(array, index, k))


def family_beside_number(reading: Reading, text: str) -> Term | None:
    """``b_1, ..., b_n`` are entries of an array of their own where b by itself is a number."""
    use, key = reading.use(text), f"{text}_"
    entries = reading.scope.remembered(key) or _entries_of(reading, text)
    seen = use.vector or has_bound_index(reading, use) or entries is not None
    if text in reading.bound or not seen:
        return None
    if key not in reading.symbols:
        rank = max(map(len, use.scripts), default=1)
        known = entries
        sort = Sort(Field.REAL, tuple(reading.dimensions.unknown() for _ in range(rank)))
        fits = known is not None and isinstance(known.sort, Sort) and len(known.sort.shape) == rank
        name = f"\\mathbf{{{text}}}" if use.bare else text
        reading.symbols[key] = known if known is not None and fits else Symbol(name, sort)
    return reading.symbols[key]


def _entries_of(reading: Reading, text: str) -> Symbol | None:
    r"""The array whose letter was defined later as a number, as by ``N = \sum_k N_k``."""
    known = reading.scope.remembered(text)
    array = known is not None and isinstance(known.sort, Sort) and bool(known.sort.shape)
    return known if array and isinstance(reading.scope.lookup(text), Definition) else None


def _is_dotted(reading: Reading, use: Use) -> bool:
    r"""Whether a vector is multiplied with the letter by a dot, as in ``w \\cdot x_i``."""
    return any(rank_of_name(reading, name) == 1 for name in use.dotted)


def member(reading: Reading, node: Scripted, base: Name, sub: Surface) -> Term | None:
    """One of several things of the same kind, declared as such or shown to be vectors; else None."""
    text = reading.meaning(base)[0]
    declared = member_of_family(reading, text, sub)
    if declared is None and is_family_of_vectors(reading, text, base):
        return vector_of_family(reading, node, base, sub)
    return declared
