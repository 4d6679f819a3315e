"""A sheet says how much students are told: where it says so, no output tells what would be right."""

import json

import pytest

from derive.cli.main import main
from derive.sheet.feedback import allowed
from derive.sheet.model import SheetError
from derive.sheet.read import read_sheet

TEXT = """---
title: T
{front}---

## 1 (1 mark)

Show that $$(x + 1)^2 = x^2 + 2x + 1$$

## 2a (1 mark) {{#second {second}}}

Show that $$(x + 2)^2 = x^2 + 4x + 4$$
"""
PROGRAM = """from sympy import Eq
from derive.sheet import Real, Sheet

sheet = Sheet("s", title="T"{front})


@sheet.exercise("1", marks=1)
def first(x=Real()):
    r"Show that \\claim."
    return Eq((x + 1) ** 2, x**2 + 2 * x + 1)


@sheet.exercise("2a", marks=1{second})
def second(x=Real()):
    r"Show that \\claim."
    return Eq((x + 2) ** 2, x**2 + 4 * x + 4)
"""
WORK = """## 1

$$(x + 1)^2 = x^2 + x + 1$$

## 2a

$$(x + 2)^2 = x^2 - 4x + 4$$
"""
FIRST, SECOND = "x^{2} + 2 x + 1", "x^{2} + 4 x + 4"


def in_words(folder, front="", second=""):
    front = f"feedback: {front}\n" if front else ""
    second = f"feedback={second}" if second else ""
    (folder / "sheet.md").write_text(TEXT.format(front=front, second=second), "utf-8")
    return folder


def as_program(folder, front="", second=""):
    front = f', feedback="{front}"' if front else ""
    second = f', feedback="{second}"' if second else ""
    (folder / "sheet.py").write_text(PROGRAM.format(front=front, second=second), "utf-8")
    return folder


WRITERS = pytest.mark.parametrize("write", [in_words, as_program])


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "ada.md").write_text(WORK, "utf-8")
    return folder / "ada.md"


def steps(out):
    return json.loads(out)["documents"][0]["steps"]


@WRITERS
def test_a_repair_is_shown_unless_the_sheet_says_otherwise(write, tmp_path, work, capsys):
    assert main(["check", "--sheet", str(write(tmp_path)), "--format", "json", str(work)]) == 1
    assert all(step["repairs"] for step in steps(capsys.readouterr().out))


@WRITERS
def test_the_sheet_holds_repairs_back_and_the_mistake_is_still_named(write, tmp_path, work, capsys):
    sheet = write(tmp_path, "reason")
    assert main(["check", "--sheet", str(sheet), "--format", "json", str(work)]) == 1
    first, second = steps(capsys.readouterr().out)
    assert (first["repairs"], first["diagnosis"]["repair"], first["diagnosis"]["detail"]) == ([], None, None)
    assert second["diagnosis"]["message"] == "A sign has changed on the way."
    assert second["counterexample"] is not None


@WRITERS
def test_one_exercise_holds_back_what_the_others_tell(write, tmp_path, work, capsys):
    sheet = write(tmp_path, "", "place")
    assert main(["check", "--sheet", str(sheet), "--format", "json", str(work)]) == 1
    first, second = steps(capsys.readouterr().out)
    assert first["repairs"]
    assert (second["verdict"], second["diagnosis"], second["counterexample"]) == ("refuted", None, None)


@pytest.mark.parametrize("form", ["text", "html", "json", "concise", "sarif", "junit"])
def test_no_output_gives_away_what_is_held_back(form, tmp_path, work, capsys):
    sheet = in_words(tmp_path, "reason")
    assert main(["check", "--sheet", str(sheet), "--format", form, str(work)]) == 1
    out = capsys.readouterr().out
    assert out
    for told in (FIRST, SECOND, "help:", "This would be right"):
        assert told not in out


def graded(sheet, work, out, *options):
    assert main(["grade", str(sheet), str(work.parent), "--out", str(out), "--jobs", "1", *options]) == 0
    pages = {p.name: p.read_text("utf-8") for p in sorted(out.glob("*/*"))}
    return pages, (out / "results.jsonl").read_text("utf-8")


def test_grading_reports_hold_back_what_the_sheet_says(tmp_path, work):
    pages, _ = graded(in_words(tmp_path), work, tmp_path / "all")
    assert "This would be right" in pages["report.html"]
    pages, kept = graded(in_words(tmp_path, "reason"), work, tmp_path / "less")
    assert "A sign has changed" in pages["report.html"]
    for text in (*pages.values(), kept):
        assert "This would be right" not in text


def test_grading_reports_tell_no_more_than_is_asked_for_even_after_an_earlier_run(tmp_path, work):
    sheet, out = in_words(tmp_path), tmp_path / "out"
    graded(sheet, work, out)
    pages, _ = graded(sheet, work, out, "--feedback", "marks")
    for told in ("A sign has changed", "This would be right", "the right side is"):
        assert told not in pages["report.html"]


def test_the_lower_of_two_levels_counts(tmp_path):
    sheet = read_sheet(in_words(tmp_path, "reason", "marks"))
    for most, told in (("repair", "reason"), ("reason", "reason"), ("place", "place")):
        assert allowed(sheet, most)("1") == told
    assert allowed(sheet, "repair")("2 a)") == "marks"


def test_where_the_exercise_is_not_clear_the_least_is_told(tmp_path):
    level = allowed(read_sheet(in_words(tmp_path, "repair", "place")), "repair")
    assert [level(label) for label in ("2", "", "17")] == ["place", "place", "place"]


@WRITERS
def test_an_unknown_level_is_refused_with_those_there_are(write, tmp_path):
    with pytest.raises(SheetError, match="no feedback level hints; there are marks, place, reason, repair"):
        read_sheet(write(tmp_path, "hints"))
