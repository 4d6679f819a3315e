r"""What is supposed for an example ends with it, and what is said in general does without it.

Of each document the verdicts are told in order: p proved, r refuted, q refuted as a question (a condition may
be missing), u none.
"""

import pytest

import derive
from derive.core.verdict import Proved, Refuted


def letter(verdict):
    if isinstance(verdict, Refuted):
        return "q" if verdict.cause else "r"
    return "p" if isinstance(verdict, Proved) else "u"


def verdicts(text):
    return "".join(letter(v) for v in derive.check_text(text).verdicts if v is not None)


IN_GENERAL = (
    ("Take $x = 2$ as an example. Then $x^2 = 4$. In general, $x^2 = 4$.", "pr"),
    ("Take $x = 2$ as an example. Then $x^2 = 4$. In general, $x^2 + 1 \\ge 2x$.", "pp"),
    ("Let $a, b > 0$. In general $a + b \\ge 2\\sqrt{ab}$, but $a + b \\le 2\\sqrt{ab}$ is false.", "p"),
    ("Without loss of generality $a \\le b$. Then $\\max(a,b) = b$. In general $\\max(a,b) = b$.", "pq"),
    ("WLOG assume that $a \\le b$. Then $\\max(a,b) = b$.", "p"),
    ("Assume for simplicity that $\\mu = 0$. Then $(x-\\mu)^2 = x^2$.", "p"),
    ("Let $n = 3$. Then $2^n = 8$. For general $n$ we have $2^n = 8$.", "pr"),
    ("If $x > 0$ then $|x| = x$. Without this assumption $|x| = x$.", "pq"),
    ("Angenommen, $x < 0$. Dann ist $|x| = -x$. Ohne diese Annahme ist $|x| = -x$.", "pq"),
    ("Im Spezialfall $a = 1$ gilt $a^2 = a$. Allgemein gilt $a^2 = a$.", "pr"),
    ("Im Spezialfall $a = 1$ gilt $a^2 = a$. Im Allgemeinen gilt $a^2 \\ge 2a - 1$.", "pp"),
    ("If $A = A^T$, then $(AB)^T = B^T A$. For any $A$, $(AB)^T = B^T A$.", "pr"),
    ("Let $x \\ge 0$. Then $|x| = x$. Drop the assumption on $x$. Then $|x| = x$.", "pq"),
    ("Say $x = 2$. Then $x + 1 = 3$. For other $x$, $x + 1 = 3$.", "pu"),
)
EXAMPLES = (
    ("For example, if $x = 1$ then $x^2 = x$. Therefore $x^2 = x$.", "pq"),
    (
        "In the special case $c = 1$ we get $c^2 = c$.\n\nMoreover, $c^3 = c$.",
        "pq",
    ),
    ("If, for instance, $a = 0$, then $ab = 0$. Hence $ab = 0$.", "pq"),
    ("Consider the example $n = 3$. Here $2^n = 8$.", "p"),
    ("Zum Beispiel gilt für $x = 1$, dass $x^2 = x$. Also ist $x^2 = x$.", "pq"),
    ("For example, let $f(x) = x^2$.\n\nThen $f'(x) = 2x$.", "p"),
    ("Let $x > 0$. For example, if $x = 1$ then $x^2 = x$. We have $|x| = x$.", "pp"),
    ("Let $x > 0$. For example $x = 1$ gives $x^2 = x$.\n\nWe have $|x| = x$.", "pp"),
)
HERE = (
    ("Let $f(x) = x^2$. Here $f(x) \\ge x$. So $f(x) \\ge x$.", "rr"),
    ("Let $a > 1$. Here $a^2 > a$.", "p"),
    ("Sei $f(x) = x^2$. Hier ist $f(x) \\ge x$.", "r"),
    ("Here $p_k = \\frac{e^{z_k}}{\\sum_j e^{z_j}}$. Then $\\sum_k p_k = 1$.", "p"),
    ("Here $x > 0$. Then $|x| = x$.", "p"),
)
OVER = (
    ("Let $f(x) = x^3 - 3x$. On the interval $[-1, 1]$ we have $f(x) \\le 2$ and $f(x) \\ge -2$.", "pp"),
    ("On $[0, \\pi]$, we have $\\sin x \\ge 0$. In $(0, 1)$ it holds that $x^2 < x$.", "pp"),
    ("On $[0, 1]$ we have $x^2 \\ge x$.", "r"),
    ("Auf dem Intervall $[0, 1]$ gilt $x^2 \\le x$.", "p"),
    ("Auf dem Intervall $[0, 2]$ gilt $x^2 \\le x$.", "r"),
)


@pytest.mark.parametrize(("text", "expected"), IN_GENERAL + EXAMPLES + HERE + OVER)
def test_what_an_example_supposes_does_not_outlast_it(text, expected):
    assert verdicts(text) == expected


COMPLEX = "Let $z = a + bi$ with $a, b \\in \\mathbb{R}$. Then "
RUNNING_ANEW = (
    ("Let $x > 1$. Then $\\log x > 0$. For all $x > 0$ we have $\\log x > 0$.", "pr"),
    ("Let $x > 1$. Show that $\\log x > 0$ for all $x > 0$.", "r"),
    (
        "Let $x \\in [0, 1]$. Then $x^2 \\le x$ for all $x \\in [0,1]$. For all $x \\ge 0$: $x^2 \\le x$.",
        "pr",
    ),
    ("Let $a > 0$ and $x \\ge 1$. Then $a x \\ge a$ for all $x \\ge 1$.", "p"),
    ("Let $0 < a < b$. Then $\\log b - \\log a > 0$ for all $b > a$.", "p"),
    ("Let $x > 0$. Then $x + y > 0$ for all $y \\ge 0$.", "p"),
    ("Let $x > 0$. Then $|x| = x$. Let $x$ be real. Then $|x| = x$.", "pq"),
)
LISTED = (
    ("We have $1 + 1 = 2$, $\\sqrt{a^2} = a$ for $a>0$ and $2 + 2 = 5$.", "ppr"),
    ("We have $a + b = b + a$, $a^2 + b^2 = 1 - 2ab$ for $a > 0$ and $a + b = 1$.", "pp"),
    (COMPLEX + "$|z|^2 = z \\bar z$, $z\\bar z = a^2 + b^2$ for $b > 0$ and $z + \\bar z = 2b$.", "ppr"),
)


@pytest.mark.parametrize(("text", "expected"), RUNNING_ANEW + LISTED)
def test_for_all_begins_anew_and_a_list_of_claims_ends_with_a_claim(text, expected):
    assert verdicts(text) == expected
