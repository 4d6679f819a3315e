"""Vectors and matrices: shapes of terms under construction, products, transposes, entries.

A row vector is ``transpose(v)`` with a vector ``v`` inside, so that its orientation shows.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from derive.core.sort import INTEGER, FunctionSort
from derive.core.term import (
    ONE,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    replace,
)
from derive.theory.function import function

Shape = tuple[Term, ...]


@lru_cache(maxsize=1 << 13)
def shape(term: Term) -> Shape:
    """The dimensions of a term; sides that do not fit are not noticed here."""
    if isinstance(term, Symbol):
        return () if isinstance(term.sort, FunctionSort) else term.sort.shape
    if isinstance(term, Component):
        return shape(term.base)[len(term.indices) :]
    if isinstance(term, Binder):
        inner = shape(term.body)
        return (term.parameters[0], *inner) if term.kind == "tabulate" else inner
    if isinstance(term, Apply):
        return _SHAPES.get(term.head, _of_function)(term)
    return ()


def rank(term: Term) -> int:
    """The number of dimensions; a row vector has one."""
    return 1 if is_row(term) else len(shape(term))


def is_row(term: Term) -> bool:
    """Whether a term is a vector laid on its side."""
    return isinstance(term, Apply) and term.head == "transpose" and len(shape(term.children[0])) == 1


def length(term: Term) -> Term:
    """The number of entries of a vector, lying or standing."""
    return shape(upright(term))[0]


def are_single(terms: Iterable[Term]) -> bool:
    """Whether there are arrays among terms, and all have one entry: their unit matrix is the number 1."""
    shapes = [s for s in (shape(upright(t)) for t in terms) if s]
    return bool(shapes) and all(d is ONE for s in shapes for d in s)


def upright(term: Term) -> Term:
    """The vector itself, if the term is one laid on its side."""
    return term.children[0] if is_row(term) else term


def _of_function(term: Apply) -> Shape:
    known = function(term.head)
    if known is None or known.shape == "reduce" or not term.children:
        return ()
    return next((s for c in term.children if (s := shape(c))), ())


def _of_product(term: Apply) -> Shape:
    left, right = shape(term.children[0]), shape(term.children[1])
    return left[:1] + right[1:]


def _of_transpose(term: Apply) -> Shape:
    inner = shape(term.children[0])
    return (ONE, inner[0]) if len(inner) == 1 else inner[::-1]


def _of_matrix(term: Apply) -> Shape:
    return (Number(len(term.children)), *shape(term.children[0]))


def _of_largest(term: Apply) -> Shape:
    return max((shape(c) for c in term.children), key=len, default=())


def _of_unknown(term: Apply) -> Shape:
    head = term.children[0]
    return head.sort.value.shape if isinstance(head, Symbol) and isinstance(head.sort, FunctionSort) else ()


def _of_diagonal(term: Apply) -> Shape:
    inner = shape(upright(term.children[0]))
    return (inner[0], inner[0]) if len(inner) == 1 else inner[:1]


def _two_sides(term: Term) -> Shape:
    """The rows and columns, a vector having one column."""
    return (*shape(term), ONE, ONE)[:2]


def _without_ones(*sides: Term) -> Shape:
    found = list(sides)
    while found and found[-1] is ONE:
        found.pop()
    return tuple(found)


def _of_kronecker(term: Apply) -> Shape:
    left, right = map(_two_sides, term.children)
    return _without_ones(*(multiply(*(n for n in p if n is not ONE)) for p in zip(left, right, strict=True)))


def _of_vec(term: Apply) -> Shape:
    rows, columns = _two_sides(term.children[0])
    return _without_ones(multiply(columns, rows))


def _of_stack(term: Apply) -> Shape:
    return _without_ones(add(*(_two_sides(c)[0] for c in term.children)), _two_sides(term.children[0])[1])


def _of_beside(term: Apply) -> Shape:
    return _without_ones(_two_sides(term.children[0])[0], add(*(_two_sides(c)[1] for c in term.children)))


def _scalar(_: Apply) -> Shape:
    return ()


_SHAPES: Final[dict[str, Callable[[Apply], Shape]]] = {
    "add": _of_largest,
    "multiply": _of_largest,
    "hadamard": _of_largest,
    "power": _of_largest,
    "cases": lambda t: shape(t.children[0]),
    "vector": lambda t: (Number(len(t.children)),),
    "matrix": _of_matrix,
    "matmul": _of_product,
    "transpose": _of_transpose,
    "inverse": lambda t: shape(t.children[0]),
    "diagonal": _of_diagonal,
    "kronecker": _of_kronecker,
    "vec": _of_vec,
    "stack": _of_stack,
    "beside": _of_beside,
    "identity": lambda t: (t.children[0], t.children[0]),
    "ones": lambda t: t.children,
    "zeros": lambda t: t.children,
    "apply": _of_unknown,
    "max": _scalar,
    "min": _scalar,
    "norm": _scalar,
    "trace": _scalar,
    "determinant": _scalar,
    "inner": _scalar,
    "delta": _scalar,
    "indicator": _scalar,
}


def transpose(term: Term) -> Term:
    """The transpose; twice is none, and a number is its own."""
    if is_row(term):
        return upright(term)
    return Apply("transpose", term) if shape(term) else term


def times(left: Term, right: Term) -> Term | None:
    """The product of two terms by their shapes; None where there is none, as for two columns."""
    if not shape(left) or not shape(right):
        return multiply(left, right)
    if len(shape(left)) > 2 or len(shape(right)) > 2:
        return _contracted(left, right)
    return _PRODUCTS[_form(left), _form(right)](left, right)


def _form(term: Term) -> str:
    return "row" if is_row(term) else "column" if rank(term) == 1 else "matrix"


def _none(_left: Term, _right: Term) -> None:
    return None


def _gradient_times(left: Term, right: Term) -> Term | None:
    """A gradient before a Jacobian lies on its side, as the chain rule is often written."""
    return times(transpose(left), right) if is_derivative(left) else None


def _contracted(left: Term, right: Term) -> Term | None:
    """A gradient times derivatives by a matrix: summed over what they share; the shape is the matrix's."""
    if not is_derivative(left) or not is_derivative(right) or _form(left) != "column":
        return None
    m = Symbol("_", INTEGER)

    def of_entry(indices: tuple[Term, ...], dimensions: Shape) -> Term:
        if not dimensions:
            return bind("sum", m, multiply(entry(left, m), entry(right, m, *indices)), ONE, shape(left)[0])
        i = Symbol(f"_{len(dimensions)}", INTEGER)
        return bind("tabulate", i, of_entry((*indices, i), dimensions[1:]), dimensions[0])

    return of_entry((), shape(right)[1:])


