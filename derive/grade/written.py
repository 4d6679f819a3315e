"""What a submission holds for each exercise: relations between terms, with their verdicts and labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from derive.core.claim import Claim
from derive.core.derivation import CheckedDerivation, Step
from derive.core.verdict import Refuted, Verdict
from derive.grade.hidden import hidden, overlaps
from derive.grade.labels import Heading, Labels, headings
from derive.grade.result import Line
from derive.sheet.asked import key_of


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A step of a submission, itself and no other; ``exercise`` is the key of the label it stands under.

    ``name`` is how it is quoted, ``claim`` None for what could not be read. ``attempt`` counts from 1 how
    often the exercise was begun. ``follows``: it is right if an earlier mistake is taken for true.
    ``is_known``: the label is that of an exercise, and not of several or of none. ``is_hidden``: nobody sees
    it on the page.
    """

    name: str
    exercise: str
    step: Step
    claim: Claim | None
    verdict: Verdict | None
    attempt: int = 1
    follows: bool = False
    is_known: bool = True
    is_hidden: bool = False

    @property
    def is_open(self) -> bool:
        """Whether only a person can say what is wrong with it, if anything."""
        if self.is_hidden:
            return True
        if isinstance(self.verdict, Refuted):
            return self.verdict.cause is not None or self.step.reading is not None
        return type(self.verdict).__name__ in ("Undecided", "Unreadable")

    @property
    def is_wrong(self) -> bool:
        """Whether it was refuted, and not for want of a condition that may have been meant."""
        return isinstance(self.verdict, Refuted) and not self.is_open


def written(files: Sequence[CheckedDerivation], labels: Sequence[str]) -> tuple[Written, ...]:
    """All steps of the files under the exercise labels in force where they stand."""
    walk = _Walk(tuple(labels))
    return tuple(w for checked in files for w in walk.of_file(checked))


def quoted(line: Line, source: Written | None, why: str) -> Line:
    """The line with its reason and the step that it is about."""
    if source is None:
        return replace(line, why=why, step=None, latex="")
    return replace(line, why=why, step=source.name, latex=source.step.latex)


class _Walk:
    """Counts steps and attempts of each exercise from file to file."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        self.labels = labels
        self.counts: dict[str, int] = {}
        self.attempts: dict[str, int] = {}

    def of_file(self, checked: CheckedDerivation) -> Iterator[Written]:
        derivation = checked.derivation
        walk = Labels(tuple(map(key_of, self.labels)))
        waiting = list(reversed(headings(derivation.document, self.labels)))
        unseen = hidden(derivation.document)
        begun: set[str] = set()
        for step, verdict in zip(derivation.steps, checked.verdicts, strict=True):
            while waiting and _before(waiting[-1], step):
                mentions = waiting.pop().mentions
                begun -= {k for k in begun if k.endswith(mentions)}
                walk.pass_heading(mentions)
            exercise = walk.of(key_of(step.label))
            if exercise not in begun:
                begun.add(exercise)
                self.attempts[exercise] = self.attempts.get(exercise, 0) + 1
            self.counts[exercise] = self.counts.get(exercise, 0) + 1
            follows = checked.follows_from[step.index] is not None if checked.follows_from else False
            name = f"{exercise}.{self.counts[exercise]}".removeprefix(".")
            attempt = self.attempts[exercise]
            known = exercise in walk.known
            is_hidden = overlaps(step.place, unseen)
            yield Written(name, exercise, step, step.claim, verdict, attempt, follows, known, is_hidden)


def _before(heading: Heading, step: Step) -> bool:
    return (heading.place.part, heading.place.start) < (step.place.part, step.place.start)
