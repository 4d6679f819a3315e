"""What words such as "even", "increasing" and "invertible" say of a value, as propositions."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from derive.core.sort import INTEGER, Field, Sort
from derive.core.source import UnreadableError
from derive.core.surface import Call, Chain, Fence, Juxtaposed, Name, Relation, Surface
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    fresh,
    negative,
    power,
    subterms,
)
from derive.core.term import replace as substituted
from derive.elaborate.application import head_of
from derive.elaborate.arrays import shape, times, transpose
from derive.elaborate.congruences import divisible
from derive.elaborate.propositions import relation
from derive.elaborate.reading import Reading
from derive.elaborate.sentences import inside


@dataclass(frozen=True, slots=True)
class Subject:
    """What is spoken of: a value, and the variable that it depends on, if it is one."""

    value: Term
    variable: Symbol | None

    def at(self, other: Term) -> Term:
        """The value for another value of the variable."""
        return substituted(self.value, {self.variable: other}) if self.variable is not None else self.value


def _subject(reading: Reading, node: Surface, by: Surface | None = None) -> Subject | None:
    """The value that a formula gives, and its only variable, or the one named."""
    if by is not None:
        variable = reading.term(by)
        value = reading.term(node)
        return Subject(value, variable) if isinstance(variable, Symbol) and _is_number(variable) else None
    head = head_of(reading, node) if isinstance(node, Name) else None
    if head is not None:
        variable = fresh("x", Sort(Field.REAL))
        reading.symbols.setdefault("x", variable)
        return Subject(head.to(reading, (variable,), node.place), variable)
    value = reading.term(node)
    argument = _argument(node)
    variables = (
        [reading.term(argument)] if argument is not None else sorted(value.symbols, key=lambda s: s.name)
    )
    if len(variables) != 1 or not isinstance(variables[0], Symbol) or not _is_number(variables[0]):
        return None
    return Subject(value, variables[0]) if value is not variables[0] else None


def _argument(node: Surface) -> Name | None:
    pair = (
        node.items
        if isinstance(node, Juxtaposed)
        else (node.head, node.argument)
        if isinstance(node, Call)
        else ()
    )
    if len(pair) != 2 or not isinstance(pair[1], Fence) or len(pair[1].items) != 1:
        return None
    argument = pair[1].items[0]
    return argument if isinstance(argument, Name) else None


def _is_number(symbol: Symbol) -> bool:
    return isinstance(symbol.sort, Sort) and not symbol.sort.shape


Rule = Callable[[Reading, Surface, Surface | None], Term | None]


def _reflected(sign: int) -> Rule:
    """``f(-x) = f(x)``, or ``-f(x)``."""

    def rule(reading: Reading, node: Surface, _: Surface | None) -> Term | None:
        subject = _subject(reading, node)
        if subject is None or subject.variable is None or shape(subject.value):
            return None
        value = subject.value if sign > 0 else negative(subject.value)
        return Apply("eq", subject.at(negative(subject.variable)), value)

    return rule


def _ordered(head: str) -> Rule:
    """``x < y`` implies that the values stand in a relation."""

    def rule(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
        subject = _subject(reading, node)
        if subject is None or subject.variable is None or shape(subject.value):
            return None
        if subject.variable.sort == INTEGER:
            later = Apply(head, subject.value, subject.at(add(subject.variable, ONE)))
            within = None if other is None else inside(reading, other, subject.variable, subject.variable)
            return later if within is None else Apply("implies", within, later)
        second = Symbol(f"{subject.variable.name}'", subject.variable.sort)
        after = Apply(head, subject.value, subject.at(second))
        earlier = Apply("lt", subject.variable, second)
        if other is None:
            return Apply("implies", earlier, after)
        both = (inside(reading, other, subject.variable, v) for v in (subject.variable, second))
        return Apply("implies", Apply("and", *both, earlier), after)

    return rule


def _constant(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    subject = _subject(reading, node, other)
    if subject is None or subject.variable is None:
        return None
    return Apply("eq", subject.value, subject.at(Symbol(f"{subject.variable.name}'", subject.variable.sort)))


def _parity(sign: int) -> Rule:
    """An integer is even if -1 to its power is 1; of other things the same words speak of functions."""
    of_functions = _reflected(sign)

    def rule(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
        with suppress(UnreadableError):
            value = reading.term(node)
            if value.symbols and all(s.sort == INTEGER for s in value.symbols):
                whole = all(isinstance(t, Number | Symbol) or _keeps_whole(t) for t in subterms(value))
                return Apply("eq", power(MINUS_ONE, value), Number(sign)) if whole else None
        return of_functions(reading, node, other)

    return rule


def _keeps_whole(term: Term) -> bool:
    """Whether an operation makes integers of integers."""
    if not isinstance(term, Apply) or not all(
        t.value.denominator == 1 for t in term.children if isinstance(t, Number)
    ):
        return False
    exponent = term.children[1] if term.head == "power" else ZERO
    return term.head in {"add", "multiply", "power"} and isinstance(exponent, Number) and exponent.value >= 0


def _divisible(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    return None if other is None else Apply("eq", divisible(reading, node, other), ZERO)


def _periodic(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    subject = _subject(reading, node)
    if subject is None or subject.variable is None or other is None:
        return None
    return Apply("eq", subject.at(add(subject.variable, reading.term(other))), subject.value)


def _symmetric(reading: Reading, node: Surface, _: Surface | None) -> Term | None:
    value = reading.term(node)
    if len(shape(value)) != 2 or isinstance(value, Symbol):
        return None
    return Apply("eq", transpose(value), value)


def _of_matrix(said: Callable[[Term], Term | None]) -> Rule:
    """What a word says of a square matrix that was calculated or written out."""

    def rule(reading: Reading, node: Surface, _: Surface | None) -> Term | None:
        value = reading.term(node)
        size = shape(value)
        square = len(size) == 2 and size[0] is size[1]
        return said(value) if square and not isinstance(value, Symbol) else None

    return rule


def _orthogonal(value: Term) -> Term | None:
    product = times(transpose(value), value)
    return None if product is None else Apply("eq", product, Apply("identity", shape(value)[0]))


def _idempotent(value: Term) -> Term | None:
    product = times(value, value)
    return None if product is None else Apply("eq", product, value)


def _determinant(head: str) -> Callable[[Term], Term]:
    return lambda value: Apply(head, Apply("determinant", value), ZERO)


def _unit(reading: Reading, node: Surface, _: Surface | None) -> Term | None:
    value = reading.term(node)
    if len(shape(value)) != 1 or isinstance(value, Symbol):
        return None
    return Apply("eq", Apply("norm", value), ONE)


def _in_range(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    subject = _subject(reading, node)
    if subject is None or other is None:
        return None
    inside = relation(reading, (node, other), Relation(node.place, "\\in"))
    members = [t for t in subterms(inside) if isinstance(t, Apply) and t.head == "member"]
    return Apply("member", subject.value, members[0].children[1]) if len(members) == 1 else None


def _invariant(reading: Reading, node: Surface, other: Surface | None) -> Term | None:
    r"""``f(x)`` is invariant under ``x \\to x + c``."""
    if not isinstance(other, Chain) or [r.sign for r in other.relations] not in (["\\to"], ["\\mapsto"]):
        return None
    old, new = (reading.term(t) for t in other.terms if t is not None)
    value = reading.term(node)
    if not isinstance(old, Symbol) or old not in value.symbols or shape(old) != shape(new):
        return None
    return Apply("eq", substituted(value, {old: new}), value)


RULES: Final[dict[str, Rule]] = {
    "even": _parity(1),
    "odd": _parity(-1),
    "increasing": _ordered("le"),
    "strictly-increasing": _ordered("lt"),
    "decreasing": _ordered("ge"),
    "strictly-decreasing": _ordered("gt"),
    "constant": _constant,
    "independent": _constant,
    "periodic": _periodic,
    "symmetric": _symmetric,
    "invertible": _of_matrix(_determinant("ne")),
    "singular": _of_matrix(_determinant("eq")),
    "orthogonal": _of_matrix(_orthogonal),
    "idempotent": _of_matrix(_idempotent),
    "skew-symmetric": _of_matrix(lambda value: Apply("eq", transpose(value), negative(value))),
    "unit": _unit,
    "range": _in_range,
    "invariant": _invariant,
    "divisible": _divisible,
}
