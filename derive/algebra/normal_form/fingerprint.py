"""The same map modulo a large prime: equality with a stated bound on the probability of error.

Prime and point come from a cryptographic hash of the two terms, so that no term can be made to fit
them. Numerator and denominator are polynomials over the integers in independent parameters; degree
bounds their degrees and bits the logarithm of their coefficients' absolute sums. A polynomial that
is not zero vanishes at the point with a probability of at most degree / prime, and modulo the prime
with one of at most bits times the gap between primes over the prime: with degree and bits below
prime / 2^124, less than 2^-100.
"""

from collections.abc import Callable, Iterator, Mapping
from hashlib import shake_256
from typing import Final, NamedTuple, TypeGuard

import flint

from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.ring import DeclinedError, Polynomial, Quotient
from derive.core.term import Apply, Number, Term

PRIME_BITS: Final = (256, 1024)
_SPARE_BITS: Final = 125
_MOST_EXPONENT: Final = 1 << 80


class Residue(NamedTuple):
    """A value modulo the prime; degree and bits bound numerator and denominator both."""

    value: int
    degree: int
    bits: int


class Fingerprint:
    """Residues of terms at one point modulo one prime."""

    def __init__(self, engine: Engine, bits: int, *obligation: Term) -> None:
        self.engine = engine
        self.bits = bits
        self.seed = b"".join(t.digest for t in obligation)
        self.prime = self._prime()
        self.memo: dict[Term, Residue] = {}
        self.points: dict[int, Residue] = {}

    def _prime(self) -> int:
        self.engine.effort.charge(self.bits * self.bits // 40)
        start = (1 << self.bits - 1) + self._hash(b"prime") % (1 << self.bits - 1)
        candidate = flint.fmpz(start | 1)
        while not candidate.is_probable_prime():
            candidate += 2
        return int(candidate)

    def _hash(self, label: bytes) -> int:
        return int.from_bytes(shake_256(self.seed + label).digest(self.bits // 8 + 16), "big")

    def agree(self, left: Term, right: Term) -> bool:
        """Whether the residues are equal: if so, the terms are, but for a probability below 2^-100.

        Raises:
            DeclinedError: the bounds do not suffice, or something has no residue.
        """
        a, b = self.residue(left), self.residue(right)
        self._bounded(0, a.degree + b.degree, a.bits + b.bits + 1)
        return a.value == b.value

    def residue(self, term: Term) -> Residue:
        """The residue of a term."""
        for part in _post_order(term, self.memo):
            self.engine.effort.charge(1)
            self.memo[part] = self._node(part)
        return self.memo[term]

    def _node(self, term: Term) -> Residue:
        if _is_arithmetic(term):
            return _OPERATIONS[term.head](self, term)
        return self._of_value(self.engine.reduce(self.engine.value(term)))

    def _sum(self, term: Term) -> Residue:
        value, degree, bits = 0, 0, len(term.children).bit_length()
        for c in term.children:
            p = self.memo[c]
            value += p.value
            degree += p.degree
            bits += p.bits
        return self._bounded(value % self.prime, degree, bits)

    def _product(self, term: Term) -> Residue:
        value, degree, bits = 1, 0, 0
        for c in term.children:
            p = self.memo[c]
            value = value * p.value % self.prime
            degree += p.degree
            bits += p.bits
        return self._bounded(value, degree, bits)

    def _power(self, term: Term) -> Residue:
        base, exponent = self.memo[term.children[0]], term.children[1]
        n = int(exponent.value) if isinstance(exponent, Number) else 0
        if n < 0 and not base.value:
            raise DeclinedError
        return self._bounded(pow(base.value, n, self.prime), base.degree * abs(n), base.bits * abs(n))

    def _bounded(self, value: int, degree: int, bits: int) -> Residue:
        if max(degree, bits).bit_length() > self.bits - _SPARE_BITS:
            raise DeclinedError
        return Residue(value, degree, bits)

    def _of_value(self, value: Quotient) -> Residue:
        top = self._of_polynomial(value.numerator)
        if value.denominator is None:
            return top
        bottom = self._of_polynomial(value.denominator)
        if not bottom.value:
            raise DeclinedError
        ratio = top.value * pow(bottom.value, -1, self.prime) % self.prime
        return self._bounded(ratio, top.degree + bottom.degree, top.bits + bottom.bits)

    def _of_polynomial(self, polynomial: Polynomial) -> Residue:
        """A polynomial as a sum of products of generators."""
        value, degree, terms = 0, 0, self.engine.monomials(polynomial)
        bits = len(terms).bit_length()
        for monomial, c in terms:
            term = c.numerator * pow(c.denominator, -1, self.prime)
            bits += max(c.numerator.bit_length(), c.denominator.bit_length())
            for index, e in monomial:
                point = self._point(index)
                term = term * pow(point.value, e, self.prime) % self.prime
                degree += point.degree * e
                bits += point.bits * e
            value += term
        return self._bounded(value % self.prime, degree, bits)

    def _point(self, index: int) -> Residue:
        """The residue of a generator."""
        found = self.points.get(index)
        if found is None:
            found = self.points[index] = self._new_point(index)
        return found

    def _new_point(self, index: int) -> Residue:
        """A free generator is a parameter; cosine and sine are rational in the same one."""
        g = self.engine.generators[index]
        parameter = self._hash(b"point%d" % (index if g.partner < 0 else g.partner)) % self.prime
        if g.partner >= 0:
            top = 1 - parameter**2 if g.kind == "cos" else 2 * parameter
            return Residue(top * pow(1 + parameter**2, -1, self.prime) % self.prime, 2, 1)
        if g.relation is not None:
            raise DeclinedError
        return Residue(parameter, 1, 1)


_OPERATIONS: Final[dict[str, Callable[[Fingerprint, Term], Residue]]] = {
    "add": Fingerprint._sum,  # noqa: SLF001  # a table of the class's own methods
    "multiply": Fingerprint._product,  # noqa: SLF001
    "power": Fingerprint._power,  # noqa: SLF001
}


def _is_arithmetic(term: Term) -> TypeGuard[Apply]:
    if not isinstance(term, Apply) or term.head not in _OPERATIONS:
        return False
    if term.head != "power":
        return True
    exponent = term.children[1]
    if not isinstance(exponent, Number) or exponent.value.denominator != 1:
        return False
    return abs(exponent.value) < _MOST_EXPONENT


def _post_order(term: Term, done: Mapping[Term, object]) -> Iterator[Term]:
    """The arithmetic below a term and what it rests on, each part after its children."""
    stack = [(term, False)]
    seen: set[Term] = set()
    while stack:
        part, ready = stack.pop()
        if ready:
            yield part
        elif part not in seen and part not in done:
            seen.add(part)
            stack.append((part, True))
            if _is_arithmetic(part):
                below = part.children[:1] if part.head == "power" else part.children
                stack += [(c, False) for c in below]
