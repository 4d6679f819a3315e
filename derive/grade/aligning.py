"""Submissions without labels: each formula is read in the context of the exercise it is about.

A sheet may use one letter for several things. What is about an exercise is told by its claims: the formula
begins with a side of one of them, or ends with it, if it is read in that exercise's context. Only the reading
depends on it. Where marks are given, everything without a label is looked through for every exercise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from derive.algebra.shapes import ShapeError
from derive.core.derivation import Derivation, Step
from derive.core.document import Block, BlockKind, Document
from derive.core.source import Place
from derive.core.term import Apply, Symbol, Term
from derive.core.term import replace as replaced
from derive.elaborate.document import elaborate
from derive.grade.disguise import is_plain
from derive.grade.edges import relations
from derive.grade.form import form
from derive.grade.naming import namings
from derive.sheet.asked import Declared
from derive.sheet.model import Exercise, ReadSheet

_FEW: Final = 8


@dataclass(frozen=True, slots=True)
class _Sought:
    """An exercise: what is said of its names, these, and the forms of the sides of its claims."""

    label: str
    context: tuple[object, ...]
    symbols: tuple[Symbol, ...]
    sides: frozenset[Term]


def in_context(document: Document, sheet: ReadSheet, asked: Declared) -> Derivation:
    """A document without labels, each of its displays in the context of the exercise that it is about.

    What fits no exercise, or several that do not say the same of their names, stands where it stood.
    The steps have no labels, as in the document.
    """
    sought = [_sought(e, asked) for e in sheet.exercises]
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind is BlockKind.DISPLAY and (label := _about(block, document, sheet, asked, sought)):
            blocks += announcement(block.place, label)
        blocks.append(block)
    labels = [e.label for e in sheet.exercises]
    changed = replace(document, blocks=tuple(blocks))
    found = elaborate(changed, language=sheet.language, asked=asked, labels=labels)
    return replace(found, document=document, steps=tuple(replace(s, label="") for s in found.steps))


def announcement(place: Place, label: str) -> tuple[Block, Block]:
    """A paragraph that names an exercise."""
    start = Place(place.start, place.start, place.part)
    return Block(BlockKind.PARAGRAPH_END, start, ""), Block(BlockKind.PROSE, start, f"{label})")


def _sought(exercise: Exercise, asked: Declared) -> _Sought:
    claims = [c for g in exercise.goals for way in (g.claims, *g.alternatives) for c in way]
    symbols = _ordered({s for c in claims for s in c.context.symbols})
    sides = _sides([c.proposition for c in claims])
    return _Sought(exercise.label, tuple(asked(exercise.label)), symbols, sides)


def _about(
    block: Block, document: Document, sheet: ReadSheet, asked: Declared, sought: Sequence[_Sought]
) -> str | None:
    """The label of the exercise that a display is about, if that is clear: by its names, or by others."""
    read = []
    for exercise in sought:
        alone = replace(document, blocks=(*announcement(block.place, exercise.label), block))
        steps = elaborate(alone, language=sheet.language, asked=asked, labels=[exercise.label]).steps
        read.append((exercise, tuple(_ends(steps))))
    for most in (1, _FEW):
        fits = [(_fit(exercise, ends, most), exercise) for exercise, ends in read]
        best = max((fit for fit, _ in fits), default=0)
        fitting = [exercise for fit, exercise in fits if fit == best]
        if best:
            is_clear = all(e.context == fitting[0].context for e in fitting)
            return fitting[0].label if is_clear else None
    return None


def _fit(exercise: _Sought, ends: Sequence[Term], most: int) -> int:
    """How well the ends are sides of claims of the exercise under one of so many namings.

    3: both are, 2: what it begins with, 1: what it ends with, 0: none.
    """
    used = _ordered({s for end in ends for s in end.symbols})
    found = 0
    for naming in islice(namings(used, exercise.symbols), most):
        met = [not exercise.sides.isdisjoint(_sides([replaced(end, naming)])) for end in ends]
        found = max(found, sum(worth for worth, is_met in zip((2, 1), met, strict=False) if is_met))
    return found


def _ordered(symbols: set[Symbol]) -> tuple[Symbol, ...]:
    return tuple(sorted(symbols, key=lambda s: (s.name, s.digest)))


def _ends(steps: Sequence[Step]) -> Iterator[Term]:
    """The first and the last relation, each between its end and itself."""
    claims = [s.claim for s in steps if s.claim is not None and s.kind == "relation"]
    if claims:
        yield _half(claims[0].proposition, 0)
        yield _half(claims[-1].proposition, -1)


def _half(proposition: Term, side: int) -> Term:
    """A relation between one of its sides and itself."""
    if not isinstance(proposition, Apply) or len(proposition.children) != 2:
        return proposition
    kept = proposition.children[side]
    return Apply(proposition.head, kept, kept)


def _sides(propositions: Sequence[Term]) -> frozenset[Term]:
    """The forms of both sides of relations, but for names and numbers."""
    found: set[Term] = set()
    for proposition in propositions:
        inner = proposition.children[1] if getattr(proposition, "head", "") == "implies" else proposition
        for left, _, right in relations(inner):
            for side in (left, right):
                try:
                    found.add(form(side))
                except ShapeError:
                    continue
    return frozenset(t for t in found if not is_plain(t))
