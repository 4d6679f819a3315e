"""Who is who: the table of pseudonyms, which stays with the submissions and never enters the output."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from derive.grade.files import write_file

if TYPE_CHECKING:
    from derive.grade.result import Grade
    from derive.grade.submission import Submission

COLUMNS: Final = ("pseudonym", "submission")
_PSEUDONYM: Final = re.compile(r"(?:[a-z]{1,12}[-_]?)?\d{1,9}|[0-9a-f]{6,40}|[a-z]", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


@dataclass(slots=True)
class Roster:
    """Pseudonyms by what a submission is called; further columns, such as names, come from the teacher."""

    rows: list[dict[str, str]] = field(default_factory=list)
    added: int = 0

    @staticmethod
    def read(path: Path) -> Roster:
        """The table in a file; none where there is no file, or one without our columns."""
        if not path.is_file():
            return Roster()
        rows = [
            {str(k).strip().lower(): (v or "").strip() for k, v in row.items() if isinstance(v, str)}
            for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
        ]
        return Roster([r for r in rows if r.get("pseudonym")])

    def save(self, path: Path) -> None:
        """Write the table, where pseudonyms have been added."""
        if not self.added:
            return
        columns = tuple(dict.fromkeys((*COLUMNS, *(k for row in self.rows for k in row))))
        stream = io.StringIO()
        table = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        table.writeheader()
        table.writerows(self.rows)
        write_file(path, stream.getvalue(), private=True)

    def enter(self, names: Iterable[str]) -> dict[str, str]:
        """The pseudonym of each submission; names that could be a person's get a new one.

        New ones are numbered in an order that says nothing about the names.
        """
        found = {n: p for n in names if (p := self._known(n))}
        taken = {r["pseudonym"] for r in self.rows}
        for name in sorted(set(names) - set(found), key=lambda n: sha256(n.encode()).digest()):
            if _PSEUDONYM.fullmatch(name) and name not in taken:
                found[name] = name
                continue
            found[name] = self._new(taken)
            taken.add(found[name])
            self.rows.append({"pseudonym": found[name], "submission": name})
            self.added += 1
        return found

    def _known(self, name: str) -> str | None:
        row = next((r for r in self.rows if r.get("submission") == name), None)
        row = row or next((r for r in self.rows if not r.get("submission") and r["pseudonym"] == name), None)
        return row["pseudonym"] if row else None

    def _new(self, taken: set[str]) -> str:
        number = len(self.rows) + 1
        while f"p{number:03}" in taken:
            number += 1
        return f"p{number:03}"

    def of(self, pseudonym: str) -> Mapping[str, str]:
        """What the table says of a pseudonym."""
        return next((r for r in self.rows if r["pseudonym"] == pseudonym), {})

    def words(self, pseudonym: str) -> tuple[str, ...]:
        """The words that name the person: they are blotted out in what was handed in."""
        row = self.of(pseudonym)
        texts = [v for k, v in row.items() if k != "pseudonym"]
        return tuple(dict.fromkeys(w for t in texts for w in _WORD.findall(t)))


def identities(roster: Roster, found: Sequence[Submission], grades: Sequence[Grade]) -> Mapping[str, Grade]:
    """The grades by all that identifies a person: the roster's columns, and what a submission was called."""
    by_pseudonym = {g.pseudonym: g for g in grades}
    known: dict[str, Grade] = {}
    for submission in found:
        grade = by_pseudonym[submission.pseudonym]
        number = submission.origin.rpartition("_")[2]
        names = (*roster.of(submission.pseudonym).values(), submission.origin, number, submission.pseudonym)
        for name in names:
            known.setdefault(name.casefold(), grade)
    known.pop("", None)
    return known
