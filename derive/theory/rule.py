"""Identities as rows of tables, one topic a file in ``rules/``.

The symbols of a row stand for terms: ``x y z`` for numbers, ``m n k`` for integers, ``f`` for a
function. A row holds wherever its conditions do and both sides are defined.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from derive import registry
from derive.core.sort import INTEGER, REAL, FunctionSort
from derive.core.term import Symbol, Term

X: Final = Symbol("x", REAL)
Y: Final = Symbol("y", REAL)
Z: Final = Symbol("z", REAL)
K: Final = Symbol("k", INTEGER)
M: Final = Symbol("m", INTEGER)
N: Final = Symbol("n", INTEGER)
F: Final = Symbol("f", FunctionSort((INTEGER,), REAL))

_PACKAGE: Final = "derive.theory.rules"


@dataclass(frozen=True, slots=True)
class Rule:
    """``left = right`` where ``conditions`` hold; ``miss`` is a similar right side that is wrong."""

    name: str
    left: Term
    right: Term
    miss: Term
    conditions: tuple[Term, ...] = ()
    source: str = "definition"


def rules() -> Mapping[str, tuple[Rule, ...]]:
    """All rows by topic."""
    return registry.discover(_PACKAGE, "RULES", tuple)
