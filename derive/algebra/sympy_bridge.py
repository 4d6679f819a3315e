"""The border with SymPy, both ways; nothing is evaluated on it.

Symbols go over as ``v0``, ``v1``, ... whatever they are called here, so no text of a
document reaches SymPy. The :class:`Table` says which is which. What SymPy has no
word for is unfolded first, or refused with a :class:`BridgeError`. Import this
module only where SymPy is needed: loading SymPy costs a quarter of a second.
"""

from typing import Any

import sympy
from sympy.integrals.manualintegrate import manualintegrate

from derive.algebra.components import scalarize
from derive.algebra.sympy_bridge_from import Reader
from derive.algebra.sympy_bridge_table import BridgeError, Table
from derive.algebra.sympy_bridge_to import Writer
from derive.core.term import Symbol, Term

__all__ = ["BridgeError", "Table", "antiderivative", "from_sympy", "to_sympy"]


def to_sympy(term: Term, table: Table | None = None) -> tuple[Any, Table]:
    """A scalar term as an unevaluated SymPy expression, with the table of its symbols.

    Raises:
        BridgeError: SymPy has nothing for a part of it.
    """
    table = table or Table()
    try:
        return Writer(table).of(scalarize(term)), table
    except TypeError as error:
        # Relations that SymPy works out in spite of everything: zoo < 1.
        raise BridgeError(str(error)) from error


def from_sympy(expression: Any, table: Table) -> Term:
    """The term of a SymPy expression, exactly as it stands.

    Raises:
        BridgeError: a part of it has no meaning here, or a symbol is not in the table.
    """
    return Reader(table).of(expression)


def antiderivative(term: Term, variable: Symbol) -> Term | None:
    """What SymPy suggests as an antiderivative, or None; it may be wrong, and has to be proved."""
    try:
        expression, table = to_sympy(term)
        by = table.object_of(variable)
        found = _integrated(expression.doit(), by)
        return None if found.has(sympy.Integral) else from_sympy(found, table)
    except (BridgeError, NotImplementedError, ValueError, TypeError, ZeroDivisionError):
        return None


def _integrated(expression: Any, by: Any) -> Any:
    """By the rules of the schoolbook first, whose work is bounded; heuristics are left out."""
    found = manualintegrate(expression, by)
    if not found.has(sympy.Integral):
        return found
    return sympy.integrate(expression, by, heurisch=False, meijerg=False)
