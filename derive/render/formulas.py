"""Formulas on a page: MathML from the surface tree, or the source where a formula cannot be read."""

import re
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup, escape

from derive.core.source import Place, UnreadableError
from derive.core.surface import Chain, Surface
from derive.render.report import Inline, StepReport
from derive.render.seen import Mistake
from derive.render.words import printable
from derive.syntax.mathml import element, formula, pieces, write
from derive.syntax.parser import parse

_TAG: Final = re.compile(r"<[^>]*>|&#?\w+;")
WIDE: Final = 26
LONG: Final = 26
_Part = tuple[str, bool]


def mathematics(latex: str) -> Markup:
    """A formula from its LaTeX."""
    try:
        parsed = parse(latex)
    except UnreadableError:
        return source(latex)
    if len(parsed.rows) > 1:
        return _safe(formula(parsed, printable(latex)))
    return _tall([row.content for row in parsed.rows], latex, ())


def _tall(rows: Sequence[Surface], latex: str, wrong: Sequence[Place]) -> Markup:
    """Rows as large as in a display, in parts; a part that may be wider than a phone can be scrolled."""
    parts = [part for tree in rows for part in pieces(tree, wrong)]
    return _safe("<wbr>".join(_fitted(element(part, printable(latex)), part) for part in parts))


def _fitted(shown: str, part: str) -> str:
    return f'<span class="wide" tabindex="0">{shown}</span>' if len(_TAG.sub("", part)) > LONG else shown


def told(sentence: str) -> Markup:
    """A sentence in which formulas stand between backticks."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return Markup("{}").format(printable(sentence))
    shown = [_quoted(part) if number % 2 else escape(printable(part)) for number, part in enumerate(parts)]
    return Markup().join(shown)


def _quoted(latex: str) -> Markup:
    """A formula in a sentence."""
    try:
        return inline(Inline(latex, tuple(row.content for row in parse(latex).rows), ()))
    except UnreadableError:
        return source(latex)


def source(latex: str) -> Markup:
    """The source of what cannot be read."""
    return Markup("<code>{}</code>").format(printable(latex))


def row(step: StepReport) -> Markup:
    """A step as its writer laid it out, in parts between which a line may break, the wrong place marked."""
    marked = (step.wrong,) if step.wrong else ()
    if step.tree is None:
        return _broken(step.latex)
    parts = pieces(step.tree, marked)
    if step.continues and len(parts) > 1:
        parts = parts[1:]
    return _parts(parts, step.latex, leads=step.continues)


def _broken(latex: str) -> Markup:
    """A formula from its LaTeX, in parts if it is a chain."""
    try:
        rows = parse(latex).rows
    except UnreadableError:
        return source(latex)
    if len(rows) != 1:
        return mathematics(latex)
    return _parts(pieces(rows[0].content), latex, leads=False)


def _parts(parts: Sequence[str], latex: str, *, leads: bool) -> Markup:
    """Parts of one formula; all but the first are set in, and the whole carries its source."""
    shown = [
        f'<span class="part{" on" if number or leads else ""}">{element(part, printable(latex))}</span>'
        if number == 0
        else f'<span class="part on"><math displaystyle="true">{part}</math></span>'
        for number, part in enumerate(parts)
    ]
    widest = max(len(_TAG.sub("", part)) for part in parts)
    reach = ' tabindex="0"' if widest > WIDE else ""
    return _safe(f'<div class="formula"{reach}>{"".join(shown)}</div>')


def wrong_formula(mistake: Mistake) -> Markup:
    """A wrong step in a list, the wrong place marked."""
    if mistake.tree is None:
        return mathematics(mistake.latex)
    marked = (mistake.wrong,) if mistake.wrong else ()
    return _safe(element(write(mistake.tree, marked), printable(mistake.latex), display=False))


def markdown(text: str) -> Markup:
    """A short text with formulas between dollar signs."""
    return told(text.replace("$", "`"))


def cells(step: StepReport) -> tuple[Markup, Markup]:
    """A step in two parts, for a derivation aligned at its relations; the first is empty where it goes on."""
    tree = step.tree if step.tree is not None else _tree(step.latex)
    if tree is None:
        return source(step.latex), Markup()
    first, *rest = pieces(tree)
    if not rest:
        return Markup(), _safe(element(first, printable(step.latex)))
    left = Markup() if step.continues else _safe(element(first, printable(step.lhs or "")))
    return left, _safe(element("".join(rest), printable(step.latex)))


def _tree(latex: str) -> Surface | None:
    try:
        rows = parse(latex).rows
    except UnreadableError:
        return None
    return rows[0].content if len(rows) == 1 else None


def inline(found: Inline, wrong: Sequence[Place] = (), *, tall: bool = False) -> Markup:
    """A formula in running text; ``tall`` as in a display, and broken at its relations where a line ends."""
    if not found.rows:
        return source(found.latex)
    if tall:
        return _tall(found.rows, found.latex, wrong)
    body = "".join(write(tree, wrong) for tree in found.rows)
    return _safe(element(body, printable(found.latex), display=False))


def display(found: Inline) -> Markup:
    """A display without steps."""
    if not found.rows:
        return source(found.latex)
    rows = "".join(_display_row(tree) for tree in found.rows)
    return _safe(f'<div class="formula">{rows}</div>')


def _display_row(tree: Surface) -> str:
    leads = isinstance(tree, Chain) and tree.terms[0] is None
    parts = pieces(tree)
    return "".join(
        f'<span class="part{" on" if number or leads else ""}"><math displaystyle="true">{part}</math></span>'
        for number, part in enumerate(parts)
    )


def _safe(markup: str) -> Markup:
    return Markup(markup)  # noqa: S704  # the writer of MathML escapes what it quotes
