"""The diagnosis of one refuted step."""

from itertools import islice
from typing import Final

from derive.core.derivation import Derivation, Diagnosis, Step, Written
from derive.core.document import Document
from derive.core.effort import Effort
from derive.core.source import Place
from derive.core.verdict import Refuted, Undecided, Verdict
from derive.prove.diagnosis.candidate import Candidate
from derive.prove.diagnosis.compensation import made_up
from derive.prove.diagnosis.implications import of_implication
from derive.prove.diagnosis.legible import shown
from derive.prove.diagnosis.misfits import misfit
from derive.prove.diagnosis.repair import LAST, repair
from derive.prove.diagnosis.rules import false_rule
from derive.prove.diagnosis.screen import Screen
from derive.prove.diagnosis.undefined import undefined
from derive.prove.tables import Tables

EFFORT: Final = 150_000
OBVIOUS: Final = frozenset(("sign", "strict", "flipped-inequality"))


def diagnosed(derivation: Derivation, verdicts: tuple[Verdict | None, ...]) -> tuple[Diagnosis | None, ...]:
    """A diagnosis for each refuted step, and for each side without a value, as far as there is one."""
    wrong: list[Step] = []
    found: list[Diagnosis | None] = []
    for step, verdict in zip(derivation.steps, verdicts, strict=True):
        if not isinstance(verdict, Refuted):
            found.append(undefined(step, verdict) if isinstance(verdict, Undecided) else None)
            continue
        following = _next(step, derivation)
        diagnosis = (
            misfit(step) if verdict.shapes else diagnose(step, verdict, derivation.document, following)
        )
        if diagnosis is None:
            diagnosis = of_implication(step, verdict, derivation.language)
        before = [w for w in wrong if w.chain == step.chain]
        found.append(made_up(step, verdict, diagnosis, before, derivation.document))
        wrong.append(step)
    return tuple(found)


def _next(step: Step, derivation: Derivation) -> Written | None:
    """The relation that goes on from the right side of a step."""
    following = next(islice(derivation.steps, step.index + 1, None), None)
    if following is None or following.chain is None or following.chain != step.chain:
        return None
    return following.written


def diagnose(
    step: Step, verdict: Refuted, document: Document, following: Written | None = None
) -> Diagnosis | None:
    """What went wrong, as far as it can be told; None where nothing can.

    Of several repairs one is preferred from which the relation that follows goes on rightly.
    """
    if step.written is None:
        return None
    screen = Screen(verdict, Tables(Effort(EFFORT)))
    try:
        change = repair(step.written, step.written.again(), screen, following)
        rule = None if change is not None and change.mistake in OBVIOUS else false_rule(verdict.claim, screen)
    except Exception:  # noqa: BLE001  # a change may mean nonsense; that must not cost the verdict
        return None
    if change is None or (rule is not None and change.mistake in LAST):
        return None if rule is None else Diagnosis(rule.name, "", step.rhs_place)
    kind = _named(change) if rule is None else rule.name
    place = _trimmed(change, step, document)

    def source(part: Place) -> str:
        return document.parts[part.part].text[part.start : part.end]

    if not change.is_proved:
        return Diagnosis(kind, "", place, written=source(place))
    text = shown(change, step.written, source)
    return Diagnosis(kind, text.detail, place, text.repair, source(place), change.mistake)


def _named(change: Candidate) -> str | None:
    """The mistake that a change undoes; another term in the place of one names none."""
    if not change.is_cause or change.mistake in ("replaced", "no-equality"):
        return change.cause or None
    return change.cause or change.mistake


def _trimmed(change: Candidate, step: Step, document: Document) -> Place:
    """The place of a change without the blanks around it; the whole right side if it is elsewhere."""
    place, whole = change.place, step.rhs_place
    if whole is not None and not (step.place.start <= place.start < place.end <= step.place.end):
        return whole
    text = document.parts[place.part].text[place.start : place.end]
    start = place.start + len(text) - len(text.lstrip(" \t\n\r&"))
    return Place(start, place.start + len(text.rstrip(" \t\n\r&")), place.part)
