"""Tasks that ask for values: any that make the claims true are right."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from derive.algebra.shapes import ShapeError, shape_of
from derive.core.source import UnreadableError
from derive.core.term import Apply, Symbol, Term
from derive.core.verdict import Proved, Refuted, Verdict
from derive.elaborate.arrays import upright
from derive.elaborate.statement import term_of
from derive.grade.deciding import decided
from derive.grade.result import ZERO, Line
from derive.grade.written import Written, quoted
from derive.sheet.model import Exercise, Goal
from derive.sheet.verify import answered

_STYLED: Final = re.compile(r"\\(?:vec|mathbf|boldsymbol|bm)\s*\{(\\?[A-Za-z]+)\}")


def witness_line(exercise: Exercise, goal: Goal, worth: Fraction, region: Sequence[Written]) -> Line:
    """The marks for a goal at the values that a submission gives."""
    values = [(symbol, _value(symbol, region)) for symbol, _ in exercise.answers]
    subject = goal.name or "claim"
    given = [(symbol, found[0]) for symbol, found in values if found is not None]
    if len(given) < len(values):
        return Line(subject, ZERO, worth, "grade.no-values", pending=worth)
    step = next(found[1] for _, found in values if found is not None)
    verdicts = [decided(answered(claim, given)) for claim in goal.claims]
    return _line(quoted(Line(subject, ZERO, worth, ""), step, ""), verdicts)


def _line(line: Line, verdicts: Sequence[Verdict]) -> Line:
    if all(isinstance(v, Proved) for v in verdicts):
        return replace(line, got=line.most, why="grade.values-right")
    if any(isinstance(v, Refuted) for v in verdicts):
        right = sum(isinstance(v, Proved) for v in verdicts)
        return replace(line, got=ZERO, why="grade.values-partly" if right else "grade.values-wrong")
    return replace(line, pending=line.most, why="grade.open")


def _value(symbol: Symbol, region: Sequence[Written]) -> tuple[Term, Written] | None:
    """The value that is given last, as a closed term of the shape asked for."""
    for source in reversed(region):
        value = _written(symbol, source) or _concluded(symbol, source)
        try:
            if value is not None and not value.symbols and shape_of(value) == shape_of(symbol):
                return value, source
        except ShapeError:
            continue
    return None


def _written(symbol: Symbol, source: Written) -> Term | None:
    """The value that a definition or a condition gives."""
    left, equals, right = source.step.latex.partition("=")
    if not equals or source.step.kind not in ("definition", "hypothesis") or _bare(left) != symbol.name:
        return None
    try:
        return upright(term_of(right.strip()))
    except UnreadableError:
        return None


def _concluded(symbol: Symbol, source: Written) -> Term | None:
    """The value that a statement gives to which equations lead."""
    proposition = source.claim.proposition if source.claim is not None else None
    if isinstance(proposition, Apply) and proposition.head in ("implies", "iff"):
        proposition = proposition.children[1]
    is_value = isinstance(proposition, Apply) and proposition.head == "eq"
    if not is_value or not isinstance(proposition, Apply):
        return None
    left, right = proposition.children
    return right if isinstance(left, Symbol) and left.name == symbol.name else None


def _bare(name: str) -> str:
    """The name on the left of a definition; bold and arrows are not part of it."""
    found = _STYLED.fullmatch(name.strip().rstrip(":").strip())
    return found[1] if found else name.strip().rstrip(":").strip()
