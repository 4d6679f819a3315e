r"""Functions of which one is not told: ``A(t) \\in \\mathbb{R}^{n \\times n}``, and f in ``\\int f\\,dx``."""

from collections.abc import Iterator, Sequence
from typing import Final

from derive.core.sort import REAL, AnySort, FunctionSort, Sort
from derive.core.surface import Big, Fence, Juxtaposed, Name, Surface
from derive.core.term import ONE, Symbol
from derive.elaborate.names import name_of
from derive.elaborate.scope import Scope
from derive.elaborate.walk import contain, nodes
from derive.theory.function import by_letter, by_spelling

FUNCTIONS: Final = frozenset("fgh")


def integrated(scope: Scope, trees: Sequence[Surface]) -> Iterator[tuple[str, Name]]:
    r"""The undeclared f, g, h that stand under integrals over one variable only, with that variable.

    In ``\int f g\,dx`` they are functions of x; where f also stands elsewhere, it is a number.
    """
    if not contain(trees, Big):
        return
    under: dict[Name, Name] = {}
    for whole in (n for t in trees for n in nodes(t) if isinstance(n, Big) and n.operator == "int"):
        over = whole.differentials[0] if len(whole.differentials) == 1 else None
        if isinstance(over, Name):
            under |= {n: over for n in nodes(whole.body) if isinstance(n, Name)}
    everywhere = [n for t in trees for n in nodes(t) if isinstance(n, Name) and name_of(n) in FUNCTIONS]
    for name in sorted(FUNCTIONS) if everywhere else ():
        found = [n for n in everywhere if name_of(n) == name]
        variables = {name_of(under[n]) for n in found if n in under}
        if found and all(n in under for n in found) and len(variables) == 1 and scope.lookup(name) is None:
            yield name, under[found[0]]


def array_function(scope: Scope, left: Surface, kind: Sort) -> Symbol | None:
    """The function that a membership in a space of arrays declares; None if this is no new function."""
    pair = left.items if isinstance(left, Juxtaposed) else ()
    if (
        not kind.shape
        or kind.shape[0] is ONE
        or len(pair) != 2
        or not isinstance(pair[0], Name)
        or not isinstance(pair[1], Fence)
    ):
        return None
    name, arguments = name_of(pair[0]), pair[1].items
    if pair[1].opening != "(" or name is None or not all(isinstance(a, Name) for a in arguments):
        return None
    if name in by_letter() or name in by_spelling() or scope.lookup(name) is not None:
        return None
    if len(kind.shape) > 1 and ONE in kind.shape:
        kind = Sort(kind.field, kind.shape[:1])
    return Symbol(name, FunctionSort(tuple(_sort_of(scope, name_of(a) or "") for a in arguments), kind))


def _sort_of(scope: Scope, name: str) -> Sort:
    meaning = scope.lookup(name)
    sort: AnySort | None = meaning.sort if isinstance(meaning, Symbol) else None
    return sort if isinstance(sort, Sort) else REAL
