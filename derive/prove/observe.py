"""Looking at a claim at one point: are its sides defined there, and does the relation hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import eq, ge, gt, is_, le, lt, ne
from typing import Any, Final

from flint import acb, arb, fmpq

from derive.algebra.balls import (
    Indeterminate,
    Precision,
    Undefined,
    assignment_of,
    evaluate,
    plain_sides,
    sides,
    truth,
)
from derive.algebra.balls_tape import exact_number, tape
from derive.algebra.limits.values import may_be_infinite
from derive.algebra.shapes import ShapeError, shape_of
from derive.core.claim import Claim, Hypothesis, Origin
from derive.core.effort import Effort
from derive.core.sort import REAL, AnySort, Field, FunctionSort
from derive.core.term import (
    INFINITY,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    binders_in,
    fresh,
    replace,
    subterms,
    weight,
)
from derive.core.verdict import Assignment
from derive.prove.exactness import exact_truth
from derive.prove.indefinite import at_a_point, pointwise
from derive.prove.observation import Observation, Truth
from derive.prove.tables import Tables

FIRST_PRECISION: Final = 64
SIZE_OF_LEAVES: Final = 3
COST_OF_A_PROCESS: Final = 4000
COST_OF_AN_INTEGRAL: Final = 2000
EVALUATED: Final = frozenset(("sum", "product", "maximum", "minimum", "tabulate", "derivative"))


def observe(goal: Term, point: Assignment, tables: Tables, precision: int = FIRST_PRECISION) -> Observation:
    """The goal at the point, seen with balls of this precision."""
    key = (goal, point, precision)
    found = tables.observations.get(key)
    if found is None:
        times = 1 + precision // 256
        tables.effort.charge(cost_of(goal) * times)
        found = _between_leaves(goal, point) if goal.size == SIZE_OF_LEAVES else None
        if found is None:
            found = _plainly(goal, point, precision)
        if found is None:
            if not is_plain(goal):
                tables.effort.charge(processes(goal) * times)
                goal = at_a_point(goal)
            found = _observed(goal, point, precision)
        tables.observations[key] = found
    return found


def _between_leaves(goal: Term, point: Assignment) -> Observation | None:
    """A relation between symbols and rational numbers, of which nothing need be computed."""
    holds = read_off(goal, dict(point.values))
    return None if holds is None else Observation(point, True, True, holds, holds, True)


def read_off(goal: Term, values: Mapping[Any, Term]) -> Truth:
    """Whether a relation between symbols and rational numbers holds; None for other propositions."""
    test = _EXACTLY.get(goal.head) if isinstance(goal, Apply) and len(goal.children) == 2 else None
    if test is None:
        return None
    first, second = goal.children
    first, second = values.get(first, first), values.get(second, second)
    if not (type(first) is Number and type(second) is Number):
        return None
    return test(exact_number(first), exact_number(second))


def cost_of(goal: Term) -> int:
    """What a look at a proposition costs beyond its limit processes."""
    return 10 + 2 * weight(goal)


def _plainly(goal: Term, point: Assignment, precision: int) -> Observation | None:
    """A relation between plain expressions at rational numbers; None where the general way is needed."""
    test = _PLAINLY.get(goal.head) if isinstance(goal, Apply) else None
    found = None if test is None else plain_sides(goal, assignment_of(point), precision, test)
    if found is None:
        return None
    ((left, a), (right, b)), holds = found
    if not (left and right):
        return Observation(point, left, right, None)
    return Observation(point, True, True, holds, holds is not False, type(a) is type(b) is fmpq)


def _observed(goal: Term, point: Assignment, precision: int) -> Observation:
    values = assignment_of(point)
    if not (isinstance(goal, Apply) and goal.head in COMPARED):
        holds = truth(goal, values, precision)
        return Observation(point, _known(holds), _known(holds), holds)
    (left, a), (right, b) = sides(goal, values, precision)
    if not (left and right):
        if not is_comparison(goal):
            holds = truth(goal, values, precision)
            return Observation(point, _known(holds), _known(holds), holds)
        return Observation(point, left, right, None)
    exact = is_rational(a) and is_rational(b)
    if exact:
        holds = COMPARED[goal.head](a, b)
    else:
        with Precision(precision):
            holds = COMPARED[goal.head](a, b)
    return Observation(point, True, True, holds, holds is not False, exact)


@lru_cache(maxsize=1 << 12)
def processes(term: Term) -> int:
    """What the integrals and infinite sums in a term cost beyond its size."""
    return sum(map(_cost, binders_in(term)))


@lru_cache(maxsize=1 << 12)
def is_strict(goal: Term) -> bool:
    """Whether a goal compares values that are found part by part.

    So it is without limits; at a point at which balls were found for a derivative worked out, the body is
    defined and what was worked out is the derivative.
    """
    return is_comparison(goal) and all(t.kind in EVALUATED for t in binders_in(goal))


def _cost(term: Binder) -> int:
    """The cost of a binder whose value is a limit that is enclosed and not computed."""
    infinite = any(INFINITY in set(subterms(p)) for p in term.parameters)
    if infinite and term.kind in {"integral", "sum", "product"}:
        return COST_OF_A_PROCESS
    return COST_OF_AN_INTEGRAL if term.kind == "integral" else 0


def is_comparison(goal: Term) -> bool:
    """Whether a goal compares two values, neither of which may be infinite."""
    return isinstance(goal, Apply) and goal.head in COMPARED and not any(map(may_be_infinite, goal.children))


def is_rational(value: Any) -> bool:
    """Whether a value was found exactly."""
    return type(value) is fmpq or (type(value) is tuple and all(map(is_rational, value)))


def _known(holds: Truth) -> Truth:
    return None if holds is None else True


def _numbers(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for part in value:
            yield from _numbers(part)
    else:
        yield value


def is_plain(goal: Term) -> bool:
    """Whether a goal compares plain expressions in real numbers: without shapes, processes or infinity."""
    return tape(goal) is not None and isinstance(goal, Apply) and goal.head in COMPARED


def _equal(a: Any, b: Any) -> Truth:
    return _entrywise(_equal_numbers, a, b)


def _equal_numbers(a: Any, b: Any) -> Truth:
    if a == b:
        return True
    return False if a != b else None


def _unequal(a: Any, b: Any) -> Truth:
    same = _equal(a, b)
    return None if same is None else not same


def _less(a: Any, b: Any) -> Truth:
    return _entrywise(_less_numbers, a, b)


def _less_numbers(a: Any, b: Any) -> Truth:
    if type(a) is acb or type(b) is acb:
        return None
    return True if a < b else (False if a >= b else None)


def _at_most(a: Any, b: Any) -> Truth:
    return _entrywise(_at_most_numbers, a, b)


def _at_most_numbers(a: Any, b: Any) -> Truth:
    if type(a) is acb or type(b) is acb:
        return None
    return True if a <= b else (False if a > b else None)


def _entrywise(test: Callable[[Any, Any], Truth], a: Any, b: Any) -> Truth:
    if type(a) is not tuple and type(b) is not tuple:
        return test(a, b)
    first, second = list(_numbers(a)), list(_numbers(b))
    if not isinstance(a, tuple):
        first *= len(second)
    elif not isinstance(b, tuple):
        second *= len(first)
    if len(first) != len(second):
        return None
    result: Truth = True
    for x, y in zip(first, second, strict=True):
        found = test(x, y)
        if found is False:
            return False
        result = result if found else None
    return result


_PLAINLY: Final[dict[str, Callable[[Any, Any], Truth]]] = {
    "eq": _equal_numbers,
    "ne": _unequal,
    "lt": _less_numbers,
    "le": _at_most_numbers,
    "gt": lambda a, b: _less_numbers(b, a),
    "ge": lambda a, b: _at_most_numbers(b, a),
}
_EXACTLY: Final[dict[str, Callable[[fmpq, fmpq], bool]]] = {
    "eq": eq,
    "ne": ne,
    "lt": lt,
    "le": le,
    "gt": gt,
    "ge": ge,
}
COMPARED: Final[dict[str, Callable[[Any, Any], Truth]]] = {
    "eq": _equal,
    "ne": _unequal,
    "lt": _less,
    "le": _at_most,
    "gt": lambda a, b: _less(b, a),
    "ge": lambda a, b: _at_most(b, a),
}


def established(proposition: Term, point: Assignment, tables: Tables, highest: int = 1024) -> Truth:
    """The truth of a proposition at a point, with rising precision until it is established."""
    key = (proposition, point, highest)
    if key not in tables.truths:
        tables.truths[key] = _established(proposition, point, tables, highest)
    return tables.truths[key]


def _established(proposition: Term, point: Assignment, tables: Tables, highest: int) -> Truth:
    precision = FIRST_PRECISION
    while precision <= highest:
        found = observe(proposition, point, tables, precision).holds
        if found is not None:
            return found
        precision *= 4
    return exact_truth(proposition, point, tables)


def is_admissible(claim: Claim, point: Assignment, tables: Tables) -> bool:
    """Whether every symbol has a value at the point and every hypothesis is established there.

    Lemmas are consequences of the others, and are not looked at.
    """
    if not is_well_sorted(point) or not _names_all(point, claim.context.symbols):
        return False
    hypotheses = claim.context.hypotheses
    return not hypotheses or satisfies(point, (h.proposition for h in stated(claim)), tables)


def satisfies(point: Assignment, propositions: Iterable[Term], tables: Tables) -> bool:
    """Whether each of the propositions is established at the point."""
    return all(established(p, point, tables) is True for p in propositions)


def _names_all(point: Assignment, symbols: tuple[Symbol, ...]) -> bool:
    """Whether each of the symbols has a value at the point."""
    named = [symbol for symbol, _ in point.values]
    in_order = len(named) == len(symbols) and all(map(is_, named, symbols))
    return in_order or set(named).issuperset(symbols)


def lies_in_domain(claim: Claim, point: Assignment, tables: Tables) -> bool:
    """Whether no condition under which the sides are defined fails at the point.

    Balls that were found say so of terms without limit processes, which may be evaluated by a formula
    that says more than the process.
    """
    goal = claim.proposition
    if (is_plain(goal) or is_strict(goal)) and observe(goal, point, tables).is_defined:
        return True
    conditions = tables.sides_defined(pointwise(goal))
    return all(established(c, point, tables, FIRST_PRECISION) is not False for c in conditions)


def stated(claim: Claim) -> tuple[Hypothesis, ...]:
    """The hypotheses of a claim that are not proved from the others."""
    return tuple(h for h in claim.context.hypotheses if h.origin is not Origin.PROVED)


@lru_cache(maxsize=1 << 10)
def is_well_sorted(point: Assignment) -> bool:
    """Whether each value is closed and of its symbol's sort, and no symbol has two values."""
    values: dict[Term, Term] = dict(point.values)
    return len(values) == len(point.values) and all(
        (symbol.sort is REAL and type(value) is Number)
        or (not value.symbols and _fits(value, symbol.sort, values))
        for symbol, value in point.values
    )


