"""Sorts of terms: fields and shapes, with symbolic dimensions.

A column is the same as a vector and a 1 by 1 matrix the same as a number, so
shapes lose trailing ones; a row stays a matrix of shape (1, n). A number added
to an array is added to each entry (:func:`broadcasts` lists where). Functions
of a number act on arrays entry by entry.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache, partial, reduce
from typing import Final

from derive.algebra.dimensions import same
from derive.algebra.extents import (
    Shape,
    ShapeError,
    agree,
    kronecker_shape,
    padded,
    product_shape,
    stacked_shape,
    trimmed,
    vec_shape,
    written,
)
from derive.core.sort import BOOLEAN, INTEGER, REAL, SET, AnySort, Field, FunctionSort, Sort
from derive.core.term import ONE, Apply, Binder, Component, Number, Symbol, Term, subterms
from derive.theory.function import Function, function

__all__ = [
    "Shape",
    "ShapeError",
    "agree",
    "any_sort_of",
    "broadcasts",
    "padded",
    "product_shape",
    "shape_of",
    "sort_of",
    "trimmed",
    "written",
]


def sort_of(term: Term) -> Sort:
    """The sort of a term that is no function.

    Raises:
        ShapeError: its parts do not fit together.
    """
    found = any_sort_of(term)
    if isinstance(found, FunctionSort):
        raise ShapeError(term)
    return found


@lru_cache(maxsize=1 << 14)
def shape_of(term: Term) -> Shape:
    """The shape of a term, without trailing ones; () for a number, a proposition or a set."""
    return sort_of(term).shape


@lru_cache(maxsize=1 << 14)
def any_sort_of(term: Term) -> AnySort:
    """The sort of a term.

    Raises:
        ShapeError: its parts do not fit together.
    """
    if isinstance(term, Apply):
        return _HEADS.get(term.head, _function)(term)
    if isinstance(term, Number):
        return INTEGER if term.value.denominator == 1 else REAL
    if isinstance(term, Symbol):
        sort = term.sort
        if isinstance(sort, FunctionSort) or not sort.shape:
            return sort
        return replace(sort, shape=trimmed(sort.shape))
    if isinstance(term, Component):
        return _component(term)
    if isinstance(term, Binder):
        return _lambda(term) if term.kind == "lambda" else _binder(term)
    raise TypeError(term)


def broadcasts(term: Term) -> tuple[Term, ...]:
    """The sums in ``term`` in which a number is added to an array."""
    return tuple(
        t
        for t in subterms(term)
        if isinstance(t, Apply) and t.head == "add" and len({bool(shape_of(c)) for c in t.children}) == 2
    )


def _field(terms: Iterable[Term]) -> Field:
    """The field of what is computed from the terms; a loop, since sets of enumeration members are slow."""
    found = Field.INTEGER
    for term in terms:
        field = sort_of(term).field
        if field is Field.COMPLEX:
            return field
        if field is not Field.INTEGER and field is not Field.BOOLEAN:
            found = Field.REAL
    return found


def _of(field: Field, shape: Shape) -> Sort:
    """The sort of numbers of a field, or of arrays of them."""
    if shape:
        return Sort(field, shape)
    if field is Field.REAL:
        return REAL
    return INTEGER if field is Field.INTEGER else Sort(field)


def _common(term: Term, parts: Iterable[Term]) -> Shape:
    """The one shape among parts that are numbers or arrays of the same shape."""
    found: Shape = ()
    for part in parts:
        shape = sort_of(part).shape
        if shape and found and not agree(found, shape):
            raise ShapeError(term, found, shape)
        found = found or shape
    return found


def _component(term: Component) -> Sort:
    base = term.base.sort if isinstance(term.base, Symbol) else sort_of(term.base)
    if isinstance(base, FunctionSort):
        raise ShapeError(term)
    count = len(term.indices)
    rank = len(base.shape)
    single_row = count == 1 and rank == 2 and ONE in base.shape
    padded = count > rank > 0 and all(i is ONE for i in term.indices[rank:])
    if count == 1 and rank == 2 and not single_row:
        return replace(base, shape=trimmed(base.shape[1:]))
    if count != rank and not single_row and not padded and not _single_entry(term):
        raise ShapeError(term, base.shape)
    return _of(base.field, ())


def _single_entry(term: Component) -> bool:
    """Whether the base is an array of one entry, which is a number, so that 1 is its index."""
    if isinstance(term.base, Symbol):
        return False
    of_one = any(ONE in s.sort.shape for s in term.base.symbols if isinstance(s.sort, Sort))
    return all(i is ONE for i in term.indices) or (of_one and not shape_of(term.base))


def _lambda(term: Binder) -> AnySort:
    if isinstance(term.variable.sort, FunctionSort):
        raise ShapeError(term)
    return FunctionSort((term.variable.sort,), sort_of(term.body))


def _binder(term: Binder) -> Sort:
    if term.kind in ("forall", "exists"):
        return BOOLEAN
    body = sort_of(term.body)
    if term.kind == "tabulate":
        return replace(body, shape=trimmed((term.parameters[0], *body.shape)))
    if term.kind in ("sum", "product", "maximum", "minimum", "limit"):
        return body if term.kind != "limit" else _of(_at_least_real(body.field), body.shape)
    field = _at_least_real(body.field)
    if term.kind == "derivative" and len(term.parameters) == 1:
        variable = term.variable.sort
        shape = variable.shape if isinstance(variable, Sort) else ()
        return _of(field, trimmed((*body.shape, *shape)))
    return _of(field, body.shape)


def _at_least_real(field: Field) -> Field:
    return Field.REAL if field is Field.INTEGER else field


def _numbers(terms: tuple[Term, ...]) -> Sort | None:
    """The sort of what is computed from integers and real numbers; None if something else is among them."""
    found = INTEGER
    for term in terms:
        sort = any_sort_of(term)
        if sort is REAL:
            found = REAL
        elif sort is not INTEGER:
            return None
    return found


def _arithmetic(term: Apply) -> Sort:
    numbers = _numbers(term.children)
    if numbers is not None:
        return numbers
    shape = _common(term, term.children)
    return _of(_field(term.children), shape)


def _multiply(term: Apply) -> Sort:
    numbers = _numbers(term.children)
    if numbers is not None:
        return numbers
    arrays = [s.shape for s in map(sort_of, term.children) if s.shape]
    if len(arrays) > 1:
        raise ShapeError(term, *arrays[:2])
    field = _field(term.children)
    return _of(field, arrays[0] if arrays else ())


def _power(term: Apply) -> Sort:
    if _numbers(term.children) is REAL:
        return REAL
    base, exponent = map(sort_of, term.children)
    if exponent.shape and base.shape and not agree(base.shape, exponent.shape):
        raise ShapeError(term, base.shape, exponent.shape)
    if len(base.shape) == 2 and not same(*base.shape):
        raise ShapeError(term, base.shape)
    natural = isinstance(term.children[1], Number) and term.children[1].value >= 0
    field = _field(term.children)
    whole = field is Field.INTEGER and natural
    field = field if whole or field is Field.COMPLEX else Field.REAL
    shape = base.shape or exponent.shape
    return _of(field, shape)


def _root(term: Apply) -> Sort:
    found = _arithmetic(term)
    return replace(found, field=_at_least_real(found.field))


def _function(term: Apply) -> AnySort:
    known = function(term.head)
    if known is None or not known.accepts(len(term.children)):
        raise ShapeError(term)
    if known.shape != "scalar":
        return _of_vector(term, known)
    if known.variadic and len(term.children) == 1:
        return Sort(_field(term.children))
    if not known.variadic and _numbers(term.children) is not None:
        return INTEGER if known.values == "integer" else REAL
    shape = _common(term, term.children)
    field = _value_field(known, _field(term.children))
    return _of(field, shape)


def _of_vector(term: Apply, known: Function) -> Sort:
    """A function of columns or rows; its parameters are numbers."""
    shape = _common(term, term.children)
    if len(shape) == 2 and shape[0] is not ONE:
        raise ShapeError(term, shape)
    return Sort(_at_least_real(_field(term.children)), shape if known.shape == "vector" else ())


def _value_field(known: Function, arguments: Field) -> Field:
    if known.values == "integer":
        return Field.INTEGER
    if known.variadic:
        return arguments
    always_real = known.name in ("abs", "re", "im", "arg")
    return Field.COMPLEX if arguments is Field.COMPLEX and not always_real else Field.REAL


def _apply(term: Apply) -> Sort:
    called = any_sort_of(term.children[0])
    if not isinstance(called, FunctionSort):
        raise ShapeError(term)
    for expected, given in zip(called.arguments, term.children[1:], strict=False):
        if not agree(trimmed(expected.shape), shape_of(given)):
            raise ShapeError(term, expected.shape, shape_of(given))
    return replace(called.value, shape=trimmed(called.value.shape))


def _cases(term: Apply) -> Sort:
    values = [c for i, c in enumerate(term.children) if i % 2 == 0]
    return Sort(_field(values), _common(term, values))


def _relation(term: Apply) -> Sort:
    if _numbers(term.children) is not None:
        return BOOLEAN
    left, right = map(shape_of, term.children)
    literal = any(isinstance(c, Number) for c in term.children)
    if not agree(left, right) and not literal:
        raise ShapeError(term, left, right)
    return BOOLEAN


def _member(term: Apply) -> Sort:
    """Numbers or arrays of a stated shape; one that is written the other way round is another layout."""
    element, collection = term.children
    if not isinstance(collection, Apply) or collection.head != "reals" or not collection.children:
        return BOOLEAN
    found, stated = shape_of(element), trimmed(collection.children)
    turned = trimmed(tuple(reversed(padded(found))))
    if not (agree(found, stated) or agree(turned, stated) or isinstance(element, Number)):
        raise ShapeError(term, found, stated)
    return BOOLEAN


def _transpose(term: Apply) -> Sort:
    sort = sort_of(term.children[0])
    return replace(sort, shape=trimmed(tuple(reversed(padded(sort.shape)))) if sort.shape else ())


def _square(term: Apply) -> Sort:
    sort = sort_of(term.children[0])
    rows, columns = padded(sort.shape)
    if not same(rows, columns):
        raise ShapeError(term, sort.shape)
    return sort if term.head == "inverse" else replace(sort, shape=())


def _diagonal(term: Apply) -> Sort:
    sort = sort_of(term.children[0])
    if len(sort.shape) == 2:
        return replace(sort, shape=sort.shape[:1])
    return replace(sort, shape=sort.shape * 2)


def _of_shapes(shaped: Callable[..., Shape]) -> Callable[[Apply], Sort]:
    """The sort of what is computed entry by entry from arrays, with a shape that is got from theirs."""
    return lambda term: Sort(_field(term.children), shaped(term, *map(shape_of, term.children)))


def _inner(term: Apply) -> Sort:
    left, right = map(shape_of, term.children)
    if not agree(left, right):
        raise ShapeError(term, left, right)
    return Sort(_field(term.children))


def _vector(term: Apply) -> Sort:
    for entry in term.children:
        if shape_of(entry):
            raise ShapeError(term, shape_of(entry))
    return Sort(_field(term.children), trimmed((Number(len(term.children)),)))


def _matrix(term: Apply) -> Sort:
    widths = [
        Number(len(r.children)) if isinstance(r, Apply) and r.head == "vector" else padded(shape_of(r))[0]
        for r in term.children
    ]
    for width in widths:
        if not same(width, widths[0]):
            raise ShapeError(term, (widths[0],), (width,))
    return Sort(_field(term.children), trimmed((Number(len(widths)), widths[0])))


def _pattern(term: Apply) -> Sort:
    sides = term.children * 2 if term.head == "identity" else term.children
    return Sort(Field.INTEGER, trimmed(tuple(sides)))


def _of_sorted(sort: Sort) -> Callable[[Apply], Sort]:
    """A sort that does not depend on those of the arguments, which must have some."""

    def sorted_(term: Apply) -> Sort:
        for argument in term.children:
            any_sort_of(argument)
        return sort

    return sorted_


_HEADS: Final[dict[str, Callable[[Apply], AnySort]]] = {
    **dict.fromkeys(("expectation", "variance", "conditional_mean"), lambda _: REAL),
    "covariance": lambda _: REAL,
    "along": lambda _: REAL,
    "add": _arithmetic,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "pi": lambda _: REAL,
    "infinity": lambda _: REAL,
    "imaginary": lambda _: Sort(Field.COMPLEX),
    "apply": _apply,
    "cases": _cases,
    "indicator": _of_sorted(INTEGER),
    "delta": _of_sorted(INTEGER),
    "matmul": _of_shapes(lambda term, *shapes: reduce(partial(product_shape, term), shapes)),
    "transpose": _transpose,
    "inverse": _square,
    "determinant": _square,
    "trace": _square,
    "norm": _of_sorted(REAL),
    "diagonal": _diagonal,
    "kronecker": _of_shapes(kronecker_shape),
    "vec": _of_shapes(vec_shape),
    "stack": _of_shapes(stacked_shape),
    "beside": _of_shapes(stacked_shape),
    "hadamard": _of_shapes(lambda term, *_: _common(term, term.children)),
    "inner": _inner,
    "vector": _vector,
    "matrix": _matrix,
    **dict.fromkeys(("identity", "ones", "zeros"), _pattern),
    **dict.fromkeys(("eq", "ne", "lt", "le", "gt", "ge"), _relation),
    "member": _member,
    **dict.fromkeys(("and", "or", "not", "implies", "iff"), _of_sorted(BOOLEAN)),
    **dict.fromkeys(("interval", "finite_set", "reals", "integers"), lambda _: SET),
}
