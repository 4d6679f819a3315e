"""Contexts: what a proposition's symbols are, what is in force about them, and what was taken for granted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from derive.core.claim import CONVERSE, Claim, Hypothesis, Origin
from derive.core.record import record
from derive.core.sort import INTEGER, REAL, Field, FunctionSort
from derive.core.source import UnreadableError
from derive.core.surface import Chain, Surface
from derive.core.term import ONE, Apply, Binder, Component, Symbol, Term, add, bind, heads_in, subterms
from derive.core.term import replace as substituted
from derive.elaborate.arrays import upright
from derive.elaborate.concerning import context_of, is_array, with_dimensions
from derive.elaborate.dimensions import resort
from derive.elaborate.discharged import discharged
from derive.elaborate.earlier import in_earlier_terms
from derive.elaborate.endless import first_of, is_term_of_sequence
from derive.elaborate.imaginary import IMAGINARY
from derive.elaborate.implicit import along_curves
from derive.elaborate.mean_values import mean_values
from derive.elaborate.names import plain
from derive.elaborate.newly_named import of_any
from derive.elaborate.outcomes import MOMENTS, over_outcomes
from derive.elaborate.reading import Reading
from derive.elaborate.recursions import order_of
from derive.elaborate.scope import Scope
from derive.elaborate.sizes import dimensions_of
from derive.elaborate.slopes import everywhere
from derive.elaborate.standing import IDENTITY

_RANGE: Final = 2
_UNIT: Final = "i imaginary unit"
_OPEN: Final = frozenset((IDENTITY, "\\d", "\\m"))
"""How names of symbols begin that may be in doubt by themselves: I, and letters with a dot, bold too."""

_ORDERS: Final = frozenset(("lt", "le", "gt", "ge", "eq"))


@record
class Settled:
    """The terms of a formula with all dimensions found, and everything that is known about their symbols.

    ``tentative`` is the reason why they need not hold as they are, as where they show a claim by induction.
    """

    terms: tuple[Term, ...]
    hypotheses: tuple[Hypothesis, ...]
    undeclared: frozenset[Symbol]
    scope: Scope
    tentative: str = ""

    def claim(self, proposition: Term, *, not_identical: bool = False) -> Claim:
        """The claim of a proposition over the settled symbols.

        What is claimed for all values of a variable is claimed of a new symbol.
        """
        if isinstance(proposition, Binder) or (isinstance(proposition, Apply) and proposition.head == "and"):
            proposition = of_any(proposition, self.scope.names())
        known, counts = self.hypotheses, self.scope.dimensions()
        if counts:
            in_order = sorted(counts, key=lambda s: s.name)
            known += tuple([Hypothesis(Apply("le", ONE, n), Origin.RANGE) for n in in_order])
        taken = [s for s in with_dimensions(proposition.symbols) if self._is_taken_for_array(s)]
        context = context_of(proposition, known, self.undeclared.union(taken) if taken else self.undeclared)
        doubts = self.scope.doubts_around() or not _OPEN.isdisjoint([s.name[:2] for s in context.symbols])
        doubtful = tuple([s for s in context.symbols if self._is_doubtful(s)]) if doubts else ()
        context = replace(context, doubtful=doubtful) if doubtful else context
        heads = heads_in(proposition)
        if IMAGINARY.head in heads:
            context = replace(context, assumed=(*context.assumed, _UNIT))
        claim = Claim(context, proposition, not_identical)
        return over_outcomes(claim, *self.scope.chances()) if heads & MOMENTS else claim

    def _is_taken_for_array(self, symbol: Symbol) -> bool:
        return is_array(symbol) and self.scope.lookup(plain(symbol.name)) is None

    def _is_doubtful(self, symbol: Symbol) -> bool:
        """Whether more may be meant by a symbol: what was not understood, an I, what an ODE is solved for."""
        name = plain(symbol.name)
        if self.scope.in_doubt(name) or ("_" in name and self.scope.in_doubt(name.partition("_")[0])):
            return True
        if symbol.name == IDENTITY and symbol.sort == REAL and self.scope.lookup(IDENTITY) is None:
            return True
        return self.scope.outermost.ordinary and isinstance(symbol.sort, FunctionSort)


def settle(
    reading: Reading, terms: Sequence[Term], conditions: Sequence[Surface] = (), *, defining: bool = False
) -> Settled:
    """Find the dimensions that were not written, and put the hypotheses in force beside the terms.

    Domains that are known to hold are left out, but for what is ``defining``: its variables mean anything.
    """
    stated: list[Hypothesis] = []
    tentative = ""
    if reading.assumptions or conditions:
        stated = [
            _for_all_arguments(reading, h) for h in (*_stated(reading), *_conditions(reading, conditions))
        ]
        if not defining:
            stated, terms = along_curves(reading, stated, terms)
        stated = [everywhere(h, terms) for h in stated]
        stated += [Hypothesis(p, h.origin) for h in stated for p in mean_values(h.proposition)]
        if stated and reading.scope.recursions_around():
            stated, terms, tentative = in_earlier_terms(reading, stated, terms, defining=defining)
    values = dimensions_of(reading, (*terms, *[h.proposition for h in stated]))
    symbols = reading.symbols
    if values:
        stated = [Hypothesis(resort(h.proposition, values), h.origin, h.text) for h in stated]
        terms = [resort(t, values) for t in terms]
        symbols = {name: resort(symbol, values) for name, symbol in symbols.items()}  # type: ignore[misc]  # a symbol stays one
    settled = [h for h in stated if not _is_notation(h.proposition)]
    undeclared = frozenset(symbols.values())
    if reading.facts or reading.entries:
        settled += _known_ranges(reading, values)
        undeclared |= frozenset(filter(_is_outer, reading.entries))
    reading.scope.implicit.update(symbols)
    if not defining:
        known = [h.proposition for h in settled]
        terms = [discharged(t, known) for t in terms]
    return Settled(tuple(terms), tuple(settled), undeclared, reading.scope, tentative)


def _known_ranges(reading: Reading, values: dict[Symbol, Term]) -> list[Hypothesis]:
    """Where indices run, and what else holds since something was written at all."""
    ranges = [resort(t, values) for t in (*reading.facts, *_ranges(reading)) if _is_outer(t)]
    return [Hypothesis(t, Origin.RANGE) for t in dict.fromkeys(ranges) if t.children[0] is not t.children[1]]


def _stated(reading: Reading) -> list[Hypothesis]:
    found: list[Hypothesis] = []
    for a in reading.assumptions:
        try:
            count = len(reading.facts)
            stated = reading.term(a.node)
            if reading.scope.recursions_around() and isinstance(a.node, Chain) and order_of(a.node):
                del reading.facts[count:]
            within = {name: reading.term(chain) for name, chain in a.within}
            said = (_for_all_indices(reading, Hypothesis(p, a.origin), within) for p in _conjuncts(stated))
            known = [_for_all_terms(reading, h, within) for h in said]
            found += known
            found += (Hypothesis(p, a.origin) for h in known for p in against_first(h.proposition))
        except UnreadableError:
            continue
    return found


def _conjuncts(proposition: Term) -> Iterable[Term]:
    """The parts of a conjunction, but for what a sort says already."""
    if not isinstance(proposition, Apply) or proposition.head != "and":
        yield proposition
        return
    for part in proposition.children:
        if not (isinstance(part, Apply) and part.head == "member" and _is_sort_of(*part.children)):
            yield part


def against_first(proposition: Term) -> Iterable[Term]:
    """What an order among neighbours says of the first, the last, and any two."""
    if not isinstance(proposition, Binder) or proposition.kind != "forall":
        return
    index = Symbol("index", INTEGER)
    statement = proposition.open(index)
    if not isinstance(statement, Apply) or statement.head != "implies":
        return
    within, related = statement.children
    if not isinstance(related, Apply) or related.head not in _ORDERS or len(within.children) != 2:
        return
    low, high = (c.children for c in within.children)
    first, second = related.children
    if substituted(second, {index: add(index, ONE)}) == first and related.head in CONVERSE:
        first, second, related = second, first, Apply(CONVERSE[related.head], second, first)
    if low[1:] != (index,) or high[:1] != (index,) or substituted(first, {index: add(index, ONE)}) != second:
        return
    start, end = substituted(first, {index: low[0]}), substituted(first, {index: high[1]})
    head = "lt" if related.head in ("lt", "gt") else "le"
    after = Apply("and", Apply(head, low[0], index), Apply("le", index, high[1]))
    yield bind("forall", index, Apply("implies", after, Apply(related.head, start, first)))
    before = Apply("and", Apply("le", low[0], index), Apply(head, index, high[1]))
    yield bind("forall", index, Apply("implies", before, Apply(related.head, first, end)))
    if related.head == "eq":
        return
    later = Symbol("later", INTEGER)
    ordered = (Apply("le", low[0], index), Apply(head, index, later), Apply("le", later, high[1]))
    pair = Apply(
        "implies", Apply("and", *ordered), Apply(related.head, first, substituted(first, {index: later}))
    )
    yield bind("forall", index, bind("forall", later, pair))


def _is_sort_of(element: Term, members: Term) -> bool:
    if (
        not isinstance(element, Symbol)
        or not isinstance(members, Apply)
        or isinstance(element.sort, FunctionSort)
    ):
        return False
    return (members.head, element.sort.field) in (("integers", Field.INTEGER), ("reals", Field.REAL))


def _for_all_indices(reading: Reading, hypothesis: Hypothesis, within: dict[str, Term]) -> Hypothesis:
    """``p_i >= 0`` is assumed of every i that was not introduced; ``a_i != a_j`` of different ones.

    ``within`` says where an index runs; else it runs through all entries.
    """
    proposition = hypothesis.proposition
    if not reading.entries:
        return hypothesis
    free = [
        i
        for i in reading.entries
        if i in proposition.symbols and _is_outer(i) and reading.scope.lookup(i.name) is None
        if reading.dimensions.value(reading.entries[i]) is not i and _is_place(i, proposition)
    ]
    if len(free) > 1 and isinstance(proposition, Apply) and proposition.head in _ORDERS - {"eq"}:
        return hypothesis
    guards: list[Term] = [t for i in free for t in _range_of(reading, i, within.get(i.name))]
    if isinstance(proposition, Apply) and proposition.head == "ne":
        guards += (Apply("ne", i, j) for k, i in enumerate(free) for j in free[k + 1 :])
    alone = len(free) == 1 and len(guards) == _RANGE and free[0].name not in within
    if alone and add(free[0], ONE) in _indices(proposition):
        guards = [guards[0], Apply("lt", *guards[1].children)]
    if free:
        proposition = Apply("implies", Apply("and", *guards), proposition)
    for i in reversed(free):
        proposition = bind("forall", i, proposition)
    return Hypothesis(proposition, hypothesis.origin, hypothesis.text)


def _indices(proposition: Term) -> set[Term]:
    return {i for t in subterms(proposition) if isinstance(t, Component) for i in t.indices}


def _range_of(reading: Reading, index: Symbol, said: Term | None) -> tuple[Term, ...]:
    """Where an index runs; what is said to run from 1 runs through all entries if their number is open."""
    length = reading.entries[index]
    if said is None:
        return Apply("le", ONE, index), Apply("le", index, length)
    low, high = said.children[0].children[0], said.children[1].children[1]
    if low is ONE:
        reading.dimensions.unify(length, high)
    return said.children


def _for_all_terms(reading: Reading, hypothesis: Hypothesis, within: dict[str, Term]) -> Hypothesis:
    """``a_k >= 0`` is assumed of all terms of a sequence, unless k counts something beside it.

    There it is not known which terms are meant, which leaves a doubt about the sequence.
    """
    proposition = hypothesis.proposition
    if "apply" not in heads_in(proposition):
        return hypothesis
    terms = [t for t in subterms(proposition) if isinstance(t, Apply) and is_term_of_sequence(t)]
    goes_on = any(reading.scope.recursion(s.name) for t in terms for s in t.children[0].symbols)
    free = dict.fromkeys(i for t in terms for i in t.children[1].symbols if reading.symbols.get(i.name) is i)
    for index in free:
        if reading.scope.counts(index.name) and not goes_on:
            reading.scope.doubts |= {s.name for t in terms for s in t.children[0].symbols}
            continue
        said = within.get(index.name)
        if said is not None:
            proposition = Apply("implies", Apply("and", *said.children), proposition)
        elif (first := first_of(reading, index, terms)) is not None:
            proposition = Apply("implies", Apply("le", first, index), proposition)
        proposition = bind("forall", index, proposition)
    return Hypothesis(proposition, hypothesis.origin, hypothesis.text)


def _for_all_arguments(reading: Reading, hypothesis: Hypothesis) -> Hypothesis:
    """``f(-x) = f(x)`` is assumed of every x that was not introduced: an equation between values of f."""
    proposition = hypothesis.proposition
    if "apply" not in heads_in(proposition):
        return hypothesis
    calls = [t for t in subterms(proposition) if isinstance(t, Apply) and t.head == "apply"]
    free = [x for x in reading.symbols.values() if x in proposition.symbols and x.sort == REAL]
    for x in reversed(free):
        places = {(c.children[0], c.children[1:]) for c in calls if x in c.symbols - c.children[0].symbols}
        functions = [f for f, _ in places]
        if any(functions.count(f) > 1 for f in functions):
            proposition = bind("forall", x, proposition)
    return Hypothesis(proposition, hypothesis.origin, hypothesis.text)


def _is_place(index: Symbol, proposition: Term) -> bool:
    """Whether an index says which entry is meant somewhere."""
    return any(
        isinstance(t, Component) and index in t.symbols - t.children[0].symbols for t in subterms(proposition)
    )


def _is_notation(proposition: Term) -> bool:
    """``p = (p_1, ..., p_n)`` says nothing but how p is written."""
    if not isinstance(proposition, Apply) or proposition.head != "eq":
        return False
    left, right = map(upright, proposition.children)
    if not isinstance(right, Binder) or right.kind != "tabulate":
        return False
    i = Symbol("index", INTEGER)
    return right.open(i) == Component(left, i)


def _conditions(reading: Reading, conditions: Sequence[Surface]) -> list[Hypothesis]:
    said = [Hypothesis(reading.term(c), Origin.STATED) for c in conditions]
    return [_for_all_terms(reading, _for_all_indices(reading, h, {}), {}) for h in said]


def _is_outer(term: Term) -> bool:
    return not [s for s in term.symbols if "@" in s.name]


def _ranges(reading: Reading) -> Iterable[Term]:
    for i, dimension in reading.entries.items():
        high = reading.dimensions.value(dimension)
        if _is_outer(i) and high is not i:
            yield Apply("le", ONE, i)
            yield Apply("le", i, high)
