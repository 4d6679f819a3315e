"""Integrals of integrals, enclosed by steps: each part of the range is its width times a value.

The bounds of the inner integral may depend on the outer variable: by ``t = a + (b - a) s`` it is
one from 0 to 1, so that only the values carry the error. Source: Moore, Interval Analysis, ch. 8.
"""

from collections.abc import Callable
from typing import Any, Final

from flint import arb, fmpq

from derive.algebra.balls_numbers import Indeterminate
from derive.algebra.balls_program import Code, Compiler, Scope
from derive.core.term import INFINITY, ONE, Apply, Binder, Term, multiply, negative, subterms

_STEPS: Final = {2: 40, 3: 12}
_INFINITE: Final = (INFINITY, negative(INFINITY))


def nested(compiler: Compiler, binder: Binder) -> Code | None:
    """The code of an integral whose integrand is a multiple of an integral; None for other ones."""
    depth = _depth(binder)
    return _stepped(compiler, binder, _STEPS[depth]) if depth in _STEPS else None


def _depth(binder: Binder) -> int:
    """How many integrals there are inside each other; 0 if some are infinite, or beside each other."""
    if any(p in _INFINITE for p in binder.parameters):
        return 0
    _, inner = _parted(binder.body)
    if inner is None:
        return 0 if any(map(_is_integral, subterms(binder.body))) else 1
    below = _depth(inner)
    return below + 1 if below else 0


def _is_integral(term: Term) -> bool:
    return isinstance(term, Binder) and term.kind == "integral"


def _parted(body: Term) -> tuple[Term, Binder | None]:
    """A factor without integrals, and the one integral it is multiplied by."""
    if isinstance(body, Binder) and body.kind == "integral":
        return ONE, body
    if not isinstance(body, Apply) or body.head != "multiply":
        return body, None
    inner = [c for c in body.children if isinstance(c, Binder) and c.kind == "integral"]
    rest = [c for c in body.children if c not in inner]
    if len(inner) != 1 or any(_is_integral(t) for c in rest for t in subterms(c)):
        return body, None
    return multiply(*rest) if rest else ONE, inner[0]


def _stepped(compiler: Compiler, binder: Binder, steps: int) -> Code:
    factor, inner = _parted(binder.body)
    codes: list[Callable[[Scope], Any]] = [compiler.value(factor)]
    if inner is not None:
        codes.append(_stepped(compiler, inner, steps))
    low, high = (compiler.value(p) for p in binder.parameters)
    size = binder.size

    def run(scope: Scope) -> Any:
        first, last = arb(low(scope)), arb(high(scope))
        scope.charge(size * steps)
        total = arb(0)
        for k in range(steps):
            part = arb(fmpq(2 * k + 1, 2 * steps), fmpq(1, 2 * steps))
            within = scope.inside()
            within[binder.variable] = first + (last - first) * part
            value = arb(1)
            for code in codes:
                value *= code(within)
            if not value.is_finite():
                raise Indeterminate
            total += value
        return (last - first) * total / steps

    return run
