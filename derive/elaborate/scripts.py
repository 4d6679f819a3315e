r"""Indices, exponents and primes: entries, powers, transposes, inverses, derivatives, or part of a name."""

from dataclasses import replace as replaced
from typing import Final

from derive.core.record import record
from derive.core.sort import INTEGER, FunctionSort, Sort
from derive.core.source import Place
from derive.core.surface import Fence, Infix, Name, Numeral, Scripted, Surface, Words
from derive.core.term import Apply, Symbol, Term, bind, divide
from derive.elaborate.addends import stands_in
from derive.elaborate.application import MOMENTS, Head, arguments_of, extreme, head_of, with_label
from derive.elaborate.arrays import is_row, rank, shape, tabulate, transpose, upright
from derive.elaborate.chances import happening
from derive.elaborate.conditional import PROBABILITIES, probability
from derive.elaborate.dots import derived, undotted
from derive.elaborate.endless import term_of_sequence
from derive.elaborate.families import family_beside_number, member
from derive.elaborate.inverses import inverse_at
from derive.elaborate.labelled import labelled
from derive.elaborate.names import (
    TRANSPOSES,
    is_label,
    is_label_script,
    is_minus_one,
    label_of,
    name_of,
    subscripts,
    text_of,
)
from derive.elaborate.powers import is_squared_number, norm, on_entries, raised
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition, Elementwise
from derive.elaborate.selected import extreme_of_difference
from derive.elaborate.sequences import quantity_at
from derive.elaborate.standing import conjugated_by, dependent, is_identity, rank_by_use, undeclared
from derive.elaborate.subscripted import partial_derivative

QUANTITIES: Final = frozenset(["f", "g", "h", "u", "v", "w", "y", "z", "s", "F", "G"])
_EXTREMES: Final = ("max", "min")


@record
class Scripts:
    """What is written at the corners of a base."""

    sub: Surface | None
    sup: Surface | None
    primes: int
    place: Place


def head_and_scripts(node: Surface, of: type = Name) -> tuple[Surface | None, Scripts | None]:
    """The base of the given kind with its scripts; (None, None) if there is another base."""
    if isinstance(node, of):
        return node, None
    if isinstance(node, Scripted) and isinstance(node.base, of):
        return node.base, Scripts(node.sub, node.sup, node.primes, node.place)
    return None, None


def applied(reading: Reading, head: Surface, argument: Surface) -> Term | None:
    """A name, scripts included, applied to its argument; None if the name is a factor."""
    if isinstance(head, Name) and head.function and not head.accents and head.text not in PROBABILITIES:
        return _value_at(reading, head_of(reading, head), argument)
    name, scripts = head_and_scripts(head)
    if not isinstance(name, Name) or _is_factor(reading, name, scripts, argument):
        return None
    derivative = partial_derivative(reading, head, argument)
    if derivative is not None:
        return derivative
    name, dots = undotted(reading, name)
    if dots:
        scripts = replaced(scripts or Scripts(None, None, 0, head.place), primes=dots)
    elif scripts is not None:
        labelled = _labelled_head(reading, head)
        if labelled is not None:
            return labelled.to(reading, arguments_of(reading, argument), argument.place)
    random = probability(reading, name, argument) if scripts is None and name.text in PROBABILITIES else None
    if random is not None:
        return random
    plain = replaced(head, sup=None) if isinstance(head, Scripted) and head.sub is not None else None
    other = with_label(reading, plain, argument) if plain is not None else None
    found = other or head_of(reading, name)
    if other is not None and scripts is not None:
        scripts = replaced(scripts, sub=None) if scripts.sup is not None else None
    if found is None or scripts is None:
        return _value_at(reading, found, argument)
    arguments = arguments_of(reading, argument)
    return _with_scripts(reading, found, scripts, arguments, argument.place)


def _value_at(reading: Reading, head: Head | None, argument: Surface) -> Term | None:
    """What a function without scripts is at its argument."""
    if head is None:
        return None
    left = extreme_of_difference(reading, head.name.strip("\\"), argument)
    return head.apply(reading, arguments_of(reading, argument), argument.place) if left is None else left


def _is_factor(reading: Reading, name: Name, scripts: Scripts | None, argument: Surface) -> bool:
    squared = scripts is not None and is_squared_number(reading, name, scripts.sup, argument)
    return squared or stands_in(name, argument)


