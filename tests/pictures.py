"""The pictures of the guide: the page of `derive demo` in a browser, and the floors of the import contract.

Run as a program (`make pictures`) it writes both; a test holds the floors against the contract.
"""

import contextlib
import io
import sys
import tempfile
import tomllib
from html import escape
from pathlib import Path

from browser import CHROMIUM, screenshot

from derive.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
TOLD = {
    "core": "terms, claims, verdicts",
    "registry": "finds plug-in files",
    "theory": "mathematics as data",
    "trial": "a second evaluator",
    "algebra": "computing with terms",
    "audit": "a second checker",
    "syntax": "text to surface trees",
    "elaborate": "surface trees to claims",
    "prove": "claims to verdicts; replay.py alone makes proofs",
    "sheet": "what lecturers write",
    "grade": "marks",
    "kernel": "array functions",
    "render": "one report, many formats",
    "pytest_items": "claims as tests",
    "cli": "subcommands",
    "platforms": "grading platforms",
    "pytest_plugin": "for pytest",
    "notebook": "for notebooks",
}
WIDTH, HEIGHT, GAP = 760, 40, 6
STYLE = (
    "rect{fill:#eef2fa;stroke:#23407a}.paper{fill:#fff;stroke:none}"
    "text{font:14px system-ui,sans-serif;fill:#1c2230}"
    ".name{font-weight:600}.told{font-size:11px;fill:#586074}"
)


def floors():
    """The floors from the uppermost down, each the names of its modules."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    [contract] = [c for c in project["tool"]["importlinter"]["contracts"] if c["name"] == "floors"]
    return [
        [name.strip(" ()").removeprefix("derive.") for name in row.split("|")] for row in contract["layers"]
    ]


def drawn():
    """The floors as SVG."""
    rows = floors()
    whole = len(rows) * (HEIGHT + GAP) + GAP
    shown = [box for level, names in enumerate(rows) for box in _row(level, names)]
    names = "; ".join(", ".join(row) for row in rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {whole}" role="img">\n'
        f"<title>The floors, each importing only those below: {escape(names)}</title>\n"
        f"<style>{STYLE}</style>\n"
        f'<rect class="paper" width="{WIDTH}" height="{whole}"/>\n' + "\n".join(shown) + "\n</svg>\n"
    )


def _row(level, names):
    width = (WIDTH - GAP * (len(names) + 1)) / len(names)
    y = GAP + level * (HEIGHT + GAP)
    for place, name in enumerate(names):
        x = GAP + place * (width + GAP)
        middle = x + width / 2
        yield (
            f'<rect x="{x:g}" y="{y}" width="{width:g}" height="{HEIGHT}" rx="5"/>'
            f'<text class="name" x="{middle:g}" y="{y + 17}" text-anchor="middle">{name}</text>'
            f'<text class="told" x="{middle:g}" y="{y + 32}" text-anchor="middle">{escape(TOLD[name])}</text>'
        )


def report(target):
    """The upper part of the page of the demonstration."""
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        with contextlib.redirect_stdout(io.StringIO()):
            main(["demo", "--out", "demo"])
        screenshot("demo/derivation.html", target, 820, 1050)


def write():
    """Both pictures; without a browser the floors alone."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    (PICTURES / "floors.svg").write_text(drawn(), encoding="utf-8")
    if CHROMIUM is None:
        sys.stdout.write("No Chromium: docs/pictures/report.png was left as it is.\n")
        return
    report(PICTURES / "report.png")


if __name__ == "__main__":
    write()
