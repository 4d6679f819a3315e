"""What is said of an unknown function for all its arguments: in formulas, and by the name of a property."""

import pytest

import derive

ADDITIVE = r"Suppose $f(x+y) = f(x) + f(y)$ for all $x, y \in \mathbb{R}$. Then "
LOGARITHM = r"Let $f(xy) = f(x) + f(y)$ for all $x, y > 0$. Then "
RISING = r"Suppose $f(x) \le f(y)$ for all $x \le y$. Then "
CONVEX = r"Let $f$ be a convex function. Then "
PERIODIC = r"Suppose $f$ is periodic with period $2$. Then "
LIPSCHITZ = r"Let $f: \mathbb{R} \to \mathbb{R}$ be Lipschitz continuous with constant $L$. Then "
DISPLAYED = r"Assume $$f(x+y) = f(x) f(y) \quad\text{for all } x, y \in \mathbb{R}.$$ Then "


def words(text, **options):
    kinds = (type(v).__name__.lower() for v in derive.check_text(text, **options).verdicts if v is not None)
    return " ".join(kinds)


IN_FORMULAS = (
    (r"Suppose $f(-x) = f(x)$ for all $x \in \mathbb{R}$. Then $f(-2) = f(2)$.", "proved"),
    (r"Suppose $f(-x) = f(x)$ for all $x \in \mathbb{R}$. Then $f(2) = f(1)$.", "refuted"),
    (r"Suppose $\forall x \in \mathbb{R}: f(-x) = f(x)$. Then $f(-2) = f(2)$.", "proved"),
    (r"If $f(-x) = -f(x)$ for all $x$, then $f(0) = 0$.", "proved"),
    (r"If $f(-x) = f(x)$ for all $x$, then $f(0) = 0$.", "refuted"),
    (ADDITIVE + "$f(3) = f(1) + f(2)$, $f(2x) = 2f(x)$ and $f(0) = 0$.", "proved proved proved"),
    (ADDITIVE + "$f(x) = x$.", "refuted"),
    (LOGARITHM + "$f(1) = 0$ and $f(4) = 2f(2)$.", "proved proved"),
    (LOGARITHM + "$f(6) = f(2) + f(4)$.", "refuted"),
    (RISING + r"$f(1) \le f(2)$ and $f(x^2) \ge f(0)$.", "proved proved"),
    (RISING + r"$f(2) \le f(1)$.", "refuted"),
    (r"Suppose $f(x) > 0$ for all $x > 0$. Then $f(2) > 0$.", "proved"),
    (r"Suppose $f(x) > 0$ for all $x > 0$. Then $f(-2) > 0$.", "refuted"),
    (DISPLAYED + "$f(2) = f(1)^2$.", "proved"),
    (DISPLAYED + "$f(2) = 2 f(1)$.", "refuted"),
    ("Suppose $f$ is differentiable and $f'(x) = 2x$ for all $x$. Then $f'(3) = 6$.", "proved"),
    ("Suppose $f$ is differentiable and $f'(x) = 2x$ for all $x$. Then $f'(3) = 5$.", "refuted"),
    (r"Let $a > 0$. Suppose $f(x) \ge f(a)$ for all $x \ge a$. Then $f(2a) \ge f(a)$.", "proved"),
    (r"Let $a > 0$. Suppose $f(x) \ge f(a)$ for all $x \ge a$. Then $f(a/2) \ge f(a)$.", "refuted"),
)
IN_PRODUCTS = (
    (r"Suppose $2f(x) = x$ for all $x > 0$. Then $2f(4) = 4$ and $f(6) = 2$.", "proved refuted"),
    (r"Suppose $f(x)^2 = x$ for all $x > 0$. Then $f(4)^2 = 4$.", "undecided"),
    (r"Let $f(x)^2 + g(x)^2 = 1$ for all $x$. Then $f(0)^2 \le 1$.", "proved"),
)
BY_NAME = (
    ("Suppose $f$ is even. Then $f(-x) = f(x)$ and $f(2) = f(-2)$.", "proved proved"),
    ("Suppose $f$ is even. Then $f(0) = 0$.", "refuted"),
    ("Suppose $f$ is odd. Then $f(x) + f(-x) = 0$.", "proved"),
    ("Suppose $f$ is odd. Then $f(1) = f(-1)$.", "refuted"),
    ("Let $f$ and $g$ be even functions. Then $f(-x) g(-x) = f(x) g(x)$.", "proved"),
    ("Let $f$ and $g$ be odd functions. Then $f(-x) g(-x) = -f(x) g(x)$.", "refuted"),
    (CONVEX + r"$f(\frac{x+y}{2}) \le \frac{f(x) + f(y)}{2}$.", "proved"),
    (CONVEX + r"$f(1) \le \frac{2 f(0) + f(3)}{3}$.", "proved"),
    (CONVEX + r"$f(1) \le \frac{f(0) + 2 f(3)}{3}$.", "refuted"),
    (CONVEX + r"$f(1) \ge \frac{f(0) + f(2)}{2}$.", "refuted"),
    (r"Let $f: [0, 1] \to \mathbb{R}$ be convex. Then $f(\frac12) \le \frac{f(0)+f(1)}{2}$.", "proved"),
    ("Suppose $f$ is strictly increasing. Then $f(1) < f(2)$.", "proved"),
    ("Suppose $f$ is strictly increasing. Then $f(2) < f(1)$.", "refuted"),
    (r"Let $f$ be increasing. Then $f(1) \le f(2)$.", "proved"),
    (PERIODIC + "$f(3) = f(1)$ and $f(x+4) = f(x)$.", "proved proved"),
    (PERIODIC + "$f(2) = f(1)$.", "refuted"),
    (LIPSCHITZ + r"$|f(1) - f(0)| \le L$.", "proved"),
    (LIPSCHITZ + r"$|f(2) - f(0)| \le L$.", "refuted"),
    ("Let $f$ be a positive function. Then $f(2) > 0$.", "proved"),
    (r"Let $\phi$ be convex. Then $\phi(\frac{a+b}{2}) \le \frac{\phi(a) + \phi(b)}{2}$.", "proved"),
    (r"Let $\phi$ be the standard normal density. Then $\phi'(x) = -x\phi(x)$.", "proved"),
    ("Let $f$ be a positive function. Then $f(2) > 1$.", "refuted"),
)
IN_GERMAN = (
    ("Sei $f$ gerade. Dann gilt $f(2) = f(-2)$.", "proved"),
    ("Sei $f$ gerade. Dann gilt $f(0) = 0$.", "refuted"),
    ("Sei $f$ streng monoton wachsend. Dann gilt $f(2) < f(1)$.", "refuted"),
    (r"Angenommen, $f(x+y) = f(x) + f(y)$ für alle $x, y \in \mathbb{R}$. Dann gilt $f(0) = 0$.", "proved"),
)