def _labelled_head(reading: Reading, head: Surface) -> Head | None:
    """The function that is called ``f_e``, script and all; with a hat that one on every entry."""
    label = label_of(head)
    if label is not None and isinstance(reading.scope.lookup(label), Definition | Elementwise):
        return head_of(reading, Name(head.place, label))
    if isinstance(head, Scripted) and isinstance(head.base, Name) and "hat" in head.base.accents:
        return _labelled_head(reading, replaced(head, base=replaced(head.base, accents=())))
    return None


def _with_scripts(
    reading: Reading, head: Head, scripts: Scripts, arguments: tuple[Term, ...], place: Place
) -> Term:
    if _is_open_order(scripts.sup):
        raise refusal("order-of-derivative", place)
    order = scripts.primes + _order_in_brackets(scripts.sup)
    if order:
        value = derived(reading, head, order, arguments, place)
    elif is_minus_one(scripts.sup):
        value = inverse_at(reading, head, arguments, scripts.place)
    else:
        value = _subscripted_value(reading, head, scripts, arguments, place)
    if scripts.sup is None or is_minus_one(scripts.sup) or _order_in_brackets(scripts.sup):
        return value
    if shape(value) and not head.arrays and isinstance(scripts.sup, Numeral):
        return on_entries(reading, value, scripts.sup)
    return raised(reading, value, scripts.sup, place)


def _subscripted_value(
    reading: Reading, head: Head, scripts: Scripts, arguments: tuple[Term, ...], place: Place
) -> Term:
    if scripts.sub is None:
        return head.to(reading, arguments, place)
    if head.name.strip("\\") == "log":
        base = reading.term(scripts.sub)
        return divide(head.to(reading, arguments, place), Apply("log", base))
    if head.name.strip("\\") in ("max", "min"):
        raise refusal("subscript-of-function", place, name=head.name)
    if head.name in MOMENTS:
        raise refusal("expectation", place, name=head.name)
    return _entry_of_value(reading, head.to(reading, arguments, place), scripts)


def _entry_of_value(reading: Reading, value: Term, scripts: Scripts) -> Term:
    if not shape(value) or scripts.sub is None:
        raise refusal("subscript-of-number", scripts.place)
    return reading.component(upright(value), tuple(map(reading.term, subscripts(scripts.sub))))


def _is_open_order(sup: Surface | None) -> bool:
    """Whether this is the n of ``f^{(n)}(x)``, a derivative of unknown order."""
    return isinstance(sup, Fence) and sup.opening == "(" and not _order_in_brackets(sup)


def _order_in_brackets(sup: Surface | None) -> int:
    if isinstance(sup, Fence) and len(sup.items) == 1 and isinstance(sup.items[0], Numeral):
        return int(sup.items[0].text)
    return 0


def scripted(reading: Reading, node: Scripted) -> Term:
    """A base with scripts, when no bracket follows."""
    if isinstance(node.base, Name):
        found = _whole_label(reading, node)
        if found is not None:
            return found
        return _of_name(reading, node, node.base)
    scripts = Scripts(node.sub, node.sup, node.primes, node.place)
    if isinstance(node.base, Fence) and node.base.opening in ("||", "|"):
        return norm(reading, node.base, node.sub, node.sup)
    if (
        isinstance(node.base, Fence)
        and node.base.opening in "(["
        and node.sub is not None
        and not node.primes
    ):
        return _builder(reading, node.base, node, node.sub)
    value = reading.term(node.base)
    return value if _is_column(node, value) else scripted_value(reading, value, scripts)


def _is_column(node: Scripted, value: Term) -> bool:
    """Whether this is ``(1, 2, 3)^T``, the usual way to write a column in a line."""
    listed = isinstance(node.base, Fence) and len(node.base.items) > 1 and node.base.opening in "(["
    return listed and text_of(node.sup) in TRANSPOSES and rank(value) == 1 and not is_row(value)


def _whole_label(reading: Reading, node: Scripted) -> Term | None:
    """The meaning of ``x_1`` or ``a^*`` declared under that name."""
    if not reading.labels():
        return None
    value = _value(reading, label_of(node))
    if value is None and node.sup is not None and (node.sub is not None or node.primes):
        value = _value(reading, label_of(Scripted(node.place, node.base, node.sub, None, node.primes)))
        return None if value is None else raised(reading, value, node.sup, node.place)
    return value