def is_chain(term: Term) -> bool:
    """Whether a row is a gradient times Jacobians, which stands or lies as gradients do."""
    inner = upright(term)
    while isinstance(inner, Apply) and inner.head == "matmul":
        inner = inner.children[1]
    return inner is not upright(term) and is_derivative(inner)


def is_derivative(term: Term) -> bool:
    """Whether an array is made of derivatives."""
    while isinstance(term, Binder) and term.kind == "tabulate":
        term = term.body
    return isinstance(term, Binder) and term.kind == "derivative"


_PRODUCTS: Final[dict[tuple[str, str], Callable[[Term, Term], Term | None]]] = {
    ("row", "column"): lambda u, v: Apply("inner", upright(u), v),
    ("row", "matrix"): lambda u, a: transpose(Apply("matmul", transpose(a), upright(u))),
    ("row", "row"): _none,
    ("column", "row"): lambda u, v: Apply("matmul", u, v),
    ("column", "column"): _none,
    ("column", "matrix"): _gradient_times,
    ("matrix", "column"): lambda a, v: Apply("matmul", a, v),
    ("matrix", "matrix"): lambda a, b: Apply("matmul", a, b),
    ("matrix", "row"): _none,
}


def spread(scalar: Term, like: Term) -> Term:
    """The array of the shape of ``like`` with ``scalar`` everywhere."""
    term = scalar
    for dimension in reversed(shape(upright(like))):
        term = bind("tabulate", Symbol("_", INTEGER), term, dimension)
    return transpose(term) if is_row(like) else term


def entry(term: Term, *indices: Term) -> Term:
    """An entry of an array, worked out at once where the array is a table or a literal."""
    term = upright(term)
    for position, i in enumerate(indices):
        if isinstance(term, Binder) and term.kind == "tabulate":
            term = term.open(i)
        else:
            return Component(term, *indices[position:])
    return term


def tabulate(index: Symbol, body: Term, dimension: Term) -> Term:
    """The array of the values of ``body`` for ``index`` from 1 to ``dimension``."""
    return bind("tabulate", index, body, dimension)


def substitute(term: Term, symbols: tuple[Symbol, ...], values: tuple[Term, ...]) -> Term:
    """The body of a definition with values for its parameters, dimensions of vectors included."""
    mapping: dict[Term, Term] = dict(zip(symbols, values, strict=True))
    for symbol, value in zip(symbols, values, strict=True):
        if not isinstance(symbol.sort, FunctionSort):
            pairs = zip(symbol.sort.shape, shape(upright(value)), strict=False)
            mapping.update({d: n for d, n in pairs if isinstance(d, Symbol)})
    return replace(term, mapping)
