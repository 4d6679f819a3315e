"""Drawings as SVG: told apart by dashes and signs as well as by colour, readable in print and in the dark."""

from html import escape
from typing import Final

from markupsafe import Markup

from derive.render.drawing import Drawing, Group, Line, Point, shown
from derive.render.signs import typographic
from derive.render.words import printable

WIDTH, HEIGHT, LEFT, BELOW, MARGIN = 520, 312, 44, 42, 8
SIGNS: Final = ("circle", "square", "triangle")


def figure(drawing: Drawing, title: str, language: str) -> Markup:
    """The drawing; the legend and the table of values stand beside it."""
    scale = _Scale(drawing)
    inside = (*_axes(drawing, scale, language), *(_line(line, scale) for line in drawing.lines))
    points = "".join(_group(group, scale) for group in drawing.groups)
    box = f'viewBox="0 0 {WIDTH} {HEIGHT}"'
    return Markup(  # noqa: S704  # made of numbers, and a title that is escaped
        f'<svg class="plot" {box} role="img" aria-label="{escape(title)}">{"".join(inside)}{points}</svg>'
    )


def sample(number: int) -> Markup:
    """A stretch of the line of a curve, for the legend."""
    return Markup(  # noqa: S704  # made of numbers
        '<svg class="sample" viewBox="0 0 36 10" aria-hidden="true">'
        f'<path class="curve c{number % 5}" d="M1 5H35"/></svg>'
    )


def sign(number: int) -> Markup:
    """The sign of a group of points, for the legend."""
    return Markup(  # noqa: S704  # made of numbers
        f'<svg class="sample" viewBox="0 0 36 10" aria-hidden="true">{_point(number, (18.0, 5.0))}</svg>'
    )


class _Scale:
    """From the numbers of a drawing to places on the page."""

    def __init__(self, drawing: Drawing) -> None:
        self.low, self.high = drawing.low, drawing.high

    def __call__(self, point: Point) -> Point:
        """The place of a point."""
        x = (point[0] - self.low[0]) / (self.high[0] - self.low[0])
        y = (point[1] - self.low[1]) / (self.high[1] - self.low[1])
        return LEFT + x * (WIDTH - LEFT - MARGIN), HEIGHT - BELOW - y * (HEIGHT - BELOW - MARGIN)


def _axes(drawing: Drawing, scale: _Scale, language: str) -> list[str]:
    """Grid lines with their numbers; the axes where they are in sight; the name of the variable."""
    found = []
    for x in drawing.ticks[0]:
        (at, top), (_, bottom) = scale((x, drawing.high[1])), scale((x, drawing.low[1]))
        found.append(f'<path class="{_css(x)}" d="M{at:.1f} {top:.1f}V{bottom:.1f}"/>')
        found.append(_text(at, bottom + 18, "middle", shown(x, language)))
    for y in drawing.ticks[1]:
        (left, at), (right, _) = scale((drawing.low[0], y)), scale((drawing.high[0], y))
        found.append(f'<path class="{_css(y)}" d="M{left:.1f} {at:.1f}H{right:.1f}"/>')
        found.append(_text(left - 6, at + 4, "end", shown(y, language)))
    name = typographic(printable(drawing.variable))
    return [*found, _text((LEFT + WIDTH - MARGIN) / 2, HEIGHT - 5, "middle", name)]


def _css(at: float) -> str:
    return "axis" if at == 0 else "grid"


def _text(x: float, y: float, anchor: str, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(line: Line, scale: _Scale) -> str:
    paths = ("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in map(scale, piece)) for piece in line.pieces)
    return f'<path class="curve c{line.number % 5}" d="{"".join(paths)}"/>'


def _group(group: Group, scale: _Scale) -> str:
    return "".join(_point(group.number, scale(point)) for point in group.points)


def _point(number: int, at: Point) -> str:
    x, y = at
    shapes = {
        "circle": f'<circle class="point p0" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>',
        "square": f'<rect class="point p1" x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>',
        "triangle": f'<path class="point p2" d="M{x:.1f} {y - 5:.1f}l5 9h-10z"/>',
    }
    return shapes[SIGNS[number % len(SIGNS)]]
