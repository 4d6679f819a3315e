r"""What an equation says of a quantity that it gives implicitly: ``x^2 + y^2 = 1`` of ``dy/dx``.

Where y depends on x, an equation between them that is assumed holds along a curve, and so do its derivatives.
The claims and the equation then are about numbers: x, y, and the first derivatives of y there. At places
where the equation does not determine y nothing is claimed.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace as replaced
from itertools import pairwise
from typing import Final

from derive.algebra.differentiate import DerivativeError, differentiate
from derive.core.claim import Hypothesis, Origin
from derive.core.sort import REAL, FunctionSort
from derive.core.term import (
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    add,
    divide,
    fresh,
    multiply,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.elaborate.arrays import shape
from derive.elaborate.reading import Reading

DEPENDENT: Final = frozenset("yuvwzr")


Values = dict[Symbol, tuple[Symbol, ...]]


def along_curves(
    reading: Reading, stated: Sequence[Hypothesis], terms: Sequence[Term]
) -> tuple[list[Hypothesis], list[Term]]:
    """The hypotheses and claims with numbers in the place of what the hypotheses give implicitly."""
    x = next((at for t in terms for _, at in _slopes(t)), None)
    curves = {} if x is None else dict(_curves(reading, stated, terms, x))
    if x is None or not (curves or _is_moving(stated, x)):
        return list(stated), list(terms)
    said = [replaced(h, proposition=curves.get(k, h.proposition)) for k, h in enumerate(stated)]
    everything = [*terms, *(h.proposition for h in said)]
    functions = sorted({f for t in everything for f in t.symbols if _is_of_number(f)}, key=lambda s: s.name)
    order = max(_order(t) for t in everything)
    values = {f: _values(f, order + 1, everything) for f in functions}
    changed = [_at_numbers(t, x, values) for t in everything]
    if any(t is None or not values.keys().isdisjoint(t.symbols) for t in changed):
        return list(stated), list(terms)
    ready = [t for t in changed if t is not None]
    rest = [replaced(h, proposition=p) for p, h in zip(ready[len(terms) :], said, strict=True)]
    wanted = max(map(_order, terms))
    derived = [d for k in curves for d in _derived(rest[k], wanted - _order(curves[k]), x, values)]
    return [*rest, *derived], ready[: len(terms)]


def _values(function: Symbol, count: int, beside: Sequence[Term]) -> tuple[Symbol, ...]:
    """Numbers for the value of a function and its derivatives."""
    others = [s for t in beside for s in t.symbols if s is not function]
    return tuple(fresh(function.name + "'" * k, REAL, *others) for k in range(count + 1))


def _curves(
    reading: Reading, stated: Sequence[Hypothesis], terms: Sequence[Term], x: Symbol
) -> Iterator[tuple[int, Term]]:
    """The equations of unknown functions at x of which the claims have further derivatives."""
    wanted = max(map(_order, terms))
    for k, h in enumerate(stated):
        equation = h.proposition
        everywhere = isinstance(equation, Binder) and equation.kind == "forall"
        if isinstance(equation, Binder) and everywhere and equation.variable.sort == REAL:
            equation = equation.open(x)
        if h.origin is not Origin.STATED or not isinstance(equation, Apply) or equation.head != "eq":
            continue
        functions = [f for f in equation.symbols if _is_of_number(f)]
        if not functions or _order(equation) >= wanted or any(shape(c) for c in equation.children):
            continue
        if everywhere or _holds_along(reading, equation, functions, x):
            yield k, equation


def _is_moving(stated: Sequence[Hypothesis], x: Symbol) -> bool:
    """Whether all that is known of unknown functions are differential equations at x."""
    known = [h.proposition for h in stated if any(map(_is_of_number, h.proposition.symbols))]
    return bool(known) and all(
        isinstance(p, Apply) and p.head == "eq" and _order(p) and _has_more(p, x) for p in known
    )


def _has_more(equation: Apply, x: Symbol) -> bool:
    return any(x in side.symbols and not _is_slope(side, x) for side in equation.children)


def _holds_along(reading: Reading, equation: Apply, functions: Sequence[Symbol], x: Symbol) -> bool:
    """Whether an equation is no condition for x, but says what a quantity is at every x.

    A differential equation is one that has more than derivatives; another equation has x beside letters that
    are quantities, and not values that were asked for.
    """
    if _order(equation):
        return _has_more(equation, x)
    quantities = all(f.name in DEPENDENT or not reading.use(f.name).arguments for f in functions)
    calls = [t for t in subterms(equation) if isinstance(t, Apply) and t.head == "apply"]
    return quantities and x in replace(equation, dict.fromkeys(calls, ZERO)).symbols


def _is_slope(term: Term, x: Symbol) -> bool:
    return isinstance(term, Binder) and term.kind == "derivative" and term.parameters[0] is x


def _slopes(term: Term) -> Iterator[tuple[Symbol, Symbol]]:
    """The unknown functions of one number that are differentiated in a term, and where."""
    for part in subterms(term):
        at = part.parameters[0] if isinstance(part, Binder) and part.kind == "derivative" else None
        if isinstance(at, Symbol) and not at.is_bound and at.sort == REAL:
            yield from ((s, at) for s in part.symbols if _is_of_number(s))


def _is_of_number(symbol: Symbol) -> bool:
    return symbol.sort == FunctionSort((REAL,), REAL)


def _order(term: Term) -> int:
    """How often an unknown function is differentiated in a term, at most."""
    if not any(map(_is_of_number, term.symbols)):
        return 0
    inner = max(map(_order, term.children), default=0)
    return inner + (isinstance(term, Binder) and term.kind == "derivative")


def _at_numbers(term: Term, x: Symbol, values: Values) -> Term | None:
    """The term with the values of the functions and their derivatives at x; None if it has them elsewhere."""
    if values.keys().isdisjoint(term.symbols):
        return term
    if isinstance(term, Apply) and term.head == "apply" and term.children[0] in values:
        return values[term.children[0]][0] if term.children[1:] == (x,) else None
    if isinstance(term, Binder):
        at_x = term.kind == "derivative" and term.parameters == (x,) and x not in term.body.symbols
        inner = _at_numbers(term.open(x), x, values) if at_x else None
        return None if inner is None else _total(inner, x, values)
    children = [_at_numbers(c, x, values) for c in term.children]
    known = tuple(c for c in children if c is not None)
    return term.rebuild(known) if len(known) == len(children) and known else None


def _total(term: Term, x: Symbol, values: Values) -> Term | None:
    """The derivative along the curve; None if it needs more derivatives than there are values for."""
    if any(own[-1] in term.symbols for own in values.values()):
        return None
    following = {a: b for own in values.values() for a, b in pairwise(own)}
    if isinstance(term, Symbol) and term in following:
        return following[term]
    found = [a for a in following if a in term.symbols]
    try:
        by_x = differentiate(term, x)
        return add(by_x, *(multiply(differentiate(term, a), following[a]) for a in found))
    except DerivativeError:
        return None


def _derived(equation: Hypothesis, count: int, x: Symbol, values: Values) -> Iterator[Hypothesis]:
    """What the equation says when it is differentiated so often, where it determines what it is about."""
    gap: Term | None = subtract(*equation.proposition.children)
    owners = [own for own in values.values() if any(s in equation.proposition.symbols for s in own)]
    if len(owners) == 1:
        found = _solved(equation.proposition, owners[0], x, values)
        for k, (unknown, value) in enumerate(found):
            if k <= count:
                sign = "eq" if k else "ne"
                yield Hypothesis(Apply(sign, unknown, value), equation.origin if k else Origin.RANGE)
        return
    for _ in range(count):
        gap = None if gap is None else _total(gap, x, values)
        if gap is not None:
            yield Hypothesis(Apply("eq", gap, ZERO), equation.origin, equation.text)


def _solved(equation: Term, own: Sequence[Symbol], x: Symbol, values: Values) -> Iterator[tuple[Term, Term]]:
    """What is not zero where the equation determines its last value, and the values behind that one."""
    known = max(k for k, s in enumerate(own) if s in equation.symbols)
    gap = subtract(*equation.children)
    with suppress(DerivativeError):
        by = differentiate(gap, own[known])
        yield by, ZERO
        moved = _total(gap, x, values)
        if moved is None:
            return
        value = slope = divide(negative(replace(moved, {own[known + 1]: ZERO})), by)
        yield own[known + 1], slope
        for unknown in own[known + 2 :]:
            further = _total(value, x, values)
            if further is None:
                return
            value = replace(further, {own[known + 1]: slope})
            yield unknown, value
