"""Conditions as people write them: products taken apart, linear ones solved for the symbol."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from flint import fmpq, fmpq_poly

from derive.algebra.decay import factors, is_polynomial
from derive.algebra.facts import facts_from
from derive.algebra.facts_hypotheses import MINUS_INFINITY, negation
from derive.algebra.facts_numbers import is_real_number
from derive.algebra.facts_polynomials import UNIT, Monomial, combination, expanded
from derive.core.sort import Field, Sort
from derive.core.term import INFINITY, ONE, ZERO, Apply, Binder, Number, Symbol, Term, bind
from derive.theory.function import function

_SWAPPED: Final = {"gt": "lt", "ge": "le"}
_ARITHMETIC: Final = frozenset(("add", "multiply", "power", "root"))


def calculates_with_infinity(term: Term) -> bool:
    """Whether infinity is an operand of a sum, a product or a function: it is no number."""
    if INFINITY not in term.children and MINUS_INFINITY not in term.children:
        return False
    if not isinstance(term, Apply) or term is MINUS_INFINITY:
        return False
    record = function(term.head)
    return term.head in _ARITHMETIC or (record is not None and record.shape == "scalar")


def readable(condition: Term) -> Iterator[Term]:
    """Conditions that together say the same, in the form in which they are shown."""
    if not isinstance(condition, Apply) or condition.head == "true":
        if isinstance(condition, Binder):
            yield condition
        return
    rule = _RULES.get(condition.head)
    if rule is None:
        yield condition
    else:
        yield from rule(condition)


def _and(condition: Apply) -> Iterator[Term]:
    for part in condition.children:
        yield from readable(part)


def _not(condition: Apply) -> Iterator[Term]:
    inner = negation(condition.children[0])
    yield from (condition,) if inner is condition else readable(inner)


def _implies(condition: Apply) -> Iterator[Term]:
    premise, conclusion = condition.children
    for part in readable(conclusion):
        yield Apply("implies", premise, part)


def _swapped(condition: Apply) -> Iterator[Term]:
    yield from readable(Apply(_SWAPPED[condition.head], *reversed(condition.children)))


def _unequal(condition: Apply) -> Iterator[Term]:
    left, right = condition.children
    if not (is_real_number(left) and is_real_number(right)):
        yield condition
    elif right is ZERO:
        yield from _nonzero(left)
    else:
        yield _solved(condition)


def _nonzero(term: Term) -> Iterator[Term]:
    if isinstance(term, Apply) and term.head == "multiply":
        for factor in term.children:
            yield from _nonzero(factor)
        return
    if isinstance(term, Apply) and term.head == "power" and isinstance(term.children[1], Number):
        if term.children[1].value > 0:
            yield from _nonzero(term.children[0])
        return
    if isinstance(term, Number) and term.value != 0:
        return
    roots = _rational_roots(term)
    if roots is None:
        yield _solved(Apply("ne", term, ZERO))
    else:
        atom, values, rest = roots
        yield from (Apply("ne", atom, v) for v in values)
        if rest:
            yield Apply("ne", term, ZERO)


def _rational_roots(term: Term) -> tuple[Symbol, list[Number], bool] | None:
    """For a polynomial in one symbol: the symbol, the rational roots, whether there are other real ones."""
    symbols = [s for s in term.symbols if isinstance(s, Symbol)]
    if len(symbols) != 1:
        return None
    form = expanded(term)
    coefficients: dict[int, fmpq] = {}
    for monomial, coefficient in form.items():
        degree = _degree(monomial, symbols[0])
        if degree is None:
            return None
        coefficients[degree] = coefficient
    if not form or max(coefficients) < 1:
        return None
    polynomial = fmpq_poly([coefficients.get(k, fmpq(0)) for k in range(max(coefficients) + 1)])
    values: list[fmpq] = []
    rest = False
    for factor, _ in polynomial.factor()[1]:
        if factor.degree() == 1:
            values.append(-fmpq(factor[0]) / fmpq(factor[1]))
        else:
            rest = rest or any(r.imag.is_zero() for r, _ in factor.complex_roots())
    return symbols[0], [Number(_fraction(v)) for v in sorted(values)], rest


def _degree(monomial: Monomial, symbol: Symbol) -> int | None:
    if monomial == UNIT:
        return 0
    if len(monomial) != 1 or monomial[0][0] is not symbol:
        return None
    exponent = monomial[0][1]
    return exponent if isinstance(exponent, int) and 0 < exponent <= 24 else None


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _ordered(condition: Apply) -> Iterator[Term]:
    left, right = condition.children
    if not (is_real_number(left) and is_real_number(right)):
        yield condition
    elif left is ZERO and isinstance(right, Apply) and right.head == "power":
        yield from _positive_power(condition, right)
    elif left is ZERO and isinstance(right, Apply) and right.head == "log":
        yield from readable(Apply(condition.head, ONE, right.children[0]))
    else:
        yield _solved(condition)


def _positive_power(condition: Apply, right: Apply) -> Iterator[Term]:
    base, exponent = right.children
    if not isinstance(exponent, Number) or exponent.value.denominator != 1 or condition.head == "le":
        yield condition
    elif exponent.value % 2 == 0:
        yield from _nonzero(base)
    else:
        yield from readable(Apply("lt", ZERO, base))


def _solved(condition: Apply) -> Term:
    """A linear relation in one symbol, or in two with opposite coefficients, solved; else itself."""
    left, right = condition.children
    form = combination(expanded(right), expanded(left), fmpq(-1))
    constant = form.get(UNIT, fmpq(0))
    parts = [(m, c) for m, c in form.items() if m]
    symbols = [_symbol(m) for m, _ in parts]
    if len(parts) == 1 and symbols[0] is not None:
        value = Number(_fraction(-constant / parts[0][1]))
        below = parts[0][1] > 0
        return _relation(condition.head, value, symbols[0], below)
    if len(parts) == 2 and constant == 0 and None not in symbols and parts[0][1] + parts[1][1] == 0:
        above, under = (symbols[0], symbols[1]) if parts[0][1] > 0 else (symbols[1], symbols[0])
        return Apply(condition.head, under, above)  # type: ignore[arg-type]  # neither is None
    return condition


def _symbol(monomial: Monomial) -> Term | None:
    """The symbol or entry that the monomial is."""
    if len(monomial) != 1 or monomial[0][1] != 1:
        return None
    base = monomial[0][0]
    return None if isinstance(base, Apply | Binder) else base


def _relation(head: str, value: Number, symbol: Term, below: bool) -> Term:
    if head == "ne":
        return Apply("ne", symbol, value)
    return Apply(head, value, symbol) if below else Apply(head, symbol, value)


_RULES: Final[dict[str, Callable[[Apply], Iterator[Term]]]] = {
    "and": _and,
    "not": _not,
    "implies": _implies,
    "gt": _swapped,
    "ge": _swapped,
    "ne": _unequal,
    "lt": _ordered,
    "le": _ordered,
}


def geometric(body: Term, index: Symbol) -> tuple[Term, ...] | None:
    """When the series of a polynomial in the index times one exponential in it converges.

    None for other terms, and where there are no symbols to say it about.
    """
    bases = [found for f in factors(body) if (found := _ratio(f, index)) is not None]
    others = [f for f in factors(body) if _ratio(f, index) is None]
    if len(bases) != 1 or not all(is_polynomial(f, index) for f in others):
        return None
    (base, times) = bases[0]
    if not base.symbols:
        return None
    if times == 0:
        return (Apply("lt", base, ZERO),)
    if times > 0:
        return Apply("lt", Number(-1), base), Apply("lt", base, ONE)
    return (Apply("lt", ONE, Apply("abs", base)),)


def _ratio(factor: Term, index: Symbol) -> tuple[Term, int] | None:
    """Base and multiple of the index of a power; the slope and 0 of an exponential."""
    if not isinstance(factor, Apply) or index not in factor.symbols:
        return None
    if factor.head == "exp":
        slope = _slope(factor.children[0], index)
        return None if slope is None else (slope, 0)
    if factor.head != "power":
        return None
    base, exponent = factor.children
    if index not in base.symbols:
        slope = _slope(exponent, index)
        whole = isinstance(slope, Number) and slope.value.denominator == 1 and slope.value != 0
        return (base, int(slope.value)) if whole and isinstance(slope, Number) else None
    inner = _ratio(base, index)
    if inner is None or not isinstance(exponent, Number) or exponent.value.denominator != 1:
        return None
    return inner[0], inner[1] * int(exponent.value) if inner[1] else 0


def _slope(term: Term, index: Symbol) -> Term | None:
    """The coefficient of the index in a linear term, as written."""
    if term is index:
        return ONE
    if not isinstance(term, Apply) or term.head not in {"add", "multiply"}:
        return None
    inside = [c for c in term.children if index in c.symbols]
    inner = _slope(inside[0], index) if len(inside) == 1 else None
    if inner is None or term.head == "add":
        return inner
    others = [c for c in term.children if c is not inside[0]]
    if all(isinstance(c, Number) for c in (*others, inner)):
        product = Fraction(1)
        for c in (*others, inner):
            product *= c.value if isinstance(c, Number) else 1
        return Number(product)
    return Apply("multiply", *others, *(() if inner is ONE else (inner,)))


def with_zeroth_powers(condition: Term, index: Symbol) -> Term:
    """The condition under which a power has a value, if the 0th is 1 where an index makes it that."""
    if not isinstance(condition, Apply) or index not in condition.symbols:
        return condition
    if condition.head == "implies":
        premise, conclusion = condition.children
        return Apply("implies", premise, with_zeroth_powers(conclusion, index))
    if condition.head != "or" or len(condition.children) != 2 or not is_index(index):
        return condition
    nonzero, positive = condition.children
    if isinstance(positive, Apply) and positive.head == "lt" and index in positive.children[1].symbols:
        return Apply("or", nonzero, Apply("le", *positive.children))
    return condition


def is_index(variable: Symbol) -> bool:
    """Whether a symbol is an integer."""
    return isinstance(variable.sort, Sort) and variable.sort.field is Field.INTEGER


def for_all(variable: Symbol, low: Term, high: Term, condition: Term) -> Term:
    """The condition for all values between bounds; without the variable, the condition itself."""
    if variable not in condition.symbols:
        return condition
    span = [Apply("le", low, variable)] if low is not MINUS_INFINITY else []
    span += [Apply("le", variable, high)] if high is not INFINITY else []
    if facts_from(tuple(span)).proves(condition):
        return Apply("true")
    premise = span[0] if len(span) == 1 else Apply("and", *span)
    return bind("forall", variable, Apply("implies", premise, condition) if span else condition)


def ascending(low: Term, high: Term) -> tuple[Term, Term]:
    """Bounds of which one is infinite, the smaller one first."""
    return (high, low) if low is INFINITY or high is MINUS_INFINITY else (low, high)
