"""The density of the normal distribution: standard, or with the mean and variance that follow."""

from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Apply,
    Term,
    add,
    divide,
    multiply,
    power,
)
from derive.theory.function import Function, interval
from derive.theory.shorthand import exp, half, inverse, le, lt, minus, number, square


def _centred(x: Term, mean: Term = ZERO) -> Term:
    return x if mean is ZERO else add(x, minus(mean))


def _score(x: Term, mean: Term = ZERO, variance: Term = ONE) -> Term:
    centred = _centred(x, mean)
    return centred if variance is ONE else divide(centred, variance)


def _definition(x: Term, mean: Term = ZERO, variance: Term = ONE) -> Term:
    scale = multiply(TWO, PI) if variance is ONE else multiply(TWO, PI, variance)
    exponent = minus(half(multiply(_centred(x, mean), _score(x, mean, variance))))
    return multiply(power(scale, number(-1, 2)), exp(exponent))


def _by_x(*arguments: Term) -> Term:
    return multiply(MINUS_ONE, _score(*arguments), Apply("normal_pdf", *arguments))


def _by_mean(*arguments: Term) -> Term:
    return multiply(_score(*arguments), Apply("normal_pdf", *arguments))


def _by_variance(x: Term, mean: Term, variance: Term) -> Term:
    factor = half(add(square(_score(x, mean, variance)), minus(inverse(variance))))
    return multiply(factor, Apply("normal_pdf", x, mean, variance))


_LARGEST = power(multiply(TWO, PI), number(-1, 2))

FUNCTION = Function(
    name="normal_pdf",
    spellings=("normpdf",),
    letters=("\\phi",),
    optional=2,
    meaning=lambda m, x, mean=0, variance=1: (
        m.exp(-((x - mean) ** 2) / (2 * variance)) / m.sqrt(2 * m.pi * variance)
    ),
    source="definition",
    definition=_definition,
    domain=lambda _, __=ZERO, variance=ONE: () if variance is ONE else (lt(ZERO, variance),),
    derivative=(_by_x, _by_mean, _by_variance),
    range=interval(ZERO, INFINITY),
    facts=lambda *a: (le(Apply("normal_pdf", *a), _LARGEST),) if len(a) < 3 else (),
    conventional=True,
)
