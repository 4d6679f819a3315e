"""Sets with a name, and relations that are a sentence with the condition behind them."""

import pytest

from derive import check_text
from derive.core.verdict import Proved, Refuted

NAMED = (
    (r"The function $f(x) = x^2$ is continuous on $\mathbb{R}$.", Proved),
    (r"The function $f(x) = \frac1x$ is continuous on $\mathbb{R}$.", Refuted),
    (r"Let $f(x) = x^2$ and $D = [-1,2]$. Then $f(D) = [0,4]$.", Proved),
    (r"Let $f(x) = x^2$ and $D = [-1,2]$. Then $f(D) = [1,4]$.", Refuted),
    (r"Let $P = (1,2)$ and $Q = (3,4)$. Then $P + Q = (4,6)$.", Proved),
    (r"Let $I = [0,1]$ and $x \in I$. Then $x^2 \le x$.", Proved),
    (r"Let $I = [0,2]$ and $x \in I$. Then $x^2 \le x$.", Refuted),
    (r"Let $I = (0,\infty)$. Then $x + \frac1x \ge 2$ for all $x \in I$.", Proved),
    (r"Let $D = [0,\infty)$. Then $\sqrt{x} \in D$ for all $x \in D$.", Proved),
    (r"Sei $D = \mathbb{R}\setminus\{0\}$ und $x \in D$. Dann gilt $x^2 > 0$.", Proved),
    (r"Let $D = \{x \in \mathbb{R} : x > 2\}$. Then $x^2 > 4$ for all $x \in D$.", Proved),
    (r"Let $D = \{x \in \mathbb{R} : x \ge 2\}$. Then $x^2 > 4$ for all $x \in D$.", Refuted),
    (r"Let $I = [-1,1]$. The function $f(x) = x^2$ is increasing on $I$.", Refuted),
    (r"Let $I = [0,1]$. Let $I = [0,2]$ and $x \in I$. Then $x \le 1$.", Refuted),
)
CLAIMED = (
    (r"$x^2 - 4 > 0$ for all $x$ with $|x| > 2$.", Proved),
    (r"Then $x^2 - 4 > 0$ for all $x \in \mathbb{R}$ with $|x| > 2$.", Proved),
    (r"Then $x^2 - 4 > 0$ for all $x$ such that $|x| \ge 2$.", Refuted),
    (r"Dann gilt $n^2 > 3$ für alle $n \in \mathbb{N}$ mit $n \ge 2$.", Proved),
    (r"$x^2 + 1 \ge 2x$ for all $x$.", Proved),
    (r"$x^2 + 1 > 2x$ for all $x \in \mathbb{R}$.", Refuted),
    (r"$x^3 \ge x$ for all $x \ge 0$.", Refuted),
    (r"$2^n \ge n^2$ for all integers $n \ge 4$.", Proved),
    (r"$\ln(1+x) \le x$ für alle $x > -1$.", Proved),
    (r"Let $a > 0$. $x + \frac{a}{x} > 2\sqrt a$ for all $x > 0$.", Refuted),
    (r"Let $f(x) = x^2$. $f(x) \ge 2x - 1$ for all $x$.", Proved),
)
UNSAID = (
    r"Let $x_1,\dots,x_n \in \mathbb{R}^d$. $\|x_i\| \le 1$ for all $i$.",
    r"Let $x \in \mathbb{R}^n$. $x_i^2 > 1$ for all $i$.",
    r"Let $f: \mathbb{R} \to \mathbb{R}$ be a function. $f(x) > 2x$ for all $x$.",
    r"$f(x) = x^2$ for all $x$.",
    r"$a_n^2 \le 2$ for all $n \ge 1$.",
    r"$c > x$ for all $x \in [0,1]$.",
    r"$x^2 > 2ax$ for all $x$.",
    r"True or false? $x^2 \ge x$ for all $x$.",
    r"$x^2 \ge x$ for all $x$?",
    r"$x^2 \ge x$ for all $x$ is false.",
    "Suppose that the following holds:\n\n$x^2 > 2x$ for all $x$.",
    r"It is wrong that $x^2 \ge x$ for all $x$.",
    r"Es gilt nicht, dass $x^2 \ge x$ für alle $x$.",
)


