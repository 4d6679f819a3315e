"""Slips of the pen are found, named and mended: shares of a sample; `make slips` runs a large one."""

import pytest
from slips_found import MOST_MILLISECONDS, cost, said, tally

MOST_OF_A_KIND = 9


@pytest.fixture(scope="module")
def found():
    return list(said(MOST_OF_A_KIND))


@pytest.fixture(scope="module")
def counts(found):
    return tally(found)


def test_the_wrong_step_is_located(counts):
    assert counts["slips"] >= 0.97 * counts["all"]


def test_the_marked_part_has_the_slip_in_it(counts):
    assert counts["placed"] >= 0.85 * counts["slips"]


def test_slips_are_called_by_their_name(counts):
    assert counts["right name"] >= 0.85 * counts["slips"]


def test_a_wrong_name_is_rare(counts):
    assert counts["wrong name"] <= 0.03 * counts["slips"]


def test_a_proved_repair_is_offered(counts):
    assert counts["repaired"] >= 0.9 * counts["slips"]


def test_german_documents_are_told_as_much(found):
    german = tally([one for one in found if one.case.language == "de"])
    assert german["slips"] >= 20
    assert german["right name"] >= 0.85 * german["slips"]


def test_explaining_costs_little_beside_deciding(found):
    assert cost(found) <= MOST_MILLISECONDS
