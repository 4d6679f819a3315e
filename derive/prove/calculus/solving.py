"""Known equations solved by factors, goals by contradiction, odd powers, integers."""

from typing import Final

from derive.core.claim import NEGATION
from derive.core.sort import INTEGER
from derive.core.term import ONE, TWO, ZERO, Apply, Number, Term, add, multiply, power, subtract
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import conjuncts, head_of, negation
from derive.prove.rule import (
    Check,
    argument,
    bounded,
    decidable,
    discharged,
    follows,
    known,
    real,
    relation,
    require,
    scalar,
)
from derive.prove.tables import Tables


def factored(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a - b = c (u - v) ..`` and ``H, u = v |- G`` for each factor: ``H |- G``, ``a = b`` in H.

    c and the factors are numbers; H implies that they are defined and c is not 0.
    Arguments: ``a = b``, c, and ``u = v``, ..
    """
    require(len(node.arguments) > 2, "an equation, a constant and factors")
    equation, constant, *factors = node.arguments
    left, right = relation(known(node, equation), "eq")
    bounded(node, tables, left, right)
    tables.effort.charge(len(factors))
    gaps = []
    for factor in factors:
        u, v = relation(factor, "eq")
        gaps.append(subtract(u, v))
        discharged(node, tables, (*tables.definedness(u), *tables.definedness(v)))
    discharged(node, tables, (*tables.definedness(constant), Apply("ne", constant, ZERO)))
    scalar(constant, *gaps)
    follows(node, 0, Apply("eq", subtract(left, right), multiply(constant, *gaps)))
    for position, factor in enumerate(dict.fromkeys(factors), 1):
        follows(node, position, node.conclusion.goal, factor)
    return "exact"


def contradiction(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, not G |- not h``: ``H |- G``, where h, the argument, is in H.

    G is made of relations by "and" and "or", and H implies that they are defined.
    """
    hypothesis, goal = known(node, argument(node)), node.conclusion.goal
    relation(hypothesis, *NEGATION)
    for part in atoms(goal):
        decidable(part)
        discharged(node, tables, tables.sides_defined(part))
    discharged(node, tables, tables.sides_defined(hypothesis))
    follows(node, 0, negation(hypothesis), *conjuncts(negation(goal)))
    return "exact"


def atoms(goal: Term) -> list[Term]:
    """The parts of a goal made by "and" and "or"."""
    if isinstance(goal, Apply) and goal.head in {"and", "or"}:
        return [a for part in goal.children for a in atoms(part)]
    return [goal]


def odd_power(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a R b``: ``H |- a^n R b^n``, n an odd positive number; R of = < <= !=."""
    left, right = relation(node.conclusion.goal, "lt", "le", "eq", "ne")
    tables.effort.charge(1)
    a, n = relation(left, "power")
    b, again = relation(right, "power")
    require(n is again and is_odd(n), "no odd power")
    real(a, b)
    follows(node, 0, Apply(head_of(node.conclusion.goal), a, b))
    return "exact"


def odd_root(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a^n R b^n``, n an odd positive number: ``H |- a R b``; R of = < <= !=. Argument: n."""
    left, right = relation(node.conclusion.goal, "lt", "le", "eq", "ne")
    tables.effort.charge(1)
    exponent = argument(node)
    require(is_odd(exponent), "no odd power")
    real(left, right)
    follows(node, 0, Apply(head_of(node.conclusion.goal), power(left, exponent), power(right, exponent)))
    return "exact"


def is_odd(exponent: Term) -> bool:
    """Whether the term is an odd positive number."""
    if not isinstance(exponent, Number) or exponent.value.denominator != 1:
        return False
    return exponent.value > 0 and exponent.value.numerator % 2 == 1


def integer_step(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a < b + 1``: ``H |- a <= b``, where a and b are integers."""
    left, right = relation(node.conclusion.goal, "le")
    require(tables.sort(left) == INTEGER and tables.sort(right) == INTEGER, "no integers")
    whole = tables.facts(node.conclusion.hypotheses).range
    require(whole(left).whole and whole(right).whole, "no integers")
    follows(node, 0, Apply("lt", left, add(right, ONE)))
    return "exact"


def null_square(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- (a - b)^2 <= k (u - v)``: ``H |- a = b``, where ``u = v`` is in H and H implies k defined.

    Arguments: ``u = v`` and k.
    """
    left, right = relation(node.conclusion.goal, "eq")
    require(len(node.arguments) == 2, "an equation and a factor")
    equation, factor = node.arguments
    u, v = relation(known(node, equation), "eq")
    real(left, right)
    bounded(node, tables, u, v)
    discharged(node, tables, tables.definedness(factor))
    follows(node, 0, Apply("le", power(subtract(left, right), TWO), multiply(factor, subtract(u, v))))
    return "exact"


RULES: Final[dict[str, Check]] = {
    "factored": factored,
    "contradiction": contradiction,
    "odd-power": odd_power,
    "odd-root": odd_root,
    "integer-step": integer_step,
    "null-square": null_square,
}
