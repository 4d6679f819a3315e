"""Simple conditions on parameters, under which a refuted claim may hold after all."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final

from derive.algebra.balls import truth
from derive.core.claim import Claim, Origin
from derive.core.sort import INTEGER, REAL, Sort
from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, Binder, Number, Symbol, Term, subterms
from derive.core.verdict import Assignment
from derive.prove.moved import is_symmetric, moved_arrays
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
    """That a matrix is symmetric, two commute, two vectors are orthogonal, a dimension is 1 or another."""
    found = sorted(claim.proposition.symbols, key=lambda s: s.name)
    arrays = [(s, s.sort.shape) for s in found if isinstance(s.sort, Sort) and s.sort.shape]
    square = [s for s, shape in arrays if len(shape) == MATRIX and shape[0] is shape[1] and s in values]
    yield from (Apply("eq", Apply("transpose", s), s) for s in square if not is_symmetric(values[s]))
    vectors = [(s, shape[0]) for s, shape in arrays if len(shape) == 1]
    if len(vectors) == PAIR and vectors[0][1] is vectors[1][1]:
        yield Apply("eq", Apply("inner", vectors[0][0], vectors[1][0]), ZERO)
    if len(square) == PAIR and square[0].sort == square[1].sort:
        commuting = Apply("eq", Apply("matmul", *square), Apply("matmul", *reversed(square)))
        if claim.proposition is not commuting and claim.proposition.children[::-1] != commuting.children:
            yield commuting
    dimensions = dict.fromkeys(n for _, shape in arrays for n in shape if isinstance(n, Symbol))
    yield from (Apply("eq", n, ONE) for n in dimensions if values.get(n) not in (None, ONE))
    counts = sorted((s for s in found if s.sort == INTEGER and s in values), key=lambda s: s.name)
    differ = len(counts) == PAIR and values[counts[0]] is not values[counts[1]]
    if differ and set(counts) != set(claim.proposition.children):
        yield Apply("eq", *reversed(counts))


def is_plausible(claim: Claim, condition: Term, points: tuple[Assignment, ...], tables: Tables) -> bool:
    """Whether the claim is defined and not false once one of these points is moved to fit the condition.

    It must be false at none of them; of what cannot be moved nothing is seen.
    """
    symbol, bound = condition.children
    if not isinstance(symbol, Symbol) or is_dimension(claim, symbol):
        fitted = (moved_arrays(condition, point) for point in points)
        return not any(_is_false(claim, moved, tables) for moved in fitted if moved is not None)
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
            if _is_false(claim, moved, tables):
                return False
            agreeing = agreeing or observe(claim.proposition, moved, tables).is_defined
    return agreeing


def _is_false(claim: Claim, point: Assignment, tables: Tables) -> bool:
    """Whether a point is a counterexample as well."""
    if not is_well_sorted(point) or not is_admissible(claim, point, tables):
        return False
    seen = observe(claim.proposition, point, tables)
    return seen.holds is False and lies_in_domain(claim, point, tables)


def is_dimension(claim: Claim, symbol: Symbol) -> bool:
    """Whether a symbol is, or is in, a dimension of another one."""
    shapes = (getattr(s.sort, "shape", ()) for s in claim.context.symbols)
    return any(symbol in d.symbols for shape in shapes for d in shape)


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
