"""Order and other relations: facts, signs of differences, monotone functions, balls."""

from typing import Final

from derive.algebra.balls import truth
from derive.core.term import ZERO, Apply, Number, Term, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import head_of
from derive.prove.rule import (
    Check,
    application,
    argument,
    discharged,
    follows,
    leaf,
    real,
    relation,
    require,
    scalar,
)
from derive.prove.tables import Tables
from derive.theory.function import function

HIGHEST_PRECISION: Final = 4096


def fact(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- p``, where p follows from H by signs, intervals and linear consequences."""
    leaf(node)
    require(tables.proves(node.conclusion.hypotheses, node.conclusion.goal), "no fact")
    return "exact"


def difference(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- b - a = d``: ``H |- a R b``, where H implies that d is defined and ``0 R d``; R of < <= !=.

    Argument: d.
    """
    left, right = relation(node.conclusion.goal, "lt", "le", "ne")
    gap = argument(node)
    follows(node, 0, Apply("eq", subtract(right, left), gap))
    discharged(node, tables, (*tables.definedness(gap), Apply(head_of(node.conclusion.goal), ZERO, gap)))
    return "exact"


def ball(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- p``, p closed and true by ball arithmetic. Argument: the precision."""
    leaf(node)
    require(not node.conclusion.goal.symbols, "a free symbol")
    precision = argument(node)
    bits = int(precision.value) if isinstance(precision, Number) else 0
    require(0 < bits <= HIGHEST_PRECISION, "a precision out of range")
    tables.effort.charge(node.conclusion.goal.size * (2 + bits // 64))
    require(truth(node.conclusion.goal, {}, bits) is True, "the balls do not show it")
    return "exact"


def monotone(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a R b``: ``H |- f(a) R f(b)``, f strictly increasing; R turned round, if decreasing."""
    left, right = relation(node.conclusion.goal, "lt", "le", "eq", "ne")
    direction, a, b = _same_function(left, right)
    real(a, b)
    tables.effort.charge(1)
    follows(node, 0, _directed(node.conclusion.goal, direction, a, b))
    return "exact"


def cancelled(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- f(a) R f(b)``, f strictly increasing: ``H |- a R b``.

    H implies that f(a) and f(b) are defined. R is turned round if f decreases. Argument: ``f(a)``.
    """
    left, right = relation(node.conclusion.goal, "lt", "le", "eq", "ne")
    applied = application(argument(node))
    other = Apply(applied.head, right)
    direction, a, _ = _same_function(applied, other)
    require(a is left, "another argument")
    real(left, right)
    discharged(node, tables, (*tables.definedness(applied), *tables.definedness(other)))
    goal = node.conclusion.goal
    follows(node, 0, _directed(goal, direction, applied, other))
    return "exact"


def _same_function(left: Term, right: Term) -> tuple[int, Term, Term]:
    """Direction of a strictly monotone function of one argument, and the two arguments."""
    head = application(left).head
    require(head == application(right).head, "no common function")
    require(len(left.children) == len(right.children) == 1, "several arguments")
    known = function(head)
    direction = known.monotone if known is not None else ()
    require(direction in {(1,), (-1,)}, "not monotone")
    return direction[0], left.children[0], right.children[0]


def _directed(goal: Term, direction: int, a: Term, b: Term) -> Apply:
    return Apply(head_of(goal), *((a, b) if direction > 0 else (b, a)))


def squared(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a^2 R b^2``: ``H |- a R b``, where H implies ``a >= 0`` and ``b >= 0``; R of = < <= !=.

    For < and <= it suffices that ``b >= 0``, since ``a <= |a|``.
    """
    left, right = relation(node.conclusion.goal, "lt", "le", "eq", "ne")
    real(left, right)
    smaller = (Apply("ge", left, ZERO),) if head_of(node.conclusion.goal) in {"eq", "ne"} else ()
    discharged(node, tables, (*smaller, Apply("ge", right, ZERO)))
    squares = (Apply("power", side, Number(2)) for side in (left, right))
    follows(node, 0, Apply(head_of(node.conclusion.goal), *squares))
    return "exact"


def antisymmetry(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a <= b`` and ``H |- b <= a``: ``H |- a = b``."""
    tables.effort.charge(1)
    left, right = relation(node.conclusion.goal, "eq")
    real(left, right)
    follows(node, 0, Apply("le", left, right))
    follows(node, 1, Apply("le", right, left))
    return "exact"


def scaled(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- c a R c b``: ``H |- a R b``, where H implies that c is defined and positive. Argument: c.

    c is a number. For = and != it suffices that it is not 0.
    """
    left, right = relation(node.conclusion.goal, "lt", "le", "eq", "ne")
    factor, head = argument(node), head_of(node.conclusion.goal)
    scalar(factor)
    discharged(node, tables, tables.definedness(factor))
    discharged(node, tables, (Apply("lt" if head in {"lt", "le"} else "ne", ZERO, factor),))
    follows(node, 0, Apply(head, Apply("multiply", factor, left), Apply("multiply", factor, right)))
    return "exact"


RULES: Final[dict[str, Check]] = {
    "fact": fact,
    "difference": difference,
    "ball": ball,
    "monotone": monotone,
    "cancelled": cancelled,
    "squared": squared,
    "scaled": scaled,
    "antisymmetry": antisymmetry,
}
