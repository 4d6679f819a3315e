"""Declarations: the parameter defaults of an exercise, which make symbols of its parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import sympy

from derive.algebra.components import component
from derive.algebra.sympy_bridge import Table, from_sympy
from derive.core import sort
from derive.core.claim import Hypothesis, Origin
from derive.core.term import ONE, ZERO, Apply, Number, Symbol, Term, bind, index
from derive.elaborate.context import against_first
from derive.sheet.vectors import MatrixValue, VectorValue, exact

Hypotheses = Callable[[Symbol, Table], tuple[Term, ...]]


def _nothing(_: Symbol, __: Table) -> tuple[Term, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a parameter stands for: its sort, its dimensions in SymPy, what is assumed of it.

    ``latex`` completes the sentence "Let x ...", ``further`` are more sentences with a place for the name;
    ``answer`` is an admissible value of what a witness
    task asks for, None for what is given.
    """

    field: sort.Field
    shape: tuple[Any, ...]
    latex: str
    hypotheses: Hypotheses = _nothing
    answer: Any = None
    function: bool = False
    further: tuple[str, ...] = ()

    def symbol(self, name: str, table: Table) -> Symbol:
        """The symbol that the parameter is."""
        dimensions = tuple(dimension(d, table) for d in self.shape)
        if self.function:
            return Symbol(name, sort.FunctionSort((sort.REAL,), sort.REAL))
        return Symbol(name, sort.Sort(self.field, dimensions))

    def sentences(self, name: str) -> Iterator[str]:
        """What it says of a name, in LaTeX."""
        yield f"{name} {self.latex}"
        yield from (sentence.format(name) for sentence in self.further)

    def given(self, symbol: Symbol, table: Table) -> tuple[Hypothesis, ...]:
        """What is assumed of the symbol."""
        return tuple(Hypothesis(p, Origin.DECLARED) for p in self.hypotheses(symbol, table))

    def value(self, name: str, symbol: Symbol, table: Table) -> Any:
        """What the body of the exercise works with."""
        if self.function:
            found = sympy.Function(name)
        elif self.shape:
            found = sympy.IndexedBase(name)
        else:
            found = sympy.Symbol(name, **{self.field.value: True})
        table.add(found, symbol)
        if len(self.shape) == 2:
            return MatrixValue(*self.shape, lambda i, j: found[i, j])
        return VectorValue(self.shape[0], lambda i: found[i]) if self.shape else found


def dimension(size: Any, table: Table) -> Term:
    """A dimension as a term: a number, or a symbol made by :func:`dims`."""
    if isinstance(size, int | sympy.Integer):
        return Number(int(size))
    if size not in table.terms:
        table.add(size, index(str(size)))
    return table.term_of(size)


def dims(names: str) -> Any:
    """Symbols for dimensions, which are integers from 1; the names are separated by blanks."""
    return sympy.symbols(names, integer=True, positive=True)


def Real() -> Declaration:
    """A real number."""
    return Declaration(sort.Field.REAL, (), r"\in \mathbb{R}")


def Positive() -> Declaration:
    """A positive real number."""
    return Declaration(sort.Field.REAL, (), "> 0", lambda s, _: (Apply("lt", ZERO, s),))


def Integer() -> Declaration:
    """An integer."""
    return Declaration(sort.Field.INTEGER, (), r"\in \mathbb{Z}")


def Vector(length: Any) -> Declaration:
    """A real vector."""
    return Declaration(sort.Field.REAL, (length,), rf"\in \mathbb{{R}}^{{{length}}}")


def Descending(length: Any) -> Declaration:
    """A real vector whose entries are numbered by size, the largest first."""
    return replace(
        Vector(length),
        hypotheses=lambda symbol, table: _descending(symbol, dimension(length, table)),
        further=(rf"{{0}}_1 \ge {{0}}_2 \ge \dots \ge {{0}}_{{{{{length}}}}}",),
    )


def _descending(vector: Symbol, length: Term) -> tuple[Term, ...]:
    """The order of neighbours, and what follows for the first, the last and any two entries."""
    one = index("j")
    following = Apply("ge", component(vector, one), component(vector, Apply("add", one, ONE)))
    inside = Apply("and", Apply("le", ONE, one), Apply("lt", one, length))
    neighbours = bind("forall", one, Apply("implies", inside, following))
    return (neighbours, *against_first(neighbours))


def Matrix(rows: Any, columns: Any) -> Declaration:
    """A real matrix."""
    return Declaration(sort.Field.REAL, (rows, columns), rf"\in \mathbb{{R}}^{{{rows} \times {columns}}}")


def Function() -> Declaration:
    """An unknown smooth function of one real variable."""
    return Declaration(sort.Field.REAL, (), r"\colon \mathbb{R} \to \mathbb{R}", function=True)


def NonNegative() -> Declaration:
    """A real number that is not negative."""
    return Declaration(sort.Field.REAL, (), r"\ge 0", lambda s, _: (Apply("le", ZERO, s),))


def Between(low: Any, high: Any) -> Declaration:
    """A real number strictly between two numbers."""

    def inside(symbol: Symbol, table: Table) -> tuple[Term, ...]:
        return tuple(from_sympy(bound(table.objects[symbol]), table) for bound in (above, below))

    def above(x: Any) -> Any:
        return sympy.Lt(low, x, evaluate=False)

    def below(x: Any) -> Any:
        return sympy.Lt(x, high, evaluate=False)

    return Declaration(sort.Field.REAL, (), rf"\in ({sympy.latex(low)}, {sympy.latex(high)})", inside)


def Find(declared: Declaration, *, answer: Any) -> Declaration:
    """What the task asks for: any admissible value that makes the claim true is right, such as ``answer``."""
    return replace(declared, answer=answer)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number that is drawn for each student from these values."""

    values: tuple[Any, ...]


def Draw(*values: Any) -> Drawn:
    """A number drawn for each student: one of the values, or of a range of integers."""
    inside = [v for value in values for v in (value if isinstance(value, range) else (value,))]
    return Drawn(tuple(map(exact, inside)))


class IndexSymbol(sympy.Symbol):  # type: ignore[misc]  # SymPy has no types
    """An index that runs from 1 to a dimension: a bound one in the body, or a parameter."""

    upper: Any


def Index(upper: Any) -> Any:
    """An index from 1 to ``upper``, for sums in a body or as a parameter that stays free."""
    found = IndexSymbol(f"j{next(_COUNT)}", integer=True)
    found.upper = upper
    return found


def _counter() -> Any:
    count = 0
    while True:
        yield count
        count += 1


_COUNT = _counter()


def declaration_of(default: Any) -> Declaration | None:
    """The declaration that a parameter default makes, None if it makes none."""
    if isinstance(default, Declaration):
        return default
    if isinstance(default, IndexSymbol):
        upper = default.upper

        def between(symbol: Symbol, table: Table) -> tuple[Term, ...]:
            return Apply("le", ONE, symbol), Apply("le", symbol, dimension(upper, table))

        return Declaration(sort.Field.INTEGER, (), rf"= 1, \dots, {upper}", between)
    return None
