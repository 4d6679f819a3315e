"""Terms without the noise that rules leave behind: factors 1, summands 0, numbers not yet multiplied."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from math import prod
from typing import Final

from derive.core.term import HALF, ONE, TWO, ZERO, Apply, Number, Term, add, multiply, power

LARGEST: Final = 12


def tidied(term: Term) -> Term:
    """The same value, with numbers put together; nothing is multiplied out and nothing is cancelled."""
    if not term.children:
        return term
    children = tuple(map(tidied, term.children))
    new = term if children == term.children else term.rebuild(children)
    return _RULES[new.head](new) if isinstance(new, Apply) and new.head in _RULES else new


def _sum(term: Apply) -> Term:
    parts = list(_parts(term, "add"))
    number = sum((p.value for p in parts if isinstance(p, Number)), Fraction(0))
    rest = [p for p in parts if not isinstance(p, Number)]
    if number:
        rest.insert(0 if isinstance(parts[0], Number) else len(rest), Number(number))
    return add(*rest) if rest else ZERO


def _product(term: Apply) -> Term:
    parts = list(_parts(term, "multiply"))
    number = prod((p.value for p in parts if isinstance(p, Number)), start=Fraction(1))
    if not number:
        return ZERO
    rest = _raised_together([p for p in parts if not isinstance(p, Number)])
    if number != 1:
        rest.insert(0, Number(number))
    return multiply(*rest) if rest else ONE


def _raised_together(factors: list[Term]) -> list[Term]:
    """Whole powers of one base with one sign as one power, where the base first occurs."""
    found: dict[tuple[Term, bool], Fraction] = {}
    for factor in factors:
        base, exponent = _split(factor)
        found[base, exponent > 0] = found.get((base, exponent > 0), Fraction(0)) + exponent
    return [b if e == 1 else power(b, Number(e)) for (b, _), e in found.items()]


def _split(factor: Term) -> tuple[Term, Fraction]:
    if isinstance(factor, Apply) and factor.head == "power" and isinstance(factor.children[1], Number):
        exponent = factor.children[1].value
        if exponent.denominator == 1:
            return factor.children[0], exponent
    return factor, Fraction(1)


def _power(term: Apply) -> Term:
    base, exponent = term.children
    if exponent is ONE:
        return base
    if exponent is ZERO:
        return ONE
    if exponent is TWO and isinstance(base, Apply) and base.head == "power" and base.children[1] is HALF:
        return base.children[0]
    if isinstance(base, Number) and isinstance(exponent, Number) and exponent.value.denominator == 1:
        small = abs(exponent.value) <= LARGEST and (base.value != 0 or exponent.value > 0)
        return Number(base.value ** int(exponent.value)) if small else term
    return term


def _parts(term: Apply, head: str) -> Iterator[Term]:
    for child in term.children:
        if isinstance(child, Apply) and child.head == head:
            yield from _parts(child, head)
        else:
            yield child


_RULES: Final[dict[str, Callable[[Apply], Term]]] = {"add": _sum, "multiply": _product, "power": _power}
