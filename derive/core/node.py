"""The nodes of terms, each kept once, and substitution; see :mod:`derive.core.term`."""

from collections.abc import Callable
from fractions import Fraction
from hashlib import blake2b
from typing import Final, Self

from derive.core.interning import WeakTable
from derive.core.sort import NUMBERS, AnySort, Sort


class Term:
    """The common face of all terms.

    ``children`` are the terms directly below, ``binders`` the depth of nested binders, ``size`` the
    number of nodes counted as a tree (an estimate of cost), ``symbols`` the symbols that occur free.
    """

    __slots__ = ("__weakref__", "_digest", "binders", "children", "size", "symbols")

    children: tuple["Term", ...]
    binders: int
    size: int
    symbols: frozenset["Symbol"]
    _digest: bytes | None

    def _below(self, children: tuple["Term", ...]) -> None:
        self.children = children
        self._digest = None
        if len(children) == 1:
            (only,) = children
            self.binders = only.binders
            self.size = only.size + 1
            self.symbols = only.symbols
            return
        binders, size, symbols = 0, 1, _NONE
        for child in children:
            size += child.size
            if child.binders > binders:  # noqa: PLR1730  # max() costs twice as much here
                binders = child.binders
            if child.symbols is not symbols:
                symbols = symbols | child.symbols if symbols else child.symbols
        self.binders = binders
        self.size = size
        self.symbols = symbols

    def rebuild(self, children: tuple["Term", ...]) -> "Term":
        """The same node over other children (for a binder: body, then parameters)."""
        raise NotImplementedError

    @property
    def digest(self) -> bytes:
        """A fingerprint of the structure, the same on every machine and in every run."""
        if self._digest is None:
            below = b"".join(c.digest for c in self.children)
            self._digest = blake2b(self._label().encode() + b"\0" + below, digest_size=16).digest()
        return self._digest

    def _label(self) -> str:
        raise NotImplementedError


_NONE: Final[frozenset["Symbol"]] = frozenset()


_MOST_DECIMAL_BITS: Final = 12_000  # beyond about 4000 digits Python writes no decimals
_NUMBERS: Final = WeakTable()
_SYMBOLS: Final = WeakTable()
_APPLICATIONS: Final = WeakTable()
_COMPONENTS: Final = WeakTable()
_BINDERS: Final = WeakTable()


class Number(Term):
    """An exact rational number."""

    __slots__ = ("value",)
    value: Fraction

    def __new__(cls, value: Fraction | int) -> Self:
        """The one term for this number."""
        key: object = value
        if type(value) is not int:
            above, below = value.as_integer_ratio()
            key = above if below == 1 else (above, below)
        held = _NUMBERS.get(key)
        found: Self | None = None if held is None else held()
        if found is None:
            found = object.__new__(cls)
            found._below(())
            found.value = Fraction(value)
            found = _NUMBERS.keep(key, found)
        return found

    def rebuild(self, children: tuple[Term, ...]) -> "Number":  # noqa: ARG002  # a leaf
        """Itself."""
        return self

    def _label(self) -> str:
        return f"n{self!r}"

    def __repr__(self) -> str:
        above, below = self.value.as_integer_ratio()
        if max(above.bit_length(), below.bit_length()) > _MOST_DECIMAL_BITS:
            return f"{above:#x}/{below:#x}"
        return str(self.value)


class Symbol(Term):
    """A named value of a sort; the name is never looked into."""

    __slots__ = ("name", "sort")
    name: str
    sort: AnySort

    def __new__(cls, name: str, sort: AnySort) -> Self:
        """The one term for this name and sort."""
        key = (name, sort.field if isinstance(sort, Sort) and not sort.shape else sort)
        held = _SYMBOLS.get(key)
        found: Self | None = None if held is None else held()
        if found is None:
            found = object.__new__(cls)
            found._below(())
            found.name = name
            found.sort = NUMBERS.get(sort, sort)
            found.symbols = frozenset((found,))
            found = _SYMBOLS.keep(key, found)
        return found

    @property
    def is_bound(self) -> bool:
        """Whether this is the variable of some binder around it."""
        return self.name.startswith("#")

    def rebuild(self, children: tuple[Term, ...]) -> "Symbol":  # noqa: ARG002  # a leaf
        """Itself."""
        return self

    def _label(self) -> str:
        return f"s{self.name}:{self.sort}"

    def __repr__(self) -> str:
        return self.name


