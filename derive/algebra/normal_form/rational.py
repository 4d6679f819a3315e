"""Rational functions of numbers, symbols and exponentials, compared by one polynomial.

The common case, told before the normal form is asked. A term made of real symbols, sums, products,
whole powers and exponentials is a quotient of polynomials in the symbols and in ``exp(m/q)``, one for
each monomial m of an argument, with q the least common denominator of its coefficients. Wherever the
term is defined, so are its parts; the denominator that is built here is a product of what the term
divides by and of exponentials, so it is not zero there. Two terms are equal wherever both are defined
if the numerator of their difference is the zero polynomial. Nothing is brought to lowest terms and no
sign is asked for: where the numerator does not vanish, or something else occurs, nothing is said.
"""

from collections.abc import Callable
from math import lcm
from operator import sub
from typing import Any, Final

from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.normal_form.ring import (
    DeclinedError,
    Polynomial,
    RestartError,
    context_of,
    number_value,
)
from derive.algebra.shapes import ShapeError
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import INTEGER, REAL, Field, Sort
from derive.core.term import MINUS_ONE, Apply, Binder, Component, Number, Symbol, Term, weight
from derive.theory.function import function

Pair = tuple[Polynomial, Polynomial | None]
SIZES: Final = (8, 32)
MOST_TERMS: Final = 2000
SHORT: Final = 24
MOST_EXPONENT: Final = 64
MOST_RESTARTS: Final = 4
MOST_WORK: Final = 4000


def vanishing_difference(left: Term, right: Term, effort: Effort) -> bool:
    """Whether the terms are equal wherever both are defined, because a polynomial vanishes.

    False says nothing. What is spent is charged.
    """
    allowed = Effort(max(0, min(MOST_WORK, effort.limit - effort.spent)))
    try:
        allowed.charge(weight(left) + weight(right))
        symbols = len(left.symbols | right.symbols)
        return any(_compared(size, left, right, allowed) for size in SIZES if size >= symbols)
    except (DeclinedError, OutOfEffortError, DerivativeError, ShapeError, RecursionError):
        return False
    finally:
        effort.spent += min(allowed.spent, allowed.limit)


def _compared(size: int, left: Term, right: Term, effort: Effort) -> bool | None:
    """Whether the polynomial vanishes, with at most so many variables; None if there are more.

    Raises:
        DeclinedError: something else occurs, or the polynomials become long.
    """
    rational = _Rational(size, effort)
    for _ in range(MOST_RESTARTS):
        try:
            (a, b), (c, d) = rational.value(left), rational.value(right)
        except RestartError:
            rational.memo.clear()
            continue
        except IndexError:
            return None
        if not _equal(rational, (a, b), (c, d)):
            raise DeclinedError
        return True
    raise DeclinedError


def _equal(rational: "_Rational", first: Pair, second: Pair) -> bool:
    (a, b), (c, d) = first, second
    if b is d or (b is not None and b == d):
        return bool(a == c)
    left = a if d is None else rational.product(a, d)
    return bool(left == (c if b is None else rational.product(c, b)))


