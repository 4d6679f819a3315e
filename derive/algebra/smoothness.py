"""Where a derivative worked out by rule is the derivative: away from kinks, jumps and edges."""

from collections.abc import Callable, Iterable
from typing import Final

from derive.algebra.components import component, indices_of, scalarize
from derive.algebra.decay import dominated
from derive.algebra.derivative_rules import DerivativeError, Differentiation
from derive.algebra.facts_hypotheses import MINUS_INFINITY
from derive.algebra.partials import partial_of
from derive.algebra.shapes import shape_of, sort_of
from derive.algebra.unfold import expand
from derive.core.sort import Field
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    replace,
)
from derive.theory.function import function

Propositions = tuple[Term, ...]
Resolve = Callable[[Term], Term]


def conditions(term: Term, variable: Symbol, resolve: Resolve) -> Propositions:
    """Propositions under which the rules are valid for ``term``, where it is defined.

    Raises:
        DerivativeError: the term holds something whose derivative has no rule.
    """
    shape = shape_of(term)
    if not shape:
        return Smoothness(variable, resolve).of(scalarize(term))
    indices = indices_of(term, variable)
    found = Smoothness(variable, resolve).of(component(term, *indices))
    for i, length in zip(indices, shape, strict=True):
        found = everywhere(i, (Apply("le", ONE, i), Apply("le", i, length)), found)
    return found


def everywhere(variable: Symbol, ranges: Propositions, found: Propositions) -> Propositions:
    """The propositions for all values of the variable in a range; as they are if it does not occur."""
    return tuple(
        bind("forall", variable, Apply("implies", Apply("and", *ranges), p) if ranges else p)
        if variable in p.symbols
        else p
        for p in found
    )


def _distinct(parts: Iterable[Term]) -> Propositions:
    return tuple(dict.fromkeys(p for p in parts if not _evident(p)))


def _evident(proposition: Term) -> bool:
    """Whether two different numbers are said to be unequal, or to be in their order."""
    if not isinstance(proposition, Apply) or proposition.head not in ("ne", "lt", "le"):
        return False
    left, right = proposition.children
    if not isinstance(left, Number) or not isinstance(right, Number):
        return False
    return left is not right if proposition.head == "ne" else left.value < right.value


class Smoothness:
    """The conditions for one variable."""

    __slots__ = ("done", "resolve", "variable")

    def __init__(self, variable: Symbol, resolve: Resolve) -> None:
        """``resolve`` works out derivatives inside the term."""
        self.variable = variable
        self.resolve = resolve
        self.done: dict[Term, Propositions] = {}

    def of(self, term: Term) -> Propositions:
        """The conditions of a scalar term and all parts of it that contain the variable."""
        if self.variable not in term.symbols or term is self.variable:
            return ()
        found = self.done.get(term)
        if found is None:
            found = self._rule(term)
            found = self.done[term] = _distinct(found) if found else ()
        return found

    def _rule(self, term: Term) -> Propositions:
        if isinstance(term, Apply):
            return _HEADS.get(term.head, _function)(self, term)
        if isinstance(term, Binder):
            rule = _BINDERS.get(term.kind)
            if rule is None:
                raise DerivativeError(term)
            return rule(self, term)
        if isinstance(term, Component) and isinstance(term.base, Apply):
            return _unknown(self, term) if term.base.head == "apply" else _inverse(self, term.base)
        return ()

    def below(self, term: Term) -> Propositions:
        """The conditions of the parts."""
        return tuple([p for c in term.children if c.children for p in self.of(c)])

    def open(self, binder: Binder) -> tuple[Symbol, Term]:
        """The body with a new symbol for the bound variable."""
        symbol = fresh("j", binder.variable.sort, binder, self.variable)
        return symbol, binder.open(symbol)


