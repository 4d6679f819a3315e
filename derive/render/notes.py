"""What is said under a finding beside its sentence: shared by the text for terminals and the pages."""

from collections.abc import Iterator
from typing import Final

from derive.render.finding import legible
from derive.render.localized import number_in_language
from derive.render.report import DocumentReport, Finding, StepReport
from derive.theory.messages import say

_KINDS: Final = {
    "real": "is-real", "integer": "is-integer", "complex": "is-complex", "smooth function": "is-smooth",
}  # fmt: skip


def explained(finding: Finding, document: DocumentReport) -> Iterator[str]:
    """What went wrong, what would be right, and from where it comes."""
    found = finding.diagnosis
    if found is not None:
        yield from found.sentences
        if found.repair:
            yield say("mending.repair", document.language, repair=found.repair)
    yield from origin(finding, document)


def conditions(finding: Finding, language: str) -> str:
    """What a step is proved under, as a sentence with formulas between backticks."""
    if not finding.conditions_latex:
        return finding.message
    formulas = ", ".join(f"`{latex}`" for latex in finding.conditions_latex)
    sentence = say("verdict.proved-conditions", language, conditions=formulas)
    return f"{sentence} {say(f'verdict.{finding.domain}', language)}" if finding.domain else sentence


def origin(finding: Finding, document: DocumentReport) -> Iterator[str]:
    """From which earlier mistake a wrong step follows."""
    if finding.follows_from is not None:
        line = document.steps[finding.follows_from].span.line
        yield say("mending.follows-from", document.language, line=line)


def decimals(finding: Finding, language: str) -> Iterator[str]:
    """Both sides in decimals, where the sentence has one of them exactly."""
    example = finding.counterexample
    if example is None or not (_is_number(example.left_decimal) and _is_number(example.right_decimal)):
        return
    values = (example.left_decimal, example.right_decimal)
    if legible(example) != values:
        left, right = (number_in_language(value, language) for value in values)
        yield say("report.decimals", language, left=left, sign=example.comparison, right=right)


def taken(sentence: str, language: str) -> tuple[str, str]:
    """What was assumed of a name, such as ``x real``: the name, and the words of a language for it."""
    name, _, kind = sentence.partition(" ")
    if kind not in _KINDS:
        return sentence, ""
    return name, say(f"report.{_KINDS[kind]}", language)


def _is_number(decimals: str) -> bool:
    """Whether something was worked out, and is no truth value."""
    return decimals not in ("", "true", "false", "inf", "-inf")


def standing(step: StepReport, document: DocumentReport) -> Iterator[str]:
    """Where the mistake in a refuted step enters, and whether it was undone."""
    if step.finding is None or step.finding.verdict != "refuted":
        return
    if _enters_here(step, document):
        yield say("report.enters-here", document.language)
    told = step.finding.diagnosis
    if _is_undone(step, document) and (told is None or told.kind != "compensation"):
        yield say("report.end-is-right", document.language)


def _is_undone(step: StepReport, document: DocumentReport) -> bool:
    """Whether this is the last mistake of a chain whose ends are right all the same."""
    for chain in document.chains:
        if step.index in chain.steps and chain.finding and chain.finding.verdict == "proved":
            after = [document.steps[i].finding for i in chain.steps if i > step.index]
            return all(f is not None and f.verdict != "refuted" for f in after)
    return False


def _enters_here(step: StepReport, document: DocumentReport) -> bool:
    """Whether something stands before this step in its chain, and all of it is proved."""
    chain = next((c.steps for c in document.chains if step.index in c.steps), ())
    before = [document.steps[i].finding for i in chain if i < step.index]
    return bool(before) and all(f is not None and f.verdict == "proved" for f in before)
