"""From LaTeX to nested tuples: a recursive reader for the notation of the corpus."""

from collections.abc import Callable, Collection

from oracle.cursor import Node
from oracle.expressions import Expressions
from oracle.lexing import ReadError
from oracle.notation import BIG, FUNCTIONS, GREEK, NAMED, WORDS


class Reader(Expressions):
    """One formula; ``functions`` are names of unknown functions, ``arrays`` of things with entries."""

    def atom(self) -> Node:
        """The smallest parts."""
        token = self.next()
        if token in ATOMS:
            return ATOMS[token](self)
        if token in FUNCTIONS:
            return self.function(FUNCTIONS[token])
        if token.startswith(("operatorname:", "mathrm:", "text:")):
            return self.word(token.split(":")[1])
        if token.startswith(("mathbf:", "boldsymbol:")):
            letter = token.split(":")[1]
            return ("ones",) if letter == "1" else ("sym", letter)
        if token in NAMED and token not in self.functions | self.arrays:
            if self.now in ("(", "'"):
                return self.named(NAMED[token])
            if self.now == "^" and self.tokens[self.at + 2 : self.at + 3] == ["("]:
                self.next()
                exponent = self.script()
                return ("pow", self.named(NAMED[token]), exponent)
        if token[:1].isdigit():
            return ("num", token)
        if token.isalpha() or token in GREEK:
            return ("sym", token)
        raise ReadError(f"what is {token!r} in {self.tokens}")

    def named(self, name: str) -> Node:
        """A conventional function, perhaps with primes."""
        order = 0
        while self.take("'"):
            order += 1
        arguments = self.arguments()
        return ("prime", order, name, *arguments) if order else ("fn", name, *arguments)

    def word(self, word: str) -> Node:
        """An operator name in roman letters."""
        if word in WORDS:
            return self.function(word)
        if len(word) == 1:
            return ("sym", word)
        raise ReadError(f"what is {word!r}")

    def function(self, name: str) -> Node:
        """A function with exponent, base and argument."""
        power = base = None
        order = 0
        while self.now in ("^", "_", "'"):
            mark = self.next()
            if mark == "'":
                order += 1
            elif mark == "^":
                power = self.script()
            else:
                base = self.script()
        arguments = self.argument()
        value: Node = ("prime", order, name, *arguments) if order else ("fn", name, *arguments)
        if base is not None:
            value = ("div", value, ("fn", "log", base))
        if power == ("neg", ("num", "1")) and name in ("sin", "cos", "tan"):
            return ("fn", "arc" + name, *arguments)
        return value if power is None else ("pow", value, power)

    def argument(self) -> tuple[Node, ...]:
        """What a named function is applied to: brackets, perhaps in braces as SymPy writes them,
        or factors."""
        if self.tokens[self.at : self.at + 2] == ["{", "("]:
            self.next()
            found = self.arguments()
            self.need("}")
            return found
        return self.arguments() if self.now == "(" else (self.bare(),)

    def bare(self) -> Node:
        """The argument of a function that stands without parentheses."""
        negative = self.take("-")
        factors = [self.factor()]
        while (
            not self.ends()
            and self.now not in FUNCTIONS
            and self.now not in BIG
            and self.now not in ("(", "[")
        ):
            if self.now.startswith("operatorname:"):
                break
            factors.append(self.factor())
        value = factors[0] if len(factors) == 1 else ("mul", *factors)
        if self.now == "/" and len(self.tokens) > self.at:
            self.next()
            value = ("div", value, self.juxtaposed())
        return ("neg", value) if negative else value

    def parenthesis(self) -> Node:
        """A group in round brackets."""
        bars, self.bars = self.bars, 0
        integrals, self.integrals = self.integrals, 0
        inside = self.expression()
        if self.take(","):
            entries = [inside, self.expression()]
            while self.take(","):
                entries.append(self.expression())
            inside = ("vec", *entries)
        self.need(")")
        self.bars, self.integrals = bars, integrals
        return inside

    def bracket(self, closing: str) -> Node:
        """A group in other brackets."""
        bars, self.bars = self.bars, 0
        inside = self.expression()
        self.need(closing)
        self.bars = bars
        return inside

    def barred(self, kind: str, closing: str) -> Node:
        """An absolute value or norm."""
        self.bars += 1
        inside = self.expression()
        self.need(closing)
        self.bars -= 1
        return (kind, inside)

    def fraction(self) -> Node:
        """A quotient or a derivative."""
        start = self.at
        mark = self.derivative_mark()
        if mark is None:
            self.at = start
            return ("div", self.group(), self.group())
        return self.derivative(mark)

    def derivative_mark(self) -> str | None:
        """``d`` or ``\\partial`` when the fraction is a derivative."""
        inside = self.tokens[self.at : self.at + 2]
        if len(inside) < 2 or inside[0] != "{" or inside[1] not in ("d", "\\partial", "mathrm:d"):
            return None
        mark, depth, i = inside[1], 0, self.at
        while i < len(self.tokens):
            depth += {"{": 1, "}": -1}.get(self.tokens[i], 0)
            i += 1
            if depth == 0:
                break
        follows = self.tokens[i : i + 2]
        return mark if follows == ["{", mark] else None

    def derivative(self, mark: str) -> Node:
        """``\\frac{d^n f}{dx^n}`` with the body in the numerator or behind."""
        self.need("{")
        self.need(mark)
        if self.take("^"):
            self.script()
        body = None if self.now == "}" else self.expression()
        self.need("}")
        self.need("{")
        variables: list[Node] = []
        while self.take(mark):
            variable = self.atom()
            if self.now == "_":
                self.next()
                variable = self.indexed(variable, self.script())
            times = 1
            if self.take("^"):
                times = int(self.script()[1])
            variables.extend([variable] * times)
        self.need("}")
        if body is None:
            body = self.juxtaposed()
        for variable in reversed(variables):
            body = ("dd", variable, body)
        return body

    def big(self, kind: str) -> Node:
        """A sum or product with its range and body."""
        variable, low, high = "", None, None
        while self.now in ("_", "^"):
            if self.next() == "^":
                high = self.script()
                continue
            braces = self.take("{")
            variable = self.next()
            if braces and self.take("="):
                low = self.expression()
            if braces:
                self.need("}")
        return (kind, variable, low, high, self.term())

    def extremum(self, kind: str) -> Node:
        """``\\max(a, b)``, ``\\max\\{a, b\\}`` or ``\\max_j x_j``."""
        if self.now == "_":
            return self.big(kind + "_over")
        if self.take("\\{"):
            entries = [self.expression()]
            while self.take(","):
                entries.append(self.expression())
            self.need("\\}")
            return (kind, *entries)
        return (kind, *self.arguments())

    def integral(self) -> Node:
        """A definite integral, or with no bounds an antiderivative."""
        low = high = None
        while self.now in ("_", "^"):
            if self.next() == "^":
                high = self.script()
            else:
                low = self.script()
        self.integrals += 1
        body = ("num", "1") if self.now == "d" else self.expression()
        self.integrals -= 1
        self.need("d")
        return ("int", self.next(), low, high, body)

    def limit(self) -> Node:
        """A limit with point and direction."""
        self.need("_")
        self.need("{")
        variable = self.next()
        self.need("\\to")
        point = self.expression_until_direction()
        direction = 0
        if self.take("^"):
            braces = self.take("{")
            direction = 1 if self.next() == "+" else -1
            if braces:
                self.need("}")
        self.need("}")
        return ("lim", variable, point, direction, self.term())

    def expression_until_direction(self) -> Node:
        """The point of a limit: a superscript that is a sign belongs to the limit."""
        negative = self.take("-")
        point = self.atom()
        if self.now == "_":
            point = self.scripts(point)
        return ("neg", point) if negative else point

    def environment(self, kind: str) -> Node:
        """Cases and matrices."""
        rows: list[list[Node]] = [[]]
        while self.now != f"end:{kind}":
            if self.take("\\\\"):
                rows.append([])
            elif self.take("&") or self.take("text:if") or self.take("text:for") or self.take(","):
                continue
            elif self.take("text:otherwise") or self.take("text:else"):
                rows[-1].append(("true",))
            else:
                rows[-1].append(self.junction())
        self.next()
        rows = [r for r in rows if r]
        if kind == "cases":
            return ("cases", *(e for r in rows for e in r))
        return (
            ("vec", *(r[0] for r in rows))
            if all(len(r) == 1 for r in rows)
            else ("mat", *(tuple(r) for r in rows))
        )

    def root(self) -> Node:
        """A square root or one with a degree."""
        if self.take("["):
            degree = self.expression()
            self.need("]")
            return ("root", self.group(), degree)
        return ("sqrt", self.group())

    def binomial(self) -> Node:
        """A binomial coefficient."""
        return ("binom", self.group(), self.group())


