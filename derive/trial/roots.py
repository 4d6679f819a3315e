"""Powers, roots, exponentials and logarithms in normal form, with what is known of signs."""

from collections.abc import Callable
from fractions import Fraction
from math import isqrt
from typing import Any

from derive.trial.forms import (
    HALF,
    LARGEST_PRIME,
    MINUS,
    NOTHING,
    UNIT,
    Form,
    Frozen,
    GivenUpError,
    Monomial,
    Polynomial,
    Ring,
    frozen,
    key_of,
    number,
    plus,
    rank,
)


class Roots(Ring):
    """A ring with roots; ``least`` are bounds of generators, and if they are open."""

    def __init__(self, *, is_complex: bool) -> None:
        super().__init__()
        self.is_complex = is_complex
        self.sign_of: Callable[[Form], int] = lambda _: 0
        self.least: dict[int, tuple[Fraction, bool]] = {}
        self._is_formal = False

    def is_least(self, g: int, *, strict: bool) -> bool:
        """Whether a generator is known not to be negative, or to be positive."""
        kind = self.keys[g][0]
        if kind in ("prime", "pi") or self._is_real_exponential(g):
            return True
        if kind == "power":
            return not strict or self.is_above(dict(self.keys[g][1]), strict=True)
        bound, open_ = self.least.get(g, (Fraction(-1), False))
        return bound > 0 or (bound == 0 and (open_ or not strict))

    def _is_real_exponential(self, g: int) -> bool:
        """Whether a generator is an exponential of a real number, and no power of what may be negative."""
        if self.is_complex or self.keys[g][0] != "exp":
            return False
        return self.is_real(g) and not self._has(self.keys[g][1:], (MINUS,), ("formal",))

    def is_real(self, g: int) -> bool:
        """Whether a generator is real: no power of the imaginary unit, and none with it in its exponent."""
        key = self.keys[g]
        return key != UNIT and not (key[0] in ("exp", "sum") and self._has(key[1:], (UNIT,), ()))

    def _has(self, key: Any, keys: tuple[Any, ...], kinds: tuple[str, ...]) -> bool:
        """Whether such a generator is in a key, not counting what is the argument of a function."""
        if not isinstance(key, tuple):
            return False
        if len(key) == 2 and isinstance(key[0], int) and isinstance(key[1], Fraction):
            inner = self.keys[key[0]]
            if inner in keys or inner[0] in kinds:
                return True
            return inner[0] in ("exp", "sum") and self._has(inner[1:], keys, kinds)
        return any(self._has(k, keys, kinds) for k in key)

    def is_above(self, polynomial: Polynomial, *, strict: bool) -> bool:
        """Whether every monomial is known to be at least 0, and one of them positive if that is asked."""
        if self.is_complex or not all(c > 0 for c in polynomial.values()):
            return False
        at_least = all(
            self.is_least(g, strict=False) or (e.denominator == 1 and e % 2 == 0 and self.is_real(g))
            for m in polynomial
            for g, e in m
        )
        return at_least and (
            not strict or any(all(self.is_least(g, strict=True) for g, _ in m) for m in polynomial)
        )

    def absolute(self, form: Form) -> Form:
        """The absolute value: by its sign where that is known, else the root of the square."""
        sign = self.sign_of(form) if form.above else 1
        if sign:
            return form if sign > 0 else self.multiply((number(-1), form))
        return self._rooted(self.multiply((form, form)), HALF)

    def power(self, form: Form, exponent: Fraction) -> Form:
        """A power with a rational exponent, of what is not negative where it has a value.

        Raises:
            GivenUpError: a factor cannot be taken out.
        """
        if exponent.denominator == 1:
            return self.whole_power(form, exponent.numerator)
        if self.is_complex and not (
            form.above.keys() == {NOTHING} and form.above[NOTHING] > 0 and not form.below
        ):
            raise GivenUpError
        if not form.above:
            if exponent < 0:
                raise GivenUpError
            return number(0)
        line = self._line(form.above) if not form.below else None
        if line is not None:
            c, root = line
            size = self.absolute(Form(root, {}))
            raised = self.whole_power(size, int(2 * exponent)) if 2 % exponent.denominator == 0 else None
            if raised is not None:
                return self.multiply((self._number_power(c, exponent), raised))
        return self._rooted(form, exponent)

    def _line(self, p: Polynomial) -> tuple[Fraction, Polynomial] | None:
        """A polynomial of two terms or more of which another one is a multiple of the square."""
        if len(p) < 3 or not all(self.is_real(g) for m in p for g, _ in m):
            return None
        top = max(p, key=rank)
        if p[top] <= 0 or any(e.denominator != 1 or e % 2 for _, e in top):
            return None
        half = tuple((g, e / 2) for g, e in top)
        line: Polynomial = {half: Fraction(1)}
        rest = plus(p, {top: p[top]}, Fraction(-1))
        for _ in range(len(p)):
            if not rest:
                return p[top], line
            first = max(rest, key=rank)
            quotient = self._quotient(first, half)
            if quotient is None:
                return None
            step = {quotient: rest[first] / (2 * p[top])}
            twice = self._product(plus(line, line), step)
            more = self._product(step, step)
            if twice.below or more.below or first not in twice.above:
                return None
            rest = plus(plus(rest, twice.above, -p[top]), more.above, -p[top])
            line = plus(line, step)
        return None

    def _rooted(self, form: Form, exponent: Fraction) -> Form:
        above, found = form.above, []
        for q, e in form.below.items():
            if not self.is_above(dict(q), strict=True) and e % 2:
                above = self._product(above, dict(q)).above
                e += 1  # noqa: PLW2901  # a/b = a b/b^2
            square = e if self.is_above(dict(q), strict=True) else e // 2
            base = dict(q) if square == e else self._product(dict(q), dict(q)).above
            found.append(self._root(base, -exponent * square))
        return self.multiply((self._root(above, exponent), *found))

    def _root(self, polynomial: Polynomial, exponent: Fraction) -> Form:
        lead, common, rest = self.taken_apart(polynomial)
        size = abs(lead)
        rest = {m: c * lead / size for m, c in rest.items()}
        found = [self._number_power(size, exponent)]
        left: dict[int, Fraction] = {}
        for g, e in common:
            if self.is_least(g, strict=False):
                found.append(self._raised({g: e * exponent}, Fraction(1)))
            elif not self.is_real(g) or e.denominator != 1:
                left[g] = e
            else:
                even = e - e % 2
                found.append(self._even_power(g, even * exponent / 2))
                left |= {g: e - even} if e - even else {}
        if rest == {NOTHING: Fraction(1)} and len(left) == 1 and self.is_real(next(iter(left))):
            ((g, e),) = left.items()
            found.append(self._raised({g: e * exponent}, Fraction(1)))
            return self.multiply(found)
        whole = self._product(rest, {tuple(sorted(left.items())): Fraction(1)}).above
        if whole != {NOTHING: Fraction(1)}:
            found.append(self.value(("power", frozen(whole)), exponent))
        return self.multiply(found)

    def _even_power(self, g: int, exponent: Fraction) -> Form:
        """A power of the square of a generator."""
        if not exponent:
            return number(1)
        return self.value(("power", frozen({((g, Fraction(2)),): Fraction(1)})), exponent)

    def _number_power(self, value: Fraction, exponent: Fraction) -> Form:
        factors = ((p, k * exponent) for p, k in _primes(value))
        return self.multiply(self.value(("prime", p), e) for p, e in factors)

    def exp(self, form: Form) -> Form:
        """The exponential: a product over the monomials."""
        below = tuple(sorted(form.below.items()))
        return self.multiply(self._exp(m, below, c) for m, c in form.above.items())

    def _exp(self, monomial: Monomial, below: tuple[tuple[Frozen, int], ...], factor: Fraction) -> Form:
        if not below and len(monomial) == 1 and monomial[0][1] == 1:
            kind, *of = self.keys[monomial[0][0]]
            if kind == "prime-log":
                return self.value(("prime", of[0]), factor)
            if kind == "minus" and factor.denominator == 1:
                return number(-1 if factor % 2 else 1)
            if kind == "formal" and factor.denominator == 1:
                return self.whole_power(Form(dict(of[0][0]), dict(of[0][1])), factor.numerator)
            if kind == "log":
                return self.power(Form(dict(of[0][0]), dict(of[0][1])), factor)
        names = {self.keys[g]: e for g, e in monomial}
        if MINUS in names:  # (-1)^(n^2) = (-1)^n
            monomial = tuple(
                (g, Fraction(1) if self.keys[g][0] == "symbol" and self.keys[g][2] else e)
                for g, e in monomial
            )
        return self.value(("exp", monomial, below), factor)

    def log(self, form: Form, *, formal: bool = False) -> Form:
        """The logarithm; ``formal``: the base of a power with an integer exponent may be negative."""
        if not form.above:
            raise GivenUpError
        lead, common, rest = self.taken_apart(form.above)
        parts: list[Form] = [self._number_log(abs(lead))]
        sign = lead / abs(lead)
        if formal and sign < 0:
            parts.append(self.value(MINUS))
            sign = Fraction(1)
        rest = {m: c * sign for m, c in rest.items()}
        left: dict[int, Fraction] = {}
        for g, e in common:
            if formal or self.is_least(g, strict=True):
                parts.append(self.multiply((number(e), self._generator_log(g))))
            else:
                left[g] = e
        alone = rest == {NOTHING: Fraction(1)} and len(left) == 1 and not form.below
        odd = alone and all(e % 2 == 1 and self.is_real(g) for g, e in left.items())
        below: dict[Frozen, int] = {}
        for q, times in form.below.items():
            if formal or self.is_above(dict(q), strict=True):
                parts.append(self.multiply((number(-times), self._polynomial_log(dict(q), {}))))
            else:
                below[q] = times
        if odd and not below:
            ((g, e),) = left.items()
            parts.append(self.multiply((number(e), self._generator_log(g))))
            return self.add(parts)
        whole = self._product(rest, {tuple(sorted(left.items())): Fraction(1)}).above
        if whole != {NOTHING: Fraction(1)} or below:
            parts.append(self._polynomial_log(whole, below))
        return self.add(parts)

    def _polynomial_log(self, polynomial: Polynomial, below: dict[Frozen, int]) -> Form:
        known = not below and self.is_above(polynomial, strict=True)
        return self.value(
            ("log" if known or not self._is_formal else "formal", key_of(Form(polynomial, below)))
        )

    def _generator_log(self, g: int) -> Form:
        key = self.keys[g]
        if key[0] == "exp" and (self._is_real_exponential(g) or self._is_formal):
            return Form({key[1]: Fraction(1)}, dict(key[2]))
        if key[0] == "prime":
            return self.value(("prime-log", key[1]))
        of = key_of(Form({((g, Fraction(1)),): Fraction(1)}, {}))
        known = not self._is_formal or self.is_least(g, strict=True)
        return self.value(("log" if known else "formal", of))

    def _number_log(self, value: Fraction) -> Form:
        return self.add(self.multiply((number(k), self.value(("prime-log", p)))) for p, k in _primes(value))


def _primes(value: Fraction) -> list[tuple[int, int]]:
    """The prime factors of a positive number with their exponents; a large factor stands for itself."""
    found: dict[int, int] = {}
    for whole, sign in ((value.numerator, 1), (value.denominator, -1)):
        rest, p = whole, 2
        while p * p <= rest and p < LARGEST_PRIME:
            while rest % p == 0:
                rest //= p
                found[p] = found.get(p, 0) + sign
            p += 1
        if rest > 1:
            root = isqrt(rest)
            base, times = (root, 2) if root * root == rest else (rest, 1)
            found[base] = found.get(base, 0) + sign * times
    return [(p, k) for p, k in sorted(found.items()) if k]
