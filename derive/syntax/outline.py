"""The surface tree in one line, for people and for tests."""

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
    Formula,
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


def outline(tree: Surface | Formula) -> str:
    r"""One line that shows every node: ``(= (call \\sin x) (- 1 y))``."""
    if isinstance(tree, Formula):
        return " // ".join(_row(row.label, outline(row.content), row.remark) for row in tree.rows)
    return fold(tree, _outline)


def _row(label: str, content: str, remark: str) -> str:
    return (f"[{label}] " if label else "") + content + (f" «{remark}»" if remark else "")


def _outline(node: Surface, below: _Below) -> str:
    return _OUTLINES[type(node)](node, below)


def _parts(head: str, parts: list[str]) -> str:
    return f"({' '.join([head, *parts])})"


def _some(below: _Below, *nodes: Surface | None) -> list[str]:
    return ["_" if n is None else below(n) for n in nodes]


def _joined(items: tuple[Surface, ...], operators: tuple[str, ...], below: _Below) -> list[str]:
    parts = [below(items[0])] if items else []
    for operator, item in zip(operators, items[1:], strict=True):
        parts += [operator, below(item)]
    return parts


def _name(node: Name, _below: _Below) -> str:
    marks = "".join(f".{a}" for a in node.accents) + (f":{node.style}" if node.style else "")
    return node.text + marks + ("!" if node.function else "")


def _scripted(node: Scripted, below: _Below) -> str:
    text = below(node.base) + "'" * node.primes
    text += f"_{below(node.sub)}" if node.sub is not None else ""
    return text + (f"^{below(node.sup)}" if node.sup is not None else "")


def _big(node: Big, below: _Below) -> str:
    parts = _some(below, node.sub, node.sup, node.body)
    return _parts(node.operator, [*parts, *(f"d{below(v)}" for v in node.differentials)])


def _differential(node: Differential, below: _Below) -> str:
    order = [f"^{below(node.symbolic_order)}"] if node.symbolic_order is not None else []
    variables = "[" + " ".join(below(v) for v in node.variables) + "]"
    return _parts(f"D{node.symbol}", [variables, *order, *_some(below, node.operand)])


def _relation(relation: Relation, below: _Below) -> str:
    notes = ",".join(below(n) for n in relation.notes)
    return relation.sign + (f"{{{notes}}}" if notes else "")


def _chain(node: Chain, below: _Below) -> str:
    parts = _some(below, node.terms[0])
    for relation, term in zip(node.relations, node.terms[1:], strict=True):
        parts += [_relation(relation, below), *_some(below, term)]
    return "{" + " ".join(parts) + "}"


def _grid(node: Grid, below: _Below) -> str:
    rows = " ; ".join(" & ".join(below(c) for c in row) for row in node.rows)
    return f"(grid{node.opening}{node.closing} {rows})"


def _cases(node: CasesBlock, below: _Below) -> str:
    rows = [f"{below(v)} if {below(c)}" if c is not None else below(v) for v, c in node.rows]
    return f"(cases {' ; '.join(rows)})"


_OUTLINES: Final[dict[type, Callable[..., str]]] = {
    Numeral: lambda n, _: n.text,
    Name: _name,
    Scripted: _scripted,
    Signed: lambda n, b: f"({n.sign} {b(n.operand)})",
    Infix: lambda n, b: f"({' '.join(_joined(n.items, n.operators, b))})",
    Juxtaposed: lambda n, b: _parts("juxt", [b(i) for i in n.items]),
    Call: lambda n, b: _parts("call", _some(b, n.head, n.argument)),
    Fraction: lambda n, b: _parts("frac", _some(b, n.numerator, n.denominator)),
    Radical: lambda n, b: _parts("root", _some(b, n.radicand, *(() if n.degree is None else (n.degree,)))),
    Fence: lambda n, b: f"⟨{n.opening} {' '.join(_joined(n.items, n.separators, b))} {n.closing}⟩",
    Big: _big,
    Differential: _differential,
    Postfix: lambda n, b: _parts("post", [n.operator, b(n.operand)]),
    Evaluated: lambda n, b: _parts("at", _some(b, n.operand, n.sub, n.sup)),
    Grid: _grid,
    CasesBlock: _cases,
    Dots: lambda n, _: {"h": "…", "v": "⋮", "d": "⋱"}[n.direction],
    Words: lambda n, b: _parts(f'"{n.text}"', [b(f) for f in n.formulas]) if n.formulas else f'"{n.text}"',
    Chain: _chain,
    Listing: lambda n, b: f"(list {' '.join(_joined(n.items, n.separators, b))})",
    Annotated: lambda n, b: _parts(n.decoration, _some(b, n.content, *(() if n.note is None else (n.note,)))),
    Empty: lambda _n, _b: "∅",
}
