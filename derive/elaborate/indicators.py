r"""Indicator vectors: of their entries, 0 or 1 with the sum 1, ``y_c = 1`` says that y_i is 1 at c only."""

from dataclasses import dataclass
from typing import Final

from derive.core.surface import Chain, Name, Numeral, Scripted, Surface
from derive.elaborate.names import is_label, name_of
from derive.elaborate.scope import Scope
from derive.syntax.latex import write
from derive.syntax.parser import parse

_SAID: Final = (r"\sum_{i} %s_{i} = 1", r"%s_{i} \in \{0, 1\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry ``left`` of the vector with a name, and its value."""

    name: str
    left: Surface
    right: Surface


def indicated(scope: Scope, node: Chain) -> Entry | None:
    """Every entry of an indicator vector, if this says which one of them is 1."""
    left, right = node.terms[:2]
    if [r.sign for r in node.relations] != ["="] or not isinstance(left, Scripted) or left.sup is not None:
        return None
    name, place = name_of(left.base), left.sub
    one = isinstance(right, Numeral) and right.text == "1"
    if not one or name is None or not isinstance(place, Name) or is_label(place):
        return None
    known = {write(a.node) for a in scope.in_force() if name in a.names}
    if not {said % name for said in _SAID} <= known:
        return None
    index = "j" if name_of(place) == "i" else "i"
    entry, value = (f"{name}_{index}", rf"\delta_{{{index} {name_of(place)}}}")
    return Entry(name, parse(entry).rows[0].content, parse(value).rows[0].content)
