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


def _upper_bound_only(term: Term, derivative: Derivative) -> Iterator[Term]:
    """The antiderivative at the lower bound is left out, or added."""
    for _, low, high in _right(term, derivative):
        yield high
        yield add(high, low)


def _over_pole(term: Term, derivative: Derivative) -> Iterator[Term]:
    """The difference of the antiderivative, though it has none on all of the interval."""
    for found, low, high in _right(term, derivative):
        if found:
            yield subtract(high, low)


def _right(term: Term, derivative: Derivative) -> Iterator[tuple[bool, Term, Term]]:
    """The right antiderivative at both bounds, and whether it is one of a negative power."""
    if not isinstance(term, Binder) or term.kind != "integral":
        return
    x = Symbol("x of the integral", term.variable.sort)
    for part, is_pole in _known(term.open(x), x, derivative):
        low, high = (replace(part, {x: p}) for p in term.parameters)
        yield is_pole, low, high


def _known(body: Term, x: Symbol, derivative: Derivative) -> Iterator[tuple[Term, bool]]:
    factors = body.children if isinstance(body, Apply) and body.head == "multiply" else (body,)
    constant = [c for c in factors if x not in c.symbols]
    varying = [c for c in factors if x in c.symbols]
    if len(varying) != 1:
        return
    base, exponent = _as_power(varying[0])
    slope = derivative(base, x)
    if slope is not None and not slope.symbols and exponent is not None and exponent.value != -1:
        raised = Number(exponent.value + 1)
        yield multiply(*constant, divide(power(base, raised), multiply(raised, slope))), exponent.value < 0
    outer = _ANTIDERIVATIVES.get(varying[0].head) if isinstance(varying[0], Apply) else None
    if outer is not None:
        inner = derivative(varying[0].children[0], x)
        if inner is not None and not inner.symbols:
            yield multiply(*constant, divide(outer(varying[0].children[0]), inner)), False


def _as_power(term: Term) -> tuple[Term, Number | None]:
    """A base and its exponent; of one over a power, the negative one."""
    if not (isinstance(term, Apply) and term.head == "power"):
        return term, ONE
    base, exponent = term.children
    inner, own = _as_power(base) if isinstance(base, Apply) and base.head == "power" else (base, ONE)
    if not isinstance(exponent, Number) or own is None:
        return term, None
    return inner, Number(exponent.value * own.value)


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
    Mistake(
        "lower-bound",
        5,
        r"\int_0^x e^t\,dt = e^x",
        r"\int_0^x e^t\,dt = e^x - 1",
        wrong=_upper_bound_only,
    ),
    Mistake(
        "integrated-over-pole",
        6,
        r"\int_{-1}^1 \frac{1}{x^2}\,dx = -2",
        r"\int_1^2 \frac{1}{x^2}\,dx = \frac{1}{2}",
        wrong=_over_pole,
    ),
)
