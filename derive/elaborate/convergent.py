"""Claims in words about limit processes: that series, integrals and sequences converge, and where."""

from collections.abc import Callable
from typing import Final

from derive.algebra.convergence import without_signs
from derive.algebra.directions import is_angle
from derive.algebra.facts_hypotheses import negation
from derive.core.claim import CONVERSE
from derive.core.sort import INTEGER, REAL
from derive.core.surface import Chain, Name, Surface
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Binder,
    Symbol,
    Term,
    bind,
    divide,
    fresh,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.elaborate.arrays import shape
from derive.elaborate.binders import limit_of
from derive.elaborate.described import says, within
from derive.elaborate.jointly import parted
from derive.elaborate.reading import Reading
from derive.elaborate.sentences import Spoken, implied, inside, place_of

_PROCESSES: Final = frozenset(("sum", "product", "integral", "limit"))
_ABSOLUTE: Final = frozenset(("absolutely", "absolut"))
_CONDITIONAL: Final = frozenset(("conditionally", "bedingt"))
_EXACTLY: Final = ("exactly", "precisely", "if and only", "iff", "only", "genau", "nur")


def process_of(reading: Reading, node: Surface) -> Binder | None:
    """What is said to converge: a series, a product, an integral, a limit, or the terms of a sequence."""
    if isinstance(node, Chain):
        return None
    value = reading.term(node)
    if shape(value):
        return None
    if isinstance(value, Binder) and value.kind in _PROCESSES:
        endless = value.kind not in {"sum", "product"} or value.parameters[1] is INFINITY
        return value if endless else _sequence(value)
    return _sequence(value)


def _sequence(value: Term) -> Binder | None:
    """The limit of the terms of a sequence as its index grows."""
    indices = [s for s in sorted(value.symbols, key=lambda s: s.name) if s.sort == INTEGER or s.name == "n"]
    if len(indices) != 1:
        return None
    (index,) = indices
    running = Symbol(index.name, INTEGER)
    limit = bind("limit", running, replace(value, {index: running}), INFINITY, ZERO)
    return limit if isinstance(limit, Binder) else None


def _absolute(process: Binder) -> Term:
    if process.kind not in {"sum", "integral"}:
        return process
    variable = fresh("k", process.variable.sort, process)
    return bind(process.kind, variable, Apply("abs", process.open(variable)), *process.parameters)


