"""Numbers under evaluation: exact rationals as long as they stay small, balls otherwise.

Every operation is strict. It raises :class:`Undefined` where the value certainly
does not exist, and :class:`Indeterminate` where the balls cannot tell; then a
higher precision may help.
"""

from typing import Any, Final

from flint import acb, arb, fmpq, fmpz

MOST_BITS: Final = 8192
MOST_EXPONENT: Final = 1 << 62
MOST_DEGREE: Final = 1 << 30
MOST_FACTORIAL: Final = 1000


class Undefined(Exception):  # says what the term is, not what went wrong
    """The term has certainly no value at this assignment."""


class Indeterminate(Exception):  # as above
    """The value could not be enclosed at this precision or within the work allowed."""


def settled(value: Any) -> Any:
    """The number itself, but as a ball when its exact form has become long."""
    if type(value) is fmpq and value.height_bits() > MOST_BITS:
        return arb(value)
    return value


def exact(value: Any) -> Any:
    """The same number as an exact rational, where it is a ball of radius 0 and a short one."""
    if type(value) is arb and value.is_exact():
        mantissa, exponent = value.man_exp()
        if abs(int(exponent)) < MOST_BITS:
            shift = fmpz(2) ** abs(int(exponent))
            return fmpq(mantissa * shift) if exponent >= 0 else fmpq(mantissa, shift)
    return value


def is_zero(value: Any) -> bool:
    """Whether the number is known to be 0."""
    return bool(value == 0)


def reciprocal(value: Any, _: Any = None) -> Any:
    """One over the number; a second one, as operations of two numbers have, is ignored."""
    if type(value) is fmpq:
        if value == 0:
            raise Undefined
        return 1 / value
    inverse = 1 / value
    if type(inverse) is not arb and type(inverse) is not acb:
        return inverse
    if inverse.is_finite():
        return inverse
    if value.is_zero():
        raise Undefined
    raise Indeterminate


def integer_power(value: Any, exponent: int) -> Any:
    """The power with an integer exponent; the 0th power is 1."""
    if exponent < 0:
        return integer_power(reciprocal(value), -exponent)
    if exponent > MOST_EXPONENT:
        raise Indeterminate
    if exponent == 0:
        return acb(1) if type(value) is acb else fmpq(1)
    if type(value) is acb:
        return value**exponent
    if type(value) is fmpq:
        if exponent == 1 or value.height_bits() * exponent <= MOST_BITS:
            return value**exponent
        value = arb(value)
    return _ball_power(value, exponent)


def _ball_power(value: arb, exponent: int) -> arb:
    power = value**exponent
    if power.is_finite() and (exponent % 2 or power > 0):
        return power
    if not value.is_finite():
        raise Indeterminate
    largest = value.abs_upper() ** exponent if not value.is_zero() else arb(0)
    return largest.union(-largest) if exponent % 2 else largest.union(arb(0)).nonnegative_part()


def _exact_root(value: fmpq, degree: int) -> fmpq | None:
    """The rational root of a non-negative rational, if it has one."""
    if degree > MOST_BITS:
        return None
    if degree == 2:
        p, q = value.p.isqrt(), value.q.isqrt()
    else:
        p, q = value.p.root(degree), value.q.root(degree)
    if p**degree == value.p and q**degree == value.q:
        return fmpq(p, q)
    return None


def rational_power(value: Any, exponent: fmpq) -> Any:
    """The power with an exponent that is no integer; the base must be positive, or 0 under a positive one.

    Of complex numbers the principal value.
    """
    if type(value) is acb:
        return principal_power(value, exponent)
    if value < 0:
        raise Undefined
    if is_zero(value):
        if exponent < 0:
            raise Undefined
        return fmpq(0)
    degree, times = int(exponent.q), int(exponent.p)
    if degree > MOST_DEGREE:
        raise Indeterminate
    if type(value) is fmpq:
        root = _exact_root(value, degree)
        return integer_power(arb(value).root(degree) if root is None else root, times)
    if value > 0:
        return integer_power(_positive_root(value, degree), times)
    if exponent > 0 and value >= 0:
        return integer_power(_positive_root(value.upper(), degree), times).union(arb(0)).nonnegative_part()
    raise Indeterminate


def _positive_root(value: arb, degree: int) -> arb:
    return value.sqrt() if degree == 2 else value.root(degree)


def odd_root(value: Any, degree: int) -> Any:
    """The real root of odd degree; of a complex number the principal one."""
    if type(value) is acb:
        return principal_power(value, fmpq(1, degree))
    if type(value) is fmpq:
        root = _exact_root(abs(value), degree)
        if root is not None:
            return root if value >= 0 else -root
        value = arb(value)
    if value > 0:
        return value.root(degree)
    if value < 0:
        return -((-value).root(degree))
    if not value.is_finite():
        raise Indeterminate
    largest = value.abs_upper()
    largest = largest.root(degree) if largest > 0 else largest
    return largest.union(-largest)


def real_power(value: Any, exponent: Any) -> Any:
    """The power with an exponent that was not written as a number, so that 0 to the 0 is undefined."""
    if type(value) is acb or type(exponent) is acb:
        return _complex_power(value, exponent)
    if type(exponent) is fmpq:
        if exponent.q != 1:
            return rational_power(value, exponent)
        if exponent == 0 and not value > 0 and not value < 0:
            raise Undefined if is_zero(value) else Indeterminate
        return integer_power(value, int(exponent))
    if value > 0:
        return arb(value) ** exponent
    if is_zero(value) and exponent < 0:
        raise Undefined
    if is_zero(value) and exponent > 0:
        return fmpq(0)
    if value < 0 and exponent.is_finite() and not exponent.contains_integer():
        raise Undefined
    raise Indeterminate


def _complex_power(value: Any, exponent: Any) -> Any:
    """The power where the base or the exponent is complex; a real base must be positive."""
    if type(value) is not acb and not value > 0:
        raise Undefined if value <= 0 else Indeterminate
    if type(exponent) is fmpq and exponent.q == 1:
        if is_zero(value) and exponent == 0:
            raise Undefined
        return integer_power(value, int(exponent))
    if is_zero(value):
        raise Undefined
    return _finite((acb(value).log() * exponent).exp())


def principal_power(value: acb, exponent: fmpq) -> acb:
    """The principal value of a power of a complex number with an exponent that is no integer."""
    if is_zero(value):
        if exponent < 0:
            raise Undefined
        return acb(0)
    if exponent.q == 2:
        return _finite(integer_power(value.sqrt(), int(exponent.p)))
    return _finite((value.log() * exponent).exp())


def _finite(value: acb) -> acb:
    if not value.is_finite():
        raise Indeterminate
    return value


def factorial(value: Any) -> Any:
    """The factorial of a non-negative integer; of nothing else."""
    if type(value) is acb:
        raise Indeterminate
    if type(value) is not fmpq:
        value = exact(value)
    if type(value) is not fmpq:
        if value < 0 or (value.is_finite() and not value.contains_integer()):
            raise Undefined
        raise Indeterminate
    if value.q != 1 or value < 0:
        raise Undefined
    if value <= MOST_FACTORIAL:
        return fmpq(fmpz.fac_ui(int(value.p)))
    return arb(value + 1).gamma()


def integer(value: Any) -> int:
    """The integer that the number is known to be."""
    if type(value) is not fmpq:
        value = exact(value)
    if type(value) is not fmpq:
        raise Indeterminate
    if value.q != 1:
        raise Undefined
    return int(value.p)
