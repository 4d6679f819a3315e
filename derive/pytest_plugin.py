"""Documents and sheets as test items, one a claim or step; a file that does not opt in is left alone.

A Markdown file opts in by ``derive: check`` in its front matter, or by a name that ends in
``.derive.md``; a sheet is a file ``sheet.py`` that imports :mod:`derive.sheet`, or a ``sheet.md`` whose
front matter says ``sheet:``. Nothing of the program is loaded before such a file is found.

``-k`` selects by the name of an exercise's function and by its label, ``-m derive_claim`` the claims of
sheets, ``-m derive_step`` steps of documents and solutions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from derive.pytest_items import Judged

ACCEPTED: Final = "derive_accept"
MARKERS: Final = {
    "derive": "a claim or step that derive decides",
    "derive_claim": "a claim of an exercise sheet",
    "derive_step": "a step or conclusion of a document or solution",
}
_FRONT: Final = re.compile(rb"\A---\s*\n(?:(?!---).*\n)*?derive:\s*check\s*\n", re.MULTILINE)
_TEXT: Final = re.compile(rb"\A---\s*\n(?:(?!---).*\n)*?sheet:", re.MULTILINE)
_SHEET: Final = re.compile(rb"^\s*(?:from|import) derive\.sheet\b", re.MULTILINE)


_SHEETS: Final = {"sheet.md": _TEXT, "sheet.py": _SHEET}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare which verdicts pass."""
    parser.addini(ACCEPTED, "verdicts with which a claim passes", type="args", default=["proved"])


def pytest_configure(config: pytest.Config) -> None:
    """Declare the markers."""
    for name, words in MARKERS.items():
        config.addinivalue_line("markers", f"{name}: {words}")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A collector for a document or sheet that opts in."""
    kind: type[pytest.File] | None = None
    if file_path.suffix == ".md" and (file_path.name.endswith(".derive.md") or _has(file_path, _FRONT)):
        kind = DocumentFile
    elif file_path.name in _SHEETS and _has(file_path, _SHEETS[file_path.name]):
        kind = SheetFile
    return None if kind is None else kind.from_parent(parent, path=file_path)


def _has(path: Path, pattern: re.Pattern[bytes]) -> bool:
    try:
        with path.open("rb") as stream:
            return pattern.search(stream.read(4096).replace(b"\r\n", b"\n")) is not None
    except OSError:
        return False


class DocumentFile(pytest.File):
    """A document; its steps and conclusions are the items."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each step or conclusion that asserts something."""
        from derive.pytest_items import of_document  # noqa: PLC0415  # loads the program

        return _items(self, of_document(self.path))


class SheetFile(pytest.File):
    """A sheet; its claims, and the steps of its solutions, are the items."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item for each claim and each step of a solution."""
        from derive.pytest_items import of_sheet  # noqa: PLC0415  # loads the program

        return _items(self, of_sheet(self.path))


def _items(parent: pytest.File, found: Iterator[Judged]) -> Iterator[pytest.Item]:
    from derive.pytest_items import CannotCollectError  # noqa: PLC0415  # loads the program

    try:
        for judged in found:
            yield ClaimItem.from_parent(parent, name=judged.name, judged=judged)
    except CannotCollectError as error:
        raise parent.CollectError(str(error)) from error


class NotAcceptedError(Exception):
    """A claim did not get a verdict that passes; the text is for people."""


class ClaimItem(pytest.Item):
    """A claim; it passes with the verdicts that the configuration accepts."""

    def __init__(self, *, judged: Judged, **settings: Any) -> None:
        """``judged`` decides when it is asked."""
        super().__init__(**settings)
        self.judged = judged
        if judged.label:
            self.extra_keyword_matches.add(judged.label)
        self.add_marker("derive")
        self.add_marker("derive_step" if judged.is_step else "derive_claim")

    def runtest(self) -> None:
        """Decide the claim.

        Raises:
            NotAcceptedError: the verdict is not among those that pass.
        """
        outcome = self.judged.outcome()
        self.user_properties.append(("verdict", outcome.verdict))
        if outcome.method:
            self.user_properties.append(("method", outcome.method))
        if outcome.verdict not in self.config.getini(ACCEPTED):
            raise NotAcceptedError(outcome.text)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The code frame."""
        if isinstance(excinfo.value, NotAcceptedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the claim stands; lines count from 0 here."""
        return self.judged.path, max(self.judged.line - 1, 0), self.name
