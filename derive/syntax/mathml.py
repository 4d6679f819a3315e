"""Surface tree to MathML: what was written, as it was laid out, with marks on sub-terms.

Written from the surface tree so that a report can outline the very sub-term that is
wrong. Boxes and strokes are classes for the style sheet, since browsers ignore
``menclose``. Everything that comes from the document is escaped.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import Final

from derive.core import surface as s
from derive.core.source import Place
from derive.syntax.derivatives import is_above
from derive.syntax.mathml_letters import ACCENTS, BRACKETS, OPERATORS, VARIANTS, letter, operator
from derive.theory.notation_unicode import character_of

DOTS: Final = {"h": "\u22ef", "v": "\u22ee", "d": "\u22f1"}
INTEGRALS: Final = frozenset(("int", "iint", "iiint", "oint"))
LOGICAL: Final = {"forall": "\u2200", "exists": "\u2203", "nexists": "\u2204"}
WIDE_ACCENTS: Final = {"hat": "^", "bar": "\u00af", "tilde": "~", "arrow": "\u2192"}
TIMES, APPLY, THIN = "<mo>\u2062</mo>", "<mo>\u2061</mo>", '<mspace width="0.17em"/>'
COMMA = '<mo separator="true" lspace="0" rspace="0">,</mo>'
MOD = '<mo form="infix" lspace="0" rspace="0.3em">mod</mo>'
HALF, WIDE = '<mspace width="0.4em"/>', '<mspace width="1em"/>'

_IF: Final = (f"<mtext>if</mtext>{HALF}", "")
_INFIX: Final = re.compile("^((?:<(?!mo>)[^>]*>)*)<mo>")
_SIGN: Final = re.compile("<mo>(?=[-+=<>\u2212\u2260\u2264\u2265\u2192\u2208\u00b1\u22c5\u00b7]|&[lg]t;)")
_TALL: Final = re.compile("<m(frac|table|under|root|over(?! accent))|[\u220f-\u2211\u222b-\u222e]")
_TAG: Final = re.compile(r"<[^>]*>|[\u2061-\u2064]")
_MACRO: Final = re.compile(r"\\(?=[A-Za-z])")
_ENTITY: Final = re.compile(r"&#?\w+;")
_LONG: Final = 40
METHODS: Final[dict[type, str]] = {
    s.Scripted: "scripted", s.Signed: "signed", s.Infix: "infix", s.Juxtaposed: "juxtaposed",
    s.Call: "call", s.Fraction: "fraction", s.Radical: "radical", s.Fence: "fence", s.Big: "big",
    s.Differential: "differential", s.Postfix: "postfix", s.Evaluated: "evaluated", s.Grid: "grid",
    s.CasesBlock: "cases", s.Chain: "chain", s.Listing: "listing", s.Annotated: "annotated",
}  # fmt: skip


def write(tree: s.Surface, marked: Sequence[Place] = (), css: str = "bad") -> str:
    """The MathML of a surface tree; the parts at the ``marked`` places get the class ``css``."""
    return _Writer(tuple(marked), css).node(tree)


def element(body: str, alttext: str, *, display: bool = True) -> str:
    """A ``math`` element around MathML; ``alttext`` is its source in LaTeX."""
    layout = ' displaystyle="true"' if display else ""
    return f'<math{layout} alttext="{escape(alttext)}">{body}</math>'


def formula(parsed: s.Formula, alttext: str, marked: Sequence[Place] = ()) -> str:
    """A whole display as a ``math`` element, one row below the other, aligned at the first relation."""
    rows = [row.content for row in parsed.rows]
    if len(rows) == 1:
        return element(write(rows[0], marked), alttext)
    cells = "".join(f"<mtr>{_aligned(row, marked)}</mtr>" for row in rows)
    return element(f'<mtable class="aligned">{cells}</mtable>', alttext)


def pieces(tree: s.Surface, marked: Sequence[Place] = (), css: str = "bad") -> tuple[str, ...]:
    """The MathML in parts between which a line may be broken: before each relation of the outer chain."""
    if not isinstance(tree, s.Chain):
        return (write(tree, marked, css),)
    writer = _Writer(tuple(marked), css)
    first = (writer.node(tree.terms[0]),) if tree.terms[0] is not None else ()
    rest = zip(tree.relations, tree.terms[1:], strict=True)
    parts = (writer.relation(r) + (writer.node(t) if t is not None else "") for r, t in rest)
    return (*first, *map(_continuing, parts))


def summands(tree: s.Surface, marked: Sequence[Place] = (), css: str = "bad") -> tuple[str, ...]:
    """The MathML in parts as of ``pieces``; a long last side is broken before its signs or fractions."""
    parts = pieces(tree, marked, css)
    last = tree.terms[-1] if isinstance(tree, s.Chain) else tree
    writer = _Writer(tuple(marked), css)
    if last is None or writer.is_marked(last.place) or letters(parts[-1]) <= _LONG:
        return parts
    head = writer.relation(tree.relations[-1]) if isinstance(tree, s.Chain) else ""
    first, *rest = _broken(last, writer)
    return (*parts[:-1], _continuing(head + first) if head else first, *rest) if rest else parts


def _broken(side: s.Surface, writer: "_Writer") -> tuple[str, ...]:
    """A sum before its signs, a product before its fractions, anything else whole."""
    if isinstance(side, s.Signed) and isinstance(side.operand, s.Infix):
        first, *rest = _broken(side.operand, writer)
        return (operator(side.sign) + first, *rest)
    if isinstance(side, s.Infix):
        first, *rest = map(writer.node, side.items)
        signed = (operator(o) + item for o, item in zip(side.operators, rest, strict=True))
        return (first, *map(_continuing, signed))
    if not isinstance(side, s.Juxtaposed):
        return ("",)
    starts = [
        0,
        *(i for i, item in enumerate(side.items) if i and isinstance(item, s.Fraction | s.Differential)),
    ]
    groups = (side.items[i:j] for i, j in pairwise((*starts, len(side.items))))
    return tuple(writer.juxtaposed(s.Juxtaposed(side.place, items)) for items in groups)


def letters(mathml: str) -> int:
    """How many characters are seen of some MathML."""
    return len(_ENTITY.sub("&", _TAG.sub("", mathml)))


def _continuing(part: str) -> str:
    """A part that begins with a sign, which would pass for a prefix."""
    return _INFIX.sub(r'\1<mo form="infix">', part)


def _aligned(row: s.Surface, marked: Sequence[Place]) -> str:
    first, *rest = pieces(row, marked)
    if isinstance(row, s.Chain) and row.terms[0] is None:
        first, rest = "", [first, *rest]
    return f"<mtd>{first}</mtd><mtd>{''.join(rest)}</mtd>"


class _Writer:
    """Writes nodes by type; knows which places to mark, and marks no place within a marked one."""

    def __init__(self, marked: tuple[Place, ...], css: str) -> None:
        self.marked = marked
        self.css = css

    def is_marked(self, place: Place) -> bool:
        """Whether the place lies in a marked one."""
        return place.end > place.start and any(
            m.part == place.part and m.start <= place.start and place.end <= m.end for m in self.marked
        )

    def wrapped(self, text: str) -> str:
        """What is marked."""
        return f'<mrow class="{self.css}">{text}</mrow>'

    def node(self, tree: s.Surface) -> str:
        """A node, marked where it has to be."""
        if self.marked and self.is_marked(tree.place):
            return self.wrapped(_Writer((), self.css).node(tree))
        return self._leaf(tree) or str(getattr(self, METHODS[type(tree)])(tree))

    def _leaf(self, tree: s.Surface) -> str:
        match tree:
            case s.Numeral():
                return f"<mn>{escape(tree.text)}</mn>"
            case s.Name():
                return self.name(tree)
            case s.Words():
                return f"<mtext>{escape(_outer_blanks_kept(_MACRO.sub('', tree.text)))}</mtext>"
            case s.Dots():
                return f"<mo>{DOTS[tree.direction]}</mo>"
            case s.Empty():
                return "<mrow></mrow>"
            case _:
                return ""

    def signed(self, tree: s.Signed) -> str:
        return f"<mrow>{operator(tree.sign)}{self.node(tree.operand)}</mrow>"

    def fraction(self, tree: s.Fraction) -> str:
        return f"<mfrac>{self.group(tree.numerator)}{self.group(tree.denominator)}</mfrac>"

    def radical(self, tree: s.Radical) -> str:
        if tree.degree is None:
            return f"<msqrt>{self.node(tree.radicand)}</msqrt>"
        return f"<mroot>{self.group(tree.radicand)}{self.group(tree.degree)}</mroot>"

    def postfix(self, tree: s.Postfix) -> str:
        return self.node(tree.operand) + operator(tree.operator)

    def group(self, tree: s.Surface | None) -> str:
        """What must be one element."""
        text = self.node(tree) if tree is not None else ""
        is_single = isinstance(tree, s.Numeral) or (isinstance(tree, s.Name) and not tree.accents)
        return text if is_single else f"<mrow>{text}</mrow>"

    def name(self, tree: s.Name) -> str:
        base = letter(tree.text, tree.accents, tree.style)
        for accent in tree.accents:
            if accent in ACCENTS and accent not in VARIANTS:
                base = f'<mover accent="true">{base}<mo>{ACCENTS[accent]}</mo></mover>'
        if tree.style == "arrow":
            return f'<mover accent="true" class="vector">{base}<mo stretchy="false">\u2192</mo></mover>'
        return base

    def scripted(self, tree: s.Scripted) -> str:
        primes = f"<mo>{chr(0x2032) * tree.primes}</mo>" if tree.primes else ""
        sup = self.group(tree.sup) if tree.sup is not None else ""
        raised = f"<mrow>{primes}{sup}</mrow>" if primes and sup else primes or sup
        return self.scripts("sub", "sup", self.group(tree.base), self._sub(tree.sub), raised)

    def _sub(self, tree: s.Surface | None) -> str:
        if isinstance(tree, s.Listing) and set(tree.separators) <= {","}:
            return f"<mrow>{COMMA.join(map(self.node, tree.items))}</mrow>"
        return self.group(tree) if tree is not None else ""

    @staticmethod
    def scripts(below: str, above: str, base: str, sub: str, sup: str) -> str:
        """``msub``, ``msup``, ``msubsup`` or the same with under and over; signs in them stand close."""
        sub, sup = tight(sub), tight(sup)
        if sub and sup:
            return f"<m{below}{above}>{base}{sub}{sup}</m{below}{above}>"
        if sub or sup:
            tag = below if sub else above
            return f"<m{tag}>{base}{sub or sup}</m{tag}>"
        return base

    def run(self, items: Sequence[s.Surface], joints: Sequence[str]) -> str:
        """Items with what joins them; neighbours that are marked are marked together."""
        plain = _Writer((), self.css)
        text = ""
        for is_marked, group in groupby(range(len(items)), lambda i: self.is_marked(items[i].place)):
            first, *rest = group
            writer = plain if is_marked else self
            inner = writer.node(items[first])
            inner += "".join(joints[i - 1] + writer.node(items[i]) for i in rest)
            text += (joints[first - 1] if first else "") + (self.wrapped(inner) if is_marked else inner)
        return text

    def infix(self, tree: s.Infix) -> str:
        return self.run(tree.items, [operator(o) for o in tree.operators])

    def juxtaposed(self, tree: s.Juxtaposed) -> str:
        return self.run(tree.items, [THIN if _is_operator(item) else TIMES for item in tree.items[1:]])

    def call(self, tree: s.Call) -> str:
        argument = tree.argument
        if isinstance(tree.head, s.Name) and tree.head.text == r"\binom" and isinstance(argument, s.Fence):
            above, below = map(self.group, argument.items)
            return fenced("(", ")", f'<mfrac linethickness="0">{above}{below}</mfrac>')
        gap = "" if isinstance(tree.argument, s.Fence | s.Big) else THIN
        return f"{self.node(tree.head)}{APPLY}{gap}{self.node(tree.argument)}"

    def fence(self, tree: s.Fence) -> str:
        separators = [*map(operator, tree.separators), ""]
        inner = "".join(self.node(i) + sep for i, sep in zip(tree.items, separators, strict=False))
        return fenced(tree.opening, tree.closing, inner)

    def big(self, tree: s.Big) -> str:
        sign = OPERATORS.get(tree.operator, tree.operator)
        is_word = sign[-1].isalpha()
        sides = ("sub", "sup") if tree.operator in INTEGRALS else ("under", "over")
        tag = "mi" if is_word else "mo"
        head = self.scripts(*sides, f"<{tag}>{sign}</{tag}>", self._sub(tree.sub), self._sub(tree.sup))
        gap = THIN if is_word and not isinstance(tree.body, s.Fence) else ""
        tail = "".join(f"{THIN}<mi>d</mi>{self.node(d)}" for d in tree.differentials)
        return f"<mrow>{head}{gap}{self.node(tree.body)}{tail}</mrow>"

    def differential(self, tree: s.Differential) -> str:
        sign = character_of(tree.symbol) or tree.symbol
        is_nabla = sign == "\u2207"
        head = f"<mo>{sign}</mo>" if is_nabla else f"<mi>{escape(sign)}</mi>"
        operand = self.node(tree.operand) if tree.operand is not None else ""
        order = f"<mn>{len(tree.variables)}</mn>" if len(tree.variables) > 1 else ""
        if tree.symbolic_order is not None:
            order = self.group(tree.symbolic_order)
        if is_nabla or not tree.variables:
            sub = "".join(map(self.node, tree.variables))
            return self.scripts("sub", "sup", head, f"<mrow>{sub}</mrow>" if sub else "", order) + operand
        top = f"<msup>{head}{order}</msup>" if order else head
        below = "".join(head + part for part in self.repeated(tree, order))
        if is_above(tree):
            operand = (THIN if _is_operator(tree.operand) else "") + operand
            return f"<mfrac><mrow>{top}{operand}</mrow><mrow>{below}</mrow></mfrac>"
        return f"<mfrac><mrow>{top}</mrow><mrow>{below}</mrow></mfrac>{THIN}{operand}"

    def repeated(self, tree: s.Differential, order: str) -> Iterator[str]:
        """What stands behind each sign below the line, variables that are alike together."""
        for part, group in groupby(map(self.group, tree.variables)):
            count = len(list(group))
            times = order if tree.symbolic_order is not None else f"<mn>{count}</mn>" if count > 1 else ""
            yield f"<msup>{part}{times}</msup>" if times else part

    def evaluated(self, tree: s.Evaluated) -> str:
        bar = self.scripts(
            "sub", "sup", '<mo stretchy="true">|</mo>', self._sub(tree.sub), self._sub(tree.sup)
        )
        return f"<mrow>{self.node(tree.operand)}{bar}</mrow>"

    def grid(self, tree: s.Grid) -> str:
        rows = "".join(
            f"<mtr>{''.join(f'<mtd>{self.node(c)}</mtd>' for c in row)}</mtr>" for row in tree.rows
        )
        return fenced(tree.opening, tree.closing, f"<mtable>{rows}</mtable>")

    def cases(self, tree: s.CasesBlock) -> str:
        last = "<mtext>otherwise</mtext>" if any(condition for _, condition in tree.rows) else ""
        cells = (
            (self.node(value), f"{_IF[isinstance(when, s.Words)]}{self.node(when)}" if when else last)
            for value, when in tree.rows
        )
        rows = "".join(f"<mtr><mtd>{value}</mtd><mtd>{when}</mtd></mtr>" for value, when in cells)
        return fenced("{", "", f'<mtable class="cases">{rows}</mtable>')

    def chain(self, tree: s.Chain) -> str:
        first, *rest = (self.node(t) if t is not None else "" for t in tree.terms)
        return first + "".join(self.relation(r) + t for r, t in zip(tree.relations, rest, strict=True))

    def relation(self, tree: s.Relation) -> str:
        """A relation sign with what stands above it."""
        shown = operator("=" if tree.notes and tree.sign == ":=" else tree.sign)
        if tree.notes:
            notes = "".join(map(self.node, tree.notes))
            shown = f'<mover>{shown}<mrow class="note">{notes}</mrow></mover>'
        return self.wrapped(shown) if self.is_marked(tree.place) else shown

    def listing(self, tree: s.Listing) -> str:
        text = self.node(tree.items[0])
        is_list = not any(isinstance(item, s.Chain) for item in tree.items[:-1])
        for separator, item in zip(tree.separators, tree.items[1:], strict=True):
            shown = self.node(item)
            text += (
                f"{HALF}{fenced('(', ')', f'{MOD}{shown}')}"
                if separator == "mod"
                else _separator(separator, close=is_list) + shown
            )
        return text

    def annotated(self, tree: s.Annotated) -> str:
        if tree.decoration in WIDE_ACCENTS:
            accent = f"<mo>{WIDE_ACCENTS[tree.decoration]}</mo>"
            return f'<mover accent="true"><mrow>{self.node(tree.content)}</mrow>{accent}</mover>'
        body = f'<mrow class="{escape(tree.decoration)}">{self.node(tree.content)}</mrow>'
        if tree.note is None:
            return body
        tag, brace = ("mover", "\u23de") if tree.decoration == "overbrace" else ("munder", "\u23df")
        return f"<{tag}><{tag}>{body}<mo>{brace}</mo></{tag}>{self.group(tree.note)}</{tag}>"


def _is_operator(tree: s.Surface | None) -> bool:
    """Whether a product leaves a gap before it: a function, an entry of its value, or a word with limits."""
    if isinstance(tree, s.Scripted):
        return _is_operator(tree.base)
    return isinstance(tree, s.Call) or (isinstance(tree, s.Big) and tree.operator.isalpha())


def _outer_blanks_kept(text: str) -> str:
    """Words with their outer blanks, which MathML would drop."""
    inner = text.strip()
    return ("\u00a0" if text[:1].isspace() else "") + inner + ("\u00a0" if text[-1:].isspace() else "")


def tight(mathml: str) -> str:
    """What stands in a script: no room around its signs, as TeX leaves none; browsers would leave some."""
    return _SIGN.sub('<mo lspace="0" rspace="0">', mathml)


def _separator(separator: str, *, close: bool) -> str:
    """What stands between items; between names in a list, ``close`` to them, less than between statements."""
    if separator in (",", ";", ":"):
        return f'<mo separator="true">{separator}</mo>{"" if close else HALF}'
    if separator == "|":
        return "<mo>|</mo>"
    if separator in LOGICAL:
        return f"{WIDE}<mo>{LOGICAL[separator]}</mo>"
    return WIDE if separator == "quad" else f"{HALF}<mtext>{escape(separator)}</mtext>{HALF}"


def fenced(opening: str, closing: str, inner: str) -> str:
    """Brackets, which grow only around what is tall: browsers leave a gap beside those that may grow."""
    left = BRACKETS.get(opening, opening)[:1]
    right = BRACKETS.get(closing, closing)[-1:]
    if not left and not right:
        return f"<mrow>{inner}</mrow>"
    size = "" if _TALL.search(inner) else ' stretchy="false"'
    if left == "]" or right == "[":
        size += ' lspace="0" rspace="0"'
    before = f"<mo{size}>{escape(left)}</mo>" if left else ""
    after = f"<mo{size}>{escape(right)}</mo>" if right else ""
    return f"<mrow>{before}{inner}{after}</mrow>"
