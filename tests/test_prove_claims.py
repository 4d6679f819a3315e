"""Claims as they stand in exercise sheets, true ones beside near misses, under the sentences before them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from verdicts import WORDS

from derive.elaborate.document import elaborate
from derive.prove.check import check
from derive.syntax.reading import read

CLAIMS = Path(__file__).parent / "claims"
KEPT = 11
"""Of so many claims one is in the quick run, with all those of one sentence it would take minutes."""


def _rows() -> Iterator[tuple[str, str, bool]]:
    for path in sorted(CLAIMS.glob("*.txt")):
        sentence = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            mark, _, rest = line.partition(" ")
            if mark == "#":
                sentence = ""
            elif mark == "@":
                sentence = rest
            elif mark in ("T", "F"):
                yield sentence, rest, mark == "T"


@pytest.mark.parametrize(("sentence", "claim", "truth"), list(_rows())[::KEPT])
def test_is_decided_rightly(sentence, claim, truth):
    text = f"{sentence}\n\n$$ {claim} $$\n"
    checked = check(elaborate(read("claims.md", text.encode())))
    words = [WORDS.get(type(v), "unreadable") for v in checked.verdicts if v is not None]
    assert words
    assert set(words) == {"proved"} if truth else "refuted" in words
