"""``derive read`` shows each formula as understood, and what was not."""

import pytest

from derive.cli.main import main
from derive.syntax.parser import parse
from derive.syntax.typeset import typeset

LINES = {
    r"\sigma(x) = \frac{1}{1+e^{-x}}": "σ(x) = 1/(1 + e^(−x))",
    r"\frac12 x^2": "(1/2) x²",
    r"\sum_{i=1}^n x_i": "Σ_(i = 1)ⁿ xᵢ",
    r"\lim_{x\to 0} a + x": "lim_(x → 0) (a + x)",
    r"\frac{\partial^2 f}{\partial x\,\partial y}": "∂²/∂x∂y f",
    r"\int_0^1 x\,dx": "∫₀¹ x dx",
    r"\begin{cases} 1 & x > 0 \\ 0 & \text{else} \end{cases}": "{ 1 if x > 0; 0",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "(a, b; c, d)",
    r"|x| \le \|y\|_2": "|x| ≤ ‖y‖₂",
    r"\sqrt{x+1} + \sqrt[3]{x}": "√(x + 1) + ³√x",
    r"\hat\sigma^{-1}, A^T": "σ̂⁻¹, Aᵀ",
    r"\forall x \in \mathbb{R}: x^2 \ge 0": "∀x ∈ ℝ: x² ≥ 0",
    r"\left. f \right|_{x=0} + [F]_0^1": "f|_(x = 0) + F|₀¹",
    r"\nabla_w L(w) \stackrel{!}{=} 0": "∇_w L(w) = [!] 0",
}


@pytest.mark.parametrize(("latex", "line"), LINES.items())
def test_a_formula_in_one_line_of_unicode(latex, line):
    assert typeset(parse(latex).rows[0].content) == line


def test_every_formula_appears_with_its_place(tmp_path, capsys):
    path = tmp_path / "a.md"
    path.write_text("Let $x > 0$.\n\n$$x + x = 2x$$\n\n$$\\frac{a = b}{c}$$\n", encoding="utf-8")
    assert main(["read", str(path)]) == 0
    shown = capsys.readouterr().out
    for part in ("1:6", "x > 0", "3:3", "x + x = 2 x", "5:3", "NOT READ", "A whole statement (=)"):
        assert part in shown


def test_what_is_assumed_is_listed_in_words_and_signs(tmp_path, capsys):
    path = tmp_path / "a.md"
    path.write_text("$$x + a^T a = a^T a + x$$\n", encoding="utf-8")
    main(["read", str(path)])
    assert capsys.readouterr().out.splitlines()[-1].endswith("a ∈ ℝⁿ, x real.")


def test_nothing_to_read_is_status_2(tmp_path, capsys):
    path = tmp_path / "a.md"
    path.write_text("no formula", encoding="utf-8")
    assert main(["read", str(path)]) == 2
    assert "No mathematics" in capsys.readouterr().err
