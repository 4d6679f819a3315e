"""Single formulas become the terms and claims that a careful reader means."""

import pytest

from derive.core.claim import Origin
from derive.core.source import UnreadableError
from derive.elaborate.statement import claim_of, proposition_of, term_of

SCALARS = {
    r"b^{|z|}": "power(b, abs(z))",
    r"2^{\lfloor x \rfloor}": "power(2, floor(x))",
    r"\log{\left(a\right)} n!": "multiply(log(a), factorial(n))",
    r"\sin{\left(x\right)} \Gamma\left(b\right)": "multiply(sin(x), gamma(b))",
    r"\frac{1}{2}": "1/2",
    r"1/2 x": "multiply(1/2, x)",
    r"x/y": "multiply(x, power(y, -1))",
    r"\sqrt{x}": "power(x, 1/2)",
    r"\sqrt[3]{x}": "root(x, 3)",
    r"\sqrt[4]{x}": "power(x, 1/4)",
    r"e^{-x}": "exp(multiply(-1, x))",
    r"\log_2(x)": "multiply(log(x), power(log(2), -1))",
    r"\sin^2 x": "power(sin(x), 2)",
    r"\sin^{-1}(x)": "asin(x)",
    r"\sin^2 2x": "power(sin(multiply(2, x)), 2)",
    r"\exp(x)^c": "power(exp(x), c)",
    r"\sigma(x)(1-\sigma(x))": "multiply(sigmoid(x), add(1, multiply(-1, sigmoid(x))))",
    r"\sigma^2(x)": "power(sigmoid(x), 2)",
    r"\sigma'(2x)": "derivative(#0: sigmoid(#0); multiply(2, x))",
    r"a(b+c)": "multiply(a, add(b, c))",
    r"f(x+h)": "apply(f, add(x, h))",
    r"\frac{d}{dx} x^2": "derivative(#0: power(#0, 2); x)",
    r"\int_0^1 x^2 \, dx": "integral(#0: power(#0, 2); 0, 1)",
    r"\lim_{x \to 0^+} \log x": "limit(#0: log(#0); 0, 1)",
    r"\max(a, b)": "max(a, b)",
    r"|x|": "abs(x)",
    r"25\%": "multiply(25, 1/100)",
    r"\log |x|": "log(abs(x))",
    r"e^{i\pi}": "exp(multiply(imaginary(), pi()))",
    r"a + bi": "add(a, multiply(b, imaginary()))",
    r"3i + 4": "add(multiply(3, i), 4)",
    r"\mathrm{i} x": "multiply(imaginary(), x)",
    r"i^n": "power(i, n)",
    r"\lim_n \frac1n": "limit(#0: power(#0, -1); infinity(), 0)",
    r"V I": "multiply(V, I)",
    r"\det \begin{pmatrix} I & 0 \\ 0 & 1 \end{pmatrix}": "determinant(matrix(vector(I, 0), vector(0, 1)))",
    r"\operatorname{tr}(I_n)": "trace(identity(n))",
    r"\det(I_3)": "determinant(identity(3))",
    r"\det\begin{pmatrix} a & b \\ c & d \end{pmatrix}": "determinant(matrix(vector(a, b), vector(c, d)))",
}

