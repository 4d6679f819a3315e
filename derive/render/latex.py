"""LaTeX of texts and formulas: what a person wrote is escaped, and only what was parsed is mathematics."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from derive.core.source import UnreadableError
from derive.core.surface import Chain, Empty, Infix, Signed, Surface
from derive.render.localized import latex_in_language
from derive.render.report import DocumentReport, Inline, Passage, StepReport
from derive.render.tidy import laid_out
from derive.render.words import printable
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.theory.messages import say
from derive.theory.notation_unicode import latex_of

ESCAPED: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "_": r"\_",
    "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}", "–": "--", "—": "---",
    "“": "``", "”": "''", "„": r"\quotedblbase{}", "’": "'", "‘": "`", "…": r"\dots{}", "\u00a0": "~",
}  # fmt: skip
TICK: Final = r"\tick"
LONG: Final = 40
BROAD: Final = 55
"""How many signs a side may have and stay whole, and a row and surely fit its line."""
_UNSEEN: Final = re.compile(r"(?<=\\)[A-Za-z]+|[\s{}]")
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


def mathematics(latex: str, language: str) -> str:
    """A formula in running text, from LaTeX of any origin: read and written anew, or shown as its source."""
    try:
        rows = parse(latex).rows
    except UnreadableError:
        return source(latex)
    return "$" + r",\; ".join(_tree(row.content, language) for row in rows) + "$"


def _tree(tree: Surface, language: str) -> str:
    """A formula as it was laid out, with the words and the decimal mark of a language."""
    return _unbroken(latex_in_language(write(laid_out(tree)), language))


def _unbroken(latex: str) -> str:
    """Without characters that the fonts at hand lack; inside words, accents stay."""
    return "".join(c if c.isascii() or _LATIN.fullmatch(c) else _in_mathematics(c) for c in latex)


def _in_mathematics(c: str) -> str:
    macro = latex_of(c)
    return f"{macro} " if macro is not None else rf"\text{{[U+{ord(c):04X}]}}"


def running(passage: Passage, language: str, *, tall: bool = False) -> str:
    """A paragraph; ``tall`` formulas are as large as in a display, and broken at their relations."""
    return "".join(text(p) if isinstance(p, str) else _inline(p, language, tall=tall) for p in passage.pieces)


def _inline(piece: Inline, language: str, *, tall: bool) -> str:
    if not piece.rows:
        return source(piece.latex)
    if tall:
        return r"\;\, ".join(_pieces(row, language) for row in piece.rows)
    return "$" + r",\; ".join(_tree(row, language) for row in piece.rows) + "$"


def _pieces(tree: Surface, language: str) -> str:
    """A formula in parts between which a line may end: before its relations, or else before its signs."""
    sides = [_broken(side, language) for side in _per_relation(tree)]
    return r"\penalty0\ ".join(r"\penalty300 ".join(rf"\piece{{{p}}}" for p in parts) for parts in sides)


def _per_relation(tree: Surface) -> list[Surface]:
    if not isinstance(tree, Chain):
        return [tree]
    first = [] if tree.terms[0] is None else [tree.terms[0]]
    rest = zip(tree.relations, tree.terms[1:], strict=True)
    return first + [Chain(tree.place, (None, term), (relation,)) for relation, term in rest]


def _broken(side: Surface, language: str) -> list[str]:
    """A long side in its summands or factors, each with the sign before it; anything else whole."""
    if isinstance(side, Chain) and side.terms[-1] is not None:
        first, *rest = _broken(side.terms[-1], language)
        return [f"{_tree(replace(side, terms=(None, Empty(side.place))), language).rstrip()} {first}", *rest]
    if isinstance(side, Signed):
        first, *rest = _broken(side.operand, language)
        return [f"{side.sign} {first}", *rest]
    whole = _tree(side, language)
    if not isinstance(side, Infix) or _signs(whole) <= LONG:
        return [whole]
    items = [_broken(item, language) for item in side.items]
    found = list(items[0])
    for operator, (first, *rest) in zip(side.operators, items[1:], strict=True):
        found += [rf"{{}}{operator} {first}", *rest]
    return found


def _signs(latex: str) -> int:
    """About how many signs are seen of a formula."""
    return len(_UNSEEN.sub("", latex))


def told(sentence: str, language: str) -> str:
    """A sentence in which formulas stand between backticks."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return text(sentence)
    return "".join(mathematics(p, language) if n % 2 else text(p) for n, p in enumerate(parts))


