"""PrairieLearn: the ``results.json`` of an external grader.

What cannot be read is not gradable, which costs no attempt. Marks that wait for a person are no failed test:
they are named, and count neither way.
"""

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from derive.grade.platform import Platform, Say, place
from derive.grade.result import ZERO, Grade, Marked, number


def write(grades: Sequence[Grade], say: Say) -> dict[str, str]:
    """The files by their names."""
    return {
        place(grade, "results.json"): json.dumps(results(grade, say), indent=1, ensure_ascii=False) + "\n"
        for grade in grades
    }


def results(grade: Grade, say: Say) -> dict[str, Any]:
    """What PrairieLearn is told about one submission."""
    if all(line.why == (grade.problem or "") for e in grade.exercises for line in e.lines):
        return {"gradable": False, "format_errors": [say(grade.problem or "grade.unreadable")]}
    decided = [e for e in grade.exercises if not e.pending]
    most = sum((e.most for e in decided), ZERO)
    got = sum((e.got for e in decided), ZERO)
    waiting = [e.label for e in grade.exercises if e.pending]
    return {
        "gradable": True,
        "score": float(round(Fraction(got, most), 6)) if most else 0.0,
        "message": f"{say('grade.person')}: {', '.join(waiting)}" if waiting else "",
        "tests": [_test(e, say) for e in decided],
    }


def _test(exercise: Marked, say: Say) -> dict[str, Any]:
    told = [f"{line.subject}: {line.comment or say(line.why)}" for line in exercise.lines]
    return {
        "name": exercise.label,
        "description": exercise.key,
        "points": number(exercise.got),
        "max_points": number(exercise.most),
        "message": "\n".join(told),
    }


PLATFORM = Platform(write)
