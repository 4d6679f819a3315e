"""The value of an infinite sum or product, with a tree that proves it."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    divide,
    fresh,
    multiply,
    negative,
    power,
    replace,
    subterms,
)
from derive.core.verdict import ProofTree, Sequent
from derive.prove.antiderivatives_factors import factors
from derive.prove.antiderivatives_forms import Polynomial, polynomial
from derive.prove.calculus.series import limit_of, up_to
from derive.prove.integration_rows import Row, combined, summands
from derive.prove.lemmas import Instance, finite_sums, instance, lemmas
from derive.prove.method import Prover, inference
from derive.theory.rule import Rule

Found = tuple[Term, ProofTree]
Hypotheses = tuple[Term, ...]
SHIFTS: Final = (0, 1, -1, 2, -2)
MOST_CANDIDATES: Final = 8
FACTORIAL: Final = frozenset(
    (
        *("exponential", "exponential-mean", "exponential-square", "exponential-cube"),
        *("sine", "cosine", "hyperbolic-sine", "hyperbolic-cosine"),
    )
)
BINOMIAL: Final = frozenset(("central-binomial",))
GEOMETRIC: Final = frozenset(("geometric", "geometric-mean", "geometric-square", "geometric-cube"))
LOGARITHMIC: Final = frozenset(("logarithm", "arc-tangent", "area-tangent"))


def summed(total: Binder, hypotheses: Hypotheses, effort: Effort, prover: Prover) -> Found | None:
    """A value of the infinite sum or product and a tree for ``sum = value``, or None."""
    work = _Work(total, hypotheses, effort, prover)
    return (work.by_rows() if total.kind == "sum" else None) or work.by_partial_sums()


class _Work:
    """The search for one sum."""

    def __init__(self, total: Binder, hypotheses: Hypotheses, effort: Effort, prover: Prover) -> None:
        self.total = total
        self.hypotheses = hypotheses
        self.effort = effort
        self.prover = prover
        self.index = fresh("k", INTEGER, total, *hypotheses)
        within = (*hypotheses, Apply("le", total.parameters[0], self.index))
        self.facts: Facts = prover.tables.facts(within)

    def canonical(self, term: Term) -> Term:
        """The normal form for indices in the range."""
        return canonical(term, self.facts, self.effort)

    def by_rows(self) -> Found | None:
        """A combination of series that are in the tables."""
        lower = self.total.parameters[0]
        if not isinstance(lower, Number) or lower.value.denominator != 1:
            return None
        body = self.total.open(self.index)
        for form in dict.fromkeys((body, self.canonical(body))):
            parts = [p for s in summands(form) for p in self._expanded(s)]
            found = [self._row(p, int(lower.value)) for p in parts]
            rows = [r for r in found if r is not None]
            if len(rows) == len(parts):
                value = combined(self.total, self.index, rows, self.hypotheses, self.prover)
                if value is not None:
                    return value
        return None

    def _expanded(self, part: Term) -> list[Term]:
        """A polynomial in the index times something else, power by power."""
        known: Polynomial = {0: ONE}
        others: list[Term] = []
        for factor in factors(part):
            found = polynomial(factor, self.index)
            if found is None or set(found) == {0}:
                others.append(factor)
            else:
                product = polynomial(multiply(_term(known, self.index), factor), self.index)
                if product is None:
                    return [part]
                known = product
        if known == {0: ONE}:
            return [part]
        rest = multiply(*others, ONE)
        return [multiply(c, power(self.index, n), rest) if n else multiply(c, rest) for n, c in known.items()]

    def _row(self, part: Term, lower: int) -> Row | None:
        names = _names(part, self.index)
        candidates = list(dict.fromkeys(self._candidates(part)))[:MOST_CANDIDATES]
        for name, lemma in lemmas().items():
            if name not in names or not isinstance(lemma.left, Binder):
                continue
            for values in _values(lemma, candidates):
                found = self._instance(lemma, values, part, lower)
                if found is not None:
                    return found
        return None

    def _instance(self, lemma: Rule, values: tuple[Term, ...], part: Term, lower: int) -> Row | None:
        for shift in SHIFTS:
            found = instance(lemma, values, shift, lower)
            if found is None:
                continue
            if not all(self.prover.tables.proves(self.hypotheses, c) for c in found.conditions):
                return None
            factor = self.canonical(divide(part, found.left.open(self.index)))
            if self.index not in factor.symbols and self._is_defined(found):
                arguments = (Symbol(lemma.name, REAL), Number(shift), Number(lower), *values)
                return Row(factor, found, arguments)
        return None

    def _is_defined(self, found: Instance) -> bool:
        tables = self.prover.tables
        needed = (*tables.definedness(found.left), *tables.definedness(found.right))
        return all(tables.proves(self.hypotheses, d) for d in needed)

    def _candidates(self, part: Term) -> Iterator[Term]:
        """What may be the variable of a power series."""
        index = self.index
        for term in subterms(part):
            if isinstance(term, Apply) and term.head == "power" and index in term.children[1].symbols:
                base = term.children[0]
                if index not in base.symbols and base is not MINUS_ONE:
                    yield from (base, self.canonical(power(base, -1)), self.canonical(negative(base)))
            if isinstance(term, Apply) and term.head == "power" and term.children[0] is index:
                yield self.canonical(negative(term.children[1]))
                if isinstance(term.children[1], Symbol):
                    yield term.children[1]
        following = replace(part, {index: add(index, ONE)})
        quotient = self.canonical(divide(following, part))
        for weight in (ONE, add(index, ONE), index):
            found = self.canonical(multiply(weight, quotient))
            if index not in found.symbols:
                yield found
        yield from (ONE, MINUS_ONE)

    def by_partial_sums(self) -> Found | None:
        """The limit of a closed form of the finite sums."""
        last = fresh("n", INTEGER, self.total, *self.hypotheses)
        known = (*self.hypotheses, Apply("le", self.total.parameters[0], last))
        finite = up_to(self.total, last)
        closed = canonical(finite, self.prover.tables.facts(known), self.effort)
        if any(isinstance(t, Binder) for t in subterms(closed)):
            return None
        value = limit_of(closed, last, self.hypotheses, self.prover.tables)
        if value is None:
            return None
        tree = self.prover.prove(known, Apply("eq", finite, closed))
        if tree is None:
            return None
        equation = Sequent(self.hypotheses, Apply("eq", self.total, value))
        return value, inference("partial-sums", equation, tree, arguments=(last, closed))


def _term(known: dict[int, Term], index: Symbol) -> Term:
    return add(*(multiply(c, power(index, n)) if n else c for n, c in known.items())) if known else ZERO


def _values(lemma: Rule, candidates: list[Term]) -> Iterator[tuple[Term, ...]]:
    names = lemma.left.symbols
    if not names:
        yield ()
    elif len(names) == 1:
        for candidate in candidates:
            yield (candidate,)


def _names(part: Term, index: Symbol) -> frozenset[str]:
    """The lemmas whose summands have such parts."""
    heads = {t.head for t in subterms(part) if isinstance(t, Apply) and index in t.symbols}
    if "binomial" in heads:
        return BINOMIAL
    if "factorial" in heads or "gamma" in heads:
        return FACTORIAL
    if any(_is_geometric(t, index) for t in subterms(part)):
        return GEOMETRIC | LOGARITHMIC
    return frozenset(lemmas()) - FACTORIAL - BINOMIAL - GEOMETRIC - {r.name for r in finite_sums()}


def _is_geometric(term: Term, index: Symbol) -> bool:
    if not isinstance(term, Apply) or index not in term.symbols:
        return False
    if term.head == "exp":
        return True
    return term.head == "power" and index in term.children[1].symbols and term.children[0] is not MINUS_ONE


def is_infinite(term: Term) -> bool:
    """Whether a term is an infinite sum or product without loose variables."""
    if not isinstance(term, Binder) or term.kind not in {"sum", "product"}:
        return False
    return term.parameters[1] is INFINITY and not any(s.is_bound for s in term.symbols)