SUMS = {
    r"\sum_{k=1}^n k": "sum(#0: #0; 1, n)",
    r"1 + 2 + \dots + n": "sum(#0: #0; 1, n)",
    r"1 + 3 + 5 + \dots + (2n-1)": "sum(#0: add(multiply(2, #0), -1); 1, n)",
    r"1 + r + r^2 + \dots + r^n": "sum(#0: power(r, #0); 0, n)",
    r"x_1^2 + x_2^2 + \dots + x_n^2": "sum(#0: power(x[#0], 2); 1, n)",
    r"\max\{a_1, a_2, \dots, a_n\}": "maximum(#0: a[#0]; 1, n)",
    r"\sum_{i=1}^m \sum_{i=1}^n x_i": "sum(#1: sum(#0: x[#0]; 1, n); 1, m)",
    r"\sum_{i \ne j} x_i x_j": ("sum(#1: sum(#0: cases(multiply(x[#1], x[#0]), ne(#1, #0), 0); 1, n); 1, n)"),
    r"\sum_{1 \le i < j \le n} a_i a_j": (
        "sum(#1: sum(#0: cases(multiply(a[#1], a[#0]), lt(#1, #0), 0); 1, n); 1, n)"
    ),
    r"\sum_{i,j=1}^n a_i b_j": "sum(#1: sum(#0: multiply(a[#1], b[#0]); 1, n); 1, n)",
    r"\sum_{i=1}^n \sum_{j=1}^i a_j": "sum(#1: sum(#0: a[#0]; 1, #1); 1, n)",
    r"\sum_{0 < k < n} k": "sum(#0: #0; add(0, 1), add(n, -1))",
    r"\sum_{n \ge k \ge 2} x_k": "sum(#0: x[#0]; 2, n)",
    r"\sum_{j=m+1}^n x_j": "sum(#0: x[#0]; add(m, 1), n)",
    r"\sum_{k=1, k \ne i}^n x_k": "sum(#0: cases(x[#0], ne(#0, i), 0); 1, n)",
    r"\sum_{k \in \{1, \dots, n\}} k": "sum(#0: #0; 1, n)",
    r"\max_{1 \le j \le K} x_j": "maximum(#0: x[#0]; 1, K)",
    r"\sum_{i=1}^n e^{i x}": "sum(#0: exp(multiply(#0, x)); 1, n)",
    r"\sum_{i=1}^n \mathbf{x}_i": "sum(#1: tabulate(#0: \\mathbf{x}[#1, #0]; m); 1, n)",
}

ARRAYS = {
    r"x^T A x": "inner(matmul(transpose(A), x), x)",
    r"A I": "matmul(A, identity(n))",
    r"A - \lambda I": "add(A, multiply(-1, multiply(\\lambda, identity(n))))",
    r"A I_n": "matmul(A, identity(n))",
    r"A^{-2}": "matmul(inverse(A), inverse(A))",
    r"x x^T": "matmul(x, transpose(x))",
    r"\|x\|^2": "power(norm(x), 2)",
    r"\operatorname{tr}(A^T A)": "trace(matmul(transpose(A), A))",
    r"\softmax(x)_k": "softmax(x)[k]",
    r"\softmax(x_k)": "softmax(x)[k]",
    r"\nabla_x \|x\|^2": "tabulate(#1: derivative(#0: power(norm(#0), 2); x, #1); n)",
    r"\frac{\partial}{\partial x_i} x^T x": "derivative(#0: inner(#0, #0); x, i)",
    r"\begin{bmatrix} x_1 \\ \vdots \\ x_n \end{bmatrix}": "tabulate(#0: x[#0]; n)",
    r"\left(\frac{e^{x_i}}{\sum_j e^{x_j}}\right)_i": (
        "tabulate(#1: multiply(exp(x[#1]), power(sum(#0: exp(x[#0]); 1, n), -1)); n)"
    ),
    r"(-1, 1) \begin{pmatrix} 2 \\ 3 \end{pmatrix}": "inner(vector(-1, 1), vector(2, 3))",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}": "matrix(vector(1, 2), vector(3, 4))",
}

IN_SPACE = (r"x \in \mathbb{R}^n", r"A \in \mathbb{R}^{n \times n}")


@pytest.mark.parametrize(("latex", "term"), SCALARS.items())
def test_numbers(latex, term):
    assert repr(term_of(latex)) == term


@pytest.mark.parametrize(("latex", "term"), SUMS.items())
def test_sums_and_dots(latex, term):
    assert repr(term_of(latex)) == term


@pytest.mark.parametrize(("latex", "term"), ARRAYS.items())
def test_vectors_and_matrices(latex, term):
    latex = latex.replace(r"\softmax", r"\operatorname{softmax}")
    given = IN_SPACE if "bmatrix" not in latex else ()
    assert repr(term_of(latex, given)) == term


REFUSED = {
    r"f^{-1}(x)": "inverse-of-function",
    r"y'": "prime-of-expression",
    r"x y^T x x": "product-of-arrays",
    r"a_1 + b_2 + \dots + c_n": "dots",
    r"\lim_{2 \to 0} a": "limit-variable",
    r"\lim_{(x, y) \to (\infty, \infty)} x": "limit-variable",
    r"\begin{bmatrix} 0 \\ \vdots \\ x_j \\ \vdots \\ 0 \end{bmatrix}": "position-of-entry",
    r"\sum_k 1": "range-of-index",
    r"\pm x": "sign",
    r"\sum_{k \in \{1, 3\}} k": "index",
    r"\sum_{k \in \{1, 3, \dots, n\}} k": "index",
    r"\max_{i < j} x_i x_j": "index",
    r"E_{x \sim p}[x]": "expectation",
    r"\mathbb{E}_x[X]": "expectation",
    r"\operatorname{Corr}(X, Y)": "expectation",
    r"p(x | y)": "conditional",
    r"H(X, Y) - H(X)": "arity",
    r"x + O(x^2)": "landau",
}


