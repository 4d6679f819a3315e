"""For notebooks: ``%load_ext derive.notebook`` gives ``%%derive``, which checks a cell of Markdown.

Nothing is ever written to standard error: graders of notebooks take that for a failure.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import derive

if TYPE_CHECKING:
    from derive.render.report import Report


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found in a cell: as text, or as HTML where that can be shown."""

    report: Report

    def __repr__(self) -> str:
        """The findings as text."""
        return self._rendered("text")

    def _repr_html_(self) -> str:
        """The findings as a page of their own, in a frame that cannot touch the notebook."""
        page = escape(self._rendered("html"), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="" style="width: 100%; height: 28em; border: 0"></iframe>'

    def _rendered(self, form: str) -> str:
        from derive.registry import load  # noqa: PLC0415  # importing this module stays cheap
        from derive.render.format import Format, Style  # noqa: PLC0415  # as above

        return load("derive.render.formats", form, "FORMAT", Format).render(self.report, Style(explain=True))


def shown(text: str, *assume: str) -> Shown:
    """The findings for a text in Markdown, under assumptions in LaTeX."""
    from derive.core.source import UnreadableError  # noqa: PLC0415  # importing this module stays cheap
    from derive.render.compose import document_report, report, unusable  # noqa: PLC0415  # as above

    try:
        document = document_report(derive.check_text(text, name="cell.md", assume=assume))
    except UnreadableError as error:
        document = unusable("cell.md", error.diagnostic)
    return Shown(report((document,)))


def load_ipython_extension(shell: Any) -> None:
    """Give a running IPython the cell magic; assumptions stand behind its name, separated by semicolons."""

    def magic(line: str, cell: str) -> Shown:
        return shown(cell, *(part.strip() for part in line.split(";") if part.strip()))

    shell.register_magic_function(magic, magic_kind="cell", magic_name="derive")
