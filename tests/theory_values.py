"""The value of a term at a point to many digits, by mpmath: slow, plain, and independent of the program."""

import itertools
import operator
from functools import reduce

import mpmath

from derive.core.term import Binder, Component, Number, Symbol
from derive.theory.function import function


def evaluate(term, at):
    """The value, or None where the term is not defined."""
    if isinstance(term, Number):
        return mpmath.mpf(term.value.numerator) / term.value.denominator
    if isinstance(term, Symbol):
        return at[term]
    if isinstance(term, Component):
        base = evaluate(term.base, at)
        for i in term.indices:
            base = base[int(evaluate(i, at)) - 1]
        return base
    if isinstance(term, Binder):
        return _binder(term, at)
    if term.head == "cases":
        return _cases(term, at)
    if term.head == "indicator":
        return mpmath.mpf(holds(term.children[0], at))
    if term.head == "apply":
        return at[term.children[0]](evaluate(term.children[1], at))
    values = [evaluate(c, at) for c in term.children]
    if any(v is None for v in values):
        return None
    return _HEADS[term.head](*values) if term.head in _HEADS else _function(term, values)


def _function(term, values):
    known = function(term.head)
    at = {Symbol(f"argument {i}", None): v for i, v in enumerate(values)}
    if not all(holds(p, at) for p in known.domain(*at)):
        return None
    return known.meaning(mpmath.mp, *values)


def _power(base, exponent):
    if exponent == mpmath.floor(exponent):
        return None if base == 0 and exponent < 0 else base ** int(exponent)
    return None if base < 0 or (base == 0 and exponent < 0) else mpmath.power(base, exponent)


def _root(base, degree):
    root = mpmath.root(abs(base), int(degree))
    return root if base >= 0 else -root if int(degree) % 2 else None


_HEADS = {
    "add": lambda *v: mpmath.fsum(v),
    "multiply": lambda *v: reduce(operator.mul, v),
    "power": _power,
    "root": _root,
    "pi": lambda: +mpmath.pi,
    "infinity": lambda: mpmath.inf,
    "delta": lambda i, j: mpmath.mpf(i == j),
    "vector": lambda *v: v,
}

_RELATIONS = {
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "eq": lambda a, b: abs(a - b) < mpmath.mpf(10) ** -40,
    "ne": lambda a, b: abs(a - b) > mpmath.mpf(10) ** -40,
}


def holds(proposition, at):
    """Whether a proposition is true at the point; one with an undefined side is not.

    Bound variables are tried at small integers.
    """
    if isinstance(proposition, Binder):
        return all(holds(proposition.body, {**at, proposition.variable: mpmath.mpf(n)}) for n in range(-5, 9))
    head, children = proposition.head, proposition.children
    if head in _RELATIONS:
        sides = [evaluate(c, at) for c in children]
        return None not in sides and bool(_RELATIONS[head](*sides))
    if head == "member":
        return _member(evaluate(children[0], at), children[1])
    truths = [holds(c, at) for c in children]
    return {"and": all, "or": any, "not": lambda t: not t[0], "implies": lambda t: not t[0] or t[1]}[head](
        truths
    )


def _member(value, region):
    if region.head == "integers":
        return value is not None and value == mpmath.floor(value)
    return value is not None


def _cases(term, at):
    parts = term.children
    for value, condition in itertools.zip_longest(parts[::2], parts[1::2]):
        if condition is None or holds(condition, at):
            return evaluate(value, at)
    return None


def _binder(term, at):
    bounds = [int(evaluate(p, at)) for p in term.parameters]
    lower, upper = (1, *bounds) if term.kind == "tabulate" else bounds
    values = [evaluate(term.body, {**at, term.variable: mpmath.mpf(k)}) for k in range(lower, upper + 1)]
    if any(v is None for v in values):
        return None
    if term.kind == "tabulate":
        return values
    combine = {"sum": mpmath.fsum, "product": mpmath.fprod, "maximum": max, "minimum": min}
    return combine[term.kind](values)
