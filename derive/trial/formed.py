"""Terms of numbers in normal form; see :mod:`derive.trial.forms`."""

from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import Any, Final

from derive.core.sort import INTEGER, REAL, Field, FunctionSort, Sort
from derive.core.term import (
    INFINITY,
    ONE,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    add,
    negative,
    subterms,
)
from derive.theory.function import Function, function
from derive.trial.applications import is_whole
from derive.trial.forms import (
    HALF,
    LARGEST_PRIME,
    MINUS,
    NOTHING,
    PI,
    UNIT,
    Form,
    Frozen,
    GivenUpError,
    Monomial,
    Polynomial,
    Ring,
    frozen,
    key_of,
    number,
    plus,
    rank,
)

OPAQUE: Final = frozenset(("delta", "indicator", "cases", "norm", "trace", "determinant", "inner"))
OPAQUE_BINDERS: Final = frozenset(("sum", "product", "integral", "limit", "derivative", "maximum", "minimum"))
LARGEST_SHIFT: Final = 12
DEEPEST: Final = 60


class Forms(Ring):
    """Terms in normal form; ``is_complex`` says that numbers need not be real, and then less is done."""

    def __init__(self, *, is_complex: bool, opaque: bool = False) -> None:
        """With ``opaque`` functions of which the table knows the range are not taken apart."""
        super().__init__()
        self.is_complex, self.opaque = is_complex, opaque
        self.sign_of: Callable[[Form], int] = lambda _: 0
        self.least: dict[int, tuple[Fraction, bool]] = {}
        self.known: dict[Term, Form] = {}
        self.opened: list[Symbol] = []
        self.shifts: dict[Any, int] = {}
        self.sources: dict[int, Term] = {}
        self.depth = 0

    def of(self, term: Term) -> Form:
        """The normal form.

        Raises:
            GivenUpError: the term is no number by what it is made of, or this takes too much work.
        """
        if term not in self.known:
            self.depth += 1
            if self.depth > DEEPEST:
                raise GivenUpError
            self.known[term] = self._of(term)
            self.depth -= 1
        return self.known[term]

    def _of(self, term: Term) -> Form:
        if isinstance(term, Number):
            return number(term.value)
        if isinstance(term, Symbol):
            return self.value(("symbol", term, self._scalar(term) is Field.INTEGER))
        if isinstance(term, Component):
            return self._component(term)
        if isinstance(term, Binder):
            return self._binder(term)
        if not isinstance(term, Apply):
            raise GivenUpError
        return self._application(term)

    @staticmethod
    def _scalar(symbol: Symbol) -> Field:
        if not isinstance(symbol.sort, Sort) or symbol.sort.shape:
            raise GivenUpError
        return symbol.sort.field

    def _component(self, term: Component) -> Form:
        array = term.base
        if not isinstance(array, Symbol) or not isinstance(array.sort, Sort):
            raise GivenUpError
        if len(array.sort.shape) != len(term.indices):
            raise GivenUpError
        whole = array.sort.field is Field.INTEGER
        return self.value(("entry", array, whole, tuple(key_of(self.of(i)) for i in term.indices)))

    def _application(self, term: Apply) -> Form:
        if term.head in _HEADS and not (self.opaque and term.head in {"sin", "cos"}):
            return _HEADS[term.head](self, term)
        if term.head in OPAQUE:
            return self.value(("term", term))
        record = function(term.head)
        if record is None or record.shape != "scalar" or record.values == "complex":
            raise GivenUpError
        if record.definition is not None and not self.is_complex and not self.opaque:
            return self.of(record.definition(*term.children))
        return self.function(record, term)

    def function(self, record: Function, term: Apply) -> Form:
        """A function without a definition of its values, by its parity in normal form."""
        forms = tuple(map(self.of, term.children))
        if record.parity and len(forms) == 1 and self._is_turned(forms[0]):
            turned = Apply(term.head, negative(term.children[0]))
            return self.multiply((number(record.parity), self.function(record, turned)))
        key = ("head", term.head, tuple(map(key_of, forms)))
        self.sources.setdefault(self.generator(key), term)
        return self.value(key)

    def _is_turned(self, form: Form) -> bool:
        return bool(form.above) and self.taken_apart(form.above)[0] < 0

    def _binder(self, term: Binder) -> Form:
        if term.kind not in OPAQUE_BINDERS or (term.kind == "derivative" and len(term.parameters) != 1):
            raise GivenUpError
        if any(
            isinstance(t, Symbol) and isinstance(t.sort, Sort) and t.sort.shape and t.is_bound
            for t in subterms(term)
        ):
            raise GivenUpError
        variable = Symbol(f"@{len(self.opened)}", term.variable.sort)
        if not isinstance(variable.sort, Sort) or variable.sort.shape:
            raise GivenUpError
        at = term.parameters[0]
        if term.kind == "derivative" and isinstance(at, Symbol) and at not in term.body.symbols:
            return self.slope(self.of(term.open(at)), at)
        if term.kind == "derivative" and (found := _primes_of(term, 0)) is not None:
            return self.value(("called", found[0], (key_of(self.of(at)),), (found[1],)))
        self.opened.append(variable)
        body = self.of(term.open(variable))
        self.opened.pop()
        finite = term.kind == "sum" and INFINITY not in term.parameters
        ends = tuple(map(self._end, term.parameters))
        if finite and not body.below:
            return self.add(self._sum(variable, {m: c}, ends) for m, c in body.above.items())
        return self.value((term.kind, variable, key_of(body), ends))

    def slope(self, form: Form, x: Symbol) -> Form:
        """The derivative, where there is one.

        Raises:
            GivenUpError: that of a part is not known.
        """
        whole = self._slope_of(form.above, x)
        if not form.below:
            return whole
        powers = [self.whole_power(Form(dict(q), {}), -e) for q, e in form.below.items()]
        lost = [
            self.multiply((number(-e), self._slope_of(dict(q), x), self.inverse(Form(dict(q), {}))))
            for q, e in form.below.items()
        ]
        return self.add((self.multiply((whole, *powers)), self.multiply((form, self.add(lost)))))

    def _slope_of(self, polynomial: Polynomial, x: Symbol) -> Form:
        """Monomial by monomial, by the relative change of each of its factors."""
        return self.add(
            self.multiply((Form({m: c * e}, {}), self._change(g, x)))
            for m, c in polynomial.items()
            for g, e in m
            if self._mentions(self.keys[g], x)
        )

    def _change(self, g: int, x: Symbol) -> Form:
        """The derivative of a generator by itself; of a root it is that of what is under it."""
        key = self.keys[g]
        one = Form({((g, Fraction(1)),): Fraction(1)}, {})
        if key[0] == "symbol":
            return self.inverse(one)
        if key[0] == "exp":
            return self.slope(Form({key[1]: Fraction(1)}, dict(key[2])), x)
        if key[0] == "power":
            base = Form(dict(key[1]), {})
            return self.multiply((self.slope(base, x), self.inverse(base)))
        return self.multiply((self._slope_of_value(g, x), self.inverse(one)))

    def _slope_of_value(self, g: int, x: Symbol) -> Form:
        kind, *of = self.keys[g]
        if kind in ("log", "formal"):
            base = Form(dict(of[0][0]), dict(of[0][1]))
            return self.multiply((self.slope(base, x), self.inverse(base)))
        if kind == "called":
            inner = [Form(dict(a), dict(b)) for a, b in of[1]]
            steps = [tuple(o + (k == j) for k, o in enumerate(of[2])) for j in range(len(inner))]
            found = [self.value(("called", of[0], of[1], orders)) for orders in steps]
            return self.add(self.multiply((f, self.slope(a, x))) for f, a in zip(found, inner, strict=True))
        if kind == "sum" and not self._mentions(of[2], x):
            body = self.slope(Form(dict(of[1][0]), dict(of[1][1])), x)
            if not body.below:
                return self.add(self._sum(of[0], {m: c}, of[2]) for m, c in body.above.items())
        if g not in self.sources:
            raise GivenUpError
        return self._slope_by_table(self.sources[g], x)

    def _slope_by_table(self, term: Term, x: Symbol) -> Form:
        record = function(term.head) if isinstance(term, Apply) else None
        if record is None or len(record.derivative) != len(term.children) or None in record.derivative:
            raise GivenUpError
        outer = [self.of(d(*term.children)) for d in record.derivative if d is not None]
        inner = [self.slope(self.of(a), x) for a in term.children]
        return self.add(self.multiply(pair) for pair in zip(outer, inner, strict=True))

    def _end(self, term: Term) -> Any:
        infinite = any(t is INFINITY for t in subterms(term))
        return term if infinite else key_of(self.of(term))

    def _sum(self, variable: Symbol, body: Polynomial, ends: tuple[Any, ...]) -> Form:
        """A finite sum of one monomial: what does not depend on the index is a factor."""
        ((monomial, c),) = body.items()
        inside = tuple((g, e) for g, e in monomial if self._mentions(self.keys[g], variable))
        outside = tuple((g, e) for g, e in monomial if (g, e) not in inside)
        if not inside:
            low, high = (Form(dict(above), dict(below)) for above, below in ends)
            terms = self.add((high, self.multiply((number(-1), low)), number(1)))
            return self.multiply((Form({outside: c}, {}), terms))
        key = ("sum", variable, key_of(Form({inside: Fraction(1)}, {})), ends)
        return self.multiply((Form({outside: c}, {}), self.value(key)))

    def _mentions(self, key: Any, variable: Symbol) -> bool:
        """Whether a variable is anywhere in a key, in what its generators stand for too."""
        if isinstance(key, Term):
            return variable in key.symbols
        if isinstance(key, tuple):
            if len(key) == 2 and isinstance(key[0], int) and isinstance(key[1], Fraction):
                return self._mentions(self.keys[key[0]], variable)
            return any(self._mentions(k, variable) for k in key)
        return False

    # Powers, roots, exponentials and logarithms.

    def is_least(self, g: int, *, strict: bool) -> bool:
        """Whether a generator is known not to be negative, or to be positive."""
        kind = self.keys[g][0]
        if kind in ("prime", "pi") or self._is_real_exponential(g):
            return True
        if kind == "power":
            return not strict or self.is_above(dict(self.keys[g][1]), strict=True)
        bound, open_ = self.least.get(g, (Fraction(-1), False))
        return bound > 0 or (bound == 0 and (open_ or not strict))

    def _is_real_exponential(self, g: int) -> bool:
        """Whether a generator is an exponential of a real number, and no power of what may be negative."""
        if self.is_complex or self.keys[g][0] != "exp":
            return False
        return self.is_real(g) and not self._has(self.keys[g][1:], (MINUS,), ("formal",))

    def is_real(self, g: int) -> bool:
        """Whether a generator is real: no power of the imaginary unit, and none with it in its exponent."""
        key = self.keys[g]
        return key != UNIT and not (key[0] in ("exp", "sum") and self._has(key[1:], (UNIT,), ()))

    def _has(self, key: Any, keys: tuple[Any, ...], kinds: tuple[str, ...]) -> bool:
        """Whether such a generator is in a key, not counting what is the argument of a function."""
        if not isinstance(key, tuple):
            return False
        if len(key) == 2 and isinstance(key[0], int) and isinstance(key[1], Fraction):
            inner = self.keys[key[0]]
            if inner in keys or inner[0] in kinds:
                return True
            return inner[0] in ("exp", "sum") and self._has(inner[1:], keys, kinds)
        return any(self._has(k, keys, kinds) for k in key)

    def is_above(self, polynomial: Polynomial, *, strict: bool) -> bool:
        """Whether every monomial is known to be at least 0, and one of them positive if that is asked."""
        if self.is_complex or not all(c > 0 for c in polynomial.values()):
            return False
        at_least = all(
            self.is_least(g, strict=False) or (e.denominator == 1 and e % 2 == 0 and self.is_real(g))
            for m in polynomial
            for g, e in m
        )
        return at_least and (
            not strict or any(all(self.is_least(g, strict=True) for g, _ in m) for m in polynomial)
        )

    def absolute(self, form: Form) -> Form:
        """The absolute value: by its sign where that is known, else the root of the square."""
        sign = self.sign_of(form) if form.above else 1
        if sign:
            return form if sign > 0 else self.multiply((number(-1), form))
        return self._rooted(self.multiply((form, form)), HALF)

    def power(self, form: Form, exponent: Fraction) -> Form:
        """A power with a rational exponent, of what is not negative where it has a value.

        Raises:
            GivenUpError: a factor cannot be taken out.
        """
        if exponent.denominator == 1:
            return self.whole_power(form, exponent.numerator)
        if self.is_complex and not (
            form.above.keys() == {NOTHING} and form.above[NOTHING] > 0 and not form.below
        ):
            raise GivenUpError
        if not form.above:
            if exponent < 0:
                raise GivenUpError
            return number(0)
        line = self._line(form.above) if not form.below else None
        if line is not None:
            c, root = line
            size = self.absolute(Form(root, {}))
            raised = self.whole_power(size, int(2 * exponent)) if 2 % exponent.denominator == 0 else None
            if raised is not None:
                return self.multiply((self._number_power(c, exponent), raised))
        return self._rooted(form, exponent)

    def _line(self, p: Polynomial) -> tuple[Fraction, Polynomial] | None:
        """A polynomial of two terms or more of which another one is a multiple of the square."""
        if len(p) < 3 or not all(self.is_real(g) for m in p for g, _ in m):
            return None
        top = max(p, key=rank)
        if p[top] <= 0 or any(e.denominator != 1 or e % 2 for _, e in top):
            return None
        half = tuple((g, e / 2) for g, e in top)
        line: Polynomial = {half: Fraction(1)}
        rest = plus(p, {top: p[top]}, Fraction(-1))
        for _ in range(len(p)):
            if not rest:
                return p[top], line
            first = max(rest, key=rank)
            quotient = self._quotient(first, half)
            if quotient is None:
                return None
            step = {quotient: rest[first] / (2 * p[top])}
            twice = self._product(plus(line, line), step)
            more = self._product(step, step)
            if twice.below or more.below or first not in twice.above:
                return None
            rest = plus(plus(rest, twice.above, -p[top]), more.above, -p[top])
            line = plus(line, step)
        return None

    def _rooted(self, form: Form, exponent: Fraction) -> Form:
        above, found = form.above, []
        for q, e in form.below.items():
            if not self.is_above(dict(q), strict=True) and e % 2:
                above = self._product(above, dict(q)).above
                e += 1  # noqa: PLW2901  # a/b = a b/b^2
            square = e if self.is_above(dict(q), strict=True) else e // 2
            base = dict(q) if square == e else self._product(dict(q), dict(q)).above
            found.append(self._root(base, -exponent * square))
        return self.multiply((self._root(above, exponent), *found))

    def _root(self, polynomial: Polynomial, exponent: Fraction) -> Form:
        lead, common, rest = self.taken_apart(polynomial)
        size = abs(lead)
        rest = {m: c * lead / size for m, c in rest.items()}
        found = [self._number_power(size, exponent)]
        left: dict[int, Fraction] = {}
        for g, e in common:
            if self.is_least(g, strict=False):
                found.append(self._raised({g: e * exponent}, Fraction(1)))
            elif not self.is_real(g) or e.denominator != 1:
                left[g] = e
            else:
                even = e - e % 2
                found.append(self._even_power(g, even * exponent / 2))
                left |= {g: e - even} if e - even else {}
        if rest == {NOTHING: Fraction(1)} and len(left) == 1 and self.is_real(next(iter(left))):
            ((g, e),) = left.items()
            found.append(self._raised({g: e * exponent}, Fraction(1)))
            return self.multiply(found)
        whole = self._product(rest, {tuple(sorted(left.items())): Fraction(1)}).above
        if whole != {NOTHING: Fraction(1)}:
            found.append(self.value(("power", frozen(whole)), exponent))
        return self.multiply(found)

    def _even_power(self, g: int, exponent: Fraction) -> Form:
        """A power of the square of a generator."""
        if not exponent:
            return number(1)
        return self.value(("power", frozen({((g, Fraction(2)),): Fraction(1)})), exponent)

    def _number_power(self, value: Fraction, exponent: Fraction) -> Form:
        factors = ((p, k * exponent) for p, k in _primes(value))
        return self.multiply(self.value(("prime", p), e) for p, e in factors)

    def exp(self, form: Form) -> Form:
        """The exponential: a product over the monomials."""
        below = tuple(sorted(form.below.items()))
        return self.multiply(self._exp(m, below, c) for m, c in form.above.items())

    def _exp(self, monomial: Monomial, below: tuple[tuple[Frozen, int], ...], factor: Fraction) -> Form:
        if not below and len(monomial) == 1 and monomial[0][1] == 1:
            kind, *of = self.keys[monomial[0][0]]
            if kind == "prime-log":
                return self.value(("prime", of[0]), factor)
            if kind == "minus" and factor.denominator == 1:
                return number(-1 if factor % 2 else 1)
            if kind == "formal" and factor.denominator == 1:
                return self.whole_power(Form(dict(of[0][0]), dict(of[0][1])), factor.numerator)
            if kind == "log":
                return self.power(Form(dict(of[0][0]), dict(of[0][1])), factor)
        names = {self.keys[g]: e for g, e in monomial}
        if MINUS in names:  # (-1)^(n^2) = (-1)^n
            monomial = tuple(
                (g, Fraction(1) if self.keys[g][0] == "symbol" and self.keys[g][2] else e)
                for g, e in monomial
            )
        return self.value(("exp", monomial, below), factor)

    def log(self, form: Form, *, formal: bool = False) -> Form:
        """The logarithm; ``formal``: the base of a power with an integer exponent may be negative."""
        if not form.above:
            raise GivenUpError
        lead, common, rest = self.taken_apart(form.above)
        parts: list[Form] = [self._number_log(abs(lead))]
        sign = lead / abs(lead)
        if formal and sign < 0:
            parts.append(self.value(MINUS))
            sign = Fraction(1)
        rest = {m: c * sign for m, c in rest.items()}
        left: dict[int, Fraction] = {}
        for g, e in common:
            if formal or self.is_least(g, strict=True):
                parts.append(self.multiply((number(e), self._generator_log(g))))
            else:
                left[g] = e
        alone = rest == {NOTHING: Fraction(1)} and len(left) == 1 and not form.below
        odd = alone and all(e % 2 == 1 and self.is_real(g) for g, e in left.items())
        below: dict[Frozen, int] = {}
        for q, times in form.below.items():
            if formal or self.is_above(dict(q), strict=True):
                parts.append(self.multiply((number(-times), self._polynomial_log(dict(q), {}))))
            else:
                below[q] = times
        if odd and not below:
            ((g, e),) = left.items()
            parts.append(self.multiply((number(e), self._generator_log(g))))
            return self.add(parts)
        whole = self._product(rest, {tuple(sorted(left.items())): Fraction(1)}).above
        if whole != {NOTHING: Fraction(1)} or below:
            parts.append(self._polynomial_log(whole, below))
        return self.add(parts)

    def _polynomial_log(self, polynomial: Polynomial, below: dict[Frozen, int]) -> Form:
        known = not below and self.is_above(polynomial, strict=True)
        return self.value(
            ("log" if known or not self._is_formal else "formal", key_of(Form(polynomial, below)))
        )

    _is_formal = False

    def _generator_log(self, g: int) -> Form:
        key = self.keys[g]
        if key[0] == "exp" and (self._is_real_exponential(g) or self._is_formal):
            return Form({key[1]: Fraction(1)}, dict(key[2]))
        if key[0] == "prime":
            return self.value(("prime-log", key[1]))
        of = key_of(Form({((g, Fraction(1)),): Fraction(1)}, {}))
        known = not self._is_formal or self.is_least(g, strict=True)
        return self.value(("log" if known else "formal", of))

    def _number_log(self, value: Fraction) -> Form:
        return self.add(self.multiply((number(k), self.value(("prime-log", p)))) for p, k in _primes(value))

    def raised(self, below: Form, above: Term) -> Form:
        """A power whose exponent is no number."""
        if self.is_complex:
            raise GivenUpError
        if not is_whole(above):
            return self.exp(self.multiply((self.of(above), self.log(below))))
        self._is_formal = True
        try:
            found = self.log(below, formal=True)
        finally:
            self._is_formal = False
        return self.exp(self.multiply((self.of(above), found)))

    def gamma(self, form: Form) -> Form:
        """Of numbers that differ by an integer, as the value at the first one that was met."""
        constant = form.above.get(NOTHING, Fraction(0)) if not form.below else Fraction(0)
        whole = constant.numerator // constant.denominator
        start = self.add((form, number(-whole)))
        key = key_of(start)
        if (
            not form.below
            and set(form.above) <= {NOTHING}
            and constant.denominator == 1
            and 0 < constant <= LARGEST_SHIFT
        ):
            return self.multiply(number(k) for k in range(1, whole))
        if any(self._mentions(key, v) for v in self.opened) or form.below:
            return self.value(("head", "gamma", (key_of(form),)))
        first = self.shifts.setdefault(key, whole)
        if abs(whole - first) > LARGEST_SHIFT:
            raise GivenUpError
        value = self.value(("head", "gamma", (key_of(self.add((start, number(first)))),)))
        steps = [self.add((start, number(j))) for j in range(min(first, whole), max(first, whole))]
        return self.multiply((value, *(steps if whole > first else map(self.inverse, steps))))


