"""Whether an integer solves an equation that is linear in it, by its only solution."""

from collections.abc import Sequence
from typing import Any

from flint import arb, fmpq

from derive.algebra.balls_numbers import Indeterminate, Undefined
from derive.algebra.balls_program import Code, Compiler, Scope
from derive.algebra.balls_truth import Truth, some
from derive.core.term import ONE, ZERO, Apply, Symbol, Term, replace, subtract


def solved_by_integer(compiler: Compiler, variable: Symbol, body: Term) -> Code | None:
    """The code of "some integer satisfies" an equation, or one of several; None if they are not linear."""
    alternatives = body.children if isinstance(body, Apply) and body.head == "or" else (body,)
    if not all(_is_equation(a, variable) for a in alternatives):
        return None
    ends = [[_difference(a, variable, at) for at in (ZERO, ONE)] for a in alternatives]
    codes = [[compiler.value(t) for t in pair] for pair in ends]

    def run(scope: Scope) -> Truth:
        return some(_is_integer(scope, pair) for pair in codes)

    return run


def _is_integer(scope: Scope, pair: Sequence[Code]) -> Truth:
    """Whether the solution of ``a + b k = 0`` is an integer, by the values at 0 and 1."""
    try:
        at_zero, at_one = (code(scope) for code in pair)
    except (Undefined, Indeterminate):
        return None
    slope = at_one - at_zero
    certain = slope != 0
    return _told(-at_zero / slope) if certain else None


def _told(solution: Any) -> Truth:
    if isinstance(solution, fmpq):
        return bool(solution.q == 1)
    return False if isinstance(solution, arb) and not solution.contains_integer() else None


def _is_equation(statement: Term, variable: Symbol) -> bool:
    if not isinstance(statement, Apply) or statement.head != "eq" or variable not in statement.symbols:
        return False
    return all(_is_linear(side, variable) for side in statement.children)


def _is_linear(term: Term, variable: Symbol) -> bool:
    if term is variable or variable not in term.symbols:
        return True
    if not isinstance(term, Apply) or term.head not in ("add", "multiply"):
        return False
    inside = [c for c in term.children if variable in c.symbols]
    return (term.head == "add" or len(inside) == 1) and all(_is_linear(c, variable) for c in inside)


def _difference(statement: Term, variable: Symbol, value: Term) -> Term:
    return replace(subtract(*statement.children), {variable: value})
