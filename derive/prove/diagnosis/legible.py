"""A repaired line as its writer would write it: what was not changed stays in the writer's own LaTeX."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from derive.core.derivation import Written
from derive.core.source import Place, UnreadableError
from derive.core.surface import Call, Fence, Infix, Juxtaposed, Name, Numeral, Scripted, Surface
from derive.core.term import Apply, Term
from derive.elaborate.walk import nodes, transform
from derive.prove.diagnosis.candidate import Candidate
from derive.syntax.latex import write
from derive.syntax.parser import parse

FIRST_MARK: Final = 0xE000
MOST_MARKS: Final = 0x1000
Source = Callable[[Place], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """The repaired right side, or the relation if its sign changes; and what should stand at the place."""

    repair: str
    detail: str


def shown(candidate: Candidate, written: Written, source: Source) -> Shown:
    """The most legible way of writing a candidate that still means the same, nested products apart."""
    own = _Own(written, source)
    plain = Shown(candidate.latex(written), write(candidate.detail))
    if candidate.sign != written.sign:
        left, right = source(written.left.place).strip(), source(written.right.place).strip()
        return Shown(f"{left} {candidate.sign} {right}", candidate.sign)
    meant = _meaning(written, plain.repair)
    for tidy in (_tidied, _same):
        repair = own.text(candidate.right, tidy)
        if meant is not None and _meaning(written, repair) == meant:
            return Shown(repair, own.text(candidate.detail, tidy))
    return plain


def _meaning(written: Written, latex: str) -> Term | None:
    """What a right side means in the place of the written one; None if nothing."""
    try:
        rows = parse(latex).rows
    except UnreadableError:
        return None
    claim = written.again()(written.left, written.sign, rows[0].content) if len(rows) == 1 else None
    return None if claim is None else _flattened(claim.proposition)


def _flattened(term: Term) -> Term:
    """The term with each product in a product as its factors."""
    if not term.children:
        return term
    children: list[Term] = []
    for child in map(_flattened, term.children):
        is_nested = (
            isinstance(term, Apply) and isinstance(child, Apply) and term.head == child.head == "multiply"
        )
        children += child.children if is_nested else (child,)
    return term.rebuild(tuple(children))


class _Own:
    """Writes trees with the source text of those parts that the writer wrote."""

    def __init__(self, written: Written, source: Source) -> None:
        self.known = {id(n): n for n in nodes(written.right)}
        self.source = source

    def text(self, tree: Surface, tidy: Callable[[Surface], Surface]) -> str:
        found: list[Surface] = []

        def marked(node: Surface) -> Surface | None:
            if id(node) not in self.known or len(found) >= MOST_MARKS:
                return None
            found.append(node)
            return Name(node.place, chr(FIRST_MARK + len(found) - 1))

        text = write(tidy(transform(tree, marked)))
        for k, node in enumerate(found):
            text = text.replace(chr(FIRST_MARK + k), self.source(node.place).strip())
        return text


def _same(tree: Surface) -> Surface:
    return tree


def _tidied(tree: Surface) -> Surface:
    r"""``\cos^2(x)`` for ``(\cos(x))^2``, and no dots between factors that need none."""
    return transform(tree, _neater)


def _neater(node: Surface) -> Surface | None:
    if isinstance(node, Scripted) and isinstance(node.base, Fence) and isinstance(node.sup, Numeral):
        inside = node.base.items[0] if len(node.base.items) == 1 else None
        if isinstance(inside, Call) and isinstance(inside.head, Name) and node.sub is None:
            return Call(node.place, Scripted(node.place, inside.head, None, node.sup), inside.argument)
    if isinstance(node, Infix) and set(node.operators) == {"\\cdot"}:
        items = tuple(_flat(_tidied(item) for item in node.items))
        if not any(isinstance(i, Numeral | Fence) for i in items[1:]):
            return Juxtaposed(node.place, items)
        return replace(node, items=tuple(map(_tidied, node.items)))
    return None


def _flat(items: Iterator[Surface]) -> Iterator[Surface]:
    for item in items:
        if isinstance(item, Juxtaposed):
            yield from item.items
        else:
            yield item
