"""Evidence kept from run to run: proof trees and witnesses in a file, replayed whenever they are used.

Nothing is believed because it stands in the file. An entry is found by a digest of the obligation, the
limits and the deciding code; what does not replay to a verdict on that very claim is passed over. The
file may be used by several processes at once; one that is damaged is replaced.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, Self, TypeVar

import derive
from derive.core.claim import Claim
from derive.core.effort import OutOfEffortError
from derive.core.evidence import Reader, Writer
from derive.core.verdict import Proved, Refuted, Verdict
from derive.prove.certificate import MOST_CHARACTERS, Known, certificate, replayed
from derive.prove.check import decide
from derive.prove.limits import DEFAULT, Limits
from derive.prove.replay import Cause
from derive.prove.rule import RejectedError

APPLICATION: Final = 0x64657276
PATIENCE: Final = 10.0
DECIDING: Final = ("core", "theory", "algebra", "prove")
LIBRARIES: Final = ("python-flint", "sympy")
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS evidence (key BLOB PRIMARY KEY, code TEXT, data TEXT) WITHOUT ROWID"
)
_CAUSES: Final[dict[str | None, Cause | None]] = {
    None: None,
    "unstated-condition": "unstated-condition",
    "possible-misreading": "possible-misreading",
}
_NO_EVIDENCE: Final = (
    RejectedError,
    OutOfEffortError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    RecursionError,
)
_T = TypeVar("_T")


@cache
def deciding_code() -> str:
    """A digest of the sources that decide claims, and of the libraries they use."""
    root = Path(derive.__file__).parent
    digest = blake2b(digest_size=16)
    for floor in DECIDING:
        for file in sorted((root / floor).rglob("*.py")):
            digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    for library in LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{library} {version(library)}\0".encode())
    digest.update(platform.python_version().encode())
    return digest.hexdigest()


def usual_place() -> Path:
    """The file in the user's folder for caches; the environment's DERIVE_CACHE names another one."""
    named = os.environ.get("DERIVE_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "derive" / "evidence.sqlite"


def key_of(claim: Claim, limits: Limits, code: str) -> bytes:
    """The digest under which evidence for a claim is kept."""
    digest = blake2b(digest_size=24)
    context = claim.context
    digest.update(f"{code}\0{limits}\0{claim.not_identical}\0{context.assumed}\0".encode())
    digest.update(claim.proposition.digest)
    for group in (context.symbols, context.doubtful):
        digest.update(b"\1" + b"".join(s.digest for s in group))
    for h in context.hypotheses:
        digest.update(f"\2{h.origin.value}\0{h.text}\0".encode() + h.proposition.digest)
    return digest.digest()


def kept(verdict: Proved | Refuted) -> str:
    """The evidence for a verdict as JSON, with what else was found out about the claim."""
    refuted = verdict if isinstance(verdict, Refuted) else None
    writer = Writer()
    holds_if = refuted.holds_if if refuted else None
    root = None if holds_if is None else writer.term(holds_if)
    beside = {
        "effort": verdict.effort,
        "cause": refuted.cause if refuted else None,
        "holds_if": root,
        "doubtful": [writer.term(s) for s in verdict.claim.context.doubtful],
        "terms": writer.terms,
    }
    data = {"evidence": certificate(verdict), "beside": beside}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def recalled(text: str, claim: Claim, limits: Limits) -> Proved | Refuted:
    """The verdict on a claim that kept evidence establishes, after replaying it."""
    data = json.loads(text)
    beside = data["beside"]
    holds_if = None
    if beside["holds_if"] is not None:
        terms = Reader.of({"terms": beside["terms"], "sequents": (), "nodes": ()})
        holds_if = terms.term(beside["holds_if"])
    known = Known(claim, int(beside["effort"]), holds_if, _CAUSES[beside["cause"]])
    return replayed(data["evidence"], limits, known)


@dataclass(slots=True)
class Cache:
    """The evidence in one file; whatever goes wrong with the file, claims are decided anew.

    New evidence is written by :meth:`flush`, or when the ``with`` block ends.
    """

    path: Path
    code: str = field(default_factory=deciding_code)
    found: int = 0
    _connection: sqlite3.Connection | None = None
    _new: dict[bytes, str] = field(default_factory=dict)
    _is_broken: bool = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()
        self._close()

    def decide(self, claim: Claim, limits: Limits = DEFAULT) -> Verdict:
        """The verdict on a claim, from kept evidence where there is some."""
        key = key_of(claim, limits, self.code)
        verdict = self._recalled(key, claim, limits)
        if verdict is not None:
            self.found += 1
            return verdict
        decided = decide(claim, limits)
        if isinstance(decided, Proved | Refuted):
            self._new[key] = kept(decided)
        return decided

    def _recalled(self, key: bytes, claim: Claim, limits: Limits) -> Verdict | None:
        data = self._read(key)
        if data is None or len(data) > MOST_CHARACTERS:
            return None
        try:
            return recalled(data, claim, limits)
        except _NO_EVIDENCE:
            return None

    def proves(self, key: bytes) -> bool:
        """Whether the evidence under a key proves the claim that the key was made of."""
        data = self._read(key)
        if data is None or len(data) > MOST_CHARACTERS:
            return False
        try:
            found = json.loads(data)
            verdict = replayed(found["evidence"], DEFAULT)
            claim = _with_doubts(verdict.claim, found["beside"])
        except _NO_EVIDENCE:
            return False
        return isinstance(verdict, Proved) and key_of(claim, DEFAULT, self.code) == key

    def run(self, key: bytes) -> str | None:
        """What was kept of a whole run under this key."""
        return self._read(b"run" + key)

    def keep_run(self, key: bytes, data: str) -> None:
        """Keep a note of a whole run, whose evidence is kept with it."""
        self._new[b"run" + key] = data

    def flush(self) -> None:
        """Write what is new, all or nothing."""
        rows = [(key, self.code, data) for key, data in self._new.items()]
        self._new.clear()
        if rows:
            self._guarded(lambda connection: _insert(connection, rows, self.code))

    def _read(self, key: bytes) -> str | None:
        if key in self._new:
            return self._new[key]

        def ask(connection: sqlite3.Connection) -> str | None:
            row = connection.execute("SELECT data FROM evidence WHERE key = ?", (key,)).fetchone()
            return row[0] if row is not None and isinstance(row[0], str) else None

        return self._guarded(ask)

    def _guarded(self, work: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """What the work gives; None where the file cannot be used. A damaged file is replaced once."""
        for _ in range(2):
            if self._is_broken:
                return None
            try:
                return work(self._opened())
            except sqlite3.OperationalError:
                self._give_up()
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                self._replace()
            except OSError:
                self._give_up()
        return None

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = _connected(self.path)
        return self._connection

    def _give_up(self) -> None:
        self._close()
        self._is_broken = True

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _replace(self) -> None:
        """Put an empty file in the place of a damaged one; never in the place of somebody else's database."""
        self._close()
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            with suppress(FileNotFoundError):
                fresh.unlink()
            _connected(fresh).close()
            fresh.replace(self.path)
        except (sqlite3.Error, OSError):
            self._is_broken = True


