"""Letters with an index that are several vectors, or numbers beside a letter that is another number."""

from derive.core.sort import Field, Sort, vector
from derive.core.surface import Name, Scripted, Surface
from derive.core.term import Component, Symbol, Term
from derive.elaborate.arrays import shape
from derive.elaborate.names import label_of, name_of
from derive.elaborate.reading import Reading, has_bound_index
from derive.elaborate.refusal import refusal


def is_family_of_vectors(reading: Reading, text: str, base: Name) -> bool:
    """Whether a letter with one index is a vector: it is bold, or has a row before it, and is never bare."""
    use = reading.use(text)
    alone = not use.bare and all(len(s) == 1 for s in use.scripts)
    return alone and (base.style in ("bold", "arrow") or use.follows_row)


def vector_of_family(reading: Reading, node: Scripted, base: Name, sub: Surface) -> Term:
    r"""``\mathbf{x}_i`` without a bare ``\mathbf{x}`` is one of several vectors."""
    if has_bound_index(reading, reading.use(name_of(base) or "")):
        return _row_of_family(reading, name_of(base) or "", sub)
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
    if key not in reading.symbols:
        sizes = (reading.dimensions.unknown(), reading.dimensions.unknown())
        reading.symbols[key] = Symbol(f"\\mathbf{{{text}}}", Sort(Field.REAL, sizes))
    array, index = reading.symbols[key], reading.term(sub)
    reading.runs(index, shape(array)[0])
    return reading.tabulated(shape(array)[1], lambda k: Component(array, index, k))


def family_beside_number(reading: Reading, text: str) -> Term | None:
    """``b_1, ..., b_n`` are entries of an array of their own where b by itself is a number."""
    use, key = reading.use(text), f"{text}_"
    if text in reading.bound or not (use.vector or has_bound_index(reading, use)):
        return None
    if key not in reading.symbols:
        rank = max(map(len, use.scripts), default=1)
        known = reading.scope.remembered(key)
        sort = Sort(Field.REAL, tuple(reading.dimensions.unknown() for _ in range(rank)))
        fits = known is not None and isinstance(known.sort, Sort) and len(known.sort.shape) == rank
        name = f"\\mathbf{{{text}}}" if use.bare else text
        reading.symbols[key] = known if known is not None and fits else Symbol(name, sort)
    return reading.symbols[key]
