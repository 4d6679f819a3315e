"""Floor 6c: verified formulas to array functions."""

from collections.abc import Callable, Sequence
from typing import Any

from derive.core.term import Symbol, Term
from derive.elaborate.statement import claim_of
from derive.kernel.accuracy import Accuracy, measure
from derive.kernel.build import Kernel, build
from derive.kernel.lower import LoweringError

__all__ = ["Accuracy", "Kernel", "LoweringError", "accuracy", "kernel"]


def kernel(formula: str, arguments: Sequence[str], given: Sequence[str] = (), **options: Any) -> Kernel:
    r"""A NumPy function for a formula in LaTeX: ``kernel(r"\\log(1 + e^x)", ["x"])``.

    ``given`` declares the arguments, as in ``r"s \\in \\mathbb{R}^K"``; what is not declared is a real
    number. Leading axes of the arrays are batch axes.

    Raises:
        LoweringError: the formula has a part without counterpart among array instructions.
    """
    term, symbols, hypotheses = _elaborated(formula, arguments, given)
    return build(term, symbols, hypotheses, describe=formula, **options)


def accuracy(function: Callable[..., Any], formula: str, arguments: Sequence[str] = ("x",)) -> Accuracy:
    r"""The error of anybody's function in ulp: ``accuracy(scipy.special.expit, r"1/(1+e^{-x})")``."""
    term, symbols, _ = _elaborated(formula, arguments, ())
    return measure(function, term, symbols)


def _elaborated(
    formula: str, arguments: Sequence[str], given: Sequence[str]
) -> tuple[Term, tuple[Symbol, ...], tuple[Term, ...]]:
    """The term, its symbols in the order of the arguments, and what is assumed of them."""
    claim = claim_of(f"{formula} = {formula}", given)
    known = {s.name: s for s in claim.context.symbols}
    unknown = [a for a in arguments if a not in known]
    if unknown:
        message = f"{unknown[0]} does not occur in {formula}"
        raise LoweringError(message)
    return claim.left, tuple(known[a] for a in arguments), claim.context.propositions
