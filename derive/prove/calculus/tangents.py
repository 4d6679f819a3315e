"""Convex functions lie above their tangents."""

from typing import Final

from derive.core.term import ZERO, Apply, Symbol, Term, add, multiply, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import Check, RejectedError, discharged, follows, real, relation, require
from derive.prove.tables import Tables
from derive.theory.tangents import TANGENTS

ARGUMENTS: Final = 5


def tangents(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- d - c = g + k (v - u) + ..`` and ``H |- 0 R g``: ``H |- c R d``.

    Each ``u <= v`` is ``e^m (1 + x - m) <= e^x``, or ``2 m x - m^2 <= x^2``; or, for x, m > 0,
    ``log x <= log m + x/m - 1``, or ``x^r`` is at least (for r >= 1 or r <= 0) or at most (for
    0 <= r <= 1) ``m^r + r m^(r-1) (x - m)``. H implies ``k >= 0`` and that k, x, m and r are defined.
    Arguments: g, and for each tangent a symbol named like it, then x, m, r and k.
    """
    left, right = relation(node.conclusion.goal, "lt", "le")
    real(left, right)
    require(len(node.arguments) % ARGUMENTS == 1 and len(node.premises) == 2, "a rest and tangents")
    rest, *others = node.arguments
    parts: list[Term] = [rest]
    for k in range(0, len(others), ARGUMENTS):
        name, *numbers, factor = others[k : k + ARGUMENTS]
        rule = TANGENTS.get(name.name) if isinstance(name, Symbol) else None
        if rule is None:
            raise RejectedError("no such tangent")
        real(*numbers, factor)
        found = rule(numbers[0], numbers[1], numbers[2])
        defined = [d for t in (*numbers, factor) for d in tables.definedness(t)]
        discharged(node, tables, (*defined, Apply("le", ZERO, factor), *found.conditions))
        parts.append(multiply(factor, subtract(found.large, found.small)))
    tables.effort.charge(sum(p.size for p in parts))
    discharged(node, tables, tables.definedness(rest))
    follows(node, 0, Apply("eq", subtract(right, left), add(*parts)))
    follows(node, 1, Apply(head_of(node.conclusion.goal), ZERO, rest))
    return "exact"


RULES: Final[dict[str, Check]] = {"tangents": tangents}
