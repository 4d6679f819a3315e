"""What the command line says to arguments that it cannot use, and what it says about itself."""

import subprocess
import sys

import pytest

import derive
from derive.cli.main import commands, main, overview, summary


def run(capsys, *arguments):
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_version(capsys):
    assert run(capsys, "--version") == (0, f"derive {derive.__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_help_names_every_command_with_its_sentence(capsys, arguments):
    status, out, _ = run(capsys, *arguments)
    assert status == 0
    for name in commands():
        assert f"  {name}" in out
        assert summary(name) in " ".join(out.split())


def test_without_arguments_the_overview_is_shown_as_an_error(capsys):
    assert run(capsys) == (2, overview(), "")


@pytest.mark.parametrize("name", commands())
def test_every_command_explains_itself(capsys, name):
    status, out, err = run(capsys, name, "--help")
    assert (status, err) == (0, "")
    assert summary(name) in " ".join(out.split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chekc", "a.md"], "there is no command chekc. Did you mean check?"),
        (["check", "--fromat", "json", "a.md"], "there is no option --fromat. Did you mean --format?"),
        (["check", "--form=json", "a.md"], "there is no option --form. Did you mean --format?"),
        (["check", "--format", "jsn", "a.md"], "there is no format jsn. Did you mean json?"),
        (["check", "--language", "fr", "a.md"], "there is no language fr. There are: en, de."),
        (
            ["check", "--feedback", "reasons", "a.md"],
            "there is no feedback level reasons. Did you mean reason?",
        ),
        (["check", "--jobs", "0", "a.md"], "--jobs takes a whole number from 1, not 0."),
        (["check", "--jobs", "two", "a.md"], "--jobs takes a whole number from 1, not two."),
        (["check", "--format"], "--format needs a value. `derive check --help` explains it."),
        (["check"], "FILE is missing. `derive check --help` explains it."),
        (["read", "a.md", "--language", "ed"], "there is no language ed."),
        (["render"], "SHEET is missing."),
        (["kernel", "x", "y", "--arguments", "x"], "y is one argument too many"),
        (["--versoin"], "there is no option --versoin. Did you mean --version?"),
        (["$x = x$"], "A file is expected here, not a formula; pipe the formula in"),
        ([__file__], "a command is missing; did you mean: derive check "),
    ],
)
def test_unusable_arguments_get_one_sentence_and_status_2(capsys, arguments, sentence):
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert err.startswith(f"derive: {sentence}")
    assert err.count("\n") == 1


def test_a_fault_of_ours_is_one_sentence(capsys, monkeypatch):
    monkeypatch.setattr("derive.cli.main.overview", lambda: 1 / 0)
    status, _, err = run(capsys, "--help")
    assert (status, err.count("\n")) == (2, 1)
    assert "its own fault" in err


HEAVY = {
    "sympy",
    "numpy",
    "flint",
    "mpmath",
    "jinja2",
    "derive.core.term",
    "derive.elaborate",
    "derive.prove",
}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_and_version_import_nothing_that_takes_time(arguments):
    asked = f"import sys; from derive.cli.main import main; main({arguments}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert set(done.stdout.splitlines()[-1].split()) & HEAVY == set()


def test_a_reader_that_goes_away_is_no_error():
    command = f"{sys.executable} -m derive --help | head -c 1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
