"""The soundness meter: mutants, random true pairs and restyled claims; run as a script, the long campaign.

Every mutant is confirmed false, and every pair confirmed true, by the oracle, which shares no code with the
program. What counts is wrong verdicts, which must be none, and how many are left undecided. Every proof and
every counterexample is audited besides.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mpmath import mp
from oracle.arrays import Malformed
from oracle.confirm import KINDS
from oracle.cursor import Node
from oracle.generating import pairs
from oracle.judging import DIGITS, judged
from oracle.lexing import ReadError
from oracle.mutating import mutants
from oracle.reading import read
from oracle.restyling import restyled
from oracle.rows import Row, rows
from oracle.sampling import Task, is_space, task
from oracle.writing import write
from verdicts import WORDS, is_wrong, verdict

from derive.audit.check import audit
from derive.core.verdict import Proved, Refuted
from derive.prove.certificate import certificate
from derive.trial.sequents import RejectedError

POINTS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """A claim with known truth, and where it comes from."""

    source: str
    change: str
    latex: str
    given: tuple[str, ...]
    truth: bool

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.latex}   [{', '.join(self.given)}]  {self.source}, {self.change}"


@dataclass(slots=True)
class Tally:
    """Verdicts counted, and wrong ones kept."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Case, str]] = field(default_factory=list)
    open: list[tuple[Case, str]] = field(default_factory=list)
    audits: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[Case, str]] = field(default_factory=list)

    def add(self, case: Case) -> None:
        """Ask the program about one case."""
        found = verdict(case.latex, case.given)
        if isinstance(found, Proved | Refuted):
            self.audit(case, found)
        said = "unreadable" if found is None else WORDS[type(found)]
        self.counts[said] += 1
        if is_wrong(said, case.truth):
            self.wrong.append((case, said))
        elif said not in ("proved", "refuted"):
            self.open.append((case, said))

    def audit(self, case: Case, found: Proved | Refuted) -> None:
        """Check the evidence a second time."""
        try:
            self.audits[audit(certificate(found)).level.name.lower()] += 1
        except RejectedError as error:
            self.audits["rejected"] += 1
            self.rejected.append((case, str(error)))


def true_rows() -> Iterator[Row]:
    """The true claims of the corpus that points can judge."""
    for kind in KINDS:
        yield from (row for row in rows(kind) if row.truth and not row.why)


def mutated(every: int = 1, offset: int = 0) -> Iterator[Case]:
    """One in ``every`` mutant of the true claims, if the oracle finds it false."""
    number = offset
    for row in true_rows():
        given = task(row.latex, row.given, row.make)
        if "\\ne" in row.latex:
            continue  # one point proves it, so a mutant need not be false
        for change, claim in mutants(given.claim):
            number += 1
            if number % every == 0 and is_false(Task(claim, given.hypotheses, given.names, given.make)):
                yield Case(row.key, change, write(claim), row.given, truth=False)


def is_false(given: Task) -> bool:
    """Whether the oracle finds a point at which the claim fails."""
    try:
        with mp.workdps(DIGITS):
            return judged(given, [], POINTS).holds is False
    except (KeyError, NotImplementedError, Malformed, TypeError, ValueError, OverflowError):
        return False


def random_pairs(seed: int, count: int) -> Iterator[Case]:
    """Pairs rewritten by SymPy, if the oracle finds them true."""
    for name, left, right in pairs(seed, count):
        latex = f"{left} = {right}"
        try:
            for digits in (DIGITS, 16 * DIGITS):  # 1 - tanh(40)^2 has no digits left of 50
                with mp.workdps(digits):
                    holds = judged(task(latex), [], POINTS).holds
                if holds is not False:
                    break
        except (ReadError, KeyError, NotImplementedError, OverflowError):
            continue
        if holds is not None:
            yield Case("pair", name, latex, (), truth=holds)


def stated(every: int = 1, offset: int = 0) -> Iterator[Case]:
    """Statements written to be subtly false, and true ones beside them; one in ``every``."""
    lines = (Path(__file__).parent / "corpus" / "statements.txt").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line[:1] in ("T", "F") and number % every == offset:
            truth, latex, *given = line.split(" ~ ")
            assumptions = tuple(given[0].split(" ; ")) if given else ()
            yield Case("statements", f"line {number + 1}", latex, assumptions, truth == "T")


def restyled_rows(every: int = 1, offset: int = 0) -> Iterator[Case]:
    """The claims of the corpus, true and false, in other clothes."""
    number = offset
    for kind in KINDS:
        for row in rows(kind):
            given = task(row.latex, row.given, row.make)
            for change, latex, assumptions in restyled(given, spaces(row)):
                number += 1
                if number % every == 0 and (row.truth or not change.startswith("size")):
                    yield Case(row.key, change, latex, assumptions, row.truth)


def restyled_sample(every: int) -> Iterator[Case]:
    """Of every so many claims of the corpus one, in one of its other clothes."""
    chosen = [row for kind in KINDS for row in rows(kind)][::every]
    for number, row in enumerate(chosen):
        given = task(row.latex, row.given, row.make)
        changes = [c for c in restyled(given, spaces(row)) if row.truth or not c[0].startswith("size")]
        for change, latex, assumptions in changes[number % len(changes) :][:1] if changes else ():
            yield Case(row.key, change, latex, assumptions, row.truth)


def spaces(row: Row) -> tuple[Node, ...]:
    """The assumptions that only say what kind of thing a symbol is."""
    found = [read(g, (), ()) for g in row.given if "mathbb" in g or "\\to" in g]
    return tuple(node for node in found if node[0] == "function" or is_space(node))


def tally(cases: Iterator[Case]) -> Tally:
    """The verdicts on all cases."""
    found = Tally()
    for case in cases:
        found.add(case)
    return found


def show(title: str, found: Tally) -> None:
    """One campaign for people."""
    total = sum(found.counts.values())
    counts = ", ".join(f"{said} {count}" for said, count in found.counts.most_common())
    sys.stdout.write(f"{title}: {total} cases, {len(found.wrong)} wrong; {counts}\n")
    audits = ", ".join(f"{level} {count}" for level, count in found.audits.most_common())
    sys.stdout.write(f"  audited: {audits}\n")
    for case, why in found.rejected:
        sys.stdout.write(f"  REJECTED {why}: {case}\n")
    for case, said in found.wrong:
        sys.stdout.write(
            f"  WRONG {said}: {case.latex}   [{', '.join(case.given)}]  {case.source}, {case.change}\n"
        )
    if "--open" in sys.argv:
        for case, said in found.open:
            sys.stdout.write(
                f"  {said}: {case.latex}   [{', '.join(case.given)}]  {case.source}, {case.change}\n"
            )


def main() -> int:
    """The long campaign."""
    campaigns = {
        "mutants": mutated,
        "random pairs": lambda: random_pairs(1, 5000),
        "restyled": restyled_rows,
        "statements": stated,
    }
    wrong = 0
    for title, cases in campaigns.items():
        found = tally(cases())
        wrong += len(found.wrong) + len(found.rejected)
        show(title, found)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
