"""Induction on an integer."""

from typing import Final

from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Symbol, Term, add, replace
from derive.core.verdict import ProofTree, Trust
from derive.prove.rule import Check, RejectedError, depends, discharged, follows, require
from derive.prove.tables import Tables


def induction(node: ProofTree, tables: Tables) -> Trust:
    """From ``H' |- G(m)`` and ``H', n >= m, G(n) |- G(n + 1)``: ``H |- G(n)``.

    n is an integer symbol, H implies ``n >= m``, H' are the hypotheses of H without n, also in dimensions,
    n is not in m, and H' with ``n >= m`` imply that the sides of G(n) are defined. Arguments: n and m.
    """
    require(len(node.arguments) == 2, "the variable and the base")
    variable, base = node.arguments
    if not (isinstance(variable, Symbol) and variable.sort == INTEGER):
        raise RejectedError("no integer variable")
    require(variable not in base.symbols and tables.sort(base) == INTEGER, "the base is no constant integer")
    goal = node.conclusion.goal
    require(not _in_sorts(variable, goal), "a dimension depends on the variable")
    above = Apply("le", base, variable)
    discharged(node, tables, (*tables.definedness(base), above))
    kept = tuple(h for h in node.conclusion.hypotheses if not depends(h, variable))
    require(
        all(tables.proves((*kept, above), d) for d in tables.sides_defined(goal)),
        "the statement may be undefined",
    )
    following = replace(goal, {variable: add(variable, ONE)})
    allowed = {above, goal}
    follows(node, 0, replace(goal, {variable: base}))
    follows(node, 1, following, *allowed)
    require(_without(variable, node.premises[0], set()), "the base assumes something about the variable")
    require(_without(variable, node.premises[1], allowed), "the step assumes something about the variable")
    return "exact"


def _without(variable: Symbol, premise: ProofTree, allowed: set[Term]) -> bool:
    return all(h in allowed or not depends(h, variable) for h in premise.conclusion.hypotheses)


def _in_sorts(variable: Symbol, term: Term) -> bool:
    """Whether the variable is among the dimensions of something in the term."""
    return depends(term if variable not in term.symbols else replace(term, {variable: ONE}), variable)


RULES: Final[dict[str, Check]] = {"induction": induction}
