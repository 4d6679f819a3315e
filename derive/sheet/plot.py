"""Plots that an exercise asks for: what the author gives, and what it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from derive.core.term import Symbol, Term


@dataclass(frozen=True, slots=True)
class Sketch:
    """Curves over an interval in SymPy; ``points`` are pairs of coordinates by the name of their group."""

    curves: tuple[Any, ...]
    over: tuple[Any, Any, Any]
    points: Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Curve:
    """A function to draw, and its name in LaTeX."""

    latex: str
    term: Term


@dataclass(frozen=True, slots=True)
class Plot:
    """Functions of one real variable over an interval, and groups of points."""

    variable: Symbol
    low: Fraction
    high: Fraction
    curves: tuple[Curve, ...]
    points: tuple[tuple[str, tuple[tuple[Fraction, Fraction], ...]], ...] = ()
