"""Floor 6a: exercise sheets, as an author writes them.

An exercise is a SymPy problem written as a Python function: parameter defaults
declare the symbols, the docstring is the task, what it returns or yields is the claim.
"""

from derive.algebra.sympy_bridge_extrema import Largest, Least
from derive.sheet.declare import (
    Between,
    Descending,
    Draw,
    Find,
    Function,
    Index,
    Integer,
    Matrix,
    NonNegative,
    Positive,
    Real,
    Vector,
    dims,
)
from derive.sheet.kinds import Range, any_of, compute, corner, different, given, part, plot, prose
from derive.sheet.model import Part, SheetError
from derive.sheet.sheet import Sheet
from derive.sheet.vectors import largest, least, lse, sigmoid, softmax, total, vector

__all__ = [
    "Between",
    "Descending",
    "Draw",
    "Find",
    "Function",
    "Index",
    "Integer",
    "Largest",
    "Least",
    "Matrix",
    "NonNegative",
    "Part",
    "Positive",
    "Range",
    "Real",
    "Sheet",
    "SheetError",
    "Vector",
    "any_of",
    "compute",
    "corner",
    "different",
    "dims",
    "given",
    "largest",
    "least",
    "lse",
    "part",
    "plot",
    "prose",
    "sigmoid",
    "softmax",
    "total",
    "vector",
]
