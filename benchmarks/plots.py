"""Bars from the tables of ``results.md``, on a logarithmic scale, as SVG in ``plots/``."""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from benchmarks import HERE

FOLDER: Final = HERE / "plots"
WIDTH, LEFT, RIGHT, TOP, BAR = 760, 300, 70, 46, 30
STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#1c2230}.title{font-weight:600}"
    ".quiet{font-size:11px;fill:#586074}"
    "rect{fill:#a9b6cf}.paper{fill:#fff}.ours{fill:#23407a}line{stroke:#d9dde6}"
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A column of a table: which section, which column (from 0), and what it is."""

    section: str
    column: int
    title: str


PLOTS: Final = (
    Plot("Deciding", 4, "Deciding an identity: median, ms of CPU"),
    Plot("Comparing", 6, "From LaTeX to an answer: median, ms of CPU"),
    Plot("Reading", 2, "Reading a formula: median, ms of CPU"),
    Plot("Starting", 1, "Starting: ms of CPU"),
)


def table(text: str, column: int) -> list[tuple[str, float]]:
    """The names of the rows of the first table, with their numbers in a column."""
    rows = [re.split(r"\s*\|\s*", line.strip("| ")) for line in text.splitlines() if line.startswith("|")]
    return [(row[0].replace("`", ""), float(row[column])) for row in rows[2:]]


def drawn(title: str, rows: Sequence[tuple[str, float]]) -> str:
    """The bars as SVG; what is too short for the clock has none, and is said to be below the next power."""
    least = min(value for _, value in rows if value > 0)
    low = math.floor(math.log10(least))
    high = math.ceil(math.log10(max(value for _, value in rows) * 1.01))
    height = TOP + BAR * len(rows) + 24

    def at(value: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(max(value, 10.0**low)) - low) / (high - low)

    marks = "".join(
        f'<line x1="{at(10.0**e):.1f}" x2="{at(10.0**e):.1f}" y1="{TOP - 8}" y2="{height - 20}"/>'
        f'<text class="quiet" x="{at(10.0**e):.1f}" y="{height - 6}" text-anchor="middle">{10.0**e:g}</text>'
        for e in range(low, high + 1)
    )
    bars = "".join(_bar(TOP + BAR * place, name, value, at) for place, (name, value) in enumerate(rows))
    told = "; ".join(f"{name}: {value:g}" for name, value in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<title>{escape(f'{title}. {told}')}</title>\n<style>{STYLE}</style>\n"
        f'<rect class="paper" width="{WIDTH}" height="{height}"/>\n'
        f'<text class="title" x="8" y="20">{escape(title)}</text>\n{marks}\n{bars}\n</svg>\n'
    )


def _bar(y: int, name: str, value: float, at: Callable[[float], float]) -> str:
    told = f"{value:g}" if value else "less than its clock shows"
    ours = ' class="ours"' if "derive" in name else ""
    return (
        f'<text x="{LEFT - 8}" y="{y + 16}" text-anchor="end">{escape(name)}</text>'
        f'<rect{ours} x="{LEFT}" y="{y}" width="{max(at(value) - LEFT, 1):.1f}" height="{BAR - 8}"/>'
        f'<text class="quiet" x="{at(value) + 6:.1f}" y="{y + 15}">{told}</text>'
    )


def write(sections: Mapping[str, str]) -> None:
    """All plots whose sections there are."""
    FOLDER.mkdir(exist_ok=True)
    for plot in PLOTS:
        if plot.section in sections:
            text = drawn(plot.title, table(sections[plot.section], plot.column))
            (FOLDER / f"{plot.section.lower()}.svg").write_text(text, encoding="utf-8")
