"""Equations among the hypotheses: a value that is a combination of their differences is zero.

A hypothesis that is linear in some generator, with a number as the factor, takes that generator out of
the others and of the value; by the others the value is divided.
"""

from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.closed_forms import is_nonzero
from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.opaque import is_scalar
from derive.algebra.normal_form.ring import DeclinedError, Polynomial, Quotient
from derive.core.term import Apply, Term

_MOST_EQUATIONS: Final = 12
_MOST_TERMS: Final = 200


def vanishes_by_hypotheses(engine: Engine, gap: Quotient, facts: Facts) -> bool:
    """Whether the numerator is zero once the equations in force are used, and the denominator not.

    That of a power of 0, which is written as a quotient, may be.
    """
    if gap.denominator is not None and not is_nonzero(engine, Quotient(gap.denominator)):
        return False
    equations = [h for h in facts.hypotheses if isinstance(h, Apply) and h.head == "eq"][:_MOST_EQUATIONS]
    rest = engine.remainder(gap.numerator)
    if not equations or len(rest) > _MOST_TERMS:
        return False
    found = [(h, p) for h in equations for p in _polynomial(engine, h)]
    used = []
    while found and not rest.is_zero():
        hypothesis, polynomial = found.pop(0)
        before = rest
        index = _linear_in(engine, polynomial)
        if index is None:
            rest = _divided(engine, rest, polynomial)
        else:
            rest = _without(engine, rest, polynomial, index)
            found = [(h, _without(engine, p, polynomial, index)) for h, p in found]
            found = [(h, p) for h, p in found if not p.is_zero()]
        if rest != before:
            used.append(hypothesis)
    if rest.is_zero():
        engine.used.update(dict.fromkeys(used))
    return bool(rest.is_zero())


def _polynomial(engine: Engine, hypothesis: Term) -> list[Polynomial]:
    """The numerator of the difference of the sides, which is zero."""
    left, right = hypothesis.children
    if not is_scalar(left) or not is_scalar(right) or any(s.is_bound for s in hypothesis.symbols):
        return []
    try:
        gap = engine.ring.subtract(engine.again(left), engine.again(right))
    except DeclinedError:
        return []
    polynomial = engine.remainder(gap.numerator)
    if polynomial.is_constant() or len(polynomial) > _MOST_TERMS:
        return []
    return [polynomial, *_of_roots(engine, polynomial)]


def _of_roots(engine: Engine, polynomial: Polynomial) -> list[Polynomial]:
    """What ``r = v`` says of that of which r is a root."""
    terms = engine.monomials(polynomial)
    found = []
    for m, _ in terms:
        g = engine.generators[m[0][0]] if len(m) == 1 and m[0][1] == 1 else None
        if g is None or g.kind != "root" or g.relation is None:
            continue
        if sum(1 for other, _ in terms if any(i == g.index for i, _ in other)) == 1:
            found.append(_without(engine, g.relation, polynomial, g.index))
    return [p for p in found if not p.is_zero() and len(p) <= _MOST_TERMS]


def _linear_in(engine: Engine, polynomial: Polynomial) -> int | None:
    """The newest free generator in which the polynomial is linear with a number as the factor."""
    terms = engine.monomials(polynomial)
    single = [m[0][0] for m, _ in terms if len(m) == 1 and m[0][1] == 1]
    for index in sorted(single, reverse=True):
        alone = sum(1 for m, _ in terms if any(i == index for i, _ in m)) == 1
        if alone and engine.generators[index].relation is None and engine.generators[index].partner < 0:
            return index
    return None


def _without(engine: Engine, polynomial: Polynomial, equation: Polynomial, index: int) -> Polynomial:
    """The polynomial with the generator replaced by what the equation says it is."""
    ring = engine.ring
    engine.effort.charge(ring.weight * len(polynomial) * len(equation))
    variable = ring.variables[index]
    slope = next(c for m, c in engine.monomials(equation) if m == ((index, 1),))
    value = variable - equation / ring.constant(slope).numerator.leading_coefficient()
    generators = list(ring.context.gens())
    generators[ring.size - 1 - index] = value
    return engine.remainder(polynomial.compose(*generators, ctx=ring.context))


def _divided(engine: Engine, rest: Polynomial, polynomial: Polynomial) -> Polynomial:
    """The remainder of the division."""
    engine.effort.charge(engine.ring.weight * len(rest) * len(polynomial))
    return engine.remainder(divmod(rest, polynomial)[1])
