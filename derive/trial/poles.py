"""Where integrands have poles and kinks, so that integrals are taken between these places."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, Final

from flint import ctx, fmpq

from derive.core.term import Apply, Binder, Number, Term, subterms, subtract
from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.numbers import ball, base, minus, plus, times

if TYPE_CHECKING:
    from derive.trial.evaluate import Env, Evaluation

GRID: Final = 37


def places_of_turns(e: "Evaluation", term: Binder, env: "Env") -> Callable[[Any, Any], list[Any]]:
    """Where something changes its sign at which the body has a pole or a kink, between two numbers."""
    x = term.variable
    bases = [g for t in subterms(term.body) for g in _turning(t) if x in g.symbols]

    def found(low: Any, high: Any) -> list[Any]:
        ends = [plus(low, times(plus(high, minus(low)), fmpq(k, GRID))) for k in range(GRID + 1)]
        at = [lambda z, g=g: ball(base(e.value(g, {**env, x: z}))) for g in dict.fromkeys(bases)]
        return [z for g in at for a, b in pairwise(ends) if (z := _zero(g, a, b)) is not None]

    return found


def _turning(term: Term) -> Iterator[Term]:
    """What a function has a pole or a kink at the zeros of."""
    head = term.head if isinstance(term, Apply) else ""
    exponent = term.children[1] if head == "power" else None
    if head in {"abs", "sign", "heaviside"} or (isinstance(exponent, Number) and exponent.value < 0):
        yield term.children[0]
    elif head in {"max", "min"}:
        yield from (subtract(*pair) for pair in combinations(term.children, 2))
    elif head == "cases":
        yield from (subtract(*c.children) for c in term.children[1::2] if len(c.children) == 2)


def _zero(at: Callable[[Any], Any], low: Any, high: Any) -> Any:
    """The place between two numbers at which a function changes its sign, as a ball around it."""
    with suppress(UndefinedError, UnknownError):
        low, high, below = ball(low), ball(high), at(low) < 0
        if not at(low) * at(high) < 0:
            return None
        for _ in range(ctx.prec):
            middle = ((low + high) / 2).mid()
            low, high = (middle, high) if (at(middle) < 0) is below else (low, middle)
        return low.union(high)
    return None
