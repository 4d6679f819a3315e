"""Terms, sequents and proof trees as numbered rows of JSON, and back.

A later row refers to earlier ones by number only, so that shared parts are written once and a table
cannot contain a cycle. Reading builds what the rows say and believes none of it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import Any, Final

from derive.core.sort import AnySort, Field, FunctionSort, Sort
from derive.core.term import Apply, Binder, Component, Number, Symbol, Term
from derive.core.verdict import Assignment, ProofTree, Sequent

Json = Any
MOST_ROWS: Final = 500_000
MOST_DIGITS: Final = 100_000
MOST_DECIMALS: Final = 4_000
_NUMBER: Final = re.compile(r"(-?)(0x[0-9a-f]+|[0-9]+)(?:/(0x[0-9a-f]+|[0-9]+))?")


@dataclass(slots=True)
class Writer:
    """Numbers terms, sequents and nodes as they are first met."""

    terms: list[Json] = field(default_factory=list)
    sequents: list[Json] = field(default_factory=list)
    nodes: list[Json] = field(default_factory=list)
    _terms: dict[Term, int] = field(default_factory=dict)
    _sequents: dict[Sequent, int] = field(default_factory=dict)
    _nodes: dict[int, int] = field(default_factory=dict)

    def term(self, term: Term) -> int:
        """The number of a term."""
        if term not in self._terms:
            row = self._row(term)
            self._terms[term] = len(self.terms)
            self.terms.append(row)
        return self._terms[term]

    def _row(self, term: Term) -> list[Json]:
        if isinstance(term, Number):
            return ["number", written(term.value)]
        if isinstance(term, Symbol):
            return ["symbol", term.name, self.sort(term.sort)]
        children = [self.term(c) for c in term.children]
        if isinstance(term, Binder):
            return ["binder", term.kind, self.term(term.variable), *children]
        if isinstance(term, Apply):
            return ["apply", term.head, *children]
        return ["component", *children]

    def sort(self, sort: AnySort) -> Json:
        """A sort; its dimensions are numbers of terms."""
        if isinstance(sort, FunctionSort):
            return {"arguments": [self.sort(s) for s in sort.arguments], "value": self.sort(sort.value)}
        return [sort.field.value, *map(self.term, sort.shape)]

    def sequent(self, sequent: Sequent) -> int:
        """The number of a sequent."""
        if sequent not in self._sequents:
            row = [self.term(sequent.goal), *map(self.term, sequent.hypotheses)]
            self._sequents[sequent] = len(self.sequents)
            self.sequents.append(row)
        return self._sequents[sequent]

    def node(self, tree: ProofTree) -> int:
        """The number of a node of a proof tree."""
        if id(tree) not in self._nodes:
            premises = [self.node(p) for p in tree.premises]
            arguments = [self.term(a) for a in tree.arguments]
            self._nodes[id(tree)] = len(self.nodes)
            self.nodes.append([tree.rule, self.sequent(tree.conclusion), premises, arguments])
        return self._nodes[id(tree)]

    def assignment(self, assignment: Assignment) -> Json:
        """Pairs of a symbol and its value."""
        return [[self.term(symbol), self.term(value)] for symbol, value in assignment.values]


@dataclass(slots=True)
class Reader:
    """Builds terms, sequents and nodes in the order of their numbers.

    Rows that are none raise ValueError, TypeError, KeyError, IndexError or AttributeError.
    """

    terms: list[Term] = field(default_factory=list)
    sequents: list[Sequent] = field(default_factory=list)
    nodes: list[ProofTree] = field(default_factory=list)

    @classmethod
    def of(cls, data: dict[str, Json]) -> "Reader":
        """A reader with the tables of a certificate."""
        if sum(len(data[table]) for table in ("terms", "sequents", "nodes")) > MOST_ROWS:
            raise ValueError("too many rows")
        reader = cls()
        for kind, *row in data["terms"]:
            reader.terms.append(_ROWS[kind](reader, *row))
        for goal, *hypotheses in data["sequents"]:
            reader.sequents.append(Sequent(tuple(map(reader.term, hypotheses)), reader.term(goal)))
        for rule, sequent, premises, arguments in data["nodes"]:
            below = tuple(reader.nodes[place(p)] for p in premises)
            conclusion = reader.sequents[place(sequent)]
            reader.nodes.append(ProofTree(str(rule), conclusion, below, tuple(map(reader.term, arguments))))
        return reader

    def term(self, number: Json) -> Term:
        """The term with this number."""
        return self.terms[place(number)]

    def symbol(self, number: Json) -> Symbol:
        """The symbol with this number."""
        found = self.term(number)
        if not isinstance(found, Symbol):
            raise TypeError
        return found

    def sort(self, data: Json) -> AnySort:
        """A sort."""
        if isinstance(data, dict):
            return FunctionSort(
                tuple(map(self.plain_sort, data["arguments"])), self.plain_sort(data["value"])
            )
        return self.plain_sort(data)

    def plain_sort(self, data: Json) -> Sort:
        """A sort that is no function's."""
        name, *shape = data
        return Sort(Field(name), tuple(map(self.term, shape)))

    def assignment(self, data: Json) -> Assignment:
        """Values for symbols."""
        return Assignment(tuple((self.symbol(s), self.term(v)) for s, v in data))


def place(value: Json) -> int:
    """The number of a row, which must be a natural number.

    Raises:
        TypeError: it is none.
    """
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def digest_of(data: dict[str, Json]) -> str:
    """What the field ``digest`` of a certificate says: a hash of all its other fields."""
    kept = {key: value for key, value in data.items() if key != "digest"}
    text = json.dumps(kept, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


def written(value: Fraction) -> str:
    """A rational number as text: in decimals, or in hexadecimals if it is very long."""
    form = "d" if max(value.numerator.bit_length(), value.denominator.bit_length()) < MOST_DECIMALS else "#x"
    above = format(value.numerator, form)
    return above if value.denominator == 1 else f"{above}/{value.denominator:{form}}"


def number(text: Json) -> Fraction:
    """The rational number in a text.

    Raises:
        ValueError: it is none, or longer than any that is written.
    """
    found = _NUMBER.fullmatch(text) if isinstance(text, str) and len(text) <= MOST_DIGITS else None
    if found is None:
        raise ValueError("no number")
    sign, above, below = found.groups()
    return Fraction(_whole(sign + above), _whole(below or "1"))


def _whole(text: str) -> int:
    return int(text, 16) if "x" in text else int(text)


def _binder(reader: Reader, kind: str, variable: int, body: int, *parameters: int) -> Term:
    inside = reader.term(body)
    symbol = reader.symbol(variable)
    if symbol.name != f"#{inside.binders}":
        raise ValueError(symbol.name)
    return Binder(str(kind), symbol, inside, *map(reader.term, parameters))


_ROWS: Final[dict[str, Callable[..., Term]]] = {
    "number": lambda _, text: Number(number(text)),
    "symbol": lambda reader, name, sort: Symbol(str(name), reader.sort(sort)),
    "apply": lambda reader, head, *children: Apply(str(head), *map(reader.term, children)),
    "component": lambda reader, *children: Component(*map(reader.term, children)),
    "binder": _binder,
}
