"""Formulas of derivations: in the writer's letters; derivatives not yet worked out stand last in products."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from derive.algebra.presentation import surface_of
from derive.core.source import UnreadableError
from derive.core.surface import Big, Chain, Differential, Fence, Infix, Juxtaposed, Name, Relation, Surface
from derive.core.term import Term
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.syntax.tree import children
from derive.theory.function import by_letter

_Change = Callable[[Surface], Surface]
_KINDS: Final = {
    "lim": "real",
    "int": "real",
    "sum": "index",
    "prod": "index",
    "max": "index",
    "min": "index",
}


@dataclass(frozen=True, slots=True)
class Letters:
    """What things are called in a document.

    ``functions`` are the letters that stand for functions, by the name we would write; ``bound`` are those
    of the variables of sums and products ("index") and of limits and integrals ("real").
    """

    functions: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def formula(term: Term, letters: Letters) -> str:
    """The LaTeX of a term, which our reader reads as that term."""
    return write(_renamed(_laid_out(surface_of(term), letters.functions), letters.bound, frozenset()))


def letters_in(text: str) -> Letters:
    """The letters in a formula: for functions by convention, and for variables of sums and limits."""
    known = by_letter()
    functions = {known[letter].spellings[0]: letter for letter in known if letter in text}
    bound: dict[str, dict[str, None]] = {}
    for node in _nodes(text):
        variable = _variable(node) if isinstance(node, Big) else None
        if variable is not None and isinstance(node, Big) and node.operator in _KINDS:
            bound.setdefault(_KINDS[node.operator], {})[variable] = None
    return Letters(functions, {kind: tuple(found) for kind, found in bound.items()})


def _nodes(text: str) -> Iterator[Surface]:
    try:
        waiting = [row.content for row in parse(text).rows]
    except UnreadableError:
        return
    while waiting:
        node = waiting.pop(0)
        yield node
        waiting.extend(children(node))


def _variable(node: Big) -> str | None:
    """The letter that a sum, a limit or an integral binds."""
    names = (*node.differentials, *(node.sub.terms[:1] if isinstance(node.sub, Chain) else ()))
    return next((n.text for n in names if isinstance(n, Name)), None)


def _renamed(node: Surface, bound: Mapping[str, tuple[str, ...]], taken: frozenset[str]) -> Surface:
    """With the writer's letters for bound variables, as far as they do not mean anything else inside."""
    if not bound:
        return node
    if isinstance(node, Big) and (own := _variable(node)) is not None:
        used = {n.text for n in _below(node) if isinstance(n, Name)}
        wanted = bound.get(_KINDS.get(node.operator, ""), ())
        letter = next((w for w in wanted if w not in taken and (w == own or w not in used)), own)
        changed = _with_name(node, own, letter) if letter != own else node
        return _changed(changed, lambda n: _renamed(n, bound, taken | {letter}))
    return _changed(node, lambda n: _renamed(n, bound, taken))


def _below(node: Surface) -> Iterator[Surface]:
    for child in children(node):
        yield child
        yield from _below(child)


def _with_name(node: Surface, old: str, new: str) -> Surface:
    if isinstance(node, Name) and node.text == old:
        return replace(node, text=new)
    return _changed(node, lambda n: _with_name(n, old, new))


def _laid_out(node: Surface, functions: Mapping[str, str]) -> Surface:
    new = _changed(node, lambda n: _laid_out(n, functions))
    if isinstance(new, Name) and new.text in functions:
        return Name(new.place, functions[new.text])
    if isinstance(new, Differential) and new.operand is not None:
        return Juxtaposed(new.place, (replace(new, operand=None), _in_brackets(new.operand)))
    if isinstance(new, Juxtaposed) or (isinstance(new, Infix) and not {"+", "-"} & set(new.operators)):
        *before, last = new.items
        return replace(new, items=(*map(_apart, before), last))
    return new


def _changed(node: Surface, change: _Change) -> Surface:
    """The node with each node below it changed."""
    return replace(node, **{f.name: _each(getattr(node, f.name), change) for f in fields(node)})


def _each(value: Any, change: _Change) -> Any:
    if isinstance(value, tuple):
        return tuple(_each(item, change) for item in value)
    is_node = hasattr(value, "place") and not isinstance(value, Relation)
    return change(value) if is_node else value


def _in_brackets(node: Surface) -> Surface:
    return node if isinstance(node, Fence) else Fence(node.place, "(", ")", (node,))


def _apart(node: Surface) -> Surface:
    """A factor in brackets if it ends with a derivative, which would reach over what follows."""
    is_operator = isinstance(node, Juxtaposed) and isinstance(node.items[0], Differential)
    return Fence(node.place, "(", ")", (node,)) if is_operator else node
