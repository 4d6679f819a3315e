"""``derive verify``: places and reasons, lock files, formats, documents, and the cache."""

import json
import sqlite3
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from derive.cli.main import main
from derive.render import verifying
from derive.render.verified import SHEETS
from derive.sheet.read import _FORMS

SHEET = """from sympy import *
from derive.sheet import *
sheet = Sheet("s", title="S")

@sheet.exercise("1")
def root(x=Positive()):
    yield part("right", Eq(sqrt(x**2), x))
"""
WRONG = """    yield part("wrong", Eq(sqrt(x**2), 2 * x))
"""
MET = """
@sheet.exercise("2")
def again(x=Real()):
    r\"\"\"Show \\\\claim[all].\"\"\"
    yield part("all", Eq(x + x, 2 * x))
    yield part("step", Eq(2 * x, x + x))
"""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DERIVE_CACHE", str(tmp_path / "cache" / "c.sqlite"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cache" / "c.sqlite"


def written(folder, text=SHEET, solution=None):
    (folder / "solutions").mkdir(parents=True, exist_ok=True)
    (folder / "sheet.py").write_text(text, encoding="utf-8")
    if solution is not None:
        (folder / "solutions" / "1.md").write_text(solution, encoding="utf-8")


def test_a_claim_that_does_not_hold_is_named_with_place_and_reason(tmp_path, capsys):
    written(tmp_path / "s", SHEET + WRONG)
    assert main(["verify", "s"]) == 1
    out = capsys.readouterr().out
    assert "s/sheet.py:5: root:wrong:1: refuted: \\sqrt{x^{2}} = 2 x" in out
    assert "x = 1" in out
    assert out.endswith("s: 1 of 2 claims and steps proved\n")


def test_a_step_of_a_solution_is_named_by_its_line(tmp_path, capsys):
    written(tmp_path / "s", SHEET, "So\n\n$$\\sqrt{x^2} = x + 1$$\n")
    assert main(["verify", "s"]) == 1
    assert "s/solutions/1.md:3: root/solution:3.1: refuted" in capsys.readouterr().out


def test_a_solution_may_not_take_for_granted_what_it_has_to_show(tmp_path, capsys):
    written(tmp_path / "s", SHEET, "We assume\n\n$$x = 1$$\n")
    assert main(["verify", "s"]) == 1
    assert "has to derive it" in capsys.readouterr().out


def test_a_milestone_that_the_task_line_meets_is_refused(tmp_path, capsys):
    written(tmp_path / "s", SHEET + MET.replace("\\\\", "\\"))
    assert main(["verify", "s"]) == 1
    assert "again/milestone:step: met" in capsys.readouterr().out
    written(
        tmp_path / "s", SHEET + MET.replace("\\\\", "\\").replace("Eq(2 * x, x + x)", "Eq(3 * x, x + 2 * x)")
    )
    assert main(["verify", "s"]) == 0


def test_what_is_lost_since_the_lock_file_was_written_is_an_error(tmp_path, capsys):
    written(tmp_path / "s", SHEET, "$$\\sqrt{x^2} = |x| = x$$\n")
    assert main(["verify", "--update", "s"]) == 0
    assert "root:right:1" in (tmp_path / "s" / "sheet.lock").read_text("utf-8")
    written(tmp_path / "s", SHEET.replace('"right"', '"other"'))
    assert main(["verify", "s"]) == 1
    assert "root:right:1: was proved before, and is proved no longer" in capsys.readouterr().out


def test_a_solution_that_was_written_anew_is_not_lost(tmp_path):
    written(tmp_path / "s", SHEET, "$$\\sqrt{x^2} = |x| = x$$\n")
    assert main(["verify", "--update", "s"]) == 0
    written(tmp_path / "s", SHEET, "For $x > 0$\n\n$$\\sqrt{x^2} = x$$\n")
    assert main(["verify", "s"]) == 0
    (tmp_path / "s" / "solutions" / "1.md").unlink()
    assert main(["verify", "s"]) == 1