@pytest.mark.parametrize(("latex", "code"), REFUSED.items())
def test_what_has_no_clear_meaning_is_refused_with_its_place(latex, code):
    with pytest.raises(UnreadableError) as error:
        term_of(latex, (r"x, y \in \mathbb{R}^n",) if "y^T" in latex else ())
    assert error.value.diagnostic.code == f"elaborate.{code}"
    assert error.value.diagnostic.place is not None


CLAIMS = {
    (r"\sqrt{x^2} = x", r"x \ge 0"): ("eq(power(power(x, 2), 1/2), x)", {"ge(x, 0)"}),
    (r"\frac{n!}{n} = (n-1)!",): (
        "eq(multiply(factorial(n), power(n, -1)), factorial(add(n, -1)))",
        {"le(0, n)"},
    ),
    (r"b_1 \ge b_j", r"b_1 \ge b_2 \ge \dots \ge b_k"): (
        "ge(b[1], b[j])",
        {
            "forall(#0: implies(and(le(1, #0), lt(#0, k)), ge(b[#0], b[add(#0, 1)])); )",
            "forall(#0: implies(and(le(1, #0), le(#0, k)), ge(b[1], b[#0])); )",
            "forall(#0: implies(and(le(1, #0), le(#0, k)), ge(b[#0], b[k])); )",
            "forall(#1: forall(#0: implies(and(le(1, #1), le(#1, #0), le(#0, k)), ge(b[#1], b[#0])); ); )",
            "le(1, j)",
            "le(j, k)",
            "le(1, k)",
        },
    ),
    (r"\sum_{i=1}^n p_i^2 \le 1", r"p_i \ge 0", r"\sum_{i=1}^n p_i = 1"): (
        "le(sum(#0: power(p[#0], 2); 1, n), 1)",
        {
            "forall(#0: implies(and(le(1, #0), le(#0, n)), ge(p[#0], 0)); )",
            "eq(sum(#0: p[#0]; 1, n), 1)",
            "le(1, n)",
        },
    ),
    (r"\tanh(x) \in (-1, 1)",): ("member(tanh(x), interval(-1, 1, 0, 0))", set()),
    (r"x^2 = 4 \iff x = 2 \text{ or } x = -2",): (
        "iff(eq(power(x, 2), 4), or(eq(x, 2), eq(x, -2)))",
        set(),
    ),
    (r"\sigma(-1) = 0.269",): ("le(abs(add(sigmoid(-1), -269/1000)), 1/2000)", set()),
    (r"\frac{1}{8} = 0.125",): ("eq(1/8, 1/8)", set()),
    (r"0.1 + 0.2 = 0.3",): ("eq(add(1/10, 1/5), 3/10)", set()),
    (r"\sum_{k=1}^n (x_{k+1} - x_k) \ge 0", r"x_{k+1} \ge x_k"): (
        "ge(sum(#0: add(x[add(#0, 1)], multiply(-1, x[#0])); 1, n), 0)",
        {
            "forall(#0: implies(and(le(1, #0), lt(#0, n)), ge(x[add(#0, 1)], x[#0])); )",
            "forall(#0: implies(and(le(1, #0), le(#0, n)), le(x[1], x[#0])); )",
            "forall(#0: implies(and(le(1, #0), le(#0, n)), le(x[#0], x[n])); )",
            "forall(#1: forall(#0: implies(and(le(1, #1), le(#1, #0), le(#0, n)), le(x[#1], x[#0])); ); )",
            "le(1, n)",
        },
    ),
    (r"q^2 \ne 2", r"q \in \mathbb{Q}"): ("ne(power(q, 2), 2)", {"member(q, rationals())"}),
    (r"n^2 \ge 1", r"n \in \mathbb{Z} \setminus \{0\}"): ("ge(power(n, 2), 1)", {"ne(n, 0)"}),
    (r"x^2 \in \mathbb{R} \setminus \{0, 1\}",): (
        "and(member(power(x, 2), reals()), and(ne(power(x, 2), 0), ne(power(x, 2), 1)))",
        set(),
    ),
    (r"A A^{-1} = I",): ("eq(matmul(A, inverse(A)), identity(n))", {"le(1, n)"}),
    (r"\frac1n \to 0",): ("eq(limit(#0: power(#0, -1); infinity(), 0), 0)", set()),
    (r"(x \pm 1)^2 = x^2 \pm 2x + 1",): (
        (
            "and(eq(power(add(x, 1), 2), add(power(x, 2), multiply(2, x), 1)), "
            "eq(power(add(x, -1), 2), add(power(x, 2), multiply(-1, multiply(2, x)), 1)))"
        ),
        set(),
    ),
    (r"x^2 = 4 \iff x = \pm 2",): ("iff(eq(power(x, 2), 4), or(eq(x, 2), eq(x, -2)))", set()),
    (r"(\pm 2)^2 = 4",): ("and(eq(power(2, 2), 4), eq(power(-2, 2), 4))", set()),
    (r"|\pm a| = |\mp a|",): (
        "and(eq(abs(a), abs(multiply(-1, a))), eq(abs(multiply(-1, a)), abs(a)))",
        set(),
    ),
    (r"\sum_{i=1}^n \sum_{j=1}^i a_j^2 \ge a_n^2",): (
        "ge(sum(#1: sum(#0: power(a[#0], 2); 1, #1); 1, n), power(a[n], 2))",
        {"le(1, n)"},
    ),
    (r"v = 0", r"v \in \mathbb{R}^3"): ("eq(v, zeros(3))", set()),
    (r"n \ge 1", r"n \in \mathbb{N}"): ("ge(n, 1)", {"le(1, n)"}),
}


