"""Documents as lecturers write them: names that come in late, laws of motion, indicator vectors, labels."""

import pytest

import derive

LEAST_SQUARES = r"""
Let $X\in\mathbb{R}^{n\times d}$ and $y\in\mathbb{R}^n$.

The minimum is at
$$ w^* = (X^\top X)^{-1}X^\top y.$$
The residual $r = y - Xw^*$ is then known:
$$X^\top r = X^\top y - %s X^\top X (X^\top X)^{-1} X^\top y.$$
"""

RIDGE = r"""
Let $J(w) = \|Xw - y\|^2$ with $X \in \mathbb{R}^{n \times d}$. With $\lambda > 0$:
$$ J_\lambda(w) = \frac12 J(w) + \frac\lambda2 \|w\|^2,
\quad \nabla J_\lambda(w) = X^T(Xw-y) + %s \lambda w.$$
"""

LAYERS = r"""
Let $W\in\mathbb{R}^{k\times m}$, $h \in\mathbb{R}^m$, $u \in \mathbb{R}^k$. Define $\delta_2 = Wh - u$.
We have with $\delta_1 = (W^\top\delta_2)\odot(1-h\odot h)$
$$ \delta_1 = W^\top \delta_2 - %s W^\top\delta_2 \odot h \odot h. $$
"""

ONE_HOT = r"""
Let $p \in \mathbb{R}^K$, $p_i > 0$ and let $y \in \mathbb{R}^K$ be one-hot.
Let $c$ be the index with $y_c = 1$.
$$ \sum_i y_i p_i = %s p_c $$
"""

ONE_HOT_GRADIENT = r"""
Let $p \in \mathbb{R}^K$ and let $y \in \mathbb{R}^K$ be one-hot with $y_c = 1$.
$$ p_i - \delta_{ic} = p_i - %s y_i $$
"""

OTHER_NUMBER = r"""
# Layers
Let $x\in\mathbb{R}^d$.

## Normalisation
Let $\mu = \frac1n\sum_{i=1}^n x_i$. Then
$$\sum_{i=1}^n (x_i - \mu) = 0, \qquad \frac{\partial\mu}{\partial x_j} = \frac%sn.$$
"""

HESSIAN = r"""
Let $f(x) = \frac12 x^T A x$ with a symmetric matrix $A \in \mathbb{R}^{n\times n}$, and $v \in \mathbb{R}^n$.
$$ v^T \nabla^2 f\, v = %s v^T A v $$
"""

PENDULUM = r"""
The equation of motion is
$$\ddot\varphi + \omega^2\varphi = 0,\quad \omega = \sqrt{g/l}.$$
The period is $T = 2\pi/\omega = %s \cdot 2\pi\sqrt{l/g}$.
"""

SPRING = r"""
$$ m \ddot x = - k x, \quad \ddot x = - %s \omega^2 x, \quad \omega^2 = k/m $$
"""

ATTENTION = r"""
Given $S\in\mathbb{R}^{n\times m}$, define $A = \operatorname{softmax}(S)$ row by row.
Then $\sum_{j=1}^m A_{ij} = 1$ and
$$\frac{\partial A_{ij}}{\partial S_{ik}} = %s A_{ij}(\delta_{jk} - A_{ik}).$$
"""

COEFFICIENTS = r"""
$$a_0 = \frac1\pi\int_{-\pi}^\pi x^2dx = \frac{2\pi^2}{3},
\qquad a_n = \frac1\pi\int_{-\pi}^{\pi}x^2\cos(nx)dx = %s \frac{4(-1)^n}{n^2}$$
"""

HEAT = r"""
$u(x,t) = e^{-k\pi^2t}\sin(\pi x)$ solves $u_t = ku_{xx}$ because $u_t = -k\pi^2u$ and $u_{xx} = - %s \pi^2u$.
"""

THROW = r"""
**1.** We have $x(t) = v_0t\cos\alpha$, $y(t) = v_0t\sin\alpha - \frac12gt^2$. Then
$$y = x\tan\alpha - \frac{g}{2v_0^2\cos^2\alpha}x^2.$$

**2.** The inertia is
$$I = \int_{-L/2}^{L/2}x^2\frac ML\,dx
= \frac{M}{L}\left[\frac{x^3}{3}\right]_{-L/2}^{L/2} = \frac{%s}{12}ML^2.$$
"""