def test_all_sheets_below_a_folder_are_verified_and_one_that_cannot_be_read_costs_no_other(tmp_path, capsys):
    written(tmp_path / "all" / "a")
    written(tmp_path / "all" / "b", "x = (")
    (tmp_path / "all" / "c").mkdir()
    (tmp_path / "all" / "c" / "sheet.md").write_text("## 1\n\n$$x + x = 2 x$$\n", encoding="utf-8")
    assert main(["verify", "all", "--jobs", "2"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("1 of 1 claims and steps proved")
    assert "line 1" in lines[1]
    assert lines[2].startswith("c: 1 of 1")
    assert lines[4].startswith("3 sheets: 2 of 2")


def test_documents_take_part_and_have_lock_files_of_their_own(tmp_path, capsys):
    (tmp_path / "notes.derive.md").write_text("Let $x > 0$.\n\n$$\\sqrt{x^2} = x$$\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("$$x = x + 1$$\n", encoding="utf-8")
    assert main(["verify", "--update"]) == 0
    assert (tmp_path / "notes.derive.lock").is_file()
    assert capsys.readouterr().out == "notes.derive.md: 1 of 1 claims and steps proved\n"
    assert main(["verify", "other.md"]) == 1


def test_the_json_holds_findings_and_what_was_lost(tmp_path, capsys):
    written(tmp_path / "s", SHEET + WRONG)
    (tmp_path / "s" / "sheet.lock").write_text('"gone:1" = "proved by fact"\n', encoding="utf-8")
    assert main(["verify", "s", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    (sheet,) = data["sheets"]
    assert data["schema"] == "derive.verify/1"
    assert sheet["lost"] == ["gone:1"]
    assert sheet["summary"] == {
        "all": 2, "proved": 1, "refuted": 1, "supported": 0, "undecided": 0, "unreadable": 0, "lost": 1,
    }  # fmt: skip
    assert [f["verdict"] for f in sheet["findings"]] == ["proved", "refuted"]
    assert set(sheet["findings"][0]) == {
        "key", "exercise", "file", "line", "latex", "verdict", "method", "conditions", "message",
    }  # fmt: skip


def test_the_junit_file_has_a_case_for_each_finding(tmp_path):
    written(tmp_path / "s", SHEET + WRONG)
    assert main(["verify", "s", "--out", "out.xml"]) == 1
    (suite,) = ET.parse(tmp_path / "out.xml").getroot()  # noqa: S314  # written above
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "0")
    assert suite[1].get("name") == "root:wrong:1"


def test_with_and_without_kept_evidence_the_output_is_the_same(tmp_path, capsys, cache):
    written(tmp_path / "s", SHEET + WRONG, "$$\\sqrt{x^2} = |x| = x$$\n")
    outputs = set()
    for extra in (["--no-cache"], [], []):
        main(["verify", "s", "--format", "json", *extra])
        outputs.add(capsys.readouterr().out)
        assert cache.is_file() == (extra == [])
    assert len(outputs) == 1


@pytest.mark.parametrize(
    ("arguments", "words"), [(["nowhere"], "no sheet"), (["--format", "x"], "no format")]
)
def test_what_is_wrong_with_the_arguments_is_said(tmp_path, capsys, arguments, words):
    assert main(["verify", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_sheet_with_a_mistake_says_where(tmp_path, capsys):
    written(tmp_path / "s", SHEET.replace("Eq(sqrt(x**2), x)", "x == x"))
    assert main(["verify", "s"]) == 2
    assert "exercise root, line 5: a claim has collapsed" in capsys.readouterr().out


def test_an_unchanged_sheet_is_replayed_without_being_read_again(tmp_path, capsys):
    written(tmp_path / "s", SHEET, "$$\\sqrt{x^2} = |x| = x$$\n")
    outputs = []
    code = (
        "import sys; from derive.cli.main import main; status = main(['verify', 's']);"
        "print(status, 'sympy' in sys.modules)"
    )
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        outputs.append(done.stdout.splitlines())
    assert outputs == [["s: 4 of 4 claims and steps proved", f"0 {read}"] for read in (True, False)]


def counted(monkeypatch):
    found = []
    monkeypatch.setattr(verifying, "_anew", lambda *a, real=verifying._anew: found.append(a) or real(*a))
    return found


@pytest.mark.parametrize("changed", ["sheet.py", "solutions/1.md", "sheet.lock"])
def test_a_sheet_that_changed_is_read_again(tmp_path, monkeypatch, changed):
    written(tmp_path / "s", SHEET, "$$\\sqrt{x^2} = x$$\n")
    main(["verify", "--update", "s"])
    main(["verify", "s"])
    reads = counted(monkeypatch)
    assert main(["verify", "s"]) == 0
    assert reads == []
    path = tmp_path / "s" / changed
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    assert main(["verify", "s"]) == 0
    assert len(reads) == 1


def test_a_run_whose_evidence_does_not_replay_is_repeated(tmp_path, monkeypatch, cache):
    written(tmp_path / "s", SHEET)
    main(["verify", "s"])
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE evidence SET data = '{}' WHERE length(key) = 24")
    connection.close()
    reads = counted(monkeypatch)
    assert main(["verify", "s"]) == 0
    assert len(reads) == 1


@pytest.mark.parametrize(
    ("text", "status"), [("import random\n" + SHEET, 0), (SHEET + WRONG, 1)], ids=["impure", "not proved"]
)
def test_what_may_change_by_itself_or_is_not_proved_is_read_every_time(tmp_path, monkeypatch, text, status):
    written(tmp_path / "s", text)
    reads = counted(monkeypatch)
    assert [main(["verify", "s"]) for _ in range(2)] == [status] * 2
    assert len(reads) == 2


def test_the_names_of_sheets_are_those_that_can_be_read():
    assert tuple(_FORMS) == SHEETS


@pytest.mark.parametrize("name", ["calculos-01", "calculus-01::9z"])
def test_a_sheet_that_is_called_otherwise_is_answered_with_the_nearest(tmp_path, capsys, name):
    (tmp_path / "calculus-01").mkdir()
    assert main(["verify", str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.rstrip().endswith(f"Did you mean {tmp_path / 'calculus-01'}?")
