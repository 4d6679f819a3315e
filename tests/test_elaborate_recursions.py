"""Sequences that are given by how they go on: unfolded, and by induction."""

import pytest

import derive
from derive.render.finding import finding

MODEL = r"Consider the model $$y_t = c + \phi y_{t-1} + \epsilon_t.$$ Then "
DOUBLING = r"Let $a_1 = 1$ and $a_{n+1} = 2a_n + 1$ for $n \ge 1$. Then "
FIBONACCI = r"The Fibonacci numbers are given by $F_0 = 0$, $F_1 = 1$ and $F_{n+2} = F_{n+1} + F_n$. Then "
MOMENTUM = r"\begin{align} v_{t+1} &= \beta v_t + g_t \\ x_{t+1} &= x_t - \eta v_{t+1} \end{align} Then "
RETURNS = r"The return satisfies $G_t = R_{t+1} + \gamma G_{t+1}$. Hence "
COUNTING = r"Let $a_0 = 0$ and $a_{n+1} = a_n + 1$. "
CONSTANT = r"Let $b_0 = 0$ and $b_{n+1} = 2b_n$. Then "

UNFOLDED = (
    (MODEL + r"$$y_{t+1} = c + \phi y_t + \epsilon_{t+1}.$$", "proved"),
    (MODEL + r"$$y_{t+2} = c + \phi c + \phi^2 y_t + \phi \epsilon_{t+1} + \epsilon_{t+2}.$$", "proved"),
    (MODEL + r"$$y_{t+2} = c + \phi c + \phi y_t + \phi \epsilon_{t+1} + \epsilon_{t+2}.$$", "refuted"),
    (MODEL + r"$$y_t - y_{t-1} = c + (\phi - 1) y_{t-1} + \epsilon_t.$$", "proved"),
    (r"We update $w_{t+1} = w_t - \eta g_t$. Hence $$w_{t+2} - w_t = -\eta(g_t + g_{t+1}).$$", "proved"),
    (MOMENTUM + r"$$x_{t+1} = x_t - \eta\beta v_t - \eta g_t.$$", "proved"),
    (MOMENTUM + r"$$x_{t+1} = x_t - \eta g_t + \beta(x_t - x_{t-1}).$$", "proved"),
    (MOMENTUM + r"$$x_{t+1} = x_t - \eta g_t - \beta(x_t - x_{t-1}).$$", "refuted"),
    (DOUBLING + r"$$a_2 = 3, \quad a_3 = 7, \quad a_4 = 16.$$", "proved proved refuted"),
    (DOUBLING + r"$$a_{n+2} = 4a_n + 3.$$", "proved"),
    (FIBONACCI + r"$F_{10} = 55$ and $$F_{n+3} = 2F_{n+1} + F_n.$$", "proved proved"),
    (r"Let $x_0 = 2$ and $x_{n+1} = \frac12(x_n + \frac{2}{x_n})$. Then $x_2 = \frac{17}{12}$.", "proved"),
    (r"Sei $a_0 = 1$ und $a_n = n a_{n-1}$. Dann gilt $a_4 = 24$.", "proved"),
    (CONSTANT + r"$$b_5 = 0.$$", "proved"),
    (r"We have $\delta_t = w \delta_{t+1}$. Then $$\delta_t = w^2 \delta_{t+2}.$$", "proved"),
    (r"We have $\delta_t = w \delta_{t+1}$. Then $$\delta_t = w^3 \delta_{t+2}.$$", "refuted"),
    (RETURNS + r"$$G_t = R_{t+1} + \gamma R_{t+2} + \gamma^2 G_{t+2}.$$", "proved"),
    (RETURNS + r"$$G_t = R_{t+1} + \gamma R_{t+2} + \gamma G_{t+2}.$$", "refuted"),
    (r"Let $V_3 = 5$ and $V_t = V_{t+1} + 2$. Then $V_0 = 11$ and $V_1 = 8$.", "proved refuted"),
)
INDUCTIVE = (
    (DOUBLING + r"$$a_n = 2^n - 1.$$", "proved"),
    (DOUBLING + r"$$a_n = 2^n.$$", "refuted"),
    (DOUBLING + r"$$a_n = n^2 - n + 1.$$", "refuted"),
    (FIBONACCI + r"$$F_{n+1}F_{n-1} - F_n^2 = (-1)^n.$$", "proved"),
    (FIBONACCI + r"$$F_{n+1}F_{n-1} - F_n^2 = (-1)^{n+1}.$$", "refuted"),
    (FIBONACCI + r"$$F_{n+3} = 3F_{n+1} + F_n.$$", "refuted"),
    (CONSTANT + r"$$b_n = 0.$$", "proved"),
)
WITHOUT_REFUTATION = (
    CONSTANT + r"$$b_{n+1} = 5 b_n.$$",
    CONSTANT + r"$$b_n \le 1.$$",
    DOUBLING + r"$$\sum_{k=1}^n (a_{k+1} - 2a_k) = n.$$",
    MODEL + r"$$\sum_{t=1}^n (y_t - \phi y_{t-1} - \epsilon_t) = nc.$$",
    CONSTANT + r"$$b_n \le b_n + 0 \le 1.$$",
    r"$$x_{k+1} = x_k - \alpha A x_k$$ gives $$x_{k+1} = (I - \alpha A) x_k.$$",
)
OTHERWISE = (
    (r"Let $a_n = 2^n$. Then $$a_{n+1} = 2a_n.$$", "proved"),
    (r"Let $a_n = 2^n$. Then $$a_{n+1} = 3a_n.$$", "refuted"),
    (r"$$\sum_{k=1}^n (a_k - a_{k-1}) = a_n - a_0$$", "proved"),
    (r"$$\sum_{k=1}^n (a_k - a_{k-1}) = a_n - a_1$$", "refuted"),
)


