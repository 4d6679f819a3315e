"""Sets that are described, images, suprema and places of extremes."""

import pytest

import derive

TRUE = (
    r"\sup_{x \in \mathbb{R}} \frac{1}{1+x^2} = 1",
    r"\inf_{x \in \mathbb{R}} \frac{1}{1+x^2} = 0",
    r"\sup_{x \in (0,1)} x^2 = 1",
    r"\sup_{x \in \mathbb{R}} \tanh x = 1",
    r"\sup_{n \in \mathbb{N}} \frac{n}{n+1} = 1",
    r"\inf\{1+\frac1n : n \in \mathbb{N}\} = 1",
    r"\max\{1+\frac1n : n \in \mathbb{N}\} = 2",
    r"\sup_{x>0} x = \infty",
    r"\arg\min_{x \in \mathbb{R}} (x^2-4x+7) = 2",
    r"\sup_{x>0} x e^{-x} \le 1",
    r"\{x\in\mathbb{R} : x^2<4\} = (-2,2)",
    r"\{x\in\mathbb{R} : x^2=1\} = \{-1,1\}",
    r"\{x\in\mathbb{R} : x^2\ge4\} = (-\infty,-2]\cup[2,\infty)",
    r"\{x\in\mathbb{R} : x^2<1\} \subseteq (-2,2)",
)
FALSE = (
    r"\sup_{x \in \mathbb{R}} \frac{1}{1+x^2} = 2",
    r"\inf_{x \in \mathbb{R}} \frac{1}{1+x^2} = \frac12",
    r"\max_{x \in (0,1)} x^2 = 1",
    r"\max_{x \in \mathbb{R}} \tanh x = 1",
    r"\max_{n \in \mathbb{N}} \frac{n}{n+1} = 1",
    r"\min\{1+\frac1n : n \in \mathbb{N}\} = 1",
    r"\arg\min_{x \in \mathbb{R}} (x^2-4x+7) = 3",
    r"\arg\max_{x > 0} x e^{-x} = 2",
    r"\{x\in\mathbb{R} : x^2<4\} = [-2,2]",
    r"\{x\in\mathbb{R} : x^2<4\} = (-\infty,2)",
    r"\{x\in\mathbb{R} : x^2=1\} = \{1\}",
    r"(-2,2) \subseteq \{x\in\mathbb{R} : x^2<1\}",
)
IMAGES = (
    (r"Let $f(x)=x^2$. Then $f([-1,2])=[0,4]$.", "Proved"),
    (r"Let $f(x)=x^2$. Then $f([-1,2])=[1,4]$.", "Refuted"),
    (r"Let $f(x)=\frac{1}{1+x^2}$. Then $f(\mathbb{R})=(0,1]$.", "Proved"),
    (r"Let $f(x)=\frac{1}{1+x^2}$. Then $f(\mathbb{R})=(0,1)$.", "Refuted"),
    (r"Let $f(x)=\frac{1}{1+x^2}$. Then $f(\mathbb{R})=[0,1]$.", "Refuted"),
    (r"Let $f(x)=x^2+c$ with $c\in\mathbb{R}$. Then $f(\mathbb{R})=[c,\infty)$.", "Proved"),
    (r"Let $f(x)=x^2+c$ with $c\in\mathbb{R}$. Then $f(\mathbb{R})=(c,\infty)$.", "Refuted"),
)


@pytest.mark.parametrize("latex", TRUE)
def test_true_statements_are_proved(latex):
    assert type(derive.decide(latex)).__name__ == "Proved"


@pytest.mark.parametrize("latex", FALSE)
def test_near_misses_are_refuted(latex):
    assert type(derive.decide(latex)).__name__ == "Refuted"


@pytest.mark.parametrize(("text", "verdict"), IMAGES)
def test_images_of_intervals(text, verdict):
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert [type(v).__name__ for v in found] == [verdict]
