"""How much has to be written beside a claim: no less than the reference solution writes.

A mark asks for a step between the two sides of what the task prints, and what a step is depends on the
exercise. In one the whole work is a chain of forms, in another it is to put a definition for its name.
"""

from derive.core.source import UnreadableError
from derive.grade.archive import File
from derive.grade.marks import marked
from derive.grade.reading import checked
from derive.grade.result import Line
from derive.grade.written import written
from derive.sheet.asked import declared, key_of
from derive.sheet.model import Exercise, ReadSheet

Levels = dict[tuple[str, str], int]


def levels(sheet: ReadSheet) -> Levels:
    """By key and goal: 2, or less where the reference solution writes less."""
    found: Levels = {}
    for exercise in sheet.exercises:
        for lines in zip(*(_lines(sheet, exercise, level) for level in (2, 1)), strict=True):
            first = next((level for level, line in zip((2, 1), lines, strict=True) if line.got), 0)
            found[exercise.key, lines[0].subject] = first
    return found


def _lines(sheet: ReadSheet, exercise: Exercise, level: int) -> tuple[Line, ...]:
    """The marks of the reference solution, if so much has to be written."""
    path = sheet.folder / str(exercise.solution)
    if not exercise.solution or not path.is_file():
        return ()
    text = f"# {exercise.label}\n\n".encode() + path.read_bytes()
    try:
        found = checked(File(f"{exercise.label}.md", text), sheet, declared(sheet))
    except UnreadableError:
        return ()
    steps = written([found], [exercise.label])
    alone = tuple(w for w in steps if w.exercise == key_of(exercise.label)) or steps
    return marked(exercise, alone, level=lambda _, __: level).lines
