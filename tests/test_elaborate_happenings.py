"""Indicators of events, powers entry by entry, and angles as brackets, as notes on statistics write them."""

import pytest
from verdicts import WORDS, verdict

from derive.core.source import UnreadableError
from derive.syntax.latex import write
from derive.syntax.parser import parse

VECTORS = (r"x, y \in \mathbb{R}^n", r"M \in \mathbb{R}^{n \times n}")
CLAIMS = (
    (r"\mathbb{E}[\mathbf{1}_A] = P(A)", "proved"),
    (r"\mathbb{E}[\mathbf 1_A \mathbf 1_B] = P(A \cap B)", "proved"),
    (r"\mathbb{E}[\mathbb{1}_{A \cup B}] = P(A) + P(B) - P(A \cap B)", "proved"),
    (r"\mathbb{E}[\mathbf 1_A \mathbf 1_B] = P(A) P(B)", "refuted"),
    (r"\mathbb{E}[\mathbf 1_{A \cup B}] = P(A) + P(B)", "refuted"),
    (r"x^{\odot 2} = x \odot x", "proved"),
    (r"\sum_{i=1}^n (x^{\odot 3})_i = \sum_{i=1}^n x_i^3", "proved"),
    (r"M^{\odot 2} = M M", "refuted"),
    (r"x^{\odot k} = x", None),
    (r"\left<x, y\right> = x^T y", "proved"),
    (r"\left<x, y\right> = x^T x", "refuted"),
)


@pytest.mark.parametrize(("latex", "expected"), CLAIMS)
def test_verdicts_on_notation_of_statistics(latex, expected):
    found = verdict(latex, VECTORS)
    assert (None if found is None else WORDS[type(found)]) == expected


@pytest.mark.parametrize("latex", ["x_{1:t}", r"P(x_t | z_{0:t-1})", r"\mathbf{y}_{(d+1):D}"])
def test_parts_of_vectors_are_read_and_not_taken_for_entries(latex):
    (row,) = parse(latex).rows
    assert write(parse(write(row.content)).rows[0].content) == write(row.content)
    assert verdict(f"{latex} = 0") is None or "P" in latex
    with pytest.raises(UnreadableError):
        parse("x_{a:b:c}")
