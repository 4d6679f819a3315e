"""Integrals: indefinite ones by their derivative, definite ones by an antiderivative."""

from typing import Final

from derive.algebra.differentiate import smoothness
from derive.core.sort import REAL
from derive.core.term import Apply, Binder, Symbol, Term, bind, replace, subterms, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, discharged, follows, fresh_in, relation, require
from derive.prove.tables import Tables

JUMPING: Final = frozenset(
    ("cases", "indicator", "delta", "sign", "floor", "ceil", "round", "heaviside", "mod")
)


def newton_leibniz(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, a <= t, t <= b |- F'(t) = f(t)``: ``H |- integral_a^b f = F(b) - F(a)``, t fresh.

    H implies ``a <= b``; with t between a and b it implies that f and F are defined and F smooth; f
    contains no function that jumps. Arguments: t and F(t).
    """
    left, right = relation(node.conclusion.goal, "eq")
    require(isinstance(left, Binder) and left.kind == "integral", "no integral")
    assert isinstance(left, Binder)  # noqa: S101  # just seen
    require(len(node.arguments) == 2 and fresh_in(node, node.arguments[0], REAL), "a fresh variable")
    variable, primitive = node.arguments
    assert isinstance(variable, Symbol)  # noqa: S101  # just seen
    lower, upper = left.parameters
    require(not any(t.head == "infinity" for t in _applications(lower, upper)), "an improper integral")
    ends = (replace(primitive, {variable: upper}), replace(primitive, {variable: lower}))
    require(right is subtract(*ends), "not the difference of the values at the ends")
    between = (Apply("le", lower, variable), Apply("le", variable, upper))
    integrand = left.open(variable)
    require(not any(t.head in JUMPING for t in _applications(integrand)), "the integrand may jump")
    discharged(node, tables, (Apply("le", lower, upper),))
    needed = (
        *tables.definedness(integrand),
        *tables.definedness(primitive),
        *smoothness(primitive, variable),
    )
    discharged(node, tables, needed, *between)
    follows(node, 0, Apply("eq", derivative(primitive, variable), integrand), *between)
    return "exact"


def derivative(term: Term, variable: Symbol) -> Term:
    """The derivative by the variable, at the variable."""
    return bind("derivative", variable, term, variable)


def _applications(*terms: Term) -> list[Apply]:
    return [t for term in terms for t in subterms(term) if isinstance(t, Apply)]


def primitive(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- F'(x) = f(x)``: ``H |- integral f(x) dx = F(x)``, up to a constant; x is a symbol."""
    left, right = relation(node.conclusion.goal, "eq")
    if not _is_indefinite(left):
        left, right = right, left
    require(_is_indefinite(left), "no indefinite integral")
    assert isinstance(left, Binder)  # noqa: S101  # just seen
    variable = left.parameters[0]
    require(
        isinstance(variable, Symbol) and variable not in left.body.symbols, "not an integral at a variable"
    )
    assert isinstance(variable, Symbol)  # noqa: S101  # just seen
    require(may_vary(variable, node.conclusion.hypotheses), "a fixed point")
    require(not any(_is_indefinite(t) for t in subterms(right)), "two indefinite integrals")
    discharged(node, tables, smoothness(right, variable))
    follows(node, 0, Apply("eq", derivative(right, variable), left.open(variable)))
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


def _is_indefinite(term: Term) -> bool:
    return isinstance(term, Binder) and term.kind == "antiderivative"


RULES: Final[dict[str, Check]] = {"newton-leibniz": newton_leibniz, "primitive": primitive}
