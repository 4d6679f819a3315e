"""Pieces of surface trees with how tightly they bind, and brackets where they are needed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import Final

from derive.core.source import Place
from derive.core.surface import (
    Fence,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Radical,
    Scripted,
    Signed,
    Surface,
)

HERE: Final = Place(0, 0)


class Level(IntEnum):
    """How tightly the outermost operation of a piece binds."""

    STATEMENT = 0
    SUM = 1
    OPERATOR = 2
    PRODUCT = 3
    CALL = 4
    SCRIPT = 5
    ATOM = 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A surface tree and the level of its outermost operation."""

    surface: Surface
    level: Level = Level.ATOM

    def at(self, level: Level) -> Surface:
        """The tree, in brackets unless it binds at least as tightly as ``level``."""
        return self.surface if self.level >= level else fenced(self.surface)


def fenced(*items: Surface, opening: str = "(", closing: str = ")", separator: str = ",") -> Fence:
    """The items in brackets."""
    return Fence(HERE, opening, closing, items, (separator,) * (len(items) - 1))


def name(text: str, *, function: bool = False) -> Name:
    """A name."""
    return Name(HERE, text, (), "", function)


_NAME: Final = re.compile(
    r"(?P<base>\\\w+\{.*?\}|\\?\w+?)(_(\{(?P<sub>.*?)\}|(?P<sub1>.)))?(\^(\{(?P<sup>.*?)\}|(?P<sup1>.)))?(?P<primes>'*)"
)


def named(text: str) -> Piece:
    """A name with the scripts and primes that its text has: ``x_1``, ``a^*``."""
    found = _NAME.fullmatch(text)
    if found is None or text == found["base"]:
        return Piece(name(text))
    sub, sup = _script(found["sub"] or found["sub1"]), _script(found["sup"] or found["sup1"])
    return Piece(Scripted(HERE, name(found["base"]), sub, sup, len(found["primes"])), Level.CALL)


def _script(text: str | None) -> Surface | None:
    if text is None:
        return None
    return Numeral(HERE, text) if text.isdecimal() else name(text)


def numeral(number: int) -> Piece:
    """An integer, with its sign in front."""
    digits = Numeral(HERE, str(abs(number)))
    return Piece(Signed(HERE, "-", digits), Level.SUM) if number < 0 else Piece(digits)


def listed(items: Sequence[Surface], separator: str = ",") -> Surface:
    """Several things separated by the same sign, or the one thing."""
    return items[0] if len(items) == 1 else Listing(HERE, tuple(items), (separator,) * (len(items) - 1))


def subscripted(base: Piece, *indices: Surface) -> Piece:
    """The base with indices; names that have a script already are put in brackets."""
    surface = base.at(Level.ATOM)
    letters = all(isinstance(i, Name) and len(i.text) == 1 for i in indices)
    sub = Juxtaposed(HERE, indices) if len(indices) > 1 and letters else listed(indices)
    return Piece(Scripted(HERE, surface, sub), Level.SCRIPT)


def raised(base: Piece, exponent: Surface) -> Piece:
    """The base with an exponent."""
    inner = base.surface
    if isinstance(inner, Scripted) and inner.sup is None and not inner.primes:
        return Piece(Scripted(HERE, inner.base, inner.sub, exponent), Level.SCRIPT)
    return Piece(Scripted(HERE, base.at(Level.ATOM), None, exponent), Level.SCRIPT)


def product(factors: Sequence[Piece]) -> Piece:
    """The factors side by side, with a dot where the next one could be taken for an argument or a digit."""
    if len(factors) == 1:
        return factors[0]
    last = len(factors) - 1
    surfaces = [
        f.at(Level.OPERATOR if i == last and f.level is Level.OPERATOR else Level.PRODUCT)
        for i, f in enumerate(factors)
    ]
    groups: list[list[Surface]] = [[surfaces[0]]]
    for previous, surface in pairwise(surfaces):
        if _joins(previous, surface):
            groups[-1].append(surface)
        else:
            groups.append([surface])
    items = tuple(Juxtaposed(HERE, tuple(g)) if len(g) > 1 else g[0] for g in groups)
    joined = items[0] if len(items) == 1 else Infix(HERE, items, ("\\cdot",) * (len(items) - 1))
    return Piece(joined, Level.PRODUCT)


def _joins(left: Surface, right: Surface) -> bool:
    plain = (Numeral, Name, Scripted)
    if isinstance(right, Scripted):
        return isinstance(left, plain) and isinstance(right.base, Name)
    plain_name = isinstance(right, Name) and not right.function
    return isinstance(left, plain) and (plain_name or isinstance(right, Radical))
