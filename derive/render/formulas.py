"""Formulas on a page: MathML from the surface tree, or the source where a formula cannot be read.

Each formula carries its LaTeX in a transparent element above it, which a click selects, so that
what is copied from a page is LaTeX: no script is needed for it.
"""

import re
from collections.abc import Sequence
from typing import Final

from markupsafe import Markup, escape

from derive.core.source import Place, UnreadableError
from derive.core.surface import Chain, Surface
from derive.render.notes import taken
from derive.render.report import Inline, StepReport
from derive.render.seen import Mistake
from derive.render.signs import scripted
from derive.render.tidy import tidy
from derive.render.words import printable
from derive.syntax.latex import write as as_latex
from derive.syntax.mathml import element, fenced, formula, letters, pieces, summands, write
from derive.syntax.parser import parse

_ROW: Final = re.compile(r"\(([^()]+)\)")
_MATRIX: Final = re.compile(r"\((?:\([\w./, -]+\)(?:, (?!\)))?)+\)")
_CLOSING: Final = frozenset(".,;:!?)")
LONG: Final = 26
GLIMPSE: Final = 90
LEFT: Final = 22
"""How many characters a left side may have to stand in a column of its own."""


def mathematics(latex: str) -> Markup:
    """A formula from its LaTeX."""
    try:
        parsed = parse(latex)
    except UnreadableError:
        return source(latex)
    if len(parsed.rows) > 1:
        return _whole(formula(parsed, printable(latex)), latex)
    return _tall([row.content for row in parsed.rows], latex, ())


def glimpse(latex: str) -> Markup:
    """A formula in a list; of what cannot be read, as much of the source as tells it from others."""
    plain, rows = " ".join(latex.split()), _rows(latex)
    if rows:
        return _tall(tuple(map(tidy, rows)), latex, ())
    if len(plain) <= GLIMPSE:
        return source(latex)
    return source(plain[: GLIMPSE - 1] + "…")


def _tall(rows: Sequence[Surface], latex: str, wrong: Sequence[Place], after: str = "") -> Markup:
    """Rows as large as in a display, in parts; a part that may be wider than a phone can be scrolled."""
    parts = [part for tree in rows for part in summands(tree, wrong)]
    first, *rest = parts
    shown = [_fitted(_whole(element(first, printable(latex)), latex), first)]
    shown += [_fitted(Markup('<span class="m">{}</span>').format(_display(part)), part) for part in rest]
    return Markup("<wbr>").join((*shown[:-1], _closed(shown[-1], after)))


def _fitted(shown: Markup, part: str) -> Markup:
    if letters(part) <= LONG:
        return shown
    return Markup('<span class="wide" tabindex="0">{}</span>').format(shown)


def _whole(mathml: str, latex: str) -> Markup:
    """A formula with its LaTeX to copy."""
    return Markup('<span class="m">{}{}</span>').format(_safe(mathml), _copied(latex, "$"))


def _copied(latex: str, sign: str) -> Markup:
    """What is copied instead of a formula, between dollar signs as in Markdown."""
    text = f"{sign}{' '.join(printable(latex).split())}{sign}"
    return Markup('<span class="latex" aria-hidden="true">{}</span>').format(text)


def told(sentence: str) -> Markup:
    """A sentence in which formulas stand between backticks."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return Markup("{}").format(printable(sentence))
    shown = [_quoted(part) if number % 2 else escape(printable(part)) for number, part in enumerate(parts)]
    return Markup().join(shown)


def _quoted(latex: str) -> Markup:
    """A formula in a sentence."""
    return inline(Inline(latex, _rows(latex), ()))


def assumption(text: str, language: str) -> Markup:
    r"""What was assumed of a name, such as ``x real`` or ``x \in \mathbb{R}^d``."""
    latex, words = taken(text, language)
    name = inline(Inline(latex, _rows(latex), ()))
    return Markup("{} {}").format(name, words) if words else name


def value(text: str) -> Markup:
    """A value of a counterexample as plain text; a matrix as a table between brackets."""
    if not _MATRIX.fullmatch(text):
        return scripted(printable(text))
    rows = "".join(
        f"<mtr>{''.join(f'<mtd>{_entry(e)}</mtd>' for e in row.split(', '))}</mtr>"
        for row in _ROW.findall(text)
    )
    return _safe(f"<math>{fenced('(', ')', f'<mtable>{rows}</mtable>')}</math>")


def _entry(text: str) -> str:
    return f"<mtext>{scripted(text)}</mtext>"


def _rows(latex: str) -> tuple[Surface, ...]:
    """The rows of a formula, none where it cannot be read."""
    try:
        return tuple(row.content for row in parse(latex).rows)
    except UnreadableError:
        return ()


def source(latex: str) -> Markup:
    """The source of what cannot be read."""
    return Markup("<code>{}</code>").format(printable(latex))


def row(step: StepReport, *, aligned: bool = False) -> Markup:
    """A step as its writer laid it out, in parts between which a line may break, the wrong place marked.

    If ``aligned``, its left side stands in a column of its own.
    """
    if step.tree is None:
        return Markup('<div class="both">{}</div>').format(_broken(step.latex))
    left, right = _sides(step)
    copied = _copied(_own(step), "$$")
    if not aligned:
        return _formula((*left, *right), copied, printable(step.latex), "both", leads=step.continues)
    before = element("".join(left), printable(step.lhs or "")) if left else ""
    shown = _formula(right, copied, printable(step.latex), "rhs", leads=False)
    return Markup('<div class="lhs">{}</div>{}').format(_safe(before), shown)


def is_narrow(step: StepReport) -> bool:
    """Whether the left side fits into a column of its own."""
    return step.tree is None or step.continues or letters("".join(_sides(step)[0])) <= LEFT


def _sides(step: StepReport) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The parts of the left side, which is empty where it was not written again, and the others."""
    tree = step.tree if step.tree is not None else _tree(step.latex)
    if tree is None:
        return (), ()
    parts = summands(tree, (step.wrong,) if step.wrong else ())
    if not isinstance(tree, Chain) or len(parts) == 1:
        return (), parts
    return () if step.continues else parts[:1], parts[1:]


