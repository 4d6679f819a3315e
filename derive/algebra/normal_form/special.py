"""Factorials, Gamma and binomial coefficients, inverse trigonometric functions.

Gamma(x) and x! are written with one generator Gamma(w + 1) for all arguments that differ by integers.
"""

from fractions import Fraction

from derive.algebra.normal_form.choice import decide
from derive.algebra.normal_form.evaluation import Engine, Handler
from derive.algebra.normal_form.generators import NEG, POS, ZERO
from derive.algebra.normal_form.opaque import leads_negative, odd, opaque
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import DeclinedError, Quotient
from derive.algebra.normal_form.signs import sign_of
from derive.core.term import HALF, PI, Apply, Number, Term, add, negative, power
from derive.core.term import ONE as UNITY
from derive.core.term import ZERO as NOUGHT

_MOST_STEPS = 400
_MOST_BELOW = 40


def gamma_after(engine: Engine, value: Quotient) -> Quotient:
    """``Gamma(v + 1)``, by the recurrence from the representative of v modulo the integers."""
    value = engine.normal(value)
    whole = _whole_part(engine, value)
    if abs(whole) > _MOST_STEPS:
        raise DeclinedError
    ring = engine.ring
    rest = ring.subtract(value, ring.constant(whole))
    result = _representative(engine, rest)
    for i in range(1, whole + 1):
        result = ring.multiply(result, ring.add(rest, ring.constant(i)))
    for i in range(-whole):
        result = ring.divide(result, ring.subtract(rest, ring.constant(i)))
    return result


def _whole_part(engine: Engine, value: Quotient) -> int:
    whole = value.numerator
    if value.denominator is not None:
        whole, _ = divmod(value.numerator, value.denominator)
    constant = next((c for m, c in engine.monomials(whole) if not m), Fraction(0))
    return constant.numerator // constant.denominator


def _representative(engine: Engine, rest: Quotient) -> Quotient:
    if rest.is_zero:
        return engine.ring.one
    if rest.constant == Fraction(1, 2):
        return engine.ring.scale(engine.value(power(PI, HALF)), Fraction(1, 2))
    integer = engine.is_integer(rest)
    inside = term_of(engine, rest)
    term = Apply("factorial", inside) if integer else Apply("gamma", add(inside, UNITY))
    return engine.atom("gamma", term, integer=integer, sign=POS if integer else None)


def _gamma(engine: Engine, term: Term) -> Quotient:
    inside = engine.value(term.children[0])
    if not engine.is_real(inside):
        return opaque(engine, term)
    return gamma_after(engine, engine.ring.subtract(inside, engine.ring.one))


def _factorial(engine: Engine, term: Term) -> Quotient:
    inside = engine.value(term.children[0])
    constant = inside.constant
    if constant is not None and constant < 0:
        raise DeclinedError
    return gamma_after(engine, inside)


def _binomial(engine: Engine, term: Term) -> Quotient:
    """By factorials where 0 <= k <= n is known, by a polynomial for a literal k."""
    above, below = term.children
    n, k = engine.value(above), engine.value(below)
    constant = k.constant
    if constant is not None and constant.denominator == 1:
        return _falling(engine, n, int(constant))
    gap = engine.reduce(engine.ring.subtract(n, k))
    if gap.constant is not None and gap.constant >= 0 and not sign_of(engine, n) & NEG:
        return (
            _falling(engine, n, int(gap.constant)) if gap.constant.denominator == 1 else opaque(engine, term)
        )
    if not engine.is_integer(n) or not engine.is_integer(k):
        return opaque(engine, term)
    if sign_of(engine, k) == NEG or (is_natural(engine, n) and sign_of(engine, gap) == NEG):
        return engine.ring.zero
    if is_natural(engine, n) and ZERO in (sign_of(engine, k), sign_of(engine, gap)):
        return engine.ring.one
    if not is_natural(engine, k) or not is_natural(engine, gap):
        return opaque(engine, term)
    bottom = engine.ring.multiply(gamma_after(engine, k), gamma_after(engine, gap))
    return engine.ring.divide(gamma_after(engine, n), bottom)


def is_natural(engine: Engine, value: Quotient) -> bool:
    """Whether an integer-valued expression is shown not to be negative: v >= 0, or v + 1 > 0."""
    if not sign_of(engine, value) & NEG:
        return True
    return sign_of(engine, engine.ring.add(value, engine.ring.one)) == POS


def _falling(engine: Engine, n: Quotient, k: int) -> Quotient:
    ring = engine.ring
    if k < 0:
        return ring.zero
    if k > _MOST_BELOW:
        raise DeclinedError
    result = ring.one
    for i in range(k):
        factor = ring.subtract(n, ring.constant(i))
        result = ring.scale(ring.multiply(result, factor), Fraction(1, i + 1))
    return result


# --- inverse functions


