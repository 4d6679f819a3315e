"""Statements about all, or some, integers of ranges that the statements themselves name."""

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Final

from flint import fmpq

from derive.algebra.balls_arrays import rows_of
from derive.algebra.balls_numbers import Indeterminate, Undefined, integer
from derive.algebra.balls_program import Builder, Code, Compiler, Scope, unknown
from derive.algebra.balls_solutions import solved_by_integer
from derive.algebra.balls_truth import Truth, every, some
from derive.algebra.forms import is_definite, is_semidefinite
from derive.core.sort import Field, Sort
from derive.core.term import ZERO, Apply, Binder, Symbol, Term

_SHIFT: Final = {"le": 0, "lt": 1}
_SWAPPED: Final = {"ge": "le", "gt": "lt"}
_Bound = tuple[Symbol, Term, int]


def conjuncts(proposition: Term) -> tuple[Term, ...]:
    """The parts of a conjunction, as far as it is one."""
    if isinstance(proposition, Apply) and proposition.head == "and":
        return tuple(part for c in proposition.children for part in conjuncts(c))
    return (proposition,)


def _opened(binder: Binder) -> tuple[list[Symbol], Term]:
    """The variables of nested quantifiers of one kind, and what they quantify."""
    variables = [binder.variable]
    body = binder.body
    while isinstance(body, Binder) and body.kind == binder.kind:
        variables.append(body.variable)
        body = body.body
    return variables, body


def _bounds(variables: list[Symbol], stated: Term) -> tuple[list[_Bound], list[_Bound]]:
    """Lower and upper bounds of the variables, each with what strictness adds."""
    low: list[_Bound] = []
    high: list[_Bound] = []
    for condition in conjuncts(stated):
        if not isinstance(condition, Apply):
            continue
        head, parts = condition.head, condition.children
        if head in _SWAPPED:
            head, parts = _SWAPPED[head], parts[::-1]
        if head in _SHIFT:
            left, right = parts
            low += [(v, left, _SHIFT[head]) for v in variables if v is right]
            high += [(v, right, -_SHIFT[head]) for v in variables if v is left]
    return low, high


def _is_integer(variable: Symbol) -> bool:
    return isinstance(variable.sort, Sort) and variable.sort.field is Field.INTEGER


Ends = dict[Term, int]
End = Callable[[Scope, Ends], int | None]
_Placed = tuple[Symbol, End, int]


def _end(compiler: Compiler, term: Term, variables: list[Symbol]) -> End:
    """The end that a bound gives: that of another variable, or a number."""
    if term in variables:
        return lambda _, ends: ends.get(term)
    if not term.symbols.isdisjoint(variables):
        return lambda _, __: None
    code = compiler.value(term)
    return lambda scope, _: integer(code(scope))


def _stated(kind: str, body: Term) -> Term | None:
    """What holds of the values that matter: for the others, ``forall`` is true and ``exists`` false."""
    if kind == "exists":
        return body
    return body.children[0] if isinstance(body, Apply) and body.head == "implies" else None


def quantified(fold: Callable[[Iterable[Truth]], Truth]) -> Builder:
    """The builder of nested quantifiers over integers whose ranges the body states."""

    def build(compiler: Compiler, binder: Binder) -> Code:
        variables, body = _opened(binder)
        stated = _stated(binder.kind, body)
        matrix = _form(binder)
        if matrix is not None:
            strict = isinstance(body, Apply) and body.head == "implies"
            test_of = is_definite if strict else is_semidefinite
            return _shown_by(test_of, compiler.value(matrix), matrix.size)
        if stated is None or not all(map(_is_integer, variables)):
            return unknown
        if binder.kind == "exists" and len(variables) == 1:
            code = solved_by_integer(compiler, variables[0], body)
            if code is not None:
                return code
        low, high = (
            [(v, _end(compiler, t, variables), d) for v, t, d in side] for side in _bounds(variables, stated)
        )
        test, size = compiler.truth(body), body.size

        def run(scope: Scope) -> Truth:
            try:
                ranges = _ranges(scope, variables, low, high)
                count = 1
                for span in ranges:
                    count *= max(1, len(span))
                scope.charge(size * count)
            except (Undefined, Indeterminate):
                return None
            return fold(test(inner) for inner in _scopes(scope, variables, ranges))

        return run

    return build


def _form(binder: Binder) -> Term | None:
    """The matrix of ``forall v: 0 <= v^T M v``, or of ``0 < v^T M v`` for all v but 0; None for others."""
    vector, body = binder.variable, binder.body
    relation = "le"
    if isinstance(body, Apply) and body.head == "implies" and _is_nonzero(body.children[0], vector):
        relation, body = "lt", body.children[1]
    if binder.kind != "forall" or not isinstance(body, Apply) or body.head != relation:
        return None
    zero, form = body.children
    if zero is not ZERO or not isinstance(form, Apply) or form.head != "inner":
        return None
    image, right = form.children
    if right is not vector or not isinstance(image, Apply) or image.head != "matmul":
        return None
    matrix, factor = image.children
    return matrix if factor is vector and vector not in matrix.symbols else None


def _is_nonzero(proposition: Term, vector: Symbol) -> bool:
    if not isinstance(proposition, Apply) or proposition.head != "ne":
        return False
    array, other = proposition.children
    return array is vector and isinstance(other, Apply) and other.head == "zeros"


def _shown_by(test: Callable[[list[list[Fraction]]], bool], code: Code, size: int) -> Code:
    def run(scope: Scope) -> Truth:
        try:
            scope.charge(size)
            rows = [list(row) for row in rows_of(code(scope))]
        except (Undefined, Indeterminate):
            return None
        if not all(type(e) is fmpq for row in rows for e in row):
            return None
        return test([[Fraction(int(e.p), int(e.q)) for e in row] for row in rows])

    return run


def _ranges(
    scope: Scope,
    variables: list[Symbol],
    low: list[tuple[Symbol, End, int]],
    high: list[tuple[Symbol, End, int]],
) -> list[range]:
    """The range of each variable; bounds by other variables take the ends of those."""
    lows: Ends = {}
    highs: Ends = {}
    for _ in variables:
        for variable, end, shift in low:
            value = end(scope, lows)
            if value is not None:
                lows[variable] = max(lows.get(variable, value + shift), value + shift)
        for variable, end, shift in high:
            value = end(scope, highs)
            if value is not None:
                highs[variable] = min(highs.get(variable, value + shift), value + shift)
    if any(v not in lows or v not in highs for v in variables):
        raise Indeterminate
    return [range(lows[v], highs[v] + 1) for v in variables]


def _scopes(scope: Scope, variables: list[Symbol], ranges: list[range]) -> Iterator[Scope]:
    if not variables:
        yield scope
        return
    for k in ranges[0]:
        inner = scope.inside()
        inner[variables[0]] = fmpq(k)
        yield from _scopes(inner, variables[1:], ranges[1:])


QUANTIFIERS: Final[dict[str, Builder]] = {"forall": quantified(every), "exists": quantified(some)}
