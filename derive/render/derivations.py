"""Derivations on request as Markdown that reads, and that `derive check` proves line by line."""

from collections.abc import Sequence
from dataclasses import replace

from derive.core.derivation import Step
from derive.prove.exposition.derivation import Exposition, Line
from derive.theory.messages import say


def declared(given: Sequence[str], language: str) -> str:
    """The declarations in a sentence, or nothing."""
    if not given:
        return ""
    names = ", ".join(f"${latex}$" for latex in given)
    return say("exposition.let", language, names=names) + "\n\n"


def displayed(step: Step, found: Exposition, language: str) -> str:
    """The lines one below the other with their reasons, the ends as they were written."""
    lines = as_written(step, found.lines)
    rows = [_row(line, language) for line in lines]
    return "$$\n\\begin{aligned}\n" + " \\\\\n".join(rows) + "\n\\end{aligned}\n$$\n"


def as_written(step: Step, lines: Sequence[Line]) -> list[Line]:
    """The lines with the left side and the right side of the claim in the writer's own LaTeX."""
    if step.lhs is None or step.rhs is None or not lines:
        return [Line(step.latex, "", "", "")]
    found = list(lines)
    if not found[-1].left:
        found[0] = replace(found[0], left=step.lhs)
        found[-1] = replace(found[-1], right=step.rhs)
    else:
        found[-1] = replace(found[-1], left=step.lhs, right=step.rhs)
    return found


def _row(line: Line, language: str) -> str:
    reason = f" && \\text{{{say('exposition.' + line.reason, language)}}}" if line.reason else ""
    return f"{line.left} &{line.sign} {line.right}{reason}" if line.sign else line.left