def _value(reading: Reading, label: str | None) -> Term | None:
    meaning = reading.scope.lookup(label) if label is not None else None
    if label is None or meaning is None:
        return None
    if isinstance(meaning, Definition) and not meaning.parameters and not meaning.indices:
        return meaning.body
    return dependent(reading, label, meaning) if isinstance(meaning, Term) else None


def _of_name(reading: Reading, node: Scripted, base: Name) -> Term:
    if base.text == "e" and node.sub is None and reading.meaning(base)[1] is None and node.sup is not None:
        return _exponential(reading, node.sup, base)
    if node.sub is None:
        return _superscripted(reading, node, base)
    event = happening(reading, node, base)
    value = event if event is not None else _indexed(reading, node, base)
    rest = Scripts(None, node.sup, node.primes, node.place)
    return scripted_value(reading, value, rest)


def _exponential(reading: Reading, sup: Surface, base: Name) -> Term:
    if isinstance(sup, (Name, Words)) and text_of(sup) in ("*", "\\prime"):
        raise refusal("superscript", base.place)
    exponent = reading.term(sup)
    if not shape(exponent):
        return Apply("exp", exponent)
    if rank(exponent) == 2:
        raise refusal("function-of-matrix", sup.place, name="\\exp")
    if is_row(exponent):
        return transpose(Apply("exp", upright(exponent)))
    return Apply("exp", exponent)


def _superscripted(reading: Reading, node: Scripted, base: Name) -> Term:
    label = label_of(node) if node.sup is not None and is_label_script(node.sup) else None
    if label is not None:
        return undeclared(reading, label, node.place)
    if node.primes:
        return _primed(reading, node, base)
    meaning = reading.meaning(base)[1]
    if isinstance(meaning, Definition) and meaning.square is not None and text_of(node.sup) == "2":
        return meaning.square
    if base.function:
        raise refusal("function-without-argument", node.place, name=base.text)
    return raised(reading, reading.term(base), node.sup, node.place) if node.sup else reading.term(base)


def _primed(reading: Reading, node: Scripted, base: Name) -> Term:
    """``y'`` of a quantity that varies is its derivative, else another name."""
    meaning, head = reading.meaning(base)[1], head_of(reading, base)
    if isinstance(meaning, Definition) and len(meaning.parameters) == 1 and head is not None:
        own = reading.term(Name(node.place, meaning.parameters[0].name))
        value = derived(reading, head, node.primes, (own,), node.place)
        return value if node.sup is None else raised(reading, value, node.sup, node.place)
    if head is not None and not reading.use(name_of(base) or "").varied_by:
        raise refusal("prime-of-expression", node.place)
    value = reading.term(base)
    if isinstance(meaning, Definition) and not shape(value) and len(value.symbols) == 1:
        return scripted_value(reading, value, Scripts(None, node.sup, node.primes, node.place))
    if isinstance(value, Apply) and value.head == "apply" and len(value.children) == 2:
        return scripted_value(reading, value, Scripts(None, node.sup, node.primes, node.place))
    if rank(value):
        raise refusal("prime-of-array", node.place)
    if name_of(base) in QUANTITIES:
        raise refusal("prime-of-expression", node.place)
    label = f"{name_of(base)}{chr(39) * node.primes}"
    return scripted_value(
        reading, undeclared(reading, label, node.place), Scripts(None, node.sup, 0, node.place)
    )


def _indexed(reading: Reading, node: Scripted, base: Name) -> Term:
    """An entry of an array, a definition with indices, an extreme entry, or a name with a label."""
    sub = node.sub or base
    text, meaning = reading.meaning(base)
    entries = reading.scope.lookup(f"{text}_")
    numbered = (
        isinstance(sub, Numeral) and reading.scope.lookup(label_of(replaced(node, sup=None)) or "") is None
    )
    if isinstance(entries, Definition) and (numbered or not is_label(sub)):
        return quantity_at(reading, entries, sub, node.place)
    special = _kronecker(reading, text, meaning, sub) or partial_derivative(reading, replaced(node, sup=None))
    if special is not None:
        return special
    number = isinstance(meaning, Definition) and not shape(meaning.body) and not is_label(sub)
    if number and family_beside_number(reading, text) is None:
        raise refusal("subscript-of-number", node.place)
    if meaning is None and not is_label(sub) and reading.scope.is_family(text):
        raise refusal("family-of-names", node.place, name=text)
    sized = isinstance(sub, Name | Numeral) or reading.evidence.tensors
    if meaning is None and is_identity(reading, text) and sized:
        return Apply("identity", reading.term(sub))
    found = member(reading, node, base, sub) if meaning is None else None
    if found is not None:
        return found
    if meaning is None and reading.scope.is_endless(text):
        return term_of_sequence(reading, text, sub)
    array = _array(reading, text, meaning, base)
    if array is None:
        return labelled(reading, node, base, sub)
    if text_of(sub) in ("\\max", "\\min", "max", "min"):
        return extreme(reading, (text_of(sub) or "").strip("\\"), array, node.place)
    return _entry(reading, array, sub, node.place)


