"""Each how-to of the guide is followed: its file is put into a copy of the program, and a command is run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from guide import ROOT, blocks

import derive

PROGRAM = Path(derive.__file__).parent
PAGE = ROOT / "docs" / "extending.md"
FILES = {name: content for kind, name, content in blocks(PAGE) if name}
NOTES = r"""Let $x \in \mathbb{R}$.

$$\frac{d}{dx} \operatorname{softabs}(x) = \frac{x}{\operatorname{softabs}(x)}$$
"""
TRIPLE = r"""$$\cos(3x) = 4\cos^3 x - 3\cos x$$
"""
SHEET = """---
sheet: tiny
title: Tiny
---

## 1a Doubling (1 mark)

Let $x \\in \\mathbb{R}$. Show that

::: claim double
$$x + x = 2x$$
:::
"""
INPUTS = {
    "notes.md": NOTES,
    "triple.md": TRIPLE,
    "a.rst": "Let :math:`x > 0`.\n\n$$x + x = 2x$$\n",
    "tiny/sheet.md": SHEET,
    "work/one.md": "## 1a\n\n$$x + x = 2x$$\n",
}
RUNS = {
    "derive/theory/functions/softabs.py": ("check notes.md", "1 proved"),
    "derive/theory/rules/triples.py": ("check triple.md", "1 proved"),
    "derive/syntax/readers/restructured.py": ("read a.rst", "1:12  "),
    "derive/render/formats/count.py": ("check notes.md --format count", "notes.md: 2 formulas"),
    "derive/platforms/plain.py": ("grade tiny work --out marks --platform plain", "submissions graded: 1"),
    "derive/cli/formulas.py": ("formulas notes.md", "notes.md: "),
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(PROGRAM, folder / "derive", ignore=shutil.ignore_patterns("__pycache__"))
    for name, content in (FILES | INPUTS).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_every_file_of_the_page_is_tried():
    assert set(FILES) == set(RUNS)
    assert not any((PROGRAM.parent / name).exists() for name in FILES)


@pytest.mark.parametrize("name", RUNS)
def test_a_file_does_what_the_page_promises(name, copy):
    command, shown = RUNS[name]
    done = subprocess.run(
        [sys.executable, "-m", "derive", *command.split()],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert shown in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0
    if "platform" in command:
        assert "1" in Path(copy, "marks", "plain", "marks.txt").read_text(encoding="utf-8")
