"""Sums, products and quotients, and what stands side by side: factors, or a name and its argument."""

from dataclasses import replace as replaced
from fractions import Fraction as Rational
from functools import lru_cache
from typing import Final

from derive.core.source import Place
from derive.core.surface import (
    Call,
    Chain,
    Differential,
    Dots,
    Fence,
    Fraction,
    Infix,
    Juxtaposed,
    Name,
    Numeral,
    Scripted,
    Signed,
    Surface,
)
from derive.core.term import ONE, Apply, Number, Term, add, bind, divide, multiply, negative, subtract
from derive.elaborate.arrays import entry, is_row, rank, shape, spread, times, transpose, upright
from derive.elaborate.changes import CHANGE, change
from derive.elaborate.derivatives import derived_at, is_derived, is_taken_at, taken_at
from derive.elaborate.names import name_of
from derive.elaborate.patterns import family, without_others
from derive.elaborate.quotients import of_numbers, unit_free
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scripts import Scripts, applied, head_and_scripts, scripted_value
from derive.elaborate.series import endless

_INDICATORS: Final = frozenset(("I", "\\mathbb{1}", "\\mathbb{I}", "\\mathbf{1}"))
_DIVISIONS: Final = frozenset(("/", "\\div", ":"))


def signed(reading: Reading, node: Signed) -> Term:
    """A term with a sign before it."""
    if node.sign not in "+-":
        raise refusal("sign", node.place, sign=node.sign)
    inner = reading.term(node.operand)
    return negative(inner) if node.sign == "-" else inner


def infix(reading: Reading, node: Infix) -> Term:
    """A sum or an explicit product."""
    if node.operators[0] in "+-":
        return _sum(reading, node)
    return _product(reading, node)


def _sum(reading: Reading, node: Infix) -> Term:
    bad = [o for o in node.operators if o not in "+-"][:1]
    if Infix in map(type, node.items) and any(map(_leaves_remainder, node.items[1:])):
        bad = ["\\bmod"]  # of the sum or of its last term: both are meant in texts
    if bad:
        raise refusal("operator", node.place, sign=bad[0])
    if Dots in map(type, node.items):
        return _sum_with_dots(reading, node)
    terms = [reading.term(i) for i in node.items]
    if _falls_short(node.items[0], terms):
        return reading.term(_over_whole(node))
    return plus(
        reading, [negative(t) if o == "-" else t for o, t in zip(("+", *node.operators), terms, strict=True)]
    )


def _leaves_remainder(node: Surface) -> bool:
    return isinstance(node, Infix) and "\\bmod" in node.operators


def _falls_short(first: Surface, terms: list[Term]) -> bool:
    r"""Whether in ``\nabla_x f + g`` a gradient meets a number, so that g belongs under the operator too."""
    gradient = isinstance(first, Differential) and first.operand is not None and bool(shape(terms[0]))
    return gradient and any(t.symbols and not shape(t) for t in terms[1:])


def _over_whole(node: Infix) -> Differential:
    """The operator before the first summand over the whole sum."""
    first = node.items[0]
    if not isinstance(first, Differential) or first.operand is None:
        raise refusal("derivative-of-nothing", node.place)
    whole = Infix(first.operand.place.to(node.place), (first.operand, *node.items[1:]), node.operators)
    return replaced(first, place=node.place, operand=whole)


def plus(reading: Reading, terms: list[Term]) -> Term:
    """The sum; a number added to an array is added to every entry."""
    arrays = [t for t in terms if shape(t)]
    if not arrays:
        return add(*terms)
    array = arrays[0]
    full = [t if shape(t) else spread(t, array) for t in terms]
    for t in full:
        reading.dimensions.match(shape(t), shape(array))
    if all(map(is_row, full)):
        return transpose(add(*map(upright, full)))
    return add(*full)


def _sum_with_dots(reading: Reading, node: Infix) -> Term:
    if isinstance(node.items[-1], Dots):
        series = endless(reading, node.items, node.operators)
        if series is None:
            raise refusal("series", node.place)
        return series
    if "-" in node.operators:
        raise refusal("dots", node.place)
    if _between_zeros(node.items):
        return plus(reading, [reading.term(i) for i in node.items if not isinstance(i, Dots)])
    items, others = node.items, node.items[:0]
    shown = family(reading, items)
    if shown is None:
        items, others = without_others(items)
        shown = family(reading, items) if others else None
    if shown is None:
        raise refusal("dots", node.place)
    reading.facts.append(Apply("le", shown.start, shown.end))
    total = bind("sum", shown.index, shown.body, shown.start, shown.end)
    return plus(reading, [total, *map(reading.term, others)]) if others else total


_CUBIC: Final = 3


