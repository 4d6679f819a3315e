"""Formal indefinite sums (and products): one family for each body, up to shifts of the index.

F(w) is zero (one) at the family's base, and F(w + 1) = F(w) + f(w + 1). For each bound, up to whole
numbers, the first one met has a generator; others are reached by adding terms.
"""

from typing import Final

from derive.algebra.normal_form.evaluation import Engine, Family
from derive.algebra.normal_form.generators import ANY, NEG, POS, ZERO
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import DeclinedError, Quotient, RestartError
from derive.core.sort import INTEGER
from derive.core.term import Apply, Number, Symbol, Term, add, bind, replace, subterms, subtract

_MOST_STEPS: Final = 40
_SHIFTS: Final = (1, -1, 2, -2)


def difference(
    engine: Engine,
    body: Quotient,
    symbol: Symbol,
    bounds: tuple[Quotient, Quotient],
    sign: int = ANY,
    kind: str = "sum",
) -> Quotient:
    """The sum (product) of the body from the lower to the upper bound; ``sign`` is that of every term."""
    ring = engine.ring
    lower, upper = bounds
    index, named = _unreflected(engine, term_of(engine, body), symbol, bounds)
    family, shift, factor = _family(engine, named, index, kind, lower)
    if shift:
        lower, upper = (ring.subtract(b, ring.constant(shift)) for b in (lower, upper))
    below = ring.subtract(lower, ring.one)
    start = indefinite(engine, family, below, kind)
    end = indefinite(engine, family, upper, kind)
    if kind == "sum":
        _note_sign(engine, end, start, sign, bounds)
        return ring.multiply(factor, ring.subtract(end, start))
    return ring.divide(end, start)


def _named(engine: Engine, body: Term, symbol: Symbol) -> tuple[Symbol, Term]:
    """The body in the first index that is not free in it, whatever index it was worked out with."""
    index = Symbol("#.", INTEGER)
    while index is not symbol and index in body.symbols:
        index = Symbol(index.name + "'", INTEGER)
    if index is symbol:
        return index, body
    with engine.detached():
        return index, term_of(engine, engine.value(replace(body, {symbol: index})))


def aligned(
    engine: Engine, rest: Quotient, symbol: Symbol, lower: Quotient
) -> tuple[Quotient, int, Quotient]:
    """A body met before, k and r with ``rest(j + k) = r body(j)``: the rest itself if there is none."""
    index, named = _named(engine, term_of(engine, rest), symbol)
    family, shift, factor = _family(engine, named, index, "sum", lower)
    if not shift:
        return rest, 0, engine.ring.one
    return engine.again(replace(family.body, {family.index: symbol})), shift, factor


def _note_sign(
    engine: Engine, end: Quotient, start: Quotient, sign: int, bounds: tuple[Quotient, Quotient]
) -> None:
    """A sum of positive terms that starts at the base of its family is positive."""
    if not start.is_zero or end.denominator is not None or (sign & NEG and sign & POS):
        return
    g = engine.generator_of(end.numerator)
    if g is None or g.kind != "sum":
        return
    lower, upper = (term_of(engine, b) for b in bounds)
    every = sign if engine.scope.facts.proves(Apply("le", lower, upper)) else sign | ZERO
    signs = engine.home(g.term).signs
    signs[g.index] = signs.get(g.index, ANY) & every


def _unreflected(
    engine: Engine, body: Term, symbol: Symbol, bounds: tuple[Quotient, Quotient]
) -> tuple[Symbol, Term]:
    """The body read upwards or downwards, whichever is simpler; only bodies that know a bound can be."""
    ends = [term_of(engine, b) for b in bounds]
    if all(body.symbols.isdisjoint(e.symbols) for e in ends):
        return _named(engine, body, symbol)
    with engine.detached():
        mirrored = term_of(engine, engine.value(replace(body, {symbol: subtract(add(*ends), symbol)})))
    candidates = (_named(engine, t, symbol) for t in (body, mirrored))
    return min(candidates, key=lambda c: (len(c[1].symbols), c[1].size, c[1].digest))


def _family(
    engine: Engine, body: Term, index: Symbol, kind: str, lower: Quotient
) -> tuple[Family, int, Quotient]:
    """The family of a body; that of a shifted body with the shift and the ratio."""
    key = Apply(kind, body)
    found = engine.families.get(key)
    if found is not None:
        return found, 0, engine.ring.one
    shape = _shape(body)
    for other in list(engine.families.values()):
        if other.shape == shape and other.kind == kind and other.index is index:
            related = _related(engine, body, other, lower)
            if related is not None and (kind == "sum" or related[1].constant == 1):
                return other, *related
    found = engine.families[key] = Family(kind, body, index, shape)
    return found, 0, engine.ring.one


