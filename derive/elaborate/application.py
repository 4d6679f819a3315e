"""Applying functions: standard ones, the document's own, unknown ones, and those that act on every entry."""

from collections.abc import Callable
from functools import lru_cache
from typing import Final

from derive.core.record import record
from derive.core.sort import REAL, Field, FunctionSort, Sort
from derive.core.source import Place
from derive.core.surface import Chain, Dots, Fence, Name, Numeral, Scripted, Surface
from derive.core.term import ONE, ZERO, Apply, Component, Symbol, Term, bind
from derive.elaborate.arrays import entry, is_row, length, rank, shape, substitute, transpose, upright
from derive.elaborate.imaginary import is_negative, principal_logarithm
from derive.elaborate.names import FUNCTION_LETTERS, label_of, name_of, names_in
from derive.elaborate.patterns import listed
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition, Elementwise
from derive.elaborate.uses import Use
from derive.theory.function import Function, by_letter, by_spelling

_FUNCTION_LETTERS: Final = FUNCTION_LETTERS | {"u", "v"}
_MATRIX: Final = 2
_EXTREMES: Final = {"max": "maximum", "min": "minimum"}
MATRIX_HEADS: Final = {
    "det": "determinant",
    "tr": "trace",
    "trace": "trace",
    "Tr": "trace",
    "diag": "diagonal",
    "vec": "vec",
    "norm": "norm",
}
"""Names of operations on matrices, which no equation defines anew."""

_SQUARE: Final = frozenset(("determinant", "trace"))

_OPERATORS: Final = {
    **dict.fromkeys(("Corr", "Pr", "\\Pr", "\\mathbb{P}"), "expectation"),
    **dict.fromkeys(("O", "o", "\\mathcal{O}"), "landau"),
    **dict.fromkeys(("vech", "rank", "rk", "adj", "span", "conv", "supp", "Res"), "unknown-function"),
    **dict.fromkeys(
        ("gcd", "\\gcd", "lcm", "ggT", "kgV", "sup", "\\sup", "inf", "\\inf"), "unknown-function"
    ),
    **dict.fromkeys(("\\dim", "\\ker", "\\limsup", "\\liminf", "argmin", "argmax"), "unknown-function"),
}
"""Names that mean something of which nothing is known here, and are no unknown functions."""

MOMENTS: Final = {
    "E": "expectation",
    "Var": "variance",
    "V": "variance",
    "\\mathbb{V}": "variance",
    "Cov": "covariance",
}
"""Operators of probability: of them it is only used that equal arguments have equal values."""

Applier = Callable[[Reading, tuple[Term, ...], Place], Term]


@record
class Head:
    """Something that can be applied, and the name it goes by."""

    name: str
    apply: Applier
    arrays: bool = False

    def to(self, reading: Reading, arguments: tuple[Term, ...], place: Place) -> Term:
        """The value at the arguments."""
        return self.apply(reading, arguments, place)


def head_of(reading: Reading, node: Surface) -> Head | None:
    """What a name applies as when brackets follow it, or None if it then is a factor."""
    if not isinstance(node, Name):
        return None
    text, binding = reading.meaning(node)
    if isinstance(binding, Definition):
        return Head(text, _defined(binding), _takes_array(binding)) if binding.parameters else None
    if isinstance(binding, Elementwise):
        return _elementwise(reading, text, binding.of)
    if isinstance(binding, Term):
        return _unknown(text, binding) if _is_function(binding) else None
    if text in MOMENTS and _is_operator(text, reading.use(text)):
        return Head(text, _moment(text))
    if text in _OPERATORS and reading.use(text).arguments:
        raise refusal(_OPERATORS[text], node.place, name=text)
    return _known(text) or _of_accent(reading, text, node) or _undeclared(reading, text, node.place)


def _is_operator(text: str, use: Use) -> bool:
    """Whether E or V stands before brackets, and nowhere for a number."""
    return bool(use.arguments) and (len(text) > 1 or use.bare <= len(use.arguments))


