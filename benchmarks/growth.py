"""Claims that grow: what is decided when the same kind of identity becomes long."""

from collections.abc import Callable
from random import Random
from time import process_time

from derive.core.claim import Claim, Context
from derive.core.sort import REAL
from derive.core.term import (
    MINUS_ONE,
    ONE,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    subterms,
)
from derive.core.verdict import Proved
from derive.prove.check import decide


def claim(left: Term, right: Term) -> Claim:
    """That the sides are equal for all real numbers."""
    symbols = tuple(sorted(left.symbols | right.symbols, key=lambda s: s.digest))
    return Claim(Context(symbols), Apply("eq", left, right))


def variables(count: int) -> list[Symbol]:
    """So many real numbers."""
    return [Symbol(f"x{k}", REAL) for k in range(count)]


def exp(term: Term) -> Term:
    """The exponential."""
    return Apply("exp", term)


def softmax_sum(count: int) -> Claim:
    """That the entries of softmax add up to 1."""
    total = add(*map(exp, variables(count)))
    return claim(add(*(divide(exp(x), total) for x in variables(count))), ONE)


def mixed_sigmoids(count: int) -> Claim:
    """That a sum of sigmoids is a number minus the sum of the mirrored ones."""
    mirrored = add(*(divide(ONE, add(ONE, exp(x))) for x in variables(count)))
    written = add(*(divide(ONE, add(ONE, exp(multiply(MINUS_ONE, x)))) for x in variables(count)))
    return claim(written, add(Number(count), multiply(MINUS_ONE, mirrored)))


def telescoping(count: int) -> Claim:
    """That the differences of reciprocals of neighbours telescope."""
    (x,) = variables(1)
    parts = (divide(ONE, multiply(add(x, Number(k)), add(x, Number(k + 1)))) for k in range(1, count + 1))
    ends = divide(ONE, add(x, ONE)), multiply(MINUS_ONE, divide(ONE, add(x, Number(count + 1))))
    return claim(add(*parts), add(*ends))


def shared(count: int) -> Claim:
    """A computation in which results are used again, and the same with something added and taken away."""
    chance = Random(1)  # noqa: S311  # a random shape, no secret
    letters = variables(6)
    pool: list[Term] = [*letters, *map(exp, letters), *(add(ONE, exp(x)) for x in letters)]
    below = pool[-6:]
    while len(pool) < count:
        a, b = chance.choice(pool[-400:]), chance.choice(pool[-400:])
        pool.append(chance.choice((add(a, b), multiply(a, b), divide(a, chance.choice(below)))))
    return claim(pool[-1], add(MINUS_ONE, pool[-1], ONE))


FAMILIES: tuple[tuple[str, Callable[[int], Claim], tuple[int, ...]], ...] = (
    ("entries of softmax add up to 1", softmax_sum, (10, 50, 200)),
    ("sum of mixed sigmoids", mixed_sigmoids, (8, 32, 64)),
    ("telescoping", telescoping, (20, 100)),
    ("results used again and again", shared, (2000, 11000)),
)


def report() -> str:
    """The table."""
    text = "| family | n | nodes | shared nodes | proved | ms |\n|---|---|---|---|---|---|\n"
    for name, family, sizes in FAMILIES:
        for size in sizes:
            given = family(size)
            start = process_time()
            found = decide(given)
            spent = 1000 * (process_time() - start)
            how = found.trust if isinstance(found, Proved) else type(found).__name__.lower()
            goal = given.proposition
            shared = sum(1 for _ in subterms(goal))
            nodes = goal.size if goal.size < 10**9 else f"{goal.size:.0e}"
            text += f"| {name} | {size} | {nodes} | {shared} | {how} | {spent:.0f} |\n"
    return text