def _asin(engine: Engine, term: Term) -> Quotient:
    """``asin``: odd, with the arguments of the usual angles, and of a sine of an angle shown to be acute."""
    inside = engine.normal(engine.value(term.children[0]))
    angle = _ANGLES.get(term_of(engine, inside))
    if angle is not None:
        return engine.value(angle)
    angle = _ANGLES.get(term_of(engine, engine.ring.negative(inside)))
    if angle is not None:
        return engine.ring.negative(engine.value(angle))
    return _undone(engine, "sin", inside) or odd(engine, "asin", inside)


def _atan(engine: Engine, term: Term) -> Quotient:
    inside = engine.normal(engine.value(term.children[0]))
    slope = _SLOPES.get(term_of(engine, inside))
    if slope is not None:
        return engine.value(slope)
    slope = _SLOPES.get(term_of(engine, engine.ring.negative(inside)))
    if slope is not None:
        return engine.ring.negative(engine.value(slope))
    return _undone_tangent(engine, inside) or _turned(engine, inside) or odd(engine, "atan", inside)


def _turned(engine: Engine, inside: Quotient) -> Quotient | None:
    """``atan v = pi/2 - atan(1/v)`` for v > 0: of the two arguments the one with the smaller name stays."""
    mask = sign_of(engine, inside)
    if mask not in (NEG, POS):
        return None
    other = engine.normal(engine.ring.invert(inside))
    if _name(engine, inside) <= _name(engine, other):
        return None
    quarter = engine.value(_of_pi(1 if mask == POS else -1, 2))
    return engine.ring.subtract(quarter, odd(engine, "atan", other))


def _atan2(engine: Engine, term: Term) -> Quotient:
    """The angle of (x, y) by ``atan(y/x)`` and the quadrant, where signs are known."""
    ring = engine.ring
    y, x = (engine.normal(engine.value(c)) for c in term.children)
    below, aside = sign_of(engine, y), sign_of(engine, x)
    if aside == ZERO and below in (NEG, POS):
        return engine.value(_of_pi(1 if below == POS else -1, 2))
    if aside not in (NEG, POS) or (aside == NEG and below & NEG and below != NEG):
        return opaque(engine, term)
    slope = engine.again(Apply("atan", term_of(engine, ring.divide(y, x))))
    if aside == POS:
        return slope
    return ring.add(slope, engine.value(_of_pi(-1 if below == NEG else 1, 1)))


def _name(engine: Engine, value: Quotient) -> tuple[int, bytes]:
    positive = engine.ring.negative(value) if leads_negative(value) else value
    term = term_of(engine, positive)
    return term.size, term.digest


def _undone(engine: Engine, kind: str, inside: Quotient) -> Quotient | None:
    if inside.denominator is not None:
        return None
    g = engine.generator_of(inside.numerator)
    if g is None or g.kind != kind or g.argument is None:
        return None
    return g.argument if _is_acute(engine, g.argument) else None


def _undone_tangent(engine: Engine, inside: Quotient) -> Quotient | None:
    if inside.denominator is None:
        return None
    top, bottom = engine.generator_of(inside.numerator), engine.generator_of(inside.denominator)
    if top is None or bottom is None or (top.kind, bottom.kind) != ("sin", "cos") or top.argument is None:
        return None
    same = bottom.argument is not None and engine.key(top.argument) == engine.key(bottom.argument)
    return top.argument if same and _is_acute(engine, top.argument) else None


def _is_acute(engine: Engine, angle: Quotient) -> bool:
    inside = term_of(engine, angle)
    quarter = Apply("multiply", HALF, PI)
    return all(
        decide(engine, p) is True
        for p in (Apply("le", negative(quarter), inside), Apply("le", inside, quarter))
    )


def _of_pi(numerator: int, denominator: int) -> Term:
    return Apply("multiply", Number(Fraction(numerator, denominator)), PI)


def _surd(numerator: int, denominator: int, radicand: int) -> Term:
    root = power(Number(radicand), HALF)
    factor = Fraction(numerator, denominator)
    return root if factor == 1 else Apply("multiply", Number(factor), root)


_ANGLES: dict[Term, Term] = {
    NOUGHT: NOUGHT,
    HALF: _of_pi(1, 6),
    UNITY: _of_pi(1, 2),
    _surd(1, 2, 2): _of_pi(1, 4),
    _surd(1, 2, 3): _of_pi(1, 3),
}
_SLOPES: dict[Term, Term] = {
    NOUGHT: NOUGHT,
    UNITY: _of_pi(1, 4),
    _surd(1, 1, 3): _of_pi(1, 3),
    _surd(1, 3, 3): _of_pi(1, 6),
}

HANDLERS: dict[str, Handler] = {
    "gamma": _gamma,
    "factorial": _factorial,
    "binomial": _binomial,
    "asin": _asin,
    "atan": _atan,
    "atan2": _atan2,
}
