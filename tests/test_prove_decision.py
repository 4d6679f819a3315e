"""The order of a decision: what is believed, what is shown to a person, and whose fault a fault is."""

import pytest

from derive.algebra.shapes import ShapeError
from derive.core.effort import Effort
from derive.core.verdict import Proved, Refuted, Undecided
from derive.elaborate.statement import claim_of
from derive.prove import decision, prover, rule
from derive.prove.check import decide
from derive.prove.method import Method, axiom
from derive.prove.replay import convict
from derive.prove.tables import Tables


def values(verdict):
    assert isinstance(verdict, Refuted), verdict
    return {s.name: repr(v) for s, v in verdict.witness.assignment.values}


@pytest.fixture
def wrong_rule(monkeypatch):
    """A rule that accepts everything, and a method that uses it first."""
    monkeypatch.setitem(rule.rules(), "wrong", lambda *_: "exact")
    believer = Method("believer", 0, lambda sequent, *_: axiom("wrong", sequent), (), ())
    monkeypatch.setattr(prover, "methods_for", lambda _: (believer,))


@pytest.mark.parametrize("latex", [r"|x| = x", r"\sqrt{x^2} = x", r"x y = |x| y", r"x^3 > 0"])
def test_a_proof_against_a_counterexample_is_a_fault_and_no_verdict(latex, wrong_rule):
    verdict = decide(claim_of(latex))
    assert isinstance(verdict, Undecided), verdict
    assert verdict.reason == "prove.internal-fault"


@pytest.mark.parametrize("fault", [TypeError("no"), ShapeError, KeyError("k"), ZeroDivisionError()])
def test_a_fault_costs_the_claim_and_nothing_else(fault, monkeypatch):
    def broken(*_):
        raise fault if not isinstance(fault, type) else fault(claim_of("x = y").left)

    monkeypatch.setattr(decision, "survey", broken)
    verdict = decide(claim_of("x = y"))
    assert isinstance(verdict, Undecided)
    assert verdict.reason == "prove.internal-fault"


@pytest.mark.parametrize(
    ("latex", "given", "shown"),
    [
        ("(x+1)^2 = x^2 + 1", (), {"x": "1"}),
        ("(x+y)^2 = x^2 + y^2", (), {"x": "1", "y": "2"}),
        (r"\frac{1}{1+2e^{-x}+e^{-2x}} = \frac{1}{e^{-x}+1+e^x}", (), {"x": "0"}),
        (r"\sin x = x", (r"x \in \mathbb{R}",), {"x": "1"}),
        (r"\sqrt{x^2} = x", (r"x \in \mathbb{R}",), {"x": "-1"}),
        (r"\frac{a}{b+c} = \frac{a}{b} + \frac{a}{c}", (), {"a": "1", "b": "2", "c": "3"}),
        (r"x > 1", ("x > 0",), {"x": "1"}),
    ],
)
def test_the_simplest_counterexample_is_shown(latex, given, shown):
    assert values(decide(claim_of(latex, given))) == shown


@pytest.mark.parametrize("latex", ["(x+1)^2 = x^2 + 1", r"\sqrt{x^2} = x", r"e^{x+y} = e^x + e^y"])
def test_without_an_explanation_the_verdict_is_the_same(latex):
    plain, full = decide(claim_of(latex), explain=False), decide(claim_of(latex))
    assert isinstance(plain, Refuted)
    assert isinstance(full, Refuted)
    assert full.witness.left_decimal
    again = convict(plain.claim, plain.witness, Tables(Effort(10_000)))
    assert again.witness is plain.witness
    assert (plain.holds_if, plain.cause) == (None, None)


def test_what_is_true_is_not_looked_at_as_a_fault():
    assert isinstance(decide(claim_of(r"\sqrt{x^2} = |x|")), Proved)


@pytest.mark.parametrize(
    ("latex", "given"),
    [
        (r"\|x-b\|^2 \ge 0", (r"x \in \mathbb{R}^n", r"b \in \mathbb{R}^m")),
        (
            r"\frac{\partial}{\partial A_{ij}}\operatorname{tr}(B) = B_{ji}",
            (r"A, B \in \mathbb{R}^{n \times m}",),
        ),
    ],
)
def test_shapes_that_do_not_fit_refute_the_claim(latex, given):
    verdict = decide(claim_of(latex, given))
    assert isinstance(verdict, Refuted), verdict
    assert verdict.shapes is not None


INDEPENDENT = (
    (r"x + x = 2x", (r"x > 1", r"x < 0"), True),
    (r"t(1 - t) = t - t^2", (r"f: \mathbb{R} \to \mathbb{R}", r"f(t) \le f(0)", r"f(t) \ge f(0) + 1"), True),
    (r"x = 0", (r"x > 1", r"x < 0"), False),
    (r"x = 1", (r"x > 1", r"x < 0"), False),
)


@pytest.mark.parametrize(("claim", "given", "holds"), INDEPENDENT)
def test_what_is_proved_without_an_assumption_that_nothing_meets_is_proved(claim, given, holds):
    verdict = decide(claim_of(claim, given))
    assert isinstance(verdict, Proved if holds else Undecided)


def test_a_limit_not_found_in_little_room_is_sought_again_in_more():
    claim = claim_of(r"\lim_{x\to 0}\frac{\sin x - x\cos x}{x^3} = \frac{1}{3}")
    tables = Tables(Effort(700))
    assert tables.limit(claim.left, ()) is None
    tables.effort.limit = 100_000
    assert tables.limit(claim.left, ()) is claim.right
