"""The tables of identities and near misses, each row confirmed by mpmath as well."""

import random
from pathlib import Path

import plain_formulas as plain
import pytest
from mpmath import mp, mpc, mpf
from plain_formulas import Row, UndefinedError, holds, rows, symbol, term, value

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical, equal
from derive.core.effort import Effort
from derive.core.sort import COMPLEX, INTEGER
from derive.core.term import Apply, Binder, Symbol, Term, replace, rewrite, subterms

TABLES = sorted((Path(__file__).parent / "corpus" / "normal_form").glob("*.txt"))
EFFORT = 1_000_000


def facts_of(row: Row) -> Facts:
    return Facts(tuple(term(g) for g in row.given))


def says_equal(left: Term, right: Term, facts: Facts) -> bool:
    return equal(left, right, facts, Effort(EFFORT)) is not None


def points(seed: str, symbols: list[Symbol], given: tuple[str, ...], complex_too: bool) -> list[dict]:
    """Points that satisfy what is given, some with negative, equal and whole values."""
    chance = random.Random(seed)
    found: list[dict] = []
    for _ in range(400):
        numbers: dict = {"complex": complex_too}
        for s in symbols:
            if s.sort is INTEGER:
                numbers[s] = mpf(chance.randint(1, 5))
            elif s.sort is COMPLEX:
                numbers[s] = mpc(chance.uniform(-3, 3), chance.uniform(-9, 9))
            else:
                numbers[s] = chance.choice((1, 1, 1, -1)) * mpf(chance.uniform(0.1, 2.5))
                if chance.random() < 0.1:
                    numbers[s] = mpf(0)
        positive = chance.random() < 0.6
        shift = chance.random()
        numbers["entry"] = lambda n, p=positive, s=shift: mp.sin(n * n + s) + (mpf("1.5") if p else 0)
        if all(holds(term(g), numbers) for g in given):
            found.append(numbers)
            if len(found) == 40:
                break
    return found


def differences(left: Term, right: Term, at: list[dict]) -> list:
    found = []
    for point in at:
        try:
            a, b = value(left, point), value(right, point)
        except UndefinedError:
            continue
        found.append(abs(a - b) / (1 + abs(a)))
    return found


def free(*terms: Term) -> list[Symbol]:
    symbols = {s for t in terms for s in t.symbols if not s.is_bound and s.name != "e"}
    scalar = [s for s in symbols if hasattr(s.sort, "shape") and not s.sort.shape]
    return sorted(scalar, key=lambda s: s.name)


def numeric(row: Row) -> list:
    left, right = term(row.left), term(row.right)
    parts = [t for side in (left, right) for t in subterms(side)]
    complex_too = any(isinstance(t, Apply) and t.head == "imaginary" for t in parts)
    complex_too = complex_too or any(s.sort is COMPLEX for s in free(left, right))
    given = [term(g) for g in row.given]
    at = points(row.left, free(left, right, *given), row.given, complex_too)
    with mp.workdps(40):
        return differences(left, right, at)


def endless(row: Row) -> bool:
    return any("==" in g for g in row.given) or any(
        word in row.left + row.right for word in ("oo", "integral_", "10^(-40)", "230584", "2^61")
    )


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_true_rows_are_proved_and_false_ones_are_not(path):
    wrong = [r for r in rows(path) if says_equal(term(r.left), term(r.right), facts_of(r)) is not r.true]
    assert wrong == []


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_what_was_used_follows_from_the_facts(path):
    for row in rows(path):
        facts = facts_of(row)
        found = equal(term(row.left), term(row.right), facts, Effort(EFFORT))
        assert all(facts.proves(p) for p in (found.used if found else ())), (row, found)


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_the_tables_tell_the_truth(path):
    for row in rows(path):
        if not endless(row) and row.sign != "=?=":
            found = numeric(row)
            far = [d for d in found if d > mpf(10) ** -25]
            assert bool(far) is not row.true, (row, found)


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_sides_names_and_order_do_not_matter(path):
    chance = random.Random(path.stem)
    for row in rows(path):
        left, right = (renamed(shuffled(term(t), chance)) for t in (row.right, row.left))
        facts = Facts(tuple(renamed(term(g)) for g in row.given))
        assert says_equal(left, right, facts) is row.true, row


def renamed(t: Term) -> Term:
    names = {s: Symbol(f"{s.name}_2", s.sort) for s in free(t) if s.name != "K"}
    return replace(t, names)


def shuffled(t: Term, chance: random.Random) -> Term:
    def turn(part: Term) -> Term | None:
        if isinstance(part, Apply) and part.head in ("add", "multiply"):
            children = [rewrite(c, turn) for c in part.children]
            chance.shuffle(children)
            return Apply(part.head, *children)
        return None

    return rewrite(t, turn)


def test_at_least_150_true_and_150_false_rows():
    found = [r.sign for p in TABLES for r in rows(p)]
    assert found.count("===") >= 150
    assert found.count("!==") >= 150


