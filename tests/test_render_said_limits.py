"""Limits that exist and do not, convergence and continuity in words: read, decided, and told."""

import json

import pytest

import derive
from derive.audit.check import audit
from derive.core.verdict import Proved, Refuted, Undecided
from derive.prove.certificate import certificate
from derive.render.finding import finding

TRUE = [
    r"The limit $\lim_{x\to0} \sin(1/x)$ does not exist.",
    r"Der Grenzwert $\lim_{x\to0} \frac{|x|}{x}$ existiert nicht.",
    r"The sequence $a_n = (-1)^n \frac{n}{n+1}$ does not converge.",
    r"The limit $\lim_{x \to 0} \frac{\sin x}{x}$ exists and equals $1$.",
    r"The series $\sum_{n=1}^\infty \frac{(-1)^n}{n}$ converges conditionally.",
    r"Die Reihe $\sum_{n=1}^\infty \frac{1}{\sqrt{n}}$ divergiert.",
    r"The power series $\sum_{n=1}^\infty \frac{x^n}{n 2^n}$ has radius of convergence $R = 2$.",
    r"The power series $\sum_{n=1}^\infty \frac{x^n}{n}$ converges exactly for $x \in [-1,1)$.",
    r"The series $\sum_{n=1}^\infty \frac{1}{n^p}$ converges for $p > 1$ and diverges for $p \le 1$.",
    r"The series $\sum_{n=0}^\infty q^n$ converges if and only if $|q| < 1$.",
    r"Das Integral $\int_0^\infty \frac{\sin x}{x}\,dx$ konvergiert.",
    r"Die Folge $a_n = n^2$ ist nicht beschränkt.",
    r"$$\lim_{(x,y)\to(0,0)} \frac{x^2y}{x^2+y^2} = 0$$",
    r"$$\lim_{(x,y)\to(0,0)} \frac{x^2y}{x^2+xy+y^2} = \lim_{x,y\to0} xy$$",
    r"$$\lim_{(x,y)\to(1,1)} \frac{x^2-y^2}{x-y} = 2$$",
    r"The limit $\lim_{(x,y)\to(0,0)} \frac{xy}{x^2+y^2}$ does not exist.",
    r"Für $(x,y)\to(0,0)$ gilt $\frac{xy^2}{x^2+y^2} \to 0$.",
    r"$$\lim_{x\to0}\lim_{y\to0} \frac{x^2-y^2}{x^2+y^2} = 1$$",
    (
        r"Let $f(x) = \begin{cases} \frac{\sin x}{x} & x \ne 0 \\ 1 & x = 0\end{cases}$. "
        r"Then $f$ is continuous at $0$."
    ),
    r"Let $f(x) = |x|$. Then $f$ is not differentiable at $0$.",
    r"Let $f(x) = \sin x$. Then $f$ is Lipschitz continuous with constant $1$.",
    r"Let $f(x) = \begin{cases} x & x \le 0 \\ e^x & x > 0\end{cases}$. Then $f$ is not continuous at $0$.",
    r"The function $f(x) = \frac{1}{x^2-1}$ is continuous on $[2,3]$.",
    r"$\log(n!) = n\log n - n + O(\log n)$ as $n\to\infty$.",
    (
        r"Let $f(x,y) = \begin{cases}\frac{xy^2}{x^2+y^2} & (x,y) \ne (0,0) \\ 0 & (x,y) = (0,0)\end{cases}$."
        r" Then $f$ is continuous at $(0,0)$."
    ),
]
FALSE = [
    r"The series $\sum_{n=1}^\infty \frac{\sin^2 n}{n}$ converges.",
    r"The series $\sum_{n=1}^\infty \frac{1+(-1)^n}{n}$ converges.",
    r"$$\lim_{(x,y)\to(0,0)} \frac{x^4 y}{x^8+y^2} = 0$$",
    r"The limit $\lim_{n\to\infty} \sin(2\pi n)$ does not exist.",
    r"$$\lim_{x\to0} \frac{|x|}{x} = 1$$",
    r"$$\lim_{x\to0} \frac1x = \infty$$",
    r"$$\lim_{n\to\infty} \sin n = 0$$",
    r"The limit $\lim_{x\to0} x\sin(1/x)$ does not exist.",
    r"The limit $\lim_{x \to 0} \frac{\sin x}{x}$ exists and equals $0$.",
    r"The series $\sum_{n=1}^\infty \frac{(-1)^n}{\sqrt{n}}$ converges absolutely.",
    r"Die Reihe $\sum_{n=2}^\infty \frac{1}{n \log^2 n}$ divergiert.",
    r"The series $\sum_{n=0}^\infty q^n$ converges if and only if $|q| \le 1$.",
    r"Die Reihe $\sum_{n=1}^\infty \frac{1}{n^p}$ konvergiert für $p \ge 1$.",
    r"The sequence $a_n = \frac{n^2}{n+1}$ is bounded.",
    r"The series $\sum_{n=1}^\infty (-1)^n \frac{n}{n+1}$ converges by the Leibniz test.",
    r"$$\lim_{(x,y)\to(0,0)} \frac{x^2y}{x^4+y^2} = 0$$",
    r"The limit $\lim_{(x,y)\to(0,0)} \frac{x^2y^2}{x^2+y^2}$ does not exist.",
    r"$$\lim_{y\to0}\lim_{x\to0} \frac{x^2-y^2}{x^2+y^2} = 1$$",
    r"Let $f(x) = x|x|$. Then $f$ is not differentiable at $0$.",
    r"Die Funktion $f(x) = \frac{1}{x-1}$ ist stetig auf $(0,\infty)$.",
    r"The function $f(x) = \lfloor x \rfloor$ is continuous on $[0,1]$.",
    r"Sei $f(x) = |x-2|$. Dann ist $f$ in $2$ differenzierbar.",
    r"Für $n\to\infty$ gilt $\binom{n}{2} \sim n^2$.",
    r"Let $f(x) = \sin(2x)$. Then $f$ is Lipschitz continuous with constant $1$.",
]


