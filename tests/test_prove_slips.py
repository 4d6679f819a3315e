"""Slips of the pen are found, named and mended: shares of a sample; `make slips` runs a large one."""

from slips_found import MOST_MILLISECONDS, cost, said, tally

MOST_OF_A_KIND = 9
SHARES = {
    "the wrong step is located": lambda c: c["slips"] >= 0.97 * c["all"],
    "the marked part has the slip in it": lambda c: c["placed"] >= 0.85 * c["slips"],
    "slips are called by their name": lambda c: c["right name"] >= 0.85 * c["slips"],
    "a wrong name is rare": lambda c: c["wrong name"] <= 0.03 * c["slips"],
    "a proved repair is offered": lambda c: c["repaired"] >= 0.9 * c["slips"],
}


def test_slips_are_located_named_and_mended():
    found = list(said(MOST_OF_A_KIND))
    counts = tally(found)
    assert {share: dict(counts) for share, holds in SHARES.items() if not holds(counts)} == {}
    german = tally([one for one in found if one.case.language == "de"])
    assert german["slips"] >= 20, "German documents are told as much"
    assert german["right name"] >= 0.85 * german["slips"], "German documents are told as much"
    assert cost(found) <= MOST_MILLISECONDS, "explaining costs little beside deciding"
