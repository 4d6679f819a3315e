"""Finite sums of products of binomial coefficients."""

from typing import Final

from derive.core.sort import INTEGER
from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    bind,
    divide,
    multiply,
    negative,
    power,
    subtract,
)
from derive.theory.rule import M, N, Rule, X
from derive.theory.shorthand import half, le, ne

_J: Final = Symbol("j", INTEGER)
_R: Final = Symbol("r", INTEGER)
_TWICE: Final = multiply(TWO, N)


def _binomial(above: Term, below: Term) -> Term:
    return Apply("binomial", above, below)


def _sum(body: Term, upper: Term, lower: Term = ZERO) -> Term:
    return bind("sum", _J, body, lower, upper)


_NATURAL: Final = (le(ZERO, N),)
_ALL: Final = (le(ZERO, M), le(ZERO, N), le(ZERO, _R))

LEMMAS: Final = (
    Rule(
        "vandermonde",
        _sum(multiply(_binomial(M, _J), _binomial(N, subtract(_R, _J))), _R),
        _binomial(add(M, N), _R),
        _binomial(multiply(M, N), _R),
        _ALL,
        "DLMF 26.3.5",
    ),
    Rule(
        "vandermonde-turned",
        _sum(multiply(_binomial(M, _J), _binomial(N, _J)), N),
        _binomial(add(M, N), N),
        _binomial(add(M, N, ONE), N),
        (le(ZERO, M), le(ZERO, N)),
        "DLMF 26.3.5 with r = n",
    ),
    Rule(
        "squares-of-binomials",
        _sum(power(_binomial(N, _J), 2), N),
        _binomial(_TWICE, N),
        _binomial(_TWICE, add(N, ONE)),
        _NATURAL,
        "DLMF 26.3.5 with m = r = n",
    ),
    Rule(
        "binomials-over-index",
        _sum(divide(multiply(_binomial(N, _J), power(X, _J)), add(_J, ONE)), N),
        divide(subtract(power(add(ONE, X), add(N, ONE)), ONE), multiply(add(N, ONE), X)),
        divide(power(add(ONE, X), add(N, ONE)), multiply(add(N, ONE), X)),
        (*_NATURAL, ne(X, ZERO)),
        "integral of the binomial theorem",
    ),
    Rule(
        "even-binomials",
        _sum(_binomial(N, multiply(TWO, _J)), Apply("floor", half(N))),
        power(TWO, subtract(N, ONE)),
        power(TWO, N),
        (le(ONE, N),),
        "binomial theorem at 1 and -1",
    ),
    Rule(
        "even-binomials-of-twice",
        _sum(_binomial(_TWICE, multiply(TWO, _J)), N),
        power(TWO, subtract(_TWICE, ONE)),
        power(TWO, _TWICE),
        (le(ONE, N),),
        "binomial theorem at 1 and -1",
    ),
    Rule(
        "weighted-squares-of-binomials",
        _sum(multiply(_J, power(_binomial(N, _J), 2)), N),
        multiply(half(N), _binomial(_TWICE, N)),
        multiply(N, _binomial(_TWICE, N)),
        _NATURAL,
        "j and n - j exchanged in the sum of squares",
    ),
    Rule(
        "squares-with-squares-of-binomials",
        _sum(multiply(power(_J, 2), power(_binomial(N, _J), 2)), N),
        multiply(power(N, 2), _binomial(subtract(_TWICE, TWO), subtract(N, ONE))),
        multiply(power(N, 2), _binomial(subtract(_TWICE, TWO), N)),
        (le(ONE, N),),
        "j C(n, j) = n C(n - 1, j - 1) and the sum of squares",
    ),
    Rule(
        "neighbouring-binomials",
        _sum(multiply(_binomial(N, _J), _binomial(N, add(_J, ONE))), N),
        _binomial(_TWICE, add(N, ONE)),
        _binomial(_TWICE, N),
        _NATURAL,
        "DLMF 26.3.5 with m = n, r = n - 1",
    ),
    Rule(
        "subsets-of-subsets",
        _sum(multiply(_binomial(N, _J), _binomial(_J, M)), N),
        multiply(power(TWO, subtract(N, M)), _binomial(N, M)),
        multiply(power(TWO, N), _binomial(N, M)),
        (le(ZERO, M), le(M, N)),
        "C(n, j) C(j, m) = C(n, m) C(n - m, j - m)",
    ),
    Rule(
        "hockey-stick",
        _sum(_binomial(_J, M), N, M),
        _binomial(add(N, ONE), add(M, ONE)),
        _binomial(add(N, ONE), M),
        (le(ZERO, M), le(ZERO, N), le(M, add(N, ONE))),
        "Graham, Knuth, Patashnik, Concrete Mathematics, (5.10)",
    ),
    Rule(
        "parallel-binomials",
        _sum(_binomial(add(M, _J), _J), N),
        _binomial(add(M, N, ONE), N),
        _binomial(add(M, N), N),
        (le(ZERO, M), le(ZERO, N)),
        "Graham, Knuth, Patashnik, Concrete Mathematics, (5.9)",
    ),
    Rule(
        "two-upper-indices",
        _sum(multiply(_binomial(_J, M), _binomial(subtract(N, _J), _R)), N),
        _binomial(add(N, ONE), add(M, _R, ONE)),
        _binomial(add(N, ONE), add(M, _R)),
        _ALL,
        "Graham, Knuth, Patashnik, Concrete Mathematics, (5.26)",
    ),
    Rule(
        "binomials-over-powers-of-two",
        _sum(multiply(_binomial(add(N, _J), _J), power(TWO, negative(_J))), N),
        power(TWO, N),
        power(TWO, add(N, ONE)),
        _NATURAL,
        "Graham, Knuth, Patashnik, Concrete Mathematics, (5.20) with m = n",
    ),
    Rule(
        "alternating-part",
        _sum(multiply(power(MINUS_ONE, _J), _binomial(N, _J)), M),
        multiply(power(MINUS_ONE, M), _binomial(subtract(N, ONE), M)),
        multiply(power(MINUS_ONE, M), _binomial(N, M)),
        (le(ZERO, M), le(ONE, N)),
        "Graham, Knuth, Patashnik, Concrete Mathematics, (5.16)",
    ),
    Rule(
        "odd-binomials",
        _sum(_binomial(N, add(multiply(TWO, _J), ONE)), Apply("floor", half(subtract(N, ONE)))),
        power(TWO, subtract(N, ONE)),
        power(TWO, N),
        (le(ONE, N),),
        "binomial theorem at 1 and -1",
    ),
    Rule(
        "central-binomials-folded",
        _sum(
            multiply(
                _binomial(multiply(TWO, _J), _J),
                _binomial(multiply(TWO, subtract(N, _J)), subtract(N, _J)),
            ),
            N,
        ),
        power(Number(4), N),
        _binomial(multiply(Number(4), N), N),
        _NATURAL,
        "Graham, Knuth, Patashnik, Concrete Mathematics, (5.39)",
    ),
    Rule(
        "binomials-and-harmonic-numbers",
        _sum(divide(multiply(power(MINUS_ONE, add(_J, ONE)), _binomial(N, _J)), _J), N, ONE),
        _sum(divide(ONE, _J), N, ONE),
        _sum(divide(ONE, _J), add(N, ONE), ONE),
        (le(ONE, N),),
        "Graham, Knuth, Patashnik, Concrete Mathematics, (6.72)",
    ),
)
