"""Mistakes as data: how each is recognised, and which local change of a written line undoes it.

A mistake is known by one of two things. ``mends`` change one node of the side that was written;
if the line with the changed node is proved, the mistake was made there. ``wrong`` makes of a correct
term what a person makes of it by a false rule; if that is what was written, the rule was used.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from derive import registry
from derive.core.source import Place
from derive.core.surface import Surface
from derive.core.term import Symbol, Term

_PACKAGE = "derive.theory.mistakes"

Derivative = Callable[[Term, Symbol], Term | None]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What occurs in a relation: names, letters used as indices, numerals; and whether it has arrays.

    ``calls`` are its functions, each of every simple argument that occurs in one of them.
    """

    names: tuple[Surface, ...] = ()
    indices: tuple[Surface, ...] = ()
    numerals: tuple[str, ...] = ()
    calls: tuple[Surface, ...] = ()
    arrays: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A node of a written side and the part that it plays in the node above it.

    ``role`` is one of whole, summand, factor, numerator, denominator, exponent, base, argument, radicand,
    index, lower, upper, body, entry, inside, or empty.
    """

    node: Surface
    role: str
    around: Surroundings


@dataclass(frozen=True, slots=True)
class Change:
    """``new`` in the place of a spot's node.

    ``place`` is the smallest place that changes. ``detail`` is what should stand there, or what is missing
    or too much.
    """

    new: Surface
    place: Place
    detail: Surface


Mends = Callable[[Spot], Iterator[Change]]
Wrong = Callable[[Term, Derivative], Iterator[Term]]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One kind of mistake; its sentence is the row ``mistake.<name>`` of the messages.

    ``rank`` orders the changes that undo a mistake: likely and small ones come first. ``signs`` are the
    relations that may have been meant instead of a sign; ``statements`` are the relations between
    statements in which it is looked for. ``example`` is a wrong relation in LaTeX with
    this mistake, after which ``given`` stands; ``miss`` is one that looks like it, but is right or has
    another cause.
    """

    name: str
    rank: int
    example: str
    miss: str
    mends: Mends | None = None
    wrong: Wrong | None = None
    signs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statements: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


def mistakes() -> tuple[Mistake, ...]:
    """All mistakes, likely ones first."""
    found = (m for family in registry.discover(_PACKAGE, "MISTAKES", tuple).values() for m in family)
    return tuple(sorted(found, key=lambda m: (m.rank, m.name)))
