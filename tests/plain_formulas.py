"""Formulas in a plain notation for tests: read into terms, and evaluated with mpmath by their meaning."""

import ast
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mpmath import mp, mpc, mpf

from derive.core.sort import COMPLEX, INTEGER, REAL, FunctionSort, matrix, vector
from derive.core.term import (
    HALF,
    INFINITY,
    ONE,
    PI,
    Apply,
    Binder,
    Component,
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
from derive.theory.function import function

INTEGERS = frozenset("nmijklpqNKM")
COMPLEXES = frozenset("zw")
UNKNOWN = frozenset("fgh")
BINDERS = {
    "sum_": "sum",
    "prod_": "product",
    "integral_": "integral",
    "maximum": "maximum",
    "minimum": "minimum",
}
CONSTANTS = {"pi": PI, "oo": INFINITY, "E": Apply("exp", ONE), "I": Apply("imaginary")}
RELATIONS = {ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne"}


class Row(NamedTuple):
    """An equation: true (``===``), false (``!==``), or only not to be proved without more facts (``=?=``)."""

    left: str
    right: str
    given: tuple[str, ...]
    sign: str

    @property
    def true(self) -> bool:
        return self.sign == "==="


def rows(path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        body, _, given = line.partition("|")
        sign = next(s for s in ("===", "!==", "=?=") if s in body)
        left, _, right = body.partition(sign)
        yield Row(left.strip(), right.strip(), tuple(g.strip() for g in given.split(";") if g.strip()), sign)


def symbol(name: str) -> Symbol:
    if name in COMPLEXES:
        return Symbol(name, COMPLEX)
    return Symbol(name, INTEGER if name in INTEGERS else REAL)


@cache
def term(text: str) -> Term:
    return _read(ast.parse(text.replace("^", "**"), mode="eval").body)


def _read(node: ast.expr) -> Term:
    return READERS[type(node)](node)


def _name(node: ast.Name) -> Term:
    return CONSTANTS.get(node.id) or symbol(node.id)


def _operation(node: ast.BinOp) -> Term:
    a, b = _read(node.left), _read(node.right)
    if isinstance(node.op, ast.Div) and isinstance(a, Number) and isinstance(b, Number):
        return Number(a.value / b.value)
    make = {ast.Add: add, ast.Sub: subtract, ast.Mult: multiply, ast.Div: divide, ast.Pow: power}
    return make[type(node.op)](a, b)


def _comparison(node: ast.Compare) -> Term:
    sides = [_read(s) for s in (node.left, *node.comparators)]
    parts = [Apply(RELATIONS[type(o)], a, b) for o, a, b in zip(node.ops, sides, sides[1:], strict=False)]
    return parts[0] if len(parts) == 1 else Apply("and", *parts)


def _subscript(node: ast.Subscript) -> Term:
    indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    size = symbol("K")
    sort = vector(size) if len(indices) == 1 else matrix(size, size)
    return Component(Symbol(node.value.id, sort), *map(_read, indices))


def _call(node: ast.Call) -> Term:
    name, arguments = node.func.id, [_read(a) for a in node.args]
    if name in BINDERS:
        body, variable, *parameters = arguments
        return bind(BINDERS[name], variable, body, *parameters)
    if name == "sqrt":
        return power(arguments[0], HALF)
    if name in UNKNOWN:
        return Apply("apply", Symbol(name, FunctionSort(tuple(REAL for _ in arguments), REAL)), *arguments)
    return Apply(name, *arguments)


READERS: dict[type, Callable[..., Term]] = {
    ast.Constant: lambda n: Number(Fraction(str(n.value))),
    ast.Name: _name,
    ast.UnaryOp: lambda n: negative(_read(n.operand)),
    ast.BinOp: _operation,
    ast.Compare: _comparison,
    ast.Subscript: _subscript,
    ast.Call: _call,
}


class UndefinedError(Exception):
    """The term has no value there."""


Point = Mapping[Term, object]


def value(t: Term, at: Point) -> object:
    """The value at a point; entries of arrays and unknown functions have fixed values of their own."""
    if isinstance(t, Number):
        return mpf(t.value.numerator) / t.value.denominator
    if isinstance(t, Symbol):
        return at[t]
    if isinstance(t, Component):
        indices = [int(value(i, at)) for i in t.indices]
        seed = sum(ord(c) for c in t.base.name) + sum(7 ** (k + 1) * i for k, i in enumerate(indices))
        return at["entry"](seed)
    if isinstance(t, Binder):
        return _bound(t, at)
    return MEANINGS.get(t.head, _function)(t, at)


def _bound(t: Binder, at: Point) -> object:
    low, high = (int(value(p, at)) for p in t.parameters)
    if high < low - 1 or t.kind not in JOIN or (t.kind in ("maximum", "minimum") and high < low):
        raise UndefinedError
    return JOIN[t.kind](value(t.body, {**at, t.variable: mpf(k)}) for k in range(low, high + 1))


JOIN = {"sum": mp.fsum, "product": mp.fprod, "maximum": max, "minimum": min}


def settled(number: object) -> object:
    """The number, unless rounding alone may have made it differ from a whole one."""
    distance = abs(number - mp.nint(mp.re(number)))
    if 0 < distance < mpf(10) ** -25:
        raise UndefinedError
    return number


def _power(t: Apply, at: Point) -> object:
    base, exponent = (settled(value(c, at)) for c in t.children)
    whole = mp.isint(exponent)
    literal = isinstance(t.children[1], Number)
    if base == 0:
        if literal and exponent >= 0:
            return mpf(int(exponent == 0))
        if mp.re(exponent) <= 0:
            raise UndefinedError
        return mpf(0)
    if not whole and not isinstance(base, mpc) and base < 0 and not at["complex"]:
        raise UndefinedError
    integral = literal or (t.children[1].symbols and all(s.sort is INTEGER for s in t.children[1].symbols))
    if not integral and not isinstance(base, mpc) and base < 0 and not at["complex"]:
        raise UndefinedError
    return mp.power(base, int(exponent) if whole else exponent)


def _log(t: Apply, at: Point) -> object:
    inside = settled(value(t.children[0], at))
    if inside == 0 or (not at["complex"] and inside < 0):
        raise UndefinedError
    return mp.log(inside)


def _root(t: Apply, at: Point) -> object:
    inside, degree = settled(value(t.children[0], at)), int(t.children[1].value)
    return mp.sign(inside) * mp.root(abs(inside), degree)


def _unknown(t: Apply, at: Point) -> object:
    seed = sum(ord(c) for c in t.children[0].name)
    arguments = [value(c, at) for c in t.children[1:]]
    return sum((mp.sin(a * (k + 1) + seed) + a**2 / (k + 2) for k, a in enumerate(arguments)), mpf(1))


def _delta(t: Apply, at: Point) -> object:
    a, b = (value(c, at) for c in t.children)
    return mpf(int(a == b))


MEANINGS: dict[str, Callable[[Apply, Point], object]] = {
    "add": lambda t, at: sum(value(c, at) for c in t.children),
    "multiply": lambda t, at: mp.fprod(value(c, at) for c in t.children),
    "power": _power,
    "log": _log,
    "root": _root,
    "apply": _unknown,
    "delta": _delta,
    "indicator": lambda t, at: mpf(int(holds(t.children[0], at))),
    "pi": lambda _t, _at: mp.pi(),
    "imaginary": lambda _t, _at: mpc(0, 1),
    "max": lambda t, at: max(value(c, at) for c in t.children),
    "min": lambda t, at: min(value(c, at) for c in t.children),
}


STEPS = frozenset(
    ("floor", "ceil", "sign", "round", "heaviside", "gamma", "factorial", "asin", "acos", "acosh")
)


def _function(t: Apply, at: Point) -> object:
    known = function(t.head)
    arguments = [value(c, at) for c in t.children]
    if t.head in STEPS:
        arguments = [settled(a) for a in arguments]
    try:
        result = known.meaning(mp, *arguments)
    except (ValueError, ZeroDivisionError, TypeError) as error:
        raise UndefinedError from error
    if mp.isnan(result) or mp.isinf(result) or (isinstance(result, mpc) and not at["complex"]):
        raise UndefinedError
    return result


def holds(proposition: Apply, at: Point) -> bool:
    if proposition.head == "and":
        return all(holds(p, at) for p in proposition.children)
    a, b = (value(c, at) for c in proposition.children)
    return {"lt": a < b, "le": a <= b, "gt": a > b, "ge": a >= b, "eq": a == b, "ne": a != b}[
        proposition.head
    ]
