"""Statements, sums, products and scripts."""

from oracle.cursor import Cursor, Node
from oracle.lexing import ReadError
from oracle.notation import GREEK, RELATIONS, STOP


class Expressions(Cursor):
    """The levels of a formula above its atoms."""

    # statements

    def statement(self) -> Node:
        """Implications between relations."""
        left = self.junction()
        while self.now in ("\\Rightarrow", "\\Leftrightarrow"):
            kind = "implies" if self.next() == "\\Rightarrow" else "iff"
            left = (kind, left, self.junction())
        return left

    def junction(self) -> Node:
        """Relations joined by and, or, comma."""
        left = self.relation()
        while self.now in ("\\land", "\\lor", "text:and", "text:or"):
            kind = "and" if self.next() in ("\\land", "text:and") else "or"
            left = (kind, left, self.relation())
        return left

    def relation(self) -> Node:
        """A chain of relations, or a bare expression."""
        left = self.expression()
        links: list[Node] = []
        while self.now in RELATIONS or (self.now == ":" and left[0] == "sym"):
            sign = self.next()
            if sign == ":":
                self.expression()
                self.need("\\to")
                self.expression()
                return ("function", left[1])
            right = self.set() if sign == "\\in" else self.expression()
            links.append(("rel", "=" if sign == "\\equiv" else sign, left, right))
            left = right
        if not links:
            return left
        return links[0] if len(links) == 1 else ("and", *links)

    def set(self) -> Node:
        """What may stand after an element sign."""
        token = self.next()
        if token.startswith("mathbb:"):
            return self.space(token[7:])
        if token == "\\{":
            entries = [self.expression()]
            while self.take(","):
                entries.append(self.expression())
            self.need("\\}")
            return ("set", *entries)
        if token in "([":
            low = self.expression()
            self.need(",")
            high = self.expression()
            return ("interval", low, high, token, self.next())
        raise ReadError(f"a set, not {token}")

    def space(self, letter: str) -> Node:
        """Numbers, vectors, matrices."""
        if self.take("_"):
            self.script()
            return ("nonnegative", letter)
        if not self.take("^"):
            return ("space", letter)
        if not self.take("{"):
            return ("space", letter, self.simple())
        sizes = [self.factor()]
        while self.take("\\times"):
            sizes.append(self.factor())
        self.need("}")
        return ("space", letter, *sizes)

    # expressions

    def expression(self) -> Node:
        """A sum."""
        terms = [self.signed()]
        while self.now in ("+", "-"):
            terms.append(self.signed())
        return terms[0] if len(terms) == 1 else ("add", *terms)

    def signed(self) -> Node:
        """A term with its sign."""
        sign = 1
        while self.now in ("+", "-"):
            sign *= -1 if self.next() == "-" else 1
        term = self.term()
        return term if sign == 1 else ("neg", term)

    def term(self) -> Node:
        """A product, with slashes and dots."""
        left = self.juxtaposed()
        while self.now in ("\\cdot", "\\times", "*", "/", "\\odot", "\\bmod"):
            sign = self.next()
            negative = self.take("-")
            right = self.juxtaposed()
            right = ("neg", right) if negative else right
            kind = {"/": "div", "\\odot": "hadamard", "\\bmod": "mod"}.get(sign, "mul")
            left = ("mul", *left[1:], right) if kind == "mul" == left[0] else (kind, left, right)
        return left

    def juxtaposed(self) -> Node:
        """Factors side by side."""
        factors = [self.factor()]
        while not self.ends():
            factors.append(self.factor())
        return factors[0] if len(factors) == 1 else ("mul", *factors)

    def ends(self) -> bool:
        """Whether no further factor begins here."""
        token = self.now
        if token == "|":
            return self.bars > 0
        if token == "\\|":
            return self.bars > 0
        if token == "d" and self.integrals and self.at + 1 < len(self.tokens):
            following = self.tokens[self.at + 1]
            if following.isalpha() or following in GREEK:
                return True
        return (
            token in STOP
            or token in RELATIONS
            or token in ("\\cdot", "\\times", "*", "/", "\\odot", ":", "\\bmod")
        )

    def factor(self) -> Node:
        """An atom with its scripts."""
        base = self.atom()
        return self.scripts(base)

    def scripts(self, base: Node) -> Node:
        """Subscripts, superscripts, primes, factorials after an atom, and calls of unknown functions."""
        while True:
            if self.now == "'" and base[0] == "sym":
                base = self.primed(base[1])
            elif self.now == "_":
                self.next()
                base = self.indexed(base, self.script())
            elif self.now == "^":
                self.next()
                base = self.raised(base)
            elif self.take("!"):
                base = ("fact", base)
            elif self.now == "(" and base[0] == "sym" and base[1] in self.functions:
                base = ("call", base[1], *self.arguments())
            else:
                return base

    def primed(self, name: str) -> Node:
        """The derivative of a function at an argument."""
        order = 0
        while self.take("'"):
            order += 1
        return ("prime", order, name, *self.arguments())

    def indexed(self, base: Node, index: Node) -> Node:
        """An entry of an array, or part of a name."""
        entries = index[1:] if index[0] == "list" else (index,)
        if base[0] != "sym":
            return ("idx", base, *entries)
        numeric = all(e[0] == "num" for e in entries)
        if base[1] in self.arrays or not numeric:
            return ("idx", base, *entries)
        return ("sym", f"{base[1]}_{''.join(e[1] for e in entries)}")

    def raised(self, base: Node) -> Node:
        """A power, transpose or inverse."""
        exponent = self.script()
        if exponent in (("sym", "T"), ("sym", "\\intercal")):
            return ("T", base)
        return ("pow", base, exponent)

    def script(self) -> Node:
        """What stands behind ``^`` or ``_``."""
        if not self.take("{"):
            return self.simple()
        parts = [self.expression()]
        while self.take(","):
            parts.append(self.expression())
        self.need("}")
        if len(parts) > 1:
            return ("list", *parts)
        only = parts[0]
        if only[0] == "mul" and all(p[0] == "sym" and len(p[1]) == 1 for p in only[1:]):
            return ("list", *only[1:]) if self.tokens_before_is_index() else only
        return only

    def tokens_before_is_index(self) -> bool:
        """Whether the braces that were just read stood behind an underscore."""
        depth = 0
        for i in range(self.at - 1, -1, -1):
            depth += {"}": 1, "{": -1}.get(self.tokens[i], 0)
            if depth == 0:
                return self.tokens[i - 1] == "_"
        return False

    def simple(self) -> Node:
        """One token as a script or an argument of ``\\frac``."""
        token = self.now
        if token[:1].isdigit() and len(token) > 1:
            self.tokens[self.at] = token[1:]
            return ("num", token[0])
        if token == "\\intercal":
            self.next()
            return ("sym", "\\intercal")
        return self.atom()

    def group(self) -> Node:
        """A braced argument, or one token."""
        if not self.take("{"):
            return self.simple()
        inside = self.expression()
        self.need("}")
        return inside

    def arguments(self) -> tuple[Node, ...]:
        """Arguments in parentheses."""
        self.need("(")
        bars, self.bars = self.bars, 0
        found = [self.expression()]
        while self.take(",") or self.take(";"):
            found.append(self.expression())
        self.need(")")
        self.bars = bars
        return tuple(found)
