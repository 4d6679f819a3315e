"""Names as text: the canonical LaTeX of a letter with its accents, and of labels."""

import re
from typing import Final

from derive.core.surface import (
    Empty,
    Fence,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Scripted,
    Signed,
    Surface,
    Words,
)
from derive.elaborate.walk import nodes

TRANSPOSES: Final = frozenset(("T", "\\top", "\\intercal", "\\mathsf{T}"))
FUNCTION_LETTERS: Final = frozenset(("f", "g", "h", "F", "G", "H", "\\phi", "\\varphi", "\\psi"))
"""Letters that are functions when a bracket follows them."""

COUNTERS: Final = frozenset("ijklmn")
"""Letters that count, if nothing else is said of them."""

DOTS: Final = {"dot": 1, "ddot": 2, "dddot": 3}
"""Accents that stand for a derivative by time, and how often they differentiate."""

EMPHASIS: Final = ("bold", "arrow")
"""Styles that may tell a vector from a number of the same letter."""

RUNNING: Final = COUNTERS | {"t", "K", "N", "M", "d", "p", "q", "r", "s"}
"""Letters that may count where they stand as subscripts."""

_LEAVES: Final = (Name, Numeral)
_ACCENTS: Final = {
    "calligraphic": "\\mathcal{%s}",
    "star": "%s^*",
    "script": "\\mathcal{%s}",
    "ordered": "%s_{()}",
}
_DISTINCT_STYLES: Final = {"blackboard": "\\mathbb{%s}", "fraktur": "\\mathfrak{%s}"}


def name_of(node: Surface) -> str | None:
    """The canonical text of a plain name, or None for anything else."""
    if type(node) is not Name:
        return None
    text = node.text
    if node.style in _DISTINCT_STYLES:
        text = _DISTINCT_STYLES[node.style] % text
    if not node.accents:
        return text
    for accent in node.accents:
        text = _ACCENTS.get(accent, f"\\{accent}{{%s}}") % text
    return text.replace("^*^*", "^{**}")


def styled(node: Name) -> str:
    """The text of a name that is declared bold beside a plain one."""
    return f"\\mathbf{{{name_of(node)}}}"


def plain(name: str) -> str:
    """The name without the bold style that tells it from a plain one."""
    return re.sub(r"^\\mathbf\{([^}]*)\}", r"\1", name) if name.startswith("\\mathbf{") else name


def names_in(*trees: Surface) -> frozenset[str]:
    """The names that occur in trees."""
    return frozenset(
        [
            name_of(n) or "" if n.accents or n.style else n.text
            for tree in trees
            for n in nodes(tree)
            if type(n) is Name
        ]
    )


def counted_apart(tree: Surface) -> frozenset[str]:
    """The names that occur in a tree, but for those that only count."""
    scripts = (n.sub for n in nodes(tree) if isinstance(n, Scripted) and n.sub is not None)
    hidden = {id(n) for script in scripts for n in nodes(script)}
    return frozenset(name_of(n) or "" for n in nodes(tree) if type(n) is Name and id(n) not in hidden)


def used_in(*trees: Surface) -> frozenset[str]:
    """The names that trees use: ``x_`` for a letter with an index, ``x`` for one without."""
    found: set[str] = set()
    hidden: set[int] = set()
    for n in (n for t in trees for n in nodes(t)):
        if isinstance(n, Scripted) and n.sub is not None and name_of(n.base) is not None:
            found.add(f"{name_of(n.base)}_")
            hidden.add(id(n.base))
        elif isinstance(n, Name) and id(n) not in hidden:
            found.add(name_of(n) or "")
    return frozenset(found)


def is_label(node: Surface) -> bool:
    r"""Whether a script can only be part of a name: a word, a numeral, a star, ``t|t-1``."""
    if isinstance(node, Name):
        return (
            node.function or (len(node.text) > 1 and not node.text.startswith("\\")) or node.style == "roman"
        )
    if isinstance(node, Listing):
        return node.separators == ("|",)
    return isinstance(node, (Numeral, Words, Empty))


def text_of(node: Surface | None) -> str | None:
    """A script as text, if it is simple enough to be part of a name."""
    if type(node) is Name:
        return name_of(node)
    if isinstance(node, (Numeral, Words)):
        return node.text.strip()
    if isinstance(node, Fence) and len(node.items) == 1:
        inside = text_of(node.items[0])
        return None if inside is None else f"{node.opening}{inside}{node.closing}"
    return _compound(node)


def _compound(node: Surface | None) -> str | None:
    if isinstance(node, Juxtaposed):
        return _joined(node.items, ("",) * (len(node.items) - 1))
    if isinstance(node, Infix):
        return _joined(node.items, node.operators)
    if isinstance(node, Signed):
        return _joined((Empty(node.place), node.operand), (node.sign,))
    if isinstance(node, Listing) and node.separators == ("|",):
        return _joined(node.items, node.separators)
    return "" if isinstance(node, Empty) else None


def _joined(items: tuple[Surface, ...], between: tuple[str, ...]) -> str | None:
    texts = [text_of(item) for item in items]
    if None in texts:
        return None
    return "".join(f"{t}{o}" for t, o in zip(texts, (*between, ""), strict=True))


def is_label_script(sup: Surface) -> bool:
    """Whether a superscript is part of a name: a star, a plus, something in brackets."""
    if type(sup) is Numeral:
        return False
    text = text_of(sup)
    return text in ("*", "**", "\\star", "\\ast", "+") or (
        isinstance(sup, Fence) and sup.opening in ("(", "[") and text is not None
    )


def is_power(node: Surface) -> bool:
    """Whether a tree is a power or a derivative of what it names."""
    raised = isinstance(node, Scripted) and node.sup is not None and not is_label_script(node.sup)
    return raised or (isinstance(node, Scripted) and bool(node.primes))


def label_of(node: Surface) -> str | None:
    """The text of a name with all its scripts: ``x_1``, ``a^*``, ``f_e``; None if it is not one."""
    if isinstance(node, Name):
        return name_of(node)
    if not isinstance(node, Scripted) or not isinstance(node.base, Name):
        return None
    text = name_of(node.base)
    for mark, script in (("_", node.sub), ("^", node.sup)):
        if script is not None:
            inside = text_of(script)
            if inside is None:
                return None
            text = f"{text}{mark}{inside}" if len(inside) == 1 else f"{text}{mark}{{{inside}}}"
    return f"{text}{chr(39) * node.primes}"


def subscripts(node: Surface) -> tuple[Surface, ...]:
    """The indices of a subscript: ``i,j`` and ``ij`` are two, ``n+1`` and ``12`` are one."""
    if isinstance(node, Juxtaposed) and all(type(i) in _LEAVES for i in node.items):
        return _split(node)
    items = getattr(node, "items", ())
    separators = getattr(node, "separators", ())
    if items and separators and all(s == "," for s in separators):
        return tuple(items)
    return (node,)


def _split(node: Juxtaposed) -> tuple[Surface, ...]:
    if isinstance(node.items[0], Numeral) and isinstance(node.items[1], Name):
        return (node,)
    return node.items


def is_minus_one(sup: Surface | None) -> bool:
    """Whether a superscript says inverse."""
    if not isinstance(sup, Signed) or sup.sign != "-":
        return False
    return isinstance(sup.operand, (Numeral, Words)) and sup.operand.text.strip() == "1"


def is_transpose(node: Surface) -> bool:
    """Whether a superscript says that something is transposed, or its inverse."""
    while isinstance(node, Signed):
        node = node.operand
    return isinstance(node, (Name, Words)) and text_of(node) in TRANSPOSES
