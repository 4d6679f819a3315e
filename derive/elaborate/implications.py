"""Statements joined by arrows: each arrow is a step."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise
from typing import Final

from derive.core.claim import Origin
from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import (
    Call,
    Chain,
    Differential,
    Fence,
    Juxtaposed,
    Listing,
    Name,
    Relation,
    Scripted,
    Surface,
)
from derive.core.term import Term
from derive.elaborate.chains import Draft
from derive.elaborate.context import Settled
from derive.elaborate.declarations import define
from derive.elaborate.definable import head_and_parameters, is_definable
from derive.elaborate.general import general
from derive.elaborate.links import Elaborated, Link, Setting, claimed, settled, step_of
from derive.elaborate.names import label_of, name_of, names_in, used_in
from derive.elaborate.propositions import ARROWS, arrow, proposition
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.terms import begin
from derive.elaborate.walk import nodes
from derive.syntax.latex import write

_NAMED: Final = 3
_CONSTANTS: Final = ("C", "c", "K", "C_1")


def implications(draft: Draft, links: list[Link], scope: Scope, setting: Setting) -> Elaborated:
    """In a display joined by arrows the arrows are the steps."""
    groups = _with_parameters(scope, _statements(links))
    _define(scope, groups)
    for name in _named_values(scope, groups):
        setting.scope.bind(name.name, name)
    reading = begin(scope, *draft.terms)
    made: list[Term | Diagnostic] = []
    meant = [groups[0], *(_differentiated(scope, a, b) or b for a, b in pairwise(groups))]
    if meant != groups:
        reading.readings.append("constant-of-integration")
    for node in meant:
        try:
            made.append(proposition(reading, node))
        except UnreadableError as error:
            made.append(error.diagnostic)
    arrows = [k for k in links if k.sign.sign in ARROWS]
    steps, made_of = [], []
    for k, link in enumerate(arrows):
        shown = Link(groups[k], link.sign, groups[k + 1], link.label, link.starts_row)
        steps.append(step_of(shown, setting))
        made_of.append(_implied(link, made[k], made[k + 1]))
    known, ready = settled(reading, made_of)
    known = _without(known, {s for t in ready if isinstance(t, Term) for s in t.children})
    steps = [claimed(s, m, known, k, arrows[-1]) for s, m, k in zip(steps, ready, arrows, strict=True)]
    return Elaborated(tuple(steps))


def _with_parameters(scope: Scope, groups: list[Surface]) -> list[Surface]:
    """The statements, those behind the first with the new names in them as numbers that exist."""
    said = frozenset(n for g in groups for n in used_in(g) if scope.lookup(n) is not None)
    known = used_in(groups[0]) | said
    return [groups[0], *(general(g, known) for g in groups[1:])]


def _without(known: Settled, statements: set[Term]) -> Settled:
    """What is known but for the statements themselves, which the arrows are about."""
    kept = (h for h in known.hypotheses if h.origin is not Origin.STATED or h.proposition not in statements)
    return replace(known, hypotheses=tuple(kept))


def _differentiated(scope: Scope, premise: Surface, conclusion: Surface) -> Surface | None:
    """``f(x) = x^2 + C`` behind ``f'(x) = 2x`` with a new constant: the derivatives are equal; else None."""
    if not isinstance(conclusion, Chain) or [r.sign for r in conclusion.relations] != ["="]:
        return None
    left, right = conclusion.terms
    pair = left.items if isinstance(left, Juxtaposed) and right is not None else ()
    variable = pair[1].items[0] if len(pair) == 2 and isinstance(pair[1], Fence) and pair[1].items else None
    name = name_of(pair[0]) if pair else None
    if left is None or right is None or name is None or not isinstance(variable, Name):
        return None
    new = (n for n in _CONSTANTS if n in names_in(right) and n not in names_in(premise, left))
    free = any(scope.lookup(n) is None and not scope.is_used(n) for n in new)
    if not free or not _goes_beyond(premise, name, left):
        return None
    sides = tuple(Differential(s.place, "d", (variable,), s) for s in (left, right))
    return Chain(conclusion.place, sides, conclusion.relations)


def _define(scope: Scope, groups: list[Surface]) -> None:
    """``f(x) = ...`` says what f is, for all x, if what follows has f elsewhere or derives it."""
    premise = groups[0]
    if not isinstance(premise, Chain) or [r.sign for r in premise.relations] not in (["="], [":="]):
        return
    left, right = premise.terms
    shown = head_and_parameters(left) if left is not None else None
    name = name_of(shown[0]) if shown is not None else None
    if left is None or right is None or shown is None or not shown[1] or name is None:
        return
    if not is_definable(scope, left, right) or not any(_goes_beyond(g, name, left) for g in groups[1:]):
        return
    with suppress(UnreadableError):
        define(scope, left, right)


def _named_values(scope: Scope, groups: list[Surface]) -> Iterator[Definition]:
    r"""``x_0`` in ``\iff x = x_0 = 3`` is a new name for the value behind it."""
    said = used_in(groups[0])
    parts = (p for g in groups[1:] for p in (g.items if isinstance(g, Listing) else (g,)))
    for part in parts:
        if not isinstance(part, Chain) or {r.sign for r in part.relations} - {"=", ":="}:
            continue
        middle, last = part.terms[-2:]
        if len(part.terms) < _NAMED or middle is None or last is None or label_of(middle) in {None, *said}:
            continue
        if is_definable(scope, middle, last):
            with suppress(UnreadableError):
                yield define(scope, middle, last)


def _goes_beyond(statement: Surface, name: str, value: Surface) -> bool:
    """Whether a statement speaks of derivatives of a function, or of it at another place."""
    found = list(nodes(statement))
    applied = [n for n in found if isinstance(n, Juxtaposed | Call) and name in used_in(n)]
    elsewhere = [n for n in applied if isinstance(n, Call) or name_of(n.items[0]) == name]
    dotted = {plain for n in found if isinstance(n, Name) and n.accents for plain in (n.text,)}
    primes = any(isinstance(n, Scripted) and n.primes and name_of(n.base) == name for n in found)
    derived = any(isinstance(n, Differential) and name in names_in(n) for n in found)
    return name in dotted or primes or derived or any(write(n) != write(value) for n in elsewhere)


def _implied(link: Link, left: Term | Diagnostic, right: Term | Diagnostic) -> Term | Diagnostic:
    if isinstance(left, Diagnostic):
        return left
    return right if isinstance(right, Diagnostic) else arrow(ARROWS[link.sign.sign], left, right)


def _statements(links: list[Link]) -> list[Surface]:
    """The statements between the arrows."""
    found: list[Surface] = []
    terms: list[Surface] = [links[0].left]
    signs: list[Relation] = []
    for link in links:
        if link.sign.sign in ARROWS:
            found.append(_joined(terms, signs))
            terms, signs = [link.right], []
        else:
            terms.append(link.right)
            signs.append(link.sign)
    return [*found, _joined(terms, signs)]


def _joined(terms: list[Surface], signs: list[Relation]) -> Surface:
    if not signs:
        return terms[0]
    return Chain(terms[0].place.to(terms[-1].place), tuple(terms), tuple(signs))
