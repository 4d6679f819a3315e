"""What sentences say of the formulas in them: definitions, conditions, cases, and what holds then."""

import pytest

import derive
from derive.core.verdict import Proved

SENTENCES = (
    (
        "a function that is declared and then given",
        r"Let $f: \mathbb{R} \to \mathbb{R}$ be given by $f(x) = x^3$. Then $$f'(x) = 3x^2.$$",
        "declaration definition Proved",
    ),
    (
        "a function with its values behind a comma",
        r"Sei $f\colon \mathbb{R} \to \mathbb{R}$, $f(x) = x^3$. Dann gilt $$f'(x) = 3x^2.$$ Also $f(1)=1$.",
        "declaration definition Proved Proved",
    ),
    (
        "a property of an unknown function is no definition of it",
        r"Let $f: \mathbb{R} \to \mathbb{R}$ with $f(-x) = f(x)$. Then $f(-1) = f(1)$.",
        "declaration hypothesis Proved",
    ),
    (
        "numbered names get their values one after the other",
        r"The eigenvalues are $\lambda_1 = 1$ and $\lambda_2 = 3$. Then $$\lambda_1 + \lambda_2 = 4$$",
        "definition definition Proved",
    ),
    (
        "a condition behind a definition is one",
        (
            r"Let $X \sim \mathcal{N}(0, s^2)$ with density "
            r"$p(x) = \frac{1}{\sqrt{2\pi} s} e^{-\frac{x^2}{2s^2}}$, $s > 0$. "
            r"Then $$\int_{-\infty}^\infty p(x)\,\mathrm dx = 1.$$"
        ),
        "declaration definition hypothesis Proved",
    ),
    (
        "what is defined further on in the sentence",
        (
            r"Let $\sum_i y_i = 1$, $L = -\sum_i y_i \log s_i$ with $s_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$. "
            r"Then $\frac{\partial L}{\partial z_j} = s_j - y_j$."
        ),
        "hypothesis definition definition Proved",
    ),
    (
        "an equation that is a sentence of its own defines a new name",
        r"$p = \gamma m v$ with $\gamma = \frac{1}{\sqrt{1 - v^2}}$. Then $p = \frac{mv}{\sqrt{1 - v^2}}$.",
        "definition definition Proved",
    ),
    (
        "cases that exclude each other",
        (
            "Let $s_i = \\frac{e^{z_i}}{\\sum_k e^{z_k}}$.\n\n"
            "If $i = j$: $$\\frac{\\partial s_i}{\\partial z_j} = s_i (1 - s_i).$$\n"
            "If $i \\ne j$: $$\\frac{\\partial s_i}{\\partial z_j} = -s_i s_j.$$\n"
        ),
        "definition hypothesis Proved hypothesis Proved",
    ),
    (
        "what holds under a condition is claimed and not assumed",
        r"For $n > 2$, $n^2 > 5$.",
        "hypothesis Refuted",
    ),
    (
        "of two conditions the last formula is no claim where more follows",
        r"For $x > 0$, $y > 0$ we have $xy > 0$.",
        "hypothesis hypothesis Proved",
    ),
    (
        "a condition behind a claim is one",
        r"We have $\frac{1}{x(x - 1)} > 0$ for $x > 0$, $x > 1$.",
        "Proved hypothesis hypothesis",
    ),
    (
        "words that make one statement of two formulas",
        r"It holds that $x^2 = 4$ if and only if $x = 2$ or $x = -2$.",
        "Proved",
    ),
    (
        "what implies what",
        r"Here $x > 1$ implies $x^2 > x$.",
        "Proved",
    ),
    (
        "one of two relations",
        r"Let $(x - 2)(x - 3) = 0$. Then $x = 2$ or $x = 3$.",
        "hypothesis Proved",
    ),
    (
        "what is set to zero at the end of a chain is to be solved",
        r"Then $$\frac{d}{dx}(x^2 - 2x) = 2x - 2 = 0$$ gives $x = 1$.",
        "Proved hypothesis Proved",
    ),
    (
        "what is zero at the end of a chain is claimed",
        r"Then $$\frac{d}{dx}(\sin^2 x + \cos^2 x) = 2\sin x\cos x - 2\cos x\sin x = 0.$$",
        "Proved Proved",
    ),
    (
        "a reason that is a condition",
        r"Since $p + q = 1$, we have $p^2 - q^2 = p - q$.",
        "hypothesis Proved",
    ),
    (
        "a reason that is an identity is judged",
        r"Since $\sin^2 x + \cos^2 x = 1$, we have $\cos^2 x = 1 - \sin^2 x$.",
        "Proved Proved",
    ),
    (
        "a reason that is wrong is judged",
        r"Since $(a + b)^2 = a^2 + b^2$, we have $ab = 0$.",
        "Refuted Refuted",
    ),
    (
        "the condition of what is to be shown holds in the argument, and by induction n counts",
        (
            "Prove by induction that $2^n > n$ for all $n \\ge 1$.\n\nAssume $2^n > n$. "
            "Then $2^{n+1} = 2 \\cdot 2^n > 2n \\ge n + 1$."
        ),
        "Proved hypothesis hypothesis Proved Proved Proved",
    ),
    (
        "a place is no claim",
        r"It lands when $y = 0$, i.e. at $t = \frac{2v}{g}$.",
        "hypothesis note",
    ),
    (
        "an equation that is set up is no claim",
        r"Setting the gradient to zero gives $2u - 2a = 0$. Then $u = a$.",
        "hypothesis Proved",
    ),
    (
        "a value in one case says nothing of the next paragraph",
        "If $n = 2$: $n^2 = 4$.\n\n$$n^2 = 4$$\n",
        "hypothesis Proved Refuted",
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"), [row[1:] for row in SENTENCES], ids=[row[0] for row in SENTENCES]
)
def test_sentence_means(text, expected):
    found = derive.check_text(text)
    pairs = zip(found.derivation.steps, found.verdicts, strict=True)
    told = [step.kind if verdict is None else type(verdict).__name__ for step, verdict in pairs]
    assert " ".join(told) == expected


def test_an_array_of_which_a_later_section_says_nothing_is_what_it_was():
    text = (
        "# One\n\nLet $X \\in \\mathbb{R}^{n \\times d}$, $y \\in \\mathbb{R}^n$, $w \\in \\mathbb{R}^d$.\n\n"
        "# Two\n\nWith $c > 0$ let $R(w) = \\|Xw - y\\|^2 + c \\|w\\|^2$. Then\n"
        "$$\\nabla R(w) = 2X^\\top (Xw - y) + 2 c w$$\n"
    )
    assert isinstance(derive.check_text(text).verdicts[-1], Proved)


def test_a_letter_of_an_earlier_section_is_free_where_nothing_of_it_goes_on():
    text = "# One\n\nLet $x \\in \\mathbb{R}^2$.\n\n# Two\n\n$$(x + 1)^2 = x^2 + 2x + 1$$\n"
    assert isinstance(derive.check_text(text).verdicts[-1], Proved)


def test_a_name_of_another_exercise_means_nothing():
    text = "# 1.\n\nLet $x \\in \\mathbb{R}^n$.\n\n# 2.\n\n$$x^2 \\ge 0$$\n"
    assert isinstance(derive.check_text(text).verdicts[-1], Proved)


def test_what_fails_only_as_it_was_mended_is_left_to_a_person():
    found = derive.check_text("$$\\frac{\\partial (\\log(e^{x})}{\\partial x} = 2$$\n")
    assert [type(v).__name__ for v in found.verdicts] == ["Undecided"]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\mathbb{E}[X]^2 \ge 0", "Proved"),
        (r"\mathbb{E}[X] = X", "Undecided"),
        (r"\operatorname{Var}(X) = \mathbb{E}[X^2] - \mathbb{E}[X]^2", "Proved"),
    ],
)
def test_what_is_known_of_expectations(claim, verdict):
    assert [type(v).__name__ for v in derive.check_text(f"$${claim}$$\n").verdicts] == [verdict]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\mathbf{1}^T x = \sum_{i=1}^{n} x_i", "Proved"),
        (r"x^T \mathbf{1} \mathbf{1}^T x = \left(\sum_{i=1}^{n} x_i\right)^2", "Proved"),
        (r"\mathbf{1}^T x = 2 \sum_{i=1}^{n} x_i", "Refuted"),
    ],
)
def test_a_bold_one_is_the_vector_of_ones(claim, verdict):
    found = derive.check_text(f"Let $x \\in \\mathbb{{R}}^n$.\n\n$${claim}$$\n")
    assert [type(v).__name__ for v in found.verdicts if v is not None] == [verdict]


CHAINS = (
    "$$\\frac{\\partial (\\log(e^{x})}{\\partial x} = 2 = 3 - 1$$\n",
    "$$\\mathbf{u}^T \\mathbf{v} = \\mathbf{u} = 2 \\mathbf{u} - \\mathbf{u}$$\n",
)


@pytest.mark.parametrize("text", CHAINS, ids=["mended", "guessed"])
def test_the_conclusion_of_a_chain_that_may_be_misread_accuses_nobody(text):
    found = derive.check_text(text)
    told = [type(v).__name__ for v in (*found.verdicts, *found.conclusions) if v is not None]
    assert "Refuted" not in told
    assert "Undecided" in told