def verdicts(text: str) -> list[type]:
    return [type(v) for v in check_text(text).verdicts if v is not None]


@pytest.mark.parametrize(("text", "expected"), [*NAMED, *CLAIMED])
def test_what_is_said_with_a_set_or_condition_is_judged_under_it(text, expected):
    assert verdicts(text) == [expected]


@pytest.mark.parametrize("text", UNSAID)
def test_what_is_given_asked_or_denied_is_no_claim(text):
    assert verdicts(text) == []


QUANTIFIED = (
    (r"Let $a \in \mathbb{R}$. Hence every $a \le 2$.", Refuted),
    (r"Jede ganze Zahl $n$ ist $n = 2k$ oder $n = 2k+1$ für ein $k \in \mathbb{Z}$.", Proved),
    (r"Every integer $n$ is $n = 3k$ or $n = 3k+1$ or $n = 3k+2$ for some integer $k$.", Proved),
    (r"Every integer $n$ is $n = 4k$ or $n = 4k+1$ or $n = 4k+3$ for some integer $k$.", Refuted),
    (r"Let $n$ be odd. Then $n^2$ is even.", Refuted),
    (r"Every integer $n$ is $n = 2k$ or $n = 2k+1$ for some integer $k$.", Proved),
    (r"Let $n \in \mathbb{Z}$. Then there is $k \in \mathbb{Z}$ with $n = 2k$ or $n = 2k+1$.", Proved),
    (r"Let $n \in \mathbb{Z}$. Then there is $k \in \mathbb{Z}$ with $n = 3k$ or $n = 3k+1$.", Refuted),
    (r"For all $n \in \mathbb{N}$ with $n \ge 4$: $2^n > n^2$.", Refuted),
    (r"For $x > 0$ and $y > 0$: $x+y = y + x$.", Proved),
    (r"$\log x = o(x^{\varepsilon})$ as $x \to \infty$ for every $\varepsilon > 0$.", Proved),
    (r"$\log x = o(x^{\varepsilon})$ as $x \to \infty$ for every $\varepsilon \ge 0$.", Refuted),
    (r"Let $n \in \mathbb{N}$. Then $6 \mid n^3 - n$.", Proved),
    (r"Let $n$ be an integer. Then $n^2 - n$ is divisible by $4$.", Refuted),
    (r"Sei $n$ eine ganze Zahl. Dann ist $n^2+n$ durch $2$ teilbar.", Proved),
    (r"Let $n \in \mathbb{N}$. Then $n^2 + 1$ is not divisible by $3$.", Proved),
)


@pytest.mark.parametrize(("text", "expected"), QUANTIFIED)
def test_quantifiers_and_divisibility_in_words(text, expected):
    assert verdicts(text) == [expected]


EQUALITY = (
    (r"Then $|x| \ge x$ for all $x$, where equality holds only for $x = 0$.", [Proved, Refuted]),
    (r"We have $x^2+y^2 \ge 2xy$ for all $x,y$, with equality if and only if $x = y$.", [Proved, Proved]),
    (r"We have $x^2+y^2 \ge 2xy$ for all $x,y$, with equality if and only if $x = 0$.", [Proved, Refuted]),
    (r"Then $\sqrt{ab} \le \frac{a+b}{2}$ for all $a,b > 0$, with equality iff $a = b$.", [Proved, Proved]),
    (r"Für $x > 0$ gilt $\log x \le x - 1$. Gleichheit gilt genau dann, wenn $x = 1$.", [Proved, Proved]),
    (r"For $x > 0$ we have $\log x \le x - 1$. Equality holds if and only if $x = e$.", [Proved, Refuted]),
    (r"Then $x^2 + 4 \ge 4x$ and $y = 3$. Equality holds iff $x = 2$.", [Proved]),
)


@pytest.mark.parametrize(("text", "expected"), EQUALITY)
def test_the_case_of_equality_is_judged_beside_the_inequality(text, expected):
    assert verdicts(text) == expected
