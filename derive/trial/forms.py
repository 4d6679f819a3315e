"""Normal forms of numbers: quotients of polynomials in opaque values, roots, exponentials and logarithms.

Terms with the same form are equal wherever both have values: only such identities are used as hold wherever
both of their sides do. Coefficients are exact rationals, exponents of values that cannot be negative too.
The order of what is looked at decides nothing but how much is found; what takes too long is given up.
"""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final, NamedTuple

from derive.core.term import Term

Monomial = tuple[tuple[int, Fraction], ...]
Polynomial = dict[Monomial, Fraction]
Frozen = tuple[tuple[Monomial, Fraction], ...]

MOST_WORK: Final = 20_000
MOST_TERMS: Final = 600
MOST_STEPS: Final = 40
LARGEST_EXPONENT: Final = 400
LARGEST_PRIME: Final = 2_000
ONE: Final = Fraction(1)
HALF: Final = Fraction(1, 2)
NOTHING: Final[Monomial] = ()
UNIT, PI, MINUS = ("unit",), ("pi",), ("minus",)


class GivenUpError(Exception):
    """It was not found out, by this means or with so much work."""


class Form(NamedTuple):
    """A polynomial over a product of powers of polynomials."""

    above: Polynomial
    below: dict[Frozen, int]


def number(value: Fraction | int) -> Form:
    """The form of a number."""
    return Form({NOTHING: Fraction(value)} if value else {}, {})


def frozen(polynomial: Polynomial) -> Frozen:
    """The polynomial as a key."""
    return tuple(sorted(polynomial.items()))


def key_of(form: Form) -> Any:
    """The form as a key; the same form has the same key, and equal forms mostly."""
    return frozen(form.above), tuple(sorted(form.below.items()))


def rank(monomial: Monomial) -> tuple[tuple[int, Fraction], ...]:
    """By what monomials are compared: lexicographically, the first generator counting most."""
    return tuple((-g, e) for g, e in monomial)


def plus(a: Polynomial, b: Polynomial, factor: Fraction = ONE) -> Polynomial:
    """The sum of the first and a multiple of the second."""
    total = dict(a)
    for monomial, c in b.items():
        found = total.get(monomial, Fraction(0)) + c * factor
        if found:
            total[monomial] = found
        else:
            total.pop(monomial, None)
    return total


