"""The surface tree as canonical LaTeX, which the parser reads back as the same tree."""

import re
from collections.abc import Callable
from itertools import groupby
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

_Below = Callable[[Surface], str]

_FONTS: Final = {
    "bold": "mathbf",
    "roman": "mathrm",
    "sans": "mathsf",
    "mono": "mathtt",
    "text": "text",
    "calligraphic": "mathcal",
    "fraktur": "mathfrak",
    "arrow": "vec",
    "ring": "mathring",
}
_WIDE: Final = {
    "hat": "widehat",
    "bar": "overline",
    "tilde": "widetilde",
    "arrow": "overrightarrow",
    "strike": "sout",
}
_FENCES: Final = {
    "(": ("(", ")"),
    "[": ("[", "]"),
    "{": (r"\{", r"\}"),
    "<": (r"\langle ", r" \rangle"),
    "floor": (r"\lfloor ", r" \rfloor"),
    "ceil": (r"\lceil ", r" \rceil"),
    "|": (r"\lvert ", r" \rvert"),
    "||": (r"\lVert ", r" \rVert"),
    "[[": (r"\llbracket ", r" \rrbracket"),
}
_CLOSING: Final = {")": ")", "]": "]", "}": r"\}", ">": r"\rangle", "[": "[", "(": "(", "]]": r"\rrbracket"}
_GRIDS: Final = {
    "": "matrix",
    "(": "pmatrix",
    "[": "bmatrix",
    "{": "Bmatrix",
    "|": "vmatrix",
    "||": "Vmatrix",
}
_BIG: Final = {
    "argmax": r"\operatorname*{argmax}",
    "argmin": r"\operatorname*{argmin}",
    "expectation": r"\mathbb{E}",
}
_TALL: Final = (r"\frac", r"\sum", r"\prod", r"\int", r"\begin", r"\binom", r"\left")
_SEPARATORS: Final = {
    ",": ", ",
    ";": "; ",
    ":": " : ",
    "|": " | ",
    "quad": r" \quad ",
    "forall": r" \forall ",
    "exists": r" \exists ",
    "nexists": r" \nexists ",
    "mod": r" \pmod",
}
_SUMS: Final = frozenset(("+", "-", r"\pm", r"\mp"))
_SELECTING: Final = frozenset(("sum", "prod", "max", "min", "sup", "inf", "argmax", "argmin"))
_DOTS: Final = {"h": r"\ldots", "v": r"\vdots", "d": r"\ddots"}
_BARE_BASES: Final = (Name, Numeral, Fence, Grid, Call, Postfix)


def write(tree: Surface) -> str:
    """Canonical LaTeX for a tree."""
    return fold(tree, _write)


def _write(node: Surface, below: _Below) -> str:
    return _WRITERS[type(node)](node, below)


def _name(node: Name, _below: _Below) -> str:
    text = rf"\{node.text}" if node.text in ("_", "#") else node.text
    if node.function:
        text = text if text.startswith("\\") else _operator(text)
    elif len(text) > 1 and not text.startswith("\\"):
        text = rf"\{_FONTS.get(node.style, 'mathrm')}{{{text}}}"
    elif node.style in _FONTS and node.style != "arrow":
        font = "boldsymbol" if node.style == "bold" and text.startswith("\\") else _FONTS[node.style]
        text = rf"\{font}{{{text}}}"
    for accent in (a for a in node.accents if a != "ordered"):
        text = _starred(text) if accent == "star" else rf"\{_FONTS.get(accent, accent)}{{{text}}}"
    return (
        rf"\{_FONTS.get(node.style, node.style)}{{{text}}}" if node.style in ("arrow", "underline") else text
    )


def _starred(text: str) -> str:
    """One star more: two are one superscript."""
    return f"{text[:-1]}*}}" if text.endswith("*}") else f"{text}^{{*}}"


def _operator(word: str) -> str:
    return rf"\operatorname{{{word}}}"


