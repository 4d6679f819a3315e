"""What follows from hypotheses cheaply: ranges, linear consequences, factors, monotone functions.

Everything said about a term is said wherever it is defined. Nothing is searched
for long: the rules look at the structure once, and remember what they found.
"""

from collections.abc import Callable
from functools import lru_cache, partial, reduce
from itertools import islice
from typing import Final

from flint import fmpq

from derive.algebra import signs
from derive.algebra.components import component
from derive.algebra.facts_connectives import CONNECTIVES, ranging
from derive.algebra.facts_constants import sign_of_constant
from derive.algebra.facts_factors import sign_by_factors
from derive.algebra.facts_hypotheses import (
    MINUS_INFINITY,
    Universal,
    bounds,
    compares_with_infinity,
    ordered,
    stated,
)
from derive.algebra.facts_instances import MOST_INSTANCES, instances
from derive.algebra.facts_linear import between, connected, follows
from derive.algebra.facts_monotone import sign_of_difference
from derive.algebra.facts_numbers import is_in_the_reals, is_real_number
from derive.algebra.facts_polynomials import (
    UNIT,
    Monomial,
    Polynomial,
    canonical,
    combination,
    expanded,
    is_irreducible,
)
from derive.algebra.facts_ranges import BINDERS, RULES, of_function, power_of_range
from derive.algebra.facts_store import Key, Store, stated_for_all
from derive.algebra.shapes import ShapeError
from derive.algebra.signs import (
    ANY,
    EVERYTHING,
    NEGATIVE,
    NONNEGATIVE,
    NONPOSITIVE,
    NONZERO,
    POSITIVE,
    WHOLE,
    ZERO,
    Range,
    Sign,
)
from derive.core.sort import INTEGER
from derive.core.term import INFINITY, Apply, Binder, Component, Number, Symbol, Term, fresh

__all__ = ["ANY", "NEGATIVE", "POSITIVE", "ZERO", "Facts", "Range", "Sign", "facts_from"]

_Path = tuple[tuple[tuple[Term, ...], bool], ...]

MOST_CASES: Final = 2
MOST_LEVELS: Final = 8
_PASSES: Final = 3
_TOLD: Final = (NEGATIVE, ZERO, POSITIVE)
_WANTED: Final = {"eq": ZERO, "ne": NONZERO, "lt": POSITIVE, "le": NONNEGATIVE}
_TRIED: Final = ((POSITIVE, 1, True), (NEGATIVE, -1, True), (NONNEGATIVE, 1, False), (NONPOSITIVE, -1, False))


