"""How many solutions there are, in words: proved, or refuted by a proof of the opposite."""

import pytest

import derive
from derive.audit.check import audit
from derive.core.verdict import Proved, Refuted
from derive.prove.certificate import certificate, dumps, loads

TRUE = (
    r"Let $a > 0$. Then the equation $x^2 = a$ has exactly two real solutions.",
    r"The equation $e^x = -x$ has exactly one real solution.",
    r"The function $f(x) = x^3 - 3x + 1$ has exactly three zeros.",
    r"Let $p>0$. The function $f(x) = x^3 + p x + q$ has exactly one real zero.",
    r"The function $f(x) = x^2 + ax + 1$ has no real zeros if $-2 < a < 2$.",
    r"The function $f(x)=\cos x - x$ has at least one zero on $[0,1]$.",
    r"Die Gleichung $x^2 = 2$ hat höchstens zwei reelle Lösungen.",
    r"The equation $\log x = a$ has exactly one solution for every $a\in\mathbb{R}$.",
    r"The equation $\ln x = 2 - x$ has exactly one solution.",
    r"The equation $e^x=a$ has a solution if and only if $a>0$.",
    r"The system $x + y = 2$, $2x + 2y = 4$ has infinitely many solutions.",
    r"The system $x + y = 1$, $x + a y = 2$ has no solution if $a = 1$.",
    r"The system $x + y = 1$, $x + a y = 2$ has exactly one solution if $a \ne 1$.",
    r"Das Gleichungssystem $x + 2y = 3$ und $2x + 4y = 7$ hat keine Lösung.",
)
FALSE = (
    r"The equation $\frac1x = x$ has exactly one solution.",
    r"Let $a \ge 0$. Then the equation $x^2 = a$ has exactly two real solutions.",
    r"The equation $e^x = 3x$ has exactly one real solution.",
    r"The function $f(x) = x^3 - 3x + 3$ has exactly three zeros.",
    r"The function $f(x) = x^2 + ax + 1$ has no real zeros if $a < 3$.",
    r"Die Funktion $f(x)=\cos x - x$ hat mindestens eine Nullstelle in $[1,2]$.",
    r"The equation $x^2=a$ has a solution if and only if $a>0$.",
    r"The system $x + y = 2$, $2x + 2y = 5$ has infinitely many solutions.",
    r"The system $x + y = 1$, $x + a y = 2$ has exactly one solution for every $a \in \mathbb{R}$.",
)
UNREAD = (
    r"The system $x^2 + y^2 = 1$, $x = y$ has infinitely many solutions.",
    r"The equation $x^2 = a$ has two solutions unless $a \le 0$.",
    r"The equation $x^n = 1$ has $n$ solutions.",
)


def _verdicts(text):
    checked = derive.check_text(text)
    return [v for v in (*checked.verdicts, *checked.conclusions) if v is not None]


@pytest.mark.parametrize("text", TRUE)
def test_a_true_count_is_proved(text):
    (verdict,) = _verdicts(text)
    assert isinstance(verdict, Proved)


@pytest.mark.parametrize("text", FALSE)
def test_a_wrong_count_is_refuted(text):
    (verdict,) = _verdicts(text)
    assert isinstance(verdict, Refuted)


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_not_understood_is_not_decided(text):
    assert not any(isinstance(v, Proved | Refuted) for v in _verdicts(text))


@pytest.mark.parametrize("text", [TRUE[8], TRUE[11], FALSE[1], FALSE[6]])
def test_another_checker_agrees(text):
    (verdict,) = _verdicts(text)
    again = loads(dumps(verdict))
    assert type(again) is type(verdict)
    assert audit(certificate(verdict)).verdict in {"proved", "refuted"}
