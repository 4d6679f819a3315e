"""Simple conditions on parameters, under which a refuted claim may hold after all."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from derive.algebra.balls import truth
from derive.core.claim import Claim, Origin
from derive.core.sort import INTEGER, REAL, Sort
from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, Binder, Number, Symbol, Term, subterms
from derive.core.verdict import Assignment
from derive.prove.observe import is_admissible, is_well_sorted, lies_in_domain, observe
from derive.prove.propositions import head_of
from derive.prove.tables import Tables

MOST_PARAMETERS: Final = 4
MATRIX: Final = 2
PAIR: Final = 2
FITTING: Final = (Fraction(2), Fraction(3, 2), Fraction(1, 7))


def candidates(claim: Claim, point: Assignment) -> Iterator[Term]:
    """Conditions on one symbol that the counterexample does not meet, simplest first.

    A value is proposed only for a parameter: a scalar beside which the claim still has a variable.
    """
    values = dict(point.values)
    scalars = [s for s in _scalars(claim) if s in values]
    for symbol in scalars:
        value = values[symbol]
        if symbol.sort == REAL and isinstance(value, Number) and value.value < 0:
            yield Apply("ge", symbol, ZERO)
    beside = any(isinstance(t, Binder) for t in subterms(claim.proposition))
    for symbol in scalars:
        if (beside or len(_variables(claim) - {symbol}) > 0) and symbol not in _differentiated(claim):
            proposed = (ONE, ZERO, MINUS_ONE) if symbol.sort == REAL else (ONE,)
            yield from (Apply("eq", symbol, v) for v in proposed if values[symbol] is not v)
    for symbol in scalars:
        value = values[symbol]
        if symbol.sort == REAL and isinstance(value, Number) and value.value > 0:
            yield Apply("le", symbol, ZERO)
    yield from _of_arrays(claim, values)


def _of_arrays(claim: Claim, values: Mapping[Symbol, Term]) -> Iterator[Term]:
    """That a matrix is symmetric, that two vectors are orthogonal, that a dimension is 1."""
    found = sorted(claim.proposition.symbols, key=lambda s: s.name)
    arrays = [(s, s.sort.shape) for s in found if isinstance(s.sort, Sort) and s.sort.shape]
    for symbol, shape in arrays:
        value = values.get(symbol)
        if len(shape) == MATRIX and shape[0] is shape[1] and value is not None and not _is_symmetric(value):
            yield Apply("eq", Apply("transpose", symbol), symbol)
    vectors = [(s, shape[0]) for s, shape in arrays if len(shape) == 1]
    if len(vectors) == PAIR and vectors[0][1] is vectors[1][1]:
        yield Apply("eq", Apply("inner", vectors[0][0], vectors[1][0]), ZERO)
    dimensions = dict.fromkeys(n for _, shape in arrays for n in shape if isinstance(n, Symbol))
    yield from (Apply("eq", n, ONE) for n in dimensions if values.get(n) not in (None, ONE))


def _is_symmetric(value: Term) -> bool:
    rows = [row.children for row in value.children]
    return all(rows[i][k] is rows[k][i] for i in range(len(rows)) for k in range(i) if len(rows[i]) > i)


def is_plausible(claim: Claim, condition: Term, points: tuple[Assignment, ...], tables: Tables) -> bool:
    """Whether the claim is defined and not false once one of these points is moved to fit the condition.

    It must be false at none of them; a dimension cannot be moved, so of that nothing is seen.
    """
    symbol, bound = condition.children
    if not isinstance(symbol, Symbol):
        return True
    if head_of(condition) == "eq":
        fitting: tuple[Term, ...] = (bound,)
    else:
        sign = 1 if head_of(condition) == "ge" else -1
        fitting = tuple(Number(sign * v) for v in FITTING)
    agreeing = False
    for point in points:
        for value in fitting:
            moved = Assignment(tuple((s, value if s is symbol else v) for s, v in point.values))
            if not is_well_sorted(moved):
                return True
            if not is_admissible(claim, moved, tables):
                continue
            seen = observe(claim.proposition, moved, tables)
            if seen.holds is False and lies_in_domain(claim, moved, tables):
                return False
            agreeing = agreeing or seen.is_defined
    return agreeing


def unusual_values(claim: Claim, point: Assignment) -> tuple[Term, ...]:
    """That undeclared scalars are positive, for those that are not so at the point."""
    undeclared = {s for s in _scalars(claim) if is_undeclared(claim, s)}
    return tuple(
        Apply("lt", ZERO, symbol)
        for symbol, value in point.values
        if symbol in undeclared and truth(Apply("le", value, ZERO), {}) is True
    )


def usual_values(claim: Claim) -> tuple[Term, ...]:
    """That all undeclared scalars are positive."""
    return tuple(Apply("lt", ZERO, s) for s in _scalars(claim) if is_undeclared(claim, s))


def is_undeclared(claim: Claim, symbol: Symbol) -> bool:
    """Whether the document does not say what the symbol is; what was assumed of it is listed."""
    return any(sentence.split(" ")[0] == symbol.name for sentence in claim.context.assumed)


def _scalars(claim: Claim) -> list[Symbol]:
    """Real numbers, then integers that are neither indices nor dimensions, by name."""
    shapes = (getattr(s.sort, "shape", ()) for s in claim.context.symbols)
    dimensions = {d for shape in shapes for n in shape for d in n.symbols}
    bounded = {h.proposition.children[0] for h in claim.context.hypotheses if head_of(h.proposition) == "le"}
    found = (
        s
        for s in claim.proposition.symbols
        if s.sort == REAL or (s.sort == INTEGER and s not in bounded | dimensions)
    )
    return sorted(found, key=lambda s: (s.sort == INTEGER, len(s.name), s.name))[:MOST_PARAMETERS]


def _variables(claim: Claim) -> set[Symbol]:
    """The symbols of the claim that are neither dimensions nor indices."""
    ranged = {s for h in claim.context.hypotheses if h.origin is Origin.RANGE for s in h.proposition.symbols}
    return set(claim.proposition.symbols) - ranged


def _differentiated(claim: Claim) -> set[Symbol]:
    """The symbols by which the claim differentiates."""
    binders = (t for t in subterms(claim.proposition) if isinstance(t, Binder) and t.kind == "derivative")
    return {s for b in binders for s in b.parameters[0].symbols}
