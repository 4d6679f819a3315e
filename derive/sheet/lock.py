"""The lock file of a sheet: what was proved, and how; a change shows as a diff."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from derive.sheet.verify import Finding

NAME: Final = "sheet.lock"
HEAD: Final = "# Verdict, method and conditions of every claim; written by derive verify --update.\n"


def text_of(findings: Iterable[Finding]) -> str:
    """The lock file, one line a finding."""
    return HEAD + "".join(f"{_quoted(f.key)} = {_quoted(_entry(f))}\n" for f in findings)


def _entry(finding: Finding) -> str:
    conditions = f" if {' and '.join(finding.conditions)}" if finding.conditions else ""
    return f"{finding.verdict} by {finding.method}{conditions}" if finding.is_proved else finding.verdict


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def lock_of(file: Path) -> Path:
    """The lock file of a sheet or document."""
    return file.with_name(NAME if file.stem == "sheet" else f"{file.stem}.lock")


def read_lock(path: Path) -> Mapping[str, str]:
    """The entries of a lock file, or of that of the sheet in a folder; none where there is no such file."""
    path = path / NAME if path.is_dir() else path
    return {k: str(v) for k, v in tomllib.loads(path.read_text("utf-8")).items()} if path.is_file() else {}


def lost(locked: Mapping[str, str], findings: Iterable[Finding]) -> tuple[str, ...]:
    """The keys of what was proved when the file was written and is proved no longer.

    Steps of a solution that was written anew are not lost while there is a solution.
    """
    verdicts = {f.key: f.is_proved for f in findings}
    solved = {_solution(key) for key in verdicts}
    return tuple(
        key
        for key, entry in locked.items()
        if entry.startswith("proved")
        and not verdicts.get(key, bool(_solution(key)) and _solution(key) in solved)
    )


def changed(locked: Mapping[str, str], findings: Iterable[Finding]) -> tuple[tuple[str, str, str], ...]:
    """What is proved in another way, or under other conditions, than when the file was written."""
    now = {f.key: _entry(f) for f in findings if f.is_proved}
    return tuple((k, locked[k], entry) for k, entry in now.items() if k in locked and locked[k] != entry)


def _solution(key: str) -> str:
    """The solution or document that a step belongs to; nothing for a claim."""
    found = re.match(r"(.*?/?(?:solution|document))(?:[:/].*)?", key)
    return found[1] if found else ""
