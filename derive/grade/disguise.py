"""What is a side of the goal in disguise: from one to the other no work has been done."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim, Context
from derive.core.sort import REAL, FunctionSort
from derive.core.term import (
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    subterms,
    subtract,
)
from derive.core.term import replace as substituted
from derive.grade.deciding import holds
from derive.grade.form import divides, form, is_summand, quotient
from derive.grade.path import Goal

_FOLDING = frozenset(("abs", "max", "min"))
_BODIES = frozenset(("derivative", "limit", "integral"))
_SMALL = 3
_LARGE = 200


def likeness(goal: Goal, claim: Claim, nodes: Sequence[Term]) -> Callable[[Term, Term], Term]:
    """Puts a side of the goal in the place of what is that side in disguise, given its form and as written.

    The derivative of ``sin(x)/cos(x)`` is that of ``tan(x)``, and a side with something added and taken away
    again is that side: from one to the other no work has been done. ``nodes`` is all that was written;
    of a side that nobody wrote little is taken for a disguise.
    """
    sides = (goal.left, goal.right)
    known = {side: side for side in sides}
    known |= {n: side for n in nodes if n not in sides and (side := _like(n, sides, claim)) is not None}
    spelled = tuple(side for side in known if side in nodes)

    def like(node: Term, written: Term) -> Term:
        if node in known:
            return known[node]
        found = _whatever_it_is(written, spelled, claim)
        return node if found is None else known[found]

    return like


@lru_cache(maxsize=1 << 14)
def _like(node: Term, sides: tuple[Term, ...], claim: Claim) -> Term | None:
    long = tuple(s for s in sides if not is_plain(s))
    found = (test(node, long, claim) for test in (_padded, _disguised, _same_body))
    return next((side for side in found if side is not None), None)


def is_plain(term: Term) -> bool:
    """Whether a term is a bare number or name, which many unrelated lines have in common."""
    return not term.children or term.size < _SMALL


def _padded(node: Term, sides: Sequence[Term], claim: Claim) -> Term | None:
    """The side that a node is, but for factors that are always 1 together, or summands that are 0.

    Beside an integral, numbers such as ``e^0 - 1`` come from its ends and are no padding.
    """
    has_ends = any(isinstance(s, Binder) and s.kind == "integral" for s in sides)
    for side in (s for s in sides if s.size < node.size):
        if divides(side, node) and _equal(quotient(node, side), ONE, claim):
            return side
        rest = form(subtract(node, side))
        if is_summand(side, node) and (rest.symbols or not has_ends) and _equal(rest, ZERO, claim):
            return side
    return None


def _equal(left: Term, right: Term, claim: Claim) -> bool:
    symbols = sorted(left.symbols | set(claim.context.symbols), key=lambda s: (s.name, s.digest))
    return holds(Claim(Context(tuple(symbols)), Apply("eq", left, right)))


def _disguised(node: Term, sides: Sequence[Term], claim: Claim) -> Term | None:
    """The side to which a node that contains sides is equal whatever their values are."""
    inside = set(subterms(node))
    held = [s for s in sides if s in inside]
    if not held:
        return None
    names = [fresh("side", REAL, node, *sides)]
    names += [fresh("other", REAL, node, *sides)]
    atoms: dict[Term, Term] = dict(zip(held, names, strict=False))
    opaque = substituted(node, atoms)
    context = Context((*claim.context.symbols, *names))
    same = (s for s in held if holds(Claim(context, Apply("eq", opaque, atoms[s]))))
    return next(same, None)


def _same_body(node: Term, sides: Sequence[Term], claim: Claim) -> Term | None:
    """The derivative, limit or integral among the sides that differs from a node in its body only."""
    return next((s for s in sides if isinstance(s, Binder) and _is_like(node, s, claim)), None)


def _is_like(node: Term, side: Binder, claim: Claim) -> bool:
    if not isinstance(node, Binder) or node.kind not in _BODIES:
        return False
    if (node.kind, node.parameters, node.variable.sort) != (side.kind, side.parameters, side.variable.sort):
        return False
    if node.symbols - side.symbols:
        return False
    variable = fresh("t", side.variable.sort, side, node)
    context = replace(claim.context, symbols=(*claim.context.symbols, variable))
    return holds(Claim(context, Apply("eq", side.open(variable), node.open(variable))))


@lru_cache(maxsize=1 << 14)
def _whatever_it_is(written: Term, sides: tuple[Term, ...], claim: Claim) -> Term | None:
    """The side that a term is, whatever function of its variable that is: the slope of its integral."""
    if written.size > _LARGE:
        return None
    f = fresh("f", FunctionSort((REAL,), REAL), written, *sides)
    for side in sides:
        for name in _variables(side):
            context = Context((*_ordered(side, written), *claim.context.symbols, name, f))
            for value in _values(f, side, written, claim):
                hidden = _with_function(written, value, _Place(side, name), (name,))
                if hidden is not written and holds(Claim(context, Apply("eq", hidden, value(name)))):
                    return side
    return None


_Function = Callable[[Term], Term]


def _values(f: Symbol, side: Term, written: Term, claim: Claim) -> Iterator[_Function]:
    """Any function, and where it may matter any function with the sign of the side."""
    yield lambda at: Apply("apply", f, at)
    if any(isinstance(t, Apply) and _folds(t) for t in subterms(written)):
        if holds(replace(claim, proposition=Apply("lt", ZERO, side))):
            yield lambda at: Apply("exp", Apply("apply", f, at))
        elif holds(replace(claim, proposition=Apply("lt", side, ZERO))):
            yield lambda at: Apply("multiply", MINUS_ONE, Apply("exp", Apply("apply", f, at)))


def _folds(term: Apply) -> bool:
    """Whether an operation is none on numbers of one sign, such as the absolute value."""
    exponent = term.children[1] if term.head == "power" else None
    is_root = isinstance(exponent, Number) and exponent.value.denominator != 1
    return is_root or (exponent is not None and not isinstance(exponent, Number)) or term.head in _FOLDING


def _variables(side: Term) -> list[Symbol]:
    """The variables of a side; of a number one that it does not depend on, of a bare name none."""
    if isinstance(side, Symbol):
        return []
    return _ordered(side) or [fresh("x", REAL, side)]


@dataclass(frozen=True, slots=True)
class _Place:
    """A form as a function of one of its variables."""

    body: Term
    variable: Symbol

    def __call__(self, value: Term) -> Term:
        """The form at a value of the variable."""
        return form(substituted(self.body, {self.variable: value}))


def _ordered(*terms: Term) -> list[Symbol]:
    found = {s for t in terms for s in t.symbols if s.sort == REAL}
    return sorted(found, key=lambda s: (s.name, s.digest))


def _with_function(node: Term, f: _Function, at: _Place, places: Sequence[Symbol]) -> Term:
    """The term with ``f`` of the places in the stead of what ``at`` gives for them."""
    for place in places:
        found = _instead(node, at(place), f(place))
        if found is not None:
            return found
    if isinstance(node, Binder):
        variable = fresh("t", node.variable.sort, node, *places)
        more = (*places, variable) if variable.sort == REAL else places
        body = _with_function(node.open(variable), f, at, more)
        return bind(node.kind, variable, body, *(_with_function(p, f, at, places) for p in node.parameters))
    if not node.children:
        return node
    return node.rebuild(tuple(_with_function(c, f, at, places) for c in node.children))


def _instead(node: Term, inner: Term, value: Term) -> Term | None:
    """A term with a value for what it is, or has for a factor or a summand; None if it has not."""
    try:
        whole = form(node)
    except ShapeError:
        return None
    if whole is inner:
        return value
    head = node.head if isinstance(node, Apply) else ""
    if head == "multiply" and inner.symbols and divides(inner, whole):
        return Apply("multiply", quotient(whole, inner), value)
    if head == "add" and is_summand(inner, whole):
        return Apply("add", form(subtract(node, inner)), value)
    return None
