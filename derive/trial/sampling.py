"""Points at which given propositions hold, drawn at random from a seed that nobody chooses.

One in three is in general position; at the others symbols have small or equal values, or extreme ones.

Symbols get values one by one within the bounds that are known by then; equations that fail are solved
for one number by the secant rule. Whatever comes out is a point only if every proposition holds there.
"""

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any, Final

from flint import acb, arb, ctx, fmpq

from derive.core.sort import INTEGER, REAL, AnySort, Field, FunctionSort
from derive.core.term import Apply, Binder, Component, Symbol, Term
from derive.trial.arrays import numbers
from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.evaluate import Evaluation
from derive.trial.numbers import ONE, ZERO, ball, base, minus, plus, times

Point = dict[Term, Any]
WANTED: Final = 33
ONCE_EACH: Final = 40
MOST_ENTRIES: Final = 16
MOST_SLOTS: Final = 4
STEPS: Final = 16
FARTHEST: Final = 40
MOST_SIMPLE: Final = 3
TIED: Final = 0.4
GENERAL, SMALL, TIGHT = range(3)
SIMPLE: Final = (
    *(fmpq(n) for n in (0, 1, 1, -1, 2, -2, 3, -5)),
    fmpq(1, 2),
    fmpq(-1, 2),
    fmpq(100),
    fmpq(-40),
)
SCALES: Final = (fmpq(1), fmpq(3), fmpq(1, 4), fmpq(12), fmpq(40))
_FAILED: Final = (UndefinedError, UnknownError, ZeroDivisionError, OverflowError)


class Sampler:
    """Random points; ``hint`` is a point whose values are used where equations leave little choice."""

    def __init__(self, seed: str, hint: Point) -> None:
        """The same seed gives the same points."""
        self.seed, self.hint = seed, hint
        self._known: dict[Any, list[Point]] = {}

    def points(self, given: tuple[Term, ...], symbols: tuple[Symbol, ...], most: int = WANTED) -> list[Point]:
        """Up to so many points with values for the symbols at which all of ``given`` hold."""
        key = (given, symbols, most)
        if key not in self._known:
            self._known[key] = list(islice(self._drawn(given, symbols, 4 * most), most if symbols else 1))
        return self._known[key]

    def _drawn(self, given: tuple[Term, ...], symbols: tuple[Symbol, ...], most: int) -> Iterator[Point]:
        named = "".join(t.digest.hex() for t in (*given, *symbols))
        random = Random(self.seed + named)  # noqa: S311  # reproducible, from a hash of the certificate
        yield from self._simple(random, given, symbols)
        for number in range(most if symbols else 1):
            fixed = self._fixed(given) if number % 3 == 2 and number > ONCE_EACH else {}
            kept: Point = {s: v for s, v in fixed.items() if s in symbols}
            try:
                point = _Draw(random, given, kept, style=number % 3).point(symbols)
            except _FAILED:
                continue
            if point is not None:
                yield point

    def _simple(
        self, random: Random, given: tuple[Term, ...], symbols: tuple[Symbol, ...]
    ) -> Iterator[Point]:
        """Simple solutions of equations, which are not found by going to the next one."""
        equations = [h for h in given if isinstance(h, Apply) and h.head == "eq"]
        tied = [s for s in symbols if s.sort == REAL and any(s in h.symbols for h in equations)]
        for symbol in tied[:MOST_SIMPLE]:
            for value in dict.fromkeys(SIMPLE):
                try:
                    point = _Draw(random, given, {symbol: value}, style=SMALL).point(symbols)
                except _FAILED:
                    continue
                if point is not None and point[symbol] == value:
                    yield point

    def _fixed(self, given: tuple[Term, ...]) -> Point:
        tied = {s for h in given if not isinstance(h, Binder) and h.children[1:] for s in h.symbols}
        return {s: v for s, v in self.hint.items() if s in tied}


