"""Rules of differentiation that were left out or misremembered.

Each function gives the derivatives of a term that come out if the false rule is used at one place
in it, and the right ones everywhere else.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from derive.core.sort import REAL
from derive.core.term import (
    MINUS_ONE,
    ONE,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    multiply,
    power,
    replace,
    subtract,
)
from derive.theory.function import function
from derive.theory.mistake import Derivative, Mistake

MOST_ARGUMENTS: Final = 6
_T: Final = Symbol("t of the integral", REAL)
Slips = Callable[[Term, Symbol, Derivative], Iterator[Term]]


def _wrong(slips: Slips, term: Term, derivative: Derivative) -> Iterator[Term]:
    """The derivative in a term, with one slip."""
    if isinstance(term, Binder) and term.kind == "derivative" and len(term.parameters) == 1:
        x = Symbol("x of the derivative", term.variable.sort)
        body = term.open(x)
        for found in _anywhere(slips, body, x, derivative):
            yield replace(found, {x: term.parameters[0]})


def _anywhere(slips: Slips, term: Term, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    """Derivatives with one slip at this node, or at one below it."""
    if x not in term.symbols:
        return
    yield from slips(term, x, derivative)
    if not isinstance(term, Apply) or len(term.children) > MOST_ARGUMENTS:
        return
    if term.head in ("add", "multiply"):
        yield from _in_parts(slips, term, x, derivative)
    elif len(term.children) == 1 or (term.head == "power" and x not in term.children[1].symbols):
        yield from _inside(slips, term, x, derivative)


def _in_parts(slips: Slips, term: Apply, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    parts = term.children
    for k, part in enumerate(parts):
        others = parts[:k] + parts[k + 1 :]
        rest = derivative(term.rebuild(others), x)
        if rest is None:
            continue
        for found in _anywhere(slips, part, x, derivative):
            if term.head == "add":
                yield add(found, rest)
            else:
                yield add(multiply(found, *others), multiply(part, rest))


def _inside(slips: Slips, term: Apply, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    outer = _outer(term)
    if outer is not None:
        for found in _anywhere(slips, term.children[0], x, derivative):
            yield multiply(outer, found)


def _outer(term: Apply) -> Term | None:
    """The derivative of the outer function, at its argument."""
    if term.head == "power":
        base, exponent = term.children
        return multiply(exponent, power(base, subtract(exponent, ONE)))
    known = function(term.head)
    if known is None or not known.derivative or known.derivative[0] is None:
        return None
    return known.derivative[0](*term.children)


def _chain(term: Term, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    """The inner derivative is left out, or the outer function is differentiated at it."""
    if isinstance(term, Binder) and term.kind == "integral" and term.parameters[1] is not x:
        yield replace(term.open(_T), {_T: term.parameters[1]})
    if not isinstance(term, Apply) or term.head in ("add", "multiply", "apply"):
        return
    if term.head == "power" and x in term.children[1].symbols:
        return
    if not (len(term.children) == 1 or term.head == "power") or term.children[0] is x:
        return
    outer, inner = _outer(term), derivative(term.children[0], x)
    if outer is None or inner is None:
        return
    yield outer
    yield add(outer, inner)
    yield _outer(Apply(term.head, inner, *term.children[1:])) or outer
    yield Apply(term.head, inner, *term.children[1:])
    if isinstance(inner, Apply) and inner.head == "multiply":
        for k in range(len(inner.children)):
            yield multiply(outer, *inner.children[:k], *inner.children[k + 1 :])


def _power(term: Term, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    """The exponent is not brought down, not lowered, or taken for that of an exponential."""
    if not (isinstance(term, Apply) and term.head == "power"):
        return
    base, exponent = term.children
    if x in base.symbols and x not in exponent.symbols:
        inner = ONE if base is x else derivative(base, x)
        lowered, raised = subtract(exponent, ONE), add(exponent, ONE)
        if inner is not None:
            for factor, top in (
                (ONE, lowered),
                (exponent, exponent),
                (exponent, raised),
                (lowered, lowered),
                (lowered, exponent),
            ):
                yield multiply(factor, power(base, top), inner)
            yield multiply(exponent, inner)
            yield multiply(exponent, base, inner)
            yield multiply(power(base, exponent), Apply("log", base), inner)
    elif x in exponent.symbols and x not in base.symbols:
        yield multiply(exponent, power(base, subtract(exponent, ONE)))
        inner = derivative(exponent, x)
        if inner is not None:
            yield multiply(power(base, exponent), inner)
            yield multiply(exponent, power(base, subtract(exponent, ONE)), inner)


def _product(term: Term, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    """The derivative of a product taken for the product of derivatives, or for one of its summands."""
    if not (isinstance(term, Apply) and term.head == "multiply"):
        return
    varying = [c for c in term.children if x in c.symbols]
    constant = [c for c in term.children if x not in c.symbols]
    if not 2 <= len(varying) <= MOST_ARGUMENTS or any(map(_is_below, varying)):
        return
    slopes = [derivative(c, x) for c in varying]
    known = [s for s in slopes if s is not None]
    if len(known) < len(varying):
        return
    yield multiply(*constant, *known)
    summands = [multiply(s, *varying[:k], *varying[k + 1 :]) for k, s in enumerate(known)]
    for summand in summands:
        yield multiply(*constant, summand)
    yield multiply(*constant, add(*known))
    if len(summands) == 2:
        yield multiply(*constant, subtract(*summands))
        yield multiply(*constant, subtract(*reversed(summands)))


def _is_below(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "power" and term.children[1] is MINUS_ONE


def _quotient(term: Term, x: Symbol, derivative: Derivative) -> Iterator[Term]:
    """The quotient rule with a wrong sign, without the square, or as a quotient of derivatives."""
    factors = term.children if isinstance(term, Apply) and term.head == "multiply" else (term,)
    below = [c.children[0] for c in factors if _is_below(c)]
    if len(below) != 1 or x not in below[0].symbols:
        return
    v = below[0]
    u = multiply(*(c for c in factors if not _is_below(c))) if len(factors) > 1 else ONE
    du, dv = (derivative(u, x) if x in u.symbols else Number(0)), derivative(v, x)
    if du is None or dv is None:
        return
    first, second = multiply(du, v), multiply(u, dv)
    square, once = power(v, -2), power(v, -1)
    yield multiply(subtract(second, first), square)
    for top in (subtract(first, second), subtract(second, first)):
        yield multiply(top, once)
        yield top
    yield multiply(du, power(dv, -1))
    yield multiply(du, once)
    yield multiply(subtract(multiply(du, dv), multiply(u, v)), square)
    yield subtract(multiply(du, once), second)
    yield multiply(subtract(du, dv), square)


MISTAKES = (
    Mistake(
        "chain-rule",
        3,
        r"\frac{d}{dx} \sin(x^2) = \cos(x^2)",
        r"\frac{d}{dx} \sin(x) = 2\cos(x)",
        wrong=partial(_wrong, _chain),
    ),
    Mistake(
        "product-rule",
        3,
        r"\frac{d}{dx} (x e^x) = e^x",
        r"\frac{d}{dx} (2 e^x) = e^x",
        wrong=partial(_wrong, _product),
    ),
    Mistake(
        "quotient-rule",
        3,
        r"\frac{d}{dx} \frac{x}{x^2 + 1} = \frac{1 + 3x^2}{(x^2 + 1)^2}",
        r"\frac{d}{dx} \frac{x}{x^2 + 1} = \frac{1 - x^2}{(x^2 + 1)^2}",
        wrong=partial(_wrong, _quotient),
    ),
    Mistake(
        "power-rule",
        4,
        r"\frac{d}{dx} x^3 = x^2",
        r"\frac{d}{dx} x^3 = 3x^2 + 1",
        wrong=partial(_wrong, _power),
    ),
)
