"""Verdicts and checked derivations as text, as HTML and as LaTeX, for prompts and notebooks."""

from html import escape
from typing import Final

from derive.algebra.presentation import surface_of
from derive.core.derivation import CheckedDerivation
from derive.core.showing import show_by
from derive.core.verdict import Unreadable, Verdict
from derive.registry import load
from derive.render.compose import document_report, report
from derive.render.finding import finding
from derive.render.format import Format, Style
from derive.render.plain import plain
from derive.render.words import student_words
from derive.syntax.latex import write

FORMATS: Final = "derive.render.formats"
_COLOURS: Final = {"proved": "#1a7f37", "refuted": "#b3261e"}
_OTHERS: Final = "#6a5300"
Result = Verdict | CheckedDerivation


def install() -> None:
    """From now on results show themselves in words."""
    show_by(text=text, html=html, latex=latex)


def text(result: Result) -> str:
    """A verdict in two lines, a derivation as ``derive check`` prints it."""
    if isinstance(result, CheckedDerivation):
        return _rendered(result, "text").rstrip()
    found = finding(result, "en")
    claim = "" if isinstance(result, Unreadable) else f" {plain(result.claim.proposition)}"
    return f"{found.verdict}:{claim}\n  {found.message}"


def html(result: Result) -> str:
    """A verdict as a paragraph; a derivation as a page in a frame that cannot touch the notebook."""
    if isinstance(result, CheckedDerivation):
        page = escape(_rendered(result, "html"), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="" style="width: 100%; height: 28em; border: 0"></iframe>'
    found = finding(result, "en")
    word = student_words(found, "en")
    colour = _COLOURS.get(found.verdict, _OTHERS)
    claim = (
        "" if isinstance(result, Unreadable) else f" <code>{escape(plain(result.claim.proposition))}</code>"
    )
    return f'<p><b style="color: {colour}">{escape(word)}</b>{claim}<br>{escape(found.message)}</p>'


def latex(result: Result) -> str | None:
    """A claim with its verdict, or the steps of a derivation with theirs, one a row."""
    if isinstance(result, CheckedDerivation):
        steps = zip(result.derivation.steps, result.verdicts, strict=True)
        rows = [f"{step.latex} & {_word(verdict)}" for step, verdict in steps if verdict is not None]
        return "$\\begin{array}{ll}\n" + " \\\\\n".join(rows) + "\n\\end{array}$" if rows else None
    if isinstance(result, Unreadable):
        return None
    return f"${write(surface_of(result.claim.proposition))} \\qquad {_word(result)}$"


def _word(verdict: Verdict) -> str:
    return rf"\text{{{type(verdict).__name__.lower()}}}"


def _rendered(checked: CheckedDerivation, form: str) -> str:
    found = report((document_report(checked),))
    return load(FORMATS, form, "FORMAT", Format).render(found, Style(explain=True))
