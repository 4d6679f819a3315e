"""Domains of definitions, functions in pieces, and exceptions, as sentences say them."""

import pytest

import derive
from derive.core.verdict import Proved
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

TRUE = (
    r"Let $f(x) = x^2$ for $x \ge 0$. Then $f(0) = 0$.",
    r"Define $f: (0,1) \to \mathbb{R}$ by $f(x) = x^2$. Then $f(\frac12) = \frac14$.",
    "$$f(x) = x^2, \\quad x > 0$$\nThen $f(2) = 4$.",
    r"Let $f(x) = x^2$ for $|x| \le 1$. Then $f(-1) = 1$.",
    r"Let $f(x,y) = xy$ for $x > y$. Then $f(2,1) = 2$.",
    r"Let $f(x) = x+5$ for $x > 0$. Then $f(f(1)) = 11$.",
    r"Let $f(x) = x^2$ for $x > 0$. Then $f'(1) = 2$.",
    r"Let $f(x) = x^2$ for $x > 0$. Then $f'(x) = 2x$.",
    r"Let $f(x) = x^2$ for $x \ge 0$. Then $\int_0^1 f(x)\,dx = \frac13$.",
    r"Let $f(x) = x^2$ for $x > 0$. Then $\int_1^2 f(t)\,dt = \frac73$.",
    r"Let $f(x) = e^{-x}$ for $x \ge 0$. Then $\int_0^\infty f(x)\,dx = 1$.",
    r"Let $f(x) = x\log x$ for $x > 0$. Then $\lim_{x \to 0} f(x) = 0$.",
    r"Let $f(x) = \frac1x$ for $x > 0$. Then $\lim_{x \to \infty} f(x) = 0$.",
    r"Let $f(x) = x^2$ for $x \in [0,1]$. Then $f(x) \le 1$.",
    r"Let $f(x) = \frac{1}{x}$ for $x > 0$. Then $\sum_{k=1}^3 f(k) = \frac{11}{6}$.",
    r"Let $a_n = n^2$ for $n \ge 1$. Then $a_3 = 9$.",
    r"Let $f: \mathbb{N} \to \mathbb{R}$, $f(n) = n^2$. Then $f(3) = 9$.",
    r"Let $f: \mathbb{R} \to \mathbb{R}$, $f(x) = x^2$. Then $f(-3) = 9$.",
    r"Let $f(x) = x^2$ for $x \in \mathbb{R}$. Then $f(-3) = 9$.",
    r"Let $f(x) = ax^2$, where $a > 0$. Then $f(-3) > 0$.",
    r"Let $f(x) = \log x$. Then $f(x^2) = 2 f(x)$ for $x > 0$.",
    r"Let $f(x) = x^2$ for $x \ge 0$ and $f(x) = -x$ for $x < 0$. Then $f(-2) = 2$.",
    r"Sei $f(x) = 2x$ für $0 \le x \le 1$ und $f(x) = 0$ sonst. Dann ist $f(2) = 0$.",
    r"Sei $f(x) = x$ für $x > 1$ und $f(x) = x^2$ für $x \le 1$. Dann ist $f(-2) = 4$.",
    r"The density is $f(x) = 2x$ for $0 \le x \le 1$. Then $\int_0^1 f(x) dx = 1$.",
    (
        r"The density is $f(x) = \lambda e^{-\lambda x}$ for $x \ge 0$ and $\lambda > 0$. "
        r"Then $\int_0^\infty x f(x) dx = \frac1\lambda$."
    ),
    r"The density is $f(x) = 2x$ for $0 \le x \le 1$ and $f(x) = 0$ otherwise. Then $f(3) = 0$.",
    r"Let $F(x) = 1 - e^{-x}$ for $x \ge 0$. Then $F'(x) = e^{-x}$ and $\lim_{x \to \infty} F(x) = 1$.",
    r"Let $p > 0$ and $f(x) = x^p$ for $x > 0$. Then $x f'(x) = p f(x)$.",
    r"Let $f(x) = x^2$ with $f: [0,\infty) \to \mathbb{R}$. Then $f(2) = 4$.",
    r"Let $f: \mathbb{R}\setminus\{0\} \to \mathbb{R}$, $f(x) = \frac{1}{x}$. Then $f(2) = \frac12$.",
    r"Let $f: [0,1] \to \mathbb{R}$ with $f(x) = x(1-x)$. Then $f(x) = f(1-x)$.",
    r"Let $f: (0,\infty) \to \mathbb{R}$ with $f(x) = \log x$. Then $f(xy) = f(x)+f(y)$.",
    r"Let $f: (0,\infty) \to \mathbb{R}$ with $f(x) = x + \frac1x$. Then $f(x) \ge 2$.",
    r"Let $f: (0,\infty) \to \mathbb{R}$ with $f(x) = x \log x$. Then $f$ is convex.",
    r"Let $f(x) = x^2$ for $x \ge 0$. Then $f$ is continuous.",
    r"Let $f(x) = x^2$ for $x \ge 0$. Then $f$ is convex.",
    r"Let $f(x) = e^x$. Then there is $c \in \mathbb{R}$ with $f(c) = 5$.",
    r"Let $f(x) = x^2$ for $x \ge 0$. Then $f$ is continuous on $[0,1]$.",
    r"Let $f(x) = |x-1|$ for $x > 1$. Then $f$ is differentiable.",
    r"Sei $f(x) = \sqrt{x}$ für $x > 0$. Dann ist $f$ streng monoton wachsend.",
    r"Let $x \in \mathbb{R}$. Then $x^2 > 0$ unless $x = 0$.",
    r"We have $x^2 > 0$ except for $x = 0$.",
    r"Es gilt $x^2 > 0$, außer für $x = 0$.",
    r"For all $x$ except $x = 1$ we have $\frac{x^2-1}{x-1} = x+1$.",
    r"Es ist $x^2 > 0$, es sei denn $x = 0$.",
    r"We have$$|x| = x \qquad (x > 0)$$",
    r"We have$$|x| = x \quad \text{if } x > 0$$",
    r"We have$$|x| = x \quad \text{unless } x < 0$$",
    r"We have$$x^2 > 0 \quad \text{except for } x = 0$$",
)

