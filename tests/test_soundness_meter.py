"""A bounded part of the soundness meter: no mutant proved, no true pair refuted, none turned by style."""

from collections.abc import Iterator

import pytest
from soundness import Case, mutated, random_pairs, restyled_sample, tally

CAMPAIGNS = {
    "mutants": lambda: mutated(every=307),
    "pairs": lambda: random_pairs(seed=7, count=45),
    "restyled": lambda: restyled_sample(every=37),
}


@pytest.mark.parametrize("name", CAMPAIGNS)
def test_nothing_is_judged_wrongly(name: str):
    cases: Iterator[Case] = CAMPAIGNS[name]()
    found = tally(cases)
    assert sum(found.counts.values()) >= 40
    assert [(said, case) for case, said in found.wrong] == []
    assert [(why, case) for case, why in found.rejected] == []
