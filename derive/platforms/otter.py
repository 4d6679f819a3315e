"""Otter-Grader: a file for each exercise of each submission's result, in the form of its own tests.

Otter writes Gradescope's ``results.json`` itself from what its tests give; here the marks are given already.
A part that waits for a person has no test.
"""

from collections.abc import Iterator, Sequence

from derive.grade.platform import Platform, Say, place
from derive.grade.result import Grade, Line, Marked, number


def write(grades: Sequence[Grade], say: Say) -> dict[str, str]:
    """Test files by their names."""
    return {
        place(grade, f"tests/{exercise.key}.py"): test(exercise, say)
        for grade in grades
        for exercise in grade.exercises
        if not exercise.pending
    }


def test(exercise: Marked, say: Say) -> str:
    """An exercise as an Otter test, which gives a case its points or none.

    What a line has earned is a case that passes, and what it has not one that fails.
    """
    cases = [case for line in exercise.lines for case in _cases(line, say)]
    found = {"name": exercise.label, "points": number(exercise.most), "suites": [{"cases": cases}]}
    return f"test = {found!r}\n"


def _cases(line: Line, say: Say) -> Iterator[dict[str, object]]:
    why = f"{line.subject}: {number(line.got)}/{number(line.most)} {line.comment or say(line.why)}"
    for points, right in ((line.got, True), (line.most - line.got, False)):
        if points > 0:
            told = {"success_message" if right else "failure_message": why}
            code = f">>> {right}\nTrue"
            yield {"code": code, "hidden": False, "locked": False, "points": number(points), **told}


PLATFORM = Platform(write)
