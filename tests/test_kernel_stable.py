"""Kernels are stable: each is held against ball arithmetic over the whole range of floats."""

import numpy as np
import pytest
from flint import arb

from derive.algebra.balls import Precision
from derive.algebra.differentiate import differentiate
from derive.core.claim import Claim, Context, Hypothesis, Origin
from derive.core.sort import REAL
from derive.core.term import ZERO, Apply, Symbol, subtract
from derive.elaborate.statement import claim_of
from derive.kernel import LoweringError, accuracy, kernel
from derive.kernel.accuracy import exact_value
from derive.prove.check import decide
from derive.theory.near_equal import DIFFERENCES
from derive.theory.stabilising import STABLE

U = Symbol("u", REAL)

WRITTEN = (
    r"\frac{1}{1 + e^{-x}}",
    r"\frac{e^x}{1 + e^x}",
    r"\sigma'(x)",
    r"\sigma(x)(1 - \sigma(x))",
    r"\frac{e^{-x}}{(1 + e^{-x})^2}",
    r"\frac{1}{e^x (1 + e^{-x})^2}",
    r"\frac{1}{4 \cosh^2(x/2)}",
    r"\log(1 + e^x)",
    r"\log\sigma(x)",
    r"\frac{e^x - e^{-x}}{e^x + e^{-x}}",
    r"1 - \frac{2}{e^{2x} + 1}",
    r"2\sigma(2x) - 1",
    r"\tanh'(x)",
    r"e^x - 1",
    r"\log(1 + x)",
    r"\log(x)",
)
PAIRS = (
    r"\log(e^x + e^y)",
    r"\frac{e^x}{e^x + e^y}",
    r"\frac{e^y}{e^x + e^y}",
    r"\log\frac{e^x}{e^x + e^y}",
)
VECTORS = (r"s \in \mathbb{R}^K", r"\lambda > 0")


@pytest.mark.parametrize("row", STABLE, ids=lambda r: r.name)
def test_each_row_is_a_proved_identity(row):
    claim = Claim(Context((U,)), Apply("eq", row.written(U), row.computed(U)))
    assert type(decide(claim)).__name__ == "Proved"


@pytest.mark.parametrize("row", [r for r in STABLE if r.slope or r.difference], ids=lambda r: r.name)
def test_slopes_and_differences_of_rows_have_their_values(row):
    a, b = Symbol("a", REAL), Symbol("b", REAL)
    claims = []
    if row.slope:
        claims.append((differentiate(row.written(U), U), row.slope(U)))
    if row.difference:
        claims.append((subtract(row.written(a), row.written(b)), row.difference(a, b, subtract(a, b))))
    compared = 0
    with Precision(200):
        for u in map(arb, (0.3125, 1.75, 4.25, -0.625, -2.375)):
            values = {U: u, a: u, b: u / 4 + arb(0.125)}
            for wanted, computed in claims:
                exact = exact_value(wanted, values)
                compared += exact is not None
                assert exact is None or abs(exact_value(computed, values) / exact - 1) < 1e-20
    assert compared >= 2 * len(claims)


@pytest.mark.parametrize("row", DIFFERENCES, ids=lambda r: r.name)
def test_each_difference_is_a_proved_identity(row):
    a, b = Symbol("a", REAL), Symbol("b", REAL)
    given = (Apply("lt", ZERO, a), Apply("lt", ZERO, b)) if row.name in {"logarithms", "roots"} else ()
    context = Context((a, b), tuple(Hypothesis(p, Origin.STATED) for p in given))
    claim = Claim(
        context,
        Apply("eq", subtract(row.function(a), row.function(b)), row.computed(a, b, subtract(a, b))),
    )
    assert type(decide(claim)).__name__ == "Proved"


@pytest.mark.parametrize("latex", WRITTEN)
def test_a_kernel_keeps_its_digits_over_the_whole_range(latex):
    found = accuracy(kernel(latex, ["x"]), latex)
    assert found.points > 3500
    assert found.spurious == 0
    assert found.maximum < 4, found.worst


