"""Functions with the same derivative on an interval, and the same value at a point of it."""

from typing import Final

from derive.algebra.differentiate import smoothness
from derive.core.sort import REAL
from derive.core.term import Apply, Symbol, Term, replace
from derive.core.verdict import ProofTree, Trust
from derive.prove.indefinite import derivative
from derive.prove.propositions import head_of
from derive.prove.rule import Check, RejectedError, follows, relation, require
from derive.prove.tables import Tables

BOUNDS: Final = frozenset(("lt", "gt", "le", "ge"))


def constant(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- L'(x) = R'(x)`` and ``H' |- L(c) = R(c)``: ``H |- L(x) = R(x)``.

    H' are the hypotheses of H without x; the others bound x by terms without x or follow from these,
    so they leave it an interval, to which c belongs and on which L and R are defined and smooth.
    Arguments: x and c.
    """
    left, right = relation(node.conclusion.goal, "eq")
    require(len(node.arguments) == 2, "the variable and a point")
    variable, point = node.arguments
    if not (isinstance(variable, Symbol) and variable.sort == REAL and variable not in point.symbols):
        raise RejectedError("no real variable, or no point")
    kept, bounds = interval(variable, node.conclusion.hypotheses, tables)
    needed = (*tables.definedness(point), *(replace(h, {variable: point}) for h in bounds))
    require(all(tables.proves(kept, n) for n in needed), "the point is not in the interval")
    for side in (left, right):
        conditions = (*tables.definedness(side), *smoothness(side, variable))
        require(all(tables.proves((*kept, *bounds), c) for c in conditions), "not smooth on the interval")
    follows(node, 0, Apply("eq", derivative(left, variable), derivative(right, variable)))
    follows(node, 1, replace(node.conclusion.goal, {variable: point}))
    require(all(variable not in h.symbols for h in node.premises[1].conclusion.hypotheses), "x at the point")
    return "exact"


def interval(
    variable: Symbol, hypotheses: tuple[Term, ...], tables: Tables
) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The hypotheses without the variable, and its bounds, which imply all others.

    Raises:
        RejectedError: they do not.
    """
    kept = tuple(h for h in hypotheses if variable not in h.symbols)
    bounds = tuple(h for h in hypotheses if variable in h.symbols and is_bound_of(variable, h))
    others = (h for h in hypotheses if h not in kept and h not in bounds)
    require(all(tables.proves((*kept, *bounds), h) for h in others), "the hypotheses leave no interval")
    return kept, bounds


def is_bound_of(variable: Symbol, hypothesis: Term) -> bool:
    """Whether a hypothesis bounds the variable itself by a term without it."""
    if head_of(hypothesis) not in BOUNDS or variable not in hypothesis.children:
        return False
    return sum(variable in c.symbols for c in hypothesis.children) == 1


RULES: Final[dict[str, Check]] = {"constant": constant}
