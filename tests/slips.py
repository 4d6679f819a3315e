"""Single slips in true lines, as people make them: what is written, where it differs, what it may be called.

A slip is a change of the text of the right side at one node of its tree. Whoever uses one makes sure that the
line has become false. Lines made by a false rule (the derivative of a composition without the inner one, a
logarithm of a sum split) come from the tables at the end.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from itertools import product

from derive.core.surface import (
    Big,
    Call,
    Chain,
    Fence,
    Fraction,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Radical,
    Relation,
    Scripted,
    Signed,
    Surface,
)

RULES = frozenset(("chain-rule", "product-rule", "quotient-rule", "power-rule", "antiderivative"))
FACTOR = RULES | {"missing-factor", "number", "constant-summed-once", "brackets", "partly-multiplied"}
TERM = RULES - {"chain-rule", "power-rule"} | {
    "missing-term",
    "power-of-sum",
    "wrong-bound",
    "distributed-function",
    "partly-multiplied",
}
SWAPS = {r"\sin": r"\cos", r"\cos": r"\sin", r"\sinh": r"\cosh", r"\cosh": r"\sinh", r"\log": r"\exp"}
TURNED = (r"\top", "T")


@dataclass(frozen=True, slots=True)
class Slip:
    """A changed line: the kind of slip, the names that fit it, and the place of what was changed in it."""

    kind: str
    names: frozenset[str]
    line: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Splice:
    """``new`` for what stands between two places of the text."""

    kind: str
    names: frozenset[str]
    start: int
    end: int
    new: str
    outer: tuple[int, int] | None = None


def slips(text: str, side: Surface) -> Iterator[Slip]:
    """All slips in one side of a line."""
    for node, role, parent in nodes(side):
        for kind, change in CHANGES:
            for splice in change(node, role, parent, text):
                line = text[: splice.start] + splice.new + text[splice.end :]
                start, end = splice.outer or (splice.start, splice.end)
                yield Slip(
                    kind, splice.names, line, start, end + len(splice.new) - (splice.end - splice.start)
                )


def nodes(side: Surface) -> Iterator[tuple[Surface, str, Surface | None]]:
    """The nodes of a side, each with the field of its parent that it stands in."""
    waiting: list[tuple[Surface, str, Surface | None]] = [(side, "", None)]
    while waiting:
        node, role, parent = waiting.pop(0)
        yield node, role, parent
        for field in fields(node):
            if field.name not in {"differentials", "variables"}:
                waiting += [(c, field.name, node) for c in below(getattr(node, field.name))]


def below(value: object) -> Iterator[Surface]:
    """The nodes in the field of a node."""
    if isinstance(value, tuple):
        for item in value:
            yield from below(item)
    elif hasattr(value, "place") and not isinstance(value, Relation):
        yield value


def span(node: Surface) -> tuple[int, int]:
    """Where a node stands in the text."""
    return node.place.start, node.place.end


def is_sum(node: Surface | None) -> bool:
    """Whether a node is a sum or a difference."""
    return isinstance(node, Infix) and set(node.operators) <= {"+", "-"}


def sign(node, role, parent, text):
    """Plus for minus."""
    names = frozenset(("sign", "trigonometric-identity"))
    if role in ("sub", "sup"):
        names |= {"wrong-bound", "index-shift", "exponent"}
    if is_sum(node):
        for before, after, operator in zip(node.items, node.items[1:], node.operators, strict=False):
            start, end = before.place.end, after.place.start
            gap = text[start:end]
            at = start + gap.find(operator)
            yield Splice("sign", names, at, at + 1, "+" if operator == "-" else "-", (at, after.place.end))
    if isinstance(node, Signed) and node.sign == "-":
        yield Splice("sign", names, node.place.start, node.operand.place.start, "", span(node))


def lost_term(node, role, parent, text):
    """A summand is forgotten."""
    if is_sum(node):
        for before, item in zip(node.items, node.items[1:], strict=False):
            names = TERM | {"exponent", "index-shift"} if role in ("sub", "sup") else TERM
            yield Splice("lost term", names, before.place.end, item.place.end, "", span(node))


def lost_factor(node, role, parent, text):
    """A factor is forgotten."""
    if isinstance(node, Juxtaposed):
        for k, item in enumerate(node.items):
            if not isinstance(item, Name) or not item.function:
                start, end = span(item)
                if k == 0:
                    end = node.items[1].place.start
                yield Splice("lost factor", FACTOR, start, end, "", span(node))
    if isinstance(node, Fraction):
        lost = text[slice(*span(node.numerator))]
        if lost != "1":
            yield Splice("lost factor", FACTOR, *span(node.numerator), "1", span(node))
        yield Splice("lost factor", FACTOR, *span(node), f"({lost})" if is_sum(node.numerator) else lost)


def upside_down(node, role, parent, text):
    """Numerator and denominator swapped."""
    if isinstance(node, Fraction) and text[node.place.start : node.place.start + 6] == r"\frac{":
        top, bottom = (text[slice(*span(part))] for part in (node.numerator, node.denominator))
        yield Splice("upside down", frozenset(("upside-down",)), *span(node), rf"\frac{{{bottom}}}{{{top}}}")


def number(node, role, parent, text):
    """Another number."""
    if isinstance(node, Numeral) and role != "sub" and node.text.isdigit():
        names = {"number", "power-rule", "antiderivative", "wrong-bound"}
        if role == "sup" or (isinstance(parent, Infix | Signed) and "^" in text[: node.place.start][-4:]):
            names |= {"exponent", "exponent-arithmetic", "quotient-rule"}
        if isinstance(parent, Infix) and "_" in text[: node.place.start][-5:]:
            names |= {"index-shift"}
        for step in (1, -1):
            if int(node.text) + step > 0:
                yield Splice("number", frozenset(names), *span(node), str(int(node.text) + step))


def lost_exponent(node, role, parent, text):
    """A power without its exponent."""
    if isinstance(node, Scripted) and isinstance(node.sup, Numeral):
        names = frozenset(
            ("exponent", "exponent-arithmetic", "power-of-product", "power-rule", "quotient-rule", "number")
        )
        yield Splice("lost exponent", names, node.base.place.end, node.place.end, "", span(node))


def wrong_function(node, role, parent, text):
    """Sine for cosine."""
    head = node.head if isinstance(node, Call) else None
    head = head.base if isinstance(head, Scripted) else head
    if isinstance(head, Name) and head.text in SWAPS:
        names = frozenset(("wrong-function", "trigonometric-identity", "antiderivative", "product-rule"))
        yield Splice("wrong function", names, *span(head), SWAPS[head.text])


def wrong_letter(node, role, parent, text):
    """Another letter of the line."""
    if isinstance(node, Name) and len(node.text) == 1 and not node.function and role not in ("sub", "base"):
        for other in ("x", "y", "a", "b"):
            if other != node.text and other in text:
                yield Splice("wrong letter", frozenset(("wrong-letter",)), *span(node), other)
                return


def wrong_index(node, role, parent, text):
    """Another index, or the next one."""
    if isinstance(node, Scripted) and isinstance(node.sub, Name) and len(node.sub.text) == 1:
        start, end = node.base.place.end, node.sub.place.end
        if text[start] == "_" and text[start + 1] != "{":
            names = frozenset(("wrong-index", "index-shift"))
            yield Splice("index shift", names, start + 1, end, f"{{{node.sub.text}+1}}", span(node))
            for other in ("i", "j", "k"):
                if other != node.sub.text and f"_{other}" in text:
                    yield Splice("wrong index", names, start + 1, end, other, span(node))


def wrong_bound(node, role, parent, text):
    """A sum that goes one step too far, or begins late."""
    if isinstance(node, Big) and isinstance(node.sup, Name) and node.operator in (r"\sum", r"\prod"):
        names = frozenset(("wrong-bound",))
        yield Splice("wrong bound", names, *span(node.sup), f"{{{node.sup.text}-1}}")


def lost_root(node, role, parent, text):
    """A radicand without its root."""
    if isinstance(node, Radical) and node.degree is None:
        inside = text[slice(*span(node.radicand))]
        new = f"({inside})" if is_sum(node.radicand) else inside
        yield Splice("lost root", frozenset(("root", "power-of-product")), *span(node), new)


def lost_absolute_value(node, role, parent, text):
    """Brackets in the place of bars."""
    if isinstance(node, Fence) and node.opening in ("|", r"\lvert") and len(node.items) == 1:
        inside = text[slice(*span(node.items[0]))]
        yield Splice("lost absolute value", frozenset(("absolute-value",)), *span(node), f"({inside})")


def lost_transpose(node, role, parent, text):
    """A matrix that was not turned."""
    if isinstance(node, Scripted) and isinstance(node.sup, Name) and node.sup.text in TURNED:
        names = frozenset(("transpose", "order-when-turned"))
        yield Splice("lost transpose", names, node.base.place.end, node.place.end, "", span(node))


def lost_brackets(node, role, parent, text):
    """Brackets behind a minus left out."""
    if isinstance(node, Fence) and len(node.items) == 1 and is_sum(node.items[0]) and is_sum(parent):
        before = text[: node.place.start].rstrip()
        if before.endswith("-"):
            inside = text[slice(*span(node.items[0]))]
            names = frozenset(("minus-before-brackets", "sign"))
            yield Splice("lost brackets", names, *span(node), inside)


Change = Callable[[Surface, str, Surface | None, str], Iterator[Splice]]
CHANGES: tuple[tuple[str, Change], ...] = (
    ("sign", sign),
    ("lost term", lost_term),
    ("lost factor", lost_factor),
    ("upside down", upside_down),
    ("number", number),
    ("lost exponent", lost_exponent),
    ("wrong function", wrong_function),
    ("wrong letter", wrong_letter),
    ("wrong index", wrong_index),
    ("wrong bound", wrong_bound),
    ("lost root", lost_root),
    ("lost absolute value", lost_absolute_value),
    ("lost transpose", lost_transpose),
    ("lost brackets", lost_brackets),
)

OUTER = (
    (r"\sin({0})", r"\cos({0})"),
    (r"\cos({0})", r"-\sin({0})"),
    (r"e^{{{0}}}", r"e^{{{0}}}"),
    (r"({0})^4", r"4({0})^3"),
    (r"\sqrt{{{0}}}", r"\frac{{1}}{{2\sqrt{{{0}}}}}"),
    (r"\arctan({0})", r"\frac{{1}}{{1 + ({0})^2}}"),
    (r"\tanh({0})", r"1 - \tanh^2({0})"),
)
INNER = ("x^2 + 1", "3x", "e^x + 2", r"2 + \sin x")
FACTORS = (
    ("x^2", "2x"),
    (r"\sin x", r"\cos x"),
    ("e^x", "e^x"),
    (r"\cos x", r"-\sin x"),
    ("x^3", "3x^2"),
    (r"\sinh x", r"\cosh x"),
)
PARTS = (("a", "b"), ("x", "1"), ("2a", "3b"), ("x^2", "y"), ("e^a", "1"), ("p", "q^2"))
SPLIT = (
    ("power-of-sum", r"({0} + {1})^2 = {0}^2 + {1}^2"),
    ("power-of-sum", r"({0} + {1})^3 = {0}^3 + {1}^3"),
    ("root-of-sum", r"\sqrt{{{0} + {1}}} = \sqrt{{{0}}} + \sqrt{{{1}}}"),
    ("log-of-sum", r"\log({0} + {1}) = \log({0}) + \log({1})"),
    ("exp-of-sum", r"e^{{{0} + {1}}} = e^{{{0}}} + e^{{{1}}}"),
    ("fraction-of-sum", r"\frac{{1}}{{{0} + {1}}} = \frac{{1}}{{{0}}} + \frac{{1}}{{{1}}}"),
    ("distributed-function", r"\sin({0} + {1}) = \sin({0}) + \sin({1})"),
    ("partly-multiplied", r"z \cdot ({0} + {1}) = z \cdot ({0}) + {1}"),
    ("brackets", r"1 - ({0} + {1})^2 = 1 - ({0}) + ({1})^2"),
    ("factor-in-exponent", r"e^{{({0}) z}} = ({0}) e^z"),
    ("power-of-product", r"(z({0}))^3 = z ({0})^3"),
    ("distributed-function", r"\tanh({0} + {1}) = \tanh({0}) + \tanh({1})"),
    ("log-of-product", r"\log({0} \cdot {1}) = \log({0}) \cdot \log({1})"),
    ("cancelled-summand", r"\frac{{{0} + {1}}}{{{0}}} = {1}"),
    ("exponent-arithmetic", r"z^{{{0}}} z^{{{1}}} = z^{{({0})({1})}}"),
)
"""Names of false rules, and lines made by them of two parts."""

LIMITS = (
    (r"\left(1 + \frac{1}{n}\right)^n", "1"),
    (r"\left(1 - \frac{2}{n}\right)^n", "1"),
    (r"\left(1 + \frac{1}{2n}\right)^{3n}", "1"),
    (r"n \log\left(1 + \frac{1}{n}\right)", "0"),
)
"""What people take the limit of by parts, and what they get."""
POWERS = ((2, "2"), (3, "3"), (4, "4"))
BOUNDS = (
    (r"e^t", r"e^x"),
    (r"e^{2t}", r"\frac{e^{2x}}{2}"),
    (r"\sin t", r"-\cos x"),
    (r"(t + 1)^2", r"\frac{(x + 1)^3}{3}"),
)
RIGHT_AND_WRONG = (
    *(
        ("limit of a part", "limit-of-part", rf"\lim_{{n \to \infty}} {body}", value)
        for body, value in LIMITS
    ),
    *(
        (
            "over a pole",
            "integrated-over-pole",
            rf"\int_{{-1}}^1 \frac{{1}}{{x^{n}}}\,dx",
            rf"\frac{{(-1)^{{{n} - 1}} - 1}}{{{n} - 1}}",
        )
        for n in (2, 4, 6)
    ),
    *(("lower bound", "lower-bound", rf"\int_0^x {body}\,dt", found) for body, found in BOUNDS),
    *(
        ("antiderivative", "antiderivative", rf"\int_0^x t^{n}\,dt", rf"\frac{{x^{n + 1}}}{{{n}}}")
        for n, _ in POWERS
    ),
    *(
        ("antiderivative", "antiderivative", rf"\int_0^x \cos({k}t)\,dt", rf"{k}\sin({k}x)")
        for k, _ in POWERS
    ),
    *(
        ("antiderivative", "antiderivative", rf"\int_0^x e^{{{k}t}}\,dt", rf"e^{{{k}x}} - 1")
        for k, _ in POWERS
    ),
)
"""Kinds and names of false rules of analysis, with both sides of the line."""


TURNS = {
    r"\le": (r"\ge", "<"),
    r"\ge": (r"\le", ">"),
    r"\leq": (r"\geq", "<"),
    r"\geq": (r"\leq", ">"),
    "<": (">", None),
    ">": ("<", None),
}
"""For the sign of an inequality the one that points the other way, and the strict one."""


def turned(text: str, chain: Chain) -> Iterator[Slip]:
    """The inequality the other way round, and strict where both sides may be equal."""
    place = chain.relations[0].place
    other, strict = TURNS.get(text[place.start : place.end].strip(), (None, None))
    for kind, sign, name in (("flipped", other, "flipped-inequality"), ("strict", strict, "strict")):
        if sign is not None:
            line = f"{text[: place.start]} {sign} {text[place.end :].lstrip()}"
            start = place.start
            yield Slip(kind, frozenset((name,)), line, start, start + len(sign) + 2)


def made() -> Iterator[Slip]:
    """Lines made by a false rule."""
    for (outer, slope), inner in product(OUTER, INNER):
        yield whole(
            "chain rule", "chain-rule", rf"\frac{{d}}{{dx}} {outer.format(inner)}", slope.format(inner)
        )
    for (f, df), (g, dg) in product(FACTORS, FACTORS):
        if f < g:
            yield whole("product rule", "product-rule", rf"\frac{{d}}{{dx}} ({f} \cdot {g})", f"({df})({dg})")
            wrong = rf"\frac{{({df})({g}) + ({f})({dg})}}{{({g})^2}}"
            slip = whole("quotient rule", "quotient-rule", rf"\frac{{d}}{{dx}} \frac{{{f}}}{{{g}}}", wrong)
            yield Slip(slip.kind, slip.names | {"sign"}, slip.line, slip.start, slip.end)
    for (name, pattern), parts in product(SPLIT, PARTS):
        fitting = [f"({p})" if name == "power-of-sum" and len(p) > 1 else p for p in parts]
        left, right = pattern.format(*fitting).split(" = ")
        yield whole("false rule", name, left, right)
    for kind, name, left, right in RIGHT_AND_WRONG:
        yield whole(kind, name, left, right)
    for n in range(2, 8):
        yield whole("power rule", "power-rule", rf"\frac{{d}}{{dx}} x^{n}", f"x^{n - 1}")
        yield whole("power rule", "power-rule", rf"\frac{{d}}{{dx}} x^{n}", f"{n}x^{n}")


def whole(kind: str, name: str, left: str, right: str) -> Slip:
    """A line whose right side as a whole comes from a false rule."""
    line = f"{left} = {right}"
    return Slip(kind, frozenset((name,)), line, len(left) + 3, len(line))
