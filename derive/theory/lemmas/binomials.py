"""Finite sums of products of binomial coefficients."""

from typing import Final

from derive.core.sort import INTEGER
from derive.core.term import ONE, TWO, ZERO, Apply, Symbol, Term, add, bind, divide, multiply, power, subtract
from derive.theory.rule import M, N, Rule, X
from derive.theory.shorthand import half, le, ne

_J: Final = Symbol("j", INTEGER)
_R: Final = Symbol("r", INTEGER)
_TWICE: Final = multiply(TWO, N)


def _binomial(above: Term, below: Term) -> Term:
    return Apply("binomial", above, below)


def _sum(body: Term, upper: Term) -> Term:
    return bind("sum", _J, body, ZERO, upper)


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
)
