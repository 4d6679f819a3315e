"""The generators of one comparison, their relations, and polynomials in them as they are looked at.

A generator stands for the value of its term. Relations are monic in a generator and contain older
ones only, so that a polynomial has one remainder modulo all of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from derive.algebra.normal_form.ring import (
    SIZES,
    DeclinedError,
    Polynomial,
    Quotient,
    RestartError,
    Ring,
    common_powers_of,
    factors_of,
    number,
    rational,
)
from derive.core.effort import Effort
from derive.core.sort import Field, Sort
from derive.core.term import Apply, Component, Symbol, Term, subterms

NEG, ZERO, POS = 1, 2, 4
ANY: Final = NEG | ZERO | POS
SPLIT: Final = {
    "parity": (1, -1),
    "product": (1, -1),
    "sign": (1, 0, -1),
    "delta": (1, 0),
    "indicator": (1, 0),
}
"""The values of what has only a few."""
_MOST_SPLIT: Final = 4
_TOO_LONG_TO_FACTOR: Final = 100_000
_FEW_TERMS: Final = 8
Monomial = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Generator:
    """An atom: its term, what kind of thing it is, and what is known of it.

    argument: what the function is applied to, for exp, log, abs, root.
    relation: the monic polynomial in this generator that vanishes, with its degree.
    sign: a set of possible signs; None until asked for.
    partner: of a cosine and the sine of the same angle, the cosine's index.
    """

    index: int
    kind: str
    term: Term
    argument: Quotient | None = None
    relation: Polynomial | None = None
    degree: int = 0
    sign: int | None = None
    integer: bool = False
    real: bool = True
    partner: int = -1


@dataclass(frozen=True, slots=True)
class Factors:
    """A rational constant times powers of irreducible polynomials."""

    constant: Fraction
    items: tuple[tuple[Polynomial, int], ...]


class Generators:
    """The generators by their canonical names.

    identities: further polynomials that vanish, each with the generator without which it says nothing.
    denominators: of each monomial in an exponential or an angle, what its multiples are parts of.
    parities: what a sign to a power is the sign of; links: what the sign of one says of another;
    alike: of a polynomial another one of the same sign, where one has any, and the product of both sizes.
    """

    def __init__(self, effort: Effort) -> None:
        self.ring = Ring(effort)
        self.generators: list[Generator] = []
        self.names: dict[tuple[str, object], int] = {}
        self.algebraic: list[Generator] = []
        self.identities: list[tuple[int, Polynomial]] = []
        self.denominators: dict[tuple[str, object], int] = {}
        self.used_units: set[tuple[str, object]] = set()
        self.parities: dict[int, Polynomial | None] = {}
        self.links: dict[str, tuple[Polynomial, int]] = {}
        self.alike: dict[str, tuple[Polynomial, Polynomial]] = {}
        self.tied: set[str] = set()
        self.nonzero: list[Polynomial] = []
        self.splits: dict[str, Factors] = {}
        self.complex = False

    @property
    def effort(self) -> Effort:
        """The counter that work is charged to."""
        return self.ring.effort

    def generator(self, kind: str, key: object, term: Callable[[], Term]) -> tuple[Generator, bool]:
        """The generator of this kind and canonical key, and whether it is new."""
        index = self.names.get((kind, key))
        if index is not None:
            return self.generators[index], False
        index = len(self.generators)
        if index >= self.ring.size:
            self._grow()
        new = Generator(index, kind, term())
        self.generators.append(new)
        self.names[kind, key] = index
        return new, True

    def _grow(self) -> None:
        larger = [s for s in SIZES if s > self.ring.size]
        if not larger:
            raise DeclinedError
        self.ring.resize(larger[0])
        for g in self.generators:
            if g.argument is not None:
                g.argument = self.projected(g.argument)
            if g.relation is not None:
                g.relation = self.ring.project(g.relation)
        self.links = {n: (self.ring.project(f), s) for n, (f, s) in self.links.items()}
        self.alike = {n: (self.ring.project(f), self.ring.project(p)) for n, (f, p) in self.alike.items()}
        self.nonzero = [self.ring.project(p) for p in self.nonzero]
        self.identities = [(i, self.ring.project(p)) for i, p in self.identities]
        for index, factor in self.parities.items():
            self.parities[index] = factor if factor is None else self.ring.project(factor)
        raise RestartError

    def projected(self, value: Quotient) -> Quotient:
        """A quotient made before the ring grew."""
        bottom = value.denominator
        return Quotient(
            self.ring.project(value.numerator), None if bottom is None else self.ring.project(bottom)
        )

    def atom(self, kind: str, term: Term, *, integer: bool = False, sign: int | None = None) -> Quotient:
        """The generator named by a canonical term, free of relations."""
        found, new = self.generator(kind, term, lambda: term)
        if new:
            found.integer = integer or _is_integer(term)
            found.sign = sign
            if self.complex:
                found.real = _is_real(term)
        return self.ring.variable(found.index)

    def related(self, found: Generator, relation: Polynomial, degree: int) -> None:
        """Give a new generator its monic relation."""
        found.relation, found.degree = relation, degree
        self.algebraic.append(found)

    def unit(self, kind: str, key: object, denominator: int) -> int:
        """The least common denominator of all multiples asked for; begin again when it changes."""
        name = (kind, key)
        old = self.denominators.get(name, 1)
        if old % denominator:
            old = self.denominators[name] = lcm(old, denominator)
            if name in self.used_units:
                raise RestartError
        self.used_units.add(name)
        return old

    def reduce(self, value: Quotient) -> Quotient:
        """The value with powers of algebraic generators brought below their degrees."""
        if not self.algebraic:
            return value
        top = self.remainder(value.numerator)
        bottom = value.denominator
        if bottom is None:
            return value if top is value.numerator else Quotient(top)
        reduced = self.remainder(bottom)
        if reduced is bottom and top is value.numerator:
            return value
        if reduced.is_zero():
            raise DeclinedError
        return self.ring.quotient(top, reduced)

    def remainder(self, polynomial: Polynomial) -> Polynomial:
        """The polynomial modulo the relations."""
        if not self.algebraic or polynomial.is_constant():
            return polynomial
        last = self.ring.size - 1
        degrees = polynomial.degrees()
        for g in reversed(self.algebraic):
            if degrees[last - g.index] >= g.degree:
                self.effort.charge(1 + len(polynomial) * (1 + int(degrees[last - g.index])))
                polynomial = divmod(polynomial, g.relation)[1]
                degrees = polynomial.degrees()
        for index, identity in self.identities:
            if not polynomial.is_zero() and degrees[last - index]:
                rest = divmod(polynomial, identity)[1]
                if rest != polynomial:
                    return self.remainder(rest)
        return polynomial

    def is_zero(self, value: Quotient) -> bool:
        """Whether the numerator vanishes modulo the relations."""
        return bool(self.remainder(value.numerator).is_zero())

    def normal(self, value: Quotient) -> Quotient:
        """The value reduced, denominators free of square roots and the like where that is possible."""
        value = self.reduce(value)
        while value.denominator is not None:
            surd = self.surd(value.denominator)
            if surd is None:
                return value
            conjugate = self.conjugate(value.denominator, surd)
            bottom = self.remainder(value.denominator * conjugate)
            if not self.is_regular(bottom):
                return value
            value = self.ring.quotient(self.remainder(value.numerator * conjugate), bottom)
        return value

    def is_regular(self, polynomial: Polynomial) -> bool:
        """Whether only what is zero gives zero with it: it vanishes in no case of signs and deltas.

        A factor that did could be zero where what it is multiplied with is not.
        """
        if polynomial.is_zero():
            return False
        last = self.ring.size - 1
        found = [self.generators[last - i] for i, d in enumerate(polynomial.degrees()) if d]
        g = next((g for g in found if g.kind in SPLIT or g.kind == "abs"), None)
        if g is None:
            return not any(g.kind == "branch" for g in found)
        if sum(g.kind in SPLIT or g.kind == "abs" for g in found) > _MOST_SPLIT:
            return False
        ring, size = self.ring, g.argument or self.ring.one
        values = (
            [ring.scale(size, v) for v in (1, -1)] if g.kind == "abs" else map(ring.constant, SPLIT[g.kind])
        )
        return all(self.is_regular(self.remainder(self._with(polynomial, g, v.numerator))) for v in values)

    def _with(self, polynomial: Polynomial, g: Generator, value: Polynomial) -> Polynomial:
        """The polynomial with a value in the place of a generator."""
        self.effort.charge(len(polynomial) ** 2)
        generators = list(self.ring.context.gens())
        generators[self.ring.size - 1 - g.index] = value
        return polynomial.compose(*generators, ctx=self.ring.context)

    def surd(self, polynomial: Polynomial) -> Generator | None:
        """The newest generator of degree two that occurs."""
        degrees = polynomial.degrees()
        last = self.ring.size - 1
        for g in reversed(self.algebraic):
            if g.degree == 2 and degrees[last - g.index] == 1 and g.kind not in ("delta", "indicator"):
                return g
        return None

    def conjugate(self, polynomial: Polynomial, surd: Generator) -> Polynomial:
        """The polynomial with the surd's sign changed."""
        return self._with(polynomial, surd, -self.ring.variables[surd.index])

    def key(self, value: Quotient) -> tuple[str, str]:
        """A name for the value: equal names mean equal values."""
        value = self.normal(value)
        return str(value.numerator), "" if value.denominator is None else str(value.denominator)

    def monomials(self, polynomial: Polynomial) -> list[tuple[Monomial, Fraction]]:
        """The terms, as sparse exponents with coefficients."""
        last = self.ring.size - 1
        self.effort.charge(len(polynomial) * self.ring.weight)
        present = [i for i, d in enumerate(polynomial.degrees()) if d]
        return [
            (tuple([(last - i, int(m[i])) for i in present if m[i]]), rational(c))
            for m, c in polynomial.terms()
        ]

    def monomial(self, exponents: Monomial) -> Quotient:
        """A product of powers of generators."""
        result = self.ring.one.numerator
        for index, exponent in exponents:
            result = result * self.ring.variables[index] ** exponent
        return Quotient(result)

    def factors(self, value: Quotient) -> Factors:
        """The irreducible factors of a value that is not the zero polynomial."""
        value = self.reduce(value)
        top = self._split(value.numerator)
        if value.denominator is None:
            return top
        bottom = self._split(value.denominator)
        inverse = tuple((f, -e) for f, e in bottom.items)
        return Factors(top.constant / bottom.constant, top.items + inverse)

    def _split(self, polynomial: Polynomial) -> Factors:
        if polynomial.is_zero():
            raise DeclinedError
        name = str(polynomial)
        found = self.splits.get(name)
        if found is None:
            found = self.splits[name] = self._factor(polynomial)
        return found

    def _factor(self, polynomial: Polynomial) -> Factors:
        terms = self.monomials(polynomial)
        if len(terms) == 1:
            exponents, constant = terms[0]
            return Factors(constant, tuple((self.ring.variables[i], e) for i, e in exponents))
        if _is_linear_somewhere(terms):
            constant, primitive = _primitive(polynomial, terms)
            return Factors(constant, ((primitive, 1),))
        degree = sum(int(d) for d in polynomial.degrees())
        cost = len(terms) * len(terms) * (1 + degree) + degree * degree
        few = cost > _TOO_LONG_TO_FACTOR and len(terms) <= _FEW_TERMS
        self.effort.charge(len(terms) if few else cost)
        constant, items = common_powers_of(polynomial) if few else factors_of(polynomial)
        return Factors(constant, tuple(items))

    def generator_of(self, polynomial: Polynomial) -> Generator | None:
        """The generator that the polynomial is, if it is one."""
        if len(polynomial) != 1 or polynomial.total_degree() != 1 or polynomial.leading_coefficient() != 1:
            return None
        degrees = polynomial.degrees()
        return self.generators[self.ring.size - 1 - next(i for i, d in enumerate(degrees) if d)]

    def depends(self, polynomial: Polynomial, symbol: Symbol) -> bool:
        """Whether a generator in which the symbol is free occurs."""
        if polynomial.is_constant():
            return False
        last = self.ring.size - 1
        return any(
            d and symbol in self.generators[last - i].term.symbols for i, d in enumerate(polynomial.degrees())
        )

    def is_real(self, value: Quotient) -> bool:
        """Whether only real generators occur."""
        if not self.complex:
            return True
        last = self.ring.size - 1
        polynomials = (value.numerator, value.denominator)
        return all(
            not d or self.generators[last - i].real
            for p in polynomials
            if p is not None
            for i, d in enumerate(p.degrees())
        )

    def become_complex(self) -> None:
        """An imaginary unit turned up: real rules no longer apply of themselves."""
        self.complex = True
        for g in self.generators:
            g.real = _is_real(g.term)
        raise RestartError

    def is_integer(self, value: Quotient) -> bool:
        """Whether the value is a polynomial with integer coefficients in integer generators."""
        if value.denominator is not None:
            return False
        return all(
            c.denominator == 1 and all(self.generators[i].integer for i, _ in m)
            for m, c in self.monomials(value.numerator)
        )


