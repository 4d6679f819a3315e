"""Values that a function takes, or comes near to, on an interval: what exists by limits and by continuity."""

from typing import Final

from derive.core.sort import INTEGER, REAL
from derive.core.term import INFINITY, ZERO, Apply, Symbol, Term, bind, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.calculus.constant import is_bound_of
from derive.prove.calculus.growth import MINUS_INFINITY, approached
from derive.prove.continuity import is_continuous
from derive.prove.propositions import conjuncts, head_of
from derive.prove.rule import Check, RejectedError, binder, discharged, follows, fresh_in, real, require
from derive.prove.tables import Tables

ORDERED: Final = frozenset(("lt", "le", "gt", "ge"))
ENDS: Final = (INFINITY, MINUS_INFINITY)


def near_limit(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- lim_(c+) d = L`` and ``H |- 0 < L``: ``H |- exists x: B(x) and a(x) R b(x)``.

    R is an order, d the larger side minus the smaller one, L possibly infinite. The premise is what
    comparison of growth gives. B are bounds of x, by a relation or by what it is different from, which
    H implies to hold right behind c. c may be minus infinity; with the limit from below, infinity, then
    also for an integer x. Arguments: a symbol for x, c and L.
    """
    goal = binder(node.conclusion.goal, "exists")
    require(len(node.arguments) == 3 and len(node.premises) == 2, "a symbol, a point and a value")
    variable, point, value = node.arguments
    bounds, difference = taken_apart(node, variable)
    require(goal.variable.sort == REAL or point in ENDS, "integers have no limit there")
    if not isinstance(variable, Symbol):
        raise RejectedError("no symbol")
    side = side_of(node, variable, point)
    require(node.premises[0].rule == "limit-value", "the limit may not exist")
    follows(node, 0, Apply("eq", approached(difference, variable, point, side), value))
    follows(node, 1, Apply("lt", ZERO, value))
    for bound in bounds:
        discharged(node, tables, beside(bound, variable, point, side))
    return "exact"


def side_of(node: ProofTree, variable: Symbol, point: Term) -> str:
    """From which side the premise comes to the point: ``lt`` from above."""
    goal = node.premises[0].conclusion.goal
    limit = binder(goal.children[0] if goal.children else goal, "limit")
    if point in ENDS:
        return "lt" if point is MINUS_INFINITY else "gt"
    require(variable not in point.symbols, "no fixed point")
    return "lt" if limit is approached(limit.open(variable), variable, point, "lt") else "gt"


def taken_apart(node: ProofTree, variable: Term) -> tuple[tuple[Term, ...], Term]:
    """The bounds of the variable in what is said to exist, and the difference that shall be positive."""
    goal = binder(node.conclusion.goal, "exists")
    sort = goal.variable.sort
    require(sort in (REAL, INTEGER) and fresh_in(node, variable, sort), "the symbol is not fresh")
    *bounds, last = conjuncts(goal.open(variable))
    require(head_of(last) in ORDERED, "no order")
    low, high = last.children if head_of(last) in {"lt", "le"} else last.children[::-1]
    real(low, high)
    return tuple(bounds), subtract(high, low)


def beside(bound: Term, variable: Symbol, point: Term, side: str) -> tuple[Term, ...]:
    """What makes a bound of the variable hold right behind a point.

    Raises:
        RejectedError: it is no bound, or nothing does.
    """
    if head_of(bound) == "ne" and sum(variable in c.symbols for c in bound.children) == 1:
        require(variable in bound.children, "no bound of the variable")
        return ()
    require(is_bound_of(variable, bound), "no bound of the variable")
    left, right = bound.children
    other = right if left is variable else left
    upper = (head_of(bound) in {"lt", "le"}) == (left is variable)
    if point in ENDS:
        require(upper == (point is MINUS_INFINITY), "the bound excludes infinity")
        return ()
    if upper:
        return (Apply("lt" if side == "lt" else "le", point, other),)
    return (Apply("le" if side == "lt" else "lt", other, point),)


def intermediate(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- exists x: B and f <= g`` and ``.. and f >= g``: ``H |- exists x: B and f = g``.

    B bounds the real x by terms without it, which leaves it an interval; H and B imply that f and g are
    defined, and these are continuous where they are. Argument: a symbol for x.
    """
    goal = binder(node.conclusion.goal, "exists")
    require(len(node.arguments) == 1 and goal.variable.sort == REAL, "a symbol for a real number")
    (variable,) = node.arguments
    if not isinstance(variable, Symbol) or not fresh_in(node, variable, REAL):
        raise RejectedError("the symbol is not fresh")
    *bounds, last = conjuncts(goal.open(variable))
    require(head_of(last) == "eq" and all(is_bound_of(variable, b) for b in bounds), "no interval")
    left, right = last.children
    real(left, right)
    require(is_continuous(left, variable) and is_continuous(right, variable), "the function may jump")
    discharged(node, tables, (*tables.definedness(left), *tables.definedness(right)), *bounds)
    tables.effort.charge(goal.size)
    for k, head in enumerate(("le", "ge")):
        said = Apply(head, left, right)
        follows(node, k, bind("exists", variable, Apply("and", *bounds, said) if bounds else said))
    return "exact"


RULES: Final[dict[str, Check]] = {"near-limit": near_limit, "intermediate": intermediate}
