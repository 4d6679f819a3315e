"""Polynomials times exponentials of polynomials: where integrals converge, and may be differentiated."""

from collections.abc import Iterator

from flint import fmpq

from derive.algebra.facts_hypotheses import MINUS_INFINITY
from derive.algebra.facts_numbers import is_real_number
from derive.algebra.facts_polynomials import UNIT, Monomial, canonical, expanded, product
from derive.core.term import INFINITY, ZERO, Apply, Number, Symbol, Term, multiply


def decaying(body: Term, variable: Symbol, infinite: tuple[bool, bool]) -> tuple[Term, ...] | None:
    """When the integral of a polynomial times the exponential of another one converges at infinite ends.

    ``infinite`` tells which ends are. None for other terms, and where there are no symbols to say it
    about; where the leading coefficient of the exponent vanishes nothing is claimed.
    """
    exponents = [f.children[0] for f in factors(body) if _is_exponential(f, variable)]
    others = [f for f in factors(body) if not _is_exponential(f, variable)]
    if not any(infinite) or not exponents or not all(is_polynomial(f, variable) for f in others):
        return None
    condition = _falling(exponents, variable, infinite)
    return (condition,) if condition is not None and condition.symbols else None


def _falling(exponents: list[Term], variable: Symbol, infinite: tuple[bool, bool]) -> Apply | None:
    """That a sum of polynomials tends to minus infinity at infinite ends; None for other sums."""
    if not all(map(is_real_number, exponents)) or not all(is_polynomial(e, variable) for e in exponents):
        return None
    total = expanded(Apply("add", *exponents))
    degree = max((_degree_in(m, variable) for m in total), default=0)
    leading = canonical(
        {_without(m, variable): c for m, c in total.items() if _degree_in(m, variable) == degree}
    )
    if degree == 0 or (degree % 2 and all(infinite)):
        return None
    falls = infinite[1] or degree % 2 == 0
    return Apply("lt", leading, ZERO) if falls else Apply("lt", ZERO, leading)


def dominated(slope: Term, variable: Symbol, parameters: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """When the derivative of an integrand by a parameter has a bound that can be integrated.

    It is the same for all values of the parameter close to one, so that Leibniz' rule holds over an
    infinite range (Lang, Undergraduate Analysis, XIII.3). Of sums of products of powers of the variable,
    sines, cosines and exponentials of polynomials, where the exponent falls; None for others.
    """
    low, high = parameters
    if low is INFINITY or high is MINUS_INFINITY or not is_real_number(slope):
        return None
    infinite = (low is MINUS_INFINITY, high is INFINITY)
    found = [_bounded(monomial, variable, infinite) for monomial in expanded(slope)]
    known = tuple(c for c in found if c is not None)
    return tuple(dict.fromkeys(known)) if len(known) == len(found) else None


def _bounded(monomial: Monomial, variable: Symbol, infinite: tuple[bool, bool]) -> Apply | None:
    """That a product falls as an exponential does; None where it is not of that form."""
    exponents: list[Term] = []
    for base, exponent in monomial:
        if variable not in base.symbols:
            continue
        if isinstance(base, Apply) and base.head == "exp":
            exponents.append(Apply("multiply", canonical({UNIT: fmpq(exponent)}), base.children[0]))
        elif not (isinstance(exponent, int) and exponent > 0 and _is_tame(base, variable)):
            return None
    return _falling(exponents, variable, infinite) if exponents else None


def _is_tame(base: Term, variable: Symbol) -> bool:
    """Whether a factor grows at most as a power does, and is bounded at finite places."""
    if isinstance(base, Apply) and base.head in {"sin", "cos"}:
        return is_real_number(base.children[0])
    return base is variable


def _is_exponential(factor: Term, variable: Symbol) -> bool:
    return isinstance(factor, Apply) and factor.head == "exp" and variable in factor.symbols


def _degree_in(monomial: Monomial, variable: Symbol) -> int:
    return sum(int(e) for base, e in monomial if base is variable and isinstance(e, int))


def _without(monomial: Monomial, variable: Symbol) -> Monomial:
    return tuple((base, e) for base, e in monomial if base is not variable)


def factors(term: Term) -> Iterator[Term]:
    """The factors of a product."""
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from factors(child)
    else:
        yield term


def is_polynomial(term: Term, index: Symbol) -> bool:
    """Whether a term is written as a polynomial in a symbol."""
    return degree_of(term, index) is not None


def degree_of(term: Term, index: Symbol) -> int | None:
    """A bound of the degree of what is written as a polynomial in a symbol; None for other terms."""
    if index not in term.symbols or term is index:
        return int(term is index)
    if not isinstance(term, Apply):
        return None
    if term.head == "power":
        base, exponent = term.children
        natural = isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value > 0
        degree = degree_of(base, index) if natural else None
        return None if degree is None or not isinstance(exponent, Number) else degree * int(exponent.value)
    if term.head not in {"add", "multiply"}:
        return None
    found = [degree_of(c, index) for c in term.children]
    known = [d for d in found if d is not None]
    if len(known) < len(found):
        return None
    return max(known) if term.head == "add" else sum(known)


def products_of(term: Term) -> list[Term]:
    """The summands of a term multiplied out, with the powers of exponentials as exponentials."""
    return [_written(m, c) for m, c in expanded(term).items()]


def _written(monomial: Monomial, coefficient: fmpq) -> Term:
    """A product with the powers of exponentials as exponentials."""
    others = tuple(f for f in monomial if not _is_power_of_e(f[0]))
    raised = [
        Apply("exp", canonical(product(expanded(base.children[0]), {UNIT: fmpq(exponent)})))
        for base, exponent in monomial
        if _is_power_of_e(base)
    ]
    return multiply(canonical({others: coefficient}), *raised)


def _is_power_of_e(base: Term) -> bool:
    return isinstance(base, Apply) and base.head == "exp"