NOT_CLAIMED = [
    r"Does the series $\sum_{n=1}^\infty \frac1n$ converge?",
    r"Konvergiert die Reihe $\sum_{n=1}^\infty \frac1n$?",
    r"Check whether the series $\sum_{n=1}^\infty \frac1n$ converges.",
    r"Untersuche, ob die Reihe $\sum_{n=1}^\infty \frac1n$ konvergiert.",
    r"Suppose the series $\sum_{n=1}^\infty \frac1n$ converges.",
    r"If $\sum_{n=1}^\infty \frac1n$ converges, we are done.",
    r"It is not true that $\sum_{n=1}^\infty \frac1n$ converges.",
]


@pytest.mark.parametrize("text", NOT_CLAIMED)
def test_what_is_asked_or_supposed_is_not_judged(text):
    assert not [v for v in derive.check_text(text).verdicts if v is not None]


def _verdict(text):
    found = [v for v in derive.check_text(text).verdicts if v is not None]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("text", TRUE)
def test_true_sentence_about_limits_is_proved(text):
    assert isinstance(_verdict(text), Proved)


@pytest.mark.parametrize("text", FALSE)
def test_false_sentence_about_limits_is_refuted(text):
    assert isinstance(_verdict(text), Refuted)


@pytest.mark.parametrize("text", [FALSE[4], TRUE[1], FALSE[2], TRUE[12], FALSE[0]])
def test_evidence_about_limits_is_checked_again(text):
    verdict = _verdict(text)
    found = audit(json.loads(json.dumps(certificate(verdict))))
    assert found.verdict == ("refuted" if isinstance(verdict, Refuted) else "proved")


def test_limit_that_does_not_exist_is_not_refuted_where_both_sides_have_none():
    assert isinstance(_verdict(r"$$\lim_{x\to0} \sin(1/x) = \lim_{x\to0} \cos(1/x)$$"), Undecided)


WORDS = [
    (r"$$\lim_{x\to0} \frac{|x|}{x} = 1$$", "to 1 from the right, but to -1 from the left"),
    (r"$$\lim_{n\to\infty} (-1)^n = 1$$", "to 1 for the terms with the numbers 2*n"),
    (r"The limit $\lim_{x\to0} x\sin(1/x)$ does not exist.", "it is 0"),
    (r"The series $\sum_{n=1}^\infty \frac1n$ converges.", "no finite value"),
    (r"$$\lim_{(x,y)\to(0,0)} \frac{xy}{x^2+y^2} = 0$$", "the angle pi/4"),
    (r"Let $g(x) = |x|$. Then $g$ is differentiable at $0$.", "to 1 from the right, but to -1 from the left"),
]


@pytest.mark.parametrize(("text", "said"), WORDS)
def test_why_a_sentence_about_limits_is_false_is_said(text, said):
    assert said in finding(_verdict(text), "en").message