def converging(*, diverges: bool = False) -> Callable[[Reading, Spoken, Surface], Term | None]:
    """That a process converges, absolutely or conditionally, for some values of its variable or for all."""

    def rule(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
        process = process_of(reading, node)
        if process is None:
            return None
        if "value" in spoken.parts:
            return Apply("eq", process, reading.term(place_of(spoken.parts["value"])))
        finite: Term = Apply("converges", process)
        how = spoken.words.get("how", "") or spoken.words.get("manner", "")
        if how in _ABSOLUTE:
            finite = Apply("converges", _absolute(process))
        if how in _CONDITIONAL:
            finite = Apply("and", finite, Apply("not", Apply("converges", _absolute(process))))
        return _where(reading, spoken, process, Apply("not", finite) if diverges else finite)

    return rule


def _where(reading: Reading, spoken: Spoken, process: Binder, said: Term) -> Term | None:
    on = spoken.parts.get("on")
    if on is None:
        return said
    variable = _variable(process)
    if variable is None:
        return None
    there = plainly(inside(reading, on, variable, variable))
    everywhere = spoken.words.get("when", "").startswith(_EXACTLY)
    return exactly(there, said, negation(said)) if everywhere else implied((there,), said)


def plainly(said: Term) -> Term:
    """That a number is in an interval, by its bounds."""
    if not (isinstance(said, Apply) and said.head == "member"):
        return said
    element, collection = said.children
    if isinstance(collection, Apply) and collection.head == "interval":
        return within(collection, element)
    return said


def exactly(there: Term, said: Term, failing: Term) -> Term:
    """What holds where a condition holds, and fails where it fails."""
    outside = negation(there)
    cases = outside.children if isinstance(outside, Apply) and outside.head == "or" else (outside,)
    fails = (Apply("implies", way, failing) for case in cases for way in _ways(case))
    return Apply("and", Apply("implies", there, said), *fails)


def _ways(case: Term) -> tuple[Term, ...]:
    """A large size as a large number, or a small one."""
    left, right = case.children if isinstance(case, Apply) and len(case.children) == 2 else (ZERO, ZERO)
    if (
        isinstance(case, Apply)
        and case.head in ("gt", "ge")
        and isinstance(left, Apply)
        and left.head == "abs"
    ):
        (inner,) = left.children
        return Apply(case.head, inner, right), Apply(CONVERSE[case.head], inner, negative(right))
    return (case,)


def _variable(process: Term) -> Symbol | None:
    """The number that a power series is one in, or a parameter of an integral."""
    numbers = [s for s in sorted(process.symbols, key=lambda s: s.name) if s.sort == REAL]
    named = [s for s in numbers if s.name in ("x", "z", "t", "s", "p", "q", "\\alpha")]
    chosen = numbers if len(numbers) == 1 else named
    return chosen[0] if len(chosen) == 1 else None


def radius(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """That a power series converges nearer to its centre than a radius, and not beyond."""
    process = process_of(reading, node)
    x = None if process is None else _variable(process)
    centre = None if process is None or x is None else _centre(process, x)
    if process is None or x is None or centre is None:
        return None
    wanted, finite = reading.term(place_of(spoken.parts["value"])), Apply("converges", process)
    if wanted is INFINITY:
        return finite
    distance = Apply("abs", x if centre is ZERO else subtract(x, centre))
    near = Apply("implies", Apply("lt", distance, wanted), finite)
    beyond = _ways(Apply("gt", distance, wanted))
    return Apply("and", near, *(Apply("implies", way, Apply("not", finite)) for way in beyond))


def _centre(process: Binder, x: Symbol) -> Term | None:
    """The zero of the linear base of the powers of x."""
    bases = {t.children[0] for t in subterms(process) if isinstance(t, Apply) and t.head == "power"}
    moving = sorted((b for b in bases if x in b.symbols), key=lambda b: b.digest)
    innermost = next((b for b in moving if b is x), moving[0] if moving else None)
    if innermost is None or innermost is x:
        return None if innermost is None else ZERO
    start = replace(innermost, {x: ZERO})
    return negative(divide(start, subtract(replace(innermost, {x: ONE}), start)))


def interval(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """That a power series converges exactly in a set."""
    process = process_of(reading, node)
    x = None if process is None else _variable(process)
    if process is None or x is None:
        return None
    there, finite = says(reading, place_of(spoken.parts["value"]), x), Apply("converges", process)
    return exactly(there, finite, Apply("not", finite))


def existing_limit(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """That a limit, an integral or a series exists, or that a term has a limit."""
    approach = spoken.parts.get("approach")
    if isinstance(approach, Chain):
        limit = limit_of(reading, approach, lambda: reading.term(node))
        if shape(limit) or not isinstance(limit, Binder):
            return None
        return _exists(reading, limit)
    process = process_of(reading, node)
    if process is None or (spoken.kind == "exists" and not isinstance(reading.term(node), Binder)):
        return None
    if "value" in spoken.parts:
        return Apply("eq", process, reading.term(place_of(spoken.parts["value"])))
    return _exists(reading, process)


def _exists(reading: Reading, process: Binder) -> Term:
    if any(map(is_angle, process.symbols)):
        return Apply("not", parted(reading, process))
    return Apply("converges", process)


def bounded_somehow(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """That there is a bound for the values, on both sides or on one."""
    value = reading.term(node)
    if shape(value) or isinstance(node, Chain) or not value.symbols:
        return None
    bound, side = reading.loose("C", REAL), spoken.words.get("side", "")
    below, above = Apply("le", bound, value), Apply("le", value, bound)
    said = (
        below
        if side in ("below", "unten")
        else above
        if side
        else Apply("le", without_signs(Apply("abs", value)), bound)
    )
    numbers = [s for s in sorted(value.symbols, key=lambda s: s.name) if s.sort in (REAL, INTEGER)]
    if len(numbers) != 1 or isinstance(node, Name):
        return None
    (x,) = numbers
    within: tuple[Term, ...] = () if x.sort == REAL else (Apply("le", ONE, x),)
    if "on" in spoken.parts:
        within = (inside(reading, spoken.parts["on"], x, x),)
    return bind("exists", bound, bind("forall", x, implied(within, said)))
