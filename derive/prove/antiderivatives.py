"""Candidates for antiderivatives; whoever uses one verifies it."""

from collections.abc import Callable
from typing import Final

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
    negative,
    power,
    subtract,
)


def antiderivative(term: Term, variable: Symbol) -> Term | None:
    """An antiderivative of a combination of elementary functions of linear terms; None for other terms."""
    if variable not in term.symbols:
        return multiply(term, variable)
    if isinstance(term, Apply) and term.head == "add":
        parts = [antiderivative(c, variable) for c in term.children]
        found = [p for p in parts if p is not None]
        return add(*found) if len(found) == len(parts) else None
    if isinstance(term, Apply) and term.head == "multiply":
        return _scaled(term, variable)
    return _elementary(term, variable)


def _scaled(product: Apply, variable: Symbol) -> Term | None:
    constant = [c for c in product.children if variable not in c.symbols]
    others = [c for c in product.children if variable in c.symbols]
    if not constant or len(others) != 1:
        return None
    inner = antiderivative(others[0], variable)
    return None if inner is None else multiply(*constant, inner)


def _elementary(term: Term, variable: Symbol) -> Term | None:
    if term is variable:
        return divide(power(variable, 2), Number(2))
    if not isinstance(term, Apply):
        return None
    if term.head == "power" and variable not in term.children[1].symbols:
        base, exponent = term.children
        outer = _power_rule(base, exponent)
    elif len(term.children) == 1 and term.head in PRIMITIVES:
        base = term.children[0]
        outer = PRIMITIVES[term.head](base)
    else:
        return None
    slope = _slope(base, variable)
    return None if slope is None else divide(outer, slope)


def _power_rule(base: Term, exponent: Term) -> Term:
    if exponent is MINUS_ONE:
        return Apply("log", Apply("abs", base))
    raised = Number(exponent.value + 1) if isinstance(exponent, Number) else add(exponent, ONE)
    return divide(power(base, raised), raised)


def _slope(term: Term, variable: Symbol) -> Term | None:
    """The coefficient of the variable in a linear term."""
    if term is variable:
        return ONE
    if not isinstance(term, Apply) or term.head not in {"add", "multiply"}:
        return None
    inside = [c for c in term.children if variable in c.symbols]
    if len(inside) != 1:
        return None
    inner = _slope(inside[0], variable)
    if inner is None or term.head == "add":
        return inner
    return multiply(*(c for c in term.children if c is not inside[0]), *(() if inner is ONE else (inner,)))


PRIMITIVES: Final[dict[str, Callable[[Term], Term]]] = {
    "exp": lambda x: Apply("exp", x),
    "sin": lambda x: negative(Apply("cos", x)),
    "cos": lambda x: Apply("sin", x),
    "sinh": lambda x: Apply("cosh", x),
    "cosh": lambda x: Apply("sinh", x),
    "tanh": lambda x: Apply("log", Apply("cosh", x)),
    "sigmoid": lambda x: Apply("log", add(ONE, Apply("exp", x))),
    "log": lambda x: subtract(multiply(x, Apply("log", x)), x),
}
