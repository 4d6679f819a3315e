"""Values of array terms by NumPy, apart from the program: what index calculus is held against."""

import math
from functools import reduce

import mpmath
import numpy as np
from theory_values import holds

from derive.core.term import Binder, Component, Number, Symbol
from derive.theory.function import function


def value(term, at):
    """The value as a float or an array; a vector has one axis, a row two."""
    if isinstance(term, Number):
        return float(term.value)
    if isinstance(term, Symbol):
        return at[term]
    if isinstance(term, Component):
        base = value(term.base, at)
        if len(term.indices) == 1 and np.ndim(base) == 2 and len(base) == 1:
            base = base[0]
        for i in term.indices:
            base = base[round(value(i, at)) - 1] if np.ndim(base) else base
        return base
    if isinstance(term, Binder):
        return _binder(term, at)
    if term.head == "cases":
        return _cases(term, at)
    arguments = [value(c, at) for c in term.children]
    if term.head in _HEADS:
        return _HEADS[term.head](*arguments)
    return _function(term, arguments)


def _cases(term, at):
    parts = term.children
    for branch, condition in zip(parts[::2], parts[1::2], strict=False):
        if holds(condition, at):
            return value(branch, at)
    return value(parts[-1], at)


def _binder(term, at):
    bounds = [round(value(p, at)) for p in term.parameters]
    lower, upper = (1, *bounds) if term.kind == "tabulate" else bounds
    values = [value(term.body, {**at, term.variable: k}) for k in range(lower, upper + 1)]
    if term.kind == "tabulate":
        return np.array(values)
    return {"sum": sum, "product": math.prod, "maximum": max, "minimum": min}[term.kind](values)


def _function(term, arguments):
    known = function(term.head)
    if known.shape != "scalar":
        result = known.meaning(mpmath.mp, *[list(np.ravel(a)) if np.ndim(a) else a for a in arguments])
        if not isinstance(result, list):
            return float(result)
        return np.array([float(v) for v in result]).reshape(np.shape(arguments[0]))
    if len(arguments) == 1 and term.head in ("max", "min"):
        return getattr(np, term.head)(arguments[0])
    names = {"asin": "arcsin", "abs": "abs", "sign": "sign", "max": "maximum", "min": "minimum"}
    if term.head == "sigmoid":
        return 1 / (1 + np.exp(-arguments[0]))
    return getattr(np, names.get(term.head, term.head))(*arguments)


def _matmul(*factors):
    return reduce(_times, factors)


def _times(a, b):
    if not np.ndim(a) or not np.ndim(b):
        return a * b
    left = a[:, None] if a.ndim == 1 else a
    right = b[:, None] if b.ndim == 1 else b
    result = left @ right
    return _trimmed(result)


def _trimmed(result):
    if result.shape == (1, 1):
        return result[0, 0]
    return result[:, 0] if result.ndim == 2 and result.shape[1] == 1 else result


def _transpose(a):
    return a if not np.ndim(a) else _trimmed((a[:, None] if a.ndim == 1 else a).T)


def _power(a, b):
    if np.ndim(a) == 2:
        return np.linalg.matrix_power(a, round(b))
    return np.power(a, b) if np.ndim(a) or a > 0 else a ** (round(b) if b == round(b) else b)


_HEADS = {
    "add": lambda *v: sum(v),
    "multiply": lambda *v: reduce(lambda a, b: a * b, v),
    "power": _power,
    "pi": lambda: math.pi,
    "delta": lambda i, j: float(i == j),
    "vector": lambda *v: np.array(v),
    "matrix": lambda *v: np.array(v),
    "matmul": _matmul,
    "transpose": _transpose,
    "inverse": np.linalg.inv,
    "determinant": np.linalg.det,
    "trace": np.trace,
    "norm": np.linalg.norm,
    "inner": lambda a, b: np.sum(a * b),
    "hadamard": lambda *v: reduce(lambda a, b: a * b, v),
    "diagonal": np.diag,
    "identity": lambda n: np.eye(round(n)),
    "ones": lambda *n: np.ones([round(k) for k in n]),
    "zeros": lambda *n: np.zeros([round(k) for k in n]),
}
