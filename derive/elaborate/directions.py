"""Two directions of an argument: what is supposed for one does not hold in the other one."""

import re
from dataclasses import dataclass
from typing import Final

from derive.core.document import Block
from derive.elaborate.language import Language
from derive.elaborate.scope import Definition, Scope

_ARROWS: Final = frozenset(
    f"\\{long}{arrow}"
    for long in ("", "L")
    for arrow in ("Rightarrow", "Leftarrow", "ongrightarrow", "ongleftarrow")
) | {"\\implies", "\\impliedby"}


@dataclass(frozen=True, slots=True)
class Side:
    """What was in force where a direction began: how many assumptions of a scope, and which names.

    ``supposed`` says that a supposition began it, ``marked`` that it was called a direction.
    """

    scope: Scope
    count: int
    names: frozenset[str]
    supposed: bool = False
    marked: bool = False

    def forget(self) -> None:
        """Take back what was supposed since, and the values that names got by it."""
        self.scope.forget(self.scope.assumptions[self.count :])
        for name in [n for n, b in self.scope.bindings.items() if n not in self.names and _is_value(b)]:
            del self.scope.bindings[name]


def side_of(scope: Scope, *, supposed: bool = False, marked: bool = False) -> Side:
    """What is in force in a scope."""
    return Side(scope, len(scope.assumptions), frozenset(scope.bindings), supposed, marked)


def reverses(language: Language, text: str) -> bool:
    """Whether a sentence in a text begins with "conversely"."""
    return _begins(language.turns.reversing, text)


def names_direction(language: Language, text: str) -> bool:
    """Whether a sentence in a text begins with the name of a direction."""
    return _begins(language.turns.direction, text)


def is_direction(block: Block) -> bool:
    """Whether a formula is nothing but the arrow of a direction."""
    return block.text.strip() in _ARROWS


def _begins(words: str, text: str) -> bool:
    return re.search(rf"(?:\A|[.!?:;]\s|\n)\W*(?:{words})(?!\w)", text, re.IGNORECASE) is not None


def _is_value(meaning: object) -> bool:
    return isinstance(meaning, Definition) and not (meaning.parameters or meaning.indices)
