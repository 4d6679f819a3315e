"""Ranges of terms from the ranges of their parts, a table by head and by kind of binder."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache, reduce
from typing import Final

from flint import fmpq

from derive.algebra import signs
from derive.algebra.balls import Indeterminate, Undefined, evaluate, rational
from derive.algebra.facts_circular import cosine, sine
from derive.algebra.facts_known import Known, around_body
from derive.algebra.facts_polynomials import expanded
from derive.algebra.signs import (
    BIT,
    EVERYTHING,
    NEGATIVE,
    NONNEGATIVES,
    NONZEROS,
    POSITIVE,
    POSITIVES,
    ZERO,
    Range,
)
from derive.core.sort import INTEGER
from derive.core.term import INFINITY, ONE, Apply, Binder, Number, Symbol, Term, add, fresh, negative, power
from derive.theory.function import EVERYWHERE, Function, function

MOST_DEFINITIONS: Final = 200


Rule = Callable[[Known, Term], Range]


def _add(facts: Known, term: Term) -> Range:
    return reduce(signs.plus, map(facts.range, term.children))


def _multiply(facts: Known, term: Term) -> Range:
    return reduce(signs.times, map(facts.range, term.children))


def _power(facts: Known, term: Term) -> Range:
    base, exponent = term.children
    inside = facts.range(base)
    if isinstance(exponent, Number):
        if exponent.value.denominator == 1:
            if abs(exponent.value) > signs.MOST_BITS:
                return EVERYTHING
            return signs.raised(inside, exponent.value.numerator)
        return _rational_power(inside, exponent)
    return _symbolic_power(facts, inside, exponent)


def power_of_range(inside: Range, exponent: int | fmpq) -> Range:
    """The range of a power with this exponent."""
    if isinstance(exponent, int):
        return signs.raised(inside, exponent)
    return _rational_power(inside, Number(_fraction(exponent)))


def _rational_power(inside: Range, exponent: Number) -> Range:
    """Increasing where the base is not negative, for a positive exponent; else one over that."""
    inside = signs.intersection(inside, NONNEGATIVES)
    if exponent.value < 0:
        return signs.inverted(_rational_power(inside, Number(-exponent.value)))
    found = _monotone(inside, lambda end: power(end, exponent), 1)
    return signs.intersection(found, NONNEGATIVES if inside.sign & ZERO else POSITIVES)


def _symbolic_power(facts: Known, base: Range, exponent: Term) -> Range:
    times = facts.range(exponent)
    if base.sign & NEGATIVE:
        return _power_of_any_sign(base, exponent, times)
    if not times.sign & NEGATIVE:
        if base.low is not None and base.low >= 1:
            return Range(fmpq(1), True)
        if base.high is not None and base.high <= 1:
            return Range(fmpq(0), bool(base.sign & ZERO), fmpq(1), True)
    return NONNEGATIVES if base.sign & ZERO else POSITIVES


def _power_of_any_sign(base: Range, exponent: Term, times: Range) -> Range:
    unit = base.is_point and base.low == -1
    around = Range(fmpq(-1), True, fmpq(1), True, True, True) if unit else EVERYTHING
    if times.whole and all(c.q == 1 and c.p % 2 == 0 for c in expanded(exponent).values()):
        even = all(isinstance(b, Symbol) and b.sort == INTEGER for m in expanded(exponent) for b, _ in m)
        if even:
            around = signs.intersection(around, NONNEGATIVES if base.sign & ZERO else POSITIVES)
    return around if base.sign & ZERO else signs.intersection(around, NONZEROS)


def _root(facts: Known, term: Term) -> Range:
    base, degree = term.children
    inside = facts.range(base)
    if isinstance(degree, Number) and degree.value % 2 == 0:
        return NONNEGATIVES if inside.sign & ZERO else POSITIVES
    return _monotone(inside, lambda end: Apply("root", end, degree), 1)


def _monotone(inside: Range, image: Callable[[Term], Term], direction: int) -> Range:
    """The range of a function that increases (1) or decreases (-1), strictly, or weakly (2, -2)."""
    weak = abs(direction) == 2
    low, low_closed = _image(image, inside.low, inside.low_closed or weak, direction > 0)
    high, high_closed = _image(image, inside.high, inside.high_closed or weak, direction < 0)
    if direction < 0:
        low, low_closed, high, high_closed = high, high_closed, low, low_closed
    return Range(low, low_closed, high, high_closed)


def _image(
    image: Callable[[Term], Term], end: fmpq | None, closed: bool, below: bool
) -> tuple[fmpq | None, bool]:
    """A bound on the images of what lies beyond an end, from below or from above."""
    found = None if end is None else _value(image(Number(_fraction(end))))
    if found is None:
        return None, False
    if found.is_point:
        return found.low, closed
    return (found.low if below else found.high), True


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


@cache
def _value(term: Term) -> Range | None:
    """Around the value of a closed term."""
    try:
        exact = rational(term, {})
        if exact is not None:
            return signs.point(fmpq(exact.numerator, exact.denominator))
        return signs.enclosing(evaluate(term, {}))
    except (Undefined, Indeterminate):
        return None


def _absolute(facts: Known, term: Term) -> Range:
    return signs.magnitude(facts.range(term.children[0]))


def _sign(facts: Known, term: Term) -> Range:
    sign = facts.range(term.children[0]).sign
    low, high = (
        -1 if sign & NEGATIVE else 0 if sign & ZERO else 1,
        1 if sign & POSITIVE else 0 if sign & ZERO else -1,
    )
    return Range(fmpq(low), True, fmpq(high), True, not sign & ZERO, True)


def _largest(facts: Known, term: Term) -> Range:
    if len(term.children) == 1:
        return EVERYTHING
    return reduce(signs.larger, map(facts.range, term.children))


def _smallest(facts: Known, term: Term) -> Range:
    if len(term.children) == 1:
        return EVERYTHING
    return reduce(signs.smaller, map(facts.range, term.children))


def _cases(facts: Known, term: Term) -> Range:
    parts, found = term.children, []
    for k in range(0, len(parts) - 1, 2):
        found.append(facts.assuming(parts[k + 1]).range(parts[k]))
        facts = facts.assuming(Apply("not", parts[k + 1]))
    if len(parts) % 2:
        found.append(facts.range(parts[-1]))
    return reduce(signs.hull, found)


def _indicator(facts: Known, term: Term) -> Range:
    condition = term.children[0]
    if facts.proves(condition):
        return signs.point(fmpq(1))
    return signs.point(fmpq(0)) if facts.proves(Apply("not", condition)) else BIT


def _delta(facts: Known, term: Term) -> Range:
    if facts.proves(Apply("eq", *term.children)):
        return signs.point(fmpq(1))
    return signs.point(fmpq(0)) if facts.proves(Apply("ne", *term.children)) else BIT


def _inner(_: Known, term: Term) -> Range:
    return NONNEGATIVES if term.children[0] is term.children[1] else EVERYTHING


def of_function(facts: Known, term: Term) -> Range:
    """The range of a function of theory: its own, and what monotony or its definition adds."""
    head = term.head if isinstance(term, Apply) else ""
    record = function(head)
    if record is None:
        return EVERYTHING
    found = _image_of(record)
    scalar = record.shape == "scalar" and len(term.children) == 1 and not record.variadic
    if scalar and record.monotone and record.monotone[0]:
        inside = facts.range(term.children[0])
        found = signs.intersection(found, _monotone(inside, lambda end: Apply(head, end), record.monotone[0]))
    if record.shape == "scalar" and record.definition is not None and record.range is EVERYWHERE:
        definition = record.definition(*term.children)
        if definition.size <= MOST_DEFINITIONS:
            found = signs.intersection(found, facts.range(definition))
    return found


@cache
def _image_of(record: Function) -> Range:
    found = of_interval(record.range)
    return found._replace(whole=True) if record.values == "integer" else found


def of_interval(interval: Term) -> Range:
    """Around a closed interval or set of numbers."""
    low, high, low_closed, high_closed = interval.children
    below, above = _value(low), _value(high)
    return Range(
        None if below is None else below.low,
        below is not None and (low_closed is ONE or not below.is_point),
        None if above is None else above.high,
        above is not None and (high_closed is ONE or not above.is_point),
    )


def _count(facts: Known, binder: Binder) -> Range:
    """How many values there are; of infinitely many, that there is one."""
    low, high = binder.parameters
    if high is INFINITY:
        return Range(fmpq(1), True)
    count = facts.range(high if low is ONE else add(high, negative(low), ONE))
    return signs.intersection(count, Range(fmpq(0), True, whole=True))


def _sum(facts: Known, term: Binder) -> Range:
    return signs.times(_count(facts, term), around_body(facts, term))


def _product(facts: Known, term: Binder) -> Range:
    if term.parameters[1] is INFINITY:
        return EVERYTHING
    body = around_body(facts, term)
    if body.sign & NEGATIVE:
        return EVERYTHING if body.sign & ZERO else NONZEROS
    if body.low is not None and body.low >= 1:
        return Range(fmpq(1), True)
    if body.high is not None and body.high <= 1:
        return Range(fmpq(0), bool(body.sign & ZERO), fmpq(1), True)
    return NONNEGATIVES if body.sign & ZERO else POSITIVES


def _extreme(facts: Known, term: Binder) -> Range:
    return EVERYTHING if term.parameters[1] is INFINITY else around_body(facts, term)


def _integral(facts: Known, term: Binder) -> Range:
    low, high = term.parameters
    if not facts.proves(Apply("le", low, high)):
        return EVERYTHING
    variable = fresh("t", term.variable.sort, term, *facts.hypotheses)
    inner = facts.assuming(Apply("le", low, variable), Apply("le", variable, high))
    sign = inner.range(term.open(variable)).sign
    strict = facts.proves(Apply("lt", low, high))
    return signs.of_sign(sign if strict else sign | ZERO)


RULES: Final[dict[str, Rule]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "abs": _absolute,
    "sign": _sign,
    "max": _largest,
    "min": _smallest,
    "cases": _cases,
    "indicator": _indicator,
    "delta": _delta,
    "inner": _inner,
    "norm": lambda _, __: NONNEGATIVES,
    "sin": sine,
    "cos": cosine,
    "gamma": lambda facts, term: POSITIVES if facts.range(term.children[0]).sign == POSITIVE else NONZEROS,
    "factorial": lambda _, __: Range(fmpq(1), True, whole=True),
    "pi": lambda _, term: _value(term) or EVERYTHING,
}

BINDERS: Final[dict[str, Callable[[Known, Binder], Range]]] = {
    "sum": _sum,
    "product": _product,
    "maximum": _extreme,
    "minimum": _extreme,
    "integral": _integral,
}
