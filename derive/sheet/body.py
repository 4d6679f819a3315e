"""The arguments of an exercise's function, what they stand for, and what is known of them."""

from __future__ import annotations

import inspect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sympy.logic.boolalg import BooleanAtom

from derive.algebra.presentation import surface_of
from derive.algebra.sympy_bridge import BridgeError, Table, from_sympy
from derive.core.claim import Context, Hypothesis, Origin
from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Symbol, Term
from derive.sheet.declare import Drawn, IndexSymbol, declaration_of
from derive.sheet.model import Different, SheetError
from derive.sheet.named import named
from derive.sheet.sheet import Defined, Stated
from derive.sheet.variants import Choice
from derive.sheet.vectors import exact
from derive.syntax.latex import write
from derive.theory.function import by_spelling
from derive.theory.messages import say
from derive.theory.notation_unicode import character_of, latex_of


@dataclass(slots=True)
class Body:
    """A function of a sheet with its arguments; ``own`` are the names of the sheet's own functions."""

    stated: Stated | Defined
    choose: Choice
    own: Sequence[str]
    table: Table = field(default_factory=Table)
    arguments: list[Any] = field(default_factory=list)
    symbols: list[Symbol] = field(default_factory=list)
    hypotheses: list[Hypothesis] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    answers: list[tuple[Symbol, Term]] = field(default_factory=list)
    variant: dict[str, str] = field(default_factory=dict)

    def refused(self, code: str, **values: str) -> SheetError:
        """The error that names this function and its line."""
        return SheetError(say(code, **values), self.stated.key, self.stated.line)

    def declare(self, name: str, default: Any) -> None:
        """Make a symbol of a parameter, or a number of one that is drawn."""
        if isinstance(default, Drawn):
            value = self.choose(name, default.values)
            self.arguments.append(value)
            self.variant[name] = write(surface_of(from_sympy(value, self.table)))
            return
        declared = declaration_of(default)
        if declared is None:
            raise self.refused("sheet.undeclared-parameter", name=name)
        symbol = declared.symbol(written(name), self.table)
        self._require_free(name, symbol)
        self.arguments.append(declared.value(name, symbol, self.table))
        self.symbols.append(symbol)
        if declared.answer is not None:
            self.answers.append((symbol, self._value(declared.answer)))
            return
        self.hypotheses += declared.given(symbol, self.table)
        self.sentences += declared.sentences(written(name))

    def _require_free(self, name: str, symbol: Symbol) -> None:
        """Refuse a name that is another parameter's, a function's of the sheet, or a standard one."""
        if symbol.name in (s.name for s in self.symbols):
            raise self.refused("sheet.name-twice", name=name, latex=symbol.name)
        if name in self.own:
            raise self.refused("sheet.name-own", name=name)
        if symbol.name in RESERVED or symbol.name.lstrip("\\") in by_spelling():
            raise self.refused("sheet.name-standard", name=name)

    def require_distinct(self) -> None:
        """Refuse two different things with one name, such as a parameter n and a dimension n."""
        seen: set[str] = set()
        for term in self.table.terms.values():
            if isinstance(term, Symbol):
                if term.name in seen:
                    raise self.refused("sheet.name-dimension", name=term.name)
                seen.add(term.name)

    def _value(self, answer: Any) -> Term:
        if isinstance(answer, tuple | list):
            return Apply("vector", *map(self._value, answer))
        return from_sympy(exact(answer), self.table)

    @property
    def context(self) -> Context:
        """The context of the claims."""
        terms = (t for t in self.table.terms.values() if isinstance(t, Symbol))
        sizes = [t for t in terms if t not in self.symbols]
        positive = [Hypothesis(Apply("le", ONE, t), Origin.DECLARED) for t in sizes if t.sort == INTEGER]
        return Context((*self.symbols, *sizes), (*self.hypotheses, *positive))

    def term(self, relation: Any) -> Term:
        """A relation, or an expression, as a term.

        Raises:
            SheetError: it has collapsed, or something in it is not declared.
        """
        if isinstance(relation, bool | BooleanAtom):
            raise self.refused("sheet.collapsed", value=str(relation))
        self._require_bound(relation)
        try:
            if isinstance(relation, Different):
                sides = (relation.left, relation.right)
                return Apply("ne", *(from_sympy(side, self.table) for side in sides))
            return from_sympy(relation, self.table)
        except BridgeError as error:
            raise SheetError(str(error), self.stated.key, self.stated.line) from error

    def require_unrestricted(self, value: Any) -> None:
        """Refuse a parameter of which something is known, where it has to stand for any real number."""
        symbol = self.table.terms.get(value)
        if symbol not in self.symbols or any(symbol in h.proposition.symbols for h in self.hypotheses):
            raise self.refused("sheet.range-restricted", name=str(value))

    def latex(self, expression: Any) -> str:
        r"""A relation or an expression in LaTeX; the logistic function is ``\sigma`` where no symbol is."""
        shown = _ENTRY.sub(r"\1_", write(surface_of(named(self.term(expression)))))
        if any(s.name == _SIGMA for s in self.symbols):
            return shown
        return shown.replace(r"\operatorname{sigmoid}", _SIGMA)

    def _require_bound(self, relation: Any) -> None:
        """Refuse an index outside its sum, by the name that the author gave it."""
        free: set[Any] = getattr(relation, "free_symbols", set())
        for symbol in sorted(free, key=str):
            if isinstance(symbol, IndexSymbol) and symbol not in self.table.terms:
                named = [k for k, v in self.stated.body.__globals__.items() if v is symbol]
                raise self.refused("sheet.index-outside", name=named[0] if named else str(symbol))


_SIGMA = r"\sigma"
_ENTRY = re.compile(r"\((\\operatorname\{softmax\}\([^()]*\))\)_")
RESERVED = frozenset(("e", "\\pi"))


def begun(stated: Stated | Defined, choose: Choice, own: Sequence[str]) -> Body:
    """A function of a sheet with its arguments made."""
    body = Body(stated, choose, own)
    for name, parameter in inspect.signature(stated.body).parameters.items():
        body.declare(name, parameter.default)
    return body


def written(name: str) -> str:
    """A Python name as LaTeX: Greek letters by their macros, a trailing underscore dropped."""
    bare = name.rstrip("_")
    if len(bare) == 1:
        return latex_of(bare) or bare
    return f"\\{bare}" if character_of(f"\\{bare}") else bare
