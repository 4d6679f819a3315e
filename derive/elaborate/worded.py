r"""Words in formulas: ``hours = \beta_0 + \beta_1 wage`` speaks of hours and wages, not of h times o times u.

Letters without a space between them are one name where nobody would write a product like that: there are five
or more, some of which stand nowhere by themselves, or four of which none does; there is a vowel among them;
they are not in alphabetical order; and no other such row has the same letters.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from derive.core.document import Block, Document
from derive.core.surface import Juxtaposed, Name, Scripted, Surface
from derive.elaborate.paragraphs import trees_of
from derive.elaborate.walk import nodes, transform

_ROW: Final = re.compile(r"(?<![A-Za-z\\])[a-z]{4}")
_VOWELS: Final = frozenset("aeiou")
_SHORT: Final = 4
_VARIED: Final = 3


def worded(document: Document) -> Document:
    """The document with one name for each row of letters that is a word."""
    if not any(_ROW.search(b.text) for b in document.blocks if b.formula is not None):
        return document
    trees = tuple(trees_of(document))
    products = [n for tree in trees for n in nodes(tree) if isinstance(n, Juxtaposed)]
    runs = {_text(run) for product in products for run in _runs(product)}
    if not runs:
        return document
    alone = _alone(trees, products)
    alike = Counter("".join(sorted(r)) for r in runs)
    words = {r for r in runs if alike["".join(sorted(r))] == 1 and _is_word(r, alone)}
    return replace(document, blocks=tuple(_renamed(b, words) for b in document.blocks)) if words else document


def _is_word(run: str, alone: frozenset[str]) -> bool:
    letters = set(run)
    if len(letters) < _VARIED or _VOWELS.isdisjoint(letters) or all(a <= b for a, b in pairwise(run)):
        return False
    return letters.isdisjoint(alone) if len(run) == _SHORT else not letters <= alone


def _runs(node: Juxtaposed) -> Iterator[list[Surface]]:
    """The rows of four or more letters with nothing between them; the last one may have scripts."""
    run: list[Surface] = []
    for item in (*node.items, None):
        letter = _letter(item)
        if run and (letter is None or isinstance(run[-1], Scripted) or item is None or _apart(run[-1], item)):
            if len(run) >= _SHORT:
                yield run
            run = []
        if letter is not None and item is not None:
            run.append(item)


def _letter(node: Surface | None) -> Name | None:
    base = node.base if isinstance(node, Scripted) else node
    plain = isinstance(base, Name) and not base.accents and not base.style and not base.function
    return base if plain and isinstance(base, Name) and base.text in "abcdefghijklmnopqrstuvwxyz" else None


def _apart(left: Surface, right: Surface) -> bool:
    return left.place.end != right.place.start or left.place.part != right.place.part


def _text(run: Iterable[Surface]) -> str:
    return "".join(letter.text for n in run if (letter := _letter(n)) is not None)


def _alone(trees: Iterable[Surface], products: Iterable[Juxtaposed]) -> frozenset[str]:
    """The letters that stand somewhere outside of such rows."""
    inside = {id(_letter(n)) for product in products for run in _runs(product) for n in run}
    names = (n for t in trees for n in nodes(t) if isinstance(n, Name) and id(n) not in inside)
    return frozenset(n.text for n in names if not n.style)


def _renamed(block: Block, words: set[str]) -> Block:
    if block.formula is None:
        return block

    def change(node: Surface) -> Surface | None:
        runs = [r for r in _runs(node) if _text(r) in words] if isinstance(node, Juxtaposed) else []
        return _joined(node, runs) if runs and isinstance(node, Juxtaposed) else None

    rows = tuple(replace(row, content=transform(row.content, change)) for row in block.formula.rows)
    return replace(block, formula=replace(block.formula, rows=rows))


def _joined(node: Juxtaposed, runs: list[list[Surface]]) -> Surface:
    """The product with each row as one name."""
    first = {id(r[0]): _name(r) for r in runs}
    rest = {id(n) for r in runs for n in r[1:]}
    items = tuple(first.get(id(n), n) for n in node.items if id(n) not in rest)
    return items[0] if len(items) == 1 else replace(node, items=items)


def _name(run: list[Surface]) -> Surface:
    last = run[-1]
    name = Name(run[0].place.to(last.place), _text(run), (), "roman")
    return replace(last, place=name.place, base=name) if isinstance(last, Scripted) else name
