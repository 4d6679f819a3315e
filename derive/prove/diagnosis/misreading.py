"""Refuted steps in which one sign may have been read for another, as character recognition does.

A reading is proposed only where it is the only plausible one: the sign stands nowhere else in the
document, the one that it may have been stands on both sides of it, and with that one the step and the
step behind it are proved. The step stays refuted; the reading is asked about, and a person looks.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from derive.core.derivation import Derivation, Diagnosis, Step
from derive.core.document import BlockKind, Document
from derive.core.effort import Effort, OutOfEffortError
from derive.core.source import Place, UnreadableError
from derive.core.surface import Surface
from derive.core.verdict import Proved, Refuted, Undecided, Verdict
from derive.prove.decision import Decision
from derive.prove.diagnosis.repair import LIMITS
from derive.prove.diagnosis.screen import Screen
from derive.prove.replay import Cause, convict
from derive.prove.tables import Tables
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.theory.confusions import CONFUSIONS

EFFORT: Final = 60_000
LONGEST: Final = 400
_FORMULAS: Final = frozenset((BlockKind.INLINE, BlockKind.DISPLAY, BlockKind.UNREADABLE))
_SIGN: Final = re.compile(
    r"\\(?:text\w*|operatorname\*?|mathrm|mbox|label|tag|begin|end)\s*\{[^{}]*\}|\\[A-Za-z]+|[A-Za-z0-9+,.|]"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A term read otherwise: where it stands, what was written where, what it may have been, and the tree."""

    term: Place
    place: Place
    written: str
    meant: str
    tree: Surface


Verdicts = tuple[Verdict | None, ...]


def reread(derivation: Derivation, verdicts: Verdicts) -> tuple[Verdicts, dict[int, Diagnosis]]:
    """The verdicts, those in question that may rest on a misread sign, and what may be meant, by step."""
    changed, found = list(verdicts), dict[int, Diagnosis]()
    counts = _counts(derivation.document) if any(map(_is_open, verdicts)) else Counter()
    for k, (step, verdict) in enumerate(zip(derivation.steps, verdicts, strict=True)):
        if k in found or step.written is None or not _is_open(verdict):
            continue
        for concerned, reading in _proposals(derivation, counts, k, verdict):
            for i in concerned:
                changed[i] = _in_question(verdicts[i])
                found[i] = _diagnosis(reading, derivation.steps[i])
            break
    return tuple(changed), found


def _is_open(verdict: Verdict | None) -> bool:
    by_values = isinstance(verdict, Refuted) and verdict.shapes is None and verdict.tree is None
    return by_values or isinstance(verdict, Undecided)


def _in_question(verdict: Verdict | None) -> Verdict | None:
    if not isinstance(verdict, Refuted) or not _is_open(verdict):
        return verdict
    tables = Tables(Effort(LIMITS.effort))
    cause: Cause = "possible-misreading"
    return convict(
        verdict.claim,
        verdict.witness,
        tables,
        holds_if=verdict.holds_if,
        cause=cause,
        effort=verdict.effort,
    )


def _diagnosis(reading: _Reading, step: Step) -> Diagnosis:
    """The reading, and the right side of a step with it; the whole step where it is on the left."""
    repaired = write(reading.tree)
    if step.written is not None and step.written.left.place == reading.term:
        repaired = f"{repaired} {step.written.sign} {write(step.written.right)}"
    return Diagnosis("misreading", reading.meant, reading.place, repaired, reading.written, "misreading")


def _proposals(
    derivation: Derivation, counts: Counter[str], k: int, verdict: Verdict | None
) -> Iterator[tuple[tuple[int, ...], _Reading]]:
    """The one reading of a side with which all steps that it stands in are proved, and these steps."""
    step = derivation.steps[k]
    before, after = _neighbours(derivation, step)
    sides = [("right", (k,) if after is None else (k, after))]
    if before is None:
        sides.append(("left", (k,)))
    for side, concerned in sides:
        term: Surface = getattr(step.written, side)
        steps = [derivation.steps[i] for i in concerned]
        screen = Screen(verdict, Tables(Effort(EFFORT))) if isinstance(verdict, Refuted) else None
        try:
            fitting = [
                r for r in _readings(derivation, counts, term, steps) if _is_right(r, term, steps, screen)
            ]
        except OutOfEffortError:
            continue
        if len({write(r.tree) for r in fitting}) == 1:
            yield concerned, fitting[0]


def _neighbours(derivation: Derivation, step: Step) -> tuple[int | None, int | None]:
    """The steps before and behind one in its chain."""
    if step.chain is None or step.chain >= len(derivation.chains):
        return None, None
    steps = derivation.chains[step.chain].steps
    at = steps.index(step.index) if step.index in steps else -1
    if at < 0:
        return None, None
    return (steps[at - 1] if at else None), (steps[at + 1] if at + 1 < len(steps) else None)


def _readings(
    derivation: Derivation, counts: Counter[str], term: Surface, steps: list[Step]
) -> Iterator[_Reading]:
    """The term with a sign read otherwise that stands nowhere else, where the other one stands beside it."""
    place = term.place
    whole = derivation.document.parts[place.part].text
    text = whole[place.start : place.end]
    if len(text) > LONGEST:
        return
    beside = [_text(derivation, s) for s in _others(term, steps)]
    own = _signs(text)
    for sign in filter(CONFUSIONS.__contains__, own):
        if counts[sign] > own[sign]:
            continue
        for meant in CONFUSIONS[sign]:
            if all(meant in _signs(other) for other in beside):
                yield from _read(text, sign, meant, place)


def _others(term: Surface, steps: list[Step]) -> Iterator[Surface]:
    for step in steps:
        if step.written is not None:
            yield from (s for s in (step.written.left, step.written.right) if s.place != term.place)


def _text(derivation: Derivation, node: Surface) -> str:
    return derivation.document.parts[node.place.part].text[node.place.start : node.place.end]


def _counts(document: Document) -> Counter[str]:
    """How often each sign stands in the formulas of a document."""
    found: Counter[str] = Counter()
    for block in document.blocks:
        if block.kind in _FORMULAS:
            text = document.parts[block.place.part].text
            found.update(_signs(text[block.place.start : block.place.end]))
    return found


def _signs(formula: str) -> Counter[str]:
    return Counter(m[0] for m in _SIGN.finditer(formula))


def _read(text: str, sign: str, meant: str, place: Place) -> Iterator[_Reading]:
    spots = [m for m in _SIGN.finditer(text) if m[0] == sign]
    new = text
    for m in reversed(spots):
        gap = " " if meant.startswith("\\") and new[m.end() : m.end() + 1].isalpha() else ""
        new = new[: m.start()] + meant + gap + new[m.end() :]
    try:
        rows = parse(new, start=place.start, part=place.part).rows
    except UnreadableError:
        return
    if len(rows) == 1:
        at = Place(place.start + spots[0].start(), place.start + spots[0].end(), place.part)
        yield _Reading(place, at, sign, meant, rows[0].content)


def _is_right(reading: _Reading, term: Surface, steps: list[Step], screen: Screen | None) -> bool:
    """Whether every step is proved with the other reading."""
    for step in steps:
        written = step.written
        if written is None:
            return False
        sides = (reading.tree if s.place == term.place else s for s in (written.left, written.right))
        left, right = sides
        claim = written.again()(left, written.sign, right)
        if claim is None or (screen is not None and not screen.passes(claim)):
            return False
        if not isinstance(Decision(claim, LIMITS, explain=False).verdict(), Proved):
            return False
    return True
