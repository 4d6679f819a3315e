"""Docstrings of Python files, found with ``ast``; the file is never imported."""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from derive.core.document import Block, BlockKind, Document, Part
from derive.core.source import Diagnostic
from derive.syntax.blocks import Blocks
from derive.syntax.language import language_of
from derive.syntax.reader import Reader
from derive.syntax.refusal import refusal
from derive.syntax.running_text import blanked
from derive.syntax.scanner import Scanner

_DIRECTIVE: Final = re.compile(r"(?:^|(?<=[\"']))([ \t]*)\.\. math::[ \t]*([^\n]*)\n", re.MULTILINE)
_OPTION: Final = re.compile(r"[ \t]*:[a-z]+:[^\n]*\n")
_ROLE: Final = re.compile(r":math:`([^`]*)`")
_OWNERS: Final = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def read(path: str, text: str, language: str | None) -> Document:
    """Read the docstrings of a Python file."""
    strings = list(_docstrings(path, text))
    language = language or language_of("\n".join(text[a:b] for _, (a, b, _) in strings))
    blocks = Blocks(text, 0, language, {})
    diagnostics: list[Diagnostic] = []
    for owner, (start, end, raw) in strings:
        _begun(blocks, owner)
        inside = text[start:end]
        shown = inside if raw else inside.replace("\\\\", " \\")
        blocks.text = text[:start] + shown + text[end:]
        _docstring(blocks, start, end)
        blocks.paragraph(end, end)
    return Document(path, (Part(text),), tuple(blocks.found), (), tuple(diagnostics))


@dataclass(frozen=True, slots=True)
class _Owner:
    """What a docstring documents: where its name begins, and how deep it is nested."""

    start: int
    name: str
    level: int


def _begun(blocks: Blocks, owner: _Owner) -> None:
    """Begin a section: names of one docstring mean nothing in the next one, unless this is inside it."""
    if owner.level > 1:
        place = blocks.place(owner.start, owner.start + len(owner.name))
        blocks.found.append(Block(BlockKind.HEADING, place, "", level=owner.level))


def _docstrings(path: str, text: str) -> Iterator[tuple[_Owner, tuple[int, int, bool]]]:
    """Where docstrings begin and end inside their quotes, and whether they are raw, with their owners.

    Raises:
        UnreadableError: the text is no Python.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise refusal("python", None, path=path, reason=str(error)[:100]) from None
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    for owner, level in sorted(_owners(tree, 1), key=lambda found: found[0].body[0].lineno):
        first = owner.body[0]
        if (
            isinstance(first, ast.Expr)
            and isinstance(first.value, ast.Constant)
            and isinstance(first.value.value, str)
        ):
            begin = _offset(text, starts, first.value.lineno, first.value.col_offset)
            end = _offset(text, starts, first.value.end_lineno or 1, first.value.end_col_offset or 0)
            name = getattr(owner, "name", "")
            at = text.rfind(name, 0, begin)
            yield from ((_Owner(at, name, level), found) for found in _inside(text, begin, end))


def _owners(node: ast.AST, level: int) -> Iterator[tuple[Any, int]]:
    """The module, its classes and functions, those in these, with how deep they are nested."""
    if isinstance(node, _OWNERS):
        if node.body:
            yield node, level
        level += 1
    for child in ast.iter_child_nodes(node):
        yield from _owners(child, level)


def _offset(text: str, starts: list[int], line: int, column: int) -> int:
    """The offset of a place that ``ast`` gives in bytes."""
    start = starts[line - 1]
    end = text.find("\n", start)
    row = text[start : end if end >= 0 else len(text)]
    return start + len(row.encode()[:column].decode())


def _inside(text: str, begin: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The range inside the quotes of one string literal."""
    literal = re.fullmatch(r"([rRuU]?)(\"\"\"|'''|\"|')(.*)\2", text[begin:end], re.DOTALL)
    if literal:
        yield begin + literal.start(3), begin + literal.end(3), literal[1].lower() == "r"


def _docstring(blocks: Blocks, start: int, end: int) -> None:
    """Add the directives, the roles, and formulas between dollars."""
    at = start
    while directive := _DIRECTIVE.search(blocks.text, at, end):
        _running(blocks, at, directive.start())
        at = _directive(blocks, directive, end)
    _running(blocks, at, end)


def _running(blocks: Blocks, start: int, end: int) -> None:
    at = start
    for role in _ROLE.finditer(blocks.text, start, end):
        Scanner(blocks, headings=False).run(at, role.start())
        blocks.formula(role.start(1), role.end(1), display=False)
        at = role.end()
    Scanner(blocks, headings=False).run(at, end)


def _directive(blocks: Blocks, directive: re.Match[str], end: int) -> int:
    """Add a display of reStructuredText: what is indented below; empty lines part formulas."""
    indent, at = len(directive[1]), directive.end()
    while option := _OPTION.match(blocks.text, at, end):
        blocks.text = blanked(blocks.text, *option.span())
        at = option.end()
    first = at if not directive[2].strip() else directive.start(2)
    while at < end:
        line = blocks.text[at : (blocks.text.find("\n", at, end) + 1) or end]
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        at += len(line)
    for formula in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", blocks.text[first:at]):
        stop = first + formula.start() + len(formula[0].rstrip())
        blocks.formula(first + formula.start(), stop, display=True)
    return at


READER: Final = Reader((".py", ".pyi"), read)
