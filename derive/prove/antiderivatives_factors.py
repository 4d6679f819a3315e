"""Integrands as products: their factors, and exponentials put together."""

from collections.abc import Iterator

from derive.core.term import ONE, Apply, Number, Term, add, multiply


def joined(parts: list[Term]) -> list[Term]:
    """The factors with one exponential in the place of several."""
    exponents = [p.children[0] for p in parts if isinstance(p, Apply) and p.head == "exp"]
    if len(exponents) < 2:
        return parts
    others = [p for p in parts if not (isinstance(p, Apply) and p.head == "exp")]
    return [*others, Apply("exp", add(*exponents))]


def factors(term: Term) -> Iterator[Term]:
    """The factors of nested products, and of integer powers of products."""
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from factors(child)
    elif is_numeric_power(term):
        yield from _raised(*term.children)
    else:
        yield term


def _raised(base: Term, exponent: Term) -> Iterator[Term]:
    whole = isinstance(exponent, Number) and exponent.value.denominator == 1
    if whole and isinstance(base, Apply) and base.head == "multiply":
        for factor in base.children:
            yield from _raised(factor, exponent)
    elif whole and isinstance(base, Apply) and base.head == "power":
        inner, times = base.children
        both = isinstance(times, Number) and isinstance(exponent, Number)
        yield from _raised(inner, Number(times.value * exponent.value) if both else multiply(times, exponent))  # type: ignore[attr-defined]  # numbers
    else:
        yield base if exponent is ONE else Apply("power", base, exponent)


def is_numeric_power(term: Term) -> bool:
    """Whether a term is a power whose exponent is a number."""
    return isinstance(term, Apply) and term.head == "power" and isinstance(term.children[1], Number)
