"""One self-contained page: no network, no scripts, readable in black and white."""

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from derive.core.source import UnreadableError
from derive.render.format import Format, Style
from derive.render.report import VERDICTS, Report
from derive.render.words import printable, where, whole_finding, whole_span
from derive.syntax.mathml import formula
from derive.syntax.parser import parse
from derive.theory.messages import say

TEMPLATES = Path(__file__).parent.parent / "templates"


def render(report: Report, _style: Style) -> str:
    """The report as a page, in the language of its first document."""
    language = report.documents[0].language if report.documents else "en"
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["printable"] = lambda text: printable(str(text))
    environment.filters["mathematics"] = mathematics
    return environment.get_template("report.html.j2").render(
        report=report,
        language=language,
        verdicts=VERDICTS,
        tell=partial(say, language=language),
        where=partial(where, language),
        whole=whole_finding,
        whole_span=whole_span,
    )


def mathematics(latex: str) -> Markup:
    """A formula as MathML, or as its source where it cannot be read."""
    try:
        return Markup(formula(parse(latex), latex))  # noqa: S704  # the writer escapes what it quotes
    except UnreadableError:
        return Markup("<code>{}</code>").format(printable(latex))


FORMAT = Format("html", render)
