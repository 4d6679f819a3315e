"""Admissible points, constructed: values for the symbols at which the hypotheses are established.

Simple points come with small values, first generic positive ones, then special
ones. Generic points look random, and take unequal dimensions. Values are chosen
symbol by symbol; each hypothesis is checked exactly as soon as its last symbol has
a value, equations are solved for that symbol, bounds tell where else to look.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Final

from flint import fmpq

from derive.algebra import points_values as values
from derive.algebra.balls import Indeterminate, Undefined, Value, rational, truth
from derive.algebra.directions import DIRECTIONS, is_angle
from derive.algebra.facts import Facts, facts_from
from derive.algebra.normal_form.equality import canonical
from derive.algebra.of_all_reals import holds_for_all, is_of_all_reals
from derive.algebra.points_equations import (
    critical_values,
    definition_of,
    equal_values,
    solved_arrays,
    solved_entries,
    solved_linear,
    worked_out,
)
from derive.algebra.points_free import as_term
from derive.algebra.points_functions import given_functions
from derive.algebra.points_indices import index_conditions
from derive.algebra.points_order import checks_of, dimensions_of, ordered, places_of, with_dimensions
from derive.algebra.points_vectors import entries_among, equal_cases, solved_vectors
from derive.algebra.shapes import shape_of
from derive.algebra.signs import Range, intersection, point
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL, Field, FunctionSort, Sort
from derive.core.term import ZERO, Apply, Number, Symbol, Term, replace, subtract
from derive.core.verdict import Assignment

MOST_TRIALS: Final = 160
COST_OF_ALL: Final = 2
"""What a look at a statement about all real numbers costs, for each of its parts."""

GENERIC_POINTS: Final = 24
HALF: Final = Fraction(1, 2)
_UNLIMITED: Final = 1 << 60
_PRECISIONS: Final = (64, 256)
_WEAK: Final = frozenset(("eq", "le", "ge"))

Values = dict[Symbol, Value]


def points(
    symbols: tuple[Symbol, ...],
    hypotheses: tuple[Term, ...],
    effort: Effort | None = None,
    *,
    generic: bool = False,
) -> Iterator[Assignment]:
    """Points at which every hypothesis is established, each once, in a fixed order.

    Raises:
        OutOfEffortError: the search would cost more than the effort allows.
    """
    solved = solved_vectors(hypotheses)
    hypotheses = (*hypotheses, *worked_out(hypotheses))
    hypotheses = (*hypotheses, *solved_linear(hypotheses))
    effort = effort or Effort(_UNLIMITED)
    found = _found(symbols, hypotheses, effort, generic, solved) if solved else iter(())
    first = next(found, None)
    if first is None:
        yield from _found(symbols, hypotheses, effort, generic)
        return
    yield first
    yield from found


def _found(
    symbols: tuple[Symbol, ...],
    hypotheses: tuple[Term, ...],
    effort: Effort,
    generic: bool,
    solved: tuple[Term, ...] = (),
) -> Iterator[Assignment]:
    search = _Search(symbols, (*solved, *hypotheses), effort, generic)
    search.solved = frozenset(e.children[0] for e in solved)
    seen: set[tuple[tuple[Symbol, Term], ...]] = set()
    numbers = (s for s in search.order if s.sort in (REAL, INTEGER))
    in_vain = any(search.facts.range(s).is_empty for s in numbers)
    many = GENERIC_POINTS if generic else len(values.FLAVOURS)
    for flavour in range(0 if in_vain else many):
        found = search.point(flavour)
        if found is not None:
            listed = tuple((s, as_term(found[s])) for s in search.listed)
            if listed not in seen:
                seen.add(listed)
                yield Assignment(listed)
        if not search.order:
            return


class _Search:
    """Chooses values one symbol after the other."""

    __slots__ = (
        *("checks", "dimensions", "effort", "facts", "generic", "listed", "order", "places"),
        *("solved", "trials"),
    )

    def __init__(
        self, symbols: tuple[Symbol, ...], hypotheses: tuple[Term, ...], effort: Effort, generic: bool
    ) -> None:
        self.generic = generic
        self.effort = effort
        self.facts = facts_from(hypotheses)
        self.listed = with_dimensions(symbols, hypotheses)
        self.order = ordered(self.listed, hypotheses)
        self.dimensions = dimensions_of(self.listed)
        self.places = places_of(self.listed, self.dimensions)
        self.checks = checks_of(self.order, (*index_conditions(hypotheses), *hypotheses))
        self.solved: frozenset[Term] = frozenset()
        self.trials = 0

    def point(self, flavour: int) -> Values | None:
        """The point of this flavour, or the next best one; None if none was found."""
        self.trials = MOST_TRIALS
        if not self.order and not all(truth(h, {}) for h in self.checks[0]):
            return None
        return self._extend({}, 0, flavour)

    def _extend(self, chosen: Values, depth: int, flavour: int) -> Values | None:
        if depth == len(self.order):
            return chosen
        symbol = self.order[depth]
        for value in self._candidates(symbol, chosen, depth, flavour):
            self.trials -= 1
            if self.trials < 0:
                return None
            chosen[symbol] = value
            if self._holds(depth, chosen):
                found = self._extend(chosen, depth + 1, flavour)
                if found is not None:
                    return found
            del chosen[symbol]
        return None

    def _holds(self, depth: int, chosen: Values) -> bool:
        return all(self._established(h, chosen) for h in self.checks[depth])

    def _established(self, hypothesis: Term, chosen: Values) -> bool:
        for precision in _PRECISIONS:
            self.effort.charge(10 + hypothesis.size)
            found = truth(hypothesis, chosen, precision)
            if found is not None:
                return found
        return self._is_exact(hypothesis, chosen)

    def _is_exact(self, hypothesis: Term, chosen: Values) -> bool:
        """Whether a statement about all reals holds, or an equation at values that are not rational."""
        if is_of_all_reals(hypothesis):
            return self._is_general(hypothesis, chosen)
        surds: dict[Term, Term] = {s: v for s, v in chosen.items() if isinstance(v, Term) and s.sort == REAL}
        if not surds or not isinstance(hypothesis, Apply) or hypothesis.head not in _WEAK:
            return False
        if any(isinstance(s.sort, Sort) and s.sort.field is Field.COMPLEX for s in hypothesis.symbols):
            return False
        numbers: dict[Term, Term] = {s: Number(v) for s, v in chosen.items() if isinstance(v, Fraction)}
        gap = replace(subtract(*hypothesis.children), {**numbers, **surds})
        self.effort.charge(10 * gap.size)
        return not gap.symbols and not shape_of(gap) and canonical(gap, Facts(), self.effort) is ZERO

    def _is_general(self, hypothesis: Term, chosen: Values) -> bool:
        """Whether a statement about all real numbers holds of the functions that were chosen."""
        known = {s: chosen[s] for s in hypothesis.symbols}
        if any(isinstance(v, tuple) for v in known.values()):
            return False
        self.effort.charge(COST_OF_ALL * hypothesis.size)
        return holds_for_all(replace(hypothesis, {s: as_term(v) for s, v in known.items()}))

    def _candidates(self, symbol: Symbol, chosen: Values, depth: int, flavour: int) -> Iterator["Value"]:
        hypotheses = self.checks[depth]
        defined = definition_of(symbol, hypotheses, chosen)
        if defined is not None:
            yield defined
        if defined is not None or symbol in self.solved:
            return
        sort = symbol.sort
        if isinstance(sort, FunctionSort):
            known = any(map(is_of_all_reals, hypotheses))
            if known:
                sizes: dict[Term, Term] = {s: as_term(v) for s, v in chosen.items()}
                yield from given_functions(symbol, hypotheses, sizes, flavour)
            if known and flavour % 2:
                yield from values.functions(flavour // 2, sort)
            yield from self._functions(symbol, sort, chosen, flavour)
            if known and not flavour % 2:
                yield from values.functions(flavour // 2, sort)
        elif sort.field in {Field.BOOLEAN, Field.SET}:
            return
        elif not sort.shape and sort.field is Field.COMPLEX:
            yield from self._complex(symbol, chosen, depth, flavour)
        elif not sort.shape:
            yield from self._scalars(symbol, chosen, depth, flavour)
        else:
            yield from self._arrays(symbol, sort, chosen, depth, flavour)

    def _functions(
        self, symbol: Symbol, sort: FunctionSort, chosen: Values, flavour: int
    ) -> Iterator["Value"]:
        if is_angle(symbol):
            turned = (flavour + self.places[symbol]) % len(DIRECTIONS)
            yield from (*DIRECTIONS[turned:], *DIRECTIONS[:turned])
            return
        sizes: dict[Term, Term] = {s: Number(v) for s, v in chosen.items() if isinstance(v, Fraction)}
        for step in range(4):
            number = flavour + self.places[symbol] + step
            yield replace(values.smooth_function(number, sort), sizes)

    def _scalars(self, symbol: Symbol, chosen: Values, depth: int, flavour: int) -> Iterator[Value]:
        around = self.facts.range(symbol)
        found = self._numbers(symbol, around, chosen, depth, flavour)
        for value in islice(values.unique(found), MOST_TRIALS):
            if isinstance(value, Term) or _inside(around, Fraction(value)):
                yield value if isinstance(value, Term) else Fraction(value)

    def _complex(self, symbol: Symbol, chosen: Values, depth: int, flavour: int) -> Iterator[Value]:
        """What equations ask for, what the flavour wants, then others of all arguments and sizes."""
        place = self.places[symbol]
        found = (
            values.gaussian(self._hashed(flavour, place, 0), self._hashed(flavour + 1, place, 1))
            if self.generic
            else values.complex_flavoured(flavour, place)
        )
        asked = equal_values(symbol, self.checks[depth], chosen, self.effort)
        solved = (v if isinstance(v, Term) else values.gaussian(v) for v in asked)
        yield from dict.fromkeys((*solved, found, *values.COMPLEX_FALLBACK))

    def _numbers(
        self, symbol: Symbol, around: Range, chosen: Values, depth: int, flavour: int
    ) -> Iterator[values.Scalar]:
        """What equations and finite sets ask for; what the flavour wants; what bounds suggest; the rest."""
        hypotheses = self.checks[depth]
        asked = [*_members(symbol, hypotheses), *equal_values(symbol, hypotheses, chosen, self.effort)]
        turn = flavour % len(asked) if asked else 0
        yield from (*asked[turn:], *asked[:turn])
        ends = [Fraction(int(e.p), int(e.q)) for e in (around.low, around.high) if e is not None]
        yield from ends if flavour % 7 == 4 else ()
        yield from self._wanted(symbol, flavour)
        yield from self._spread(symbol, ends, flavour)
        cuts = critical_values(symbol, hypotheses, chosen, self.effort)
        yield from values.between([*cuts, *ends])
        yield from values.INTEGER_FALLBACK if around.whole else values.FALLBACK

    def _wanted(self, symbol: Symbol, flavour: int) -> list[values.Scalar]:
        place = self.places[symbol]
        if self._is_whole(symbol):
            return [self._integer(symbol, flavour)]
        if self.generic:
            return [self._hashed(flavour, place), values.hashed_scalar(flavour, place)]
        return [values.flavoured(flavour, place)]

    def _hashed(self, flavour: int, *place: int) -> Fraction:
        """A number that looks random, positive in every other flavour."""
        size = values.hashed_scalar(flavour, *place)
        return -size if flavour % 2 and values.hashed("sign", flavour, *place) > HALF else size

    def _is_whole(self, symbol: Symbol) -> bool:
        return isinstance(symbol.sort, Sort) and symbol.sort.field is Field.INTEGER

    def _integer(self, symbol: Symbol, flavour: int) -> Fraction:
        if symbol in self.dimensions:
            row = self._sizes(flavour)
        else:
            row = values.INTEGERS[flavour % len(values.INTEGERS)]
        return Fraction(row[self.places[symbol] % len(row)])

    def _sizes(self, flavour: int) -> tuple[int, ...]:
        """Dimensions: different ones, then all kinds, then mostly 2."""
        if not self.generic and flavour >= len(values.DIMENSIONS) and flavour % 2 == 0:
            return values.DIMENSIONS[2]
        return values.DIMENSIONS[flavour % (2 if self.generic else len(values.DIMENSIONS))]

    def _spread(self, symbol: Symbol, ends: list[Fraction], flavour: int) -> list[Fraction]:
        """Numbers within bounds, in general position."""
        place = self.places[symbol]
        if self.generic:
            part = values.hashed("part", flavour, place)
        else:
            part = values.PARTS[(flavour + place) % len(values.PARTS)]
        if len(ends) == 2:
            return [ends[0] + (ends[1] - ends[0]) * part]
        return [end + sign * part * 4 for end in ends for sign in (1, -1)]

    def _arrays(
        self, symbol: Symbol, sort: Sort, chosen: Values, depth: int, flavour: int
    ) -> Iterator[Value]:
        lengths = [n for n in (_length(d, chosen) for d in sort.shape) if n is not None]
        if len(lengths) < len(sort.shape) or len(lengths) > 2:
            return
        tried: dict[Value, None] = {}
        make = self._vectors if len(lengths) == 1 else self._matrices
        for base in (
            *self._special(symbol, chosen, depth, flavour, *lengths),
            *self._turned(make(symbol, flavour, *lengths), depth, flavour),
        ):
            state = (symbol, base, self.checks[depth], chosen, self.effort)
            solved = solved_entries(*state)
            if solved is None:
                return
            for value in (base, *solved, *solved_arrays(*state)):
                if value not in tried:
                    tried[value] = None
                    yield value

    def _special(
        self, symbol: Symbol, chosen: Values, depth: int, flavour: int, *lengths: int
    ) -> Iterator[Value]:
        """Equality cases of comparisons of matrices, and vectors with entries from a finite set."""
        hypotheses = self.checks[depth]
        if len(lengths) == 2 and flavour % 3 == 2:
            others = {s: v for s, v in chosen.items() if s not in self.dimensions}
            yield from equal_cases(hypotheses, others, lengths)
        elif len(lengths) == 1:
            yield from entries_among(symbol, hypotheses, flavour, self.places[symbol], lengths[0])

    def _turned(self, made: Iterator[Value], depth: int, flavour: int) -> Iterable[Value]:
        """Where hypotheses choose among arrays, every flavour begins with another one."""
        if not self.checks[depth]:
            return made
        found = list(made)
        turn = flavour % len(found)
        return [*found[turn:], *found[:turn]]

    def _vectors(self, symbol: Symbol, flavour: int, length: int) -> Iterator[Value]:
        place = self.places[symbol]
        if self.generic:
            base = tuple(self._hashed(flavour, place, k) for k in range(length))
        else:
            base = values.entries(flavour, place, length)
        yield from values.vectors_like(base, place)

    def _matrices(self, symbol: Symbol, flavour: int, height: int, width: int) -> Iterator[Value]:
        place = self.places[symbol]
        if self.generic:
            base = tuple(
                tuple(self._hashed(flavour, place, i, k) for k in range(width)) for i in range(height)
            )
        else:
            base = values.rows_for(flavour, place, height, width)
        yield from values.matrices_like(base, place)


def _inside(around: Range, value: Fraction) -> bool:
    number = fmpq(value.numerator, value.denominator)
    return not intersection(around, point(number)).is_empty and not (around.nonzero and value == 0)


def _members(symbol: Symbol, hypotheses: tuple[Term, ...]) -> list[values.Scalar]:
    """The elements of finite sets that the symbol is said to be in."""
    found: list[values.Scalar] = []
    for hypothesis in hypotheses:
        if isinstance(hypothesis, Apply) and hypothesis.head == "member" and hypothesis.children[0] is symbol:
            collection = hypothesis.children[1]
            if isinstance(collection, Apply) and collection.head == "finite_set":
                found += [
                    e.value if isinstance(e, Number) else e for e in collection.children if not e.symbols
                ]
    return found


def _length(dimension: Term, chosen: Values) -> int | None:
    try:
        found = rational(dimension, chosen)
    except (Undefined, Indeterminate):
        return None
    return None if found is None or found.denominator != 1 or not 0 <= found <= 8 else int(found)
