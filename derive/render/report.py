"""The one report object, free of any format: what every output says, as strings and numbers.

Formats only lay it out. A report can be pickled, compared, and sent between processes.
"""

from dataclasses import dataclass
from typing import Final

from derive.core.source import Place, Span
from derive.core.surface import Surface

VERDICTS: Final = ("proved", "refuted", "supported", "undecided", "unreadable")

Value = str | int | tuple["Value", ...]


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the document that a finding points at.

    ``start`` and ``end`` are the marked stretch of ``text``, ``focus`` and ``focus_end`` the part of it
    that matters most; all four are offsets, and empty ranges mean that nothing is marked.
    """

    number: int
    text: str
    start: int
    end: int
    focus: int
    focus_end: int


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values at which the claim fails; exact where a closed form is known, and in decimals."""

    assignment: tuple[tuple[str, Value], ...]
    left: str
    right: str
    left_decimal: str
    right_decimal: str
    comparison: str

    @property
    def point(self) -> str:
        """The assignment in words: ``x = 0, v = (1, 2)``."""
        return ", ".join(f"{name} = {_shown(value)}" for name, value in self.assignment)


def _shown(value: Value) -> str:
    return f"({', '.join(map(_shown, value))})" if isinstance(value, tuple) else str(value)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What went wrong in a refuted step; ``sentences`` say it to a person.

    ``detail`` is what should stand at ``span``, or what is missing or too much there, in LaTeX.
    """

    kind: str | None
    detail: str
    span: Span | None
    sentences: tuple[str, ...]
    repair: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict with all that is said about it; ``message`` is one sentence for a person.

    ``lines`` lead from one side of a proved step to the other: LaTeX, and the rule in words.
    """

    verdict: str
    message: str
    method: str | None = None
    trust: str | None = None
    conditions: tuple[str, ...] = ()
    conditions_latex: tuple[str, ...] = ()
    domain: str | None = None
    holds_if: str | None = None
    cause: str | None = None
    counterexample: Counterexample | None = None
    reasons: tuple[str, ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    effort: int = 0
    certificate: object = None
    diagnosis: Explanation | None = None
    follows_from: int | None = None


@dataclass(frozen=True, slots=True)
class StepReport:
    """One formula or relation of the document; ``finding`` is None for what asserts nothing.

    ``position`` is its number within its chain, from 1, and ``length`` the chain's number of steps.
    ``mark`` are the lines to show, with the exact place that the message speaks of. ``tree`` is the
    relation as it was laid out, ``wrong`` the place in it that has to change, and ``continues`` says
    that its left side is the right side of the step before and was not written again.
    """

    index: int
    kind: str
    label: str
    display: bool
    span: Span
    latex: str
    lhs: str | None
    relation: str | None
    rhs: str | None
    reading: str | None
    assumed: tuple[str, ...]
    notes: tuple[str, ...]
    finding: Finding | None
    mark: tuple[SourceLine, ...]
    position: int = 1
    length: int = 1
    mark_span: Span | None = None
    tree: Surface | None = None
    wrong: Place | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Inline:
    """A formula of the text: its source, its rows as they were laid out, and the steps that end in it."""

    latex: str
    rows: tuple[Surface, ...]
    steps: tuple[int, ...]


Piece = str | Inline


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading (``level`` from 1), a paragraph (``level`` 0), or a display, which has one piece.

    ``steps`` are the steps that end in it.
    """

    level: int
    pieces: tuple[Piece, ...]
    steps: tuple[int, ...]
    display: bool = False


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Steps that follow one another, and what became of the claim about first and last term."""

    steps: tuple[int, ...]
    relation: str | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class Remark:
    """A diagnostic in words; ``span`` is None when the whole document is meant."""

    code: str
    message: str
    severity: str
    span: Span | None
    mark: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document. ``usable`` is False when nothing of it could be read; ``remarks`` then say why."""

    path: str
    language: str
    usable: bool
    assumed: tuple[str, ...]
    remarks: tuple[Remark, ...]
    steps: tuple[StepReport, ...]
    chains: tuple[ChainReport, ...]
    passages: tuple[Passage, ...] = ()

    @property
    def failures(self) -> tuple[Remark, ...]:
        """Why nothing of it could be read, as far as that is an error."""
        return tuple(r for r in self.remarks if r.severity == "error" and not self.usable)

    @property
    def summary(self) -> dict[str, int]:
        """How many steps got each verdict."""
        counts = dict.fromkeys(VERDICTS, 0)
        for step in self.steps:
            if step.finding:
                counts[step.finding.verdict] += 1
        return counts

    def has(self, *verdicts: str) -> bool:
        """Whether a step or a chain's conclusion got one of these verdicts."""
        findings = (*(s.finding for s in self.steps), *(c.finding for c in self.chains))
        return any(f is not None and f.verdict in verdicts for f in findings)


@dataclass(frozen=True, slots=True)
class Report:
    """All documents of one run, in the order in which they were given."""

    version: str
    documents: tuple[DocumentReport, ...]
