"""What a term looks like towards one end of an interval: its scale in a variable u that tends to infinity.

At infinity the variable is u or -u; at a finite end e it is e + 1/u or e - 1/u. There the zeros of
sub-terms are found by their derivatives: ``g(e + h) = h^m g^(m)(somewhere between) / m!`` where the
derivatives below the m-th vanish at e.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache, reduce
from math import factorial
from typing import Any, Final

from flint import arb, fmpq

from derive.algebra.balls_arrays import Array
from derive.algebra.balls_integrals_scales import Beyond, Scaled, constant, raised, times
from derive.algebra.balls_numbers import Indeterminate, Undefined, is_zero
from derive.algebra.balls_program import FORMS, Code, Compiler, Scope
from derive.algebra.differentiate import DerivativeError, differentiate, smoothness
from derive.core.sort import REAL
from derive.core.term import (
    HALF,
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    negative,
    replace,
)
from derive.theory.function import function, nowhere_restricted

VARIABLE: Final = Symbol("@t", REAL)
MOST_ORDER: Final = 4


@lru_cache(maxsize=1 << 12)
def code_of(term: Term) -> Code:
    """The code of a term in :data:`VARIABLE` and the symbols of a scope."""
    return Compiler(term).value(term)


@lru_cache(maxsize=1 << 12)
def truth_of(proposition: Term) -> Code:
    """The code of a proposition, likewise."""
    return Compiler(proposition).truth(proposition)


def value_at(term: Term, place: Any, scope: Scope) -> Any:
    """The value of a term with a number or ball for the variable."""
    inner = scope.inside()
    inner[VARIABLE] = place
    value = code_of(term)(inner)
    if isinstance(value, Array) or not (type(value) is fmpq or value.is_finite()):
        raise Indeterminate
    return value


@dataclass(frozen=True, slots=True)
class End:
    """An end of an interval: a finite number with its term, or None for infinity; ``side`` points inwards.

    At plus infinity the side is 1, so that the variable is ``side * u``.
    """

    term: Term | None
    value: Any
    side: int


@lru_cache(maxsize=1 << 10)
def derivatives(term: Term, order: int) -> tuple[Term, tuple[Term, ...]] | None:
    """The derivative of an order by the variable, and where it is valid; None if there is none."""
    conditions: tuple[Term, ...] = ()
    try:
        for _ in range(order):
            conditions = (*conditions, *smoothness(term, VARIABLE))
            term = canonical(differentiate(term, VARIABLE)) or differentiate(term, VARIABLE)
    except DerivativeError:
        return None
    return term, tuple(dict.fromkeys(conditions))


@dataclass(slots=True)
class Outlook:
    """The scales of terms beyond a start, in sight of an end."""

    end: End
    scope: Scope
    beyond: Beyond
    _known: dict[Term, Scaled] = field(default_factory=dict)

    @property
    def near(self) -> arb:
        """All values of the variable, where the end is finite; the end itself is among them."""
        reach = arb(0).union(1 / self.beyond.start)
        return arb(self.end.value) + self.end.side * reach

    def of(self, term: Term) -> Scaled:
        """The scale of a term.

        Raises:
            Indeterminate: none was found.
        """
        found = self._known.get(term)
        if found is None:
            self.scope.charge(20)
            try:
                found = self._known[term] = self._of(term)
            except Undefined:
                raise Indeterminate from None
        return found

    def _of(self, term: Term) -> Scaled:
        if VARIABLE not in term.symbols:
            return constant(code_of(term)(self.scope))
        if self.end.value is None:
            if term is VARIABLE:
                return Scaled(arb(self.end.side), fmpq(1))
            return self._composed(term)
        return self._finite(term)

    def _finite(self, term: Term) -> Scaled:
        """Towards a finite end: a ball around all values that excludes 0, or a zero of some order."""
        try:
            around = arb(value_at(term, self.near, self.scope))
        except (Indeterminate, Undefined):
            return self._composed(term)
        if around > 0 or around < 0:
            return constant(around)
        if isinstance(term, Apply) and term.head in _STRUCTURAL:
            found = self._attempt(term)
            if found is not None and found.sign:
                return found
        return self._zero(term) or constant(around)

    def _attempt(self, term: Term) -> Scaled | None:
        try:
            return self._composed(term)
        except Indeterminate:
            return None

    def _zero(self, term: Term) -> Scaled | None:
        for order in range(1, MOST_ORDER + 1):
            lower = derivatives(term, order - 1)
            higher = derivatives(term, order)
            if lower is None or higher is None or not self._vanishes(lower[0]):
                return None
            if not self._hold(higher[1]):
                return None
            try:
                around = arb(value_at(higher[0], self.near, self.scope))
            except (Indeterminate, Undefined):
                return None
            if around > 0 or around < 0:
                sign = self.end.side**order
                return Scaled(around * sign / factorial(order), fmpq(-order))
        return None

    def _hold(self, conditions: tuple[Term, ...]) -> bool:
        inner = self.scope.inside()
        inner[VARIABLE] = self.near
        return all(truth_of(c)(inner) is True for c in conditions)

    def _vanishes(self, term: Term) -> bool:
        """Whether a term is 0 at the end, exactly."""
        return vanishes(term, self.end, self.scope)

    def _composed(self, term: Term) -> Scaled:
        if isinstance(term, Apply):
            rule = _COMPOSED.get(term.head, _function)
            return rule(self, term)
        raise Indeterminate


def vanishes(term: Term, end: End, scope: Scope) -> bool:
    """Whether a term in the variable is exactly 0 at a finite end."""
    if end.term is None:
        return False
    try:
        value = value_at(term, end.value, scope)
    except (Indeterminate, Undefined):
        return False
    if value == 0:
        return True
    if value != 0:
        return False
    closed = with_numbers(replace(term, {VARIABLE: end.term}), scope)
    return closed is not None and canonical(closed) is ZERO


def with_numbers(term: Term, scope: Scope, *kept: Symbol) -> Term | None:
    """The term with the numbers of a scope for its symbols, but for those that are kept.

    None if a symbol has no exact value.
    """
    values: dict[Term, Term] = {}
    for symbol in term.symbols.difference(kept):
        value: Any = scope.get(symbol)
        if type(value) is not fmpq:
            return None
        values[symbol] = Number(Fraction(int(value.p), int(value.q)))
    return replace(term, values) if values else term


@lru_cache(maxsize=1 << 10)
def canonical(term: Term, hypotheses: tuple[Term, ...] = ()) -> Term | None:
    """The normal form of a term, where normal forms are known and it costs little."""
    find = FORMS.get("canonical")
    return None if find is None else find(term, hypotheses)


def _add(view: Outlook, term: Apply) -> Scaled:
    return view.beyond.total([view.of(c) for c in term.children])


def _multiply(view: Outlook, term: Apply) -> Scaled:
    return reduce(times, [view.of(c) for c in term.children], constant(1))


def _power(view: Outlook, term: Apply) -> Scaled:
    base, exponent = term.children
    if VARIABLE in exponent.symbols:
        return view.of(Apply("exp", multiply(exponent, Apply("log", base))))
    if isinstance(exponent, Number):
        return raised(view.of(base), fmpq(exponent.value.numerator, exponent.value.denominator))
    value = code_of(exponent)(view.scope)
    if type(value) is not fmpq:
        raise Indeterminate
    found = view.of(base)
    if value.q == 1 and not found.factor > 0:
        raise Indeterminate
    return raised(found, value)


def _root(view: Outlook, term: Apply) -> Scaled:
    base, degree = term.children
    if not isinstance(degree, Number) or degree.value.denominator != 1:
        raise Indeterminate
    inner = view.of(base)
    exponent = fmpq(1, degree.value.numerator)
    if inner.factor < 0 and degree.value % 2:
        positive = raised(inner._replace(factor=-inner.factor), exponent)
        return positive._replace(factor=-positive.factor)
    return raised(inner, exponent)


def _exponential(view: Outlook, term: Apply) -> Scaled:
    """Exact where the exponent is a sum of powers; else within bounds."""
    (inner,) = term.children
    powers = _powers(view, inner) if view.end.value is None else None
    if powers is None:
        return view.beyond.exponential(view.of(inner))
    rates = tuple((q, powers[q]) for q in sorted(powers, reverse=True) if q > 0)
    rest = [Scaled(arb(c), q) for q, c in powers.items() if q <= 0]
    factor = view.beyond.values(view.beyond.total(rest)).exp() if rest else arb(1)
    return Scaled(factor, rates=rates)


def _powers(view: Outlook, term: Term) -> dict[Any, Any] | None:
    """A term as an exact sum of powers of u at infinity."""
    if VARIABLE not in term.symbols:
        return {fmpq(0): code_of(term)(view.scope)}
    if term is VARIABLE:
        return {fmpq(1): fmpq(view.end.side)}
    if not isinstance(term, Apply) or term.head not in {"add", "multiply", "power"}:
        return None
    if term.head == "power":
        return _power_of_powers(view, term)
    parts = [_powers(view, c) for c in term.children]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    return _without_zeros(_sum_of(known) if term.head == "add" else reduce(_product_of, known))


def _power_of_powers(view: Outlook, term: Apply) -> dict[Any, Any] | None:
    base, exponent = term.children
    inner = _powers(view, base)
    if inner is None or not isinstance(exponent, Number) or not inner:
        return None
    n = exponent.value
    if n.denominator == 1 and 0 <= n <= 8:
        return _without_zeros(reduce(_product_of, [inner] * int(n), {fmpq(0): fmpq(1)}))
    if len(inner) == 1:
        ((q, c),) = inner.items()
        if c == 1:
            return {q * fmpq(n.numerator, n.denominator): fmpq(1)}
    return None


def _without_zeros(powers: dict[Any, Any]) -> dict[Any, Any]:
    return {q: c for q, c in powers.items() if not is_zero(c)}


def _sum_of(parts: list[dict[Any, Any]]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for part in parts:
        for q, c in part.items():
            found[q] = found.get(q, fmpq(0)) + c
    return found


def _product_of(first: dict[Any, Any], second: dict[Any, Any]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for p, b in first.items():
        for q, c in second.items():
            found[p + q] = found.get(p + q, fmpq(0)) + b * c
    return found


def _logarithm(view: Outlook, term: Apply) -> Scaled:
    """``log(1 + y)`` is y times a number between the values of ``1 / (1 + y)``, where y tends to 0."""
    (inner,) = term.children
    whole = view.of(inner)
    if whole.is_bounded and isinstance(inner, Apply) and inner.head == "add":
        gap = view.beyond.total([*map(view.of, inner.children), constant(-1)])
        if not gap.is_bounded and view.beyond.falls(gap):
            around = view.beyond.values(gap).union(arb(0))
            if around > -1:
                return gap._replace(factor=gap.factor / (1 + around))
    return view.beyond.logarithm(whole)


def _absolute(view: Outlook, term: Apply) -> Scaled:
    inner = view.of(term.children[0])
    return inner._replace(factor=abs(inner.factor))


def _by_exponentials(build: Callable[[Term], Term]) -> Callable[[Outlook, Apply], Scaled]:
    return lambda view, term: view.of(build(term.children[0]))


def _exp(term: Term) -> Term:
    return Apply("exp", term)


def _function(view: Outlook, term: Apply) -> Scaled:
    """A function with a definition by that; a bounded one by its range, or its values on the argument's."""
    record = function(term.head)
    if record is None or record.shape != "scalar":
        raise Indeterminate
    if record.definition is not None:
        return view.of(record.definition(*term.children))
    try:
        argument = view.beyond.values(view.of(term.children[0]))
        if len(term.children) == 1:
            return constant(value_at(Apply(term.head, VARIABLE), argument, view.scope))
    except (Indeterminate, Undefined):
        if record.domain is not nowhere_restricted:
            raise Indeterminate from None
    return constant(_range(record.range))