def _with_doubts(claim: Claim, beside: dict[str, Any]) -> Claim:
    """The claim with the doubts about its symbols, which certificates leave out."""
    terms = Reader.of({"terms": beside["terms"], "sequents": (), "nodes": ()})
    doubtful = tuple(map(terms.symbol, beside["doubtful"]))
    return replace(claim, context=replace(claim.context, doubtful=doubtful))


class ForeignError(sqlite3.OperationalError):
    """The file is another program's database."""


def _connected(path: Path) -> sqlite3.Connection:
    """An open cache, made if there is none.

    Raises:
        ForeignError: the file is another program's database.
        sqlite3.Error: it is no database, or cannot be opened.
    """
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        (owner,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if owner != APPLICATION and tables:
            raise ForeignError(str(path))  # noqa: TRY301  # the connection is closed below
        if owner != APPLICATION or not tables:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(_TABLE)
        connection.execute("PRAGMA synchronous = OFF")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _insert(connection: sqlite3.Connection, rows: list[tuple[bytes, str, str]], code: str) -> None:
    """Add rows, and forget those of other versions of the code."""
    with _transaction(connection):
        connection.execute("DELETE FROM evidence WHERE code <> ?", (code,))
        connection.executemany("INSERT OR REPLACE INTO evidence VALUES (?, ?, ?)", rows)