@pytest.mark.parametrize("latex", PAIRS)
def test_exponentials_of_two_numbers_neither_overflow_nor_vanish(latex):
    function = kernel(latex, ["x", "y"])
    x, y = np.array([1000.0, -1000.0, 3.0, 800.0]), np.array([999.0, -1002.0, 3.0, -800.0])
    found = function(x, y)
    assert np.isfinite(found).all()
    shifted = function(x - np.maximum(x, y), y - np.maximum(x, y))
    moved = np.maximum(x, y) if latex == PAIRS[0] else 0.0
    np.testing.assert_allclose(found, shifted + moved, rtol=1e-12)


def test_the_root_of_a_square_is_a_magnitude():
    function = kernel(r"\sqrt{x^2}", ["x"])
    np.testing.assert_array_equal(function(np.array([-1e300, 1e-300, 3.0])), [1e300, 1e-300, 3.0])


def test_the_printed_form_loses_them():
    naive = accuracy(lambda x: (1 / (1 + np.exp(-x))) * (1 - 1 / (1 + np.exp(-x))), r"\sigma'(x)")
    assert naive.spurious > 900


@pytest.mark.parametrize("scale", [1.0, 100.0, 1000.0])
def test_sums_of_exponentials_do_not_overflow(scale):
    s = np.random.default_rng(3).normal(size=(5, 4)) * scale
    softmax = kernel(r"\operatorname{softmax}(s; \lambda)", ["s", r"\lambda"], VECTORS)
    lse = kernel(r"\operatorname{lse}(s; \lambda)", ["s", r"\lambda"], VECTORS)
    assert np.isfinite(softmax(s, 2.0)).all()
    np.testing.assert_allclose(softmax(s, 2.0).sum(-1), 1, rtol=1e-12)
    assert (s.max(-1) <= lse(s, 2.0) + 1e-12).all()


def test_logarithms_of_probabilities_that_vanish_are_kept():
    log_softmax = kernel(r"\log \operatorname{softmax}(x)", ["x"], (r"x \in \mathbb{R}^K",))
    np.testing.assert_array_equal(log_softmax(np.array([0.0, -50.0, -8000.0]))[1:], [-50, -8000])
    np.testing.assert_array_equal(log_softmax(np.array([9000.0, 0.0])), [0, -9000])
    x = np.random.default_rng(4).normal(size=(20, 5)) * 3
    np.testing.assert_allclose(log_softmax(x), np.log(np.exp(x) / np.exp(x).sum(-1)[:, None]), rtol=1e-12)


def test_a_gradient_is_stable_by_itself_and_agrees_with_differences():
    gradient = kernel(r"\nabla_s \operatorname{lse}(s; \lambda)", ["s", r"\lambda"], VECTORS)
    value = kernel(r"\operatorname{lse}(s; \lambda)", ["s", r"\lambda"], VECTORS)
    s, step = np.array([800.0, 801.0, 799.5]), 1e-5
    differences = [(value(s + step * e, 1.5) - value(s - step * e, 1.5)) / (2 * step) for e in np.eye(3)]
    np.testing.assert_allclose(gradient(s, 1.5), differences, rtol=1e-6)


def test_matrix_calculus_becomes_contractions():
    given = (r"x \in \mathbb{R}^n", r"A \in \mathbb{R}^{n \times n}")
    gradient = kernel(r"\nabla_x (x^T A x)", ["x", "A"], given)
    a, x = np.arange(9.0).reshape(3, 3), np.array([1.0, 2.0, -1.0])
    np.testing.assert_allclose(gradient(x, a), (a + a.T) @ x)
    assert "for " not in gradient.source.partition("def kernel")[2]


def test_names_of_a_document_never_become_code():
    source = kernel(r"\lambda \cdot \hat{x}", [r"\lambda", r"\hat{x}"]).source
    assert "def kernel(lambda_, hat_x, out=None):" in source


def test_an_argument_that_does_not_occur_is_named():
    with pytest.raises(LoweringError, match="z does not occur"):
        kernel("x + y", ["x", "z"])


def test_the_stable_form_of_a_formula_is_proved_equal_to_it():
    assert type(decide(claim_of(r"-y e^{-ya} \sigma(ya) = -y \sigma(-ya)"))).__name__ == "Proved"
