"""The lock file of a sheet: what was proved, and how; a change shows as a diff."""

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


def read_lock(folder: Path) -> Mapping[str, str]:
    """The entries of the lock file, none where there is no such file."""
    path = folder / NAME
    return {k: str(v) for k, v in tomllib.loads(path.read_text("utf-8")).items()} if path.is_file() else {}


def lost(locked: Mapping[str, str], findings: Iterable[Finding]) -> tuple[str, ...]:
    """The keys of what was proved when the file was written and is proved no longer."""
    proved = {f.key for f in findings if f.is_proved}
    return tuple(key for key, entry in locked.items() if entry.startswith("proved") and key not in proved)
