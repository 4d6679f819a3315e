"""Where a term is a real number: propositions about its symbols.

``definedness(term)`` gives propositions that hold together where the term, as
written, has a value. They are necessary too, but for these: a power with a
symbolic exponent that is no integer asks for a positive base; an integral asks
for an integrand that is defined on the whole interval; a sum of which nothing is
known to be empty asks what its summands ask. ``converges(t)`` stands for the
existence of a limit process. Propositions that hold anyway are left out.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from derive.algebra.components import component, indices_of
from derive.algebra.decay import decaying
from derive.algebra.definedness_forms import (
    ascending,
    calculates_with_infinity,
    for_all,
    geometric,
    is_index,
    readable,
    with_zeroth_powers,
)
from derive.algebra.differentiate import DerivativeError, differentiate, opened, smoothness
from derive.algebra.facts import Facts, facts_from
from derive.algebra.facts_hypotheses import MINUS_INFINITY, negation
from derive.algebra.iterated import separated
from derive.algebra.manifest import holds_always, is_open
from derive.algebra.shapes import ShapeError, shape_of, sort_of
from derive.algebra.unfold import expand
from derive.core.sort import Field, Sort
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
    add,
    bind,
    fresh,
    replace,
)
from derive.theory.function import function, nowhere_restricted

Conditions = Iterable[Term]
_GUARDS: Final = frozenset(("delta", "indicator"))
_INFINITE: Final = (INFINITY, MINUS_INFINITY)
_NEVER: Final = Apply("ne", ZERO, ZERO)


@lru_cache(maxsize=1 << 12)
def definedness(term: Term) -> tuple[Term, ...]:
    """The propositions under which the term has a value, readable, without those that always hold."""
    found = dict.fromkeys(r for c in _conditions(term) if not holds_always(c) for r in readable(c))
    if all(map(is_open, found)):
        return tuple(found)
    always = _dimensions_are_positive(term)
    return tuple(c for c in found if is_open(c) or not always.proves(c))


_ALWAYS: Final = Facts()


def _dimensions_are_positive(term: Term) -> Facts:
    """The facts that hold because the arrays in the term have entries."""
    sorts = (s.sort for s in sorted(term.symbols, key=lambda s: s.digest))
    dimensions = dict.fromkeys(d for s in sorts if isinstance(s, Sort) for d in s.shape)
    return facts_from(tuple(Apply("le", ONE, d) for d in dimensions if not isinstance(d, Number)))


def _conditions(term: Term) -> tuple[Term, ...]:
    """The conditions of a term and of all its parts, each once."""
    return _known(term) if term.children else ()


@lru_cache(maxsize=1 << 14)
def _known(term: Term) -> tuple[Term, ...]:
    if isinstance(term, Apply):
        found = (_NEVER,) if calculates_with_infinity(term) else _HEADS.get(term.head, _application)(term)
    elif isinstance(term, Binder):
        found = _BINDERS.get(term.kind, _process)(term)
    else:
        found = _component(term) if isinstance(term, Component) else ()
    return found if isinstance(found, tuple) else tuple(dict.fromkeys(found))


def _of_all(terms: Iterable[Term]) -> tuple[Term, ...]:
    """The conditions of all terms, each once."""
    found: tuple[Term, ...] = ()
    for term in terms:
        if term.children:
            found += _known(term)
    return tuple(dict.fromkeys(found)) if len(found) > 1 else found


def _application(term: Apply) -> Conditions:
    yield from _of_all(term.children)
    record = function(term.head)
    if record is None:
        return
    if record.shape != "scalar":
        yield from record.domain(*term.children)
        definition = expand(term)
        yield from () if definition is None else _conditions(definition)
    elif record.principal is not None and any(map(_is_complex, term.children)):
        yield from _entrywise(term.children, record.principal_domain)
    elif record.domain is not nowhere_restricted:
        yield from _entrywise(term.children, record.domain)


def _is_complex(term: Term) -> bool:
    return sort_of(term).field is Field.COMPLEX


def _entrywise(arguments: tuple[Term, ...], domain: Callable[..., tuple[Term, ...]]) -> Conditions:
    """The domain of a function of numbers, for each entry where arguments are arrays."""
    array = next((a for a in arguments if shape_of(a)), None)
    if array is None:
        yield from domain(*arguments)
        return
    indices = indices_of(array, *arguments)
    entries = [component(a, *indices) if shape_of(a) else a for a in arguments]
    for condition in domain(*entries):
        for index, length in reversed(list(zip(indices, shape_of(array), strict=True))):
            condition = for_all(index, ONE, length, condition)  # noqa: PLW2901  # wrapped once per index
        yield condition


def _multiply(term: Apply) -> Conditions:
    guards = [c for c in term.children if isinstance(c, Apply) and c.head in _GUARDS]
    return _guarded(term, guards) if guards else _of_all(term.children)


def _guarded(term: Apply, guards: list[Apply]) -> Conditions:
    """Factors beside a guard need values only where the guard is not 0."""
    yield from _of_all(guards)
    for condition in _of_all(c for c in term.children if c not in guards):
        for guard in guards:
            condition = Apply("implies", _open(guard), condition)  # noqa: PLW2901  # wrapped once per guard
        yield condition


def _open(guard: Apply) -> Term:
    return guard.children[0] if guard.head == "indicator" else Apply("eq", *guard.children)


def _power(term: Apply) -> Conditions:
    base, exponent = term.children
    yield from _of_all(term.children)
    shape = shape_of(base)
    if not shape and isinstance(exponent, Number):
        yield from _power_condition(base, exponent)
    elif len(shape) == 2:
        yield from _matrix_power(base, exponent)
    elif shape and not shape_of(exponent):
        yield from _entrywise((base,), lambda entry: tuple(_power_condition(entry, exponent)))
    elif shape_of(exponent):
        yield from _entrywise((base, exponent), lambda b, e: tuple(_power_condition(b, e)))
    else:
        yield from _power_condition(base, exponent)


def _matrix_power(base: Term, exponent: Term) -> Conditions:
    regular = Apply("ne", Apply("determinant", base), ZERO)
    if not isinstance(exponent, Number) and _is_integer(exponent):
        yield Apply("or", regular, Apply("le", ZERO, exponent))
    elif not isinstance(exponent, Number) or exponent.value < 0:
        yield regular


def _power_condition(base: Term, exponent: Term) -> Conditions:
    if isinstance(exponent, Number):
        if exponent.value.denominator != 1 and not _is_complex(base):
            yield Apply("le" if exponent.value > 0 else "lt", ZERO, base)
        elif exponent.value < 0:
            yield Apply("ne", base, ZERO)
    elif _is_integer(exponent):
        yield Apply("or", Apply("ne", base, ZERO), Apply("lt", ZERO, exponent))
    else:
        yield Apply("ne", base, ZERO) if _is_complex(base) else Apply("lt", ZERO, base)


def _is_integer(term: Term) -> bool:
    return _ALWAYS.range(term).whole


def _root(term: Apply) -> Conditions:
    base, degree = term.children
    yield from _of_all(term.children)
    if not _is_complex(base) and (not isinstance(degree, Number) or degree.value % 2 == 0):
        yield Apply("le", ZERO, base)


def _inverse(term: Apply) -> Conditions:
    yield from _of_all(term.children)
    yield Apply("ne", Apply("determinant", term.children[0]), ZERO)


def _component(term: Component) -> Conditions:
    yield from _of_all(term.children)
    base = term.base.sort if isinstance(term.base, Symbol) else None
    shape = base.shape if isinstance(base, Sort) else shape_of(term.base)
    if len(shape) == 2 and len(term.indices) == 1 and ONE in shape:
        shape = (shape[1] if shape[0] is ONE else shape[0],)
    for index, length in zip(term.indices, shape, strict=False):
        yield Apply("le", ONE, index)
        yield Apply("le", index, length)


def _cases(term: Apply) -> Conditions:
    """Each value and each later condition only where it is reached."""
    parts = term.children
    passed: tuple[Term, ...] = ()
    for k in range(0, len(parts) - 1, 2):
        value, condition = parts[k], parts[k + 1]
        yield from _under(passed, _conditions(condition))
        yield from _under((*passed, condition), _conditions(value))
        passed = (*passed, negation(condition))
    if len(parts) % 2:
        yield from _under(passed, _conditions(parts[-1]))
    else:
        yield Apply("or", *parts[1::2]) if len(parts) > 2 else parts[1]


def _under(premises: tuple[Term, ...], conditions: Conditions) -> Conditions:
    if not premises:
        yield from conditions
        return
    premise = premises[0] if len(premises) == 1 else Apply("and", *premises)
    facts = facts_from(premises)
    for condition in conditions:
        if not facts.proves(condition):
            yield Apply("implies", premise, condition)


def _implies(term: Apply) -> Conditions:
    premise, conclusion = term.children
    yield from _conditions(premise)
    yield from _under((premise,), _conditions(conclusion))


def _ranged(term: Binder) -> Conditions:
    """A sum and its like: bounds in order, and each value defined."""
    low, high = term.parameters
    yield from _of_all(p for p in term.parameters if p not in _INFINITE)
    if high is INFINITY:
        yield from _convergence(term)
    elif term.kind in {"maximum", "minimum"}:
        yield Apply("le", low, high)
    else:
        yield Apply("le", low, add(high, ONE))
    yield from _of_body(term, low, high)


def _convergence(term: Binder) -> Conditions:
    """That a series converges: of a geometric one, where it does."""
    index = fresh("k", term.variable.sort, term)
    known = geometric(term.open(index), index) if term.kind == "sum" else None
    yield from (Apply("converges", term),) if known is None else known


def _of_body(term: Binder, low: Term, high: Term) -> Conditions:
    variable = fresh("k" if is_index(term.variable) else "t", term.variable.sort, term)
    for condition in _conditions(term.open(variable)):
        for part in readable(with_zeroth_powers(condition, variable)):
            yield for_all(variable, low, high, part)


def _tabulate(term: Binder) -> Conditions:
    yield from _of_all(term.parameters)
    yield from _of_body(term, ONE, term.parameters[0])


def _integral(term: Binder) -> Conditions:
    """The integrand is defined between the bounds, whichever is the larger; or the integral converges.

    Convergence is what is asked where a bound is infinite, and where the integrand need not be defined
    at a bound, or is not known to be defined between two numbers.
    """
    product = separated(term)
    if product is not None:
        yield from _conditions(product)
        return
    low, high = term.parameters
    yield from _of_all(p for p in term.parameters if p not in _INFINITE)
    if low in _INFINITE or high in _INFINITE or _is_singular(term):
        variable = fresh("t", term.variable.sort, term)
        ends = (MINUS_INFINITY in term.parameters, INFINITY in term.parameters)
        known = decaying(term.open(variable), variable, ends)
        if known is None:
            yield Apply("converges", term)
            return
        yield from known
        yield from _of_body(term, *ascending(low, high))
        return
    if _ALWAYS.proves(Apply("le", low, high)):
        yield from _of_body(term, low, high)
        return
    for first, second in ((low, high), (high, low)):
        yield from _under((Apply("le", first, second),), _of_body(term, first, second))


def _is_singular(term: Binder) -> bool:
    low, high = term.parameters
    variable = fresh("t", term.variable.sort, term)
    conditions = tuple(r for c in _conditions(term.open(variable)) for r in readable(c))
    open_conditions = tuple(c for c in conditions if variable in c.symbols)
    for first, second in ((low, high), (high, low)):
        order = Apply("le", first, second)
        if not open_conditions or _ALWAYS.proves(negation(order)):
            continue
        closed = Facts((order, Apply("le", first, variable), Apply("le", variable, second)))
        inside = Facts((order, Apply("lt", first, variable), Apply("lt", variable, second)))
        failing = [c for c in open_conditions if not closed.proves(c)]
        if failing and (not term.symbols or all(map(inside.proves, failing))):
            return True
    return False


def _antiderivative(term: Binder) -> Conditions:
    """Inside an interval, where an indefinite integral is claimed: not at its ends."""
    yield from _of_all(term.parameters)
    variable = fresh("t", term.variable.sort, term)
    for c in (replace(c, {variable: term.parameters[0]}) for c in _conditions(term.open(variable))):
        yield Apply("lt", *c.children) if isinstance(c, Apply) and c.head == "le" else c


def _derivative(term: Binder) -> Conditions:
    """At the point the body is defined and smooth, and the derivative is defined."""
    at, *indices = term.parameters
    yield from _of_all(term.parameters)
    variable, body = opened(term)
    try:
        conditions = (*smoothness(body, variable), *_conditions(body))
        derivative = differentiate(body, variable, *indices)
    except (DerivativeError, ShapeError):
        yield Apply("converges", term)
        return
    if derivative is not term and not isinstance(derivative, Binder):
        conditions += _conditions(derivative)
    yield from conditions if variable is at else (replace(c, {variable: at}) for c in conditions)


def _quantified(term: Binder) -> Conditions:
    variable = fresh("k", term.variable.sort, term)
    for condition in _conditions(term.open(variable)):
        yield condition if variable not in condition.symbols else bind("forall", variable, condition)


def _process(term: Binder) -> Conditions:
    """The value of a limit."""
    yield from _of_all(p for p in term.parameters if p not in _INFINITE)
    yield Apply("converges", term)


def _existing(term: Apply) -> Conditions:
    """That a process has a value can be said wherever what it runs through has one."""
    process = term.children[0]
    if (
        isinstance(process, Binder)
        and process.kind in {"sum", "product"}
        and process.parameters[1] is INFINITY
    ):
        yield from _of_all(process.parameters[:1])
        yield from _of_body(process, *process.parameters)


def _nothing(_: Term) -> Conditions:
    return iter(())


_HEADS: Final[dict[str, Callable[[Apply], Conditions]]] = {
    "add": lambda term: _of_all(term.children),
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "inverse": _inverse,
    "cases": _cases,
    "implies": _implies,
    "converges": _existing,
    "has_limit": _existing,
    "interval": lambda term: _of_all(c for c in term.children if c not in _INFINITE),
}
_BINDERS: Final[dict[str, Callable[[Binder], Conditions]]] = {
    **dict.fromkeys(("sum", "product", "maximum", "minimum"), _ranged),
    "tabulate": _tabulate,
    "integral": _integral,
    "antiderivative": _antiderivative,
    "derivative": _derivative,
    "lambda": _nothing,
    "forall": _quantified,
    "exists": _nothing,
}
