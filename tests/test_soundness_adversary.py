"""False statements that were once taken for true, each with a near miss that is true."""

from fractions import Fraction

import pytest

from derive.algebra.definiteness import Definite
from derive.algebra.differentiate import DerivativeError, differentiate
from derive.algebra.facts import Facts
from derive.algebra.forms import is_nonnegative
from derive.algebra.normal_form.equality import equal
from derive.algebra.shapes import sort_of
from derive.algebra.words import as_words
from derive.core.effort import Effort
from derive.core.sort import COMPLEX, INTEGER, REAL, vector
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Component,
    Number,
    Symbol,
    add,
    bind,
    divide,
    multiply,
    negative,
    power,
    subtract,
)
from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of, term_of
from derive.prove.check import decide

x, y = Symbol("x", REAL), Symbol("y", REAL)
z = Symbol("z", COMPLEX)
i, j, k, m, n, K = (Symbol(name, INTEGER) for name in "ijkmnK")
v = Symbol("v", vector(K))
V_K, V_I = Component(v, k), Component(v, i)
DELTA = Apply("delta", i, j)
SIGN = power(MINUS_ONE, n)
STEP = multiply(HALF, add(ONE, divide(Apply("abs", x), x)))
IN_RANGE = (Apply("le", ONE, i), Apply("le", i, K))


def total(body, low=ONE, high=K):
    return bind("sum", k, body, low, high)


def limit(body, direction=ZERO):
    return bind("limit", x, body, ZERO, direction)


def on(argument):
    """The sign of x, on the domain of a logarithm."""
    return multiply(Apply("sign", x), Apply("log", argument), power(Apply("log", argument), -1))


FALSE = {
    "a factor beside a delta need not be defined": (
        add(multiply(DELTA, Apply("log", x)), Apply("abs", x)),
        add(multiply(DELTA, Apply("log", x)), x),
        (),
    ),
    "a factor beside a delta under a sum need not be defined": (
        total(add(multiply(Apply("delta", k, i), Apply("log", V_K)), Apply("abs", V_K))),
        total(add(multiply(Apply("delta", k, i), Apply("log", V_K)), V_K)),
        (),
    ),
    "the index of a series is not its lower bound": (
        total(multiply(Apply("abs", subtract(k, TWO)), power(x, k)), high=INFINITY),
        total(multiply(subtract(TWO, k), power(x, k)), high=INFINITY),
        (),
    ),
    "later terms of a series count": (
        total(multiply(Apply("delta", k, TWO), Apply("exp", negative(k))), high=INFINITY),
        ZERO,
        (),
    ),
    "a product over no index at all": (
        bind("product", k, Apply("delta", k, j), m, ONE),
        multiply(bind("product", k, Apply("delta", k, j), m, ZERO), Apply("delta", ONE, j)),
        (),
    ),
    "a product of zeros over no index at all": (
        bind("product", k, multiply(y, m), i, m),
        bind("product", k, multiply(y, m), i, add(m, ONE)),
        (Apply("eq", m, ZERO),),
    ),
    "a power of zero": (
        power(x, subtract(n, ONE)),
        Number(5),
        (Apply("eq", x, ZERO), Apply("eq", power(x, n), ZERO)),
    ),
    "limits of one expression through two domains": (limit(on(x)), limit(on(negative(x))), ()),
    "a two-sided limit is not a one-sided one": (limit(on(x)), limit(Apply("sign", x)), ()),
    "an index meets half an odd number nowhere": (
        total(Apply("delta", k, divide(n, TWO)), high=m),
        ONE,
        (Apply("le", TWO, n), Apply("le", n, multiply(TWO, m))),
    ),
    "an index meets a real number almost nowhere": (
        total(Apply("delta", k, x), high=m),
        ONE,
        (Apply("le", ONE, x), Apply("le", x, m)),
    ),
    "roots of exponentials of complex numbers": (
        power(Apply("exp", z), HALF),
        Apply("exp", multiply(HALF, z)),
        (),
    ),
    "powers of roots of products of two signs": (
        power(power(multiply(x, y), Number(Fraction(-1, 2))), -2),
        divide(multiply(x, Apply("abs", y)), y),
        (),
    ),
}

for kind, step in (
    ("a delta", DELTA),
    ("an indicator", Apply("indicator", Apply("lt", k, m))),
    ("a step", STEP),
):
    FALSE[f"a conjugate that is 0 beside {kind}"] = (
        Apply("exp", divide(multiply(add(step, ZERO), add(ONE, SIGN)), add(SIGN, step))),
        ONE,
        (),
    )

