"""Grading a class: a thousand submissions of about ten steps, from the command line, reports included."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from classroom.students import a_class

from benchmarks import HERE
from derive.sheet.read import read_sheet

SHEET = HERE.parent / "tests" / "classroom" / "ml-physics-05"
STUDENTS = 1000
STEPS = 10
JOBS = 2


@contextmanager
def handed_in() -> Iterator[Path]:
    """A folder with the submissions of a class: right, wrong, unfinished, dishonest and damaged ones."""
    with TemporaryDirectory() as folder:
        for student in a_class(read_sheet(SHEET), STUDENTS, seed=3, steps=STEPS):
            place = Path(folder) / "in" / student.name
            place.mkdir(parents=True)
            for name, text in student.files.items():
                (place / name).write_text(text, encoding="utf-8")
        yield Path(folder)


def spent() -> float:
    """Seconds of processor time of all processes that were started and have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def graded(folder: Path, *more: str) -> tuple[float, float]:
    """Seconds of processor time and of the clock for one run."""
    command = [sys.executable, "-m", "derive.cli.main", "grade", str(SHEET), str(folder / "in")]
    before, began = spent(), perf_counter()
    subprocess.run(
        [*command, "--out", str(folder / "out"), "--jobs", str(JOBS), *more], check=True, capture_output=True
    )
    return spent() - before, perf_counter() - began


def report() -> str:
    """The table."""
    with handed_in() as folder:
        first = graded(folder)
        again = graded(folder, "--resume")
        kept = sum(f.stat().st_size for f in (folder / "out").rglob("*") if f.is_file())
    rows = "".join(
        f"| {what} | {cpu:.1f} | {1000 * cpu / STUDENTS:.0f} | {clock:.0f} |\n"
        for what, (cpu, clock) in (("the first time", first), ("again, nothing changed", again))
    )
    return f"""{STUDENTS} submissions of about {STEPS} steps (`derive grade`, {JOBS} processes, start-up and
reference solutions included); a report as page, text and data for each, {kept / 1e6:.0f} MB in all.

| run | s of CPU | ms a submission | s by the clock |
|---|---|---|---|
{rows}"""
