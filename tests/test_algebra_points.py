"""Admissible points: built for every kind of context, checked, simplest first, the same in every run."""

from fractions import Fraction
from itertools import islice

import pytest

from derive.algebra.balls import assignment_of, truth
from derive.algebra.points import points
from derive.algebra.points_indices import index_conditions
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import REAL, FunctionSort, matrix, vector
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    add,
    bind,
    index,
    multiply,
    power,
)
from derive.elaborate.statement import claim_of

E = Apply
x, y, z = (Symbol(s, REAL) for s in "xyz")
K, d, i, j, k, n = (index(s) for s in "Kdijkn")
v, w = Symbol("v", vector(K)), Symbol("w", vector(K))
M, W = Symbol("M", matrix(K, K)), Symbol("W", matrix(d, K))
f = Symbol("f", FunctionSort((REAL,), REAL))


def lt(a, b):
    return E("lt", a, b)


def le(a, b):
    return E("le", a, b)


def eq(a, b):
    return E("eq", a, b)


def each(conclusion):
    return bind("forall", k, E("implies", E("and", le(ONE, k), le(k, K)), conclusion))


TOTAL = bind("sum", k, Component(v, k), ONE, K)


def each_pair(conclusion):
    premise = E("and", le(ONE, j), lt(j, k), le(k, K))
    return bind("forall", j, bind("forall", k, E("implies", premise, conclusion)))


FALLING = each_pair(lt(Component(v, k), Component(v, j)))
DISTINCT = each_pair(E("ne", Component(v, k), Component(v, j)))
ORTHONORMAL = (eq(E("inner", v, w), ZERO), eq(E("norm", v), ONE), eq(E("norm", w), ONE))

CONTEXTS = {
    "no hypothesis": ((x, y), ()),
    "a bounded number": ((x,), (lt(ZERO, x), lt(x, ONE))),
    "far out": ((x,), (lt(Number(1000), x),)),
    "an order": ((x, y, z), (lt(y, x), lt(z, y))),
    "a sum": ((x, y, z), (eq(add(x, y, z), ONE),)),
    "a definition": ((x, y), (eq(y, power(x, 2)),)),
    "a quadratic equation": ((x,), (eq(power(x, 2), Number(4)),)),
    "a finite set": ((y,), (E("member", y, E("finite_set", MINUS_ONE, ONE)),)),
    "an exclusion": ((x,), (E("ne", x, TWO),)),
    "an index": ((v, i), (le(ONE, i), le(i, K))),
    "two indices": ((v, i, j), (le(ONE, i), lt(i, j), le(j, K))),
    "a smaller number": ((n, K), (le(ONE, n), lt(n, K))),
    "the simplex": ((v,), (eq(TOTAL, ONE), each(lt(ZERO, Component(v, k))))),
    "a unit vector": ((v,), (eq(E("norm", v), ONE),)),
    "orthogonal vectors": ((v, w), (eq(E("inner", v, w), ZERO), E("ne", E("norm", w), ZERO))),
    "orthonormal vectors": ((v, w), ORTHONORMAL),
    "a sorted vector": ((v,), (FALLING,)),
    "distinct entries": ((v,), (DISTINCT,)),
    "a symmetric matrix": ((M,), (eq(M, E("transpose", M)),)),
    "an orthogonal matrix": ((M,), (eq(E("matmul", E("transpose", M), M), E("identity", K)),)),
    "a regular matrix": ((M,), (E("ne", E("determinant", M), ZERO),)),
    "a matrix of determinant 1": ((M,), (eq(E("determinant", M), ONE),)),
    "a rectangular matrix": ((W, v), ()),
    "an image": ((W, v, Symbol("y", vector(d))), (eq(Symbol("y", vector(d)), E("matmul", W, v)),)),
    "an unknown function": ((x, f), (lt(ZERO, E("apply", f, x)),)),
}


@pytest.mark.parametrize("generic", [False, True])
@pytest.mark.parametrize("name", CONTEXTS)
def test_every_context_has_points_and_they_are_admissible(name, generic):
    symbols, hypotheses = CONTEXTS[name]
    found = list(points(symbols, hypotheses, generic=generic))
    assert found
    for point in found:
        values = assignment_of(point)
        assert all(truth(h, values, 256) is True for h in hypotheses)
        assert set(symbols) <= set(values)


VACUOUS = [
    ((x,), (lt(x, ZERO), lt(ZERO, x))),
    ((x,), (eq(power(x, 2), MINUS_ONE),)),
    ((i, K), (le(ONE, i), lt(i, ONE))),
    ((v,), (lt(E("norm", v), ZERO),)),
]


@pytest.mark.parametrize(("symbols", "hypotheses"), VACUOUS)
def test_vacuous_contexts_have_no_points(symbols, hypotheses):
    assert not list(points(symbols, hypotheses))


def _numbers(point):
    return [t.value for _, t in point.values if isinstance(t, Number)]


