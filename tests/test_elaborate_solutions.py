"""Equations that are solved in sentences: what is said to follow from them is judged, not assumed."""

import pytest

import derive

SENTENCES = (
    (r"Let $f(x) = x^2-6x$. Setting $f'(x) = 0$ gives $x = %s$.", "3", "4"),
    (r"Let $f(x) = x^2-6x$. We set $f'(x) = 2x - 6 = 0$ and obtain $x = %s$.", "3", "4"),
    (r"Let $f(x) = x^2-6x$. From $f'(x) = 0$ we get $x = %s$.", "3", "4"),
    (r"Let $f(x) = x^2-6x$. If $f'(x) = 0$, then $x = %s$.", "3", "4"),
    (r"The critical point satisfies $2x - 6 = 0$, hence $x = %s$.", "3", "4"),
    (r"The equation $x^2 - 4 = 0$ has the solution $x = %s$.", "2", "3"),
    (r"The equation $x^2 - 4 = 0$ has the only solution $x = %s$.", r"\pm 2", "2"),
    (r"$x^2 - 4 = 0$ gives $x = %s$.", r"\pm 2", "2"),
    (r"The equation $x^2 = 9$ has the solutions $x = 3$ and $x = %s$.", "-3", "-9"),
    (r"Die Gleichung $x^2 = 9$ hat die Lösungen $x = 3$ und $x = %s$.", "-3", "4"),
    (r"Das ist die Rechnung der Aufgabe. Aus $2x - 6 = 0$ folgt $x = %s$.", "3", "4"),
    (r"Es sei $f(x) = x^2 - 6x$ gegeben. Wir setzen $f'(x) = 2x-6 = 0$ und erhalten $x = %s$.", "3", "4"),
    (
        r"The estimator solves $\bar x = \frac{\theta}{\theta+1}$, i.e. $\theta = \frac{\bar x}{%s}$.",
        r"1-\bar x",
        r"1+\bar x",
    ),
)


@pytest.mark.parametrize(("sentence", "right", "wrong"), SENTENCES)
def test_what_follows_from_an_equation_is_judged(sentence, right, wrong):
    assert _verdicts(sentence % right)[-1:] == ["Proved"]
    assert _verdicts(sentence % wrong)[-1:] == ["Refuted"]


CASES = (
    (r"Let $f(x) = x^2$. For $x > 0$ it is $f'(x) > 0$, for $x < 0$ it is $f'(x) < 0$.", "Proved Proved"),
    (r"Let $f(x) = x^2$. For $x > 0$ it is $f'(x) < 0$, for $x < 0$ it is $f'(x) < 0$.", "Refuted Proved"),
    (r"Let $f(x) = x^2$. We have $f'(x) > 0$ for $x > 0$ and $f'(x) < 0$ for $x < 0$.", "Proved Proved"),
    (r"Let $f(x) = x^2$. We have $f'(x) > 0$ for $x > 0$ and $f'(x) > 0$ for $x < 0$.", "Proved Refuted"),
    (r"Let $f(x) = x^2$. We have $f'(x) > 0$ for $x > 0$, and $f(x) \ge 0$ for all $x$.", "Proved Proved"),
    (
        (
            r"Es sei $g(x) = x - \ln(1+x)$. Für $x>0$ ist $g'(x) > 0$, für $-1<x<0$ ist $g'(x)<0$. "
            r"Daraus folgt $g(x) \ge 0$ für alle $x > -1$."
        ),
        "Proved Proved Proved",
    ),
)


@pytest.mark.parametrize(("text", "verdicts"), CASES)
def test_the_condition_of_each_case_is_its_own(text, verdicts):
    assert _verdicts(text) == verdicts.split()


FUNCTIONS = (
    (r"$$\sigma' = \sigma(1-\sigma)$$", "Proved"),
    (r"$$\sigma' = \sigma(1-2\sigma)$$", "Refuted"),
    (r"$$\frac{d\sigma}{dx} = \sigma(1-\sigma)$$", "Proved"),
    (r"$$\tanh' = 1 - \tanh^2$$", "Proved"),
    (r"$$\tanh' = 1 + \tanh^2$$", "Refuted"),
    (r"Let $f(x) = e^{x}$. Then $f' = f$.", "Proved"),
    (r"Let $f(x) = \sin x$. Then $f'' = -f$.", "Proved"),
    (r"Let $f(x) = \sin x$. Then $f'' = f$.", "Refuted"),
    (r"Let $f(x) = e^{x}$ and $g(x) = x^2$. Then $(fg)' = f'g + fg'$.", "Proved"),
    (r"Let $f(x) = e^{x}$ and $g(x) = x^2$. Then $(fg)' = f'g'$.", "Refuted"),
)


