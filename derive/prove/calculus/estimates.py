"""Estimates of sums term by term, and inequalities moved from one form to another."""

from typing import Final

from derive.core.sort import INTEGER, REAL
from derive.core.term import ZERO, Apply, Binder, Symbol, Term, bind, replace, subterms, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.calculus.extremes import finite, within_range
from derive.prove.propositions import head_of
from derive.prove.rule import (
    Check,
    RejectedError,
    depends,
    discharged,
    follows,
    fresh_in,
    known,
    real,
    relation,
    require,
)
from derive.prove.tables import Tables

STRICT: Final = "lt"


def moved(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- d - c = k (b - a)`` and ``H |- a R b``: ``H |- c R d``, R one of < <= !=.

    H implies that k, a and b are defined and k is positive (for != not 0). Argument: k.
    """
    left, right = relation(node.conclusion.goal, "lt", "le", "ne")
    real(left, right)
    head = head_of(node.conclusion.goal)
    require(len(node.arguments) == 1 and len(node.premises) == 2, "a factor and two premises")
    (factor,) = node.arguments
    a, b = relation(node.premises[1].conclusion.goal, head)
    defined = (*tables.definedness(factor), *tables.definedness(a), *tables.definedness(b))
    discharged(node, tables, (*defined, Apply("ne" if head == "ne" else "lt", ZERO, factor)))
    follows(node, 0, Apply("eq", subtract(right, left), Apply("multiply", factor, subtract(b, a))))
    follows(node, 1, Apply(head, a, b))
    return "exact"


def weakened(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- d - c = (b - a) + k (v - u)`` and ``H |- a R b``: ``H |- c R d``.

    H has ``u <= v`` or ``u < v``, and implies that k, a and b are defined and k is not negative.
    Arguments: the hypothesis and k.
    """
    left, right = relation(node.conclusion.goal, "lt", "le")
    real(left, right)
    head = head_of(node.conclusion.goal)
    require(len(node.arguments) == 2 and len(node.premises) == 2, "a hypothesis, a factor and two premises")
    hypothesis, factor = node.arguments
    known_sides = relation(known(node, hypothesis), "lt", "le", "gt", "ge")
    u, v = known_sides if head_of(hypothesis) in {"lt", "le"} else known_sides[::-1]
    a, b = relation(node.premises[1].conclusion.goal, head)
    defined = (*tables.definedness(factor), *tables.definedness(a), *tables.definedness(b))
    discharged(node, tables, (*defined, Apply("le", ZERO, factor)))
    total = Apply("add", subtract(b, a), Apply("multiply", factor, subtract(v, u)))
    follows(node, 0, Apply("eq", subtract(right, left), total))
    follows(node, 1, Apply(head, a, b))
    return "exact"


def relaxed(node: ProofTree, tables: Tables) -> Trust:
    """From ``H[x for n] |- G[x for n]``: ``H |- G``, n an integer symbol and x a fresh real one.

    H[x for n] implies that the sides of G[x for n] are defined, and n is in no binder. Arguments: n and x.
    """
    require(len(node.arguments) == 2 and len(node.premises) == 1, "two symbols and a premise")
    whole, real = node.arguments
    require(isinstance(whole, Symbol) and whole.sort == INTEGER and not whole.is_bound, "no integer symbol")
    require(fresh_in(node, real, REAL), "the symbol is not fresh")
    premise = node.premises[0].conclusion
    goal = replace(node.conclusion.goal, {whole: real})
    require(premise.goal is goal and is_plain(node.conclusion.goal, whole), "another premise")
    moved_hypotheses = {replace(h, {whole: real}) for h in node.conclusion.hypotheses if is_plain(h, whole)}
    require(all(h in moved_hypotheses for h in premise.hypotheses), "a premise assumes more")
    tables.effort.charge(goal.size)
    for condition in tables.sides_defined(goal):
        require(tables.proves(premise.hypotheses, condition), "a side may be undefined")
    return "exact"


def is_plain(term: Term, symbol: Term) -> bool:
    """Whether a symbol occurs only in arithmetic and functions of one number, not as an index or bound."""
    return all(
        t is symbol or (isinstance(t, Apply) and (t.head in PLAIN or len(t.children) == 1))
        for t in subterms(term)
        if symbol in t.symbols
    ) and not depends(replace(term, {symbol: ZERO}), symbol)


PLAIN: Final = frozenset(
    ("add", "multiply", "power", "lt", "le", "gt", "ge", "ne", "eq", "and", "max", "min")
)


def dominated(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, l <= k, k <= u |- f(k) R g(k)`` and ``H |- sum_l^u g S c``: ``H |- sum_l^u f T c``.

    k is fresh; H, with k in the range, implies that g(k) is defined. T is strict only if S is, or R is
    and H implies ``l <= u``. Likewise ``c T sum f`` from ``g(k) R f(k)`` and ``c S sum g``.
    Arguments: k and g(k).
    """
    left, right = relation(node.conclusion.goal, "lt", "le")
    real(left, right)
    require(len(node.arguments) == 2 and len(node.premises) == 2, "an index, a bound and two premises")
    index, bound = node.arguments
    first, second = (p.conclusion.goal for p in node.premises)
    if not (isinstance(index, Symbol) and fresh_in(node, index, INTEGER)):
        raise RejectedError("the index is not fresh")
    require(head_of(first) in {"lt", "le"} and head_of(second) in {"lt", "le"}, "no order")
    upward = first.children[1] is bound and head_of(left) == "sum"
    total = finite(left if upward else right, "sum")
    ranges = within_range(total, index)
    tables.effort.charge(total.size + bound.size)
    discharged(node, tables, tables.definedness(bound), *ranges)
    term, other = total.open(index), summed(total, index, bound)
    if upward:
        follows(node, 0, Apply(head_of(first), term, bound), *ranges)
        follows(node, 1, Apply(head_of(second), other, right))
    else:
        follows(node, 0, Apply(head_of(first), bound, term), *ranges)
        follows(node, 1, Apply(head_of(second), left, other))
    if head_of(node.conclusion.goal) == STRICT and head_of(second) != STRICT:
        require(head_of(first) == STRICT, "no strict premise")
        discharged(node, tables, (Apply("le", *total.parameters[:2]),))
    return "exact"


def summed(total: Binder, index: Symbol, term: Term) -> Binder:
    """The sum of other terms over the same range."""
    return bind("sum", index, term, *total.parameters)


def one_term(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, l <= k, k <= u |- 0 R f(k)`` and ``H |- a S f(m)``: ``H |- a T sum_l^u f``.

    k is fresh; H implies that m and f(m) are defined and ``l <= m <= u``. T is strict only if S is, or R
    is and H implies ``l < u``. Arguments: k and m.
    """
    left, right = relation(node.conclusion.goal, "lt", "le")
    real(left, right)
    require(len(node.arguments) == 2 and len(node.premises) == 2, "two indices and two premises")
    index, place = node.arguments
    total = finite(right, "sum")
    require(fresh_in(node, index, INTEGER) and tables.sort(place) == INTEGER, "no indices")
    first, second = (head_of(p.conclusion.goal) for p in node.premises)
    require(first in {"lt", "le"} and second in {"lt", "le"}, "no order")
    value = total.open(place)
    discharged(node, tables, (*tables.definedness(place), *tables.definedness(value)))
    discharged(node, tables, within_range(total, place))
    follows(node, 0, Apply(first, ZERO, total.open(index)), *within_range(total, index))
    follows(node, 1, Apply(second, left, value))
    if head_of(node.conclusion.goal) == STRICT and second != STRICT:
        require(first == STRICT, "no strict premise")
        discharged(node, tables, (Apply("lt", *total.parameters[:2]),))
    return "exact"


RULES: Final[dict[str, Check]] = {
    "moved": moved,
    "weakened": weakened,
    "relaxed": relaxed,
    "dominated": dominated,
    "one-term": one_term,
}