def _is_linear_somewhere(terms: list[tuple[Monomial, Fraction]]) -> bool:
    """Whether some generator occurs once in all, alone and to the first power: then nothing factors."""
    seen: dict[int, int] = {}
    for m, _ in terms:
        for i, _e in m:
            seen[i] = seen.get(i, 0) + 1
    return any(len(m) == 1 and m[0][1] == 1 and seen[m[0][0]] == 1 for m, _ in terms)


def _primitive(polynomial: Polynomial, terms: list[tuple[Monomial, Fraction]]) -> tuple[Fraction, Polynomial]:
    """The content, and the rest with coprime integer coefficients, the leading one positive."""
    bottom = lcm(*(c.denominator for _, c in terms))
    content = Fraction(gcd(*(int(c * bottom) for _, c in terms)), bottom)
    if terms[0][1] < 0:
        content = -content
    return content, polynomial if content == 1 else polynomial / number(content)


def _is_integer(term: Term) -> bool:
    base = term.children[0] if isinstance(term, Component) else term
    return isinstance(base, Symbol) and isinstance(base.sort, Sort) and base.sort.field is Field.INTEGER


def _is_real(term: Term) -> bool:
    """Whether no complex symbol and no imaginary unit occurs."""
    if any(isinstance(s.sort, Sort) and s.sort.field is Field.COMPLEX for s in term.symbols):
        return False
    return not any(isinstance(t, Apply) and t.head == "imaginary" for t in subterms(term))
