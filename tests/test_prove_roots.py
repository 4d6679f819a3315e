"""Roots of products and quotients of which only the sign of the whole is known."""

import pytest

import derive

ROOTS = (
    (r"m (\sqrt{k/m})^2 = k", "Proved"),
    (r"m (\sqrt{km})^2 = k m^2", "Proved"),
    (r"a (\sqrt{b/a}\, u)^2 = b u^2", "Proved"),
    (r"\sqrt{-a/b}^2 b= -a", "Proved"),
    (r"\sqrt{-a/b}^2 b= a", "Refuted"),
    (r"\sqrt{x/y}\sqrt{y/x} = 1", "Proved"),
    (r"\sqrt{xy} \sqrt{x/y} = |x|", "Proved"),
    (r"\sqrt{xy} \sqrt{x/y} = x", "Refuted"),
    (r"\sqrt{x/y} = \sqrt{xy}/|y|", "Proved"),
    (r"\sqrt{x/y} = \sqrt{xy}/y", "Refuted"),
    (r"|x||y| + 0\sqrt{xy} = xy", "Proved"),
    (r"|x||y| + 0\sqrt{-xy} = xy", "Refuted"),
    (r"|x||y| + 0\sqrt{xyz} = xy", "Refuted"),
    (r"|x||y| + 0\sqrt{xy(x+1)^2} = xy", "Refuted"),
)


@pytest.mark.parametrize(("claim", "verdict"), ROOTS)
def test_a_root_tells_that_two_factors_have_one_sign(claim, verdict):
    assert type(derive.check_text(f"$${claim}$$").verdicts[0]).__name__ == verdict
