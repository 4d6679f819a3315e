"""Floor 6a: exercise sheets, as an author writes them.

An exercise is a SymPy problem written as a Python function: parameter defaults
declare the symbols, the docstring is the task, what it returns or yields is the claim.
"""

from derive.algebra.sympy_bridge_extrema import Largest, Least
from derive.sheet.declare import Find, Function, Index, Integer, Matrix, Positive, Real, Vector, dims
from derive.sheet.model import Part, SheetError
from derive.sheet.sheet import Sheet, part, prose
from derive.sheet.vectors import largest, least, lse, sigmoid, softmax

__all__ = [
    "Find",
    "Function",
    "Index",
    "Integer",
    "Largest",
    "Least",
    "Matrix",
    "Part",
    "Positive",
    "Real",
    "Sheet",
    "SheetError",
    "Vector",
    "dims",
    "largest",
    "least",
    "lse",
    "part",
    "prose",
    "sigmoid",
    "softmax",
]
