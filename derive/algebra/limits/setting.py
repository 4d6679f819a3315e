"""What the limit of one term is worked out in: the variable, the facts, the effort."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from derive.algebra import signs
from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import ONE, ZERO, Apply, Number, Symbol, Term, add, multiply, rewrite, subtract

VARIABLE = Symbol("t\u2192\u221e", REAL)


class UndeterminedError(Exception):
    """The limit cannot be decided; the argument says what was missing."""


class OutsideError(Exception):
    """The term is not defined for large values of the variable."""


@dataclass(slots=True)
class Setting:
    """``facts`` speak of the parameters only; the variable tends to plus infinity."""

    facts: Facts
    effort: Effort
    _canonical: dict[Term, Term] = field(default_factory=dict)

    def canonical(self, term: Term) -> Term:
        """The canonical form of a term; ZERO exactly when it was shown to vanish."""
        if isinstance(term, (Number, Symbol)):
            return term
        found = self._canonical.get(term)
        if found is None:
            found = canonical(term, self.facts, self.effort)
            self._canonical[term] = found if VARIABLE not in found.symbols else (found := joined(found))
        return found

    def within(self, hypotheses: tuple[Term, ...]) -> "Setting":
        """The same with more hypotheses."""
        return Setting(self.facts.assuming(*hypotheses), self.effort) if hypotheses else self

    def sign(self, constant: Term) -> int:
        """The sign of a term without the variable, as -1, 0 or 1.

        Raises:
            UndeterminedError: the facts do not tell.
        """
        if isinstance(constant, Number):
            return (constant.value > 0) - (constant.value < 0)
        for candidate in (constant, self.canonical(constant)):
            sign = SIGNS.get(self.facts.sign(candidate))
            if sign is not None:
                return sign
        for sign, order in ((1, (ZERO, constant)), (-1, (constant, ZERO))):
            if self.facts.proves(Apply("lt", *order)):
                return sign
        raise UndeterminedError("sign", constant)

    def compare(self, first: Term, second: Term) -> int:
        """The sign of the difference of two terms without the variable."""
        if isinstance(first, Number) and isinstance(second, Number):
            return (first.value > second.value) - (first.value < second.value)
        if first is second:
            return 0
        return self.sign(self.canonical(subtract(first, second)) if second is not ZERO else first)


def joined(term: Term) -> Term:
    """The term with each product of exponentials as one exponential, whose exponent may stay finite.

    Powers of a positive base whose exponent is no number are exponentials of logarithms.
    """

    def step(t: Term) -> Term | None:
        if not (isinstance(t, Apply) and t.head in {"multiply", "power"}):
            return None
        factors = tuple(_factors(t))
        exponents = [e for f in factors if (e := _exponent(f)) is not None]
        if not exponents:
            return None
        others = [joined(f) for f in factors if _exponent(f) is None]
        return multiply(*others, Apply("exp", add(*map(joined, exponents))))

    return rewrite(term, step)


def _factors(term: Term, times: Number = ONE) -> Iterator[Term]:
    """The factors of nested products and of integer powers of products."""
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from _factors(child, times)
    elif isinstance(term, Apply) and term.head == "power" and _is_whole(term.children[1]):
        exponent = term.children[1]
        inner = exponent.value if isinstance(exponent, Number) else times.value
        yield from _factors(term.children[0], Number(times.value * inner))
    else:
        yield term if times is ONE else Apply("power", term, times)


def _is_whole(exponent: Term) -> bool:
    return isinstance(exponent, Number) and exponent.value.denominator == 1


def _exponent(factor: Term) -> Term | None:
    """``e`` where the factor is ``exp(e)`` or an integer power of such."""
    if not isinstance(factor, Apply):
        return None
    if factor.head == "exp":
        return factor.children[0]
    if _is_exponential(factor):
        return multiply(factor.children[1], Apply("log", factor.children[0]))
    if factor.head == "power" and isinstance(factor.children[1], Number):
        inner = _exponent(factor.children[0])
        return None if inner is None else multiply(factor.children[1], inner)
    return None


def _is_exponential(factor: Apply) -> bool:
    """Whether a power is an exponential of a logarithm; else its base may be negative."""
    if factor.head != "power" or isinstance(factor.children[1], Number):
        return False
    base, exponent = factor.children
    return VARIABLE in exponent.symbols or (VARIABLE in base.symbols and _is_positive(base))


def _is_positive(base: Term) -> bool:
    """Whether a term is positive for large values of the variable, by its form."""
    if isinstance(base, Number):
        return base.value > 0
    if not isinstance(base, Apply) or base.head not in {"multiply", "power", "exp"}:
        return base is VARIABLE
    return base.head == "exp" or all(map(_is_positive, base.children[: 1 if base.head == "power" else None]))


SIGNS = {signs.NEGATIVE: -1, signs.ZERO: 0, signs.POSITIVE: 1}