TRUE = {
    "quotients under an equation": (
        divide(y, add(x, y)),
        divide(m, add(x, m)),
        (Apply("eq", y, m),),
    ),
    "a conjugate that is 0 nowhere": (
        divide(ONE, add(TWO, SIGN)),
        divide(subtract(TWO, SIGN), Number(3)),
        (),
    ),
    "a delta and what it says": (multiply(DELTA, Apply("exp", i)), multiply(DELTA, Apply("exp", j)), ()),
    "a sum with a delta": (
        total(multiply(Apply("delta", k, i), Apply("log", V_K))),
        Apply("log", V_I),
        IN_RANGE,
    ),
    "a series with an absolute value": (
        total(Apply("abs", multiply(k, power(TWO, negative(k)))), high=INFINITY),
        total(multiply(k, power(TWO, negative(k))), high=INFINITY),
        (),
    ),
    "limits of one expression": (limit(multiply(x, divide(x, x))), limit(x), ()),
    "limits from one side": (limit(on(x), ONE), limit(Apply("sign", x), ONE), ()),
    "roots of exponentials of real numbers": (
        power(Apply("exp", x), HALF),
        Apply("exp", multiply(HALF, x)),
        (),
    ),
    "powers of roots of products": (
        power(power(multiply(x, y), Number(Fraction(-1, 2))), -2),
        multiply(x, y),
        (),
    ),
    "a root of a product is a product of roots": (
        power(multiply(x, y), HALF),
        multiply(power(Apply("abs", x), HALF), power(Apply("abs", y), HALF)),
        (),
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_normal_forms_keep_apart(name):
    left, right, hypotheses = FALSE[name]
    assert equal(left, right, Facts(hypotheses), Effort(10**6)) is None


@pytest.mark.parametrize("name", TRUE)
def test_normal_forms_bring_together(name):
    left, right, hypotheses = TRUE[name]
    assert equal(left, right, Facts(hypotheses), Effort(10**6)) is not None


def test_a_series_is_differentiated_term_by_term_only_in_powers():
    jumping = bind("sum", k, divide(power(x, TWO), power(add(ONE, power(x, TWO)), k)), ZERO, INFINITY)
    with pytest.raises(DerivativeError):
        differentiate(jumping, x)
    powers = bind("sum", k, divide(power(x, k), Apply("factorial", k)), ZERO, INFINITY)
    assert differentiate(powers, x).symbols == {x}


def test_an_odd_root_of_an_integer_is_no_integer():
    assert sort_of(Apply("root", n, Number(3))) == REAL


def test_growth_that_leads_back_to_itself_is_given_up():
    claim = claim_of(r"\lim_{x \to \infty} (1+a/x)^{bx} = e^{a+b}")
    assert isinstance(decide(claim), Refuted)


@pytest.mark.parametrize("latex", [r"z \overline{z} = |z|^2", r"z \bar{z} = |z|^2", r"z z^* = |z|^2"])
def test_the_conjugate_of_a_complex_number_is_no_number_of_its_own(latex):
    assert not isinstance(decide(claim_of(latex, (r"z \in \mathbb{C}",))), Refuted)
    assert isinstance(decide(claim_of(latex, (r"z \in \mathbb{R}",))), Refuted)


SQUARE = r"A \in \mathbb{R}^{n \times n}"
VECTORS = r"x, y \in \mathbb{R}^n"
NEVER_PROVED = {
    "one number is above all others": (r"\exists y \in \mathbb{R}\ \forall x \in \mathbb{R}: y > x",),
    "a root of a negative number": (r"\exists x \in \mathbb{R}: x^2 = -2",),
    "a root of 2 among the integers": (r"\exists n \in \mathbb{N}: n^2 = 2",),
    "half of the zeros of the sine": (r"\sin x = 0 \Rightarrow \exists k \in \mathbb{Z}: x = 2k\pi",),
    "one name for two things that exist": (
        r"x = y",
        r"\exists k \in \mathbb{Z}: x = 2k",
        r"\exists k \in \mathbb{Z}: y = 2k",
    ),
    "a semidefinite form is positive": (
        r"x^TAx > 0",
        SQUARE,
        r"x \in \mathbb{R}^n",
        r"x \ne 0",
        r"A \succeq 0",
    ),
    "the difference of semidefinite matrices": (
        r"A - B \succeq 0",
        r"A, B \in \mathbb{R}^{n \times n}",
        r"A \succeq 0",
        r"B \succeq 0",
    ),
    "a smaller order": (r"e^x = 1 + x + o(x^2) \quad (x \to 0)",),
    "an order that is exceeded": (r"n^2 = O(n \log n)",),
    "asymptotic is not equal up to a factor": (r"2n \sim n",),
    "what alternates has no limit": (r"\lim_{n \to \infty} (-1)^n = 0",),
    "what alternates is not constant": (r"\lim_{n \to \infty} (-1)^n = 1",),
    "powers of what may be 1": (r"\lim_{n \to \infty} q^n = 0", r"q \le 1", "q > 0"),
    "powers of what may be -1": (r"\lim_{n \to \infty} q^n = 0", r"|q| \le 1"),
    "a quotient of alternating powers": (r"\lim_{n \to \infty} \frac{(-2)^n + 1}{2^n} = 1",),
    "Stirling without a factor": (r"n! \sim \sqrt{\pi n} \left(\frac{n}{e}\right)^n",),
    "the floor from the left": (r"\lim_{x \to 2^-} \lfloor x \rfloor = 2",),
    "the floor from both sides": (r"\lim_{x \to 2} \lfloor x \rfloor = 2",),
    "a limit that depends on a sign": (r"\lim_{\beta \to \infty} \frac{1}{\beta} \log(1 + e^{\beta x}) = x",),
    "a limit at the border of two cases": (r"\lim_{\beta \to \infty} \sigma(\beta x) = 1", r"x \ge 0"),
    "the smallest in place of the largest": (
        r"\lim_{\lambda \to \infty} \frac{1}{\lambda} \log \sum_{j=1}^K e^{\lambda b_j} = b_K",
        r"b_1 \ge b_2 \ge \dots \ge b_K",
    ),
    "a root that was not there before": (r"\sqrt{x + 2} = x \Leftrightarrow x = 2 \lor x = -1",),
    "one of two cases": (r"x > 1", r"x > 2 \lor x < -2"),
    "an order of neighbours is not strict": (
        r"b_i > b_j",
        r"b_1 \ge b_2 \ge \dots \ge b_K",
        r"1 \le i < j \le K",
    ),
    "a series where it diverges": (r"\sum_{k=0}^{\infty} q^k = \frac{1}{1-q}", "q > 1"),
    "a slope that is exceeded": (r"|\sigma(x) - \sigma(y)| \le \frac{1}{5} |x - y|",),
    "a slope between points of which one is free": (r"|e^x - e^y| \le |x - y|", r"x \le 0"),
    "a slope across a pole": (
        r"\left|\frac{1}{x} - \frac{1}{y}\right| \le |x - y|",
        r"|x| \ge 1",
        r"|y| \ge 1",
    ),
    "a slope across a jump": (r"|\lfloor x \rfloor - \lfloor y \rfloor| \le |x - y|",),
    "weighted means of numbers of any sign": (r"x^3 + y^3 + 1 \ge 3xy",),
    "weighted means with too much": (r"x^4 + y^4 + z^4 + 1 \ge 5xyz",),
    "weighted means, strictly": (r"x^4 + y^4 + z^4 + 1 > 4xyz",),
    "Jensen without weights": (
        r"e^{\sum_{i=1}^n p_i x_i} \le \sum_{i=1}^n p_i e^{x_i}",
        r"p, x \in \mathbb{R}^n",
        r"p_i \ge 0",
    ),
    "Jensen with weights of any sign": (
        r"e^{\sum_{i=1}^n p_i x_i} \le \sum_{i=1}^n p_i e^{x_i}",
        r"p, x \in \mathbb{R}^n",
        r"\sum_{i=1}^n p_i = 1",
    ),
    "Jensen, strictly": (
        r"e^{\sum_{i=1}^n p_i x_i} < \sum_{i=1}^n p_i e^{x_i}",
        r"p, x \in \mathbb{R}^n",
        r"p_i \ge 0",
        r"\sum_{i=1}^n p_i = 1",
    ),
    "divergence without the second normalisation": (
        r"\sum_{i=1}^n p_i \log \frac{p_i}{q_i} \ge 0",
        r"p, q \in \mathbb{R}^n",
        "p_i > 0",
        "q_i > 0",
        r"\sum_{i=1}^n p_i = 1",
    ),
    "Bernoulli between 0 and 1": (r"(1 + x)^r \ge 1 + rx", "x > -1", r"0 \le r \le 1"),
    "Young with other exponents": (
        r"xy \le \frac{x^p}{p} + \frac{y^q}{q}",
        "x > 0",
        "y > 0",
        "p > 1",
        "q > 1",
    ),
    "a convex combination beyond its ends": (r"e^{tx + (1-t)y} \le t e^x + (1-t) e^y", r"t \ge 0"),
    "a largest value that is not taken": (r"\max_{x \in (0, 1)} x = 1",),
    "a bound that is not taken": (r"\max_{x \in [0, 1]} x (1 - x) = \frac{1}{2}",),
    "a smallest value at a place that is no integer": (r"\min_{x \in \mathbb{R}} (2x - 1)^2 = 1",),
}
NEVER_REFUTED = {
    "a largest value between integers": (r"\max_{x \in [0, 1]} x (1 - x) = \frac{1}{4}",),
    "one of two cases, squared": (r"x^2 > 1", r"x > 2 \lor x < -2"),
    "two indices are not all": (r"x_k + 1 > x_i", r"x \in \mathbb{R}^K", r"x_k \ge x_i"),
    "powers of small numbers of any sign": (r"\lim_{n \to \infty} n q^n = 0", r"|q| < 1"),
    "a root of 2": (r"\exists x \in \mathbb{R}: x^2 = 2",),
    "a larger number": (r"\forall x \in \mathbb{R}\ \exists y \in \mathbb{R}: y > x",),
    "no root of -1": (r"\nexists x \in \mathbb{R}: x^2 = -1",),
    "products of two sides of a symmetric form": (
        r"x^TAx + 2x^TAy + y^TAy \ge 0",
        SQUARE,
        VECTORS,
        r"A \succeq 0",
    ),
    "sums of semidefinite matrices": (
        r"A + B \succeq 0",
        r"A, B \in \mathbb{R}^{n \times n}",
        r"A \succeq 0",
        r"B \succeq 0",
    ),
    "bounded and oscillating": (r"x \sin x = O(x) \quad (x \to \infty)",),
}


def test_products_of_two_sides_need_a_symmetric_form():
    form = as_words(term_of(r"x^TAx + 2x^TAy + y^TAy", (SQUARE, VECTORS)), (), Effort(10**6))
    (matrix,) = (s for s in term_of("A", (SQUARE,)).symbols if s.name == "A")
    assert not is_nonnegative(form, Definite({matrix: False}, frozenset()), lambda t: t is ONE)
    assert is_nonnegative(form, Definite({matrix: True}, frozenset()), lambda t: t is ONE)


@pytest.mark.parametrize("name", NEVER_PROVED)
def test_what_is_false_somewhere_is_not_proved(name):
    latex, *given = NEVER_PROVED[name]
    assert not isinstance(decide(claim_of(latex, given)), Proved)


@pytest.mark.parametrize("name", NEVER_REFUTED)
def test_what_is_true_is_not_refuted(name):
    latex, *given = NEVER_REFUTED[name]
    assert not isinstance(decide(claim_of(latex, given)), Refuted)


@pytest.mark.parametrize(
    ("latex", "given"),
    [
        (r"z \in \mathbb{R}", r"z \in \mathbb{C}"),
        (r"\log(z \overline{z}) = 2\log z", r"z \in \mathbb{C}"),
        (r"\log(-z) = \log z + i\pi", r"z \in \mathbb{C}"),
        (r"\int_0^{\pi} e^{iz} \, dz = 0", r"n \in \mathbb{N}"),
        (r"\sqrt{z^2} = z", r"z \in \mathbb{C}"),
        (r"A = I", r"A \in \mathbb{R}^{n \times n} ; A^2 = I"),
        (r"\|A x\| = \|x\|", r"A \in \mathbb{R}^{n \times n} ; A^2 = I ; x \in \mathbb{R}^n"),
        (r"x = \sqrt{2}", "x^2 = 2"),
        (r"\int_0^\infty e^{ax} \, dx = \frac{1}{a}", "b > 0"),
    ],
)
def test_what_fails_at_points_that_are_hard_to_come_by_is_refuted(latex, given):
    found = decide(claim_of(latex, tuple(given.split(" ; "))))
    assert isinstance(found, Refuted)
