"""Every function file is held against itself: derivative, definition, range, balls against the meaning."""

import itertools
import subprocess
import sys

import flint
import mpmath
import pytest
from theory_values import evaluate, holds

from derive.core.sort import REAL, vector
from derive.core.term import Number, Symbol, subterms
from derive.theory.function import EVERYWHERE, by_letter, by_spelling, function, functions

ALL = tuple(functions().values())
SCALAR = tuple(f for f in ALL if f.shape == "scalar")
GRID = [
    mpmath.mpf(v) / 64 for v in (-339, -163, -97, -64, -41, -13, 0, 7, 32, 45, 64, 83, 128, 179, 320, 403)
]
SMALL = GRID[1:-1:3]
INTEGERS = [mpmath.mpf(v) for v in (-2, -1, 0, 1, 2, 3, 5)]


def symbols(count):
    return tuple(Symbol(f"x_{n}", REAL) for n in range(count))


def counts(f):
    return range(f.arity, f.arity + (2 if f.variadic else f.optional) + 1)


def grid(f, count):
    if count == 1:
        return [(v,) for v in (*GRID, *INTEGERS)]
    return list(itertools.product(*[(*SMALL, *INTEGERS[1:5])] * min(count, 2), *[SMALL[2:4]] * (count - 2)))


def points(f, count, *, smooth=False):
    """Arguments in the domain, and where the derivative is said to be valid."""
    x = symbols(count)
    propositions = (*f.domain(*x), *(f.smooth(*x) if smooth else ()))
    for values in grid(f, count):
        at = dict(zip(x, values, strict=True))
        if all(holds(p, at) for p in propositions):
            yield at


def cases(chosen):
    return [pytest.param(f, n, id=f"{f.name}-{n}") for f in chosen for n in counts(f)]


def close(a, b, digits):
    return abs(a - b) <= mpmath.mpf(10) ** -digits * (1 + abs(a) + abs(b))


@pytest.fixture(autouse=True)
def fifty_digits():
    with mpmath.workdps(50):
        yield


@pytest.mark.parametrize(("f", "n"), cases(SCALAR))
def test_there_are_points_in_the_domain(f, n):
    assert sum(1 for _ in points(f, n)) >= 3


@pytest.mark.parametrize(("f", "n"), cases(f for f in SCALAR if f.definition))
def test_definition_has_the_values_of_the_function(f, n):
    """With twice the digits where the definition cancels, as that of erfcx does."""
    for at in points(f, n):
        assert any(agrees(f, n, at, digits) for digits in (50, 100)), at


def agrees(f, n, at, digits):
    with mpmath.workdps(digits):
        return close(evaluate(f.definition(*symbols(n)), at), f.meaning(mpmath.mp, *at.values()), 40)


WIDER = {"lngamma", "beta", "factorial"}
"""Functions whose definition has values beyond their domain, so that unfolding loses a condition."""


@pytest.mark.parametrize(("f", "n"), cases(f for f in SCALAR if f.definition and f.name not in WIDER))
def test_definition_is_undefined_where_the_function_is(f, n):
    x = symbols(n)
    for values in grid(f, n):
        at = dict(zip(x, values, strict=True))
        if not all(holds(p, at) for p in f.domain(*x)):
            assert evaluate(f.definition(*x), at) is None, at


@pytest.mark.parametrize(("f", "n"), cases(f for f in SCALAR if any(f.derivative)))
def test_derivative_is_the_slope_of_the_meaning(f, n):
    x = symbols(n)
    tested = 0
    for at in points(f, n, smooth=True):
        values = list(at.values())
        for i, builder in enumerate(f.derivative[:n]):
            if builder is None:
                continue
            slope = mpmath.diff(
                lambda t, i=i, v=values: f.meaning(mpmath.mp, *v[:i], t, *v[i + 1 :]), values[i]
            )
            assert close(evaluate(builder(*x), at), slope, 18), (i, at)
            tested += 1
    assert tested >= 3


@pytest.mark.parametrize("f", [f for f in SCALAR if any(f.derivative)], ids=lambda f: f.name)
def test_a_kink_or_jump_is_excluded_from_smoothness(f):
    """Where the one-sided slopes differ, the smoothness must not hold; and mostly it does."""
    x = symbols(f.arity)
    if f.arity > 1:
        pytest.skip("one variable is enough")
    h = mpmath.mpf(10) ** -20
    for v in (*GRID, *INTEGERS):
        if not all(all(holds(p, {x[0]: w}) for p in f.domain(*x)) for w in (v - h, v, v + h)):
            continue
        m = [f.meaning(mpmath.mp, w) for w in (v - h, v, v + h)]
        kink = abs((m[2] - m[1]) - (m[1] - m[0])) > h / 10**6 * (1 + abs(m[1]))
        if kink:
            assert not all(holds(p, {x[0]: v}) for p in f.smooth(*x)), v


@pytest.mark.parametrize(("f", "n"), cases(f for f in SCALAR if f.ball))
def test_ball_contains_the_meaning(f, n):
    for at in points(f, n):
        exact = [flint.arb(str(mpmath.nstr(v, 40))) for v in at.values()]
        value = f.meaning(mpmath.mp, *at.values())
        ball = f.ball(*exact)
        if ball.is_nan():
            assert f.name == "polygamma", at
            continue
        assert contains(ball, value), (at, ball)


