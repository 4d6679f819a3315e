"""Claims about moments: decided over experiments with finitely many outcomes."""

import pytest
from verdicts import verdict

from derive.core.verdict import Proved, Refuted, Undecided
from derive.elaborate.statement import claim_of

HOLDS = [
    (r"\mathbb{E}[aX + b] = a \mathbb{E}[X] + b",),
    (r"\operatorname{Var}(aX + b) = a^2 \operatorname{Var}(X)",),
    (r"\operatorname{Var}(X) = \mathbb{E}[X^2] - \mathbb{E}[X]^2",),
    (r"\operatorname{Cov}(aX + bY, Z) = a \operatorname{Cov}(X, Z) + b \operatorname{Cov}(Y, Z)",),
    (r"\mathbb{E}[(X - c)^2] \ge \operatorname{Var}(X)",),
    (r"\mathbb{E}[\log X] \le \log \mathbb{E}[X]", "X > 0"),
    (r"\frac{d}{dt} \mathbb{E}[e^{tX}] = \mathbb{E}[X e^{tX}]",),
]
FAILS = [
    (r"\mathbb{E}[aX + b] = a \mathbb{E}[X]",),
    (r"\operatorname{Var}(aX + b) = a \operatorname{Var}(X)",),
    (r"\operatorname{Var}(X + Y) = \operatorname{Var}(X) + \operatorname{Var}(Y)",),
    (r"\mathbb{E}[1/X] = 1/\mathbb{E}[X]", "X > 0"),
]
UNCLEAR = [
    r"\mathbb{E}[X^4] = 3",
    r"\mathbb{E}[x + y] = \mathbb{E}[x] + \mathbb{E}[y]",
    r"\mathbb{E}[X Y] = X \mathbb{E}[Y]",
]


@pytest.mark.parametrize("row", HOLDS, ids=lambda row: row[0])
def test_is_proved(row):
    assert isinstance(verdict(row[0], row[1:]), Proved)


@pytest.mark.parametrize("row", FAILS, ids=lambda row: row[0])
def test_is_refuted(row):
    assert isinstance(verdict(row[0], row[1:]), Refuted)


@pytest.mark.parametrize("latex", UNCLEAR)
def test_what_is_random_and_how_it_is_distributed_is_not_guessed(latex):
    assert isinstance(verdict(latex), Undecided)


def test_that_two_variables_depend_on_each_other_is_a_question():
    refuted = verdict(FAILS[2][0])
    assert isinstance(refuted, Refuted)
    assert refuted.cause == "unstated-condition"


def test_what_is_assumed_is_said():
    assert "X takes finitely many values" in claim_of(HOLDS[0][0]).context.assumed
