"""Distributions of random variables: the expectation of a function of one is a sum or an integral."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Apply,
    Symbol,
    Term,
    add,
    bind,
    divide,
    fresh,
    multiply,
    negative,
    power,
    subtract,
)
from derive.core.term import replace as substituted
from derive.elaborate.regions import chance


@dataclass(frozen=True, slots=True)
class Law:
    """A distribution with its parameters."""

    kind: str
    parameters: tuple[Term, ...]

    def mean(self, variable: Symbol, value: Term) -> Term:
        """The expectation of a value that depends on the variable."""
        found = chance(self.kind, variable, value, self.parameters)
        if found is not None:
            return found
        return _MEANS[self.kind](variable, value, *self.parameters)


def _density(variable: Symbol, value: Term, low: Term, high: Term, weight: Callable[[Term], Term]) -> Term:
    x = fresh("x", REAL, value, low, high, weight(ONE))
    return bind("integral", x, multiply(substituted(value, {variable: x}), weight(x)), low, high)


def _counted(variable: Symbol, value: Term, high: Term, weight: Callable[[Term], Term]) -> Term:
    k = fresh("k", INTEGER, value, high, weight(ONE))
    return bind("sum", k, multiply(substituted(value, {variable: k}), weight(k)), ZERO, high)


def _normal(variable: Symbol, value: Term, mean: Term, spread: Term) -> Term:
    """By ``X = mu + sigma Z`` with Z standard, term by term: all moments are made of few integrals."""
    z = fresh("z", REAL, value, mean, spread)
    is_square = isinstance(spread, Apply) and spread.head == "power" and spread.children[1] is TWO
    scale = spread.children[0] if is_square else power(spread, HALF)
    moved = substituted(value, {variable: add(mean, multiply(scale, z))})
    parts = []
    for factors in products(moved, frozenset((z,))):
        inside = [f for f in factors if z in f.symbols]
        outside = [f for f in factors if f not in inside]
        parts.append(multiply(*outside, _standard(z, multiply(*inside) if inside else ONE)))
    return parts[0] if len(parts) == 1 else add(*parts)


def _standard(variable: Symbol, value: Term) -> Term:
    def weight(x: Term) -> Term:
        exponent = negative(divide(power(x, 2), TWO))
        return divide(Apply("exp", exponent), power(multiply(TWO, PI), HALF))

    return _density(variable, value, negative(INFINITY), INFINITY, weight)


def _uniform(variable: Symbol, value: Term, low: Term, high: Term) -> Term:
    return _density(variable, value, low, high, lambda _: power(subtract(high, low), MINUS_ONE))


def _exponential(variable: Symbol, value: Term, rate: Term) -> Term:
    return _density(
        variable,
        value,
        ZERO,
        INFINITY,
        lambda x: multiply(rate, Apply("exp", negative(multiply(rate, x)))),
    )


def _bernoulli(variable: Symbol, value: Term, chance: Term) -> Term:
    ends = (substituted(value, {variable: end}) for end in (ZERO, ONE))
    weights = (subtract(ONE, chance), chance)
    return add(*(multiply(w, v) for w, v in zip(weights, ends, strict=True)))


def _binomial(variable: Symbol, value: Term, count: Term, chance: Term) -> Term:
    def weight(k: Term) -> Term:
        others = power(subtract(ONE, chance), subtract(count, k))
        return multiply(Apply("binomial", count, k), power(chance, k), others)

    return _counted(variable, value, count, weight)


def _poisson(variable: Symbol, value: Term, rate: Term) -> Term:
    def weight(k: Term) -> Term:
        return multiply(divide(power(rate, k), Apply("factorial", k)), Apply("exp", negative(rate)))

    return _counted(variable, value, INFINITY, weight)


_MEANS: Final[dict[str, Callable[..., Term]]] = {
    "normal": _normal,
    "uniform": _uniform,
    "exponential": _exponential,
    "bernoulli": _bernoulli,
    "binomial": _binomial,
    "poisson": _poisson,
}


def products(term: Term, random: frozenset[Symbol]) -> list[list[Term]]:
    """The terms of a sum multiplied out, each as its factors."""
    if not term.symbols & random:
        return [[term]]
    if isinstance(term, Apply) and term.head == "add":
        return [p for c in term.children for p in products(c, random)]
    if isinstance(term, Apply) and term.head == "multiply":
        found: list[list[Term]] = [[]]
        for child in term.children:
            found = [[*a, *b] for a in found for b in products(child, random)]
        return found
    base, exponent = term.children if isinstance(term, Apply) and term.head == "power" else (term, ONE)
    if exponent is TWO and isinstance(base, Apply) and base.head == "add":
        return products(multiply(base, base), random)
    if exponent is TWO and isinstance(base, Apply) and base.head == "multiply":
        return products(multiply(*(power(c, 2) for c in base.children)), random)
    return [[term]]