def _fits(value: Term, sort: AnySort, values: dict[Term, Term]) -> bool:
    if isinstance(sort, FunctionSort):
        return isinstance(value, Binder) and value.kind == "lambda" and _has_values(value, sort, values)
    sizes = tuple(replace(dimension, values) for dimension in sort.shape)
    entries = {Field.INTEGER: _is_integral, Field.REAL: _is_real}.get(sort.field)
    return _shaped(value, sizes) and (entries is None or entries(value))


def _has_values(function: Binder, sort: FunctionSort, values: dict[Term, Term]) -> bool:
    """Whether the values of a function are arrays as large as its sort says."""
    if not sort.value.shape:
        return True
    body: Term = function
    for argument in sort.arguments:
        if not isinstance(body, Binder):
            return False
        body = body.open(fresh("t", argument, body))
    sizes = tuple(replace(dimension, values) for dimension in sort.value.shape)
    try:
        found = shape_of(body)
    except ShapeError:
        return False
    return len(found) == len(sizes) and all(map(_is_size, found, sizes))


def _is_size(found: Term, size: Term) -> bool:
    equality = Apply("eq", found, size)
    return found is size or established(equality, EMPTY, Tables(Effort(1000))) is True


def _shaped(value: Term, sizes: tuple[Term, ...]) -> bool:
    if not sizes:
        return not (isinstance(value, Apply) and value.head in ARRAYS)
    if not (isinstance(value, Apply) and value.head in ARRAYS):
        return False
    size = Number(len(value.children))
    return _is_size(sizes[0], size) and all(_shaped(child, sizes[1:]) for child in value.children)


def _is_integral(value: Term) -> bool:
    if isinstance(value, Apply) and value.head in ARRAYS:
        return all(_is_integral(child) for child in value.children)
    return isinstance(value, Number) and value.value.denominator == 1


def _is_real(value: Term) -> bool:
    """Whether a closed term, or each entry of an array, has a finite real value."""
    if isinstance(value, Apply) and value.head in ARRAYS:
        return all(_is_real(child) for child in value.children)
    if isinstance(value, Number):
        return True
    try:
        number = evaluate(value, {}, FIRST_PRECISION)
    except (Undefined, Indeterminate):
        return False
    return type(number) is arb and bool(number.is_finite())


ARRAYS: Final = frozenset(("vector", "matrix"))
EMPTY: Final = Assignment(())
