"""From LaTeX to nested tuples: a recursive reader for the notation of the corpus."""

from collections.abc import Callable, Collection

from oracle.lexing import ReadError, tokens

Node = tuple  # ("add", a, b), ("num", "2"), ("sym", "x") ...

FUNCTIONS = {
    "\\" + f: f
    for f in "sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan exp log ln det Gamma".split()
}
WORDS = {
    "softmax", "lse", "sigmoid", "relu", "softplus", "sign", "sgn", "erf", "tr", "diag", "arsinh", "arcosh",
    "artanh", "ReLU", "clip", "logit", "erfc",
}  # fmt: skip
NAMED = {"\\sigma": "sigmoid", "\\Phi": "Phi", "\\varphi": "phi", "\\phi": "phi"}
RELATIONS = {"=", "<", ">", "\\le", "\\ge", "\\ne", "\\in", "\\equiv"}
GREEK = set(
    "\\alpha \\beta \\gamma \\delta \\epsilon \\zeta \\eta \\theta \\kappa \\lambda \\mu \\nu \\xi \\rho \\sigma "
    "\\tau \\phi \\varphi \\chi \\psi \\omega \\Phi \\Psi \\Omega \\Delta \\Sigma \\Lambda \\ell".split()
)
STOP = {")", "]", "}", "\\}", ",", ";", "&", "\\\\", "", "|", "\\|", "\\rfloor", "\\rceil", "+", "-", "\\Rightarrow",
        "\\Leftrightarrow", "\\land", "\\lor", "text:and", "text:or", "text:if", "text:otherwise", "end:cases",
        "end:pmatrix", "end:bmatrix", "\\to", "\\rangle", ".", "text:for", "\\pm"}  # fmt: skip


class Reader:
    """One formula; ``functions`` are names that stand for unknown functions, ``arrays`` those with entries."""

    def __init__(self, latex: str, functions: Collection[str] = (), arrays: Collection[str] = ()) -> None:
        self.tokens = tokens(latex)
        self.at = 0
        self.functions = set(functions)
        self.arrays = set(arrays)
        self.bars = 0
        self.integrals = 0

    @property
    def now(self) -> str:
        """The token to be read next, empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self) -> str:
        """Take a token."""
        token = self.now
        self.at += 1
        return token

    def take(self, token: str) -> bool:
        """Take this token if it is next."""
        if self.now == token:
            self.at += 1
            return True
        return False

    def need(self, token: str) -> None:
        """Take this token or fail."""
        if not self.take(token):
            raise ReadError(f"expected {token} before {self.tokens[self.at :]}")

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
        return token in STOP or token in RELATIONS or token in ("\\cdot", "\\times", "*", "/", "\\odot", ":", "\\bmod")

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
        if token in NAMED and self.now in ("(", "'") and token not in self.functions | self.arrays:
            return self.named(NAMED[token])
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
        arguments = self.arguments() if self.now == "(" else (self.bare(),)
        value: Node = ("prime", order, name, *arguments) if order else ("fn", name, *arguments)
        if base is not None:
            value = ("div", value, ("fn", "log", base))
        if power == ("neg", ("num", "1")) and name in ("sin", "cos", "tan"):
            return ("fn", "arc" + name, *arguments)
        return value if power is None else ("pow", value, power)

    def bare(self) -> Node:
        """The argument of a function that stands without parentheses."""
        negative = self.take("-")
        factors = [self.factor()]
        while not self.ends() and self.now not in FUNCTIONS and self.now not in BIG and self.now not in ("(", "["):
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
        return ("vec", *(r[0] for r in rows)) if all(len(r) == 1 for r in rows) else ("mat", *(tuple(r) for r in rows))

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


BIG = {"\\sum", "\\prod", "\\int", "\\lim", "\\max", "\\min"}
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
