"""What changes on a terminal: colours and progress, and neither of them anywhere else."""

import os
import pty
import subprocess
import sys

import pytest

WRONG = "$$1 = 2$$\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(WRONG, encoding="utf-8")
    return tmp_path


def on_terminal(folder, *arguments, **environment):
    ours, theirs = pty.openpty()
    known = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM")}
    command = [sys.executable, "-m", "derive", "check", "--jobs", "1", *arguments]
    environment = {"TERM": "xterm", **known, **environment}
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs, stderr=theirs):
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    os.close(ours)
    return shown.decode()


def test_verdicts_have_colours(folder):
    assert "\x1b[1;31mrefuted\x1b[0m: wrong here" in on_terminal(folder, "a.md")


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_declined(folder, environment):
    shown = on_terminal(folder, "a.md", **environment)
    assert "\x1b" not in shown
    assert "refuted: wrong here" in shown


def test_progress_is_shown_and_taken_away(folder):
    shown = on_terminal(folder, "a.md", "b.md")
    assert "checking b.md (2 of 2)" in shown
    assert shown.index("checking b.md") < shown.rindex("\r\x1b[K") < shown.index("refuted")


def test_a_missing_file_is_named_once(folder):
    assert on_terminal(folder, "c.md").count("There is no such file") == 1


def test_elsewhere_there_is_neither(folder):
    command = [sys.executable, "-m", "derive", "check", "--jobs", "1", "a.md", "b.md"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert "\x1b" not in done.stdout
    assert done.stderr == ""
