"""Sides of different shapes: that they are, and the transpose or the order that would make them fit."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from derive.core.derivation import Diagnosis, Step, Written
from derive.core.verdict import Proved
from derive.prove.decision import Decision
from derive.prove.diagnosis.candidate import Candidate
from derive.prove.diagnosis.repair import LIMITS, turned_arrays
from derive.prove.shapes import shape_error
from derive.syntax.latex import write

MOST_DECIDED: Final = 4
MOST_READ: Final = 40


def misfit(step: Step) -> Diagnosis:
    """What is known of a step whose sides do not fit."""
    written = step.written
    found = None if written is None else next(_repairs(written), None)
    if written is None or found is None:
        return Diagnosis("shape", place=step.rhs_place)
    text = "" if step.rhs is None else step.rhs
    repair = found.latex(written)
    return Diagnosis(found.mistake, write(found.right), step.rhs_place, repair, text, "replaced")


def _repairs(written: Written) -> Iterator[Candidate]:
    """Right sides with a transpose or an order changed that are proved to be right."""
    reread = written.again()
    decided = 0
    for candidate in islice(turned_arrays(written), MOST_READ):
        claim = reread(written.left, candidate.sign, candidate.right)
        if claim is None or shape_error(claim.proposition) is not None:
            continue
        decided += 1
        if decided > MOST_DECIDED:
            return
        if isinstance(Decision(claim, LIMITS, explain=False).verdict(), Proved):
            yield candidate
