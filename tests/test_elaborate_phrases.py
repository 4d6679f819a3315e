"""Sentences that claim without a sign, what leads to a claim, and formulas that were not understood."""

import pytest
from corpus_documents import sources
from verdicts import WORDS

import derive
from derive.core.document import BlockKind
from derive.elaborate.document import elaborate
from derive.syntax.reading import read

FORMULAS = (BlockKind.INLINE, BlockKind.DISPLAY, BlockKind.UNREADABLE)

SHORT = {
    "proved": "P",
    "refuted": "R",
    "undecided": "U",
    "note": "-",
    "hypothesis": "h",
    "definition": "d",
    "declaration": "h",
}
"""What a step is called in these tables; "?" behind it is a refutation that is a question."""

VALUES = (
    (r"The derivative of $x^2$ is $2x$.", "P"),
    (r"The derivative of $x^3$ is $2x^2$.", "R"),
    (r"Hence the derivative of $x^2$ is $2x$, and the derivative of $x^3$ is $x^2$.", "PR"),
    (r"The derivative of $x^2$ at $x = 1$ is $2$.", "P"),
    (r"The second derivative of $x^3$ with respect to $x$ is $6x$.", "P"),
    (r"The derivative of $f(x) = x^2$ is not $x$.", "dP"),
    (r"Let $f(x) = x^3$. The second derivative of $f$ is $6x$.", "dP"),
    (r"If $a > 0$, the derivative of $a x^2$ is $a x$.", "hR"),
    (r"The derivative of $x^2$ is never $2x$.", "--"),
    (r"The derivative of $x^2$ is $3x$ only at $0$.", "---"),
    (r"The derivative of $x^2$ is $2x$ in no case.", "--"),
    (r"The derivative of $g$ is $2x$.", "--"),
    (r"The derivative of $a x^2 y$ is $2x$.", "--"),
    (r"Suppose the derivative of $x^2$ is $3x$.", "--"),
    (r"Is it true that the derivative of $x^2$ is $3x$?", "--"),
    (r"Nobody says the derivative of $x^2$ is $3x$.", "--"),
    (r"The integral of $x$ from $0$ to $1$ equals $\frac12$.", "P"),
    (r"The integral of $x^2$ from 0 to 1 is $\frac12$.", "R"),
    (r"The integral of $x^2$ over $[0,1]$ is $\frac13$.", "P"),
    (r"An antiderivative of $2x$ is $x^2$. $x^3$ is an antiderivative of $x^2$.", "PR"),
    (r"The limit of $\frac1n$ as $n \to \infty$ is $0$.", "P"),
    (r"The limit of $x$ as $n \to \infty$ is $0$.", "-h-"),
    (r"In the limit $x \to 0$, $\frac{\sin x}{x} = 1$.", "P"),
    (r"In the limit $x \to 0$, $\frac{\sin x}{x} = x$.", "h-"),
    (r"The value of $x^2 + 1$ at $x = 2$ is $6$.", "R"),
    (r"The value of $x^2 + 1$ at $y = 2$ is $6$.", "---"),
    (r"The square of $a + b$ is $a^2 + b^2$.", "R"),
    (r"The square of $x$ is $4$.", "--"),
    (r"The product of $x+1$ and $x-1$ is $x^2 - 1$.", "P"),
    (r"The product of $x$ and $x+1$ is $12$.", "---"),
    (r"The sum of $a + b$ and $a - b$ is $s$.", "---"),
    (r"The determinant of $\begin{pmatrix}1&2\\3&4\end{pmatrix}$ is $-2$.", "P"),
    (r"The determinant of $A$ is $3$.", "--"),
    (r"The determinant of the matrix $A = \begin{pmatrix}1&2\\3&4\end{pmatrix}$ is $2$.", "dR"),
    (r"The value of $f(x) = x^2 + 1$ at $3$ is $10$.", "dP"),
    (r"The sum of the first $n$ odd numbers is $n^2$.", "P"),
    (r"The sum of the first $n$ positive integers is $n(n-1)/2$.", "R"),
    (r"The sum of the first $n$ prime numbers is $n^2$.", "--"),
    (r"Modulo $3$, $n^3 = n$. Modulo 4, $n^3 = n$.", "-PR?"),
    (r"Die Ableitung von $x^2$ ist $2x$. Die Ableitung von $x^2$ ist $3x$.", "PR"),
    (r"Die Ableitung von $x^2$ ist nie $2x$.", "--"),
    (r"Das Integral von $x$ von $0$ bis $1$ ist $1$.", "R"),
    (r"Der Grenzwert von $\frac1n$ für $n \to \infty$ ist $0$.", "P"),
    (r"Die Summe der ersten $n$ ungeraden Zahlen ist $n^2$.", "P"),
    (r"Das Produkt von $x+1$ und $x-1$ ist $x^2 + 1$.", "R"),
)

