"""Kronecker deltas under sums: ``sum_j delta(j, k) f(j)`` is ``f(k)`` if ``k`` is in the range, else 0."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.algebra.components import delta
from derive.algebra.dimensions import linear
from derive.algebra.shapes import sort_of
from derive.core.sort import Field
from derive.core.term import ONE, ZERO, Apply, Binder, Number, Symbol, Term, bind, fresh, replace

Proves = Callable[[Term], bool]
_Product = tuple[Term, ...]


def nothing(_: Term) -> bool:
    """Prove nothing."""
    return False


def contract(term: Term, proves: Proves = nothing) -> Term:
    """The term with deltas contracted, innermost sums first.

    Where ``proves`` does not establish that the index lies in the range of the sum, the
    result is guarded: ``cases(f(k), and(le(lower, k), le(k, upper)), 0)``.
    """
    return _Contraction(proves).of(term)


@dataclass(frozen=True, slots=True)
class _Contraction:
    proves: Proves
    ranges: frozenset[Term] = frozenset()

    def of(self, term: Term) -> Term:
        if not _has_delta(term):
            return term
        if isinstance(term, Binder):
            return self._binder(term)
        children = tuple([self.of(c) for c in term.children])
        return delta(*children) if _is_delta(term) else term.rebuild(children)

    def _binder(self, term: Binder) -> Term:
        # No document can contain such a name, so no hypothesis of ``proves`` is about it.
        variable = fresh("@j", term.variable.sort, term)
        inside = _Contraction(self.proves, self.ranges | _ranges(term, variable))
        body = inside.of(term.open(variable))
        parameters = [self.of(p) for p in term.parameters]
        if term.kind != "sum" or not _mentions(body, variable):
            return _pulled(term.kind, variable, body, *parameters)
        lower, upper = parameters
        return _total([self._sum(p, variable, lower, upper) for p in _products(body)])

    def _sum(self, factors: _Product, j: Symbol, lower: Term, upper: Term) -> Term:
        for position, factor in enumerate(factors):
            at = _solved(factor, j)
            if at is not None:
                rest = _times((*factors[:position], *factors[position + 1 :]))
                return self._guarded(replace(rest, {j: at}), at, lower, upper)
        return _pulled("sum", j, _times(factors), lower, upper)

    def _guarded(self, value: Term, at: Term, lower: Term, upper: Term) -> Term:
        value = self.of(value)
        bounds = (Apply("le", lower, at), Apply("le", at, upper))
        open_ = [b for b in bounds if not (_evident(b) or b in self.ranges or self.proves(b))]
        if not open_ or value is ZERO:
            return value
        return Apply("cases", value, Apply("and", *open_) if len(open_) > 1 else open_[0], ZERO)


def _ranges(term: Binder, variable: Symbol) -> frozenset[Term]:
    """What is known of an index inside its binder."""
    if term.kind == "tabulate":
        return frozenset((Apply("le", ONE, variable), Apply("le", variable, term.parameters[0])))
    if term.kind in ("sum", "product", "maximum", "minimum"):
        lower, upper = term.parameters
        return frozenset((Apply("le", lower, variable), Apply("le", variable, upper)))
    return frozenset()


def _evident(bound: Apply) -> bool:
    low, high = bound.children
    if low is high:
        return True
    return isinstance(low, Number) and isinstance(high, Number) and low.value <= high.value


def _has_delta(term: Term) -> bool:
    return (isinstance(term, Apply) and term.head == "delta") or any(map(_has_delta, term.children))


def _is_delta(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "delta"


def _mentions(body: Term, variable: Symbol) -> bool:
    """Whether a delta with this index stands among the factors of a summand."""
    if _is_delta(body):
        return variable in body.symbols
    if isinstance(body, Apply) and body.head in ("add", "multiply"):
        return any(_mentions(c, variable) for c in body.children)
    return False


def _products(body: Term) -> list[_Product]:
    """The body as a sum of products, multiplied out only where that lays a delta open."""
    if isinstance(body, Apply) and body.head == "add":
        return [p for c in body.children for p in _products(c)]
    if not isinstance(body, Apply) or body.head != "multiply":
        return [(body,)]
    found: list[_Product] = [()]
    for factor in body.children:
        parts = _products(factor) if _holds_delta(factor) else [(factor,)]
        found = [(*left, *right) for left in found for right in parts]
    return found


def _holds_delta(term: Term) -> bool:
    """Whether a delta stands in the term under sums and products only."""
    if _is_delta(term):
        return True
    inside = isinstance(term, Apply) and term.head in ("add", "multiply")
    return inside and any(map(_holds_delta, term.children))


def _solved(factor: Term, j: Symbol) -> Term | None:
    """The integer ``j`` for which a delta is 1, if ``j`` occurs in it once and bare, up to a shift."""
    if not _is_delta(factor) or j not in factor.symbols:
        return None
    left, right = factor.children
    if left is j and j not in right.symbols:
        at: Term | None = right
    elif right is j and j not in left.symbols:
        at = left
    else:
        at = _shifted(left, right, j)
    return at if at is not None and sort_of(at).field is Field.INTEGER else None


def _shifted(left: Term, right: Term, j: Symbol) -> Term | None:
    form = linear(left)
    for t, c in linear(right).items():
        form[t] = form.get(t, 0) - c
    scale = form.pop(j, 0)
    if abs(scale) != 1 or any(j in t.symbols for t, c in form.items() if c):
        return None
    if any(c.denominator != 1 for c in form.values()):
        return None
    parts = [
        _times((Number(-c * scale), t) if t is not ONE else (Number(-c * scale),))
        for t, c in form.items()
        if c
    ]
    return _total(parts)


def _times(factors: _Product) -> Term:
    rest = [f for f in factors if f is not ONE]
    return Apply("multiply", *rest) if len(rest) > 1 else rest[0] if rest else ONE


def _total(parts: list[Term]) -> Term:
    rest = [p for p in parts if p is not ZERO]
    return Apply("add", *rest) if len(rest) > 1 else rest[0] if rest else ZERO


def _pulled(kind: str, variable: Symbol, body: Term, *parameters: Term) -> Term:
    """The binder; from a sum, deltas that do not contain its index come out in front."""
    if kind != "sum" or not isinstance(body, Apply) or body.head != "multiply":
        return bind(kind, variable, body, *parameters)
    out = [f for f in body.children if _is_delta(f) and variable not in f.symbols]
    inside = tuple(f for f in body.children if f not in out)
    return _times((*out, bind(kind, variable, _times(inside), *parameters)))
