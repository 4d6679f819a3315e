"""Grading: marks for what was derived, nothing for tricks, and a person where the program cannot tell."""

import json
from functools import cache

import pytest

from derive.cli.main import main
from derive.core.term import Apply
from derive.elaborate.statement import term_of
from derive.grade.form import form
from derive.grade.grading import grader
from derive.grade.submission import File, Submission, submissions
from derive.render.grades import overview, safe
from derive.sheet.read import read_sheet

SHEET = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")
n = dims("n")

@sheet.exercise("1a", marks=4)
def slope(x=Real()):
    r"Show that \\claim."
    return Eq(Derivative(sigmoid(x), x), sigmoid(x) * (1 - sigmoid(x)))

@sheet.exercise("1b", marks=2)
def offset(v=Vector(n), c=Real(), i=Index(n)):
    r"Show that \\claim."
    return Eq(softmax(v + c)[i], softmax(v)[i])

@sheet.exercise("2")
def line(w=Find(Vector(2), answer=(-1, 1)), b=Find(Real(), answer=0)):
    r"Find $w$ and $b$ such that \\claim[one] and \\claim[other]."
    yield part("one", Lt(w.T * vector(2, 1) + b, 0), marks=1)
    yield part("other", Lt(0, w.T * vector(1, 2) + b), marks=1)

@sheet.exercise("3", marks=1)
def why():
    yield prose("in words", marks=1)
