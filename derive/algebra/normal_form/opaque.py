"""Atoms without rules of their own: named by their head over canonical arguments."""

from typing import TYPE_CHECKING

from derive.algebra.components import component, scalarize
from derive.algebra.differentiate import resolve
from derive.algebra.normal_form.evaluation import Engine, Handler
from derive.algebra.normal_form.restore import term_of
from derive.algebra.normal_form.ring import Quotient
from derive.algebra.unfold import expand
from derive.core.sort import FunctionSort, Sort
from derive.core.term import Apply, Binder, Component, Symbol, Term

if TYPE_CHECKING:
    from collections.abc import Callable

STRUCTURAL = frozenset(
    (
        *("eq", "ne", "lt", "le", "gt", "ge", "member", "and", "or", "not", "implies", "iff"),
        *("interval", "finite_set", "reals", "integers", "infinity"),
        *(
            "vector",
            "matrix",
            "matmul",
            "transpose",
            "inverse",
            "diagonal",
            "hadamard",
            "kronecker",
            "vec",
            "stack",
            "beside",
            "identity",
            "ones",
            "zeros",
        ),
    )
)
_ODD = frozenset(("erf", "erfi", "sine_integral"))
_INTEGER_VALUED = frozenset(("floor", "ceil", "binomial", "delta", "indicator", "heaviside"))


def canonical(engine: Engine, term: Term) -> Term:
    """The term with canonical scalars in it; arrays, sets and propositions keep their structure."""
    if isinstance(term, Symbol) or not is_scalar(term):
        if not term.children or isinstance(term, Binder):
            return term
        return term.rebuild(tuple(canonical(engine, c) for c in term.children))
    return term_of(engine, engine.value(term))


def is_scalar(term: Term) -> bool:
    """Whether the term is a number; told by its head."""
    if isinstance(term, Symbol):
        return isinstance(term.sort, Sort) and term.sort.is_scalar
    if isinstance(term, Apply):
        return term.head not in STRUCTURAL
    return not (isinstance(term, Binder) and term.kind in ("tabulate", "lambda", "forall", "exists"))


def opaque(engine: Engine, term: Term) -> Quotient:
    """The generator for a term whose arguments only are put in canonical form."""
    if isinstance(term, Apply):
        named: Term = Apply(term.head, *(canonical(engine, c) for c in term.children))
    else:
        named = term
    integer = isinstance(term, Apply) and term.head in _INTEGER_VALUED
    return engine.atom("opaque", named, integer=integer)


def opaque_value(engine: Engine, head: str, *values: Quotient) -> Quotient:
    """The generator for a function of values that are known already."""
    return engine.atom("opaque", Apply(head, *(term_of(engine, v) for v in values)))


def _other(engine: Engine, term: Term) -> Quotient:
    """A function by its definition, an odd one by its absolute argument, anything else as it is."""
    if not isinstance(term, Apply):
        return opaque(engine, term)
    definition = expand(term)
    if definition is not None:
        return engine.value(definition)
    if term.head in _ODD:
        return odd(engine, term.head, engine.value(term.children[0]))
    return opaque(engine, term)


def odd(engine: Engine, head: str, inside: Quotient) -> Quotient:
    """An odd function: the sign of the argument is taken out."""
    if engine.is_zero(inside):
        return engine.ring.zero
    inside = engine.normal(inside)
    if leads_negative(inside):
        return engine.ring.negative(opaque_value(engine, head, engine.ring.negative(inside)))
    return opaque_value(engine, head, inside)


def leads_negative(value: Quotient) -> bool:
    """Whether the leading coefficient is negative: of a value and its negative exactly one is."""
    return bool(value.numerator.leading_coefficient() < 0)


def _component(engine: Engine, term: Term) -> Quotient:
    """An entry of an array: of a symbol it is an atom with canonical indices."""
    base, *indices = term.children
    if isinstance(base, Symbol):
        return engine.atom("component", Component(base, *_places(engine, base, indices)))
    entry = component(base, *indices)
    if entry is term:
        named = Component(canonical(engine, base), *_places(engine, base, indices))
        return engine.atom("component", named)
    return engine.value(entry)


def _places(engine: Engine, base: Term, indices: list[Term]) -> list[Term]:
    """Canonical indices; in order, where the array or what it is the inverse of is known to be symmetric."""
    places = [canonical(engine, i) for i in indices]
    if isinstance(base, Apply) and base.head == "inverse":
        (base,) = base.children
    if len(places) == 2 and base in engine.symmetric:
        engine.used[engine.symmetric[base]] = None
        places.sort(key=lambda i: (i.size, i.digest))
    return places


def _apply(engine: Engine, term: Term) -> Quotient:
    """An unknown function of canonical arguments."""
    function, *arguments = term.children
    named = Apply("apply", function, *(canonical(engine, a) for a in arguments))
    real = not isinstance(function, Symbol) or isinstance(function.sort, FunctionSort)
    return engine.atom("opaque", named) if real else opaque(engine, term)


def _scalarized(engine: Engine, term: Term) -> Quotient:
    """A number made of arrays, in terms of their components."""
    scalar = scalarize(term)
    return opaque(engine, term) if scalar is term else engine.value(scalar)


def _derivative(engine: Engine, term: Term) -> Quotient:
    """A derivative, worked out; opaque where the rules do not reach."""
    resolved = resolve(term)
    return opaque(engine, term) if resolved is term else engine.value(resolved)


_SCALARS: "dict[str, Callable[[Engine, Term], Quotient]]" = dict.fromkeys(
    ("trace", "norm", "inner", "matmul", "determinant"), _scalarized
)

HANDLERS: dict[str, Handler] = {
    "": _other,
    "[]": _component,
    "apply": _apply,
    "derivative": _derivative,
    **_SCALARS,
}
