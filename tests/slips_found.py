"""What is said of slips: how often the place, the name and a repair are right; as a script, for many."""

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from oracle.confirm import KINDS
from oracle.rows import rows
from slips import Slip, made, slips

import derive
from derive.core.derivation import Diagnosis
from derive.core.source import UnreadableError
from derive.core.surface import Chain
from derive.core.verdict import Refuted
from derive.syntax.parser import parse

MOST_OF_A_KIND = 60


@dataclass(frozen=True, slots=True)
class Said:
    """A slip in its context, and what was said of it."""

    slip: Slip
    given: tuple[str, ...]
    before: int
    diagnosis: Diagnosis | None

    @property
    def name(self) -> str:
        """Whether the mistake was called what it is, something else, or nothing."""
        if self.diagnosis is None or self.diagnosis.kind is None:
            return "no name"
        return "right name" if self.diagnosis.kind in self.slip.names else "wrong name"

    @property
    def is_placed(self) -> bool:
        """Whether the marked part has the slip in it, or is part of it."""
        if self.diagnosis is None or self.diagnosis.place is None:
            return False
        start = self.diagnosis.place.start - self.before
        end = self.diagnosis.place.end - self.before
        inside = start <= self.slip.start and self.slip.end <= end
        return inside or (self.slip.start <= start and end <= self.slip.end)

    @property
    def is_repaired(self) -> bool:
        """Whether a repair was offered; each was proved before."""
        return self.diagnosis is not None and self.diagnosis.repair is not None


def all_slips() -> Iterator[tuple[Slip, tuple[str, ...]]]:
    """The slips in the true equations of the corpus, and lines made by a false rule."""
    for row in (r for kind in KINDS for r in rows(kind)):
        if not row.truth or row.condition:
            continue
        try:
            tree = parse(row.latex).rows[0].content
        except UnreadableError:
            continue
        if (
            isinstance(tree, Chain)
            and [r.sign for r in tree.relations] == ["="]
            and tree.terms[1] is not None
        ):
            for slip in slips(row.latex, tree.terms[1]):
                yield slip, row.given
    for slip in made():
        yield slip, ()


def said(most: int, seed: int = 1) -> Iterator[Said]:
    """At most so many slips of a kind that are refuted, chosen at random, with what is said of them."""
    kinds: dict[str, list[tuple[Slip, tuple[str, ...]]]] = {}
    for slip, given in all_slips():
        kinds.setdefault(slip.kind, []).append((slip, given))
    for found in kinds.values():
        random.Random(seed).shuffle(found)
        left = most
        for slip, given in found:
            one = examined(slip, given) if left else None
            if one is not None:
                left -= 1
                yield one


def examined(slip: Slip, given: tuple[str, ...]) -> Said | None:
    """What is said of one slip, or None if its line is not refuted."""
    head = f"Let ${', '.join(given)}$.\n\n$$" if given else "$$"
    checked = derive.check_text(f"{head}{slip.line}$$\n")
    if not checked.verdicts or not isinstance(checked.verdicts[-1], Refuted):
        return None
    return Said(slip, given, len(head), checked.diagnoses[-1])


def tally(found: list[Said]) -> Counter[str]:
    """How many have their place, a right or wrong name, and a repair."""
    counts = Counter(one.name for one in found)
    counts["slips"] = len(found)
    counts["placed"] = sum(one.is_placed for one in found)
    counts["repaired"] = sum(one.is_repaired for one in found)
    return counts


def main() -> int:
    """The long campaign."""
    found = list(said(MOST_OF_A_KIND))
    for kind in dict.fromkeys(one.slip.kind for one in found):
        sys.stdout.write(f"{kind}: {dict(tally([o for o in found if o.slip.kind == kind]))}\n")
    sys.stdout.write(f"all: {dict(tally(found))}\n")
    for one in found:
        if one.name == "wrong name" and one.diagnosis is not None:
            sys.stdout.write(f"  {one.diagnosis.kind} for {one.slip.kind}: {one.slip.line}   {one.given}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