ATOMS: dict[str, Callable[[Reader], Node]] = {
    "(": Reader.parenthesis,
    "[": lambda r: r.bracket("]"),
    "{": lambda r: r.bracket("}"),
    "|": lambda r: r.barred("abs", "|"),
    "\\|": lambda r: r.barred("norm", "\\|"),
    "\\lfloor": lambda r: ("floor", r.bracket("\\rfloor")),
    "\\lceil": lambda r: ("ceil", r.bracket("\\rceil")),
    "\\frac": Reader.fraction,
    "\\binom": Reader.binomial,
    "\\sqrt": Reader.root,
    "\\sum": lambda r: r.big("sum"),
    "\\prod": lambda r: r.big("prod"),
    "\\max": lambda r: r.extremum("max"),
    "\\min": lambda r: r.extremum("min"),
    "\\int": Reader.integral,
    "\\lim": Reader.limit,
    "\\pi": lambda _: ("pi",),
    "\\infty": lambda _: ("inf",),
    "e": lambda _: ("e",),
    "I": lambda _: ("eye",),
    "begin:cases": lambda r: r.environment("cases"),
    "begin:pmatrix": lambda r: r.environment("pmatrix"),
    "begin:bmatrix": lambda r: r.environment("bmatrix"),
    "\\delta": lambda _: ("sym", "\\delta"),
    "mathbb:R": lambda r: r.space("R"),
    "mathbb:N": lambda r: r.space("N"),
    "mathbb:Z": lambda r: r.space("Z"),
    "\\nabla": lambda _: ("nabla",),
}


def read(latex: str, functions: Collection[str] = (), arrays: Collection[str] = ()) -> Node:
    """The statement or expression.

    Raises:
        ReadError: it contains something the oracle does not know.
    """
    reader = Reader(latex, functions, arrays)
    found = reader.statement()
    if reader.now not in ("", "."):
        raise ReadError(f"left over: {reader.tokens[reader.at :]}")
    return found
