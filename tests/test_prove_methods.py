"""Every method's examples: what it proves goes through replay, near misses are not proved."""

import pytest

from derive.core.verdict import Proved
from derive.elaborate.statement import claim_of
from derive.prove.check import decide
from derive.prove.method import methods

PROVES = [(m.name, e) for m in methods() for e in m.proves]
DECLINES = [(m.name, e) for m in methods() for e in m.declines]


def name(value):
    return value if isinstance(value, str) else " ; ".join((value.latex, *value.given))


def used(tree):
    return {tree.rule}.union(*map(used, tree.premises))


def test_ranks_put_cheap_methods_first():
    ranks = [m.rank for m in methods()]
    assert ranks == sorted(ranks)
    assert len({m.name for m in methods()}) == len(ranks)


@pytest.mark.parametrize(("method", "example"), PROVES, ids=name)
def test_a_method_proves_its_examples(method, example):
    verdict = decide(claim_of(example.latex, example.given))
    assert isinstance(verdict, Proved), (method, verdict)


@pytest.mark.parametrize(("method", "example"), DECLINES, ids=name)
def test_near_misses_are_not_proved(method, example):
    verdict = decide(claim_of(example.latex, example.given))
    assert not isinstance(verdict, Proved), (method, verdict)


@pytest.mark.parametrize(
    ("latex", "given"), [("x + y = 9", r"\sqrt{x + y} = 3"), ("x = y^2", r"\sqrt{x} = y")]
)
def test_what_a_method_says_is_checked_node_by_node_before_it_is_believed(latex, given):
    assert isinstance(decide(claim_of(latex, (given,))), Proved)
    assert not isinstance(decide(claim_of("x = y", (r"\sqrt{x} = y",))), Proved)