def _kronecker(reading: Reading, text: str, meaning: object, sub: Surface) -> Term | None:
    indices = subscripts(sub)
    if text != "\\delta" or meaning is not None or len(indices) != 2:
        return None
    return Apply("delta", *map(reading.term, indices))


def _array(reading: Reading, text: str, meaning: object, base: Name) -> Term | None:
    if isinstance(meaning, Definition) and not meaning.parameters and not meaning.indices:
        return meaning.body if shape(meaning.body) else family_beside_number(reading, text)
    if isinstance(meaning, Term):
        value = dependent(reading, text, meaning)
        return value if shape(value) else family_beside_number(reading, text)
    conjugated = conjugated_by(reading, base)
    if conjugated is not None and shape(conjugated):
        return Apply("conj", conjugated)
    use = reading.use(text)
    if not use.scripts or use.apart:
        return family_beside_number(reading, text) if use.apart else None
    known = reading.symbols.get(text) or reading.scope.remembered(text)
    if known is None and not rank_by_use(reading, text, use):
        return None
    value = undeclared(reading, text, base.place)
    return value if shape(value) else None


def _entry(reading: Reading, array: Term, sub: Surface, place: Place) -> Term:
    array = upright(array)
    indices = subscripts(sub)
    dimensions = len(shape(array))
    if dimensions == 2 and len(indices) == 1 and isinstance(sub, Numeral) and len(sub.text) == 2:
        indices = tuple(Numeral(sub.place, digit) for digit in sub.text)
    if dimensions == 1 and len(indices) == 2 and not isinstance(sub, Infix):
        raise refusal("number-of-indices", place, expected="1", found="2")
    if len(indices) > dimensions:
        raise refusal("number-of-indices", place, expected=str(dimensions), found=str(len(indices)))
    return reading.component(array, tuple(map(reading.term, indices)))


def _builder(reading: Reading, fence: Fence, node: Scripted, index: Surface) -> Term:
    """``( ... )_i`` takes an entry of a vector, or builds one from its entries."""
    value = reading.term(fence)
    found = (
        _entry(reading, value, index, node.place)
        if shape(value)
        else _built(reading, value, index, node.place)
    )
    return found if node.sup is None else raised(reading, found, node.sup, node.place)


def _built(reading: Reading, value: Term, index: Surface, place: Place) -> Term:
    symbol = Symbol(name_of(index) or "", INTEGER)
    if symbol not in reading.entries or symbol not in value.symbols:
        raise refusal("subscript-of-number", place)
    reading.readings.append("vector-of-entries")
    return tabulate(symbol, value, reading.entries[symbol])


def scripted_value(reading: Reading, value: Term, scripts: Scripts) -> Term:
    """A value with scripts: primes differentiate, an index takes an entry, an exponent raises."""
    if scripts.primes:
        value = _derivative_of_value(value, scripts)
    if scripts.sub is not None:
        value = _entry(reading, value, scripts.sub, scripts.place) if shape(value) else _no_entry(scripts)
    return value if scripts.sup is None else raised(reading, value, scripts.sup, scripts.place)


def _no_entry(scripts: Scripts) -> Term:
    raise refusal("subscript-of-number", scripts.place)


def _derivative_of_value(value: Term, scripts: Scripts) -> Term:
    """``(...)'`` differentiates by the only variable there is."""
    variables = sorted(
        (s for s in value.symbols if not isinstance(s.sort, FunctionSort)), key=lambda s: s.name
    )
    if (
        len(variables) != 1
        or shape(value)
        or not isinstance(variables[0].sort, Sort)
        or variables[0].sort.shape
    ):
        raise refusal("prime-of-expression", scripts.place)
    for _ in range(scripts.primes):
        value = bind("derivative", variables[0], value, variables[0])
    return value
