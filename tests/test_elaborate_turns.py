"""Where what was assumed ends (sections, cases, lemmas, new values), and what is not claimed at all."""

import pytest

import derive
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.syntax.reading import read

SHORT = {"Proved": "p", "Refuted": "r", "Undecided": "u", "Supported": "s"}

ROWS = (
    # cases about the same name end each other
    (r"If $x = 2$, then $x^2 = 4$. Conversely, if $x^2 = 4$, then $x = 2$.", "pr"),
    (r"If $x > 1$ then $x^2 > x$. If $x < y$ then $x^3 < y^3$. If $x < y$ then $x^2 < y^2$.", "ppr"),
    (r"If $x > 0$ then $x^3 > 0$. If moreover $x < 1$, then $x^2 < x$.", "pp"),
    (r"Case 1: $x > 0$. Then $x^2 > 0$. Case 2: $x = 0$. Then $x^2 = 0$. In all cases $x^2 \ge 0$.", "ppp"),
    (r"Case 1: $x \ge 0$. Then $|x| = x$. In both cases we have $|x| = x$.", "pr"),
    (r"First let $x \ge 0$. Then $|x| = x$. Now let $x < 0$. Then $|x| = -x$.", "pp"),
    (r"Assume $a > 0$. Then $a^3 > 0$. Assume also $a < 1$. Then $a^2 < a$.", "pp"),
    (r"Suppose first that $x \ge 0$. Then $|x| = x$. Now suppose that $x < 0$. Then $|x| = x$.", "pr"),
    (r"Let $x > 0$. Suppose that $x < 0$. Then $x + 1 > 1$, a contradiction.", "u"),
    (r"Falls $x > 0$ ist, gilt $x^3 > 0$. Falls außerdem $x < 1$ ist, gilt $x^2 < x$.", "pp"),
    ("Sei zunächst $x \\ge 0$. Dann ist $|x| = x$. Sei nun $x < 0$. Dann ist $|x| = -x$.", "pp"),
    # what is one of two things, and what is required
    ("Let $x > 0$ and/or $y > 0$. Then $x > 0$.", "r"),
    ("Let $x > 0$ and/or $y > 0$. Then $x > 0$ or $y > 0$.", "p"),
    ("Sei $x > 0$ und/oder $y > 0$. Dann gilt $x > 0$.", "r"),
    (r"We require $x > 2$. Then $x^2 > 4$.", "p"),
    (r"We require $x > 2$. Then $x^2 > 9$.", "r"),
    (r"Let $f(x) = x^2 - 4x$. We have $f(x) \le 0$ on $[0, 4]$.", "p"),
    (r"Let $f(x) = x^2 - 4x$. We have $f(x) \le -1$ on $[0, 4]$.", "r"),
    (r"Let $f(x) = x^2 - 4x$. Then $f'(x) = 0$ at $x = 2$.", "p"),
    (r"Let $f(x) = x^2 - 4x$. Then $f'(x) = 0$ at $x = 3$.", "r"),
    (r"Let $f(x) = x^2 - 4x$. Then $f'(x) = 0$ at $x = 2$. So $f'(x) = 0$ for all $x$.", "pr"),
    # "for all" holds in its paragraph, and anew
    ("For all $x > 1$ we have $x^2 > x$.\n\nWe have $x^2 > x$.", "pr"),
    ("For all $x > 1$ we have $x^2 > x$. Hence $x > 0$.", "pp"),
    ("We have $x^2 \\le x$ for all $x \\in [0, 1]$.\n\nWe have $x^2 \\le x$ for all real $x$.", "pr"),
    (r"Let $x > 0$. We have $\sqrt{x^2} = x$ for all real $x$.", "r"),
    (r"Let $x > 0$. We have $\sqrt{x^2} = x$ for all $x$.", "p"),
    (r"We have $\sqrt{x^2} = x$ for all positive real numbers $x$.", "p"),
    (r"We have $\sqrt{x^2} = x$ for all real numbers $x$.", "r"),
    (r"We have $xy > 0$ for positive $x$ and $y$.", "p"),
    (r"We have $x^2 < x$ for positive $x < 1$.", "p"),
    (r"We have $(-1)^n = 1$ for all even $n$.", "p"),
    (r"We have $n! \ge n$ for all non-negative integers $n$.", "p"),
    ("For $x < 0$ we have\n\n1. $|x| = -x$\n2. $\\sqrt{x^2} = -x$\n\nWe have $|x| = -x$.", "ppr"),
    ("The following hold for $x > 0$:\n\n- $\\sqrt{x^2} = x$\n- $x^2 > x$\n", "pr"),
    (r"At $x = 2$ we get $x^2 = 4$.", "p"),
    (r"Unless $x = 0$, we have $x^2 > 0$.", "p"),
    (r"Unless $x = 0$, we have $x > 0$.", "r"),
    # a name may be given another value
    ("Let $f(x) = x^2$. Then $f(2) = 4$. Now let $f(x) = x^3$. Then $f(2) = 8$ and $f(2) = 4$.", "ppr"),
    ("Let $f(x) = x^2$. Here $f'(1) = 3$. We have $f'(1) = 2$.", "rp"),
    # lemmas and examples have their own assumptions
    ("**Lemma 1.** Let $x > 0$. Then $|x| = x$.\n\n**Lemma 2.** We have $|x| = x$.", "pr"),
    ("**Lemma 1.** Let $x > 0$. Then $|x| = x$.\n\n*Proof.* We have $|x| = x$.", "pp"),
    ("Let $x > 0$.\n\n**Lemma 1.** We have $|x| = x$.\n\n**Lemma 2.** We have $|x| = x$.", "pp"),
    (
        "**Lemma 1.** Let $x > 0$. Then $|x| = x$.\n\n**Lemma 2.** As in the above lemma we have $|x| = x$.",
        "pp",
    ),
    # what is said to be wrong, or asked, is not claimed
    (r"A common mistake is to write $(a+b)^2 = a^2 + b^2$.", ""),
    (r"One must not write $$\log(a + b) = \log a + \log b$$", ""),
    (r"Is it true that $\sqrt{a^2} = a$?", ""),
    (r"For which $x$ is $x^2 > x$?", ""),
    (r"We do not have $\sqrt{x^2} = x$ for all real $x$.", ""),
    (r"Es gilt nicht $\sqrt{a^2+b^2} = a+b$.", ""),
    (r"Warum gilt $\sqrt{a^2} \neq a$?", ""),
    (r"If $x$ is not zero, then $x^2 > 0$.", "p"),
    (r"Let $x$ be a number that is not negative. Then $|x| = x$.", "p"),
    (r"Let $x \neq 0$ be not positive. Then $|x| = -x$.", "p"),
    (r"We have $x^2 > 4$ only if $|x| > 2$.", "p"),
    (r"We have $x^2 > 4$ only if $x > 2$.", "r"),
)

