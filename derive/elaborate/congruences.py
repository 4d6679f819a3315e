r"""Congruences: ``a \equiv b \pmod m`` says that m divides the difference."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from derive.core.surface import Annotated, Chain, Infix, Listing, Relation, Surface
from derive.core.term import ZERO, Apply, Term, subtract
from derive.elaborate.arrays import shape
from derive.elaborate.names import name_of, names_in
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.walk import nodes

_MARK: Final = "mod"
_SIGN: Final = "\\equiv"
_DIVIDES: Final = {"\\mid": "eq", "\\nmid": "ne"}


def modulus_of(sign: Relation) -> Surface | None:
    """What a relation is a congruence by; None for others."""
    if not sign.notes:
        return None
    return next((n.content for n in sign.notes if isinstance(n, Annotated) and n.decoration == _MARK), None)


def with_modulus(node: Surface) -> Surface:
    r"""The chain whose congruences have the modulus that stands behind it; other trees as they are."""
    if isinstance(node, Listing) and node.separators and node.separators[0] == _MARK:
        chain, modulus, rest, separators = node.items[0], node.items[1], node.items[2:], node.separators[1:]
        if isinstance(chain, Chain) and any(r.sign == _SIGN for r in chain.relations):
            marked = _marked(chain, modulus)
            return Listing(node.place, (marked, *rest), separators[1:]) if len(rest) > 1 else marked
    if isinstance(node, Chain) and node.relations[-1].sign == _SIGN:
        last = node.terms[-1]
        if isinstance(last, Infix) and last.operators == ("\\bmod",):
            return _marked(replace(node, terms=(*node.terms[:-1], last.items[0])), last.items[1])
    return node


def _marked(chain: Chain, modulus: Surface) -> Chain:
    return replace(chain, relations=tuple(share([*chain.relations], modulus)))


def share(relations: Sequence[Relation], modulus: Surface | None = None) -> list[Relation]:
    """The relations with a modulus for every congruence: that of the next one that has one, else the last."""
    known = modulus or next((m for r in reversed(relations) if (m := modulus_of(r)) is not None), None)
    found: list[Relation] = []
    for relation in reversed(relations):
        known = modulus_of(relation) or known
        congruence = relation.sign == _SIGN and known is not None and modulus_of(relation) is None
        note = (Annotated(relation.place, known, _MARK),) if congruence and known is not None else ()
        found.append(replace(relation, notes=(*relation.notes, *note)))
    return found[::-1]


def congruent(reading: Reading, left: Surface, right: Surface, sign: Relation) -> Term | None:
    """The proposition that two integers leave the same remainder, or one divides the other; None for others.

    Names that mean nothing else are integers.
    """
    if sign.sign in _DIVIDES:
        return Apply(_DIVIDES[sign.sign], divisible(reading, right, left), ZERO)
    modulus = modulus_of(sign)
    if modulus is None:
        return None
    for name in sorted(names_in(left, right, modulus)):
        if reading.scope.lookup(name) is None and not any(_is_head(n, name) for n in nodes(left)):
            reading.evidence.of(name).integer = True
    sides = reading.term(left), reading.term(right), reading.term(modulus)
    if any(map(shape, sides)):
        raise refusal("relation", left.place.to(right.place), sign=_SIGN)
    return Apply("eq", Apply("mod", subtract(*sides[:2]), sides[2]), ZERO)


def divisible(reading: Reading, node: Surface, by: Surface) -> Term:
    """What is left of a number when it is divided by another one."""
    for name in sorted(names_in(node, by)):
        if reading.scope.lookup(name) is None and not any(_is_head(n, name) for n in nodes(node)):
            reading.evidence.of(name).integer = True
    sides = reading.term(node), reading.term(by)
    if any(map(shape, sides)):
        raise refusal("relation", node.place, sign="\\mid")
    return Apply("mod", *sides)


def _is_head(node: Surface, name: str) -> bool:
    return name_of(node) == name and bool(getattr(node, "function", False))