def random_term(chance: random.Random, depth: int) -> Term:
    if depth == 0 or chance.random() < 0.1:
        return term(chance.choice(("x", "y", "x", "y", "1", "2", "-1", "1/2", "n", "pi")))
    head = chance.choice(tuple(SHAPES))
    return SHAPES[head](*(random_term(chance, depth - 1) for _ in range(2)))


def _applied(name: str):
    return lambda a, _b: Apply(name, a)


SHAPES = {
    "+": lambda a, b: Apply("add", a, b),
    "-": lambda a, b: Apply("add", a, Apply("multiply", term("-1"), b)),
    "*": lambda a, b: Apply("multiply", a, b),
    "/": lambda a, b: Apply("multiply", a, Apply("power", b, term("-1"))),
    "square": lambda a, _b: Apply("power", a, term("2")),
    "sqrt": lambda a, _b: Apply("power", a, term("1/2")),
    "cube root": lambda a, _b: Apply("root", a, term("3")),
    "nth": lambda a, _b: Apply("power", a, term("n")),
    "power": lambda a, b: Apply("power", a, b),
    "max": lambda a, b: Apply("max", a, b),
    **{
        name: _applied(name)
        for name in ("exp", "log", "sin", "cos", "abs", "sign", "tanh", "atan", "asin", "floor", "sigmoid")
    },
}


@pytest.mark.parametrize("seed", range(6))
def test_a_canonical_term_has_the_value_of_the_term(seed):
    chance = random.Random(seed)
    compared = 0
    with mp.workdps(40):
        for k in range(120):
            t = random_term(chance, 3)
            other = canonical(t, Facts(), Effort(100_000))
            at = points(f"{seed}.{k}", [symbol(n) for n in "xyn"], (), complex_too=False)
            found = differences(t, other, at)
            compared += len(found)
            assert all(d < mpf(10) ** -25 for d in found), (t, other)
    assert compared > 300


BODIES = (
    *("j", "x[j]", "exp(x[j])", "exp(a*x[j])", "1/(j*(j+2))", "x[j+1]", "a", "delta(i,j)", "(-1)^j", "2^j"),
    *(
        "a^j",
        "j^2",
        "sqrt(x[j]^2)",
        "abs(j-2)",
        "x[n-j]",
        "log(j)",
        "1/(a+exp(x[j]))",
        "factorial(j)",
        "f(j)",
    ),
)
INNER = (
    *("b[i,j]", "x[i]*x[j]", "x[j]", "i*j", "exp(x[i]+x[j])", "x[i-j+5]", "1/(i+j)", "delta(i,j)*x[i]"),
    *("abs(i-j)", "x[i]*j", "1", "b[j,i]", "(x[i]-x[j])^2"),
)
RANGES = ("1,n", "1,n+1", "2,n", "0,n-1", "m,m+n")
INNER_RANGES = ("1,n", "1,m", "1,i", "i,n", "1,i-1", "i+1,n", "2,n")


def random_body(chance: random.Random, atoms: tuple[str, ...]) -> str:
    a, b = chance.choice(atoms), chance.choice(atoms)
    return a if chance.random() < 0.3 else f"({a}){chance.choice('+-**')}({b})"


def random_sum(chance: random.Random) -> str:
    if chance.random() < 0.6:
        return f"sum_({random_body(chance, BODIES)},j,{chance.choice(RANGES)})"
    return f"sum_(sum_({random_body(chance, INNER)},j,{chance.choice(INNER_RANGES)}),i,1,n)"


@pytest.mark.parametrize("seed", range(3))
def test_a_canonical_sum_has_the_value_of_the_sum(seed):
    chance = random.Random(seed)
    given = ("n >= 2", "m >= 1", "i >= 1")
    symbols = [symbol(n) for n in ("n", "m", "i", "a")]
    compared = 0
    with mp.workdps(40):
        for k in range(40):
            t = term(f"({random_sum(chance)}){chance.choice('+-*/')}({random_sum(chance)})")
            other = canonical(t, Facts(tuple(term(g) for g in given)), Effort(EFFORT))
            found = differences(t, other, points(f"{seed}.{k}", symbols, given, complex_too=False)[:8])
            compared += len(found)
            assert all(d < mpf(10) ** -20 for d in found), (t, other)
    assert compared > 100


def test_the_value_of_a_body_is_taken_for_each_index():
    total = term("sum_(sum_(a[i,j]*x[j],j,1,i),i,1,n)")
    other = canonical(total, Facts((term("1 <= n"),)), Effort(EFFORT))
    assert isinstance(total, Binder)
    at = points("body", [symbol("n")], (), complex_too=False)
    with mp.workdps(40):
        assert all(d < mpf(10) ** -25 for d in differences(total, other, at))
    assert plain.value(term("2"), {}) == 2
