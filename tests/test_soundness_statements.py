"""Statements written to be subtly false (F), with true ones beside them (T): none is judged wrongly.

Each line of the list is the truth, the statement, and what is given. A part is run here; `make soundness`
runs all.
"""

import pytest
from soundness import stated, tally

EVERY, OFFSET = 29, 5


@pytest.mark.parametrize("case", list(stated(EVERY, OFFSET)), ids=lambda case: case.latex)
def test_no_statement_is_judged_wrongly(case):
    found = tally(iter((case,)))
    assert [(said, str(wrong)) for wrong, said in found.wrong] == []
    assert found.rejected == []


def test_both_kinds_are_many():
    truths = [case.truth for case in stated()]
    assert min(truths.count(True), truths.count(False)) >= 400
