"""Evaluation: the value of each term as a quotient of polynomials in generators.

Everything here holds point by point, wherever the facts hold and all parts of the terms at hand
are defined.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.generators import Generators
from derive.algebra.normal_form.ring import Quotient, number_value
from derive.core.effort import Effort
from derive.core.term import Apply, Binder, Number, Symbol, Term

MOST_SPLITS: Final = 6


@dataclass(slots=True)
class Scope:
    """The inside of a binder: its variables, the facts in force, and what was worked out there."""

    facts: Facts
    symbols: frozenset[Symbol] = frozenset()
    memo: dict[Term, Quotient] = field(default_factory=dict)
    signs: dict[int, int] = field(default_factory=dict)
    learnt: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    inner: dict[tuple[Symbol, Term, Term], "Scope"] = field(default_factory=dict)

    def renewed(self) -> "Scope":
        """The scope with nothing worked out, but with what was learnt from definedness."""
        inner = {key: scope.renewed() for key, scope in self.inner.items()}
        return Scope(self.facts, self.symbols, learnt=self.learnt, inner=inner)


@dataclass(slots=True)
class Family:
    """The formal indefinite sums of one body: where they are zero, and the bounds at which one is named.

    base: the bound (without its whole part, and the whole part) at which the sum is zero.
    references: for each bound without its whole part, the whole part of the bound that has a generator.
    """

    kind: str
    body: Term
    index: Symbol
    shape: tuple[str, ...]
    base: tuple[Term, int] | None = None
    references: dict[Term, int] = field(default_factory=dict)


Handler = Callable[["Engine", Term], Quotient]


class Engine(Generators):
    """The evaluation of terms, with what is known and learnt about their parts.

    unresolved: what was treated as having any sign; begin again when its sign is learnt.
    nonzero: what the terms divide by; wanted: whether more of that would have helped.
    used: propositions that the facts proved; lazy: whether what is evaluated may be undefined.
    """

    def __init__(self, facts: Facts, effort: Effort, handlers: Mapping[str, Handler]) -> None:
        super().__init__(effort)
        self.handlers = handlers
        self.unresolved: set[str] = set()
        self.used: dict[Term, None] = {}
        self.wanted = False
        self.looked_again = False
        self.splits_left = MOST_SPLITS
        self.lazy = 0
        self.root = Scope(facts)
        self.scopes = [self.root]
        self.restored: dict[tuple[str, str], Term] = {}
        self.families: dict[Term, Family] = {}
        self.symmetric = _symmetric(facts)

    def restart(self) -> None:
        """Forget the values, keep the generators and what was learnt about them."""
        self.used_units.clear()
        self.unresolved.clear()
        self.splits.clear()
        self.lazy = 0
        self.root = self.root.renewed()
        self.scopes = [self.root]

    @property
    def scope(self) -> Scope:
        """The innermost scope."""
        return self.scopes[-1]

    def value(self, term: Term) -> Quotient:
        """The term as a quotient of polynomials in generators.

        Raises:
            DeclinedError: the term cannot be put in this form.
            RestartError: something was learnt; begin again.
        """
        memo = (self.home(term) if len(self.scopes) > 1 else self.scopes[0]).memo
        found = memo.get(term)
        if found is None:
            self.effort.charge(1)
            found = memo[term] = self._compute(term)
        return found

    def home(self, term: Term) -> Scope:
        """The innermost scope that the term depends on."""
        for scope in reversed(self.scopes):
            if not scope.symbols.isdisjoint(term.symbols):
                return scope
        return self.root

    def _compute(self, term: Term) -> Quotient:
        if isinstance(term, Apply):
            key = term.head
        elif isinstance(term, Number):
            return number_value(self.ring.size, term)
        elif isinstance(term, Symbol):
            return self.atom("symbol", term)
        else:
            key = term.kind if isinstance(term, Binder) else "[]"
        handler = self.handlers.get(key) or self.handlers[""]
        return handler(self, term)

    @contextmanager
    def inside(self, symbol: Symbol, facts: Callable[[], Facts], lower: Term, upper: Term) -> Iterator[None]:
        """Evaluate with a bound variable in scope; the same variable and range share what was worked out."""
        key = (symbol, lower, upper)
        found = self.scope.inner.get(key)
        if found is None:
            found = Scope(facts(), self.scope.symbols | {symbol})
            self.scope.inner[key] = found
        self.scopes.append(found)
        try:
            yield
        finally:
            self.scopes.pop()

    def again(self, term: Term) -> Quotient:
        """The value of a term that was put together here, from which nothing is to be learnt."""
        with self.lazily():
            return self.value(term)

    @contextmanager
    def detached(self) -> Iterator[None]:
        """Evaluate something with loose indices, of which nothing is known and nothing learnt."""
        scopes, self.scopes = self.scopes, [self.root]
        self.lazy += 1
        try:
            yield
        finally:
            self.scopes = scopes
            self.lazy -= 1

    @contextmanager
    def lazily(self) -> Iterator[None]:
        """Evaluate something that need not be defined."""
        self.lazy += 1
        try:
            yield
        finally:
            self.lazy -= 1


def _symmetric(facts: Facts) -> dict[Term, Term]:
    """The matrices that a hypothesis says are equal to their transposes, with the hypothesis."""
    found: dict[Term, Term] = {}
    for hypothesis in facts.hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "eq":
            for side, other in (hypothesis.children, hypothesis.children[::-1]):
                if isinstance(side, Symbol) and other is Apply("transpose", side):
                    found[side] = hypothesis
    return found
