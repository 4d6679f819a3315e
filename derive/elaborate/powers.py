"""Superscripts: powers, transposes and inverses of values, and norms."""

from typing import Final

from derive.core.sort import INTEGER, FunctionSort
from derive.core.source import Place
from derive.core.surface import Fence, Name, Numeral, Scripted, Signed, Surface
from derive.core.term import ONE, ZERO, Apply, Term, bind, power
from derive.elaborate.arrays import entry, is_row, rank, shape, transpose, upright
from derive.elaborate.names import TRANSPOSES, is_minus_one, names_in, text_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.theory.function import by_letter

_NORMS: Final = frozenset(("2", "F"))


def raised(reading: Reading, base: Term, sup: Surface, place: Place) -> Term:
    """A base with a superscript."""
    if type(sup) is Numeral and not shape(base):
        return power(base, reading.term(sup))
    text = text_of(sup)
    if base is ONE and text in TRANSPOSES and not (reading.scope.lookup(text) or reading.use(text).integer):
        return transpose(Apply("ones", reading.dimensions.unknown()))
    if text in TRANSPOSES and (shape(base) or reading.scope.lookup(text or "") is None):
        return transpose(base)
    if text is not None and text.startswith("-") and text[1:] in TRANSPOSES:
        return Apply("transpose", Apply("inverse", base))
    if shape(base):
        return _power_of_array(reading, base, sup, place)
    exponent = reading.term(sup)
    if shape(exponent):
        raise refusal("exponent", place)
    return power(base, exponent)


def _power_of_array(reading: Reading, base: Term, sup: Surface, place: Place) -> Term:
    if rank(base) == 2 and is_minus_one(sup):
        return Apply("inverse", base)
    negated = isinstance(sup, Signed) and sup.sign == "-"
    count = sup.operand if isinstance(sup, Signed) and negated else sup
    if rank(base) == 2 and isinstance(count, Numeral) and count.text.isdigit() and 0 < int(count.text) < 9:
        factor = result = Apply("inverse", base) if negated else base
        for _ in range(int(count.text) - 1):
            result = Apply("matmul", result, factor)
        return result
    if rank(base) == 2 and not isinstance(sup, Numeral):
        return power(base, _whole(reading, sup, place))
    raise refusal("power-of-array", place)


def on_entries(reading: Reading, value: Term, sup: Numeral) -> Term:
    r"""``\tanh^2(x)`` of an array, as the function is taken: of every entry."""
    exponent = reading.term(sup)
    reading.readings.append("power-of-entries")
    column = reading.each(upright(value), lambda e: power(e, exponent))
    return transpose(column) if is_row(value) else column


def _whole(reading: Reading, sup: Surface, place: Place) -> Term:
    """The exponent of a matrix: a whole number, and not negative where nothing was said of it."""
    new = {n for n in names_in(sup) if reading.scope.lookup(n) is None}
    for name in sorted(new):
        reading.evidence.of(name).integer = True
    exponent = reading.term(sup)
    if shape(exponent) or not all(s.sort == INTEGER for s in exponent.symbols):
        raise refusal("power-of-array", place)
    reading.facts += [Apply("le", ZERO, s) for s in exponent.symbols if s.name in new]
    return exponent


def norm(reading: Reading, fence: Fence, sub: Surface | None, sup: Surface | None) -> Term:
    """A norm with its kind below, and perhaps a power of it."""
    if not fence.items:
        raise refusal("brackets", fence.place, opening=fence.opening)
    value = reading.term(fence.items[0])
    kind = text_of(sub) if sub is not None else "2"
    if fence.opening == "|" and sub is not None:
        raise refusal("subscript-of-number", fence.place)
    if fence.opening == "|" or kind in _NORMS:
        found = reading.term(fence)
    elif kind == "1" and rank(value) == 1:
        found = _over_entries(reading, "sum", value)
    elif kind == "\\infty" and rank(value) == 1:
        found = _over_entries(reading, "maximum", value)
    else:
        raise refusal("norm", fence.place)
    return found if sup is None else raised(reading, found, sup, fence.place)


def _over_entries(reading: Reading, kind: str, value: Term) -> Term:
    vector = upright(value)
    i = reading.counter()
    return bind(kind, i, Apply("abs", entry(vector, i)), ONE, shape(vector)[0])


def is_squared_number(reading: Reading, name: Name, sup: Surface | None, argument: Surface) -> bool:
    r"""Whether ``\sigma^2(1 - r)`` is a product, the letter of a function standing for a number here."""
    if not isinstance(sup, Numeral) or name.text not in by_letter():
        return False
    items = argument.items if isinstance(argument, Fence) else ()
    if len(items) != 1 or isinstance(items[0], Name | Scripted):
        return False
    known = reading.scope.remembered(name.text)
    number = known is not None and not isinstance(known.sort, FunctionSort)
    return number or any(name.text in a.names for a in reading.scope.in_force())