def _range(collection: Term) -> arb:
    ends = collection.children if isinstance(collection, Apply) else ()
    if len(ends) != 4 or any(t.head == "infinity" for e in ends[:2] for t in _applications(e)):
        raise Indeterminate
    low, high = (code_of(e)(Scope({})) for e in ends[:2])
    return arb(low).union(arb(high))


def _applications(term: Term) -> list[Apply]:
    below = [a for c in term.children for a in _applications(c)]
    return [term, *below] if isinstance(term, Apply) else below


_COMPOSED: Final[dict[str, Callable[[Outlook, Apply], Scaled]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "exp": _exponential,
    "log": _logarithm,
    "abs": _absolute,
    "cosh": _by_exponentials(lambda x: multiply(HALF, add(_exp(x), _exp(negative(x))))),
    "sinh": _by_exponentials(lambda x: multiply(HALF, add(_exp(x), negative(_exp(negative(x)))))),
    "sech": _by_exponentials(lambda x: divide(Number(2), add(_exp(x), _exp(negative(x))))),
    "csch": _by_exponentials(lambda x: divide(Number(2), add(_exp(x), negative(_exp(negative(x)))))),
    "sigmoid": _by_exponentials(lambda x: divide(ONE, add(ONE, _exp(multiply(MINUS_ONE, x))))),
}
_STRUCTURAL: Final = frozenset(("multiply", "power", "root", "log", "abs", "exp"))
