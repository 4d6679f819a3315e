"""Which SymPy object stands for which symbol."""

from dataclasses import dataclass, field
from typing import Any

import sympy

from derive.core.sort import Field, FunctionSort
from derive.core.term import Symbol, Term

_ASSUMPTIONS = {Field.INTEGER: {"integer": True}, Field.REAL: {"real": True}}


class BridgeError(Exception):
    """Something cannot cross the border to or from SymPy; the message names it."""


@dataclass(slots=True)
class Table:
    """SymPy objects by term and terms by SymPy object; names are counted, never taken over."""

    objects: dict[Term, Any] = field(default_factory=dict)
    terms: dict[Any, Term] = field(default_factory=dict)
    count: int = 0

    def add(self, expression: Any, term: Term) -> None:
        """Record that a SymPy object, of an author's sheet for instance, stands for a symbol."""
        self.objects[term] = expression
        self.terms[expression] = term

    def object_of(self, symbol: Symbol) -> Any:
        """The SymPy object for a symbol, made on first use."""
        if symbol not in self.objects:
            self.add(self._new(symbol), symbol)
        return self.objects[symbol]

    def term_of(self, expression: Any) -> Term:
        """The symbol for a SymPy object.

        Raises:
            BridgeError: it is not in the table.
        """
        found = self.terms.get(expression)
        if found is None:
            message = f"{type(expression).__name__} {expression} is not declared"
            raise BridgeError(message)
        return found

    def _new(self, symbol: Symbol) -> Any:
        name = f"v{self.count}"
        self.count += 1
        if isinstance(symbol.sort, FunctionSort):
            return sympy.Function(name)
        if symbol.sort.shape:
            return sympy.IndexedBase(name)
        return sympy.Symbol(name, **_ASSUMPTIONS.get(symbol.sort.field, {"complex": True}))