OF_ALL = (
    (r"Every real number $x$ satisfies $x^2 \ge 0$.", "-P"),
    (r"Every real $x$ satisfies $x^2 > 0$.", "-R"),
    (r"Every positive $x$ satisfies $x^2 > 0$.", "-P"),
    (r"Every lucky $x$ satisfies $x > 0$. Then $|x| = x$.", "--R?"),
    (r"Not every real number $x$ satisfies $x^2 > x$.", "P"),
    (r"Not every real number $x$ satisfies $x^2 \ge 0$.", "R"),
    (r"No real number $x$ satisfies $x^2 = -1$. No real number satisfies $x^2 = 1$.", "PR"),
    (r"No solution $y$ satisfies $y = 0$. Then $y^2 = 0$.", "--R?"),
    (r"The identity $(a+b)^2 = a^2 + b^2$ holds. $x^2 \ge 0$ is true for every real $x$.", "RP-"),
    (
        r"For every $n \in \mathbb{N}$ we have $n \ge 1$. Every $n \in \mathbb{N}$ satisfies $n \ge 2$.",
        "hPhR",
    ),
    (r"We have $x^2 \ge 0$ for all $x$, but $x^3 \ge 0$ is open. Hence $x^3 \ge 0$.", "P--R?"),
    (r"The formula $\sqrt{x^2} = x$ is only valid for $x \ge 0$.", "-h"),
    (r"On $[0, \infty)$ we have $\sqrt{x^2} = x$. On $[-1, 0]$, $x^2 \le x$.", "hPhR"),
    (r"Jede reelle Zahl $x$ erfüllt $x^2 \ge 0$. Jede positive Zahl $x$ erfüllt $x > 1$.", "-P-R"),
    (r"Keine reelle Zahl $x$ erfüllt $x^2 = -1$. Nicht jede reelle Zahl $x$ erfüllt $x^2 > x$.", "PP"),
    (r"Jede brave Zahl $x$ erfüllt $x > 0$. Dann ist $|x| = x$.", "--R?"),
)

PLACES = (
    (r"Let $f(x) = x^3 - 3x$. The critical points are $x = 1$ and $x = -1$.", "dh--"),
    (r"Sei $f(x) = x^3 - 3x$. Die kritischen Stellen sind $x = 1$ und $x = -1$.", "dh--"),
    (r"There are two possibilities: either $x = 1$ or $x = -1$. In the first case, $x^3 = 1$.", "-hP"),
    (r"No even number $n$ satisfies $n = 3$. Then $n^2 = 9$.", "--R?"),
    (r"The function $f(x) = x^2$ has the derivative $2x$.", "dP"),
    (r"Die Funktion $f(x) = x^2$ hat die Ableitung $f'(x) = x$.", "dR"),
)

