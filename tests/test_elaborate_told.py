"""What words tell of formulas: laws, eigenvectors, sums; layouts of derivatives; sets of vectors."""

import pytest

import derive

ROWS = (
    (r"Let $x$ be an eigenvector of $A$ with eigenvalue $\lambda$. Then $A^2x = \lambda^2x$.", "proved"),
    (r"Let $x$ be an eigenvector of $A$ with eigenvalue $\lambda$. Then $A^2x = 2\lambda x$.", "refuted"),
    (
        r"Let $X$ be Bernoulli with parameter $p$. Then $\operatorname{Var}(X) = p(1-p)$.",
        "proved",
    ),
    (r"Let $X$ be Poisson distributed with parameter $\lambda$. Then $\mathbb{E}[X] = 2\lambda$.", "refuted"),
    (r"Let $X$ be a standard normal random variable. Then $\mathbb{E}[X^4] = 3$.", "proved"),
    (
        r"Let $X$ be exponential with rate $\lambda > 0$. Then $\mathbb{E}[X] = \lambda$.",
        "refuted",
    ),
    (r"Let $X$ be uniformly distributed on $[0,1]$. Then $\mathbb{E}[X^2] = \frac13$.", "proved"),
    (
        r"Sei $X$ exponentialverteilt mit Parameter $\lambda$. Dann $\mathbb{E}[X] = \frac1\lambda$.",
        "proved",
    ),
    (r"Let $x$ and $y$ be positive numbers whose sum is $1$. Then $xy \le \frac14$.", "proved"),
    (r"Let $x$ and $y$ be positive numbers whose sum is $1$. Then $xy \ge \frac15$.", "refuted"),
    (r"Let $F$ be an antiderivative of $f$. Then $\int_0^1 f(2x)\,dx = \frac{F(2)-F(0)}{2}$.", "proved"),
    (r"Suppose $x$ and $y$ are orthogonal vectors. Then $\|x+y\|^2 = \|x\|^2+\|y\|^2$.", "proved"),
    (r"Suppose $x$ and $y$ are orthogonal vectors. Then $\|x+y\| = \|x\|+\|y\|$.", "refuted"),
    (r"Let $\Sigma$ be a covariance matrix. Then $a^\top\Sigma a \ge 0$.", "proved"),
    (r"Then $\frac{d}{d(x^2)}x^4 = 2x^2$.", "proved"),
    (r"Then $\frac{d}{d(x^2)}x^4 = 4x^3$.", "refuted"),
    (r"Then $\frac{d}{d(x^2)}(x^4 + x) = 2x^2 + \frac{1}{2x}$.", "proved"),
    (r"Let $V = \{x \in \mathbb{R}^3 : x_1+x_2+x_3 = 0\}$. Then $(1,-1,0)^\top \in V$.", "proved"),
    (r"Let $V = \{x \in \mathbb{R}^3 : x_1+x_2+x_3 = 0\}$. Then $(1,1,0)^\top \in V$.", "refuted"),
)

LAYOUTS = (
    ("numerator", r"b^\top x", r"b^\top", "proved"),
    ("numerator", r"b^\top x", "b", "refuted"),
    ("numerator", "Ax", "A", "proved"),
    ("denominator", "Ax", "A", "refuted"),
    ("denominator", "Ax", r"A^\top", "proved"),
    ("denominator", r"b^\top x", "b", "proved"),
)


@pytest.mark.parametrize(("layout", "value", "derivative", "expected"), LAYOUTS)
def test_a_layout_that_is_declared_is_kept_to(layout, value, derivative, expected):
    text = (
        rf"We use the {layout} layout. Let $A \in \mathbb{{R}}^{{m\times n}}$ and $x, b \in \mathbb{{R}}^n$. "
        rf"Then $\frac{{\partial ({value})}}{{\partial x}} = {derivative}$."
    )
    last = [v for v in derive.check_text(text).verdicts if v is not None][-1]
    assert type(last).__name__.lower() == expected


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_what_words_tell_is_in_force(text, expected):
    last = [v for v in derive.check_text(text).verdicts if v is not None][-1]
    assert type(last).__name__.lower() == expected
