"""Transposes that are missing or in the wrong place, and products in the wrong order."""

from collections.abc import Iterator
from dataclasses import replace

from derive.core.surface import Fence, Infix, Juxtaposed, Name, Scripted, Surface
from derive.core.term import TWO, Apply, Term, add, multiply
from derive.theory.mending import raised
from derive.theory.mistake import Change, Derivative, Mistake, Spot

_MARKS = ("T", "\\top", "\\intercal")
_TURNED = frozenset(("transpose", "inverse"))


def _transposes(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if not spot.around.arrays or spot.role in ("index", "exponent", "lower", "upper"):
        return
    if isinstance(node, Scripted) and isinstance(node.sup, Name) and node.sup.text in _MARKS:
        bare: Surface = node.base if node.sub is None else replace(node, sup=None)
        yield Change(bare, node.place, bare)
    elif isinstance(node, Name | Fence) or (isinstance(node, Scripted) and node.sup is None):
        new = raised(node, Name(node.place, "\\top"))
        yield Change(new, node.place, new)


def _order(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if not spot.around.arrays or not isinstance(node, Juxtaposed | Infix):
        return
    if isinstance(node, Infix) and node.operators[0] in ("+", "-"):
        return
    for k in range(len(node.items) - 1):
        a, b = node.items[k : k + 2]
        new = replace(node, items=(*node.items[:k], b, a, *node.items[k + 2 :]))
        yield Change(new, a.place.to(b.place), Juxtaposed(node.place, (b, a)))
    if len(node.items) > 2:
        new = replace(node, items=node.items[::-1])
        yield Change(new, node.place, new)


def _order_kept(term: Term, _: Derivative) -> Iterator[Term]:
    """The factors of a product change places when it is transposed or inverted."""
    if not (isinstance(term, Apply) and term.head in _TURNED):
        return
    (inside,) = term.children
    if isinstance(inside, Apply) and inside.head == "matmul":
        yield Apply("matmul", *(Apply(term.head, c) for c in inside.children))
    if isinstance(inside, Apply) and inside.head == "add" and term.head == "inverse":
        yield Apply("add", *(Apply("inverse", c) for c in inside.children))


def _as_numbers(term: Term, _: Derivative) -> Iterator[Term]:
    """``(A + B)^2 = A^2 + 2AB + B^2`` and ``(AB)^2 = A^2 B^2``, as if the order did not matter."""
    if not (isinstance(term, Apply) and term.head == "matmul"):
        return
    if len(term.children) == 2 and term.children[0] is term.children[1]:
        base = term.children[0]
        if isinstance(base, Apply) and base.head == "add" and len(base.children) == 2:
            a, b = base.children
            for mixed in (Apply("matmul", a, b), Apply("matmul", b, a)):
                yield add(Apply("matmul", a, a), multiply(TWO, mixed), Apply("matmul", b, b))
    if len(term.children) == 4 and term.children[:2] == term.children[2:]:
        a, b = term.children[:2]
        yield Apply("matmul", a, a, b, b)


_GIVEN = (r"A \in \mathbb{R}^{n \times n}", r"B \in \mathbb{R}^{n \times n}")

MISTAKES = (
    Mistake(
        "transpose",
        14,
        r"(A + B)^\top = A^\top + B",
        r"(A + B)^\top = A^\top + B^\top",
        _transposes,
        given=_GIVEN,
    ),
    Mistake(
        "order-of-factors",
        12,
        r"(A + B)A = A^2 + AB",
        r"(A + B)A = A^2 + BA",
        _order,
        _as_numbers,
        given=_GIVEN,
    ),
    Mistake(
        "order-when-turned",
        7,
        r"(AB)^\top = A^\top B^\top",
        r"(AB)^\top = B^\top A^\top",
        wrong=_order_kept,
        given=_GIVEN,
    ),
)
