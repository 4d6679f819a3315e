"""Products of numbers and quotients, as they are written."""

from derive.core.term import MINUS_ONE, ONE, Apply, Number, Term, multiply


def of_numbers(factors: list[Term]) -> Term:
    """A product; ``1/2`` of whole numbers is one number."""
    if len(factors) > 1 and isinstance(factors[0], Number) and _is_quotient(factors[1]):
        below = factors[1].children[0]
        if isinstance(below, Number) and below.value:
            return multiply(Number(factors[0].value / below.value), *factors[2:])
    first = factors[0]
    if _is_quotient(first) and isinstance(first.children[0], Number) and first.children[0].value:
        return multiply(Number(1 / first.children[0].value), *factors[1:])
    return multiply(*factors)


def unit_free(factors: list[Term]) -> list[Term]:
    """``1 / x`` comes as 1 and 1/x; the 1 says nothing."""
    if len(factors) > 1 and factors[0] is ONE and _is_quotient(factors[1]):
        return factors[1:]
    return factors


def _is_quotient(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "power" and term.children[1] is MINUS_ONE
