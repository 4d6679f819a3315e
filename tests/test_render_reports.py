"""`reports/` is what the program writes now, byte for byte; each page looks as it is meant to."""

import re

import pytest
from browser import CHROMIUM, found_by, printed, width_needed
from kept_reports import REPORTS, SHEETS, quickly_written, written

PHONE = 360
EFFORT = re.compile(rb'"effort": \d+')
WHOLE = ["ml-physics-05", "softmax-04"]
PAGES = ["ml-physics-05.html", "ml-foundations-04/solutions.html", "ml-physics-05/grading/overview.html"]
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def stale(expected):
    """The files that differ; how long a step took is none of their matter."""
    return [
        path
        for path, content in expected.items()
        if EFFORT.sub(b"", (REPORTS / path).read_bytes()) != EFFORT.sub(b"", content)
    ]


@pytest.mark.parametrize("name", WHOLE)
def test_reports_are_up_to_date(name):
    """Run `make reports` after a change of verdicts, sheets, words or templates, and read the difference."""
    expected = written(name)
    kept = [*REPORTS.glob(f"{name}.*"), *(p for p in (REPORTS / name).rglob("*") if p.is_file())]
    assert {p.relative_to(REPORTS).as_posix() for p in kept} == set(expected)
    assert stale(expected) == [], "run make reports"


@pytest.mark.parametrize("name", sorted(set(SHEETS) - set(WHOLE)))
def test_findings_and_printed_sheets_are_up_to_date(name):
    """As above, without grading the sample submissions again, which takes long."""
    assert stale(quickly_written(name)) == [], "run make reports"


def test_nothing_else_lies_among_the_reports():
    assert {p.name.split(".")[0] for p in REPORTS.iterdir()} == set(SHEETS)


@pytest.mark.parametrize("page", ["ml-physics-05.html", "ml-physics-05/grading/sample/report.html"])
def test_the_wrong_factor_is_outlined_with_a_sheet_and_without(page):
    assert '<mrow class="bad">' in (REPORTS / page).read_text(encoding="utf-8")


def test_every_page_is_small():
    assert max(p.stat().st_size for p in REPORTS.rglob("*.html")) < 300_000


@needs_browser
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_a_phone(page):
    assert width_needed(REPORTS / page, PHONE) <= PHONE


@needs_browser
def test_a_page_asks_for_nothing_and_shows_its_own_font():
    page = REPORTS / PAGES[0]
    asked = found_by("performance.getEntriesByType('resource').map(e => e.name.slice(0, 10))", page)
    assert [name for name in asked if not name.startswith("data:")] == []
    assert found_by("document.fonts.ready.then(() => [...document.fonts].map(f => f.status))", page) == [
        "loaded"
    ]


@needs_browser
def test_what_is_copied_from_a_page_is_latex():
    formula = "document.querySelector('.m .latex')"
    script = f"(getSelection().selectAllChildren({formula}), getSelection().toString())"
    assert found_by(script, REPORTS / PAGES[0]) == r"$x \in \mathbb{R}$"
    paragraph = f"(getSelection().selectAllChildren({formula}.closest('p')), getSelection().toString())"
    assert found_by(paragraph, REPORTS / PAGES[0]).split("\n") == ["Let ", r"$x \in \mathbb{R}$."]


@needs_browser
def test_a_page_prints(tmp_path):
    printed(REPORTS / PAGES[0], tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
