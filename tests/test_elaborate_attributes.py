"""Words about what was introduced: positive, symmetric, invertible, even."""

import pytest

from derive.core.verdict import Proved, Refuted
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.syntax.reading import read

TEXTS = [
    (r"Let $A \in \mathbb{R}^{n\times n}$ be symmetric. Then $A^T = A$.", True),
    (
        r"Let $A \in \mathbb{R}^{n\times n}$ be a symmetric matrix and $x \in \mathbb{R}^n$. Then $A^T = A$.",
        True,
    ),
    (r"Let $A \in \mathbb{R}^{n\times n}$, symmetric. Then $A^T = A$.", True),
    (r"Let $A \in \mathbb{R}^{n\times n}$ be a matrix. Then $A^T = A$.", False),
    (r"Let $x \in \mathbb{R}$ be positive. Then $|x| = x$.", True),
    (r"Let $x \in \mathbb{R}$ be negative. Then $|x| = x$.", False),
    (r"Let $x, y \in \mathbb{R}$ be positive. Then $|x| + |y| = x + y$.", True),
    (r"Let $a$ and $b$ be positive real numbers. Then $\sqrt{a^2} + \sqrt{b^2} = a + b$.", True),
    (r"Let $n \in \mathbb{N}$ be even. Then $(-1)^n = 1$.", True),
    (r"Let $n \in \mathbb{N}$ be odd. Then $(-1)^n = 1$.", False),
    (r"For even $n \in \mathbb{N}$ we have $(-1)^{n+1} = -1$.", True),
    (r"Let $A \in \mathbb{R}^{n\times n}$ be invertible. Then $A A^{-1} = I$.", True),
    (r"Let $a = (1, 2, 3)^T$ and $b = (4, 5, 6)^T$. Then $a^T b = 32$.", True),
    (r"Let $a = (1, 2, 3)^T$ and $b = (4, 5, 6)^T$. Then $a \times b = (-3, 6, -3)^T$.", True),
    (r"Let $a = (1, 2)^T$. Then $a a^T = \begin{pmatrix} 1 & 2 \\ 2 & 4 \end{pmatrix}$.", True),
    (r"Let $a = (1, 2)^T$. Then $a^T a = 4$.", False),
    (r"Sei $A \in \mathbb{R}^{n\times n}$ symmetrisch. Dann gilt $A^T = A$.", True),
    (r"Seien $a, b \in \mathbb{R}$ positiv. Dann gilt $|a| + |b| = a + b$.", True),
    (r"Für gerades $n \in \mathbb{N}$ gilt $(-1)^n = 1$.", True),
    (r"Sei $n \in \mathbb{N}$ ungerade. Dann gilt $(-1)^n = 1$.", False),
]


@pytest.mark.parametrize(("text", "holds"), TEXTS)
def test_what_is_said_of_what_was_introduced_is_assumed(text: str, *, holds: bool) -> None:
    checked = check(elaborate(read("x.md", text.encode())))
    steps = zip(checked.derivation.steps, checked.verdicts, strict=True)
    assert [isinstance(v, Proved) for s, v in steps if s.kind == "relation"] == [holds]


def test_v_is_a_variance_only_where_it_is_no_number() -> None:
    def proved(text: str) -> bool:
        checked = check(elaborate(read("x.md", text.encode())))
        return all(isinstance(v, Proved) for v in checked.verdicts)

    assert proved(r"$$V(1 + x) = V + Vx$$")
    assert proved(r"$$\frac{d}{dt}\left(V\left(1-e^{-t}\right)\right) = V e^{-t}$$")
    assert not proved(r"$$V(1 + x) = V(1) + V(x)$$")


def test_an_assumption_without_names_is_kept() -> None:
    checked = check(elaborate(read("x.md", rb"Assume $1 \ge 2$. Then $x = x + 1$.")))
    (claim,) = (s.claim for s in checked.derivation.steps if s.claim is not None)
    assert [repr(p) for p in claim.context.propositions] == ["ge(1, 2)"]
    assert not isinstance(checked.verdicts[-1], Proved | Refuted)