def words(text):
    return " ".join(type(v).__name__.lower() for v in derive.check_text(text).verdicts if v is not None)


@pytest.mark.parametrize(("text", "expected"), [*UNFOLDED, *INDUCTIVE, *OTHERWISE])
def test_what_is_claimed_of_a_sequence_is_judged_by_how_it_goes_on(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        COUNTING + r"Let $n$ be even. Then $$a_n (a_n - 2)(a_n - 4) = 0.$$",
        COUNTING + r"Let $n > \frac12$ with $n^2 \ne 4$. Then $$a_n (a_n - 1) = 0.$$",
        COUNTING + r"Let $n \ge 3$. Then $$a_n (a_n - 1)(a_n - 2) = 0.$$",
    ],
)
def test_what_holds_for_the_first_numbers_only_is_not_proved_by_what_else_is_known_of_them(text):
    assert "proved" not in words(text)


def test_a_counterexample_names_the_term_that_may_be_anything():
    checked = derive.check_text(r"We have $\delta_t = w \delta_{t+1}$. Then $$\delta_t = w^3 \delta_{t+2}.$$")
    (verdict,) = (v for v in checked.verdicts if v is not None)
    assert finding(verdict, "en").message.startswith("For delta_(t+2) = 1, w = 2 the left side is 4, but")


@pytest.mark.parametrize("text", WITHOUT_REFUTATION)
def test_what_the_values_so_far_do_not_show_is_not_refuted(text):
    assert "refuted" not in words(text)


@pytest.mark.parametrize(
    ("claim", "shown"),
    [
        ("a_n = n^2", "For n = 2 the left side is 3, but the right side is 4."),
        ("a_n = 2^n", "For n = 1 the left side is 1, but the right side is 2."),
    ],
)
def test_a_counterexample_is_the_first_number_for_which_it_fails(claim, shown):
    found = derive.check_text(DOUBLING + f"$${claim}.$$")
    assert shown in finding(found.verdicts[-1], "en").message
