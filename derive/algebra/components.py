"""Index calculus: array terms as their entries, and array operations inside numbers as sums.

``component(A B, i, k)`` is ``sum_j A[i, j] B[j, k]``. What has no entries in
closed form stays opaque: ``inverse(A)[i, j]``, and powers with a symbolic exponent.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from derive.algebra.determinants import determinant, inverse_entry
from derive.algebra.shapes import ShapeError, padded, shape_of
from derive.algebra.unfold import expand
from derive.core.sort import INTEGER, REAL, FunctionSort
from derive.core.term import (
    HALF,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    heads_in,
    multiply,
    power,
)
from derive.theory.function import function

Indices = tuple[Term, ...]


@lru_cache(maxsize=1 << 13)
def component(term: Term, *indices: Term) -> Term:
    """The entry of an array term as a term over entries of its symbols; of a number, the number.

    Raises:
        ShapeError: the term is no array of that many indices.
    """
    shape = shape_of(term)
    if not shape:
        return scalarize(term)
    if isinstance(term, Symbol):
        return Component(term, *fitted(term, indices))
    if isinstance(term, Component):
        return component(term.base, *term.indices, *indices)
    if len(shape) == 2 and len(indices) == 1 and shape[0] is ONE:
        indices = (ONE, *indices)
    if isinstance(term, Binder):
        return _binder_entry(term, indices)
    if not isinstance(term, Apply):
        raise ShapeError(term, shape)
    return _ENTRIES.get(term.head, _function_entry)(term, indices)


def indices_of(term: Term, *avoid: Term) -> tuple[Symbol, ...]:
    """New index symbols for each dimension of an array term, different from all symbols around."""
    found: list[Symbol] = []
    for name in "ij"[: len(shape_of(term))]:
        found.append(fresh(name, INTEGER, term, *avoid, *found))
    return tuple(found)


@lru_cache(maxsize=1 << 13)
def scalarize(term: Term) -> Term:
    """A scalar term with all array operations in it turned into sums over components."""
    if not term.children or _is_of_numbers(term):
        return term
    if isinstance(term, Component):
        return _component(term)
    if isinstance(term, Binder):
        return _scalar_binder(term)
    if isinstance(term, Apply):
        return _REDUCTIONS.get(term.head, _scalar_apply)(term)
    return term


def _is_of_numbers(term: Term) -> bool:
    """Whether operations on numbers are seen to be all there is in a term."""
    if term.binders or any(s.sort is not REAL and s.sort is not INTEGER for s in term.symbols):
        return False
    heads = heads_in(term)
    return heads.isdisjoint(_ARRAY_HEADS) and not any(map(_takes_arrays, heads))


@lru_cache(maxsize=1 << 8)
def _takes_arrays(head: str) -> bool:
    known = function(head)
    return known is not None and known.shape != "scalar"


def _component(term: Component) -> Term:
    indices = tuple([scalarize(i) for i in term.indices])
    if isinstance(term.base, Symbol):
        return Component(term.base, *fitted(term.base, indices))
    return component(term.base, *indices)


def fitted(symbol: Symbol, indices: Indices) -> Indices:
    """The indices that a symbol of this shape has: rows and columns may be indexed by one number."""
    sort = symbol.sort
    rank = len(indices) if isinstance(sort, FunctionSort) else len(sort.shape)
    if len(indices) > rank:
        return indices[:rank]
    if len(indices) == 1 and rank == 2 and not isinstance(sort, FunctionSort):
        return (ONE, *indices) if sort.shape[0] is ONE else (*indices, ONE)
    return indices


def _scalar_binder(term: Binder) -> Term:
    parameters = tuple([scalarize(p) if not shape_of(p) else p for p in term.parameters])
    if not _has_arrays(term.body):
        same = parameters == term.parameters
        return term if same else bind(term.kind, term.variable, term.body, *parameters)
    variable = fresh("t", term.variable.sort, term)
    return bind(term.kind, variable, scalarize(term.open(variable)), *parameters)


@lru_cache(maxsize=1 << 13)
def _has_arrays(term: Term) -> bool:
    """Whether something in the term is no operation on numbers."""
    if isinstance(term, Component) and isinstance(term.base, Symbol):
        return any(map(_has_arrays, term.indices)) or fitted(term.base, term.indices) != term.indices
    if isinstance(term, Symbol):
        return not isinstance(term.sort, FunctionSort) and bool(term.sort.shape)
    if isinstance(term, Component) or (isinstance(term, Apply) and term.head in _ARRAY_HEADS):
        return True
    return any(map(_has_arrays, term.children))


def _scalar_apply(term: Apply) -> Term:
    known = function(term.head)
    if known is not None and known.shape != "scalar":
        definition = expand(term)
        return term if definition is None else scalarize(definition)
    if any(shape_of(c) for c in term.children if not _is_function(c)):
        return _scalar_of_arrays(term)
    children = tuple([c if _is_function(c) else scalarize(c) for c in term.children])
    return term if children == term.children else Apply(term.head, *children)


def _is_function(term: Term) -> bool:
    if isinstance(term, Binder):
        return term.kind == "lambda"
    return isinstance(term, Symbol) and isinstance(term.sort, FunctionSort)


def _scalar_of_arrays(term: Apply) -> Term:
    """Relations between arrays stay; the largest entry of one vector is a maximum over its index."""
    if term.head in ("max", "min") and len(term.children) == 1:
        (vector,) = term.children
        kind = "maximum" if term.head == "max" else "minimum"
        return _over(kind, vector, lambda *i: component(vector, *i))
    return term


def _over(kind: str, array: Term, entry: Callable[..., Term], *avoid: Term) -> Term:
    """Bind each index of ``array`` in the entry."""
    indices = indices_of(array, *avoid)
    body = entry(*indices)
    for i, length in reversed(list(zip(indices, shape_of(array), strict=True))):
        body = bind(kind, i, body, ONE, length)
    return body


def _trace(term: Apply) -> Term:
    (matrix,) = term.children
    shape = shape_of(matrix)
    if not shape:
        return scalarize(matrix)
    i = fresh("i", INTEGER, matrix)
    return bind("sum", i, component(matrix, i, i), ONE, shape[0])


def _norm(term: Apply) -> Term:
    (array,) = term.children
    if not shape_of(array):
        return Apply("abs", scalarize(array))
    return power(_over("sum", array, lambda *i: power(component(array, *i), TWO)), HALF)


def _raised(term: Apply) -> Term:
    """An even power of a norm has no root in it."""
    base, exponent = term.children
    is_even = isinstance(exponent, Number) and exponent.value > 0 and exponent.value % 2 == 0
    if not isinstance(base, Apply) or base.head != "norm" or not shape_of(base.children[0]) or not is_even:
        return _scalar_apply(term)
    return power(_norm(base).children[0], multiply(HALF, exponent))


def _inner(term: Apply) -> Term:
    left, right = term.children
    if not shape_of(left):
        return multiply(scalarize(left), scalarize(right))
    return _over("sum", left, lambda *i: multiply(component(left, *i), component(right, *i)), right)


def _determinant(term: Apply) -> Term:
    expanded = determinant(term.children[0])
    return term if expanded is term else scalarize(expanded)


def _product(term: Apply) -> Term:
    return _product_entry(term, ())


def _of_number(term: Apply) -> Term:
    """Transpose or diagonal matrix of a number, taken as a 1 by 1 matrix."""
    return scalarize(term.children[0])


def _reciprocal(term: Apply) -> Term:
    return power(scalarize(term.children[0]), -1)


def _product_entry(term: Apply, indices: Indices) -> Term:
    """The entry of a matrix product, contracted from the left; numbers among the factors scale."""
    scalars = [scalarize(f) for f in term.children if not shape_of(f)]
    arrays = [f for f in term.children if shape_of(f)]
    if not arrays:
        return multiply(*scalars)
    left = arrays[0]
    for right in arrays[1:]:
        left = Apply("matmul", left, right)
    entry = _pair(left, indices) if len(arrays) > 1 else component(left, *indices)
    return multiply(*scalars, entry) if scalars else entry


def _pair(term: Term, indices: Indices) -> Term:
    left, right = term.children
    left_shape, right_shape = shape_of(left), shape_of(right)
    if not left_shape or not right_shape:
        scalar, array = (left, right) if not left_shape else (right, left)
        return multiply(scalarize(scalar), component(array, *indices))
    row, column = (*indices, ONE, ONE)[:2]
    if padded(left_shape)[1] is ONE:
        return multiply(component(left, row), component(right, ONE, column))
    if _pattern(left):
        return _scaled(left, row, component(right, row, column))
    if _pattern(right):
        return _scaled(right, column, component(left, row, column))
    j = fresh("j", INTEGER, left, right, *indices)
    body = multiply(component(left, row, j), component(right, j, column))
    return bind("sum", j, body, ONE, padded(left_shape)[1])


def _pattern(term: Term) -> bool:
    """Whether a matrix scales: it is an identity, or diagonal with a known diagonal."""
    return isinstance(term, Apply) and (
        term.head == "identity" or (term.head == "diagonal" and len(shape_of(term.children[0])) == 1)
    )


def _scaled(pattern: Term, index: Term, entry: Term) -> Term:
    if isinstance(pattern, Apply) and pattern.head == "identity":
        return entry
    return multiply(component(pattern.children[0], index), entry)


def _binder_entry(term: Binder, indices: Indices) -> Term:
    if term.kind == "tabulate":
        return component(term.open(indices[0]), *indices[1:])
    variable = fresh("t", term.variable.sort, term, *indices)
    rank = len(shape_of(term.body))
    if rank < len(indices) and term.kind != "derivative":
        return Component(term, *indices)
    entry = component(term.open(variable), *indices[:rank])
    return bind(term.kind, variable, entry, *term.parameters, *indices[rank:])


def _function_entry(term: Apply, indices: Indices) -> Term:
    """Functions of numbers act entry by entry; functions of vectors by their definition."""
    known = function(term.head)
    if known is None or known.shape == "scalar":
        return _elementwise(term, indices)
    definition = expand(term)
    if definition is None:
        return Component(term, *indices)
    return component(definition, *indices)


def _elementwise(term: Apply, indices: Indices) -> Term:
    children = [component(c, *indices) if shape_of(c) else scalarize(c) for c in term.children]
    return Apply(term.head, *children)


def _matrix_power(term: Apply, indices: Indices) -> Term:
    base, exponent = term.children
    if len(shape_of(base)) != 2:
        return _elementwise(term, indices)
    if not isinstance(exponent, Number) or not 0 <= abs(exponent.value) <= _LARGEST_POWER:
        return Component(term, *indices)
    if exponent is ZERO:
        return component(Apply("identity", shape_of(base)[0]), *indices)
    if exponent.value < 0:
        return component(Apply("power", Apply("inverse", base), Number(-exponent.value)), *indices)
    return component(Apply("matmul", *[base] * int(exponent.value)), *indices)


def _cases(term: Apply, indices: Indices) -> Term:
    last = len(term.children) - 1
    children = [
        scalarize(c) if (i % 2 and i != last) or not shape_of(c) else component(c, *indices)
        for i, c in enumerate(term.children)
    ]
    return Apply("cases", *children)


def _listed(term: Apply, indices: Indices) -> Term:
    """The entry of a literal vector, or of a literal matrix by its rows."""
    first, *rest = indices
    parts = [component(part, *rest) for part in term.children]
    if isinstance(first, Number):
        if first.value.denominator == 1 and 1 <= first.value <= len(parts):
            return parts[int(first.value) - 1]
        raise ShapeError(term, shape_of(term))
    chosen: list[Term] = []
    for position, part in enumerate(parts[:-1], start=1):
        chosen += [part, Apply("eq", first, Number(position))]
    return Apply("cases", *chosen, parts[-1]) if chosen else parts[0]


def _matrix_entry(term: Apply, indices: Indices) -> Term:
    return _listed(term, (*indices, ONE)[:2])


def _transposed(term: Apply, indices: Indices) -> Term:
    (array,) = term.children
    row, column = (*indices, ONE)[:2]
    return component(array, column, row) if len(shape_of(array)) == 2 else component(array, column)


def _identity(term: Apply, indices: Indices) -> Term:  # one signature for all entries
    return delta(*indices)


def delta(left: Term, right: Term) -> Term:
    """The Kronecker delta; 1 for the same index, 0 or 1 for numbers."""
    if left is right:
        return ONE
    if isinstance(left, Number) and isinstance(right, Number):
        return ZERO
    return Apply("delta", left, right)


def _diagonal(term: Apply, indices: Indices) -> Term:
    (array,) = term.children
    if len(shape_of(array)) == 2:
        return component(array, indices[0], indices[0])
    pattern = delta(*indices)
    return pattern if pattern is ZERO else multiply(pattern, component(array, indices[0]))


def _hadamard(term: Apply, indices: Indices) -> Term:
    return multiply(*[component(c, *indices) if shape_of(c) else scalarize(c) for c in term.children])


def _inverse(term: Apply, indices: Indices) -> Term:
    entry = inverse_entry(term, indices)
    return entry if isinstance(entry, Component) else scalarize(entry)


_LARGEST_POWER: Final = 12

_REDUCTIONS: Final[dict[str, Callable[[Apply], Term]]] = {
    "trace": _trace,
    "norm": _norm,
    "power": _raised,
    "inner": _inner,
    "determinant": _determinant,
    "matmul": _product,
    "transpose": _of_number,
    "diagonal": _of_number,
    "inverse": _reciprocal,
    "hadamard": lambda term: multiply(*map(scalarize, term.children)),
}

_ENTRIES: Final[dict[str, Callable[[Apply, Indices], Term]]] = {
    "matmul": _product_entry,
    "power": _matrix_power,
    "cases": _cases,
    "vector": _listed,
    "matrix": _matrix_entry,
    "transpose": _transposed,
    "identity": _identity,
    "ones": lambda _, __: ONE,
    "zeros": lambda _, __: ZERO,
    "diagonal": _diagonal,
    "hadamard": _hadamard,
    "inverse": _inverse,
    "apply": lambda term, indices: Component(term, *indices[: len(shape_of(term))]),
}

_ARRAY_HEADS: Final = frozenset((*_REDUCTIONS, *_ENTRIES)) - {"power", "cases"}