DENIED = (
    (r"For all $x, y \in \mathbb{R}$ with $x \ne y$ we have $(x-y)^2 > 0$.", "p"),
    (
        "For any two positive $a, b$ we have $ab > 0$.\n\nFor any two $a, b$ we have $ab > 0$.",
        "pr",
    ),
    (
        "For all integers $m, n$ with $m < n$, $m < n$.\n\nFor all real $m, n$ we have $m \\le n$.",
        "pr",
    ),
    (r"Gilt $x > 0$, so ist $|x| = x$. Gilt dagegen $x < 0$, so ist $|x| = -x$.", "pp"),
    (r"Wir nehmen $x > 0$ an. Dann ist $|x| = x$.", "p"),
    (r"Wir setzen $x > 0$ nicht voraus. Dann ist $|x| = x$.", "r"),
    (r"Wir dürfen $x > 0$ annehmen. Dann ist $|x| = x$.", "p"),
    (r"The only positive solution of $x^2 = 4$ is $x = 2$.", ""),
    # two directions, and cases that mask what holds otherwise
    (r"Suppose $x > 3$. Then $x^2 > 9$. Conversely, suppose $x^2 > 9$. Then $x > 3$.", "pr"),
    (r"Let $a > 0$. Suppose $a = 1$. Then $a^2 = 1$. Conversely, suppose $a^2 = 1$. Then $a = 1$.", "pp"),
    (
        "($\\Rightarrow$) Suppose $x = 2$.\n\n($\\Leftarrow$) Suppose $x^2 = 4$. Then $x = 2$.",
        "r",
    ),
    ("Necessity: let $a = b$. Then $a^2 = b^2$.\n\nSufficiency: let $a^2 = b^2$. Then $a = b$.", "pr"),
    ("Let $0 < p < 1$. For $p = 1$ we have $\\log p = 0$.\n\nWe have $\\log p < 0$.", "pp"),
    ("a) $f(x) = x^2$\n\n$f'(x) = 2x$\n\nb) $f(x) = x^3$\n\n$f'(x) = 2x$", "pr"),
    (r"With $f(x) = x^2$ we get $f(3) = 9$. With $f(x) = x^3$ we get $f(3) = 9$.", "pr"),
    (r"Let $n = 2m$ for some integer $m$. Then $n^2 = 4m^2$.", "p"),
    (r"Let $f(x) = x^2 - 4$. To find the zeros let $f(x) = 0$. Then $x^2 = 4$.", "p"),
    # what is assumed no longer, not at all, or otherwise
    (r"We do not assume that $x > 0$. Then $|x| = x$.", "r"),
    (r"Without assuming $x > 0$ we have $\sqrt{x^2} = x$.", "r"),
    (r"Let $x > 0$. Then $|x| = x$. We no longer assume $x > 0$. Then $|x| = x$.", "pr"),
    ("Let $x \\ne 0$. Then $x^2 > 0$.\n\nLet $x$ be a real number. Then $x^2 > 0$.", "pr"),
    ("Let $n$ be an odd number. Then $n^2$ is odd.\n\nLet $n$ be an even number. Then $n^2$ is odd.", "pr"),
    (r"Let $x \ge 0$ but $x \ne 0$. Then $x > 0$.", "p"),
    (r"Let $x > 0$, but not $x = 1$. Then $\log x \ne 0$.", "p"),
    (r"If it is not the case that $x > 0$, then $x \le 0$.", "p"),
    (r"Let $x$ be different from $0$ and $1$. Then $x(x-1) \ne 0$.", "p"),
    (r"Let $x$ and $y$ be positive or zero. Then $x + y > 0$.", "r"),
    (r"Assume now that $x = 0$. Then $e^x = 1$. Assume next that $x > 0$. Then $e^x > 1$.", "pp"),
    (r"If $x > 1$, then $x^2 > x$. Otherwise, $x^2 \le x$.", "px"),
    ("- For $x > 0$: $|x| = x$\n- For $x < 0$: $|x| = -x$\n- For all $x$: $|x| = x$\n", "ppr"),
    (r"We have $x^2 \le x$ on $[0, 1]$. We have $x^2 \le x$ on $[0, 2]$.", "pr"),
    (r"We have $\sqrt{x^2} = x$ (for $x \ge 0$).", "p"),
    (r"Under the assumption $x \ge 0$ we have $\sqrt{x^2} = x$.", "p"),
    (r"Show that for all $x > 0$: $\log x \le x - 1$.", "p"),
    (r"Für gerades $n$ ist $(-1)^n = 1$, für ungerades $n$ ist $(-1)^n = -1$.", "pp"),
    (r"Thus $(a+b)^2 = a^2 + b^2$ cannot hold.", ""),
    (r"Hence $\sqrt{x^2} = x$ fails for $x < 0$.", ""),
    (r"We have $(a+b)^2 = a^2 + 2ab + b^2$ rather than $(a+b)^2 = a^2 + b^2$.", "p"),
    ("**Wrong:** $$(a+b)^2 = a^2 + b^2$$\n\n**Correct:** $$(a+b)^2 = a^2 + 2ab + b^2$$", "p"),
    (r"Es gilt nicht für alle $x$, dass $x^2 \ge x$.", ""),
    (r"The function $f(x) = x^3$ is not convex.", "p"),
    (r"The function $f(x) = x^2$ is not convex.", "r"),
    (r"The function $f(x) = x^2$ is not increasing.", "p"),
    (r"The function $f(x) = x^3$ is not increasing.", "r"),
    (r"Let $x > 0$. The function $f(x) = x^2$ is not increasing.", "r"),
    (r"The function $f(x) = x - 1$ is not positive.", "p"),
    (r"The function $f(x) = x^2 + 1$ is not positive.", "r"),
    (r"$n^2$ is not divisible by $3$.", "r"),
    (r"$3n + 1$ is not divisible by $3$.", "p"),
    ("The function $f(x) = x^2$ is bounded.\n\nThe function $f(x) = \\sin x$ is not bounded.", "rr"),
    ("The function $f(x) = 1/x$ is odd.\n\nThe function $f(x) = x^2$ is not continuous at $x = 0$.", "pr"),
    (r"The function $f(x) = x^2$ is increasing only for $x \ge 0$.", ""),
    (r"Nobody says that $f(x) = x^2$ is increasing.", ""),
    (r"$f(x) = |x|$ is differentiable everywhere except at $x = 0$.", ""),
    (r"There is an integer $n$ with $2n = 1$.", "r"),
    (r"There is a real number $x$ with $2x = 1$.", "p"),
    (r"There is no integer $n$ with $n^2 = 4$.", "r"),
    (r"There is a negative number $x$ with $x^3 = 8$.", "r"),
    ("Es gibt eine ganze Zahl $n$ mit $2n = 1$.\n\nEs gibt eine reelle Zahl $x$ mit $2x = 1$.", "rp"),
    (r"For some $x$ we have $x^2 = 4$.", "p"),
    (r"For at least one $x$ we have $x^2 = -1$.", "r"),
    (r"For infinitely many $n$ we have $(-1)^n = 1$.", "x"),
    (r"Setting $n = 3$ we get $n^2 = 9$. Setting $n = 4$ we get $n^2 = 9$.", "pr"),
    ("Define $g(x) = x + 1$. Then $g(1) = 2$. Now define $g(x) = x + 2$. Then $g(1) = 3$.", "pp"),
)

IN_LATEX = r"""\documentclass{article}
\begin{document}
\begin{lemma} Let $x > 0$. Then $|x| = x$. \end{lemma}
\begin{lemma} We have $|x| = x$. \end{lemma}
\end{document}
"""


@pytest.mark.parametrize(("text", "verdicts"), ROWS + DENIED)
def test_what_is_in_force(text, verdicts):
    checked = derive.check_text(text)
    pairs = zip(checked.derivation.steps, checked.verdicts, strict=True)
    found = [SHORT.get(type(v).__name__, "x") for s, v in pairs if s.kind in {"relation", "verbal"}]
    assert "".join(found) == verdicts


def test_environments_have_their_own_assumptions():
    checked = check(elaborate(read("x.tex", IN_LATEX.encode())))
    assert [type(v).__name__ for v in checked.verdicts if v is not None] == ["Proved", "Refuted"]
