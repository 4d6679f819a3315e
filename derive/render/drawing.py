"""Plots as numbers: curves sampled by ball arithmetic, broken where they are not defined, and axes."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, log10
from typing import Any, Final

from derive.algebra.balls import Indeterminate, Undefined, evaluate, truth
from derive.algebra.differentiate import DerivativeError, resolve, smoothness
from derive.core.term import Binder, Number, Symbol, Term, subterms
from derive.core.term import replace as substituted
from derive.render.localized import number_in_language
from derive.sheet.plot import Plot

SAMPLES: Final = 120
PRECISION: Final = 64
TABLED: Final = 9
JUMP: Final = 0.25
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A curve in pieces without gaps; ``number`` tells the styles apart, ``values`` are for the table."""

    latex: str
    number: int
    pieces: tuple[tuple[Point, ...], ...]
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Points with one sign; the name is Markdown."""

    name: str
    number: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn in the rectangle from ``low`` to ``high``, with ticks on both axes."""

    name: str
    variable: str
    low: Point
    high: Point
    ticks: tuple[tuple[float, ...], tuple[float, ...]]
    lines: tuple[Line, ...]
    groups: tuple[Group, ...]
    at: tuple[float, ...]


def drawing(name: str, plot: Plot) -> Drawing:
    """A plot ready to be drawn."""
    low, high = plot.low, plot.high
    grid = [low + (high - low) * k / SAMPLES for k in range(SAMPLES + 1)]
    table = [low + (high - low) * k / (TABLED - 1) for k in range(TABLED)]
    lines = []
    for number, curve in enumerate(plot.curves):
        value = _Function(curve.term, plot.variable)
        sampled = [(float(x), value(x)) for x in grid]
        lines.append(Line(curve.latex, number, _pieces(sampled), tuple(map(value, table))))
    groups = tuple(
        Group(group, number, tuple((float(x), float(y)) for x, y in points))
        for number, (group, points) in enumerate(plot.points)
    )
    heights = [y for line in lines for piece in line.pieces for _, y in piece]
    heights += [y for group in groups for _, y in group.points]
    bottom, top = _room(min(heights, default=0.0), max(heights, default=1.0))
    return Drawing(
        name,
        plot.variable.name,
        (float(low), bottom),
        (float(high), top),
        (ticks(float(low), float(high)), ticks(bottom, top)),
        tuple(lines),
        groups,
        tuple(map(float, table)),
    )


class _Function:
    """A curve as a function of one number: None where it, or a derivative in it, is not defined."""

    def __init__(self, term: Term, variable: Symbol) -> None:
        self.variable = variable
        self.where: tuple[Term, ...] = ()
        try:
            self.term = resolve(term)
            self.where = tuple(_smooth(term, variable))
        except DerivativeError:
            self.term = term

    def __call__(self, at: Fraction) -> float | None:
        """The value at a point."""
        values: dict[Symbol, Any] = {self.variable: Number(at)}
        if any(truth(c, values) is False for c in self.where):
            return None
        try:
            found = evaluate(substituted(self.term, {self.variable: Number(at)}), {}, PRECISION)
        except (Undefined, Indeterminate):
            return None
        return float(found.mid())


def _smooth(term: Term, variable: Symbol) -> Iterator[Term]:
    """Where the derivatives by the variable in a term are derivatives."""
    for inside in subterms(term):
        if isinstance(inside, Binder) and inside.kind == "derivative":
            yield from smoothness(inside.open(variable), variable)


def _pieces(sampled: list[tuple[float, float | None]]) -> tuple[tuple[Point, ...], ...]:
    """Runs of points with values; a jump between neighbours parts them, as does a gap."""
    known = [y for _, y in sampled if y is not None]
    reach = (max(known) - min(known)) * JUMP if known else 0.0
    pieces: list[list[Point]] = [[]]
    for x, y in sampled:
        if y is None or (pieces[-1] and abs(y - pieces[-1][-1][1]) > reach > 0):
            pieces.append([])
        if y is not None:
            pieces[-1].append((x, y))
    return tuple(_thinned(piece) for piece in pieces if piece)


def _thinned(piece: list[Point]) -> tuple[Point, ...]:
    """The piece without points on the straight line between their neighbours."""
    kept = piece[:1]
    for (x0, y0), (x1, y1), (x2, y2) in zip(piece, piece[1:], piece[2:], strict=False):
        if abs((y1 - y0) * (x2 - x1) - (y2 - y1) * (x1 - x0)) > 1e-9 * (x2 - x0):
            kept.append((x1, y1))
    return (*kept, piece[-1]) if len(piece) > 1 else tuple(kept)


def _room(bottom: float, top: float) -> Point:
    """A range of heights with room at both ends."""
    margin = (top - bottom or 1.0) * 0.06
    return bottom - margin, top + margin


def ticks(low: float, high: float) -> tuple[float, ...]:
    """Round numbers between two bounds, about five of them."""
    rough = (high - low) / 5
    power = 10.0 ** floor(log10(rough))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= rough * 0.8)
    first = ceil(low / step - 1e-9)
    return tuple(round(k * step, 10) + 0.0 for k in range(first, floor(high / step + 1e-9) + 1))


def shown(value: float | None, language: str) -> str:
    """A number in a table or at an axis."""
    if value is None:
        return "–"
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else number_in_language(text.replace("-", "−"), language)
