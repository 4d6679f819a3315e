"""What other tools read of this repository: hooks, the action, the navigation of the guide, the matcher."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from guide import ROOT, blocks

import derive
from derive.cli.main import main
from derive.theory.messages import say

TOOLS = ROOT / "docs" / "tools.md"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_problem_matcher_of_the_guide_matches_what_is_printed(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("page.md").write_text("A line.\n\n$$1 + 1 = 3$$\n", encoding="utf-8")
    main(["check", "--format", "concise", "page.md"])
    (task,) = (json.loads(content) for kind, _, content in blocks(TOOLS) if kind == "json")
    once, watching = (t["problemMatcher"] for t in task["tasks"])
    pattern = once["pattern"]
    assert watching["pattern"] == pattern
    assert re.search(watching["background"]["beginsPattern"], say("cli.checking"))
    assert re.search(watching["background"]["endsPattern"], say("cli.watching"))
    found = re.search(pattern["regexp"], capsys.readouterr().out, re.MULTILINE)
    assert found is not None
    assert found[pattern["file"]], found[pattern["line"]] == ("page.md", "3")
    assert "2" in found[pattern["message"]]


def test_every_page_of_the_guide_has_its_place_in_the_navigation():
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = {p.name for p in (ROOT / "docs").glob("*.md")}
    assert {name for name in pages if f" {name}\n" not in navigation} == set()
    assert set(re.findall(r": (\S+\.md)", navigation)) <= pages


@pytest.mark.parametrize("name", [".pre-commit-hooks.yaml", "action.yml"])
def test_hooks_call_the_command_with_options_that_it_has(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    calls = re.findall(r"derive check (.*)", text)
    assert calls
    main(["check", "--help"])
    for option in re.findall(r"--[a-z-]+", " ".join(calls)):
        assert option in {"--format", "--out"}


@pytest.fixture
def command(tmp_path):
    """The environment of a shell in which ``derive`` is this program."""
    place = tmp_path / "bin"
    place.mkdir()
    script = place / "derive"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m derive.cli.main "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    paths = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    return {**os.environ, "PATH": f"{place}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": paths}


@pytest.mark.parametrize(("paths", "arguments", "status"), [("notes", "", 1), ("right.md", "--strict", 0)])
def test_the_steps_of_the_action_check_and_say_what_is_wrong_where(
    tmp_path, command, paths, arguments, status
):
    """As the runner does it: by bash, with the inputs in the environment. Only pip is left out."""
    steps = re.findall(r"^ +run: (.*)$", (ROOT / "action.yml").read_text(encoding="utf-8"), re.MULTILINE)
    install, check = steps
    assert install == 'python -m pip install --quiet "$GITHUB_ACTION_PATH"'
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("A line.\n\n$$1 + 1 = 3$$\n", encoding="utf-8")
    (tmp_path / "right.md").write_text("$$1 + 1 = 2$$\n", encoding="utf-8")
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", check],
        cwd=tmp_path,
        env={**command, "PATHS": paths, "ARGUMENTS": arguments},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == status, ran.stderr
    found = json.loads((tmp_path / "derive.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    places = [r["locations"][0]["physicalLocation"] for r in found if r["level"] == "error"]
    lines = [(p["artifactLocation"]["uri"], p["region"]["startLine"]) for p in places]
    assert lines == ([("notes/a.md", 3)] if status else [])


@pytest.mark.skipif(shutil.which("node") is None, reason="no JavaScript here, by which the editor matches")
def test_the_problem_matcher_is_understood_by_the_language_of_the_editor():
    (task,) = (json.loads(content) for kind, _, content in blocks(TOOLS) if kind == "json")
    patterns = [t["problemMatcher"]["pattern"] for t in task["tasks"]]
    line = "my notes.md:3:5: refuted: For x = 1: no"
    program = "const [p, l] = JSON.parse(process.argv[1]);"
    program += "console.log(JSON.stringify(l.match(new RegExp(p.regexp))))"
    for pattern in patterns:
        given = json.dumps([pattern, line])
        ran = subprocess.run(["node", "-e", program, given], capture_output=True, text=True, check=True)
        found = json.loads(ran.stdout)
        assert [found[pattern[k]] for k in ("file", "line", "column", "message")] == [
            *("my notes.md", "3", "5", "For x = 1: no")
        ]


def test_the_version_stands_in_one_place():
    assert "version" in PROJECT["project"]["dynamic"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "derive/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", derive.__version__)


def test_all_extras_are_in_one():
    extras = PROJECT["project"]["optional-dependencies"]
    assert "all" in extras
    for requirement in extras["all"]:
        assert requirement in [r for name, rows in extras.items() if name != "all" for r in rows]
