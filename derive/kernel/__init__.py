"""Floor 6c: verified formulas to array functions. It can be called: ``derive.kernel(formula, arguments)``."""

import sys
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

from derive.core.term import Symbol, Term
from derive.elaborate.statement import claim_of
from derive.kernel.accuracy import Accuracy, measure
from derive.kernel.build import Kernel, build
from derive.kernel.lower import LoweringError
from derive.kernel.measured import accuracy_of

__all__ = ["Accuracy", "Kernel", "LoweringError", "accuracy", "accuracy_of", "kernel"]


def kernel(
    formula: str | Sequence[str], arguments: Sequence[str], given: Sequence[str] = (), **options: Any
) -> Kernel:
    r"""A NumPy function for a formula in LaTeX: ``kernel(r"\\log(1 + e^x)", ["x"])``.

    ``given`` declares the arguments, as in ``r"s \\in \\mathbb{R}^K"``; what is not declared is a real
    number. Leading axes of the arrays are batch axes. Several formulas give a tuple, and what they
    share is computed once. ``backend="c"`` compiles C where there is a compiler; "jax" and "torch" use
    those libraries. ``product="jvp"`` or ``"vjp"`` multiplies the derivative by the argument ``by`` with a
    vector, the last argument, without computing the Jacobian.

    Raises:
        LoweringError: the formula has a part without counterpart among array instructions.
    """
    formulas = (formula,) if isinstance(formula, str) else tuple(formula)
    terms, symbols, hypotheses = _elaborated(formulas, arguments, given)
    if isinstance(options.get("by"), str):
        options["by"] = _argument(options["by"], arguments, symbols)
    return build(terms, symbols, hypotheses, describe="; ".join(formulas), **options)


def _argument(name: str, arguments: Sequence[str], symbols: Sequence[Symbol]) -> Symbol:
    if name not in arguments:
        message = f"{name} is none of the arguments {', '.join(arguments)}"
        raise LoweringError(message)
    return symbols[list(arguments).index(name)]


def accuracy(
    function: Callable[..., Any], formula: str, arguments: Sequence[str] = ("x",), dtype: Any = float
) -> Accuracy:
    r"""The error of anybody's function in ulp: ``accuracy(scipy.special.expit, r"1/(1+e^{-x})")``.

    ``dtype`` is float64 or float32; ``plot()`` of the result is a picture of the error against the input.
    """
    (term,), symbols, _ = _elaborated((formula,), arguments, ())
    return measure(function, term, symbols, dtype=dtype)


def _elaborated(
    formulas: Sequence[str], arguments: Sequence[str], given: Sequence[str]
) -> tuple[tuple[Term, ...], tuple[Symbol, ...], tuple[Term, ...]]:
    """The terms, their symbols in the order of the arguments, and what is assumed of them."""
    claims = [claim_of(f"{f} = {f}", given) for f in formulas]
    known = {n: s for c in claims for s in c.context.symbols for n in (s.name.removeprefix("\\"), s.name)}
    unknown = [a for a in arguments if a not in known]
    if unknown:
        message = f"{unknown[0]} does not occur in {', '.join(formulas)}"
        raise LoweringError(message)
    hypotheses = tuple(dict.fromkeys(p for c in claims for p in c.context.propositions))
    return tuple(c.left for c in claims), tuple(known[a] for a in arguments), hypotheses


class CallablePackage(ModuleType):
    """A package that is also a function of the programming interface."""

    def __call__(
        self, formula: str | Sequence[str], arguments: Sequence[str], *more: Any, **options: Any
    ) -> Kernel:
        """An array function for a formula; see :func:`kernel`."""
        return kernel(formula, arguments, *more, **options)


sys.modules[__name__].__class__ = CallablePackage
