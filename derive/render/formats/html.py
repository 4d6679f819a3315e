"""One self-contained page: no network, no scripts, readable in black and white."""

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from derive.render.format import Format, Style
from derive.render.report import VERDICTS, Report
from derive.render.words import printable, where, whole_finding, whole_span
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
    return environment.get_template("report.html.j2").render(
        report=report,
        language=language,
        verdicts=VERDICTS,
        tell=partial(say, language=language),
        where=partial(where, language),
        whole=whole_finding,
        whole_span=whole_span,
    )


FORMAT = Format("html", render)
