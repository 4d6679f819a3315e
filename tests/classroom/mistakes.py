"""Slips of the pen in one place of a derivation, each confirmed false by the oracle."""

import re
from collections.abc import Iterator
from functools import cache

from oracle.judging import opinion
from oracle.rows import Row

from classroom.derivations import Chain

SLIPS = (
    (r"(?<![\d_^{])2(?!\d)", "3"),
    (r" \+ ", " - "),
    (r" - ", " + "),
    (r"\\lambda e", "e"),
    (r"\^2", "^3"),
    (r"e\^\{-x\}", "e^{x}"),
    (r"\\cosh", r"\\sinh"),
    (r"\(n \+ 1\)", "n"),
    (r"(?<![\d_^{])6(?!\d)", "5"),
)
SYMBOL = (r"\\sigma\(([^()]*)\)", r"\\frac{1}{1 + e^{-(\1)}}")
READABLE = ("1a", "1b", "8", "11", "14", "20", "13", "21")


def slips(label: str, chain: Chain) -> Iterator[Chain]:
    """The chain with one wrong member beside the first, so that the steps on both sides of it fail."""
    if label not in READABLE or chain.lemma:
        return
    for place in range(2, len(chain.members), 2):
        for pattern, instead in SLIPS:
            changed = re.sub(pattern, instead, chain.members[place], count=1)
            if changed == chain.members[place]:
                continue
            wrong = (*chain.members[:place], changed, *chain.members[place + 1 :])
            near = [wrong[k - 2 : k + 1] for k in (place, place + 2) if k < len(wrong)]
            if all(is_false(" ".join(step)) for step in near):
                yield Chain(chain.goal, wrong)


@cache
def is_false(step: str) -> bool:
    """Whether the oracle finds a point where a step fails; where it cannot read one, it does not."""
    step = re.sub(*SYMBOL, step)
    given = (r"n \ge 1",) if re.search(r"(?<![A-Za-z\\])n(?![A-Za-z])", step) else ()
    try:
        return opinion(Row("class", step, step, False, given), 6).holds is False
    except (ValueError, KeyError, IndexError, TypeError):
        return False
