"""The identities of the benchmark: confirmed as they stand, and all decided rightly."""

from pathlib import Path

import pytest
from oracle.confirm import digest
from oracle.rows import table

from derive.core.verdict import Proved, Refuted
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

CLAIMS = Path(__file__).resolve().parent.parent / "benchmarks" / "claims"
AREAS = sorted(CLAIMS.glob("*.toml"))


def test_there_are_enough_identities_and_as_many_false_as_true():
    true = [row.truth for path in AREAS for row in table(path)]
    assert min(sum(true), len(true) - sum(true)) >= 150


def test_every_identity_was_confirmed_as_it_stands():
    lines = (CLAIMS / "confirmed.txt").read_text(encoding="utf-8").splitlines()
    seen = dict(line.split() for line in lines)
    rows = [row for path in AREAS for row in table(path)]
    assert [row.key for row in rows if seen.get(row.key) != digest(row)] == [], "run: benchmarks.confirm"


@pytest.mark.parametrize("path", AREAS, ids=lambda path: path.stem)
def test_every_identity_is_decided_rightly(path: Path):
    wrong = []
    for row in table(path):
        found = decide(claim_of(row.latex, row.given), explain=False)
        if not isinstance(found, Proved if row.truth else Refuted):
            wrong.append(f"{row.key}: {type(found).__name__}")
    assert wrong == []
