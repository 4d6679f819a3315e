"""What kind of statement a formula of a document makes."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, TypeGuard

from derive.core.document import Block, BlockKind
from derive.core.surface import (
    Call,
    CasesBlock,
    Chain,
    Differential,
    Dots,
    Fence,
    Formula,
    Fraction,
    Grid,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Row,
    Scripted,
    Signed,
    Surface,
)
from derive.elaborate.chains import drafts, statements
from derive.elaborate.declarations import parts_of
from derive.elaborate.definable import head_and_parameters
from derive.elaborate.jointly import several
from derive.elaborate.names import is_label_script, label_of, names_in
from derive.elaborate.propositions import ARROWS
from derive.elaborate.sets import is_mark, number_set
from derive.elaborate.walk import nodes

_LAWS: Final = frozenset(("N", "P", "Q", "D", "F", "U", "B", "p", "q"))


def function_head(node: Surface) -> Surface | None:
    """The name of a function, with or without its argument."""
    if isinstance(node, Name | Scripted):
        return node
    found = head_and_parameters(node)
    return found[0] if found is not None else None


def relates(formula: Formula) -> bool:
    """Whether a formula states anything."""
    return any(isinstance(s.node, Chain | Listing) for row in formula.rows for s in statements(row))


def system_of(formula: Formula) -> Formula | None:
    """The equations of a brace that stands by itself, a row each; None for any other formula."""
    block = formula.rows[0].content if len(formula.rows) == 1 else None
    values = (
        [value for value, condition in block.rows if condition is None]
        if isinstance(block, CasesBlock)
        else []
    )
    if not isinstance(block, CasesBlock) or len(values) < len(block.rows):
        return None
    related = all(isinstance(v, Chain) and None not in v.terms for v in values)
    return replace(formula, rows=tuple(Row(v.place, v) for v in values)) if related else None


def is_system(formula: Formula) -> bool:
    """Whether a formula consists of several complete relations."""
    contents = [row.content for row in formula.rows]
    return len(contents) > 1 and all(isinstance(c, Chain) and None not in c.terms for c in contents)


def has_arrow(formula: Formula) -> bool:
    """Whether a formula says that one statement follows from another."""
    said = (row.content for row in formula.rows)
    stated = (n.items[0] if isinstance(n, Listing) and n.separators[0] == "for" else n for n in said)
    chains = (n for n in stated if isinstance(n, Chain))
    return any(r.sign in ARROWS for c in chains for r in c.relations)


def is_sort(node: Surface) -> bool:
    """Whether a statement only says which sets things are in."""
    chains = [i for i in getattr(node, "items", (node,)) if isinstance(i, Chain)]
    return bool(chains) and all(c.relations[0].sign == "\\in" for c in chains)


def is_kind_of_names(node: Surface) -> bool:
    r"""Whether a statement says which sets names are in; ``e^x \in (0, 1)`` says something of a value."""
    left = node.terms[0] if isinstance(node, Chain) else None
    named = not isinstance(left, Infix | Fraction | Call | Juxtaposed | Signed | Differential)
    raised = isinstance(left, Scripted) and left.sup is not None and not is_label_script(left.sup)
    return is_sort(node) and named and not raised


def shapes_in(block: Block) -> list[Chain]:
    """Declarations of vectors and matrices: a name, a sign of membership, a number set with dimensions."""
    rows: tuple[Row, ...] = block.formula.rows if block.formula is not None else ()
    parts = (p for row in rows if not _is_dotted(row.content) for p in parts_of(row.content))
    chains = [
        p for p in parts if isinstance(p, Chain) and p.relations[0].sign == "\\in" and len(p.relations) == 1
    ]
    return [c for c in chains if _has_dimensions(c.terms[1]) and label_of(c.terms[0] or c) is not None]


def _is_dotted(node: Surface) -> bool:
    return isinstance(node, Listing) and Dots in map(type, node.items)


def _has_dimensions(node: Surface | None) -> bool:
    return (
        isinstance(node, Scripted)
        and node.sup is not None
        and number_set(node) is not None
        and not is_mark(node.sup)
    )


def definitions_in(block: Block) -> list[Chain]:
    """The definitions with ``:=`` in a block."""
    rows: tuple[Row, ...] = block.formula.rows if block.formula is not None else ()
    nodes = (s.node for row in rows for s in statements(row))
    return [
        n for n in nodes if isinstance(n, Chain) and n.relations[0].sign == ":=" and n.terms[0] is not None
    ]


def leads_to_display(blocks: Sequence[Block], position: int) -> bool:
    """Whether an inline formula ends with a relation whose right side is the next display."""
    following = next((b for b in blocks[position + 1 :] if b.text.strip()), None)
    formula = blocks[position].formula
    if formula is None or following is None or following.kind is not BlockKind.DISPLAY:
        return False
    found = drafts(formula.rows)
    return bool(found) and found[-1].open and bool(found[-1].relations)


def is_distributed(node: Surface) -> bool:
    r"""Whether this says how something is distributed: ``X \sim \mathcal{N}(0, 1)``, ``x \sim p``."""
    chain = isinstance(node, Chain) and [r.sign for r in node.relations] == ["\\sim"]
    right = node.terms[-1] if isinstance(node, Chain) and chain else None
    head = right.items[0] if isinstance(right, Juxtaposed) else right
    head = head.head if isinstance(head, Call) else head
    base = head.base if isinstance(head, Scripted) else head
    if not isinstance(base, Name) or (base.function and not base.text[:1].isupper()):
        return False
    word = len(base.text) > 1 and not base.text.startswith("\\")
    return word or base.text in _LAWS or "calligraphic" in base.accents


def is_approach(node: Surface, *, named: bool) -> TypeGuard[Chain]:
    r"""Whether this says what tends where, ``t \to \infty``; ``named``: only what is a plain name tends."""
    if not isinstance(node, Chain) or node.relations[0].sign != "\\to" or len(node.relations) > 1:
        return False
    return not named or isinstance(node.terms[0], Name) or several(node) is not None


def is_range(node: Surface) -> bool:
    r"""Whether this says where an index runs, ``i = 1, \dots, n``."""
    items = node.items if isinstance(node, Listing) else ()
    first = items[0] if items else None
    counted = isinstance(first, Chain) and [r.sign for r in first.relations] == ["="]
    return counted and len(items) > 2 and isinstance(items[-2], Dots)


def is_calculated(formula: Formula) -> bool:
    """Whether this is a calculation over several rows, which no case, condition or declaration is."""
    rows = [row.content for row in formula.rows]
    chains = [r for r in rows if isinstance(r, Chain)]
    return len(rows) > 1 and len(chains) == len(rows) and all(c.terms[0] is None for c in chains[1:])


def is_calculation(node: Surface) -> bool:
    """Whether this is an equation whose right side calculates the left one; ``r = R`` is a place."""
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="] or node.terms[1] is None:
        return False
    right = node.terms[1]
    is_list = isinstance(right, Grid) or (isinstance(right, Fence) and len(right.items) > 1)
    is_name = isinstance(right, Name) or (isinstance(right, Scripted) and right.sup is None)
    return not is_name and not is_list and bool(names_in(right))


def is_explained(formula: Formula) -> bool:
    r"""Whether an arrow behind the formula points to what is said of it: ``S = \sum_i S_i \to``."""
    node = formula.rows[-1].content
    if not isinstance(node, Chain) or node.terms[-1] is not None or len(node.relations) < 2:
        return False
    return node.relations[-1].sign == "\\to"


def function_shown(node: Surface) -> str | None:
    """The function of which a formula says nothing but its values, as in ``f(x) = x^2``."""
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="] or node.terms[0] is None:
        return None
    found = head_and_parameters(node.terms[0])
    right = node.terms[1]
    if found is None or right is None or names_in(*found[1]).isdisjoint(names_in(right)):
        return None
    return label_of(found[0])


def equates(node: Surface) -> bool:
    """Whether this says of terms that they are all the same."""
    return isinstance(node, Chain) and {r.sign for r in node.relations} == {"="}


def is_equation(node: Surface) -> bool:
    """Whether this is one equation between two terms."""
    return isinstance(node, Chain) and [r.sign for r in node.relations] == ["="]


def index_of_all(stated: Surface, node: Surface) -> str | None:
    r"""The index in a statement that ``k \in \mathbb{N}`` behind it names; None for others."""
    if not isinstance(node, Chain) or not is_sort(node) or node.terms[0] is None:
        return None
    name = label_of(node.terms[0])
    scripts = (n.sub for n in nodes(stated) if isinstance(n, Scripted) and n.sub is not None)
    return name if any(name in names_in(s) for s in scripts) else None


def is_about_equation(before: Sequence[Surface], node: Surface) -> bool:
    """Whether a name on the left side is in an equation that was set up before."""
    left = node.terms[0] if isinstance(node, Chain) else None
    names = names_in(left) if left is not None else frozenset()
    return any(names_in(f) & names for f in before if is_equation(f))


def is_place(before: Sequence[Surface], node: Surface) -> bool:
    """Whether "thus x = 1 is a minimum" speaks of a place, which no equation of the sentence gives."""
    left, right = node.terms[:2] if is_equation(node) and isinstance(node, Chain) else (None, None)
    posed = [f for f in before if isinstance(f, Chain) and isinstance(f.terms[-1], Numeral)]
    if any(map(is_equation, posed)) and is_about_equation(before, node):
        return False
    return isinstance(left, Name) and isinstance(right, Numeral | Signed)


def has_names_right(node: Surface) -> bool:
    """Whether this has two sides, of which the right one has names in it and is no list."""
    right = node.terms[-1] if isinstance(node, Chain) and len(node.terms) == 2 else None
    is_list = isinstance(right, Grid) or (isinstance(right, Fence) and len(right.items) > 1)
    return right is not None and not is_list and bool(names_in(right))
