"""Dimensions and index bounds as linear forms, compared without any hypothesis."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from derive.core.term import ONE, Apply, Number, Term, add, multiply

Linear = dict[Term, Fraction]


def linear(term: Term) -> Linear:
    """The coefficients of a sum of multiples of terms; that of ``ONE`` is the constant."""
    form: Linear = {}
    _collect(term, Fraction(1), form)
    return {t: c for t, c in form.items() if c}


def _collect(term: Term, factor: Fraction, form: Linear) -> None:
    if isinstance(term, Number):
        form[ONE] = form.get(ONE, Fraction(0)) + factor * term.value
    elif isinstance(term, Apply) and term.head == "add":
        for part in term.children:
            _collect(part, factor, form)
    elif isinstance(term, Apply) and term.head == "multiply":
        scale, rest = _split(term)
        if rest is None:
            form[ONE] = form.get(ONE, Fraction(0)) + factor * scale
        elif scale == 1:
            form[rest] = form.get(rest, Fraction(0)) + factor
        else:
            _collect(rest, factor * scale, form)
    else:
        form[term] = form.get(term, Fraction(0)) + factor


def _split(product: Apply) -> tuple[Fraction, Term | None]:
    scale = Fraction(1)
    rest = []
    for part in product.children:
        if isinstance(part, Number):
            scale *= part.value
        else:
            rest.append(part)
    if not rest:
        return scale, None
    return scale, multiply(*sorted(_factors(rest), key=lambda t: t.digest))


def _factors(terms: Iterable[Term]) -> Iterator[Term]:
    for term in terms:
        if isinstance(term, Apply) and term.head == "multiply":
            yield from _factors(term.children)
        else:
            yield term


def same(left: Term, right: Term) -> bool:
    """Whether two dimensions are equal whatever their symbols stand for."""
    return left is right or linear(left) == linear(right)


def shifted(term: Term, by: int) -> Term:
    """The term plus a number, with numbers gathered."""
    form = linear(term)
    constant = form.pop(ONE, Fraction(0)) + by
    parts = [t if c == 1 else multiply(Number(c), t) for t, c in form.items()]
    if constant or not parts:
        parts.append(Number(constant))
    return add(*parts)
