"""Stable forms: parts of a formula that equal a row of the table are computed in the row's way.

Whether a part is an instance is not matched but proved: with u one of the arguments that
occur in it, the quotient of the part by the row's left side must have a canonical form
without anything that may overflow or cancel; that quotient stays as a factor.
"""

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    power,
    rewrite,
    subterms,
    subtract,
)
from derive.kernel.clusters import has_sums_in_exponents, stabilised
from derive.kernel.differences import difference
from derive.kernel.samples import agree
from derive.kernel.shift import shift
from derive.theory.stabilising import STABLE, Stable

EFFORT: Final = 20_000
EXPONENTIAL: Final = frozenset(("exp", "tanh", "sinh", "cosh"))
FEW: Final = 3
HARD: Final = EXPONENTIAL | {"log", "erf"}
ROOT: Final = power(TWO, HALF)
SCALES: Final = (ONE, MINUS_ONE, HALF, Number(Fraction(-1, 2)), TWO)


def stabilise(term: Term, facts: Facts) -> Term:
    """The term with sums of exponentials shifted, and its largest parts that have a stable form in that."""
    shifted = shift(term)
    if has_sums_in_exponents(shifted):
        shifted = stabilised(shifted, lambda part: _stable(part, facts))
    return _stabilised(shifted, facts)


def _stabilised(term: Term, facts: Facts) -> Term:
    return rewrite(term, lambda part: _stable(part, facts))


def _stable(part: Term, facts: Facts) -> Term | None:
    """The stable form of a part: a row of the table, or a difference of like functions."""
    if not isinstance(part, Apply) or any(isinstance(t, Binder) for t in subterms(part)):
        return None
    return (
        _row(part, facts)
        or _difference_of_rows(part, facts)
        or difference(part, lambda t: _canonical(t, facts), lambda t: _stabilised(t, facts))
    )


def _difference_of_rows(part: Apply, facts: Facts) -> Term | None:
    """The stable form of f(a) - f(b), with f a row that has one."""
    if part.head != "add" or len(part.children) != 2 or not all(t.symbols for t in part.children):
        return None
    found = [row_of(t, facts) for t in part.children if isinstance(t, Apply)]
    rows = [f for f in found if f is not None and f[0].difference is not None]
    if len(rows) < 2 or rows[0][0] is not rows[1][0]:
        return None
    (row, a, factor), (_, b, other) = rows
    if row.difference is None or _canonical(add(factor, other), facts) is not ZERO or a is b:
        return None
    d = _canonical(subtract(a, b), facts)
    return scaled(factor, row.difference(*(_stabilised(t, facts) for t in (a, b, d))))


def _row(part: Apply, facts: Facts) -> Term | None:
    found = row_of(part, facts)
    if found is None:
        return None
    row, u, factor = found
    return scaled(factor, row.computed(_stabilised(u, facts) if u.size < part.size else u))


@lru_cache(maxsize=1024)
def row_of(part: Apply, facts: Facts) -> tuple[Stable, Term, Term] | None:
    """A row of the table, an argument of it, and the quotient of the part by that; None where none fits."""
    kinds = _kinds(part)
    rows = [row for row, needed in _ROWS if needed <= kinds]
    for u in _arguments(part, facts) if rows else ():
        for row in rows:
            factor = _canonical(divide(part, row.written(u)), facts)
            if _is_hard(factor):
                continue
            if "log" not in kinds or agree(part, scaled(factor, row.computed(u))):
                return row, u, factor
    return None


def _kinds(term: Term) -> frozenset[str]:
    """The kinds of functions in a term, as far as rows differ in them."""
    nodes = [t for t in subterms(term) if isinstance(t, Apply)]
    heads = {"exp" if t.head in EXPONENTIAL else t.head for t in nodes}
    roots = {"root" for t in nodes if t.head == "power" and t.children[1] is HALF}
    return frozenset(heads & {"exp", "log", "cos", "erf"} | roots)


def _canonical(term: Term, facts: Facts) -> Term:
    return canonical(term, facts, Effort(EFFORT))


def scaled(factor: Term, term: Term) -> Term:
    """The product, with numbers gathered."""
    if isinstance(factor, Number) and isinstance(term, Apply) and term.head == "multiply":
        first, *rest = term.children
        if isinstance(first, Number):
            return scaled(Number(factor.value * first.value), multiply(*rest))
    return term if factor is ONE else multiply(factor, term)


def _arguments(part: Term, facts: Facts) -> tuple[Term, ...]:
    """What u may be, simplest first."""
    nodes = [t for t in subterms(part) if isinstance(t, Apply)]
    found = {_canonical(u, facts) for t in nodes for u in _of_node(t)}
    exponents = tuple(dict.fromkeys(t.children[0] for t in nodes if t.head == "exp"))
    found |= {
        _canonical(subtract(a, b), facts) for a in exponents[:FEW] for b in exponents[:FEW] if a is not b
    }
    return tuple(sorted((u for u in found if u.symbols), key=lambda t: (t.size, t.digest)))


def _of_node(node: Apply) -> Iterator[Term]:
    if node.head in EXPONENTIAL:
        yield from (multiply(scale, node.children[0]) for scale in SCALES)
    elif node.head == "log" and _is_one_more(node.children[0]):
        yield add(node.children[0], MINUS_ONE)
    elif node.head == "erf":
        yield from (multiply(s, node.children[0]) for s in (ONE, MINUS_ONE, ROOT, multiply(MINUS_ONE, ROOT)))
    elif node.head == "cos" or (node.head == "power" and node.children[1] is TWO):
        yield node.children[0]
    elif node.head == "power" and node.children[1] is HALF:
        inner = node.children[0]
        yield inner
        if isinstance(inner, Apply) and inner.head == "power" and inner.children[1] is TWO:
            yield inner.children[0]


def _is_one_more(term: Term) -> bool:
    """Whether one is added to something; log1p of x - 1 would lose the digits of a small x."""
    return isinstance(term, Apply) and term.head == "add" and ONE in term.children


def _is_hard(factor: Term) -> bool:
    """Whether a factor holds something that may overflow, or a sum that may cancel."""
    return any(isinstance(t, Apply) and (t.head in HARD or _is_root(t)) for t in subterms(factor))


def _is_root(term: Apply) -> bool:
    """Whether the term is a power with a broken exponent, or of a sum."""
    if term.head != "power":
        return False
    base, exponent = term.children
    if not term.symbols:
        return False
    whole = isinstance(exponent, Number) and exponent.value.denominator == 1
    return not whole or any(isinstance(t, Apply) and t.head == "add" for t in subterms(base))


_ROWS: Final = tuple((row, _kinds(row.written(Symbol("u", REAL)))) for row in STABLE)
