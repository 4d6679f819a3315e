"""One function taken for another, and functions carried into a sum or a product."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from derive.core.surface import Big, Call, Name, Scripted
from derive.core.term import Apply, Number, Term, add, multiply
from derive.theory.mistake import Change, Derivative, Mistake, Spot

_SWAPS: Final = {
    "\\sin": ("\\cos", "\\tan", "\\sinh"),
    "\\cos": ("\\sin", "\\cosh"),
    "\\tan": ("\\cot", "\\sin"),
    "\\cot": ("\\tan",),
    "\\sinh": ("\\cosh", "\\sin"),
    "\\cosh": ("\\sinh", "\\cos"),
    "\\tanh": ("\\coth", "\\sinh"),
    "\\coth": ("\\tanh",),
    "\\exp": ("\\log",),
    "\\log": ("\\exp",),
    "\\ln": ("\\exp",),
    "\\max": ("\\min",),
    "\\min": ("\\max",),
    "\\arcsin": ("\\arccos",),
    "\\arccos": ("\\arcsin",),
    "\\sec": ("\\csc", "\\cos"),
    "\\csc": ("\\sec", "\\sin"),
}
_BIG: Final = {"max": "min", "min": "max", "sum": "prod", "prod": "sum"}
_LINEAR: Final = frozenset(
    ("add", "multiply", "power", "vector", "matrix", "transpose", "matmul", "exp", "log", "abs")
)
_STATEMENTS: Final = frozenset(
    ("eq", "ne", "lt", "le", "gt", "ge", "and", "or", "not", "member", "cases", "delta")
)
MOST_ARGUMENTS: Final = 6


def _swapped(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if isinstance(node, Name) and node.function:
        for text in _SWAPS.get(node.text, ()):
            new = replace(node, text=text)
            yield Change(new, node.place, new)
    elif isinstance(node, Call) and isinstance(node.head, Name):
        for text in _SWAPS.get(node.head.text, ()):
            head = replace(node.head, text=text)
            yield Change(replace(node, head=head), node.head.place, head)
    elif isinstance(node, Call) and isinstance(node.head, Scripted) and isinstance(node.head.base, Name):
        for text in _SWAPS.get(node.head.base.text, ()):
            head = replace(node.head.base, text=text)
            yield Change(replace(node, head=replace(node.head, base=head)), node.head.base.place, head)
    elif isinstance(node, Big) and node.operator in _BIG:
        big = replace(node, operator=_BIG[node.operator])
        yield Change(big, node.place, big)


def _distributed(term: Term, _: Derivative) -> Iterator[Term]:
    """``f(a + b)`` is not ``f(a) + f(b)``, ``f(c a)`` not ``c f(a)``, and ``f(a)^2`` not ``f(a^2)``."""
    if not (isinstance(term, Apply) and len(term.children) == 1) or term.head in _LINEAR | _STATEMENTS:
        return
    (inside,) = term.children
    if not isinstance(inside, Apply) or len(inside.children) > MOST_ARGUMENTS:
        return
    if inside.head == "add":
        yield add(*(Apply(term.head, c) for c in inside.children))
    elif inside.head == "matmul":
        yield multiply(*(Apply(term.head, c) for c in inside.children))
    elif inside.head == "multiply":
        yield multiply(*(Apply(term.head, c) for c in inside.children))
        for k, factor in enumerate(inside.children):
            rest = (*inside.children[:k], *inside.children[k + 1 :])
            if not (isinstance(factor, Number) and factor.value == -1):
                yield multiply(factor, Apply(term.head, multiply(*rest)))
    elif inside.head == "power":
        yield Apply("power", Apply(term.head, inside.children[0]), inside.children[1])


MISTAKES = (
    Mistake(
        "wrong-function", 22, r"\frac{d}{dx} \sin(x) = \sin(x)", r"\frac{d}{dx} \sin(x) = \cos(x)", _swapped
    ),
    Mistake(
        "distributed-function",
        9,
        r"\sin(a + b) = \sin a + \sin b",
        r"\sin(a + b) = \sin a \cos b + \cos a \sin b",
        wrong=_distributed,
    ),
)
