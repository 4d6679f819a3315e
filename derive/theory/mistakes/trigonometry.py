"""False rules for angles."""

from collections.abc import Iterator

from derive.core.term import ONE, TWO, Apply, Number, Term, add, multiply, power, subtract
from derive.theory.mistake import Derivative, Mistake


def _identities(term: Term, _: Derivative) -> Iterator[Term]:
    if not isinstance(term, Apply):
        return
    if term.head in ("sin", "cos"):
        inside = term.children[0]
        if isinstance(inside, Apply) and inside.head == "add" and len(inside.children) == 2:
            yield from _of_sum(term.head, *inside.children)
        if isinstance(inside, Apply) and inside.head == "multiply" and inside.children[0] is TWO:
            half = multiply(*inside.children[1:])
            yield from _of_double(term.head, half)
    if term.head == "power" and term.children[1] is TWO and isinstance(term.children[0], Apply):
        inner = term.children[0]
        other = {"sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh"}.get(inner.head)
        if other:
            square = power(Apply(other, *inner.children), 2)
            yield add(ONE, square)
            yield subtract(square, ONE)
            yield subtract(ONE, square)
    yield from ()


def _of_sum(head: str, a: Term, b: Term) -> Iterator[Term]:
    sin_a, cos_a, sin_b, cos_b = (Apply(h, x) for x in (a, b) for h in ("sin", "cos"))
    straight = (multiply(cos_a, cos_b), multiply(sin_a, sin_b))
    crossed = (multiply(sin_a, cos_b), multiply(cos_a, sin_b))
    for pair in (straight, crossed):
        yield add(*pair)
        yield subtract(*pair)


def _of_double(head: str, x: Term) -> Iterator[Term]:
    sin, cos = Apply("sin", x), Apply("cos", x)
    yield multiply(sin, cos)
    yield multiply(TWO, Apply(head, x))
    yield add(power(cos, 2), power(sin, 2))
    yield subtract(power(sin, 2), power(cos, 2))
    yield subtract(multiply(TWO, power(sin, 2)), ONE)
    yield subtract(ONE, multiply(TWO, power(cos, 2)))
    yield subtract(multiply(Number(2), power(cos, 2)), TWO)


MISTAKES = (
    Mistake(
        "trigonometric-identity",
        11,
        r"\sin(2x) = \sin(x)\cos(x)",
        r"\sin(2x) = 2\sin(x)\cos(x)",
        wrong=_identities,
    ),
)