@pytest.mark.parametrize("f", [f for f in SCALAR if f.ball and f.arity == 1], ids=lambda f: f.name)
def test_a_wide_ball_contains_all_values_on_it(f):
    x = symbols(1)
    for middle, radius in ((0.5, 0.25), (0, 0.5), (1, 0.75), (-2, 0.3), (3, 2)):
        ball = f.ball(flint.arb(middle, radius))
        if ball.is_nan():
            continue
        for k in range(-4, 5):
            v = mpmath.mpf(middle) + mpmath.mpf(radius) * k / 4
            if all(holds(p, {x[0]: v}) for p in f.domain(*x)):
                assert contains(ball, f.meaning(mpmath.mp, v)), (middle, v)


def contains(ball, value):
    """Up to the 45 digits that the points were given with."""
    ends = [
        mpmath.mpf(b.str(60, radius=False)) if b.is_finite() else None for b in (ball.lower(), ball.upper())
    ]
    slack = mpmath.mpf(10) ** -35 * (1 + abs(value))
    return (ends[0] is None or ends[0] <= value + slack) and (ends[1] is None or value <= ends[1] + slack)


@pytest.mark.parametrize(("f", "n"), cases(f for f in SCALAR if f.range is not EVERYWHERE))
def test_values_lie_in_the_range(f, n):
    y = Symbol("y", REAL)
    low, high, low_closed, high_closed = f.range.children
    for at in points(f, n):
        value = f.meaning(mpmath.mp, *at.values())
        lo, hi = (evaluate(e, {y: value}) for e in (low, high))
        assert lo < value or (low_closed.value and close(lo, value, 40)), at
        assert value < hi or (high_closed.value and close(hi, value, 40)), at


@pytest.mark.parametrize("f", [f for f in SCALAR if any(f.monotone)], ids=lambda f: f.name)
def test_monotone_functions_are(f):
    for i, direction in enumerate(f.monotone):
        rows = {}
        for at in points(f, f.arity):
            values = list(at.values())
            rows.setdefault(tuple(values[:i] + values[i + 1 :]), {})[values[i]] = f.meaning(
                mpmath.mp, *values
            )
        for row in rows.values():
            ordered = [row[v] * (1 if direction > 0 else -1) for v in sorted(row)]
            for a, b in itertools.pairwise(ordered):
                assert a <= b if abs(direction) == 2 else a < b


@pytest.mark.parametrize("f", [f for f in SCALAR if f.arity == 1], ids=lambda f: f.name)
def test_parity_is_as_stated(f):
    (x,) = symbols(1)
    for at in points(f, 1):
        opposite = {x: -at[x]}
        assert f.parity == 0 or all(holds(p, opposite) for p in f.domain(x))
        if f.parity:
            assert close(f.meaning(mpmath.mp, -at[x]), f.parity * f.meaning(mpmath.mp, at[x]), 40)


@pytest.mark.parametrize(("f", "n"), cases(SCALAR))
def test_facts_hold_in_the_domain(f, n):
    x = symbols(n)
    for at in points(f, n):
        assert all(holds(p, at) for p in f.facts(*x)), at


VECTORS = [(0.25, 0.5, 0.25), (0.125, 0.625, 0.25)]


@pytest.mark.parametrize("f", [f for f in ALL if f.shape != "scalar"], ids=lambda f: f.name)
def test_vector_functions_mean_their_definition(f):
    for n in counts(f):
        length = Number(3)
        x = [Symbol(f"v_{i}", vector(length)) for i in range(min(n, 2))]
        values = [tuple(map(mpmath.mpf, v)) for v in VECTORS[: len(x)]]
        scalar = Symbol("s", REAL)
        takes_number = f.name == "norm_p" or (f.optional and n > f.arity)
        if takes_number:
            x[-1], values[-1] = scalar, mpmath.mpf(3)
        at = dict(zip(x, values, strict=True))
        found = evaluate(f.definition(*x, length=length), at)
        meant = f.meaning(mpmath.mp, *values)
        pairs = zip(found, meant, strict=True) if isinstance(meant, list) else [(found, meant)]
        assert all(close(a, b, 40) for a, b in pairs)


def test_a_spelling_means_one_function():
    spelled = [s.strip("\\") for f in ALL for s in f.spellings]
    assert len(spelled) == len(set(spelled))
    lettered = [s for f in ALL for s in f.letters]
    assert len(lettered) == len(set(lettered))
    assert by_spelling()["\\sin"] is by_spelling()["sin"] is function("sin")
    assert by_letter()["\\sigma"] is function("sigmoid")


def test_every_head_in_a_file_is_its_name():
    assert all(f.name == name for name, f in functions().items())
    assert function("no such function") is None


def test_definitions_use_more_elementary_functions_only():
    for f in SCALAR:
        if f.definition:
            heads = {getattr(t, "head", "") for t in subterms(f.definition(*symbols(f.arity)))}
            assert f.name not in heads
            for head in heads:
                inner = function(head)
                elementary = inner is None or inner.definition is None
                assert elementary, head


def test_importing_all_functions_is_quick():
    code = (
        "import time, flint, derive.registry; import derive.theory.function as f; t = time.process_time();"
        "f.by_spelling(); print(time.process_time() - t)"
    )
    runs = [float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(5)]
    assert min(runs) < 0.03