def _primes_of(term: Term, times: int) -> tuple[Symbol, int] | None:
    """Of ``f''`` at some number the function and the number of primes; None for any other derivative."""
    if isinstance(term, Binder) and term.kind == "derivative" and len(term.parameters) == 1:
        variable = Symbol("@'", term.variable.sort)
        inner = term.open(variable)
        at = inner.children[-1] if inner.children else inner
        return _primes_of(inner, times + 1) if at is variable else None
    called = term.children[0] if isinstance(term, Apply) and term.head == "apply" else None
    if not isinstance(called, Symbol) or len(term.children) != 2 or called.is_bound or not times:
        return None
    return (called, times) if isinstance(called.sort, FunctionSort) and called.sort.value is REAL else None


def _primes(value: Fraction) -> list[tuple[int, int]]:
    """The prime factors of a positive number with their exponents; a large factor stands for itself."""
    found: dict[int, int] = {}
    for whole, sign in ((value.numerator, 1), (value.denominator, -1)):
        rest, p = whole, 2
        while p * p <= rest and p < LARGEST_PRIME:
            while rest % p == 0:
                rest //= p
                found[p] = found.get(p, 0) + sign
            p += 1
        if rest > 1:
            root = isqrt(rest)
            base, times = (root, 2) if root * root == rest else (rest, 1)
            found[base] = found.get(base, 0) + sign * times
    return [(p, k) for p, k in sorted(found.items()) if k]


