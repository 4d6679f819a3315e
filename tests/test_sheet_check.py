"""``derive check --sheet``: declarations, assumptions and functions of a sheet hold in what answers it."""

import pytest

from derive.cli.main import main
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.sheet.asked import declared, key_of
from derive.sheet.read import read_sheet
from derive.syntax.reading import read

SHEET = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")
n = dims("n")

@sheet.define("h(t)")
def h(t=Real()):
    return 2 * t

@sheet.exercise("1a")
def positive(x=Positive()):
    return Eq(sqrt(x**2), x)

@sheet.exercise("1b")
def ordered(x=Real(), y=Real(), w=Vector(n)):
    yield given(Le(x, y))
    yield part("", Eq(Max(x, y), y))
"""


@pytest.fixture
def sheet(tmp_path):
    (tmp_path / "sheet.py").write_text(SHEET, encoding="utf-8")
    return tmp_path


def verdicts(sheet, text):
    document = read("answer.md", text.encode())
    checked = check(elaborate(document, asked=declared(read_sheet(sheet))))
    return [type(v).__name__.lower() for v in checked.verdicts if v is not None]


ANSWERS = (
    ("# 1\n\na)\n\n$$\\sqrt{x^2} = x$$\n\nb)\n\n$$\\sqrt{x^2} = x$$", ["proved", "refuted"]),
    ("# Exercise 1a\n\n$$\\sqrt{x^2} = x$$", ["proved"]),
    ("# 1\n\nb)\n\n$$\\max(x, y) = y$$", ["proved"]),
    ("# 1\n\n$$\\sqrt{x^2} = x$$", ["refuted"]),
    ("# 1\n\nb)\n\n$$w^T w = \\sum_{j=1}^n w_j^2$$", ["proved"]),
    ("# 1\n\na)\n\n$$h(x) = x + x$$", ["proved"]),
)


@pytest.mark.parametrize(("text", "expected"), ANSWERS)
def test_what_the_sheet_says_holds_where_it_says_it(sheet, text, expected):
    assert verdicts(sheet, text) == expected


@pytest.mark.parametrize("attempt", ["Let $h(t) = 5$.", "Let $h(t) := 5$.", "With $h(t) = 5$ we get"])
def test_a_document_cannot_change_what_the_sheet_says(sheet, attempt):
    assert "proved" not in verdicts(sheet, f"# 1\n\na) {attempt}\n\n$$h(x) = 5$$")


@pytest.mark.parametrize(("label", "key"), [("1.6 (b)", "16b"), ("3A", "3a"), ("", "")])
def test_labels_are_compared_without_punctuation(label, key):
    assert key_of(label) == key


def test_the_option_reads_the_sheet(sheet, capsys):
    (sheet / "answer.md").write_text("# 1a\n\n$$\\sqrt{x^2} = x$$\n", encoding="utf-8")
    assert main(["check", "--sheet", str(sheet), str(sheet / "answer.md")]) == 0
    assert "1 proved" in capsys.readouterr().out


def test_a_missing_sheet_is_named(tmp_path, capsys):
    (tmp_path / "answer.md").write_text("$1 = 1$", encoding="utf-8")
    assert main(["check", "--sheet", str(tmp_path / "none"), str(tmp_path / "answer.md")]) == 2
    assert "none" in capsys.readouterr().err


def test_what_one_part_takes_for_granted_is_not_in_force_in_another(tmp_path):
    text = SHEET + (
        '\n@sheet.exercise("1c")\ndef small(y=Real()):\n    yield given(Le(y, 0))\n'
        '    yield part("", Eq(Max(y, 0), 0))\n'
    )
    (tmp_path / "sheet.py").write_text(text, encoding="utf-8")
    assert verdicts(tmp_path, "# 1\n\nc)\n\n$$\\max(y, 0) = 0$$") == ["proved"]
    assert verdicts(tmp_path, "# 1\n\nb)\n\n$$\\max(y, 0) = 0$$") == ["refuted"]
