"""Integrals: indefinite ones by their derivative, definite ones by an antiderivative."""

from collections.abc import Callable
from typing import Final

from derive.algebra.differentiate import smoothness
from derive.algebra.limits.values import INFINITE
from derive.core.sort import REAL
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.core.verdict import ProofTree, Trust
from derive.prove.continuity import JUMPING, is_continuous
from derive.prove.indefinite import derivative, pointwise, variable_of
from derive.prove.rule import Check, RejectedError, binder, discharged, follows, fresh_in, relation, require
from derive.prove.tables import Tables

FINITE: Final = frozenset(("sum", "product", "maximum", "minimum"))
MINUS_INFINITY: Final = negative(INFINITY)
MOST_TERMS: Final = 24


def newton_leibniz(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, B |- F'(t) = f(t)``: ``H |- integral_a^b f = F(b) - F(a)``, t fresh.

    B says that t lies between a and b, or between the smaller and the larger of them. H and B imply
    that f and F are defined and F smooth; f contains no function that jumps, and no limit.
    Arguments: t and F(t).
    """
    left, right = relation(node.conclusion.goal, "eq")
    integral = binder(left, "integral")
    variable, antiderivative = _arguments(node)
    lower, upper = integral.parameters
    require(not any(t.head == "infinity" for t in _applications(lower, upper)), "an improper integral")
    ends = (replace(antiderivative, {variable: upper}), replace(antiderivative, {variable: lower}))
    require(right is subtract(*ends), "not the difference of the values at the ends")
    between = range_of(variable, lower, upper, node.conclusion.hypotheses, tables)
    _check_derivative(node, tables, integral.open(variable), between)
    return "exact"


def improper(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, a < t, t < b |- F'(t) = f(t)``: ``H |- integral_a^b f = B - A``, t fresh.

    A and B are the limits of F at a from above and at b from below under H, or the sums of those of its
    terms; one of them may be infinite, and then so is the integral. a and b may be infinite; else H
    implies ``a < b``. H, ``a < t`` and ``t < b`` imply that f and F are defined and F smooth; f contains no
    function that jumps, and no limit. Arguments: t and F(t).
    """
    left, right = relation(node.conclusion.goal, "eq")
    integral = binder(left, "integral")
    variable, antiderivative = _arguments(node)
    lower, upper = integral.parameters
    hypotheses = node.conclusion.hypotheses
    require(is_ascending(lower, upper, hypotheses, tables), "the bounds may not ascend")
    require(right is value_between(antiderivative, variable, integral, hypotheses, tables), "another value")
    _check_derivative(node, tables, integral.open(variable), inside(variable, lower, upper))
    return "exact"


def _arguments(node: ProofTree) -> tuple[Symbol, Term]:
    require(len(node.arguments) == 2 and fresh_in(node, node.arguments[0], REAL), "a fresh variable")
    variable, antiderivative = node.arguments
    if not isinstance(variable, Symbol):
        raise RejectedError("no variable")
    return variable, antiderivative


def _check_derivative(node: ProofTree, tables: Tables, integrand: Term, between: tuple[Term, ...]) -> None:
    """That the derivative is the integrand, which is continuous, wherever ``between`` holds."""
    variable, antiderivative = _arguments(node)
    require(never_jumps(integrand), "the integrand may jump")
    needed = (
        *tables.definedness(integrand),
        *tables.definedness(antiderivative),
        *smoothness(antiderivative, variable),
    )
    discharged(node, tables, needed, *between)
    follows(node, 0, Apply("eq", derivative(antiderivative, variable), integrand), *between)


def never_jumps(integrand: Term) -> bool:
    """Whether a term has no part that jumps where it is defined, and no limit of functions."""
    return all(_is_finite(t) for t in subterms(integrand)) and not any(
        t.head in JUMPING for t in _applications(integrand)
    )


def _is_finite(term: Term) -> bool:
    """Whether a term is no limit process; unknown functions are smooth."""
    if not isinstance(term, Binder) or (term.kind == "derivative" and _is_unknown(term.body)):
        return True
    return term.kind in FINITE and not any(t.head == "infinity" for t in _applications(*term.parameters))


def _is_unknown(term: Term) -> bool:
    """Whether a term is an unknown function, or a derivative of one, at some place."""
    if isinstance(term, Binder):
        return term.kind == "derivative" and _is_unknown(term.body)
    return isinstance(term, Apply) and term.head == "apply" and isinstance(term.children[0], Symbol)


def is_ascending(lower: Term, upper: Term, hypotheses: tuple[Term, ...], tables: Tables) -> bool:
    """Whether the hypotheses imply that the lower bound is below the upper one."""
    if lower is MINUS_INFINITY or upper is INFINITY:
        return lower is not upper and upper is not MINUS_INFINITY and lower is not INFINITY
    return not {lower, upper} & INFINITE.keys() and tables.proves(hypotheses, Apply("lt", lower, upper))


def inside(variable: Symbol, lower: Term, upper: Term) -> tuple[Term, ...]:
    """That the variable lies between bounds that may be infinite, and is neither of them."""
    above = () if lower is MINUS_INFINITY else (Apply("lt", lower, variable),)
    return above if upper is INFINITY else (*above, Apply("lt", variable, upper))


def value_between(
    antiderivative: Term, variable: Symbol, integral: Binder, hypotheses: tuple[Term, ...], tables: Tables
) -> Term | None:
    """The difference of the limits at the ends, infinite where one of them is; None if it is not found."""
    found = []
    for end, direction in zip(integral.parameters, (ONE, Number(-1)), strict=True):
        found.append(_approached(antiderivative, variable, end, direction, hypotheses, tables))
    below, above = found
    if below is None or above is None:
        return None
    if below not in INFINITE and above not in INFINITE:
        return subtract(above, below)
    signs = {t for t in (above, _opposite(below)) if t in INFINITE}
    return signs.pop() if len(signs) == 1 else None


def _approached(
    term: Term, variable: Symbol, end: Term, direction: Term, hypotheses: tuple[Term, ...], tables: Tables
) -> Term | None:
    """The limit at an end from inside: the value there, of functions continuous wherever they are defined."""
    if end not in INFINITE and is_continuous(term, variable):
        defined = (replace(d, {variable: end}) for d in tables.definedness(term))
        if all(tables.proves(hypotheses, d) for d in defined):
            return replace(term, {variable: end})
    side = ZERO if end in INFINITE else direction

    def limit(part: Term) -> Term | None:
        return tables.limit(bind("limit", variable, part, end, side), hypotheses)

    return limit(term) or _limit_by_terms(term, limit)


def _limit_by_terms(term: Term, limit: Callable[[Term], Term | None]) -> Term | None:
    """The sum of the limits of the terms, if all are finite."""
    parts = multiplied_out(term)
    if not 1 < len(parts) <= MOST_TERMS:
        return None
    found = []
    for part in parts:
        value = limit(part)
        if value is None or value in INFINITE:
            return None
        found.append(value)
    return add(*found)


def multiplied_out(term: Term) -> list[Term]:
    """The terms of a sum, and of products of sums."""
    if not isinstance(term, Apply) or term.head not in {"add", "multiply"}:
        return [term]
    if term.head == "add":
        return [p for c in term.children for p in multiplied_out(c)]
    found: list[tuple[Term, ...]] = [()]
    for child in term.children:
        found = [(*f, p) for f in found for p in multiplied_out(child)]
        if len(found) > MOST_TERMS:
            return [term]
    return [multiply(*f) for f in found]


def _opposite(value: Term) -> Term:
    if value is MINUS_INFINITY:
        return INFINITY
    return MINUS_INFINITY if value is INFINITY else value


def range_of(
    variable: Symbol, lower: Term, upper: Term, hypotheses: tuple[Term, ...], tables: Tables
) -> tuple[Term, ...]:
    """That the variable lies between the bounds, in the order that the hypotheses imply, or in any."""
    for low, high in ((lower, upper), (upper, lower)):
        if tables.proves(hypotheses, Apply("le", low, high)):
            return Apply("le", low, variable), Apply("le", variable, high)
    low, high = Apply("min", lower, upper), Apply("max", lower, upper)
    return Apply("le", low, variable), Apply("le", variable, high)


def _applications(*terms: Term) -> list[Apply]:
    return [t for term in terms for t in subterms(term) if isinstance(t, Apply)]


def primitive(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- L'(x) = R'(x)``: ``H |- L = R``, sums with indefinite integrals, equal up to a constant.

    H leaves x an interval and implies that L and R are smooth.
    """
    goal = node.conclusion.goal
    variable = variable_of(goal)
    if variable is None:
        raise RejectedError("no equation between indefinite integrals")
    require(may_vary(variable, node.conclusion.hypotheses), "a fixed point")
    for side in goal.children:
        discharged(node, tables, smoothness(side, variable))
    follows(node, 0, pointwise(goal))
    return "exact"


OPEN: Final = frozenset(("lt", "gt", "ne"))
CLOSED: Final = frozenset(("le", "ge"))


def may_vary(variable: Symbol, hypotheses: tuple[Term, ...]) -> bool:
    """Whether the hypotheses leave the variable an interval: strict ones, and at most one plain bound."""
    about = [h for h in hypotheses if variable in h.symbols]
    others = [h for h in about if not (isinstance(h, Apply) and h.head in OPEN)]
    return not others or (
        len(others) == 1
        and isinstance(others[0], Apply)
        and others[0].head in CLOSED
        and variable in others[0].children
    )


RULES: Final[dict[str, Check]] = {
    "newton-leibniz": newton_leibniz,
    "improper": improper,
    "primitive": primitive,
}
