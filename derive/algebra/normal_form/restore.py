"""Back from quotients to terms, in an order that depends on the terms alone."""

from fractions import Fraction

from derive.algebra.normal_form.evaluation import Engine
from derive.algebra.normal_form.generators import Generator, Monomial
from derive.algebra.normal_form.ring import Polynomial, Quotient
from derive.core.term import MINUS_ONE, ONE, Apply, Number, Term, add, multiply, power


def term_of(engine: Engine, value: Quotient) -> Term:
    """A canonical term for the value."""
    bottom = value.denominator
    name = (str(value.numerator), "" if bottom is None else str(bottom))
    found = engine.restored.get(name)
    if found is None:
        found = engine.restored[name] = _term(engine, value)
    return found


def _term(engine: Engine, value: Quotient) -> Term:
    value = engine.normal(value)
    top = _terms(engine, value.numerator)
    if value.denominator is None:
        return _sum(top)
    bottom = _terms(engine, value.denominator)
    scale = _scale(bottom)
    top = [(t, c * scale) for t, c in top]
    bottom = [(t, c * scale) for t, c in bottom]
    inverse = power(_sum(bottom), MINUS_ONE)
    numerator = _sum(top)
    return inverse if numerator is ONE else multiply(numerator, inverse)


def polynomial_term(engine: Engine, polynomial: Polynomial) -> Term:
    """A canonical term for a polynomial."""
    return _sum(_terms(engine, polynomial))


def _terms(engine: Engine, polynomial: Polynomial) -> list[tuple[Term, Fraction]]:
    found = [(_monomial(engine, m), c) for m, c in engine.monomials(polynomial)]
    return found if len(found) < 2 else sorted(found, key=lambda p: p[0].digest)


def _scale(terms: list[tuple[Term, Fraction]]) -> Fraction:
    """One over the content, with the sign that makes the first coefficient positive."""
    content = Fraction(0)
    for _, c in terms:
        content = _gcd(content, abs(c))
    return (1 if terms[0][1] > 0 else -1) / content


def _gcd(a: Fraction, b: Fraction) -> Fraction:
    while b:
        a, b = b, a % b
    return a


def _sum(terms: list[tuple[Term, Fraction]]) -> Term:
    if not terms:
        return Number(0)
    return add(*(_scaled(t, c) for t, c in terms))


def _scaled(term: Term, factor: Fraction) -> Term:
    if factor == 1:
        return term
    if term is ONE:
        return Number(factor)
    below = term.children if isinstance(term, Apply) and term.head == "multiply" else (term,)
    return multiply(Number(factor), *below)


def _monomial(engine: Engine, monomial: Monomial) -> Term:
    parts = [_power(engine, engine.generators[i], e) for i, e in monomial]
    if not parts:
        return ONE
    return multiply(*(parts if len(parts) < 2 else sorted(parts, key=lambda t: t.digest)))


def exponential_term(engine: Engine, argument: Quotient) -> Term:
    """``exp`` of a rational multiple of a monomial; ``b^m`` if it contains log b, which may be zero."""
    if argument.denominator is None:
        ((monomial, c),) = engine.monomials(argument.numerator)
        for index, e in monomial:
            g = engine.generators[index]
            if g.kind == "log" and e == 1:
                rest = engine.monomial(tuple(p for p in monomial if p[0] != index))
                return power(g.term.children[0], term_of(engine, engine.ring.scale(rest, c)))
    return Apply("exp", term_of(engine, argument))


def _power(engine: Engine, g: Generator, exponent: int) -> Term:
    if g.kind == "exp" and g.argument is not None and exponent != 1:
        return exponential_term(engine, engine.ring.scale(g.argument, exponent))
    if g.kind == "root" and exponent != 1:
        return power(g.term.children[0], Number(Fraction(exponent, g.degree)))
    return g.term if exponent == 1 else power(g.term, exponent)
