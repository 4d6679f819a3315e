"""Sums with a symbolic upper bound: linearity, ends, shifts, telescopes, geometric and binomial sums."""

from derive.core.sort import INTEGER
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Symbol,
    Term,
    add,
    bind,
    divide,
    multiply,
    power,
)
from derive.theory.rule import F, M, N, Rule, X, Y
from derive.theory.shorthand import exp, half, le, lt, minus, ne, number, square

_J = Symbol("j", INTEGER)


def _sum(body: Term, lower: Term = ONE, upper: Term = N) -> Term:
    return bind("sum", _J, body, lower, upper)


def _f(at: Term) -> Term:
    return Apply("apply", F, at)


_NATURAL = (le(ZERO, N),)
_NEXT, _LAST = add(N, ONE), add(N, MINUS_ONE)

RULES = (
    Rule("constant-factor", _sum(multiply(X, _f(_J))), multiply(X, _sum(_f(_J))), _sum(_f(_J)), _NATURAL),
    Rule(
        "sum-of-sums", _sum(add(_f(_J), X)), add(_sum(_f(_J)), multiply(N, X)), add(_sum(_f(_J)), X), _NATURAL
    ),
    Rule("constant-sum", _sum(X), multiply(N, X), X, _NATURAL),
    Rule("empty-sum", _sum(_f(_J), ONE, ZERO), ZERO, _f(ONE)),
    Rule(
        "last-term",
        _sum(_f(_J), ONE, _NEXT),
        add(_sum(_f(_J)), _f(_NEXT)),
        add(_sum(_f(_J)), _f(N)),
        _NATURAL,
    ),
    Rule("first-term", _sum(_f(_J), ZERO), add(_f(ZERO), _sum(_f(_J))), _sum(_f(_J)), _NATURAL),
    Rule(
        "split-range",
        add(_sum(_f(_J), ONE, M), _sum(_f(_J), add(M, ONE), N)),
        _sum(_f(_J)),
        _sum(_f(_J), ONE, M),
        (le(ZERO, M), le(M, N)),
    ),
    Rule("shift", _sum(_f(add(_J, ONE)), ZERO, _LAST), _sum(_f(_J)), _sum(_f(_J), ZERO, _LAST), _NATURAL),
    Rule("reverse", _sum(_f(add(N, minus(_J))), ZERO), _sum(_f(_J), ZERO), _sum(_f(_J)), _NATURAL),
    Rule(
        "telescope",
        _sum(add(_f(add(_J, ONE)), minus(_f(_J)))),
        add(_f(_NEXT), minus(_f(ONE))),
        add(_f(N), minus(_f(ONE))),
        _NATURAL,
    ),
    Rule(
        "partial-fractions",
        _sum(power(multiply(_J, add(_J, ONE)), -1)),
        divide(N, _NEXT),
        divide(ONE, _NEXT),
        _NATURAL,
    ),
    Rule("first-powers", _sum(_J), half(multiply(N, _NEXT)), half(multiply(N, _LAST)), _NATURAL),
    Rule(
        "second-powers",
        _sum(square(_J)),
        multiply(number(1, 6), N, _NEXT, add(multiply(TWO, N), ONE)),
        multiply(number(1, 6), N, _NEXT, add(N, ONE)),
        _NATURAL,
    ),
    Rule(
        "third-powers",
        _sum(power(_J, 3)),
        square(half(multiply(N, _NEXT))),
        half(multiply(N, _NEXT)),
        _NATURAL,
    ),
    Rule("odd-numbers", _sum(add(multiply(TWO, _J), MINUS_ONE)), square(N), multiply(N, _NEXT), _NATURAL),
    Rule(
        "geometric-sum",
        _sum(power(X, _J), ZERO),
        divide(add(ONE, minus(power(X, _NEXT))), add(ONE, minus(X))),
        divide(add(ONE, minus(power(X, N))), add(ONE, minus(X))),
        (*_NATURAL, ne(X, ONE), ne(X, ZERO)),
    ),
    Rule(
        "geometric-sum-of-exponentials",
        _sum(exp(multiply(X, _J)), ZERO),
        divide(add(exp(multiply(_NEXT, X)), MINUS_ONE), add(exp(X), MINUS_ONE)),
        divide(add(exp(multiply(N, X)), MINUS_ONE), add(exp(X), MINUS_ONE)),
        (*_NATURAL, ne(X, ZERO)),
    ),
    Rule(
        "weighted-geometric-sum",
        _sum(multiply(_J, power(X, _J))),
        divide(
            multiply(X, add(ONE, minus(multiply(_NEXT, power(X, N))), multiply(N, power(X, _NEXT)))),
            square(add(ONE, minus(X))),
        ),
        divide(X, square(add(ONE, minus(X)))),
        (*_NATURAL, ne(X, ONE), ne(X, ZERO)),
    ),
    Rule(
        "binomial-theorem",
        _sum(multiply(Apply("binomial", N, _J), power(X, _J), power(Y, add(N, minus(_J)))), ZERO),
        power(add(X, Y), N),
        add(power(X, N), power(Y, N)),
        (*_NATURAL, lt(ZERO, X), lt(ZERO, Y)),
    ),
    Rule("row-of-pascal", _sum(Apply("binomial", N, _J), ZERO), power(TWO, N), power(TWO, _LAST), _NATURAL),
    Rule(
        "mean-of-pascal",
        _sum(multiply(_J, Apply("binomial", N, _J)), ZERO),
        multiply(N, power(TWO, _LAST)),
        multiply(N, power(TWO, N)),
        (lt(ZERO, N),),
    ),
    Rule(
        "product-of-factors",
        bind("product", _J, _J, ONE, N),
        Apply("factorial", N),
        Apply("factorial", _NEXT),
        _NATURAL,
    ),
    Rule(
        "product-of-powers",
        bind("product", _J, exp(_f(_J)), ONE, N),
        exp(_sum(_f(_J))),
        _sum(exp(_f(_J))),
        _NATURAL,
    ),
)
