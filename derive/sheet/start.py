"""Beginning a sheet: from nothing, or as a proposal from old documents."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from derive.core.source import UnreadableError
from derive.sheet.model import ReadSheet, SheetError
from derive.sheet.propose import propose, text_of
from derive.sheet.read import read_sheet, sheet_file
from derive.sheet.text_blocks import key_of_heading
from derive.syntax.reading import suffixes
from derive.theory.messages import say

_NAME: Final = re.compile(r"[\w][\w.-]*")
_PROGRAMS: Final = (".py", ".pyi", ".ipynb")
_FORMULA: Final = re.compile(r"(?<![$\\])\$([^$]+)\$(?!\$)")
_LINE: Final = re.compile(r":::+\s*claim\b(.*)")
_PROGRAM: Final = '''"""NAME: a first sheet; change it, and `derive verify` says whether it holds."""

from sympy import Derivative, Eq, Le, Rational, sqrt

from derive.sheet import Positive, Real, Sheet, part, prose, sigmoid

sheet = Sheet("NAME", title="TITLE", language="en")


@sheet.exercise("1a", marks=2)
def derivative_of_sigmoid(x=Real()):
    r"""Show that \\claim[equation], and that it is at most a quarter."""
    slope = Derivative(sigmoid(x), x)
    yield part("equation", Eq(slope, sigmoid(x) * (1 - sigmoid(x))), marks=1)
    yield part("bound", Le(slope, Rational(1, 4)), marks=1)


@sheet.exercise("1b", marks=1.5)
def root_of_a_square(x=Positive()):
    r"""Show that \\claim[root]. What is different for $x < 0$?"""
    yield part("root", Eq(sqrt(x**2), x), marks=1)
    yield prose("in words", marks=0.5, accepted=["the root is -x, as it is never negative"])
'''
_SOLUTIONS: Final = {
    "solutions/1a.md": r"""Let $x \in \mathbb{R}$.

$$
\begin{aligned}
\sigma'(x) &= \frac{e^{-x}}{(1 + e^{-x})^2} \\
 &= \frac{1}{1 + e^{-x}} \cdot \frac{e^{-x}}{1 + e^{-x}} \\
 &= \sigma(x) (1 - \sigma(x)) \\
 &\le \frac14
\end{aligned}
$$
""",
    "solutions/1b.md": "For $x > 0$\n\n$$\\sqrt{x^2} = |x| = x$$\n",
}
_TEXT: Final = r"""---
sheet: NAME
title: TITLE
language: en
---

Before the first exercise functions are defined that hold in all of them: let $f(t) := \frac{1}{1 + e^{-t}}$.

## 1a The logistic function (2 marks)

Let $x \in \mathbb{R}$. Show that

::: claim equation (1 mark)
$$f'(x) = f(x) (1 - f(x))$$
:::

and that $f'$ is at most a quarter.

::: milestone bound (1 mark)
$$f'(x) \le \frac14$$
:::

::: solution
$$
\begin{aligned}
f'(x) &= \frac{e^{-x}}{(1 + e^{-x})^2} \\
 &= f(x) (1 - f(x)) \\
 &\le \frac14
\end{aligned}
$$
:::

## 1b (1.5 marks)

Let $x > 0$. Show that

::: claim root (1 mark)
$$\sqrt{x^2} = x$$
:::

What is different for $x < 0$?

::: words in words (0.5 marks)
- the root is -x, as it is never negative
:::

::: solution
$$\sqrt{x^2} = |x| = x$$
:::
"""


@dataclass(frozen=True, slots=True)
class Started:
    """What was written; ``left`` are claims that could not be read, each with its reason."""

    sheet: ReadSheet
    files: tuple[Path, ...]
    left: tuple[str, ...] = ()


def start(folder: Path, *, text: bool = False) -> Started:
    """A new sheet of two exercises with solutions, in Python or as text.

    Raises:
        SheetError: the name cannot be used, or there is a sheet already.
    """
    name = _require_free(folder)
    title = name.replace("-", " ").replace("_", " ").capitalize()
    files = {"sheet.md": _TEXT} if text else {"sheet.py": _PROGRAM, **_SOLUTIONS}
    written = tuple(
        _written(folder / k, v.replace("NAME", name).replace("TITLE", title)) for k, v in files.items()
    )
    return Started(read_sheet(folder), written)


def start_from(folder: Path, old: Path) -> Started:
    """A new sheet as text, with what was found in an old document or a folder of them.

    Raises:
        SheetError: the name cannot be used, there is a sheet already, or nothing was found.
    """
    name = _require_free(folder)
    try:
        proposal = propose(_documents(old))
    except UnreadableError as error:
        reason = say(error.diagnostic.code, **dict(error.diagnostic.values))
        raise SheetError(say("sheet.old-unreadable", path=str(old), reason=reason)) from error
    if not proposal.exercises:
        raise SheetError(say("sheet.old-empty", path=str(old)))
    file = _written(folder / "sheet.md", text_of(proposal, name))
    left = tuple(_settled(file))
    return Started(read_sheet(folder), (file,), left)


def _require_free(folder: Path) -> str:
    name = folder.resolve().name
    if not _NAME.fullmatch(name):
        raise SheetError(say("sheet.bad-name", name=name))
    if folder.is_file() or sheet_file(folder) is not None:
        raise SheetError(say("sheet.exists", path=str(folder)))
    return name


def _documents(old: Path) -> Sequence[Path]:
    """The documents in a folder, or the one named."""
    if not old.exists():
        raise SheetError(say("sheet.old-missing", path=str(old)))
    if old.is_file():
        return (old,)
    known = [s for s in suffixes() if s not in _PROGRAMS]
    found = sorted(p for p in old.iterdir() if p.suffix.lower() in known and p.stem.lower() != "readme")
    if not found:
        raise SheetError(say("sheet.old-empty", path=str(old)))
    return found


def _written(file: Path, text: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def _settled(file: Path) -> list[str]:
    """Leave to a person what cannot be read as a claim, until the sheet can be; the reasons."""
    left: list[str] = []
    while True:
        try:
            read_sheet(file)
        except SheetError as error:
            if not _left_open(file, error.line) and not _quoted(file, error.exercise):
                file.unlink()
                raise
            left.append(str(error))
        else:
            return left


def _left_open(file: Path, line: int) -> bool:
    """Turn the claim around a line into a part in words; False if there is none."""
    lines = file.read_text("utf-8").split("\n")
    for number in range(min(line, len(lines)) - 1, -1, -1):
        claim = _LINE.match(lines[number])
        if claim:
            lines[number] = f"::: words formula{claim[1]}"
            file.write_text("\n".join(lines), encoding="utf-8", newline="\n")
            return True
        if lines[number].startswith("#"):
            return False
    return False


def _quoted(file: Path, key: str) -> bool:
    """Turn the formulas in the text of an exercise into quotations; False if there are none."""
    lines = file.read_text("utf-8").split("\n")
    inside, fenced, changed = not key, False, False
    for number, line in enumerate(lines):
        if line.startswith("#"):
            inside = bool(key) and key_of_heading(line) == key
        fenced = line.strip(": ") != "" if line.startswith(":::") else fenced
        new = _FORMULA.sub(r"`\1`", line)
        if inside and not fenced and new != line:
            lines[number], changed = new, True
    file.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return changed
