"""Equations to be solved: full marks for every line that leads from the equation to its values."""

import pytest

from derive.grade.archive import File
from derive.grade.grading import grader
from derive.grade.submission import Submission
from derive.sheet.read import read_sheet

SHEET = r"""---
sheet: solving
title: Solving
---

## 1 Quadratic (4 marks)

Solve

::: claim roots (4 marks)
$$x^2 - 5x + 6 = 0 \iff x = 2 \lor x = 3$$
:::

::: solution
$$x^2 - 5x + 6 = 0 \iff (x-2)(x-3) = 0 \iff x = 2 \lor x = 3$$
:::

## 2 System (4 marks)

Solve

::: claim both (4 marks)
$$x + y = 10 \land x - y = 2 \iff x = 6 \land y = 4$$
:::

## 3 Linear (2 marks)

Find $x$ such that

::: claim line (2 marks)
$$2x+3=7$$
:::

::: find
$x = 2$
:::
"""

_WORK = {
    "1": [
        ("$x^2-5x+6=0$\n\n$(x-2)(x-3)=0$\n\n$x=2$ or $x=3$", 4, "shown"),
        ("$x^2-5x+6=0$\n\n$x_{1,2} = \\frac{5 \\pm \\sqrt{25-24}}{2}$\n\n$x_1 = 3$, $x_2=2$", 4, "shown"),
        ("$x^2 = 5x - 6$\n\n$x^2 - 5x = -6$\n\n$x=2 \\lor x=3$", 4, "shown"),
        (r"$$x^2-5x+6=0 \iff (x-2)(x-3)=0 \iff x=2 \lor x=3$$", 4, "shown"),
        ("$x^2-5x+6=0$\n\n$(x-2)(x-3)=0$\n\n$x=2$", 2, "mistake"),
        ("$x^2-5x+6=0$\n\n$(x+2)(x-3)=0$\n\n$x=-2$ or $x=3$", 2, "mistake"),
        (r"$$x^2-5x+6=0 \iff x=2 \lor x=3$$", 0, "only-claim"),
        ("$x^2-5x+4=0$\n\n$(x-1)(x-4)=0$\n\n$x=1$ or $x=4$", 0, "person"),
    ],
    "2": [
        ("$x+y=10$\n\n$x-y=2$\n\n$2x=12$\n\n$x=6$\n\n$y=4$", 4, "shown"),
        ("$x+y=10$\n\n$x-y=2$\n\n$2y=6$\n\n$y=3$\n\n$x=7$", 2.5, "mistake"),
    ],
    "3": [
        ("$2x+3=7 \\quad | -3$\n\n$2x = 4 \\quad |:2$\n\n$x=2$", 2, "values-right"),
        ("$2x+3=7$\n\n$2x = 4$\n\n$x=3$", 0, "values-wrong"),
    ],
}


@pytest.fixture(scope="module")
def solving(tmp_path_factory):
    folder = tmp_path_factory.mktemp("solving")
    (folder / "sheet.md").write_text(SHEET, encoding="utf-8")
    return grader(read_sheet(folder))


@pytest.mark.parametrize(
    ("label", "text", "got", "why"), [(label, *row) for label, rows in _WORK.items() for row in rows]
)
def test_a_solution_earns_what_its_lines_show(solving, label, text, got, why):
    grade = solving.grade(Submission("a", (File("a.md", f"# {label}\n\n{text}\n".encode()),)))
    (marked,) = (e for e in grade.exercises if e.label == label)
    assert [(float(line.got), line.why) for line in marked.lines] == [(got, f"grade.{why}")]
