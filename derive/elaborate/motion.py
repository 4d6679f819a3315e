r"""Letters with a dot beside the same ones without: ``\dot x`` is a derivative by the time, and x moves."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Final

from derive.core.document import Document
from derive.core.surface import Chain, Differential, Formula, Name, Surface
from derive.elaborate.moving import TIME, dotted_in, in_time
from derive.elaborate.names import DOTS, name_of
from derive.elaborate.of_all_arguments import application
from derive.elaborate.walk import nodes

_DOTTED: Final = frozenset((d,) for d in DOTS)


def in_motion(document: Document) -> Document:
    """The document with derivatives for the dotted letters that stand there without their dots as well.

    A function that is given by its value at a variable keeps its dots: they are read by what it depends on.
    """
    found = [n for f in _formulas(document) for r in f.rows for n in nodes(r.content)]
    if not any(isinstance(n, Name) and n.accents[-1:] in _DOTTED for n in found):
        return document
    plain = {name_of(n) for n in found if isinstance(n, Name) and not n.accents}
    moving = {n for n in dotted_in(found) if n in plain} - set(_given(found))
    if not moving or not _is_differentiated(found, moving):
        return document
    return replace(
        document,
        blocks=tuple(
            replace(b, formula=_changed(b.formula, frozenset(moving))) if b.formula is not None else b
            for b in document.blocks
        ),
    )


def _is_differentiated(found: Sequence[Surface], moving: AbstractSet[str]) -> bool:
    """Whether there are derivatives by the time, or two of one letter, or those of what is defined.

    Else letters with dots are numbers like others.
    """
    timed = any(name_of(v) == TIME for n in found if isinstance(n, Differential) for v in n.variables)
    dotted = {(n.text, n.accents[-1:]) for n in found if isinstance(n, Name) and n.accents[-1:] in _DOTTED}
    letters = [letter for letter, _ in dotted]
    return (
        timed or len(set(letters)) < len(letters) or any(_is_equated(n, set(letters) & moving) for n in found)
    )


def _is_equated(node: Surface, letters: AbstractSet[str]) -> bool:
    """Whether one of the letters is said to be something."""
    if not isinstance(node, Chain) or node.relations[0].sign not in ("=", ":="):
        return False
    name = None if node.terms[0] is None else name_of(node.terms[0])
    return name is not None and name in letters


def _formulas(document: Document) -> Iterator[Formula]:
    return (b.formula for b in document.blocks if b.formula is not None)


def _given(found: Iterable[Surface]) -> Iterator[str]:
    """The functions that are defined by their value at a variable."""
    for n in found:
        if isinstance(n, Chain) and n.relations[0].sign in ("=", ":=") and n.terms[0] is not None:
            name, _ = application(n.terms[0])
            if name is not None:
                yield name


def _changed(formula: Formula, moving: frozenset[str]) -> Formula:
    rows = tuple(replace(r, content=in_time(r.content, moving)) for r in formula.rows)
    return replace(formula, rows=rows)