DOCUMENTS = (
    LEAST_SQUARES,
    RIDGE,
    LAYERS,
    ONE_HOT,
    ONE_HOT_GRADIENT,
    OTHER_NUMBER,
    HESSIAN,
    PENDULUM,
    SPRING,
    ATTENTION,
    COEFFICIENTS,
    HEAT,
    THROW,
)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_a_lecturer_writes_is_read_as_meant(document):
    assert set(_verdicts(document % "1")) == {"Proved"}
    assert _verdicts(document % "3")[-1] == "Refuted"


def test_a_letter_of_which_nothing_is_said_asks_a_question():
    found = _steps(r"The kinetic energy is $T = \frac12 m v^2 = \frac12 m l^2\dot\varphi^2$.")
    assert [v.cause for v in found] == ["unstated-condition"]


@pytest.mark.parametrize("text", ["$$(a+b)^2 = a^2 + b^2$$", r"Let $b > 0$. $$\frac{d}{dx} x^2 = 2bx$$"])
def test_letters_on_both_sides_or_declared_ask_nothing(text):
    assert [v.cause for v in _steps(text)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x(t) = t^2$. Then $\dot x(t) = 3t$.",
        r"Let $E = \frac12 m v^2$. Then $\frac{dE}{dv} = 2mv$.",
        r"Assume $\ddot x = -x$. Then $\ddot x = -2x$.",
    ],
)
def test_what_is_known_of_a_motion_is_judged(text):
    assert _verdicts(text)[-1] == "Refuted"


def _steps(text):
    return [v for v in derive.check_text(text).verdicts if v is not None]


def _verdicts(text):
    return [type(v).__name__ for v in _steps(text)]


SENTENCES = (
    (r"In particular $\sum_{k=1}^\infty \frac{k}{2^k} = %s$.", "2", "3"),
    (r"The series is known. $\lim_{n\to\infty}\sqrt[n]{n} = %s$ and more.", "1", "2"),
    (r"$(x+1)^2 = x^2 + 2x + 1 = x(x+%s) + 1$, which we need.", "2", "3"),
    (
        r"Das ist die Lösung. Es sei $f(x) = x^3-3x$. Also ist $f'(x) = 0$ für $x = \pm %s$.",
        "1",
        "2",
    ),
    (r"With $u = \ln x$ we have $u' = \frac{%s}{x}$.", "1", "2"),
    (r"The error is $e_n = x_n - a$, hence $e_n + a = %s x_n$.", "1", "2"),
)


@pytest.mark.parametrize(("sentence", "right", "wrong"), SENTENCES)
def test_what_a_sentence_states_is_judged(sentence, right, wrong):
    assert _verdicts(sentence % right)[-1] == "Proved"
    assert _verdicts(sentence % wrong)[-1] == "Refuted"


@pytest.mark.parametrize(
    "text",
    [
        r"Let $x_i > 0$. So all $x_i$ are equal, hence $x_i = \frac1n$.",
        (
            r"In the E-step we have $$\gamma_{nk} = \frac{\pi_k p(x_n|k)}{\sum_j \pi_j p(x_n|j)}, "
            r"\qquad \sum_{k=1}^K\gamma_{nk} = 1.$$"
        ),
    ],
)
def test_what_was_not_understood_asks_a_question(text):
    assert [v.cause for v in _steps(text) if hasattr(v, "cause")] == ["unstated-condition"]


def test_a_name_may_be_defined_after_its_use():
    text = r"Let $v = 2u$ and $u = 3x$. Then $v = %sx$."
    assert (_verdicts(text % "6"), _verdicts(text % "2")) == (["Proved"], ["Refuted"])


LAYER_NORM = r"""
$y = \frac{x-\mu}{\sqrt{\sigma^2+\epsilon}}$, $\mu = \frac1d\sum_i x_i$,
$\sigma^2 = \frac1d\sum_i(x_i-\mu)^2$, $x \in \mathbb{R}^d$. Then $\sum_{i=1}^d y_i = %s$.
"""


