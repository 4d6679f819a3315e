"""What is said of slips: how often the place, the name and a repair are right; as a script, for many."""

import random
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from statistics import median
from typing import Self

from oracle.confirm import KINDS
from oracle.rows import CORPUS, rows
from slips import Slip, made, slips, turned

import derive
import derive.prove.check
from derive.core.derivation import Diagnosis
from derive.core.source import UnreadableError
from derive.core.surface import Chain
from derive.core.verdict import Proved, Refuted, Supported, Unreadable
from derive.prove.explanation import Explanation
from derive.syntax.parser import parse
from derive.theory.messages import say

MOST_OF_A_KIND = 60
MOST_MILLISECONDS = 100
EVERY_GERMAN = 4
HEADS = {"en": "Let", "de": "Sei"}
ALGEBRA = ("rational", "powers", "reading", "regressions", "traps", "functions", "piecewise", "polynomials")
AREAS = {
    **dict.fromkeys(ALGEBRA, "algebra"),
    **dict.fromkeys(("exp_log", "hyperbolic", "trig"), "functions"),
    **dict.fromkeys(("sums", "products", "combinatorics", "softmax"), "sums"),
}


@dataclass(frozen=True, slots=True)
class Case:
    """A slip with its assumptions, the area it is from, and the language of its document."""

    slip: Slip
    given: tuple[str, ...]
    area: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Said:
    """A case, and what was said of it; ``seconds`` is what saying it cost of the processor.

    It is ``located`` if its line was refuted, and not left open.
    """

    case: Case
    before: int
    diagnosis: Diagnosis | None
    seconds: float
    located: bool = True

    @property
    def slip(self) -> Slip:
        """The slip that was made."""
        return self.case.slip

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


class Clock:
    """Measures by processor time what explaining costs beyond deciding."""

    def __init__(self) -> None:
        """Nothing is measured before the clock is put in."""
        self.seconds = 0.0

    def __enter__(self) -> Self:
        self._diagnosed, self._of = derive.prove.check.diagnosed, Explanation.of
        derive.prove.check.diagnosed = self._timed(self._diagnosed)
        Explanation.of = self._timed(self._of)
        return self

    def __exit__(self, *_: object) -> None:
        derive.prove.check.diagnosed, Explanation.of = self._diagnosed, self._of

    def _timed(self, work):
        def run(*arguments):
            start = time.process_time()
            try:
                return work(*arguments)
            finally:
                self.seconds += time.process_time() - start

        return run


def all_slips() -> Iterator[Case]:
    """The slips in the true relations of the corpus, and lines made by a false rule."""
    for row in (r for kind in KINDS for r in rows(kind)):
        if not row.truth or row.condition:
            continue
        try:
            tree = parse(row.latex).rows[0].content
        except UnreadableError:
            continue
        if not isinstance(tree, Chain) or len(tree.relations) != 1 or tree.terms[1] is None:
            continue
        found = slips(row.latex, tree.terms[1]) if tree.relations[0].sign == "=" else turned(row.latex, tree)
        for slip in found:
            yield Case(slip, row.given, AREAS.get(row.area, row.area))
    for slip in made():
        yield Case(slip, (), "false rules")


def said(most: int, seed: int = 1) -> Iterator[Said]:
    """At most so many slips of a kind that are refuted, chosen at random, some in German documents."""
    kinds: dict[str, list[Case]] = {}
    for case in all_slips():
        kinds.setdefault(case.slip.kind, []).append(case)
    for found in kinds.values():
        random.Random(seed).shuffle(found)
        left = most
        for number, case in enumerate(found):
            language = "en" if number % EVERY_GERMAN else "de"
            one = examined(replace(case, language=language)) if left else None
            if one is not None:
                left -= one.located
                yield one


