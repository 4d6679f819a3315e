"""max, min, floor, Kronecker deltas, indicators and cases: atoms that the facts may decide."""

from fractions import Fraction

import flint

from derive.algebra.normal_form.arithmetic import absolute_value
from derive.algebra.normal_form.evaluation import Engine, Handler
from derive.algebra.normal_form.generators import NEG, POS, ZERO
from derive.algebra.normal_form.opaque import canonical, opaque, opaque_value
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import Quotient
from derive.algebra.normal_form.signs import sign_of
from derive.core.term import Apply, Symbol, Term


def _largest(engine: Engine, term: Term) -> Quotient:
    return _extreme(engine, term, 1)


def _smallest(engine: Engine, term: Term) -> Quotient:
    return _extreme(engine, term, -1)


def _extreme(engine: Engine, term: Term, direction: int) -> Quotient:
    """The largest (or smallest) of several; two remain as (a + b +- |a - b|) / 2."""
    if len(term.children) == 1 and isinstance(term.children[0], Symbol) and term.children[0].sort:
        return opaque(engine, term)
    head = "max" if direction > 0 else "min"
    values = _undominated(engine, [engine.value(c) for c in _flat(term, head)], direction)
    if len(values) == 1:
        return values[0]
    ring = engine.ring
    if len(values) == 2:
        a, b = values
        gap = ring.scale(absolute_value(engine, ring.subtract(a, b)), direction)
        return ring.scale(ring.add(ring.add(a, b), gap), Fraction(1, 2))
    terms = sorted((term_of(engine, v) for v in values), key=lambda t: t.digest)
    return engine.atom("opaque", Apply(head, *terms))


def _flat(term: Term, head: str) -> list[Term]:
    """The arguments, with those of the same function below in place of it."""
    found: list[Term] = []
    for c in term.children:
        found += _flat(c, head) if isinstance(c, Apply) and c.head == head else [c]
    return found


def _undominated(engine: Engine, values: list[Quotient], direction: int) -> list[Quotient]:
    """The values without those that the facts show to be no larger (smaller) than another."""
    kept: list[Quotient] = []
    worse = NEG if direction > 0 else POS
    for v in values:
        gaps = [sign_of(engine, engine.reduce(engine.ring.subtract(v, k))) for k in kept]
        if any(not g & (POS | NEG) or not g & (POS | NEG) & ~worse for g in gaps):
            continue
        kept = [k for k, g in zip(kept, gaps, strict=True) if g & worse]
        kept.append(v)
    return kept


def _floor(engine: Engine, term: Term) -> Quotient:
    """The floor, with what is integer-valued taken out of it."""
    return floor_of(engine, engine.value(term.children[0]))


def floor_of(engine: Engine, inside: Quotient) -> Quotient:
    """``floor(v)``: integer-valued monomials and the whole part of the constant leave it."""
    ring = engine.ring
    inside = engine.reduce(inside)
    if inside.denominator is not None or not engine.is_real(inside):
        return opaque_value(engine, "floor", inside)
    out = ring.zero
    for monomial, c in engine.monomials(inside.numerator):
        if all(engine.generators[i].integer for i, _ in monomial):
            out = ring.add(out, ring.scale(engine.monomial(monomial), c.numerator // c.denominator))
    rest = ring.subtract(inside, out)
    if rest.is_zero:
        return out
    constant = rest.constant
    if constant is not None and 0 <= constant < 1:
        return out
    whole = _known_floor(engine, term_of(engine, rest))
    if whole is not None:
        return ring.add(out, ring.constant(whole))
    return ring.add(out, engine.atom("opaque", Apply("floor", term_of(engine, rest)), integer=True))


def _known_floor(engine: Engine, term: Term) -> int | None:
    """The floor of a term without symbols, whose range the facts narrow down far enough."""
    if term.symbols:
        return None
    found = engine.root.facts.range(term)
    if found.low is None or found.high is None:
        return None
    below, above = (int(flint.fmpq(end).floor()) for end in (found.low, found.high))
    return below if below == above and found.high != above else None


def _ceil(engine: Engine, term: Term) -> Quotient:
    return engine.ring.negative(floor_of(engine, engine.ring.negative(engine.value(term.children[0]))))


def _delta(engine: Engine, term: Term) -> Quotient:
    """Kronecker's delta: 0 or 1 where the facts decide, else a symmetric atom that is its own square."""
    ring = engine.ring
    gap = engine.reduce(ring.subtract(*(engine.value(c) for c in term.children)))
    mask = sign_of(engine, gap)
    if mask == ZERO:
        return ring.one
    if not mask & ZERO:
        return ring.zero
    left, right = sorted((canonical(engine, c) for c in term.children), key=lambda t: t.digest)
    return _idempotent(engine, "delta", Apply("delta", left, right))


def _indicator(engine: Engine, term: Term) -> Quotient:
    condition = term.children[0]
    decided = decide(engine, condition)
    if decided is not None:
        return engine.ring.one if decided else engine.ring.zero
    with engine.lazily():
        return _idempotent(engine, "indicator", Apply("indicator", canonical(engine, condition)))


def _idempotent(engine: Engine, kind: str, term: Term) -> Quotient:
    found, new = engine.generator(kind, term, lambda: term)
    variable = engine.ring.variables[found.index]
    if new:
        found.integer, found.sign = True, POS | ZERO
        engine.related(found, variable**2 - variable, 2)
    return Quotient(variable)


def decide(engine: Engine, condition: Term) -> bool | None:
    """Whether the facts prove or disprove a condition."""
    if engine.scope.facts.proves(condition):
        _note(engine, condition)
        return True
    if engine.scope.facts.proves(Apply("not", condition)):
        _note(engine, Apply("not", condition))
        return False
    return None


def _note(engine: Engine, proposition: Term) -> None:
    if len(engine.scopes) == 1:
        engine.used[proposition] = None


def _cases(engine: Engine, term: Term) -> Quotient:
    """Branches that the facts exclude go; one that they establish ends the list."""
    children = list(term.children)
    kept: list[tuple[Term, Term]] = []
    while len(children) >= 2:
        value, condition = children[:2]
        del children[:2]
        decided = decide(engine, condition)
        if decided:
            children = [value]
        elif decided is None:
            kept.append((value, condition))
    if not kept:
        return engine.value(children[0]) if children else opaque(engine, term)
    with engine.lazily():
        return _branches(engine, kept, children)


def _branches(engine: Engine, kept: list[tuple[Term, Term]], otherwise: list[Term]) -> Quotient:
    parts = [canonical(engine, t) for pair in kept for t in pair] + [canonical(engine, t) for t in otherwise]
    if otherwise and all(p is parts[-1] for p in parts[:-1:2]):
        return engine.value(parts[-1])
    return engine.atom("opaque", Apply("cases", *parts))


HANDLERS: dict[str, Handler] = {
    "max": _largest,
    "min": _smallest,
    "floor": _floor,
    "ceil": _ceil,
    "delta": _delta,
    "indicator": _indicator,
    "cases": _cases,
}
