"""Check the certificates in results a second time, by a small checker of its own."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from derive.audit.check import audit
from derive.cli._command import Command, UsageError
from derive.core.evidence import digest_of
from derive.theory.messages import say
from derive.trial.sequents import Level, RejectedError

SCHEMA: Final = "derive.check/1"
MOST_BYTES: Final = 1 << 28
LONGEST: Final = 60
REJECTED: Final = "rejected"
PARTLY: Final = 3
WORDS: Final = {
    Level.EXACT: "exact",
    Level.PROBABILISTIC: "probabilistic",
    Level.NUMERIC: "numeric",
    Level.OPEN: "open",
}
ORDER: Final = (*WORDS.values(), REJECTED)


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of one certificate: ``found`` is a word of ``ORDER``, ``why`` says what is missing."""

    path: str
    line: int | None
    claim: str
    verdict: str
    found: str
    why: str = ""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    add = parser.add_argument
    add("files", nargs="+", metavar="RESULTS", help="JSON that `derive check --certificates` wrote, or -")
    add("--format", choices=("text", "json"), default="text", help="how to write what was found")
    add("--all", action="store_true", help="name every certificate, also those that were re-checked")


def run(arguments: Namespace) -> int:
    """Check all certificates again; 1 where one is rejected, 3 where one was not checked in full."""
    lines = [line for path in arguments.files for line in _results(path)]
    if not lines:
        raise UsageError(say("audit.none"))
    if arguments.format == "json":
        sys.stdout.write(_as_json(lines))
    else:
        sys.stdout.write(_as_text(lines, everything=arguments.all))
    found = {line.found for line in lines}
    if REJECTED in found:
        return 1
    return PARTLY if found - {"exact", "probabilistic"} else 0


def _results(path: str) -> Iterator[Line]:
    try:
        text = sys.stdin.read() if path == "-" else _read(Path(path))
        data = json.loads(text)
        documents = {SCHEMA: data["documents"]}[data["schema"]]
        for document in documents:
            yield from _document(document)
    except OSError as error:
        raise UsageError(say("audit.unreadable", path=path, reason=error.strerror or error)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError(say("audit.not-results", path=path, schema=SCHEMA)) from error


def _read(path: Path) -> str:
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(say("audit.too-large", path=path, limit=MOST_BYTES))
    return path.read_text(encoding="utf-8")


def _document(document: dict[str, Any]) -> Iterator[Line]:
    steps = {step["index"]: step for step in document["steps"]}
    for step in document["steps"]:
        if step["verdict"] in {"proved", "refuted"}:
            yield _line(document["path"], step, step)
    for chain in document["chains"]:
        if chain["verdict"] in {"proved", "refuted"} and "certificate" in chain:
            yield _line(document["path"], chain, steps[chain["steps"][-1]])


def _line(path: str, judged: dict[str, Any], place: dict[str, Any]) -> Line:
    number = (place["span"] or {}).get("line")
    claim = " ".join(str(judged.get(key) or "") for key in ("lhs", "relation", "rhs")).strip()
    if judged is not place:
        claim = say("audit.conclusion", relation=judged["relation"])
    found, why = _checked(judged)
    return Line(str(path), number, claim, judged["verdict"], found, why)


def _checked(judged: dict[str, Any]) -> tuple[str, str]:
    """How a certificate was checked, and what was not."""
    if "certificate" not in judged:
        return WORDS[Level.OPEN], say("audit.without")
    if judged.get("seal") != seal(judged):
        return REJECTED, say("audit.broken-seal")
    try:
        done = audit(judged["certificate"])
    except RejectedError as error:
        return REJECTED, str(error)
    if done.verdict != judged["verdict"]:
        return REJECTED, say("audit.other-verdict")
    return WORDS[done.level], ", ".join(done.open)


def seal(judged: dict[str, Any]) -> str:
    """What the field ``seal`` beside a certificate must say: a hash of the other fields."""
    return digest_of({key: value for key, value in judged.items() if key != "seal"})


def _as_json(lines: list[Line]) -> str:
    counts = Counter(line.found for line in lines)
    found = {"summary": {w: counts[w] for w in ORDER}, "certificates": [asdict(line) for line in lines]}
    return json.dumps({"schema": "derive.audit/1", **found}, ensure_ascii=False, indent=2) + "\n"


def _as_text(lines: list[Line], *, everything: bool) -> str:
    shown = [line for line in lines if everything or line.found not in {"exact", "probabilistic"}]
    counts = Counter(line.found for line in lines)
    rows = [_row(line) for line in shown]
    parts = [say(f"audit.{word}", count=counts[word]) for word in ORDER if counts[word]]
    return "".join(rows) + say("audit.summary", count=len(lines), parts=", ".join(parts)) + "\n"


def _row(line: Line) -> str:
    claim = line.claim if len(line.claim) <= LONGEST else line.claim[: LONGEST - 1] + "…"
    claim = "".join(c if c.isprintable() else "?" for c in claim)
    place = line.path if line.line is None else f"{line.path}:{line.line}"
    why = f" ({line.why})" if line.why else ""
    return f"{place}: {line.verdict}, {say(f'audit.word-{line.found}')}{why}: {claim}\n"


EXAMPLES: Final = (("derive audit results.json", "check certificates by a second program"),)

COMMAND = Command(add_arguments, run, EXAMPLES)