def _own(step: StepReport) -> str:
    """The LaTeX of a step, without a left side that was not written again."""
    if step.continues and isinstance(step.tree, Chain):
        return as_latex(Chain(step.tree.place, (None, *step.tree.terms[1:]), step.tree.relations))
    return step.latex


def _broken(latex: str) -> Markup:
    """A formula from its LaTeX, in parts if it is a chain."""
    tree = _tree(latex)
    if tree is None:
        return mathematics(latex)
    return _formula(summands(tree), _copied(latex, "$$"), printable(latex), "", leads=False)


def _formula(parts: Sequence[str], copied: Markup, alttext: str, css: str, *, leads: bool) -> Markup:
    """Parts of one formula; all but the first are set in, and the whole carries its source."""
    shown = [
        Markup('<span class="part{}">{}</span>').format(
            Markup(" on") if number or leads else "", _display(part, "" if number else alttext)
        )
        for number, part in enumerate(parts)
    ]
    reach = Markup(' tabindex="0"') if max(map(letters, parts), default=0) > LONG else ""
    classes = f"formula {css}".strip()
    return Markup('<div class="{}"{}>{}{}</div>').format(classes, reach, Markup().join(shown), copied)


def _display(mathml: str, alttext: str = "") -> Markup:
    """MathML as large as in a display; the parts after the first have no text of their own."""
    return _safe(element(mathml, alttext) if alttext else f'<math displaystyle="true">{mathml}</math>')


def wrong_formula(mistake: Mistake) -> Markup:
    """A wrong step in a list, the wrong place marked."""
    if mistake.tree is None:
        return mathematics(mistake.latex)
    marked = (mistake.wrong,) if mistake.wrong else ()
    return _tall((mistake.tree,), mistake.latex, marked)


def markdown(text: str) -> Markup:
    """A short text with formulas between dollar signs."""
    return told(text.replace("$", "`"))


def _tree(latex: str) -> Surface | None:
    rows = _rows(latex)
    return rows[0] if len(rows) == 1 else None


def inline(found: Inline, wrong: Sequence[Place] = (), *, tall: bool = False, after: str = "") -> Markup:
    """A formula in running text; ``tall`` as in a display, and broken at its relations where a line ends.

    ``after`` is the mark behind it, which stays on its line.
    """
    if not found.rows:
        return _closed(source(found.latex), after)
    if tall:
        return _tall(found.rows, found.latex, wrong, after)
    body = "".join(write(tree, wrong) for tree in found.rows)
    return _closed(_whole(element(body, printable(found.latex), display=False), found.latex), after)


def closing(piece: object) -> str:
    """The mark with which the text behind a formula begins."""
    return piece[:1] if isinstance(piece, str) and piece[:1] in _CLOSING else ""


def _closed(shown: Markup, after: str) -> Markup:
    return Markup('<span class="closed">{}{}</span>').format(shown, after) if after else shown


def display(found: Inline) -> Markup:
    """A display without steps."""
    if not found.rows:
        return source(found.latex)
    rows = Markup().join(_display_row(tree, found.latex) for tree in found.rows)
    longest = max(letters(part) for tree in found.rows for part in pieces(tree))
    reach = Markup(' tabindex="0"') if longest > LONG else ""
    return Markup('<div class="formula"{}>{}{}</div>').format(reach, rows, _copied(found.latex, "$$"))


def _display_row(tree: Surface, latex: str) -> Markup:
    leads = isinstance(tree, Chain) and tree.terms[0] is None
    return Markup().join(
        Markup('<span class="part{}">{}</span>').format(
            Markup(" on") if number or leads else "", _display(part, "" if number else printable(latex))
        )
        for number, part in enumerate(pieces(tree))
    )


def _safe(markup: str) -> Markup:
    return Markup(markup)  # noqa: S704  # the writer of MathML escapes what it quotes
