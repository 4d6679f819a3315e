"""Every code block of the README and the guide is run: commands give what is printed there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from derive.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TARGET = re.compile(r"make (\w+)")


def blocks(page):
    return [match.groups() for match in BLOCK.finditer(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_blocks_do_what_the_page_says(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for kind, name, content in blocks(page):
        if name:
            (tmp_path / name).write_text(content, encoding="utf-8")
        elif kind == "console":
            command, printed = content.split("\n", 1)
            main(command.removeprefix("$ derive ").split())
            assert capsys.readouterr().out == printed
        elif kind == "python":
            subprocess.run([sys.executable, "-W", "error", "-c", content], cwd=tmp_path, check=True)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_make_targets_exist(page):
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for kind, _, content in blocks(page):
        if kind == "sh":
            for target in TARGET.findall(content):
                assert f"\n{target}:" in makefile


@pytest.mark.parametrize("page", [*PAGES, *sorted((ROOT / "problems").glob("**/README.md"))], ids=str)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert target.startswith("https://") or (page.parent / target).exists(), target
