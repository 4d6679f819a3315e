"""The surface tree as one line of Unicode, as well as a terminal can show a formula."""

from collections.abc import Callable
from typing import Final

from derive.core.surface import (
    Annotated,
    Big,
    Call,
    CasesBlock,
    Chain,
    Differential,
    Dots,
    Empty,
    Evaluated,
    Fence,
    Fraction,
    Grid,
    Infix,
    Juxtaposed,
    Listing,
    Name,
    Numeral,
    Postfix,
    Radical,
    Relation,
    Scripted,
    Signed,
    Surface,
    Words,
)
from derive.syntax.tree import fold
from derive.theory.notation_unicode import SUBSCRIPTS, SUPERSCRIPTS, character_of

_Below = Callable[[Surface], str]

_MARKS: Final = {
    "hat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
    "star": "*",
    "arrow": "\u20d7",
}
_RAISED: Final = {plain: c for c, plain in SUPERSCRIPTS.items()} | {"−": "⁻"}
_LOWERED: Final = {plain: c for c, plain in SUBSCRIPTS.items()} | {"−": "₋"}
_BRACKETS: Final = {
    "floor": ("⌊", "⌋"),
    "ceil": ("⌈", "⌉"),
    "||": ("‖", "‖"),
    "<": ("⟨", "⟩"),
    "": ("[", "]"),
}
_BIG: Final = {"sum": "Σ", "prod": "Π", "int": "∫", "iint": "∬", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂"}
_ATOMIC: Final = (Name, Numeral, Scripted, Fence, Grid, Call, Postfix, Radical, Dots, Words)
_OPERATORS: Final = {"*": "·", "-": "−", r"\bmod": "mod", r"\oslash": "⊘", r"\star": "⋆"}
_PRODUCTS: Final = frozenset(("*", "/", r"\cdot", r"\times", r"\div", r"\odot", r"\otimes", r"\circ"))
_WORDS: Final = {
    "quad": "    ",
    ",": ", ",
    ";": "; ",
    ":": ": ",
    "forall": " ∀",
    "exists": " ∃",
    "nexists": " ∄",
}


def typeset(tree: Surface) -> str:
    """A formula in one line: fractions with a slash, powers and indices raised and lowered where possible."""
    return fold(tree, lambda node, below: _TYPES[type(node)](node, below))


def _tight(node: Surface, below: _Below) -> str:
    """A part that must hold together, in brackets when it would not."""
    return below(node) if isinstance(node, _ATOMIC) else f"({below(node)})"


def _name(node: Name, _below: _Below) -> str:
    text = character_of(node.text) or node.text.removeprefix("\\")
    marks = "".join(_MARKS.get(accent, "") for accent in node.accents)
    return text + marks + (_MARKS["arrow"] if node.style == "arrow" else "")


def _script(node: Surface | None, mark: str, table: dict[str, str], below: _Below) -> str:
    if node is None:
        return ""
    if isinstance(node, Name) and node.text in (r"\top", "T") and mark == "^":
        return "ᵀ"
    text = "".join(below(node).split()) if isinstance(node, Listing) else below(node)
    if isinstance(node, Juxtaposed) and mark == "_":
        text = text.replace(" ", "")
    if all(c in table for c in text):
        return "".join(table[c] for c in text)
    return f"{mark}{text}" if len(text) == 1 or isinstance(node, (Name, Fence)) else f"{mark}({text})"


def _scripts(sub: Surface | None, sup: Surface | None, below: _Below) -> str:
    return _script(sub, "_", _LOWERED, below) + _script(sup, "^", _RAISED, below)


def _infix(node: Infix, below: _Below) -> str:
    text = below(node.items[0])
    for operator, item in zip(node.operators, node.items[1:], strict=True):
        sign = _OPERATORS.get(operator) or character_of(operator) or operator.removeprefix("\\")
        text += f"{sign}{_tight(item, below)}" if operator == "/" else f" {sign} {below(item)}"
    return text


def _juxtaposed(node: Juxtaposed, below: _Below) -> str:
    text = ""
    for before, item in zip((None, *node.items), node.items, strict=False):
        applied = isinstance(item, Fence) or (isinstance(item, Scripted) and isinstance(item.base, Fence))
        space = (
            ""
            if before is None or (applied and isinstance(before, (Name, Scripted, Fence, Numeral)))
            else " "
        )
        text += space + (f"({below(item)})" if isinstance(item, Fraction) else below(item))
    return text


def _call(node: Call, below: _Below) -> str:
    space = "" if isinstance(node.argument, Fence) else " "
    return f"{below(node.head)}{space}{below(node.argument)}"


def _radical(node: Radical, below: _Below) -> str:
    degree = "√" if node.degree is None else _script(node.degree, "", _RAISED, below) + "√"
    return degree + (_tight(node.radicand, below))


def _fence(node: Fence, below: _Below) -> str:
    opening, closing = _BRACKETS.get(node.opening, (node.opening, node.closing))
    inside = below(node.items[0]) if node.items else ""
    for separator, item in zip(node.separators, node.items[1:], strict=True):
        inside += (" | " if separator == "|" else _WORDS.get(separator, f" {separator} ")) + below(item)
    return opening + inside + closing


def _big(node: Big, below: _Below) -> str:
    sign = _BIG.get(node.operator, "E" if node.operator == "expectation" else node.operator)
    differentials = "".join(f" d{below(v)}" for v in node.differentials)
    space = "" if node.operator == "expectation" else " "
    is_sum = isinstance(node.body, Infix) and node.body.operators[0] not in _PRODUCTS
    body = f"({below(node.body)})" if is_sum else below(node.body)
    return f"{sign}{_scripts(node.sub, node.sup, below)}{space}{body}{differentials}"


def _differential(node: Differential, below: _Below) -> str:
    d = character_of(node.symbol) or node.symbol
    operand = "" if node.operand is None else " " + below(node.operand)
    order = _script(node.symbolic_order, "^", _RAISED, below)
    if node.symbol in (r"\nabla", "D"):
        return d + "".join(_script(v, "_", _LOWERED, below) for v in node.variables) + order + operand
    count = order or (_RAISED[str(len(node.variables))] if 1 < len(node.variables) < 10 else "")
    return f"{d}{count}/" + "".join(f"{d}{below(v)}" for v in node.variables) + operand


def _grid(node: Grid, below: _Below) -> str:
    rows = "; ".join(", ".join(below(cell) for cell in row) for row in node.rows)
    opening, closing = _BRACKETS.get(node.opening, (node.opening, node.closing))
    return f"{opening}{rows}{closing}"


def _cases(node: CasesBlock, below: _Below) -> str:
    rows = (below(v) + (f" if {below(c)}" if c is not None else "") for v, c in node.rows)
    return "{ " + "; ".join(rows)


def _chain(node: Chain, below: _Below) -> str:
    parts = [] if node.terms[0] is None else [below(node.terms[0])]
    for relation, term in zip(node.relations, node.terms[1:], strict=True):
        parts.append(_relation(relation, below))
        parts += [] if term is None else [below(term)]
    return " ".join(parts)


def _relation(relation: Relation, below: _Below) -> str:
    sign = character_of(relation.sign) or relation.sign
    notes = "; ".join(below(n) for n in relation.notes)
    return f"{sign} [{notes}]" if notes else sign


def _listing(node: Listing, below: _Below) -> str:
    text = below(node.items[0])
    for separator, item in zip(node.separators, node.items[1:], strict=True):
        text += _WORDS.get(separator, f" {separator} ") + below(item)
    return text.strip()


_TYPES: Final[dict[type, Callable[..., str]]] = {
    Numeral: lambda n, _: n.text,
    Name: _name,
    Scripted: lambda n, b: _tight(n.base, b) + "′" * n.primes + _scripts(n.sub, n.sup, b),
    Signed: lambda n, b: (_OPERATORS.get(n.sign) or character_of(n.sign) or n.sign) + b(n.operand),
    Infix: _infix,
    Juxtaposed: _juxtaposed,
    Call: _call,
    Fraction: lambda n, b: f"{_tight(n.numerator, b)}/{_tight(n.denominator, b)}",
    Radical: _radical,
    Fence: _fence,
    Big: _big,
    Differential: _differential,
    Postfix: lambda n, b: _tight(n.operand, b) + {r"\%": "%", r"\degree": "°"}.get(n.operator, n.operator),
    Evaluated: lambda n, b: f"{_tight(n.operand, b)}|{_scripts(n.sub, n.sup, b)}",
    Grid: _grid,
    CasesBlock: _cases,
    Dots: lambda n, _: {"h": "…", "v": "⋮", "d": "⋱"}[n.direction],
    Words: lambda n, _: n.text,
    Chain: _chain,
    Listing: _listing,
    Annotated: lambda n, b: b(n.content),
    Empty: lambda _n, _b: "",
}
