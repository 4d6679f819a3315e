"""Complex terms as pairs of real ones: ``z = x + i y``, every operation on its real and imaginary part.

A part is defined wherever the term is, for real values of the fresh symbols that stand for the parts of the
symbols. Branches are principal where the sort of an argument is complex, and real where it is not. What has
no row here is refused.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from typing import Final

from derive.algebra.shapes import ShapeError, sort_of
from derive.algebra.unfold import expand
from derive.core.sort import COMPLEX, REAL, Field, FunctionSort, Sort
from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    add,
    bind,
    divide,
    fresh,
    multiply,
    negative,
    power,
    subterms,
    subtract,
)
from derive.theory.function import function

Pair = tuple[Term, Term]
_MOST_FACTORS: Final = 12
_LINEAR: Final = frozenset(("sum", "integral", "derivative"))
_RELATIONS: Final = frozenset(("lt", "le", "gt", "ge"))


class NotRectangularError(Exception):
    """Raised for a term whose real and imaginary part are not known here."""


def is_complex(term: Term) -> bool:
    """Whether a complex symbol or the imaginary unit occurs."""
    if any(isinstance(s.sort, Sort) and s.sort.field is Field.COMPLEX for s in term.symbols):
        return True
    return any(isinstance(t, Apply) and t.head in ("imaginary", "conj", "re", "im") for t in subterms(term))


class Rectangular:
    """The parts of terms, with the parts of each complex symbol given."""

    def __init__(self, parts: Mapping[Symbol, Pair]) -> None:
        self.symbols = parts
        self._known: dict[Term, Pair] = {}

    def proposition(self, term: Term) -> Term:
        """What a proposition says of the parts.

        Raises:
            NotRectangularError: it contains something that has no row here.
        """
        if not is_complex(term):
            return term
        if not isinstance(term, Apply) or not term.children:
            raise NotRectangularError
        if term.head in ("and", "or", "not", "implies", "iff"):
            return Apply(term.head, *map(self.proposition, term.children))
        if len(term.children) == 2 and term.head in _RELATIONS:
            return Apply(term.head, *map(self.real, term.children))
        if len(term.children) == 2 and term.head in ("eq", "ne"):
            return self._equation(term)
        raise NotRectangularError

    def _equation(self, term: Apply) -> Term:
        left, right = (self.parts(c) for c in term.children)
        if left[1] is ZERO and right[1] is ZERO:
            return Apply(term.head, left[0], right[0])
        if term.head == "eq":
            return Apply("and", *(Apply("eq", a, b) for a, b in zip(left, right, strict=True)))
        gaps = [a if b is ZERO else subtract(a, b) for a, b in zip(left, right, strict=True)]
        return Apply("ne", _square_sum((gaps[0], gaps[1])), ZERO)

    def real(self, term: Term) -> Term:
        """A term whose values are real.

        Raises:
            NotRectangularError: they need not be, or it contains something that has no row here.
        """
        found, rest = self.parts(term)
        if rest is not ZERO:
            raise NotRectangularError
        return found

    def parts(self, term: Term) -> Pair:
        """The real and the imaginary part of a term with one value.

        Raises:
            NotRectangularError: it contains something that has no row here.
        """
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = self._parts(term)
        return found

    def _parts(self, term: Term) -> Pair:
        if _shape(term):
            raise NotRectangularError
        if not is_complex(term):
            return term, ZERO
        if isinstance(term, Symbol):
            return self._symbol(term)
        if isinstance(term, Binder):
            return self._binder(term)
        if not isinstance(term, Apply) or isinstance(term, Component):
            raise NotRectangularError
        row = _ROWS.get(term.head)
        if row is not None:
            return row(self, term)
        return self._function(term)

    def integer_power(self, base: Term, exponent: Term) -> Pair:
        """The power of an exponential, of a number on the unit circle given by its angle, or of a product.

        Raises:
            NotRectangularError: the base is made of other numbers that are not real.
        """
        if not _is_complex_number(base):
            return power(self.parts(base)[0], exponent), ZERO
        if isinstance(base, Apply) and base.head == "multiply":
            return reduce(_times, [self.integer_power(factor, exponent) for factor in base.children])
        if isinstance(base, Apply) and base.head == "exp":
            return _exponential(_times((exponent, ZERO), self.parts(base.children[0])))
        turn = _angle(self.parts(base))
        if turn is None:
            raise NotRectangularError
        return _exponential((ZERO, multiply(exponent, turn)))

    def _function(self, term: Apply) -> Pair:
        """A function of real arguments; of complex ones by its definition."""
        record = function(term.head)
        if record is None or record.shape != "scalar":
            raise NotRectangularError
        pairs = [self.parts(c) for c in term.children]
        if all(b is ZERO for _, b in pairs):
            return Apply(term.head, *(a for a, _ in pairs)), ZERO
        definition = expand(term) if record.principal is not None else None
        if definition is None:
            raise NotRectangularError
        return self.parts(definition)

    def _symbol(self, symbol: Symbol) -> Pair:
        if symbol not in self.symbols:
            raise NotRectangularError
        return self.symbols[symbol]

    def _binder(self, term: Binder) -> Pair:
        """Sums, and integrals and derivatives with respect to a real variable, act on each part."""
        if term.kind not in _LINEAR or any(map(is_complex, term.parameters)):
            raise NotRectangularError
        sort = term.variable.sort
        if isinstance(sort, FunctionSort) or sort.field is Field.COMPLEX:
            raise NotRectangularError
        variable = fresh("k", sort, term, *(s for pair in self.symbols.values() for s in pair))
        first, second = self.parts(term.open(variable))
        return (
            bind(term.kind, variable, first, *term.parameters),
            ZERO if second is ZERO else bind(term.kind, variable, second, *term.parameters),
        )


def parts_of_symbols(*terms: Term) -> dict[Symbol, Pair]:
    """Fresh real symbols for the parts of each complex number that occurs; in a fixed order."""
    avoid: list[Term] = list(terms)
    found: dict[Symbol, Pair] = {}
    symbols = frozenset().union(*(t.symbols for t in terms))
    for symbol in sorted((s for s in symbols if s.sort == COMPLEX), key=lambda s: s.digest):
        x = fresh("x", REAL, *avoid)
        y = fresh("y", REAL, *avoid, x)
        avoid += [x, y]
        found[symbol] = (x, y)
    return found


def _shape(term: Term) -> bool:
    try:
        return bool(sort_of(term).shape)
    except (ShapeError, TypeError, ValueError):
        raise NotRectangularError from None


def _sum(a: Term, b: Term) -> Term:
    return b if a is ZERO else a if b is ZERO else add(a, b)


def _product(a: Term, b: Term) -> Term:
    if a is ZERO or b is ZERO:
        return ZERO
    return b if a is ONE else a if b is ONE else multiply(a, b)


def _minus(a: Term) -> Term:
    return ZERO if a is ZERO else negative(a)


def _times(first: Pair, second: Pair) -> Pair:
    (a, b), (c, d) = first, second
    return _sum(_product(a, c), _minus(_product(b, d))), _sum(_product(a, d), _product(b, c))


def _square_sum(pair: Pair) -> Term:
    """The square of the absolute value."""
    squares = [power(p, TWO) for p in pair if p is not ZERO]
    return reduce(add, squares) if squares else ZERO


def _modulus(pair: Pair) -> Term:
    return Apply("abs", pair[0]) if pair[1] is ZERO else power(_square_sum(pair), HALF)


def _inverted(pair: Pair) -> Pair:
    size = _square_sum(pair)
    if pair[1] is ZERO:
        return power(pair[0], MINUS_ONE), ZERO
    return _over(pair[0], size), _over(_minus(pair[1]), size)


def _over(a: Term, b: Term) -> Term:
    """The quotient, which is defined only where b is not 0, even if a is 0."""
    return divide(a, b)


def _exponential(pair: Pair) -> Pair:
    u, v = pair
    if v is ZERO:
        return Apply("exp", u), ZERO
    turn = (Apply("cos", v), Apply("sin", v))
    return turn if u is ZERO else (_product(Apply("exp", u), turn[0]), _product(Apply("exp", u), turn[1]))


def _logarithm(pair: Pair) -> Pair:
    u, v = pair
    return multiply(HALF, Apply("log", _square_sum((u, v)))), Apply("atan2", v, u)


def _square_root(pair: Pair) -> Pair:
    """The root with a positive real part, or on the upper half of the imaginary axis."""
    u, v = pair
    size = power(_square_sum(pair), HALF)
    first, second = (power(multiply(HALF, t), HALF) for t in (add(size, u), subtract(size, u)))
    return first, Apply("cases", negative(second), Apply("lt", v, ZERO), second)


def _angle(pair: Pair) -> Term | None:
    """The angle of which a pair is the cosine and the sine, or minus the sine of the angle below 0."""
    a, b = pair
    if not isinstance(a, Apply) or a.head != "cos":
        return None
    (angle,) = a.children
    if b is Apply("sin", angle):
        return angle
    return negative(angle) if b is negative(Apply("sin", angle)) else None


def _power(self: Rectangular, term: Apply) -> Pair:
    base, exponent = term.children
    pair, (e, rest) = self.parts(base), self.parts(exponent)
    if not _is_complex_number(base) and rest is ZERO:
        return power(pair[0], e), ZERO
    if isinstance(e, Number) and rest is ZERO:
        return _literal_power(pair, e)
    if rest is ZERO and sort_of(e).field is Field.INTEGER:
        return self.integer_power(base, e)
    return _exponential(_times((e, rest), _log(base, pair)))


def _literal_power(pair: Pair, exponent: Number) -> Pair:
    value = exponent.value
    if value.denominator == 1 and abs(value) <= _MOST_FACTORS:
        if value == 0:
            raise NotRectangularError
        found = reduce(_times, [pair] * abs(int(value)))
        return found if value > 0 else _inverted(found)
    if value == HALF.value:
        return _square_root(pair)
    if value < 0 and value.denominator != 1:
        return _exponential(_times((exponent, ZERO), _logarithm(pair)))
    raise NotRectangularError


def _fold(operation: Callable[[Pair, Pair], Pair]) -> Callable[[Rectangular, Apply], Pair]:
    return lambda self, term: reduce(operation, [self.parts(c) for c in term.children])


def _on_parts(operation: Callable[[Pair], Pair]) -> Callable[[Rectangular, Apply], Pair]:
    return lambda self, term: operation(self.parts(term.children[0]))


def _sine(pair: Pair) -> Pair:
    u, v = pair
    if v is ZERO:
        return Apply("sin", u), ZERO
    return (
        multiply(Apply("sin", u), Apply("cosh", v)),
        multiply(Apply("cos", u), Apply("sinh", v)),
    )


def _cosine(pair: Pair) -> Pair:
    u, v = pair
    if v is ZERO:
        return Apply("cos", u), ZERO
    return (
        multiply(Apply("cos", u), Apply("cosh", v)),
        negative(multiply(Apply("sin", u), Apply("sinh", v))),
    )


def _hyperbolic_sine(pair: Pair) -> Pair:
    """``sinh z = -i sin(i z)``."""
    first, second = _sine((_minus(pair[1]), pair[0]))
    return second, _minus(first)


def _hyperbolic_cosine(pair: Pair) -> Pair:
    """``cosh z = cos(i z)``."""
    return _cosine((_minus(pair[1]), pair[0]))


def _log(argument: Term, pair: Pair) -> Pair:
    return _logarithm(pair) if _is_complex_number(argument) else (Apply("log", pair[0]), ZERO)


def _is_complex_number(term: Term) -> bool:
    return sort_of(term).field is Field.COMPLEX


_ROWS: Final[Mapping[str, Callable[[Rectangular, Apply], Pair]]] = {
    "imaginary": lambda _, __: (ZERO, ONE),
    "add": _fold(lambda p, q: (_sum(p[0], q[0]), _sum(p[1], q[1]))),
    "multiply": _fold(_times),
    "power": _power,
    "exp": _on_parts(_exponential),
    "log": lambda self, term: _log(term.children[0], self.parts(term.children[0])),
    "sin": _on_parts(_sine),
    "cos": _on_parts(_cosine),
    "sinh": _on_parts(_hyperbolic_sine),
    "cosh": _on_parts(_hyperbolic_cosine),
    "conj": _on_parts(lambda p: (p[0], _minus(p[1]))),
    "re": _on_parts(lambda p: (p[0], ZERO)),
    "im": _on_parts(lambda p: (p[1], ZERO)),
    "abs": _on_parts(lambda p: (_modulus(p), ZERO)),
    "arg": _on_parts(lambda p: (Apply("atan2", p[1], p[0]), ZERO)),
}
