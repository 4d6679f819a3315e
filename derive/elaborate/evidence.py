"""Evidence: how each name is used in a formula, before anything is given a meaning."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from derive.core.surface import (
    Big,
    Call,
    Chain,
    Differential,
    Dots,
    Fence,
    Grid,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Postfix,
    Scripted,
    Signed,
    Surface,
)
from derive.elaborate.addends import addends, begins_with_row, names_apart, stands_in
from derive.elaborate.alternatives import DOUBLE_SIGNS
from derive.elaborate.imaginary import COMPLEX_LETTERS, PARTS
from derive.elaborate.likeness import differences
from derive.elaborate.names import (
    EMPHASIS,
    FUNCTION_LETTERS,
    is_label,
    is_transpose,
    label_of,
    name_of,
    names_in,
    subscripts,
    text_of,
)
from derive.elaborate.uses import Use
from derive.elaborate.walk import children, nodes

BOUNDED: Final = frozenset(("sum", "prod", "max", "min", "bigcup", "bigcap"))
_BARS: Final = ("bar", "overline")
_EQUATING: Final = ("=", "\\ne", "\\neq")
_COUNTING: Final = frozenset("ijklmnpqrKLMN")
_ARRAY_CALLS: Final = frozenset(("softmax", "lse", "logsumexp", "LSE", "LogSumExp", "diag"))
_MATRIX_CALLS: Final = frozenset(("\\det", "det", "\\tr", "tr", "trace"))


class Evidence(dict[str, Use]):
    """Uses by name; ``see`` adds those of a tree.

    ``integrated`` are the variables of integrals, ``positions`` the indices of entries that are
    differentiated by, ``variables`` all that is, ``free`` the names outside all large operators that
    mention them below, ``hidden`` those mentioned below the operators around the present place; ``outer``
    are the names in ``u v^T``, ``cells`` those in matrices, ``applied`` the brackets behind ``p_X``. Flags:
    ``imaginary`` says that i is the imaginary unit if it has no other meaning, ``square`` that a square
    matrix is written out, ``doubled`` that there are double signs.
    """

    integrated: frozenset[str] = frozenset()
    positions: tuple[str, ...] = ()
    cells: frozenset[str] = frozenset()
    hidden: tuple[frozenset[str], ...] = ()
    labels: frozenset[int] = frozenset()
    imaginary = square = doubled = False
    variables: tuple[Surface, ...] = ()
    outer: tuple[tuple[str, str], ...] = ()
    applied: Mapping[str, tuple[Fence, ...]] = MappingProxyType({})

    def __init__(self) -> None:
        super().__init__()
        self.free: set[str] = set()

    def of(self, name: str) -> Use:
        """The record of a name, begun if need be."""
        found = self.get(name)
        if found is None:
            found = self[name] = Use()
        return found

    def see(self, node: Surface) -> None:
        """Take note of everything in a tree."""
        _RULES.get(type(node), Evidence.below)(self, node)

    def join(self, trees: Iterable[Surface]) -> None:
        """Learn from other trees which of the names here have indices or are transposed."""
        others = Evidence()
        for tree in trees:
            others.see(tree)
        self.square |= others.square
        self.cells |= others.cells
        for name in self.keys() & others.keys():
            own, other = self[name], others[name]
            if not own.scripts and not own.arguments:
                own.scripts += other.scripts
                own.vector |= other.vector
                own.matrix |= other.matrix
                own.transposed |= other.transposed

    def is_complex(self, name: str) -> bool:
        """Whether an undeclared name has a real part, or stands beside its conjugate."""
        return name in self and self[name].is_complex(expected=name in COMPLEX_LETTERS or self.imaginary)

    def bound_names(self) -> frozenset[str]:
        """The names mentioned below the operators around the present place."""
        return frozenset().union(*self.hidden)

    def signs(self, sign: str, operand: Surface) -> None:
        """Take note of a sign, and of what is behind it."""
        self.doubled = self.doubled or sign in DOUBLE_SIGNS
        self.see(operand)

    def below(self, node: Surface) -> None:
        """Take note of what is directly below."""
        for child in children(node):
            self.see(child)

    def integers(self, node: Surface | None) -> None:
        """Names in an index, bound or factorial are integers."""
        for n in nodes(node) if node is not None else ():
            if isinstance(n, Name) and not is_label(n):
                self.of(name_of(n) or "").integer = True
                self.free_name(name_of(n) or "")

    def free_name(self, name: str) -> None:
        """Take note of a name where it stands."""
        if not self.hidden or not any(name in names for names in self.hidden):
            self.free.add(name)


def _name(seen: Evidence, node: Name) -> None:
    name = name_of(node) or ""
    use = seen.of(name)
    seen.free_name(name)
    use.bare += 1
    if node.style in EMPHASIS:
        use.bold = True
    if node.accents and node.accents[-1] in _BARS:
        seen.of(name_of(replace(node, accents=node.accents[:-1])) or "").conjugated = True


def _scripted(seen: Evidence, node: Scripted) -> None:
    base = node.base
    transposed = node.sup is not None and is_transpose(node.sup)
    if isinstance(base, Name):
        use = seen.of(name_of(base) or "")
        if base.style in EMPHASIS:
            use.bold = True
        if transposed:
            use.transposed = True
            use.rows = use.rows or node.sub is not None
        if isinstance(node.sup, Signed) and text_of(node.sup) == "-1":
            use.inverted = True
        use.primes += node.primes
        if node.sub is None:
            use.bare += 1
        else:
            _subscripted(seen, node, node.sub, use)
    else:
        seen.see(base)
    if node.sup is not None and not transposed:
        seen.see(node.sup)


def _subscripted(seen: Evidence, node: Scripted, sub: Surface, use: Use) -> None:
    if id(node) in seen.labels and name_of(sub) not in seen.bound_names():
        return
    indices = subscripts(sub)
    use.scripts += (indices,)
    if not any(map(is_label, indices)):
        seen.integers(sub)


def _juxtaposed(seen: Evidence, node: Juxtaposed) -> None:
    items = node.items
    if len(items) == 2 and isinstance(items[1], Name) and isinstance(items[0], (Name, Numeral)):
        seen.of(name_of(items[1]) or "").scaled += 1
    for left, right in pairwise(items):
        head = left.base if isinstance(left, Scripted) else left
        behind = right.base if isinstance(right, Scripted) else right
        if isinstance(head, Name) and isinstance(behind, Fence):
            _before_brackets(seen, left, head, behind)
        if isinstance(left, Scripted) and left.sup is not None and is_transpose(left.sup):
            _after_transpose(seen, behind, right)
        if isinstance(left, Name) and isinstance(right, Scripted) and right.sup and is_transpose(right.sup):
            seen.outer += ((name_of(left) or "", name_of(behind) or ""),)
        if isinstance(right, Name) and isinstance(head, Name):
            seen.of(name_of(right) or "").follows += (name_of(head) or "",)
    seen.below(node)


def _before_brackets(seen: Evidence, left: Surface, head: Name, fence: Fence) -> None:
    """A name, with scripts perhaps, and the bracket behind it."""
    if stands_in(head, fence):
        seen.of(name_of(head) or "").itself = True
    elif fence.opening in "([":
        seen.of(name_of(head) or "").arguments += (fence.items,)
        _arguments(seen, head, fence)
    if isinstance(left, Scripted) and fence.opening == "(":
        _labelled(seen, left, fence)


def _labelled(seen: Evidence, head: Scripted, fence: Fence) -> None:
    """In ``p_X(x)`` the subscript tells functions apart, and is no index."""
    kinds = (Name, Scripted) if name_of(head.base) in FUNCTION_LETTERS else Name
    alone = all(isinstance(i, kinds) for i in fence.items)
    if alone and head.sub is not None and name_of(head.sub) is not None:
        label = label_of(head) or ""
        seen.labels |= {id(head)}
        seen.applied = {**seen.applied, label: (*seen.applied.get(label, ()), fence)}


def _after_transpose(seen: Evidence, base: Surface, node: Surface) -> None:
    name = name_of(base)
    if name is not None:
        use = seen.of(name)
        use.transposed = True
        use.follows_row = use.follows_row or (isinstance(node, Scripted) and node.sub is not None)


def _arguments(seen: Evidence, head: Name, fence: Surface) -> None:
    text = head.text.strip("\\")
    if text in _ARRAY_CALLS and isinstance(fence, Fence):
        _vectors(seen, fence if text == "diag" else fence.items[0], "vector")
    if head.text in _MATRIX_CALLS:
        _vectors(seen, fence, "matrix")


def _vectors(seen: Evidence, node: Surface, kind: str) -> None:
    """Mark the names that make an argument an array: those with indices, else the first bare one."""
    found = [n for n in addends(node) if isinstance(n, Name | Scripted)]
    for n in found:
        name = name_of(n.base if isinstance(n, Scripted) else n)
        if name is not None and (isinstance(n, Scripted) or n is found[0]):
            setattr(seen.of(name), kind, True)


def _call(seen: Evidence, node: Call) -> None:
    head = node.head.base if isinstance(node.head, Scripted) else node.head
    argument = node.argument.base if isinstance(node.argument, Scripted) else node.argument
    if isinstance(head, Name):
        seen.of(name_of(head) or "").arguments += (getattr(argument, "items", (argument,)),)
        _arguments(seen, head, argument)
        if head.text in PARTS:
            _complex(seen, argument)
        if head.text == "\\binom" and isinstance(argument, Fence):
            _chosen(seen, argument)
    seen.below(node)


def _complex(seen: Evidence, node: Surface) -> None:
    r"""What has a real part by itself, as z in ``\\Re(z)``, is a complex number."""
    inside = node.items[0] if isinstance(node, Fence) and len(node.items) == 1 else node
    name = name_of(inside)
    if name is not None:
        seen.of(name).complex = True


def _chosen(seen: Evidence, node: Fence) -> None:
    r"""In ``\binom{n}{k}`` k counts, and so does n unless it is a letter for real numbers."""
    above, below = node.items
    seen.integers(below)
    if all(name in _COUNTING for name in names_in(above)):
        seen.integers(above)


def _big(seen: Evidence, node: Big) -> None:
    around = seen.hidden
    seen.hidden = (*around, names_in(node.sub)) if node.sub is not None else around
    _bounded(seen, node)
    seen.hidden = around


def _bounded(seen: Evidence, node: Big) -> None:
    if node.operator in BOUNDED:
        seen.integers(node.sub)
        seen.integers(node.sup)
        _bounds(seen, node)
    if node.operator == "det":
        _vectors(seen, node.body, "matrix")
    if node.differentials:
        seen.integrated |= {name_of(d) or "" for d in node.differentials}
    seen.below(node)


def _bounds(seen: Evidence, node: Big) -> None:
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


def _differential(seen: Evidence, node: Differential) -> None:
    name = name_of(node.operand) if node.operand is not None else None
    if name is not None:
        new = (x for x in node.variables if name not in names_in(getattr(x, "base", x)))
        seen.of(name).varied_by += tuple(new)
    seen.variables += node.variables
    for variable in node.variables:
        if isinstance(variable, Scripted) and variable.sub is not None:
            indices = (name_of(i) for i in subscripts(variable.sub))
            seen.positions += tuple(i for i in indices if i and not i.isupper() and i not in seen.positions)
    seen.below(node)


def _postfix(seen: Evidence, node: Postfix) -> None:
    if node.operator.startswith("!"):
        seen.integers(node.operand)
    seen.below(node)


def _fence(seen: Evidence, node: Fence) -> None:
    if node.opening == "||":
        _vectors(seen, node, "vector")
        for name in filter(None, (name_of(n) for n in addends(node))):
            seen.of(name).vector = True
    if node.opening == "<" and len(node.items) == 2:
        for item in node.items:
            _vectors(seen, item, "vector")
    _listed(seen, node.items)
    seen.below(node)


def _listed(seen: Evidence, items: tuple[Surface, ...]) -> None:
    """In ``a_1, ..., a_n`` and ``a_1 + ... + a_n`` the letter is a vector."""
    if len(items) < 3 or Dots not in map(type, items):
        return
    for first in nodes(items[0]):
        if isinstance(first, Scripted) and first.sub is not None:
            name = name_of(first.base)
            if name is not None:
                seen.of(name).vector = True
    _counted(seen, items)


def _counted(seen: Evidence, items: tuple[Surface, ...]) -> None:
    """What changes between the item before the dots and the last one counts."""
    dots = next(k for k, i in enumerate(items) if isinstance(i, Dots))
    changed = differences(items[max(dots - 1, 0)], items[-1])
    for _, end in changed or ():
        seen.integers(end)
    if changed is None and isinstance(items[-1], Scripted):
        seen.integers(items[-1].sup)


def _infix(seen: Evidence, node: Infix) -> None:
    seen.doubled = seen.doubled or not DOUBLE_SIGNS.isdisjoint(node.operators)
    _listed(seen, node.items)
    if node.operators[0] in "+-":
        _summands_beside(seen, node.items)
    for left, right in pairwise(node.items) if "\\cdot" in node.operators else ():
        if isinstance(right, Scripted) and right.sub is not None and name_of(left) is not None:
            seen.of(name_of(right.base) or "").dotted += (name_of(left) or "",)
    seen.below(node)


def _summands_beside(seen: Evidence, items: tuple[Surface, ...]) -> None:
    for apart in names_apart(items):
        seen.of(apart).apart = True
    names = [name for i in items if (name := name_of(i)) is not None]
    products = [i for i in items if isinstance(i, Juxtaposed) and not begins_with_row(i)] if names else ()
    ends = [name for p in products if (name := name_of(p.items[-1])) is not None]
    for name in names if ends else ():
        seen.of(name).beside += tuple([e for e in ends if e != name])


def _grid(seen: Evidence, node: Grid) -> None:
    seen.cells |= names_in(node)
    seen.square |= 1 < len(node.rows) == min(map(len, node.rows)) == max(map(len, node.rows))
    seen.below(node)


def _chain(seen: Evidence, node: Chain) -> None:
    if len(node.terms) > 2:
        _listed(seen, tuple(t for t in node.terms if t is not None))
    for sign, sides in zip(node.relations, pairwise(node.terms), strict=True):
        if sign.sign in _EQUATING:
            _beside_list(seen, *sides)
            _beside_list(seen, *reversed(sides))
        for side in sides if sign.sign.startswith(("\\succ", "\\prec")) else ():
            _vectors(seen, side or node, "matrix")
    seen.below(node)


def _beside_list(seen: Evidence, node: Surface | None, other: Surface | None) -> None:
    """``x = (1, 2)`` shows that x is a vector."""
    if isinstance(node, Name) and isinstance(other, Fence) and len(other.items) > 1 and other.opening == "(":
        seen.of(name_of(node) or "").vector = True


_RULES: Final[dict[type, Callable[[Evidence, Any], None]]] = {
    Name: _name,
    Scripted: _scripted,
    Juxtaposed: _juxtaposed,
    Call: _call,
    Big: _big,
    Differential: _differential,
    Postfix: _postfix,
    Fence: _fence,
    Infix: _infix,
    Signed: lambda seen, node: seen.signs(node.sign, node.operand),
    Chain: _chain,
    Grid: _grid,
    Numeral: lambda _seen, _node: None,
}