class Apply(Term):
    """An operation or function on arguments."""

    __slots__ = ("head",)
    head: str

    def __new__(cls, head: str, *arguments: Term) -> Self:
        """The one term for this head and these arguments."""
        key = (head, arguments)
        held = _APPLICATIONS.get(key)
        found: Self | None = None if held is None else held()
        if found is None:
            found = object.__new__(cls)
            found._below(arguments)
            found.head = head
            found = _APPLICATIONS.keep(key, found)
        return found

    @property
    def arguments(self) -> tuple[Term, ...]:
        """The arguments, in order."""
        return self.children

    def rebuild(self, children: tuple[Term, ...]) -> "Apply":
        """The same head over other arguments."""
        return Apply(self.head, *children)

    def _label(self) -> str:
        return f"a{self.head}/{len(self.children)}"

    def __repr__(self) -> str:
        return f"{self.head}({', '.join(map(repr, self.children))})"


class Component(Term):
    """An entry of a vector (one index) or matrix (two); indices count from 1."""

    __slots__ = ()

    def __new__(cls, base: Term, *indices: Term) -> Self:
        """The one term for this entry."""
        key = (base, indices)
        held = _COMPONENTS.get(key)
        found: Self | None = None if held is None else held()
        if found is None:
            found = object.__new__(cls)
            found._below((base, *indices))
            found = _COMPONENTS.keep(key, found)
        return found

    @property
    def base(self) -> Term:
        """The vector or matrix."""
        return self.children[0]

    @property
    def indices(self) -> tuple[Term, ...]:
        """The indices, each an integer term."""
        return self.children[1:]

    def rebuild(self, children: tuple[Term, ...]) -> "Component":
        """An entry of another array."""
        return Component(*children)

    def _label(self) -> str:
        return "c"

    def __repr__(self) -> str:
        return f"{self.base!r}[{', '.join(map(repr, self.indices))}]"


class Binder(Term):
    """An operation that binds a variable in its body; made by :func:`bind`."""

    __slots__ = ("_written", "kind", "variable")
    kind: str
    variable: Symbol
    _written: tuple[Term, Term] | None

    def __new__(cls, kind: str, variable: Symbol, body: Term, *parameters: Term) -> Self:
        """The one term; ``variable`` must already be canonical, so call :func:`bind`."""
        key = (kind, variable, body, parameters)
        held = _BINDERS.get(key)
        found: Self | None = None if held is None else held()
        if found is None:
            found = object.__new__(cls)
            found._below((body, *parameters))
            found.binders = max(body.binders + 1, found.binders)
            found.symbols = (body.symbols - {variable}).union(*(p.symbols for p in parameters))
            found.kind = kind
            found.variable = variable
            found._written = None
            found = _BINDERS.keep(key, found)
        return found

    @property
    def body(self) -> Term:
        """The body, in which the variable is loose; prefer :meth:`open`."""
        return self.children[0]

    @property
    def parameters(self) -> tuple[Term, ...]:
        """Bounds and the like, outside the scope of the variable."""
        return self.children[1:]

    def open(self, value: Term) -> Term:
        """The body with ``value``, which has no loose variables, in place of the variable."""
        written = self._written
        if written is not None and written[0] is value:
            return written[1]
        found = replace(self.body, {self.variable: value})
        if written is None:
            self._written = value, found
        return found

    def rebuild(self, children: tuple[Term, ...]) -> "Binder":
        """The same binder over another body, in which its own variable is loose."""
        return bind(self.kind, self.variable, *children)

    def _label(self) -> str:
        return f"b{self.kind}:s{self.variable.name}:{self.variable.sort}"

    def __repr__(self) -> str:
        inside = ", ".join(map(repr, self.parameters))
        return f"{self.kind}({self.variable!r}: {self.body!r}; {inside})"


