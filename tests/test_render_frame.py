"""Code frames: marks under the right characters, however long the line is."""

import pytest

from derive.render.frame import WIDTH, frame, window
from derive.render.report import SourceLine


def line(text, marked, focus=None, number=7):
    start = text.index(marked)
    inner = text.index(focus, start) if focus else start
    return SourceLine(number, text, start, start + len(marked), inner, inner + len(focus or marked))


def under(shown, marks, sign):
    return "".join(c for c, m in zip(shown, marks, strict=False) if m == sign)


def test_short_line_is_shown_whole():
    assert frame([line("a = b = c", "a = b", "b")]) == [
        "   |",
        " 7 | a = b = c",
        "   | ~~~~^",
        "   |",
    ]


@pytest.mark.parametrize("before", [0, 5, 50, 400])
@pytest.mark.parametrize("after", [0, 5, 50, 400])
def test_long_line_is_cut_around_what_is_marked(before, after):
    shown, marks = window(line("." * before + "WRONG" + "." * after, "WRONG"))
    assert under(shown, marks, "^") == "WRONG"
    assert len(shown) <= WIDTH + 2
    assert shown.startswith("…") == (before > 60 or (before == 50 and after >= 50))


def test_long_mark_keeps_its_beginning_and_its_focus():
    text = "A" + "." * 200 + "B" + "." * 200
    shown, marks = window(line(text, text, "B"))
    assert shown.startswith("A")
    assert under(shown, marks, "^") == "B"
    assert len(shown) <= WIDTH + 8


def test_tabs_and_controls_keep_the_columns():
    shown, marks = window(line("\ta\x1b = b", "b"))
    assert under(shown, marks, "^") == "b"
    assert "\x1b" not in shown


def test_many_lines_are_shortened_in_the_middle():
    lines = [line(f"row {n}", "row", number=n) for n in range(1, 12)]
    shown = frame(lines)
    assert [s.split("|")[0].strip() for s in shown if s.split("|")[0].strip()] == [
        "1",
        "2",
        "3",
        "..",
        "10",
        "11",
    ]


def test_ascii_needs_no_ellipsis_sign():
    shown, _ = window(line("." * 300 + "WRONG", "WRONG"), "...")
    assert shown.isascii()
