"""What the verdict on a claim is, with its conditions, its domain and what refutes it."""

import pytest

from derive.core.claim import Claim, Context
from derive.core.sort import matrix, vector
from derive.core.term import Apply, Symbol, index
from derive.core.verdict import Proved, Refuted, Supported, Undecided
from derive.elaborate.statement import claim_of, proposition_of
from derive.prove.check import decide

LSE = r"\frac{1}{\lambda}\log\sum_{j=1}^{K} e^{\lambda\sigma_j}"
SOFTMAX = r"\frac{e^{\lambda\sigma_k}}{\sum_{j=1}^{K} e^{\lambda\sigma_j}}"
VECTOR = (r"\sigma \in \mathbb{R}^K", r"\lambda > 0")

PROVED = [
    (r"(x+1)^2 = x^2+2x+1", (), (), None),
    (r"\frac{x^2-1}{x-1} = x+1", (), (r"x \ne 1",), None),
    (r"\log x^2 = 2\log x", (), ("0 < x",), "narrows"),
    (r"2\log x = \log x^2", (), ("0 < x",), "widens"),
    (r"\sqrt{xy} = \sqrt{x}\sqrt{y}", (), (r"0 \le x", r"0 \le y"), "narrows"),
    (r"\sqrt{x^2} = x", ("x > 0",), (), None),
    (r"2\sigma(2x)-1 = \tanh x", (), (), None),
    (r"\sigma'(x) = \frac{1}{4\cosh^2(x/2)}", (), (), None),
    (rf"\frac{{\partial}}{{\partial\sigma_k}} {LSE} = {SOFTMAX}", VECTOR, (), None),
    (r"|x|^2 = x^2", (), (), None),
    (r"y^2 = 1", (r"y \in \{-1, 1\}",), (), None),
    (r"\sum_{k=1}^{n} k = \frac{n(n+1)}{2}", (), (), None),
    (r"\int x^2\,dx = \frac{x^3}{3} + C", (), (), None),
    (r"\int_0^1 x^2\,dx = \frac{1}{3}", (), (), None),
    (r"x^2 + 1 > 0", (), (), None),
    (r"x < x + y", ("y > 0",), (), None),
    (r"e < \pi", (), (), None),
    (r"x = 1 \implies x^2 = 1", (), (), None),
    (r"\sigma(-1) = 0.269", (), (), None),
    (r"\sin x \ne x", (), (), None),
]

REFUTED = [
    (r"\sqrt{x^2} = x", (), {"x": "-1"}),
    (r"(x+y)^2 = x^2+y^2", (), {}),
    (r"\sum_{k=1}^{n} k = \frac{n(n-1)}{2}", (), {}),
    (r"x < x + y", (r"y \ge 0",), {"y": "0"}),
    (r"x^2 > 0", (), {"x": "0"}),
    (r"\log 2 < \frac{2}{3}", (), None),
    (r"x^2 = 1 \implies x = 1", (), {"x": "-1"}),
    (r"\int x^2\,dx = \frac{x^3}{2}", (), {}),
    (r"\sigma(-1) = 0.268", (), None),
    (r"e^{x+y} \ne e^x e^y", (), {}),
    (r"A B = B A", (r"A, B \in \mathbb{R}^{n\times n}",), {"n": "2"}),
]


def ids(rows):
    return [r[0] for r in rows]


@pytest.mark.parametrize(("latex", "given", "conditions", "domain"), PROVED, ids=ids(PROVED))
def test_true_claims_are_proved_under_exactly_these_conditions(latex, given, conditions, domain):
    verdict = decide(claim_of(latex, given))
    assert isinstance(verdict, Proved), verdict
    assert [repr(c) for c in verdict.conditions] == [repr(proposition_of(c, given)) for c in conditions]
    assert verdict.domain == domain


@pytest.mark.parametrize(("latex", "given", "values"), REFUTED, ids=ids(REFUTED))
def test_false_claims_are_refuted_by_a_simple_point(latex, given, values):
    verdict = decide(claim_of(latex, given))
    assert isinstance(verdict, Refuted), verdict
    shown = {symbol.name: repr(value) for symbol, value in verdict.witness.assignment.values}
    assert values is None or values.items() <= shown.items()


def test_a_lost_factor_is_refuted_where_it_matters_and_named():
    verdict = decide(claim_of(rf"\frac{{\partial}}{{\partial\sigma_k}} \lambda {LSE} = {SOFTMAX}", VECTOR))
    assert isinstance(verdict, Refuted)
    values = {s.name: v for s, v in verdict.witness.assignment.values}
    assert repr(values[r"\lambda"]) != "1"
    assert repr(verdict.holds_if) == r"eq(\lambda, 1)"


SQUARE = r"A, B \in \mathbb{R}^{n \times n}"


