"""Statements about every entry of an array, used for all its entries in the goal at once."""

from typing import Final

from derive.core.sort import INTEGER, Sort
from derive.core.term import ONE, Apply, Binder, Component, Symbol, Term, fresh, rewrite
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import conjuncts, head_of
from derive.prove.rule import (
    Check,
    RejectedError,
    argument,
    binder,
    discharged,
    follows,
    known,
    still_defined,
)
from derive.prove.tables import Tables


def everywhere(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- G[r for each v_t]``: ``H |- G``, where ``forall i: p implies v_i = r`` is in H.

    v is a vector symbol and r has no i. H implies what p says besides that i is in the range of v: an
    entry that is defined has an index in this range. Argument: the hypothesis.
    """
    general = binder(known(node, argument(node)), "forall")
    vector, value, conditions = entries_of(general)
    tables.effort.charge(node.conclusion.goal.size)
    discharged(node, tables, conditions)
    goal = replaced(node.conclusion.goal, vector, value)
    still_defined(node, tables, goal, lambda t: replaced(t, vector, value))
    follows(node, 0, goal)
    return "exact"


def entries_of(general: Binder) -> tuple[Symbol, Term, tuple[Term, ...]]:
    """The vector, the value of its entries, and what has to hold besides.

    Raises:
        RejectedError: it is no statement about all entries of a vector.
    """
    if general.variable.sort != INTEGER:
        raise RejectedError("no index")
    index = fresh("i", INTEGER, general)
    body = general.open(index)
    premise, equation = body.children if head_of(body) == "implies" else (Apply("and"), body)
    if head_of(equation) != "eq":
        raise RejectedError("no equation")
    for entry, value in (equation.children, equation.children[::-1]):
        if _is_entry(entry, index) and index not in value.symbols:
            base = entry.children[0]
            conditions = tuple(p for p in conjuncts(premise) if p not in _range_of(base, index))
            if isinstance(base, Symbol) and all(index not in p.symbols for p in conditions):
                return base, value, conditions
    raise RejectedError("not about entries")


def _is_entry(term: Term, index: Symbol) -> bool:
    return isinstance(term, Component) and isinstance(term.base, Symbol) and term.indices == (index,)


def _range_of(base: Term, index: Symbol) -> tuple[Term, ...]:
    sort = base.sort if isinstance(base, Symbol) else None
    if not isinstance(sort, Sort) or len(sort.shape) != 1:
        return ()
    return Apply("le", ONE, index), Apply("le", index, sort.shape[0])


def replaced(goal: Term, vector: Symbol, value: Term) -> Term:
    """The goal with the value in the place of every entry of the vector."""
    return rewrite(goal, lambda t: value if _is_entry_of(t, vector) else None)


def _is_entry_of(term: Term, vector: Symbol) -> bool:
    return isinstance(term, Component) and term.base is vector and len(term.indices) == 1


RULES: Final[dict[str, Check]] = {"everywhere": everywhere}
