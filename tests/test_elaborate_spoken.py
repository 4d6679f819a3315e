"""Claims in words around formulas: ranges, extremes, solutions, curvature, derivatives from one side."""

import pytest

import derive

ROWS = (
    (r"The range of $f(x)=e^{-x^2}$ is $(0,1]$.", "Proved"),
    (r"The range of $f(x)=e^{-x^2}$ is $[0,1]$.", "Refuted"),
    (r"The range of $f(x)=x^3-3x$ on $[0,2]$ is $[-2,2]$.", "Proved"),
    (r"The range of $f(x)=x^3-3x$ on $[0,2]$ is $[0,2]$.", "Refuted"),
    (r"The image of $f(x)=\frac{x}{1+x^2}$ is $(-\frac12,\frac12)$.", "Refuted"),
    (r"Let $a\ne0$. The range of $f(x)=ax+b$ is $\mathbb{R}$.", "Proved"),
    (r"Der Wertebereich von $f(x)=e^{-x^2}$ ist $(0,1]$.", "Proved"),
    (r"The function $f(x)=x\log x$ is convex on $(0,\infty)$.", "Proved"),
    (r"The function $f(x)=x^3$ is convex.", "Refuted"),
    (r"The function $f(x)=x^3$ is convex on $[0,\infty)$.", "Proved"),
    (r"The function $f(x)=|x|$ is convex.", "Proved"),
    (r"The function $f(x)=|x|$ is strictly convex.", "Refuted"),
    (r"The function $f(x,y)=xy$ is convex.", "Refuted"),
    (r"The function $f(x,y)=\log(e^x+e^y)$ is convex.", "Proved"),
    (r"Let $p>0$. The function $f(x)=x^p$ is convex on $(0,\infty)$.", "Refuted"),
    (r"Die Funktion $f(x)=x^3$ ist konvex.", "Refuted"),
    (r"The function $f(x)=\frac{1}{1+x^2}$ is decreasing on $[0,\infty)$.", "Proved"),
    (r"The function $f(x)=\frac{1}{1+x^2}$ is decreasing.", "Refuted"),
    (r"The function $f(x)=\frac{1}{x}$ is decreasing on $\mathbb{R}\setminus\{0\}$.", "Refuted"),
    (r"The sequence $a_n=\frac{n^2}{2^n}$ is decreasing for $n\ge3$.", "Proved"),
    (r"The sequence $a_n=\frac{n^2}{2^n}$ is decreasing.", "Refuted"),
    (r"The function $f(x)=\max(0,x)$ is not differentiable at $x=0$.", "Proved"),
    (r"The function $f(x)=x|x|$ is not differentiable at $x=0$.", "Refuted"),
    (r"The function $f(x)=x|x|$ is differentiable at $0$.", "Proved"),
    (r"Let $f(x)=\max(0,x)$. The right derivative of $f$ at $0$ is $1$.", "Proved"),
    (r"Let $f(x)=\max(0,x)$. The left derivative of $f$ at $0$ is $1$.", "Refuted"),
    (r"The solution set of $x^2-5x+6=0$ is $\{2,3\}$.", "Proved"),
    (r"The solution set of $x^2-5x+6=0$ is $\{2\}$.", "Refuted"),
    (r"The equation $e^x=x$ has no real solution.", "Proved"),
    (r"The equation $x^2-1=0$ has no real solution.", "Refuted"),
    (r"Die Gleichung $x^2-1=0$ hat keine reelle Lösung.", "Refuted"),
    (r"The function $f(x) = x e^{-x}$ attains its maximum at $x=1$.", "Proved"),
    (r"The function $f(x) = x e^{-x}$ attains its maximum at $x=e$.", "Refuted"),
    (r"The function $f(x) = x^3-3x$ has a local maximum at $x=-1$ with value $2$.", "Proved"),
    (r"The function $f(x) = x^3-3x$ has a global maximum at $x=-1$.", "Refuted"),
)


@pytest.mark.parametrize(("text", "verdict"), ROWS)
def test_claims_in_words(text, verdict):
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert [type(v).__name__ for v in found] == [verdict]


def test_what_is_not_understood_behind_a_claim_leaves_it_open():
    text = r"The function $f(x)=x^2$ is increasing near the point where it is largest."
    assert [v for v in derive.check_text(text).verdicts if v is not None] == []
