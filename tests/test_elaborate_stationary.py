"""Setting derivatives to zero, and optimisation problems: what is given there, and what is claimed."""

import pytest

import derive
from derive.core.verdict import Proved, Refuted

F = r"Let $f(x) = x^2 - 4x$. "
L = r"Let $L(x, y, \lambda) = x^2 + y^2 - \lambda(x + y - 1)$. "
MEAN = r"The log-likelihood is $\ell(\mu) = -\frac12\sum_{i=1}^n (x_i - \mu)^2$. "
SLOPE = MEAN + r"Its derivative is $$\ell'(\mu) = \sum_{i=1}^n (x_i - \mu).$$ "
ENTROPY = r"We maximize $H(p) = -p\log p - (1-p)\log(1-p)$ for $0 < p < 1$. "
LOSS = "The loss is $J = (w x - y)^2$ with $x > 0$. "
ZERO = "Setting the derivatives to zero gives "
PROGRAM = (
    r"$$\begin{align} \min_T \quad & \sum_{i,j} T_{ij} C_{ij} \\ s.t. \ T \mathbf{1} &= p \\ "
    r"T^T \mathbf{1} &= q \end{align}$$"
)
FUNCTION_D = r"Sei $f(x) = x^2 - 4x$. "


def words(text, **options):
    kinds = (type(v).__name__.lower() for v in derive.check_text(text, **options).verdicts if v is not None)
    return " ".join(kinds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (F + "Setting the derivative to zero gives $$2x - 4 = 0,$$ hence $x = 2$.", "proved proved"),
        (F + "Setting the derivative to zero gives $$2x - 3 = 0,$$ hence $x = 2$.", "refuted proved"),
        (F + "Setting the derivative equal to zero, we obtain $x = 2$.", "proved"),
        (F + "Setting the derivative equal to zero, we obtain $x = 3$.", "refuted"),
        (F + "Setting $f'(x) = 0$ gives $$2x - 4 = 0,$$ hence $x = 2$.", "proved proved"),
        (F + "Setting $f'(x)$ to zero gives $$x = 4.$$", "refuted"),
        (F + "The stationary points satisfy $$2x - 4 = 0.$$", "proved"),
        (F + "Setting the derivative to zero gives $$f'(x) = 2x - 4 = 0.$$", "proved proved"),
        (
            L + ZERO + r"$$2x = \lambda, \quad 2y = \lambda, \quad x + y = 1,$$ so $x = y = \frac12$.",
            "proved " * 5,
        ),
        (L + ZERO + r"$$2x = \lambda, \quad 2y = -\lambda.$$", "proved refuted"),
        (L + r"Setting the derivative with respect to $x$ to zero gives $$2x = \lambda.$$", "proved"),
        (SLOPE + r"Setting this to zero gives $$\mu = \frac1n\sum_{i=1}^n x_i.$$", "proved proved"),
        (SLOPE + r"Setting this to zero gives $$\mu = \sum_{i=1}^n x_i.$$", "proved refuted"),
        (MEAN + r"Setting the derivative to zero gives $$\mu = \frac1n\sum_{i=1}^n x_i.$$", "proved"),
        (ENTROPY + r"From $$H'(p) = \log\frac{1-p}{p} = 0$$ we get $1 - p = p$.", "proved proved"),
        (ENTROPY + r"From $$H'(p) = \log\frac{p}{1-p} = 0$$ we get $1 - p = p$.", "refuted proved"),
        (LOSS + r"Setting the derivative with respect to $w$ to zero gives $$w = \frac{y}{x}.$$", "proved"),
    ],
)
def test_what_a_sentence_sets_to_zero_is_given_and_what_it_gives_is_judged(text, expected):
    assert words(text) == expected.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FUNCTION_D + "Nullsetzen der Ableitung liefert $$2x - 4 = 0.$$", "proved"),
        (FUNCTION_D + "Wir setzen die Ableitung gleich null und erhalten $$x = 3.$$", "refuted"),
        (FUNCTION_D + "Notwendige Bedingung: $$2x - 4 = 0.$$", "proved"),
    ],
)
def test_the_same_in_german(text, expected):
    assert words(text, language="de") == expected


