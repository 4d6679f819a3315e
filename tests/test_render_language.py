"""The language of a sheet in everything printed: words between formulas, decimal marks, marks, hyphens."""

import re
import shutil

import pytest
from test_render_sheets import compiled

from derive.cli.main import main
from derive.registry import load
from derive.render.layout import Layout
from derive.render.localized import latex_in_language, number_in_language
from derive.render.sheet import sheet_view
from derive.render.sheet_tex import source_of
from derive.sheet.read import read_sheet

SHEET = r"""---
sheet: blatt
title: Blatt
language: LANGUAGE
---

Runden Sie nicht: $0.5$ ist $\frac12$.

## 1 (2.5 Punkte)

Sei $x > 0$. Zeigen Sie

::: claim betrag (2 Punkte)
$$|x - 0.5| = \begin{cases} x - 0.5 & \text{if } x \ge 0.5 \\ 0.5 - x & \text{otherwise} \end{cases}$$
:::

::: plot kurve (0.5 Punkte) {x=0:3}
$x^2/2 + 0.5$
:::

::: solution
$$|x - 0.5| = \begin{cases} x - 0.5 & \text{if } x \ge 0.5 \\ 0.5 - x & \text{otherwise} \end{cases}$$

$$\frac{d}{dx}(x^2 + 1.5 x) = 2x + 1.5$$
:::
"""


def view(folder, language, kind):
    marks = {"de": "Punkte", "en": "marks"}[language]
    text = SHEET.replace("LANGUAGE", language).replace("Punkte", marks)
    (folder / "sheet.md").write_text(text, encoding="utf-8")
    return sheet_view(read_sheet(folder), kind)


def rendered(found, layout):
    return load("derive.render.layouts", layout, "LAYOUT", Layout).render(found).decode()


@pytest.mark.parametrize("kind", ["exercises", "solutions", "marking"])
def test_latex_of_a_german_sheet_is_german_throughout(kind, tmp_path):
    found = source_of(view(tmp_path, "de", kind)).decode().split(r"\begin{document}")[1]
    assert r"\text{falls } x \ge 0{,}5" in found
    assert r"\text{sonst}" in found
    assert r"\text{if" not in found
    assert "otherwise" not in found
    numbers = re.sub(r"\\pdfliteral\{[^}]*\}|\\put\([^)]*\)|\\linewidth|\.25", "", found)
    assert re.findall(r"\d\.\d", numbers) == []
    if kind == "solutions":
        assert r"\frac{d}{d x} (x^{2} + 1{,}5 x)" in found


def test_latex_of_an_english_sheet_is_english(tmp_path):
    found = source_of(view(tmp_path, "en", "solutions")).decode()
    assert r"\text{if } x \ge 0.5" in found
    assert r"\text{otherwise}" in found
    assert r"{,}" not in found
    assert r"\frenchspacing" not in found


def test_hyphens_of_latex_follow_the_language(tmp_path):
    assert r"\l@ngerman" in source_of(view(tmp_path, "de", "exercises")).decode()
    assert r"\l@ngerman" not in source_of(view(tmp_path, "en", "exercises")).decode()


@pytest.mark.parametrize(
    ("language", "shown", "mark"),
    [
        (
            "de",
            ("<mtext>falls</mtext>", "<mtext>sonst</mtext>", "<mn>0,5</mn>", ">2,5<", ">0,57<"),
            r"\d\.\d",
        ),
        (
            "en",
            ("<mtext>if</mtext>", "<mtext>otherwise</mtext>", "<mn>0.5</mn>", ">2.5<", ">0.57<"),
            r"\d,\d",
        ),
    ],
)
def test_pages_have_the_words_and_decimal_marks_of_the_language(language, shown, mark, tmp_path):
    page = rendered(view(tmp_path, language, "solutions"), "html").split("</style>")[1]
    assert [words for words in shown if words not in page] == []
    cells = re.findall(r"<(?:td|th|mn|text)[ >][^<]*", page)
    assert [cell for cell in cells if re.search(mark, cell.split(">")[-1])] == []


@pytest.mark.parametrize("kind", ["exercises", "solutions", "marking"])
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_latex_of_a_german_sheet_compiles_without_warnings(kind, tmp_path):
    status, log = compiled(source_of(view(tmp_path, "de", kind)), tmp_path)
    assert status == 0, log[-2000:]
    assert [line for line in log.splitlines() if "Warning" in line or "Overfull" in line] == []


@pytest.mark.parametrize(
    ("latex", "printed"),
    [
        (r"0.5 x", r"0{,}5 x"),
        (r"x_{1.2}", r"x_{1{,}2}"),
        (r"10 . 5", r"10 . 5"),
        (r"a \text{ for } b", r"a \text{ für } b"),
        (r"\text{fortune}", r"\text{fortune}"),
        (r"\text{if and only if}", r"\text{if and only if}"),
    ],
)
def test_words_and_numbers_in_latex(latex, printed):
    assert latex_in_language(latex, "de") == printed
    assert latex_in_language(latex, "en") == latex


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("x = 0.5, y = 2", "x = 0,5, y = 2"),
        ("v = (0.5, 2)", "v = (0,5; 2)"),
        ("v = (1, 2)", "v = (1, 2)"),
        ("1.2.3", "1.2.3"),
        ("7.02926e-05", "7,02926e-05"),
    ],
)
def test_numbers_in_sentences(text, printed):
    assert number_in_language(text, "de") == printed
    assert number_in_language(text, "en") == text


GERMAN = "Sei $x \\in \\mathbb{R}$ und $a$ eine Zahl. Dann gilt\n\n$$e^x + \\sqrt 2 = a x$$\n"


def test_findings_are_told_with_the_decimal_mark_of_the_language(tmp_path, capsys):
    path = tmp_path / "a.md"
    path.write_text(GERMAN, encoding="utf-8")
    assert main(["check", str(path), "--out", "-", "--out", str(tmp_path / "a.html")]) == 1
    told = capsys.readouterr().out
    assert "widerlegt" in told
    assert re.search(r"\d,\d{3}", told)
    frame_free = "\n".join(line for line in told.splitlines() if line.startswith("   ="))
    assert not re.search(r"\d\.\d", frame_free)
    page = (tmp_path / "a.html").read_text(encoding="utf-8").split("</style>")[1]
    assert re.search(r"≈ −?\d+,\d{3}", page)
