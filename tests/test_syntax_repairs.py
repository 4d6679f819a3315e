"""Damaged layout is mended where one reading alone is plausible, and stays unreadable elsewhere."""

import pytest

from derive.core.document import BlockKind
from derive.core.source import UnreadableError
from derive.elaborate.document import elaborate
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.syntax.reading import read
from derive.theory.messages import sentences

MENDED = {
    r"f(Wx + b) + \frac{\partial f(Wx + b))}{\partial x}": (
        "surplus",
        r"f (W x + b) + \frac{\partial f (W x + b)}{\partial x}",
    ),
    r"\frac{\partial(\log(e^{x_1})}{\partial x_1} - 1": (
        "closed",
        r"\frac{\partial (\log(e^{x_{1}}))}{\partial x_{1}} - 1",
    ),
    r"\sin(2x = 1": ("closed", r"\sin(2 x) = 1"),
    r"x + a + b) = x + (a + b)": ("opened", "x + (a + b) = x + (a + b)"),
    r"\frac{c_j = c_k}{\sigma_j} = \frac{a}{b}": ("note", r"\overset{c_{j} = c_{k}}{=} \frac{a}{b}"),
    r"\frac{\partial 2 F}{\partial x\,\partial y}": (
        "order",
        r"\frac{\partial^2 F}{\partial x \,\partial y}",
    ),
    r"e^{x} > (0 \to 1)": ("range", r"e^{x} \in (0, 1)"),
    r"a \le (-1 \to +\infty)": ("range", r"a \in (-1, +\infty)"),
}
AMBIGUOUS = (
    "2(a + b = c",
    "2(a + b",
    "x(a + b) = xa + b)",
    "a + b) = c",
    "E[XY] = E[X]E[Y]] - 1",
    r"\frac{a = b}{c}",
    r"\frac{a = b}{c} + d = e",
    r"\frac{\partial 3 F}{\partial x\,\partial y}",
    "((a + b) c + d",
    "}{",
)


@pytest.mark.parametrize(("latex", "expected"), MENDED.items())
def test_damage_is_mended(latex, expected):
    code, written = expected
    found = parse(latex, repair=True)
    assert [d.code for d in found.repairs] == [f"syntax.repaired-{code}"]
    assert [write(r.content) for r in found.rows] == [write(r.content) for r in parse(written).rows]
    assert all(f"syntax.repaired-{code}" in sentences(language) for language in ("en", "de"))
    with pytest.raises(UnreadableError):
        parse(latex)


@pytest.mark.parametrize("latex", AMBIGUOUS)
def test_what_could_be_mended_in_two_ways_is_not(latex):
    with pytest.raises(UnreadableError):
        parse(latex, repair=True)


def test_sound_formulas_are_not_touched():
    assert parse("(a + b)^2 = c", repair=True).repairs == ()


def test_places_are_those_of_the_document():
    text = "Here\n$$ \\log(2x = \\log(2x) $$\n"
    [block] = [b for b in read("x.md", text.encode()).blocks if b.kind is BlockKind.DISPLAY]
    left, right = block.formula.rows[0].content.terms
    assert [text[t.place.start : t.place.end] for t in (left, right)] == ["\\log(2x", "\\log(2x)"]


def test_a_repair_is_said_with_every_step_it_concerns():
    text = "$$ \\log(2x = \\log(2x) = \\log(2x) $$\n"
    steps = elaborate(read("x.md", text.encode())).steps
    assert len(steps) == 2
    assert all("never closed" in s.reading for s in steps)


def test_what_stands_over_a_relation_is_its_condition_from_there_on():
    text = "$$ x - x = 0 \\overset{x \\ge 0}{=} \\sqrt{x^2} - x = |x| - x $$\n\n$$ \\sqrt{x^2} = x $$\n"
    steps = elaborate(read("x.md", text.encode())).steps
    said = [[repr(p) for p in s.claim.context.propositions] for s in steps]
    assert said == [[], ["ge(x, 0)"], ["ge(x, 0)"], []]


def test_zeros_around_dots_are_zeros():
    text = "$$ \\ln(a (0 + 0 + \\dots + 1 + \\dots + 0)) = \\ln a $$\n"
    [step] = elaborate(read("x.md", text.encode())).steps
    assert repr(step.claim.proposition.children[0]) == "log(multiply(a, add(0, 0, 1, 0)))"


def test_items_of_a_list_are_parts_and_sentences_of_their_own():
    text = (
        "## 2\n\nFor each function do this.\n\n- a) **Tanh**: $f(x) = \\tanh x$\n"
        "- b) **ReLU**: $f(x) = \\max(0, x)$\n"
        "\n1. Calculate\n① $S_i = e^{x_i} \\to$ the exponential\n② $S = \\sum_i S_i \\to$ Calculate the sum\n"
    )
    steps = elaborate(read("x.md", text.encode())).steps
    assert [(s.kind, s.label) for s in steps[:2]] == [("definition", "2a"), ("definition", "2b")]
    assert [s.kind for s in steps[2:]] == ["definition", "definition"]


def test_words_beside_a_matrix_are_no_cells():
    text = (
        "$$ x = \\begin{matrix} \\begin{matrix} \\text{1x1} & \\text{dx1} \\\\ "
        "\\text{dxk or kx1} \\end{matrix} & "
        "\\begin{bmatrix} 1 \\\\ 2 \\end{bmatrix} \\end{matrix} $$\n"
    )
    assert [s.diagnostic for s in elaborate(read("x.md", text.encode())).steps] == [None]


def test_an_arrow_between_numbers_in_brackets_is_a_range():
    text = "We have $e^{x} = e^{x + 0} : (0 \\to +\\infty)$.\n"
    steps = elaborate(read("x.md", text.encode())).steps
    assert [(s.relation, s.rhs) for s in steps] == [("=", "e^{x + 0}"), ("in", "(0, +\\infty)")]
