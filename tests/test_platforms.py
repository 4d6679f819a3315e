"""Platforms: what each of them reads, held against a recorded example; undecided is never failed."""

import doctest
import json
import sys
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from xml.dom.minidom import parseString  # our own file

import pytest

from derive.cli.main import main
from derive.grade.platform import ONE, GradebookError, Platform
from derive.grade.result import Grade, Line, Marked
from derive.grade.table import inert
from derive.platforms import canvas, moodle, otter
from derive.platforms.github import result
from derive.platforms.gradescope import results
from derive.platforms.nbgrader import left_to_person, score
from derive.platforms.prairielearn import results as prairielearn
from derive.registry import discover


def line(subject, got, most, why, pending=0):
    return Line(subject, Fraction(got), Fraction(most), why, pending=Fraction(pending))


RIGHT = Marked("slope", "1a", (line("claim", 2, 2, "grade.shown"),))
SHORT = Marked("bound", "1c", (line("claim", "1/2", 2, "grade.mistake"),))
WAITING = Marked("why", "1b", (line("in words", 0, 1, "grade.person", 1),))
GRADE = Grade("s1", (RIGHT, WAITING, SHORT))
WHOLE = Grade("s2", (RIGHT, SHORT))
UNREAD = Grade(
    "s3", (Marked("slope", "1a", (line("claim", 0, 2, "grade.unreadable", 2),)),), "grade.unreadable"
)

GRADESCOPE = {
    "score": 2.5,
    "output": "grade.person: 1b",
    "output_format": "text",
    "test_output_format": "text",
    "visibility": "after_published",
    "tests": [
        {
            "number": "1a",
            "name": "slope",
            "name_format": "text",
            "output": "claim: 2/2 grade.shown",
            "score": 2,
            "max_score": 2,
            "status": "passed",
        },
        {"number": "1b", "name": "why", "name_format": "text", "output": "in words: 0/1 grade.person"},
        {
            "number": "1c",
            "name": "bound",
            "name_format": "text",
            "output": "claim: 0.5/2 grade.mistake",
            "score": 0.5,
            "max_score": 2,
        },
    ],
}
PRAIRIELEARN = {
    "gradable": True,
    "score": 0.625,
    "message": "grade.person: 1b",
    "tests": [
        {
            "name": "1a",
            "description": "slope",
            "points": 2,
            "max_points": 2,
            "message": "claim: grade.shown",
        },
        {
            "name": "1c",
            "description": "bound",
            "points": 0.5,
            "max_points": 2,
            "message": "claim: grade.mistake",
        },
    ],
}
NOWHERE = {"filename": "", "line_no": 0, "duration": 0}
CLASSROOM = {
    "version": 1,
    "status": "fail",
    "max_score": 4,
    "message": "grade.person: 1b",
    "tests": [
        {
            "name": "1a",
            "status": "pass",
            "score": 2,
            "max_score": 2,
            "message": "claim: grade.shown",
            "test_code": "slope",
            **NOWHERE,
        },
        {
            "name": "1c",
            "status": "fail",
            "score": 0.5,
            "max_score": 2,
            "message": "claim: grade.mistake",
            "test_code": "bound",
            **NOWHERE,
        },
    ],
}


@pytest.mark.parametrize(
    ("found", "recorded"),
    [(results, GRADESCOPE), (prairielearn, PRAIRIELEARN), (result, CLASSROOM)],
    ids=["gradescope", "prairielearn", "github"],
)
def test_what_a_platform_is_told_is_what_it_reads(found, recorded):
    assert found(GRADE, str) == recorded


def test_a_score_of_the_whole_is_given_only_where_a_test_has_none():
    found = results(WHOLE, str)
    assert "score" not in found
    assert all("score" in test for test in found["tests"])


def test_what_cannot_be_read_costs_no_attempt():
    assert prairielearn(UNREAD, str) == {"gradable": False, "format_errors": ["grade.unreadable"]}


def test_what_waits_for_a_person_is_skipped_by_junit_and_not_failed():
    text = discover("derive.platforms", "PLATFORM", Platform)["junit"].write((GRADE,), str)["grades.xml"]
    (suite,) = parseString(text).getElementsByTagName("testsuite")  # noqa: S318  # our own file
    assert {k: suite.getAttribute(k) for k in ("tests", "failures", "skipped", "errors")} == {
        "tests": "3",
        "failures": "1",
        "skipped": "1",
        "errors": "0",
    }
    cases = suite.getElementsByTagName("testcase")
    assert {c.getAttribute("name"): [e.tagName for e in c.childNodes if e.nodeType == 1] for c in cases} == {
        "1a": ["properties"],
        "1b": ["properties", "skipped"],
        "1c": ["properties", "failure"],
    }