"""

A = "# 1a\n\n"
RIGHT = r"$$\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2} = \sigma(x)(1-\sigma(x))$$"
B = "# 1b\n\n"
OFFSET = (
    r"$$\operatorname{softmax}(v + c)_i = \frac{e^c e^{v_i}}{e^c \sum_{j=1}^n e^{v_j}}"
    r" = \operatorname{softmax}(v)_i$$"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheet")
    (path / "sheet.py").write_text(SHEET, encoding="utf-8")
    return path


@cache
def grader_of(folder):
    return grader(read_sheet(folder))


def marks(folder, text, label="1a"):
    path = folder / "answer.md"
    path.write_text(text, encoding="utf-8")
    grade = grader_of(folder).grade(Submission("a", (File("answer.md", path.read_bytes()),)))
    exercise = next(e for e in grade.exercises if e.label == label)
    return float(exercise.got), float(exercise.pending), [line.why.split(".")[1] for line in exercise.lines]


HONEST = {
    "as in the solution": A + RIGHT,
    "under another label style": "# Exercise 1\n\n(a) We compute\n\n" + RIGHT,
    "without any label": RIGHT,
    "with a new name for an intermediate": A
    + r"With $s := 1+e^{-x}$"
    + "\n\n"
    + r"$$\sigma'(x) = \frac{e^{-x}}{s^2} = \sigma(x)(1-\sigma(x))$$",
    "from the right side to the left": A
    + r"$$\sigma(x)(1-\sigma(x)) = \frac{e^{-x}}{(1+e^{-x})^2} = \frac{d}{dx}\sigma(x)$$",
    "in two displays": A
    + r"$$\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2}$$"
    + "\n\nThis is\n\n"
    + r"$$\frac{e^{-x}}{(1+e^{-x})^2} = \frac{1}{1+e^{-x}}\left(1-\frac{1}{1+e^{-x}}\right)$$",
    "in another order of the factors": A
    + r"$$\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2} = (1-\sigma(x))\,\sigma(x)$$",
}


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_a_right_derivation_gets_its_marks_however_it_is_written(folder, text):
    assert marks(folder, text) == (4, 0, ["shown"])


def test_sizes_and_indices_may_be_called_otherwise(folder):
    text = B + "Let $v \\in \\mathbb{R}^m$.\n\n" + OFFSET.replace("_i", "_k").replace("^n", "^m")
    assert marks(folder, text, "1b") == (2, 0, ["shown"])


TRICKS = {
    "the claim assumed": A
    + r"Assume $\sigma'(x) = \sigma(x)(1-\sigma(x))$."
    + "\n\n"
    + r"$$\sigma'(x) = \sigma(x)(1-\sigma(x))$$",
    "the task line copied": A + r"$$\sigma'(x) = \sigma(x)(1-\sigma(x))$$",
    "the task line, padded": A + r"$$\sigma'(x) = 0 + \sigma'(x) = \sigma(x)(1-\sigma(x)) \cdot 1$$",
    "the task line and a triviality": A + r"$$0 = 0$$" + "\n\n" + r"$$\sigma'(x) = \sigma(x)(1-\sigma(x))$$",
    "a symbol redefined": A
    + r"Let $\sigma(x) := 0$."
    + "\n\n"
    + r"$$\sigma'(x) = 0 = \sigma(x)(1-\sigma(x))$$",
    "round in a circle": A + r"$$\sigma'(x) = \sigma(x)(1-\sigma(x)) = \sigma'(x)$$",
    "a contradiction assumed": A
    + "Assume $x > 0$ and $x < 0$.\n\n"
    + r"$$\sigma'(x) = 7 = \sigma(x)(1-\sigma(x))$$",
    "a value assumed": A + "Let $x = 0$.\n\n" + r"$$\sigma'(x) = \frac{1}{4} = \sigma(x)(1-\sigma(x))$$",
    "assumed in front": "---\nassume: x = 0\n---\n"
    + A
    + r"$$\sigma'(x) = \frac{1}{4} = \sigma(x)(1-\sigma(x))$$",
    "only in a definition": A + r"Let $f := \sigma(x)(1-\sigma(x))$.",
    "in a comment": A + f"<!-- {RIGHT} -->\n\n$$1 = 1$$",
    "about nothing": A + "$$0 = 0 = 0$$",
}


@pytest.mark.parametrize("text", TRICKS.values(), ids=TRICKS)
def test_a_trick_earns_nothing(folder, text):
    assert marks(folder, text)[0] == 0


PARTLY = (
    (A + r"$$\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2}$$", "other-form"),
    (A + r"$$\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^2} = \sigma(x)(1+\sigma(x))$$", "mistake"),
    (
        A
        + r"$$\sigma'(x) = \frac{e^{-x}}{(1+e^{-x})^3} = \frac{-e^{-x}}{1+e^{-x}} = \sigma(x)(1-\sigma(x))$$",
        "compensating",
    ),
    (B + OFFSET, "missing"),
)


@pytest.mark.parametrize(("text", "why"), PARTLY)
def test_what_is_not_shown_does_not_get_full_marks(folder, text, why):
    got, _, reasons = marks(folder, text)
    assert got < 4
    assert reasons == [why]


FOR_A_PERSON = (
    A + r"$$\sigma'(x) = \text{see the picture}$$",
    A + r"$$\sigma'(x) = \frac{e^{-x}}{(1+e^{-x}$$",
)


@pytest.mark.parametrize("text", FOR_A_PERSON)
def test_what_cannot_be_read_goes_to_a_person(folder, text):
    got, pending, _ = marks(folder, text)
    assert (got, pending) == (0, 4)


WITNESSES = (
    ("Let $w = \\begin{pmatrix} -1 \\\\ 1 \\end{pmatrix}$ and $b = 0$.", 2, 0),
    ("Let $w = \\begin{pmatrix} -4 \\\\ 5 \\end{pmatrix}$ and $b = -1$.", 2, 0),
    ("Let $w = \\begin{pmatrix} 1 \\\\ 1 \\end{pmatrix}$ and $b = 0$.", 1, 0),
    ("Let $w = \\begin{pmatrix} 1 \\\\ -1 \\end{pmatrix}$ and $b = 0$.", 0, 0),
    ("There are such values: $1 < 2$.", 0, 2),
)


@pytest.mark.parametrize(("text", "got", "pending"), WITNESSES)
def test_any_values_that_satisfy_the_conditions_are_right(folder, text, got, pending):
    assert marks(folder, "# 2\n\n" + text, "2")[:2] == (got, pending)


def test_words_are_for_a_person(folder):
    assert marks(folder, "# 3\n\nBecause $1 < 2$.", "3") == (0, 1, ["person"])
    assert marks(folder, A + RIGHT, "3") == (0, 0, ["missing"])


def test_what_stands_under_a_wrong_label_is_found(folder):
    assert marks(folder, B + RIGHT) == (4, 0, ["shown"])


SAME_FORM = ((r"\frac{a}{b}", r"a b^{-1}"), ("a - b", "-(b - a)"), ("2(a + b)", "2a + 2b"), ("x x", "x^2"))
OTHER_FORM = (("(a+b)^2", "a^2+2ab+b^2"), (r"\frac{d}{dx} x^2", "2x"), (r"\sin^2 x + \cos^2 x", "1"))


@pytest.mark.parametrize(("left", "right"), SAME_FORM)
def test_order_signs_and_fractions_do_not_change_the_form(left, right):
    assert form(term_of(left)) is form(term_of(right))


@pytest.mark.parametrize(("left", "right"), OTHER_FORM)
def test_work_changes_the_form(left, right):
    assert form(term_of(left)) is not form(term_of(right))


def test_forms_of_forms_are_the_same():
    term = term_of(r"-\frac{2(x - y)^2}{4} e^{-x} e^x")
    assert form(form(term)) is form(term)
    assert isinstance(form(term), Apply)


@pytest.fixture
def handed_in(tmp_path):
    path = tmp_path / "in"
    (path / "s3").mkdir(parents=True)
    (path / "s1.md").write_text(A + RIGHT, encoding="utf-8")
    (path / "s2.md").write_text(A + r"$$\sigma'(x) = 0$$", encoding="utf-8")
    (path / "s3" / "part1.md").write_text(A + RIGHT, encoding="utf-8")
    (path / "s3" / "part2.md").write_text(B + OFFSET, encoding="utf-8")
    (path / "s4.md").write_bytes(b"\xff\xfe\x00\x00\xff")
    (path / "roster.csv").write_text("s1,Somebody\n", encoding="utf-8")
    return path


def run(folder, handed_in, out, *more):
    assert main(["grade", str(folder), str(handed_in), "--out", str(out), *more]) == 0
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_a_roster_is_no_submission_and_a_folder_is_one(handed_in):
    assert [s.pseudonym for s in submissions(handed_in)] == ["s1", "s2", "s3", "s4"]


def test_grades_are_the_same_for_any_number_of_processes_and_after_an_interruption(
    folder, handed_in, tmp_path
):
    alone = run(folder, handed_in, tmp_path / "one", "--jobs", "1")
    several = run(folder, handed_in, tmp_path / "two", "--jobs", "2")
    results = alone.pop("results.jsonl")
    assert sorted(several.pop("results.jsonl").split(b"\n")) == sorted(results.split(b"\n"))
    assert several == alone
    (tmp_path / "three").mkdir()
    (tmp_path / "three" / "results.jsonl").write_bytes(results[: results.index(b"\n") + 30])
    resumed = run(folder, handed_in, tmp_path / "three", "--jobs", "1")
    assert resumed.pop("results.jsonl") == results
    assert resumed == alone


def test_the_json_holds_what_the_schema_says(folder, handed_in, tmp_path):
    files = run(folder, handed_in, tmp_path / "out", "--jobs", "1")
    data = json.loads(files["grades.json"])
    assert data["schema"] == "derive.grade/1"
    assert set(data["sheet"]) == {"name", "digest"}
    for submission in data["submissions"]:
        for exercise in submission["exercises"]:
            assert set(exercise) == {"key", "label", "got", "max", "pending", "lines"}
            assert sum(line["got"] for line in exercise["lines"]) == exercise["got"]
            assert all({"for", "got", "max", "step", "why"} <= set(line) for line in exercise["lines"])


def test_the_overview_leaves_cells_blank_that_wait_for_a_person(folder, handed_in, tmp_path):
    table = run(folder, handed_in, tmp_path / "out", "--jobs", "1")["overview.csv"].decode().splitlines()
    assert table[0] == "pseudonym,1a,1b,2,3,sum,max,pending"
    assert table[4].startswith("s4,,,,,,")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1"])
def test_no_cell_is_a_formula(text):
    assert not safe(text).startswith(text[0])
    assert overview(()).startswith("pseudonym")


def test_a_missing_folder_is_named(folder, tmp_path, capsys):
    assert main(["grade", str(folder), str(tmp_path / "none"), "--out", str(tmp_path / "out")]) == 2
    assert "none" in capsys.readouterr().err
