"""Jupyter notebooks: the Markdown cells, each a part of its own."""

import json
from collections.abc import Mapping
from typing import Final

from derive.core.document import Block, Document, Part
from derive.core.source import Diagnostic
from derive.syntax.language import language_of
from derive.syntax.macros import Macro
from derive.syntax.reader import Reader
from derive.syntax.refusal import refusal
from derive.syntax.running_text import markdown_blocks


def read(path: str, text: str, language: str | None) -> Document:
    """Read a notebook; places are cells (from 1) and lines in them."""
    cells = [(number, source) for number, kind, source in _cells(path, text) if kind == "markdown"]
    language = language or language_of("\n".join(source for _, source in cells))
    parts: list[Part] = []
    blocks: list[Block] = []
    diagnostics: list[Diagnostic] = []
    macros: Mapping[str, Macro] = {}
    for number, source in cells:
        found, remarks = markdown_blocks(source, len(parts), language, macros=macros)
        macros = found.macros
        found.paragraph(len(source), len(source))
        parts.append(Part(source, cell=number))
        blocks += found.found
        diagnostics += remarks
    return Document(path, tuple(parts), tuple(blocks), (), tuple(diagnostics))


def _cells(path: str, text: str) -> list[tuple[int, str, str]]:
    """Number, kind and source of every cell.

    Raises:
        UnreadableError: the text is no notebook.
    """
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refusal("notebook", None, path=path, reason=str(error)[:100]) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list) or not all(isinstance(c, dict) for c in cells):
        raise refusal("notebook", None, path=path, reason="cells")
    return [(i, str(c.get("cell_type")), _source(c.get("source"))) for i, c in enumerate(cells, 1)]


def _source(source: object) -> str:
    lines = source if isinstance(source, list) else [source]
    return "".join(line for line in lines if isinstance(line, str)).replace("\r\n", "\n")


READER: Final = Reader((".ipynb",), read, lambda text: text.lstrip().startswith("{") and '"cells"' in text)
