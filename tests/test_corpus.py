"""Claims with a known truth: none is judged wrongly, and no fewer are decided than before."""

import tomllib
from collections.abc import Iterator

import pytest
from oracle.confirm import KINDS
from oracle.rows import CORPUS, Row, rows
from verdicts import is_decided, is_wrong, word

FLOOR = CORPUS / "floor.toml"
AREAS = [
    pytest.param(kind, path.stem, id=f"{kind}-{path.stem}")
    for kind in KINDS
    for path in sorted((CORPUS / kind).glob("*.toml"))
]


def area_rows(kind: str, area: str) -> Iterator[Row]:
    return (row for row in rows(kind) if row.area == area)


@pytest.mark.parametrize(("kind", "area"), AREAS)
def test_no_claim_is_judged_wrongly_and_no_fewer_are_decided(kind: str, area: str):
    said = {row: word(row) for row in area_rows(kind, area)}
    assert [f"{row.key}: {row.latex} {said[row]}" for row in said if is_wrong(said[row], row.truth)] == []
    floor = tomllib.loads(FLOOR.read_text(encoding="utf-8"))[kind].get(area, 0)
    assert sum(map(is_decided, said.values())) >= floor
