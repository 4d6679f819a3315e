"""Limits in small steps: the dominating term taken out, l'Hospital's rule, the limits of the parts."""

from collections.abc import Iterator
from typing import Final

from derive.algebra.definedness import definedness
from derive.algebra.differentiate import DerivativeError, differentiate
from derive.algebra.limits.values import INFINITE
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import REAL
from derive.core.term import (
    HALF,
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
    bind,
    fresh,
    multiply,
    negative,
    power,
    replace,
    rewrite,
    subterms,
)
from derive.prove.exposition.forms import factors, quotient, summands
from derive.prove.exposition.tidy import tidied
from derive.prove.tables import Tables

EFFORT: Final = 200_000
MOST_ROUNDS: Final = 5
MOST_SUMMANDS: Final = 6


class Limiting:
    """The steps for one limit; what is known of its parameters decides what dominates."""

    def __init__(self, term: Binder, claim: Claim) -> None:
        """Name the variable of the limit."""
        name = term.variable.name
        self.at = fresh("n" if name.startswith("#") else name, term.variable.sort, term)
        self.known = claim.context.propositions
        self.tables = Tables(Effort(EFFORT))
        self.point, self.parameters = term.parameters[0], term.parameters
        self.body = term.open(self.at)

    def steps(self) -> Iterator[tuple[Term, str]]:
        """The limit after each step, and at last its value."""
        body = self.body
        for _ in range(MOST_ROUNDS):
            new, reason = self._next(body)
            if new is None or new is body:
                break
            body = new
            yield self._whole(body), reason
        parts = self._parts(body)
        if parts is not None:
            yield parts, "limits-of-parts"
        value = self.limit(body)
        if value is not None and value not in INFINITE:
            yield value, "calculated"

    def _whole(self, body: Term) -> Term:
        return bind("limit", self.at, body, *self.parameters)

    def limit(self, body: Term) -> Term | None:
        """The limit of a part, as far as it is known; it may be infinite."""
        if self.at not in body.symbols:
            return body
        try:
            return self.tables.limit(self._whole(body), self.known)
        except (OutOfEffortError, ShapeError):
            return None

    def _next(self, body: Term) -> tuple[Term | None, str]:
        for reason, rule in (
            ("dominating", self._logarithm),
            ("conjugate", self._conjugate),
            ("divided", self._divided),
            ("hospital", self._hospital),
        ):
            new = rule(body)
            if new is not None:
                return tidied(new), reason
        return None, ""

    def _dominating(self, terms: tuple[Term, ...]) -> Term | None:
        """The term to which all others have a finite quotient in the limit."""
        for one in sorted(terms, key=lambda t: (t.size, t.digest)):
            base = _without_number(one)
            quotients = [self.limit(self._simple(multiply(t, power(base, MINUS_ONE)))) for t in terms]
            if all(q is not None and q not in INFINITE for q in quotients):
                return base
        return None

    def _simple(self, term: Term) -> Term:
        try:
            return canonical(term, self.tables.facts(self.known), self.tables.effort)
        except (OutOfEffortError, ShapeError):
            return term

    def _divided(self, body: Term) -> Term | None:
        """Above and below the line divided by the term that dominates below it."""
        above, below = quotient(body)
        terms = summands(below)
        if (
            len(terms) < 2
            or len(terms) + len(summands(above)) > MOST_SUMMANDS
            or not self._is_infinite(below)
        ):
            return None
        base = self._dominating(terms)
        if base is None or self.at not in base.symbols:
            return None
        top = add(*(self._over(t, base) for t in summands(above)))
        bottom = add(*(self._over(t, base) for t in terms))
        return multiply(top, power(bottom, MINUS_ONE))

    def _over(self, term: Term, base: Term) -> Term:
        """The quotient; a root is divided under the root."""
        if isinstance(term, Apply) and term.head == "power" and term.children[1] is HALF:
            inside = summands(term.children[0])
            return power(add(*(self._over(t, power(base, 2)) for t in inside)), HALF)
        return self._simple(multiply(term, power(base, MINUS_ONE)))

    def _is_infinite(self, body: Term) -> bool:
        return self.limit(body) in INFINITE

    def _logarithm(self, body: Term) -> Term | None:
        """``log(a + b) = log a + log(1 + b/a)``, where a dominates."""
        for part in subterms(body):
            if not (isinstance(part, Apply) and part.head == "log" and self.at in part.symbols):
                continue
            if self._is_sum_of_exponentials(part.children[0]):
                return self._largest_out(body, part)
            terms = summands(part.children[0])
            base = self._dominating(terms) if 1 < len(terms) <= MOST_SUMMANDS else None
            if base is None or not self._is_infinite(base):
                continue
            inside = add(*(self._simple(multiply(t, power(base, MINUS_ONE))) for t in terms))
            first = self._simple(Apply("log", base))
            outer = multiply(*(ONE if f is part else f for f in factors(body)))
            if part in factors(body):
                split = (self._simple(multiply(outer, first)), multiply(outer, Apply("log", inside)))
                return add(*(tidied(s) for s in split))
            return replace(body, {part: add(first, Apply("log", inside))})
        return None

    def _is_sum_of_exponentials(self, term: Term) -> bool:
        return isinstance(term, Binder) and term.kind == "sum" and _is_exponential(term.body)

    def _largest_out(self, body: Term, part: Apply) -> Term | None:
        """``log sum_j e^(x f_j) = x max_j f_j + log sum_j e^(x (f_j - max_j f_j))``."""
        (total,) = part.children
        if not isinstance(total, Binder):
            return None
        index = fresh("j", total.variable.sort, body)
        exponent = total.open(index).children[0]
        slopes = [f for f in factors(exponent) if f is not self.at]
        if len(slopes) == len(factors(exponent)) or any(self.at in f.symbols for f in slopes):
            return None
        slope = multiply(*slopes)
        largest = bind("maximum", index, slope, *total.parameters)
        inside = Apply("exp", multiply(self.at, add(slope, negative(largest))))
        rest = Apply("log", bind("sum", index, inside, *total.parameters))
        outer = multiply(*(ONE if f is part else f for f in factors(body)))
        whole = self._simple(multiply(outer, self.at, largest))
        return add(whole, tidied(multiply(outer, rest))) if part in factors(body) else None

    def _conjugate(self, body: Term) -> Term | None:
        """A difference with a root, multiplied and divided by the sum."""
        terms = summands(body)
        if len(terms) != 2 or not any(map(_is_root, terms)) or not all(map(self._is_infinite, terms)):
            return None
        first, second = terms
        if self.limit(first) is self.limit(second):
            return None
        other = tidied(negative(second))
        top = self._simple(tidied(add(power(first, 2), negative(power(other, 2)))))
        return multiply(top, power(add(first, other), MINUS_ONE))

    def _hospital(self, body: Term) -> Term | None:
        """The quotient of the derivatives, where both tend to zero, or both to infinity."""
        above, below = quotient(body)
        limits = (self.limit(above), self.limit(below))
        if self.at.sort != REAL or self.at not in below.symbols or limits not in _INDEFINITE:
            return None
        try:
            top, bottom = (differentiate(t, self.at) for t in (above, below))
        except (DerivativeError, ShapeError):
            return None
        top, bottom = tidied(top), tidied(bottom)
        if bottom is ZERO or top.size + bottom.size > above.size + below.size + 6:
            return None
        return multiply(top, power(bottom, MINUS_ONE)) if bottom is not ONE else top

    def _parts(self, body: Term) -> Term | None:
        """The body with the limits of its parts, where these are finite and it has a value there."""
        if self.point not in (INFINITY, negative(INFINITY)) and not self._is_singular(body):
            return tidied(replace(body, {self.at: self.point}))
        parts: dict[Term, Term] = {}
        for part in subterms(body):
            if self.at in part.symbols and part is not body and not any(part in subterms(p) for p in parts):
                value = self.limit(part)
                if value is not None and value not in INFINITE and _is_simple(part):
                    parts[part] = value
        new = rewrite(body, parts.get)
        return None if self.at in new.symbols else new

    def _is_singular(self, body: Term) -> bool:
        """Whether the body may have no value at the point."""
        at_point: dict[Term, Term] = {self.at: self.point}
        return any(not self.tables.proves(self.known, replace(c, at_point)) for c in definedness(body))


def _is_simple(part: Term) -> bool:
    """Whether the limit of a part is seen at once: of a product or a function, not of a sum."""
    return not (isinstance(part, Apply) and part.head == "add") and not isinstance(part, Symbol)


def _is_exponential(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "exp"


def _is_root(term: Term) -> bool:
    return any(isinstance(f, Apply) and f.head == "power" and f.children[1] is HALF for f in factors(term))


def _without_number(term: Term) -> Term:
    rest = [f for f in factors(term) if not isinstance(f, Number)]
    return multiply(*rest) if rest else ONE


_INDEFINITE: Final = frozenset(((ZERO, ZERO), *((a, b) for a in INFINITE for b in INFINITE)))


def limiting(term: Term, claim: Claim) -> Iterator[tuple[Term, str]]:
    """The steps from a limit to its value; none for other terms."""
    if isinstance(term, Binder) and term.kind == "limit":
        yield from Limiting(term, claim).steps()
