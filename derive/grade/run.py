"""Grading many submissions: by several processes, resumed from a file that only grows."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

import derive
from derive.grade.files import write_file
from derive.grade.grading import Grader, Tell, grader, unreadable
from derive.grade.processes import Pool, fcntl
from derive.grade.result import Grade, as_json, from_json
from derive.grade.schedule import DEFAULT, Limits, Schedule, one_by_one
from derive.grade.submission import Submission
from derive.sheet.model import ReadSheet
from derive.sheet.read import read_sheet, sheet_file
from derive.theory.feedback import ALL

RESULTS: Final = "results.jsonl"
Progress = Callable[[int, int], None]


class BusyError(Exception):
    """Somebody else is grading into the same folder."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to grade: how many at a time, within which limits, and which of several attempts counts.

    ``tell`` makes of what was checked the plain data that reports need, ``feedback`` is how much that is.
    """

    jobs: int = 1
    limits: Limits = DEFAULT
    best: bool = False
    tell: Tell | None = None
    schedule: Schedule | None = None
    feedback: str = ALL


def digest_of(contents: Sequence[bytes]) -> str:
    """A fingerprint of the contents of files, in their order."""
    found = sha256(derive.__version__.encode())
    for content in contents:
        found.update(sha256(content).digest())
    return found.hexdigest()


def sheet_digest(sheet: ReadSheet) -> str:
    """The fingerprint of a sheet: of its text and of its solutions, which say how much has to be written."""
    paths = [sheet.folder / sheet.file]
    paths += [sheet.folder / e.solution for e in sheet.exercises if e.solution]
    return digest_of([p.read_bytes() for p in paths if p.is_file()])


def grade_all(
    path: Path, found: Sequence[Submission], out: Path, settings: Settings, progress: Progress
) -> tuple[Grade, ...]:
    """The grades of all submissions by pseudonym, whatever the number of processes.

    Each one is added to the results file as soon as it is there; what the file holds already, for the
    same text and sheet, is not graded again. In the end the file is put into the order of the pseudonyms.

    Raises:
        BusyError: another process is grading into the folder.
        SheetError: the sheet cannot be used.
    """
    base = sheet_digest(_sheet_for(path, ""))
    told = "" if settings.feedback == ALL else settings.feedback
    way = f"{base[:16]}{'b' if settings.best else ''}{told}"
    keys = {s.pseudonym: f"{way}-{digest_of([f.data for f in s.files])[:16]}" for s in found}
    with _results(out / RESULTS) as (stream, text):
        known = tuple(_entries(text))
        done = {g.pseudonym: g for key, g in known if keys.get(g.pseudonym) == key}
        earlier = {g.pseudonym: (key, g) for key, g in known if keys.get(g.pseudonym) != key}
        waiting = [s for s in found if s.pseudonym not in done]
        for count, grade in enumerate(_graded(path, waiting, settings), 1):
            kept = _compared(grade, keys[grade.pseudonym], *earlier.get(grade.pseudonym, ("", None)))
            done[kept.pseudonym] = kept
            stream.write(_line(keys[kept.pseudonym], kept))
            stream.flush()
            progress(count, len(waiting))
        grades = tuple(done[s.pseudonym] for s in sorted(found, key=lambda s: s.pseudonym))
        write_file(out / RESULTS, "".join(_line(keys[g.pseudonym], g) for g in grades))
    return grades


def _line(key: str, grade: Grade) -> str:
    entry = {"key": key, "grade": as_json(grade), "told": grade.told}
    entry |= {"before": _before(grade), "cause": grade.cause}
    return json.dumps(entry, ensure_ascii=False) + "\n"


def _before(grade: Grade) -> list[list[str]] | None:
    if grade.before is None:
        return None
    return [[key, str(got), str(pending)] for key, got, pending in grade.before]


def _compared(grade: Grade, key: str, known: str, earlier: Grade | None) -> Grade:
    """The grade with the marks by an earlier version of the sheet or of the submission."""
    if earlier is None:
        return grade
    is_same_text = key.rpartition("-")[2] == known.rpartition("-")[2]
    cause = "grade.changed-sheet" if is_same_text else "grade.changed-text"
    before = tuple((e.key, e.got, e.pending) for e in earlier.exercises)
    return replace(grade, before=before, cause=cause)


@contextmanager
def _results(path: Path) -> Iterator[tuple[IO[str], str]]:
    """The results file, open for adding to, and what it holds; a line that was cut short is cut off."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path.with_name(".lock")):
        text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
        if text and not text.endswith("\n"):
            text = text[: text.rfind("\n") + 1]
            write_file(path, text)
        with path.open("a", encoding="utf-8", newline="\n") as stream:
            yield stream, text


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Only one process at a time, where the system can tell."""
    if fcntl is None:
        yield
        return
    with lock.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError(str(lock.parent)) from error
        yield


def _entries(text: str) -> Iterator[tuple[str, Grade]]:
    """The results of earlier runs; a line that is damaged does not count."""
    for line in text.split("\n"):
        try:
            entry = json.loads(line)
            before = entry.get("before")
            grade = replace(
                from_json(entry["grade"]),
                told=entry.get("told"),
                before=None if before is None else tuple((k, Fraction(g), Fraction(p)) for k, g, p in before),
                cause=str(entry.get("cause", "")),
            )
            key = str(entry["key"])
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        yield key, grade


def _graded(path: Path, waiting: Sequence[Submission], settings: Settings) -> Iterator[Grade]:
    if not waiting:
        return
    work = Work(path, tuple(waiting), settings.best, settings.tell)
    work.prepare()
    schedule = settings.schedule or _here(settings)
    for answer in schedule(work, len(waiting)):
        submission = waiting[answer.task]
        if answer.failure is not None:
            yield unreadable(_sheet_for(path, submission.pseudonym), submission, answer.failure)
        else:
            yield replace(from_json(answer.result["grade"]), told=answer.result["told"])


def _here(settings: Settings) -> Schedule:
    if Pool is None:
        return one_by_one
    return lambda work, count: Pool(work, count, settings.jobs, settings.limits).run()


@dataclass(slots=True)
class Work:
    """Grades a submission by its number; what it has learned about a sheet stays with the process."""

    path: Path
    submissions: tuple[Submission, ...]
    best: bool = False
    tell: Tell | None = None

    def prepare(self) -> None:
        """Read the reference solutions before workers are forked, so that all of them know the verdicts."""
        self._grader("")

    def __call__(self, task: int) -> dict[str, Any]:
        """The grade as plain data."""
        submission = self.submissions[task]
        grade = self._grader(submission.pseudonym).grade(submission)
        return {"grade": as_json(grade), "told": grade.told}

    def _grader(self, pseudonym: str) -> Grader:
        sheet = _sheet_for(self.path, pseudonym)
        name = (sheet_digest(sheet), pseudonym if sheet.has_variants else "")
        if name not in _GRADERS:
            _GRADERS[name] = grader(sheet, best=self.best, tell=self.tell)
        return replace(_GRADERS[name], best=self.best, tell=self.tell)


_GRADERS: Final[dict[tuple[str, str], Grader]] = {}


def _sheet_for(path: Path, pseudonym: str) -> ReadSheet:
    """The sheet, with what is drawn for one student where something is."""
    file = sheet_file(path) or path
    text = file.read_bytes() if file.is_file() else b""
    plain = _read(path, text, "")
    return _read(path, text, pseudonym) if plain.has_variants and pseudonym else plain


@lru_cache(maxsize=256)
def _read(path: Path, _: bytes, pseudonym: str) -> ReadSheet:
    return read_sheet(path, pseudonym)