def _between_zeros(items: tuple[Surface, ...]) -> bool:
    r"""Whether all dots in a sum stand beside a 0, as in ``0 + \dots + 1 + \dots + 0``."""
    zeros = [isinstance(i, Numeral) and i.text == "0" for i in items]
    dots = [k for k, i in enumerate(items) if isinstance(i, Dots)]
    return zeros[0] and zeros[-1] and all(zeros[k - 1] or zeros[k + 1] for k in dots)


def _product(reading: Reading, node: Infix) -> Term:
    if Dots in map(type, node.items):
        return _product_with_dots(reading, node.items, node.place)
    result = reading.term(node.items[0])
    factors: list[Term] = [result]
    previous = node.items[0]
    for operator, item in zip(node.operators, node.items[1:], strict=True):
        if operator in _DIVISIONS:
            factors += _divided(reading, previous, item, node.place)
        else:
            factors = _joined(reading, factors, operator, (previous, item), node.place)
        previous = item
    return product(reading, factors, node.place)


def _divided(reading: Reading, above: Surface, below: Surface, place: Place) -> list[Term]:
    """``1/2 x`` is half of x: only a whole number divides there."""
    if isinstance(above, Numeral) and isinstance(below, Juxtaposed) and isinstance(below.items[0], Numeral):
        reading.readings.append("slash")
        return [_inverse(reading, below.items[0], place), *_factors(reading, below.items[1:], place)]
    return [_inverse(reading, below, place)]


def _inverse(reading: Reading, item: Surface, place: Place) -> Term:
    below = reading.term(item)
    if shape(below):
        raise refusal("division-by-array", place)
    return divide(ONE, below)


def _joined(
    reading: Reading, factors: list[Term], operator: str, items: tuple[Surface, Surface], place: Place
) -> list[Term]:
    if operator in ("\\cdot", "*", "\\times", "\\ast"):
        right = reading.term(items[1])
        if operator == "\\times" and factors and _are_columns(factors[-1], right):
            return [*factors[:-1], _vector_product(reading, factors[-1], right, place)]
        if operator != "\\times" and factors and _are_columns(factors[-1], right):
            return [*factors[:-1], _inner(reading, factors[-1], right)]
        return [*factors, right]
    if operator == "\\bmod":
        return [Apply("mod", product(reading, factors, place), reading.term(items[1]))]
    if operator in ("\\odot", "\\circ"):
        return [*factors[:-1], Apply("hadamard", factors[-1], reading.term(items[1]))]
    if operator == "\\otimes" and factors:
        sides = factors[-1], reading.term(items[1])
        if any(map(shape, sides)) and all(len(shape(s)) < _CUBIC for s in sides):
            return [*factors[:-1], Apply("kronecker", *sides)]
    raise refusal("operator", place, sign=operator)


def _vector_product(reading: Reading, left: Term, right: Term, place: Place) -> Term:
    """``u x v``, of vectors of three entries."""
    three = Number(3)
    if not all(reading.dimensions.match(shape(side), (three,)) for side in (left, right)):
        raise refusal("product-of-arrays", place)
    u, v = ([entry(side, Number(k)) for k in (1, 2, 3)] for side in (left, right))
    turns = ((1, 2), (2, 0), (0, 1))
    return Apply("vector", *(subtract(multiply(u[i], v[k]), multiply(u[k], v[i])) for i, k in turns))


def _inner(reading: Reading, left: Term, right: Term) -> Term:
    left, right = upright(left), upright(right)
    reading.dimensions.match(shape(left), shape(right))
    return Apply("inner", left, right)


def _are_columns(left: Term, right: Term) -> bool:
    return len(shape(left)) == 1 and len(shape(right)) == 1


def product(reading: Reading, factors: list[Term], place: Place) -> Term:
    """The product in the order written; numbers among arrays scale them."""
    arrays = [f for f in factors if shape(f)]
    if not arrays:
        return of_numbers(unit_free(factors))
    scalars = [f for f in factors if not shape(f)]
    result = arrays[0]
    for a in arrays[1:]:
        if not shape(result):
            scalars, result = [*scalars, result], a
            continue
        joined = times(result, a)
        if not (is_row(a) and rank(result) == 1 and not is_row(result)):
            reading.dimensions.unify(shape(result)[-1], shape(a)[0])
        if joined is None:
            raise refusal("product-of-arrays", place)
        result = joined
    if is_row(result) and scalars:
        return transpose(multiply(*unit_free(scalars), upright(result)))
    return multiply(*unit_free([*scalars, result]))


def _product_with_dots(reading: Reading, items: tuple[Surface, ...], place: Place) -> Term:
    shown = family(reading, items)
    if shown is None:
        raise refusal("dots", place)
    reading.facts.append(Apply("le", shown.start, shown.end))
    return bind("product", shown.index, shown.body, shown.start, shown.end)


def fraction(reading: Reading, node: Fraction) -> Term:
    """A quotient; of two whole numbers it is one number."""
    above, below = reading.term(node.numerator), reading.term(node.denominator)
    if shape(below):
        raise refusal("division-by-array", node.denominator.place)
    if isinstance(above, Number) and isinstance(below, Number) and below.value:
        return Number(above.value / below.value)
    if is_row(above):
        return transpose(divide(upright(above), below))
    return divide(above, below)