def bind(kind: str, variable: Symbol, body: Term, *parameters: Term) -> Binder:
    """Bind ``variable`` in ``body``, giving it its canonical name."""
    canonical = Symbol(f"#{body.binders}", variable.sort)
    while canonical is not variable and canonical in body.symbols:
        # The loose variable of an outer binder, which gets a deeper name when it is bound again.
        canonical = Symbol(canonical.name + "'", variable.sort)
    if canonical is variable:
        return Binder(kind, canonical, body, *parameters)
    found = Binder(kind, canonical, replace(body, {variable: canonical}), *parameters)
    if found._written is None and not variable.is_bound:  # noqa: SLF001  # the body as written is its own
        found._written = variable, body  # noqa: SLF001  # as above
    return found


def replace(term: Term, mapping: dict[Term, Term]) -> Term:
    """Put ``mapping[t]`` in the place of each sub-term ``t``, once, outermost first.

    The values must have no loose bound variables, but for canonical names that :func:`bind` supplies.
    """
    if all(isinstance(t, Symbol) for t in mapping):
        return _substitute(term, mapping)
    return rewrite(term, mapping.get)


def _substitute(term: Term, mapping: dict[Term, Term]) -> Term:
    """Replace symbols, passing by every sub-term in which none of them is free."""
    work = _Substitution(mapping)
    return term if work.without(term.symbols) else work.of(term)


class _Substitution:
    """Values for symbols, and what became of the sub-terms that were met.

    An object and not a closure that calls itself: that would be left to the garbage collector every time.
    """

    __slots__ = ("done", "mapping", "without")

    def __init__(self, mapping: dict[Term, Term]) -> None:
        self.mapping = mapping
        self.done = dict(mapping)
        self.without = frozenset(mapping).isdisjoint

    def of(self, term: Term) -> Term:
        """What becomes of a term in which one of the symbols is free."""
        new = self.done.get(term)
        if new is None:
            if isinstance(term, Binder):
                new = self._binder(term)
            else:
                without, of = self.without, self.of
                new = term.rebuild(tuple([c if without(c.symbols) else of(c) for c in term.children]))
            self.done[term] = new
        return new

    def _binder(self, term: Binder) -> Term:
        body, *parameters = term.children
        if term.variable in self.mapping:
            body = _substitute(body, {s: v for s, v in self.mapping.items() if s is not term.variable})
        elif not self.without(body.symbols):
            body = self.of(body)
        after = [p if self.without(p.symbols) else self.of(p) for p in parameters]
        return bind(term.kind, term.variable, body, *after)


def rewrite(term: Term, rule: Callable[[Term], Term | None]) -> Term:
    """Put ``rule(t)`` in the place of each sub-term ``t`` for which it is not None.

    Outermost first; what was put in is not looked into. A binder's variable is left alone in its body.
    """
    return _Rewriting(rule).of(term)


class _Rewriting:
    """A rule, and what became of the sub-terms that were met; no closure, as above."""

    __slots__ = ("done", "rule")

    def __init__(self, rule: Callable[[Term], Term | None]) -> None:
        self.rule = rule
        self.done: dict[Term, Term] = {}

    def of(self, term: Term) -> Term:
        """What becomes of a term."""
        new = self.done.get(term)
        if new is None:
            new = self.rule(term)
            if new is None:
                new = _rewrite_binder(term, self.rule) if isinstance(term, Binder) else self._below(term)
            self.done[term] = new
        return new

    def _below(self, term: Term) -> Term:
        if not term.children:
            return term
        of = self.of
        children = tuple([of(c) for c in term.children])
        return term if children == term.children else term.rebuild(children)


def _rewrite_binder(t: Binder, rule: Callable[[Term], Term | None]) -> Term:
    body = rewrite(t.body, lambda s: s if s is t.variable else rule(s))
    parameters = tuple(rewrite(p, rule) for p in t.parameters)
    if body is t.body and parameters == t.parameters:
        return t
    return bind(t.kind, t.variable, body, *parameters)
