"""What a certificate says of single points: a witness, the sample of a proof, shapes that do not fit."""

from collections.abc import Mapping
from typing import Final

from flint import acb

from derive.core.claim import RELATIONS
from derive.core.sort import COMPLEX, Field, FunctionSort
from derive.core.term import INFINITY, Apply, Binder, Symbol, Term, subterms
from derive.trial.arrays import MismatchError, numbers
from derive.trial.errors import MissingError, UndefinedError, UnknownError
from derive.trial.evaluate import Evaluation
from derive.trial.numbers import ball, base, exactly
from derive.trial.sampling import Point
from derive.trial.sequents import Level, Trial, is_tied, require, require_value, symbols_of
from derive.trial.written import LOWEST, head_of, slope

FEW_BITS: Final = 80


def point_of(values: Mapping[Symbol, Term]) -> Point:
    """The values of the witness or sample, each of its symbol's sort."""
    point: Point = {}
    closed = Evaluation({})
    for symbol, value in values.items():
        require(not value.symbols, "a value that is not closed")
        found = closed.of(value)
        point[symbol] = acb(ball(found)) if symbol.sort == COMPLEX and not isinstance(found, tuple) else found
    for symbol in values:
        _check_sort(symbol, point)
    return point


def _check_sort(symbol: Symbol, point: Point) -> None:
    sort, value = symbol.sort, point[symbol]
    if isinstance(sort, FunctionSort):
        require(callable(value), "no function")
        return
    size = 1
    for n in sort.shape:
        size *= Evaluation(point).whole(n, point)
    entries = list(numbers(value))
    require(len(entries) == size, "a value of another shape")
    for entry in entries:
        require((type(base(entry)) is acb) is (sort.field is Field.COMPLEX), "another sort")
        whole = sort.field.value != "integer" or getattr(base(entry), "q", 0) == 1
        require(whole and bool(entry.is_finite() if hasattr(entry, "is_finite") else True), "another sort")


def check_admissible(
    symbols: tuple[Symbol, ...], given: tuple[tuple[Term, str], ...], point: Point, trial: Trial, what: str
) -> None:
    """All hypotheses hold at a point."""
    require(set(symbols) <= point.keys(), "a symbol without a value")
    for proposition, origin in given:
        if origin != "proved":
            found = Evaluation(point, may_follow=True)
            require(found.truth(proposition) is True, "the point is not admissible")
            _note(found, trial, what)


def _note(found: Evaluation, trial: Trial, what: str) -> None:
    trial.lower(Level.NUMERIC if found.numeric else Level.PROBABILISTIC if found.near else Level.EXACT, what)


def check_false(claim: Term, point: Point, trial: Trial) -> None:
    """The sides have values at a point, and the claim is false there."""
    goal = pointwise(claim)
    if _is_soon_false(goal, point):
        return
    found = Evaluation(point)
    holds = found.truth(goal)
    if holds is None:
        found = Evaluation(point, may_follow=True)
        holds = found.truth(goal)
    if holds is None:
        trial.lower(Level.PROBABILISTIC if is_tied(point, goal) else Level.OPEN, "witness")
    require(holds is not True or found.numeric, "the claim is true at the witness")
    if holds is True:
        trial.lower(Level.OPEN, "witness")
    _note(found, trial, "witness")


def _is_soon_false(goal: Term, point: Point) -> bool:
    """Whether a few digits show that a claim is false, by disjoint balls or exactly."""
    found = Evaluation(point)
    return exactly(FEW_BITS, lambda: found.truth(goal)) is False and not (found.near or found.numeric)


def pointwise(goal: Term) -> Term:
    """An equation between indefinite integrals as one between derivatives."""
    found = {t.parameters[0] for t in subterms(goal) if isinstance(t, Binder) and t.kind == "antiderivative"}
    if len(found) != 1 or head_of(goal) != "eq":
        return goal
    (variable,) = found
    return Apply("eq", *(slope(s, variable) for s in goal.children)) if isinstance(variable, Symbol) else goal


def check_shapes(claim: Term, symbols: tuple[Symbol, ...], trial: Trial) -> None:
    """With all dimensions different, a side cannot be computed, or the sides have different shapes."""
    sides = claim.children
    require(head_of(claim) in RELATIONS and len(sides) == 2, "no relation")
    shown = False
    for point in trial.sampler.points((), symbols_of((claim, *symbols))):
        try:
            first, second = (Evaluation(point).of(side) for side in sides)
            shown |= len(list(numbers(first))) != len(list(numbers(second)))
        except (MismatchError, MissingError):
            shown = True
        except (UndefinedError, UnknownError):
            continue
    trial.lower(Level.PROBABILISTIC if shown else Level.OPEN, "shapes")


def check_sample(goal: Term, point: Point, trial: Trial) -> None:
    """The sides have values at the sample, and do not contradict the claim."""
    found = Evaluation(point, may_follow=True)
    holds = found.truth(pointwise(goal))
    require(holds is not False or found.numeric, "the sample contradicts the claim")
    if holds is False:
        trial.lower(Level.OPEN, "sample")
    if holds is None and head_of(goal) in RELATIONS:
        for side in pointwise(goal).children:
            if side not in (INFINITY, LOWEST) and not isinstance(side, Binder):
                require_value(side, point)
