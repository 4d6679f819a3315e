"""A kernel as straight-line array code, before any backend spells it.

Every value is a whole array. Its ``axes`` are the index symbols that its trailing
axes run over, in order; all axes before them are batch axes and broadcast.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from derive.core.term import Symbol


@dataclass(frozen=True, slots=True)
class Operand:
    """A value: the name of an argument or of an earlier instruction, or a number."""

    text: str
    axes: tuple[Symbol, ...] = ()


@dataclass(frozen=True, slots=True)
class Instruction:
    """``target`` becomes ``operation`` of the operands.

    Elementwise operations carry the names of :data:`ELEMENTWISE`; the others are
    ``sum``, ``prod``, ``max`` and ``min`` over the last axis, ``contract`` (a sum of products
    over the axes that the result lacks), ``expand`` (new axes of length one, so that
    operands of unlike axes meet), ``reorder``, ``entry`` (at fixed places of an argument) and
    ``positions`` (1..n along an axis).
    """

    target: Operand
    operation: str
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """An input array: its name, the symbol it stands for, and the axes of its entries.

    ``dimensions`` are the names of symbolic lengths, read from the trailing axes.
    """

    name: str
    symbol: Symbol
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Program:
    """Instructions in order; ``results`` are the values returned, ``lengths`` those of the axes.

    ``is_exact_in_single`` says whether single precision suffices for arguments of single precision,
    ``widened`` what is computed again in extended precision: what overflows or vanishes on the way ("range"),
    or also what cancels ("digits").
    """

    arguments: tuple[Argument, ...]
    instructions: tuple[Instruction, ...]
    results: tuple[Operand, ...]
    lengths: tuple[tuple[Symbol, str], ...] = ()
    is_exact_in_single: bool = True
    widened: str = ""


def needed(instructions: Iterable[Instruction], results: Iterable[Operand]) -> tuple[Instruction, ...]:
    """The instructions that a result depends on."""
    wanted = {o.text for o in results}
    kept: list[Instruction] = []
    for i in reversed(tuple(instructions)):
        if i.target.text in wanted:
            kept.append(i)
            wanted |= {o.text for o in i.operands}
    return tuple(reversed(kept))


TAILS: Final = ("erf", "erfc", "erfcx", "normal_cdf", "log_normal_cdf", "mills_ratio")
ERRORS: Final = (
    "sum_error",
    "product_error",
    "quotient_error",
    "root_error",
    "corrected",
    "rotated",
    "log_of_two",
)
EXACT: Final = ("exp_square", "exp_product", "log1p_over", "weighted", *ERRORS)
ELEMENTWISE: Final = frozenset(
    (
        *TAILS,
        *EXACT,
        "add",
        "subtract",
        "multiply",
        "divide",
        "negative",
        "power",
        "square",
        "sqrt",
        "hypot",
        "absolute",
        "maximum",
        "minimum",
        "sign",
        "floor",
        "ceil",
        "exp",
        "expm1",
        "log",
        "log1p",
        "sin",
        "cos",
        "tan",
        "arcsin",
        "arccos",
        "arctan",
        "sinh",
        "cosh",
        "tanh",
        "arcsinh",
        "arccosh",
        "arctanh",
        "select",
        "near",
        "less",
        "less_equal",
        "greater",
        "greater_equal",
        "equal",
        "not_equal",
        "logical_and",
        "logical_or",
        "logical_not",
    )
)
