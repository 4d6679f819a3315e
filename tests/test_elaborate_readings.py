r"""Limits along expressions, extremes of what is left, notes that tell shapes, dots with something beside."""

import pytest
from elaborated import claims, codes, derivation, kinds
from verdicts import verdict

from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted, Undecided
from derive.elaborate.statement import proposition_of
from derive.prove.check import check

ORDERED = (
    r"Let $a_1, \dots, a_n \in \mathbb{R}$ and $a^* = \max\{a_1, \dots, a_n\}$ "
    r"and $a^{**} = \max(\{a_1, \dots, a_n\} \setminus \{a^*\})$."
)


def verdicts_of(text):
    return [type(v) for v in check(derivation(text)).verdicts if v is not None]


@pytest.mark.parametrize(
    ("latex", "meaning"),
    [
        (r"\lim_{(a - b) \to 0} a = b", "eq(along(a, add(a, multiply(-1, b)), 0, 0, 0), b)"),
        (r"\lim_{a - b \to \infty} a = b", "eq(along(a, add(a, multiply(-1, b)), 1, 0), b)"),
        (r"\lim_{a/b \to -\infty} a = b", "eq(along(a, multiply(a, power(b, -1)), -1, 0), b)"),
        (r"\lim_{x_1 \to 0} x_1^2 = 0", "eq(limit(#0: power(#0, 2); 0, 0), 0)"),
    ],
)
def test_a_limit_runs_through_an_expression(latex, meaning):
    assert repr(proposition_of(latex)) == meaning


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (r"\lim_{a - b \to 0} (a + b)^2", r"\lim_{a - b \to 0} (a^2 + 2ab + b^2)", Proved),
        (r"\lim_{a - b \to 0} (a + b)^2", r"\lim_{a + b \to 0} (a^2 + 2ab + b^2)", Undecided),
        (r"\lim_{a - b \to 0} (a + b)^2", r"\lim_{a - b \to 1} (a^2 + 2ab + b^2)", Undecided),
        (r"\lim_{a - b \to \infty} (a + b)^2", r"\lim_{a - b \to -\infty} (a + b)^2", Undecided),
        (r"\lim_{a - b \to 0} (a + b)^2", "4 b^2", Undecided),
    ],
)
def test_limits_along_an_expression_are_equal_only_where_everything_is(left, right, expected):
    assert isinstance(verdict(f"{left} = {right}"), expected)


def test_the_largest_but_one_is_the_largest_of_what_is_left():
    assert verdicts_of(f"{ORDERED}\n\n$$ a^{{**}} = a^* $$") == [Refuted]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\max_{j \ne 1} x_j = 3", "maximum"),
        (r"\min_{j \ne k} x_j \le x_1", "minimum"),
    ],
)
def test_an_extreme_may_leave_out_an_index(latex, expected):
    shown = repr(proposition_of(latex, (r"x \in \mathbb{R}^3",) if "x" in latex else ()))
    assert shown.startswith(("eq(cases(" + expected, "le(cases(" + expected))


def test_an_extreme_with_nothing_left_has_no_value():
    assert not isinstance(verdict(r"\max_{j \ne 1} x_j = x_1", (r"x \in \mathbb{R}^1",)), Proved | Refuted)


@pytest.mark.parametrize("latex", [r"\max_{i < j} x_i x_j \le 1", r"\max(A \setminus \{b\}) = 1"])
def test_an_extreme_of_something_unknown_is_refused(latex):
    with pytest.raises(UnreadableError):
        proposition_of(latex, (r"x \in \mathbb{R}^3",))


