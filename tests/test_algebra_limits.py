"""Limits by comparison of growth: each row is a limit with its value, or says that there is none to give."""

import pytest

from derive.algebra.facts import Facts
from derive.algebra.limits.limit import limit
from derive.algebra.limits.setting import UndeterminedError
from derive.core.effort import Effort
from derive.elaborate.statement import claim_of, proposition_of, term_of
from derive.prove.check import decide

EFFORT = 200_000

VALUES = (
    (r"\lim_{x \to 0} \frac{\sin x}{x}", "1"),
    (r"\lim_{x \to 0} \frac{1 - \cos x}{x^2}", r"\frac{1}{2}"),
    (r"\lim_{x \to 0} \frac{e^x - 1 - x}{x^2}", r"\frac{1}{2}"),
    (r"\lim_{x \to 0} \frac{\tan x - x}{x^3}", r"\frac{1}{3}"),
    (r"\lim_{x \to 0^+} x \log x", "0"),
    (r"\lim_{x \to 0^+} x^x", "1"),
    (r"\lim_{x \to 0^-} 2^{1/x}", "0"),
    (r"\lim_{x \to 0^+} e^{1/x}", r"\infty"),
    (r"\lim_{x \to 0} x \sin\frac{1}{x}", "0"),
    (r"\lim_{x \to 1} \frac{x^2 - 1}{x - 1}", "2"),
    (r"\lim_{x \to \infty} \frac{3 x^2 + x}{2 x^2 - 5}", r"\frac{3}{2}"),
    (r"\lim_{x \to \infty} \left(1 + \frac{a}{x}\right)^x", "e^a"),
    (r"\lim_{x \to \infty} x^{1/x}", "1"),
    (r"\lim_{x \to \infty} (\sqrt{x + 1} - \sqrt{x})", "0"),
    (r"\lim_{x \to \infty} \frac{\log\log x}{\log x}", "0"),
    (r"\lim_{x \to \infty} \frac{\lfloor x \rfloor}{x}", "1"),
    (r"\lim_{x \to \infty} \frac{\sin x}{x}", "0"),
    (r"\lim_{x \to \infty} \arctan x", r"\frac{\pi}{2}"),
    (r"\lim_{x \to -\infty} \operatorname{erf}(x)", "-1"),
    (r"\lim_{x \to -\infty} \tanh x", "-1"),
    (r"\lim_{x \to \infty} (\log(1 + e^x) - \max(0, x))", "0"),
    (r"\lim_{x \to \infty} e^x (e^{1/x - e^{-x}} - e^{1/x})", "-1"),
    (r"\lim_{x \to \infty} \frac{e^{x + e^{-x}}}{e^x}", "1"),
    (r"\lim_{x \to \infty} \frac{e^{e^{x - e^{-x}}}}{e^{e^x}}", r"e^{-1}"),
    (r"\lim_{x \to \infty} e^{e^{e^x}} e^{-e^{e^{x} + e^{-e^x}}}", r"\frac{1}{e}"),
    (r"\lim_{h \to 0} \frac{(x + h)^3 - x^3}{h}", "3 x^2"),
    (r"\lim_{h \to 0} \frac{e^{x + h} - e^x}{h}", "e^x"),
)
CONDITIONAL = (
    (r"\lim_{x \to \infty} \frac{1}{x} \log(e^{ax} + e^{bx})", ("a > b", "b > 0"), "a"),
    (r"\lim_{x \to \infty} (e^{ax} + e^{bx})^{1/x}", ("b > a", "a > 0"), "e^b"),
    (r"\lim_{x \to \infty} x^a e^{-x}", ("a > 0",), "0"),
    (r"\lim_{x \to \infty} e^{-ax}", ("a < 0",), r"\infty"),
)
NONE = (
    (r"\lim_{x \to 0} \frac{1}{x}", ()),
    (r"\lim_{x \to 0} \frac{|x|}{x}", ()),
    (r"\lim_{x \to \infty} \sin x", ()),
    (r"\lim_{x \to \infty} \frac{x \sin x}{x + 1}", ()),
    (r"\lim_{x \to \infty} \frac{1}{x} \log(e^{ax} + e^{bx})", ("a > 0", "b > 0")),
    (r"\lim_{x \to \infty} e^{-ax}", ()),
    (r"\lim_{x \to -\infty} \log x", ()),
    (r"\lim_{x \to \infty} (-2)^x", ()),
    (r"\lim_{x \to 0} \frac{1}{x^n}", (r"n \in \mathbb{N}",)),
    (r"\lim_{x \to 0} \frac{|x|^n}{x^n}", (r"n \in \mathbb{N}",)),
    (r"\lim_{x \to -\infty} x^n", (r"n \in \mathbb{N}",)),
    (r"\lim_{x \to 0} x^{-a}", ("a > 0",)),
    (r"\lim_{x \to 1} (1 - x)^{-a}", ("a > 0",)),
)


def value_of(latex, given=()):
    facts = Facts(tuple(proposition_of(g, given) for g in given))
    return limit(term_of(latex, given), facts, Effort(EFFORT)), facts


@pytest.mark.parametrize(("latex", "value"), VALUES)
def test_a_limit_has_its_value(latex, value):
    assert str(value_of(latex)[0]) == str(value_of(rf"\lim_{{y \to 0}} {value}")[0])


@pytest.mark.parametrize(("latex", "given", "value"), CONDITIONAL)
def test_parameters_are_compared_by_the_facts(latex, given, value):
    assert value_of(latex, given)[0] is value_of(rf"\lim_{{y \to 0}} {value}", given)[0]


@pytest.mark.parametrize(("latex", "given"), NONE)
def test_no_value_is_given_where_there_is_none_or_the_facts_do_not_tell(latex, given):
    with pytest.raises(UndeterminedError):
        value_of(latex, given)


def test_a_sum_of_exponentials_grows_like_its_largest():
    found, _ = value_of(r"\lim_{\lambda \to \infty} \frac{1}{\lambda} \log \sum_{j=1}^K e^{\lambda x_j}")
    assert found is term_of(r"\max_{j=1}^K x_j")


@pytest.mark.parametrize(
    ("latex", "derivative"),
    [
        (r"\lim_{h \to 0} \frac{f(x + h) - f(x)}{h}", r"\frac{df}{dx}(x)"),
        (r"\lim_{x \to a} \frac{f(x) - f(a)}{x - a}", "f'(a)"),
        (r"\lim_{h \to 0} \frac{f(x + h) - 2 f(x) + f(x - h)}{h^2}", "f''(x)"),
    ],
)
def test_a_quotient_of_differences_tends_to_the_derivative(latex, derivative):
    assert type(decide(claim_of(f"{latex} = {derivative}"))).__name__ == "Proved"
