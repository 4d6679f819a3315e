"""A class whose marks are known: what the program gives is what the work is worth, or a person decides."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from classroom.students import a_class
from classroom.tricks import TRICKS

from derive.grade.archive import File
from derive.grade.grading import grader
from derive.grade.submission import Submission
from derive.sheet.read import read_sheet

CLASSROOM = Path(__file__).parent / "classroom"
SHEETS = ("ml-physics-05", "tour")
STUDENTS = 12


@cache
def grader_of(name):
    return grader(read_sheet(CLASSROOM / name))


@cache
def outcomes(name, count=STUDENTS):
    """What each exercise that was handed in is worth, and what it got."""
    found = []
    for student in a_class(read_sheet(CLASSROOM / name), count, seed=1):
        files = tuple(File(file, text.encode()) for file, text in student.files.items())
        grade = grader_of(name).grade(Submission(student.name, files))
        found += [(student.truth[e.label], e) for e in grade.exercises if e.label in student.truth]
    return tuple(found)


def of_kind(kind):
    return [(true, e) for name in SHEETS for true, e in outcomes(name) if true.kind == kind]


def test_no_honest_right_solution_loses_marks_to_anything_but_a_person():
    assert [(e.label, e.lines) for true, e in of_kind("honest") if e.got + e.pending < true.marks] == []


def test_of_honest_right_solutions_few_are_left_to_a_person():
    waiting = Counter(bool(e.pending) for _, e in of_kind("honest"))
    assert waiting[True] <= 0.05 * (waiting[True] + waiting[False])


def test_marks_are_what_the_work_is_worth():
    decided = [(true, e) for k in ("honest", "slip", "incomplete") for true, e in of_kind(k) if not e.pending]
    wrong = [(true, e.label, e.got) for true, e in decided if true.marks != e.got]
    assert len(wrong) <= 0.03 * len(decided), wrong


def test_no_trick_earns_anything():
    assert [(true.detail, e.label) for true, e in of_kind("gaming") if e.got] == []


def test_what_is_damaged_is_left_to_a_person_or_gets_what_it_is_worth():
    assert [e.label for true, e in of_kind("damaged") if e.got + e.pending < true.marks] == []


LEFT = r"\frac{d}{dx} \sigma(x)"
RIGHT = r"\frac{1}{4 \cosh^2(x/2)}"


@pytest.mark.parametrize("trick", TRICKS)
def test_each_trick_earns_nothing(trick):
    text = "# 1a\n\n" + TRICKS[trick].format(l=LEFT, r=RIGHT) + "\n"
    grade = grader_of("ml-physics-05").grade(Submission("a", (File("a.md", text.encode()),)))
    assert sum(e.got for e in grade.exercises) == 0
