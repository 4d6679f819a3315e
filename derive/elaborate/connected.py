"""Formulas in a sentence that words make one statement: "if and only if", "implies", "or"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.source import Place, UnreadableError
from derive.core.surface import Big, Chain, Empty, Formula, Listing, Name, Numeral, Relation, Surface
from derive.elaborate.equality_cases import with_equality_cases
from derive.elaborate.language import Language
from derive.elaborate.names import name_of, names_in
from derive.elaborate.propositions import ARROWS
from derive.elaborate.quantifiers import is_quantified
from derive.elaborate.walk import nodes
from derive.syntax.latex import write
from derive.syntax.parser import parse

SOLVED_BY: Final = "⇐"
_FURTHER: Final = re.compile(r"\s*,?\s*(?:and|und)\s*")


def connected(document: Document, language: Language, code: str) -> Document:
    """The document with such formulas as one, whose words are signs; every place stays what it was."""
    document = with_equality_cases(document, language)
    return replace(document, blocks=tuple(_blocks(document, language, code)))


def _blocks(document: Document, language: Language, code: str) -> Iterator[Block]:
    waiting: list[Block] = []
    for block in document.blocks:
        waiting.append(block)
        while len(waiting) >= 3 and (one := _as_one(document, language, code, waiting)) is not None:
            waiting[-3:] = [one]
        if len(waiting) > 5:
            yield waiting.pop(0)
    yield from waiting


def _as_one(document: Document, language: Language, code: str, blocks: list[Block]) -> Block | None:
    """One block for a formula, a word and a formula; None if they are something else."""
    first, words, second = blocks[-3:]
    if (found := _quantified(language, first, words, second)) is not None:
        return found
    if len(blocks) > 3 and (found := _existing(language, blocks[-4], first, words, second)) is not None:
        return found
    if (found := _or_else(language, first, words, second)) is not None:
        return found
    sign = _sign(language, blocks)
    left, right = first.place, second.place
    if sign is None or left.part != right.part:
        return None
    text = document.parts[left.part].text
    gap = text[left.end : right.start]
    if len(gap) < len(sign) + 2 or "\n\n" in gap:
        return None
    whole = first.text + f" {sign}".ljust(len(gap)) + second.text
    try:
        formula = parse(whole, start=left.start, part=left.part, language=code)
    except UnreadableError:
        return None
    return Block(BlockKind.INLINE, Place(left.start, right.end, left.part), whole, formula)


def _sign(language: Language, blocks: list[Block]) -> str | None:
    """The sign for words between two statements."""
    first, words, second = blocks[-3:]
    listed = first.formula is not None and _is_either(first.formula.rows[0].content)
    if words.kind is not BlockKind.PROSE or not _relates(second) or not (listed or _relates(first)):
        return None
    sign = language.connective(words.text)
    if listed:
        return sign if sign == r"\lor" else None
    if sign is None and is_solved(first, second) and not _is_listed(blocks):
        sign = language.consequence(words.text)
    if sign is None and _FURTHER.fullmatch(words.text) and _is_further_solution(first, second):
        sign = r"\lor"
    return sign


def _is_further_solution(first: Block, second: Block) -> bool:
    """Whether the first says that something solves an equation, and the second is another value of it."""
    _, mark, values = first.text.partition(SOLVED_BY)
    name, equals, _ = second.text.partition("=")
    return bool(mark and equals) and values.partition("=")[0].strip() == name.strip()


def _quantified(language: Language, first: Block, words: Block, second: Block) -> Block | None:
    """``p`` "for some" ``k`` with the quantifier in front of p, or of what stands behind its last arrow.

    "For all" is a condition of all that stands before it, unless it names what only stands behind an arrow.
    """
    found = language.quantifier(words.text) if words.kind is BlockKind.PROSE else None
    if found is None or first.place.part != second.place.part:
        return None
    if first.formula is None or second.formula is None or second.kind is not BlockKind.INLINE:
        return None
    if first.kind is not BlockKind.INLINE or len(first.formula.rows) != 1:
        return None
    separator, members = found
    node, over = first.formula.rows[0].content, _within(second.formula.rows[0].content, members)
    if separator == "forall" and over is not None and isinstance(node, Listing) and is_quantified(node):
        return _of_all_behind(first, second, node, over)
    if separator == "exists" and over is not None and _is_either(node):
        node = Chain(node.place, (node,), ())
    if over is None or not isinstance(node, Chain) or None in node.terms:
        return None
    arrow = max((k for k, r in enumerate(node.relations) if r.sign in ARROWS), default=-1)
    before = node.terms[: arrow + 1]
    name = name_of(over.terms[0] if isinstance(over, Chain) and over.terms[0] is not None else over)
    if separator == "forall" and (arrow < 0 or name is None or name in _free_names(before)):
        return None
    behind = [t for t in node.terms[arrow + 1 :] if t is not None]
    signs = node.relations[arrow + 1 :]
    rest = Chain(behind[0].place.to(behind[-1].place), tuple(behind), signs) if signs else behind[0]
    said = Listing(rest.place, (Empty(rest.place), over, rest), (separator, ":"))
    whole = said if arrow < 0 else Chain(node.place, (*before, said), node.relations[: arrow + 1])
    row = replace(first.formula.rows[0], content=whole)
    place = Place(first.place.start, second.place.end, first.place.part)
    return replace(first, place=place, formula=replace(first.formula, rows=(row,)))


def _is_either(node: Surface) -> bool:
    """Whether one of several relations is said to hold."""
    items = node.items if isinstance(node, Listing) and set(node.separators) == {"or"} else ()
    return bool(items) and all(isinstance(i, Chain) and None not in i.terms for i in items)


def _of_all_behind(first: Block, second: Block, node: Listing, over: Surface) -> Block | None:
    """That there is y with p "for all x": the same y for all of them."""
    if first.formula is None or node.separators[-1] != ":":
        return None
    items, separators = (*node.items[:-1], over, node.items[-1]), (*node.separators[:-1], "forall", ":")
    row = replace(first.formula.rows[0], content=Listing(node.place, items, separators))
    place = Place(first.place.start, second.place.end, first.place.part)
    return replace(first, place=place, formula=replace(first.formula, rows=(row,)))


def _within(over: Surface, members: str | None) -> Surface | None:
    r"""``k``, or ``k > 3``, of which words say that it is an integer: ``k \in \mathbb{Z}_{> 3}``.

    None where both cannot be said at once.
    """
    if members is None or (isinstance(over, Chain) and any(r.sign == r"\in" for r in over.relations)):
        return over
    subject, place = over, over.place
    if isinstance(over, Chain):
        name, bound = over.terms[0], over.terms[1]
        if name is None or name_of(name) is None or bound is None or len(over.terms) > 2 or "_" in members:
            return None
        subject, members = name, f"{members}_{{{over.relations[0].sign} {write(bound)}}}"
    inside = parse(members, start=place.start, part=place.part).rows[0].content
    return Chain(place, (subject, inside), (Relation(place, r"\in"),))


def _existing(language: Language, before: Block, first: Block, words: Block, second: Block) -> Block | None:
    """A statement with a quantifier of "there is" ``x`` "with" ``p``, where it is claimed, not supposed."""
    kind = language.existing(before.text) if before.kind is BlockKind.PROSE else None
    if kind is None or words.kind is not BlockKind.PROSE or not language.qualifies(words.text):
        return None
    if first.kind is not BlockKind.INLINE or first.formula is None or second.formula is None:
        return None
    over, said = first.formula.rows[0].content, second.formula.rows[0].content
    subject = over.terms[0] if isinstance(over, Chain) else over
    if not _relates(second) or subject is None or name_of(subject) not in names_in(said):
        return None
    among = _within(over, language.existing_among(before.text))
    if among is None:
        return None
    whole = Listing(said.place, (Empty(said.place), among, said), (kind, ":"))
    place = Place(first.place.start, second.place.end, first.place.part)
    row = replace(first.formula.rows[0], content=whole)
    return replace(first, place=place, formula=replace(first.formula, rows=(row,)))


def _or_else(language: Language, first: Block, words: Block, second: Block) -> Block | None:
    """A statement with a quantifier in front, "or" another one about the same name."""
    if (
        words.kind is not BlockKind.PROSE
        or language.connective(words.text) != r"\lor"
        or not _relates(second)
    ):
        return None
    node = first.formula.rows[0].content if first.formula is not None and first.formula.rows else None
    if second.formula is None or not isinstance(node, Listing) or node.separators[:1] != ("exists",):
        return None
    *before, said = node.items
    other, over = second.formula.rows[0].content, node.items[1]
    subject = over.terms[0] if isinstance(over, Chain) else over
    if first.kind is not BlockKind.INLINE or subject is None or name_of(subject) not in names_in(other):
        return None
    shown = said.items if _is_either(said) and isinstance(said, Listing) else (said,)
    either = Listing(said.place.to(other.place), (*shown, other), ("or",) * len(shown))
    whole = replace(node, items=(*before, either))
    place = Place(first.place.start, second.place.end, first.place.part)
    row = replace(first.formula.rows[0], content=whole) if first.formula is not None else None
    return None if row is None else replace(first, place=place, formula=replace(second.formula, rows=(row,)))


def _is_listed(blocks: list[Block]) -> bool:
    """Whether another equation stands before the first one, as in a system."""
    before = blocks[-5:-3]
    return len(before) == 2 and _relates(before[0]) and before[1].text.strip() in (",", "and", ", and", "und")


def _free_names(trees: tuple[Surface | None, ...]) -> frozenset[str]:
    """The names in trees that no large operator in them has for its index."""
    known = [t for t in trees if t is not None]
    lower = (n.sub for t in known for n in nodes(t) if isinstance(n, Big))
    indices = (s.terms[0] if isinstance(s, Chain) else s for s in lower if s is not None)
    return names_in(*known) - {name_of(i) for i in indices if i is not None}


def is_solved(first: Block, second: Block) -> bool:
    """Whether an equation with a number on its right side comes before a value of one of its names."""
    if first.formula is None or second.formula is None:
        return False
    equation, value = (b.rows[0].content for b in (first.formula, second.formula))
    if not isinstance(equation, Chain) or not isinstance(value, Chain):
        return False
    signs = {r.sign for r in equation.relations}
    left = value.terms[0]
    names = names_in(*(t for t in equation.terms if t is not None))
    return (
        signs == {"="}
        and isinstance(equation.terms[-1], Numeral)
        and isinstance(left, Name)
        and name_of(left) in names
    )


def _relates(block: Block) -> bool:
    """Whether a block is a formula in a sentence that says something."""
    return block.kind is BlockKind.INLINE and block.formula is not None and _is_relation(block.formula)


def _is_relation(formula: Formula) -> bool:
    return len(formula.rows) == 1 and isinstance(formula.rows[0].content, Chain)
