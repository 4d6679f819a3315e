"""Functions of the time with arrays as values, impedances, angles before exponentials, inverse functions."""

import pytest

import derive
from derive.render.compose import document_report

CURVES = r"Let $r(t), s(t) \in \mathbb{R}^3$ and $A(t), B(t) \in \mathbb{R}^{n\times n}$ be differentiable."
SYMMETRIC = r"Let $x(t) \in \mathbb{R}^n$ and $A \in \mathbb{R}^{n \times n}$ be symmetric."
OSCILLATION = r"Let $x(t) = A\cos(\omega t + \varphi)$."
CIRCUIT = r"Let $R, L, C, \omega > 0$."

STEPS = (
    (CURVES, r"\frac{d}{dt}(A(t)B(t)) = A'(t)B(t) + A(t)B'(t)", "Proved"),
    (CURVES, r"\frac{d}{dt}(A(t)B(t)) = A'(t)B(t) + B'(t)A(t)", "Refuted"),
    (CURVES, r"\frac{d}{dt}A(t)^{-1} = -A(t)^{-1}A'(t)A(t)^{-1}", "Proved"),
    (CURVES, r"\frac{d}{dt}A(t)^{-1} = -A'(t)A(t)^{-2}", "Refuted"),
    (CURVES, r"\frac{d}{dt}A(t)^T = A'(t)^T", "Proved"),
    (CURVES, r"\frac{d}{dt}\operatorname{tr}(A(t)B(t)) = \operatorname{tr}(A'(t)B(t)+A(t)B'(t))", "Proved"),
    (CURVES, r"\frac{d}{dt}A(t)^2 = 2A(t)A'(t)", "Refuted"),
    (CURVES, r"\frac{d}{dt}|r(t)|^2 = 2r(t)\cdot r'(t)", "Proved"),
    (CURVES, r"\frac{d}{dt}|r(t)|^2 = 2|r(t)||r'(t)|", "Refuted"),
    (CURVES, r"\frac{d}{dt}(r\cdot s) = r'\cdot s + r\cdot s'", "Proved"),
    (CURVES, r"\frac{d}{dt}(r\cdot s) = r'\cdot s - r\cdot s'", "Refuted"),
    (CURVES, r"\frac{d}{dt}(r(t)\times r'(t)) = r(t)\times r''(t)", "Proved"),
    (CURVES, r"\frac{d}{dt}(r(t)\times r'(t)) = r'(t)\times r''(t)", "Refuted"),
    (CURVES, r"\frac{d}{dt}(r(t)\times s(t)) = r'(t)\times s(t) + s'(t)\times r(t)", "Refuted"),
    (SYMMETRIC, r"\frac{d}{dt}(x^TAx) = 2x^TAx'", "Proved"),
    (SYMMETRIC, r"\frac{d}{dt}(x^TAx) = x^TAx'", "Refuted"),
    (OSCILLATION, r"x'(t)^2 + \omega^2 x(t)^2 = \omega^2A^2", "Proved"),
    (OSCILLATION, r"x'(t)^2 + x(t)^2 = A^2", "Refuted"),
    (CIRCUIT, r"\left|\frac{1}{1+i\omega RC}\right| = \frac{1}{\sqrt{1+(\omega RC)^2}}", "Proved"),
    (CIRCUIT, r"\left|R + i\omega L\right| = R + \omega L", "Refuted"),
    ("", r"\frac{d}{dx}\cos^2 x e^{-x} = -e^{-x}(\cos^2 x+\sin 2x)", "Proved"),
    ("", r"\log(-e) = 1+i\pi", "Proved"),
    ("", r"\log(-e) = 1-i\pi", "Refuted"),
    ("", r"1+e^{i\theta} = 2\cos\frac{\theta}{2} e^{i\theta/2}", "Proved"),
    ("", r"\sin 2e^x = \sin(2e^x)", "Proved"),
    ("", r"\log 2e^x = \log 2+x", "Proved"),
    (r"Let $n \ge 2$ be an integer and $\omega = e^{2\pi i/n}$.", r"\bar\omega = \omega^{n-1}", "Proved"),
    (r"Let $n \ge 2$ be an integer and $\omega = e^{2\pi i/n}$.", r"\bar\omega = \omega", "Refuted"),
)

LAYER = r"Let $W \in \mathbb{R}^{m \times n}$ and $x \in \mathbb{R}^n$."
INVERSES = (
    ("", r"\sigma^{-1}(p) = \log\frac{p}{1-p}", "Proved"),
    ("", r"\sigma^{-1}(p) = \log\frac{1-p}{p}", "Refuted"),
    ("", r"\sigma(\sigma^{-1}(p)) = p", "Proved"),
    ("", r"\tanh^{-1}(x) = \frac12\log\frac{1+x}{1-x}", "Proved"),
    ("Let $f(x) = x^3 + 1$.", r"f^{-1}(y) = \sqrt[3]{y-1}", "Proved"),
    ("Let $f(x) = x^3 + 1$.", r"f^{-1}(y) = \sqrt[3]{y}-1", "Refuted"),
    (r"Let $f(x) = \frac{x}{1+x}$.", r"f^{-1}(y) = \frac{y}{1-y}", "Proved"),
    (r"Let $f(x) = \frac{x}{1+x}$.", r"f^{-1}(y) = \frac{y}{1+y}", "Refuted"),
    (r"Let $F(x) = 1-e^{-\lambda x}$.", r"F^{-1}(u) = -\frac{\log(1-u)}{\lambda}", "Proved"),
    (r"Let $f(x) = \sqrt{x}$.", r"f^{-1}(y) = y^2", "Proved"),
    (r"Let $f(x) = \sqrt{x}$.", r"f^{-1}(y) = y", "Refuted"),
    ("Let $f(x) = x^2$.", r"f^{-1}(y) = \sqrt{y}", "Unreadable"),
    (r"Let $f(x) = \frac{2x}{4x}$.", r"f^{-1}(y) = y", "Unreadable"),
    (LAYER, r"\tanh^2(Wx) = \tanh(Wx)\odot\tanh(Wx)", "Proved"),
    (LAYER, r"\tanh^2(Wx) = \tanh(Wx)^T\tanh(Wx)", "Refuted"),
    (LAYER, r"\nabla_x \sum_{i=1}^m \tanh((Wx)_i) = W^T(1-\tanh^2(Wx))", "Proved"),
    (LAYER, r"\nabla_x \sum_{i=1}^m \tanh((Wx)_i) = W^T(1+\tanh^2(Wx))", "Refuted"),
    ("", r"I_n \otimes I_m = I_{nm}", "Proved"),
)


@pytest.mark.parametrize(("context", "step", "expected"), STEPS + INVERSES)
def test_curves_impedances_and_angles(context, step, expected):
    checked = derive.check_text(f"{context}\n\n$$ {step} $$\n")
    assert [type(v).__name__ for v in checked.verdicts if v is not None] == [expected]


def test_a_function_with_arrays_as_values_is_shown_with_its_entries():
    text = r"Let $r(t) \in \mathbb{R}^3$ be differentiable." + "\n\n$$ |r(t)|^2 = r(t) \\cdot r'(t) $$\n"
    (finding,) = [s.finding for s in document_report(derive.check_text(text), "en").steps if s.finding]
    assert "r(t) = (t^2 + t, 2*t^2 + t, 3*t^2 + t)" in finding.message