LED = (
    (r"By symmetry, $|x| = |-x|$. By symmetry $|x| = |-x| + 1$.", "PR?"),
    (r"By the binomial theorem $(a+b)^2 = a^2 + b^2$.", "R"),
    (r"By choosing $x = 1$, we get $x^2 = 1$.", "dP"),
    (r"By assumption $x > 0$.", "R?"),
    (r"Clearly $x^2 \ge 0$. Obviously, $x^2 \ge 1$.", "PR"),
    (r"Clearly $x = 0$ is a lucky place.", "-"),
    (r"One easily checks that $x^2 - 1 = (x-1)(x+1)$.", "P"),
    (r"In this case, $|x| = x$.", "R?"),
    (r"Two cases: $x \ge 0$ and $x < 0$. In the first case, $|x| = x$.", "-h-P"),
    (r"Two cases: $x \ge 0$ and $x < 0$. In the second case $|x| = x$.", "--hR"),
    (r"Either $x = 2$ or $x = 3$. In the other case $x^2 = 9$.", "-hP"),
    (r"There are many cases. In the first case, $x^2 = x$. Hence $x^2 = x$.", "-R?"),
    (r"In the first case $x = 2$ we get $x^2 = 4$.", "hP"),
    ("Given $x \\ge 0$, we have $|x| = x$.\n\nWe have $|x| = x$.", "hPR?"),
    (r"We need $x > 2$. Then $x^2 > 4$.", "hP"),
    (r"We need $x^2 + 1 \ge 2x$. Indeed $x^2 + 1 \ge 2x$.", "-P"),
    (r"Die Funktion $f$ sei ungerade. Dann ist $f(0) = 0$.", "-P"),
    (r"Die Zahl $b$ sei nicht notwendig positiv. Dann ist $|b| = b$.", "-R?"),
    (r"The function $f$ shall be odd. Then $f(0) = 0$.", "-P"),
    (r"Wir unterscheiden zwei Fälle: $x \ge 0$ und $x < 0$. Im zweiten Fall ist $|x| = x$.", "--hR"),
    (r"Aus Symmetriegründen gilt $|x| = |-x| + 1$. Offenbar ist $x^2 \ge 0$.", "R?P"),
    (r"Wir brauchen $x > 2$. Dann ist $x^2 > 4$.", "hP"),
    (r"By no means, $x^2 \ge 0$. By mistake, $x^2 = 1$.", "--"),
    (r"**Assumption.** $x > 0$. **Claim.** $|x| = x$.", "hP"),
    (r"**Annahme.** $x > 0$. **Behauptung.** $|x| = -x$.", "hR"),
    ("Given $x \\ge 0$ and $y \\ge 0$, we have $x + y \\ge 0$.\n\nWe have $x + y \\ge 0$.", "hhPR?"),
    (r"By the quotient rule, the derivative of $\frac{x}{x+1}$ is $\frac{1}{(x+1)^2}$.", "P"),
    (r"$f(x) = x^3$: $f'(x) = 2x^2$.", "dR"),
    (r"A particle of mass $m > 0$ moves. Then $\sqrt{m^2} = m$.", "-R?"),
)


@pytest.mark.parametrize(("text", "expected"), [*VALUES, *OF_ALL, *PLACES, *LED], ids=lambda v: v[:60])
def test_sentence_claims(text, expected):
    checked = derive.check(text + "\n")
    steps = zip(checked.derivation.steps, checked.verdicts, strict=True)
    assert "".join(_short(s, v) for s, v in steps) == expected


def _short(step, verdict):
    word = WORDS.get(type(verdict), step.kind)
    return SHORT.get(word, "X") + "?" * (getattr(verdict, "cause", None) is not None)


UNTOLD = (
    (r"By the way, $x^2 = 1$ may happen.", 1),
    (r"The Wronskian of $x^2$ and $x$ is $-x^2$.", 1),
    (r"Conics such as $x^2 = x$ are curves. Then $|x| = |-x|$.", 1),
    (r"Let $x > 0$. Then $\sqrt{x^2} = x$.", 0),
    (r"The function $f(x) = x^2$ is even.", 0),
    (r"It is false that $(a+b)^2 = a^2 + b^2$.", 0),
    (r"The maximum of $1 - x^2$ is $1$.", 0),
    (r"Übrigens kann $x^2 = 1$ sein.", 1),
)


@pytest.mark.parametrize(("text", "count"), UNTOLD, ids=lambda v: str(v)[:60])
def test_what_is_not_understood_is_told(text, count):
    found = elaborate(read("a.md", f"{text}\n".encode())).diagnostics
    assert [d.code for d in found] == ["elaborate.not-judged"] * count
    assert all(d.place is not None for d in found)


@pytest.mark.parametrize("path", sources(), ids=lambda p: p.stem)
def test_no_formula_of_a_document_is_lost(path):
    _accounts_for_all(read(str(path), path.read_bytes()))


def test_no_formula_of_these_sentences_is_lost():
    for text in (t for table in (VALUES, OF_ALL, PLACES, LED, UNTOLD) for t, _ in table):
        _accounts_for_all(read("a.md", f"{text}\n".encode()))


def _accounts_for_all(document):
    """Each formula stands in one of the derivation, which is a claim, a condition, a definition or a note."""
    derivation = elaborate(document)
    shown = [b.place for b in derivation.document.blocks if b.kind in FORMULAS]
    for place in (b.place for b in document.blocks if b.kind in FORMULAS):
        home = next(
            p for p in shown if p.part == place.part and p.start <= place.start and place.end <= p.end
        )
        assert any(_meet(s.place, home) for s in derivation.steps), (document.path, place)


def _meet(first, second):
    return first.part == second.part and first.start < second.end and second.start < first.end


def test_places_of_a_sentence_are_those_of_its_formulas():
    text = "Hence the derivative of $x^3$ is $x^2$.\n"
    (step,) = elaborate(read("a.md", text.encode())).steps
    assert text[step.place.start : step.place.end] == "x^3$ is $x^2"
    assert text[step.rhs_place.start : step.rhs_place.end] == "x^2"
