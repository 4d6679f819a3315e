"""Sine and cosine: a pair of generators for each monomial of the argument.

Multiples follow from de Moivre's formula, and cos^2 + sin^2 = 1 is the relation of the pair.
Rational multiples of pi are evaluated: in radicals where the denominator divides 8, 10 or 12, else by
a cosine with its minimal polynomial. An integer-valued multiple of pi is a sign.
"""

from fractions import Fraction
from typing import Final

import flint

from derive.algebra.normal_form.evaluation import Engine, Handler
from derive.algebra.normal_form.exponential import addends, integer_power
from derive.algebra.normal_form.generators import Factors, Generator, Monomial
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import DeclinedError, Polynomial, Quotient
from derive.core.term import HALF, ONE, PI, TWO, Apply, Number, Term, add, divide, multiply, power, subtract

Turn = tuple[Quotient, Quotient]
_MOST_STEPS: Final = 200


def rotation(engine: Engine, angle: Quotient) -> Turn:
    """Cosine and sine of a value."""
    turn: Turn = (engine.ring.one, engine.ring.zero)
    pi = Fraction(0)
    for coefficient, monomial, bottom in addends(engine, angle):
        generators = [engine.generators[i] for i, _ in monomial]
        if bottom is None and len(monomial) == 1 and monomial[0][1] == 1 and generators[0].kind == "pi":
            pi += coefficient
        else:
            turn = _together(engine, turn, _single(engine, coefficient, monomial, bottom, generators))
    return _together(engine, turn, _of_pi(engine, pi)) if pi else turn


def _together(engine: Engine, a: Turn, b: Turn) -> Turn:
    """Cosine and sine of a sum."""
    ring = engine.ring
    if a[0].constant == 1 and a[1].is_zero:
        return b
    cosine = ring.subtract(ring.multiply(a[0], b[0]), ring.multiply(a[1], b[1]))
    sine = ring.add(ring.multiply(a[1], b[0]), ring.multiply(a[0], b[1]))
    return engine.reduce(cosine), engine.reduce(sine)


def _multiple(engine: Engine, turn: Turn, n: int) -> Turn:
    """Cosine and sine of n times an angle."""
    if n < 0:
        cosine, sine = _multiple(engine, turn, -n)
        return cosine, engine.ring.negative(sine)
    if n > _MOST_STEPS:
        raise DeclinedError
    result: Turn = (engine.ring.one, engine.ring.zero)
    while n:
        if n % 2:
            result = _together(engine, result, turn)
        n //= 2
        if n:
            turn = _together(engine, turn, turn)
    return result


def _single(
    engine: Engine,
    coefficient: Fraction,
    monomial: Monomial,
    bottom: Polynomial | None,
    generators: list[Generator],
) -> Turn:
    if engine.complex and any(g.kind == "imaginary" for g in generators):
        return _imaginary_turn(engine, coefficient, monomial, bottom)
    whole = bottom is None and coefficient.denominator == 1
    if whole and _is_integer_times_pi(generators, monomial):
        rest = tuple((i, e) for (i, e), g in zip(monomial, generators, strict=True) if g.kind != "pi")
        sign = integer_power(
            engine, Factors(Fraction(-1), ()), engine.ring.scale(engine.monomial(rest), coefficient)
        )
        return sign, engine.ring.zero
    inside = Quotient(engine.monomial(monomial).numerator, bottom)
    known = _inverse_turn(engine, monomial, generators) if whole else None
    if known is not None:
        return _multiple(engine, known, int(coefficient))
    name = f"{inside.numerator}/{bottom}"
    unit = engine.unit("turn", name, coefficient.denominator)
    pair = _pair(engine, (name, unit), engine.ring.scale(inside, Fraction(1, unit)))
    return _multiple(engine, pair, int(coefficient * unit))


def _inverse_turn(engine: Engine, monomial: Monomial, generators: list[Generator]) -> Turn | None:
    """Cosine and sine of asin x, of atan x and of the angle of a point."""
    if len(monomial) != 1 or monomial[0][1] != 1:
        return None
    term = generators[0].term
    if not isinstance(term, Apply):
        return None
    if term.head == "asin":
        x = term.children[0]
        return engine.again(power(subtract(ONE, power(x, 2)), HALF)), engine.again(x)
    if term.head == "atan":
        x = term.children[0]
        cosine = engine.again(power(add(ONE, power(x, 2)), Number(Fraction(-1, 2))))
        return cosine, engine.ring.multiply(engine.again(x), cosine)
    if term.head == "atan2":
        y, x = term.children
        scale = engine.again(power(add(power(x, 2), power(y, 2)), Number(Fraction(-1, 2))))
        return engine.ring.multiply(engine.again(x), scale), engine.ring.multiply(engine.again(y), scale)
    return None


def _is_integer_times_pi(generators: list[Generator], monomial: Monomial) -> bool:
    found = [e for g, (_, e) in zip(generators, monomial, strict=True) if g.kind == "pi"]
    return found == [1] and all(g.integer for g in generators if g.kind != "pi")


