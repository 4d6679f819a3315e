"""Terms and propositions at a point, by exact rationals and balls; derivatives by balls with infinitesimals.

An :class:`Evaluation` remembers what its answers rest on: ``near``, that two values agreed to hundreds of
bits without being equal exactly, ``tied``, that they did so in a strict relation, and ``numeric``, that a
limit process was only followed for a while.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from flint import acb, arb, ctx, fmpq

from derive.core.term import Apply, Binder, Number, Symbol, Term, subterms
from derive.trial import processes
from derive.trial.applications import HEADS, MOST_TERMS, function_value, most, refused
from derive.trial.arrays import mapped, numbers
from derive.trial.errors import MissingError, SpentError, UndefinedError, UnknownError
from derive.trial.numbers import ONE, ZERO, Dual, base, parts, plus, times
from derive.trial.propositions import truth

MOST_WORK: Final = 1_000_000
MOST_EFFORT: Final = 4_000_000
Env = dict[Term, Any]
_CLOSED: Final[dict[Any, Any]] = {}


class Effort:
    """How many values may still be worked out until the end of an audit."""

    most = left = MOST_EFFORT


@lru_cache(maxsize=1 << 12)
def has_unit(term: Term) -> bool:
    """Whether the imaginary unit is in a term."""
    return any(isinstance(t, Apply) and t.head == "imaginary" for t in subterms(term))


class Evaluation:
    """What a term is worth at a point."""

    def __init__(self, values: Mapping[Term, Any], *, may_follow: bool = False) -> None:
        """``may_follow`` allows limit processes to be followed numerically."""
        self.values: Env = dict(values)
        self.may_follow = may_follow
        self.is_complex = any(type(n) is acb for v in values.values() for n in numbers(v))
        self.near = self.numeric = self.rough = self.tied = self.mismatched = False
        self.work = 0
        self.tags = 0

    def of(self, term: Term) -> Any:
        """The value; arrays are tuples.

        Raises:
            UndefinedError: there is certainly none.
            UnknownError: it could not be told.
        """
        self.is_complex |= has_unit(term)
        return self.value(term, self.values)

    def truth(self, proposition: Term, env: Env | None = None) -> bool | None:
        """Whether a proposition holds; None if it could not be told, or has no value."""
        self.is_complex |= has_unit(proposition)
        return truth(self, proposition, self.values if env is None else env)

    def value(self, term: Term, env: Env) -> Any:
        """The value where the symbols, bound ones included, have those of ``env``."""
        self.work += 1
        Effort.left -= 1
        if self.work > MOST_WORK:
            raise UnknownError
        if Effort.left < 0:
            raise SpentError
        if isinstance(term, Number):
            return fmpq(term.value.numerator, term.value.denominator)
        if isinstance(term, Symbol):
            if term not in env:
                raise UnknownError
            return env[term]
        if isinstance(term, Apply):
            return HEADS.get(term.head, function_value)(self, term, env)
        if isinstance(term, Binder):
            return (
                BINDERS.get(term.kind, refused)(self, term, env) if term.symbols else self._closed(term, env)
            )
        return self._component(term, env)

    def all(self, terms: tuple[Term, ...], env: Env) -> list[Any]:
        """The values of several terms."""
        return [self.value(t, env) for t in terms]

    def whole(self, term: Term, env: Env) -> int:
        """The value, which must be an integer."""
        found = base(self.value(term, env))
        if type(found) is not fmpq or found.q != 1:
            raise UnknownError
        return int(found.p)

    def _closed(self, term: Binder, env: Env) -> Any:
        """The value of a binder without symbols, worked out once."""
        key = (term, self.may_follow, ctx.prec)
        if key not in _CLOSED:
            apart = Evaluation({}, may_follow=self.may_follow)
            try:
                found, failure = BINDERS.get(term.kind, refused)(apart, term, env), None
            except (UndefinedError, UnknownError) as error:
                found, failure = None, type(error)
            if Effort.left < 0:
                raise SpentError
            _CLOSED[key] = (found, failure, apart)
        found, failure, apart = _CLOSED[key]
        self.numeric |= apart.numeric
        self.rough |= apart.rough
        self.near |= apart.near
        if failure is not None:
            raise failure
        return found

    def _component(self, term: Term, env: Env) -> Any:
        array, *indices = term.children
        found = self.value(array, env)
        places = [self.whole(i, env) for i in indices]
        if isinstance(found, tuple) and isinstance(found[0], tuple) and len(places) == 1:
            found = found[0] if len(found) == 1 else found
        for place in places:
            entries = found if isinstance(found, tuple) else (found,)
            if not 1 <= place <= len(entries):
                raise MissingError
            found = entries[place - 1]
        return found


def _range(e: Evaluation, term: Binder, env: Env) -> list[Any]:
    """The values of the body over a finite range of indices."""
    low, high = (e.whole(p, env) for p in term.parameters)
    if high < low - 1:
        raise UndefinedError
    if high - low > MOST_TERMS:
        raise UnknownError
    return [e.value(term.body, {**env, term.variable: fmpq(k)}) for k in range(low, high + 1)]


def _folded(operation: Callable[[Any, Any], Any], empty: fmpq) -> Callable[[Evaluation, Binder, Env], Any]:
    def run(e: Evaluation, term: Binder, env: Env) -> Any:
        if processes.is_endless(term):
            return processes.endless(e, term, env, operation, empty)
        total: Any = empty
        for value in _range(e, term, env):
            total = operation(total, value)
        return total

    return run


def _tabulated(e: Evaluation, term: Binder, env: Env) -> Any:
    length = e.whole(term.parameters[0], env)
    if not 1 <= length <= MOST_TERMS:
        raise UnknownError
    found = tuple(e.value(term.body, {**env, term.variable: fmpq(k)}) for k in range(1, length + 1))
    return found if length > 1 or isinstance(found[0], tuple) else found[0]


def _derivative(e: Evaluation, term: Binder, env: Env) -> Any:
    """The rate of change of the body along the variable, or along one entry of it, or along each."""
    at, *indices = term.parameters
    point = e.value(at, env)
    places = tuple(e.whole(i, env) - 1 for i in indices)
    if isinstance(point, tuple) and not indices:
        return _table(e, term, env, point)
    return _along(e, term, env, point, places)


def _along(e: Evaluation, term: Binder, env: Env, point: Any, places: tuple[int, ...]) -> Any:
    e.tags += 1
    tag = e.tags
    if isinstance(point, tuple) and isinstance(point[0], tuple) and len(point) == 1 and len(places) == 1:
        places = (0, *places)
    moved = _moved(point, places, tag)
    found = e.value(term.body, {**env, term.variable: moved})
    return mapped(lambda v: parts(v, tag)[1], found)


def _moved(point: Any, places: tuple[int, ...], tag: int) -> Any:
    if not places:
        return Dual(tag, point, ONE)
    first, *others = places
    entries = point if isinstance(point, tuple) else (point,)
    if not 0 <= first < len(entries):
        raise UndefinedError
    changed = _moved(entries[first], tuple(others), tag)
    return (*entries[:first], changed, *entries[first + 1 :]) if isinstance(point, tuple) else changed


def _table(e: Evaluation, term: Binder, env: Env, point: Any) -> Any:
    """The gradient, or the Jacobian with the indices of the body first."""
    if isinstance(point[0], tuple):
        return tuple(
            tuple(_along(e, term, env, point, (i, j)) for j in range(len(row))) for i, row in enumerate(point)
        )
    found = tuple(_along(e, term, env, point, (k,)) for k in range(len(point)))
    return tuple(zip(*found, strict=True)) if isinstance(found[0], tuple) else found


def _antiderivative(e: Evaluation, term: Binder, env: Env) -> Any:
    """Unknown up to a constant, but not its rate of change."""
    at = e.value(term.parameters[0], env)
    if not isinstance(at, Dual):
        raise UnknownError
    slope = times(e.value(term.body, {**env, term.variable: at.value}), at.slope)
    return Dual(at.tag, arb.nan(), slope)


def _closure(e: Evaluation, term: Binder, env: Env) -> Any:
    return lambda value: e.value(term.body, {**env, term.variable: value})


BINDERS: Final[dict[str, Callable[[Evaluation, Binder, Env], Any]]] = {
    "sum": _folded(lambda a, b: mapped(plus, a, b), ZERO),
    "product": _folded(times, ONE),
    "maximum": lambda e, term, env: most(_range(e, term, env), larger=True),
    "minimum": lambda e, term, env: most(_range(e, term, env), larger=False),
    "tabulate": _tabulated,
    "derivative": _derivative,
    "antiderivative": _antiderivative,
    "lambda": _closure,
    "integral": processes.integral,
    "limit": processes.limit,
}
