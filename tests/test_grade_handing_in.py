"""What comes in and what goes out: labels, attempts, archives, pseudonyms, redaction, decisions by hand."""

import io
import json
import re
import tarfile
import zipfile
from functools import cache
from time import process_time

import pytest

from derive.cli.main import main
from derive.grade.archive import ArchiveError, File, unpacked
from derive.grade.grading import grader
from derive.grade.redaction import BLOCK, redacted
from derive.grade.roster import Roster
from derive.grade.submission import Submission, submissions
from derive.sheet.read import read_sheet

SHEET = """
from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")

@sheet.define(r"g(t)")
def g(t=Real()):
    return t**2

@sheet.exercise("3c", marks=2)
def square(x=Real()):
    r"Show that \\claim."
    return Eq((x + 1)**2 - 1, x * (x + 2))

@sheet.exercise("3d", marks=2)
def slope(x=Real()):
    r"Show that \\claim."
    return Eq(Derivative(x**2 * (x + 1), x), x * (3 * x + 2))

@sheet.exercise("3e", marks=2)
def owned(x=Real()):
    r"Show that \\claim."
    return Eq(g(x + 1) - g(x - 1), 4 * x)
"""
SQUARE = "$$(x + 1)^2 - 1 = x^2 + 2x + 1 - 1 = x^2 + 2x = x (x + 2)$$\n\n"
WRONG = "$$(x + 1)^2 - 1 = x^2 + 2x = x (x + 3)$$\n\n"
SLOPE = r"$$\frac{d}{dx} (x^2 (x + 1)) = 2x (x + 1) + x^2 = 3x^2 + 2x = x (3x + 2)$$" + "\n\n"
LABELS = (
    *("# 3d", "# 3 d)", "## 3.d", "# (3d)", "# Exercise 3d:", "## Problem 3(d)", "3 d)", "3d)", "Q3d"),
    *(
        "# Task 3, part d",
        "# Aufgabe 3 d)",
        "**3d**",
        "## Ex 3d.",
        "# Lösung zu 3d",
        "# Solution to Exercise 3 d",
    ),
    *("# 3\n\nd)", "# Aufgabe 3\n\n(d)", "# Exercise 3\n\n## d)", "### ad 3d", "# 3-d", "# 3D"),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("sheet")
    (path / "sheet.py").write_text(SHEET, encoding="utf-8")
    return path


@cache
def grader_of(folder, *, best=False):
    return grader(read_sheet(folder), best=best)


def graded(folder, *texts, best=False):
    files = tuple(File(f"part{k}.md", text.encode()) for k, text in enumerate(texts))
    grade = grader_of(folder, best=best).grade(Submission("a", files))
    return {e.label: (float(e.got), float(e.pending)) for e in grade.exercises}


@pytest.mark.parametrize("label", LABELS)
def test_a_label_is_known_in_any_spelling(folder, label):
    found = graded(folder, f"# 3c\n\n{SQUARE}{label}\n\n{SLOPE}")
    assert (found["3c"], found["3d"]) == ((2, 0), (2, 0))


def test_work_under_no_label_or_a_wrong_one_is_found(folder):
    assert graded(folder, SLOPE)["3d"] == (2, 0)
    assert graded(folder, "# 3c\n\n" + SLOPE)["3d"] == (2, 0)


def test_work_in_several_files_counts_together(folder):
    first, second = SLOPE.split(" = 3x^2", 1)
    found = graded(
        folder, "# 3c\n\n" + SQUARE, f"# 3d\n\n{first}$$", f"# 3d\n\n$$2x (x + 1) + x^2 = 3x^2{second}"
    )
    assert (found["3c"], found["3d"]) == ((2, 0), (2, 0))


ATTEMPTS = (
    ("# 3c\n\n" + WRONG + "# 3c (second attempt)\n\n" + SQUARE, 2, 2),
    ("# 3c\n\n" + SQUARE + "# 3d\n\n" + SLOPE + "# 3c again\n\n" + WRONG, 1, 2),
    ("# 3c\n\n" + SQUARE, 2, 2),
)


@pytest.mark.parametrize(("text", "last", "best"), ATTEMPTS)
def test_of_several_attempts_the_last_counts_or_the_best(folder, text, last, best):
    assert graded(folder, text)["3c"][0] == last
    assert graded(folder, text, best=True)["3c"][0] == best


@pytest.mark.parametrize("name", ["Let $g(t) := 2t$.", "With $g(t) = 2t$ we get", "Define $g(t) = 2 t$."])
def test_a_submission_cannot_redefine_what_the_sheet_defines(folder, name):
    trick = f"# 3e\n\n{name}\n\n$$g(x + 1) - g(x - 1) = 2(x + 1) - 2(x - 1) = 4$$\n\n"
    assert graded(folder, trick)["3e"][0] <= 0.5
    honest = "# 3e\n\n$$g(x + 1) - g(x - 1) = (x + 1)^2 - (x - 1)^2 = x^2 + 2x + 1 - x^2 + 2x - 1 = 4x$$"
    assert graded(folder, honest)["3e"] == (2, 0)


def archive(kind, entries):
    stream = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
            for name, data in entries.items():
                made.writestr(name, data)
    else:
        with tarfile.open(fileobj=stream, mode="w:gz") as made:
            for name, data in entries.items():
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                made.addfile(entry, io.BytesIO(data))
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_names_that_lead_out_of_an_archive_are_left_out(kind):
    entries = {
        "../out.md": b"a",
        "/etc/out.md": b"b",
        "a/../../out.md": b"c",
        "in/good.md": b"d",
        "C:/x.md": b"e",
    }
    assert [(str(way), data) for way, data in unpacked(f"a.{kind}", archive(kind, entries))] == [
        ("in/good.md", b"d")
    ]


def test_links_and_devices_are_left_out():
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as made:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            entry = tarfile.TarInfo(f"entry{kind!r}.md")
            entry.type, entry.linkname = kind, "/etc/passwd"
            made.addfile(entry)
    assert unpacked("a.tar", stream.getvalue()) == ()
    link = zipfile.ZipInfo("link.md")
    link.external_attr = 0xA1FF << 16
    assert unpacked("a.zip", archive("zip", {link: b"/etc/passwd"})) == ()


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_a_bomb_is_cut_short(kind, monkeypatch):
    monkeypatch.setattr("derive.grade.archive.MOST_BYTES", 3_000_000)
    with pytest.raises(ArchiveError):
        unpacked(f"a.{kind}", archive(kind, {f"{k}.md": bytes(1_000_000) for k in range(5)}))
    with pytest.raises(ArchiveError):
        unpacked("a.tar.gz", archive("tar.gz", {"huge.md": bytes(9_000_000), "b.md": b""}))


DAMAGED = (("a.zip", b"PK\x03\x04 no"), ("a.tar.gz", b"\x1f\x8b no"), ("a.tar", b"no"))


@pytest.mark.parametrize(("name", "data"), DAMAGED)
def test_a_damaged_archive_is_refused(name, data):
    with pytest.raises(ArchiveError):
        unpacked(name, data)


def test_a_class_may_come_as_one_archive_of_archives(tmp_path):
    inside = archive("tar.gz", {"homework/part.md": b"$1 = 1$"})
    path = tmp_path / "class.zip"
    path.write_bytes(
        archive("zip", {"hand-ins/s1.tar.gz": inside, "hand-ins/s2/a.md": b"$2 = 2$", "hand-ins/s3.md": b"x"})
    )
    found = {s.pseudonym: [(f.name, f.data) for f in s.files] for s in submissions(path)}
    assert found == {
        "s1": [("part.md", b"$1 = 1$")],
        "s2": [("a.md", b"$2 = 2$")],
        "s3": [("submission.md", b"x")],
    }


def test_a_picture_or_a_damaged_archive_is_not_lost_but_left_to_a_person(folder, tmp_path):
    (tmp_path / "s1.pdf").write_bytes(b"%PDF-1.4 picture")
    (tmp_path / "s2.zip").write_bytes(b"PK\x03\x04 no")
    for submission in submissions(tmp_path):
        grade = grader_of(folder).grade(submission)
        assert sum(e.pending for e in grade.exercises) == 6


REDACTED = (
    ("Name: Ada Lovelace\n\n$x$", "Ada", "Lovelace"),
    ("# Homework\n\nMatrikelnummer: 1234567\n\n$x$", "1234567"),
    ("Ada Lovelace, 1234567, ada.l@uni.example.org\n\n# 1\n\n$x$", "1234567", "ada.l@uni.example.org"),
    ("---\nauthor: Ada Lovelace\n---\n\n$x$", "Lovelace"),
    ("\\author{Ada Lovelace}\n\n$$x = x$$", "Lovelace"),
    ("| Name: Ada Lovelace | Matr.-Nr.: 7654321 |\n\n$x$", "Lovelace", "7654321"),
    ("**Abgabe von:** Ada Lovelace\n\n$x$", "Lovelace"),
    ("$x$\n\nWrite to me: ada@example.org", "ada@example.org"),
)


@pytest.mark.parametrize(("text", "hidden"), [(text, hidden) for text, *hidden in REDACTED])
def test_who_wrote_it_is_blotted_out_and_places_stay(text, hidden):
    found = redacted(text)
    assert len(found) == len(text)
    assert not [word for word in hidden if word in found]
    assert BLOCK in found


SPARED = (
    r"$\operatorname{max}(x, 1) = max(x, 1)$",
    r"$$\color{white} x = x$$",
    r"\textcolor{white}{$x$}",
    '<span style="color: white">$x$</span>',
    "\\begin{align}\nmax(x, 1) &= x\n\\end{align}",
)


@pytest.mark.parametrize("formula", SPARED)
def test_somebody_called_max_white_is_blotted_out_and_the_mathematics_is_not(formula):
    text = f"Max White and MAX\n\n{formula}\n\nwritten by Max, $\\text{{Max White}}$"
    found = redacted(text, ("Max", "White"))
    assert formula in found
    assert not re.search("Max|MAX|White", found)


def test_somebody_called_white_hides_nothing_in_white(folder, tmp_path):
    (tmp_path / "White.md").write_text(
        "# 3c\n\n" + SQUARE.replace("$$(", r"$$\color{white} (", 1), encoding="utf-8"
    )
    (submission,) = submissions(tmp_path)
    grade = grader_of(folder).grade(submission)
    assert [(e.got, e.pending) for e in grade.exercises if e.label == "3c"] == [(0, 2)]


@pytest.mark.parametrize(
    "text", ["\\[" * 20_000, "\\" * 60_000, "$" * 60_000, "\\begin{a}" * 8_000, "color" * 20_000]
)
def test_what_is_never_closed_costs_no_time(text):
    before = process_time()
    assert len(redacted(text, ("Max",))) == len(text)
    assert process_time() - before < 5


FORMULAS = ("Let $x = 1234567$.", r"$$\sum_{k=1}^{100000} k = 5000050000$$", "By name: none\n$x$")


@pytest.mark.parametrize("text", FORMULAS)
def test_mathematics_is_not_blotted_out(text):
    assert redacted(text).partition("$")[2] == text.partition("$")[2]


def test_names_known_from_the_roster_are_blotted_out_everywhere():
    assert "Ada" not in redacted("$x$ and, as I, Ada Lovelace, said, $y$", ("Ada", "Lovelace"))


def test_names_of_people_become_pseudonyms_and_pseudonyms_stay():
    roster = Roster()
    found = roster.enter(["Ada Lovelace_12", "s17", "bob"])
    assert found["s17"] == "s17"
    assert sorted((found["Ada Lovelace_12"], found["bob"])) == ["p001", "p002"]
    assert Roster(roster.rows).enter(["bob", "Ada Lovelace_12", "carl"])["bob"] == found["bob"]


def run(folder, handed_in, out, *more):
    return main(["grade", str(folder), str(handed_in), "--out", str(out), "--jobs", "1", *more])


def exercise(out, label):
    data = json.loads((out / "grades.json").read_text(encoding="utf-8"))
    return {
        s["pseudonym"]: next(e for e in s["exercises"] if e["label"] == label) for s in data["submissions"]
    }


@pytest.fixture
def handed_in(tmp_path):
    path = tmp_path / "in"
    path.mkdir()
    for name in ("s1", "s2"):
        (path / f"{name}.md").write_text("# 3c\n\n" + WRONG, encoding="utf-8")
    (path / "s3.md").write_text("# 3c\n\n" + SQUARE, encoding="utf-8")
    return path


def test_a_decision_is_applied_kept_and_lapses_when_the_text_changes(folder, handed_in, tmp_path, capsys):
    out = tmp_path / "out"
    run(folder, handed_in, out)
    assert (
        main(["override", str(out), "s1::3c", "--marks", "1.5", "--comment", "Well tried", "--by", "T."]) == 0
    )
    for _ in range(2):
        run(folder, handed_in, out)
        (line,) = exercise(out, "3c")["s1"]["lines"]
        assert (line["got"], line["comment"], line["by"]) == (1.5, "Well tried", "T.")
    assert exercise(out, "3c")["s2"]["got"] == 1
    (handed_in / "s1.md").write_text("# 3c\n\n" + WRONG.replace("+ 3", "+ 4"), encoding="utf-8")
    capsys.readouterr()
    run(folder, handed_in, out)
    assert "LAPSED" in capsys.readouterr().out
    assert (exercise(out, "3c")["s1"]["got"], exercise(out, "3c")["s1"]["pending"]) == (0, 2)


def test_one_decision_serves_all_who_made_the_same_mistake(folder, handed_in, tmp_path):
    out = tmp_path / "out"
    run(folder, handed_in, out)
    groups = {e["lines"][0].get("group") for name, e in exercise(out, "3c").items() if name != "s3"}
    (group,) = groups
    assert main(["override", str(out), f"group:{group}", "--reject"]) == 0
    run(folder, handed_in, out)
    assert [e["got"] for e in exercise(out, "3c").values()] == [0, 0, 2]


NOT_MEANT = (
    ("s9::3c", "--accept"),
    ("s1::9z", "--accept"),
    ("s1::3c",),
    ("s1::3c", "--marks", "many"),
    ("s1::3c", "--marks", "99"),
    ("s1::3c", "--accept", "--reject"),
    ("s1::3c", "--marks=-1"),
)


@pytest.mark.parametrize("arguments", NOT_MEANT)
def test_a_decision_that_cannot_be_meant_is_refused(folder, handed_in, tmp_path, arguments):
    run(folder, handed_in, tmp_path / "out")
    assert main(["override", str(tmp_path / "out"), *arguments]) == 2
    assert not (tmp_path / "out" / "overrides.toml").exists()


def test_a_damaged_file_of_decisions_is_named(folder, handed_in, tmp_path, capsys):
    (tmp_path / "mine.toml").write_text("[[override]]\nwhere = 1 =", encoding="utf-8")
    assert run(folder, handed_in, tmp_path / "out", "--overrides", str(tmp_path / "mine.toml")) == 2
    assert "mine.toml" in capsys.readouterr().err


def test_after_a_change_of_the_sheet_it_is_said_whose_marks_changed(folder, handed_in, tmp_path, capsys):
    sheet = tmp_path / "sheet"
    sheet.mkdir()
    (sheet / "sheet.py").write_text(SHEET, encoding="utf-8")
    out = tmp_path / "out"
    run(sheet, handed_in, out)
    (sheet / "sheet.py").write_text(SHEET.replace('"3c", marks=2', '"3c", marks=4'), encoding="utf-8")
    capsys.readouterr()
    for _ in range(2):
        run(sheet, handed_in, out)
        assert "changes.csv" in capsys.readouterr().out
        table = (out / "changes.csv").read_text(encoding="utf-8").splitlines()
        assert table[3] == "s3,3c,2,0,4,0,the sheet has changed,shown"


def test_the_output_carries_no_name(folder, tmp_path):
    path = tmp_path / "in"
    path.mkdir()
    text = "Name: Ada Lovelace\nMatriculation number: 1234567\nada@example.org\n\n# 3c\n\n" + SQUARE
    (path / "Ada Lovelace.md").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert run(folder, path, out) == 0
    whole = "".join(f.name + f.read_text("utf-8") for f in out.rglob("*") if f.is_file())
    assert not [word for word in ("Ada", "Lovelace", "1234567", "ada@example.org") if word in whole]
    assert "Ada Lovelace" in (tmp_path / "in-roster.csv").read_text(encoding="utf-8")
    assert run(folder, path, out, "--roster", str(out / "roster.csv")) == 2
