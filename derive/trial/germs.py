"""Germs: numbers that move as t goes to infinity, by the largest terms of their expansions.

A germ is a sum of ``c m`` with numbers c and monomials m, and of something that is at most a multiple of
``rest``. A monomial is a product of powers of scales: positive germs that go to infinity, none of them like
a power of another. There are t and its iterated logarithms, and exponentials are added as they come up
(see Gruntz, On Computing Limits in a Symbolic Manipulation System, 1996). That coefficients vanish is
told by balls of hundreds of bits.
"""

from collections.abc import Iterable
from functools import cmp_to_key
from typing import Any, Final

from flint import arb, ctx, fmpq

from derive.trial.errors import UnknownError

ORDER: Final = 12
MOST_TERMS: Final = 16
SPARED_BITS: Final = 190
DEEPEST: Final = 4
ONE: Final = fmpq(1)
Powers = tuple[tuple["Scale", Any], ...]
NONE: Final[Powers] = ()


class Scale:
    """A germ that goes to infinity, known by its logarithm in smaller scales, among all scales of a limit."""

    __slots__ = ("all", "logarithm")

    def __init__(self, logarithm: "Germ | None", among: list["Scale"]) -> None:
        """``logarithm`` is None for the smallest scale that is followed."""
        self.logarithm, self.all = logarithm, among
        among.append(self)


def is_zero(c: Any) -> bool:
    """Whether a coefficient vanishes, exactly or to hundreds of bits.

    Raises:
        UnknownError: it cannot be told.
    """
    if type(c) is fmpq:
        return bool(c == 0)
    if not c.contains(0):
        return False
    if c.abs_upper() > arb(2) ** (SPARED_BITS - ctx.prec):
        raise UnknownError
    return True


def way(c: Any) -> int:
    """The sign of a coefficient."""
    return 0 if is_zero(c) else 1 if c > 0 else -1


def order_of(a: Powers, b: Powers) -> int:
    """1, 0 or -1 as the first monomial is the larger one, they are the same, or the second is larger."""
    found = times_power(a, b, fmpq(-1))
    return way(found[0][1]) if found else 0


def times_power(a: Powers, b: Powers, power: Any = ONE) -> Powers:
    """``a b^power``, the largest scale first."""
    powers = dict(a)
    for scale, exponent in b:
        more = exponent if power is ONE else product(exponent, power)
        powers[scale] = added(powers[scale], more) if scale in powers else more
    kept = [(s, e) for s, e in powers.items() if not is_zero(e)]
    return tuple(kept if len(kept) < 2 else sorted(kept, key=cmp_to_key(_by_size)))


def _larger(a: Scale, b: Scale) -> int:
    """1 if the first scale outgrows every power of the second, -1 if it is the other way round."""
    if a is b:
        return 0
    if a.all is not b.all:
        raise UnknownError
    if a.logarithm is None or b.logarithm is None:
        return -1 if a.logarithm is None else 1
    return order_of(a.logarithm.terms[0][0], b.logarithm.terms[0][0])


def added(a: Any, b: Any) -> Any:
    """The sum of numbers."""
    return a + b if type(a) is type(b) else arb(a) + arb(b)


def product(a: Any, b: Any) -> Any:
    """The product of numbers."""
    if type(a) is type(b):
        return a * b
    return fmpq(0) if any(type(v) is fmpq and v == 0 for v in (a, b)) else arb(a) * arb(b)


def _by_size(x: tuple["Scale", Any], y: tuple["Scale", Any]) -> int:
    return _larger(y[0], x[0])


def _by_order(x: tuple[Powers, Any], y: tuple[Powers, Any]) -> int:
    return order_of(y[0], x[0])


class Germ:
    """A number that moves; comparisons are about what holds in the end."""

    __slots__ = ("rest", "terms")
    __hash__ = None  # type: ignore[assignment]  # equality is that of values

    def __init__(self, terms: tuple[tuple[Powers, Any], ...], rest: Powers | None) -> None:
        """``terms`` from the largest down; ``rest`` None says that they are all."""
        self.terms, self.rest = terms, rest

    def is_finite(self) -> bool:
        """Like that of a ball: it is a number at every t."""
        return True

    def __add__(self, other: Any) -> Any:
        other = lifted(other)
        return collected((*self.terms, *other.terms), (self.rest, other.rest))

    def __mul__(self, other: Any) -> Any:
        other = lifted(other)
        terms = [(times_power(m, n), product(c, d)) for m, c in self.terms for n, d in other.terms]
        rests = []
        for x, y in ((self, other), (other, self)):
            largest = x.terms[0][0] if x.terms else x.rest
            if largest is not None and y.rest is not None:
                rests.append(times_power(largest, y.rest))
        return collected(terms, rests)

    def __neg__(self) -> Any:
        return self * fmpq(-1)

    def __sub__(self, other: Any) -> Any:
        return self + lifted(other) * fmpq(-1)

    def __rsub__(self, other: Any) -> Any:
        return lifted(other) + self * fmpq(-1)

    def __truediv__(self, other: Any) -> Any:
        return self * reciprocal(lifted(other))

    def __rtruediv__(self, other: Any) -> Any:
        return lifted(other) * reciprocal(self)

    __radd__, __rmul__ = __add__, __mul__

    def __eq__(self, other: object) -> bool:
        return _sign(self - other) == 0

    def __gt__(self, other: Any) -> bool:
        return _sign(self - other) > 0

    def __lt__(self, other: Any) -> bool:
        return _sign(self - other) < 0

    def __ge__(self, other: Any) -> bool:
        return _sign(self - other) >= 0

    def __le__(self, other: Any) -> bool:
        return _sign(self - other) <= 0


