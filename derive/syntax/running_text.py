"""Running text with formulas between dollars, with or without Markdown: code and tables are left alone."""

import re
from collections.abc import Mapping
from typing import Final

from derive.core.document import Document, Part
from derive.core.source import Diagnostic, Place, Severity
from derive.syntax.blocks import Blocks
from derive.syntax.definitions import blank, without_definitions
from derive.syntax.language import language_of
from derive.syntax.macros import Macro
from derive.syntax.scanner import Scanner

_FENCE: Final = re.compile(r"^([ ]{0,3})(```+|~~~+)[ \t]*(\S*)[^\n]*\n", re.MULTILINE)
_OPTIONS: Final = re.compile(r"(?:[ \t]*:[a-z-]+:[^\n]*\n)+")
_TABLE: Final = re.compile(
    r"^[ ]{0,3}\|[^\n]*\n[ ]{0,3}\|?[ \t]*:?-+[-| :\t]*\n(?:[ ]{0,3}\|[^\n]*(?:\n|\Z))*", re.MULTILINE
)
_FRONT: Final = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_SETTING: Final = re.compile(r"^([A-Za-z][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_ITEM: Final = re.compile(r"^[ \t]*-[ \t]+(.+?)[ \t]*$", re.MULTILINE)
_CODE: Final = re.compile(r"(?<!\\)(`+)[^`\n](?:[^\n]*?[^`\n])?\1(?!`)")
_HIDDEN: Final = (
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"</?(?:sup|sub|br|p|div|span|b|i|em|strong|u|center|img|a|details|summary|hr)\b[^>\n]*>"),
    re.compile(r"~~(?!~)(?:(?!\n[ \t]*\n).)+?~~", re.DOTALL),
    re.compile(r"^[ \t]*[-*+][ \t]+(?=\S)", re.MULTILINE),
)
_QUOTE: Final = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
_STRONG: Final = re.compile(r"(\*\*|__)(?=\S)((?:(?!\n[ \t]*\n|\1).)+?)(?<=\S)\1", re.DOTALL)
_FORMULA: Final = re.compile(
    r"(?<!\\)\$\$.*?\$\$|(?<![\\$])\$(?!\$)(?:[^$\\\n]|\\.|\n(?![ \t]*\n))+\$"
    r"|\\\[.*?\\\]|\\\(.*?\\\)|\\begin\{([a-z]+\*?)\}.*?\\end\{\1\}",
    re.DOTALL,
)


def read_text(path: str, text: str, language: str | None) -> Document:
    """Read a file of running text."""
    settings, start = _front_matter(text)
    language = language or dict(settings).get("language") or language_of(text)
    part = Part(text)
    blocks, diagnostics = markdown_blocks(text, 0, language, start)
    return Document(path, (part,), tuple(blocks.found), settings, tuple(diagnostics))


def markdown_blocks(
    text: str, part: int, language: str, start: int = 0, macros: Mapping[str, Macro] | None = None
) -> tuple[Blocks, list[Diagnostic]]:
    """The blocks of a Markdown text from an offset on; ``macros`` were defined before it."""
    clean, fenced = _without_code(text)
    clean, diagnostics = _without_tables(clean, part)
    clean, defined = without_definitions(_without_markup(clean))
    blocks = Blocks(clean, part, language, {**(macros or {}), **defined})
    scanner = Scanner(blocks)
    at = start
    for begin, end in fenced:
        scanner.run(at, begin)
        blocks.formula(begin, end, display=True)
        at = end
    scanner.run(at, len(clean))
    return blocks, diagnostics


def _front_matter(text: str) -> tuple[tuple[tuple[str, str], ...], int]:
    front = _FRONT.match(text)
    if front is None:
        return (), 0
    found: list[tuple[str, str]] = []
    for line in _SETTING.finditer(front[1]):
        key, value = line[1].lower(), line[2].strip("\"'")
        if value:
            found.append((key, value.strip("[]") if key == "assume" and value.startswith("[") else value))
            continue
        rest = front[1][line.end() :]
        items = re.match(r"(?:\n[ \t]*-[ \t]+[^\n]*)+", rest)
        found.extend((key, item[1].strip("\"'")) for item in _ITEM.finditer(items[0] if items else ""))
    return tuple(found), front.end()


def blanked(text: str, start: int, end: int) -> str:
    """The text with a range turned into spaces; line ends stay."""
    return text[:start] + blank(text[start:end]) + text[end:]


def _without_code(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its code blocks, and where formulas in fences stand."""
    formulas: list[tuple[int, int]] = []
    at = 0
    while fence := _FENCE.search(text, at):
        mark = fence[2]
        close = re.compile(rf"^[ ]{{0,3}}{re.escape(mark)}{re.escape(mark[0])}*[ \t]*$", re.MULTILINE).search(
            text, fence.end()
        )
        end = close.end() if close else len(text)
        if fence[3].strip("{}").lower() in ("math", "latex", "tex") and close:
            options = _OPTIONS.match(text, fence.end(), close.start())
            formulas.append((options.end() if options else fence.end(), close.start()))
            text = blanked(blanked(text, fence.start(), fence.end()), close.start(), end)
        else:
            text = blanked(text, fence.start(), end)
        at = end
    return text, formulas


def _without_tables(text: str, part: int) -> tuple[str, list[Diagnostic]]:
    """The text without its tables; those with formulas are reported."""
    found: list[Diagnostic] = []
    for table in list(_TABLE.finditer(text)):
        if "$" in table[0]:
            place = Place(table.start(), table.end(), part)
            found.append(Diagnostic("syntax.table", place, (), Severity.NOTE))
        text = blanked(text, table.start(), table.end())
    return text, found


def _without_markup(text: str) -> str:
    """The text without inline code, comments, deleted passages, quotation and list marks, and emphasis."""
    for found in list(_CODE.finditer(text)):
        text = blanked(text, *found.span())
    text = _without_quotes(text)
    formulas = [m.span() for m in _FORMULA.finditer(text)]
    for pattern in _HIDDEN:
        for found in list(pattern.finditer(text)):
            if not _inside(found.start(), formulas):
                text = blanked(text, *found.span())
    for found in list(_STRONG.finditer(text)):
        if not _inside(found.start(), formulas):
            text = blanked(text, found.start(), found.start(2))
            text = blanked(text, found.end(2), found.end())
    return text


def _without_quotes(text: str) -> str:
    """The text without the marks of quotations; in a formula a line may begin with a relation."""
    formulas = [m.span() for m in _FORMULA.finditer(text)]
    for found in list(_QUOTE.finditer(text)):
        around = next((f for f in formulas if f[0] < found.start() < f[1]), None)
        if around is None or text[: around[0]].rpartition("\n")[2].isspace():
            text = blanked(text, *found.span())
    return text


def _inside(at: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in ranges)