@pytest.mark.parametrize(
    "text",
    [
        r"Setting the derivative to zero gives $$2x = \lambda,$$ so $x = \lambda / 2$.",
        r"Let $L(a, b) = (a - b)^2 + a$. Setting the derivative to zero gives $$2(a - b) = -1.$$",
    ],
)
def test_where_it_is_not_clear_what_is_differentiated_the_equation_is_given(text):
    assert not any(isinstance(v, Refuted) for v in derive.check_text(text).verdicts)


def test_a_derivative_that_is_set_to_zero_is_so_in_its_paragraph_only():
    text = F + "Setting the derivative to zero gives $$x = 2.$$\n\nThe function is $$f(x) = -4.$$"
    assert words(text) == "proved refuted"


@pytest.mark.parametrize(
    "text",
    [
        r"$$\min_x f(x) \quad \text{s.t.} \quad g(x) = 0$$",
        r"$$\begin{aligned} \min_x \; & c^T x \\ \text{subject to} \; & Ax = b \\ & x \ge 0 \end{aligned}$$",
        PROGRAM,
        r"$$\operatorname*{minimize}_x \; f(x) \quad \mathrm{s.t.} \quad x \ge 0$$",
        r"$$\text{minimize } f(x) \text{ subject to } x \ge 0, \; y = 1$$",
        r"$$\min_x x^2 \quad \text{u.d.N.} \quad x \ge 1$$",
        r"$$\min_w \tfrac12 \|w\|^2 \quad \text{s.t. } y_i(w^T x_i + b) \ge 1.$$",
        "$$\\max_x x$$\n$$\\text{s.t. } x \\le 3$$\n$$x \\ge 1$$",
    ],
)
def test_an_optimisation_problem_claims_nothing(text):
    assert words(text) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\max_x x \quad \text{s.t.} \quad x \le 3$$ Then $$x^3 \le 27.$$", "proved"),
        (r"$$\max_x x \quad \text{s.t.} \quad x \le 3$$ Then $$x^3 \le 26.$$", "refuted"),
        (
            r"Minimize $x^2 + y^2$ subject to $g(x) = 0$. Then $$g(x) + 1 = 1$$ and $$g(y) = 0.$$",
            "proved refuted",
        ),
    ],
)
def test_constraints_are_given_and_define_nothing(text, expected):
    assert words(text) == expected


def test_what_was_set_to_zero_is_shown_as_given():
    found = derive.check_text(F + "Setting the derivative to zero gives $$x = 2.$$")
    assert [(s.kind, s.latex) for s in found.derivation.steps if s.kind == "hypothesis"] == [
        ("hypothesis", "f' (x) = 0")
    ]
    assert isinstance(found.verdicts[-1], Proved)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (F + "With $f''(x) = 2x$ we have $f''(2) = 2$.", "refuted proved"),
        (F + "Suppose $f'(x) = 2x - 4$. Then $f'(2) = 0$.", "proved proved"),
        (F + "Suppose $f'(x) = 0$. Then $x = 2$.", "proved"),
    ],
)
def test_what_the_derivative_of_a_defined_function_is_is_judged_whatever_the_words(text, expected):
    assert words(text) == expected


QUADRATIC = (
    r"Let $A \in \mathbb{R}^{n\times n}$ be symmetric and invertible, $x, b \in \mathbb{R}^n$ and "
    r"$f(x) = \frac12x^TAx-b^Tx$. "
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Setting the gradient to zero yields\n\n$$ Ax = b $$\n\nand so $x = A^{-1}b$.", "proved proved"),
        ("Setting the gradient to zero yields\n\n$$ Ax = b $$\n\nand so $x = A^{-2}b$.", "proved refuted"),
    ],
)
def test_a_sentence_that_goes_on_behind_a_display_keeps_what_was_set_to_zero(text, expected):
    assert words(QUADRATIC + text) == expected
