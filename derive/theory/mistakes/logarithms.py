"""Logarithms and exponentials of sums and products."""

from collections.abc import Iterator

from derive.core.term import MINUS_ONE, Apply, Term, add, multiply, negative, power
from derive.theory.mistake import Derivative, Mistake


def _of_sum(term: Term, _: Derivative) -> Iterator[Term]:
    inside = _inside(term, "log", "add")
    if inside is not None:
        yield add(*(Apply("log", c) for c in inside.children))
        yield multiply(*(Apply("log", c) for c in inside.children))
        first, *rest = inside.children
        yield add(Apply("log", first), *(negative(Apply("log", negative(c))) for c in rest))


def _of_product(term: Term, _: Derivative) -> Iterator[Term]:
    inside = _inside(term, "log", "multiply")
    if inside is not None:
        yield multiply(*(_log(c) for c in inside.children))
    inside = _inside(term, "log", "power")
    if inside is not None:
        base, exponent = inside.children
        yield power(Apply("log", base), exponent)
        yield power(exponent, Apply("log", base))


def _log(factor: Term) -> Term:
    """The logarithm of a factor; of one below the line, below the line."""
    if isinstance(factor, Apply) and factor.head == "power" and factor.children[1] is MINUS_ONE:
        return power(Apply("log", factor.children[0]), MINUS_ONE)
    return Apply("log", factor)


def _exponential(term: Term, _: Derivative) -> Iterator[Term]:
    inside = _inside(term, "exp", "add")
    if inside is not None:
        yield add(*(Apply("exp", c) for c in inside.children))
    inside = _inside(term, "exp", "multiply")
    if inside is not None:
        yield multiply(*(Apply("exp", c) for c in inside.children))


def _factor_in_exponent(term: Term, _: Derivative) -> Iterator[Term]:
    if not (isinstance(term, Apply) and term.head in ("exp", "power")):
        return
    *base, exponent = term.children
    if not (isinstance(exponent, Apply) and exponent.head == "multiply"):
        return
    for k, factor in enumerate(exponent.children):
        rest = multiply(*exponent.children[:k], *exponent.children[k + 1 :])
        if factor is not MINUS_ONE:
            yield multiply(factor, Apply(term.head, *base, rest))


def _inside(term: Term, head: str, below: str) -> Apply | None:
    if isinstance(term, Apply) and term.head == head and len(term.children) == 1:
        (inside,) = term.children
        if isinstance(inside, Apply) and inside.head == below:
            return inside
    return None


_GIVEN = ("a > 0", "b > 0")

MISTAKES = (
    Mistake(
        "log-of-sum",
        5,
        r"\log(a + b) = \log a + \log b",
        r"\log(ab) = \log a + \log b",
        wrong=_of_sum,
        given=_GIVEN,
    ),
    Mistake(
        "log-of-product",
        6,
        r"\log(ab) = \log(a) \log(b)",
        r"\log(ab) = \log a + \log b",
        wrong=_of_product,
        given=_GIVEN,
    ),
    Mistake("exp-of-sum", 5, r"e^{a + b} = e^a + e^b", r"e^{a + b} = e^a e^b", wrong=_exponential),
    Mistake("factor-in-exponent", 5, r"e^{2x} = 2e^x", r"e^{2x} = (e^x)^2", wrong=_factor_in_exponent),
)
