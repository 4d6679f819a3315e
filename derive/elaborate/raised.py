r"""Superscripts in brackets over which a sum runs: ``\\sum_i x^{(i)}`` runs through members of a family."""

from dataclasses import replace

from derive.core.surface import Big, Chain, Fence, Infix, Juxtaposed, Listing, Name, Scripted, Surface
from derive.elaborate.names import name_of, subscripts
from derive.elaborate.walk import contain, nodes, transform


def with_running_superscripts(node: Surface) -> Surface:
    """The tree with subscripts for superscripts in brackets that are the index of a sum or product in it."""
    if not contain((node,), Scripted, Fence, Big):
        return node
    if not any(type(n) is Scripted and type(n.sup) is Fence for n in nodes(node)):
        return node
    running = {name for n in nodes(node) if isinstance(n, Big) for name in _indices(n)}
    applied = {id(a) for n in nodes(node) if isinstance(n, Juxtaposed) for a in _heads(n)}
    return transform(node, lambda n: None if id(n) in applied else _lowered(n, running)) if running else node


def _heads(node: Juxtaposed) -> list[Surface]:
    """What a bracket follows: ``f^{(n)}(0)`` is a derivative."""
    pairs = zip(node.items, node.items[1:], strict=False)
    return [a for a, b in pairs if isinstance(b, Fence) and b.opening == "("]


def _indices(node: Big) -> set[str]:
    """The names that stand on the left below a large operator."""
    below = node.sub.items if isinstance(node.sub, Listing) else (node.sub,)
    heads = (b.terms[0] if isinstance(b, Chain) else b for b in below if b is not None)
    return {name for h in heads if h is not None and (name := name_of(h)) is not None}


def _label(node: Surface) -> Surface | None:
    """``i`` or ``i + 1`` in ``x^{(i)}``."""
    sup = node.sup if isinstance(node, Scripted) else None
    bracket = isinstance(sup, Fence) and sup.opening == "(" and len(sup.items) == 1
    inside = sup.items[0] if bracket and isinstance(sup, Fence) else None
    return inside if isinstance(inside, Name | Infix) else None


def _lowered(node: Surface, running: set[str]) -> Surface | None:
    label = _label(node)
    if (
        label is None
        or not isinstance(node, Scripted)
        or not any(name_of(n) in running for n in nodes(label))
    ):
        return None
    if node.sub is None:
        return replace(node, sub=label, sup=None)
    both = (label, *subscripts(node.sub))
    return replace(node, sub=Listing(node.sub.place, both, (",",) * (len(both) - 1)), sup=None)
