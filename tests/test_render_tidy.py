"""Claims written from terms are printed as a person writes them, and mean what they meant."""

import pytest

from derive.render.localized import in_language
from derive.render.signs import scripted
from derive.render.tidy import tidy
from derive.syntax.latex import write
from derive.syntax.mathml import write as write_mathml
from derive.syntax.parser import parse


def tidied(latex):
    return " ".join(write(tidy(parse(latex).rows[0].content)).split())


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"2 \cdot \sigma(2 \cdot x) - 1", r"2 \sigma (2 x) - 1"),
        (r"(\cosh(x))^2", r"\cosh^{2}(x)"),
        (r"\max_{j=1}^{K} \sigma_j", r"\max_{1 \le j \le K} \sigma_{j}"),
        (r"\sigma((w_1 \cdot 2 + w_2) + b)", r"\sigma (2 w_{1} + w_{2} + b)"),
        (r"\frac{d \tanh(x)}{dx}", r"\frac{d}{d x} \tanh(x)"),
        (r"x = (-y) \cdot e^{(-y) \cdot a}", r"x = -y e^{-y a}"),
        (r"a \cdot x_i \cdot b", r"a x_{i} b"),
    ],
)
def test_spare_signs_and_brackets_are_left_out(written, printed):
    assert tidied(written) == printed
    assert tidied(printed) == printed


@pytest.mark.parametrize(
    "latex",
    [
        r"2 \cdot 3",
        r"2 \cdot \frac{1}{2}",
        r"2 \cdot (a + b)",
        r"\lambda \cdot (a + b)",
        r"2 \cdot \sin(x) \cdot x",
        r"a - (b - c)",
        r"a + (-y) \cdot b",
        r"d \cdot x",
        r"w \cdot \sigma (x)",
        r"(a \pm b) + c",
        r"(\sin(x))^{-1}",
        r"(f(x))^{2}",
        r"\sum_{j = 1}^{K} \sigma_{j}",
    ],
)
def test_what_could_be_misread_stays(latex):
    assert tidied(latex).replace(" ", "") == latex.replace(" ", "")


@pytest.mark.parametrize(
    ("plain", "html"),
    [
        ("x_1 >= 2", "x<sub>1</sub> ≥ 2"),
        ("e^(-2*x) != 1", "e<sup>−2·x</sup> ≠ 1"),
        ("a^(b^(c + 1))", "a<sup>b^(c + 1)</sup>"),
        ("^2 <script>", "^2 &lt;script&gt;"),
    ],
)
def test_exponents_and_indices_of_plain_terms_are_raised_and_lowered(plain, html):
    assert scripted(plain) == html


def test_formulas_of_a_german_page_have_its_words_and_its_decimal_mark():
    shown = write_mathml(parse(r"x = 0.5 \text{ and } y > 1").rows[0].content)
    assert "<mn>0.5</mn>" in shown
    assert "<mtext>and</mtext>" in shown
    german = in_language(shown, "de")
    assert "<mn>0,5</mn>" in german
    assert "<mtext>und</mtext>" in german
    assert in_language(shown, "en") == shown
