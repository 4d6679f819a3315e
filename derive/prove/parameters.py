"""Simple conditions on parameters, under which a refuted claim may hold after all."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from derive.core.claim import Claim, Origin
from derive.core.sort import INTEGER, REAL
from derive.core.term import MINUS_ONE, ONE, ZERO, Apply, Binder, Number, Symbol, Term, subterms
from derive.core.verdict import Assignment
from derive.prove.observe import is_admissible, is_well_sorted, lies_in_domain, observe
from derive.prove.propositions import head_of
from derive.prove.tables import Tables

MOST_PARAMETERS: Final = 4
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
    for symbol in scalars:
        if len(_variables(claim) - {symbol}) > 0 and symbol not in _differentiated(claim):
            proposed = (ONE, ZERO, MINUS_ONE) if symbol.sort == REAL else (ONE,)
            yield from (Apply("eq", symbol, v) for v in proposed if values[symbol] is not v)
    for symbol in scalars:
        value = values[symbol]
        if symbol.sort == REAL and isinstance(value, Number) and value.value > 0:
            yield Apply("le", symbol, ZERO)


def is_plausible(claim: Claim, condition: Term, points: tuple[Assignment, ...], tables: Tables) -> bool:
    """Whether the claim is defined and not false once one of these points is moved to fit the condition.

    It must be false at none of them; a dimension cannot be moved, so of that nothing is seen.
    """
    symbol, bound = condition.children
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
        if symbol in undeclared and isinstance(value, Number) and value.value <= 0
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