def test_tests_for_otter_are_programs_that_give_the_marks():
    files = otter.write((GRADE,), str)
    assert sorted(files) == ["s1/tests/bound.py", "s1/tests/slope.py"]
    assert [(points, right) for points, right, _ in ran(files["s1/tests/bound.py"])] == [
        (0.5, True),
        (1.5, False),
    ]
    assert [(points, right) for points, right, _ in ran(files["s1/tests/slope.py"])] == [(2, True)]
    assert all("grade.mistake" in told for _, _, told in ran(files["s1/tests/bound.py"]))


def ran(text):
    """Points, outcome and message of each case, run as Otter runs it: as a doctest."""
    known = {}
    exec(text, known)  # noqa: S102  # it is a program
    for case in known["test"]["suites"][0]["cases"]:
        (example,) = doctest.DocTestParser().get_examples(case["code"])
        right = str(eval(example.source)) == example.want.strip()  # noqa: S307  # our own file
        yield case["points"], right, case["success_message" if right else "failure_message"]


def test_one_submission_has_no_folder_of_its_own():
    files = {
        n: p.write((Grade(ONE, (RIGHT,)),), str)
        for n, p in discover("derive.platforms", "PLATFORM", Platform).items()
    }
    assert set(files["gradescope"]) == set(files["prairielearn"]) == {"results.json"}
    assert set(files["github"]) == {"result.json"}


MOODLE = """\
Identifier,Full name,Email address,Status,Sheet 5,Maximum Grade,Feedback comments
Participant 11,Ada Lovelace,ada@example.org,Submitted,,4.00,
Participant 12,=HYPERLINK("http://x"),bob@example.org,Submitted,-,4.00,
Participant 13,Carl Gauss,carl@example.org,No submission,-,4.00,-
"""
MOODLE_FILLED = """\
Identifier,Full name,Email address,Status,Sheet 5,Maximum Grade,Feedback comments
Participant 11,Ada Lovelace,ada@example.org,Submitted,2.5,4.00,
Participant 12,"'=HYPERLINK(""http://x"")",bob@example.org,Submitted,,4.00,
Participant 13,Carl Gauss,carl@example.org,No submission,-,4.00,-
"""
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Sheet 5 (4711),Current Score
    Points Possible,,,,,4.00,(read only)
"Lovelace, Ada",11,,ada,S1,,80
"Babbage, Bob",12,,bob,S1,1,90
"""
CANVAS_FILLED = """\
Student,ID,SIS User ID,SIS Login ID,Section,Sheet 5 (4711),Current Score
    Points Possible,,,,,4.00,(read only)
