"""The first minutes: a demonstration, what is there, completion, and checking on every change."""

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

import derive
from derive.cli import doctor
from derive.cli._changes import changes
from derive.cli.main import command_of, commands, main, parser_of


def test_the_demonstration_finds_the_mistake_and_names_the_page(tmp_path, capsys):
    assert main(["demo", "--out", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    page = tmp_path / "derivation.html"
    assert "lambda = 1" in shown
    assert "1 refuted" in shown
    assert str(page) in shown
    assert "<html" in page.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_a_message(tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["demo", "--out", str(tmp_path / "file")]) == 2
    assert "derivation.md" in capsys.readouterr().err


def test_the_doctor_names_every_part_and_finds_nothing_missing(capsys):
    assert main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert derive.__version__ in shown
    assert all(part.name in shown for part in doctor.PARTS)


def test_the_doctor_says_how_to_get_what_is_not_there(capsys, monkeypatch):
    absent = (doctor.Part("no-such-program", "pdf", "apt install it", is_program=True),)
    monkeypatch.setattr(doctor, "PARTS", absent)
    assert main(["doctor"]) == 0
    assert "apt install it" in capsys.readouterr().out


def test_the_doctor_fails_without_a_part_that_is_needed(capsys, monkeypatch):
    monkeypatch.setattr(doctor, "PARTS", (doctor.Part("no-such-part", "balls", "pip", is_needed=True),))
    assert main(["doctor"]) == 1
    assert "missing" in capsys.readouterr().out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_its_options(shell, capsys):
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert all(name in script for name in commands())
    assert "strict" in script


def test_the_completion_for_bash_completes(capsys):
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash to ask")
    main(["completion", "bash"])
    asked = "\nCOMP_WORDS=(derive che); COMP_CWORD=1; _derive; echo ${COMPREPLY[@]}\n"
    script = capsys.readouterr().out + asked
    answer = subprocess.run(
        [bash, "-c", script], capture_output=True, text=True, check=True
    )  # our own script
    assert answer.stdout.split() == ["check"]


@pytest.mark.parametrize("command", ["explain", "kernel"])
@pytest.mark.parametrize(
    ("name", "meant"),
    [("softmax-04:1a", "softmax-04::1a"), ("softmax-4::1a", "softmax-04?"), ("softmax-04::4z", "4a, 4b")],
)
def test_an_exercise_spelled_otherwise_is_answered_with_the_nearest(
    command, name, meant, capsys, monkeypatch
):
    monkeypatch.chdir(Path(__file__).parent.parent / "problems")
    assert main([command, name]) == 2
    assert meant in capsys.readouterr().err


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish to ask")
def test_the_completion_for_fish_completes(capsys):
    main(["completion", "fish"])
    asked = "\ncomplete -C 'derive che'\ncomplete -C 'derive check --str'\n"
    answer = subprocess.run(
        ["fish", "--no-config", "-c", capsys.readouterr().out + asked],
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.split("\t")[0] for line in answer.stdout.splitlines()] == ["check", "--strict"]


def test_an_unknown_shell_is_told_the_nearest(capsys):
    assert main(["completion", "fisch"]) == 2
    assert "fish" in capsys.readouterr().err


@pytest.mark.parametrize("name", commands())
def test_help_has_examples_whose_options_exist(name, capsys):
    command = command_of(name)
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    for line, told in command.examples:
        assert line in shown
        assert told in shown
        _, _, rest = line.partition(f"derive {name}")
        words = shlex.split(rest.replace(')"', "").partition(" > ~")[0])
        parser_of(name, command).parse(words)
    assert command.examples


def test_every_change_of_a_file_or_in_a_folder_is_seen_once(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("a", encoding="utf-8")
    edits = iter((lambda: file.write_text("longer", encoding="utf-8"), lambda: None, file.unlink, _interrupt))
    assert len(list(changes([str(tmp_path)], lambda _: next(edits)()))) == 3


def _interrupt():
    raise KeyboardInterrupt


def test_watching_checks_again_and_ends_with_the_last_status(tmp_path, capsys, monkeypatch):
    page = tmp_path / "page.md"
    page.write_text("$$1 + 1 = 3$$\n", encoding="utf-8")

    def edit(_):
        if "3" not in page.read_text(encoding="utf-8"):
            raise KeyboardInterrupt
        page.write_text("$$1 + 1 = 2.0$$\n", encoding="utf-8")

    monkeypatch.setattr("derive.cli.check.changes", lambda paths: changes(paths, edit))
    assert main(["check", "--watch", str(page)]) == 0
    shown = capsys.readouterr().out
    assert "1 refuted" in shown
    assert "1 proved" in shown


def test_standard_input_is_not_watched(capsys):
    assert main(["check", "--watch", "-"]) == 2
    assert "file" in capsys.readouterr().err


def test_the_demonstration_cleans_nothing_that_it_did_not_make(tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text("mine", encoding="utf-8")
    main(["demo", "--out", str(tmp_path)])
    assert Path(kept).read_text(encoding="utf-8") == "mine"