def examined(case: Case) -> Said | None:
    """What is said of one slip, or None if its line seems right all the same, or cannot be read."""
    let = HEADS[case.language]
    head = f"{let} ${', '.join(case.given)}$.\n\n$$" if case.given else "$$"
    with Clock() as clock:
        checked = derive.check_text(f"{head}{case.slip.line}$$\n", language=case.language)
    verdict = checked.verdicts[-1] if checked.verdicts else None
    if verdict is None or isinstance(verdict, Proved | Supported | Unreadable):
        return None
    diagnosis = checked.diagnoses[-1]
    if diagnosis is not None and diagnosis.kind is not None:
        say(f"mistake.{diagnosis.kind}", case.language)
    return Said(case, len(head), diagnosis, clock.seconds, isinstance(verdict, Refuted))


def by_hand() -> Counter[str]:
    """What is said of the mistakes that people wrote down from students' work."""
    counts: Counter[str] = Counter()
    for path in sorted((CORPUS / "mistakes").glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["mistake"]:
            head = f"Let ${row['given']}$.\n\n$$" if row["given"] else "$$"
            checked = derive.check_text(f"{head}{row['line']}$$\n")
            wrong = [
                d for d, v in zip(checked.diagnoses, checked.verdicts, strict=True) if isinstance(v, Refuted)
            ]
            counts.update(("slips", *_of_one(wrong[0] if wrong else None, head + row["line"], row)))
    return counts


def _of_one(diagnosis: Diagnosis | None, text: str, row: dict) -> Iterator[str]:
    kind = diagnosis.kind if diagnosis else None
    if kind is None:
        yield "no name" if row["kinds"] else "right name"
    else:
        yield "right name" if kind in row["kinds"] else "wrong name"
    if diagnosis is not None and diagnosis.place is not None:
        marked = text[diagnosis.place.start : diagnosis.place.end]
        yield "placed" if row["at"] in marked or marked in row["at"] else "misplaced"
        yield "repaired" if diagnosis.repair else "not repaired"


def tally(found: list[Said]) -> Counter[str]:
    """How many are located, and of these how many have their place, a right or wrong name, and a repair."""
    refuted = [one for one in found if one.located]
    counts = Counter(one.name for one in refuted)
    counts["all"], counts["slips"] = len(found), len(refuted)
    counts["placed"] = sum(one.is_placed for one in refuted)
    counts["repaired"] = sum(one.is_repaired for one in refuted)
    return counts


def cost(found: list[Said]) -> float:
    """The median of the processor time of explaining, in milliseconds."""
    return 1000 * median(one.seconds for one in found if one.located)


def shares(counts: Counter[str]) -> str:
    """A tally in per cent."""
    located = f"located {counts['slips'] / max(counts['all'], counts['slips'], 1):.1%}"
    parts = (f"{name} {counts[name] / max(counts['slips'], 1):.1%}" for name in ("right name", "wrong name"))
    more = (f"{name} {counts[name] / max(counts['slips'], 1):.1%}" for name in ("placed", "repaired"))
    return ", ".join((f"{counts['slips']} slips", located, *parts, *more))


def main() -> int:
    """The long campaign."""
    found = list(said(MOST_OF_A_KIND))
    for title, key in (("kind", lambda o: o.slip.kind), ("area", lambda o: o.case.area)):
        for value in dict.fromkeys(map(key, found)):
            sys.stdout.write(f"{title} {value}: {shares(tally([o for o in found if key(o) == value]))}\n")
    for language in HEADS:
        sys.stdout.write(f"{language}: {shares(tally([o for o in found if o.case.language == language]))}\n")
    sys.stdout.write(f"all: {shares(tally(found))}\nwritten by hand: {shares(by_hand())}\n")
    slowest = 1000 * max(one.seconds for one in found)
    sys.stdout.write(
        f"explaining: {cost(found):.0f} ms of processor time at the median, {slowest:.0f} at most\n"
    )
    for one in found:
        if one.name == "wrong name" and one.diagnosis is not None:
            sys.stdout.write(
                f"  {one.diagnosis.kind} for {one.slip.kind}: {one.slip.line}   {one.case.given}\n"
            )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
