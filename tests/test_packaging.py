"""What other tools read of this repository: hooks, the action, the navigation of the guide, the matcher."""

import json
import re
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


def test_the_version_stands_in_one_place():
    assert "version" in PROJECT["project"]["dynamic"]
    assert PROJECT["tool"]["hatch"]["version"]["path"] == "derive/__init__.py"
    assert re.fullmatch(r"\d+\.\d+\.\d+", derive.__version__)


def test_all_extras_are_in_one():
    extras = PROJECT["project"]["optional-dependencies"]
    assert "all" in extras
    for requirement in extras["all"]:
        assert requirement in [r for name, rows in extras.items() if name != "all" for r in rows]
