"""Derivatives at a point: worked out, where the body is defined and the derivative valid."""

from typing import Any

from derive.algebra.balls_numbers import Indeterminate
from derive.algebra.balls_program import Code, Compiler, Scope, refused
from derive.algebra.differentiate import DerivativeError, differentiate, smoothness
from derive.core.term import Binder, Symbol, Term, replace, subterms


def derivative(compiler: Compiler, binder: Binder) -> Code:
    """Loose variables get free names first, so that nothing worked out can capture them."""
    point = compiler.value(binder.parameters[0])
    inputs = sorted((s for s in binder.symbols if s.is_bound), key=lambda s: s.name)
    names = {s: Symbol(f"@{s.name}", s.sort) for s in (*inputs, binder.variable)}
    worked_out = _worked_out(binder, names)
    if worked_out is None:
        return refused
    body, derivative, conditions = worked_out
    value, slope = Compiler(body).value(body), Compiler(derivative).value(derivative)
    tests = [Compiler(c).truth(c) for c in conditions]
    variable = names[binder.variable]

    def run(scope: Scope) -> Any:
        inner = Scope({s: v for s, v in scope.items() if isinstance(s, Symbol)}, scope.work)
        inner.update({names[s]: scope[s] for s in inputs})
        inner[variable] = point(scope)
        value(inner)
        if not all(test(inner) for test in tests):
            raise Indeterminate
        return slope(inner)

    return run


def _worked_out(binder: Binder, names: dict[Symbol, Symbol]) -> tuple[Term, Term, tuple[Term, ...]] | None:
    """The body, its derivative and the conditions under which that is valid, in free symbols."""
    mapping: dict[Term, Term] = dict(names.items())
    body, variable = replace(binder.body, mapping), names[binder.variable]
    indices = tuple(replace(i, mapping) for i in binder.parameters[1:])
    try:
        derivative, conditions = differentiate(body, variable, *indices), smoothness(body, variable)
    except DerivativeError:
        return None
    if any(isinstance(t, Binder) and t.kind == "derivative" for t in subterms(derivative)):
        return None
    return body, derivative, conditions