class _Draw:
    """One attempt."""

    def __init__(self, random: Random, given: tuple[Term, ...], fixed: Point, *, style: int) -> None:
        self.random, self.given, self.values, self.style = random, given, fixed, style
        self.sizes: set[Symbol] = set()
        self.parts = tuple(self._parts(given))

    def _parts(self, given: tuple[Term, ...]) -> Iterator[Term]:
        for h in given:
            if isinstance(h, Apply) and h.head == "and":
                yield from self._parts(h.children)
            elif isinstance(h, Apply) and h.head == "or":
                yield from self._parts((self.random.choice(h.children),))
            else:
                yield h

    def point(self, symbols: tuple[Symbol, ...]) -> Point | None:
        free = [s for s in symbols if s not in self.values]
        self.sizes = {d for s in symbols for n in _shape(s.sort) for d in n.symbols}
        self.random.shuffle(free)
        free.sort(key=lambda s: (isinstance(s.sort, FunctionSort), bool(_shape(s.sort)), s.sort != INTEGER))
        for symbol in free:
            self.values[symbol] = self._value(symbol, symbol.sort)
        for h in self.parts:
            if isinstance(h, Apply) and h.head == "eq" and not self._holds(h):
                self._solve(h)
        return self.values if all(map(self._holds, self.given)) else None

    def _holds(self, proposition: Term) -> bool:
        return Evaluation(self.values, may_follow=True).truth(proposition) is True

    def _value(self, symbol: Symbol, sort: AnySort) -> Any:
        if isinstance(sort, FunctionSort):
            return self._function(sort)
        if sort.field is Field.COMPLEX and not sort.shape:
            return acb(*(ball(self._number(symbol, whole=False)) for _ in range(2)))
        if sort.field not in {Field.REAL, Field.INTEGER}:
            raise UnknownError
        sizes = [Evaluation(self.values).whole(n, self.values) for n in sort.shape]
        if any(not 1 <= n <= 12 for n in sizes):
            raise UnknownError
        return self._array(symbol, sort.field is Field.INTEGER, sizes)

    def _array(self, symbol: Symbol, whole: bool, sizes: list[int]) -> Any:
        if not sizes:
            return self._number(symbol, whole)
        if self.style == TIGHT:
            entry = self._array(symbol, whole, sizes[1:])
            return (entry,) * sizes[0] if sizes != [1] else entry
        found = tuple(self._array(symbol, whole, sizes[1:]) for _ in range(sizes[0]))
        return found[0] if len(found) == 1 and len(sizes) == 1 else found

    def _function(self, sort: FunctionSort) -> Any:
        """A cubic polynomial of all numbers in the arguments, taken one after the other."""
        factors = [fmpq(self.random.randint(-9, 9), 4) for _ in range(4)]
        sizes = [Evaluation(self.values).whole(n, self.values) for n in sort.value.shape]

        def polynomial(arguments: tuple[Any, ...], shift: fmpq) -> Any:
            total = shift
            for k, a in enumerate(arguments):
                term = plus(factors[0], times(a, plus(factors[1], times(a, factors[2]))))
                total = plus(times(total, fmpq(k + 2, 3)), times(plus(a, factors[3]), term))
            return total

        def take(arguments: tuple[Any, ...]) -> Any:
            if len(arguments) < len(sort.arguments):
                return lambda value: take((*arguments, value))
            entries = tuple(n for a in arguments for n in numbers(a))
            return _filled(sizes, lambda place: polynomial(entries, fmpq(sum(place) + 1, 2)), ())

        return take(())

    def _number(self, symbol: Symbol, whole: bool) -> Any:
        low, high = None, None
        for h in self.parts:
            for head, bound in self._bounds(h, symbol):
                if head == "eq":
                    return bound
                if head in {"lt", "le"}:
                    high = bound if high is None or base(bound) < base(high) else high
                else:
                    low = bound if low is None or base(bound) > base(low) else low
        low = ONE if low is None and symbol in self.sizes else low
        return self._integer(low, high) if whole else self._real(low, high)

    def _bounds(self, h: Term, symbol: Symbol) -> Iterator[tuple[str, Any]]:
        """What a hypothesis says of a symbol, or of each of its entries, in terms of known values."""
        if isinstance(h, Binder) and h.kind == "forall":
            body = h.body
            h = body.children[1] if isinstance(body, Apply) and body.head == "implies" else body
        if not isinstance(h, Apply) or len(h.children) != 2:
            return
        left, right = h.children
        if h.head == "member" and _is(left, symbol) and isinstance(right, Apply):
            yield from self._ends(right)
        for side, other, turned in ((left, right, _SAME), (right, left, _TURNED)):
            if h.head in turned and _is(side, symbol) and other.symbols <= self.values.keys():
                yield turned[h.head], base(Evaluation(self.values).of(other))

    def _ends(self, collection: Apply) -> Iterator[tuple[str, Any]]:
        evaluation = Evaluation(self.values)
        if collection.head == "finite_set":
            yield "eq", evaluation.of(self.random.choice(collection.children))
        if collection.head == "interval":
            for head, end in zip(("gt", "lt"), collection.children, strict=False):
                value = evaluation.of(end)
                if ball(value).is_finite():
                    yield head, value

    def _real(self, low: Any, high: Any) -> fmpq:
        part = fmpq(self.random.getrandbits(62) + 1, 2**62 + 2)
        low, high = (None if b is None or not ball(b).is_finite() else rational(b) for b in (low, high))
        if self.style != GENERAL:
            return self._special([b for b in (low, high) if b is not None])
        if low is not None and high is not None:
            return low + (high - low) * part
        size = part * self.random.choice(SCALES)
        if low is not None:
            return low + size
        return high - size if high is not None else size * self.random.choice((1, -1, 1))

    def _special(self, ends: list[Any]) -> Any:
        """A small number, one that another symbol has, or the end of a range."""
        others = [v for v in self.values.values() if type(v) is fmpq]
        if self.style == TIGHT:
            return self.random.choice(ends or [*others, ZERO, ZERO])
        tied = [*others, *ends] if self.random.random() < TIED else []
        return self.random.choice(tied or [*SIMPLE, *ends])

    def _integer(self, low: Any, high: Any) -> fmpq:
        first = -3 if low is None else int(rational(low).ceil())
        if low is None and high is not None:
            first = int(rational(high).floor()) - 4
        last = first + 4 if high is None else min(int(rational(high).floor()), first + 4)
        return fmpq(self.random.randint(first, max(first, last)))

    def _solve(self, equation: Apply) -> None:
        """Change numbers so that the equation, or that of each entry, holds, if that is found."""
        pairs = len(self._gaps(equation, self.values))
        for entry in range(min(pairs, MOST_ENTRIES)):
            self._solve_entry(equation, entry)

    def _gaps(self, equation: Apply, values: Point) -> list[Any]:
        left, right = (list(numbers(v)) for v in Evaluation(values).all(equation.children, values))
        return [plus(base(a), minus(base(b))) for a, b in zip(left, right, strict=False)]

    def _solve_entry(self, equation: Apply, entry: int) -> None:
        if self._gaps(equation, self.values)[entry] == 0:
            return
        slots = [slot for s in sorted(equation.symbols, key=lambda s: s.digest) for slot in self._slots(s)]
        self.random.shuffle(slots)
        for symbol, place in slots[:MOST_SLOTS]:
            before = self.values[symbol]
            try:
                root = self._secant(equation, entry, symbol, place)
            except _FAILED:
                root = None
            if root is not None and abs(root) < FARTHEST:
                self.values[symbol] = _put(before, place, root)
                if ball(self._gaps(equation, self.values)[entry]).contains(0):
                    return
            self.values[symbol] = before

    def _slots(self, symbol: Symbol) -> Iterator[tuple[Symbol, tuple[int, ...]]]:
        if not isinstance(symbol.sort, FunctionSort) and symbol.sort.field is Field.REAL:
            yield from ((symbol, place) for place in _places(self.values[symbol]))

    def _secant(self, equation: Apply, entry: int, symbol: Symbol, place: tuple[int, ...]) -> Any:
        before = self.values[symbol]

        def gap(t: Any) -> Any:
            values = {**self.values, symbol: _put(before, place, t)}
            found = self._gaps(equation, values)[entry]
            return found if type(found) is fmpq else found.mid()

        a = _get(before, place)
        b = a + ONE / 3
        x, y = gap(a), gap(b)
        for step in range(STEPS):
            if y == 0:
                return b
            if step == 1:
                a, b, x, y = (ball(v).mid() for v in (a, b, x, y))
            a, b = b, b - y * (b - a) / (y - x)
            b = b if type(b) is fmpq else b.mid()
            x, y = y, gap(b)
            if step and abs(y) < arb(2) ** (60 - ctx.prec):
                return ball(b) + arb(0, 1) * arb(2) ** (90 - ctx.prec)
        return None


