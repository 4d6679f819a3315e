"""Whether propositions hold at a point: by disjoint balls, exactly, or by agreement to hundreds of bits."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from flint import acb, arb, ctx, fmpq

from derive.core.sort import INTEGER
from derive.core.term import INFINITY, ONE, Apply, Binder, Symbol, Term, negative, subterms
from derive.trial.arrays import MismatchError, numbers
from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.numbers import ball, base

if TYPE_CHECKING:
    from derive.trial.evaluate import Env, Evaluation

Truth = bool | None
SPARED_BITS: Final = 190
LOOSE_BITS: Final = 8
ROUGH_BITS: Final = 64
VAGUE: Final = 0.001
MOST_VALUES: Final = 400
_LOWEST: Final = negative(INFINITY)


def truth(e: "Evaluation", proposition: Term, env: "Env") -> Truth:
    """Whether the proposition holds; None if it has no value, or none that can be told."""
    try:
        if isinstance(proposition, Apply):
            return _HEADS.get(proposition.head, _unknown)(e, proposition, env)
        if isinstance(proposition, Binder) and proposition.kind in {"forall", "exists"}:
            return _quantified(e, proposition, env)
    except MismatchError:
        e.mismatched = True
    except (UndefinedError, UnknownError):
        pass
    return None


def _unknown(_: "Evaluation", __: Apply, ___: "Env") -> Truth:
    return None


def compared(e: "Evaluation", a: Any, b: Any) -> int:
    """1, 0 or -1 as the first number is larger, equal or smaller; equal also means equal as far as seen.

    Raises:
        UnknownError: it cannot be told.
    """
    a, b = base(a), base(b)
    if callable(a):
        raise UnknownError
    if type(a) is acb or type(b) is acb:
        return _compared_complex(e, a, b)
    if a > b or a < b:
        return 1 if a > b else -1
    if a == b:
        return 0
    a, b = ball(a), ball(b)
    gap, spared = a - b, LOOSE_BITS if e.numeric else ROUGH_BITS if e.rough else ctx.prec - SPARED_BITS
    scale = a.abs_upper().max(b.abs_upper()) if not e.numeric else a.abs_upper().max(arb(1))
    if gap.contains(0) and gap.abs_upper() <= scale * arb(2) ** -spared:
        e.near = True
        return 0
    if gap.contains(0) and gap.abs_upper() <= arb(2) ** (100 - ctx.prec):
        e.near = True
        return 0
    raise UnknownError


def _compared_complex(e: "Evaluation", a: Any, b: Any) -> int:
    """0 for equal complex numbers, 2 for different ones, which are in no order."""
    if not e.is_complex:
        raise UnknownError
    parts = [[v.real, v.imag] if type(v) is acb else [v, fmpq(0)] for v in (a, b)]
    ways = [compared(e, x, y) for x, y in zip(*parts, strict=True)]
    if all(p[1] == 0 for p in parts):
        return ways[0]
    return 2 if any(ways) else 0


def _pairs(e: "Evaluation", proposition: Apply, env: "Env") -> Iterable[tuple[Any, Any]]:
    """Corresponding numbers of the two sides; a number goes with every entry."""
    left, right = e.all(proposition.children, env)
    a, b = list(numbers(left)), list(numbers(right))
    a, b = (a * len(b) if len(a) == 1 else a), (b * len(a) if len(b) == 1 else b)
    if len(a) != len(b):
        raise UnknownError
    return zip(a, b, strict=True)


def _relation(*wanted: int) -> Callable[["Evaluation", Apply, "Env"], Truth]:
    def run(e: "Evaluation", proposition: Apply, env: "Env") -> Truth:
        return every(_ordered(e, a, b, wanted) for a, b in _pairs(e, proposition, env))

    return run


def _ordered(e: "Evaluation", a: Any, b: Any, wanted: tuple[int, ...]) -> Truth:
    """Strict relations are not told between values that only seem to be equal."""
    before, e.near = e.near, False
    way = compared(e, a, b)
    tied, e.near = e.near and 0 not in wanted, e.near or before
    e.tied |= tied
    return None if tied else way in wanted


def _different(e: "Evaluation", proposition: Apply, env: "Env") -> Truth:
    before, e.near = e.near, False
    found = any(compared(e, a, b) != 0 for a, b in _pairs(e, proposition, env))
    tied, e.near = e.near and not found, e.near or before
    e.tied |= tied
    return None if tied else found


def every(truths: Iterable[Truth]) -> Truth:
    """Whether all are true: False as soon as one is false."""
    result: Truth = True
    for one in truths:
        if one is False:
            return False
        result = result if one else None
    return result


def opposite(one: Truth) -> Truth:
    """The negation."""
    return None if one is None else not one


def _or(e: "Evaluation", proposition: Apply, env: "Env") -> Truth:
    return opposite(every(opposite(truth(e, c, env)) for c in proposition.children))


def _implies(e: "Evaluation", proposition: Apply, env: "Env") -> Truth:
    premise, conclusion = proposition.children
    if truth(e, premise, env) is False:
        return True
    holds = truth(e, conclusion, env)
    return True if holds else (None if holds is None or truth(e, premise, env) is None else False)


def _iff(e: "Evaluation", proposition: Apply, env: "Env") -> Truth:
    a, b = (truth(e, c, env) for c in proposition.children)
    return None if a is None or b is None else a is b


def _member(e: "Evaluation", proposition: Apply, env: "Env") -> Truth:
    element, collection = proposition.children
    found = list(numbers(e.value(element, env)))
    if not isinstance(collection, Apply) or collection.head not in _SETS:
        return None
    return every(_SETS[collection.head](e, v, collection, env) for v in found)


def _in_interval(e: "Evaluation", value: Any, collection: Apply, env: "Env") -> Truth:
    low, high, *closed = collection.children
    low_wanted, high_wanted = ((1, 0) if c is ONE else (1,) for c in closed)
    ends = []
    if low is not _LOWEST:
        ends.append((value, e.value(low, env), low_wanted))
    if high is not INFINITY:
        ends.append((e.value(high, env), value, high_wanted))
    return every(_ordered(e, a, b, wanted) for a, b, wanted in ends)


def _in_list(e: "Evaluation", value: Any, collection: Apply, env: "Env") -> Truth:
    return any(compared(e, value, e.value(c, env)) == 0 for c in collection.children)


def _is_integer(_: "Evaluation", value: Any, __: Apply, ___: "Env") -> Truth:
    number = base(value)
    if type(number) is fmpq:
        return bool(number.q == 1)
    return None if number.contains_integer() else False


_SETS: Final[dict[str, Callable[["Evaluation", Any, Apply, "Env"], Truth]]] = {
    "interval": _in_interval,
    "finite_set": _in_list,
    "integers": _is_integer,
    "rationals": lambda _, value, __, ___: True if type(base(value)) is fmpq else None,
    "complexes": lambda _, value, __, ___: True if ball(base(value)).is_finite() else None,
    "reals": lambda _, value, __, ___: True if type(base(value)) is fmpq or base(value).is_finite() else None,
}


def _settles(e: "Evaluation", proposition: Apply, env: "Env") -> Truth:
    """Whether a limit process has a value, as far as it was followed."""
    try:
        found = e.value(proposition.children[0], env)
    except UndefinedError:
        return False
    if ball(found).is_finite() and ball(found).rad() > VAGUE:
        return None
    return bool(proposition.head == "has_limit" or ball(found).is_finite())


def _quantified(e: "Evaluation", proposition: Binder, env: "Env") -> Truth:
    """Over the integers between bounds that the body states, or at some numbers, which can only refute.

    That something holds of all others for one number is not told by some of them.
    """
    variable, body = proposition.variable, proposition.body
    if e.may_follow and proposition.kind == "exists" and mentions_all(body):
        e.may_follow = False
        try:
            return _quantified(e, proposition, env)
        finally:
            e.may_follow = True
    span = _span(e, variable, body, env) if variable.sort == INTEGER else None
    sign = proposition.kind == "forall"
    found = (truth(e, body, {**env, variable: fmpq(k)}) for k in (_SOME if span is None else range(*span)))
    holds = every(found) if sign else opposite(every(map(opposite, found)))
    if span is None and holds is sign:
        if not e.may_follow or not sign:
            return None
        e.numeric = True
    return holds


def mentions_all(body: Term) -> bool:
    """Whether something is said of all numbers of a kind."""
    return any(isinstance(t, Binder) and t.kind == "forall" for t in subterms(body))


_SOME: Final = (0, 1, -1, 2, 3, -5)


def _span(e: "Evaluation", variable: Symbol, body: Term, env: "Env") -> tuple[int, int] | None:
    """The integers that are between the bounds of a variable, also where other variables are between."""
    while isinstance(body, Binder) and body.kind == "forall":
        body = body.body
    if not (isinstance(body, Apply) and body.head == "implies"):
        return None
    premise = body.children[0]
    given = premise.children if isinstance(premise, Apply) and premise.head == "and" else (premise,)
    orders = [p for p in given if isinstance(p, Apply) and p.head in {"le", "lt"}]
    pairs = [(p.children[0], p.children[1], int(p.head == "lt")) for p in orders]
    low = _bound(e, variable, [(b, a, step) for a, b, step in pairs], env, max)
    high = _bound(e, variable, [(a, b, -step) for a, b, step in pairs], env, min)
    if low is None or high is None:
        return None
    return None if high - low > MOST_VALUES else (max(low, -MOST_VALUES), min(high, MOST_VALUES) + 1)


def _bound(
    e: "Evaluation",
    variable: Term,
    pairs: list[tuple[Term, Term, int]],
    env: "Env",
    nearest: Callable[[list[int]], int],
    depth: int = 3,
) -> int | None:
    """What is next to a variable on one side, by the pairs of what is on this side of what, and how far."""
    found: list[int] = []
    for inner, outer, step in pairs:
        if inner is not variable or variable in outer.symbols:
            continue
        if all(s in env for s in outer.symbols):
            found.append(e.whole(outer, env) + step)
        elif depth and (beyond := _bound(e, outer, pairs, env, nearest, depth - 1)) is not None:
            found.append(beyond + step)
    return nearest(found) if found else None


_HEADS: Final[dict[str, Callable[["Evaluation", Apply, "Env"], Truth]]] = {
    "true": lambda _, __, ___: True,
    "false": lambda _, __, ___: False,
    "eq": _relation(0),
    "ne": _different,
    "distinct": _different,
    "lt": _relation(-1),
    "le": _relation(-1, 0),
    "gt": _relation(1),
    "ge": _relation(1, 0),
    "member": _member,
    "and": lambda e, p, env: every(truth(e, c, env) for c in p.children),
    "or": _or,
    "not": lambda e, p, env: opposite(truth(e, p.children[0], env)),
    "implies": _implies,
    "iff": _iff,
    "converges": _settles,
    "has_limit": _settles,
}
