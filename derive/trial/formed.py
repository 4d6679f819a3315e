"""Terms of numbers in normal form; see :mod:`derive.trial.forms`."""

from collections.abc import Callable
from fractions import Fraction
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
    NOTHING,
    PI,
    UNIT,
    Form,
    GivenUpError,
    Polynomial,
    key_of,
    number,
    plus,
)
from derive.trial.roots import Roots

OPAQUE: Final = frozenset(("delta", "indicator", "cases", "norm", "trace", "determinant", "inner"))
OPAQUE_BINDERS: Final = frozenset(("sum", "product", "integral", "limit", "derivative", "maximum", "minimum"))
LARGEST_SHIFT: Final = 12
DEEPEST: Final = 60


class Forms(Roots):
    """Terms in normal form; ``is_complex`` says that numbers need not be real, and then less is done."""

    def __init__(self, *, is_complex: bool, opaque: bool = False) -> None:
        """With ``opaque`` functions of which the table knows the range are not taken apart."""
        super().__init__(is_complex=is_complex)
        self.opaque = opaque
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
            if self.mentions(self.keys[g], x)
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
        if kind == "sum" and not self.mentions(of[2], x):
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
        inside = tuple((g, e) for g, e in monomial if self.mentions(self.keys[g], variable))
        outside = tuple((g, e) for g, e in monomial if (g, e) not in inside)
        if not inside:
            low, high = (Form(dict(above), dict(below)) for above, below in ends)
            terms = self.add((high, self.multiply((number(-1), low)), number(1)))
            return self.multiply((Form({outside: c}, {}), terms))
        key = ("sum", variable, key_of(Form({inside: Fraction(1)}, {})), ends)
        return self.multiply((Form({outside: c}, {}), self.value(key)))

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
        if any(self.mentions(key, v) for v in self.opened) or form.below:
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
