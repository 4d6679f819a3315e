"""Surface tree to MathML: what was written, as it was laid out, with marks on sub-terms.

Written from the surface tree so that a report can outline the very sub-term that is
wrong. Boxes and strokes are classes for the style sheet, since browsers ignore
``menclose``. Everything that comes from the document is escaped.
"""

from collections.abc import Sequence
from html import escape
from typing import Final

from derive.core import surface as s
from derive.core.source import Place
from derive.theory.notation_unicode import character_of

ACCENTS: Final = {
    "hat": "^", "bar": "\u00af", "tilde": "~", "dot": "\u02d9", "ddot": "\u00a8", "check": "\u02c7",
    "breve": "\u02d8", "ring": "\u02da", "acute": "\u00b4", "grave": "`", "underline": "_", "star": "*",
}  # fmt: skip
VARIANTS: Final = {
    "calligraphic": (0x1D49C, 0x1D4B6),
    "fraktur": (0x1D504, 0x1D51E),
    "bold": (0x1D400, 0x1D41A),
    "blackboard": (0x1D538, 0x1D552),
    "sans": (0x1D5A0, 0x1D5BA),
}
EXCEPTIONS: Final = dict(zip("𝒝𝒠𝒡𝒣𝒤𝒧𝒨𝒭𝒺𝒼𝓄𝔆𝔋𝔌𝔕𝔝𝔺𝔿𝕅𝕇𝕈𝕉𝕑", "ℬℰℱℋℐℒℳℛℯℊℴℭℌℑℜℨℂℍℕℙℚℝℤ", strict=True))
BRACKETS: Final = {
    "||": "\u2016\u2016", "floor": "\u230a\u230b", "ceil": "\u2308\u2309", "<": "\u27e8\u27e8",
    ">": "\u27e9\u27e9", "[[": "\u27e6\u27e6", "]]": "\u27e7\u27e7",
}  # fmt: skip
OPERATORS: Final = {
    "sum": "\u2211", "prod": "\u220f", "int": "\u222b", "iint": "\u222c", "iiint": "\u222d",
    "oint": "\u222e", "coprod": "\u2210", "bigcup": "\u22c3", "bigcap": "\u22c2",
    "argmax": "arg\u2009max", "argmin": "arg\u2009min", "limsup": "lim\u2009sup",
    "liminf": "lim\u2009inf", "expectation": "\U0001d53c", "-": "\u2212", "*": "\u2217", "|": "\u2223",
}  # fmt: skip
DOTS: Final = {"h": "\u22ef", "v": "\u22ee", "d": "\u22f1"}
INTEGRALS: Final = frozenset(("int", "iint", "iiint", "oint"))
TIMES, APPLY = "<mo>\u2062</mo>", "<mo>\u2061</mo>"

METHODS: Final[dict[type, str]] = {
    s.Scripted: "scripted", s.Signed: "signed", s.Infix: "infix", s.Juxtaposed: "juxtaposed",
    s.Call: "call", s.Fraction: "fraction", s.Radical: "radical", s.Fence: "fence", s.Big: "big",
    s.Differential: "differential", s.Postfix: "postfix", s.Evaluated: "evaluated", s.Grid: "grid",
    s.CasesBlock: "cases", s.Chain: "chain", s.Listing: "listing", s.Annotated: "annotated",
}  # fmt: skip


def write(tree: s.Surface, marked: Sequence[Place] = (), css: str = "bad") -> str:
    """The MathML of a surface tree; nodes at the ``marked`` places get the class ``css``."""
    return _Writer(frozenset(marked), css).node(tree)


def formula(parsed: s.Formula, alttext: str, marked: Sequence[Place] = ()) -> str:
    """A whole display as a ``math`` element, one row below the other."""
    rows = [write(row.content, marked) for row in parsed.rows]
    body = rows[0] if len(rows) == 1 else f"<mtable>{''.join(map(_row, rows))}</mtable>"
    return f'<math display="block" alttext="{escape(alttext)}">{body}</math>'


def _row(content: str) -> str:
    return f"<mtr><mtd>{content}</mtd></mtr>"


def _operator(text: str) -> str:
    shown = OPERATORS.get(text) or (character_of(text) if text.startswith("\\") else text) or text
    return f"<mo>{escape(shown)}</mo>"


