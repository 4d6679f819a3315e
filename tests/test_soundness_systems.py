"""What computer algebra systems have been wrong about, by the numbers of their issues.

SymPy 1.14 unless another system is named. What they say and is false is never proved, what is true is never
refuted, and what holds on a smaller domain only is proved with the condition.
"""

import pytest
from verdicts import WORDS, verdict

from derive.core.verdict import Proved
from derive.render.plain import plain

POSITIVE = ("a > 0", "b > 0")
MATRIX = (r"M \in \mathbb{R}^{3\times 3}",)
WITHIN = (r"A, B \in \mathbb{R}^n", r"i \ge 1", r"i \le n")
DEPTH = ("g > 0", "h > 0")
FALSE = {
    "28975": (r"\lim_{x \to 0^-} 2^{1/x} = \infty", ()),
    "30319 period": (r"\int_0^{2\pi}|\sin 2x|\,dx = 2", ()),
    "30319 inverse tangent": (
        r"\int_0^{\sqrt{3}}\arctan\frac{3x-x^3}{1-3x^2}\,dx = -\frac{3\log 4}{2}",
        (),
    ),
    "30319 table": (r"\int_0^{\pi/2}\frac{\sin 4x}{\sin x}\,dx = \frac{4}{3}-2\pi", ()),
    "29072": (r"\int_0^{2\pi}|\sin x\cos x|\,dx = 1", ()),
    "29792": (r"\int_0^1\sqrt{2-x}\sqrt{\frac{1}{2-x}}\,dx = -1", ()),
    "22487": (r"\int_{-\infty}^{\infty}\frac{\cos x^2-\cos x}{x^2}\,dx = -\infty", ()),
    "28657": (
        r"\int_0^\infty\frac{400\pi^2x^2}{1600\pi^4x^4-796\pi^2x^2+100}\,dx = -\frac{1}{80}",
        (),
    ),
    "14128": (r"\int_{-4}^\infty\log x\,dx = \infty", ()),
    "13902": (r"\sum_{k=0}^{1}\binom{2}{k}k^2 = -2", ()),
    "29673": (r"\sum_{i=0}^{3}\left(\frac{i}{5}\right)^3\binom{5}{i}\binom{5}{3-i} = \frac{4}{25}", ()),
    "13365": (r"\sum_{k=0}^\infty\frac{1.9^k}{k!} = e", ()),
    "23102": (r"\sum_{n=0}^\infty\frac{1}{10^n} = 1", ()),
    "23086": (r"\arccos\frac{7823207}{7823209} = 0", ()),
    "17438": (r"\frac{|x|}{x} = 1", (r"x \ge 0", "x = 0")),
    "20861": (r"\frac{6}{2x} < 0", (r"x \ge 2",)),
    "30386": (r"\cos x\cos 4x \ge -0.73", ()),
    "30293": (r"xe^{-x} > 0", (r"x \ge 0",)),
    "26561": (
        r"\frac{\partial}{\partial E_{ij}}(\operatorname{tr}(E)+1) = 0",
        (r"E \in \mathbb{R}^{3 \times 3}", "i \\ge 1", "i \\le 3", "j \\ge 1", "j \\le 3"),
    ),
    "23525": (r"\lim_{k \to 0^+}\frac{d}{dk}\sqrt{gk\tanh(hk)} = 0", DEPTH),
    "19852": (r"\sum_{n=0}^\infty\frac{(4n)!}{(4n+4)!} = \infty", ()),
    "diofant 236": (r"\sum_{n=1}^\infty\frac{n}{(n+2)(n+4)(n+8)} = 0", ()),
    "25118": (r"\frac{\partial}{\partial M}(\operatorname{tr}(M^TM)-3) = 0", MATRIX),
    "23492": (r"\frac{\partial}{\partial M}(\operatorname{tr}(M)+\operatorname{tr}(M^2)) = 0", MATRIX),
    "17229": (r"\frac{\partial M_{11}}{\partial M_{11}} = 0", MATRIX),
    "28950": (r"\sum_{j=1}^n\delta_{ij}A_jB_j = \sum_{j=1}^n A_jB_j", WITHIN),
    "27050": (r"\int_0^{\pi}\frac{\sqrt{\cos^2 x}\cos x}{1+\sin^2 x}\,dx = \frac{\pi}{2}", ()),
    "30499": (r"\sin(e^x) < 1", ()),
    "slope at a kink": (r"\left.\frac{d}{dx}\max(0,x)\right|_{x=0} = \frac12", ()),
    "slope at a jump": (r"\left.\frac{d}{dx}\operatorname{sign}(x)\right|_{x=0} = 1", ()),
    "symmetric slope": (r"\left.\frac{d}{dx}|x|\right|_{x=0} = 0", ()),
    "bound and free index": (r"\frac{\partial}{\partial A_i}\sum_{j=1}^n A_j = n", WITHIN),
    "Giac, an equation": (r"ax = a \Rightarrow x = 1", ()),
    "limit of a power": (r"\lim_{x \to \infty}(e^{ax}+e^{bx})^{1/x} = e^b", POSITIVE),
    "limit of a logarithm": (r"\lim_{x \to \infty}\frac{\log(e^{ax}+e^{bx})}{x} = b", POSITIVE),
    "limit of a ratio": (r"\lim_{x \to \infty}\frac{e^{ax}-e^{bx}}{e^{ax}+e^{bx}} = -1", POSITIVE),
    "one side": (r"\lim_{x \to 0}\frac{\sin x}{|x|} = 1", ()),
    "one side of a pole": (r"\lim_{x \to 0}\frac{1}{x} = \infty", ()),
    "one side of an exponential": (r"\lim_{x \to 0} e^{1/x} = \infty", ()),
    "reversed bounds": (r"\sum_{j=5}^{2} j = -7", ()),
    "powsimp": (r"\sqrt{x^2} = x", ()),
    "Maxima, a root": (r"\sqrt{x^2-2x+1} = x-1", ()),
    "Maxima and Giac, a principal value": (r"\int_{-1}^{1}\frac{1}{x}\,dx = 0", ()),
    "Math-Verify, a factorial": (r"\frac{1}{2004!} = \frac{1}{2006!}", ()),
    "Math-Verify, a power": (r"2^{-99} = 2^{-98}", ()),
    "Math-Verify, a decimal": (r"\pi = 3.1415930", ()),
}
TRUE = {
    "28975": (r"\lim_{x \to 0^-} 2^{1/x} = 0", ()),
    "30319": (r"\int_0^{2\pi}|\sin 2x|\,dx = 4", ()),
    "30319 three": (r"\int_0^{3\pi}|\sin 3x|\,dx = 6", ()),
    "29072": (r"\int_0^{2\pi}|\sin x\cos x|\,dx = 2", ()),
    "29792": (r"\int_0^1\sqrt{2-x}\sqrt{\frac{1}{2-x}}\,dx = 1", ()),
    "28657": (
        r"\int_0^\infty\frac{400\pi^2x^2}{1600\pi^4x^4-796\pi^2x^2+100}\,dx = \frac{5}{2}",
        (),
    ),
    "22487": (r"\int_{-\infty}^{\infty}\frac{\cos x^2-\cos x}{x^2}\,dx = \pi-\sqrt{2\pi}", ()),
    "13902": (r"\sum_{k=0}^{1}\binom{2}{k}k^2 = 2", ()),
    "29673": (r"\sum_{i=0}^{3}\left(\frac{i}{5}\right)^3\binom{5}{i}\binom{5}{3-i} = \frac{144}{25}", ()),
    "13365": (r"\sum_{k=0}^\infty\frac{1.9^k}{k!} = e^{1.9}", ()),
    "23102": (r"\sum_{n=0}^\infty\frac{1}{10^n} = \frac{10}{9}", ()),
    "15942": (r"\sum_{k=1}^\infty\frac{1}{(1-4k^2)^2} = \frac{\pi^2-8}{16}", ()),
    "limit of a power": (r"\lim_{x \to \infty}(e^{ax}+e^{bx})^{1/x} = \max(e^a,e^b)", POSITIVE),
    "23525": (r"\lim_{k \to 0^+}\frac{d}{dk}\sqrt{gk\tanh(hk)} = \sqrt{gh}", DEPTH),
    "19852": (r"\sum_{n=0}^\infty\frac{(4n)!}{(4n+4)!} = \frac{\log 2}{4}-\frac{\pi}{24}", ()),
    "9102": ("x-x = 0", ()),
    "25118": (r"\frac{\partial}{\partial M}(\operatorname{tr}(M^TM)-3) = 2M", MATRIX),
    "23492": (r"\frac{\partial}{\partial M}(\operatorname{tr}(M)+\operatorname{tr}(M^2)) = I+2M^T", MATRIX),
    "17229": (r"\frac{\partial M_{11}}{\partial M_{11}} = 1", MATRIX),
    "28950": (r"\sum_{j=1}^n\delta_{ij}A_jB_j = A_iB_i", WITHIN),
    "bound and free index": (r"\frac{\partial}{\partial A_i}\sum_{j=1}^n A_j = 1", WITHIN),
    "log base": (r"\log(e) = 1", ()),
    "Math-Verify, a hyperbolic tangent": (r"\tanh x = \frac{1-e^{-2x}}{1+e^{-2x}}", ()),
}
CONDITIONAL = {
    "Maxima and Giac, a logarithm": (r"\log x^2 = 2\log x", "x > 0"),
    "Giac and Math-Verify, a quotient": (r"\frac{x^2-1}{x-1} = x+1", "x != 1"),
    "23254": (r"\frac{x}{x-1}-\frac{1}{x-1} = 1", "x != 1"),
    "SymPy, a quotient": (r"\frac{x}{x} = 1", "x != 0"),
}


def said(latex, given):
    found = verdict(latex, given)
    return "unreadable" if found is None else WORDS[type(found)]


@pytest.mark.parametrize("name", FALSE)
def test_what_they_say_is_not_proved(name):
    assert said(*FALSE[name]) != "proved"


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_is_not_refuted(name):
    assert said(*TRUE[name]) in {"proved", "supported", "undecided"}


@pytest.mark.parametrize("name", CONDITIONAL)
def test_what_holds_on_a_smaller_domain_is_proved_with_the_condition(name):
    latex, condition = CONDITIONAL[name]
    found = verdict(latex)
    assert isinstance(found, Proved)
    assert condition in {
        plain(c).replace("0 < x", "x > 0").replace("x - 1 != 0", "x != 1") for c in found.conditions
    }


def test_an_inverse_is_an_inverse_only_where_there_is_one():
    assert said("A A^{-1} = I", (r"A \in \mathbb{R}^{2 \times 2}",)) == "proved"
    assert said("A^{-1} A = A A^{-1}", (r"A \in \mathbb{R}^{3 \times 3}",)) == "proved"