"Lovelace, Ada",11,,ada,S1,2.5,80
"Babbage, Bob",12,,bob,S1,,90
"""


@pytest.mark.parametrize(
    ("platform", "export", "expected"), [(moodle, MOODLE, MOODLE_FILLED), (canvas, CANVAS, CANVAS_FILLED)]
)
def test_one_column_of_the_platforms_table_is_filled_and_a_cell_that_waits_stays_blank(
    platform, export, expected
):
    assert platform.fill(export, "Sheet 5", {"11": WHOLE, "bob@example.org": GRADE, "12": GRADE}) == expected


@pytest.mark.parametrize(("export", "column"), [(MOODLE, "Sheet 6"), ("a,b\n1,2\n", "b"), ("", "b")])
def test_a_table_that_cannot_be_filled_is_refused(export, column):
    with pytest.raises(GradebookError):
        moodle.fill(export, column, {"11": WHOLE})


FORMULAS = ("=1+1", "+cmd|x", "-2+3", "@x", "\tx", "\rx")
HARMLESS = ("-", "-2.5", "+49", "x", "")
CELLS = [*((c, f"'{c}") for c in FORMULAS), *((c, c) for c in HARMLESS)]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_no_cell_is_a_formula(cell, expected):
    assert inert(cell) == expected


SHEET = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="Sheet 5")

@sheet.exercise("1a", marks=2)
def square(x=Real()):
    r"Show that \\claim."
    return Eq((x + 1)**2 - 1, x * (x + 2))

@sheet.exercise("1b", marks=1)
def why():
    yield prose("in words", marks=1)
"""
WORK = "# 1a\n\n$$(x + 1)^2 - 1 = x^2 + 2x + 1 - 1 = x^2 + 2x = x (x + 2)$$\n"
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [{"cell_type": "markdown", "id": "a", "metadata": {}, "source": WORK.splitlines(keepends=True)}],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("platforms")
    (path / "sheet.py").write_text(SHEET, encoding="utf-8")
    (path / "homework.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    return path


@pytest.mark.parametrize(("exercise", "marks"), [("1a", 2.0), ("square", 2.0), ("1b", 0.0), ("9z", 0.0)])
def test_a_cell_of_a_notebook_gets_a_number_and_nothing_on_standard_error(folder, capfd, exercise, marks):
    found = score(str(folder), exercise, str(folder / "homework.ipynb"))
    told = capfd.readouterr()
    assert (found, told.err, bool(told.out)) == (marks, "", True)


def test_a_cell_survives_a_missing_notebook(folder, capfd):
    found = score(str(folder), "1a", str(folder / "none.ipynb"))
    assert (found, found.pending) == (0.0, None)
    assert capfd.readouterr().err == ""


class Kept(dict):
    """A notebook as nbformat has it: entries that are also attributes."""

    __getattr__ = dict.__getitem__


def cell_of(name, value):
    data = value._repr_mimebundle_() if value is not None else {}
    outputs = [Kept(output_type="stream", text="why"), Kept(output_type="execute_result", data=data)]
    return Kept(metadata=Kept(nbgrader=Kept(grade_id=name)), outputs=outputs if value is not None else [])


class Gradebook:
    """What of nbgrader's gradebook is used."""

    def __init__(self, url="sqlite://"):
        self.url, self.db, self.commits = url, self, 0
        self.grades = {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def commit(self):
        self.commits += 1

    def find_grade(self, cell, *place):
        assert place == ("homework", "ps1", "ada")
        return self.grades.setdefault(
            cell, SimpleNamespace(auto_score=0.0, manual_score=None, needs_manual_grade=False)
        )


def test_what_waits_has_no_score_in_nbgrader_and_is_listed_for_a_person(folder, monkeypatch):
    """Held against nbgrader 0.9.6: an automatic score that is None is what its own manual cells have."""
    book = Gradebook()
    module = SimpleNamespace(Gradebook=lambda url: book if url == "sqlite:///gradebook.db" else None)
    monkeypatch.setitem(sys.modules, "nbgrader", SimpleNamespace(api=module))
    monkeypatch.setitem(sys.modules, "nbgrader.api", module)
    cells = [{**NOTEBOOK["cells"][0], "source": WORK + "\n# 1b\n\nBecause $1 < 2$.\n"}]
    (folder / "waits.ipynb").write_text(json.dumps({**NOTEBOOK, "cells": cells}), encoding="utf-8")
    homework = str(folder / "waits.ipynb")
    made = {name: score(str(folder), name, homework) for name in ("1a", "1b", "9z")}
    notebook = Kept(cells=[Kept(metadata=Kept()), *(cell_of(n, v) for n, v in made.items())])
    place = {
        "notebook": "homework",
        "assignment": "ps1",
        "student": "ada",
        "db_url": "sqlite:///gradebook.db",
    }
    resources = {"nbgrader": place}
    assert left_to_person(notebook, resources) == (notebook, resources)
    assert {n: (g.auto_score, g.needs_manual_grade) for n, g in book.grades.items()} == {
        "1b": (None, True),
        "9z": (None, True),
    }
    assert book.commits == 1


def test_a_notebook_in_which_nothing_waits_needs_no_gradebook(folder):
    found = score(str(folder), "1a", str(folder / "homework.ipynb"))
    assert found._repr_mimebundle_() == {"text/plain": "2.0"}
    left_to_person(Kept(cells=[cell_of("1a", found), cell_of("2a", None)]), {})


def test_moodle_from_its_export_to_its_table(folder, tmp_path, capsys):
    handed_in = tmp_path / "export"
    for name in ("Ada Lovelace_11", "Bob Babbage_12"):
        inside = handed_in / f"{name}_assignsubmission_file"
        inside.mkdir(parents=True)
        (inside / "work.md").write_text(WORK, encoding="utf-8")
    book = tmp_path / "grades.csv"
    book.write_text(MOODLE, encoding="utf-8")
    out = tmp_path / "out"
    arguments = [
        "grade",
        str(folder),
        str(handed_in),
        "--out",
        str(out),
        "--platform",
        "moodle",
        "--jobs",
        "1",
    ]
    assert main([*arguments, "--gradebook", str(book), "--export", str(tmp_path / "all.csv")]) == 0
    filled = (tmp_path / "grades-graded.csv").read_text(encoding="utf-8").splitlines()
    assert filled[1] == "Participant 11,Ada Lovelace,ada@example.org,Submitted,2,4.00,"
    whole = "".join(p.read_text("utf-8") + p.name for p in Path(out).rglob("*") if p.is_file())
    assert "Lovelace" not in whole
    assert "Babbage" not in whole
    assert "Ada Lovelace_11" in (tmp_path / "all.csv").read_text(encoding="utf-8")
    assert main([*arguments, "--export", str(out / "all.csv")]) == 2
    assert "all.csv" in capsys.readouterr().err


def test_gradescope_gets_one_file_for_one_submission(folder, tmp_path):
    handed_in = tmp_path / "submission"
    handed_in.mkdir()
    (handed_in / "work.md").write_text(WORK + "\n# 1b\n\nBecause $1 < 2$.\n", encoding="utf-8")
    out = tmp_path / "results"
    arguments = ["grade", str(folder), str(handed_in), "--one", "--out", str(out), "--jobs", "1"]
    assert main([*arguments, "--platform", "gradescope"]) == 0
    told = json.loads((out / "gradescope" / "results.json").read_text(encoding="utf-8"))
    assert [(t["number"], t.get("score")) for t in told["tests"]] == [("1a", 2), ("1b", None)]
