"""The engine: generators by their canonical names, and the value of each term as a quotient in them.

A generator stands for the value of its term. Everything here holds point by point, wherever the
facts hold and all parts of the terms at hand are defined.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from math import gcd, lcm
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.ring import (
    SIZES,
    DeclinedError,
    Polynomial,
    Quotient,
    RestartError,
    Ring,
    factors_of,
    number,
    rational,
)
from derive.core.effort import Effort
from derive.core.sort import Field, Sort
from derive.core.term import Apply, Binder, Component, Number, Symbol, Term, subterms

NEG, ZERO, POS = 1, 2, 4
ANY = NEG | ZERO | POS
MOST_SPLITS: Final = 6
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


@dataclass(slots=True)
class Scope:
    """The inside of a binder: its variables, the facts in force, and what was worked out there."""

    facts: Facts
    symbols: frozenset[Symbol] = frozenset()
    memo: dict[Term, Quotient] = field(default_factory=dict)
    signs: dict[int, int] = field(default_factory=dict)
    learnt: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    inner: dict[tuple[Symbol, Term, Term], "Scope"] = field(default_factory=dict)

    def renewed(self) -> "Scope":
        """The scope with nothing worked out, but with what was learnt from definedness."""
        inner = {key: scope.renewed() for key, scope in self.inner.items()}
        return Scope(self.facts, self.symbols, learnt=self.learnt, inner=inner)


@dataclass(frozen=True, slots=True)
class Factors:
    """A rational constant times powers of irreducible polynomials."""

    constant: Fraction
    items: tuple[tuple[Polynomial, int], ...]


@dataclass(slots=True)
class Family:
    """The formal indefinite sums of one body: where they are zero, and the bounds at which one is named.

    base: the bound (without its whole part, and the whole part) at which the sum is zero.
    references: for each bound without its whole part, the whole part of the bound that has a generator.
    """

    kind: str
    body: Term
    index: Symbol
    shape: tuple[str, ...]
    base: tuple[Term, int] | None = None
    references: dict[Term, int] = field(default_factory=dict)


Handler = Callable[["Engine", Term], Quotient]


class Engine:
    """The generators of one comparison, and the evaluation of terms."""

    def __init__(self, facts: Facts, effort: Effort, handlers: Mapping[str, Handler]) -> None:
        self.handlers = handlers
        self.ring = Ring(effort)
        self.generators: list[Generator] = []
        self.names: dict[tuple[str, object], int] = {}
        self.algebraic: list[Generator] = []
        self.denominators: dict[tuple[str, str], int] = {}
        self.used_units: set[tuple[str, str]] = set()
        self.unresolved: set[str] = set()
        self.nonzero: list[Polynomial] = []
        self.used: dict[Term, None] = {}
        self.complex = False
        self.wanted = False
        self.links: dict[str, tuple[Polynomial, int]] = {}
        self.looked_again = False
        self.splits_left = MOST_SPLITS
        self.lazy = 0
        self.root = Scope(facts)
        self.scopes = [self.root]
        self.splits: dict[str, Factors] = {}
        self.parities: dict[int, Polynomial | None] = {}
        self.restored: dict[tuple[str, str], Term] = {}
        self.families: dict[Term, Family] = {}

    @property
    def effort(self) -> Effort:
        """The counter that work is charged to."""
        return self.ring.effort

    def restart(self) -> None:
        """Forget the values, keep the generators and what was learnt about them."""
        self.used_units.clear()
        self.unresolved.clear()
        self.splits.clear()
        self.lazy = 0
        self.root = self.root.renewed()
        self.scopes = [self.root]

    # --- evaluation

    @property
    def scope(self) -> Scope:
        """The innermost scope."""
        return self.scopes[-1]

    def value(self, term: Term) -> Quotient:
        """The term as a quotient of polynomials in generators.

        Raises:
            DeclinedError: the term cannot be put in this form.
            RestartError: something was learnt; begin again.
        """
        memo = self._home(term).memo
        found = memo.get(term)
        if found is None:
            self.effort.charge(1)
            found = memo[term] = self._compute(term)
        return found

    def _home(self, term: Term) -> Scope:
        for scope in reversed(self.scopes):
            if not scope.symbols.isdisjoint(term.symbols):
                return scope
        return self.root

    def _compute(self, term: Term) -> Quotient:
        if isinstance(term, Apply):
            key = term.head
        elif isinstance(term, Number):
            return self.ring.constant(term.value)
        elif isinstance(term, Symbol):
            return self.atom("symbol", term)
        else:
            key = term.kind if isinstance(term, Binder) else "[]"
        handler = self.handlers.get(key) or self.handlers[""]
        return handler(self, term)

    @contextmanager
    def inside(self, symbol: Symbol, facts: Callable[[], Facts], lower: Term, upper: Term) -> Iterator[None]:
        """Evaluate with a bound variable in scope; the same variable and range share what was worked out."""
        key = (symbol, lower, upper)
        found = self.scope.inner.get(key)
        if found is None:
            found = Scope(facts(), self.scope.symbols | {symbol})
            self.scope.inner[key] = found
        self.scopes.append(found)
        try:
            yield
        finally:
            self.scopes.pop()

    def again(self, term: Term) -> Quotient:
        """The value of a term that was put together here, from which nothing is to be learnt."""
        with self.lazily():
            return self.value(term)

    @contextmanager
    def detached(self) -> Iterator[None]:
        """Evaluate something with loose indices, of which nothing is known and nothing learnt."""
        scopes, self.scopes = self.scopes, [self.root]
        self.lazy += 1
        try:
            yield
        finally:
            self.scopes = scopes
            self.lazy -= 1

    @contextmanager
    def lazily(self) -> Iterator[None]:
        """Evaluate something that need not be defined."""
        self.lazy += 1
        try:
            yield
        finally:
            self.lazy -= 1

    # --- generators

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
        self.nonzero = [self.ring.project(p) for p in self.nonzero]
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

    def unit(self, kind: str, key: str, denominator: int) -> int:
        """The least common denominator of all multiples asked for; begin again when it changes."""
        name = (kind, key)
        old = self.denominators.get(name, 1)
        if old % denominator:
            old = self.denominators[name] = lcm(old, denominator)
            if name in self.used_units:
                raise RestartError
        self.used_units.add(name)
        return old

    # --- relations and names

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
            if bottom.is_zero():
                return value
            value = self.ring.quotient(self.remainder(value.numerator * conjugate), bottom)
        return value

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
        self.effort.charge(len(polynomial) ** 2)
        swapped = list(self.ring.context.gens())
        swapped[self.ring.size - 1 - surd.index] *= -1
        return polynomial.compose(*swapped, ctx=self.ring.context)

    def key(self, value: Quotient) -> tuple[str, str]:
        """A name for the value: equal names mean equal values."""
        value = self.normal(value)
        return str(value.numerator), "" if value.denominator is None else str(value.denominator)

    def monomials(self, polynomial: Polynomial) -> list[tuple[Monomial, Fraction]]:
        """The terms, as sparse exponents with coefficients."""
        last = self.ring.size - 1
        self.effort.charge(len(polynomial) * self.ring.weight)
        return [
            (tuple((last - i, int(e)) for i, e in enumerate(m) if e), rational(c))
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
        self.effort.charge(len(terms) * len(terms) * (1 + degree) + degree * degree)
        constant, items = factors_of(polynomial)
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
