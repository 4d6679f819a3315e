"""Claims in words become claims about values; what is only assumed or not known does not."""

import pytest

from derive.elaborate.document import elaborate
from derive.syntax.reading import read


def verbal(text, language="en"):
    steps = elaborate(read("notes.md", text.encode()), language=language).steps
    return [s.claim for s in steps if s.kind == "verbal"]


CLAIMS = {
    r"The function $\tanh$ is odd.": "eq(tanh(multiply(-1, x)), multiply(-1, tanh(x)))",
    r"Let $f(x) = x^2$. Then $f$ is even.": "eq(power(multiply(-1, x), 2), power(x, 2))",
    r"Let $f(x) = x^2$. Then $f(x)$ is even.": "eq(power(multiply(-1, x), 2), power(x, 2))",
    r"The function $a x$ is even.": None,
    r"Hence $e^x$ is increasing.": "implies(lt(x, x'), le(exp(x), exp(x')))",
    r"Hence $e^{-x}$ is strictly decreasing.": (
        "implies(lt(x, x'), gt(exp(multiply(-1, x)), exp(multiply(-1, x'))))"
    ),
    r"Hence $\sin^2 x$ is not constant.": "ne(power(sin(x), 2), power(sin(x'), 2))",
    r"So $(a+b) - b$ is independent of $b$.": (
        "eq(add(add(a, b), multiply(-1, b)), add(add(a, b'), multiply(-1, b')))"
    ),
    r"So $\cos x$ is periodic with period $2\pi$.": "eq(cos(add(x, multiply(2, pi()))), cos(x))",
    r"So $\sin x$ takes values in $[-1, 1]$.": "member(sin(x), interval(-1, 1, 1, 1))",
    r"So $x^2$ is invariant under $x \to -x$.": "eq(power(multiply(-1, x), 2), power(x, 2))",
    r"Let $A \in \mathbb{R}^{n \times n}$. Then $A^T A$ is symmetric.": (
        "eq(transpose(matmul(transpose(A), A)), matmul(transpose(A), A))"
    ),
    r"Let $A \in \mathbb{R}^{n \times n}$. Here $A$ is symmetric.": None,
    r"If $x^2$ is even, then so what.": None,
    r"Let $f$ be even. Then $f$ is even.": None,
    r"Assume that $x^3$ is increasing.": None,
}


@pytest.mark.parametrize(("text", "proposition"), CLAIMS.items())
def test_claims_in_words(text, proposition):
    assert [repr(c.proposition) for c in verbal(text)] == ([] if proposition is None else [proposition])


def test_what_is_known_of_a_variable_is_known_of_its_second_value():
    (claim,) = verbal("Let $x > 0$. Then $x^2$ is increasing.")
    assert set(map(repr, claim.context.propositions)) == {"gt(x, 0)", "gt(x', 0)"}


def test_a_denied_identity_is_one_of_functions():
    (claim,) = verbal(r"So $\sin x$ is not constant.")
    assert claim.not_identical


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (r"Also ist $x^2$ nicht konstant.", "ne"),
        (r"Die Funktion $x^2$ ist gerade.", "eq"),
        (r"Die Funktion $e^x$ ist streng monoton wachsend.", "implies"),
        (r"Die Funktion $\sin x$ liegt in $[-1, 1]$.", "member"),
        (r"Sei $f$ gerade.", None),
    ],
)
def test_claims_in_german_words(text, head):
    assert [c.relation for c in verbal(text, "de")] == ([] if head is None else [head])