class _Rational:
    """Numerators and denominators of terms."""

    __slots__ = ("effort", "memo", "names", "one", "size", "units", "variables")

    def __init__(self, size: int, effort: Effort) -> None:
        _, self.variables, one, _ = context_of(size)
        self.size = size
        self.one = one.numerator
        self.effort = effort
        self.names: dict[object, Polynomial] = {}
        self.units: dict[object, int] = {}
        self.memo: dict[Term, Pair] = {}

    def value(self, term: Term) -> Pair:
        """The term as a numerator and a denominator, None for 1."""
        return self.memo.get(term) or self._compute(term)

    def _compute(self, term: Term) -> Pair:
        """The same of a term that is not yet known."""
        if type(term) is Apply:
            found = _RULES.get(term.head, _Rational.defined)(self, term)
        elif type(term) is Number:
            found = number_value(self.size, term)
        elif type(term) is Binder and term.kind == "derivative":
            found = self._worked_out(term)
        elif _is_real(term):
            found = self._variable(term), None
        else:
            raise DeclinedError
        self.memo[term] = found
        return found

    def _worked_out(self, term: Binder) -> Pair:
        resolved = resolve(term)
        if resolved is term:
            raise DeclinedError
        return self.value(resolved)

    def _variable(self, name: object) -> Polynomial:
        """The variable of this name; one beyond the last is an index out of range."""
        found = self.names.get(name)
        if found is None:
            found = self.names[name] = self.variables[len(self.names)]
        return found

    def product(self, p: Polynomial, q: Polynomial) -> Polynomial:
        """The product of polynomials that are not long."""
        terms = len(p) * len(q)
        if terms > SHORT:
            self.effort.charge(terms // 8)
            if terms > MOST_TERMS:
                raise DeclinedError
        return p * q

    def add(self, term: Term) -> Pair:
        """The sum, over the product of the denominators that differ."""
        known = self.memo.get
        first, *rest = term.children
        top, bottom = known(first) or self._compute(first)
        for child in rest:
            n, d = known(child) or self._compute(child)
            if d is not None and bottom is not None and d != bottom:
                top, n, bottom = self._over_one(top, bottom, n, d)
            elif bottom is None and d is not None:
                top, bottom = self.product(top, d), d
            elif d is None and bottom is not None:
                n = self.product(n, bottom)
            top = top + n
        return top, bottom

    def _over_one(
        self, first: Polynomial, p: Polynomial, second: Polynomial, q: Polynomial
    ) -> tuple[Polynomial, Polynomial, Polynomial]:
        """Numerators over one denominator, which is the least one where the two are not short."""
        left, right = p, q
        if len(p) * len(q) > SHORT:
            self.effort.charge(len(p) * len(q) // 8)
            common = p.gcd(q)
            left, right = p / common, q / common
        return self.product(first, right), self.product(second, left), self.product(p, right)

    def multiply(self, term: Term) -> Pair:
        """The product of numerators over that of denominators."""
        known = self.memo.get
        first, *rest = term.children
        top, bottom = known(first) or self._compute(first)
        for child in rest:
            n, d = known(child) or self._compute(child)
            top = top * n if len(top) * len(n) <= SHORT else self.product(top, n)
            if d is not None:
                bottom = d if bottom is None else self.product(bottom, d)
        return top, bottom

    def power(self, term: Term) -> Pair:
        """A whole power; where it is negative, the base is not zero."""
        base, exponent = term.children
        if exponent is MINUS_ONE:
            return self._inverted(self.value(base))
        if type(exponent) is not Number or exponent.value.denominator != 1:
            raise DeclinedError
        top, bottom = self.value(base)
        k = exponent.value.numerator
        if k < 0:
            (top, bottom), k = self._inverted((top, bottom)), -k
        return self._raised(top, k), None if bottom is None else self._raised(bottom, k)

    def _inverted(self, pair: Pair) -> Pair:
        top, bottom = pair
        if top.is_zero():
            raise DeclinedError
        return self.one if bottom is None else bottom, top

    def _raised(self, polynomial: Polynomial, k: int) -> Polynomial:
        if k == 1:
            return polynomial
        self.effort.charge(k * len(polynomial))
        if k > MOST_EXPONENT or k * len(polynomial) > 2 * MOST_EXPONENT:
            raise DeclinedError
        return polynomial**k

    def exp(self, term: Term) -> Pair:
        """A product of powers of the exponentials of monomials."""
        top, bottom = self.value(term.children[0])
        divisor, scale = self._single(bottom)
        above, below = self.one, None
        for monomial, coefficient in top.terms():
            if divisor:
                monomial = tuple(map(sub, monomial, divisor))  # noqa: PLW2901  # seldom needed
                coefficient = coefficient / scale  # noqa: PLW2901  # as above
            base, k = self._exponential(monomial, coefficient)
            if k > 0:
                raised = self._raised(base, k)
                above = raised if above is self.one else above * raised
            else:
                below = self._raised(base, -k) if below is None else below * self._raised(base, -k)
        return above, below

    def _single(self, bottom: Polynomial | None) -> tuple[tuple[Any, ...], Any]:
        """The powers and the coefficient of a denominator that is a monomial."""
        if bottom is None:
            return (), 1
        if len(bottom) != 1:
            raise DeclinedError
        ((powers, coefficient),) = bottom.terms()
        return powers, coefficient

    def _exponential(self, monomial: tuple[Any, ...], coefficient: Any) -> tuple[Polynomial, int]:
        """The exponential of a part of a monomial, and which power of it that of a multiple is."""
        unit, parts = self.units.get(monomial, 1), int(coefficient.q)
        if unit % parts:
            self.units[monomial] = lcm(unit, parts)
            if unit > 1 or ("exp", monomial) in self.names:
                raise RestartError
            unit = parts
        return self._variable(("exp", monomial)), int(coefficient.p) * (unit // parts)

    def defined(self, term: Term) -> Pair:
        """A function of numbers by its definition."""
        record = function(term.head)  # type: ignore[attr-defined]  # an Apply
        if record is None or record.definition is None or record.shape != "scalar":
            raise DeclinedError
        return self.value(record.definition(*term.children))


def _is_real(term: Term) -> bool:
    """Whether a term is a real symbol, or an entry of a real one at literal or symbolic places."""
    if type(term) is Symbol:
        return term.sort is REAL or term.sort is INTEGER
    if type(term) is not Component or type(term.base) is not Symbol:
        return False
    sort = term.base.sort
    places = all(type(i) is Number or type(i) is Symbol for i in term.indices)
    return places and isinstance(sort, Sort) and len(sort.shape) == len(term.indices) and sort.field in _REAL


_REAL: Final = (Field.REAL, Field.INTEGER)
_RULES: Final[dict[str, Callable[[_Rational, Term], Pair]]] = {
    "add": _Rational.add,
    "multiply": _Rational.multiply,
    "power": _Rational.power,
    "exp": _Rational.exp,
}
