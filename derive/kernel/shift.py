"""Sums of exponentials without overflow: the largest exponent is taken out.

With M the maximum of ``a_j``, ``sum_j c_j exp(a_j) = exp(M) sum_j c_j exp(a_j - M)``. In
``log`` the factor exp(M) becomes a summand; in a quotient it cancels against an
exponential or another such sum above the fraction bar.
"""

import math
from dataclasses import dataclass
from fractions import Fraction

from derive.core.term import (
    ONE,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    multiply,
    negative,
    power,
    rewrite,
    subterms,
)
from derive.kernel.clusters import factors_of
from derive.kernel.factors import rational
from derive.theory.stabilising import log_one_minus_exp


@dataclass(frozen=True, slots=True)
class Shifted:
    """A sum of exponentials as ``exp(largest) rest``."""

    largest: Term
    rest: Term


def shift(term: Term) -> Term:
    """The term with every logarithm of and division by a sum of exponentials shifted."""
    return rewrite(rewrite(term, _flat), _shifted_node)


def _flat(term: Term) -> Term | None:
    """A product of products as one, so that exponentials meet the sums that divide them."""
    is_product = isinstance(term, Apply) and term.head == "multiply"
    return multiply(*factors_of(term)) if is_product else None


def _shifted_node(term: Term) -> Term | None:
    if isinstance(term, Apply) and term.head == "log":
        pair = _two_exponents(term.children[0])
        if pair:
            return add(*_log_of_two(*pair))
        pair = _two_exponents_less(term.children[0])
        if pair:
            return add(pair[0], log_one_minus_exp(add(pair[1], negative(pair[0]))))
        found = _sum_of_exponentials(term.children[0])
        return add(found.largest, Apply("log", found.rest)) if found else _log_of_product(term.children[0])
    if isinstance(term, Apply) and term.head == "multiply":
        return _shifted_product(term.children)
    return None


def _two_exponents(term: Term) -> tuple[Term, ...]:
    """A and b where the term is exp(a) + exp(b), else nothing; log(1 + exp(b)) is a row of the table."""
    terms = term.children if isinstance(term, Apply) and term.head == "add" else ()
    exponents = tuple(t.children[0] for t in terms if isinstance(t, Apply) and t.head == "exp")
    return exponents if len(exponents) == len(terms) == 2 else ()


def _log_of_two(a: Term, b: Term) -> tuple[Term, Term]:
    """The summands of log(exp(a) + exp(b))."""
    distance = Apply("abs", add(a, negative(b)))
    return Apply("max", a, b), Apply("log1p", Apply("exp", negative(distance)))


def _two_exponents_less(term: Term) -> tuple[Term, ...]:
    """A and b where the term is exp(a) - exp(b), else nothing."""
    terms = term.children if isinstance(term, Apply) and term.head == "add" else ()
    plus = [t.children[0] for t in terms if isinstance(t, Apply) and t.head == "exp"]
    minus = [e for t in terms for e in _subtracted(t)]
    is_plain = all(e.symbols for e in (*plus, *minus))
    return (plus[0], minus[0]) if len(terms) == 2 and len(plus) == len(minus) == 1 and is_plain else ()


def _subtracted(term: Term) -> tuple[Term, ...]:
    """A where the term is -exp(a), else nothing."""
    factors = factors_of(term)
    others = [f for f in factors if rational(f) is None]
    number = math.prod((v for f in factors if (v := rational(f)) is not None), start=Fraction(1))
    is_power = len(others) == 1 and isinstance(others[0], Apply) and others[0].head == "exp"
    return others[0].children if is_power and number == -1 else ()


def _log_of_product(term: Term) -> Term | None:
    """The sum of logarithms, of exponentials and of powers of sums of exponentials, which are positive."""
    if not (isinstance(term, Apply) and term.head == "multiply"):
        return None
    logs = [_log_of_positive(f) for f in term.children]
    return add(*(t for summands in logs for t in summands)) if all(logs) else None


def _log_of_positive(factor: Term) -> tuple[Term, ...]:
    """The summands of the logarithm, or none; the largest exponent comes first, so that it cancels first."""
    if isinstance(factor, Apply) and factor.head == "exp":
        return (factor.children[0],)
    value = rational(factor)
    if value is not None and value > 0:
        return (Apply("log", Number(value)),)
    pair = _two_exponents(factor)
    if pair:
        return _log_of_two(*pair)
    if not (isinstance(factor, Apply) and factor.head == "power" and isinstance(factor.children[1], Number)):
        return ()
    base, exponent = factor.children
    body = base.open(base.variable) if isinstance(base, Binder) and base.kind == "sum" else None
    found = _sum_of_exponentials(base) if isinstance(body, Apply) and body.head == "exp" else None
    return (multiply(exponent, found.largest), multiply(exponent, Apply("log", found.rest))) if found else ()


