"""Gradescope: a ``results.json`` for each submission, as its autograder reads it.

Parts that a person has to mark have no score there, so that the platform shows them as not graded. Where a
test has none the platform asks for a score of the whole, which is that of the other parts.
"""

import json
from collections.abc import Sequence
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
    """What Gradescope is told about one submission."""
    waiting = [e.label for e in grade.exercises if e.pending]
    decided = sum((e.got for e in grade.exercises if not e.pending), ZERO)
    told = [say(grade.problem)] if grade.problem else []
    told += [f"{say('grade.person')}: {', '.join(waiting)}"] if waiting else []
    return {
        **({"score": number(decided)} if waiting else {}),
        "output": "\n".join(told),
        "output_format": "text",
        "test_output_format": "text",
        "visibility": "after_published",
        "tests": [_test(e, say) for e in grade.exercises],
    }


def _test(exercise: Marked, say: Say) -> dict[str, Any]:
    told = [
        f"{line.subject}: {number(line.got)}/{number(line.most)} {line.comment or say(line.why)}"
        for line in exercise.lines
    ]
    entry: dict[str, Any] = {
        "number": exercise.label,
        "name": exercise.key,
        "name_format": "text",
        "output": "\n".join(told),
    }
    if not exercise.pending:
        entry |= {"score": number(exercise.got), "max_score": number(exercise.most)}
        entry |= {"status": "passed"} if exercise.got == exercise.most else {}
    return entry


PLATFORM = Platform(write)
