"""Antiderivatives of functions of one variable, and of some of their powers."""

from collections.abc import Callable
from typing import Final

from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    Apply,
    Number,
    Term,
    add,
    divide,
    multiply,
    negative,
    power,
    subtract,
)


def _log(term: Term) -> Term:
    return Apply("log", term)


def _inverse_root(term: Term, sign: Term) -> Term:
    return Apply("power", add(ONE, multiply(sign, power(term, 2))), HALF)


PRIMITIVES: Final[dict[str, Callable[[Term], Term]]] = {
    "exp": lambda x: Apply("exp", x),
    "sin": lambda x: negative(Apply("cos", x)),
    "cos": lambda x: Apply("sin", x),
    "tan": lambda x: negative(_log(Apply("abs", Apply("cos", x)))),
    "cot": lambda x: _log(Apply("abs", Apply("sin", x))),
    "sec": lambda x: _log(Apply("abs", add(Apply("sec", x), Apply("tan", x)))),
    "csc": lambda x: negative(_log(Apply("abs", add(Apply("csc", x), Apply("cot", x))))),
    "sinh": lambda x: Apply("cosh", x),
    "cosh": lambda x: Apply("sinh", x),
    "tanh": lambda x: _log(Apply("cosh", x)),
    "sech": lambda x: multiply(Number(2), Apply("atan", Apply("exp", x))),
    "sigmoid": lambda x: _log(add(ONE, Apply("exp", x))),
    "log": lambda x: subtract(multiply(x, _log(x)), x),
    "atan": lambda x: subtract(multiply(x, Apply("atan", x)), multiply(HALF, _log(add(ONE, power(x, 2))))),
    "asin": lambda x: add(multiply(x, Apply("asin", x)), _inverse_root(x, MINUS_ONE)),
    "acos": lambda x: subtract(multiply(x, Apply("acos", x)), _inverse_root(x, MINUS_ONE)),
    "arsinh": lambda x: subtract(multiply(x, Apply("arsinh", x)), _inverse_root(x, ONE)),
    "artanh": lambda x: add(
        multiply(x, Apply("artanh", x)), multiply(HALF, _log(subtract(ONE, power(x, 2))))
    ),
    "erf": lambda x: add(
        multiply(x, Apply("erf", x)),
        divide(Apply("exp", negative(power(x, 2))), Apply("power", Apply("pi"), HALF)),
    ),
}
SQUARES: Final[dict[tuple[str, int], Callable[[Term], Term]]] = {
    ("sec", 2): lambda x: Apply("tan", x),
    ("cos", -2): lambda x: Apply("tan", x),
    ("csc", 2): lambda x: negative(Apply("cot", x)),
    ("sin", -2): lambda x: negative(Apply("cot", x)),
    ("tan", 2): lambda x: subtract(Apply("tan", x), x),
    ("sech", 2): lambda x: Apply("tanh", x),
    ("cosh", -2): lambda x: Apply("tanh", x),
    ("cosh", -1): lambda x: multiply(Number(2), Apply("atan", Apply("exp", x))),
    ("tanh", 2): lambda x: subtract(x, Apply("tanh", x)),
    ("cos", -1): lambda x: _log(Apply("abs", divide(add(ONE, Apply("sin", x)), Apply("cos", x)))),
    ("sin", -1): lambda x: _log(Apply("abs", Apply("tan", multiply(HALF, x)))),
}