def display(piece: Inline, language: str) -> str:
    """A display without steps."""
    if not piece.rows:
        return rf"\par{source(piece.latex)}\par"
    rows = [(_sides(row, language), "") for row in piece.rows]
    return _aligned(rows, [_pieces(row, language) for row in piece.rows])


def derivation(passage: Passage, document: DocumentReport, language: str) -> str:
    """A display with its steps one below the other, and what was found at the end of each line."""
    steps = [document.steps[i] for i in passage.steps]
    rows = [(_step(s, language), _found(s, language)) for s in steps]
    piece = passage.pieces[0]
    if not rows:
        return display(piece, language) if isinstance(piece, Inline) else text(piece)
    return _aligned(rows, [_whole(s, language) for s in steps])


_Sides = tuple[str, str]


def _aligned(rows: Sequence[tuple[_Sides, str]], wide: Sequence[str]) -> str:
    """Rows aligned at their relations, and the same as paragraphs for where they are far too wide."""
    lines = r" \\".join(
        f"\n{left} &{right}" + (f" && {found}" if found else "") for (left, right), found in rows
    )
    aligned = rf"\begin{{aligned}}{lines}{chr(10)}\end{{aligned}}"
    lefts, rights = zip(
        *((_signs(left), _signs(right) + _signs(found)) for (left, right), found in rows), strict=True
    )
    if max(lefts) + max(rights) <= BROAD:
        return rf"\derivation{{{aligned}}}"
    paragraphs = "".join(f"\n\\formula{{{line}}}" for line in wide)
    return rf"\broad{{{aligned}}}{{{paragraphs}}}"


def _step(step: StepReport, language: str) -> _Sides:
    if step.tree is None:
        return _read(step.latex, language)
    left, right = _sides(step.tree, language)
    return ("" if step.continues else left), right


def _whole(step: StepReport, language: str) -> str:
    """A step in pieces, with what was found behind it."""
    if step.tree is None:
        left, right = _read(step.latex, language)
        shown = rf"\piece{{{left} {right}}}"
    elif step.continues and isinstance(step.tree, Chain):
        shown = _pieces(replace(step.tree, terms=(None, *step.tree.terms[1:])), language)
    else:
        shown = _pieces(step.tree, language)
    found = _found(step, language)
    return rf"{shown}\quad $\displaystyle {found}$" if found else shown


def _read(latex: str, language: str) -> _Sides:
    try:
        rows = parse(latex).rows
    except UnreadableError:
        return "", rf"\text{{{source(latex)}}}"
    tree = rows[0].content
    return _sides(tree, language) if len(rows) == 1 else ("", _tree(tree, language))


def _sides(tree: Surface, language: str) -> _Sides:
    """What stands before the first relation, and the rest."""
    if not isinstance(tree, Chain):
        return "", _tree(tree, language)
    left = _tree(tree.terms[0], language) if tree.terms[0] is not None else ""
    rest = Chain(tree.place, (None, *tree.terms[1:]), tree.relations)
    return left, _tree(rest, language)


def _found(step: StepReport, language: str) -> str:
    if step.finding is None:
        return ""
    if step.finding.verdict != "proved":
        return rf"\text{{\scriptsize {text(say(f'page.{step.finding.verdict}', language))}}}"
    if step.finding.conditions:
        conditions = ", ".join(mathematics(c, language) for c in step.finding.conditions_latex)
        return rf"{TICK}\text{{\scriptsize\ {conditions}}}"
    return TICK


def passage(found: Passage, language: str, document: DocumentReport | None = None) -> str:
    """A heading, a paragraph or a display."""
    piece = found.pieces[0]
    if found.level:
        return rf"\medskip\noindent\textbf{{{text(piece if isinstance(piece, str) else piece.latex)}}}\par"
    if not found.display:
        if document is None:
            return rf"{{\raggedright {running(found, language, tall=True)}\par}}"
        return running(found, language) + "\n"
    if document is None:
        return display(piece, language) if isinstance(piece, Inline) else text(piece)
    return derivation(found, document, language)
