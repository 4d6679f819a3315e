"""Definite integrals, enclosed by analytic continuation of the integrand around the interval.

First the integrand is shown to have a value everywhere on the closed interval, by
evaluating it on pieces that cover it; so it is bounded there. Then flint integrates,
with an integrand that gives nan where it cannot be shown to be analytic.
"""

from collections.abc import Callable
from functools import reduce
from operator import add, mul
from typing import Any, Final

import flint
from flint import acb, arb, fmpq

from derive.algebra.balls_arrays import Array
from derive.algebra.balls_numbers import Indeterminate
from derive.algebra.balls_program import Code, Compiler, Scope, refused
from derive.core.term import Apply, Binder, Number, Symbol, Term, subterms
from derive.theory.function import function

MOST_PIECES: Final = 512
MOST_EVALUATIONS: Final = 2000
_SPARE_BITS: Final = 8

Integrand = Callable[[Scope, Any, bool], Any]
_MEROMORPHIC: Final = frozenset(
    (
        *("exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"),
        *("sigmoid", "erf", "erfc", "erfi", "gamma"),
    )
)


def integral(compiler: Compiler, binder: Binder) -> Code:
    """The code of a definite integral with finite bounds."""
    continued = _continued(compiler, binder.body, binder.variable)
    if continued is None:
        return refused
    low, high = (compiler.value(p) for p in binder.parameters)
    body, size = compiler.value(binder.body), sum(1 for _ in subterms(binder.body))

    def run(scope: Scope) -> Any:
        first, last = low(scope), high(scope)
        scope.charge(size * MOST_EVALUATIONS // 10)
        _defined_between(body, binder.variable, scope, arb(first), arb(last))
        return fmpq(0) if first == last else _integrated(continued, scope, first, last)

    return run


def _integrated(continued: Integrand, scope: Scope, first: Any, last: Any) -> Any:
    tolerance = arb(2) ** (_SPARE_BITS - flint.ctx.prec)
    found = acb.integral(
        lambda z, analytic: continued(scope, z, analytic),
        acb(first),
        acb(last),
        rel_tol=tolerance,
        abs_tol=tolerance,
        eval_limit=MOST_EVALUATIONS,
    )
    if not found.is_finite():
        raise Indeterminate
    return found.real


def _defined_between(body: Code, variable: Symbol, scope: Scope, first: arb, last: arb) -> None:
    """Evaluate on pieces that cover the interval; what is undefined on a whole piece is undefined."""
    pieces = [(first, last)]
    allowed = MOST_PIECES
    while pieces:
        low, high = pieces.pop()
        allowed -= 1
        try:
            _bounded(body, variable, scope, low.union(high))
        except Indeterminate:
            if allowed < len(pieces):
                raise
            middle = ((low + high) / 2).mid()
            pieces += [(low, middle), (middle, high)]


def _bounded(body: Code, variable: Symbol, scope: Scope, piece: arb) -> None:
    inner = scope.inside()
    inner[variable] = piece
    value = body(inner)
    if isinstance(value, Array) or not (type(value) is fmpq or value.is_finite()):
        raise Indeterminate


def _continued(compiler: Compiler, term: Term, variable: Symbol) -> Integrand | None:
    """The analytic continuation of a term in one variable, or None where there is no rule."""
    if variable not in term.symbols:
        code = compiler.value(term)
        return lambda scope, _, __: acb(code(scope))
    if term is variable:
        return lambda _, z, __: z
    if not isinstance(term, Apply):
        return None
    rule = _RULES.get(term.head, _function)
    return rule(compiler, term, variable)


def _parts(compiler: Compiler, term: Apply, variable: Symbol) -> list[Integrand] | None:
    parts = [_continued(compiler, c, variable) for c in term.children]
    known = [p for p in parts if p is not None]
    return known if len(known) == len(parts) else None


def _folded(operation: Callable[[Any, Any], Any]) -> Callable[[Compiler, Apply, Symbol], Integrand | None]:
    def build(compiler: Compiler, term: Apply, variable: Symbol) -> Integrand | None:
        parts = _parts(compiler, term, variable)
        if parts is None:
            return None
        return lambda scope, z, analytic: reduce(operation, [p(scope, z, analytic) for p in parts])

    return build


def _power(compiler: Compiler, term: Apply, variable: Symbol) -> Integrand | None:
    base, exponent = term.children
    inside = _continued(compiler, base, variable)
    times = _continued(compiler, exponent, variable)
    if inside is None or times is None:
        return None
    if isinstance(exponent, Number) and exponent.value.denominator == 1:
        whole = exponent.value.numerator
        if abs(whole) > MOST_EVALUATIONS:
            return None
        return lambda scope, z, analytic: _integer_power(inside(scope, z, analytic), whole)
    return lambda scope, z, analytic: inside(scope, z, analytic).pow(
        times(scope, z, analytic), analytic=analytic
    )


def _integer_power(value: acb, exponent: int) -> acb:
    result = acb(1)
    for _ in range(abs(exponent)):
        result = result * value
    return result if exponent >= 0 else 1 / result


def _log(compiler: Compiler, term: Apply, variable: Symbol) -> Integrand | None:
    inside = _continued(compiler, term.children[0], variable)
    if inside is None:
        return None
    return lambda scope, z, analytic: inside(scope, z, analytic).log(analytic=analytic)


def _absolute(compiler: Compiler, term: Apply, variable: Symbol) -> Integrand | None:
    inside = _continued(compiler, term.children[0], variable)
    if inside is None:
        return None
    return lambda scope, z, analytic: inside(scope, z, analytic).real_abs(analytic=analytic)


def _largest(compiler: Compiler, term: Apply, variable: Symbol) -> Integrand | None:
    parts = _parts(compiler, term, variable)
    if parts is None or len(parts) != 2:
        return None
    first, second = parts
    return lambda scope, z, analytic: first(scope, z, analytic).real_max(
        second(scope, z, analytic), analytic=analytic
    )


def _function(compiler: Compiler, term: Apply, variable: Symbol) -> Integrand | None:
    record = function(term.head)
    if record is None or record.shape != "scalar" or len(term.children) != 1:
        return None
    ball = record.ball
    if term.head in _MEROMORPHIC and ball is not None:
        inside = _continued(compiler, term.children[0], variable)
        return None if inside is None else lambda scope, z, analytic: ball(inside(scope, z, analytic))
    if record.definition is None:
        return None
    return _continued(compiler, record.definition(*term.children), variable)


_RULES: Final[dict[str, Callable[[Compiler, Apply, Symbol], Integrand | None]]] = {
    "add": _folded(add),
    "multiply": _folded(mul),
    "power": _power,
    "log": _log,
    "abs": _absolute,
    "max": _largest,
}
