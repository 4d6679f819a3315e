r"""Formulas that a careless reader takes for something else: each with what it means, and near misses."""

import pytest
from elaborated import codes, derivation
from verdicts import verdict

from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted, Undecided
from derive.elaborate.statement import proposition_of
from derive.prove.check import check

ONE = r"A \in \mathbb{R}^{1 \times 1}"
SMALL = r"|x| < 1"


def verdicts_of(text):
    return [type(v) for v in check(derivation(text)).verdicts if v is not None]


@pytest.mark.parametrize(
    ("latex", "given", "expected"),
    [
        (r"A \cdot I = A", (ONE,), Proved),
        (r"A \cdot I = 2 A", (ONE,), Refuted),
        (r"\nabla^2 f(x, y) = \begin{pmatrix} 2y & 2x \\ 2x & 0 \end{pmatrix}", ("f(x, y) = x^2 y",), Proved),
        (r"\nabla^2 f = \begin{pmatrix} 2y & x \\ 2x & 0 \end{pmatrix}", ("f(x, y) = x^2 y",), Refuted),
        (r"\nabla f = \begin{pmatrix} 2xy \\ x^2 \end{pmatrix}", ("f(x, y) = x^2 y",), Proved),
        (r"\nabla^2 f = 2y", ("f(x, y) = x^2 y",), Proved),
        (r"\nabla^2 f = 0", ("f(x, y) = x^2 - y^2",), Proved),
        (r"\nabla^2 f = 0", ("f(x, y) = x^2 + y^2",), Refuted),
        (r"1 + x + x^2 + \dots = \frac{1}{1-x}", (SMALL,), Proved),
        (r"x + x^2 + x^3 + \dots = \frac{1}{1-x}", (SMALL,), Refuted),
        (r"1 - x + x^2 - \dots = \frac{1}{1+x}", (SMALL,), Proved),
        (r"x - \frac{x^3}{3!} + \frac{x^5}{5!} - \dots = \sin x", (), Proved),
        (r"1 + x + \dots + x^n + \dots = \frac{1}{1-x}", (SMALL,), Proved),
        (r"2 x^2 \propto x^2", (), Proved),
        (r"x^3 \propto x^2", (), Refuted),
        (r"p(x) \propto e^{-x^2}", (), Undecided),
        (r"e^{-(x-a)^2} \propto e^{-x^2 + 2ax}", (), Undecided),
        (r"|i z| = |z|", (), Proved),
        (r"y'' + \omega^2 y = 0", (r"y(t) = A \cos(\omega t) + B \sin(\omega t)",), Proved),
        (r"y' = 2 k y", (r"y(t) = C e^{k t}",), Refuted),
        (r"\sqrt{-1} = i", (), Proved),
        (r"\sqrt{-4} = -2i", (), Refuted),
        (r"\log(-1) = i\pi", (), Proved),
        (r"\log(-2) = \log 2 - i\pi", (), Refuted),
        (r"\sqrt{-4} = 2", (), Undecided),
        (r"i^i = e^{-\pi/2}", (), Proved),
        (r"\operatorname{Re}(i z) = -\operatorname{Im}(z)", (), Proved),
        (r"z \bar z = |z|^2", (), Proved),
        (r"\frac{dA}{dt} = 2 \pi r \frac{dr}{dt}", (r"A = \pi r^2",), Proved),
        (r"\frac{dA}{dt} = \pi r \frac{dr}{dt}", (r"A = \pi r^2",), Refuted),
        (r"\left. \frac{x^2}{2} \ln x \right|_0^1 = 0", (), Proved),
        (r"\left. -e^{-x} \right|_0^\infty = 1", (), Proved),
        (r"\left. -e^{-x} \right|_0^\infty = 2", (), Refuted),
        (r"\log \frac1K \sum_{j=1}^K e^{x_j} = \log\left(\frac1K \sum_{j=1}^K e^{x_j}\right)", (), Proved),
    ],
)
def test_a_formula_is_taken_for_what_it_means(latex, given, expected):
    assert isinstance(verdict(latex, given), expected)


@pytest.mark.parametrize(
    ("latex", "given"),
    [
        (r"x_1 + x_2 + x_3 + \dots = 1", ()),
        (r"1 + \frac14 + \frac19 + \dots = \frac{\pi^2}{6}", ()),
        (r"1 + \frac12 + \dots = 2", ()),
        (r"3 \nabla^2 f + 1 = 6y + 1", ("f(x, y) = x^2 y",)),
        (r"p_i(T) \log p_i = p_i(S)", ()),
        (r"\frac{dr}{dt} = 0", (r"r \in \mathbb{R}",)),
        (r"\nabla^2 f = 0", ()),
    ],
)
def test_what_can_be_meant_in_two_ways_is_refused(latex, given):
    with pytest.raises(UnreadableError):
        proposition_of(latex, given)


@pytest.mark.parametrize(
    ("latex", "meaning"),
    [
        (r"p_i(T) \log p_i = 1", "eq(multiply(apply(p_i, T), log(apply(p_i, T))), 1)"),
        (r"i x = y", "eq(multiply(i, x), y)"),
        (r"x \bar x = 1", r"eq(multiply(x, \bar{x}), 1)"),
        (r"\left. x^2 \right|_0^1 = 1", "eq(add(power(1, 2), multiply(-1, power(0, 2))), 1)"),
        (
            r"\left. \frac1x \right|_{-1}^0 = 1",
            "eq(add(limit(#0: power(#0, -1); 0, -1), multiply(-1, power(-1, -1))), 1)",
        ),
    ],
)
def test_a_formula_has_this_meaning(latex, meaning):
    assert repr(proposition_of(latex)) == meaning


def test_a_letter_may_name_a_sum_of_its_own_entries():
    text = "Let $N = \\sum_k N_k$.\n\n"
    assert verdicts_of(text + r"$$ \sum_{k=1}^K \frac{N_k}{N} = 1 $$") == [Proved]
    assert verdicts_of(text + r"$$ \sum_{k=1}^K \frac{N_k}{2N} = 1 $$") == [Refuted]


def test_matrices_that_vary_do_not_change_places():
    text = "Let $A(t), B(t) \\in \\mathbb{R}^{n \\times n}$.\n\n"
    assert verdicts_of(text + r"$$ \frac{d(AB)}{dt} = B \frac{dA}{dt} + A \frac{dB}{dt} $$") == [Refuted]
    right = verdicts_of(text + r"$$ \frac{d(AB)}{dt} = \frac{dA}{dt} B + A \frac{dB}{dt} $$")
    assert Refuted not in right


def test_a_vector_that_varies_has_a_norm_that_varies():
    text = "Let $x(t) \\in \\mathbb{R}^n$.\n\n$$ \\frac{d}{dt} \\|x(t)\\|^2 = 2 x(t)^T x'(t) $$"
    assert codes(text) == []
    assert Refuted not in verdicts_of(text)
