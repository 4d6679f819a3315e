"""Claims that may not be called proved, or refuted: nowhere defined, vacuous, contradictory, forged."""

import pytest
from verdicts import WORDS, verdict

NEVER_PROVED = [
    # Both sides are defined nowhere, or at a single point.
    (r"\log(-x^2-1) = 5", ()),
    (r"\sqrt{-1-x^2} = 3", ()),
    (r"\sqrt{-x^2} = x", ()),
    (r"\arcsin(1+x^2) = \frac{\pi}{2}", ()),
    (r"\log(\cos x-1) = x", ()),
    (r"\frac{1}{0} = \frac{2}{0}", ()),
    (r"\frac{x}{0} = \frac{x}{0}", ()),
    (r"\frac{0}{0} = 1", ()),
    (r"\frac{x}{x-x} = 1", ()),
    (r"\log 0 = -1", ()),
    (r"\tan\frac{\pi}{2} = 1", ()),
    (r"0^{-1} = 0", ()),
    (r"(-8)^{1/3} = -2", ()),
    (r"\sqrt{x}+\sqrt{-x} = 0", ()),
    (r"\int_{-1}^{1}\frac{1}{x}\,dx = 0", ()),
    (r"\sum_{j=5}^{2} j = -7", ()),
    (r"\sum_{j=5}^{2} j = 0", ()),
    # The assumptions contradict one another, so that everything would follow.
    ("1 = 2", ("x > 0", "x < 0")),
    ("x = 5", ("x > 1", "x < 1")),
    ("x = y", (r"x^2 = -1",)),
    ("x = 1", (r"x \in (2, 1)",)),
    ("n = 7", (r"n \in \mathbb{N}", "n > 3", "n < 4")),
    ("1 = 2", (r"e^x = 0",)),
    (r"y_1 = 2", (r"y \in \mathbb{R}^2", r"\sum_{k=1}^{2} y_k = 1", r"\sum_{k=1}^{2} y_k = 2")),
    # A limit that is none.
    (r"\lim_{x \to 0}\frac{1}{x} = \infty", ()),
    (r"\lim_{x \to \infty}\sin x = 0", ()),
    (r"\lim_{x \to 0}\frac{|x|}{x} = 0", ()),
    # Fingerprints: zero modulo a prime that somebody may use.
    (r"2^{61} - 1 = 0", ()),
    (r"x^{2305843009213693950} = 1", (r"x > 0",)),
    (r"x^{2305843009213693951} = x", ()),
    (r"(x+y)^{2147483647} = x^{2147483647} + y^{2147483647}", ()),
    (r"(x+y)^{101} = x^{101}+y^{101}", ()),
    (r"2305843009213693951 x = 0", ()),
    (r"e^{2305843009213693950x} = 1", ()),
    # Nearly equal.
    (r"x = x+10^{-40}", ()),
    (r"\sqrt{2}+\sqrt{3} = \sqrt{5+2\sqrt{6}}+10^{-50}", ()),
    (r"e^{10^{-20}} = 1", ()),
    (r"\sin 10^{-15} = 10^{-15}", ()),
    (r"\log(1+10^{-30}) = 10^{-30}", ()),
]

NEVER_REFUTED = [
    (r"\frac{x}{x} = 1", ()),
    (r"\log x^2 = 2\log x", ()),
    (r"\sqrt{x}^2 = x", ()),
    (r"\frac{x^2-1}{x-1} = x+1", ()),
    (r"0^0 = 1", ()),
    (r"\sum_{j=1}^{0} j = 0", ()),
    (r"\prod_{j=1}^{0} j = 1", ()),
    (r"\sqrt[3]{-8} = -2", ()),
    (r"\sigma = \sigma", ()),
    (r"\sqrt{2}+\sqrt{3} = \sqrt{5+2\sqrt{6}}", ()),
    (r"\tanh x = 1-\frac{2}{e^{2x}+1}", ()),
    (r"x = 0.3333", (r"x = \frac{1}{3}",)),
    ("x = 2", ("x > 0", "x < 0")),
    (r"\log(-x^2-1) = 5", ()),
    (r"\frac{1}{0} = \frac{2}{0}", ()),
]


def said(latex: str, given: tuple[str, ...]) -> str:
    found = verdict(latex, given)
    return "unreadable" if found is None else WORDS[type(found)]


@pytest.mark.parametrize(("latex", "given"), NEVER_PROVED)
def test_is_not_proved(latex: str, given: tuple[str, ...]):
    assert said(latex, given) != "proved"


@pytest.mark.parametrize(("latex", "given"), NEVER_REFUTED)
def test_is_not_refuted(latex: str, given: tuple[str, ...]):
    assert said(latex, given) != "refuted"
