"""Terms are hash-consed: equal ones are the same object, however many came and went."""

import gc
from fractions import Fraction

import pytest

from derive.core.sort import INTEGER, REAL, Field, Sort, vector
from derive.core.term import (
    ONE,
    Apply,
    Component,
    Number,
    Symbol,
    add,
    bind,
    fresh,
    multiply,
    replace,
    rewrite,
)

X, Y = Symbol("x", REAL), Symbol("y", REAL)
J, K = Symbol("j", INTEGER), Symbol("K", INTEGER)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Number(Fraction(6, 4)),
        lambda: Apply("exp", add(X, Number(7))),
        lambda: bind("sum", J, Component(Symbol("v", REAL), J), ONE, K),
    ],
)
def test_equal_terms_are_one_object(build):
    assert build() is build()


def test_a_number_is_one_term_whatever_it_was_made_from():
    assert Number(2) is Number(Fraction(4, 2))
    assert Number(2).value == Fraction(2)
    assert isinstance(Number(2).value, Fraction)


def test_terms_alive_survive_many_more_that_are_not():
    kept = Apply("exp", add(X, Number(12345)))
    for n in range(40_000):
        Apply("exp", add(Y, Number(n)))
    gc.collect()
    assert Apply("exp", add(X, Number(12345))) is kept


def test_bound_names_do_not_matter():
    i = Symbol("i", INTEGER)
    assert bind("sum", i, multiply(i, X), ONE, K) is bind("sum", J, multiply(J, X), ONE, K)


def test_substituting_symbols_is_the_same_as_rewriting_them():
    inner = bind("sum", J, multiply(J, X, bind("product", K, add(K, J, Y), ONE, J)), X, Y)
    mapping = {X: add(Y, ONE), Y: bind("sum", J, J, ONE, X)}
    assert replace(inner, mapping) is rewrite(inner, mapping.get)


def test_a_fresh_name_is_no_dimension_of_what_it_stands_beside():
    v = Symbol("v", vector(K))
    derivative = bind("derivative", v, multiply(X, X), v)
    assert [fresh("K", INTEGER, t).name for t in (v, Component(v, J), derivative)] == ["K'"] * 3


def test_a_symbol_has_the_one_object_of_its_sort_whoever_makes_it_first():
    first = Symbol("made from another object", Sort(Field.INTEGER))
    assert first.sort is INTEGER
    assert Symbol("made from another object", INTEGER) is first


def test_substitution_leaves_no_cycles():
    """What is thrown away is gone at once, and not left to the garbage collector."""
    x, y = Symbol("x", REAL), Symbol("y", REAL)
    k = Symbol("k", INTEGER)
    term = bind("sum", k, Apply("multiply", x, Apply("exp", Apply("multiply", k, x))), Number(1), Number(9))
    gc.collect()
    found = replace(term, {x: Apply("add", x, y)})
    rewritten = rewrite(term, lambda t: y if t is x else None)
    assert gc.collect() == 0
    assert y in found.symbols
    assert rewritten.symbols == {y}
