"""Verifying sheets and documents: by evidence of an earlier run where nothing has changed, else anew.

Whatever reads sheets is imported when it is needed, since it loads SymPy.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import derive
from derive.core.source import UnreadableError
from derive.core.verdict import Proved
from derive.grade.milestones import met
from derive.prove.cache import Cache, deciding_code, key_of
from derive.prove.check import check, decide
from derive.prove.limits import DEFAULT
from derive.render.finding import finding
from derive.render.verified import Told, Verified
from derive.theory.messages import say

if TYPE_CHECKING:
    from derive.sheet.model import ReadSheet
    from derive.sheet.verify import Checked, Decided, Finding

Progress = Callable[[str, int], None]
_PURE: Final = frozenset(
    [
        "__future__",
        "collections",
        "dataclasses",
        "derive",
        "enum",
        "fractions",
        "functools",
        "itertools",
        "math",
        "mpmath",
        "operator",
        "sympy",
        "typing",
    ]
)


def verified(path: Path, progress: Progress = lambda *_: None, kept: Cache | None = None) -> Verified:
    """A sheet, or a document that is none, verified and held against its lock file.

    With a cache, a run over the same files by the same program is not repeated: its proofs are replayed.
    """
    if kept is None:
        return _anew(path, decide, check, progress)[0]
    key = _key(path)
    known = None if key is None else _replayed(key, kept)
    if known is not None:
        return known
    found, evidence = _anew(path, kept.decide, partial(check, by=kept.decide), progress)
    if key is not None and found.is_fine and evidence is not None:
        record = {"sheet": asdict(found), "evidence": [k.hex() for k in evidence]}
        kept.keep_run(key, json.dumps(record, ensure_ascii=False))
    return found


def _key(path: Path) -> bytes | None:
    """A digest of the program and of all that a sheet is made of; None where it may depend on more."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else _beside(path)
    digest = blake2b(f"{_program()}\0{path}\0".encode(), digest_size=24)
    for file in files:
        if file.suffix == ".pyc" or file.name.startswith("."):
            continue
        data = file.read_bytes()
        if file.suffix == ".py" and not _is_pure(data, path):
            return None
        digest.update(f"{file.relative_to(path if path.is_dir() else path.parent)}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.digest()


def _beside(file: Path) -> list[Path]:
    """A document with its lock file."""
    return [p for p in (file, file.with_name(f"{file.stem}.lock")) if p.is_file()]


def _is_pure(source: bytes, folder: Path) -> bool:
    """Whether a program imports nothing but mathematics and its neighbours."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return False
    for node in ast.walk(tree):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            root = name.split(".")[0]
            if root not in _PURE and not (folder / f"{root}.py").is_file():
                return False
    return True


@cache
def _program() -> str:
    """A digest of the whole program, and of what decides claims."""
    root = Path(derive.__file__).parent
    digest = blake2b(deciding_code().encode(), digest_size=16)
    for file in sorted((*root.rglob("*.py"), *root.rglob("*.toml"))):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def _replayed(key: bytes, kept: Cache) -> Verified | None:
    """What was found in an earlier run, if each of its proofs can be replayed."""
    record = kept.run(key)
    try:
        data = json.loads(record) if record else None
        if data is None or not all(kept.proves(bytes.fromhex(k)) for k in data["evidence"]):
            return None
        return _read(data["sheet"])
    except (ValueError, TypeError, KeyError):
        return None


def _read(data: dict[str, Any]) -> Verified:
    """A sheet from its JSON."""
    told = tuple(Told(**{**f, "conditions": tuple(f["conditions"])}) for f in data["findings"])
    changed = tuple(tuple(c) for c in data["changed"])
    return Verified(**{**data, "findings": told, "lost": tuple(data["lost"]), "changed": changed})


def _anew(
    path: Path, decided: Decided, checked: Checked, progress: Progress
) -> tuple[Verified, list[bytes] | None]:
    """What is found, and the keys of the evidence, if all of it is proofs."""
    from derive.sheet.lock import changed, lock_of, lost, read_lock, text_of  # noqa: PLC0415  # loads SymPy
    from derive.sheet.model import SheetError  # noqa: PLC0415  # as above

    try:
        is_sheet = path.is_dir() or path.stem == "sheet"
        name, file, found = _sheet(path, decided, checked) if is_sheet else _document(path, checked)
    except SheetError as error:
        return Verified(path.name, str(path), problem=str(error)), None
    findings: list[Finding] = []
    try:
        for one in found:
            findings.append(one)
            progress(name, len(findings))
    except UnreadableError as error:
        reason = say(error.diagnostic.code, **dict(error.diagnostic.values))
        return Verified(name, str(file), problem=reason), None
    lock = lock_of(file)
    locked = read_lock(lock)
    sheet = Verified(
        name,
        str(file),
        tuple(map(_told, findings)),
        lost(locked, findings),
        changed(locked, findings),
        lock=text_of(findings),
        lock_path=str(lock),
    )
    proofs = [f.evidence for f in findings if isinstance(f.evidence, Proved)]
    return sheet, list(dict.fromkeys(key_of(p.claim, DEFAULT, deciding_code()) for p in proofs))


def _sheet(path: Path, decided: Decided, checked: Checked) -> tuple[str, Path, Iterator[Finding]]:
    from derive.sheet.read import read_sheet  # noqa: PLC0415  # loads SymPy
    from derive.sheet.verify import verify  # noqa: PLC0415  # as above

    sheet = read_sheet(path)
    return sheet.name, sheet.folder / sheet.file, with_milestones(sheet, verify(sheet, decided, checked))


def _document(path: Path, checked: Checked) -> tuple[str, Path, Iterator[Finding]]:
    from derive.sheet.verify import verify_document  # noqa: PLC0415  # loads SymPy

    return path.name, path, verify_document(path, checked)


def with_milestones(sheet: ReadSheet, found: Iterator[Finding]) -> Iterator[Finding]:
    """The findings, then those milestones that the task line already meets."""
    from derive.sheet.verify import Finding  # noqa: PLC0415  # loads SymPy

    yield from found
    for exercise in sheet.exercises:
        for name in met(exercise):
            key, line = f"{exercise.key}/milestone:{name}", exercise.line
            yield Finding(key, "met", name, (), exercise.label, line, file=sheet.file)


def _told(found: Finding) -> Told:
    return Told(
        found.key,
        found.exercise,
        found.file,
        found.line,
        found.latex,
        found.verdict,
        found.method,
        found.conditions,
        message_of(found),
    )


def message_of(found: Finding) -> str:
    """What there is to say of a finding that is no proof."""
    if found.evidence is not None:
        return finding(found.evidence, "en").message
    if found.verdict == "met":
        return say("sheet.milestone-met", name=found.method)
    if found.verdict == "assumed":
        return say("sheet.solution-assumes")
    return say(found.method) if "." in found.method else ""
