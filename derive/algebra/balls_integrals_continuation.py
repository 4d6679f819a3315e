"""The analytic continuation of integrands around an interval, for integration by flint.

flint asks for values on complex balls, and whether the integrand is analytic there; where that is not
shown, the value is nan.
"""

from collections.abc import Callable
from functools import reduce
from operator import add, mul
from typing import Any, Final

from flint import acb, arb

from derive.algebra.balls_numbers import Indeterminate
from derive.algebra.balls_program import Compiler, Scope
from derive.core.term import Apply, Number, Symbol, Term
from derive.theory.function import function

FEWEST_EVALUATIONS: Final = 200
MOST_EVALUATIONS: Final = 8000
MOST_DEGREE: Final = 2000
_SPARE_BITS: Final = 8

Integrand = Callable[[Scope, Any, bool], Any]
_MEROMORPHIC: Final = frozenset(
    (
        *("exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth", "sech", "csch"),
        *("sigmoid", "erf", "erfc", "erfi", "gamma"),
    )
)


def integrated(
    continued: Callable[[Any, bool], Any], first: Any, last: Any, bits: int, size: int, scope: Scope
) -> arb:
    """The integral of a continued function between two numbers, to about so many bits.

    Raises:
        Indeterminate: it was not enclosed.
    """
    tolerance = arb(2) ** (_SPARE_BITS - bits)
    scope.charge(size * FEWEST_EVALUATIONS)
    calls = [0]

    def counted(z: Any, analytic: bool) -> Any:
        calls[0] += 1
        return continued(z, analytic)

    limit = min(MOST_EVALUATIONS, max(FEWEST_EVALUATIONS, 2 * scope.work[0] // size))
    found = acb.integral(
        counted, acb(first), acb(last), rel_tol=tolerance, abs_tol=tolerance, eval_limit=limit
    )
    scope.charge(size * calls[0] // 2)
    if not found.is_finite():
        raise Indeterminate
    return found.real


def continuation(compiler: Compiler, term: Term, variable: Symbol) -> Integrand | None:
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
    parts = [continuation(compiler, c, variable) for c in term.children]
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
    inside = continuation(compiler, base, variable)
    times = continuation(compiler, exponent, variable)
    if inside is None or times is None:
        return None
    if isinstance(exponent, Number) and exponent.value.denominator == 1:
        whole = exponent.value.numerator
        if abs(whole) > MOST_DEGREE:
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
    inside = continuation(compiler, term.children[0], variable)
    if inside is None:
        return None
    return lambda scope, z, analytic: inside(scope, z, analytic).log(analytic=analytic)


def _absolute(compiler: Compiler, term: Apply, variable: Symbol) -> Integrand | None:
    inside = continuation(compiler, term.children[0], variable)
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
        inside = continuation(compiler, term.children[0], variable)
        return None if inside is None else lambda scope, z, analytic: ball(inside(scope, z, analytic))
    if record.definition is None:
        return None
    return continuation(compiler, record.definition(*term.children), variable)


def _cut(across: Callable[[Any], bool]) -> Callable[[Compiler, Apply, Symbol], Integrand | None]:
    """A function with branch cuts; ``across`` tells that a ball may meet one."""

    def build(compiler: Compiler, term: Apply, variable: Symbol) -> Integrand | None:
        inside = continuation(compiler, term.children[0], variable)
        if inside is None:
            return None
        name = _NAMES.get(term.head, term.head)

        def run(scope: Scope, z: Any, analytic: bool) -> Any:
            at = inside(scope, z, analytic)
            return acb(arb.nan()) if analytic and across(at) else getattr(at, name)()

        return run

    return build


_NAMES: Final = {"arsinh": "asinh", "artanh": "atanh", "arcosh": "acosh"}


def _imaginary_cut(z: acb) -> bool:
    """Whether a ball may meet the imaginary axis at or beyond a distance 1."""
    return z.real.contains(0) and not abs(z.imag) < 1


def _real_cut(z: acb) -> bool:
    """Whether a ball may meet the real axis at or beyond a distance 1."""
    return z.imag.contains(0) and not abs(z.real) < 1


def _left_cut(z: acb) -> bool:
    """Whether a ball may meet the real axis at or below 1."""
    return z.imag.contains(0) and not z.real > 1


_RULES: Final[dict[str, Callable[[Compiler, Apply, Symbol], Integrand | None]]] = {
    "add": _folded(add),
    "multiply": _folded(mul),
    "power": _power,
    "log": _log,
    "abs": _absolute,
    "max": _largest,
    "atan": _cut(_imaginary_cut),
    "arsinh": _cut(_imaginary_cut),
    "asin": _cut(_real_cut),
    "acos": _cut(_real_cut),
    "artanh": _cut(_real_cut),
    "arcosh": _cut(_left_cut),
}
