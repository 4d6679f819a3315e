"""What is added up in a tree: the parts that show which names in it are arrays."""

from itertools import pairwise

from derive.core.surface import Fence, Infix, Juxtaposed, Name, Scripted, Signed, Surface
from derive.elaborate.names import is_label, is_transpose, name_of, names_in
from derive.elaborate.walk import nodes


def addends(node: Surface) -> list[Surface]:
    """The summands of a tree, each by its last factor."""
    if isinstance(node, Fence) and len(node.items) == 1:
        return addends(node.items[0])
    if isinstance(node, Infix):
        items = node.items if node.operators[0] in "+-" else node.items[-1:]
        return [s for i in items for s in addends(i)]
    if isinstance(node, Juxtaposed):
        return [] if _is_application(node) else addends(node.items[-1])
    return addends(node.operand) if isinstance(node, Signed) else [node]


def _is_application(node: Juxtaposed) -> bool:
    """Whether this ends with a name and a lone name in brackets: nobody puts a lone factor there."""
    head, fence = node.items[-2:]
    alone = isinstance(fence, Fence) and len(fence.items) == 1 and isinstance(fence.items[0], Name)
    primed = isinstance(head, Scripted) and bool(head.primes) and head.sub is None
    return alone and (isinstance(head, Name) or primed)


def names_apart(items: tuple[Surface, ...]) -> list[str]:
    """The letters of a sum that stand there by themselves and with an index: ``x - x_i``."""
    plain = [i.operand if isinstance(i, Signed) else i for i in items]
    indexed = [i for i in plain if isinstance(i, Scripted) and i.sub is not None and not is_label(i.sub)]
    if not indexed:
        return []
    bare = {name_of(i) for i in plain if isinstance(i, Name) and i.style not in ("bold", "arrow")}
    return [n for i in indexed if (n := name_of(i.base)) is not None and n in bare]


def stands_in(head: Name, argument: Surface) -> bool:
    r"""Whether a name stands by itself in brackets behind it: ``\sigma(1 - \sigma)`` is a product."""
    if head.function or (text := name_of(head)) not in names_in(argument):
        return False
    found = nodes(argument)
    applied = {
        id(left.base if isinstance(left, Scripted) else left)
        for n in found
        if isinstance(n, Juxtaposed)
        for left, right in pairwise(n.items)
        if isinstance(right, Fence)
    }
    return any(isinstance(n, Name) and name_of(n) == text and id(n) not in applied for n in found)


def begins_with_row(node: Juxtaposed) -> bool:
    """Whether a product is a number since a row begins it, as in ``a^T x`` and ``x^T A x``."""
    first = next((i for i in node.items if isinstance(i, Scripted)), None)
    row = first is not None and first.sup is not None and is_transpose(first.sup)
    return row and first is not None and (name_of(first.base) or "A")[:1].islower()
