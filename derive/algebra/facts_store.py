"""What hypotheses say, in the forms that the facts work with: bounds, inequalities, exclusions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from flint import fmpq, fmpz

from derive.algebra import signs
from derive.algebra.facts_hypotheses import ORDERED, Universal, alternatives, universal
from derive.algebra.facts_instances import constraints_of, instantiated
from derive.algebra.facts_known import Known
from derive.algebra.facts_linear import Constraint
from derive.algebra.facts_numbers import is_real_number
from derive.algebra.facts_polynomials import UNIT, Monomial, Polynomial, canonical, combination, expanded
from derive.algebra.signs import (
    ANY,
    EVERYTHING,
    NONNEGATIVE,
    NONZERO,
    NONZEROS,
    POSITIVE,
    WHOLE,
    ZERO,
    Range,
    Sign,
    opposite,
)
from derive.core.term import Apply, Binder, Number, Term

MOST_MONOMIALS: Final = 8
_MOST_ROOT_BITS: Final = 256
_ONE: Final = fmpz(1)
RangeOf = Callable[[Polynomial], Range]
Key = frozenset[tuple[Monomial, fmpz, fmpz]]
"""A polynomial; its coefficients as numerators and denominators, since hashing a quotient takes long."""


@dataclass(slots=True)
class Store:
    """Bounds by term, inequalities between several monomials, polynomials that are not 0, and more."""

    bounds: dict[Term, Range] = field(default_factory=dict)
    forms: list[Constraint] = field(default_factory=list)
    unequal: dict[Key, Polynomial] = field(default_factory=dict)
    universals: tuple[Universal, ...] = ()
    known: dict[Key, Sign] = field(default_factory=dict)
    choices: list[tuple[Term, ...]] = field(default_factory=list)
    implications: list[Apply] = field(default_factory=list)

    def copy(self) -> "Store":
        """The same, to which more can be added."""
        return Store(
            dict(self.bounds),
            list(self.forms),
            dict(self.unequal),
            self.universals,
            dict(self.known),
            list(self.choices),
            list(self.implications),
        )

    def learn(self, proposition: Term) -> None:
        """Take up a proposition that has been taken apart."""
        if isinstance(proposition, Binder):
            statement = universal(proposition)
            if statement is not None:
                self.universals = (*self.universals, statement)
        elif isinstance(proposition, Apply):
            if proposition.head in ORDERED:
                self._relation(proposition)
            elif proposition.head == "member":
                self._member(proposition)
            elif proposition.head == "implies":
                self.implications.append(proposition)
            options = alternatives(proposition)
            if options:
                self.choices.append(options)

    def bound(self, term: Term, found: Range) -> bool:
        """Narrow what is known of a term; whether that was new."""
        before = self.bounds.get(term, EVERYTHING)
        after = signs.intersection(before, found)
        if after == before:
            return False
        self.bounds[term] = after
        return True

    def _relation(self, relation: Apply) -> None:
        if not all(map(is_real_number, relation.children)):
            return
        if relation.head == "ne":
            form = combination(expanded(relation.children[1]), expanded(relation.children[0]), fmpq(-1))
            if form:
                key = key_of(form)
                self.unequal[key] = form
                self._note(form, key, NONZERO)
        else:
            for form, strict in constraints_of(relation):
                if len(form) > 1 or (form and UNIT not in form):
                    self.forms.append(Constraint(form, strict))
                    self._note(form, key_of(form), POSITIVE if strict else NONNEGATIVE)

    def _note(self, form: Polynomial, key: Key, sign: Sign) -> None:
        self.known[key] = self.known.get(key, ANY) & (sign if _leading(form) > 0 else opposite(sign))

    def sign_of(self, form: Polynomial) -> Sign:
        """The signs that a hypothesis leaves to the polynomial itself, or to a multiple of it."""
        if len(form) not in map(len, self.known):
            return ANY
        sign = self.known.get(key_of(form), ANY)
        return sign if _leading(form) > 0 else opposite(sign)

    def _member(self, proposition: Apply) -> None:
        element, collection = proposition.children
        if not is_real_number(element) or not isinstance(collection, Apply):
            return
        if collection.head == "integers":
            self.bound(element, WHOLE)

    def concerned(self, first: int) -> list[Constraint]:
        """The inequalities from the first new one on, and the older ones that share atoms with these."""
        new = self.forms[first:]
        atoms = {b for c in new for m in c.form for b, _ in m}
        old = (c for c in self.forms[:first] if any(b in atoms for m in c.form for b, _ in m))
        return [*new, *old]

    def propagate(self, forms: list[Constraint], range_of: RangeOf) -> bool:
        """Bound each monomial by what its inequality leaves to it; whether something was new."""
        changed = False
        for form, strict in forms:
            if len(form) <= MOST_MONOMIALS:
                changed |= self._solve_all(form, strict, range_of)
        for form in self.unequal.values():
            changed |= self._exclude(form, range_of)
        return changed

    def _solve_all(self, form: Polynomial, strict: bool, range_of: RangeOf) -> bool:
        changed = False
        for monomial in form:
            if monomial:
                changed |= self._solve(form, monomial, strict, range_of)
        return changed

    def _exclude_nought(self, monomial: Monomial) -> bool:
        changed = False
        for base, exponent in monomial:
            if exponent > 0:
                changed |= self.bound(base, NONZEROS)
        return changed

    def _solve(self, form: Polynomial, monomial: Monomial, strict: bool, range_of: RangeOf) -> bool:
        """``c m + rest >= 0``, so ``m >= -rest/c``, or at most that for a negative c."""
        coefficient = form[monomial]
        rest = range_of({m: c for m, c in form.items() if m != monomial})
        if rest.high is None:
            return False
        end, closed = -rest.high / coefficient, rest.high_closed and not strict
        found = Range(end, closed) if coefficient > 0 else Range(None, False, end, closed)
        return self._bound_monomial(monomial, found)

    def _bound_monomial(self, monomial: Monomial, found: Range) -> bool:
        changed = self.bound(canonical({monomial: fmpq(1)}), found)
        if len(monomial) == 1:
            ((base, exponent),) = monomial
            changed |= self._bound_base(base, exponent, found)
        elif not found.sign & ZERO:
            changed |= self._exclude_nought(monomial)
        return changed

    def _bound_base(self, base: Term, exponent: "int | fmpq", found: Range) -> bool:
        if not isinstance(exponent, int) or exponent == 1:
            return False
        if exponent % 2:
            return self.bound(base, signs.of_sign(found.sign)) if found.sign != ANY else False
        changed = False
        if exponent > 0 and found.high is not None and found.high >= 0:
            end = _root_above(found.high)
            closed = found.high_closed or end * end != found.high
            changed = self.bound(base, Range(-end, closed, end, closed)) if exponent == 2 else False
        if not found.sign & ZERO:
            changed |= self.bound(base, NONZEROS)
        return changed

    def _exclude(self, form: Polynomial, range_of: RangeOf) -> bool:
        monomials = [m for m in form if m]
        if len(monomials) != 1:
            return False
        (monomial,) = monomials
        if UNIT not in form:
            return self._exclude_nought(monomial)
        around, value = range_of({monomial: fmpq(1)}), -form[UNIT] / form[monomial]
        if around.low == value:
            return self._bound_monomial(monomial, Range(value))
        if around.high == value:
            return self._bound_monomial(monomial, Range(None, False, value))
        return False


def stated_for_all(facts: Known, term: Term) -> Range:
    """What statements about all indices say of an entry or of the value of a function."""
    found = EVERYTHING
    for statement in facts.universals:
        for relation in instantiated(facts, statement, (term,)):
            forms = [c for c in constraints_of(relation) if set(c.form) <= {UNIT, ((term, 1),)}]
            store = Store(forms=forms)
            if relation.head == "ne" and relation.children[1:] == (Number(0),):
                store.learn(relation)
            store.propagate(store.forms, lambda rest: signs.point(rest.get(UNIT, fmpq(0))))
            found = signs.intersection(found, store.bounds.get(term, EVERYTHING))
    return found


def _root_above(value: fmpq) -> fmpq:
    """A rational that is at least the square root, and close to it."""
    if value.p.height_bits() > _MOST_ROOT_BITS:
        return value + 1
    p, q = value.p, value.q
    root = fmpq((p * q).isqrt(), q)
    if root * root == value:
        return root
    scale = 1 << 32
    return fmpq((p * q * scale * scale).isqrt() + 1, q * scale)


def key_of(form: Polynomial) -> Key:
    """The polynomial up to a factor."""
    if len(form) == 1:
        return frozenset([(m, _ONE, _ONE) for m in form])
    first = _leading(form)
    scaled = [(m, c / first) for m, c in form.items()]
    return frozenset([(m, c.p, c.q) for m, c in scaled])


def _leading(form: Polynomial) -> fmpq:
    if len(form) == 1:
        (only,) = form.values()
        return only
    return form[min(form, key=_order)]


@lru_cache(maxsize=1 << 12)
def _order(monomial: Monomial) -> tuple[int, bytes]:
    return len(monomial), b"".join(b.digest + str(e).encode() for b, e in monomial)
