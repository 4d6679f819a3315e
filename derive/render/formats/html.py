"""One self-contained page: no network, no scripts, readable in black and white."""

from derive.render.format import Format, Style
from derive.render.page import page
from derive.render.report import Report
from derive.render.transcript import vocabulary


def render(report: Report, _style: Style) -> str:
    """The report as a page, in the language of its first document."""
    language = report.documents[0].language if report.documents else "en"
    return page(
        "report.html.j2", language, report=report, split=_split, **vocabulary(language, _heading(report))
    )


def _split(path: str) -> tuple[str, str]:
    """The folder and the name of a document."""
    folder, _, name = path.rpartition("/")
    return folder, name


def _heading(report: Report) -> str:
    """Below the title of the page, or below the name of one of several documents."""
    return "h2" if len(report.documents) == 1 else "h3"


FORMAT = Format("html", render)