_SAME: Final = {r: r for r in ("eq", "lt", "le", "gt", "ge")}
_TURNED: Final = {"eq": "eq", "lt": "gt", "le": "ge", "gt": "lt", "ge": "le"}


def _shape(sort: AnySort) -> tuple[Term, ...]:
    return () if isinstance(sort, FunctionSort) else sort.shape


def _is(term: Term, symbol: Symbol) -> bool:
    return term is symbol or (isinstance(term, Component) and term.base is symbol)


def rational(value: Any) -> fmpq:
    """A rational number near the value."""
    if type(base(value)) is fmpq:
        return base(value)
    mantissa, exponent = base(value).mid().man_exp()
    return fmpq(mantissa) * fmpq(2) ** int(exponent)


def _filled(sizes: list[int], entry: Any, place: tuple[int, ...]) -> Any:
    if not sizes:
        return entry(place)
    return tuple(_filled(sizes[1:], entry, (*place, k)) for k in range(sizes[0]))


def _places(value: Any) -> Iterator[tuple[int, ...]]:
    if not isinstance(value, tuple):
        yield ()
    else:
        yield from ((k, *rest) for k, entry in enumerate(value) for rest in _places(entry))


def _get(value: Any, place: tuple[int, ...]) -> Any:
    for k in place:
        value = value[k]
    return value


def _put(value: Any, place: tuple[int, ...], new: Any) -> Any:
    if not place:
        return new
    k = place[0]
    return (*value[:k], _put(value[k], place[1:], new), *value[k + 1 :])