def test_the_entry_that_is_the_largest_may_stand_among_the_dots():
    sides = r"e^{a_1} + \dots + e^{a^*} + \dots + e^{a_n} = \sum_{i=1}^n e^{a_i}"
    assert verdicts_of(f"{ORDERED}\n\n$$ {sides} $$") == [Proved]
    assert codes(f"{ORDERED}\n\n$$ {sides.replace('e^{a^*}', 'e^{b}')} $$") == ["elaborate.dots"]


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"x_1 + \dots + x_n + c = c + \sum_{i=1}^n x_i", Proved),
        (r"x_1 + \dots + x_n + c = \sum_{i=1}^n x_i", Refuted),
        (r"1 + 2 + \dots + n + (n+1) = \frac{(n+1)(n+2)}{2}", Proved),
        (r"1 + x + \dots + x^n + x^{n+1} = \frac{1 - x^{n+2}}{1 - x}", Proved),
    ],
)
def test_something_may_be_added_behind_the_dots(latex, expected):
    assert isinstance(verdict(latex), expected)


def test_a_note_of_two_dimensions_makes_an_entry_the_whole_matrix():
    text = r"Let $W \in \mathbb{R}^{k \times d}$ and $x \in \mathbb{R}^d$." + "\n\n"
    assert list(claims(text + r"$$ \underbrace{W_{ij}}_{k \times d} \cdot x = W x $$")) == [
        "eq(matmul(W, x), matmul(W, x))"
    ]
    for note in (r"d \times 1", "k d", r"\text{row } i"):
        assert codes(text + rf"$$ \underbrace{{W_{{ij}}}}_{{{note}}} \cdot x = W x $$") != []


def test_rows_that_go_on_differently_are_pointed_out():
    rows = r"a x_1 & \dots & a x_k \\ \vdots & & \vdots \\ a_1 x_d & \dots & a_k x_d"
    text = rf"$$ A = \begin{{bmatrix}} {rows} \end{{bmatrix}} B $$"
    (step,) = (s for s in derivation(text).steps if s.diagnostic)
    assert step.diagnostic.code == "elaborate.dots-corner"
    assert text[step.diagnostic.place.start : step.diagnostic.place.end] == "a x_1"


def test_what_holds_asymptotically_is_a_limit_if_it_is_said_what_tends_where():
    said = r"If $t \to \infty$, then asymptotically $$ \sqrt{t^2 + 1} = t $$"
    assert verdicts_of(said)[-1] is Proved
    assert verdicts_of(said.replace("= t $$", "= 2t $$"))[-1] is Refuted
    assert codes(r"Asymptotically $$ \sqrt{t^2 + 1} = t $$") == ["elaborate.loose"]
    assert codes(said.replace("asymptotically", "approximately")) == ["elaborate.loose"]


def test_one_of_several_names_with_etc_is_an_example():
    said = r"Let $x_1 = (1, 1)$ and $x_2 = (2, 3)$. So $w^T x_i < 0$"
    assert kinds(f"{said}, etc.")[-1] == ("note", False)
    assert kinds(r"So $w < 0$, etc.")[-1] == ("relation", False)


def test_a_value_that_lies_between_is_claimed_and_no_declaration():
    assert kinds(r"For $x > 0$, $e^x \in (0, 1)$.")[-1] == ("relation", False)


def test_a_lone_capital_i_beside_a_written_matrix_is_the_unit_matrix():
    matrix = r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}"
    assert isinstance(verdict(f"{matrix} {matrix}^{{-1}} = I"), Proved)
    assert isinstance(verdict(f"{matrix} {matrix} = I"), Refuted)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. (a) $y = x + x = 2x$", True),
        ("- $y = x + x = 2x$\n- $z = 2$", True),
        ("$y = x + x = 2x$.\n\nThen", True),
        ("$y = x + x = 2x$ is nice.", False),
        ("1. (a) the term $y = x + x = 2x$", False),
        ("1. (a) $y = 2x$", False),
        (r"1. (a) $x \in A = B$", False),
    ],
)
def test_a_calculation_in_steps_that_stands_alone_is_claimed(text, expected):
    assert any(kind == "relation" for kind, _ in kinds(text)) is expected
