"""The formulas of a sentence that claims without a sign: whether they fit it, and a formula made of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final

from derive.core.document import Block
from derive.core.source import Place
from derive.core.surface import Chain, Fence, Listing, Name, Numeral, Relation, Scripted, Surface
from derive.elaborate.definable import head_and_parameters
from derive.elaborate.formulas import is_approach
from derive.elaborate.lines import only_bounds
from derive.elaborate.names import label_of, name_of, names_in
from derive.elaborate.of_all_arguments import applied_in
from derive.elaborate.standing import CONSTANTS
from derive.elaborate.walk import transform
from derive.syntax.parser import parse
from derive.theory.function import by_letter, by_spelling

Shown = Mapping[str, Surface]
"""The names that were given a meaning before, with the left side of that equation."""

_PART: Final = re.compile(r"!(\w)")
_VARIABLES: Final = ("x", "t", "z", "u", "y", "s", "\\theta")
_MOVING: Final = ("x", "t")
_OPPOSITE: Final = {"=": "\\ne", "\\ne": "=", "<": "\\ge", ">": "\\le", "\\le": ">", "\\ge": "<"}
_ENDS: Final = "PQ"
_SIDES: Final = "AB"
_DEFINING: Final = ("s", "m")
_SPOKEN: Final = ("s", "c", "o", "m", "z")
_POINTED: Final = ("t", "u", "T")
_FREE: Final = frozenset(("C", "c"))


def shown_before(blocks: Sequence[Block]) -> Shown:
    """What equations before a paragraph give a meaning to."""
    found: dict[str, Surface] = {}
    for block in blocks:
        for row in block.formula.rows if block.formula is not None else ():
            found |= _head(row.content)
    return found


def _head(node: Surface) -> dict[str, Surface]:
    left = node.terms[0] if isinstance(node, Chain) and node.relations[0].sign in ("=", ":=") else None
    shown = None if left is None else head_and_parameters(left)
    name = None if shown is None else label_of(shown[0])
    return {} if name is None or left is None else {name: left}


def _is_value(node: Surface) -> bool:
    return not any(isinstance(n, Chain | Listing) for n in (node,))


def _is_point(node: Surface) -> bool:
    value = node.terms[1] if isinstance(node, Chain) and len(node.terms) == 2 else node
    return value is not None and _is_value(value) and (value is node or label_of(_first(node)) is not None)


def _first(node: Surface) -> Surface:
    return (node.terms[0] or node) if isinstance(node, Chain) else node


def _is_interval(node: Surface) -> bool:
    return isinstance(node, Fence) and len(node.items) == 2 and node.opening in ("[", "(", "]")


def _is_relation(node: Surface) -> bool:
    return isinstance(node, Chain) and len(node.relations) == 1 and None not in node.terms


def _is_compound(node: Surface) -> bool:
    """Whether a value is calculated: of a mere name or number, words may set up an equation."""
    return _is_value(node) and not isinstance(node, Name | Numeral)


def _is_count(node: Surface) -> bool:
    return isinstance(node, Name | Numeral)


_FITS: Final[dict[str, Callable[[Surface], bool]]] = {
    "s": _is_value,
    "c": _is_compound,
    "o": _is_compound,
    "m": _is_value,
    "q": _is_count,
    "v": _is_value,
    "x": lambda n: name_of(n) is not None,
    "y": lambda n: name_of(n) is not None,
    "p": _is_point,
    "t": _is_point,
    "u": _is_point,
    "T": _is_point,
    "z": _is_value,
    "a": _is_value,
    "b": _is_value,
    "i": _is_interval,
    "l": lambda n: is_approach(n, named=True),
    "n": _is_count,
    "r": _is_relation,
    "g": lambda n: isinstance(n, Chain) and None not in n.terms,
    "h": lambda n: _is_relation(n) and only_bounds(n) and len(names_in(n)) == 1,
    "d": lambda n: bool(_head(n)) and isinstance(n, Chain) and len(n.terms) == 2,
    "e": lambda _: True,
    "f": lambda _: True,
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The formulas of a sentence by the groups that stand for them, and what is defined among them."""

    nodes: Mapping[str, Surface]
    words: Mapping[str, str]
    definition: str | None = None

    @classmethod
    def of(cls, nodes: Mapping[str, Surface], words: Mapping[str, str], shown: Shown) -> "Parts | None":
        """The parts where each is what its group stands for, and no name in the value is new."""
        found = dict(nodes)
        definition = None
        for key in (k for k in _SPOKEN if k in nodes):
            own = _head(nodes[key]) if key in _DEFINING else {}
            if not own.keys().isdisjoint(shown):
                return None
            shown, definition = {**shown, **own}, key if own else definition
            spoken = _spoken(nodes[key], shown, moves=key == "s")
            if spoken is None:
                return None
            found[key] = spoken
        if not all(_FITS[k](n) for k, n in found.items()) or not _names_what_moves(found):
            return None
        if _sets_up(found) or _new_names(found, shown):
            return None
        return cls(found, words, definition)

    def put_into(self, template: str, place: Place) -> Surface | None:
        """The formula of a template; None where no variable is found for it.

        Raises:
            UnreadableError: the template and the parts are no formula.
        """
        values: dict[str, Surface] = {}
        for name in _PART.findall(template):
            value = self._value(name, place)
            if value is None:
                return None
            values[name] = value
        made = _placed(parse(_PART.sub(r"\\mathfrak{\1}", template)).rows[0].content, place)

        def put(node: Surface) -> Surface | None:
            known = isinstance(node, Name) and node.accents == ("fraktur",) and node.text in values
            return values[node.text] if known and isinstance(node, Name) else None

        return replace(transform(made, put), place=place)

    def _value(self, name: str, place: Place) -> Surface | None:
        if name == "p" and not isinstance(self.nodes["p"], Chain):
            variable = _variable(self.nodes, place)
            sides = (variable, self.nodes["p"])
            return None if variable is None else Chain(place, sides, (Relation(place, "="),))
        if name in self.nodes:
            node = self.nodes[name]
            return node.terms[1] if name in _POINTED and isinstance(node, Chain) else node
        if name in self.words:
            return parse(_digits(self.words[name]), start=place.start, part=place.part).rows[0].content
        if name in _ENDS:
            interval = self.nodes["i"]
            return interval.items[_ENDS.index(name)] if isinstance(interval, Fence) else None
        if name == "R":
            return _denied(self.nodes["r"])
        if name in _SIDES:
            return _side(self.nodes, _SIDES.index(name))
        if name == "k":
            used = names_in(*self.nodes.values())
            return Name(place, next(c for c in "kjilm" if c not in used))
        return _variable(self.nodes, place) if name == "x" else None