def juxtaposed(reading: Reading, node: Juxtaposed) -> Term:
    """Factors side by side, in which a name may be applied to the bracket that follows."""
    if Dots in map(type, node.items):
        return _product_with_dots(reading, node.items, node.place)
    return product(reading, _factors(reading, node.items, node.place), node.place)


def _factors(reading: Reading, items: tuple[Surface, ...], place: Place) -> list[Term]:
    if True not in map(_looks_on, items):
        return [reading.term(item) for item in items]
    factors: list[Term] = []
    rest = items
    while rest:
        factor, rest = _next_factor(reading, rest, place)
        if factors and _is_tuple(items, rest, reading, factors[-1], factor):
            factors[-1] = _inner(reading, factors[-1], factor)
        else:
            factors.append(factor)
    return factors


def _looks_on(item: Surface) -> bool:
    """Whether a factor may belong to the one before it or behind it: brackets, an operator, a change."""
    if isinstance(item, Name):
        return item.text == CHANGE
    return isinstance(item.base if isinstance(item, Scripted) else item, (Fence, Differential))


def _is_tuple(
    items: tuple[Surface, ...], rest: tuple[Surface, ...], _: Reading, left: Term, right: Term
) -> bool:
    """Whether the factor before was written ``(a, b)``, so that it can stand for a row."""
    position = len(items) - len(rest) - 2
    before = items[position] if position >= 0 else None
    written = isinstance(before, Fence) and len(before.items) > 1 and before.opening in "(["
    return written and _are_columns(left, right)


def _next_factor(
    reading: Reading, items: tuple[Surface, ...], place: Place
) -> tuple[Term, tuple[Surface, ...]]:
    first = items[0]
    if len(items) > 1:
        if isinstance(first, Differential) and first.operand is None:
            inside = items[1] if len(items) == 2 else Juxtaposed(place, items[1:])
            whole = Differential(place, first.symbol, first.variables, inside, first.symbolic_order)
            return reading.term(whole), ()
        bracket, scripts = head_and_scripts(items[1], of=Fence)
        if isinstance(bracket, Fence):
            value = _before_bracket(reading, first, bracket, scripts)
        else:
            value = change(reading, first, items[1])
        if value is not None:
            return value, items[2:]
    return reading.term(first), items[1:]


def _before_bracket(reading: Reading, head: Surface, bracket: Fence, scripts: Scripts | None) -> Term | None:
    """What a bracket, with scripts perhaps, makes of what stands before it; None if both are factors."""
    if scripts is None:
        if is_taken_at(reading, head, bracket):
            return taken_at(reading, head, bracket)
        if (said := _indicated(reading, head, bracket)) is not None:
            return Apply("indicator", reading.term(said))
        derived = derived_at(reading, head, bracket) if is_derived(head) else None
        if derived is not None:
            return reading.term(derived)
    if head_and_scripts(head)[0] is None or bracket.opening not in "([":
        return None
    value = applied(reading, head, bracket)
    return value if value is None or scripts is None else scripted_value(reading, value, scripts)


def _indicated(reading: Reading, head: Surface, bracket: Surface) -> Chain | None:
    r"""The statement in ``\\mathbb{1}(x > 0)`` and ``I[y = 1]``, whose truth value this is."""
    inside = bracket.items[0] if isinstance(bracket, Fence) and len(bracket.items) == 1 else None
    if not isinstance(inside, Chain) or None in inside.terms:
        return None
    if not (isinstance(head, Name) and name_of(head) in _INDICATORS) and not _is_bold_one(head):
        return None
    return None if isinstance(head, Name) and reading.meaning(head)[1] is not None else inside


def _is_bold_one(node: Surface) -> bool:
    return isinstance(node, Name) and node.text == "1" and node.style == "bold"


def call(reading: Reading, node: Call) -> Term:
    """A function name with its argument; scripts on the bracket belong to the value."""
    bracket: Surface | None = node.argument
    scripts: Scripts | None = None
    if isinstance(bracket, Scripted):
        bracket, scripts = head_and_scripts(node.argument, of=Fence)
    if isinstance(bracket, Fence) and bracket.opening in "([{":
        value = applied(reading, node.head, bracket)
        if value is None:
            raise refusal("unknown-function", node.head.place)
        return scripted_value(reading, value, scripts) if scripts else value
    value = applied(reading, node.head, node.argument)
    if value is None:
        raise refusal("unknown-function", node.head.place)
    return value


def numeral(_: Reading, node: Numeral) -> Term:
    """A number, exactly as written."""
    return _number(node.text)


@lru_cache(maxsize=1 << 10)
def _number(digits: str) -> Term:
    return Number(Rational(digits))