def _scripted(node: Scripted, below: _Below) -> str:
    base = below(node.base)
    starred = isinstance(node.base, Name) and "star" in node.base.accents and node.sup is not None
    if not isinstance(node.base, _BARE_BASES) or starred:
        base = f"{{{base}}}"
    if isinstance(node.base, Name) and "ordered" in node.base.accents and node.sub is not None:
        return f"{base}_{{({below(node.sub)})}}"
    return base + "'" * node.primes + _limits(node.sub, node.sup, below)


def _limits(sub: Surface | None, sup: Surface | None, below: _Below) -> str:
    text = f"_{{{below(sub)}}}" if sub is not None else ""
    return text + (f"^{{{below(sup)}}}" if sup is not None else "")


def _infix(node: Infix, below: _Below) -> str:
    parts = [below(node.items[0])]
    for operator, item in zip(node.operators, node.items[1:], strict=True):
        parts += [operator, below(item)]
    return " ".join(parts)


def _call(node: Call, below: _Below) -> str:
    fence = node.argument
    if isinstance(node.head, Name) and node.head.text == r"\binom" and isinstance(fence, Fence):
        return rf"\binom{{{below(fence.items[0])}}}{{{below(fence.items[1])}}}"
    space = "" if isinstance(fence, Fence) and fence.opening in "([{" else " "
    return below(node.head) + space + below(fence)


def _radical(node: Radical, below: _Below) -> str:
    degree = f"[{below(node.degree)}]" if node.degree is not None else ""
    return rf"\sqrt{degree}{{{below(node.radicand)}}}"


def _fence(node: Fence, below: _Below) -> str:
    if not node.items:
        return "".join(_plain(node.opening, node.closing))
    sized = "|" in node.separators
    inside = below(node.items[0])
    for separator, item in zip(node.separators, node.items[1:], strict=True):
        bar = r" \middle| " if sized else r" \mid "
        inside += (bar if separator == "|" else _SEPARATORS.get(separator, separator)) + below(item)
    matched = _CLOSERS.get(node.opening) == node.closing
    if sized or not matched or any(macro in inside for macro in _TALL):
        return rf"\left{_left(node.opening)} {inside} \right{_right(node.closing)}"
    opening, closing = _plain(node.opening, node.closing)
    return opening + inside + closing


_CLOSERS: Final = {"(": ")", "[": "]", "{": "}", "<": ">", "[[": "]]"} | {
    n: n for n in ("floor", "ceil", "|", "||")
}


def _plain(opening: str, closing: str) -> tuple[str, str]:
    return _FENCES.get(opening, (opening, closing))


def _left(opening: str) -> str:
    return _FENCES[opening][0].strip() if opening in _FENCES else opening or "."


def _right(closing: str) -> str:
    return (
        _FENCES[closing][1].strip()
        if closing in ("floor", "ceil", "|", "||")
        else _CLOSING.get(closing, closing) or "."
    )


def _big(node: Big, below: _Below) -> str:
    operator = _BIG.get(node.operator, rf"\{node.operator}") + _limits(node.sub, node.sup, below)
    space = "" if node.operator == "expectation" else " "
    if isinstance(node.body, Infix) and node.body.operators[0] in _SUMS and node.operator in _SELECTING:
        space = r" \quad "
    differentials = "".join(rf" \,d{below(v)}" for v in node.differentials)
    return f"{operator}{space}{below(node.body)}{differentials}"


def _differential(node: Differential, below: _Below) -> str:
    operand = "" if node.operand is None else " " + below(node.operand)
    if node.symbol in ("D", r"\nabla"):
        sub = "".join(f"_{{{below(v)}}}" for v in node.variables)
        return node.symbol + sub + _limits(None, node.symbolic_order, below) + operand
    counted = [(text, len(list(group))) for text, group in groupby(below(v) for v in node.variables)]
    total = len(node.variables)
    order = _limits(None, node.symbolic_order, below) or (f"^{{{total}}}" if total > 1 else "")
    lower = r" \,".join(
        f"{node.symbol} {text}"
        + (f"^{{{times}}}" if times > 1 else _limits(None, node.symbolic_order, below))
        for text, times in counted
    )
    return rf"\frac{{{node.symbol}{order}{operand}}}{{{lower}}}"