def _moment(text: str) -> Applier:
    def apply(_: Reading, arguments: tuple[Term, ...], place: Place) -> Term:
        if len(arguments) != 1 + (text == "Cov") or any(map(shape, arguments)):
            raise refusal("expectation", place, name=text)
        return Apply(MOMENTS[text], *arguments)

    return apply


def _is_function(term: Term) -> bool:
    return isinstance(term, Symbol) and isinstance(term.sort, FunctionSort)


def _takes_array(definition: Definition) -> bool:
    return any(shape(p) for p in definition.parameters)


@lru_cache(maxsize=1 << 10)
def _known(text: str) -> Head | None:
    if text.strip("\\") in MATRIX_HEADS:
        return Head(text, _array_operation(MATRIX_HEADS[text.strip("\\")]))
    found = by_spelling().get(text) or by_letter().get(text)
    return Head(text, _standard(found), found.shape != "scalar") if found is not None else None


def _of_accent(reading: Reading, text: str, node: Name) -> Head | None:
    """A function with a hat stands for the function on every entry, where nothing else was said."""
    if "hat" not in node.accents:
        return None
    return _elementwise(reading, text, Name(node.place, node.text, (), node.style))


def _elementwise(reading: Reading, text: str, of: Name) -> Head | None:
    inner = head_of(reading, of)
    return None if inner is None or inner.arrays else Head(text, inner.apply)


def is_overloaded(use: Use) -> bool:
    """Whether a letter has a lone variable in brackets behind it, and elsewhere stands for a number."""
    applied = any(len(a) == 1 and isinstance(a[0], Name) for a in use.arguments)
    unclear = use.varied_by or use.primes or use.scripts or use.integer or use.bound
    return applied and use.bare > len(use.arguments) and not unclear


def _undeclared(reading: Reading, text: str, place: Place) -> Head | None:
    use = reading.use(text)
    applied_or_derived = len(use.arguments) + len(use.varied_by)
    if is_overloaded(use):
        raise refusal("overloaded", place, name=text)
    always = use.bare <= applied_or_derived and not use.scripts and not use.integer
    if (use.varied_by and not use.arguments) or not (
        use.primes or (always and (text in _FUNCTION_LETTERS or _plain_arguments(use.arguments)))
    ):
        return None
    return Head(text, _first_application(text))


def _plain_arguments(arguments: tuple[tuple[Surface, ...], ...]) -> bool:
    """Whether brackets around a lone name or number show that something is applied to it.

    Nobody puts a lone factor in brackets; a lone entry may stand there, so all must be alike then.
    """
    alone = [len(items) > 1 or isinstance(items[0], Name | Numeral) for items in arguments if items]
    entries = [bool(items) and isinstance(items[0], Scripted) for items in arguments]
    return any(alone) or (bool(arguments) and all(entries))


def with_label(reading: Reading, head: Scripted, argument: Surface) -> Head | None:
    """The unknown function ``p_X`` in ``p_X(x)``: nobody puts a lone factor in brackets.

    Raises:
        UnreadableError: the subscript is an index that runs through something.
    """
    items = argument.items if isinstance(argument, Fence) and argument.opening == "(" else ()
    name, label = name_of(head.base), label_of(head)
    kinds = Name | Scripted if name in FUNCTION_LETTERS else Name
    if not items or not all(isinstance(i, kinds) and not getattr(i, "function", False) for i in items):
        return None
    if name is None or label is None or head.sup is not None or head.primes or _known(name) is not None:
        return None
    if any(reading.scope.lookup(n) is not None for n in (name, label, f"{name}_")) or name in reading.bound:
        return None
    if any(reading.use(n).bound or n in reading.bound for n in names_in(head.sub or head)):
        raise refusal("subscript-of-function", head.place, name=name)
    return Head(label, _first_application(label))


