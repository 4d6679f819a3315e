"""Scopes: what names mean, and what is assumed, from here to the end of a section."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from derive.core.claim import Origin
from derive.core.sort import INTEGER, Sort
from derive.core.surface import Chain, Name, Surface
from derive.core.term import Symbol, Term, bind
from derive.elaborate.assumption import Assumption
from derive.elaborate.distributions import Law
from derive.elaborate.lengths import Lengths
from derive.elaborate.names import EMPHASIS, name_of, names_in, styled

if TYPE_CHECKING:
    from derive.elaborate.recursions import Recursion


@dataclass(frozen=True, slots=True)
class Definition:
    """``name_indices(parameters)`` stands for ``body``; ``lengths`` say how far the indices run.

    ``square`` is the square of the body where that was given, as in ``r^2 = x^2 + y^2``.
    """

    name: str
    parameters: tuple[Symbol, ...]
    indices: tuple[Symbol, ...]
    body: Term
    lengths: tuple[Term, ...] = ()
    square: Term | None = None

    @property
    def value(self) -> Term:
        """The body, as an array over the indices."""
        term = self.body
        for index, length in zip(reversed(self.indices), reversed(self.lengths), strict=True):
            term = bind("tabulate", index, term, length)
        return term


@dataclass(frozen=True, slots=True)
class Elementwise:
    """A name for the function ``of`` applied to every entry."""

    of: Name


Binding = Term | Definition | Elementwise


@dataclass(slots=True)
class Scope:
    """Names and hypotheses in force; what is not found here is looked for in ``parent``.

    A name bound to None is free for a new meaning; ``plain`` are those declared without bold or arrow.
    ``families`` are letters with a running index, and what each of their members is, ``marked`` is how
    many assumptions a range written behind them does not concern any more; ``ranges`` where indices run,
    ``lengths`` how far by the sums of the section, ``endless`` the letters whose indices leave that,
    ``tops`` the names that say how far, ``recursions`` how sequences go on.
    ``arrangements`` say of which array an array has the entries in order, ``ranks``
    what was said to be a matrix or a vector, ``varies`` by what a letter was said to vary,
    ``doubts`` are names about which a sentence says something that was not understood, ``mentioned`` are
    those it only speaks of,
    ``laws`` are those of random variables, ``independent`` groups of such, ``events`` are names of events,
    ``inductive`` says that n counts here, ``sources`` are the sets from which functions map, ``applied`` the
    letters before brackets, ``freed`` the names that may be anything here, whatever was found of them
    outside, ``lifted`` those that run anew, whatever was said, ``masked`` what does not hold in the case at
    hand.
    Of the outermost scope, ``ordinary`` says
    that the text is about differential equations, ``summing`` that repeated indices are summed over,
    ``complex`` that i is the imaginary unit somewhere in the text, ``layout`` how derivatives by vectors lie.
    """

    parent: "Scope | None" = None
    number: int = 0
    bindings: dict[str, Binding | None] = field(default_factory=dict)
    implicit: dict[str, Symbol] = field(default_factory=dict)
    assumptions: list[Assumption] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)
    approach: Chain | None = None
    arrangements: dict[str, str] = field(default_factory=dict)
    ranks: dict[str, int] = field(default_factory=dict)
    varies: dict[str, Surface] = field(default_factory=dict)
    doubts: set[str] = field(default_factory=set)
    mentioned: set[str] = field(default_factory=set)
    laws: dict[str, Law] = field(default_factory=dict)
    independent: list[frozenset[str]] = field(default_factory=list)
    events: set[str] = field(default_factory=set)
    families: dict[str, Sort] = field(default_factory=dict)
    ranges: dict[str, Chain] = field(default_factory=dict)
    marked: int = 0
    lengths: Lengths = field(default_factory=dict)
    endless: frozenset[str] = frozenset()
    recursions: dict[str, "Recursion"] = field(default_factory=dict)
    tops: frozenset[str] = frozenset()
    sources: dict[str, Surface] = field(default_factory=dict)
    applied: frozenset[str] = frozenset()
    freed: frozenset[str] = frozenset()
    masked: list[Assumption] = field(default_factory=list)
    lifted: set[str] = field(default_factory=set)
    inductive: bool = False
    ordinary: bool = False
    summing: bool = False
    complex: bool = False
    layout: str = ""

    @property
    def outermost(self) -> "Scope":
        """The scope of the whole document."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def lookup(self, name: str) -> Binding | None:
        """What a name means here, or None."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bindings:
                return scope.bindings[name]
            scope = scope.parent
        return None

    def find(self, node: Name) -> tuple[str, Binding | None]:
        """The name of a letter here, and what it means; bold is plain unless both are declared."""
        text = name_of(node) or ""
        if node.style in EMPHASIS:
            bold = styled(node)
            found = self.lookup(bold)
            if found is not None:
                return bold, found
            if self._is_plain_number(text):
                return bold, None
        return text, self.lookup(text)

    def _is_plain_number(self, name: str) -> bool:
        """Whether the name was declared, in this style, as a number."""
        scope: Scope | None = self
        while scope is not None and name not in scope.bindings:
            scope = scope.parent
        meaning = scope.bindings[name] if scope is not None and name in scope.plain else None
        return isinstance(meaning, Symbol) and isinstance(meaning.sort, Sort) and not meaning.sort.shape

    def remembered(self, name: str) -> Symbol | None:
        """The symbol that an undeclared name got in an earlier formula of the section."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.implicit:
                return scope.implicit[name]
            scope = scope.parent
        return None

    def is_family(self, name: str) -> bool:
        """Whether ``x_1``, ``x_2`` were introduced as names of their own."""
        here = any(b.startswith(f"{name}_") and b[len(name) + 1 :].isdigit() for b in self.bindings)
        return here or (self.parent is not None and self.parent.is_family(name))

    def family(self, name: str) -> Sort | None:
        """What ``x_i`` was declared to be for a running index i."""
        found = self.families.get(name)
        return found if found is not None or self.parent is None else self.parent.family(name)

    def length_of(self, name: str, rank: int, position: int) -> Name | None:
        """How far sums of the section say that an index of an array runs."""
        found = self.lengths.get((name, rank, position))
        return (
            found if found is not None or self.parent is None else self.parent.length_of(name, rank, position)
        )

    def is_endless(self, name: str) -> bool:
        """Whether the indices of an array leave what the sums of the section run through."""
        return name in self.endless or (self.parent is not None and self.parent.is_endless(name))

    def recursion(self, name: str) -> "Recursion | None":
        """How a sequence is given by its earlier terms."""
        return next((s.recursions[name] for s in self.around() if name in s.recursions), None)

    def recursions_around(self) -> bool:
        """Whether sequences are given by their earlier terms here."""
        return bool(self.recursions) or (self.parent is not None and self.parent.recursions_around())

    def counts(self, name: str) -> bool:
        """Whether a name says how far a sum of the section runs."""
        return name in self.tops or (self.parent is not None and self.parent.counts(name))

    def source_of(self, name: str) -> Surface | None:
        """The set from which a function was said to map."""
        return next((s.sources[name] for s in self.around() if name in s.sources), None)

    def applied_around(self) -> frozenset[str]:
        """The letters that stand before brackets in the section."""
        return frozenset().union(*(s.applied for s in self.around()))

    def approaching(self) -> Chain | None:
        """What tends where, as said by "if x tends to a"."""
        if self.approach is not None or self.parent is None:
            return self.approach
        return self.parent.approaching()

    def all_ranks(self) -> dict[str, int]:
        """What is said to be a matrix or a vector in this scope and in those around it."""
        outer = self.parent.all_ranks() if self.parent is not None else {}
        return outer | self.ranks if self.ranks else outer

    def all_varies(self) -> dict[str, Surface]:
        """By what letters were said to vary in this scope and in those around it."""
        outer = self.parent.all_varies() if self.parent is not None else {}
        return outer | self.varies if self.varies else outer

    def all_arrangements(self) -> dict[str, str]:
        """The arrangements of this scope and of those around it."""
        outer = self.parent.all_arrangements() if self.parent is not None else {}
        return outer | self.arrangements

    def chances(self) -> tuple[dict[str, Law], tuple[frozenset[str], ...]]:
        """The laws of random variables that are in force, and which of them are independent."""
        laws, groups = self.parent.chances() if self.parent is not None else ({}, ())
        return laws | self.laws, (*groups, *self.independent)

    def events_around(self) -> frozenset[str]:
        """The names that are said to be those of events."""
        return frozenset(name for s in self.around() for name in s.events)

    def doubts_around(self) -> bool:
        """Whether something was not understood that was said of names, or the text solves for functions."""
        return self.outermost.ordinary or any(s.doubts for s in self.around())

    def in_doubt(self, name: str) -> bool:
        r"""Whether something was not understood that was said of a name, or of x in ``\dot x``."""
        dotted = re.fullmatch(r"\\d*dot\{(.*)\}", name) if name.startswith("\\d") else None
        if dotted is not None and isinstance(self.lookup(dotted[1]), Definition):
            return True
        return name in self.doubts or (self.parent is not None and self.parent.in_doubt(name))

    def is_spoken_of(self, name: str) -> bool:
        """Whether a name has a meaning, or a formula of the section had it."""
        known = self.lookup(name) is not None or self.remembered(name) is not None or self.is_used(name)
        return known or any(name in s.mentioned for s in self.around())

    def around(self) -> Iterator["Scope"]:
        """The scope itself and those around it, inner ones first."""
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.parent

    def names(self) -> set[str]:
        """All names that mean something here, those in dimensions included."""
        return {d.name for d in self.dimensions()}.union(*((*s.bindings, *s.implicit) for s in self.around()))

    def dimensions(self) -> frozenset[Symbol]:
        """The symbols in dimensions of what means something here."""
        sorts = (s.sort for s in self.named_arrays())
        return frozenset(n for s in sorts if isinstance(s, Sort) for d in s.shape for n in d.symbols)

    def named_arrays(self) -> Iterator[Symbol]:
        """The arrays that have a name here."""
        for scope in self.around():
            for meaning in (*scope.implicit.values(), *scope.bindings.values()):
                if isinstance(meaning, Symbol) and isinstance(meaning.sort, Sort) and meaning.sort.shape:
                    yield meaning

    def is_used(self, name: str) -> bool:
        """Whether a formula of the section has used the name already."""
        return name in self.used or (self.parent is not None and self.parent.is_used(name))

    def is_bound_within(self, name: str, outer: "Scope") -> bool:
        """Whether the name got its meaning inside ``outer``."""
        scope: Scope | None = self
        while scope is not None and scope is not outer:
            if name in scope.bindings:
                return True
            scope = scope.parent
        return False

    def assumed_within(self, outer: "Scope") -> frozenset[str]:
        """The names of what was assumed inside ``outer``, ranges of indices apart."""
        inside = takewhile(lambda scope: scope is not outer, self.around())
        return frozenset(n for scope in inside for a in scope.assumptions if not a.runs for n in a.names)

    def is_inductive(self) -> bool:
        """Whether something is proved by induction here."""
        return self.inductive or (self.parent is not None and self.parent.is_inductive())

    def arrays(self) -> dict[str, Symbol]:
        """The vectors and matrices among the names of this scope, declared or taken for such."""
        declared = {n: b for n, b in self.bindings.items() if isinstance(b, Symbol)}
        found = {**self.implicit, **declared}
        return {n: s for n, s in found.items() if isinstance(s.sort, Sort) and s.sort.shape}

    def bind(self, name: str, binding: Binding) -> None:
        """Give a name a meaning from here on."""
        self.bindings[name] = binding
        self.plain.discard(name)

    def absorb(self, other: "Scope") -> None:
        """Take over the names of a scope that ends."""
        self.plain = (self.plain - other.bindings.keys()) | other.plain
        self.bindings.update(other.bindings)
        self.implicit.update(other.implicit)
        self.families.update(other.families)
        self.sources.update(other.sources)

    def assume(self, node: Surface, origin: Origin = Origin.STATED) -> None:
        """Add a hypothesis from here on."""
        names = names_in(node)
        within = tuple((n, found) for n in sorted(names) if (found := self.range_of(n)) is not None)
        self.assumptions.append(Assumption(node, origin, names, within))

    def forget(self, gone: Sequence[Assumption]) -> None:
        """Take back what was assumed."""
        kept = [not any(a is g for g in gone) for a in self.assumptions]
        if self.marked <= len(kept):
            self.marked = sum(kept[: self.marked])
        self.assumptions = [a for a, stays in zip(self.assumptions, kept, strict=True) if stays]

    def run(self, name: str, range_: Chain) -> None:
        """Let an index run: what is said of it in this scope is said of all its values."""
        for k, said in enumerate(self.assumptions):
            known = dict(said.within)
            if name in said.names and not said.runs and (name not in known or k >= self.marked):
                self.assumptions[k] = replace(said, within=tuple((known | {name: range_}).items()))
        self.assumptions.append(Assumption(range_, Origin.STATED, names_in(range_), runs=name))
        self.marked = max(self.marked, len(self.assumptions))
        self.implicit[name] = Symbol(name, INTEGER)
        self.ranges[name] = range_

    def begin_sentence(self, *, led: bool) -> None:
        """What was assumed before keeps its ranges; where a range leads, so does what follows it."""
        self.marked = sys.maxsize if led else len(self.assumptions)

    def range_of(self, name: str) -> Chain | None:
        """The range that was said of an index."""
        found = self.ranges.get(name)
        return found if found is not None or self.parent is None else self.parent.range_of(name)

    def in_force(self) -> tuple[Assumption, ...]:
        """All hypotheses, outer ones first; of several ranges of an index the last one counts."""
        if not any(s.assumptions for s in self.around()):
            return ()
        found: list[Assumption] = []
        freed: frozenset[str] = frozenset()
        lifted: frozenset[str] = frozenset()
        masked: list[Assumption] = []
        for scope in self.around():
            said = [a for a in scope.assumptions if not self._is_outdated(a, scope)]
            if masked:
                said = [a for a in said if not any(a is m for m in masked)]
            if freed or lifted:
                said = [a for a in said if not a.fixes(freed) and not a.bounds(lifted)]
            found[:0] = said
            freed |= scope.freed
            lifted |= scope.lifted
            masked += scope.masked
        return tuple([a for a in found if not a.runs or self.range_of(a.runs) is a.node])

    def _is_outdated(self, said: Assumption, where: "Scope") -> bool:
        """Whether something was said of what a name was before it was defined, or defined anew."""
        left = said.general
        if left and all(isinstance(self.lookup(n), Definition) for n in left):
            return True
        if where is self:
            return False
        for name in said.names:
            old = where.lookup(name)
            if isinstance(old, Definition) and self.lookup(name) is not old:
                return True
        return False

    def child(self, number: int = 0) -> "Scope":
        """A scope inside this one."""
        return Scope(self, number)

    def copy(self, parent: "Scope | None") -> "Scope":
        """What was said here, for a scope elsewhere."""
        return Scope(
            parent,
            self.number,
            dict(self.bindings),
            dict(self.implicit),
            list(self.assumptions),
            set(self.used),
            families=dict(self.families),
            ranges=dict(self.ranges),
            endless=self.endless,
            tops=self.tops,
            recursions=dict(self.recursions),
            sources=dict(self.sources),
            freed=self.freed,
        )
