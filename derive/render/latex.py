"""LaTeX of texts and formulas: what a person wrote is escaped, and only what was parsed is mathematics."""

import re
from collections.abc import Sequence
from typing import Final

from derive.core.source import UnreadableError
from derive.core.surface import Chain, Surface
from derive.render.report import DocumentReport, Inline, Passage, StepReport
from derive.render.words import printable
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.theory.notation_unicode import latex_of

ESCAPED: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}", "–": "--", "—": "---",
    "“": "``", "”": "''", "„": r"\quotedblbase{}", "’": "'", "‘": "`", "…": r"\dots{}", "\u00a0": "~",
}  # fmt: skip
TICK: Final = r"\tick"
_LATIN: Final = re.compile("[ -~\u00a1-\u017f]")


def text(plain: str) -> str:
    """Text that prints as itself."""
    return "".join(map(_character, printable(plain)))


def _character(c: str) -> str:
    if c in ESCAPED:
        return ESCAPED[c]
    if _LATIN.fullmatch(c):
        return c
    macro = latex_of(c)
    if macro is not None and macro.startswith("\\"):
        return rf"\ensuremath{{{macro}}}"
    return rf"[U+{ord(c):04X}]"


def source(latex: str) -> str:
    """The source of what cannot be read."""
    return rf"\texttt{{{text(latex)}}}"


def mathematics(latex: str) -> str:
    """A formula in running text, from LaTeX of any origin: read and written anew, or shown as its source."""
    try:
        rows = parse(latex).rows
    except UnreadableError:
        return source(latex)
    return "$" + r",\; ".join(_tree(row.content) for row in rows) + "$"


def _tree(tree: Surface) -> str:
    return _unbroken(write(tree))


def _unbroken(latex: str) -> str:
    """Without characters that the fonts at hand lack; inside words, accents stay."""
    return "".join(c if c.isascii() or _LATIN.fullmatch(c) else _in_mathematics(c) for c in latex)


def _in_mathematics(c: str) -> str:
    macro = latex_of(c)
    return f"{macro} " if macro is not None else rf"\text{{[U+{ord(c):04X}]}}"


def running(passage: Passage, *, tall: bool = False) -> str:
    """A paragraph; ``tall`` formulas are as large as in a display, and broken at their relations."""
    return "".join(text(p) if isinstance(p, str) else _inline(p, tall=tall) for p in passage.pieces)


def _inline(piece: Inline, *, tall: bool) -> str:
    if not piece.rows:
        return source(piece.latex)
    if tall:
        return " ".join(rf"\piece{{{part}}}" for row in piece.rows for part in _parts(row))
    return "$" + r",\; ".join(map(_tree, piece.rows)) + "$"


def _parts(tree: Surface) -> list[str]:
    """A formula in parts between which a line may end: before each of its relations."""
    if not isinstance(tree, Chain):
        return [_tree(tree)]
    first = [] if tree.terms[0] is None else [_tree(tree.terms[0])]
    rest = zip(tree.relations, tree.terms[1:], strict=True)
    return first + [_tree(Chain(tree.place, (None, term), (relation,))) for relation, term in rest]


def told(sentence: str) -> str:
    """A sentence in which formulas stand between backticks."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return text(sentence)
    return "".join(mathematics(p) if n % 2 else text(p) for n, p in enumerate(parts))


def display(piece: Inline) -> str:
    """A display without steps."""
    if not piece.rows:
        return rf"\par{source(piece.latex)}\par"
    return _aligned([(_sides(row), "") for row in piece.rows])


def derivation(passage: Passage, document: DocumentReport) -> str:
    """A display with its steps one below the other, and what was found at the end of each line."""
    rows = [(_step(step), _found(step)) for step in (document.steps[index] for index in passage.steps)]
    piece = passage.pieces[0]
    if not rows:
        return display(piece) if isinstance(piece, Inline) else text(piece)
    return _aligned(rows)


_Sides = tuple[str, str]


def _aligned(rows: Sequence[tuple[_Sides, str]]) -> str:
    """Rows aligned at their relations; boxes of them, so that a wide one can be made to fit."""
    lines = r" \\".join(
        f"\n{left} &{right}" + (f" && {found}" if found else "") for (left, right), found in rows
    )
    return rf"\derivation{{\begin{{aligned}}{lines}{chr(10)}\end{{aligned}}}}"


def _step(step: StepReport) -> _Sides:
    if step.tree is None:
        return _read(step.latex)
    left, right = _sides(step.tree)
    return ("" if step.continues else left), right


def _read(latex: str) -> _Sides:
    try:
        rows = parse(latex).rows
    except UnreadableError:
        return "", rf"\text{{{source(latex)}}}"
    return _sides(rows[0].content) if len(rows) == 1 else ("", _tree(rows[0].content))


def _sides(tree: Surface) -> _Sides:
    """What stands before the first relation, and the rest."""
    if not isinstance(tree, Chain):
        return "", _tree(tree)
    left = _tree(tree.terms[0]) if tree.terms[0] is not None else ""
    rest = Chain(tree.place, (None, *tree.terms[1:]), tree.relations)
    return left, _tree(rest)


def _found(step: StepReport) -> str:
    if step.finding is None:
        return ""
    if step.finding.verdict != "proved":
        return rf"\text{{\scriptsize {text(step.finding.verdict)}}}"
    if step.finding.conditions:
        return rf"{TICK}\text{{\scriptsize\ {text(', '.join(step.finding.conditions))}}}"
    return TICK


def passage(found: Passage, document: DocumentReport | None = None) -> str:
    """A heading, a paragraph or a display."""
    piece = found.pieces[0]
    if found.level:
        return rf"\medskip\noindent\textbf{{{text(piece if isinstance(piece, str) else piece.latex)}}}\par"
    if not found.display:
        if document is None:
            return rf"{{\raggedright {running(found, tall=True)}\par}}"
        return running(found) + "\n"
    if document is None:
        return display(piece) if isinstance(piece, Inline) else text(piece)
    return derivation(found, document)
