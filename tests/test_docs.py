"""Every code block of the README and the guide is run: commands give what is printed there."""

import re

import pictures
import pytest
from guide import CALCULUS, INTERFACE, PAGES, ROOT, blocks, calculus, interface, run

TARGET = re.compile(r"make (\w+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_blocks_do_what_the_page_says(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for kind, name, content in blocks(page):
        assert run(kind, name, content) == content, "to write it anew: make pages"


def test_the_page_about_the_calculus_has_every_rule_as_it_stands():
    assert CALCULUS.read_text(encoding="utf-8") == calculus(), "to write it anew: make pages"


def test_the_page_about_python_has_every_public_name_as_it_stands():
    assert INTERFACE.read_text(encoding="utf-8") == interface(), "to write it anew: make pages"


def test_the_picture_of_the_floors_is_that_of_the_import_contract():
    kept = (pictures.PICTURES / "floors.svg").read_text(encoding="utf-8")
    assert kept == pictures.drawn(), "to draw it anew: make pictures"


def test_the_comparison_in_the_readme_is_that_of_the_benchmarks():
    readme = PAGES[0].read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?:derive|SymPy|Maxima|Math-Verify) .*", readme, re.MULTILINE)
    measured = (ROOT / "benchmarks" / "results.md").read_text(encoding="utf-8")
    assert len(rows) == 6
    assert [row for row in rows if row not in measured] == []


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
