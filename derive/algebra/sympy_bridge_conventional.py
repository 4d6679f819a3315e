"""Functions that sheets write by their names and SymPy has no word for."""

from typing import Any

import sympy


class sigmoid(sympy.Function):  # type: ignore[misc]  # noqa: N801  # SymPy has no types; named as it is written
    """The logistic function ``1/(1 + exp(-x))``."""

    nargs = 1

    def fdiff(self, argindex: int = 1) -> Any:  # noqa: ARG002  # the interface of SymPy's functions
        """The derivative."""
        return self * (1 - self)

    def _eval_rewrite_as_exp(self, x: Any, **_: Any) -> Any:
        return 1 / (1 + sympy.exp(-x))

    def _eval_evalf(self, precision: int) -> Any:
        return self.rewrite(sympy.exp)._eval_evalf(precision)  # noqa: SLF001  # as SymPy's own functions do
