"""Dots over functions of time, and premises that say what a function is."""

import pytest

from derive.core.verdict import Proved, Refuted
from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.syntax.reading import read

TEXTS = [
    (r"Let $s(t) = v t + \frac12 a t^2$. Then $\dot s(t) = v + a t$ and $\ddot s = a$.", "dpp"),
    (r"Let $s(t) = v t + \frac12 a t^2$. Then $\dot s(t) = v + t$.", "dr"),
    (r"$$s(t) = v t + \frac12 a t^2 \Rightarrow \dot s(t) = v + a t$$", "p"),
    (r"$$x(t) = \cos(\omega t) \implies \ddot x(t) = -\omega^2 x(t)$$", "p"),
    (r"$$x(t) = \cos(\omega t) \implies \ddot x(t) = \omega^2 x(t)$$", "r"),
    (r"$$f(x) = x^2 \implies f'(x) = 2x$$", "p"),
    (r"$$f(x) = x^2 \implies f(3) = 9$$", "p"),
    (r"$$f(x) = x^2 \implies f(3) = 8$$", "r"),
    (r"$$f(x) = 0 \implies x = 1$$", "r"),
    (r"Let $A \in \mathbb{R}^{n\times n}$ be symmetric. $$\nabla_x^2 (x^T A x) = 2A$$", "dp"),
    (r"Let $A \in \mathbb{R}^{n\times n}$ be symmetric. $$\nabla^2_x (x^T A x) = A$$", "dr"),
]
SHORT = {"stated": "d", Proved: "p", Refuted: "r"}


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_a_dot_is_a_derivative_where_the_function_is_known(text: str, expected: str) -> None:
    checked = check(elaborate(read("x.md", text.encode())))
    found = [
        SHORT.get("stated" if v is None else type(v), "?")
        for s, v in zip(checked.derivation.steps, checked.verdicts, strict=True)
        if s.kind == "relation" or v is None
    ]
    assert "".join(found) == expected
