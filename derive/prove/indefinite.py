"""Indefinite integrals: a claim about them is a claim about derivatives, up to a constant."""

from collections.abc import Iterator
from functools import lru_cache

from derive.algebra.differentiate import DerivativeError, resolve
from derive.core.term import Apply, Binder, Symbol, Term, bind, subterms


def derivative(term: Term, variable: Symbol) -> Term:
    """The derivative by the variable, at the variable."""
    return bind("derivative", variable, term, variable)


@lru_cache(maxsize=1 << 12)
def pointwise(goal: Term) -> Term:
    """What an equation between indefinite integrals says of each point; any other goal as it is."""
    variable = variable_of(goal)
    if variable is None:
        return goal
    return Apply("eq", *(derivative(side, variable) for side in goal.children))


@lru_cache(maxsize=1 << 12)
def at_a_point(goal: Term) -> Term:
    """The same with the derivatives worked out, so that it can be evaluated."""
    if variable_of(goal) is None:
        return goal
    try:
        return resolve(pointwise(goal))
    except DerivativeError:
        return pointwise(goal)


def variable_of(goal: Term) -> Symbol | None:
    """The variable of an equation whose sides are sums with indefinite integrals; None for other goals."""
    if not (goal.binders and isinstance(goal, Apply) and goal.head == "eq"):
        return None
    parts = [part for side in goal.children for part in _parts(side)]
    variables = {v for v in map(_integrated, parts) if v is not None}
    if len(variables) != 1:
        return None
    (variable,) = variables
    return variable if all(_is_plain(part, variable) for part in parts) else None


def _parts(side: Term) -> Iterator[Term]:
    """The summands, without factors that are numbers."""
    if isinstance(side, Apply) and side.head == "add":
        for child in side.children:
            yield from _parts(child)
    else:
        yield side


def _integrated(part: Term) -> Symbol | None:
    """The variable by which a summand integrates, if it is a constant times an indefinite integral."""
    if is_indefinite(part) and isinstance(part.children[1], Symbol):
        return part.children[1]
    if isinstance(part, Apply) and part.head == "multiply":
        found = [_integrated(c) for c in part.children]
        variables = [v for v in found if v is not None]
        return variables[0] if len(variables) == 1 else None
    return None


def _is_plain(part: Term, variable: Symbol) -> bool:
    """Whether a summand has no indefinite integral, or is one by the variable with a constant factor."""
    if not any(is_indefinite(t) for t in subterms(part)):
        return True
    if is_indefinite(part):
        return part.children[1] is variable and not any(is_indefinite(t) for t in subterms(part.children[0]))
    factors = [c for c in part.children if not any(is_indefinite(t) for t in subterms(c))]
    return len(factors) == len(part.children) - 1 and all(variable not in f.symbols for f in factors)


def is_indefinite(term: Term) -> bool:
    """Whether the term is an indefinite integral."""
    return isinstance(term, Binder) and term.kind == "antiderivative"
