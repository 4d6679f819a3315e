"""Brackets that were left out; exponents, roots, bars and functions with a wrong reach."""

from collections.abc import Callable, Iterator

from derive.core.surface import (
    Big,
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
from derive.core.term import Apply, Term, add, multiply
from derive.theory.mending import fenced, is_product, is_sum, joined, plus, side_by_side, unfenced
from derive.theory.mistake import Change, Derivative, Mistake, Spot

_COUNTING = frozenset(("index", "lower", "upper"))
_MARKS = ("T", "\\top", "\\intercal", "*", "'")

Put = Callable[[Surface], Surface]
Inner = Iterator[tuple[Surface, Put]]


def _grouped(spot: Spot) -> Iterator[Change]:
    """What stands together otherwise: drawn in from beside, or let out."""
    node = spot.node
    if spot.role in _COUNTING:
        return
    if is_sum(node) and isinstance(node, Infix):
        yield from _drawn_in(node)
    if isinstance(node, Juxtaposed):
        yield from _of_product(node)
    for new in _let_out(node):
        yield Change(new, node.place, new)


def _drawn_in(node: Infix) -> Iterator[Change]:
    """A summand belongs into what ends before it, or begins after it."""
    for k, operator in enumerate(node.operators):
        before, after = node.items[k], node.items[k + 1]
        for inner, put in _ends(before) if not isinstance(after, Fraction) else ():
            yield _regrouped(node, k, k + 2, put(plus(inner, operator, after)))
        for inner, put in _beginnings(after) if not isinstance(before, Fraction) else ():
            yield _regrouped(node, k, k + 2, put(plus(before, operator, inner)))
    if len(node.items) > 2:
        first, last = node.items[0], node.items[-1]
        for inner, put in _ends(first):
            rest = joined(node.operators, (inner, *node.items[1:]), node.place)
            yield _regrouped(node, 0, len(node.items), put(rest))
        for inner, put in _beginnings(last):
            rest = joined(node.operators, (*node.items[:-1], inner), node.place)
            yield _regrouped(node, 0, len(node.items), put(rest))
    if len(node.items) == 3:
        (a, product, d), (one, other) = node.items, node.operators
        if isinstance(product, Juxtaposed) and len(product.items) == 2:
            left, right = fenced(plus(a, one, product.items[0])), fenced(plus(product.items[1], other, d))
            yield _regrouped(node, 0, 3, Juxtaposed(node.place, (left, right)))


def _regrouped(node: Infix, start: int, end: int, new: Surface) -> Change:
    """The sum with one item in the place of several."""
    items = (*node.items[:start], new, *node.items[end:])
    operators = (*node.operators[:start], *node.operators[end - 1 :])
    place = node.items[start].place.to(node.items[end - 1].place)
    return Change(joined(operators, items, node.place), place, new)


def _ends(node: Surface) -> Inner:
    """The parts at the end of a node that could reach further."""
    match node:
        case Juxtaposed() as product if not isinstance(product.items[-1], Fence):
            *before, last = product.items
            yield last, lambda new: Juxtaposed(product.place, (*before, fenced(new)))
            yield from _within(last, lambda new: Juxtaposed(product.place, (*before, new)))
        case Infix() as product if is_product(product) or product.operators[-1] == "/":
            *rest, final = product.items
            yield final, lambda new: Infix(product.place, (*rest, fenced(new)), product.operators)
        case _:
            yield from _within(node, lambda new: new)


def _within(node: Surface, put: Put) -> Inner:
    match node:
        case Fraction() as fraction:
            yield fraction.denominator, lambda new: put(Fraction(fraction.place, fraction.numerator, new))
        case Scripted() as power if power.sup is not None and not _is_mark(power.sup):
            yield power.sup, lambda new: put(Scripted(power.place, power.base, power.sub, new, power.primes))
        case Call() as call:
            yield unfenced(call.argument), lambda new: put(Call(call.place, call.head, fenced(new)))
        case Radical() as root:
            yield root.radicand, lambda new: put(Radical(root.place, new, root.degree))
        case Big() as big if not isinstance(big.body, Fence):
            yield (
                big.body,
                lambda new: put(
                    Big(big.place, big.operator, big.sub, big.sup, fenced(new), big.differentials)
                ),
            )


def _beginnings(node: Surface) -> Inner:
    """The parts at the beginning of a node that could begin earlier."""
    match node:
        case Juxtaposed() as product if not isinstance(product.items[0], Fence):
            first, *after = product.items
            yield first, lambda new: Juxtaposed(product.place, (fenced(new), *after))
        case Infix() as product if is_product(product) or product.operators[0] == "/":
            start, *rest = product.items
            yield start, lambda new: Infix(product.place, (fenced(new), *rest), product.operators)
        case Fraction() as fraction:
            yield fraction.numerator, lambda new: Fraction(fraction.place, new, fraction.denominator)
        case Scripted() as power if power.sup is not None and not _is_mark(power.sup):
            yield power.base, lambda new: Scripted(power.place, fenced(new), power.sub, power.sup)


def _is_mark(node: Surface) -> bool:
    return isinstance(node, Name) and node.text in _MARKS


def _of_product(node: Juxtaposed) -> Iterator[Change]:
    """A factor belongs under the root before it, into the exponent or argument; or all of it is raised."""
    for k, (before, after) in enumerate(zip(node.items, node.items[1:], strict=False)):
        if isinstance(before, Fraction) and not isinstance(after, Name | Numeral):
            continue
        for inner, put in _within(before, lambda new: new):
            product = side_by_side((*_factors(inner), after), before.place)
            new = put(product)
            items = (*node.items[:k], new, *node.items[k + 2 :])
            yield Change(side_by_side(items, node.place), before.place.to(after.place), new)
    last = node.items[-1]
    if isinstance(last, Scripted) and last.sup is not None and last.sub is None and not _is_mark(last.sup):
        base = Juxtaposed(node.place, (*node.items[:-1], last.base))
        new = Scripted(node.place, fenced(base), None, last.sup)
        yield Change(new, node.place, new)


def _factors(node: Surface) -> tuple[Surface, ...]:
    if isinstance(node, Juxtaposed):
        return node.items
    return (fenced(node) if is_sum(node) or isinstance(node, Signed) else node,)


def _let_out(node: Surface) -> Iterator[Surface]:
    """The node with all but one part of what it holds outside."""
    match node:
        case Call() as call if isinstance(call.argument, Fence) and len(call.argument.items) == 1:
            yield from _first_kept(call.argument.items[0], lambda n: Call(call.place, call.head, fenced(n)))
        case Radical() as root:
            yield from _first_kept(root.radicand, lambda n: Radical(root.place, n, root.degree))
        case Fraction() as fraction:
            yield from _first_kept(
                fraction.denominator, lambda n: Fraction(fraction.place, fraction.numerator, n)
            )
            yield from _last_kept(
                fraction.numerator, lambda n: Fraction(fraction.place, n, fraction.denominator)
            )
            yield from _stacked(fraction)
        case Scripted() as power if power.sup is not None and not _is_mark(power.sup):
            yield from _first_kept(power.sup, lambda n: Scripted(power.place, power.base, power.sub, n))
            yield from _last_kept(unfenced(power.base), lambda n: Scripted(power.place, n, None, power.sup))
        case Signed() if node.sign == "-" and isinstance(node.operand, Scripted) and node.operand.sup:
            inner = fenced(Signed(node.place, "-", node.operand.base))
            yield Scripted(node.place, inner, None, node.operand.sup)
        case Infix() if set(node.operators) == {"/"}:
            yield from _quotients(node)
        case Juxtaposed() as product if len(product.items) == 2:
            first, last = product.items
            yield from _first_kept(_inside(last), lambda n: side_by_side((first, n), product.place))
            yield from _last_kept(_inside(first), lambda n: side_by_side((n, last), product.place))


def _inside(node: Surface) -> Surface | None:
    return unfenced(node) if isinstance(node, Fence) else None


def _first_kept(inside: Surface | None, put: Put) -> Iterator[Surface]:
    """``f(a + b)`` becomes ``f(a) + b``, and ``f(ab)`` becomes ``f(a) b``."""
    if isinstance(inside, Infix) and is_sum(inside):
        yield Infix(inside.place, (put(inside.items[0]), *inside.items[1:]), inside.operators)
    elif isinstance(inside, Juxtaposed):
        yield side_by_side((put(inside.items[0]), *inside.items[1:]), inside.place)


def _last_kept(inside: Surface | None, put: Put) -> Iterator[Surface]:
    """``g(a + b)`` becomes ``a + g(b)``, and ``g(-a)`` becomes ``-g(a)``."""
    if isinstance(inside, Infix) and is_sum(inside):
        yield Infix(inside.place, (*inside.items[:-1], put(inside.items[-1])), inside.operators)
    elif isinstance(inside, Juxtaposed):
        yield side_by_side((*inside.items[:-1], put(inside.items[-1])), inside.place)
    elif isinstance(inside, Signed):
        yield Signed(inside.place, inside.sign, put(inside.operand))


def _quotients(node: Infix) -> Iterator[Surface]:
    """``a/(b/c)`` becomes ``a/b/c``, and the other way round."""
    *before, last = node.items
    inside = unfenced(last)
    if isinstance(last, Fence) and isinstance(inside, Infix) and set(inside.operators) == {"/"}:
        yield Infix(node.place, (*before, *inside.items), (*node.operators, *inside.operators))
    if len(node.items) > 2:
        first, *rest = node.items
        below = Infix(node.place, tuple(rest), node.operators[1:])
        yield Infix(node.place, (first, fenced(below)), ("/",))


def _stacked(node: Fraction) -> Iterator[Surface]:
    """``(a/b)/c`` becomes ``a/(b/c)``, and the other way round."""
    if isinstance(node.numerator, Fraction):
        inner = node.numerator
        yield Fraction(node.place, inner.numerator, Fraction(node.place, inner.denominator, node.denominator))
    if isinstance(node.denominator, Fraction):
        inner = node.denominator
        yield Fraction(node.place, Fraction(node.place, node.numerator, inner.numerator), inner.denominator)


def _partly(term: Term, _: Derivative) -> Iterator[Term]:
    """Of a sum in brackets only one summand is multiplied; of two sums only what stands at the same place."""
    if not (isinstance(term, Apply) and term.head == "multiply"):
        return
    sums = [c for c in term.children if isinstance(c, Apply) and c.head == "add"]
    for inner in sums:
        others = [c for c in term.children if c is not inner]
        for part in inner.children:
            yield add(*(multiply(*others, c) if c is part else c for c in inner.children))
    if len(sums) == 2 and len(sums[0].children) == len(sums[1].children) == 2:
        (a, b), (c, d) = sums[0].children, sums[1].children
        others = [o for o in term.children if o not in sums]
        yield (
            multiply(*others, add(multiply(a, c), multiply(b, d)))
            if others
            else add(multiply(a, c), multiply(b, d))
        )


MISTAKES = (
    Mistake("brackets", 8, r"a^2 + (b + c)^2 = a^2 + b + c^2", r"(ab)^2 = a^2 b^2", _grouped),
    Mistake("partly-multiplied", 4, r"(a + b)(c + d) = ac + bd", r"2(a + b) = 2a + 2b", wrong=_partly),
)
