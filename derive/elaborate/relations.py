"""Relations between terms: shapes are brought together, decimals are taken to the digits written."""

from typing import Final

from derive.core.sort import Field, Sort
from derive.core.source import Place
from derive.core.surface import Chain, Fence, Name, Surface
from derive.core.term import ONE, ZERO, Apply, Binder, Term, bind, negative, subtract
from derive.elaborate.arrays import (
    entry,
    is_chain,
    is_derivative,
    is_row,
    length,
    rank,
    shape,
    transpose,
    upright,
)
from derive.elaborate.gradients import with_laplacians
from derive.elaborate.imaginary import is_complex
from derive.elaborate.names import name_of
from derive.elaborate.proportions import proportional
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.repeated import repeated_in
from derive.elaborate.rounding import rounded, within

HEADS: Final = {
    "=": "eq",
    "\\ne": "ne",
    "\\neq": "ne",
    "<": "lt",
    "\\le": "le",
    ">": "gt",
    "\\ge": "ge",
    ":=": "eq",
    "=:": "eq",
    "\\equiv": "eq",
    "\\rightsquigarrow": "eq",
}
LOOSE: Final = {
    "\\approx": "approximately",
    "\\sim": "asymptotic",
    "\\simeq": "asymptotic",
    "\\propto": "proportional",
}
"""Relations that are not exact: they are never assumed, and decided only where digits were written."""

_ORDERS: Final = frozenset(("<", ">", "\\le", "\\ge"))
SEMIDEFINITE: Final = {"\\succeq": 1, "\\succ": 2, "\\preceq": -1, "\\prec": -2}
"""The order of symmetric matrices: which side is larger, and 2 where strictly."""

SIGNS: Final = {
    "=": "=",
    ":=": "=",
    "=:": "=",
    "\\equiv": "=",
    "\\rightsquigarrow": "=",
    "\\ne": "!=",
    "\\neq": "!=",
    "<": "<",
    "\\le": "<=",
    ">": ">",
    "\\ge": ">=",
    "\\in": "in",
    "\\notin": "not in",
    "\\Rightarrow": "=>",
    "\\Leftarrow": "<==",
    "\\Leftrightarrow": "<=>",
    "\\to": "->",
    "\\approx": "~",
    "\\sim": "~",
    "\\simeq": "~",
    "\\propto": "proportional",
}


def compare(
    reading: Reading, sign: str, sides: tuple[Term, Term], nodes: tuple[Surface, Surface], place: Place
) -> Term:
    """The proposition that two terms stand in a relation."""
    left, right = sides
    if left.binders or right.binders:
        _refuse_hidden_bounds(sides, place)
    if reading.hessians or shape(left) or shape(right):
        left, right = aligned(reading, sides, nodes)
    if reading.entries:
        _refuse_hidden_sums(reading, (left, right), nodes, place)
    if sign in SEMIDEFINITE:
        return _semidefinite(reading, sign, left, right, place)
    if sign in _ORDERS and (is_complex(left) or is_complex(right)):
        raise refusal("order-of-complex", place)
    if sign in LOOSE:
        found = within(left, right, nodes) if sign == "\\approx" else None
        found = proportional(reading, left, right, nodes) if sign == "\\propto" else found
        return found or Apply(LOOSE[sign], left, right)
    head = HEADS.get(sign)
    if head is None:
        raise refusal("relation", place, sign=sign)
    if head == "eq" and not shape(left) and not shape(right):
        return rounded(left, right, nodes) or Apply("eq", left, right)
    if head not in ("eq", "ne") and (shape(left) or shape(right)):
        return _entrywise(reading, head, left, right, place)
    return Apply(head, left, right)


def _refuse_hidden_bounds(sides: tuple[Term, Term], place: Place) -> None:
    r"""``1 = \int p(y) dy`` means all y: an indefinite integral would depend on y."""
    for side, other in (sides, sides[::-1]):
        inner = side.children[-1] if isinstance(side, Apply) and side.head == "multiply" else side
        indefinite = isinstance(inner, Binder) and inner.kind == "antiderivative" and inner.body is not ZERO
        if indefinite and not inner.children[-1].symbols & other.symbols:
            raise refusal("hidden-bounds", place)


def _refuse_hidden_sums(
    reading: Reading, sides: tuple[Term, Term], nodes: tuple[Surface, Surface], place: Place
) -> None:
    """An index that only one side has, twice in a product, is summed over by some without saying so."""
    free = [{i.name for i in reading.free_indices(t)} for t in sides]
    for node, own, others in zip(nodes, free, reversed(free), strict=True):
        if own <= others:
            continue
        hidden = sorted((own - others) & repeated_in(node) - _compared(reading))
        if hidden:
            raise refusal("summation", place, index=hidden[0])


def _compared(reading: Reading) -> set[str | None]:
    """The names of which an assumption says how large they are."""
    chains = [a.node for a in reading.assumptions if isinstance(a.node, Chain)]
    return {name_of(t) for chain in chains for t in chain.terms if isinstance(t, Name)}