def _digits(words: str) -> str:
    return words.replace("infinity", r"\infty").replace("unendlich", r"\infty")


def _named(left: Surface) -> Surface:
    """The name that the left side of a definition gives a meaning to."""
    shown = head_and_parameters(left)
    return left if shown is None else shown[0]


def _spoken(subject: Surface, shown: Shown, *, moves: bool) -> Surface | None:
    """The value that is spoken of: of a function that was shown, its value; None where nothing is known."""
    if isinstance(subject, Chain):
        return (
            _first(subject) if shown.get(label_of(_named(_first(subject))) or "") is _first(subject) else None
        )
    if isinstance(subject, Name) or (isinstance(subject, Scripted) and subject.sup is None):
        return shown.get(label_of(subject) or "", subject if moves and name_of(subject) in _MOVING else None)
    return None if applied_in((subject,)) - shown.keys() else subject


def _names_what_moves(found: Mapping[str, Surface]) -> bool:
    """Whether a point, or an approach, is one of a variable of what is spoken of."""
    places = [found[k] for k in ("l", "p") if isinstance(found.get(k), Chain)]
    subject = found.get("s", found.get("r"))
    return subject is None or all(not names_in(_first(p)).isdisjoint(names_in(subject)) for p in places)


def _sets_up(found: Mapping[str, Surface]) -> bool:
    """Whether what is calculated has names that its value has not, as where an equation is set up."""
    operands = [found[k] for k in ("c", "o") if k in found]
    return bool(operands) and "v" in found and names_in(*operands) != names_in(found["v"])


def _new_names(found: Mapping[str, Surface], shown: Shown) -> frozenset[str]:
    """The names in a value that stand nowhere beside it and were not shown."""
    value = found.get("v")
    if value is None:
        return frozenset()
    rest = names_in(*(n for k, n in found.items() if k != "v"))
    return (
        names_in(value)
        - rest
        - shown.keys()
        - CONSTANTS.keys()
        - by_spelling().keys()
        - by_letter().keys()
        - _FREE
    )


def _variable(found: Mapping[str, Surface], place: Place) -> Surface | None:
    """The only variable of what is spoken of."""
    subject = found.get("s", found.get("r"))
    names = names_in(subject) if subject is not None else frozenset[str]()
    names -= CONSTANTS.keys() | by_spelling().keys() | by_letter().keys()
    names -= applied_in((subject,)) if subject is not None else frozenset()
    usual = [n for n in _VARIABLES if n in names]
    chosen = sorted(names) if len(names) == 1 else usual
    return parse(chosen[0], start=place.start, part=place.part).rows[0].content if len(chosen) == 1 else None


def _side(found: Mapping[str, Surface], at: int) -> Surface | None:
    """A side of an equation; of one that holds in a limit, the right one must not depend on what tends."""
    node = found["r"]
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="]:
        return None
    side, tends = node.terms[at], found.get("l")
    moves = names_in(_first(tends)) if tends is not None else frozenset()
    return None if at and side is not None and not moves.isdisjoint(names_in(side)) else side


def _denied(node: Surface) -> Surface | None:
    sign = node.relations[0] if isinstance(node, Chain) else None
    other = _OPPOSITE.get(sign.sign) if sign is not None else None
    if sign is None or other is None or not isinstance(node, Chain):
        return None
    return replace(node, relations=(replace(sign, sign=other),))


def _placed(node: Any, place: Place) -> Any:
    """The tree with one place for all that is new in it."""
    if isinstance(node, tuple):
        return tuple(_placed(n, place) for n in node)
    if not is_dataclass(node) or isinstance(node, type):
        return node
    return replace(
        node,
        **{
            f.name: place if f.name == "place" else _placed(getattr(node, f.name), place)
            for f in fields(node)
        },
    )