def _styled(letter: str, style: str) -> str:
    if style not in VARIANTS or len(letter) != 1 or not letter.isascii() or not letter.isalpha():
        return letter
    upper, lower = VARIANTS[style]
    code = upper + ord(letter) - ord("A") if letter.isupper() else lower + ord(letter) - ord("a")
    return EXCEPTIONS.get(chr(code), chr(code))


class _Writer:
    """Writes nodes by type; knows which places to mark."""

    def __init__(self, marked: frozenset[Place], css: str) -> None:
        self.marked = marked
        self.css = css

    def node(self, tree: s.Surface) -> str:
        text = self._leaf(tree) or self._inner(tree)
        return f'<mrow class="{self.css}">{text}</mrow>' if tree.place in self.marked else text

    def _leaf(self, tree: s.Surface) -> str:
        match tree:
            case s.Numeral():
                return f"<mn>{escape(tree.text)}</mn>"
            case s.Name():
                return self.name(tree)
            case s.Words():
                return f"<mtext>{escape(tree.text)}</mtext>"
            case s.Dots():
                return f"<mo>{DOTS[tree.direction]}</mo>"
            case s.Empty():
                return "<mrow></mrow>"
            case _:
                return ""

    def _inner(self, tree: s.Surface) -> str:
        return str(getattr(self, METHODS[type(tree)])(tree))

    def signed(self, tree: s.Signed) -> str:
        return _operator(tree.sign) + self.node(tree.operand)

    def fraction(self, tree: s.Fraction) -> str:
        return f"<mfrac>{self.group(tree.numerator)}{self.group(tree.denominator)}</mfrac>"

    def radical(self, tree: s.Radical) -> str:
        if tree.degree is None:
            return f"<msqrt>{self.node(tree.radicand)}</msqrt>"
        return f"<mroot>{self.group(tree.radicand)}{self.group(tree.degree)}</mroot>"

    def postfix(self, tree: s.Postfix) -> str:
        return self.node(tree.operand) + _operator(tree.operator)

    def group(self, tree: s.Surface | None) -> str:
        return f"<mrow>{self.node(tree)}</mrow>" if tree is not None else "<mrow></mrow>"

    def name(self, tree: s.Name) -> str:
        letter = character_of(tree.text) if tree.text.startswith("\\") else tree.text
        style = next((a for a in tree.accents if a in VARIANTS), tree.style)
        if tree.text.startswith("\\mathbb{"):
            letter, style = tree.text[8:-1], "blackboard"
        base = f"<mi>{escape(_styled(letter or tree.text.lstrip(chr(92)), style))}</mi>"
        for accent in tree.accents:
            if accent in ACCENTS:
                base = f'<mover accent="true">{base}<mo>{ACCENTS[accent]}</mo></mover>'
        return base if style != "arrow" else f'<mover accent="true">{base}<mo>\u2192</mo></mover>'

    def scripted(self, tree: s.Scripted) -> str:
        primes = f"<mo>{chr(0x2032) * tree.primes}</mo>" if tree.primes else ""
        sup = primes + (self.node(tree.sup) if tree.sup is not None else "")
        return self.scripts(
            "sub", "sup", self.group(tree.base), self._sub(tree.sub), f"<mrow>{sup}</mrow>" if sup else ""
        )

    def _sub(self, tree: s.Surface | None) -> str:
        return self.group(tree) if tree is not None else ""

    @staticmethod
    def scripts(below: str, above: str, base: str, sub: str, sup: str) -> str:
        """``msub``, ``msup``, ``msubsup`` or the same with under and over."""
        if sub and sup:
            return f"<m{below}{above}>{base}{sub}{sup}</m{below}{above}>"
        if sub or sup:
            tag = below if sub else above
            return f"<m{tag}>{base}{sub or sup}</m{tag}>"
        return base

    def infix(self, tree: s.Infix) -> str:
        first, *rest = map(self.node, tree.items)
        return first + "".join(_operator(o) + item for o, item in zip(tree.operators, rest, strict=True))

    def juxtaposed(self, tree: s.Juxtaposed) -> str:
        return TIMES.join(map(self.node, tree.items))

    def call(self, tree: s.Call) -> str:
        return f"{self.node(tree.head)}{APPLY}{self.node(tree.argument)}"

    def fence(self, tree: s.Fence) -> str:
        separators = [*map(_operator, tree.separators), ""]
        inner = "".join(self.node(i) + sep for i, sep in zip(tree.items, separators, strict=False))
        return _fenced(tree.opening, tree.closing, inner)

    def big(self, tree: s.Big) -> str:
        operator = OPERATORS.get(tree.operator, tree.operator)
        tag = "mo" if tree.operator in OPERATORS else "mi"
        sides = ("sub", "sup") if tree.operator in INTEGRALS else ("under", "over")
        head = self.scripts(*sides, f"<{tag}>{operator}</{tag}>", self._sub(tree.sub), self._sub(tree.sup))
        tail = "".join(f'<mspace width="0.17em"/><mi>d</mi>{self.node(d)}' for d in tree.differentials)
        return f"<mrow>{head}{self.node(tree.body)}{tail}</mrow>"

    def differential(self, tree: s.Differential) -> str:
        sign = character_of(tree.symbol) or tree.symbol
        operator = (
            f"<mo>{escape(sign)}</mo>"
            if sign == "\u2207"
            else f'<mi mathvariant="normal">{escape(sign)}</mi>'
        )
        operand = self.node(tree.operand) if tree.operand is not None else ""
        if sign == "\u2207" or not tree.variables:
            sub = "".join(map(self.node, tree.variables))
            return (f"<msub>{operator}<mrow>{sub}</mrow></msub>" if sub else operator) + operand
        order = f"<mn>{len(tree.variables)}</mn>" if len(tree.variables) > 1 else ""
        if tree.symbolic_order is not None:
            order = self.group(tree.symbolic_order)
        top = f"<msup>{operator}{order}</msup>" if order else operator
        below = "".join(operator + self.node(v) for v in tree.variables)
        return f"<mfrac><mrow>{top}</mrow><mrow>{below}</mrow></mfrac>{operand}"

    def evaluated(self, tree: s.Evaluated) -> str:
        bar = self.scripts(
            "sub", "sup", '<mo stretchy="true">|</mo>', self._sub(tree.sub), self._sub(tree.sup)
        )
        return f"<mrow>{self.node(tree.operand)}{bar}</mrow>"

    def grid(self, tree: s.Grid) -> str:
        rows = "".join(
            f"<mtr>{''.join(f'<mtd>{self.node(c)}</mtd>' for c in row)}</mtr>" for row in tree.rows
        )
        return _fenced(tree.opening, tree.closing, f"<mtable>{rows}</mtable>")

    def cases(self, tree: s.CasesBlock) -> str:
        rows = "".join(
            f"<mtr><mtd>{self.node(value)}</mtd><mtd>{self.group(condition)}</mtd></mtr>"
            for value, condition in tree.rows
        )
        return _fenced("{", "", f'<mtable columnalign="left">{rows}</mtable>')

    def chain(self, tree: s.Chain) -> str:
        first, *rest = (self.node(t) if t is not None else "" for t in tree.terms)
        return first + "".join(self.relation(r) + t for r, t in zip(tree.relations, rest, strict=True))

    def relation(self, tree: s.Relation) -> str:
        sign = _operator(tree.sign)
        if not tree.notes:
            return sign
        return f'<mover>{sign}<mrow class="note">{"".join(map(self.node, tree.notes))}</mrow></mover>'

    def listing(self, tree: s.Listing) -> str:
        words = ["" if sep == "quad" else sep for sep in tree.separators]
        gaps = [f'<mtext>{w}</mtext><mspace width="1em"/>' for w in map(escape, words)]
        return "".join(gap + item for gap, item in zip(["", *gaps], map(self.node, tree.items), strict=False))

    def annotated(self, tree: s.Annotated) -> str:
        body = f'<mrow class="{escape(tree.decoration)}">{self.node(tree.content)}</mrow>'
        if tree.note is None:
            return body
        tag, brace = ("mover", "\u23de") if tree.decoration == "overbrace" else ("munder", "\u23df")
        return f"<{tag}><{tag}>{body}<mo>{brace}</mo></{tag}>{self.group(tree.note)}</{tag}>"


def _fenced(opening: str, closing: str, inner: str) -> str:
    left = BRACKETS.get(opening, opening)[:1]
    right = BRACKETS.get(closing, closing)[-1:]
    return (
        f'<mrow><mo fence="true">{escape(left)}</mo>{inner}<mo fence="true">{escape(right)}</mo></mrow>'
        if left or right
        else f"<mrow>{inner}</mrow>"
    )
