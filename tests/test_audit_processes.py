"""Limits, infinite sums and improper integrals as the second evaluator works them out, with near misses."""

import pytest
from flint import fmpq

from derive.audit.check import audit
from derive.core.sort import INTEGER, REAL, vector
from derive.core.term import ONE, TWO, ZERO, Apply, Component, Symbol, add, bind, multiply
from derive.elaborate.statement import claim_of
from derive.prove.certificate import certificate
from derive.prove.check import decide
from derive.trial.evaluate import Evaluation
from derive.trial.numbers import exactly
from derive.trial.sampling import Sampler
from derive.trial.sequents import Level, RejectedError, Trial

# What is asked, its value, and one that is nearly it.
VALUES = [
    (r"\int_{-1}^{2}|x-\frac17|\,dx", r"\frac{233}{98}", r"\frac{233}{98}+10^{-30}"),
    (r"\int_2^{-1}\max(x,x^2)\,dx", r"-\frac{19}{6}", "-3"),
    (r"\int_0^1\int_0^x y\,dy\,dx", r"\frac16", r"\frac13"),
    (r"\int_0^2\arctan\frac{4x}{1-4x^2}\,dx", r"4\arctan 4-\frac12\log 17-\frac{3\pi}2", "0"),
    (r"\lim_{n \to \infty}\sum_{k=1}^{n}\frac{1}{k(k+1)}", "1", "2"),
    (r"\lim_{x\to 0}\frac{x-\sin x}{x^3}", r"\frac16", r"\frac16+10^{-30}"),
    (r"\lim_{x\to 0}(1+x)^{1/x}", "e", "e-10^{-30}"),
    (r"\lim_{x\to 0}\left(\frac1{x^2}-\frac1{\sin^2 x}\right)", r"-\frac13", r"\frac13"),
    (r"\lim_{x\to 0^+}x^x", "1", "0"),
    (r"\lim_{x\to 0^-}e^{1/x}", "0", "10^{-20}"),
    (r"\lim_{x\to 2^-}\lfloor x\rfloor", "1", "2"),
    (r"\lim_{x\to\infty}(\sqrt{x^2+x}-x)", r"\frac12", "0"),
    (r"\lim_{x\to-\infty}\frac{\sqrt{x^2+1}}{x}", "-1", "1"),
    (r"\lim_{x\to\infty}\frac{\log x}{x^{1/100}}", "0", r"\infty"),
    (r"\lim_{x\to\infty}\frac{\log(e^{2x}+e^{3x})}{x}", "3", "2"),
    (r"\lim_{x\to\infty}x\left(\frac\pi2-\arctan x\right)", "1", "0"),
    (r"\lim_{x\to\infty}xe^{x^2}\operatorname{erfc}(x)", r"\frac1{\sqrt\pi}", r"\frac2{\sqrt\pi}"),
    (r"\lim_{n\to\infty}\frac{n!e^n}{n^n\sqrt n}", r"\sqrt{2\pi}", r"\sqrt\pi"),
    (r"\lim_{n\to\infty}\binom{2n}{n}\frac{\sqrt n}{4^n}", r"\frac1{\sqrt\pi}", "1"),
    (r"\lim_{n\to\infty}\frac{(-1)^n}{n}", "0", "1"),
    (r"\lim_{x\to\frac\pi2^-}\tan x", r"\infty", "0"),
    (r"\sum_{k=1}^\infty\frac1{k^2}", r"\frac{\pi^2}6", r"\frac{\pi^2}6+10^{-15}"),
    (r"\sum_{k=1}^\infty\frac{(-1)^{k+1}}k", r"\log 2", r"\log 2-10^{-15}"),
    (r"\sum_{k=0}^\infty\frac1{k!}", "e", r"e+10^{-15}"),
    (r"\sum_{k=1}^\infty k(0.9)^k", "90", "89"),
    (r"\sum_{k=1}^\infty\frac1k", r"\infty", "1000"),
    (r"\int_{-\infty}^\infty e^{-x^2}\,dx", r"\sqrt\pi", r"\sqrt\pi+10^{-15}"),
    (r"\int_{-\infty}^\infty\frac1{1+x^2}\,dx", r"\pi", "3"),
    (r"\int_0^1\log x\,dx", "-1", "0"),
    (r"\int_1^0\log x\,dx", "1", "-1"),
    (r"\int_\infty^\infty e^{-x^2}\,dx", "0", "1"),
    (r"\int_\infty^0 e^{-x}\,dx", "-1", "1"),
    (r"\int_{-1}^1\log|x|\,dx", "-2", "-1"),
    (r"\int_1^\infty\frac{\log x}{x^2}\,dx", "1", "2"),
    (r"\int_0^{2\pi}|\sin 2x|\,dx", "4", "0"),
    (r"\int_{-1}^1\sqrt{x^2}\,dx", "1", "0"),
    (r"\int_0^{\pi}\frac1{\cos^2 x}\,dx", r"\infty", "0"),
]
# There is no value, or none that this evaluator may claim to know.
NONE = [
    r"\lim_{x\to 0}\frac{|x|}x = 0",
    r"\lim_{x\to 0}\frac1x = 0",
    r"\lim_{x\to\infty}\sin x = 0",
    r"\lim_{n\to\infty}(-1)^n = 0",
    r"\int_{-1}^1\frac1x\,dx = 0",
    r"\sum_{k=0}^\infty(-1)^k = \frac12",
]


