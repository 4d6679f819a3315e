"""Exponents that are off by one, that got lost, or that were combined by the wrong rule."""

from collections.abc import Iterator
from itertools import combinations
from math import isqrt

from derive.core.surface import (
    Call,
    Fence,
    Fraction,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Radical,
    Scripted,
    Signed,
    Surface,
)
from derive.core.term import MINUS_ONE, ONE, Apply, Number, Term, add, multiply, power, subtract
from derive.theory.mending import is_sum, numeral, raised, unfenced
from derive.theory.mistake import Change, Derivative, Mistake, Spot

_LARGEST = 1000
_ROOTED = frozenset(("whole", "factor", "summand", "numerator", "denominator"))


def _exponents(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if spot.role == "exponent":
        yield from _other_exponents(spot)
    if isinstance(node, Scripted) and node.sup is not None and not _is_mark(node.sup):
        bare = node.base if node.sub is None else Scripted(node.place, node.base, node.sub, None, node.primes)
        yield Change(bare, node.place, bare)
    elif _takes_exponent(spot):
        for exponent in ("2", "3"):
            new = _raised(node, Numeral(node.place, exponent))
            yield Change(new, node.place, new)


def _raised(node: Surface, exponent: Surface) -> Surface:
    r"""The power; of a sine it is ``\sin^2 x``."""
    if isinstance(node, Call) and isinstance(node.head, Name):
        return Call(node.place, Scripted(node.head.place, node.head, None, exponent), node.argument)
    return raised(node, exponent)


def _takes_exponent(spot: Spot) -> bool:
    node, role = spot.node, spot.role
    if role in ("index", "lower", "upper", "base") or (isinstance(node, Scripted) and node.sup):
        return False
    plain = (isinstance(node, Name) and not node.function) or (
        isinstance(node, Call) and isinstance(node.head, Name)
    )
    if role == "exponent":
        return plain
    return plain or isinstance(node, Scripted | Fraction | Fence) or role in ("numerator", "denominator")


def _is_mark(node: Surface) -> bool:
    return isinstance(node, Name) and not node.text.isalpha()


def _other_exponents(spot: Spot) -> Iterator[Change]:
    node = spot.node
    value = _integer(node)
    if value is not None:
        for other in dict.fromkeys((value + 1, value - 1, -value, *_combinations(spot))):
            new = numeral(other, node.place)
            yield Change(new, node.place, new)
    else:
        for sign in ("+", "-"):
            new = Infix(node.place, (node, Numeral(node.place, "1")), (sign,))
            yield Change(new, node.place, new)
    if is_sum(node) and isinstance(node, Infix) and len(node.items) == 2:
        product = Infix(node.place, node.items, ("\\cdot",))
        yield Change(product, node.place, product)
    if isinstance(node, Juxtaposed) and len(node.items) == 2:
        total = Infix(node.place, node.items, ("+",))
        yield Change(total, node.place, total)


def _combinations(spot: Spot) -> Iterator[int]:
    """Sums, products and differences of the numbers of the relation."""
    numbers = [int(t) for t in spot.around.numerals if t.isdecimal() and int(t) <= _LARGEST]
    for a, b in combinations(numbers, 2):
        yield from (a + b, a * b, abs(a - b))


def _integer(node: Surface) -> int | None:
    if isinstance(node, Signed) and node.sign == "-":
        inner = _integer(node.operand)
        return None if inner is None else -inner
    return int(node.text) if isinstance(node, Numeral) and node.text.isdecimal() else None


def _roots(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if isinstance(node, Radical) and node.degree is None:
        yield Change(node.radicand, node.place, node.radicand)
    elif spot.role in _ROOTED and not isinstance(node, Scripted) and not _is_square(node):
        new = Radical(node.place, unfenced(node))
        yield Change(new, node.place, new)


def _is_square(node: Surface) -> bool:
    """Whether a number is the square of one: nobody forgets to take its root."""
    value = _integer(node)
    return value is not None and value >= 0 and isqrt(value) ** 2 == value


def _arithmetic(term: Term, _: Derivative) -> Iterator[Term]:
    """Exponents multiplied for a product of powers, added for a power of a power."""
    if not isinstance(term, Apply):
        return
    if term.head == "power":
        base, exponent = term.children
        if isinstance(base, Apply) and base.head == "power":
            yield power(base.children[0], add(base.children[1], exponent))
            yield power(base.children[0], power(base.children[1], exponent))
        if isinstance(base, Apply) and base.head == "exp":
            yield Apply("exp", add(base.children[0], exponent))
            yield Apply("exp", power(base.children[0], exponent))
    if term.head in ("multiply", "add"):
        for (i, a), (j, b) in combinations(enumerate(term.children), 2):
            rest = tuple(c for k, c in enumerate(term.children) if k not in (i, j))
            yield from (Apply(term.head, *rest, new) for new in _combined(term.head, a, b))


def _of_product(term: Term, _: Derivative) -> Iterator[Term]:
    """Only some factors of a product are raised, or put under the root."""
    if not (isinstance(term, Apply) and term.head == "power"):
        return
    base, exponent = term.children
    if exponent is MINUS_ONE or not (isinstance(base, Apply) and base.head == "multiply"):
        return
    for k, factor in enumerate(base.children):
        rest = (*base.children[:k], *base.children[k + 1 :])
        if MINUS_ONE not in rest:
            yield multiply(*rest, power(factor, exponent))
        if factor is not MINUS_ONE:
            yield multiply(factor, power(multiply(*rest), exponent))


def _combined(head: str, left: Term, right: Term) -> Iterator[Term]:
    (a, m), (b, n) = _base_and_exponent(left), _base_and_exponent(right)
    if a is not b or a is None or m is None or n is None:
        return
    if head == "multiply":
        yield _power(a, multiply(m, n))
        if isinstance(n, Number) and n.value < 0:
            yield _power(a, multiply(m, power(n, -1)))
            yield _power(a, subtract(m, n))
        if isinstance(n, Apply) and n.head == "multiply":
            yield _power(a, subtract(m, n))
    else:
        yield _power(a, add(m, n))


def _base_and_exponent(term: Term) -> tuple[Term | None, Term | None]:
    if isinstance(term, Apply) and term.head == "power":
        return term.children[0], term.children[1]
    if isinstance(term, Apply) and term.head == "exp":
        return Apply("exp", ONE), term.children[0]
    return term, ONE


def _power(base: Term, exponent: Term) -> Term:
    return Apply("exp", exponent) if base is Apply("exp", ONE) else power(base, exponent)


MISTAKES = (
    Mistake("exponent", 18, r"x^2 \cdot x = x^2", r"x \cdot x = x^2", _exponents),
    Mistake("exponent-arithmetic", 8, r"x^2 x^3 = x^6", r"(x^2)^3 = x^6", wrong=_arithmetic),
    Mistake(
        "power-of-product",
        7,
        r"(2x)^3 = 2x^3",
        r"(2x)^3 = 8x^3",
        wrong=_of_product,
    ),
    Mistake("root", 13, r"(x^2 + 1)^{1/2} = x^2 + 1", r"(x^2 + 1)^{1/2} = \sqrt{x^2 + 1}", _roots),
)
