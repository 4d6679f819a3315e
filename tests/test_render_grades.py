"""Grading reports: the student's page, the teacher's overview, and that nothing in them is more than text."""

from fractions import Fraction

import pytest
from test_render_inert import PAYLOADS, assert_inert, outline

from derive.elaborate.document import elaborate
from derive.grade.result import Grade, Line, Marked
from derive.prove.check import check
from derive.render.grades import as_overview, as_page, as_text, files
from derive.render.statistics import overview
from derive.render.told import from_data, told
from derive.syntax.reading import read

TEXT = """# Sheet

## 1 Squares

Let $x \\in \\mathbb{R}$.

a) We get

$$(x+1)^2 = x^2 + 2x + 1$$

b) And also

$$(x-1)^2 = x^2 + 2x + 1 = x (x + 2) + 1$$
"""
LINKS = ("#", "./", "overview.csv", "grades.json")


def kept(text=TEXT):
    return told([check(elaborate(read("s.md", text.encode())))], ["1a", "1b"], "en")


def line(got, most, why="grade.shown", **more):
    return Line("claim", Fraction(got), Fraction(most), why, **more)


def grade(name, first, second, text=TEXT):
    exercises = (
        Marked("a", "1a", (line(first, 2, step="1a.1"),)),
        Marked("b", "1b", (line(second, 4, "grade.mistake", step="1b.1", latex="(x-1)^2 = x^2", group="g"),)),
    )
    return Grade(name, exercises, told=kept(text))


def waiting(name):
    lines = (line(0, 4, "grade.open", pending=Fraction(4), latex=r"\frac{1}{2}"),)
    return Grade(name, (Marked("a", "1a", (line(2, 2),)), Marked("b", "1b", lines)))


CLASS = (grade("anna", 2, 1), grade("ben", 0, 1), waiting("cleo"))


def texts(page):
    return " ".join("".join(outline(page).texts).split())


def test_a_students_page_shows_marks_reasons_and_the_lines_themselves():
    page = as_page("A sheet", CLASS[0], "en")
    assert_inert(page)
    shown = texts(page)
    for words in ("3 / 6 marks", "there is a mistake on the way", "at step 1b.1", "Let", "refuted"):
        assert words in shown
    assert '<mrow class="bad">' in page


def test_a_students_page_says_how_everything_was_read():
    text = "a) $$\\sum_i x_i = \\sum_i x_i$$ so that $k = k$ follows.\n"
    page = as_page("A sheet", Grade("p", CLASS[0].exercises, told=kept(text)), "en")
    shown = texts(page)
    assert "How this was read" in shown
    assert "Assumed, because the text does not say it" in shown
    assert "a sum without bounds runs through all entries" in shown
    assert as_page("A sheet", Grade("p", CLASS[0].exercises), "en").count("How this was read") == 0


def test_reasons_link_to_the_step_they_speak_of():
    page = as_page("A sheet", CLASS[0], "en")
    found = outline(page)
    ids = {value for name, value in found.attributes if name == "id"}
    links = [value[1:] for name, value in found.attributes if name == "href" and value.startswith("#")]
    assert set(links) <= ids
    steps = [i for i in links if i.startswith("d0-")]
    assert len(steps) == 2


def test_what_stands_before_the_parts_is_shown_with_the_first_of_them():
    page = as_page("A sheet", CLASS[0], "en")
    assert page.index("Exercise 1a") < page.index("Squares") < page.index("Exercise 1b")
    assert page.index("Exercise 1b") < page.index("And also")


def test_without_kept_lines_the_marks_are_told_all_the_same():
    page = as_page("A sheet", waiting("cleo"), "en")
    assert "4 waiting for a person" in texts(page)
    assert from_data(None).passages == {}


def test_pages_speak_the_language_of_the_sheet():
    assert "Aufgabe 1a" in as_page("Ein Blatt", CLASS[0], "de")
    assert "Verteilung" in as_overview("Ein Blatt", CLASS, "de")


def test_the_overview_counts_what_a_teacher_asks_for():
    found = overview(CLASS)
    assert (found.count, found.most, found.mean, found.middle) == (3, 6, 2, 2)
    assert found.bins == (0, 1, 0, 1, 0, 1, 0, 0, 0, 0)
    first, second = found.exercises
    assert (first.full, first.none, first.waiting, first.mean) == (2, 1, 0, Fraction(2, 3))
    assert (second.full, second.none, second.waiting, second.mean) == (0, 0, 1, Fraction(1, 4))
    [group] = found.groups
    assert group.pseudonyms == ("anna", "ben")
    assert [w.pseudonym for w in found.waiting] == ["cleo"]


def test_an_overview_of_nobody_is_possible():
    assert overview(()).bins == (0,) * 10
    assert [e.mean for e in overview([waiting("cleo")]).exercises] == [1, None]
    assert_inert(as_overview("A sheet", (), "en"), links=LINKS)


def test_the_overview_links_to_every_page_that_is_written():
    written = files("s", "A sheet", "en", "0", CLASS)
    links = [v for n, v in outline(written["overview.html"]).attributes if n == "href"]
    pages = {v.removeprefix("./") for v in links if v.startswith("./")}
    assert pages == {"anna/report.html", "ben/report.html", "cleo/report.html"} <= set(written)


@pytest.mark.parametrize("payload", [*PAYLOADS, "javascript:alert(1)", "=cmd|' /C calc'!A0"])
def test_payloads_in_names_comments_and_formulas_stay_text(payload):
    lines = (
        Line(payload, Fraction(1), Fraction(2), "grade.shown", payload, Fraction(1), payload, "t", "g"),
        Line("claim", Fraction(1), Fraction(2), "grade.shown", comment=payload, by=payload),
    )
    odd = Grade(
        payload,
        (Marked("a", payload, lines),),
        None,
        kept(payload.replace("\x00", "") + "\n\n$$x = x + 1$$\n"),
    )
    assert_inert(as_page(payload, odd, "en"))
    assert_inert(as_overview(payload, (odd, odd), "en"), links=LINKS)
    assert not any(c in as_text(payload, odd, "en") for c in "\x00\x1b\u202e")
    table = files("s", payload, "en", "0", (odd,))["overview.csv"]
    assert not any(cell.startswith("=") for row in table.splitlines() for cell in row.split(","))


def test_a_page_for_ten_exercises_is_small_enough():
    many = "\n\n".join(
        f"{n}a) \n\n$$\\frac{{1}}{{(1+e^{{-x}})^{n}}} = \\frac{{1}}{{1+e^x}}$$" for n in range(2, 12)
    )
    exercises = tuple(Marked(f"e{n}", f"{n}a", (line(1, 2),)) for n in range(2, 12))
    data = told([check(elaborate(read("s.md", many.encode())))], [e.label for e in exercises], "en")
    assert len(as_page("A sheet", Grade("p", exercises, told=data), "en").encode()) < 300_000