FALSE_OR_WITHOUT_VALUE = (
    r"Let $f(x) = x^2$ for $x \ge 0$. Then $f(-1) = 1$.",
    r"Let $f(x) = x^2$ for $x > 0$. Then $f(0) = 0$.",
    r"Let $f : [0,\infty) \to \mathbb{R}$, $f(x) = x^2$. Then $f(-1) = 1$.",
    r"Let $f\colon (0,\infty) \to \mathbb{R}$ be defined by $f(x) = x^2$. Then $f(-1) = 1$.",
    r"Define $f: (0,1) \to \mathbb{R}$ by $f(x) = x^2$. Then $f(2) = 4$.",
    r"Sei $f(x) = \sqrt{x}$ für $x \in (0,1)$. Dann ist $f(4) = 2$.",
    r"Sei $f(x) = x^3$ auf $[0,1]$. Dann gilt $f(-1) = -1$.",
    r"Sei $f$ auf $(0,\infty)$ durch $f(x) = x^3$ definiert. Dann gilt $f(-1) = -1$.",
    "$$f(x) = x^2 \\quad \\text{for } x \\in (0,1)$$\nThen $f(2) = 4$.",
    "$$f(x) = x^2, \\quad x > 0$$\nThen $f(-2) = 4$.",
    r"Consider the function $f(x) = x^2$ on $[0,1]$. We have $f(-2) = 4$.",
    r"For $x > 0$ let $f(x) = x^2$. Then $f(-2) = 4$.",
    r"For $x > 0$ define$$f(x) = x^2.$$Then $f(-2) = 4$.",
    r"Für $x > 0$ sei $f(x) = x^2$. Dann ist $f(-2) = 4$.",
    r"Let $f(x) = x^2$, where $x > 0$. Then $f(-2) = 4$.",
    r"Let $f(x) = x^2$ with $x > 0$. Then $f(-2) = 4$.",
    r"Let $f(x) = x^2$ for $0 < x < 1$. Then $f(2) = 4$.",
    r"Let $f(x) = x^2$ for $|x| \le 1$. Then $f(2) = 4$.",
    r"Let $f(x) = x^2$ for $x \ne 0$. Then $f(0) = 0$.",
    r"Let $f(x,y) = xy$ for $x > 0$ and $y > 0$. Then $f(-1,-1) = 1$.",
    r"Let $f(x,y) = xy$ for $x, y > 0$. Then $f(-1,-1) = 1$.",
    r"Let $f(x,y) = xy$ for $x > y$. Then $f(1,2) = 2$.",
    r"Let $f(x) = 2x$ for $x > 0$ and $g(x) = f(x)+1$. Then $g(-1) = -1$.",
    r"Let $f(x) = x+1$ for $x > 0$. Then $f(f(-1)) = 1$.",
    r"Let $f(x) = x-5$ for $x > 0$. Then $f(f(1)) = -9$.",
    r"Let $f(x) = x^2$ for $x > 0$. Then $f'(-1) = -2$.",
    r"Let $f(x) = x^2$ for $x > 0$. Then $\int_{-1}^1 f(x)\,dx = \frac23$.",
    r"Let $f(x) = \frac1x$ for $x > 0$. Then $\lim_{x \to -\infty} f(x) = 0$.",
    r"Let $f(x) = x^2$ for $x \ge -1$. Then $f$ is increasing.",
    r"Let $f(x) = x^2$ for $x \in [0,2]$. Then $f(x) \le 1$.",
    r"Let $f(x) = x$ for $x > 0$. Then $\sum_{k=0}^3 f(k) = 6$.",
    r"Let $a_n = n^2$ for $n \ge 1$. Then $a_0 = 0$.",
    r"Let $f: \mathbb{N} \to \mathbb{R}$, $f(n) = n^2$. Then $f(\frac12) = \frac14$.",
    r"Let $f(x) = 2x$ for $0 \le x \le 1$ and $f(x) = 0$ otherwise. Then $f(2) = 4$.",
    r"The density is $f(x) = 2x$ for $0 \le x \le 1$. Then $f(2) = 4$.",
    r"Let $f(x) = \sqrt{x^2}$ for $x < 0$. Then $f(x) = x$.",
    r"Let $f(x) := x^2$ for $x \ge 0$. Then $f(-1) = 1$.",
    r"Let $f(x) = x^2$ on the interval $(0,1)$. Then $f(3) = 9$.",
    r"Let $f(x) = x^2$ for $x \in (0,1)$ and let $g(x) = f(x+1)$. Then $g(1) = 4$.",
    r"Let $f(x) = x^2$ for $x > 0$ and let $h(x) = f(x)$. Then $h(-1) = 1$.",
    r"The function $f$ with $f(x) = x^2$ is defined for $x > 0$. Thus $f(-1) = 1$.",
    r"Let $f(x) = x^2$ unless $x = 3$. Then $f(3) = 9$.",
    r"Let $f(x) = x^2$ except at $x = 3$. Then $f(3) = 9$.",
    r"Let $f(x) = x^2$ for $x \ne 3$ and $f(3) = 0$. Then $f(3) = 9$.",
    r"Sei $f(x) = x^2$ außer für $x = 3$. Dann ist $f(3) = 9$.",
    r"Let $f(x) = x^2$ for $x \in \{1,2,3\}$. Then $f(4) = 16$.",
    r"Let $f(z) = z^2$ for $z \in \mathbb{R}^+$. Then $f(-1) = 1$.",
    r"Let $f(x) = x^2$ for $x \in \mathbb{R} \setminus \{0\}$. Then $f(0) = 0$.",
    r"Let $f(x) = x^2$ with $f: [0,\infty) \to \mathbb{R}$. Then $f(-2) = 4$.",
    r"Let $f(x) = x^2$, $f: [0,\infty) \to \mathbb{R}$. Then $f(-2) = 4$.",
    r"Let $f: \mathbb{R}^+ \to \mathbb{R}$ be given by $f(x) = x^2$. Then $f(-2) = 4$.",
    r"Let $f: \mathbb{R}\setminus\{0\} \to \mathbb{R}$, $f(x) = x^2$. Then $f(0) = 0$.",
    r"Let $f: [-1,1] \to \mathbb{R}$, $f(x) = \sqrt{1-x^2}$ and $g(x) = f(2x)^2$. Then $g(1) = -3$.",
    r"Let $f(x) = e^x$ for $x \in [0,1]$. Then there is $c \in \mathbb{R}$ with $f(c) = 5$.",
    r"Let $f(x) = x^2$ for $x > 0$. Then there is $c$ with $f(c) = 0$.",
    r"Let $f(x) = |x-1|$ for $x > 0$. Then $f$ is differentiable.",
    r"Let $x \in \mathbb{R}$. Then $x^3 > 0$ unless $x = 0$.",
)


