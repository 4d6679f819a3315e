"""Drawings for LaTeX without packages: a picture with drawing operators of PDF."""

from typing import Final

from derive.render.drawing import Drawing, Group, Line, Point, shown
from derive.render.latex import mathematics, told

WIDTH, HEIGHT, LEFT, BELOW = 330.0, 200.0, 34.0, 28.0
COLOURS: Final = ("0 .45 .7", ".84 .37 0", "0 .53 .37", ".66 .28 .5", "0 0 0")
DASHES: Final = ("[]", "[6 3]", "[1 3]", "[8 3 1 3]", "[4 2 1 2]")


def picture(drawing: Drawing, language: str) -> str:
    """The drawing with its legend."""
    scale = _Scale(drawing)
    numbers = (*_numbers(drawing, scale, language),)
    paths = [*_grid(drawing, scale), *(_line(line, scale) for line in drawing.lines)]
    paths += [_group(group, scale) for group in drawing.groups]
    body = "\n".join((rf"\put(0,0){{\pdfliteral{{q {' '.join(paths)} Q}}}}", *numbers))
    legend = r"\qquad ".join(
        (
            *(_curve(line, language) for line in drawing.lines),
            *(_sign(group, language) for group in drawing.groups),
        )
    )
    size = f"({WIDTH:.0f},{HEIGHT:.0f})"
    return (
        "\\begin{center}\\setlength{\\unitlength}{1bp}\\footnotesize\n"
        f"\\begin{{picture}}{size}\n{body}\n\\end{{picture}}\\par\\smallskip\n{legend}\n\\end{{center}}\n"
    )


class _Scale:
    """From the numbers of a drawing to points on the page."""

    def __init__(self, drawing: Drawing) -> None:
        self.low, self.high = drawing.low, drawing.high

    def __call__(self, point: Point) -> Point:
        """The place of a point."""
        x = (point[0] - self.low[0]) / (self.high[0] - self.low[0])
        y = (point[1] - self.low[1]) / (self.high[1] - self.low[1])
        return LEFT + x * (WIDTH - LEFT - 4), BELOW + y * (HEIGHT - BELOW - 4)


def _grid(drawing: Drawing, scale: _Scale) -> list[str]:
    found = [".4 w []0 d"]
    for x in drawing.ticks[0]:
        (at, bottom), (_, top) = scale((x, drawing.low[1])), scale((x, drawing.high[1]))
        found.append(f"{_grey(x)} G {at:.1f} {bottom:.1f} m {at:.1f} {top:.1f} l S")
    for y in drawing.ticks[1]:
        (left, at), (right, _) = scale((drawing.low[0], y)), scale((drawing.high[0], y))
        found.append(f"{_grey(y)} G {left:.1f} {at:.1f} m {right:.1f} {at:.1f} l S")
    return found


def _grey(at: float) -> str:
    return ".35" if at == 0 else ".85"


def _numbers(drawing: Drawing, scale: _Scale, language: str) -> list[str]:
    low = drawing.low
    below = [
        rf"\put({scale((x, low[1]))[0]:.1f},{BELOW - 4:.1f}){{\makebox(0,0)[t]{{{_number(x, language)}}}}}"
        for x in drawing.ticks[0]
    ]
    beside = [
        rf"\put({LEFT - 4:.1f},{scale((low[0], y))[1]:.1f}){{\makebox(0,0)[r]{{{_number(y, language)}}}}}"
        for y in drawing.ticks[1]
    ]
    middle = (drawing.low[0] + drawing.high[0]) / 2
    name = mathematics(drawing.variable, language)
    return [*below, *beside, rf"\put({scale((middle, low[1]))[0]:.1f},0){{\makebox(0,0)[b]{{{name}}}}}"]


def _number(value: float, language: str) -> str:
    return f"${shown(value, language).replace('−', '-').replace(',', '{,}')}$"


def _style(number: int) -> str:
    return f"{COLOURS[number % 5]} RG 1.2 w {DASHES[number % 5]}0 d"


def _line(line: Line, scale: _Scale) -> str:
    paths = []
    for piece in line.pieces:
        first, *rest = (f"{x:.1f} {y:.1f}" for x, y in map(scale, piece))
        paths.append(f"{first} m {' '.join(f'{p} l' for p in rest)} S")
    return f"{_style(line.number)} {' '.join(paths)}"


def _group(group: Group, scale: _Scale) -> str:
    return " ".join(_mark(group.number, *scale(point)) for point in group.points)


def _mark(number: int, x: float, y: float) -> str:
    """A full or an empty square."""
    box = f"{x - 3:.1f} {y - 3:.1f} 6 6 re"
    return f"0 G 0 .45 .7 rg .8 w []0 d {box} B" if number % 2 == 0 else f"0 G 1 1 1 rg .8 w []0 d {box} B"


def _curve(line: Line, language: str) -> str:
    sample = rf"\put(0,2){{\pdfliteral{{q {_style(line.number)} 0 0 m 24 0 l S Q}}}}"
    return rf"\begin{{picture}}(26,6){sample}\end{{picture}}\ {mathematics(line.latex, language)}"


def _sign(group: Group, language: str) -> str:
    sample = rf"\put(0,3){{\pdfliteral{{q {_mark(group.number, 4.0, 0.0)} Q}}}}"
    return rf"\begin{{picture}}(10,6){sample}\end{{picture}}\ {told(group.name.replace('$', '`'), language)}"
