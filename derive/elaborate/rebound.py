r"""Names that run anew: "for all $x \in \mathbb{R}$" after "let $x > 0$" is about all numbers."""

from collections.abc import Iterable
from typing import Final

from derive.algebra.facts import Facts
from derive.core.document import Block, BlockKind
from derive.core.source import UnreadableError
from derive.core.surface import Call, Chain, Fence, Juxtaposed, Name, Relation, Surface
from derive.elaborate.assumption import Assumption
from derive.elaborate.excluded import excluded
from derive.elaborate.members import restricts
from derive.elaborate.names import label_of, names_in
from derive.elaborate.of_all_arguments import applied_in
from derive.elaborate.scope import Binding, Definition, Scope
from derive.elaborate.sets import NUMBER_SETS, number_set
from derive.elaborate.standing import CONSTANTS
from derive.elaborate.terms import begin
from derive.syntax.latex import write
from derive.theory.function import by_spelling

_BOUNDING: Final = frozenset(("<", ">", "\\le", "\\ge", "\\leq", "\\geq", "\\in"))


def says_sort(node: Surface) -> bool:
    r"""Whether this is ``x \in \mathbb{R}`` and the like, which says no more than what kind of thing x is."""
    parts = [i for i in getattr(node, "items", (node,)) if isinstance(i, Chain)]
    return bool(parts) and all(map(_is_sort, parts))


def lies_between(node: Surface) -> bool:
    r"""Whether this is ``x \in [0, 1]``, which bounds a number."""
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["\\in"]:
        return False
    right = node.terms[-1]
    return isinstance(right, Fence) and len(right.items) == 2 and right.opening in ("[", "(", "]")


def _is_sort(node: Chain) -> bool:
    right = node.terms[-1]
    if [r.sign for r in node.relations] != ["\\in"] or right is None or number_set(right) is None:
        return False
    return number_set(right) == "\\mathbb{N}" or not restricts(right)


def running(nodes: Iterable[Surface]) -> frozenset[str]:
    """The names that are said to run through a number set."""
    parts = [i for node in nodes for i in getattr(node, "items", (node,)) if says_sort(node)]
    found = (label_of(p.terms[0] or p) for p in parts if isinstance(p, Chain))
    return frozenset(name for name in found if name is not None)


def ranging(nodes: Iterable[Surface]) -> frozenset[str]:
    r"""The names that run through all numbers of a set, or beyond a bound: ``x > 0``, ``x \in [0, 1]``."""
    parts = [i for node in nodes for i in getattr(node, "items", (node,))]
    found = (_ranged(p) for p in parts if isinstance(p, Chain))
    return running(nodes) | frozenset(name for name in found if name is not None)


def _ranged(node: Chain) -> str | None:
    """The one name between bounds without names, or in a set without names."""
    if not {r.sign for r in node.relations} <= _BOUNDING:
        return None
    named = [t for t in node.terms if t is not None and names_in(t) - CONSTANTS.keys() - NUMBER_SETS.keys()]
    return label_of(named[0]) if len(named) == 1 and isinstance(named[0], Name) else None


def introduced_alone(node: Surface) -> frozenset[str]:
    """The names that a formula introduces without saying more of them than what kind of thing they are."""
    name = label_of(node) if isinstance(node, Name) else None
    return running((node,)) if name is None else frozenset((name,))


def shown_inline(block: Block) -> Surface | None:
    """The one formula of a block within a line."""
    rows = block.formula.rows if block.formula is not None and block.kind is BlockKind.INLINE else ()
    return rows[0].content if len(rows) == 1 else None


def in_interval(stated: Surface, fence: Surface | None) -> list[Surface]:
    """That the only name of a statement is in an interval."""
    names = sorted(names_in(stated) - CONSTANTS.keys() - by_spelling().keys() - applied_in((stated,)))
    if not isinstance(fence, Fence) or len(fence.items) != 2 or fence.opening not in "([" or len(names) != 1:
        return []
    member = Name(fence.place, names[0])
    return [Chain(fence.place, (member, fence), (Relation(fence.place, "\\in"),))]


def give_new_value(scopes: Iterable[Scope], node: Surface, old: Iterable[Assumption]) -> None:
    """Forget the old values of what is said to have a new one: "let ``E[X] = 1``"."""
    said = _valued(node)
    gone = [a for a in old if _valued(a.node) == said] if said is not None else []
    for scope in scopes if gone else ():
        scope.forget(gone)


def _valued(node: Surface) -> str | None:
    """The left side of an equation, if it is no name and no calculation, but for example ``f(1)``."""
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="]:
        return None
    left = node.terms[0]
    return write(left) if isinstance(left, Juxtaposed | Call) else None


def give_way(scopes: Iterable[Scope], node: Surface, case: Scope | None = None) -> None:
    """Forget what cannot hold beside what is assumed now of the same names: "now let ``x < 0``".

    In a ``case`` it is only masked.
    """
    opposite = excluded(node)
    if not isinstance(node, Chain) or not isinstance(opposite, Chain):
        return
    names = names_in(node)
    for scope in scopes:
        gone = [
            a
            for a in scope.assumptions
            if not a.runs and a.names == names and _contradicts(scope, a, opposite)
        ]
        if case is not None and case is not scope:
            case.masked += gone
            continue
        scope.forget(gone)
        for name in names & scope.bindings.keys():
            if _is_value(scope.bindings[name]) and _denies(scope, opposite):
                del scope.bindings[name]


def _is_value(meaning: Binding | None) -> bool:
    return isinstance(meaning, Definition) and not (meaning.parameters or meaning.body.symbols)


def _denies(scope: Scope, opposite: Chain) -> bool:
    try:
        return Facts(()).proves(begin(scope, opposite).term(opposite))
    except UnreadableError:
        return False


def _contradicts(scope: Scope, known: Assumption, opposite: Chain) -> bool:
    try:
        reading = begin(scope, known.node, opposite)
        said, other = reading.term(known.node), reading.term(opposite)
    except UnreadableError:
        return False
    return Facts((said,)).proves(other)
