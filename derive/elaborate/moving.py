r"""Dots over what was defined: ``\dot x`` beside ``x = r\cos\varphi`` is a derivative by the time t."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeGuard

from derive.core.surface import Differential, Name, Scripted, Surface
from derive.elaborate.names import DOTS, name_of
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.walk import contain, nodes, transform

TIME: Final = "t"
_COORDINATES: Final = frozenset(("x", "y", "z", "r", "q", "\\phi", "\\theta", "\\psi"))


def moves(scope: Scope, trees: Iterable[Surface]) -> bool:
    """Whether something with a dot was defined without it, and as no function, or stands beside d/dt."""
    found = [n for tree in trees for n in nodes(tree)]
    dotted = [n for n in found if _is_dotted(n)]
    timed = any(name_of(v) == TIME for n in found if isinstance(n, Differential) for v in n.variables)
    return any(_is_defined(scope, n) or timed for n in dotted)


def coordinates_in(scope: Scope, trees: Iterable[Surface]) -> frozenset[str]:
    """Letters of coordinates in what is differentiated by the time: they move, unless time is in it."""
    if not contain(trees, Differential):
        return frozenset()
    derived = (n for tree in trees for n in nodes(tree) if isinstance(n, Differential) and n.variables)
    operands = (n.operand for n in derived if all(name_of(v) == TIME for v in n.variables))
    meanings = (scope.lookup(name_of(o) or "") for o in operands if o is not None)
    bodies = [m.body for m in meanings if isinstance(m, Definition) and not m.parameters]
    found = {s.name for b in bodies for s in b.symbols if TIME not in {t.name for t in b.symbols}}
    return frozenset(n for n in found & _COORDINATES if scope.lookup(n) is None)


def dotted_in(found: Iterable[Surface]) -> frozenset[str]:
    """The names with a dot among the nodes of trees, as they stand and without it."""
    dotted = [n for n in found if _is_dotted(n)]
    return frozenset(name_of(m) or "" for n in dotted for m in (n, _bare(n)))


def in_time(node: Surface, moving: frozenset[str] | None = None) -> Surface:
    """The tree with derivatives by the time in the place of names with dots, all or those of some letters."""
    return transform(node, lambda n: _without_dots(n, moving))


def _without_dots(node: Surface, moving: frozenset[str] | None) -> Surface | None:
    if isinstance(node, Scripted) and node.sub is not None:
        return node
    if not _is_dotted(node) or (moving is not None and name_of(_bare(node)) not in moving):
        return None
    time = Name(node.place, TIME)
    return Differential(node.place, "d", (time,) * DOTS[node.accents[-1]], _bare(node))


def _is_dotted(node: Surface) -> TypeGuard[Name]:
    return isinstance(node, Name) and bool(node.accents) and node.accents[-1] in DOTS


def _bare(node: Name) -> Name:
    return replace(node, accents=node.accents[:-1])


def _is_defined(scope: Scope, node: Name) -> bool:
    meaning = scope.lookup(name_of(_bare(node)) or "")
    return isinstance(meaning, Definition) and not meaning.parameters and not meaning.indices