def _shifted_product(factors: tuple[Term, ...]) -> Term | None:
    below = next(((f, s) for f in factors if (s := _divisor(f)) is not None), None)
    if below is None:
        return None
    divisor, (count, shifted) = below
    others = list(factors)
    others.remove(divisor)
    for _ in range(count):
        if not _lower_one(others, shifted.largest):
            return _distributed(tuple(f for f in factors if f is not divisor), divisor, count)
    result = multiply(*(rewrite(f, _shifted_log) for f in others), power(shifted.rest, -count))
    return _shifted_product(result.children) or result


def _shifted_log(term: Term) -> Term | None:
    return _shifted_node(term) if isinstance(term, Apply) and term.head == "log" else None


def _distributed(factors: tuple[Term, ...], divisor: Term, count: int) -> Term | None:
    """The quotient of a sum with exponentials as a sum of quotients; None where there is no such sum."""
    for n, f in enumerate(factors):
        heads = {t.head for t in subterms(f) if isinstance(t, Apply)}
        if isinstance(f, Apply) and f.head == "add" and "exp" in heads:
            parts = ((*factors[:n], *factors_of(t), *factors[n + 1 :]) for t in f.children)
            return add(*(_quotient(list(p), _base(divisor), count) for p in parts))
    return None


def _quotient(factors: list[Term], base: Term, count: int) -> Term:
    """The product divided so many times by the base, which cancels where it is a factor."""
    while count and base in factors:
        factors.remove(base)
        count -= 1
    product = (*factors, power(base, -count)) if count else tuple(factors)
    return _shifted_product(product) or multiply(*product)


def _base(factor: Term) -> Term:
    while isinstance(factor, Apply) and factor.head == "power":
        factor = factor.children[0]
    return factor


def _divisor(factor: Term) -> tuple[int, Shifted] | None:
    if not (isinstance(factor, Apply) and factor.head == "power" and isinstance(factor.children[1], Number)):
        return None
    base, exponent = factor.children[0], factor.children[1].value
    if isinstance(base, Apply) and base.head == "power" and isinstance(inner := base.children[1], Number):
        base, exponent = base.children[0], exponent * inner.value
    found = _sum_of_exponentials(base)
    return (int(-exponent), found) if found and exponent < 0 and exponent.denominator == 1 else None


def _lower_one(factors: list[Term], largest: Term) -> bool:
    """Subtract ``largest`` in one exponential, or in the summands of one sum of exponentials."""
    for position, factor in enumerate(factors):
        if isinstance(factor, Apply) and factor.head == "exp" and not _is_lowered(factor):
            factors[position] = Apply("exp", add(factor.children[0], negative(largest)))
            return True
        found = _sum_of_exponentials(factor)
        if found is not None and found.largest is largest:
            factors[position] = found.rest
            return True
    return False


def _is_lowered(exponential: Apply) -> bool:
    """Whether a maximum has been taken out of the exponent already."""
    inner = exponential.children[0]
    last = inner.children[-1] if isinstance(inner, Apply) and inner.head == "add" else inner
    return any(isinstance(c, Binder) and c.kind == "maximum" for c in last.children)


def _sum_of_exponentials(term: Term) -> Shifted | None:
    if not (isinstance(term, Binder) and term.kind == "sum"):
        return None
    index = fresh("j", term.variable.sort, term)
    body = term.open(index)
    factors = body.children if isinstance(body, Apply) and body.head == "multiply" else (body,)
    powers = [f for f in factors if isinstance(f, Apply) and f.head == "exp"]
    exponents = [f.children[0] for f in powers]
    if any(map(_is_lowered, powers)) or not exponents or not any(index in e.symbols for e in exponents):
        return None
    return _taken_out(term, index, factors, add(*exponents))


def _taken_out(term: Binder, index: Symbol, factors: tuple[Term, ...], exponent: Term) -> Shifted:
    largest = bind("maximum", index, exponent, *term.parameters)
    rest = [f for f in factors if not (isinstance(f, Apply) and f.head == "exp")]
    body = multiply(*rest, Apply("exp", add(exponent, negative(largest))))
    return Shifted(largest, bind("sum", index, body, *term.parameters) if body is not ONE else term)
