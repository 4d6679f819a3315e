"""MathML is what was written: laid out, escaped, and marked where the writer is to look."""

from xml.etree import ElementTree as ET

import pytest

from derive.core.source import Place
from derive.core.surface import Infix
from derive.syntax.mathml import formula, letters, pieces, summands, write
from derive.syntax.parser import parse

LAYOUTS = {
    r"\frac12": "<mfrac><mn>1</mn><mn>2</mn></mfrac>",
    r"x_i^2": "<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>",
    r"\sqrt[3]{x}": "<mroot><mi>x</mi><mn>3</mn></mroot>",
    r"\mathbf{w}": "<mi>\U0001d430</mi>",
    r"\mathcal{L}": "<mi>\u2112</mi>",
    r"\hat\sigma": '<mover accent="true"><mi>\u03c3</mi><mo>^</mo></mover>',
    r"f'": "<msup><mi>f</mi><mo>\u2032</mo></msup>",
    r"\sin x": '<mi>sin</mi><mo>\u2061</mo><mspace width="0.17em"/><mi>x</mi>',
    r"\Sigma": '<mi mathvariant="normal">\u03a3</mi>',
    r"W_{i,j}": '<mrow><mi>i</mi><mo separator="true" lspace="0" rspace="0">,</mo><mi>j</mi></mrow>',
    r"\binom{n}{k}": '<mfrac linethickness="0"><mi>n</mi><mi>k</mi></mfrac>',
    r"\overline{xy}": "</mrow><mo>\u00af</mo></mover>",
    r"\frac{\partial f}{\partial x}": "<mfrac><mrow><mi>\u2202</mi><mi>f</mi></mrow>",
    r"x \in ]0, 1[": '<mo stretchy="false" lspace="0" rspace="0">]</mo>',
    r"a \le b": "<mi>a</mi><mo>\u2264</mo><mi>b</mi>",
    r"\frac{d^2 y}{dx^2}": "<msup><mi>x</mi><mn>2</mn></msup></mrow></mfrac>",
    r"\frac{\partial^3 f}{\partial x^2 \partial y}": "<mn>2</mn></msup><mi>\u2202</mi><mi>y</mi>",
    r"\frac{d^n}{dx^n} f": "<mi>d</mi><msup><mi>x</mi><mi>n</mi></msup>",
    r"\nabla^2 f": "<msup><mo>\u2207</mo><mn>2</mn></msup>",
    r"7 \bmod 3": 'rspace="0.25em">mod</mo>',
    r"a \equiv b \pmod{n}": 'rspace="0.3em">mod</mo><mi>n</mi>',
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}": "<mtext>otherwise</mtext>",
    r"a \stackrel{\text{def}}{=} b": "<mover><mo>=</mo>",
    r"\lim_{x \downarrow 0} x": "<mo>\u2193</mo>",
    r"\boxed{x}": '<mrow class="boxed"><mi>x</mi></mrow>',
}
WIDE = (
    r"\sum_{j=1}^K \exp(\lambda\sigma_j) \stackrel{a<b}{=} \lim_{x\to 0^+} \int_0^1 f(x)\,dx",
    r"\begin{cases} 1 & x < 0 \\ 2 & \text{else \& more} \end{cases}",
    r"\begin{bmatrix} 0 & \cdots \\ \vdots & \ddots \end{bmatrix} \in \mathbb{R}^{d\times d}",
    r"\frac{\partial^2 f}{\partial x\,\partial y} = \nabla_w f + \underbrace{x}_{n} + n!",
    r"\left\lfloor x \right\rfloor, \quad \|x\|_2 \text{ if } x > 0 \Rightarrow y = -1",
    r"[F(x)]_a^b \xrightarrow{k\to\infty} \{x \mid x > 0\}",
)


@pytest.mark.parametrize(("latex", "mathml"), LAYOUTS.items())
def test_each_construct_has_its_layout(latex, mathml):
    assert mathml in formula(parse(latex), latex)


@pytest.mark.parametrize("latex", WIDE)
def test_everything_the_reader_reads_becomes_well_formed(latex):
    root = ET.fromstring(formula(parse(latex), latex))  # noqa: S314  # our own output
    assert root.get("alttext") == latex
    assert not any("\\" in (e.text or "") for e in root.iter())


def test_a_marked_sub_term_carries_the_class_and_nothing_else_does():
    tree = parse(r"1 + \frac{x}{1 + e^{-x}}").rows[0].content
    assert isinstance(tree, Infix)
    marked = write(tree, [tree.items[1].place])
    assert marked.startswith('<mn>1</mn><mo>+</mo><mrow class="bad"><mfrac>')
    assert marked.count('class="bad"') == 1


@pytest.mark.parametrize(
    ("start", "end", "inside"),
    [
        (0, 5, "<mi>a</mi><mo>+</mo><mi>b</mi>"),
        (8, 10, "<mi>c</mi><mo>\u2062</mo><mi>d</mi>"),
        (9, 10, "<mi>d</mi>"),
    ],
)
def test_neighbours_are_marked_together(start, end, inside):
    tree = parse("a + b + cd").rows[0].content
    marked = write(tree, [Place(start, end)])
    assert f'<mrow class="bad">{inside}</mrow>' in marked


def test_a_chain_breaks_before_its_relations_and_nowhere_else():
    assert len(pieces(parse(r"a = b + c \le d").rows[0].content)) == 3
    assert len(pieces(parse(r"a + b").rows[0].content)) == 1


@pytest.mark.parametrize(
    ("latex", "grows"),
    [
        (r"f(x)", False),
        (r"(1+e^{-x})^2", False),
        (r"|\hat x|", False),
        (r"(\frac{a}{b})", True),
        (r"(\sum_j x_j)", True),
    ],
)
def test_brackets_grow_only_around_what_is_tall(latex, grows):
    assert ('stretchy="false"' in write(parse(latex).rows[0].content)) is not grows


LETTERS = "+".join("abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize(
    ("latex", "parts"),
    [
        (r"f = " + LETTERS, 27),
        (r"f = a + b", 2),
        (LETTERS, 26),
        (r"f = -" + LETTERS.replace("+", r" \cdot "), 27),
        (r"f = \frac{abcdefghijklmn}{abcdefghijklmn} \frac{abcdefghijklmn}{abcdefghijklmn} (x)", 3),
        (r"f = \exp(" + LETTERS + ")", 2),
    ],
)
def test_a_long_side_breaks_before_its_signs_or_fractions(latex, parts):
    tree = parse(latex).rows[0].content
    found = summands(tree)
    assert len(found) == parts
    assert sum(map(letters, found)) == letters(write(tree))


def test_a_long_side_that_is_wrong_as_a_whole_stays_in_one_piece():
    tree = parse("f = " + LETTERS).rows[0].content
    assert len(summands(tree, [tree.terms[1].place])) == 2
    [*_, last] = summands(tree, [tree.terms[1].items[25].place])
    assert last.endswith('<mrow class="bad"><mi>z</mi></mrow>')


def test_text_of_a_document_cannot_become_markup():
    latex = r"\text{<script>alert(1)</script>} = x"
    assert "<script>" not in formula(parse(latex), latex)


def test_a_case_in_words_says_if_once():
    latex = r"\begin{cases} 1 & \text{if the point is inside} \\ 0 & \text{otherwise} \end{cases}"
    assert formula(parse(latex), latex).count(">if") == 1
