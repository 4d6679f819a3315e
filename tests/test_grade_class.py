"""A class whose marks are known: what the program gives is what the work is worth, or a person decides."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from classroom.derivations import SHEETS as ANSWERS
from classroom.students import a_class
from classroom.tricks import TRICKS

from derive.grade.archive import File
from derive.grade.grading import grader
from derive.grade.submission import Submission
from derive.sheet.read import read_sheet

CLASSROOM = Path(__file__).parent / "classroom"
SHEETS = ("ml-physics-05", "tour")
STUDENTS = 12
SPREAD = 7


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
BETWEEN = r"\frac{e^{-x}}{(1 + e^{-x})^2}"
RIGHT = r"\frac{1}{4 \cosh^2(x/2)}"
ONE = r"(\cosh^2 x - \sinh^2 x)"


@pytest.mark.parametrize("trick", TRICKS)
def test_each_trick_earns_nothing(trick):
    text = "# 1a\n\n" + TRICKS[trick].format(l=LEFT, m=BETWEEN, r=RIGHT) + "\n"
    grade = grader_of("ml-physics-05").grade(Submission("a", (File("a.md", text.encode()),)))
    assert sum(e.got for e in grade.exercises) == 0


OF_THIS_CLAIM = {
    "the slope of its integral": rf"$${LEFT} = \frac{{d}}{{dx}} \int_0^x {RIGHT} \, dx = {RIGHT}$$",
    "only at a number": r"$$\sigma'(0) = \frac14 = \frac{1}{4 \cosh^2 0}$$",
    "narrowed to a number": r"For $x = 0$:" + f"\n\n$${LEFT} = \\frac14 = {RIGHT}$$",
    "narrowed to an interval": r"Let $x \in [0, 0]$." + f"\n\n$${LEFT} = \\frac14 = {RIGHT}$$",
    "narrowed by its value": r"Suppose that $\sigma(x) = \frac12$." + f"\n\n$${LEFT} = \\frac14 = {RIGHT}$$",
    "narrowed in the formula": rf"$$\forall x = 0: {LEFT} = \frac14 = {RIGHT}$$",
    "another meaning in words": r"Here $\sigma(x)$ denotes $7$." + f"\n\n$${LEFT} = 0 = {RIGHT}$$",
    "another meaning of a standard name": r"Let $\cosh(x) := 1$." + f"\n\n$${LEFT} = \\frac14 = {RIGHT}$$",
    "identities beside it": rf"$${LEFT} = {LEFT} {ONE} = {RIGHT} {ONE} = {RIGHT}$$",
    "in another variable": r"$$\frac{d}{dy} \sigma(y) = \frac{1}{4 \cosh^2(y/2)}$$",
    "as cases": rf"$${LEFT} = \begin{{cases}} {RIGHT} & x > 0 \\ {RIGHT} & x \le 0 \end{{cases}}$$",
}


def tricked():
    """Every trick once, spread over the exercises whose claims are equations."""
    claims = [(name, label, a.chains[0].members) for name in SHEETS for label, a in equations(name)]
    for k, trick in enumerate(TRICKS):
        for name, label, members in claims[k % SPREAD :: SPREAD]:
            text = TRICKS[trick].format(l=members[0], m=members[2], r=members[-1])
            yield name, f"# {label}\n\n{text}\n", trick


def equations(name):
    for label, answers in ANSWERS[name].items():
        chains = [c for c in answers[0].chains if not c.lemma]
        if len(chains) == len(answers[0].chains) == 1 and set(chains[0].members[1::2]) == {"="}:
            yield label, answers[0]


@pytest.mark.parametrize(("name", "text", "trick"), tuple(tricked()))
def test_tricks_earn_nothing_whatever_the_claim(name, text, trick):
    grade = grader_of(name).grade(Submission("a", (File("a.md", text.encode()),)))
    assert sum(e.got for e in grade.exercises) == 0


@pytest.mark.parametrize("text", OF_THIS_CLAIM.values(), ids=OF_THIS_CLAIM)
def test_tricks_with_this_claim_earn_nothing(text):
    text = f"# 1a\n\n{text}\n"
    grade = grader_of("ml-physics-05").grade(Submission("a", (File("a.md", text.encode()),)))
    assert sum(e.got for e in grade.exercises) == 0