@pytest.mark.parametrize(("text", "expected"), IN_FORMULAS + IN_PRODUCTS)
def test_what_is_said_for_all_arguments_is_said_of_each(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"Let $f(x) = x^2$ for all $x \in \mathbb{R}$. Then $f'(x) = 2x$.", "proved"),
        (r"Let $f(x) = x^2$ for all $x \in \mathbb{R}$. Then $f'(x) = x$.", "refuted"),
        (r"Let $$h(x) = e^{2x} \quad \text{for all } x \in \mathbb{R}.$$ Then $h'(x) = 2h(x)$.", "proved"),
        (r"We assume $n(n+1) > 0$ for all $n \ge 1$. Then $n^2 + n > 0$.", "proved"),
        (r"Let $w_i \ge 0$ for all $i$. Then $\sum_{i=1}^n w_i \ge 0$.", "proved"),
    ],
)
def test_what_defines_a_function_or_multiplies_is_read_as_before(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(("text", "expected"), BY_NAME)
def test_a_property_of_a_function_says_what_it_is_defined_by(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(("text", "expected"), IN_GERMAN)
def test_in_german_as_well(text, expected):
    assert words(text, language="de") == expected


def test_of_opposite_properties_the_later_one_is_supposed():
    text = "Suppose $f$ is even. Then $f(-1) = f(1)$.\n\nNow suppose $f$ is odd. Then $f(1) = 0$."
    assert words(text) == "proved refuted"


def test_where_more_may_be_meant_a_refutation_asks():
    found = derive.check_text("Let $f$ be increasing. Then $f(1) < f(2)$.").verdicts[-1]
    assert found is not None
    assert found.cause == "unstated-condition"


@pytest.mark.parametrize(
    "text",
    [
        r"Let $f$ be increasing on $[0, 1]$. Then $f(2) \le f(3)$.",
        r"Let $f$ be strictly increasing for $x > 0$. Then $f(-3) < f(-2)$.",
        r"Suppose $f$ is even or odd. Then $f(-2) = f(2)$.",
        r"Suppose $f$ is neither even nor odd. Then $f(-2) = -f(2)$.",
        r"Suppose $f$ is not even. Then $f(-2) = f(2)$.",
        r"Let $f$ be constant on $[0, 1]$. Then $f(1) = f(2)$.",
        r"Suppose $g$ is bounded by $M$ on $[0, 1]$. Then $g(3) \le M$.",
        r"Let $f$ be a positive function on $[0, 1]$. Then $f(5) > 0$.",
        r"Consider a piecewise constant function $f$. Then $f(1) = f(2)$.",
        r"Let $f$ be constant except at $0$. Then $f(0) = f(1)$.",
        r"Let $f$ be constant almost everywhere. Then $f(0) = f(1)$.",
        r"Let $f$ be a polynomial function of odd degree. Then $f(0) = 0$.",
        r"Let $f$ be an odd degree polynomial. Then $f(0) = 0$.",
        r"Let $f$ be a positive definite function. Then $f(3) > 0$.",
        r"Let $f$ be even, but only near $0$. Then $f(-3) = f(3)$.",
        r"Let $f$ be constant with respect to $y$. Then $f(0) = f(1)$.",
        r"Suppose an almost periodic function $f$ is locally constant. Then $f(0) = f(1)$.",
        r"Let $f: \mathbb{R} \to \mathbb{R}$ and $g: [0, 1] \to \mathbb{R}$ be positive. Then $g(5) > 0$.",
        r"Let $f$ be positive at $0$. Then $f(1) > 0$.",
        r"Let $f$ be convex in $x$ near $0$. Then $f(5) \le \frac{f(4) + f(6)}{2}$.",
    ],
)
def test_a_property_that_is_restricted_is_not_assumed_everywhere(text):
    assert "proved" not in words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Let $f(x) = g(x) + 1$ and $g(x) = x^2$. Then $f(2) = 5$.", "proved"),
        ("Let $f(x) = g(x) + 1$ and $g(x) = x^2$. Then $f(2) = 4$.", "refuted"),
        (r"Let $f(x) = g(x+1)$ and $g(x) = x^2$. Then $f'(x) = 2(x+1)$.", "proved"),
    ],
)
def test_a_function_may_be_defined_behind_what_is_defined_by_it(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("claim", "expected"),
    [(r"E[\bar X] = \mu", "proved"), (r"E[\bar X] = n\mu", "refuted"), (r"E[\bar X^2] = \mu^2", "refuted")],
)
def test_what_is_first_said_of_an_expectation_defines_no_function(claim, expected):
    known = r"Let $X_1, \dots, X_n$ be i.i.d. with mean $\mu$ and variance $\sigma^2$. "
    assert words(known + rf"Let $\bar X = \frac1n \sum_{{i=1}}^n X_i$. Then ${claim}$.") == expected


def test_what_is_made_of_functions_is_no_function_of_their_letters():
    assert words("Let $f$ be convex. Then $-f$ is convex.") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"$$\exists x, y < 0: x + y > 0$$", "refuted"),
        (r"$$\exists x, y > 0: x + y < xy$$", "proved"),
        (r"$$\forall x, y > 0: \log(xy) = \log x + \log y$$", "proved"),
    ],
)
def test_names_before_a_relation_share_it_behind_a_quantifier(text, expected):
    assert words(text) == expected
