"""That something exists: a witness, a name for one, and the zeros of sine and cosine."""

from typing import Final

from derive.algebra.shapes import any_sort_of
from derive.core.sort import INTEGER, REAL
from derive.core.term import HALF, ONE, PI, TWO, ZERO, Apply, Term, add, multiply
from derive.core.verdict import ProofTree, Trust
from derive.prove.propositions import conjuncts
from derive.prove.rule import (
    Check,
    argument,
    binder,
    discharged,
    follows,
    fresh_in,
    known,
    real,
    require,
)
from derive.prove.tables import Tables


def example(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- p(t)``: ``H |- exists x: p(x)``, where H implies that t and p(t) are defined. Argument: t.

    The sort of t is that of x, which may be a function, or t is an integer and x a real number.
    """
    goal, term = binder(node.conclusion.goal, "exists"), argument(node)
    wanted, found = goal.variable.sort, any_sort_of(term)
    require(found == wanted or (wanted == REAL and found == INTEGER), "a term of another sort")
    require(not any(s.is_bound for s in term.symbols), "a loose variable")
    if wanted == REAL:
        real(term)
    statement = goal.open(term)
    discharged(node, tables, (*tables.definedness(term), *tables.sides_defined(statement)))
    follows(node, 0, statement)
    return "exact"


def chosen(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, p(k) |- G``, k fresh: ``H |- G``, where ``exists x: p(x)`` is in H.

    Arguments: that hypothesis and k.
    """
    require(len(node.arguments) == 2, "a hypothesis and a symbol")
    statement, symbol = binder(known(node, node.arguments[0]), "exists"), node.arguments[1]
    tables.effort.charge(statement.size)
    require(fresh_in(node, symbol, statement.variable.sort), "the symbol is not fresh")
    opened = statement.open(symbol)
    follows(node, 0, node.conclusion.goal, opened, *conjuncts(opened))
    return "exact"


def turns(node: ProofTree, tables: Tables) -> Trust:
    """From ``H, a = k pi |- G``, k a fresh integer: ``H |- G``, where ``sin a = 0``, the argument, is in H.

    Where ``cos a = 0``, ``a = (k + 1/2) pi``; where ``cos a = 1``, ``a = 2 k pi``. The a are real.
    Arguments: the equation and k.
    """
    require(len(node.arguments) == 2, "an equation and a symbol")
    equation, symbol = known(node, node.arguments[0]), node.arguments[1]
    require(fresh_in(node, symbol, INTEGER), "the symbol is not fresh")
    tables.effort.charge(equation.size)
    angle = multiple_of_pi(equation, symbol)
    require(angle is not None, "no zero of sine or cosine")
    if angle is not None:
        real(angle.children[0])
        follows(node, 0, node.conclusion.goal, angle)
    return "exact"


def multiple_of_pi(equation: Term, index: Term) -> Apply | None:
    """What an equation for a sine or cosine says of the angle; None for other equations."""
    if not (isinstance(equation, Apply) and equation.head == "eq"):
        return None
    for side, value in (equation.children, equation.children[::-1]):
        key = (side.head, value) if isinstance(side, Apply) else None
        if key in TURNS:
            factor, offset = TURNS[key]
            number = multiply(factor, index) if factor is not ONE else index
            total = add(number, offset) if offset is not ZERO else number
            return Apply("eq", side.children[0], multiply(total, PI))
    return None


TURNS: Final[dict[tuple[str, Term] | None, tuple[Term, Term]]] = {
    ("sin", ZERO): (ONE, ZERO),
    ("cos", ZERO): (ONE, HALF),
    ("cos", ONE): (TWO, ZERO),
}

RULES: Final[dict[str, Check]] = {"example": example, "chosen": chosen, "turns": turns}
