"""Sequents tried at random points: does the goal hold wherever the hypotheses do and it has a value."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Final

from flint import arb, fmpq

from derive.core.sort import REAL, Field, FunctionSort
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    bind,
    negative,
    subterms,
    subtract,
)
from derive.trial.applications import is_whole
from derive.trial.arrays import numbers
from derive.trial.certain import Calculation
from derive.trial.connectives import CONNECTIVES, without_limits, without_quantifiers
from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.evaluate import Evaluation
from derive.trial.numbers import ball, base, exactly
from derive.trial.sampling import WANTED, Point, Sampler

ENOUGH: Final = 2
FEW: Final = 6
SLOW: Final = frozenset(("limit", "integral"))
NO_VALUES: Final = frozenset(("infinity", "interval", "finite_set", "reals", "integers"))
LOWEST: Final = negative(INFINITY)
UNREAL: Final = frozenset(("infinity", "imaginary"))
BITS: Final = 384
MOST_BITS: Final = 20_000
HUNTED: Final = frozenset(("lt", "le", "gt", "ge", "ne"))
MOST_HUNTED: Final = 2
HUNTS: Final = 4
MOST_DROPPED: Final = 6
LARGEST_HUNTED: Final = 80
CLOSE_BITS: Final = 20_000


class RejectedError(Exception):
    """Something does not show what it is said to show."""


def require(condition: bool, what: str) -> None:
    """Raise a RejectedError unless the condition holds."""
    if not condition:
        raise RejectedError(what)


class Level(IntEnum):
    """How something was re-checked, best first."""

    EXACT = 0
    PROBABILISTIC = 1
    NUMERIC = 2
    OPEN = 3


@dataclass(slots=True)
class Trial:
    """Tries sequents, and keeps the worst level at which one was re-checked, with what was open."""

    sampler: Sampler
    level: Level = Level.EXACT
    open: list[str] = field(default_factory=list)
    certain: Calculation = field(default_factory=Calculation)

    def lower(self, level: Level, what: str) -> None:
        """Something was re-checked at this level only."""
        self.level = max(self.level, level)
        if level >= Level.NUMERIC and what not in self.open:
            self.open.append(what)

    def implied(self, given: tuple[Term, ...], goal: Term, what: str) -> None:
        """Try ``given |- goal``.

        Raises:
            RejectedError: it fails at a point.
        """
        goal = without_limits(goal)
        if goal in given or goal is Apply("true"):
            return
        certain = self.certain.holds(given, goal)
        for first, second in _directions(goal):
            if self.points((*given, first), second):
                self.implied((*given, first), second, what)
        for number, kept in enumerate(self._weaker(given)):
            level = self._tried(kept, goal, what, may_fail=number > 0)
            if level is not None or certain:
                self.lower(Level.EXACT if certain else level or Level.EXACT, what)
                self._hunt(given, goal, what)
                return
        self.lower(Level.PROBABILISTIC if self._is_empty(given) else Level.OPEN, what)

    def _is_empty(self, given: tuple[Term, ...]) -> bool:
        """Whether what is said to differ is equal wherever the other hypotheses hold."""
        for h in given:
            if isinstance(h, Apply) and h.head == "ne":
                others = tuple(k for k in given if k is not h)
                equal = Apply("eq", *h.children)
                truths = [self._truth(point, equal)[1] for point in self.points(others, h)]
                if len(truths) >= ENOUGH and all(truths):
                    return True
        return False

    def _hunt(self, given: tuple[Term, ...], goal: Term, what: str) -> None:
        """Try an inequality also where its two sides come near each other, if such points are found."""
        if not isinstance(goal, Apply) or goal.head not in HUNTED or goal.size > LARGEST_HUNTED:
            return
        moving = [s for s in symbols_of((goal,)) if s.sort == REAL][:MOST_HUNTED]
        flat = [bind("derivative", s, subtract(*goal.children), s) for s in moving]
        for extra in (Apply("eq", *goal.children), *(Apply("eq", f, ZERO) for f in flat)):
            for point in self.sampler.points((*given, extra), symbols_of((*given, goal)), HUNTS):
                if self._truth(point, goal)[1] is False:
                    raise RejectedError(f"{what} fails at a point")
                if is_tied(point, goal):
                    self.lower(Level.OPEN, f"{what}, where both sides seem to be equal")

    def _weaker(self, given: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
        """The hypotheses, then fewer, which show more: those that are no equations, all but one, and none."""
        others = tuple(h for h in given if not (isinstance(h, Apply) and h.head == "eq"))
        fewer = (tuple(k for k in given if k is not h) for h in reversed(given[-MOST_DROPPED:]))
        yield from dict.fromkeys((given, others, *fewer, ()))

    def _tried(self, given: tuple[Term, ...], goal: Term, what: str, *, may_fail: bool) -> Level | None:
        seen, numeric, closed = 0, False, not goal.symbols
        for point in self.points(() if closed else given, goal):
            found, holds = self._truth(point, goal)
            if found.mismatched:
                raise RejectedError(f"{what}: shapes that do not fit")
            if holds is False:
                if may_fail:
                    return None
                if found.numeric:
                    return Level.OPEN
                raise RejectedError(f"{what} fails at a point")
            if holds is None and is_tied(point, goal):
                self.lower(Level.OPEN, f"{what}, where both sides seem to be equal")
            seen += holds is True
            numeric |= found.numeric
            closed &= not found.near
        if seen < (1 if not goal.symbols else ENOUGH):
            return None
        return Level.NUMERIC if numeric else Level.EXACT if closed else Level.PROBABILISTIC

    def _truth(self, point: Point, goal: Term) -> tuple[Evaluation, bool | None]:
        found = Evaluation(point)
        holds = found.truth(goal)
        if holds is None:
            found = Evaluation(point, may_follow=True)
            holds = found.truth(goal)
        return found, holds

    def defined(self, given: tuple[Term, ...], term: Term, what: str) -> None:
        """Try whether the term has a value wherever ``given`` hold.

        Raises:
            RejectedError: it certainly has none at a point.
        """
        if all(isinstance(t, Number | Symbol) for t in subterms(term)) or self.certain.defines((), term):
            return
        certain = self.certain.defines(given, term)
        for number, kept in enumerate(self._weaker(given)):
            values = [has_value(term, point) for point in self.points(kept, term)]
            if False in values and not number:
                raise RejectedError(f"{what}: something has no value")
            if certain:
                return
            if False not in values and values.count(True) >= min(ENOUGH, 1 + len(term.symbols)):
                self.lower(Level.PROBABILISTIC, what)
                return
        self.lower(Level.OPEN, what)

    def real(self, given: tuple[Term, ...], term: Term, what: str) -> None:
        """Try whether the term is a finite real number wherever it has a value.

        Raises:
            RejectedError: it may be infinite or complex, or is an array.
        """
        if _has_unreal(term):
            raise RejectedError(f"{what}: no real number")
        sorts = [s.sort for s in term.symbols if not isinstance(s.sort, FunctionSort)]
        if any(sort.field not in {Field.REAL, Field.INTEGER} for sort in sorts):
            raise RejectedError(f"{what}: no real number")
        self.scalar(given, term, what)

    def scalar(self, given: tuple[Term, ...], term: Term, what: str) -> None:
        """Try whether the term is a number, not an array.

        Raises:
            RejectedError: it is an array.
        """
        for point in (p for kept in ((), given) for p in self.points(kept, term)):
            try:
                found = Evaluation(point).of(term)
            except (UndefinedError, UnknownError):
                continue
            if isinstance(found, tuple):
                raise RejectedError(f"{what}: an array")
            return

    def carried(self, given: tuple[Term, ...], goal: Term, other: Term) -> None:
        """Try whether the sides of another goal have values where those of the goal have.

        Raises:
            RejectedError: one certainly has none at a point.
        """
        for point in self.points(given, goal, other):
            try:
                Evaluation(point, may_follow=True).all(values_in(goal), dict(point))
            except (UndefinedError, UnknownError):
                continue
            for side in values_in(other):
                require_value(side, point)

    def opposed(self, given: tuple[Term, ...], first: Term, second: Term) -> None:
        """Try whether a proposition is false wherever the other is true, and has a meaning where it has one.

        What is said of all values of a variable needs one at each of them.

        Raises:
            RejectedError: it is not so at a point.
        """
        of_all = isinstance(second, Binder) and second.kind == "forall"
        first, second = without_quantifiers(first, []), without_quantifiers(second, [])
        if first.symbols != second.symbols:
            self.lower(Level.OPEN, "negated")
            return
        for point in self.points(given, first, second):
            one, other = (Evaluation(point, may_follow=True).truth(p) for p in (first, second))
            require(one is None or other is not one, "no negation")
            if other is None and (of_all or one is not None):
                for side in values_in(second):
                    require_value(side, point)

    def points(self, given: tuple[Term, ...], *terms: Term) -> list[Point]:
        """Random points at which ``given`` hold, with values for what occurs in the terms."""
        slow = any(map(goes_on, (*given, *terms)))
        return self.sampler.points(given, symbols_of((*given, *terms)), FEW if slow else WANTED)


def is_sound(term: Term) -> bool:
    """Whether no bound variable is loose, sizes are integers, and intervals say if they have their ends."""
    found = subterms(term)
    if any(s.is_bound for s in term.symbols):
        return False
    sizes = (n for s in term.symbols for n in dimensions(s))
    if not all(is_whole(n) for n in sizes):
        return False
    ends = (e for t in found if isinstance(t, Apply) and t.head == "interval" for e in t.children[2:])
    return all(e in (ZERO, ONE) for e in ends)


def goes_on(term: Term) -> bool:
    """Whether a limit or something infinite is in a term, so that its values take long."""
    return any(isinstance(t, Binder) and (t.kind in SLOW or INFINITY in t.parameters) for t in subterms(term))


def mentions(term: Term, symbol: Symbol) -> bool:
    """Whether a symbol is in a term, or in a dimension of one of its symbols or bound variables."""
    bound = (t.variable for t in subterms(term) if isinstance(t, Binder)) if term.binders else ()
    within = (d for s in (*term.symbols, *bound) for d in dimensions(s))
    return symbol in term.symbols or any(symbol in d.symbols for d in within)


def dimensions(symbol: Symbol) -> tuple[Term, ...]:
    """The dimensions of a symbol, or of the arguments and the value of a function."""
    sort = symbol.sort
    sorts = (*sort.arguments, sort.value) if isinstance(sort, FunctionSort) else (sort,)
    return tuple(d for s in sorts for d in s.shape)


def symbols_of(terms: tuple[Term, ...]) -> tuple[Symbol, ...]:
    """The symbols of terms and of their dimensions, in a fixed order."""
    found = {s for t in terms for s in t.symbols if not s.is_bound}
    dimensions = {d for s in found for shape in _shapes(s) for n in shape for d in n.symbols}
    return tuple(sorted(found | dimensions, key=lambda s: s.digest))


def _shapes(symbol: Symbol) -> list[Any]:
    sort = symbol.sort
    return (
        [s.shape for s in (*sort.arguments, sort.value)] if isinstance(sort, FunctionSort) else [sort.shape]
    )


def _directions(goal: Term) -> Iterator[tuple[Term, Term]]:
    """Premise and conclusion of an implication; of an equivalence, both ways."""
    if isinstance(goal, Apply) and goal.head in {"implies", "iff"}:
        yield goal.children[0], goal.children[1]
        if goal.head == "iff":
            yield goal.children[1], goal.children[0]


def is_tied(point: Point, goal: Term) -> bool:
    """Whether a strict relation is between values that agree to thousands of bits, or as far as they can."""
    found = Evaluation(point)
    if found.truth(goal) is not None or not found.tied:
        return False
    if any(type(base(n)) is arb and not base(n).is_exact() for v in point.values() for n in _numbers(v)):
        return True
    closer = Evaluation(point)
    return exactly(CLOSE_BITS, lambda: closer.truth(goal)) is not True and closer.tied


def _numbers(value: Any) -> Iterator[Any]:
    return numbers(value) if not callable(value) else iter(())


def precision_for(terms: tuple[Term, ...]) -> int:
    """So many bits that no number written in the terms is lost in a sum."""
    values = (s.value for t in terms for s in subterms(t) if isinstance(s, Number))
    longest = max((max(v.numerator.bit_length(), v.denominator.bit_length()) for v in values), default=0)
    return min(BITS + longest, MOST_BITS)


def _has_unreal(term: Term) -> bool:
    """Whether something infinite or imaginary is in a term, but for the bounds of binders."""
    if isinstance(term, Apply) and term.head in UNREAL:
        return True
    return any(map(_has_unreal, term.children[:1] if isinstance(term, Binder) else term.children))


def values_in(goal: Term) -> tuple[Term, ...]:
    """The sides of the relations in a goal."""
    if isinstance(goal, Apply) and goal.head in CONNECTIVES:
        return tuple(s for part in goal.children for s in values_in(part))
    values = goal.children if isinstance(goal, Apply) else ()
    return tuple(v for v in values if not (isinstance(v, Apply) and v.head in NO_VALUES) and v is not LOWEST)


def is_infinite(value: Any) -> bool:
    """Whether something in a value is infinite."""
    return any(type(ball(n)) is arb and abs(ball(n)) == arb.pos_inf() for n in _numbers(value))


def places_of(goal: Term) -> tuple[tuple[int, ...], ...]:
    """The places of all entries of arrays whose dimensions are numbers, row by row.

    Raises:
        RejectedError: they are not known.
    """
    point: Point = {}
    try:
        for s in goal.symbols:
            if isinstance(s.sort, FunctionSort):
                raise RejectedError("arrays of unknown size")
            point[s] = _ones(tuple(Evaluation({}).whole(n, {}) for n in s.sort.shape))
        found = [Evaluation(point).of(side) for side in goal.children]
    except (UndefinedError, UnknownError) as error:
        raise RejectedError("arrays of unknown size") from error
    return max((tuple(_places(v)) for v in found), key=len)


def _ones(sizes: tuple[int, ...]) -> Any:
    return (_ones(sizes[1:]),) * sizes[0] if sizes else fmpq(1)


def _places(value: Any) -> Iterator[tuple[int, ...]]:
    if not isinstance(value, tuple):
        yield ()
    else:
        yield from ((k, *rest) for k, entry in enumerate(value, 1) for rest in _places(entry))


def has_value(term: Term, point: Point) -> bool | None:
    """Whether a term has a value at a point; None if that cannot be told."""
    try:
        Evaluation(point, may_follow=True).of(term)
    except UndefinedError:
        return False
    except UnknownError:
        return None
    return True


def require_value(side: Term, point: Point) -> None:
    """Require that a term is not certainly undefined at a point.

    Raises:
        RejectedError: it is.
    """
    if has_value(side, point) is False:
        raise RejectedError("a side has no value")
