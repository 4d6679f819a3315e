"""``derive check`` as its users meet it: good input, bad input, several files, every output."""

import io
import json
import os
import re
import signal
import subprocess
import sys
from types import SimpleNamespace

import pytest

from derive.cli import _documents
from derive.cli.main import main

RIGHT = "Let $x \\in \\mathbb{R}$.\n\n$$(x+1)^2 = x^2 + 2x + 1$$\n"
WRONG = "Let $x \\in \\mathbb{R}$.\n\n$$(x+1)^2 = x^2 + 1$$\n"
LOST = "$$\\frac{1}{2$$\n"

BAD_INPUT = {
    "empty.md": (b"", "The file is empty."),
    "blank.md": (b"  \n\n", "The file is empty."),
    "prose.md": (b"Nothing but words.\n", "No mathematics was found"),
    "binary.md": (bytes(range(256)) * 8, "not a text file"),
    "latin.md": ("$$\u00e4 = 1$$".encode("latin-1"), "not UTF-8"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "right.md").write_text(RIGHT, encoding="utf-8")
    (tmp_path / "wrong.md").write_text(WRONG, encoding="utf-8")
    (tmp_path / "lost.md").write_text(LOST, encoding="utf-8")
    for name, (content, _) in BAD_INPUT.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def check(capsys, *arguments):
    status = main(["check", "--jobs", "1", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def documents(capsys, *arguments):
    status, out, _ = check(capsys, "--format", "json", *arguments)
    return status, json.loads(out)["documents"]


@pytest.mark.parametrize(
    ("files", "status"),
    [
        (["right.md"], 0),
        (["wrong.md"], 1),
        (["right.md", "wrong.md"], 1),
        (["right.md", "missing.md"], 0),
        (["lost.md"], 0),
        (["--strict", "right.md"], 0),
        (["--strict", "lost.md"], 1),
        (["--strict", "right.md", "empty.md"], 1),
        (["empty.md"], 2),
        (["missing.md", "empty.md"], 2),
    ],
)
def test_exit_status(folder, capsys, files, status):
    assert check(capsys, *files)[0] == status


def test_a_wrong_step_is_shown_with_its_place_and_a_counterexample(folder, capsys):
    _, out, _ = check(capsys, "wrong.md")
    assert "refuted: wrong here\n  --> wrong.md:3:3\n" in out
    assert " 3 | $$(x+1)^2 = x^2 + 1$$\n" in out
    assert re.search(r"For x = \d the left side is \d, but the right side is \d\.", out)
    assert out.endswith("wrong.md: 0 proved, 1 refuted\n")


@pytest.mark.parametrize("name", BAD_INPUT)
def test_unusable_input_gets_a_message_and_no_traceback(folder, capsys, name):
    status, out, err = check(capsys, name)
    assert status == 2
    assert f"derive: {name}: " in err
    assert BAD_INPUT[name][1] in err
    assert "Traceback" not in out + err


def test_an_unusable_file_leaves_the_others_alone(folder, capsys):
    status, found = documents(capsys, "empty.md", "right.md", "missing.md", "wrong.md")
    assert status == 1
    assert [d["path"] for d in found] == ["empty.md", "right.md", "missing.md", "wrong.md"]
    assert [len(d["diagnostics"]) for d in found] == [1, 0, 1, 0]
    assert [d["summary"]["proved"] for d in found] == [0, 1, 0, 0]


def test_a_missing_file_suggests_its_neighbour(folder, capsys):
    assert "did you mean wrong.md?" in check(capsys, "wrnog.md")[2]


def test_unbalanced_braces_are_located(folder, capsys):
    _, [lost] = documents(capsys, "lost.md")
    [step] = [s for s in lost["steps"] if s["verdict"]]
    assert (step["verdict"], step["kind"], step["lhs"], step["rhs"]) == ("unreadable", "relation", None, None)
    assert (step["place"]["line"], step["place"]["column"]) == (1, 11)


def test_an_unknown_macro_is_named(folder, capsys):
    (folder / "macro.md").write_text("$$\\frobnicate{x} = 1$$\n", encoding="utf-8")
    _, out, _ = check(capsys, "macro.md")
    assert "unreadable" in out
    assert "frobnicate" in out


def test_a_folder_gives_its_documents_by_name(folder, capsys):
    (folder / "sub" / ".hidden").mkdir(parents=True)
    (folder / "sub" / "b.txt").write_text(RIGHT, encoding="utf-8")
    (folder / "sub" / "a.md").write_text(RIGHT, encoding="utf-8")
    (folder / "sub" / "c.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "sub" / ".hidden" / "d.md").write_text(RIGHT, encoding="utf-8")
    _, found = documents(capsys, "sub")
    assert [d["path"] for d in found] == ["sub/a.md", "sub/b.txt"]


def test_a_folder_without_documents_says_what_it_looked_for(folder, capsys):
    (folder / "void").mkdir()
    status, _, err = check(capsys, "void")
    assert status == 2
    assert "There is no document in this folder (looked for .ipynb" in err


def test_files_without_mathematics_in_a_folder_are_no_error(folder, capsys):
    (folder / "sub").mkdir()
    (folder / "sub" / "a.md").write_text(RIGHT, encoding="utf-8")
    (folder / "sub" / "readme.md").write_text("Nothing but words.\n", encoding="utf-8")
    status, out, err = check(capsys, "--strict", "sub")
    assert (status, err) == (0, "")
    assert "note: No mathematics was found" in out


def test_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(WRONG.encode())))
    status, out, _ = check(capsys, "-")
    assert status == 1
    assert "  --> -:3:3" in out


def test_assumptions_are_added(folder, capsys):
    (folder / "root.md").write_text("$$\\sqrt{a^2} = a$$\n", encoding="utf-8")
    assert check(capsys, "root.md")[0] == 1
    assert check(capsys, "--assume", "a > 0", "root.md")[0] == 0


def test_an_assumption_that_cannot_be_read_is_an_unusable_argument(folder, capsys):
    status, out, err = check(capsys, "--assume", "\\frac{", "right.md")
    assert (status, out, err.count("\n")) == (2, "", 1)


def test_certificates_are_put_into_the_json(folder, capsys):
    _, [right, wrong] = documents(capsys, "--certificates", "right.md", "wrong.md")
    for document in (right, wrong):
        [certificate] = [s["certificate"] for s in document["steps"] if s["verdict"]]
        assert certificate["schema"] == "derive.certificate/1"


def test_german_findings(folder, capsys):
    _, out, _ = check(capsys, "--language", "de", "wrong.md")
    assert "widerlegt: hier falsch" in out
    assert "1 widerlegt" in out
    assert ", die rechte aber " in out


def test_out_takes_the_format_from_the_suffix(folder, capsys):
    status, out, _ = check(
        capsys, "wrong.md", "--out", "kept/a.json", "--out", "kept/a.html", "--out", "kept/a.txt"
    )
    assert (status, out) == (1, "")
    assert json.loads((folder / "kept" / "a.json").read_text(encoding="utf-8"))["schema"] == "derive.check/1"
    assert (folder / "kept" / "a.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (folder / "kept" / "a.txt").read_text(encoding="utf-8").startswith("refuted: wrong here")


def test_what_cannot_be_written_is_said(folder, capsys):
    status, _, err = check(capsys, "right.md", "--out", "right.md/a.json")
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith("derive: cannot write right.md/a.json: ")


def test_the_same_bytes_for_every_hash_seed_and_number_of_jobs(folder):
    def run(seed, jobs):
        return subprocess.run(
            [
                sys.executable,
                "-m",
                "derive",
                "check",
                "--format",
                "json",
                "--jobs",
                jobs,
                "right.md",
                "wrong.md",
            ],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        ).stdout

    assert len({run("1", "1"), run("2", "1"), run("3", "2")}) == 1


ALIVE = _documents.check_source


def killed(settings, source, by):
    if source.path == "wrong.md":
        os.kill(os.getpid(), signal.SIGKILL)
    return ALIVE(settings, source, by)


def test_a_killed_process_costs_one_document_only(folder, monkeypatch):
    monkeypatch.setattr(_documents, "check_source", killed)
    found = tuple(_documents.sources(["right.md", "wrong.md", "lost.md"]))
    reports = _documents.check_all(found, _documents.Settings(), 2, lambda _number, _path: None)
    assert [r.usable for r in reports] == [True, False, True]
    assert [r.code for r in reports[1].remarks] == ["cli.killed"]


def test_checking_algebra_loads_neither_sympy_nor_numpy(folder):
    code = (
        "import sys; from derive.cli.main import main\n"
        "main(['check', '--jobs', '1', 'right.md', 'wrong.md'])\n"
        "print(*sorted({'sympy', 'numpy', 'mpmath', 'jinja2'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "\n"
