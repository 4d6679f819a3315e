"""Documents with a known truth for each step; run as a script, it writes the verdicts on them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from oracle.rows import CORPUS
from verdicts import WORDS

from derive.core.derivation import CheckedDerivation
from derive.core.verdict import Proved, Unreadable
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.syntax.reading import read

DOCUMENTS = CORPUS / "documents"


@dataclass(frozen=True, slots=True)
class Judged:
    """One step: where it begins, what it says, the verdict as a word, and the conditions."""

    line: int
    column: int
    word: str
    text: str
    conditions: str = ""

    def __str__(self) -> str:
        """One line of the file of verdicts."""
        return f"{self.line}:{self.column} {self.word}{self.conditions}: {self.text}"


def sources() -> list[Path]:
    """All documents."""
    return sorted(p for p in DOCUMENTS.iterdir() if p.suffix in (".md", ".txt", ".tex"))


@cache
def checked_document(path: Path) -> CheckedDerivation:
    """A document with its verdicts."""
    return check(elaborate(read(path.name, path.read_bytes())))


def judged(path: Path) -> Iterator[Judged]:
    """The steps of a document with their verdicts."""
    checked = checked_document(path)
    document = checked.derivation.document
    for step, verdict in zip(checked.derivation.steps, checked.verdicts, strict=True):
        if verdict is None:
            continue
        span = document.span(step.place)
        text = f"{step.lhs} {step.relation} {step.rhs}" if step.lhs else step.latex
        count = len(verdict.conditions) if isinstance(verdict, Proved) else 0
        said = "unreadable" if isinstance(verdict, Unreadable) else WORDS[type(verdict)]
        conditions = f" ({count} conditions)" if count else ""
        yield Judged(span.line, span.column, said, " ".join(text.split()), conditions)


def conclusions(path: Path) -> Iterator[str]:
    """What is said about the ends of the chains of a document."""
    checked = checked_document(path)
    for chain, verdict in zip(checked.derivation.chains, checked.conclusions, strict=True):
        if verdict is not None:
            yield f"chain {chain.steps[0]}-{chain.steps[-1]} {WORDS[type(verdict)]}"


def false_lines(path: Path) -> set[int]:
    """The lines on which false steps begin."""
    truth = tomllib.loads(path.with_suffix(".truth.toml").read_text(encoding="utf-8"))
    return set(truth["false"])


def expected(path: Path) -> Path:
    """Where the verdicts on a document are kept."""
    return path.with_suffix(".verdicts")


def report(path: Path) -> str:
    """The verdicts on a document as text."""
    return "".join(f"{line}\n" for line in (*judged(path), *conclusions(path)))


if __name__ == "__main__":
    for source in sources():
        expected(source).write_text(report(source), encoding="utf-8")
