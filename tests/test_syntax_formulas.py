"""Formulas are read as a careful person reads them, or refused with the place."""

from pathlib import Path

import pytest
from corpus_formulas import FOLDER, formulas, is_formula, language, reading

from derive.core.source import UnreadableError
from derive.core.surface import Words
from derive.syntax.latex import write
from derive.syntax.outline import outline
from derive.syntax.parser import parse
from derive.theory.messages import sentences

FILES = sorted(FOLDER.glob("*.txt"))
PAIRS = [(path, latex, line) for path in FILES for latex, line in formulas(path) if is_formula(latex)]


def test_there_are_enough_formulas():
    assert len(PAIRS) >= 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_formula_has_the_expected_tree(path: Path):
    for latex, expected in formulas(path):
        if is_formula(latex):
            assert (latex, reading(latex, language(path))) == (latex, expected)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_is_written_reads_back_as_the_same_tree(path: Path):
    for latex, expected in formulas(path):
        if not is_formula(latex) or expected.startswith("!"):
            continue
        for row in parse(latex, language=language(path)).rows:
            if isinstance(row.content, Words):
                continue
            text = write(row.content)
            again = parse(text).rows
            assert (text, [outline(r.content) for r in again]) == (text, [outline(row.content)])


def test_every_refusal_has_its_sentence_in_both_languages():
    codes = {line.split()[1] for _, _, line in PAIRS if line.startswith("!")}
    assert codes
    for code in codes:
        assert code in sentences("en")
        assert code in sentences("de")


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"a = \frac{x+1}{y}", r"\frac{x+1}{y}"),
        (r"a = \sin 2x", r"\sin 2x"),
        (r"a = \sum_{i=1}^n x_i", r"\sum_{i=1}^n x_i"),
        (r"a = |x - y|^2", r"|x - y|^2"),
        (r"a = {b}", "b"),
        (r"a = \text{softmax}(x)_k", r"\text{softmax}(x)_k"),
        (r"a = \int_0^1 x\,dx", r"\int_0^1 x\,dx"),
    ],
)
def test_a_node_knows_its_place_in_the_document(latex, text):
    [row] = parse(latex, start=100).rows
    place = row.content.terms[1].place
    assert latex[place.start - 100 : place.end - 100] == text


@pytest.mark.parametrize(
    "deep",
    [
        "(" * 200 + "x" + ")" * 200,
        r"\frac{1}{1+" * 200 + "x" + "}" * 200,
        r"\sqrt{" * 200 + "x" + "}" * 200,
        "x^{" * 200 + "y" + "}" * 200,
        r"\left(" * 200 + "x" + r"\right)" * 200,
        "-(" * 200 + "x" + ")" * 200,
        "{" * 200 + "x" + "}" * 200,
    ],
    ids=["brackets", "fractions", "roots", "powers", "left-right", "signs", "braces"],
)
def test_nesting_to_depth_200_is_read_and_written(deep):
    [row] = parse(deep).rows
    assert outline(parse(write(row.content))) == outline(row.content)


@pytest.mark.parametrize(
    "deep",
    [
        "(" * 5000 + "x" + ")" * 5000,
        "{" * 5000 + "x" + "}" * 5000,
        "-" * 5000 + "x",
        r"\sin" * 5000 + " x",
        r"\sum" * 5000 + " x",
        r"\hat" * 5000 + " x",
        r"\frac1" * 5000 + " x",
        r"\frac{d}{dx}" * 5000 + " x",
        "x^" * 5000 + "x",
        "|" * 5000 + "x",
        "a+|" * 5000 + "x",
        r"\overset{a}" * 5000 + "{=}",
        r"\neg" * 5000 + " x",
        r"\sqrt" * 5000 + " x",
        r"\mathbf" * 5000 + " x",
    ],
    ids=lambda text: text[:6],
)
def test_beyond_the_caps_the_refusal_has_a_place(deep):
    with pytest.raises(UnreadableError) as caught:
        parse(deep)
    assert caught.value.diagnostic.place is not None


def test_a_formula_that_is_too_long_is_refused():
    with pytest.raises(UnreadableError, match="too-long"):
        parse("x+" * 40_000 + "x")


def test_long_sums_are_read():
    [row] = parse("+".join(["x"] * 20_000)).rows
    assert len(row.content.items) == 20_000