def _power(forms: Forms, term: Apply) -> Form:
    below, above = term.children
    if isinstance(above, Number):
        return forms.power(forms.of(below), above.value)
    return forms.raised(forms.of(below), above)


def _nth_root(forms: Forms, term: Apply) -> Form:
    below, degree = term.children
    if (
        not isinstance(degree, Number)
        or degree.value.denominator != 1
        or degree.value <= 0
        or forms.is_complex
    ):
        raise GivenUpError
    form = forms.of(below)
    if degree.value % 2 and not (not form.below and forms.is_above(form.above, strict=False)):
        return forms.value(("head", "root", (key_of(form), key_of(number(degree.value)))))
    return forms.power(form, 1 / degree.value)


def _turning(sign: int) -> Callable[[Forms, Apply], Form]:
    """Sine or cosine by exponentials of imaginary numbers."""

    def run(forms: Forms, term: Apply) -> Form:
        unit = forms.value(UNIT)
        turned = forms.multiply((unit, forms.of(term.children[0])))
        back = forms.exp(forms.multiply((number(-1), turned)))
        both = forms.add((forms.exp(turned), forms.multiply((number(sign), back))))
        return forms.multiply((both, number(HALF), *(() if sign > 0 else (forms.inverse(unit),))))

    return run


def _abs(forms: Forms, term: Apply) -> Form:
    form = forms.of(term.children[0])
    if forms.is_complex:
        return forms.value(("head", "abs", (key_of(form),)))
    return forms.absolute(form)


