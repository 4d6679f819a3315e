"""Signs of rational expressions by factors: brought over one denominator, factored, each factor judged.

A factor in one unknown is judged by its isolated real roots, a quadratic one by
completing squares, any other by the ranges of its unknowns.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from math import lcm
from typing import Any, Final, NamedTuple

from flint import arb, fmpq, fmpq_mpoly_ctx, fmpq_poly

from derive.algebra.facts_polynomials import (
    UNIT,
    Exponent,
    Monomial,
    Polynomial,
    atom,
    expanded,
    merged,
    plain,
    product,
)
from derive.algebra.signs import ANY, NEGATIVE, NONNEGATIVE, POSITIVE, ZERO, Range, Sign
from derive.core.term import Apply, Term

MOST_UNKNOWNS: Final = 8
MOST_TERMS: Final = 80
MOST_DEGREE: Final = 16
_Table = dict[tuple[int, ...], fmpq]


class Unknown(NamedTuple):
    """An unknown of the factored polynomial: the root of this degree of an atom."""

    atom: Term
    degree: int

    def raised(self, exponent: int) -> Monomial:
        """The power of the unknown, as a monomial over the atoms."""
        return ((self.atom, plain(fmpq(exponent, self.degree))),) if exponent else UNIT


def times(first: Sign, second: Sign) -> Sign:
    """The possible signs of a product."""
    result = ZERO if (first | second) & ZERO else 0
    for a in (NEGATIVE, POSITIVE):
        if first & a:
            result |= (second & POSITIVE and a) | (second & NEGATIVE and NEGATIVE + POSITIVE - a)
    return result


def sign_by_factors(
    polynomial: Polynomial, sign_of: Callable[[Polynomial], Sign], range_of: Callable[[Polynomial], Range]
) -> Sign:
    """The possible signs, from those of the factors; the two functions judge simple polynomials.

    The first was asked about the whole before: it is not asked again where that does not fall into factors.
    """
    numerator, sign = _over_one_denominator(polynomial, sign_of)
    unknowns = _unknowns(numerator)
    if numerator is None or not 0 < len(unknowns) <= MOST_UNKNOWNS:
        return ANY
    table = _table(numerator, unknowns)
    if len(table) > MOST_TERMS or max(map(sum, table)) > MOST_DEGREE:
        return ANY
    content, factors = _factored(table, len(unknowns))
    sign = times(sign, POSITIVE if content > 0 else NEGATIVE)
    if numerator == polynomial and len(factors) == 1 and factors[0][1] == 1:
        sign_of = _asked_before
    for factor, multiplicity in factors:
        found = _sign_of_factor(factor, unknowns, sign_of, range_of)
        sign = times(sign, found if multiplicity % 2 else times(found, found) & NONNEGATIVE)
        if sign == ANY:
            break
    return sign


def _asked_before(_: Polynomial) -> Sign:
    """The sign of the one factor of a polynomial, of which all that others say was said of the whole."""
    return ANY


def _over_one_denominator(
    polynomial: Polynomial, sign_of: Callable[[Polynomial], Sign]
) -> tuple["Polynomial | None", Sign]:
    """The numerator over a common denominator, and the possible signs of that denominator."""
    least: dict[Term, Exponent] = {}
    for monomial in polynomial:
        for base, exponent in monomial:
            least[base] = min(least.get(base, 0), exponent)
    common = tuple(sorted(((b, -e) for b, e in least.items() if e < 0), key=lambda f: f[0].digest))
    sign = POSITIVE
    for base, exponent in common:
        one = expanded(base) if _is_sum(base) else atom(base)
        found = sign_of(one) & ~ZERO
        odd = isinstance(exponent, int) and exponent % 2 == 1
        sign = times(sign, found if odd else POSITIVE)
    numerator: Polynomial = {}
    for monomial, coefficient in polynomial.items():
        whole = _multiplied_out(merged(monomial, common), coefficient)
        if whole is None or len(numerator) + len(whole) > 4 * MOST_TERMS:
            return None, ANY
        for m, c in whole.items():
            numerator[m] = numerator.get(m, fmpq(0)) + c
    rest = {m: c for m, c in numerator.items() if c != 0}
    if not any(e < 0 for m in rest for _, e in m):
        return rest, sign
    deeper, other = _over_one_denominator(rest, sign_of)
    return deeper, times(sign, other)


def _is_sum(base: Term) -> bool:
    return isinstance(base, Apply) and base.head == "add"


def _multiplied_out(monomial: Monomial, coefficient: fmpq) -> "Polynomial | None":
    """The monomial with the powers of sums in it expanded."""
    result: Polynomial = {tuple(f for f in monomial if not _expands(f)): coefficient}
    for base, exponent in filter(_expands, monomial):
        inside = expanded(base)
        for _ in range(int(exponent)):
            if len(result) * len(inside) > 4 * MOST_TERMS:
                return None
            result = product(result, inside)
    return result


def _expands(factor: tuple[Term, Exponent]) -> bool:
    base, exponent = factor
    return _is_sum(base) and isinstance(exponent, int) and 0 < exponent <= MOST_DEGREE


def _unknowns(numerator: "Polynomial | None") -> tuple[Unknown, ...]:
    degrees: dict[Term, int] = {}
    for monomial in numerator or ():
        for base, exponent in monomial:
            degrees[base] = lcm(degrees.get(base, 1), 1 if isinstance(exponent, int) else int(exponent.q))
    return tuple(Unknown(b, d) for b, d in sorted(degrees.items(), key=lambda item: item[0].digest))


def _table(numerator: Polynomial, unknowns: Sequence[Unknown]) -> _Table:
    position = {u.atom: k for k, u in enumerate(unknowns)}
    table: _Table = {}
    for monomial, coefficient in numerator.items():
        exponents = [0] * len(unknowns)
        for base, exponent in monomial:
            k = position[base]
            exponents[k] = int(exponent * unknowns[k].degree)
        table[tuple(exponents)] = coefficient
    return table


def _factored(table: _Table, count: int) -> tuple[fmpq, Sequence[tuple[_Table, int]]]:
    context: Any = fmpq_mpoly_ctx.get(tuple(f"v{k}" for k in range(count)), "lex")
    content, factors = context.from_dict(table).factor()
    return content, [(f.to_dict(), int(m)) for f, m in factors]


def _sign_of_factor(
    table: _Table,
    unknowns: Sequence[Unknown],
    sign_of: Callable[[Polynomial], Sign],
    range_of: Callable[[Polynomial], Range],
) -> Sign:
    sign = sign_of(_polynomial(table, unknowns))
    if sign != ANY and sign & ~ZERO in (NEGATIVE, POSITIVE) and not sign & ZERO:
        return sign
    present = [k for k in range(len(unknowns)) if any(e[k] for e in table)]
    if len(present) == 1:
        (k,) = present
        coefficients = [fmpq(0)] * (1 + max(e[k] for e in table))
        for exponents, coefficient in table.items():
            coefficients[exponents[k]] = coefficient
        return sign & univariate(fmpq_poly(coefficients), range_of({unknowns[k].raised(1): fmpq(1)}))
    if max(map(sum, table)) == 2:
        return sign & quadratic(table)
    return sign


def _polynomial(table: _Table, unknowns: Sequence[Unknown]) -> Polynomial:
    result: Polynomial = {}
    for exponents, coefficient in table.items():
        monomial = UNIT
        for unknown, exponent in zip(unknowns, exponents, strict=True):
            monomial = merged(monomial, unknown.raised(exponent))
        result[monomial] = fmpq(coefficient)
    return result


def univariate(polynomial: fmpq_poly, within: Range) -> Sign:
    """The signs that a polynomial takes on a range."""
    low, high = within.low, within.high
    places = [
        (r.real, _side(polynomial, r.real, low), _side(polynomial, r.real, high))
        for r, _ in _roots(polynomial)
    ]
    if any(None in (a, b) for _, a, b in places):
        return ANY
    inside = sorted(
        (r for r, a, b in places if (low is None or a == 1) and (high is None or b == -1)), key=arb.mid
    )
    sign = ZERO if any(not (within.nonzero and r == 0) for r in inside) else 0
    for end, closed in ((low, within.low_closed), (high, within.high_closed)):
        if end is not None and closed:
            sign |= _sign_at(polynomial, end)
    edges = [*(() if low is None else (low,)), *inside, *(() if high is None else (high,))]
    for sample in _between(edges, low is None, high is None):
        sign |= _sign_at(polynomial, sample)
    return sign


def _roots(polynomial: fmpq_poly) -> list[Any]:
    return [r for r in polynomial.complex_roots() if r[0].imag.is_zero()]


def _side(polynomial: fmpq_poly, root: arb, end: fmpq | None) -> int | None:
    """1 where the root is above the end, -1 below, 0 at it; None if its ball is too wide."""
    if end is None:
        return 0
    if root > end or root < end:
        return 1 if root > end else -1
    return 0 if polynomial(end) == 0 else None


def _sign_at(polynomial: fmpq_poly, place: fmpq) -> Sign:
    value = polynomial(place)
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO


def _between(edges: Sequence[Any], below: bool, above: bool) -> Iterable[fmpq]:
    """A number between each two neighbours of ascending edges, and one below and above them where wanted."""
    if not edges:
        return [fmpq(0)]
    found = [(_end(a, 1) + _end(b, -1)) / 2 for a, b in pairwise(edges)]
    if below:
        found.append(_end(edges[0], -1) - 1)
    if above:
        found.append(_end(edges[-1], 1) + 1)
    return found


def _end(edge: Any, side: int) -> fmpq:
    if type(edge) is fmpq:
        return edge
    mantissa, exponent = (edge.upper() if side > 0 else edge.lower()).man_exp()
    return fmpq(mantissa) * fmpq(2) ** int(exponent)


def quadratic(table: _Table) -> Sign:
    """The signs that a quadratic polynomial can take, by completing squares."""
    positive = _semidefinite(table)
    if positive is not None:
        return POSITIVE if positive else NONNEGATIVE
    negative = _semidefinite({e: -c for e, c in table.items()})
    if negative is not None:
        return NEGATIVE if negative else NEGATIVE | ZERO
    return ANY


def _semidefinite(table: _Table) -> bool | None:
    """Whether a quadratic polynomial is above 0 everywhere; None if it is somewhere below 0."""
    size = len(next(iter(table)))
    gram = [[fmpq(0)] * (size + 1) for _ in range(size + 1)]
    for exponents, coefficient in table.items():
        places = [k for k, e in enumerate(exponents) for _ in range(e)]
        i, j = (*places, size, size)[:2]
        gram[i][j] += fmpq(coefficient) / 2
        gram[j][i] += fmpq(coefficient) / 2
    for k in range(size):
        pivot = gram[k][k]
        if pivot < 0 or (pivot == 0 and any(v != 0 for v in gram[k])):
            return None
        if pivot == 0:
            continue
        for i in range(k + 1, size + 1):
            share = gram[i][k] / pivot
            gram[i] = [a - share * b for a, b in zip(gram[i], gram[k], strict=True)]
            gram[i][k] = fmpq(0)
        gram[k] = [fmpq(0)] * (size + 1)
    return None if gram[size][size] < 0 else bool(gram[size][size] > 0)