def test_the_first_points_are_small_positive_and_distinct():
    first, second, third = islice(points((x, y), ()), 3)
    assert _numbers(first) == [1, 2]
    assert _numbers(second) == [2, 3]
    assert _numbers(third) == [3, Fraction(1, 2)]


def test_special_and_equal_values_follow():
    found = [_numbers(p) for p in points((x, y), ())]
    assert [0, 0] in found
    assert [1, 1] in found
    assert [-1, -1] in found
    assert any(multiply(Number(Fraction(1, 2)), E("pi")) in dict(p.values).values() for p in points((x,), ()))


def test_dimensions_begin_with_two_and_three_and_then_one():
    sizes = list(dict.fromkeys(dict(p.values)[K].value for p in points((v,), ())))
    assert sizes[:3] == [2, 3, 1]


def test_generic_dimensions_differ_from_each_other_and_between_points():
    first, second = islice(points((W,), (), generic=True), 2)
    assert dict(first.values)[d] is not dict(first.values)[K]
    assert dict(first.values)[d] is not dict(second.values)[d]
    assert dict(first.values)[K] is not dict(second.values)[K]


def test_points_are_the_same_in_every_run():
    symbols, hypotheses = CONTEXTS["orthonormal vectors"]
    assert list(points(symbols, hypotheses)) == list(points(symbols, hypotheses))


def test_the_search_stops_when_the_effort_is_spent():
    symbols, hypotheses = CONTEXTS["the simplex"]
    with pytest.raises(OutOfEffortError):
        list(points(symbols, hypotheses, Effort(50)))


def test_equations_without_rational_solutions_are_met_exactly():
    found = next(points((x,), (E("eq", power(x, 2), TWO), lt(ZERO, x))))
    ((symbol, value),) = found.values
    assert symbol is x
    assert value is power(TWO, Number(Fraction(1, 2)))


def test_no_solution_is_made_up():
    assert not list(points((x,), (E("eq", power(x, 2), MINUS_ONE),)))


@pytest.mark.parametrize("sort", [FunctionSort((vector(K),), REAL), FunctionSort((matrix(K, d),), vector(K))])
def test_unknown_functions_of_arrays_have_values(sort):
    found = next(points((Symbol("F", sort), K, d), ()))
    assert all(not value.symbols for _, value in found.values)


def test_systems_of_linear_equations_are_solved():
    hypotheses = (E("eq", add(x, y), ONE), E("eq", add(x, multiply(Number(-2), y)), Number(3)))
    (found,) = points((x, y), hypotheses)
    assert dict(found.values)[x] is Number(Fraction(5, 3))
    contradictory = (E("eq", add(x, y), ONE), E("eq", add(x, y), TWO))
    assert not list(points((x, y), contradictory))


CONTRADICTORY = (
    (lt(ZERO, x), lt(x, ZERO)),
    (le(ONE, x), lt(x, ONE)),
    (le(ONE, k), le(k, ZERO)),
)


@pytest.mark.parametrize("hypotheses", CONTRADICTORY)
def test_bounds_that_contradict_each_other_cost_no_search(hypotheses):
    effort = Effort(1_000)
    assert list(points((v, y, x, k), hypotheses, effort)) == []
    assert list(points((v, y, x, k), hypotheses, effort, generic=True)) == []


@pytest.mark.parametrize("hypotheses", [(le(ONE, x), le(x, ONE)), (le(ONE, k), lt(k, TWO))])
def test_bounds_that_leave_one_number_are_no_contradiction(hypotheses):
    assert next(points((x, k), hypotheses), None) is not None


@pytest.mark.parametrize(
    ("hypotheses", "needed"),
    [
        ((r"a_1 \ne a_2", r"a_2 \ne a_n"), ["le(2, n)", "ne(2, n)"]),
        (("a_1 < a_n",), ["ne(1, n)"]),
        (("a_1 = a_n", "a_1 \\le a_3"), ["le(3, n)"]),
        (("x > 0", "x \\ne y"), []),
    ],
)
def test_hypotheses_about_entries_say_something_of_the_indices(hypotheses, needed):
    claim = claim_of(r"\sum_{i=1}^n a_i = x y", (*hypotheses, r"a \in \mathbb{R}^n", r"x, y \in \mathbb{R}"))
    assert [repr(c) for c in index_conditions(claim.context.propositions)] == needed


def test_dimensions_at_which_no_entries_will_do_cost_little():
    given = (r"a \in \mathbb{R}^n", r"a_1 \ne a_2", r"a_1 \ne a_n", r"a_2 \ne a_n")
    claim = claim_of(r"\sum_{i=1}^n a_i = 1", given)
    effort = Effort(2_500)
    found = list(islice(points(claim.context.symbols, claim.context.propositions, effort, generic=True), 8))
    assert len(found) == 8
    assert all(value.value > 2 for p in found for s, value in p.values if s.name == "n")