def _pair(engine: Engine, key: object, angle: Quotient) -> Turn:
    inside = term_of(engine, angle)
    cosine, new = engine.generator("cos", key, lambda: Apply("cos", inside))
    sine, also_new = engine.generator("sin", key, lambda: Apply("sin", inside))
    c, s = engine.ring.variables[cosine.index], engine.ring.variables[sine.index]
    if new or also_new:
        cosine.partner = sine.partner = cosine.index
        cosine.argument = sine.argument = angle
        cosine.real = sine.real = engine.is_real(angle)
        engine.related(sine, s**2 + c**2 - 1, 2)
    return Quotient(c), Quotient(s)


def _imaginary_turn(
    engine: Engine, coefficient: Fraction, monomial: Monomial, bottom: Polynomial | None
) -> Turn:
    """``cos(i t) = cosh t`` and ``sin(i t) = i sinh t``."""
    ring = engine.ring
    unit = engine.value(Apply("imaginary"))
    rest = tuple((i, e) for i, e in monomial if engine.generators[i].kind != "imaginary")
    inside = ring.scale(Quotient(engine.monomial(rest).numerator, bottom), coefficient)
    up = engine.again(Apply("exp", term_of(engine, inside)))
    down = ring.invert(up)
    cosh = ring.scale(ring.add(up, down), Fraction(1, 2))
    sinh = ring.scale(ring.subtract(up, down), Fraction(1, 2))
    return cosh, ring.multiply(unit, sinh)


# --- rational multiples of pi


def _of_pi(engine: Engine, turns: Fraction) -> Turn:
    """Cosine and sine of ``turns * pi``."""
    cosine = _cosine_of_pi(engine, turns)
    return cosine, _cosine_of_pi(engine, Fraction(1, 2) - turns)


def _cosine_of_pi(engine: Engine, turns: Fraction) -> Quotient:
    turns = abs(turns) % 2
    turns = min(turns, 2 - turns)
    if turns > Fraction(1, 2):
        return engine.ring.negative(_cosine_of_pi(engine, 1 - turns))
    radical = _RADICALS.get(turns)
    if radical is not None:
        return engine.value(radical)
    unit = engine.unit("turn", "pi", turns.denominator)
    pair = _cosine_generator(engine, unit)
    return _chebyshev(engine, pair, int(turns * unit))


def _chebyshev(engine: Engine, cosine: Quotient, n: int) -> Quotient:
    ring = engine.ring
    before, now = ring.one, cosine
    if n > _MOST_STEPS:
        raise DeclinedError
    for _ in range(n - 1):
        engine.effort.charge(4)
        before, now = now, engine.reduce(ring.subtract(ring.scale(ring.multiply(cosine, now), 2), before))
    return now if n else ring.one


def _cosine_generator(engine: Engine, denominator: int) -> Quotient:
    """``cos(pi/q)`` with the minimal polynomial of 2 cos(2 pi/(2q)) as its relation."""
    if denominator > _MOST_STEPS:
        raise DeclinedError
    term = Apply("cos", multiply(Number(Fraction(1, denominator)), PI))
    found, new = engine.generator("cos of pi", denominator, lambda: term)
    if new:
        minimal = flint.fmpz_poly.cos_minpoly(2 * denominator)
        double = 2 * engine.ring.variables[found.index]
        relation = sum((int(c) * double**k for k, c in enumerate(minimal.coeffs())), 0 * double)
        engine.related(found, relation / relation.leading_coefficient(), minimal.degree())
    return engine.ring.variable(found.index)


def _surd(*parts: tuple[int, int]) -> Term:
    """The sum of ``a sqrt(b)`` over 4."""
    return Apply(
        "add", *(multiply(Number(Fraction(a, 4)), power(Number(b), Number(Fraction(1, 2)))) for a, b in parts)
    )


_WIDE: Final = power(add(TWO, power(TWO, HALF)), HALF)
_RADICALS: dict[Fraction, Term] = {
    Fraction(0): Number(1),
    Fraction(1, 2): Number(0),
    Fraction(1, 3): Number(Fraction(1, 2)),
    Fraction(1, 4): _surd((2, 2)),
    Fraction(1, 6): _surd((2, 3)),
    Fraction(1, 8): multiply(HALF, _WIDE),
    Fraction(3, 8): divide(power(TWO, HALF), multiply(TWO, _WIDE)),
    Fraction(1, 12): _surd((1, 6), (1, 2)),
    Fraction(5, 12): _surd((1, 6), (-1, 2)),
    Fraction(1, 5): _surd((1, 1), (1, 5)),
    Fraction(2, 5): _surd((-1, 1), (1, 5)),
}


# --- the functions


def _cos(engine: Engine, term: Term) -> Quotient:
    return rotation(engine, engine.value(term.children[0]))[0]


def _sin(engine: Engine, term: Term) -> Quotient:
    return rotation(engine, engine.value(term.children[0]))[1]


HANDLERS: dict[str, Handler] = {"cos": _cos, "sin": _sin}
