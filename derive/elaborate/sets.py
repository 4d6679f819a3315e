r"""Sets that something may be a member of: intervals, number sets with dimensions, finite sets."""

from collections.abc import Callable
from typing import Final, TypeGuard

from derive.core.sort import COMPLEX, INTEGER, REAL, Field, Sort
from derive.core.surface import Chain, Dots, Fence, Infix, Name, Numeral, Scripted, Surface
from derive.core.term import ONE, ZERO, Apply, Symbol, Term, bind, replace
from derive.elaborate.arrays import entry
from derive.elaborate.names import name_of, text_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal

NUMBER_SETS: Final = {
    "\\mathbb{R}": REAL,
    "\\mathbb{N}": INTEGER,
    "\\mathbb{Z}": INTEGER,
    "\\mathbb{Q}": REAL,
    "\\mathbb{C}": COMPLEX,
}
_KINDS: Final = {
    "\\mathbb{R}": "reals",
    "\\mathbb{N}": "integers",
    "\\mathbb{Z}": "integers",
    "\\mathbb{Q}": "rationals",
    "\\mathbb{C}": "complexes",
}
Inside = Callable[[Reading, Surface, Term], Term]
_HEADS: Final = {">": "gt", "<": "lt", "\\ge": "ge", "\\geq": "ge", "\\le": "le", "\\leq": "le", "\\ne": "ne"}
_BOUNDS: Final = {
    "+": ("gt", ZERO),
    "++": ("gt", ZERO),
    ">0": ("gt", ZERO),
    "-": ("lt", ZERO),
    "*": ("ne", ZERO),
    "0": ("ge", ZERO),
    "\\ge0": ("ge", ZERO),
    "\\geq0": ("ge", ZERO),
    "\\ge 0": ("ge", ZERO),
    "1": ("ge", ONE),
}
_BUILT: Final = frozenset((":", "|"))
_MARKS: Final = ("+", "-", "\\ge0", "\\geq0", "*", ">0", "\\ge 0", "++")


def number_set(node: Surface) -> str | None:
    """The name of a number set, scripts and dimensions left aside."""
    base = node.base if isinstance(node, Scripted) else node
    if isinstance(base, Name):
        text = f"\\mathbb{{{base.text}}}" if base.style == "blackboard" else base.text
        return text if text in NUMBER_SETS else None
    return None


def sort_of_set(reading: Reading, node: Surface) -> Sort | None:
    r"""The sort of the members of ``\mathbb{R}^{d \times d}``; None for any other set."""
    name = number_set(node)
    if name is None:
        return None
    sup = node.sup if isinstance(node, Scripted) else None
    if sup is None or is_mark(sup):
        return NUMBER_SETS[name]
    field = NUMBER_SETS[name].field
    return Sort(Field.REAL if name == "\\mathbb{Q}" else field, tuple(map(reading.term, dimensions(sup))))


def is_mark(sup: Surface) -> bool:
    r"""Whether a superscript of a number set restricts its members: ``\mathbb{R}^+``."""
    return text_of(sup) in _MARKS or (isinstance(sup, Name) and sup.text in ("+", "-", "*"))


def dimensions(sup: Surface) -> tuple[Surface, ...]:
    r"""The dimensions in ``d \times k``."""
    if isinstance(sup, Infix) and all(o == "\\times" for o in sup.operators):
        return sup.items
    if isinstance(sup, Fence) and len(sup.items) == 1:
        return dimensions(sup.items[0])
    return (sup,)


def interval(reading: Reading, node: Fence) -> Term:
    """An interval: round and outward square brackets are open."""
    low, high = (reading.term(i) for i in node.items)
    closed_low = ONE if node.opening == "[" else ZERO
    closed_high = ONE if node.closing == "]" else ZERO
    return Apply("interval", low, high, closed_low, closed_high)


def ends(node: Surface) -> tuple[Surface, Surface] | None:
    r"""The ends of ``\{1, \dots, n\}``, the integers from a numeral on; None for any other set."""
    if not (isinstance(node, Fence) and node.opening == "{" and len(node.items) > 2):
        return None
    *shown, dots, last = node.items
    numbers = [int(i.text) for i in shown if isinstance(i, Numeral) and i.text.isdecimal()]
    if not isinstance(dots, Dots) or len(numbers) < len(shown):
        return None
    successive = numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return (shown[0], last) if successive else None


def is_difference(node: Surface) -> TypeGuard[Infix]:
    r"""Whether this is ``A \setminus B``."""
    return isinstance(node, Infix) and all(o == "\\setminus" for o in node.operators)


def is_described(node: Surface) -> bool:
    """Whether this can only be a set without a value as a term: number sets, what holds of its members."""
    if is_difference(node):
        return is_described(node.items[0])
    return number_set(node) is not None or (isinstance(node, Fence) and is_built(node))


