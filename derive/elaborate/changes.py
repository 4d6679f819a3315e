r"""What a capital delta before something is: a change of it, or the sum of its second derivatives."""

from typing import Final

from derive.core.surface import Fraction, Name, Surface
from derive.core.term import Symbol, Term, add, replace, subtract
from derive.elaborate.names import label_of, name_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition
from derive.elaborate.standing import undeclared
from derive.elaborate.subscripted import laplacian

CHANGE: Final = "\\Delta"


def change(reading: Reading, head: Surface, node: Surface) -> Term | None:
    r"""``\Delta x``, a change of x and no product, where nothing says what the letter is by itself."""
    if not isinstance(head, Name) or name_of(head) != CHANGE or reading.meaning(head)[1] is not None:
        return None
    label = label_of(node)
    if label is None:
        return laplacian(reading, node) if isinstance(node, Fraction) else None
    known = _of_quantity(reading, node)
    if known is None:
        known = laplacian(reading, node)
    if known is not None:
        return known
    if isinstance(node, Name) and reading.use(label).arguments:
        raise refusal("operator", head.place, sign=CHANGE)
    return undeclared(reading, f"{CHANGE} {label}", node.place) if _changing(reading) else None


def _changing(reading: Reading) -> frozenset[str]:
    """The names before which a delta stands in the formula."""
    return frozenset(n for n in reading.evidence if CHANGE in reading.use(n).follows)


def _of_quantity(reading: Reading, node: Surface) -> Term | None:
    r"""The change of a quantity that was defined, by those of what it is made of: ``\Delta(xy)``."""
    meaning = reading.meaning(node)[1] if isinstance(node, Name) else None
    if not isinstance(meaning, Definition) or meaning.parameters or meaning.indices:
        return None
    names = _changing(reading)
    varied: dict[Term, Term] = {
        s: add(s, undeclared(reading, f"{CHANGE} {s.name}", node.place))
        for s in sorted(meaning.body.symbols, key=_name)
        if s.name in names
    }
    return subtract(replace(meaning.body, varied), meaning.body) if varied else None


def _name(symbol: Symbol) -> str:
    return symbol.name
