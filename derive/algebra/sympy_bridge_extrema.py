"""The largest and least value over an index, which SymPy has no word for."""

from typing import Any

from sympy.concrete.expr_with_limits import ExprWithLimits


class Largest(ExprWithLimits):  # type: ignore[misc]  # SymPy has no types
    """``Largest(x[j], (j, 1, K))``: the maximum over a symbolic range."""

    def doit(self, **_: Any) -> "Largest":
        """Itself; nothing is worked out."""
        return self


class Least(Largest):
    """``Least(x[j], (j, 1, K))``: the minimum over a symbolic range."""
