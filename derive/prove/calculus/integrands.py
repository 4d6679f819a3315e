"""Integrals and infinite sums taken apart: pieces of the range, sums of terms, odd integrands."""

from typing import Final

from derive.algebra.balls_integrals_smooth import smooth_pieces
from derive.core.sort import REAL
from derive.core.term import INFINITY, ZERO, Apply, Binder, Symbol, Term, add, bind, multiply, negative
from derive.core.verdict import ProofTree, Trust
from derive.prove.calculus.integrals import inside, is_ascending
from derive.prove.rule import (
    Check,
    RejectedError,
    binder,
    bounded,
    discharged,
    follows,
    fresh_in,
    leaf,
    relation,
    require,
)
from derive.prove.tables import Tables

COST_OF_PIECES: Final = 2_000


def pieces(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- integral_a^b f = integral_a^c f1 + .. + integral_d^b fn``, f closed.

    Balls, and zeros known exactly, show that f is fi between the bounds of the i-th piece.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq")
    tables.effort.charge(COST_OF_PIECES)
    require(right is smooth_pieces(binder(left, "integral")), "other pieces")
    return "exact"


def between(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- integral_a^b f = integral_a^c f + integral_c^b f``.

    H implies ``a <= c`` and ``c <= b``, where these are not infinite.
    """
    leaf(node)
    left, right = relation(node.conclusion.goal, "eq")
    whole = binder(left, "integral")
    require(isinstance(right, Apply) and right.head == "add" and len(right.children) == 2, "no sum of two")
    first = binder(right.children[0], "integral")
    lower, upper = whole.parameters
    middle = first.parameters[1]
    require(right is add(*halves(whole, middle)), "not the two parts")
    discharged(node, tables, (*tables.definedness(middle), *order_of(lower, middle, upper)))
    return "exact"


def halves(whole: Binder, middle: Term) -> tuple[Binder, Binder]:
    """The two parts of an integral around a place."""
    lower, upper = whole.parameters
    return (
        bind("integral", whole.variable, whole.body, lower, middle),
        bind("integral", whole.variable, whole.body, middle, upper),
    )


def order_of(lower: Term, middle: Term, upper: Term) -> tuple[Term, ...]:
    """That the places ascend, as far as it has to be said."""
    below = () if lower is negative(INFINITY) else (Apply("le", lower, middle),)
    return below if upper is INFINITY else (*below, Apply("le", middle, upper))


def integrand(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, B |- f(t) = g(t)``, t fresh: ``H |- integral_a^b f = integral_a^b g``.

    B says that ``a < t`` and ``t < b``, if H implies ``a < b``; else nothing. Argument: t.
    """
    left, right = relation(node.conclusion.goal, "eq")
    first, second = binder(left, "integral"), binder(right, "integral")
    require(first.parameters == second.parameters, "other bounds")
    variable = _variable(node, first)
    around = span_of(variable, first, node.conclusion.hypotheses, tables)
    follows(node, 0, Apply("eq", first.open(variable), second.open(variable)), *around)
    return "exact"


def _variable(node: ProofTree, total: Binder) -> Symbol:
    variable = node.arguments[0] if node.arguments else ZERO
    if not isinstance(variable, Symbol) or not fresh_in(node, variable, total.variable.sort):
        raise RejectedError("no fresh variable")
    return variable


def span_of(
    variable: Symbol, total: Binder, hypotheses: tuple[Term, ...], tables: Tables
) -> tuple[Term, ...]:
    """That the variable is in the range of an integral or sum, as far as the hypotheses say how it lies."""
    lower, upper = total.parameters
    if total.kind == "integral":
        ascending = is_ascending(lower, upper, hypotheses, tables)
        return inside(variable, lower, upper) if ascending else ()
    above = (Apply("le", lower, variable),)
    return above if upper is INFINITY else (*above, Apply("le", variable, upper))


def linear(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, B |- f(t) = c g(t) + ..`` and ``H |- P g = v`` ..: ``H |- P f = c v + ..``.

    P integrates, or sums to infinity, over one range, in which t, a fresh variable, lies by B. H implies
    that each ``P g`` converges, and that each c, free of t, is defined. Arguments: t, c ..
    """
    left, right = relation(node.conclusion.goal, "eq")
    total = binder(left, "integral", "sum")
    variable, factors = _variable(node, total), node.arguments[1:]
    require(len(factors) == len(node.premises) - 1 > 0, "a factor for each premise")
    around = span_of(variable, total, node.conclusion.hypotheses, tables)
    parts, values = [], []
    for position, factor in enumerate(factors, 1):
        require(variable not in factor.symbols, "no constant factor")
        part, value = relation(node.premises[position].conclusion.goal, "eq")
        other = binder(part, total.kind)
        require(other.parameters == total.parameters, "another range")
        require(other.variable.sort == total.variable.sort, "another range")
        follows(node, position, Apply("eq", part, value))
        discharged(node, tables, (*tables.definedness(other), *tables.definedness(factor)))
        bounded(node, tables, value)
        parts.append(multiply(factor, other.open(variable)))
        values.append(multiply(factor, value))
    require(right is add(*values), "another combination")
    follows(node, 0, Apply("eq", total.open(variable), add(*parts)), *around)
    return "exact"


def odd(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- f(-t) = - f(t)``, t fresh: ``H |- integral_(-a)^a f = 0``, a possibly infinite.

    Argument: t.
    """
    left, right = relation(node.conclusion.goal, "eq")
    total = binder(left, "integral")
    lower, upper = total.parameters
    tables.effort.charge(total.size)
    require(right is ZERO, "not 0")
    require(lower is negative(upper) or upper is negative(lower), "no symmetric range")
    variable = _variable(node, total)
    require(variable.sort == REAL, "no real variable")
    follows(node, 0, is_odd(total, variable))
    return "exact"


def is_odd(total: Binder, variable: Symbol) -> Term:
    """That the body changes its sign with the variable."""
    return Apply("eq", total.open(negative(variable)), negative(total.open(variable)))


RULES: Final[dict[str, Check]] = {
    "pieces": pieces,
    "between": between,
    "integrand": integrand,
    "linear": linear,
    "odd": odd,
}