def membership(reading: Reading, element: Callable[[], Term], node: Surface) -> Term:
    """The proposition that something is in a set."""
    if isinstance(node, Fence) and len(node.items) == 2 and node.opening in "([]" and node.closing in ")[]":
        return Apply("member", element(), interval(reading, node))
    if (found := ends(node)) is not None:
        low, high = map(reading.term, found)
        member = element()
        return Apply(
            "and",
            Apply("member", member, Apply("integers")),
            Apply("le", low, member),
            Apply("le", member, high),
        )
    if isinstance(node, Fence) and is_built(node):
        return built(reading, node, element(), lambda r, n, e: membership(r, lambda: e, n))
    if isinstance(node, Fence) and node.opening == "{":
        return Apply("member", element(), Apply("finite_set", *map(reading.term, node.items)))
    if is_difference(node):
        inside = membership(reading, element, node.items[0])
        return Apply("and", inside, *(outside(reading, element, s) for s in node.items[1:]))
    name = number_set(node)
    if name is None:
        return Apply("member", element(), _defined_set(reading, node))
    return _number_membership(reading, element(), name, node)


def is_built(node: Fence) -> bool:
    """Whether braces describe members by what holds of them."""
    return node.opening == "{" and len(node.separators) >= 1 and node.separators[0] in _BUILT


def built(
    reading: Reading, node: Fence, element: Term, inside: Callable[[Reading, Surface, Term], Term]
) -> Term:
    """``p(element)`` for the set of x with p(x); ``inside`` says what being in a set means."""
    first = node.items[0]
    name = name_of(first.terms[0] if isinstance(first, Chain) and first.terms[0] is not None else first) or ""
    kind = (
        sort_of_set(reading, first.terms[1])
        if isinstance(first, Chain) and first.terms[1] is not None
        else None
    )
    hidden = reading.loose(name, REAL if kind is None or not kind.shape else kind)
    with reading.binding(name, hidden):
        conditions = [reading.term(i) for i in node.items[1:]]
        if isinstance(first, Chain) and first.terms[1] is not None and number_set(first.terms[1]) is None:
            conditions.insert(0, inside(reading, first.terms[1], hidden))
    said = conditions[0] if len(conditions) == 1 else Apply("and", *conditions)
    return replace(said, {s: element for s in said.symbols if s is hidden or s.name == name})


def _defined_set(reading: Reading, node: Surface) -> Term:
    """A name that was defined as a finite set or an interval."""
    found = reading.term(node) if isinstance(node, Name) else None
    if not isinstance(found, Apply) or found.head not in {"finite_set", "interval"}:
        raise refusal("set", node.place)
    return found


def outside(reading: Reading, element: Callable[[], Term], node: Surface) -> Term:
    """The proposition that something is not in a set; of a finite set it is none of the members."""
    inside = membership(reading, element, node)
    members = inside.children[1] if isinstance(inside, Apply) and inside.head == "member" else inside
    if not isinstance(members, Apply) or members.head != "finite_set":
        return Apply("not", inside)
    different = [Apply("ne", inside.children[0], m) for m in members.children]
    return different[0] if len(different) == 1 else Apply("and", *different)


def _number_membership(reading: Reading, element: Term, name: str, node: Surface) -> Term:
    sort = sort_of_set(reading, node) or REAL
    restrictions = _restrictions(reading, node)
    if sort.shape:
        inside = Apply("member", element, Apply("reals", *sort.shape))
        entries = [_of_entries(element, sort.shape, r) for r in restrictions]
        return Apply("and", inside, *entries) if entries else inside
    inside = Apply("member", element, Apply(_KINDS[name]))
    said = [Apply(head, element, bound) for head, bound in restrictions]
    if name == "\\mathbb{N}":
        said.append(Apply("le", ZERO if ("ge", ZERO) in restrictions else ONE, element))
    return Apply("and", inside, *dict.fromkeys(said)) if said else inside


def _restrictions(reading: Reading, node: Surface) -> list[tuple[str, Term]]:
    """The relations to a number in the scripts of a number set, each as head and bound."""
    scripts = (node.sub, node.sup) if isinstance(node, Scripted) else (None, None)
    found = [_restriction(reading, s) for s in scripts if s is not None and (s is scripts[0] or is_mark(s))]
    strict = ("gt", ZERO) in found and text_of(scripts[0] or node) == "0"
    return [("ge", ZERO)] if strict else found


def _restriction(reading: Reading, script: Surface) -> tuple[str, Term]:
    r"""What a script says: ``+``, ``\ge 0``, ``> 1``; anything else is refused."""
    if isinstance(script, Chain) and len(script.relations) == 1 and script.terms[0] is None:
        head, bound = _HEADS.get(script.relations[0].sign), script.terms[1]
        if head is not None and bound is not None:
            return head, reading.term(bound)
    said = _BOUNDS.get(text_of(script) or "")
    if said is None:
        raise refusal("set", script.place)
    return said


def _of_entries(element: Term, lengths: tuple[Term, ...], restriction: tuple[str, Term]) -> Term:
    """What is said of every entry of an array."""
    head, bound = restriction
    indices = tuple(Symbol(f"index {k}", INTEGER) for k in range(len(lengths)))
    inside = [
        t for i, n in zip(indices, lengths, strict=True) for t in (Apply("le", ONE, i), Apply("le", i, n))
    ]
    said: Term = Apply("implies", Apply("and", *inside), Apply(head, entry(element, *indices), bound))
    for index in reversed(indices):
        said = bind("forall", index, said)
    return said
