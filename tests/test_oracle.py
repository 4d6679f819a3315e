"""The oracle that judges the corpus: it reads what it writes, and has confirmed every row."""

from collections import Counter

import pytest
from mpmath import mp, mpf
from oracle.confirm import KINDS, confirmed, digest
from oracle.evaluating import truth, value
from oracle.mutating import mutants
from oracle.reading import read
from oracle.rows import rows
from oracle.sampling import task
from oracle.writing import write

ROWS = [(kind, row) for kind in KINDS for row in rows(kind)]


def test_every_row_of_the_corpus_was_confirmed_as_it_stands():
    seen = confirmed()
    stale = [f"{kind}/{row.key}" for kind, row in ROWS if seen.get(f"{kind}/{row.key}") != digest(row)]
    assert not stale, "run: make corpus"


def test_the_corpus_is_large_and_even():
    counts = Counter((kind, row.truth) for kind, row in ROWS)
    assert min(counts["identities", True], counts["identities", False]) >= 300
    assert min(counts["order", True], counts["order", False]) >= 150


def test_no_two_rows_claim_the_same():
    counts = Counter((row.latex, row.given) for _, row in ROWS)
    assert [claim for claim, times in counts.items() if times > 1] == []


def test_what_the_oracle_writes_it_reads_back_to_the_same_text():
    for _, row in ROWS[::7]:
        claim = task(row.latex, row.given, row.make).claim
        settled = write(task(write(claim), row.given).claim)
        assert write(task(settled, row.given).claim) == settled


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\frac{1}{2}+\frac{1}{3}-\frac{1}{12}", mpf(3) / 4),
        (r"\sum_{k=1}^{4} k^2", 30),
        (r"\prod_{k=2}^{4} k", 24),
        (r"\sqrt[3]{-8}", -2),
        (r"\binom{5}{2} \cdot 3!", 60),
        (r"\max(1, -2) + \min\{3, 4\}", 4),
        (r"\lfloor -\frac{1}{2} \rfloor", -1),
        (r"\int_0^1 3x^2\,dx", 1),
        (r"\begin{cases} 1 & \text{if } 2 > 3 \\ 7 & \text{otherwise} \end{cases}", 7),
        (r"|-3| \cdot 2^{-1}", mpf(3) / 2),
    ],
)
def test_values_of_closed_formulas(latex: str, expected: object):
    with mp.workdps(40):
        assert abs(value(read(latex), {}) - expected) < mpf(10) ** -20


def test_mutants_differ_from_the_claim_they_come_from():
    claim = read(r"\sum_{k=1}^{n} k^2 = \frac{n(n+1)(2n+1)}{6}")
    changed = [m for _, m in mutants(claim)]
    assert len(changed) > 20
    assert claim not in changed


def test_truth_at_a_point_follows_the_relation():
    at = {"x": mpf(2)}
    assert truth(read("x^2 = 4"), at)
    assert not truth(read("x < 2"), at)
    assert truth(read(r"x = 3 \Rightarrow x = 4"), at)