def told(latex):
    found = Evaluation({}, may_follow=True)
    holds = exactly(384, lambda: found.truth(claim_of(latex).proposition))
    return holds, found.numeric


@pytest.mark.parametrize(("left", "right", "near"), VALUES)
def test_values_are_worked_out_and_not_only_followed(left, right, near):
    assert told(f"{left} = {right}") == (True, False)
    assert told(f"{left} = {near}") == (False, False)


@pytest.mark.parametrize(
    ("latex", "given"),
    [
        (r"\int_0^{3\pi}|\sin 3x|\,dx = 6", ()),
        (r"|x| = |y|", ("x^2 = y^2",)),
        (r"\forall x \in \mathbb{R}\ \exists n \in \mathbb{Z}\colon n > x", ()),
        (r"\lim_{n \to \infty}\sum_{k=1}^{n}\frac{1}{k(k+1)} = 1", ()),
        (r"\lim_{x\to\infty}\frac{\log(e^{ax}+e^{bx})}{x} = \max(a,b)", ("a > 0", "b > 0")),
    ],
)
def test_what_was_once_left_open_or_rejected_is_checked(latex, given):
    found = audit(certificate(decide(claim_of(latex, given))))
    assert found.level is Level.PROBABILISTIC


@pytest.mark.parametrize("latex", NONE)
def test_what_has_no_value_gets_none(latex):
    assert told(latex)[0] is not True


@pytest.mark.parametrize(("values", "falling"), [((3, 2, 1), True), ((3, 1, 2), False)])
def test_bounds_of_integers_are_found_through_other_integers(values, falling):
    n, i, j = (Symbol(name, INTEGER) for name in "nij")
    b = Symbol("b", vector(n))
    within = Apply("and", Apply("le", ONE, j), Apply("le", j, i), Apply("le", i, n))
    later = Apply("implies", within, Apply("ge", Component(b, j), Component(b, i)))
    found = Evaluation({n: fmpq(3), b: tuple(map(fmpq, values))}, may_follow=True)
    assert found.truth(bind("forall", j, bind("forall", i, later))) is falling
    assert not found.numeric


def test_limits_along_the_same_way_are_compared_by_what_tends():
    x, y = Symbol("x", REAL), Symbol("y", REAL)
    twice, other, thrice = (
        Apply("along", t, y, ONE, ZERO) for t in (add(x, x), multiply(TWO, x), multiply(x, y))
    )
    trial = Trial(Sampler("seed", {}))
    trial.implied((), Apply("eq", twice, other), "limits")
    assert trial.level is Level.EXACT
    with pytest.raises(RejectedError):
        trial.implied((), Apply("eq", twice, thrice), "limits")
