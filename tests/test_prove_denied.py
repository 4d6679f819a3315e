"""Claims refuted by a proof that they are false, where no values at a point can show it."""

import json

import pytest

import derive
from derive.audit.check import audit
from derive.core.verdict import Proved, Refuted
from derive.prove.certificate import certificate, dumps, loads
from derive.prove.rule import RejectedError

FALSE = (
    r"\max_{x \in (0,1)} x^2 = 1",
    r"\min_{x > 0} e^{-x} = 0",
    r"\max_{x \in \mathbb{R}} \tanh x = 1",
    r"\exists x \in \mathbb{R}: e^x = x",
    r"\exists y \in \mathbb{R}\ \forall x \in \mathbb{R}: y > x",
)
TRUE = (
    r"\max_{x \in (0,1]} x^2 = 1",
    r"\min_{x \ge 0} x^2 = 0",
    r"\exists x \in \mathbb{R}: x^2 = x",
    r"\forall x \in \mathbb{R}\ \exists y \in \mathbb{R}: y > x",
)


@pytest.mark.parametrize("latex", FALSE)
def test_the_opposite_is_proved_and_replays(latex):
    verdict = derive.decide(latex)
    assert isinstance(verdict, Refuted)
    assert verdict.tree is not None
    assert isinstance(loads(dumps(verdict)), Refuted)
    assert audit(certificate(verdict)).verdict == "refuted"


@pytest.mark.parametrize("latex", TRUE)
def test_near_misses_are_proved(latex):
    assert isinstance(derive.decide(latex), Proved)


def test_a_proof_of_something_else_refutes_nothing():
    first, second = (json.loads(dumps(derive.decide(latex))) for latex in FALSE[:2])
    forged = {**first, **{k: second[k] for k in ("witness", "root")}}
    with pytest.raises(RejectedError):
        loads(json.dumps(forged))
