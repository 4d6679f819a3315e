"""Convex and concave: by second derivatives where there are any, else by the definition."""

from collections.abc import Callable
from typing import Final

from derive.core.sort import REAL, Field, Sort
from derive.core.surface import Juxtaposed, Name, Surface
from derive.core.term import (
    ONE,
    TWO,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    replace,
    subtract,
)
from derive.elaborate.arrays import shape
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Definition
from derive.elaborate.sentences import Spoken, implied, value_of, within_of


def curved(sign: int, *, strict: bool = False) -> Callable[[Reading, Spoken, Surface], Term | None]:
    """Convex, or with -1 concave: by second derivatives where there are any, else by the definition."""

    def rule(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
        whole = _of_array(reading, node)
        if whole is not None and "on" not in spoken.parts and not strict:
            return _along_lines(reading, spoken, *whole, sign)
        found = value_of(reading, node)
        value = reading.term(node) if found is None else found[0]
        if shape(value):
            return None
        if found is not None and _is_smooth(value, found[1], whole="on" in spoken.parts):
            return _by_slopes(reading, spoken, *found, sign, strict=strict)
        variables = _variables(reading, node) if found is None else (found[1],)
        numbers = all(v.sort == REAL and _is_smooth(value, v, whole=False) for v in variables)
        if not strict and len(variables) > 1 and numbers and "on" not in spoken.parts:
            return _by_hessian(value, variables, sign)
        return _by_definition(reading, spoken, value, variables, sign, strict=strict) if variables else None

    return rule


def _of_array(reading: Reading, node: Surface) -> tuple[Term, Symbol] | None:
    """The value of a function of one array, called by its name or applied to a name, and the array."""
    name = node.items[0] if isinstance(node, Juxtaposed) and node.items else node
    meaning = reading.meaning(name)[1] if isinstance(name, Name) else None
    if not isinstance(meaning, Definition) or len(meaning.parameters) != 1 or meaning.indices:
        return None
    (array,) = meaning.parameters
    if not shape(array) or shape(meaning.body) or array not in meaning.body.symbols:
        return None
    return meaning.body, array


_CONTINUOUS: Final = frozenset(
    ("inner", "matmul", "transpose", "norm", "add", "multiply", "identity", "abs", "max", "min")
)


def _is_continuous(part: Term) -> bool:
    """Whether a part of a value makes a continuous function of continuous ones, defined everywhere."""
    if not isinstance(part, Apply):
        return isinstance(part, Number | Symbol)
    exponent = part.children[1] if part.head == "power" else None
    return part.head in _CONTINUOUS or (isinstance(exponent, Number) and exponent.value > 1)


def _along_lines(reading: Reading, spoken: Spoken, value: Term, array: Symbol, sign: int) -> Term:
    """By midpoints where products and norms make a continuous function, else by second derivatives.

    A continuous function is convex if ``2 f(x) <= f(x + h) + f(x - h)`` for all x and h.
    """
    if all(_is_continuous(t) for t in _below(value)):
        beside = Symbol("h'", array.sort)
        ends = (replace(value, {array: e}) for e in (add(array, beside), subtract(array, beside)))
        return Apply("le" if sign > 0 else "ge", multiply(TWO, value), add(*ends))
    if not _is_smooth(value, array, whole=False):
        return _by_definition(reading, spoken, value, (array,), sign, strict=False)
    t, step = reading.loose("t", REAL), Symbol("h'", array.sort)
    there = replace(value, {array: add(array, multiply(t, step))})
    second = bind("derivative", t, bind("derivative", t, there, t), ZERO)
    return Apply("le" if sign > 0 else "ge", ZERO, second)


def _variables(reading: Reading, node: Surface) -> tuple[Symbol, ...]:
    """The arguments in ``f(x, y)``."""
    fence = getattr(node, "items", ())[-1:]
    found = [reading.term(i) for f in fence for i in getattr(f, "items", ())]
    symbols = tuple(s for s in found if isinstance(s, Symbol) and _is_real(s))
    return symbols if len(symbols) == len(found) else ()


def _is_real(symbol: Symbol) -> bool:
    return isinstance(symbol.sort, Sort) and symbol.sort.field is Field.REAL


_KINKS: Final = frozenset(("abs", "max", "min", "sign", "floor", "ceil", "cases", "indicator", "norm"))


def _is_smooth(value: Term, x: Symbol, *, whole: bool) -> bool:
    """Whether a value has derivatives where it is defined, and that is an interval."""
    for t in _below(value):
        if isinstance(t, Apply) and t.head in _KINKS and x in t.symbols:
            return False
        pole = (
            isinstance(t, Apply) and t.head in ("tan", "cot", "power", "root") and x in t.children[0].symbols
        )
        negative = (
            pole
            and isinstance(t, Apply)
            and (t.head != "power" or (isinstance(t.children[1], Number) and t.children[1].value < 0))
        )
        if negative and not whole and not _is_positive(t.children[0]):
            return False
    return True


def _is_positive(term: Term) -> bool:
    """Whether a sum of squares, exponentials and positive numbers is never 0."""
    parts = term.children if isinstance(term, Apply) and term.head == "add" else (term,)
    even = all(_is_even(p) for p in parts)
    return even and any(isinstance(p, Number) or (isinstance(p, Apply) and p.head == "exp") for p in parts)


def _is_even(part: Term) -> bool:
    if isinstance(part, Number):
        return part.value > 0
    if not isinstance(part, Apply):
        return False
    exponent = part.children[1] if part.head == "power" else None
    return part.head in ("exp", "cosh") or (isinstance(exponent, Number) and exponent.value % 2 == 0)


def _below(term: Term) -> list[Term]:
    found, stack = [], [term]
    while stack:
        top = stack.pop()
        found.append(top)
        stack.extend(top.children)
    return found


def _by_slopes(reading: Reading, spoken: Spoken, value: Term, x: Symbol, sign: int, *, strict: bool) -> Term:
    slope = bind("derivative", x, value, x)
    within = within_of(reading, spoken, x)
    if not strict:
        second = bind("derivative", x, slope, x)
        return implied(within, Apply("le" if sign > 0 else "ge", ZERO, second))
    later = Symbol(f"{x.name}'", x.sort)
    both = (*within, *within_of(reading, spoken, x, later), Apply("lt", x, later))
    return implied(both, Apply("lt" if sign > 0 else "gt", slope, replace(slope, {x: later})))


def _by_hessian(value: Term, variables: tuple[Symbol, ...], sign: int) -> Term:
    """The second derivative along every direction has one sign."""
    steps = {x: Symbol(f"h_{x.name}", REAL) for x in variables}
    parts = [
        multiply(bind("derivative", x, bind("derivative", y, value, y), x), h, k)
        for x, h in steps.items()
        for y, k in steps.items()
    ]
    return Apply("le" if sign > 0 else "ge", ZERO, add(*parts))


def _by_definition(
    reading: Reading, spoken: Spoken, value: Term, variables: tuple[Symbol, ...], sign: int, *, strict: bool
) -> Term:
    share = Symbol("lambda'", REAL)
    others = {x: Symbol(f"{x.name}'", x.sort) for x in variables}
    rest = subtract(ONE, share)
    middle = {x: add(multiply(share, x), multiply(rest, y)) for x, y in others.items()}
    left = replace(value, dict(middle.items()))
    right = add(multiply(share, value), multiply(rest, replace(value, dict(others.items()))))
    ends = [(x, e) for x, y in others.items() for e in (x, y)]
    within = [c for x, e in ends for c in within_of(reading, spoken, x, e)]
    weak = Apply("le" if sign > 0 else "ge", left, right)
    if not strict:
        return implied((*within, Apply("le", ZERO, share), Apply("le", share, ONE)), weak)
    apart = [Apply("ne", x, y) for x, y in others.items()][:1]
    between = Apply("lt", ZERO, share), Apply("lt", share, ONE)
    return implied((*within, *apart, *between), Apply("lt" if sign > 0 else "gt", left, right))
