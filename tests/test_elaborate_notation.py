r"""Notation of public texts that could be taken for a product: congruences, changes, truth values, words."""

import pytest
from elaborated import codes, derivation, relations
from verdicts import verdict

from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import proposition_of
from derive.prove.check import check

MEANINGS = {
    r"17 \equiv 5 \pmod{12}": "eq(mod(add(17, -5), 12), 0)",
    r"17 \equiv 5 \mod 12": "eq(mod(add(17, -5), 12), 0)",
    r"5 = 17 \bmod 12": "eq(5, mod(17, 12))",
    r"a \equiv b": "eq(a, b)",
    r"\langle 1, 2 \rangle \cdot \langle 3, 4 \rangle = 11": "eq(inner(vector(1, 2), vector(3, 4)), 11)",
    r"\frac{df}{dx}(a) = 1": "eq(derivative(#0: apply(f, #0); a), 1)",
    r"\Delta x = x_1 - x_0": r"eq(\Delta x, add(x_1, multiply(-1, x_0)))",
    r"\sqrt{\Delta} = 2": r"eq(power(\Delta, 1/2), 2)",
    r"\mathbb{1}(x > 0) = 1": "eq(indicator(gt(x, 0)), 1)",
    r"I[y = 1] = 1": "eq(indicator(eq(y, 1)), 1)",
    r"[y = 1] z = 1": "eq(multiply(indicator(eq(y, 1)), z), 1)",
    r"f_H = f_T + f_{HH}": "eq(f_H, add(f_T, f_{HH}))",
    r"K(x - x_1) = 1": "eq(multiply(K, add(x, multiply(-1, x_1))), 1)",
    r"Likelihood = 2 x": "eq(Likelihood, multiply(2, x))",
    r"A = Bsin(x)": "eq(A, multiply(B, sin(x)))",
    r"\sum_{i=1}^n a_i y^{(i)} = 1": "eq(sum(#0: multiply(a[#0], y[#0]); 1, n), 1)",
    r"\sum_{i=1}^n x^{(i)}_j = 1": "eq(sum(#0: x[#0, j]; 1, n), 1)",
    r"x^{(1)} + x^{(2)} = 1": "eq(add(x^{(1)}, x^{(2)}), 1)",
    r"f_t^2(x) = f_t(x)": "eq(power(apply(f_t, x), 2), apply(f_t, x))",
    r"a_t(b_1) = 1": "eq(multiply(a_t, b_1), 1)",
    r"\frac{\partial c}{\partial v_c} = 2": "eq(derivative(#0: apply(c, #0); v_c), 2)",
}
REFUSED = {
    r"\frac{\partial f}{\partial x}(a, b) = 0": "derivative-at",
    r"1 = \int e^{-y} dy": "hidden-bounds",
    r"(x = 1) y = 2": "statement-as-value",
    r"f(x = 1) = 2": "statement-as-value",
    r"\Delta f(x) = 2": "operator",
    r"f^{(n)}(x) = 0": "order-of-derivative",
    r"\sum_{n=0}^\infty \frac{f^{(n)}(0)}{n!} x^n = 1": "order-of-derivative",
    r"\frac{\partial \sigma_B^2}{\partial \mu_B} = 1": "derivative-of-number",
}


@pytest.mark.parametrize(("latex", "meaning"), MEANINGS.items())
def test_a_formula_has_this_meaning(latex, meaning):
    assert repr(proposition_of(latex)) == meaning


@pytest.mark.parametrize(("latex", "code"), REFUSED.items())
def test_what_is_not_clear_is_refused(latex, code):
    with pytest.raises(UnreadableError) as error:
        proposition_of(latex)
    assert error.value.diagnostic.code == f"elaborate.{code}"


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"17 \equiv 5 \pmod{12}", Proved),
        (r"17 \equiv 6 \pmod{12}", Refuted),
        (r"\frac{\Delta y}{\Delta x} = \frac{y}{x}", Refuted),
        (r"\int 2x \, dx = x^2", Proved),
        (r"\langle u, v \rangle = \langle v, u \rangle", Proved),
        (r"\langle u, v \rangle^2 = \|u\|^2 \|v\|^2", Refuted),
        (r"[x > 0] + [x \le 0] = 1", Proved),
    ],
)
def test_it_is_decided_as_it_is_meant(latex, expected):
    assert isinstance(verdict(latex), expected)


def test_a_modulus_holds_for_all_congruences_of_a_chain():
    text = "\\begin{align*} 17 &\\equiv 29 \\\\ &\\equiv 5 \\equiv 41 \\pmod{12}.\\end{align*}"
    assert [type(v) for v in check(derivation(text)).verdicts] == [Proved] * 3
    assert derivation(text).steps[0].latex == r"17 \equiv 29 \pmod{12}"
    assert check(derivation(text)).conclusions == (None,)


def test_a_dot_between_a_vector_and_a_member_of_a_family_is_an_inner_product():
    formula = r"L = \|w\|^2 - \sum_{i=1}^n \alpha_i (w \cdot x_i)"
    assert r"inner(w, tabulate(#0: \mathbf{x}[#1, #0]; m))" in repr(proposition_of(formula))
    assert codes(f"Let $w \\in \\mathbb{{R}}^d$.\n\n$$ {formula} $$") == []


def test_what_holds_of_a_sum_over_superscripts_holds_not_of_each():
    assert isinstance(verdict(r"\sum_{i=1}^n a_i y^{(i)} = y^{(j)} \sum_{i=1}^n a_i"), Refuted)


def test_a_definition_sees_the_matrices_of_its_chain():
    zeros = r"\begin{pmatrix} 5 & 0 \\ 0 & 5 \end{pmatrix}"
    text = f"$$ A = 5 I = {zeros} $$\n\n$$ A {zeros} = {zeros.replace('5', '25')} $$"
    assert [type(v) for v in check(derivation(text)).verdicts if v is not None] == [Proved, Proved]


def test_letters_side_by_side_are_factors_still():
    assert relations("$$ Abc = b A c $$") == [("A b c", "=", "b A c")]


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{\partial o}{\partial soh} = \sigma(h)",
        r"\mathbb{E}[\delta s() s(j)] = 1",
        r"2 \cdot \dfrac{\\ y}{dx} = 1",
        r"\tfrac12 \lVert \rVert^2 = 1",
        r"|| + () = 1",
        r"\frac{\partial L}{\partial b_1} = I \sum_{i=1}^n W_{ii} (y_i - b_0 - (x - x_i)^T b_1)(x - x_i) = 0",
    ],
)
def test_what_fuzzing_found_is_read_or_refused(latex):
    assert derivation(f"$$ {latex} $$").steps