def _first_application(text: str) -> Applier:
    def apply(reading: Reading, arguments: tuple[Term, ...], place: Place) -> Term:
        known = reading.symbols.get(text) or _remembered(reading, text, len(arguments))
        if known is None or not isinstance(known.sort, FunctionSort):
            sorts = tuple(Sort(Field.REAL, shape(a)) for a in arguments)
            known = Symbol(text, FunctionSort(sorts, REAL))
        reading.symbols[text] = known
        return _unknown_at(known)(reading, arguments, place)

    return apply


def _remembered(reading: Reading, text: str, count: int) -> Symbol | None:
    """The function that an earlier formula showed, if it takes as many arguments; else it is another one."""
    known = reading.scope.remembered(text)
    sort = known.sort if known is not None else None
    return known if isinstance(sort, FunctionSort) and len(sort.arguments) == count else None


def _unknown(text: str, symbol: Term) -> Head:
    return Head(text, _unknown_at(symbol))


def _unknown_at(symbol: Term) -> Applier:
    def apply(_: Reading, arguments: tuple[Term, ...], place: Place) -> Term:
        sort = symbol.sort  # type: ignore[attr-defined]  # a symbol of function sort
        if len(sort.arguments) != len(arguments):
            raise refusal(
                "arity",
                place,
                name=repr(symbol),
                expected=str(len(sort.arguments)),
                found=str(len(arguments)),
            )
        fitted = (_fitted(a, s) for a, s in zip(arguments, sort.arguments, strict=True))
        return Apply("apply", symbol, *fitted)

    return apply


def _fitted(argument: Term, sort: Sort) -> Term:
    """An argument; 0 is the zero vector or matrix of a function of such."""
    return Apply("zeros", *sort.shape) if argument is ZERO and sort.shape else argument


def _defined(definition: Definition) -> Applier:
    def apply(reading: Reading, arguments: tuple[Term, ...], place: Place) -> Term:
        wanted = definition.parameters
        if len(wanted) != len(arguments):
            raise refusal(
                "arity", place, name=definition.name, expected=str(len(wanted)), found=str(len(arguments))
            )
        if len(definition.lengths) != len(definition.indices):
            raise refusal("function-without-argument", place, name=definition.name)
        if len(wanted) == 1 and not shape(wanted[0]) and shape(arguments[0]):
            return _on_entries(reading, arguments[0], lambda a: substitute(definition.value, wanted, (a,)))
        if shape(wanted[0]) and not shape(arguments[0]):
            return _at_component(reading, arguments, place, lambda a: apply(reading, a, place))
        value = substitute(definition.value, wanted, tuple(map(upright, arguments)))
        return transpose(value) if is_row(arguments[0]) and rank(value) == 1 and not is_row(value) else value

    return apply


def _on_entries(reading: Reading, array: Term, body: Callable[[Term], Term]) -> Term:
    if is_row(array):
        return transpose(reading.each(upright(array), body))
    return reading.each(array, body)


def _at_component(
    reading: Reading, arguments: tuple[Term, ...], place: Place, apply: Callable[[tuple[Term, ...]], Term]
) -> Term:
    """``softmax(x_i)``, said of a function of vectors, is the entry of ``softmax(x)``."""
    first = arguments[0]
    if not isinstance(first, Component):
        raise refusal("vector-expected", place)
    whole = apply((first.base, *arguments[1:]))
    if not shape(whole):
        raise refusal("vector-expected", place)
    reading.readings.append("entry-of-value")
    return reading.component(upright(whole), first.indices)


