"""Derivatives at a point: worked out, where the body is defined and the derivative valid."""

from typing import Any

from derive.algebra.balls_numbers import Indeterminate
from derive.algebra.balls_program import Code, Compiler, Scope, refused
from derive.algebra.differentiate import DerivativeError, differentiate, opened, smoothness
from derive.algebra.partials import partial_of
from derive.algebra.shapes import ShapeError
from derive.core.term import Binder, Symbol, Term, binders_in, replace


def derivative(compiler: Compiler, binder: Binder) -> Code:
    """Loose variables get free names first, so that nothing worked out can capture them."""
    at, *indices = binder.parameters
    variable, body = opened(binder)
    if variable is at and not any(s.is_bound for s in binder.symbols):
        return _in_place(compiler, body, variable, *indices)
    point = compiler.value(at)
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


def _in_place(compiler: Compiler, body: Term, variable: Symbol, *indices: Term) -> Code:
    """The derivative at the variable itself: it has parts in common with what is around it."""
    found = rules(body, variable, *indices)
    if found is None:
        return refused
    derivative, conditions = found
    compiler.share(body, derivative)
    value, slope = compiler.value(body), compiler.value(derivative)
    tests = [compiler.truth(c) for c in conditions]

    def run(scope: Scope) -> Any:
        value(scope)
        if not all(test(scope) for test in tests):
            raise Indeterminate
        return slope(scope)

    return run


def _worked_out(binder: Binder, names: dict[Symbol, Symbol]) -> tuple[Term, Term, tuple[Term, ...]] | None:
    """The body, its derivative and the conditions under which that is valid, in free symbols."""
    mapping: dict[Term, Term] = dict(names.items())
    body, variable = replace(binder.body, mapping), names[binder.variable]
    indices = tuple(replace(i, mapping) for i in binder.parameters[1:])
    found = rules(body, variable, *indices)
    return None if found is None else (body, *found)


def rules(body: Term, variable: Symbol, *indices: Term) -> tuple[Term, tuple[Term, ...]] | None:
    """The derivative, and the conditions under which it is that; None where the rules do not reach."""
    try:
        derivative, conditions = differentiate(body, variable, *indices), smoothness(body, variable)
    except (DerivativeError, ShapeError):
        return None
    if any(t.kind == "derivative" and partial_of(t) is not None for t in binders_in(derivative)):
        return None
    return derivative, conditions
