"""What became of sheets: findings in words, what was lost since they were locked; as text, JSON and JUnit."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import derive
from derive.render.words import printable
from derive.theory.messages import say

SCHEMA: Final = "derive.verify/1"
SHEETS: Final = ("sheet.py", "sheet.md")
_TOLD: Final = ("proved", "refuted", "supported", "undecided", "unreadable")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words; ``conditions`` are in LaTeX."""

    key: str
    exercise: str
    file: str
    line: int
    latex: str
    verdict: str
    method: str
    conditions: tuple[str, ...]
    message: str

    @property
    def is_proved(self) -> bool:
        """Whether nothing is left to do."""
        return self.verdict == "proved"


@dataclass(frozen=True, slots=True)
class Verified:
    """A sheet or document with what was found; ``problem`` is why it could not be read.

    ``lost`` are keys of what was proved before and is no longer, ``changed`` those with the entries of the
    lock file before and now. ``lock`` is the lock file as it should be, at ``lock_path``.
    """

    name: str
    path: str
    findings: tuple[Told, ...] = ()
    lost: tuple[str, ...] = ()
    changed: tuple[tuple[str, str, str], ...] = ()
    problem: str = ""
    lock: str = ""
    lock_path: str = ""

    @property
    def proved(self) -> int:
        """How many findings are proofs."""
        return sum(f.is_proved for f in self.findings)

    @property
    def is_fine(self) -> bool:
        """Whether everything is proved, and nothing lost."""
        return not self.problem and not self.lost and self.proved == len(self.findings)


def text(sheets: Sequence[Verified]) -> str:
    """What is not proved, with its place, and a line for each sheet."""
    lines = [line for sheet in sheets for line in _lines(sheet)]
    if len(sheets) > 1:
        proved, count = sum(s.proved for s in sheets), sum(len(s.findings) for s in sheets)
        sentence = say("cli.verified-all", sheets=str(len(sheets)), proved=str(proved), all=str(count))
        lines += ["", sentence]
    return "".join(f"{printable(line)}\n" for line in lines)


def _lines(sheet: Verified) -> Iterator[str]:
    if sheet.problem:
        yield say("cli.sheet-refused", path=sheet.path, reason=sheet.problem)
        return
    for found in sheet.findings:
        if not found.is_proved:
            yield f"{_place(sheet, found)}: {found.key}: {found.verdict}" + (
                f": {found.latex}" if found.latex else ""
            )
            if found.message:
                yield f"    {found.message}"
    for key in sheet.lost:
        yield f"{sheet.name}: {key}: {say('cli.proved-before')}"
    for key, before, now in sheet.changed:
        yield f"{sheet.name}: {key}: {say('cli.proved-otherwise', before=before, now=now)}"
    yield say("cli.verified", sheet=sheet.name, proved=str(sheet.proved), all=str(len(sheet.findings)))


def _place(sheet: Verified, found: Told) -> str:
    folder = Path(sheet.path).parent
    return f"{(folder / found.file).as_posix()}:{found.line}"


def as_json(sheets: Sequence[Verified]) -> str:
    """The stable interface for programs: ``derive.verify/1``."""
    found = {"schema": SCHEMA, "version": derive.__version__, "sheets": [_encoded(s) for s in sheets]}
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _encoded(sheet: Verified) -> dict[str, Any]:
    counts = dict.fromkeys(_TOLD, 0)
    for found in sheet.findings:
        counts[found.verdict] = counts.get(found.verdict, 0) + 1
    return {
        "name": sheet.name,
        "path": sheet.path,
        "problem": sheet.problem or None,
        "summary": {"all": len(sheet.findings), **counts, "lost": len(sheet.lost)},
        "findings": [asdict(f) for f in sheet.findings],
        "lost": sheet.lost,
        "changed": [{"key": k, "before": before, "now": now} for k, before, now in sheet.changed],
    }


def junit(sheets: Sequence[Verified]) -> str:
    """One suite a sheet, one case a finding; what is not proved fails, and so does what is lost."""
    root = ET.Element("testsuites", name="derive verify")
    for sheet in sheets:
        suite = ET.SubElement(root, "testsuite", name=printable(sheet.name))
        if sheet.problem:
            case = ET.SubElement(suite, "testcase", classname=printable(sheet.name), name="sheet")
            ET.SubElement(case, "error", message=printable(sheet.problem))
        for found in sheet.findings:
            _case(suite, sheet, found)
        present = {f.key for f in sheet.findings}
        for key in sheet.lost:
            if key not in present:
                case = ET.SubElement(suite, "testcase", classname=printable(sheet.name), name=printable(key))
                ET.SubElement(case, "failure", message=say("cli.proved-before"))
        for attribute, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            suite.set(attribute, str(sum(1 for _ in suite.iter(tag))))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _case(suite: ET.Element, sheet: Verified, found: Told) -> None:
    case = ET.SubElement(suite, "testcase", classname=printable(sheet.name), name=printable(found.key))
    case.set("file", printable(found.file))
    case.set("line", str(found.line))
    properties = ET.SubElement(case, "properties")
    ET.SubElement(properties, "property", name="verdict", value=found.verdict)
    ET.SubElement(properties, "property", name="method", value=found.method)
    if not found.is_proved:
        failed = ET.SubElement(case, "failure", message=printable(found.message or found.verdict))
        failed.text = printable(f"{_place(sheet, found)}\n{found.latex}")


FORMATS: Final[Mapping[str, Callable[[Sequence[Verified]], str]]] = {
    "text": text,
    "json": as_json,
    "junit": junit,
}
SUFFIXES: Final = {".json": "json", ".xml": "junit"}