def _function(s: Smoothness, term: Apply) -> Propositions:
    known = function(term.head)
    if known is None:
        raise DerivativeError(term)
    if known.derivative:
        return (*known.smooth(*term.children), *s.below(term))
    definition = None if known.values == "integer" else expand(term)
    if definition is None:
        raise DerivativeError(term)
    return s.of(definition)


def _power(s: Smoothness, term: Apply) -> Propositions:
    base, exponent = term.children
    below = s.below(term)
    positive = Apply("lt", ZERO, base)
    if s.variable in exponent.symbols:
        return (positive, *below)
    if sort_of(exponent).field is not Field.INTEGER:
        return (positive, *below)
    if isinstance(exponent, Number):
        return below
    return (Apply("or", Apply("ne", base, ZERO), Apply("le", ONE, exponent)), *below)


def _root(s: Smoothness, term: Apply) -> Propositions:
    return (Apply("ne", term.children[0], ZERO), *s.below(term))


def _extremum(s: Smoothness, term: Apply) -> Propositions:
    arguments = term.children
    ties = [
        Apply("ne", a, b)
        for i, a in enumerate(arguments)
        for b in arguments[i + 1 :]
        if s.variable in a.symbols or s.variable in b.symbols
    ]
    return (*ties, *s.below(term))


def _cases(s: Smoothness, term: Apply) -> Propositions:
    """Off the boundaries of the conditions; of the values, only what the condition leaves in force."""
    found: list[Term] = []
    earlier: list[Term] = []
    for position in range(0, len(term.children), 2):
        condition = term.children[position + 1 : position + 2]
        found += [p for c in condition for p in boundary(s, c)]
        guard = (*earlier, *condition)
        for p in s.of(term.children[position]):
            found.append(
                Apply("implies", Apply("and", *guard) if len(guard) > 1 else guard[0], p) if guard else p
            )
        earlier += [Apply("not", c) for c in condition]
    return tuple(found)


def _indicator(s: Smoothness, term: Apply) -> Propositions:
    return boundary(s, term.children[0])


def boundary(s: Smoothness, condition: Term) -> Propositions:
    """Propositions that keep the variable off the points where the condition changes."""
    if s.variable not in condition.symbols:
        return ()
    if not isinstance(condition, Apply):
        raise DerivativeError(condition)
    if condition.head in ("eq", "ne", "lt", "le", "gt", "ge"):
        return (Apply("ne", *condition.children),)
    if condition.head in ("and", "or", "not", "implies", "iff"):
        return tuple(p for c in condition.children for p in boundary(s, c))
    if condition.head == "member":
        return _edges(condition)
    raise DerivativeError(condition)


def _edges(condition: Apply) -> Propositions:
    value, region = condition.children
    if isinstance(region, Apply) and region.head == "interval":
        return tuple(Apply("ne", value, end) for end in region.children[:2])
    if isinstance(region, Apply) and region.head == "finite_set":
        return tuple(Apply("ne", value, element) for element in region.children)
    if isinstance(region, Apply) and region.head == "integers":
        return (Apply("not", condition),)
    if isinstance(region, Apply) and region.head == "reals":
        return ()
    raise DerivativeError(condition)


def _inverse(s: Smoothness, inverse: Apply) -> Propositions:
    if inverse.head not in ("inverse", "determinant"):
        raise DerivativeError(inverse)
    (matrix,) = inverse.children
    return conditions(matrix, s.variable, s.resolve)


def _determinant(s: Smoothness, term: Apply) -> Propositions:
    return (Apply("ne", term, ZERO), *_inverse(s, term))


def _unknown(s: Smoothness, term: Term) -> Propositions:
    partial = partial_of(term)
    if partial is None:
        raise DerivativeError(term)
    return tuple(p for a in partial.arguments for p in conditions(a, s.variable, s.resolve))


def _sum(s: Smoothness, term: Binder) -> Propositions:
    lower, upper = term.parameters
    j, body = s.open(term)
    return everywhere(j, (Apply("le", lower, j), Apply("le", j, upper)), s.of(body))