def _larger(larger: int) -> Callable[[Forms, Apply], Form]:
    """The largest or smallest number, by absolute values of differences."""

    def run(forms: Forms, term: Apply) -> Form:
        if forms.is_complex:
            raise GivenUpError
        total, *others = map(forms.of, term.children)
        for other in others:
            gap = forms.add((total, forms.multiply((number(-1), other))))
            apart = forms.multiply((number(larger), forms.absolute(gap)))
            total = forms.multiply((number(HALF), forms.add((total, other, apart))))
        return total

    return run


def _called(forms: Forms, term: Apply) -> Form:
    called, *arguments = term.children
    if not isinstance(called, Symbol) or not isinstance(called.sort, FunctionSort) or called.sort.value.shape:
        raise GivenUpError
    if called.is_bound or called.sort.value not in (REAL, INTEGER):
        raise GivenUpError
    return forms.value(
        ("called", called, tuple(key_of(forms.of(a)) for a in arguments), (0,) * len(arguments))
    )


_HEADS: Final[dict[str, Callable[[Forms, Apply], Form]]] = {
    "add": lambda forms, term: forms.add(map(forms.of, term.children)),
    "multiply": lambda forms, term: forms.multiply(map(forms.of, term.children)),
    "power": _power,
    "root": _nth_root,
    "pi": lambda forms, _: forms.value(PI),
    "imaginary": lambda forms, _: forms.value(UNIT),
    "exp": lambda forms, term: forms.exp(forms.of(term.children[0])),
    "log": lambda forms, term: forms.log(forms.of(term.children[0])) if not forms.is_complex else _refused(),
    "sin": _turning(-1),
    "cos": _turning(1),
    "abs": _abs,
    "max": _larger(1),
    "min": _larger(-1),
    "gamma": lambda forms, term: forms.gamma(forms.of(term.children[0])),
    "factorial": lambda forms, term: forms.gamma(forms.of(add(term.children[0], ONE))),
    "apply": _called,
}


def _refused() -> Form:
    raise GivenUpError


__all__ = ["Forms", "GivenUpError", "plus"]
