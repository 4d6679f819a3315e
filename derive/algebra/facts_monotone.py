"""Differences of two values of one monotone function, judged by the difference of the arguments."""

from collections.abc import Callable

from flint import fmpq

from derive.algebra.facts_polynomials import Monomial, Polynomial, combination, expanded
from derive.algebra.signs import ANY, ZERO, Sign, opposite
from derive.core.term import Apply, Term
from derive.theory.function import function

SignOf = Callable[[Polynomial], Sign]


def sign_of_difference(polynomial: Polynomial, sign_of: SignOf) -> Sign:
    """The signs of a multiple of ``f(a) - f(b)``, from those of ``a - b``; of anything else, all."""
    if len(polynomial) != 2:
        return ANY
    (first, c), (second, d) = polynomial.items()
    if c + d != 0:
        return ANY
    found = _exponentials(first, second, sign_of)
    if found == ANY:
        found = _values(first, second, sign_of)
    return found if c > 0 else opposite(found)


def _exponentials(first: Monomial, second: Monomial, sign_of: SignOf) -> Sign:
    """Products of powers of exponentials differ as their exponents do."""
    a, b = _exponent(first), _exponent(second)
    return ANY if a is None or b is None else sign_of(combination(a, b, fmpq(-1)))


def _exponent(monomial: Monomial) -> "Polynomial | None":
    result: Polynomial = {}
    for base, times in monomial:
        if not (isinstance(base, Apply) and base.head == "exp"):
            return None
        result = combination(result, expanded(base.children[0]), fmpq(times))
    return result


def _values(first: Monomial, second: Monomial, sign_of: SignOf) -> Sign:
    a, b = _call(first), _call(second)
    if a is None or b is None or a.head != b.head:
        return ANY
    record = function(a.head)
    if record is None or record.shape != "scalar" or len(a.children) != 1 or record.variadic:
        return ANY
    direction = record.monotone[0] if record.monotone else 0
    if not direction:
        return ANY
    sign = sign_of(combination(expanded(a.children[0]), expanded(b.children[0]), fmpq(-1)))
    if abs(direction) == 2 and sign != ZERO:
        sign |= ZERO
    return sign if direction > 0 else opposite(sign)


def _call(monomial: Monomial) -> Apply | None:
    if len(monomial) != 1 or monomial[0][1] != 1:
        return None
    base: Term = monomial[0][0]
    return base if isinstance(base, Apply) else None