class Ring:
    """Polynomials in numbered generators, of which it knows what their powers are."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.keys: list[Any] = []
        self.work = 0

    def generator(self, key: Any) -> int:
        """The number of a generator; a key says what it is."""
        if key not in self.numbers:
            self.numbers[key] = len(self.keys)
            self.keys.append(key)
        return self.numbers[key]

    def value(self, key: Any, exponent: Fraction = ONE) -> Form:
        """A power of a generator."""
        return self._raised({self.generator(key): exponent}, ONE)

    def add(self, forms: Iterable[Form]) -> Form:
        """The sum."""
        total = number(0)
        for form in forms:
            below = dict(total.below)
            for q, e in form.below.items():
                below[q] = max(e, below.get(q, 0))
            above = plus(self._over(total, below), self._over(form, below))
            total = Form(above, below if above else {})
        return total

    def _over(self, form: Form, below: dict[Frozen, int]) -> Polynomial:
        above = form.above
        for q, e in below.items():
            for _ in range(e - form.below.get(q, 0)):
                above = self._product(above, dict(q)).above
        return above

    def multiply(self, forms: Iterable[Form]) -> Form:
        """The product."""
        total = number(1)
        for form in forms:
            below = dict(total.below)
            for q, e in form.below.items():
                below[q] = below.get(q, 0) + e
            found = self._product(total.above, form.above)
            for q, e in found.below.items():
                below[q] = below.get(q, 0) + e
            total = self._cancelled(Form(found.above, below))
        return total

    def _cancelled(self, form: Form) -> Form:
        if not form.above:
            return number(0)
        for q in form.below:
            rest, shown = self._divided(form.above, dict(q))
            if not rest:
                less = form.below[q] - 1
                below = {k: e for k, e in form.below.items() if k != q} | ({q: less} if less else {})
                return self._cancelled(Form(shown, below))
        return form

    def _divided(self, above: Polynomial, by: Polynomial) -> tuple[Polynomial, Polynomial]:
        """Remainder and quotient, where the division goes without a remainder, else some remainder."""
        lead = max(by, key=rank)
        quotient: Polynomial = {}
        rest = above
        for _ in range(MOST_STEPS):
            if not rest:
                break
            top = max(rest, key=rank)
            factor = self._quotient(top, lead)
            if factor is None:
                return rest, {}
            c = rest[top] / by[lead]
            product = self._product(by, {factor: ONE})
            if product.below or top not in product.above:
                return rest, {}
            quotient = plus(quotient, {factor: c})
            rest = plus(rest, product.above, -c)
        return rest, quotient

    @staticmethod
    def _quotient(a: Monomial, b: Monomial) -> Monomial | None:
        exponents = dict(a)
        for g, e in b:
            exponents[g] = exponents.get(g, Fraction(0)) - e
        if any(e < 0 for e in exponents.values()):
            return None
        return tuple(sorted((g, e) for g, e in exponents.items() if e))

    def _product(self, a: Polynomial, b: Polynomial) -> Form:
        self.work += len(a) * len(b)
        if self.work > MOST_WORK or len(a) * len(b) > MOST_WORK:
            raise GivenUpError
        total: Polynomial = {}
        others: list[Form] = []
        for m, c in a.items():
            for n, d in b.items():
                exponents = dict(m)
                for g, e in n:
                    exponents[g] = exponents.get(g, Fraction(0)) + e
                found = self._raised(exponents, c * d)
                if found.below:
                    others.append(found)
                else:
                    total = plus(total, found.above)
        if len(total) > MOST_TERMS:
            raise GivenUpError
        return self.add((Form(total, {}), *others)) if others else Form(total, {})

    def _raised(self, exponents: dict[int, Fraction], factor: Fraction) -> Form:
        """A product of powers of generators, in normal form."""
        kept: list[tuple[int, Fraction]] = []
        others: list[Form] = []
        for g, e in sorted(exponents.items()):
            kind = self.keys[g][0]
            if e and kind in _REDUCED:
                e, c, more = _REDUCED[kind](self, self.keys[g], e)  # noqa: PLW2901  # the exponent that is left
                factor *= c
                others += more
            if e:
                kept.append((g, e))
        form = Form({tuple(kept): factor} if factor else {}, {})
        return self.multiply((form, *others)) if others else form

    def inverse(self, form: Form) -> Form:
        """The reciprocal.

        Raises:
            GivenUpError: it is that of 0.
        """
        if not form.above:
            raise GivenUpError
        c, m, rest = self.taken_apart(form.above)
        above = self._raised({g: -e for g, e in m}, 1 / c)
        below = {} if rest == {NOTHING: ONE} else {frozen(rest): 1}
        powers = [self.whole_power(Form(dict(q), {}), e) for q, e in form.below.items()]
        return self.multiply((Form(above.above, above.below), Form({NOTHING: ONE}, below), *powers))

    def taken_apart(self, polynomial: Polynomial) -> tuple[Fraction, Monomial, Polynomial]:
        """A number, a monomial and the rest, of which a polynomial is the product."""
        lead = polynomial[max(polynomial, key=rank)]
        common = dict(next(iter(polynomial)))
        for monomial in polynomial:
            exponents = dict(monomial)
            both = common.keys() | exponents.keys()
            zero = Fraction(0)
            common = {g: min(common.get(g, zero), exponents.get(g, zero)) for g in both}
        common = {g: e for g, e in common.items() if e and self.keys[g][0] not in ("power", "unit", "prime")}
        rest: Polynomial = {}
        for monomial, c in polynomial.items():
            exponents = dict(monomial)
            left = {
                g: exponents.get(g, Fraction(0)) - common.get(g, 0) for g in exponents.keys() | common.keys()
            }
            rest[tuple(sorted((g, e) for g, e in left.items() if e))] = c / lead
        return lead, tuple(sorted(common.items())), rest

    def whole_power(self, form: Form, exponent: int) -> Form:
        """An integer power."""
        if abs(exponent) > LARGEST_EXPONENT:
            raise GivenUpError
        if exponent < 0:
            return self.whole_power(self.inverse(form), -exponent)
        total, square = number(1), form
        while exponent:
            total = self.multiply((total, square)) if exponent % 2 else total
            exponent //= 2
            square = self.multiply((square, square)) if exponent else square
        return total

    def mentions(self, key: Any, variable: Term) -> bool:
        """Whether a variable is anywhere in a key, in what its generators stand for too."""
        if isinstance(key, Term):
            return variable in key.symbols
        if isinstance(key, tuple):
            if len(key) == 2 and isinstance(key[0], int) and isinstance(key[1], Fraction):
                return self.mentions(self.keys[key[0]], variable)
            return any(self.mentions(k, variable) for k in key)
        return False


Reduction = tuple[Fraction, Fraction, list[Form]]


def _unit(_: Ring, __: Any, e: Fraction) -> Reduction:
    turns = e % 4
    return turns % 2, Fraction(-1 if turns >= 2 else 1), []


def _prime(_: Ring, key: Any, e: Fraction) -> Reduction:
    whole = e.numerator // e.denominator
    if abs(whole) > LARGEST_EXPONENT:
        raise GivenUpError
    return e - whole, Fraction(key[1]) ** whole, []


def _power(ring: Ring, key: Any, e: Fraction) -> Reduction:
    """A power of a polynomial with its exponent between 0 and 1, and whole powers of it."""
    whole = e.numerator // e.denominator
    if not whole:
        return e, ONE, []
    return e - whole, ONE, [ring.whole_power(Form(dict(key[1]), {}), whole)]


def _exp(ring: Ring, key: Any, e: Fraction) -> Reduction:
    """Powers of ``e^(i pi)`` have period 2, and so have those of -1 with integer exponents."""
    if key[2]:
        return e, ONE, []
    names = {ring.keys[g]: k for g, k in key[1]}
    if names == {UNIT: 1, PI: 1}:
        turns = e % 2
        found = _TURNS.get(turns % 1)
        sign = Fraction(-1 if turns >= 1 else 1)
        if found is None:
            return turns % 1, sign, []
        return Fraction(0), sign, [ring.add(_algebraic(ring, c, p, i) for c, p, i in found)]
    if names.pop(MINUS, None) == 1 and all(
        _is_integer(n) and k.denominator == 1 and k > 0 for n, k in names.items()
    ):
        return e % 2, ONE, []
    return e, ONE, []


def _is_integer(key: Any) -> bool:
    return bool(key[0] == "symbol" and key[2])


def _algebraic(ring: Ring, c: Fraction, roots: tuple[int, ...], turned: int) -> Form:
    primes = (ring.value(("prime", p), HALF) for p in roots)
    return ring.multiply((number(c), *primes, *((ring.value(UNIT),) if turned else ())))


_F: Final = Fraction
# e^(i pi t) as a sum of numbers times square roots, some of them times i.
_TURNS: Final[dict[Fraction, tuple[tuple[Fraction, tuple[int, ...], int], ...]]] = {
    _F(0): ((_F(1), (), 0),),
    _F(1, 2): ((_F(1), (), 1),),
    _F(1, 3): ((_F(1, 2), (), 0), (_F(1, 2), (3,), 1)),
    _F(2, 3): ((_F(-1, 2), (), 0), (_F(1, 2), (3,), 1)),
    _F(1, 4): ((_F(1, 2), (2,), 0), (_F(1, 2), (2,), 1)),
    _F(3, 4): ((_F(-1, 2), (2,), 0), (_F(1, 2), (2,), 1)),
    _F(1, 6): ((_F(1, 2), (3,), 0), (_F(1, 2), (), 1)),
    _F(5, 6): ((_F(-1, 2), (3,), 0), (_F(1, 2), (), 1)),
    _F(1, 12): (
        *((_F(1, 4), (2, 3), 0), (_F(1, 4), (2,), 0)),
        *((_F(1, 4), (2, 3), 1), (_F(-1, 4), (2,), 1)),
    ),
    _F(5, 12): (
        *((_F(1, 4), (2, 3), 0), (_F(-1, 4), (2,), 0)),
        *((_F(1, 4), (2, 3), 1), (_F(1, 4), (2,), 1)),
    ),
}
_REDUCED: Final = {"unit": _unit, "prime": _prime, "power": _power, "exp": _exp}
