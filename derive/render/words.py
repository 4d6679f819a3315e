"""Small phrases that several formats share: where a step stands, and what of a chain is worth saying."""

from derive.core.source import Span
from derive.render.report import ChainReport, DocumentReport, Finding, StepReport
from derive.theory.messages import say, sentences


def printable(text: str) -> str:
    """The text with control characters replaced, so that it cannot steer a terminal."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() else " " if c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def assumption(sentence: str, language: str) -> str:
    r"""What was taken for granted of a name, such as ``n integer``, with the kind in a language."""
    name, _, kind = sentence.partition(" ")
    code = f"report.sort-{kind.replace(' ', '-')}"
    return f"{name} {say(code, language)}" if code in sentences("en") else sentence


def where(language: str, *steps: StepReport) -> str:
    """The problem and the numbers of steps in their chain, as far as there are any."""
    first, parts = steps[0], []
    if first.label:
        parts.append(say("report.problem", language, label=printable(first.label)))
    if len(steps) > 1:
        numbers = ", ".join(str(s.position) for s in steps)
        parts.append(say("report.steps", language, numbers=numbers, count=first.length))
    elif first.length > 1:
        parts.append(say("report.step", language, number=first.position, count=first.length))
    return ", ".join(parts)


def student_words(finding: Finding, language: str) -> str:
    """The verdict as a student is told it; where it may not be the writer's mistake, a question."""
    return say(f"verdict.{f'asked-{finding.cause}' if finding.cause else finding.verdict}", language)


def place(language: str, step: StepReport) -> str:
    """Where a step stands, in as few words as will do: its problem and its number, else its line."""
    parts = [printable(step.label)] if step.label else []
    if step.length > 1:
        parts.append(say("page.step", language, number=step.position))
    return ", ".join(parts) or say("report.line", language, line=step.span.line)


def whole_finding(chain: ChainReport, document: DocumentReport) -> Finding | None:
    """The finding about first and last term, if no step of the chain says as much."""
    finding = chain.finding
    if finding is None or finding.verdict != "refuted" or len(chain.steps) < 2:
        return None
    steps = [document.steps[i].finding for i in chain.steps]
    return None if any(f and f.verdict in ("refuted", "unreadable") for f in steps) else finding


def whole_span(chain: ChainReport, document: DocumentReport) -> Span:
    """From the beginning of the chain to its end."""
    first, last = document.steps[chain.steps[0]].span, document.steps[chain.steps[-1]].span
    return Span(first.line, first.column, last.end_line, last.end_column, first.cell)