def _standard(known: Function) -> Applier:
    def apply(reading: Reading, arguments: tuple[Term, ...], place: Place) -> Term:
        if known.name in _EXTREMES and len(arguments) == 1:
            return extreme(reading, known.name, arguments[0], place)
        if not known.accepts(len(arguments)):
            raise refusal(
                "arity", place, name=known.latex, expected=str(known.arity), found=str(len(arguments))
            )
        if known.name == "binomial":
            reading.counts(*arguments)
        if known.name == "log" and reading.evidence.imaginary and is_negative(arguments[0]):
            return principal_logarithm(arguments[0])
        if known.shape == "scalar":
            return _scalar(known, arguments, place)
        if rank(arguments[0]) == 0:
            return _at_component(reading, arguments, place, lambda a: apply(reading, a, place))
        if known.shape == "vector" and rank(arguments[0]) == _MATRIX:
            return _on_rows(reading, known, arguments)
        value = Apply(known.name, upright(arguments[0]), *arguments[1:])
        return transpose(value) if known.shape == "vector" and is_row(arguments[0]) else value

    return apply


def _on_rows(reading: Reading, known: Function, arguments: tuple[Term, ...]) -> Term:
    """``softmax(S)`` of a matrix: of each of its rows."""
    matrix, *rest = arguments
    height, width = shape(matrix)
    reading.readings.append("row-by-row")

    def of_row(i: Term) -> Term:
        row = reading.tabulated(width, lambda j: entry(matrix, i, j))
        return reading.tabulated(width, lambda j: entry(Apply(known.name, row, *rest), j))

    return reading.tabulated(height, of_row)


def _scalar(known: Function, arguments: tuple[Term, ...], place: Place) -> Term:
    if not any(map(shape, arguments)):
        return Apply(known.name, *arguments)
    if any(map(is_row, arguments)):
        return transpose(Apply(known.name, *map(upright, arguments)))
    if any(rank(a) == 2 for a in arguments) and known.name in ("exp", "log"):
        raise refusal("function-of-matrix", place, name=known.latex)
    return Apply(known.name, *arguments)


def extreme(reading: Reading, name: str, argument: Term, place: Place) -> Term:
    """The largest or smallest entry of a vector, or of a finite set."""
    if isinstance(argument, Apply) and argument.head == "finite_set":
        return Apply(name, *argument.children)
    if (
        isinstance(argument, Component)
        and len(shape(argument.base)) == 1
        and argument.indices[0] in reading.entries
    ):
        return extreme(reading, name, argument.base, place)
    vector = upright(argument)
    if rank(vector) != 1:
        raise refusal("vector-expected", place)
    i = reading.counter()
    return bind(_EXTREMES[name], i, reading.component(vector, (i,)), ONE, length(vector))


def _array_operation(head: str) -> Applier:
    def apply(reading: Reading, arguments: tuple[Term, ...], place: Place) -> Term:
        if head == "diagonal" and len(arguments) > 1:
            return Apply(head, Apply("vector", *arguments))
        if len(arguments) != 1 or not shape(arguments[0]) or (head in _SQUARE and rank(arguments[0]) != 2):
            raise refusal("matrix-expected", place, name=head)
        if head in _SQUARE:
            reading.dimensions.unify(*shape(arguments[0])[:2])
        return Apply(head, upright(arguments[0]))

    return apply


def arguments_of(reading: Reading, node: Surface) -> tuple[Term, ...]:
    """The arguments in brackets; a set or list with dots in it is one vector."""
    if isinstance(node, Fence) and node.opening in "([{":
        if "|" in node.separators:
            raise refusal("conditional", node.place)
        if Dots in map(type, node.items):
            return (listed(reading, node.items, node.place),)
        if len(node.items) == 1 and isinstance(node.items[0], Fence) and node.items[0].opening == "{":
            return arguments_of(reading, node.items[0])
        return tuple([inside(reading, i) for i in node.items])
    return (reading.term(node),)


def inside(reading: Reading, node: Surface) -> Term:
    """A value in brackets; a membership beside it is a remark."""
    if not isinstance(node, Chain):
        return reading.term(node)
    if [r.sign for r in node.relations] == ["\\in"] and node.terms[0] is not None:
        reading.readings.append("membership-inside")
        return reading.term(node.terms[0])
    raise refusal("statement-as-value", node.place)