@pytest.mark.parametrize(("text", "verdict"), FUNCTIONS)
def test_equations_between_functions_hold_at_every_argument(text, verdict):
    assert _verdicts(text) == [verdict]


MOTIONS = (
    (r"The position is $s = s_0 + v_0 t + \frac12 a t^2$. Then $\dot s = %s$.", "v_0 + a t", "v_0 + 2at"),
    (r"Let $s = s_0 + v_0 t + \frac12 a t^2$. Then $\ddot s = %s$.", "a", "2a"),
    (r"Let $\theta(t) = c\cos(\omega t)$. Then $\ddot\theta = %s$.", r"-\omega^2\theta", r"\omega^2\theta"),
    (r"Let $A = \pi r^2$. Then $\dot A = %s$.", r"2\pi r\dot r", r"\pi r \dot r"),
    (
        r"Let $x = r\cos\varphi$. Then $\dot x = \dot r\cos\varphi - %s$.",
        r"r\dot\varphi\sin\varphi",
        r"r\sin\varphi",
    ),
    (
        r"Let $x = r\cos\varphi$ and $y = r\sin\varphi$. Then $\dot x^2 + \dot y^2 = \dot r^2 + %s$.",
        r"r^2\dot\varphi^2",
        r"r\dot\varphi^2",
    ),
    (r"$$\frac{d}{dt}\cos\theta = %s$$", r"-\sin\theta\,\dot\theta", r"\sin\theta\,\dot\theta"),
)


@pytest.mark.parametrize(("text", "right", "wrong"), MOTIONS)
def test_dots_are_derivatives_by_the_time(text, right, wrong):
    assert _verdicts(text % right) == ["Proved"]
    assert _verdicts(text % wrong) == ["Refuted"]


def test_coordinates_move_with_or_without_a_dot():
    text = r"Let $x = r\cos\varphi$. Then $\dot x = %s$."
    assert _verdicts(text % r"\dot r\cos\varphi") == ["Refuted"]
    assert _verdicts(r"Let $E = \frac12 m v^2$. Then $\dot E = m v\dot v$.") == ["Proved"]


def test_energy_of_an_oscillator_is_conserved():
    text = (
        r"The general solution is $x(t) = A\cos(\omega t)$. With $E = \frac12 m\dot x^2 + "
        r"\frac12 m\omega^2 x^2$ we have $$\frac{dE}{dt} = 0.$$"
    )
    assert _verdicts(text) == ["Proved"]


def _verdicts(text):
    return [type(v).__name__ for v in derive.check_text(text).verdicts if v is not None]


INTRODUCED = (
    (
        r"Let $s^2 = \frac1n\sum_{i=1}^n x_i^2$. Then $\frac{\partial s^2}{\partial x_i} = %s$.",
        r"\frac2n x_i",
        "0",
    ),
    (r"Let $r^2 = x^2+y^2$. Then $\frac{\partial r}{\partial x} = %s$.", r"\frac{x}{r}", r"\frac{y}{r}"),
    (
        (
            r"Lösen Sie $y' = 2xy$, $y(0)=3$ durch Trennung der Variablen. Dann ist $y(x) = C e^{x^2}$ "
            r"und wir haben die Konstante. Aus $y(0)=3$ folgt $C=%s$."
        ),
        "3",
        "2",
    ),
    (
        r"Let $A \in \mathbb{R}^{n\times n}$ be symmetric and $Av = \lambda v$. Then $v^T A = %s$.",
        r"\lambda v^T",
        r"2\lambda v^T",
    ),
    (
        r"Sei $A = \begin{pmatrix} 2 & 1 \\ 1 & 2\end{pmatrix}$. Dann ist $\det(A - \lambda E) = %s$.",
        r"(2-\lambda)^2 - 1",
        r"(2-\lambda)^2 + 1",
    ),
)


