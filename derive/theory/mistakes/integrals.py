"""Antiderivatives by a false rule."""

from collections.abc import Callable, Iterator
from typing import Final

from derive.core.term import (
    ONE,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    power,
    replace,
    subtract,
)
from derive.theory.mistake import Derivative, Mistake


def _integrals(term: Term, derivative: Derivative) -> Iterator[Term]:
    """The inner derivative is not divided by, or multiplied with; the exponent is not divided by."""
    if not (isinstance(term, Binder) and term.kind in ("integral", "antiderivative")):
        return
    x = Symbol("x of the integral", term.variable.sort)
    for found in _antiderivatives(term.open(x), x, derivative):
        if term.kind == "antiderivative":
            yield replace(found, {x: term.parameters[0]})
        else:
            low, high = term.parameters
            yield subtract(replace(found, {x: high}), replace(found, {x: low}))


def _antiderivatives(body: Term, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    factors = body.children if isinstance(body, Apply) and body.head == "multiply" else (body,)
    constant = [c for c in factors if x not in c.symbols]
    varying = [c for c in factors if x in c.symbols]
    if len(varying) != 1:
        return
    (main,) = varying
    for found in _of(main, x, derivative):
        yield multiply(*constant, found)


def _of(term: Term, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    if term is x:
        yield power(x, 2)
        yield ONE
    if not isinstance(term, Apply):
        return
    if term.head == "power" and x not in term.children[1].symbols:
        base, exponent = term.children
        yield power(base, add(exponent, ONE))
        yield divide(power(base, add(exponent, ONE)), exponent)
        yield multiply(exponent, power(base, subtract(exponent, ONE)))
        if not (isinstance(exponent, Number) and exponent.value == -1):
            yield divide(power(base, add(exponent, ONE)), add(exponent, ONE))
    outer = _ANTIDERIVATIVES.get(term.head)
    if outer is not None:
        inside = term.children[0]
        inner = derivative(inside, x)
        yield outer(inside)
        if inner is not None:
            yield multiply(inner, outer(inside))


_ANTIDERIVATIVES: Final[dict[str, Callable[[Term], Term]]] = {
    "exp": lambda u: Apply("exp", u),
    "sin": lambda u: multiply(Number(-1), Apply("cos", u)),
    "cos": lambda u: Apply("sin", u),
    "sinh": lambda u: Apply("cosh", u),
    "cosh": lambda u: Apply("sinh", u),
}

MISTAKES = (
    Mistake(
        "antiderivative",
        4,
        r"\int_0^1 e^{2t}\,dt = e^2 - 1",
        r"\int_0^1 e^{2t}\,dt = \frac{e^2 - 1}{2} + 1",
        wrong=_integrals,
    ),
)