@pytest.mark.parametrize(("statement", "expected"), CLAIMS.items())
def test_claims_and_their_hypotheses(statement, expected):
    claim = claim_of(statement[0], statement[1:])
    assert repr(claim.proposition) == expected[0]
    assert set(map(repr, claim.context.propositions)) == expected[1]


def test_a_whole_vector_beside_an_entry_means_its_entry():
    claim = claim_of(
        r"\operatorname{softmax}(\sigma+c;\lambda) = "
        r"\frac{e^{\lambda\sigma_k+c_k}}{\sum_{j=1}^K e^{\lambda\sigma_j+c_j}}"
    )
    assert repr(claim.left) == r"softmax(add(\sigma, c), \lambda)[k]"
    assert {repr(h.proposition) for h in claim.context.hypotheses if h.origin is Origin.RANGE} == {
        "le(1, k)",
        "le(k, K)",
        "le(1, K)",
    }


def test_undeclared_names_are_listed():
    claim = claim_of(r"\sum_{j=1}^K \sigma_j = a \cdot n!")
    assert claim.context.assumed == (
        "K integer",
        r"\sigma \in \mathbb{R}^{K}",
        "a real",
        "n integer",
    )


def test_every_free_symbol_is_in_the_context():
    claim = claim_of(r"A x = b_i", (r"A \in \mathbb{R}^{m \times n}",))
    assert claim.proposition.symbols <= set(claim.context.symbols)


def test_elementwise_hat():
    given = (r"w, x, b \in \mathbb{R}^d", r"W \in \mathbb{R}^{d \times d}")
    assert repr(term_of(r"w^T \hat\sigma(W x + b)", given)) == "inner(w, sigmoid(add(matmul(W, x), b)))"


def test_derivative_by_an_expression():
    term = term_of(r"\frac{\partial \log(1 + e^{w^T x})}{\partial w^T x}", (r"w, x \in \mathbb{R}^d",))
    assert repr(term) == "derivative(#0: log(add(1, exp(#0))); inner(w, x))"


def test_a_kronecker_pattern():
    cell = r"1 - x_%s & -x_2 & \dots & -x_n"
    first = cell % 1 + r" \\ -x_1 & 1 - x_2 & \dots & -x_n \\ \vdots & \vdots & \ddots & \vdots \\ "
    last = r"-x_1 & -x_2 & \dots & 1 - x_n"
    term = term_of(rf"\begin{{bmatrix}} {first} {last} \end{{bmatrix}}")
    assert repr(term) == (
        "tabulate(#1: tabulate(#0: "
        "cases(add(1, multiply(-1, x[#1])), eq(#1, #0), multiply(-1, x[#0])); n); n)"
    )


def test_a_bound_name_does_not_capture_a_free_one():
    assert repr(proposition_of(r"\sum_{i=1}^n x_i = x_i")) == "eq(sum(#0: x[#0]; 1, n), x[i])"