def _shape(body: Term) -> tuple[str, ...]:
    """What does not change when the index is shifted."""
    heads = (
        t.head if isinstance(t, Apply) else repr(t) if isinstance(t, Symbol) else type(t).__name__
        for t in subterms(body)
        if not isinstance(t, Number)
    )
    return tuple(sorted(set(heads) - {"add", "multiply"}))


def _related(engine: Engine, body: Term, other: Family, lower: Quotient) -> tuple[int, Quotient] | None:
    """Shift k and ratio r with ``body(j + k) = r other(j)``."""
    with engine.detached():
        return _shift_to(engine, body, other, lower)


def _shift_to(engine: Engine, body: Term, other: Family, lower: Quotient) -> tuple[int, Quotient] | None:
    reference = engine.value(other.body)
    for k in dict.fromkeys((*_offset(other, lower), *_SHIFTS)):
        shifted = engine.value(replace(body, {other.index: add(other.index, Number(k))}))
        ratio = engine.normal(engine.ring.divide(shifted, reference))
        polynomials = (ratio.numerator, ratio.denominator)
        if not any(p is not None and engine.depends(p, other.index) for p in polynomials):
            return k, ratio
    return None


def _offset(other: Family, lower: Quotient) -> tuple[int, ...]:
    """By how much the sum starts later than the family."""
    start = lower.constant
    if start is None or start.denominator != 1 or other.base is None or not isinstance(other.base[0], Number):
        return ()
    return (int(start) - 1 - other.base[1],)


def indefinite(engine: Engine, family: Family, bound: Quotient, kind: str) -> Quotient:
    """The formal indefinite sum of the family up to a bound."""
    name, whole = _split(engine, bound)
    _rebase(family, name, whole)
    base_name, base_whole = family.base or (name, whole)
    if name is base_name:
        return _walk(engine, family, name, base_whole, whole)
    reference = family.references.setdefault(name, whole)
    term = bind(
        kind, family.index, family.body, _shifted(base_name, base_whole + 1), _shifted(name, reference)
    )
    start = engine.atom(kind, term) if kind == "sum" else _signs(engine, term)
    walked = _walk(engine, family, name, reference, whole)
    return engine.ring.add(start, walked) if kind == "sum" else engine.ring.multiply(start, walked)


def _signs(engine: Engine, term: Term) -> Quotient:
    """A product of signs, whose square is one."""
    found, new = engine.generator("product", term, lambda: term)
    variable = engine.ring.variables[found.index]
    if new:
        found.sign = POS | NEG
        engine.related(found, variable**2 - 1, 2)
    return Quotient(variable)


def _rebase(family: Family, name: Term, whole: int) -> None:
    """The base is the first bound met, but a number if there is one."""
    if family.base is None:
        inner = any(s.name.startswith("#.") for s in name.symbols)
        family.base = (Number(0), 0) if inner else (name, whole)
    elif isinstance(name, Number) and not isinstance(family.base[0], Number):
        family.base = (name, whole)
        family.references.clear()
        raise RestartError


def _split(engine: Engine, bound: Quotient) -> tuple[Term, int]:
    """A bound without its whole part, and the whole part."""
    bound = engine.normal(bound)
    whole = 0
    if bound.denominator is None:
        constant = next((c for m, c in engine.monomials(bound.numerator) if not m), None)
        whole = constant.numerator // constant.denominator if constant is not None else 0
    return term_of(engine, engine.ring.subtract(bound, engine.ring.constant(whole))), whole


def _shifted(name: Term, whole: int) -> Term:
    if isinstance(name, Number):
        return Number(name.value + whole)
    return add(name, Number(whole)) if whole else name


def _walk(engine: Engine, family: Family, name: Term, start: int, end: int) -> Quotient:
    """The terms after ``start`` up to ``end``, or minus (one over) those after ``end`` up to ``start``."""
    ring = engine.ring
    if abs(end - start) > _MOST_STEPS:
        raise DeclinedError
    low, high = sorted((start, end))
    steps = range(low + 1, high + 1)
    values = [engine.again(replace(family.body, {family.index: _shifted(name, i)})) for i in steps]
    if family.kind == "sum":
        total = ring.total(values)
        return total if end >= start else ring.negative(total)
    product = ring.one
    for v in values:
        product = ring.multiply(product, v)
    return product if end >= start else ring.invert(product)
