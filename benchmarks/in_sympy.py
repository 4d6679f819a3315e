"""Claims of the corpus as SymPy expressions, built from the oracle's reading and not from ours."""

from collections.abc import Callable, Iterable

import sympy as sp
from oracle.cursor import Node


class UntranslatableError(Exception):
    """The claim needs something that this translation leaves out."""


Names = dict[str, sp.Symbol]
ELEMENTARY = ("sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "exp", "log", "erf")
FUNCTIONS: dict[str, Callable[..., sp.Expr]] = {
    **{f: getattr(sp, f) for f in ELEMENTARY},
    "ln": sp.log,
    "arcsin": sp.asin,
    "arccos": sp.acos,
    "arctan": sp.atan,
    "arsinh": sp.asinh,
    "arcosh": sp.acosh,
    "artanh": sp.atanh,
    "Gamma": sp.gamma,
    "sigmoid": lambda x: 1 / (1 + sp.exp(-x)),
    "sgn": sp.sign,
}


def sides(claim: Node, given: Iterable[str]) -> tuple[sp.Expr, sp.Expr]:
    """Both sides of an equation.

    Raises:
        UntranslatableError: it is no scalar equation of elementary functions.
    """
    if claim[0] != "rel" or claim[1] != "=":
        raise UntranslatableError
    names: Names = {}
    for assumption in given:
        word, _, rest = assumption.partition(" ")
        if rest in ("> 0", "\\in (0,1)"):
            names[word] = sp.Symbol(word, positive=True)
        elif "\\mathbb{N}" in rest:
            names[word] = sp.Symbol(word, integer=True, positive=True)
    return expression(claim[2], names), expression(claim[3], names)


def expression(node: Node, names: Names) -> sp.Expr:
    """One side."""
    rule = RULES.get(node[0])
    if rule is None:
        raise UntranslatableError
    return rule(node, names)


def of_parts(build: Callable[..., sp.Expr]) -> Callable[[Node, Names], sp.Expr]:
    """An operation on all parts."""
    return lambda node, names: build(*(expression(n, names) for n in node[1:]))


def function(node: Node, names: Names) -> sp.Expr:
    """A named function."""
    if node[1] not in FUNCTIONS or len(node) != 3:
        raise UntranslatableError
    return FUNCTIONS[node[1]](expression(node[2], names))


def big(build: Callable[..., sp.Expr]) -> Callable[[Node, Names], sp.Expr]:
    """A sum or product."""

    def rule(node: Node, names: Names) -> sp.Expr:
        _, variable, low, high, body = node
        if low is None or high is None:
            raise UntranslatableError
        index = sp.Symbol(variable, integer=True)
        inside = {**names, variable: index}
        return build(expression(body, inside), (index, expression(low, names), expression(high, names)))

    return rule


def derivative(node: Node, names: Names) -> sp.Expr:
    """A derivative, worked out."""
    if node[1][0] != "sym":
        raise UntranslatableError
    return sp.diff(expression(node[2], names), expression(node[1], names))


RULES: dict[str, Callable[[Node, Names], sp.Expr]] = {
    "num": lambda n, _: sp.Rational(n[1]),
    "sym": lambda n, names: names.setdefault(n[1], sp.Symbol(n[1], real=True)),
    "pi": lambda *_: sp.pi,
    "e": lambda *_: sp.E,
    "add": of_parts(sp.Add),
    "mul": of_parts(sp.Mul),
    "neg": of_parts(lambda a: -a),
    "div": of_parts(lambda a, b: a / b),
    "pow": of_parts(sp.Pow),
    "sqrt": of_parts(sp.sqrt),
    "root": of_parts(sp.real_root),
    "abs": of_parts(sp.Abs),
    "max": of_parts(sp.Max),
    "min": of_parts(sp.Min),
    "fact": of_parts(sp.factorial),
    "binom": of_parts(sp.binomial),
    "fn": function,
    "sum": big(sp.Sum),
    "prod": big(sp.Product),
    "dd": derivative,
}
