"""Formulas of derivations: derivatives that are not yet worked out are operators, last in products."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from derive.algebra.presentation import surface_of
from derive.core.surface import Differential, Fence, Infix, Juxtaposed, Name, Relation, Surface
from derive.core.term import Term
from derive.syntax.latex import write
from derive.theory.function import by_letter

Letters = Mapping[str, str]
"""For names of functions the letters that stand for them in a document."""


def formula(term: Term, letters: Letters) -> str:
    """The LaTeX of a term, which our reader reads as that term."""
    return write(_laid_out(surface_of(term), letters))


def letters_in(text: str) -> Letters:
    """The letters in a text that mean functions by convention, by the name we would write."""
    known = by_letter()
    return {known[letter].spellings[0]: letter for letter in known if letter in text}


def _laid_out(node: Surface, letters: Letters) -> Surface:
    changed = {f.name: _below(getattr(node, f.name), letters) for f in fields(node)}
    new = replace(node, **changed)
    if isinstance(new, Name) and new.text in letters:
        return Name(new.place, letters[new.text])
    if isinstance(new, Differential) and new.operand is not None:
        return Juxtaposed(new.place, (replace(new, operand=None), _in_brackets(new.operand)))
    if isinstance(new, Juxtaposed) or (isinstance(new, Infix) and not {"+", "-"} & set(new.operators)):
        *before, last = new.items
        return replace(new, items=(*map(_apart, before), last))
    return new


def _below(value: Any, letters: Letters) -> Any:
    if isinstance(value, tuple):
        return tuple(_below(item, letters) for item in value)
    is_node = hasattr(value, "place") and not isinstance(value, Relation)
    return _laid_out(value, letters) if is_node else value


def _in_brackets(node: Surface) -> Surface:
    return node if isinstance(node, Fence) else Fence(node.place, "(", ")", (node,))


def _apart(node: Surface) -> Surface:
    """A factor in brackets if it ends with a derivative, which would reach over what follows."""
    is_operator = isinstance(node, Juxtaposed) and isinstance(node.items[0], Differential)
    return Fence(node.place, "(", ")", (node,)) if is_operator else node
