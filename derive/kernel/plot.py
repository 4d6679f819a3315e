"""A plot of errors against inputs as SVG, without a library."""

import math
from collections.abc import Iterable
from typing import Final

WIDTH, HEIGHT, EDGE = 640, 260, 44
BINS: Final = 160
REACH: Final = 310  # decades of magnitude on either side of zero
MOST: Final = 1e6


def drawn(errors: Iterable[tuple[float, float]], label: str) -> str:
    """The largest error in each of many intervals of the input; no errors give an empty plot."""
    largest: dict[int, float] = {}
    for value, error in errors:
        place = round(_place(value) * BINS)
        largest[place] = max(largest.get(place, 0.0), min(error, MOST))
    top = max(1.0, *largest.values()) if largest else 1.0
    bars = [_bar(place / BINS, math.log1p(e) / math.log1p(top)) for place, e in sorted(largest.items())]
    marks = [_mark(v) for v in (-1e300, -1.0, 0.0, 1.0, 1e300)]
    texts = [
        f'<text x="{EDGE}" y="{EDGE / 2}">{label}, largest {top:.3g}, on a logarithmic scale</text>',
        *(f'<text x="{x:.1f}" y="{HEIGHT - EDGE / 3:.0f}" text-anchor="middle">{t}</text>' for x, t in marks),
    ]
    frame = f'<path d="M{EDGE} {HEIGHT - EDGE}H{WIDTH - EDGE}" stroke="currentColor"/>'
    size = f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" font-size="12"'
    inner = "".join((frame, *bars, *texts))
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} fill="currentColor" role="img">{inner}</svg>\n'


def _place(value: float) -> float:
    """Between 0 and 1: the sign, and the magnitude from the smallest to the largest."""
    decades = max(-REACH, min(REACH, math.log10(abs(value)))) if value else -REACH
    return 0.5 + math.copysign((decades + REACH) / (4 * REACH), value)


def _across(place: float) -> float:
    return EDGE + place * (WIDTH - 2 * EDGE)


def _bar(place: float, share: float) -> str:
    height = share * (HEIGHT - 2 * EDGE)
    top = HEIGHT - EDGE - height
    return f'<rect x="{_across(place) - 1.5:.1f}" y="{top:.1f}" width="3" height="{height:.1f}"/>'


def _mark(value: float) -> tuple[float, str]:
    return _across(_place(value)), f"{value:g}"