def _semidefinite(reading: Reading, sign: str, left: Term, right: Term, place: Place) -> Term:
    """``A >= B`` of symmetric matrices: ``v^T A v >= v^T B v`` for all v; strictly for all v but 0."""
    if rank(left) != 2 or rank(right) != 2 or is_complex(left) or is_complex(right):
        raise refusal("order-of-arrays", place)
    reading.dimensions.unify(*shape(left))
    larger, smaller = (left, right) if SEMIDEFINITE[sign] > 0 else (right, left)
    gap = (
        larger
        if _is_zeros(smaller)
        else negative(smaller)
        if _is_zeros(larger)
        else subtract(larger, smaller)
    )
    size = reading.dimensions.value(shape(left)[0])
    vector = reading.loose("v", Sort(Field.REAL, (size,)))
    form = Apply("inner", Apply("matmul", transpose(gap), vector), vector)
    strict = abs(SEMIDEFINITE[sign]) > 1
    positive = Apply("lt" if strict else "le", ZERO, form)
    statement = Apply("implies", Apply("ne", vector, Apply("zeros", size)), positive) if strict else positive
    every = bind("forall", vector, statement)
    return every if gap is transpose(gap) else Apply("and", Apply("eq", gap, transpose(gap)), every)


def _is_zeros(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "zeros"


def _entrywise(reading: Reading, head: str, left: Term, right: Term, place: Place) -> Term:
    """``v >= 0`` is meant entry by entry."""
    like = left if shape(left) else right
    if rank(like) != 1:
        raise refusal("order-of-arrays", place)
    i = reading.counter()
    reading.component(upright(like), (i,))
    sides = (entry(t, i) if shape(t) else t for t in (left, right))
    within_range = Apply("and", Apply("le", ONE, i), Apply("le", i, length(like)))
    return bind("forall", i, Apply("implies", within_range, Apply(head, *sides)))


def aligned(reading: Reading, sides: tuple[Term, Term], nodes: tuple[Surface, Surface]) -> tuple[Term, Term]:
    """Both sides in one shape: an array beside its entry becomes that entry, 0 an array of zeros."""
    left, right = sides
    if reading.hessians:
        left, right = with_laplacians(reading, left, right, nodes[0].place.to(nodes[1].place))
    if not shape(left) and not shape(right):
        return left, right
    if shape(left) and not shape(right):
        left, right = _matched(reading, left, right)
    elif shape(right) and not shape(left):
        right, left = _matched(reading, right, left)
    elif is_row(left) != is_row(right) and any(is_row(t) and is_chain(t) for t in sides):
        left, right = upright(left), upright(right)
    elif is_row(left) != is_row(right):
        left, right = _turned(reading, left, nodes[0]), _turned(reading, right, nodes[1])
    elif len(shape(left)) != len(shape(right)):
        left, right = _sliced(reading, left, right)
    if not reading.dimensions.match(shape(left), shape(right)) and shape(left) and shape(right):
        return _fitted(reading, left, right, nodes[0].place.to(nodes[1].place))
    return left, right


def _sliced(reading: Reading, left: Term, right: Term) -> tuple[Term, Term]:
    """A matrix beside a vector with one free index: the row or column with that index, if only one fits."""
    if len(shape(left)) < len(shape(right)):
        right, left = _sliced(reading, right, left)
        return left, right
    free = [i for i in reading.free_indices(right) if i not in left.symbols]
    if len(shape(left)) != 2 or len(shape(right)) != 1 or len(free) != 1:
        return left, right
    sizes = (shape(right)[0], reading.entries[free[0]])
    along = [reading.dimensions.value(s) for s in sizes]
    whole = [reading.dimensions.value(s) for s in shape(left)]
    if along[0] is along[1] or along not in (whole, whole[::-1]):
        return left, right
    reading.readings.append("entry-of-side")
    of_row = along == whole[::-1]
    return reading.tabulated(
        sizes[0], lambda k: entry(left, free[0], k) if of_row else entry(left, k, free[0])
    ), right


def _fitted(reading: Reading, left: Term, right: Term, place: Place) -> tuple[Term, Term]:
    """A derivative by a matrix in the other layout; entries beside whole arrays are no clear notation."""
    open_layout = not reading.scope.outermost.layout
    turned = open_layout and shape(left) == shape(right)[::-1] and len(shape(left)) == 2
    if turned and is_derivative(left) and not is_derivative(right):
        reading.readings.append("other-layout")
        return transpose(left), right
    if turned and is_derivative(right) and not is_derivative(left):
        reading.readings.append("other-layout")
        return left, transpose(right)
    if set(reading.free_indices(left)) != set(reading.free_indices(right)):
        raise refusal("mixed-notation", place)
    return left, right


def _turned(reading: Reading, term: Term, node: Surface) -> Term:
    """A list in brackets lies or stands as the other side does, a gradient where no layout is declared."""
    if reading.scope.outermost.layout and is_derivative(term):
        return term
    built = isinstance(term, Binder) and term.kind == "tabulate"
    flexible = isinstance(node, Fence) or built
    return transpose(term) if flexible and rank(term) == 1 and not is_row(term) else term


def _matched(reading: Reading, array: Term, scalar: Term) -> tuple[Term, Term]:
    if scalar is ZERO:
        dimensions = shape(upright(array))
        zeros = Apply("zeros", *dimensions)
        return array, transpose(zeros) if is_row(array) else zeros
    indices = _indices(reading, scalar, rank(array))
    if indices is None:
        return array, scalar
    reading.readings.append("entry-of-side")
    return reading.component(upright(array), indices), scalar


def _indices(reading: Reading, scalar: Term, count: int) -> tuple[Term, ...] | None:
    free = reading.free_indices(scalar)
    return free if len(free) == count else None
