r"""LaTeX: preamble skipped, own macros read, comments dropped, ``\input`` never followed."""

import re
from typing import Final

from derive.core.document import Document, Part
from derive.core.source import Diagnostic, Place, Severity
from derive.syntax.blocks import Blocks
from derive.syntax.definitions import without_definitions
from derive.syntax.language import language_of
from derive.syntax.macros import closing_brace
from derive.syntax.reader import Reader
from derive.syntax.running_text import blanked
from derive.syntax.scanner import Scanner

_COMMENT: Final = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_BEGIN: Final = re.compile(r"\\begin\s*\{document\}")
_END: Final = re.compile(r"\\end\s*\{document\}")
_VERBATIM: Final = re.compile(
    r"\\begin\s*\{(verbatim\*?|lstlisting|minted|comment|tikzpicture|picture|thebibliography)\}.*?\\end\s*\{\1\}",
    re.DOTALL,
)
_INLINE_CODE: Final = re.compile(r"\\(?:verb\*?|lstinline)([^A-Za-z\s{*])[^\n]*?\1")
_INPUT: Final = re.compile(
    r"\\(?:input|include|subfile|import|includegraphics|bibliography)\b\s*(?:\[[^\]]*\]\s*)?(?:\{([^{}]*)\})?"
)
_SECTION: Final = re.compile(
    r"\\(part|chapter|section|subsection|subsubsection|paragraph|title)\*?\s*(?:\[[^\]]*\])?\{"
)
_LEVELS: Final = {
    "part": 1,
    "title": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
}
_LANGUAGE: Final = re.compile(
    r"\\usepackage\s*\[[^\]]*\b(n?german|english)\b[^\]]*\]\s*\{babel\}|\b(ngerman)\b"
)
_EDGE: Final = re.compile(
    r"\\(?:begin|end)\s*\{(?:itemize|enumerate|description|center|proof|theorem|lemma|exercise|solution|quote|"
    r"flushleft|flushright|remark|example|definition|proposition|corollary|problem|figure|table|tabular|"
    r"abstract|minipage|loesung|aufgabe|beweis|satz|bemerkung)\*?\}(?:\[[^\]\n]*\])?"
)
_REFERENCE: Final = re.compile(
    r"\\(?:label|ref|eqref|cite[pt]?|index|vspace\*?|hspace\*?|pagestyle|thispagestyle)\s*"
    r"(?:\[[^\]]*\])?\{[^{}]*\}"
)
_MARKUP: Final = re.compile(
    r"\\(?:text[a-z]{2}|emph|underline|textnormal|mbox|item|par|noindent|medskip|bigskip|smallskip|maketitle|"
    r"newpage|clearpage|centering|large|Large|small|bf|it|tt|em|sc|qed|quad|qquad|hfill|linebreak|newline|\\|"
    r",|;| )(?![A-Za-z])"
)


def read(path: str, text: str, language: str | None) -> Document:
    """Read a LaTeX file."""
    part = Part(text)
    clean = _COMMENT.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text)
    clean, macros = without_definitions(clean)
    start, end = _body(clean)
    language = language or _declared(text[:start]) or language_of(clean[start:end])
    for pattern in (_VERBATIM, _INLINE_CODE):
        for found in list(pattern.finditer(clean)):
            clean = blanked(clean, *found.span())
    clean, diagnostics = _without_inputs(clean, start)
    blocks = Blocks(clean, 0, language, macros)
    _sections(blocks, start, end)
    return Document(path, (part,), tuple(blocks.found), (), tuple(diagnostics))


def _body(text: str) -> tuple[int, int]:
    """Where the document begins and ends; all of a file without a preamble."""
    begin, end = _BEGIN.search(text), _END.search(text)
    return begin.end() if begin else 0, end.start() if end else len(text)


def _declared(preamble: str) -> str | None:
    found = _LANGUAGE.search(preamble)
    return None if found is None else "en" if found[1] == "english" else "de"


def _without_inputs(text: str, start: int) -> tuple[str, list[Diagnostic]]:
    """The text without references to other files; each is reported."""
    found: list[Diagnostic] = []
    for file in list(_INPUT.finditer(text)):
        if file.start() >= start and not file[0].startswith((r"\includegraphics", r"\bibliography")):
            values = (("file", file[1] or ""),)
            found.append(Diagnostic("syntax.input", Place(*file.span()), values, Severity.NOTE))
        text = blanked(text, *file.span())
    return text, found


def _sections(blocks: Blocks, start: int, end: int) -> None:
    """Add headings, and what stands between them."""
    blocks.text = _plain(blocks.text)
    at = start
    for section in _SECTION.finditer(blocks.text, start, end):
        close = closing_brace(blocks.text, section.end() - 1)
        if close < 0 or section.start() < at:
            continue
        Scanner(blocks, headings=False).run(at, section.start())
        blocks.heading(section.end(), close, _LEVELS[section[1]])
        at = close + 1
    Scanner(blocks, headings=False).run(at, end)


def _plain(text: str) -> str:
    """The text with the markup between formulas blanked."""
    at, pieces = 0, []
    for formula in _FORMULA.finditer(text):
        pieces += [_without_markup(text[at : formula.start()]), formula[0]]
        at = formula.end()
    return "".join([*pieces, _without_markup(text[at:])])


_FORMULA: Final = re.compile(
    r"\\begin\s*\{((?:align|gather|equation|multline|eqnarray|displaymath|flalign|alignat|math|split)\*?)\}.*?\\end\s*\{\1\}"
    r"|\$\$.*?\$\$|(?<!\\)\$(?:[^$\\]|\\.)*\$|(?<!\\)\\\[.*?\\\]|(?<!\\)\\\(.*?\\\)",
    re.DOTALL,
)


def _without_markup(text: str) -> str:
    text = _STATEMENT.sub(_named, text)
    for pattern in (_EDGE, _REFERENCE, _MARKUP):
        text = pattern.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)
    return text.replace("~", " ")


_STATEMENT: Final = re.compile(
    r"\\(begin|end)\s*\{(theorem|lemma|proposition|example|exercise|problem|proof|satz|beispiel|aufgabe|beweis)\*?\}"
    r"(?:\[[^\]\n]*\])?"
)


def _named(edge: re.Match[str]) -> str:
    """A paragraph of its own that begins with what it is, as long as the markup was."""
    word = f"{edge[2].capitalize()}." if edge[1] == "begin" else ""
    return f"\n\n{word}".ljust(len(edge[0]))


READER: Final = Reader(
    (".tex", ".latex", ".ltx"), read, lambda text: r"\documentclass" in text or r"\begin{document}" in text
)