IN_ONE_LIST = (
    (r"f(2) = 4", (r"f(x) = x^2 \text{ for } x \ge 0",), True),
    (r"f(-1) = 1", (r"f(x) = x^2 \text{ for } x \ge 0",), False),
    (r"f(-1) = 1", (r"f(x) = x^2, x \ge 0",), False),
    (r"f(-1) = 1", (r"f(x) = x^2", r"x \ge 0"), True),
    (r"f(-1) = 1", (r"f: \mathbb{R} \to \mathbb{R}", "f(x) = x^2"), True),
    (r"f(-1) = 2", (r"f: \mathbb{R} \to \mathbb{R}", "f(x) = x^2"), False),
    (r"f(-1) = 1", (r"f: [0,\infty) \to \mathbb{R}", "f(x) = x^2"), False),
    (r"f(x-1) = x^2-2x+1", (r"f(x) = x^2 \text{ for } x \ge 0",), True),
)


def verdicts(text):
    """The verdicts of all claims of a text."""
    return [v for v in derive.check_text(text).verdicts if v is not None]


@pytest.mark.parametrize("text", TRUE)
def test_what_lies_in_the_domain_is_proved(text):
    found = verdicts(text)
    assert found
    assert all(isinstance(v, Proved) for v in found)


@pytest.mark.parametrize("text", FALSE_OR_WITHOUT_VALUE)
def test_what_has_no_value_or_is_false_is_not_proved(text):
    found = verdicts(text)
    assert found
    assert not isinstance(found[-1], Proved)


@pytest.mark.parametrize(("latex", "given", "holds"), IN_ONE_LIST)
def test_declarations_in_sheets_have_domains(latex, given, holds):
    assert isinstance(decide(claim_of(latex, given)), Proved) is holds


def test_the_domain_is_a_condition_where_it_does_not_follow():
    found = decide(claim_of("f(x-1) = x^2-2x+1", (r"f(x) = x^2 \text{ for } x \ge 0",)))
    assert isinstance(found, Proved)
    assert [repr(c) for c in found.conditions] == ["le(1, x)"]


def test_a_function_that_was_not_read_leaves_a_question():
    found = verdicts(
        r"$$f(x) = 2x \text{ for } 0 \le x \le 1 \text{ and } f(x) = 0 \text{ otherwise}$$ Then $f(2) = 0$."
    )
    assert [getattr(v, "cause", None) for v in found] == [None, "unstated-condition"]