class Facts:
    """What follows from hypotheses; ``forms``: canonical terms with costs, or None with too small a one."""

    __slots__ = (
        "_cases",
        "_index",
        "_inside",
        "_known",
        "_level",
        "_path",
        "_proved",
        "_ranges",
        "_signs",
        "_store",
        "forms",
        "hypotheses",
    )

    def __init__(
        self, hypotheses: tuple[Term, ...] = (), *, within: "Facts | None" = None, is_case: bool = False
    ) -> None:
        """The facts that follow from these propositions, besides those of ``within``, or a case of it."""
        self.hypotheses: tuple[Term, ...] = hypotheses
        self._level = self._cases = 0
        self._path: _Path = ()
        self._known: frozenset[Term] = frozenset()
        self._store: Store = Store()
        self._index = None if within is None else ranging(hypotheses, within)
        if within is not None:
            self._inherit(within)
        self._cases += is_case
        self._inside: dict[tuple[Term, ...], Facts] = {}
        self.forms: dict[Term, tuple[Term | None, int]] = {}
        self._forget()
        first = len(self._store.forms)
        for hypothesis in hypotheses:
            self._learn(hypothesis)
        self._settle(first)
        outer = None if within is None else within._path  # noqa: SLF001  # of this class
        if outer != ():
            self._path = (*(outer or ()), (hypotheses, is_case))

    def again(self) -> "Facts":
        """The same, of which nothing has been asked yet."""
        new = object.__new__(Facts)
        new.hypotheses, new._path, new._index = self.hypotheses, self._path, self._index
        new._level, new._cases, new._known, new._store = self._level, self._cases, self._known, self._store
        new._inside, new.forms = {}, {}
        new._forget()
        return new

    def _inherit(self, other: "Facts") -> None:
        self.hypotheses = (*other.hypotheses, *self.hypotheses)
        self._level, self._cases = other._level + 1, other._cases  # noqa: SLF001  # of this class
        self._known, self._store = other._known, other._store.copy()  # noqa: SLF001  # of this class

    def _forget(self) -> None:
        self._ranges: dict[Term, Range] = {}
        self._signs: dict[tuple[Key, bool], Sign] = {}
        self._proved: dict[Term, bool] = {}

    def _learn(self, hypothesis: Term) -> None:
        parts = tuple(dict.fromkeys(stated(hypothesis)))
        self._known = self._known.union((hypothesis,), parts)
        for part in parts:
            self._store.learn(part)

    def _settle(self, first: int) -> None:
        """Draw what the new hypotheses imply for each other and for the old ones."""
        for _ in range(_PASSES):
            changed = self._store.propagate(self._store.concerned(first), self._around)
            self._forget()
            for implication in tuple(self._store.implications):
                if self._is_given(implication.children[0]):
                    self._store.implications.remove(implication)
                    self._learn(implication.children[1])
                    changed = True
            self._forget()
            if not changed:
                break

    def _is_given(self, premise: Term) -> bool:
        """Whether the premise of an implication follows; within other facts only relations are asked for.

        Universal premises open facts of their own, which would ask for the same premises again. That an
        index lies in a range that is not empty says nothing of anything else.
        """
        if self._index is not None and self._index not in premise.symbols:
            return False
        parts = tuple(stated(premise))
        if self._level and not all(isinstance(p, Apply) and p.head not in _CONNECTIVES for p in parts):
            return False
        return all(map(self.proves, parts))

    @property
    def universals(self) -> tuple[Universal, ...]:
        """What is stated for all values of a variable."""
        return self._store.universals

    def assuming(self, *propositions: Term) -> "Facts":
        """The facts with more hypotheses."""
        new = tuple(p for p in propositions if p not in self._known)
        if not new or self._level >= MOST_LEVELS:
            return self
        return self._with(new, is_case=False)

    def _with(self, new: tuple[Term, ...], *, is_case: bool) -> "Facts":
        """Facts inside these, which are shared unless these are not settled yet."""
        found = self._inside.get(new)
        if found is None:
            path = (*self._path, (new, is_case))
            found = _from_path(path) if self._path else Facts(new, within=self, is_case=is_case)
            self._inside[new] = found
        return found

    def sign(self, term: Term) -> Sign:
        """The possible signs of a term, a sum of NEGATIVE, ZERO and POSITIVE."""
        if not is_real_number(term):
            return ANY
        try:
            sign = self.range(term).sign
            return sign & self._sign(expanded(term), True) if sign in (ANY, NONZERO) else sign
        except RecursionError:
            return ANY

    def range(self, term: Term) -> Range:
        """Encloses the values of a term that is a real number."""
        found = self._ranges.get(term)
        if found is None:
            self._ranges[term] = EVERYTHING
            found = self._ranges[term] = self._range(term)
        return found

    def _range(self, term: Term) -> Range:
        if isinstance(term, Number):
            return signs.point(fmpq(term.value.numerator, term.value.denominator))
        found = self._by_structure(term)
        bound = self._store.bounds.get(term)
        if bound is not None:
            found = signs.intersection(found, bound)
        if isinstance(term, Apply) and term.head in {"add", "log"} and found.sign == ANY:
            sign = self._sign_of_sum(term)
            found = found if sign == ANY else signs.intersection(found, signs.of_sign(sign or ZERO))
        if found.sign not in _TOLD and isinstance(term, Apply) and not term.symbols:
            found = signs.intersection(found, signs.of_sign(sign_of_constant(term)))
        return signs.tightened(found)

    def _sign_of_sum(self, term: Apply) -> Sign:
        if term.head == "add":
            return self._sign(expanded(term), True)
        return self._sign(combination(expanded(term.children[0]), {UNIT: fmpq(1)}, fmpq(-1)), True)

    def _by_structure(self, term: Term) -> Range:
        if isinstance(term, Symbol):
            return WHOLE if term.sort == INTEGER else EVERYTHING
        if isinstance(term, Component):
            return self._of_component(term)
        if isinstance(term, Binder):
            rule = BINDERS.get(term.kind)
            return EVERYTHING if rule is None else rule(self, term)
        if isinstance(term, Apply):
            if term.head == "apply":
                return stated_for_all(self, term)
            return RULES.get(term.head, of_function)(self, term)
        return EVERYTHING

    def _of_component(self, term: Component) -> Range:
        if isinstance(term.base, Symbol):
            whole = WHOLE if term.base.sort.field is INTEGER.field else EVERYTHING  # type: ignore[union-attr]  # it has entries
            return signs.intersection(whole, stated_for_all(self, term))
        try:
            entry = component(term.base, *term.indices)
        except ShapeError:
            return EVERYTHING
        return EVERYTHING if entry is term else self.range(entry)

    def _around(self, polynomial: Polynomial) -> Range:
        """Encloses the values of a polynomial, by those of its monomials."""
        found = signs.NOTHING
        for monomial, coefficient in polynomial.items():
            found = signs.plus(found, signs.scaled(self._around_monomial(monomial), coefficient))
        return found

    def _around_monomial(self, monomial: Monomial) -> Range:
        if not monomial:
            return signs.UNIT
        ranges = [power_of_range(self.range(base), exponent) for base, exponent in monomial]
        found = ranges[0] if len(ranges) == 1 else reduce(signs.times, ranges)
        if len(monomial) > 1 or (monomial and monomial[0][1] != 1):
            bound = self._store.bounds.get(canonical({monomial: fmpq(1)}))
            found = found if bound is None else signs.intersection(found, bound)
        return found

    def _sign(self, polynomial: Polynomial, factors: bool) -> Sign:
        """The possible signs of a polynomial; by factors too, where these are wanted."""
        if not polynomial:
            return ZERO
        key = (frozenset([(m, c.p, c.q) for m, c in polynomial.items()]), factors)
        found = self._signs.get(key)
        if found is None:
            self._signs[key] = ANY
            found = self._signs[key] = self._sign_of_polynomial(polynomial, factors)
        return found

    def _sign_of_polynomial(self, polynomial: Polynomial, factors: bool) -> Sign:
        sign = self._around(polynomial).sign
        sign &= self._store.sign_of(polynomial)
        if sign in (NEGATIVE, ZERO, POSITIVE):
            return sign
        sign &= sign_of_difference(polynomial, lambda p: self._sign(p, True))
        if sign not in (NEGATIVE, ZERO, POSITIVE):
            sign &= self._sign_by_combination(polynomial)
        if factors and sign not in (NEGATIVE, ZERO, POSITIVE) and not is_irreducible(polynomial):
            simple = partial(self._sign_of_part, len(polynomial))
            sign &= sign_by_factors(polynomial, simple, self._around)
        return sign

    def _sign_of_part(self, length: int, part: Polynomial) -> Sign:
        """The possible signs of a factor, by factors of its own only where it is shorter than the whole."""
        return self._sign(part, len(part) < length)

    def _sign_by_combination(self, polynomial: Polynomial) -> Sign:
        """By linear combinations of inequalities between the atoms."""
        atoms = tuple(dict.fromkeys(b for m in polynomial for b, _ in m))
        if not self._store.forms and not self.universals and not any(a.children for a in atoms):
            return ANY
        forms = [*self._store.forms, *islice(instances(self, atoms), MOST_INSTANCES)]
        forms = connected(forms, polynomial)
        if not forms:
            return ANY
        monomials = dict.fromkeys(m for form in (polynomial, *(c.form for c in forms)) for m in form if m)
        constraints = [*forms, *(c for m in monomials for c in between(m, self._around_monomial(m)))]
        sign = ANY
        for wanted, direction, strict in _TRIED:
            goal = {m: direction * c for m, c in polynomial.items()}
            if sign & ~wanted and follows(goal, strict, constraints):
                sign &= wanted
        return sign

    def proves(self, proposition: Term) -> bool:
        """Whether the proposition follows; False says nothing."""
        if proposition in self._known:
            return True
        found = self._proved.get(proposition)
        if found is None:
            self._proved[proposition] = False
            try:
                found = self._follows(proposition) or self._by_cases(proposition)
            except RecursionError:
                return False
            self._proved[proposition] = found
        return found

    def _follows(self, proposition: Term) -> bool:
        if isinstance(proposition, Binder):
            return proposition.kind == "forall" and self._for_all(proposition)
        if not isinstance(proposition, Apply):
            return False
        rule = _CONNECTIVES.get(proposition.head)
        if rule is not None:
            return rule(self, proposition)
        relation = ordered(proposition)
        return relation in self._known or (relation.head in _WANTED and self._relation(relation))

    def _for_all(self, proposition: Binder) -> bool:
        return self.proves(
            proposition.open(fresh("k", proposition.variable.sort, proposition, *self.hypotheses))
        )

    def _relation(self, relation: Apply) -> bool:
        left, right = relation.children
        if INFINITY in (left, right) or MINUS_INFINITY in (left, right):
            return compares_with_infinity(relation)
        if left is right and relation.head in {"eq", "le"}:
            return True
        if not (is_real_number(left) and is_real_number(right)):
            return False
        wanted = _WANTED[relation.head]
        if isinstance(right, Number) and right.value == 0 and relation.head in {"ne", "eq"}:
            return not self.sign(left) & ~wanted
        if isinstance(left, Number) and left.value == 0:
            return not self.sign(right) & ~wanted
        difference = combination(expanded(right), expanded(left), fmpq(-1))
        return not self._sign(difference, True) & ~wanted

    def _member(self, proposition: Apply) -> bool:
        element, collection = proposition.children
        if not isinstance(collection, Apply) or not is_real_number(element):
            return is_in_the_reals(proposition)
        if collection.head == "interval":
            return all(map(self.proves, bounds(element, collection)))
        if collection.head == "finite_set":
            return any(self.proves(Apply("eq", element, v)) for v in collection.children)
        whole = collection.head == "integers" and self.range(element).whole
        return whole or is_in_the_reals(proposition)

    def _by_cases(self, proposition: Term) -> bool:
        """Each case of a disjunction among the hypotheses."""
        if self._cases >= MOST_CASES:
            return False
        for options in self._store.choices:
            concerned = any(not proposition.symbols.isdisjoint(o.symbols) for o in options)
            if concerned and all(self._with((o,), is_case=True).proves(proposition) for o in options):
                return True
        return False


def facts_from(hypotheses: tuple[Term, ...]) -> Facts:
    """The facts that follow from hypotheses; steps of a derivation share what settling them took."""
    return _from_path(((hypotheses, False),))


def _from_path(path: _Path) -> Facts:
    """Facts inside facts: by the hypotheses of each level, and whether these are a case.

    What was asked of others does not reach them, so nothing depends on who asked before.
    """
    return _settled(path).again()


@lru_cache(maxsize=1 << 9)
def _settled(path: _Path) -> Facts:
    *outer, (hypotheses, is_case) = path
    return Facts(hypotheses, within=_from_path(tuple(outer)) if outer else None, is_case=is_case)


_CONNECTIVES: Final[dict[str, Callable[[Facts, Apply], bool]]] = {
    **CONNECTIVES,
    "member": Facts._member,  # noqa: SLF001  # its own
}