@pytest.mark.parametrize(
    ("latex", "given", "condition"),
    [
        (r"(A+B)^2 = A^2+2AB+B^2", (SQUARE,), "eq(matmul(A, B), matmul(B, A))"),
        (r"(AB)^2 = A^2B^2", (SQUARE,), "eq(matmul(A, B), matmul(B, A))"),
        (r"(A+B)^2 = A^2+3AB+B^2", (SQUARE,), "None"),
        (r"\det(A+B) = \det A+\det B", (SQUARE,), "eq(n, 1)"),
        (r"\det(A+B) = \det A-\det B", (SQUARE,), "None"),
        (r"\log\sum_{i=1}^K e^{x_i} = \sum_{i=1}^K x_i", (r"x \in \mathbb{R}^K",), "eq(K, 1)"),
        (r"\sum_{i=1}^n\sum_{j=1}^m 1 = n^2", (), "eq(n, m)"),
        (r"\binom{n}{m} = \binom{m}{n}", (), "eq(n, m)"),
        (
            r"x^T A y = y^T A x",
            (r"A \in \mathbb{R}^{n \times n}", r"x, y \in \mathbb{R}^n"),
            "eq(transpose(A), A)",
        ),
    ],
)
def test_what_a_claim_about_arrays_would_hold_under(latex, given, condition):
    assert repr(decide(claim_of(latex, given)).holds_if) == condition


def test_a_root_of_a_square_holds_if_its_base_is_not_negative():
    verdict = decide(claim_of(r"\sqrt{x^2} = x"))
    assert isinstance(verdict, Refuted)
    assert repr(verdict.holds_if) == "ge(x, 0)"


def test_what_fails_only_for_unusual_values_of_an_undeclared_symbol_asks_for_a_condition():
    assert decide(claim_of(r"\sqrt{x^2} = x")).cause == "unstated-condition"
    assert decide(claim_of(r"\sqrt{x^2} = x", (r"x \in \mathbb{R}",))).cause is None
    assert decide(claim_of(r"(x+1)^2 = x^2+1")).cause is None


def test_what_fails_only_at_an_assumed_dimension_of_one_is_proved_from_two_on():
    verdict = decide(claim_of(r"\max_j x_j < \log\sum_{j=1}^K e^{x_j}"))
    assert isinstance(verdict, Proved), verdict
    assert [repr(c) for c in verdict.conditions] == ["le(2, K)"]


def test_a_dimension_that_is_written_to_be_at_least_one_may_be_one():
    verdict = decide(claim_of(r"\max_j x_j < \log\sum_{j=1}^K e^{x_j}", (r"K \ge 1",)))
    assert isinstance(verdict, Refuted), verdict


def test_nothing_follows_from_a_statement_that_never_holds():
    assert decide(claim_of(r"x^2 = -1 \Rightarrow x = 3")).reason == "prove.vacuous-premise"


@pytest.mark.parametrize(
    ("latex", "is_proved"),
    [
        (r"\log x+\log(x+1) = \log 6 \iff x = 2 \lor x = -3", False),
        (r"\log x+\log(x+1) = \log 6 \iff x = 2", True),
        (r"x = -3 \Rightarrow \log x+\log(x+1) = \log 6", False),
        (r"\frac{x^2-1}{x-1} = 0 \iff x = 1 \lor x = -1", False),
        (r"\frac{x^2-1}{x-1} = 0 \iff x = -1", True),
        (r"\frac{x^2}{x} = 0 \iff x = 0", False),
        (r"\log x < 0 \iff x < 1", True),
        (r"x = y \Rightarrow \log x = \log y", True),
        (r"\frac1x < 0 \iff x < 0", True),
    ],
)
def test_solutions_outside_of_the_domain_are_none(latex, is_proved):
    found = decide(claim_of(latex))
    assert isinstance(found, Proved) is is_proved
    assert is_proved or found.reason == "prove.alternative-without-value"


def test_a_condition_that_leaves_nothing_of_the_claim_is_not_named():
    assert decide(claim_of(r"\sqrt{\lambda x^2} = \lambda x")).holds_if is None
    assert repr(decide(claim_of(r"(x+y)^2 = x^2+y^2")).holds_if) == "eq(x, 0)"


def test_shapes_that_do_not_fit_refute_with_the_shapes():
    n, m = index("n"), index("m")
    a, b = Symbol("A", matrix(n, m)), Symbol("b", vector(n))
    verdict = decide(Claim(Context((n, m, a, b)), Apply("eq", Apply("matmul", a, b), b)))
    assert isinstance(verdict, Refuted)
    assert verdict.shapes is not None


def test_what_is_defined_nowhere_is_not_proved():
    assert isinstance(decide(claim_of(r"\log(-x^2-1) = \log(-x^2-1) + 0 \cdot x")), Undecided)


def test_what_is_defined_only_at_exceptional_points_is_not_proved():
    assert isinstance(decide(claim_of(r"\sqrt{-x^2} = x")), Undecided | Supported)


def test_an_impossible_context_proves_nothing():
    assert not isinstance(decide(claim_of("x = x + 1", ("x > 1", "x < 0"))), Proved)


@pytest.mark.parametrize(
    ("latex", "given", "word"),
    [
        ("A B = B A", (r"A \in \mathbb{R}^{m \times n}", r"B \in \mathbb{R}^{p \times q}"), Refuted),
        (r"x^T A = A", (r"A \in \mathbb{R}^{m \times n}",), Undecided),
    ],
)
def test_shapes_accuse_only_where_they_were_declared(latex, given, word):
    assert isinstance(decide(claim_of(latex, given)), word)
