"""What a submission holds for each exercise: relations between terms, with their verdicts and labels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from derive.core.claim import CONVERSE, Claim
from derive.core.derivation import CheckedDerivation, Step
from derive.core.term import ZERO, Apply, Term
from derive.core.verdict import Refuted, Verdict
from derive.sheet.asked import key_of

RELATIONS: Final = frozenset(("eq", "ne", "lt", "le", "gt", "ge"))


@dataclass(frozen=True, slots=True)
class Written:
    """A step of a submission; ``exercise`` is the key of the label it stands under.

    ``name`` is how it is quoted, ``claim`` None for what could not be read.
    """

    name: str
    exercise: str
    step: Step
    claim: Claim | None
    verdict: Verdict | None

    @property
    def is_open(self) -> bool:
        """Whether only a person can say what is wrong with it, if anything."""
        if isinstance(self.verdict, Refuted):
            return self.verdict.cause is not None
        return type(self.verdict).__name__ in ("Undecided", "Unreadable")


def written(files: Sequence[CheckedDerivation], labels: Sequence[str]) -> tuple[Written, ...]:
    """All steps of the files under the exercise labels in force where they stand."""
    known = tuple(key_of(label) for label in labels)
    return tuple(w for checked in files for w in _of_file(checked, known))


def _of_file(checked: CheckedDerivation, known: Sequence[str]) -> Iterator[Written]:
    walk = _Labels(known)
    counts: dict[str, int] = {}
    for step, verdict in zip(checked.derivation.steps, checked.verdicts, strict=True):
        exercise = walk.of(key_of(step.label))
        counts[exercise] = counts.get(exercise, 0) + 1
        yield Written(f"{exercise}.{counts[exercise]}", exercise, step, step.claim, verdict)


@dataclass(slots=True)
class _Labels:
    """The exercise in force, which a label in the text or in a formula changes."""

    known: Sequence[str]
    heading: str = ""
    current: str = ""

    def of(self, label: str) -> str:
        """The exercise of a step with this label."""
        if label in self.known:
            self.heading = self.current = label
        elif self.heading + label in self.known:
            self.current = self.heading + label
        elif self.heading[:-1] + label in self.known and label.isalpha():
            self.current = self.heading[:-1] + label
        elif label and not label.isalpha() and not self.current.startswith(label):
            self._enter(label)
        elif label and self.current.startswith(label):
            self.heading = label
        return self.current

    def _enter(self, label: str) -> None:
        """A heading of several exercises, unless the label is only the number of an equation."""
        if not self.current or any(k.startswith(label) for k in self.known):
            self.heading = self.current = label


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation that was written: ``left`` stands in ``relation`` to ``right``, both in their forms.

    ``is_work``: the two sides were written differently, up to order and factors 1.
    """

    left: Term
    relation: str
    right: Term
    source: Written
    is_work: bool = True


def edges(relation: Term, source: Written) -> Iterator[Edge]:
    """The relations that a proposition consists of, each in both directions."""
    for left, sign, right in relations(relation):
        yield Edge(left, sign, right, source)
        yield Edge(right, CONVERSE[sign], left, source)


def relations(proposition: Term) -> Iterator[tuple[Term, str, Term]]:
    """A relation, or the two inequalities that membership in an interval means."""
    if not isinstance(proposition, Apply):
        return
    if proposition.head in RELATIONS:
        left, right = proposition.children
        yield left, proposition.head, right
    elif proposition.head == "member":
        yield from _between(*proposition.children)


def _between(element: Term, members: Term) -> Iterator[tuple[Term, str, Term]]:
    if isinstance(members, Apply) and members.head == "interval":
        low, high, low_closed, high_closed = members.children
        yield low, "lt" if low_closed is ZERO else "le", element
        yield element, "lt" if high_closed is ZERO else "le", high
