"""Why a side has no value: a part of it is infinite, or something is divided by zero."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from derive.core.derivation import Diagnosis, Reread, Step
from derive.core.source import Place
from derive.core.surface import Big, Fraction, Infix, Name, Numeral, Signed, Surface
from derive.core.verdict import Proved, Undecided
from derive.prove.decision import Decision
from derive.prove.diagnosis.repair import LIMITS
from derive.prove.diagnosis.spots import positions
from derive.theory.mistake import Surroundings

REASONS: Final = frozenset(("prove.nowhere-defined", "prove.infinity"))
MOST_ASKED: Final = 8
_PROCESSES: Final = frozenset(("lim", "sum", "prod", "int"))


def undefined(step: Step, verdict: Undecided) -> Diagnosis | None:
    """The first part of a side that is proved to have no value where one is needed."""
    written = step.written
    if written is None or verdict.reason not in REASONS:
        return None
    reread = written.again()
    parts = (p for side in (written.right, written.left) for p in _parts(side))
    for part, values, kind in islice(parts, MOST_ASKED):
        if any(_holds(part, value, reread) for value in values):
            return Diagnosis(kind, place=part.place)
    return None


def _parts(side: Surface) -> Iterator[tuple[Surface, tuple[Surface, ...], str]]:
    """Parts of a side, the values they must not have, and what it is called if they have."""
    zero = Numeral(side.place, "0")
    for position in positions(side, Surroundings()):
        node = position.spot.node
        if isinstance(node, Big) and node.operator in _PROCESSES and position.spot.role != "whole":
            yield node, _infinities(node.place), "infinite-part"
        elif isinstance(node, Fraction):
            yield node.denominator, (zero,), "division-by-zero"
        elif isinstance(node, Infix) and "/" in node.operators:
            for item, operator in zip(node.items[1:], node.operators, strict=True):
                if operator == "/":
                    yield item, (zero,), "division-by-zero"


def _infinities(place: Place) -> tuple[Surface, ...]:
    infinity = Name(place, "\\infty")
    return infinity, Signed(place, "-", infinity)


def _holds(part: Surface, value: Surface, reread: Reread) -> bool:
    try:
        claim = reread(part, "=", value)
        return claim is not None and isinstance(Decision(claim, LIMITS, explain=False).verdict(), Proved)
    except Exception:  # noqa: BLE001  # a part may mean nothing by itself; that must not cost the verdict
        return False
