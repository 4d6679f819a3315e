"""Signs that a name is an array, counts, or is complex: what stands around it shows it."""

from typing import Final

from derive.core.surface import (
    Big,
    Chain,
    Dots,
    Fence,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Scripted,
    Surface,
)
from derive.elaborate.addends import addends, begins_with_row, names_apart
from derive.elaborate.likeness import differences
from derive.elaborate.names import name_of, names_in
from derive.elaborate.uses import Uses
from derive.elaborate.walk import nodes

_COUNTING: Final = frozenset("ijklmnpqrKLMN")
_ARRAY_CALLS: Final = frozenset(("softmax", "lse", "logsumexp", "LSE", "LogSumExp", "diag"))
_MATRIX_CALLS: Final = frozenset(("\\det", "det", "\\tr", "tr", "trace"))


def arguments(seen: Uses, head: Name, fence: Surface) -> None:
    """What functions of vectors and of matrices are applied to."""
    text = head.text.strip("\\")
    if text in _ARRAY_CALLS and isinstance(fence, Fence):
        vectors(seen, fence if text == "diag" else fence.items[0], "vector")
    if head.text in _MATRIX_CALLS:
        vectors(seen, fence, "matrix")


def vectors(seen: Uses, node: Surface, kind: str) -> None:
    """Mark the names that make an argument an array: those with indices, else the first bare one."""
    found = [n for n in addends(node) if isinstance(n, Name | Scripted)]
    for n in found:
        name = name_of(n.base if isinstance(n, Scripted) else n)
        if name is not None and (isinstance(n, Scripted) or n is found[0]):
            setattr(seen.of(name), kind, True)


def complex_inside(seen: Uses, node: Surface) -> None:
    r"""What has a real part by itself, as z in ``\\Re(z)``, is a complex number."""
    inside = node.items[0] if isinstance(node, Fence) and len(node.items) == 1 else node
    name = name_of(inside)
    if name is not None:
        seen.of(name).complex = True


def chosen(seen: Uses, node: Fence) -> None:
    r"""In ``\binom{n}{k}`` k counts, and so does n unless it is a letter for real numbers."""
    above, below = node.items
    seen.integers(below)
    if all(name in _COUNTING for name in names_in(above)):
        seen.integers(above)


def bounds(seen: Uses, node: Big) -> None:
    """The indices of a large operator are bound; a top above a numeral is no less than that."""
    sub = node.sub
    lower = None
    if isinstance(sub, Chain) and len(sub.terms) == 2 and sub.relations[0].sign == "=":
        lower, sub = sub.terms[1], sub.terms[0]
    for index in sub.items if isinstance(sub, Listing) else (sub,):
        name = name_of(index) if index is not None else None
        if name is not None:
            seen.of(name).bound = True
    top = name_of(node.sup) if node.sup is not None else None
    if top is not None and isinstance(lower, Numeral):
        seen.of(top).lower = lower


def listed(seen: Uses, items: tuple[Surface, ...]) -> None:
    """In ``a_1, ..., a_n`` and ``a_1 + ... + a_n`` the letter is a vector."""
    if len(items) < 3 or Dots not in map(type, items):
        return
    for first in nodes(items[0]):
        if isinstance(first, Scripted) and first.sub is not None:
            name = name_of(first.base)
            if name is not None:
                seen.of(name).vector = True
    _counted(seen, items)


def _counted(seen: Uses, items: tuple[Surface, ...]) -> None:
    """What changes between the item before the dots and the last one counts."""
    dots = next(k for k, i in enumerate(items) if isinstance(i, Dots))
    changed = differences(items[max(dots - 1, 0)], items[-1])
    for _, end in changed or ():
        seen.integers(end)
    if changed is None and isinstance(items[-1], Scripted):
        seen.integers(items[-1].sup)


def summands_beside(seen: Uses, items: tuple[Surface, ...]) -> None:
    """What stands beside a letter in a sum: itself with an index, or the last factors of products."""
    for apart in names_apart(items):
        seen.of(apart).apart = True
    names = [name for i in items if (name := name_of(i)) is not None]
    products = [i for i in items if isinstance(i, Juxtaposed) and not begins_with_row(i)] if names else ()
    ends = [name for p in products if (name := name_of(p.items[-1])) is not None]
    for name in names if ends else ():
        seen.of(name).beside += tuple([e for e in ends if e != name])


def beside_list(seen: Uses, node: Surface | None, other: Surface | None) -> None:
    """``x = (1, 2)`` shows that x is a vector."""
    if isinstance(node, Name) and isinstance(other, Fence) and len(other.items) > 1 and other.opening == "(":
        seen.of(name_of(node) or "").vector = True


def after_transpose(seen: Uses, base: Surface, node: Surface) -> None:
    """What a row is multiplied by."""
    name = name_of(base)
    if name is not None:
        use = seen.of(name)
        use.transposed = True
        use.follows_row = use.follows_row or (isinstance(node, Scripted) and node.sub is not None)
