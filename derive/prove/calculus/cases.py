"""Case distinctions, and what piecewise terms are once a case is known."""

from typing import Final

from derive.algebra.shapes import agree, shape_of
from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, Term, negative, replace
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import conjuncts, negation
from derive.prove.rule import (
    Check,
    RejectedError,
    application,
    argument,
    decidable,
    discharged,
    follows,
    known,
    relation,
    require,
)
from derive.prove.tables import Tables


def split(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, c |- G`` and ``H, not c |- G``: ``H |- G``.

    c is a relation that H implies to be defined, of real numbers if it is one of order.
    """
    case = argument(node)
    decidable(case)
    discharged(node, tables, tables.sides_defined(case))
    follows(node, 0, node.conclusion.goal, case)
    follows(node, 1, node.conclusion.goal, negation(case))
    return "exact"


def values(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, a = v |- G`` for each v of a finite set S: ``H |- G``, where ``a in S`` is in H.

    Argument: that hypothesis.
    """
    element, elements = relation(known(node, argument(node)), "member")
    require(isinstance(elements, Apply) and elements.head == "finite_set", "no finite set")
    tables.effort.charge(len(elements.children))
    for position, value in enumerate(elements.children):
        follows(node, position, node.conclusion.goal, Apply("eq", element, value))
    return "exact"


def alternatives(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, p |- G``, ``H, q |- G`` ..: ``H |- G``, where ``p or q or ..``, the argument, is in H."""
    either = known(node, argument(node))
    require(isinstance(either, Apply) and either.head == "or", "no disjunction")
    tables.effort.charge(len(either.children))
    for position, part in enumerate(either.children):
        follows(node, position, node.conclusion.goal, part)
    return "exact"


def branch(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- G[b for a]``: ``H |- G``, a piecewise, b its value under conditions that H implies.

    Arguments: a and b. ``abs(x)`` is x where x >= 0 and -x where x <= 0; likewise sign, max, min,
    cases, indicator and delta.
    """
    require(len(node.arguments) == 2, "a piecewise term and its value")
    old, new = node.arguments
    require(not any(s.is_bound for t in node.arguments for s in t.symbols), "a loose variable")
    piecewise = application(old)
    require(piecewise.head in CONDITIONS, "not piecewise")
    require(agree(shape_of(old), shape_of(new)), "another shape")
    conditions = CONDITIONS[piecewise.head](piecewise, new)
    if conditions is None:
        raise RejectedError("not a value of this term")
    discharged(node, tables, conditions)
    tables.effort.charge(node.conclusion.goal.size)
    follows(node, 0, replace(node.conclusion.goal, {old: new}))
    return "exact"


Conditions = tuple[Term, ...] | None


def _absolute(old: Apply, new: Term) -> Conditions:
    (inside,) = old.children
    if new is inside:
        return (Apply("ge", inside, ZERO),)
    return (Apply("le", inside, ZERO),) if new is negative(inside) else None


def _sign(old: Apply, new: Term) -> Conditions:
    heads = {ONE: "gt", MINUS_ONE: "lt", ZERO: "eq"}
    return (Apply(heads[new], old.children[0], ZERO),) if new in heads else None


def _largest(old: Apply, new: Term) -> Conditions:
    return tuple(Apply("ge", new, c) for c in old.children if c is not new) if new in old.children else None


def _smallest(old: Apply, new: Term) -> Conditions:
    return tuple(Apply("le", new, c) for c in old.children if c is not new) if new in old.children else None


def _cases(old: Apply, new: Term) -> Conditions:
    """The conditions under which the branch ``new`` is taken: all before it fail, its own holds."""
    failed: list[Term] = []
    pairs = len(old.children) // 2
    for i in range(pairs):
        value, condition = old.children[2 * i : 2 * i + 2]
        if value is new:
            return (*failed, *conjuncts(condition))
        failed.append(negation(condition))
    otherwise = old.children[-1] if len(old.children) % 2 else None
    return tuple(failed) if otherwise is new else None


def _indicator(old: Apply, new: Term) -> Conditions:
    if new is ONE:
        return tuple(conjuncts(old.children[0]))
    return (negation(old.children[0]),) if new is ZERO else None


def _delta(old: Apply, new: Term) -> Conditions:
    heads = {ONE: "eq", ZERO: "ne"}
    return (Apply(heads[new], *old.children),) if new in heads and len(old.children) == 2 else None


CONDITIONS: Final = {
    "abs": _absolute,
    "sign": _sign,
    "max": _largest,
    "min": _smallest,
    "cases": _cases,
    "indicator": _indicator,
    "delta": _delta,
}

RULES: Final[dict[str, Check]] = {
    "split": split,
    "values": values,
    "alternatives": alternatives,
    "branch": branch,
}
