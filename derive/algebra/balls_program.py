"""Terms compiled to closures that compute on exact rationals and balls.

A compiled term is a function of a :class:`Scope`, which holds the values of the
symbols. Sub-terms that occur several times are computed once in a scope. The
tables that say what each head and each binder computes are in the modules
``balls_arithmetic``, ``balls_truth``, ``balls_binders`` and ``balls_functions``.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from flint import fmpq

from derive.algebra.balls_numbers import Indeterminate
from derive.algebra.rectangular import is_complex
from derive.core.term import INFINITY, Apply, Binder, Number, Symbol, Term

MOST_WORK: Final = 300_000
_PROCESSES: Final = frozenset(("integral", "limit"))


class Scope(dict[Term, Any]):
    """Values of symbols, and of shared sub-terms; ``work`` counts down over all scopes of an evaluation."""

    __slots__ = ("work",)
    work: list[int]

    def __init__(self, values: Mapping[Term, Any], work: list[int] | None = None) -> None:
        """A scope with these values."""
        super().__init__(values)
        self.work = [MOST_WORK] if work is None else work

    def inside(self) -> "Scope":
        """A scope within this one, of its own."""
        return Scope(self, self.work)

    def charge(self, operations: int) -> None:
        """Count operations before they are done.

        Raises:
            Indeterminate: the evaluation would do too much.
        """
        self.work[0] -= operations
        if self.work[0] < 0:
            raise Indeterminate


Code = Callable[[Scope], Any]
Builder = Callable[["Compiler", Any], Code]

VALUES: Final[dict[str, Builder]] = {}
BINDERS: Final[dict[str, Builder]] = {}
TRUTHS: Final[dict[str, Builder]] = {}
SIDES: Final[dict[str, Builder]] = {}
"""Terms that may be infinite where they are a side of a relation, and only there."""
FORMS: Final[dict[str, Callable[[Term, tuple[Term, ...]], Term | None]]] = {}
"""``canonical`` gives the normal form of a term under hypotheses; forms rest on balls, and enter here."""


class Compiler:
    """Compiles the sub-terms of one term; equal sub-terms get the same code."""

    def __init__(self, root: Term) -> None:
        """A compiler for the sub-terms of ``root``."""
        self._seen: set[Term] = set()
        self._shared: set[Term] = set()
        self._codes: dict[Term, Code] = {}
        self._size = 0
        self.share(root)

    def share(self, *terms: Term) -> None:
        """Compute what occurs in several places of these terms, and of those before, once; leaves apart."""
        seen, shared = self._seen, self._shared
        stack = [t for t in terms if t.children]
        while stack:
            term = stack.pop()
            if term in seen:
                shared.add(term)
            else:
                seen.add(term)
                stack.extend([c for c in term.children if c.children])

    @property
    def size(self) -> int:
        """How many different sub-terms have been compiled, as a measure of work."""
        return self._size

    def value(self, term: Term) -> Code:
        """The code of a term with a value."""
        found = self._codes.get(term)
        if found is None:
            self._size += 1
            found = self._compile(term)
            if term in self._shared:
                found = _once(term, found)
            self._codes[term] = found
        return found

    def side(self, term: Term) -> Code:
        """The code of a side of a relation."""
        name = term.kind if isinstance(term, Binder) else term.head if isinstance(term, Apply) else ""
        builder = None if _is_complex_process(term) else SIDES.get(name)
        return self.value(term) if builder is None else builder(self, term)

    def truth(self, proposition: Term) -> Code:
        """The code of a proposition; it gives True, False, or None for what is not established."""
        self._size += 1
        if isinstance(proposition, Apply):
            builder = TRUTHS.get(proposition.head)
        elif isinstance(proposition, Binder):
            builder = TRUTHS.get(proposition.kind)
        else:
            builder = None
        return unknown if builder is None else builder(self, proposition)

    def _compile(self, term: Term) -> Code:
        if isinstance(term, Apply):
            return (VALUES.get(term.head) or VALUES["function"])(self, term)
        if isinstance(term, Number):
            return _number(term)
        if isinstance(term, Symbol):
            return _symbol(term)
        if isinstance(term, Binder):
            builder = VALUES["parts"] if _is_complex_process(term) else BINDERS.get(term.kind, _refused)
            return builder(self, term)
        return VALUES["component"](self, term)


def _is_complex_process(term: Term) -> bool:
    """Whether a term is an integral, a limit or an infinite sum of complex numbers."""
    if not isinstance(term, Binder) or (term.kind not in _PROCESSES and INFINITY not in term.parameters):
        return False
    return is_complex(term)


def _once(term: Term, code: Code) -> Code:
    def run(scope: Scope) -> Any:
        value = scope.get(term)
        if value is None:
            value = scope[term] = code(scope)
        return value

    return run


@lru_cache(maxsize=1 << 10)
def _number(term: Number) -> Code:
    return constant(fmpq(term.value.numerator, term.value.denominator))


@lru_cache(maxsize=1 << 10)
def _symbol(symbol: Symbol) -> Code:
    def run(scope: Scope) -> Any:
        try:
            return scope[symbol]
        except KeyError:
            raise Indeterminate from None

    return run


def constant(value: Any) -> Code:
    """The code of a value that is known."""

    def run(_: Scope) -> Any:
        return value

    run.value = value  # type: ignore[attr-defined]  # read by value_of
    return run


def value_of(code: Code) -> Any:
    """The value of a constant's code, or None."""
    return getattr(code, "value", None)


def refused(_: Scope) -> Any:
    """The code of a term that cannot be evaluated here."""
    raise Indeterminate


def unknown(_: Scope) -> bool | None:
    """The code of a proposition that cannot be decided here."""
    return None


def _refused(_: Compiler, __: Term) -> Code:
    return refused