@pytest.mark.parametrize(("text", "right", "wrong"), INTRODUCED)
def test_what_is_introduced_by_an_equation(text, right, wrong):
    assert _verdicts(text % right)[-1] == "Proved"
    assert _verdicts(text % wrong)[-1] == "Refuted"


PARTIAL = (
    (r"Let $f(x,y) = x^2y^3$. Then $f_x = %s$.", "2xy^3", "3x^2y^2"),
    (r"Let $f(x,y) = x^2y^3$. Then $f_{xy} = %s$.", "6xy^2", "6xy^3"),
    (r"Let $f(x,y) = x^2y^3$. Then $f_x(1,2) = %s$.", "16", "12"),
    (r"Let $u(x,t) = e^{-t}\sin x$. Then $u_t = %s$.", "u_{xx}", "-u_{xx}"),
    (r"Let $u(x,y) = \ln(x^2+y^2)$. Then $\Delta u = %s$.", "0", "1"),
    (
        (
            r"Let $A\in\mathbb{R}^{n\times n}$ be symmetric and $b,x\in\mathbb{R}^n$. Then "
            r"$\nabla_x \frac12 x^TAx-b^Tx = %s$."
        ),
        "Ax-b",
        "Ax+b",
    ),
    (r"Let $u = x^2$. Then $du = %s\,dx$.", "2x", "x"),
    (r"$$f'(x) = 2x \Rightarrow f(x) = %s + C$$", "x^2", "x^3"),
    (r"Let $u(x,y) = x^2 y$. Then $\Delta u = %s$.", "2y", "2x"),
    (r"For integer $m \ne n$, $$\cos((m-n)\pi) = %s.$$", "(-1)^{m-n}", "1"),
    (r"Let $p_k = (1-p)^{k-1}p$ with $0<p<1$. Then $\frac{p_{k+1}}{p_k} = %s$.", "1-p", "p"),
)


@pytest.mark.parametrize(("text", "right", "wrong"), PARTIAL)
def test_subscripts_that_differentiate_and_letters_beside_their_family(text, right, wrong):
    assert _verdicts(text % right)[-1] == "Proved"
    assert _verdicts(text % wrong)[-1] == "Refuted"


SAID = (
    (
        r"Let $f$ be convex with $f''(x) \ge 0$. For $f(x) = -\log x$ on $x>0$: $f''(x) = %s$.",
        r"\frac{1}{x^2}",
        "x",
    ),
    (r"The hat matrix is $H = X(X^\top X)^{-1}X^\top$. It satisfies $H^\top = %s$.", "H", "2H"),
    (
        (
            r"Let $A\in\mathbb{R}^{n\times n}$ be symmetric, $b\in\mathbb{R}^n$ and "
            r"$f(w) = \frac12 w^\top A w - b^\top w$. Put $v = 2b$. Then $\nabla f(v) = %s$."
        ),
        "2Ab - b",
        "Ab - b",
    ),
    (r"Let $a\in\mathbb{R}$. Show that $c = a^2 + 1$ satisfies $c \ge %s$.", "1", "2"),
)


@pytest.mark.parametrize(("text", "right", "wrong"), SAID)
def test_what_is_said_of_what_was_defined_is_claimed(text, right, wrong):
    assert _verdicts(text % right)[-1] == "Proved"
    assert _verdicts(text % wrong)[-1] == "Refuted"


def test_a_place_that_is_spoken_of_is_not_claimed():
    text = "Let $f(x) = x^3 - 3x$. Since $f''(1) = 6 > 0$, thus $x=1$ is a local minimum with $f(1) = %s$."
    assert _verdicts(text % "-2") == ["Proved", "Proved", "Proved"]
    assert _verdicts(text % "2") == ["Proved", "Proved", "Refuted"]
    assert _verdicts("The critical point satisfies $2x - 6 = 0$, hence $x = 4$ is it.") == ["Refuted"]


def test_the_argument_of_a_function_is_a_number_beside_indexed_letters():
    text = "Let $x_1,\\dots,x_n > 0$.\n\nb) Let $f(x) = x e^{-x}$. Setting $f'(x) = 0$ gives $x = %s$."
    assert _verdicts(text % "1") == ["Proved"]
    assert _verdicts(text % "-1") == ["Refuted"]


