"""What the program says about claims of the corpus, in one word each."""

from collections.abc import Sequence
from functools import cache

from oracle.rows import Row

from derive.core.source import UnreadableError
from derive.core.verdict import Proved, Refuted, Supported, Undecided, Verdict
from derive.elaborate.statement import claim_of
from derive.prove.check import decide

WORDS = {Proved: "proved", Refuted: "refuted", Supported: "supported", Undecided: "undecided"}


def verdict(latex: str, given: Sequence[str] = ()) -> Verdict | None:
    """The verdict on a claim, None when it was not read."""
    try:
        claim = claim_of(latex, given)
    except UnreadableError:
        return None
    return decide(claim)


@cache
def word(row: Row) -> str:
    """The verdict on a row as a word."""
    found = verdict(row.latex, row.given)
    return "unreadable" if found is None else WORDS[type(found)]


def is_wrong(word_said: str, truth: bool) -> bool:
    """Whether a verdict contradicts the truth."""
    return word_said == ("refuted" if truth else "proved")


def is_decided(word_said: str) -> bool:
    """Whether something was said at all."""
    return word_said in ("proved", "refuted")
