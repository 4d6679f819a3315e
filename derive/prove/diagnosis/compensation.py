"""A wrong step after which all is right again: what comes in there, or disappears, for which mistake."""

from collections.abc import Iterator, Sequence
from typing import Final

from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.normal_form.equality import canonical
from derive.algebra.presentation import surface_of
from derive.algebra.shapes import ShapeError
from derive.core.derivation import Diagnosis, Step
from derive.core.document import Document
from derive.core.effort import Effort, OutOfEffortError
from derive.core.term import (
    MINUS_ONE,
    Apply,
    Binder,
    Number,
    Term,
    divide,
    multiply,
    negative,
    power,
    subterms,
    subtract,
)
from derive.core.verdict import Proved, Refuted
from derive.prove.decision import Decision
from derive.prove.diagnosis.repair import LIMITS
from derive.prove.tables import Tables
from derive.syntax.latex import write

EFFORT: Final = 50_000
SIMPLE: Final = 7


def made_up(
    step: Step, verdict: Refuted, diagnosis: Diagnosis | None, before: Sequence[Step], document: Document
) -> Diagnosis | None:
    """The diagnosis of a step that undoes an earlier mistake of its chain, else the one it has."""
    for earlier in before:
        if step.chain is not None and _undoes(step, earlier):
            line = document.span(earlier.rhs_place or earlier.place).line
            mending, detail = next(_changes(verdict), ("compensation", ""))
            return Diagnosis("compensation", detail, step.rhs_place, mending=mending, line=line)
    return diagnosis


def _undoes(step: Step, earlier: Step) -> bool:
    """Whether the left side of the earlier step is related to the right side of this one as claimed."""
    if step.written is None or earlier.written is None or step.written.sign != earlier.written.sign:
        return False
    claim = step.written.again()(earlier.written.left, step.written.sign, step.written.right)
    return claim is not None and isinstance(Decision(claim, LIMITS, explain=False).verdict(), Proved)


def _changes(verdict: Refuted) -> Iterator[tuple[str, str]]:
    """A simple factor or summand that comes in or disappears from the left side to the right one."""
    claim, tables = verdict.claim, Tables(Effort(EFFORT))
    if claim.relation != "eq":
        return
    facts = tables.facts(claim.context.propositions)
    try:
        left, right = (canonical(resolve(side), facts, tables.effort) for side in (claim.left, claim.right))
        factor = canonical(divide(right, left), facts, tables.effort)
        summand = canonical(subtract(right, left), facts, tables.effort)
    except (OutOfEffortError, DerivativeError, ShapeError):
        return
    if _is_simple(factor):
        inverse = _inverse(factor)
        shown = factor if inverse is None else inverse
        yield "factor-in" if inverse is None else "factor-out", write(surface_of(shown))
    if _is_simple(summand):
        sign = _is_negative(summand)
        shown = canonical(negative(summand), facts, tables.effort) if sign else summand
        yield "summand-out" if sign else "summand-in", write(surface_of(shown))


def _is_simple(term: Term) -> bool:
    return term.size <= SIMPLE and not any(isinstance(t, Binder) for t in subterms(term))


def _inverse(factor: Term) -> Term | None:
    """What was divided by, if the factor is one over something."""
    if isinstance(factor, Number):
        return Number(1 / factor.value) if abs(factor.value.numerator) == 1 and factor.value != 1 else None
    parts = factor.children if isinstance(factor, Apply) and factor.head == "multiply" else (factor,)
    below = [_below(part) for part in parts]
    known = [b for b in below if b is not None]
    return multiply(*known) if len(known) == len(parts) else None


def _below(part: Term) -> Term | None:
    if isinstance(part, Number):
        return Number(1 / part.value) if abs(part.value.numerator) == 1 else None
    if not (isinstance(part, Apply) and part.head == "power"):
        return None
    base, exponent = part.children
    if exponent is MINUS_ONE:
        return base
    is_below = isinstance(exponent, Number) and exponent.value < 0
    return power(base, negative(exponent)) if is_below else None


def _is_negative(term: Term) -> bool:
    """Whether a summand has a minus in front."""
    first: Term = term.children[0] if isinstance(term, Apply) and term.head == "multiply" else term
    return isinstance(first, Number) and first.value < 0
