"""Where terms have values, and derivatives: what must hold for it, and what it tells."""

from collections.abc import Iterator
from typing import Final

from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    subterms,
)
from derive.theory.function import function
from derive.trial.applications import is_whole

TOTAL: Final = frozenset(("add", "multiply", "pi", "max", "min", "indicator", "delta", "imaginary"))
LAZY: Final = frozenset(("cases", "indicator", "delta"))
FOLDED: Final = frozenset(("sum", "product", "maximum", "minimum"))
GUARDS: Final = frozenset(("delta", "indicator"))


def is_known(term: Apply) -> bool:
    """Whether it is known where an operation on values has a value."""
    if term.head in TOTAL or term.head in {"power", "root", "factorial"}:
        return not any(t is INFINITY for t in term.children)
    record = function(term.head)
    return record is not None and record.shape == "scalar"


def conditions_of(term: Apply, *, indexed: bool = False) -> tuple[Term, ...]:
    """What holds exactly where an operation has a value, if its arguments have.

    ``indexed`` says that symbols are indices of sums, whose powers ``x^0`` are 1 for all x.
    """
    if term.head == "power":
        return _of_power(*term.children, indexed=indexed)
    if term.head == "root":
        below, degree = term.children
        odd = isinstance(degree, Number) and degree.value % TWO.value == 1 and degree.value > 0
        return () if odd else (Apply("le", ZERO, below), Apply("lt", ZERO, degree))
    if term.head == "factorial":
        (n,) = term.children
        return (Apply("le", ZERO, n), Apply("member", n, Apply("integers")))
    if term.head == "inverse":
        return (Apply("ne", Apply("determinant", *term.children), ZERO),)
    record = function(term.head)
    return () if record is None or term.head in TOTAL else record.domain(*term.children)


def _of_power(below: Term, above: Term, *, indexed: bool) -> tuple[Term, ...]:
    literal = above.value if isinstance(above, Number) else None
    if literal is not None and literal.denominator == 1:
        return () if literal >= 0 else (Apply("ne", below, ZERO),)
    if literal is not None:
        return (Apply("le" if literal > 0 else "lt", ZERO, below),)
    either = Apply("or", Apply("ne", below, ZERO), Apply("lt" if not indexed else "le", ZERO, above))
    return (either,) if is_whole(above) else (Apply("le", ZERO, below), either)


def implied_by(term: Term, *, indexed: bool = False) -> Iterator[Term]:
    """What holds wherever a term has a value: of everything in it that must have one."""
    if isinstance(term, Component):
        yield from _of_entry(term)
    if isinstance(term, Binder):
        yield from _of_binder(term, indexed=indexed)
        return
    if isinstance(term, Apply) and term.head in LAZY:
        return
    if isinstance(term, Apply):
        yield from conditions_of(term, indexed=indexed)
    if isinstance(term, Apply) and any(isinstance(c, Apply) and c.head in GUARDS for c in term.children):
        return
    for child in term.children:
        yield from implied_by(child, indexed=indexed)


def _of_entry(term: Component) -> Iterator[Term]:
    sizes = getattr(getattr(term.base, "sort", None), "shape", ())
    if len(sizes) == len(term.indices):
        for i, n in zip(term.indices, sizes, strict=True):
            yield from (Apply("le", ONE, i), Apply("le", i, n))


def _of_binder(term: Binder, *, indexed: bool) -> Iterator[Term]:
    """Of a finite sum every term has a value, a limit exists, what is differentiated has a value there."""
    for p in term.parameters:
        yield from implied_by(p, indexed=indexed)
    endless = any(t is INFINITY for p in term.parameters for t in subterms(p))
    if term.kind in {"limit", "integral"} or endless:
        yield Apply("has_limit", term)
    elif term.kind in FOLDED:
        low, high = term.parameters
        yield Apply("le", Apply("add", low, MINUS_ONE), high)
        k = fresh("k", term.variable.sort, term)
        within = Apply("and", Apply("le", low, k), Apply("le", k, high))
        for p in implied_by(term.open(k), indexed=True):
            yield bind("forall", k, Apply("implies", within, p)) if k in p.symbols else p
    elif term.kind == "derivative" and len(term.parameters) == 1:
        yield from implied_by(term.open(term.parameters[0]), indexed=indexed)


def smoothness(term: Term, x: Symbol) -> Iterator[Term] | None:
    """What suffices, beside having a value, for a term to have a derivative; None if that is not known."""
    found: list[Term] = []
    for t in subterms(term):
        if x not in t.symbols or isinstance(t, Symbol):
            continue
        if not isinstance(t, Apply):
            return None
        conditions = _of_smooth(t, x)
        if conditions is None:
            return None
        found += conditions
    return iter(found)


def _of_smooth(term: Apply, x: Symbol) -> tuple[Term, ...] | None:
    if term.head in {"add", "multiply"}:
        return ()
    if term.head == "power":
        below, above = term.children
        whole = isinstance(above, Number) and above.value.denominator == 1
        if whole or (is_whole(above) and x not in above.symbols):
            return () if whole else (Apply("ne", below, ZERO),)
        return (Apply("lt", ZERO, below),)
    record = function(term.head)
    if record is None or record.shape != "scalar" or not record.derivative or None in record.derivative:
        return None
    inside = record.domain(*term.children)
    if any(not isinstance(p, Apply) or p.head not in {"lt", "gt", "ne"} for p in inside):
        return None
    return (*inside, *record.smooth(*term.children))
