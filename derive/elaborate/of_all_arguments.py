r"""What is assumed of a function for all its arguments: ``f(-x) = f(x)`` "for all" ``x \in \mathbb{R}``.

Such an assumption is one formula with its quantifier in front, so that it says something of ``f(2)`` as well,
and nothing of any x elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from derive.core.document import Block, BlockKind, Document
from derive.core.surface import (
    Call,
    Chain,
    Empty,
    Fence,
    Juxtaposed,
    Listing,
    Name,
    Relation,
    Scripted,
    Surface,
)
from derive.elaborate.declarations import parts_of
from derive.elaborate.language import Language, Role
from derive.elaborate.names import FUNCTION_LETTERS, name_of, names_in
from derive.elaborate.paragraphs import rest_of_sentence
from derive.elaborate.walk import nodes
from derive.theory.function import by_letter, by_spelling

_ASSUMING: Final = (Role.ASSUME, Role.DECLARE, Role.DEFINE, Role.CONSTRAIN)
_QUANTIFYING: Final = frozenset(("forall", "for"))
_JOINING: Final = frozenset((",", "and", "und", ", and", "with", "mit", "where", "wobei"))
_APART: Final = (BlockKind.PARAGRAPH_END, BlockKind.HEADING)


def of_all_arguments(document: Document, language: Language) -> Document:
    """The document with such assumptions as one formula; every place stays what it was."""
    found: list[Block] = []
    blocks, position = document.blocks, 0
    while position < len(blocks):
        one, used = _as_one(blocks, position, language)
        found.append(one)
        position += used
    return replace(document, blocks=tuple(found))


def _as_one(blocks: Sequence[Block], position: int, language: Language) -> tuple[Block, int]:
    """The block at a position with its quantifier in front, and how many blocks that takes."""
    block = blocks[position]
    if block.formula is None or len(block.formula.rows) != 1:
        return block, 1
    content = block.formula.rows[0].content
    within = _within(content)
    statement, conditions = within or (content, ())
    used = 1
    if within is None:
        conditions, used = _behind(blocks, position, language)
    if not conditions or not _speaks_of_function(statement, conditions):
        return block, 1
    display = block.kind is BlockKind.DISPLAY
    sentence = _sentence(blocks, position)
    role = language.role(sentence, display=display)
    if role not in _ASSUMING and (role is not Role.WHEN or "\0" in sentence):
        return block, 1
    here = blocks[position : position + used]
    return _quantified(here, statement, conditions, _section(blocks, position)), used


def _within(content: Surface) -> tuple[Surface, tuple[Surface, ...]] | None:
    r"""The statement and what is behind its "for all", in ``f(-x) = f(x) \quad \text{for all } x``."""
    if not isinstance(content, Listing) or content.separators[0] not in _QUANTIFYING:
        return None
    if not set(content.separators[1:]) <= {",", "and", "with", "quad"} or not _states(content.items[0]):
        return None
    return content.items[0], content.items[1:]


def _behind(blocks: Sequence[Block], position: int, language: Language) -> tuple[tuple[Surface, ...], int]:
    """What the words behind a formula say that it holds for, and how many blocks that takes."""
    conditions: list[Surface] = []
    at = position
    while (pair := _pair(blocks, at)) is not None:
        words, node = pair
        found = language.quantifier(words) if not conditions else None
        joined = bool(conditions) and words.strip().casefold() in _JOINING
        if not joined and (found is None or found[0] != "forall"):
            break
        if not isinstance(node, Name) and not _is_condition(node):
            break
        conditions.append(node)
        at += 2
    return tuple(conditions), at - position + 1


def _pair(blocks: Sequence[Block], position: int) -> tuple[str, Surface] | None:
    """The words behind a formula, and the formula behind these."""
    two = blocks[position + 1 : position + 3]
    if [b.kind for b in two] != [BlockKind.PROSE, BlockKind.INLINE] or blocks[position].kind not in (
        BlockKind.INLINE,
        BlockKind.DISPLAY,
    ):
        return None
    formula = two[1].formula
    return None if formula is None or len(formula.rows) != 1 else (two[0].text, formula.rows[0].content)


def _is_condition(node: Surface) -> bool:
    parts = node.items if isinstance(node, Listing) else (node,)
    chains = [p for p in parts if isinstance(p, Chain) and p.relations[0].sign not in ("=", ":=")]
    return len(chains) + sum(isinstance(p, Name) for p in parts) == len(parts)


def _states(node: Surface) -> bool:
    return isinstance(node, Chain) and None not in node.terms


def _speaks_of_function(statement: Surface, conditions: Sequence[Surface]) -> bool:
    """Whether a statement has values of a function at the names that run, and does not define it."""
    running = names_in(*conditions)
    if not _states(statement) or _defines(statement, running):
        return False
    rows = (n.items for n in nodes(statement) if isinstance(n, Juxtaposed))
    applied = [first for row in rows for first, second in pairwise(row) if _bracket(second) is not None]
    heads = {id(h.base if isinstance(h, Scripted) else h) for h in applied}
    alone = {name_of(n) for n in nodes(statement) if isinstance(n, Name) and id(n) not in heads} | running
    return any(
        (head in FUNCTION_LETTERS or (head is not None and _is_plain(argument)))
        and head not in alone
        and not names_in(argument).isdisjoint(running)
        for head, argument in _applications(statement)
    )


def _applications(statement: Surface) -> Iterator[tuple[str | None, Surface]]:
    """The letters that are applied to something in brackets, and these, also in ``2 f(x)`` and ``f(x)^2``."""
    for node in nodes(statement):
        if isinstance(node, Juxtaposed):
            for head, behind in pairwise(node.items):
                bracket = _bracket(behind)
                if bracket is not None:
                    yield application(Juxtaposed(node.place, (head, bracket)))
        else:
            yield application(node)


def _bracket(node: Surface) -> Fence | None:
    """Brackets, of which a power may be taken."""
    inside = node.base if isinstance(node, Scripted) and node.sub is None else node
    return inside if isinstance(inside, Fence) else None


def _defines(statement: Surface, running: frozenset[str]) -> bool:
    """Whether a statement says what the value of a function is: ``f(x) = x^2``."""
    if not isinstance(statement, Chain) or statement.relations[0].sign not in ("=", ":="):
        return False
    left, right = (t or statement for t in statement.terms[:2])
    head, argument = application(left)
    primed = isinstance(left, Juxtaposed) and isinstance(left.items[0], Scripted) and left.items[0].primes > 0
    if head is None or primed or not _is_plain(argument):
        return False
    return frozenset() < names_in(argument) <= running and head not in names_in(right)


def _is_plain(argument: Surface) -> bool:
    """Whether only names stand in brackets."""
    return isinstance(argument, Fence) and all(isinstance(i, Name) for i in argument.items)


def applied_in(trees: Iterable[Surface]) -> frozenset[str]:
    """The letters that stand before brackets, but for known functions."""
    found = (application(n)[0] for tree in trees for n in nodes(tree))
    return frozenset(name for name in found if name is not None)


def application(node: Surface) -> tuple[str | None, Surface]:
    """The letter that is applied to something in brackets, and these; the letter is None for all else."""
    pair = node.items if isinstance(node, Juxtaposed) else ()
    if isinstance(node, Call):
        pair = (node.head, node.argument)
    if len(pair) != 2 or not isinstance(pair[1], Fence) or pair[1].opening != "(":
        return None, node
    head = pair[0].base if isinstance(pair[0], Scripted) else pair[0]
    name = name_of(head)
    known = name is None or (name not in FUNCTION_LETTERS and (name in by_letter() or name in by_spelling()))
    return (None if known else name), pair[1]


def _section(blocks: Sequence[Block], position: int) -> Sequence[Block]:
    """What stands before a formula in its section."""
    headings = (k for k in range(position, 0, -1) if blocks[k - 1].kind is BlockKind.HEADING)
    return blocks[next(headings, 0) : position]


def _sentence(blocks: Sequence[Block], position: int) -> str:
    """The sentence before a formula, with NUL for formulas."""
    text = ""
    for block in reversed(blocks[:position]):
        if block.kind in _APART:
            break
        text = (block.text if block.kind is BlockKind.PROSE else "\0") + text
        if block.kind is BlockKind.PROSE and rest_of_sentence(text) != text:
            break
    return rest_of_sentence(text)


def _quantified(
    blocks: Sequence[Block], statement: Surface, conditions: Sequence[Surface], before: Sequence[Block]
) -> Block:
    """The blocks as one formula."""
    first, last = blocks[0], blocks[-1]
    assert first.formula is not None  # noqa: S101  # it was looked at
    said = [p for c in conditions for p in parts_of(c)]
    over = [i for i in said if isinstance(i, Name) or _is_range(i)]
    body = statement
    for premise in reversed([i for i in said if i not in over and not isinstance(i, Empty)]):
        sign = Relation(body.place, "\\Rightarrow")
        body = Chain(statement.place, (premise, body), (sign,))
    names = [name_of(n) for n in map(_subject, over)]
    over += [n for n in _arguments(statement, said, before) if name_of(n) not in names]
    if not over:
        return first
    separators = ("forall", *(",",) * (len(over) - 1), ":")
    content = Listing(statement.place, (Empty(statement.place), *over, body), separators)
    row = replace(first.formula.rows[0], content=content)
    place = replace(first.place, end=max(first.place.end, last.place.end))
    return replace(first, place=place, formula=replace(first.formula, rows=(row,)))


def _subject(node: Surface) -> Surface:
    left = node.terms[0] if isinstance(node, Chain) else node
    return left or node


def _is_range(node: Surface) -> bool:
    r"""Whether this is ``x > 0`` or ``x \in S``, and no relation between names that both run."""
    if not isinstance(node, Chain) or name_of(_subject(node)) is None or len(node.relations) > 1:
        return False
    right = node.terms[1]
    return right is not None and (node.relations[0].sign == "\\in" or name_of(right) is None)


def _arguments(statement: Surface, said: Sequence[Surface], before: Sequence[Block]) -> list[Surface]:
    """The names in conditions that are arguments of the function, if nothing was said of them before."""
    applied = [a for head, a in map(application, nodes(statement)) if head is not None]
    running = [i for a in applied if isinstance(a, Fence) for i in a.items if isinstance(i, Name)]
    known = names_in(*(r.content for b in before if b.formula is not None for r in b.formula.rows))
    told = names_in(*said)
    found = {name_of(n): n for n in running if name_of(n) in told and name_of(n) not in known}
    return list(found.values())
