"""Platforms: what each of them reads, held against a recorded example."""

from fractions import Fraction

from derive.grade.result import Grade, Line, Marked
from derive.platforms.gradescope import results

GRADE = Grade(
    "s1",
    (
        Marked("slope", "1a", (Line("claim", Fraction(2), Fraction(2), "grade.shown", "1a.3"),)),
        Marked(
            "why", "1b", (Line("in words", Fraction(0), Fraction(1), "grade.person", pending=Fraction(1)),)
        ),
    ),
)
GRADESCOPE = {
    "output": "",
    "output_format": "text",
    "visibility": "after_published",
    "tests": [
        {"number": "1a", "name": "slope", "output": "claim: 2/2 grade.shown", "score": 2, "max_score": 2},
        {"number": "1b", "name": "why", "output": "in words: 0/1 grade.person"},
    ],
}


def test_gradescope_is_told_scores_but_for_what_waits_for_a_person():
    assert results(GRADE, str) == GRADESCOPE
