"""Integrals: indefinite ones by their derivative, definite ones by an antiderivative."""

from typing import Final

from derive.algebra.differentiate import smoothness
from derive.core.sort import REAL
from derive.core.term import Apply, Binder, Symbol, Term, replace, subterms, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.indefinite import derivative, pointwise, variable_of
from derive.prove.rule import Check, RejectedError, binder, discharged, follows, fresh_in, relation, require
from derive.prove.tables import Tables

JUMPING: Final = frozenset(
    ("cases", "indicator", "delta", "sign", "floor", "ceil", "round", "heaviside", "mod")
)


FINITE: Final = frozenset(("sum", "product", "maximum", "minimum"))


def newton_leibniz(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, B |- F'(t) = f(t)``: ``H |- integral_a^b f = F(b) - F(a)``, t fresh.

    B says that t lies between a and b, or nothing where H does not imply which is the smaller one.
    H and B imply that f and F are defined and F smooth; f contains no function that jumps, and no limit.
    Arguments: t and F(t).
    """
    left, right = relation(node.conclusion.goal, "eq")
    integral = binder(left, "integral")
    require(len(node.arguments) == 2 and fresh_in(node, node.arguments[0], REAL), "a fresh variable")
    variable, antiderivative = node.arguments
    if not isinstance(variable, Symbol):
        raise RejectedError("no variable")
    lower, upper = integral.parameters
    require(not any(t.head == "infinity" for t in _applications(lower, upper)), "an improper integral")
    ends = (replace(antiderivative, {variable: upper}), replace(antiderivative, {variable: lower}))
    require(right is subtract(*ends), "not the difference of the values at the ends")
    between = range_of(variable, lower, upper, node.conclusion.hypotheses, tables)
    integrand = integral.open(variable)
    require(not any(t.head in JUMPING for t in _applications(integrand)), "the integrand may jump")
    require(all(_is_finite(t) for t in subterms(integrand)), "a limit of functions may jump")
    needed = (
        *tables.definedness(integrand),
        *tables.definedness(antiderivative),
        *smoothness(antiderivative, variable),
    )
    discharged(node, tables, needed, *between)
    follows(node, 0, Apply("eq", derivative(antiderivative, variable), integrand), *between)
    return "exact"


def _is_finite(term: Term) -> bool:
    """Whether a term is no limit process."""
    if not isinstance(term, Binder):
        return True
    return term.kind in FINITE and not any(t.head == "infinity" for t in _applications(*term.parameters))


def range_of(
    variable: Symbol, lower: Term, upper: Term, hypotheses: tuple[Term, ...], tables: Tables
) -> tuple[Term, ...]:
    """That the variable lies between the bounds, if the hypotheses imply their order; else nothing."""
    for low, high in ((lower, upper), (upper, lower)):
        if tables.proves(hypotheses, Apply("le", low, high)):
            return Apply("le", low, variable), Apply("le", variable, high)
    return ()


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


RULES: Final[dict[str, Check]] = {"newton-leibniz": newton_leibniz, "primitive": primitive}