def _product(s: Smoothness, term: Binder) -> Propositions:
    lower, upper = term.parameters
    j, body = s.open(term)
    found = (Apply("ne", body, ZERO), *s.of(body))
    return everywhere(j, (Apply("le", lower, j), Apply("le", j, upper)), found)


def _integral(s: Smoothness, term: Binder) -> Propositions:
    """The integrand and its derivative are continuous on the closed interval, and at moving ends."""
    lower, upper = term.parameters
    t, body = s.open(term)
    between = (
        Apply("le", Apply("min", lower, upper), t),
        Apply("le", t, Apply("max", lower, upper)),
    )
    if s.variable not in body.symbols:
        found = []
    elif lower is MINUS_INFINITY or upper is INFINITY:
        found = list(_improper(s, term, t, body))
    else:
        found = list(everywhere(t, between, (*s.of(body), *_domain(body))))
    for end in term.parameters:
        if s.variable in end.symbols:
            at_end = (*conditions(body, t, s.resolve), *_domain(body))
            found += [replace(p, {t: end}) for p in at_end]
            found += s.of(end)
    return tuple(found)


def _improper(s: Smoothness, term: Binder, t: Symbol, body: Term) -> Propositions:
    """The integrand is differentiable inside the range, and a bound of its derivative can be integrated."""
    known = dominated(Differentiation(s.variable, (), s.resolve).of(body), t, term.parameters)
    if known is None:
        raise DerivativeError(term)
    lower, upper = term.parameters
    between = [Apply("lt", lower, t)] if lower is not MINUS_INFINITY else []
    between += [Apply("lt", t, upper)] if upper is not INFINITY else []
    at_ends = {Apply("ne", *pair) for end in term.parameters for pair in ((t, end), (end, t))}
    inside = (p for p in (*s.of(body), *_domain(body)) if p not in at_ends)
    return *known, *everywhere(t, tuple(between), tuple(inside))


def _domain(term: Term) -> Propositions:
    """Where the functions and powers in a term are defined; only terms without binders."""
    if isinstance(term, Binder):
        raise DerivativeError(term)
    found = [p for c in term.children for p in _domain(c)]
    if isinstance(term, Apply):
        found += _own_domain(term)
    return _distinct(found)


def _own_domain(term: Apply) -> Propositions:
    if term.head == "power":
        base, exponent = term.children
        if not isinstance(exponent, Number) or exponent.value.denominator != 1:
            return (Apply("lt", ZERO, base),)
        return (Apply("ne", base, ZERO),) if exponent.value < 0 else ()
    known = function(term.head)
    return known.domain(*term.children) if known else ()


def _antiderivative(s: Smoothness, term: Binder) -> Propositions:
    (at,) = term.parameters
    t, body = s.open(term)
    return (*(replace(p, {t: at}) for p in conditions(body, t, s.resolve)), *s.of(at))


def _derivative(s: Smoothness, term: Binder) -> Propositions:
    if partial_of(term) is not None:
        return _unknown(s, term)
    at = term.parameters[0]
    u, body = s.open(term)
    first = conditions(body, u, s.resolve)
    return (*(replace(p, {u: at}) for p in first), *s.of(s.resolve(term)))


_HEADS: Final[dict[str, Callable[[Smoothness, Apply], Propositions]]] = {
    "add": Smoothness.below,
    "multiply": Smoothness.below,
    "power": _power,
    "root": _root,
    "max": _extremum,
    "min": _extremum,
    "cases": _cases,
    "indicator": _indicator,
    "delta": lambda _, __: (),
    "apply": _unknown,
    "determinant": _determinant,
}

_BINDERS: Final[dict[str, Callable[[Smoothness, Binder], Propositions]]] = {
    "sum": _sum,
    "product": _product,
    "integral": _integral,
    "antiderivative": _antiderivative,
    "derivative": _derivative,
}