def _postfix(node: Postfix, below: _Below) -> str:
    return below(node.operand) + (r"^{\circ}" if node.operator == r"\degree" else node.operator)


def _grid(node: Grid, below: _Below) -> str:
    rows = r" \\ ".join(" & ".join(below(cell) for cell in row) for row in node.rows)
    if node.opening in _GRIDS and _CLOSERS.get(node.opening, "") == node.closing:
        name = _GRIDS[node.opening]
        return rf"\begin{{{name}}} {rows} \end{{{name}}}"
    grid = rf"\begin{{matrix}} {rows} \end{{matrix}}"
    return rf"\left{_left(node.opening)} {grid} \right{_right(node.closing)}"


def _cases(node: CasesBlock, below: _Below) -> str:
    last = r" & \text{otherwise}" if any(condition is not None for _, condition in node.rows) else ""
    rows = (below(v) + (rf" & \text{{if }} {below(c)}" if c is not None else last) for v, c in node.rows)
    inside = r" \\ ".join(rows)
    return rf"\begin{{cases}} {inside} \end{{cases}}"


def _words(node: Words, _below: _Below) -> str:
    text = re.sub(r"(?<!\\)([&%#$])", r"\\\1", node.text)
    return rf"\text{{ {text} }}" if len(text.split()) < 2 else rf"\text{{{text}}}"


def _relation(relation: Relation, below: _Below) -> str:
    text = relation.sign
    for note in reversed(relation.notes):
        text = rf"\overset{{{below(note)}}}{{{text}}}"
    return text


def _chain(node: Chain, below: _Below) -> str:
    parts = [] if node.terms[0] is None else [below(node.terms[0])]
    for relation, term in zip(node.relations, node.terms[1:], strict=True):
        parts.append(_relation(relation, below))
        parts += [] if term is None else [below(term)]
    return " ".join(parts)


def _listing(node: Listing, below: _Below) -> str:
    text = below(node.items[0]) if not isinstance(node.items[0], Empty) else ""
    for separator, item in zip(node.separators, node.items[1:], strict=True):
        inside = f"{{{below(item)}}}" if separator == "mod" else below(item)
        text += _SEPARATORS.get(separator, rf" \text{{ {separator} }} ") + inside
    return text.strip()


def _annotated(node: Annotated, below: _Below) -> str:
    content = below(node.content)
    if node.decoration in ("overset", "underset", "stackrel") and node.note is not None:
        return rf"\{node.decoration}{{{below(node.note)}}}{{{content}}}"
    if node.decoration == "cancel" and node.note is not None:
        return rf"\cancelto{{{below(node.note)}}}{{{content}}}"
    side = "^" if node.decoration == "overbrace" else "_"
    note = f"{side}{{{below(node.note)}}}" if node.note is not None else ""
    return rf"\{_WIDE.get(node.decoration, node.decoration)}{{{content}}}{note}"


_WRITERS: Final[dict[type, Callable[..., str]]] = {
    Numeral: lambda n, _: n.text,
    Name: _name,
    Scripted: _scripted,
    Signed: lambda n, b: f"{n.sign} {b(n.operand)}" if n.sign.startswith("\\") else n.sign + b(n.operand),
    Infix: _infix,
    Juxtaposed: lambda n, b: " ".join(b(i) for i in n.items),
    Call: _call,
    Fraction: lambda n, b: rf"\frac{{{b(n.numerator)}}}{{{b(n.denominator)}}}",
    Radical: _radical,
    Fence: _fence,
    Big: _big,
    Differential: _differential,
    Postfix: _postfix,
    Evaluated: lambda n, b: rf"\left. {b(n.operand)} \right|{_limits(n.sub, n.sup, b)}",
    Grid: _grid,
    CasesBlock: _cases,
    Dots: lambda n, _: _DOTS[n.direction],
    Words: _words,
    Chain: _chain,
    Listing: _listing,
    Annotated: _annotated,
    Empty: lambda _n, _b: "",
}
