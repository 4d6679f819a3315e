"""Claims as they stand in exercise sheets, true ones beside near misses, under the sentences before them.

True ones (T) are proved and false ones (F) refuted; what is true and still open (O) is not refuted.
"""

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


def _rows() -> Iterator[tuple[str, str, str]]:
    for path in sorted(CLAIMS.glob("*.txt")):
        sentence = ""
        for line in path.read_text(encoding="utf-8").splitlines():
            mark, _, rest = line.partition(" ")
            if mark == "#":
                sentence = ""
            elif mark == "@":
                sentence = rest
            elif mark in ("T", "F", "O"):
                yield sentence, rest, mark


@pytest.mark.parametrize(("sentence", "claim", "mark"), list(_rows())[::KEPT])
def test_is_decided_rightly(sentence, claim, mark):
    text = f"{sentence}\n\n$$ {claim} $$\n"
    checked = check(elaborate(read("claims.md", text.encode())))
    words = [WORDS.get(type(v), "unreadable") for v in checked.verdicts if v is not None]
    assert words
    rightly = {"T": set(words) == {"proved"}, "F": "refuted" in words, "O": "refuted" not in words}
    assert rightly[mark]