def test_a_mean_may_be_defined_after_its_use():
    assert (_verdicts(LAYER_NORM % "0"), _verdicts(LAYER_NORM % "d")) == (["Proved"], ["Refuted"])


SOLUTIONS = (
    (r"The equation $x^2 = 9$ has the solutions $x = 3$ and $x = %s$.", "-3", "-9"),
    (r"Die Gleichung ist bekannt: $x^2 = 9$ hat die Lösungen $x = 3$ und $x = %s$.", "-3", "-9"),
)


@pytest.mark.parametrize(("sentence", "right", "wrong"), SOLUTIONS)
def test_each_solution_is_judged(sentence, right, wrong):
    assert (_verdicts(sentence % right), _verdicts(sentence % wrong)) == (["Proved"], ["Refuted"])


def test_what_differs_under_a_difference_differs_everywhere():
    text = r"Let $x, y \in \mathbb{R}$ with $x \ne y$. Then $x^%s \ne y^%s$."
    assert (_verdicts(text % (3, 3)), _verdicts(text % (2, 2))) == (["Proved"], ["Refuted"])


@pytest.mark.parametrize("value", [r"\frac{2b}{a}", r"\frac{b}{a}"])
def test_a_value_gets_a_name_behind_an_arrow(value):
    text = r"Let $V(r) = -\frac{a}{r}+\frac{b}{r^2}$ with $a,b,r>0$. $$V'(r) = 0\iff r = r_0 = %s.$$" % value  # noqa: UP031  # the text has braces
    assert _verdicts(text) == ["Proved" if "2b" in value else "Refuted"]


QUESTIONS = (
    r"The error of $f = xy$ is $\sigma_f^2 = y^2\sigma_x^2+x^2\sigma_y^2$.",
    r"Let $u, v \in \mathbb{R}^3$. Gram-Schmidt: $u_1 = v_1$, $u_2 = v_2-v_2^Tu_1$. Then $u_1^Tu_2 = 0$.",
    r"Then $(I-A)^2 = I - 2A + A^2$.",
    r"The differential equation $y' = ky$ is given. We have $$\ln|y(t)| = kt+C.$$",
)


@pytest.mark.parametrize("text", QUESTIONS)
def test_what_may_be_said_elsewhere_asks_a_question(text):
    assert {v.cause for v in _steps(text) if hasattr(v, "cause")} == {"unstated-condition"}


def test_shapes_taken_from_other_formulas_refute_nothing():
    text = r"Let $Q$ be orthogonal. Then $\|Qx\| = \|x\|$ and $\det(Q)^2 = %s$."
    assert _verdicts(text % r"\det(Q^TQ)")[-1] != "Refuted"


def test_a_condition_in_words_behind_a_formula():
    text = r"Then $\frac{ab}{a+b} < %s$ for positive $a, b$."
    assert (_verdicts(text % "a"), _verdicts(text % "0")) == (["Proved"], ["Refuted"])


FORWARD = r"""
Let $x \in \mathbb{R}^d$, $W_1 \in \mathbb{R}^{h\times d}$, $W_2 \in \mathbb{R}^{k \times h}$,
$t \in \mathbb{R}^k$, and
$$z = W_1 x, \quad a = \tanh(z), \quad o = W_2 a, \quad \ell = \tfrac12\|o - t\|^2.$$
Then $$\frac{\partial \ell}{\partial o} = %s (o - t).$$
"""


def test_quantities_of_a_network_are_defined_in_their_order():
    assert (_verdicts(FORWARD % ""), _verdicts(FORWARD % "2")) == (["Proved"], ["Refuted"])


@pytest.mark.parametrize("square", ["s^2 = x", "d^2 = a - 1", "r^2 = x y"])
def test_a_root_of_what_may_be_negative_is_not_taken_for_granted(square):
    assert _verdicts(f"Let ${square}$. Then ${square[0]} \\ge 0$.") == ["Refuted"]
