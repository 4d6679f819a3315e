"""Evidence: how each name is used in a formula, before anything is given a meaning."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final

from derive.core.surface import (
    Big,
    Call,
    Chain,
    Differential,
    Fence,
    Grid,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Postfix,
    Scripted,
    Signed,
    Surface,
)
from derive.elaborate.addends import addends, stands_in
from derive.elaborate.alternatives import DOUBLE_SIGNS
from derive.elaborate.imaginary import PARTS
from derive.elaborate.names import (
    EMPHASIS,
    FUNCTION_LETTERS,
    is_label,
    is_minus_one,
    is_transpose,
    label_of,
    name_of,
    names_in,
    subscripts,
)
from derive.elaborate.shown import (
    after_transpose,
    arguments,
    beside_list,
    bounds,
    chosen,
    complex_inside,
    listed,
    summands_beside,
    vectors,
)
from derive.elaborate.uses import Use, Uses
from derive.elaborate.walk import BELOW

BOUNDED: Final = frozenset(("sum", "prod", "max", "min", "bigcup", "bigcap"))
_BARS: Final = ("bar", "overline")
_EQUATING: Final = ("=", "\\ne", "\\neq")
_UNIT: Final = "I"
_ALONE: Final = frozenset((Name, Signed))
_SEMIDEFINITE: Final = ("\\succ", "\\prec")


class Evidence(Uses):
    """Uses by name; ``see`` adds those of a tree."""

    def see(self, node: Surface) -> None:
        """Take note of everything in a tree."""
        RULES[type(node)](self, node)

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

    def signs(self, sign: str, operand: Surface) -> None:
        """Take note of a sign, and of what is behind it."""
        self.doubled = self.doubled or sign in DOUBLE_SIGNS
        self.see(operand)

    def below(self, node: Surface) -> None:
        """Take note of what is directly below."""
        self.each(BELOW[type(node)](node))

    def each(self, trees: Iterable[Surface]) -> None:
        """Take note of everything in several trees."""
        rules = RULES
        for tree in trees:
            rules[type(tree)](self, tree)


def _name(seen: Evidence, node: Name) -> None:
    name = name_of(node) or "" if node.accents or node.style else node.text
    use = seen.get(name)
    if use is None:
        use = seen[name] = Use()
    if name not in seen.hidden:
        seen.free.add(name)
    use.bare += 1
    if node.style in EMPHASIS:
        use.bold = True
    if node.accents and node.accents[-1] in _BARS:
        seen.of(name_of(replace(node, accents=node.accents[:-1])) or "").conjugated = True


def _scripted(seen: Evidence, node: Scripted) -> None:
    base = node.base
    sup = node.sup
    transposed = sup is not None and type(sup) is not Numeral and is_transpose(sup)
    if isinstance(base, Name):
        use = seen.of(name_of(base) or "")
        if base.style in EMPHASIS:
            use.bold = True
        if transposed:
            use.transposed = True
            use.rows = use.rows or node.sub is not None
        if is_minus_one(sup):
            use.inverted = True
        if node.primes:
            use.primes += node.primes
        if node.sub is None:
            use.bare += 1
        else:
            _subscripted(seen, node, node.sub, use)
    else:
        seen.see(base)
    if sup is not None and not transposed:
        seen.see(sup)


def _subscripted(seen: Evidence, node: Scripted, sub: Surface, use: Use) -> None:
    if id(node) in seen.labels and name_of(sub) not in seen.hidden:
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
            after_transpose(seen, behind, right)
        if isinstance(left, Name) and isinstance(right, Scripted) and right.sup and is_transpose(right.sup):
            seen.outer += ((name_of(left) or "", name_of(behind) or ""),)
        if isinstance(right, Name) and isinstance(head, Name):
            seen.of(name_of(right) or "").follows += (name_of(head) or "",)
    seen.each(items)


def _before_brackets(seen: Evidence, left: Surface, head: Name, fence: Fence) -> None:
    """A name, with scripts perhaps, and the bracket behind it."""
    if stands_in(head, fence):
        seen.of(name_of(head) or "").itself = True
    elif fence.opening in "([":
        seen.of(name_of(head) or "").arguments += (fence.items,)
        arguments(seen, head, fence)
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


def _call(seen: Evidence, node: Call) -> None:
    head = node.head.base if isinstance(node.head, Scripted) else node.head
    argument = node.argument.base if isinstance(node.argument, Scripted) else node.argument
    if isinstance(head, Name):
        seen.of(name_of(head) or "").arguments += (getattr(argument, "items", (argument,)),)
        arguments(seen, head, argument)
        if head.text in PARTS:
            complex_inside(seen, argument)
        if head.text == "\\binom" and isinstance(argument, Fence):
            chosen(seen, argument)
    seen.each((node.head, node.argument))


def _big(seen: Evidence, node: Big) -> None:
    around = seen.hidden
    seen.hidden = around | names_in(node.sub) if node.sub is not None else around
    _bounded(seen, node)
    seen.hidden = around


def _bounded(seen: Evidence, node: Big) -> None:
    if node.operator in BOUNDED:
        seen.integers(node.sub)
        seen.integers(node.sup)
        bounds(seen, node)
    if node.operator == "det":
        vectors(seen, node.body, "matrix")
    if node.differentials:
        seen.integrated |= {name_of(d) or "" for d in node.differentials}
    seen.below(node)


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
        vectors(seen, node, "vector")
        for name in filter(None, (name_of(n) for n in addends(node))):
            seen.of(name).vector = True
    if node.opening == "<" and len(node.items) == 2:
        for item in node.items:
            vectors(seen, item, "vector")
    listed(seen, node.items)
    seen.each(node.items)


def _infix(seen: Evidence, node: Infix) -> None:
    seen.doubled = seen.doubled or not DOUBLE_SIGNS.isdisjoint(node.operators)
    listed(seen, node.items)
    if node.operators[0] in "+-" and not _ALONE.isdisjoint(map(type, node.items)):
        summands_beside(seen, node.items)
    if "\\otimes" in node.operators:
        seen.tensors = True
        for unit in (i for i in node.items if isinstance(i, Scripted) and name_of(i.base) == _UNIT):
            seen.of(name_of(unit.base) or "").matrix = True
    for left, right in pairwise(node.items) if "\\cdot" in node.operators else ():
        if isinstance(right, Scripted) and right.sub is not None and name_of(left) is not None:
            seen.of(name_of(right.base) or "").dotted += (name_of(left) or "",)
    seen.each(node.items)


def _grid(seen: Evidence, node: Grid) -> None:
    seen.cells |= names_in(node)
    seen.square |= 1 < len(node.rows) == min(map(len, node.rows)) == max(map(len, node.rows))
    seen.below(node)


def _chain(seen: Evidence, node: Chain) -> None:
    terms = node.terms
    if len(terms) > 2:
        listed(seen, tuple(t for t in terms if t is not None))
    if Fence in map(type, terms):
        for sign, sides in zip(node.relations, pairwise(terms), strict=True):
            if sign.sign in _EQUATING:
                beside_list(seen, *sides)
                beside_list(seen, *reversed(sides))
    for k, sign in enumerate(node.relations):
        for side in terms[k : k + 2] if sign.sign[:5] in _SEMIDEFINITE else ():
            vectors(seen, side or node, "matrix")
    seen.below(node)


RULES: Final[dict[type, Callable[[Evidence, Any], None]]] = {
    **dict.fromkeys(BELOW, Evidence.below),
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
