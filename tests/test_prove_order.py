"""Claims about order, ranges and implications: true ones are never refuted, near misses never proved."""

import tomllib
from pathlib import Path

import pytest

from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

CLAIMS = tomllib.loads((Path(__file__).parent / "order_claims.toml").read_text(encoding="utf-8"))
FEWEST_PROVED = 120
FEWEST_REFUTED = 126


def verdicts(truth):
    rows = [(r,) if isinstance(r, str) else tuple(r) for r in CLAIMS[truth]]
    return {row: decide(claim_of(row[0], row[1:])) for row in rows}


def test_true_claims_are_proved_and_none_is_refuted():
    found = verdicts("true")
    assert [row for row, v in found.items() if isinstance(v, Refuted)] == []
    assert sum(isinstance(v, Proved) for v in found.values()) >= FEWEST_PROVED


def test_near_misses_are_refuted_and_none_is_proved():
    found = verdicts("false")
    assert [row for row, v in found.items() if isinstance(v, Proved)] == []
    assert sum(isinstance(v, Refuted) for v in found.values()) >= FEWEST_REFUTED


TOUCHING = [
    (r"\sigma(x)(1-\sigma(x)) < \frac{1}{4}", (), {"x": "0"}),
    (r"\log x < x - 1", ("x > 0",), {"x": "1"}),
    (r"(x^2-2)^2 \ge 10^{-9}", (), None),
    (r"x^4 - 4x + 3 > 0", (), {"x": "1"}),
    (r"10000(x-\frac{1}{3})^2+y^2 \ge \frac{1}{1000000}", (), {"x": "1/3", "y": "0"}),
    (r"\sin x \cos x < \frac{1}{2}", (), None),
]


@pytest.mark.parametrize(("latex", "given", "values"), TOUCHING, ids=[r[0] for r in TOUCHING])
def test_where_sides_touch_or_cross_on_a_thin_region_a_point_is_shown(latex, given, values):
    verdict = decide(claim_of(latex, given))
    assert isinstance(verdict, Refuted), verdict
    shown = {symbol.name: repr(value) for symbol, value in verdict.witness.assignment.values}
    assert values is None or values.items() <= shown.items()


def test_what_is_touched_at_one_point_is_proved_without_the_equality_case():
    assert isinstance(decide(claim_of(r"e^x > 1 + x", (r"x \ne 0",))), Proved)
    assert isinstance(decide(claim_of(r"e^x > 1 + x")), Refuted)