def test_only_lengths_and_deviations_are_roots_of_their_squares():
    assert _verdicts(r"Let $y^2 = x^2 + 1$. Then $y > 0$.") == ["Refuted"]
    assert _verdicts(r"Let $r^2 = x^2 + y^2$. Then $r \ge 0$.") == ["Proved"]


def test_an_angle_is_introduced_once():
    assert _verdicts(r"Since $\cos\alpha = \frac35$, we have $\sin\alpha = \frac45$.") == ["Undecided"]


SEQUENCES = (
    (r"Let $a_n = \frac{1}{n}$. Then $a_{n+1} < %s$.", "a_n", r"\frac{1}{n+1}"),
    (r"Let $a_n = 2^n$. Then $a_{n+1} = %s$.", "2a_n", "a_n + 2"),
    (r"Let $a_n = 2^n$. Then $\sum_{k=0}^n a_k = %s$.", "2^{n+1} - 1", "2^n - 1"),
    (r"Let $p_k = (1-p)^{k-1}p$. Then $p_2 = %s$.", "p(1-p)", "p^2"),
    (r"Let $a_n = \left(1+\frac1n\right)^n$. Then $\lim_{n\to\infty} a_n = %s$.", "e", "1"),
    (r"Let $s_n = \sum_{k=1}^n k$. Then $s_{n+1} = s_n + %s$.", "n + 1", "n"),
    (r"Let $x_n = \frac{n}{n+1}$. Then $x_n < %s$.", "1", r"\frac{9}{10}"),
)


@pytest.mark.parametrize(("text", "right", "wrong"), SEQUENCES)
def test_terms_of_sequences(text, right, wrong):
    assert _verdicts(text % right) == ["Proved"]
    assert _verdicts(text % wrong) == ["Refuted"]


def test_how_a_sequence_goes_on_is_no_claim_but_the_calculation_is():
    text = (
        "Newton's method for $f(x) = x^2 - a$ with $a > 0$ gives $$x_{n+1} = x_n - \\frac{f(x_n)}{f'(x_n)}"
        " = x_n - \\frac{x_n^2-a}{2x_n} = \\frac12\\left(x_n + \\frac{a}{%s}\\right).$$"
    )
    right, wrong = (derive.check_text(text % x) for x in ("x_n", "2x_n"))
    assert [type(v).__name__ for v in (*right.verdicts, *right.conclusions) if v is not None] == [
        "Proved"
    ] * 3
    assert [type(v).__name__ for v in wrong.verdicts if v is not None] == ["Proved", "Refuted"]


def test_a_function_may_be_given_anew_in_the_next_item():
    text = (
        "1. Let $f(x,y) = x^2\\sin(xy)$. Then $f(0,1) = 0$.\n\n"
        "2. Let $f(x,y) = x^2 + y^2$. Then $f(1,2) = 5$.\n\n"
        "3. Assume $x > 0$.\n\n4. Then $\\sqrt{x^2} = x$.\n"
    )
    assert _verdicts(text) == ["Proved", "Proved", "Proved"]


def test_angles_of_a_triangle():
    text = r"For $\alpha+\beta+\gamma=\pi$ we have $\sin(\alpha+\beta) = %s$."
    assert _verdicts(text % r"\sin\gamma") == ["Proved"]
    assert _verdicts(text % r"\cos\gamma") == ["Refuted"]


def test_a_number_beside_a_product_that_begins_with_a_row():
    text = (
        r"Let $Q\in\mathbb{R}^{n\times n}$ be symmetric, $a,c\in\mathbb{R}^n$ and "
        r"$L(x,\lambda) = \frac12x^\top Qx - c^\top x+\lambda(a^\top x-b)$. Then $$\nabla_xL = Qx - c + %s.$$"
    )
    assert _verdicts(text % r"\lambda a") == ["Proved"]
    assert _verdicts(text % r"\lambda b") == ["Refuted"]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"(x+0,5)^2 = x^2 + x + 0,25", "Proved"),
        (r"(x+0,5)^2 = x^2 + x + 0,5", "Refuted"),
        (r"f(0,5) = 5", "Proved"),
        (r"f(0,5) = \frac12", "Refuted"),
    ],
)
def test_a_decimal_comma_behind_a_sign_in_brackets(claim, verdict):
    text = f"Das ist die Aufgabe und die Funktion: Sei $f(x,y) = x + y$. Dann ist ${claim}$."
    assert _verdicts(text) == [verdict]
