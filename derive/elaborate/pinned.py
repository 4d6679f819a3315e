r"""What holds only where something was set to zero, and which claims are about more than that.

Behind "setting the derivative to zero gives ``x = 2``" the equations ``f(x) = -4`` and ``f''(x) > 0`` are
about that point, but ``f(x) = x^2 - 4x`` and "``f(x) \le 0`` for all x" are not.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import Enum
from typing import Final

from derive.core.surface import Call, Differential, Listing, Name, Scripted, Surface
from derive.elaborate.formulas import is_sort
from derive.elaborate.links import Link
from derive.elaborate.names import counted_apart, name_of, names_in
from derive.elaborate.sayings import introduced
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.stationary import slope_of
from derive.elaborate.walk import nodes

TENTATIVE: Final = "prove.at-a-point"
"""Why a claim is not refuted that may only be meant of the point that was found."""

_ORDERS: Final = frozenset(("<", ">", "\\le", "\\leq", "\\leqslant", "\\ge", "\\geq", "\\geqslant"))


class Reach(Enum):
    """Where a claim is meant to hold: at the point that was found, perhaps elsewhere, or everywhere."""

    POINT = "point"
    PERHAPS = "perhaps"
    EVERYWHERE = "everywhere"


def free(scope: Scope, names: frozenset[str]) -> None:
    """Let names be anything in a scope, which is one for a single statement."""
    scope.freed |= names
    _unbind(scope, names)


def release(scope: Scope, names: frozenset[str]) -> None:
    """Let names be anything from here on, whatever was found of them, and whatever value they had."""
    for place in scope.around():
        place.assumptions = [a for a in place.assumptions if not a.fixes(names)]
    _unbind(scope, names)


def _unbind(scope: Scope, names: frozenset[str]) -> None:
    """Let names that had a value be free for a new meaning."""
    for name in sorted(names):
        meaning = scope.lookup(name)
        if isinstance(meaning, Definition) and not meaning.parameters and not meaning.indices:
            scope.bindings[name] = None


def solve_for(scope: Scope, node: Surface) -> None:
    """What was assumed by an equation holds at the points that solve it."""
    if not any(isinstance(n, Differential) or getattr(n, "primes", 0) for n in nodes(node)):
        scope.assumptions = [replace(a, found=a.found or a.node is node) for a in scope.assumptions]


def find_points(scope: Scope, start: int) -> None:
    """What was assumed from a place in the list on holds at points that are found by it."""
    scope.assumptions[start:] = [replace(a, found=True) for a in scope.assumptions[start:]]


def pins(scope: Scope) -> frozenset[str]:
    """The names of which something was set to zero, but for functions."""
    if not any(a.found for s in scope.around() for a in s.assumptions):
        return frozenset()
    names = {n for a in scope.in_force() if a.found for n in counted_apart(a.node)}
    return frozenset(n for n in names if not isinstance(scope.lookup(n), Definition))


def general_names(conditions: Iterable[Surface]) -> frozenset[str]:
    r"""The names that mean anything again behind "for all x", ``x \in \mathbb{R}``."""
    found = (introduced(c) for c in conditions if isinstance(c, Name | Scripted | Listing) or is_sort(c))
    return frozenset(name for names in found for name in names)


def reach(link: Link, names: frozenset[str], ranged: frozenset[str], scope: Scope) -> Reach:
    """Where a relation is meant to hold, if names were fixed before; ``ranged`` were given a range since."""
    sides = (link.left, link.right)
    if _solves(sides, names):
        return Reach.POINT
    values = [is_value(s, names, scope) for s in sides]
    slopes = [slope_of(s) is not None and not s_names.isdisjoint(names) for s, s_names in _named(sides)]
    given = [v or s for v, s in zip(values, slopes, strict=True)]
    varies = [not s_names.isdisjoint(names) for _, s_names in _named(sides)]
    if link.sign.sign in ("=", ":=") and any(given) and all(varies) and not all(given):
        return Reach.EVERYWHERE
    if (link.sign.sign in _ORDERS and any(values)) or ranged & names:
        return Reach.PERHAPS
    return Reach.POINT


def _named(sides: Iterable[Surface]) -> list[tuple[Surface, frozenset[str]]]:
    return [(s, names_in(s)) for s in sides]


def _solves(sides: tuple[Surface, Surface], names: frozenset[str]) -> bool:
    """Whether one side is nothing but a name that was fixed, and the other says what it is."""
    left, right = sides
    for side, other in ((left, right), (right, left)):
        base = side.base if isinstance(side, Scripted) and side.sup is None else side
        name = name_of(base)
        if name in names and name not in names_in(other):
            return True
    return False


def is_value(side: Surface, names: frozenset[str], scope: Scope) -> bool:
    """Whether a side is the value of a function there: ``f(x)``, or ``J`` if that was defined by x."""
    name = name_of(side)
    meaning = scope.lookup(name) if name is not None else None
    if isinstance(meaning, Definition):
        return any(s.name in names for s in meaning.body.symbols)
    head, *arguments = (
        (side.head, side.argument) if isinstance(side, Call) else getattr(side, "items", (side,))
    )
    if len(arguments) != 1 or slope_of(side) is not None:
        return False
    function = scope.lookup(name_of(head) or "")
    applied = isinstance(function, Definition) and bool(function.parameters)
    return applied and not names_in(*arguments).isdisjoint(names)
