"""Slips of the pen are found, named and mended: shares of a sample; `make slips` runs a large one."""

import pytest
from slips_found import said, tally

MOST_OF_A_KIND = 9


@pytest.fixture(scope="module")
def counts():
    return tally(list(said(MOST_OF_A_KIND)))


def test_the_marked_part_has_the_slip_in_it(counts):
    assert counts["placed"] >= 0.85 * counts["slips"]


def test_slips_are_called_by_their_name(counts):
    assert counts["right name"] >= 0.85 * counts["slips"]


def test_a_wrong_name_is_rare(counts):
    assert counts["wrong name"] <= 0.03 * counts["slips"]


def test_a_proved_repair_is_offered(counts):
    assert counts["repaired"] >= 0.9 * counts["slips"]
