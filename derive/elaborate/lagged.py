r"""Lag operators: where L is said to be one, ``(1 - L)^2 x_t`` is ``x_t - 2 x_{t-1} + x_{t-2}``.

They are known by words (the lag or backshift operator), or by an equation such as ``L x_t = x_{t-1}``; where
differences are spoken of, ``\Delta`` is ``1 - L``. A formula that has such a letter elsewhere is refused.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.source import Diagnostic, Place
from derive.core.surface import Chain, Fence, Infix, Juxtaposed, Name, Numeral, Scripted, Signed, Surface
from derive.elaborate.language import Language
from derive.elaborate.names import name_of, names_in
from derive.elaborate.paragraphs import prose_of, trees_of
from derive.elaborate.walk import nodes, transform
from derive.syntax.latex import write

MOST_TERMS: Final = 32
_DIFFERENCE: Final = "\\Delta"
_CODE: Final = "elaborate.lag-operator"
_NAMED: Final = r"(?<![\w\\])([LB])(?!\w)"


@dataclass(frozen=True, slots=True)
class Lag:
    """A summand of a polynomial in the operator: its sign, its coefficient, and how far it shifts."""

    sign: int
    factors: tuple[Surface, ...]
    shift: int

    def times(self, other: "Lag") -> "Lag":
        """The product of two summands."""
        return Lag(self.sign * other.sign, (*self.factors, *other.factors), self.shift + other.shift)


def lagged(document: Document, language: Language) -> Document:
    """The document with such operators carried out."""
    letters = frozenset(_letters(document, language))
    if language.tells(rf"\b(?:{language.differencing})", prose_of(document)):
        letters |= {_DIFFERENCE}
    if not letters:
        return document
    return replace(document, blocks=tuple(_carried_out(b, letters) for b in document.blocks))


def _letters(document: Document, language: Language) -> Iterator[str]:
    """The letters that are said to be such operators."""
    for block, behind in zip(document.blocks, (*document.blocks[1:], None), strict=True):
        if block.kind is BlockKind.PROSE:
            words = rf"\b(?:{language.shifting})"
            for found in re.finditer(rf"{_NAMED}\W{{1,3}}(?:[\w ]{{0,24}}?){words}", block.text):
                yield found[1]
            for found in re.finditer(rf"(?i:{words})\W{{1,3}}{_NAMED}", block.text):
                yield found[1]
            if re.search(rf"{words}\s*$", block.text, re.IGNORECASE):
                yield from _lone(behind)
            continue
        if behind is not None and behind.kind is BlockKind.PROSE and _calls(behind.text, language):
            yield from _lone(block)
    for tree in trees_of(document):
        yield from _shown(tree)


def _calls(words: str, language: Language) -> bool:
    """Whether words behind a letter call it such an operator."""
    return re.match(rf"[^.,;]{{0,24}}?\b(?:{language.shifting})", words, re.IGNORECASE) is not None


def _lone(block: Block | None) -> Iterator[str]:
    rows = block.formula.rows if block is not None and block.formula is not None else ()
    name = name_of(rows[0].content) if len(rows) == 1 else None
    if name is not None and len(name) == 1 and name.isupper():
        yield name


def _shown(node: Surface) -> Iterator[str]:
    """The letter that ``L x_t = x_{t-1}`` is about."""
    left, right = (
        node.terms[:2] if isinstance(node, Chain) and node.relations[0].sign == "=" else (None, None)
    )
    if not isinstance(left, Juxtaposed) or len(left.items) != 2 or right is None:
        return
    operator, value = left.items
    name = name_of(operator)
    known = name is not None and name.isupper() and len(name) == 1 and _is_dated(value)
    if known and name is not None and write(_shifted(value, 1)) == write(right):
        yield name


def _is_dated(node: Surface) -> bool:
    """Whether this is ``x_t``, or ``x_{t-1}``."""
    if not isinstance(node, Scripted) or node.sub is None or node.primes or name_of(node.base) is None:
        return False
    first = node.sub.items[0] if isinstance(node.sub, Infix) else node.sub
    return isinstance(first, Name) and (
        not isinstance(node.sub, Infix) or set(node.sub.operators) <= {"+", "-"}
    )


def _shifted(node: Surface, shift: int) -> Surface:
    """The value some time earlier."""
    if not shift or not isinstance(node, Scripted) or node.sub is None:
        return node
    sub, by = node.sub, Numeral(node.sub.place, str(shift))
    items, signs = (sub.items, sub.operators) if isinstance(sub, Infix) else ((sub,), ())
    return replace(node, sub=Infix(sub.place, (*items, by), (*signs, "-")))


def _carried_out(block: Block, letters: frozenset[str]) -> Block:
    if block.formula is None:
        return block
    rows = tuple(
        replace(r, content=transform(r.content, lambda n: _applied(n, letters))) for r in block.formula.rows
    )
    left = names_in(*(r.content for r in rows)) & (letters - {_DIFFERENCE})
    alone = len(rows) == 1 and isinstance(rows[0].content, Name)
    if left and not alone:
        said = Diagnostic(_CODE, block.place, (("name", min(left)),))
        display = block.kind is BlockKind.DISPLAY
        return replace(block, kind=BlockKind.UNREADABLE, formula=None, diagnostic=said, display=display)
    return replace(block, formula=replace(block.formula, rows=rows))


def _applied(node: Surface, letters: frozenset[str]) -> Surface | None:
    """A product in which an operator stands before a dated value, as the sum that it is."""
    if not isinstance(node, Juxtaposed) or not _is_dated(node.items[-1]):
        return None
    *before, value = node.items
    terms = _product(before, letters) if any(_has(n, letters) for n in before) else None
    if terms is None or len(terms) > MOST_TERMS:
        return None
    return _sum([(t.sign, (*t.factors, _shifted(value, t.shift))) for t in terms], node.place)


def _has(node: Surface, letters: frozenset[str]) -> bool:
    return any(name_of(n) in letters for n in nodes(node))


def _sum(terms: Sequence[tuple[int, tuple[Surface, ...]]], place: Place) -> Surface:
    products = [f[0] if len(f) == 1 else Juxtaposed(place, f) for _, f in terms]
    first = products[0] if terms[0][0] > 0 else Signed(place, "-", products[0])
    if len(terms) == 1:
        return Fence(place, "(", ")", (first,), ())
    signs = tuple("+" if sign > 0 else "-" for sign, _ in terms[1:])
    return Fence(place, "(", ")", (Infix(place, (first, *products[1:]), signs),), ())


def _polynomial(node: Surface, letters: frozenset[str]) -> list[Lag] | None:
    """A polynomial in an operator as its summands; None where it is none."""
    if not _has(node, letters):
        unit = isinstance(node, Numeral) and node.text == "1"
        return [Lag(1, () if unit else (node,), 0)]
    name = name_of(node)
    if name is not None:
        return [Lag(1, (), 0), Lag(-1, (), 1)] if name == _DIFFERENCE else [Lag(1, (), 1)]
    match node:
        case Fence(items=(inner,)) if node.opening in "([":
            return _polynomial(inner, letters)
        case Scripted(sub=None, primes=0, sup=Numeral(text=power)) if (
            power.isdigit() and int(power) < MOST_TERMS
        ):
            return _product([node.base] * int(power), letters)
        case Signed(sign="-"):
            terms = _polynomial(node.operand, letters)
            return None if terms is None else [replace(t, sign=-t.sign) for t in terms]
        case Infix() if set(node.operators) <= {"+", "-"}:
            return _summed(node, letters)
        case Infix() if set(node.operators) <= {"\\cdot"}:
            return _product(node.items, letters)
        case Juxtaposed():
            return _product(node.items, letters)
        case _:
            return None


def _is_argument(node: Surface, before: Surface | None, letters: frozenset[str]) -> bool:
    r"""Whether this is ``(L)`` behind a name, as in ``\phi(L) x_t``, where a polynomial has a name."""
    inner = node.items[0] if isinstance(node, Fence) and len(node.items) == 1 else None
    named = isinstance(before, Name | Scripted) and not _has(before, letters)
    return named and inner is not None and name_of(inner) in letters


def _summed(node: Infix, letters: frozenset[str]) -> list[Lag] | None:
    found: list[Lag] = []
    for sign, item in zip(("+", *node.operators), node.items, strict=True):
        terms = _polynomial(item, letters)
        if terms is None:
            return None
        found += terms if sign == "+" else [replace(t, sign=-t.sign) for t in terms]
    return found


def _product(factors: Iterable[Surface], letters: frozenset[str]) -> list[Lag] | None:
    found = [Lag(1, (), 0)]
    before: Surface | None = None
    for factor in factors:
        terms = None if _is_argument(factor, before, letters) else _polynomial(factor, letters)
        before = factor
        if terms is None or len(terms) * len(found) > MOST_TERMS:
            return None
        found = [a.times(b) for a in found for b in terms]
    return found
