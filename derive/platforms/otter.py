"""Otter-Grader: a file for each exercise of each submission's result, in the form of its own tests.

Otter writes Gradescope's ``results.json`` itself from what its tests give; here the marks are given already.
A part that waits for a person has no test.
"""

from collections.abc import Sequence

from derive.grade.platform import Platform, Say, place
from derive.grade.result import Grade, Marked, number


def write(grades: Sequence[Grade], say: Say) -> dict[str, str]:
    """Test files by their names."""
    return {
        place(grade, f"tests/{exercise.key}.py"): test(exercise, say)
        for grade in grades
        for exercise in grade.exercises
        if not exercise.pending
    }


def test(exercise: Marked, say: Say) -> str:
    """An exercise as an Otter test: a case for each line, right if it has all its marks."""
    cases = [
        {
            "code": f">>> {number(line.got)!r} == {number(line.most)!r}\nTrue",
            "hidden": False,
            "locked": False,
            "points": number(line.most),
            "failure_message": line.comment or say(line.why),
        }
        for line in exercise.lines
    ]
    found = {"name": exercise.label, "points": number(exercise.most), "suites": [{"cases": cases}]}
    return f"test = {found!r}\n"


PLATFORM = Platform(write)
