"""GitHub Classroom: the result of a grader, as its reporter reads it.

Exercises that wait for a person are no failed tests: they are left out of the count and named in a message.
"""

import json
from collections.abc import Sequence
from typing import Any

from derive.grade.platform import Platform, Say, place
from derive.grade.result import ZERO, Grade, Marked, number


def write(grades: Sequence[Grade], say: Say) -> dict[str, str]:
    """The files by their names."""
    return {
        place(grade, "result.json"): json.dumps(result(grade, say), indent=1, ensure_ascii=False) + "\n"
        for grade in grades
    }


def result(grade: Grade, say: Say) -> dict[str, Any]:
    """What the reporter is told about one repository."""
    decided = [e for e in grade.exercises if not e.pending]
    waiting = [e.label for e in grade.exercises if e.pending]
    is_right = all(e.got == e.most for e in decided)
    return {
        "version": 1,
        "status": "pass" if is_right else "fail",
        "max_score": number(sum((e.most for e in decided), ZERO)),
        "message": f"{say('grade.person')}: {', '.join(waiting)}" if waiting else "",
        "tests": [_test(e, say) for e in decided],
    }


def _test(exercise: Marked, say: Say) -> dict[str, Any]:
    is_right = exercise.got == exercise.most
    told = [f"{line.subject}: {line.comment or say(line.why)}" for line in exercise.lines]
    return {
        "name": exercise.label,
        "status": "pass" if is_right else "fail",
        "score": number(exercise.got),
        "max_score": number(exercise.most),
        "message": "\n".join(told),
        "test_code": exercise.key,
        "filename": "",
        "line_no": 0,
        "duration": 0,
    }


PLATFORM = Platform(write)
