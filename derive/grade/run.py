"""Grading many submissions: by several processes, resumed from a file that only grows."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor, as_completed
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

import derive
from derive.grade.grading import graded, unreadable
from derive.grade.result import Grade, as_json, from_json
from derive.grade.submission import Submission
from derive.sheet.read import read_sheet

RESULTS: Final = "results.jsonl"
Progress = Callable[[int, str], None]


def digest_of(paths: Sequence[Path]) -> str:
    """A fingerprint of the contents of files, in their order."""
    found = sha256(derive.__version__.encode())
    for path in paths:
        found.update(sha256(path.read_bytes()).digest())
    return found.hexdigest()


def sheet_digest(sheet: Path) -> str:
    """The fingerprint of a sheet."""
    return digest_of([sheet / "sheet.py" if sheet.is_dir() else sheet])


def grade_all(
    sheet: Path, found: Sequence[Submission], out: Path, jobs: int, progress: Progress
) -> tuple[Grade, ...]:
    """The grades of all submissions by pseudonym, whatever the number of processes.

    Each one is added to the results file as soon as it is there; what the file holds already, for the
    same text and sheet, is not graded again.
    """
    base = sheet_digest(sheet)
    keys = {s.pseudonym: f"{base[:16]}-{digest_of(s.files)[:16]}" for s in found}
    done = dict(_kept(out / RESULTS, keys))
    waiting = [s for s in found if s.pseudonym not in done]
    with (out / RESULTS).open("a", encoding="utf-8") as stream:
        for count, grade in enumerate(_graded(sheet, waiting, jobs), 1):
            done[grade.pseudonym] = grade
            entry = {"key": keys[grade.pseudonym], "grade": as_json(grade)}
            stream.write(json.dumps(entry, ensure_ascii=False) + "\n")
            stream.flush()
            progress(count, grade.pseudonym)
    return tuple(done[s.pseudonym] for s in sorted(found, key=lambda s: s.pseudonym))


def _kept(path: Path, keys: Mapping[str, str]) -> Iterator[tuple[str, Grade]]:
    """The results of an earlier run; a line that was cut short does not count."""
    if not path.is_file():
        return
    text = path.read_text("utf-8")
    if text and not text.endswith("\n"):
        path.write_text(text[: text.rfind("\n") + 1], encoding="utf-8")
    for line in text.split("\n"):
        try:
            entry = json.loads(line)
            grade = from_json(entry["grade"])
            key = entry["key"]
        except (ValueError, KeyError, TypeError):
            continue
        if keys.get(grade.pseudonym) == key:
            yield grade.pseudonym, grade


def _graded(sheet: Path, waiting: Sequence[Submission], jobs: int) -> Iterator[Grade]:
    if jobs == 1 or len(waiting) < 2:
        yield from (_one(sheet, s) for s in waiting)
        return
    lost: list[Submission] = []
    with ProcessPoolExecutor(min(jobs, len(waiting))) as pool:
        running = {pool.submit(_one, sheet, s): s for s in waiting}
        for future in as_completed(running):
            try:
                yield future.result()
            except BrokenExecutor:
                lost.append(running[future])
    for submission in lost:
        yield _alone(sheet, submission)


def _alone(sheet: Path, submission: Submission) -> Grade:
    """One that may have killed its process, in a process of its own."""
    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(_one, sheet, submission).result()
    except BrokenExecutor:
        return unreadable(_sheet(sheet), submission, "grade.killed")


_sheet = lru_cache(maxsize=2)(read_sheet)


def _one(sheet: Path, submission: Submission) -> Grade:
    """A grade, whatever happens."""
    try:
        return graded(_sheet(sheet), submission)
    except (RecursionError, MemoryError):
        return unreadable(_sheet(sheet), submission, "grade.too-large")
    except Exception:  # noqa: BLE001  # a fault of ours in one submission must not cost the others
        return unreadable(_sheet(sheet), submission, "grade.internal-fault")