def lifted(value: Any) -> Germ:
    """A number as a germ."""
    if isinstance(value, Germ):
        return value
    if not isinstance(value, fmpq | arb | int):
        raise UnknownError
    number = fmpq(value) if isinstance(value, int) else value
    if not arb(number).is_finite():
        raise UnknownError
    return Germ((), None) if is_zero(number) else Germ(((NONE, number),), None)


def collected(terms: Iterable[tuple[Powers, Any]], rests: Iterable[Powers | None]) -> Any:
    """The sum of terms, with the largest of the rests; a number if nothing moves."""
    rest: Powers | None = None
    for one in rests:
        if one is not None and (rest is None or order_of(one, rest) > 0):
            rest = one
    same: dict[Any, tuple[Powers, Any]] = {}
    for m, c in terms:
        key = tuple((s, e if type(e) is fmpq else str(e)) for s, e in m)
        same[key] = (m, added(same[key][1], c)) if key in same else (m, c)
    found: list[tuple[Powers, Any]] = []
    for m, c in sorted(same.values(), key=cmp_to_key(_by_order)):
        if found and order_of(found[-1][0], m) == 0:
            found[-1] = (m, added(found[-1][1], c))
        else:
            found.append((m, c))
    kept = [(m, c) for m, c in found if not is_zero(c) and (rest is None or order_of(m, rest) > 0)]
    if len(kept) > MOST_TERMS:
        kept, rest = kept[:MOST_TERMS], kept[MOST_TERMS][0]
    if rest is None and not kept:
        return fmpq(0)
    if rest is None and len(kept) == 1 and not kept[0][0]:
        return kept[0][1]
    return Germ(tuple(kept), rest)


def reciprocal(value: Germ) -> Any:
    """The reciprocal, by a geometric series.

    Raises:
        UnknownError: the largest term is not known.
    """
    if not value.terms:
        raise UnknownError
    lead, factor = value.terms[0]
    first = monomial(times_power(NONE, lead, fmpq(-1)), ONE / factor)
    small = lifted(value * first) * fmpq(-1) + ONE
    total: Any = ONE
    for _ in range(ORDER):
        total = lifted(total) * small + ONE
    beyond = small.terms[0][0] if isinstance(small, Germ) and small.terms else getattr(small, "rest", None)
    if beyond is None:
        return first * total
    cut = NONE
    for _ in range(ORDER + 1):
        cut = times_power(cut, beyond)
    return first * (lifted(total) + Germ((), cut))


def _sign(value: Any) -> int:
    if not isinstance(value, Germ):
        return way(value)
    if not value.terms:
        raise UnknownError
    return way(value.terms[0][1])


def moving() -> Germ:
    """The number t itself."""
    scales: list[Scale] = []
    scale = Scale(None, scales)
    for _ in range(DEEPEST):
        scale = Scale(monomial(((scale, ONE),)), scales)
    return monomial(((scale, ONE),))


def monomial(powers: Powers, factor: Any = ONE) -> Germ:
    """One term."""
    return Germ(((powers, factor),), None)


def limit_of(value: Any) -> Any:
    """Where a germ goes: a number, or plus or minus infinity.

    Raises:
        UnknownError: it cannot be told.
    """
    if not isinstance(value, Germ):
        return value
    if not value.terms:
        if value.rest is not None and order_of(value.rest, NONE) >= 0:
            raise UnknownError
        return fmpq(0)
    size = order_of(value.terms[0][0], NONE)
    if size < 0:
        return fmpq(0)
    first = value.terms[0][1]
    return first if size == 0 else arb.pos_inf() if way(first) > 0 else arb.neg_inf()


def split(value: Germ) -> tuple[Germ, Any, Germ]:
    """What grows, the constant, and what goes to 0.

    Raises:
        UnknownError: the constant is not known.
    """
    if value.rest is not None and order_of(value.rest, NONE) >= 0:
        raise UnknownError
    sizes = [order_of(m, NONE) for m, _ in value.terms]
    parts = {s: tuple(t for t, size in zip(value.terms, sizes, strict=True) if size == s) for s in (1, 0, -1)}
    constant = parts[0][0][1] if parts[0] else fmpq(0)
    return Germ(parts[1], None), constant, Germ(parts[-1], value.rest)
