"""Terms as polynomials over atoms, to compare them; equal wherever both are defined.

A monomial is a tuple of atoms with their exponents, which may be negative or
fractions. Exponentials split into powers of exponentials of monomials. What has
no rule, or would grow too large, is an atom.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Final, TypeAlias

from flint import fmpq

from derive.core.term import Apply, Number, Term, add, multiply, power
from derive.theory.function import function

Exponent: TypeAlias = "int | fmpq"
Monomial: TypeAlias = "tuple[tuple[Term, Exponent], ...]"
Polynomial: TypeAlias = "dict[Monomial, fmpq]"

UNIT: Final[Monomial] = ()
MOST_MONOMIALS: Final = 60
MOST_DEGREE: Final = 12
MOST_SIZE: Final = 600
_MOST_BITS: Final = 1024


@lru_cache(maxsize=1 << 14)
def expanded(term: Term) -> Polynomial:
    """The polynomial of a real scalar term; do not change it."""
    if isinstance(term, Number):
        return constant(fmpq(term.value.numerator, term.value.denominator))
    if isinstance(term, Apply) and term.size <= MOST_SIZE:
        return _RULES.get(term.head, _function)(term)
    return atom(term)


def constant(value: fmpq) -> Polynomial:
    """The polynomial of a number."""
    return {UNIT: value} if value != 0 else {}


def atom(term: Term) -> Polynomial:
    """The polynomial of a term that is not looked into."""
    return {((term, 1),): fmpq(1)}


def combination(first: Polynomial, second: Polynomial, factor: fmpq) -> Polynomial:
    """The first polynomial plus a multiple of the second."""
    result = dict(first)
    for monomial, coefficient in second.items():
        value = result.get(monomial, 0) + factor * coefficient
        if value == 0:
            del result[monomial]
        else:
            result[monomial] = value
    return result


def product(first: Polynomial, second: Polynomial) -> Polynomial:
    """The product, however large."""
    result: Polynomial = {}
    for m, a in first.items():
        for n, b in second.items():
            monomial = merged(m, n)
            value = result.get(monomial, 0) + a * b
            if value == 0:
                del result[monomial]
            else:
                result[monomial] = value
    return result


def merged(first: Monomial, second: Monomial) -> Monomial:
    """The product of two monomials."""
    if not first or not second:
        return first or second
    exponents = dict(first)
    for base, exponent in second:
        exponents[base] = plain(exponents.get(base, 0) + exponent)
    return tuple(sorted(((b, e) for b, e in exponents.items() if e != 0), key=_by_digest))


def scaled(monomial: Monomial, exponent: Exponent) -> Monomial:
    """The power of a monomial, factor by factor."""
    return tuple((base, plain(e * exponent)) for base, e in monomial)


def plain(exponent: Exponent) -> Exponent:
    """The exponent as an int where it is whole."""
    return exponent if isinstance(exponent, int) or exponent.q != 1 else int(exponent.p)


def _by_digest(factor: tuple[Term, Exponent]) -> bytes:
    return factor[0].digest


def _add(term: Apply) -> Polynomial:
    result: Polynomial = {}
    for child in term.children:
        result = combination(result, expanded(child), fmpq(1))
    return result


def _multiply(term: Apply) -> Polynomial:
    result = constant(fmpq(1))
    for child in term.children:
        factor = expanded(child)
        if len(result) * len(factor) > MOST_MONOMIALS:
            return _product_of_atoms(term)
        result = product(result, factor)
    return result


def _product_of_atoms(term: Apply) -> Polynomial:
    result = constant(fmpq(1))
    for child in term.children:
        factor = expanded(child)
        result = product(result, factor if len(factor) <= 1 else atom(canonical(factor)))
    return result


def _power(term: Apply) -> Polynomial:
    base, exponent = term.children
    if not isinstance(exponent, Number) or max(map(abs, exponent.value.as_integer_ratio())) > MOST_SIZE:
        return atom(term)
    inside = expanded(base)
    wanted = plain(fmpq(exponent.value.numerator, exponent.value.denominator))
    if not inside:
        return constant(fmpq(wanted == 0)) if isinstance(wanted, int) and wanted >= 0 else atom(term)
    if wanted == 0:
        return constant(fmpq(1))
    if len(inside) == 1:
        return _power_of_monomial(inside, wanted)
    if isinstance(wanted, int) and 0 <= wanted <= MOST_DEGREE and len(inside) ** wanted <= 8 * MOST_MONOMIALS:
        result = constant(fmpq(1))
        for _ in range(wanted):
            result = product(result, inside)
        return result
    return {((canonical(inside), wanted),): fmpq(1)}


def _power_of_monomial(inside: Polynomial, wanted: Exponent) -> Polynomial:
    ((monomial, coefficient),) = inside.items()
    if isinstance(wanted, int):
        if coefficient.height_bits() * abs(wanted) <= _MOST_BITS:
            return {scaled(monomial, wanted): coefficient**wanted}
    elif coefficient == 1 and all(e == 1 or _is_positive(b) for b, e in monomial) and len(monomial) <= 1:
        return {scaled(monomial, wanted): fmpq(1)} if monomial else constant(fmpq(1))
    return {((canonical(inside), wanted),): fmpq(1)}


def _is_positive(base: Term) -> bool:
    return isinstance(base, Apply) and base.head == "exp"


def _exponential(term: Apply) -> Polynomial:
    inside = expanded(term.children[0])
    if len(inside) > MOST_DEGREE:
        return atom(term)
    result: Monomial = UNIT
    for monomial, coefficient in inside.items():
        exponential = Apply("exp", canonical({monomial: fmpq(1)}))
        result = merged(result, ((exponential, plain(coefficient)),))
    return {result: fmpq(1)}


def _function(term: Apply) -> Polynomial:
    """An atom; arguments of functions of numbers are brought into one form."""
    record = function(term.head)
    if record is None or record.shape != "scalar" or (record.variadic and len(term.children) == 1):
        return atom(term)
    return atom(Apply(term.head, *(canonical(expanded(c)) for c in term.children)))


_RULES: Final[dict[str, Callable[[Apply], Polynomial]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "exp": _exponential,
}


def canonical(polynomial: Polynomial) -> Term:
    """A term of the polynomial, the same for equal polynomials."""
    if len(polynomial) == 1:
        ((monomial, coefficient),) = polynomial.items()
        return _monomial_term(monomial, coefficient)
    terms = [_monomial_term(m, c) for m, c in sorted(polynomial.items(), key=_order)]
    return add(*terms) if terms else Number(0)


def _order(item: tuple[Monomial, fmpq]) -> tuple[int, bytes]:
    return len(item[0]), b"".join(b.digest + repr(e).encode() for b, e in item[0])


def _monomial_term(monomial: Monomial, coefficient: fmpq) -> Term:
    if len(monomial) == 1 and monomial[0][1] == 1 and coefficient == 1:
        return monomial[0][0]
    factors = [base if e == 1 else power(base, _number(e)) for base, e in monomial]
    if coefficient != 1 or not factors:
        factors.insert(0, _number(coefficient))
    return multiply(*factors)


def _number(value: Exponent) -> Number:
    return Number(value if isinstance(value, int) else Fraction(int(value.p), int(value.q)))


def constant_of(polynomial: Polynomial) -> fmpq | None:
    """The number that the polynomial is, or None."""
    if not polynomial:
        return fmpq(0)
    return polynomial.get(UNIT) if len(polynomial) == 1 else None


def is_irreducible(polynomial: Polynomial) -> bool:
    """Whether factors say no more: a product of symbols, or a sum of numbers and multiples of symbols."""
    single = len(polynomial) == 1
    return all(
        (exponent == 1 or single) and not base.children and (single or len(monomial) == 1)
        for monomial in polynomial
        for base, exponent in monomial
    )
