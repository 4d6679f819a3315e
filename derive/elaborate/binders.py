"""Sums, products, extremes over an index, integrals, and limits."""

from collections.abc import Callable
from typing import Final

from derive.core.sort import INTEGER, REAL
from derive.core.surface import Big, Chain, Evaluated, Name, Relation, Surface
from derive.core.term import (
    INFINITY,
    ONE,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    bind,
    power,
    replace,
    subtract,
)
from derive.elaborate.application import arguments_of, extreme
from derive.elaborate.approaches import limit_along, point_of, value_at_end
from derive.elaborate.arrays import is_row, rank, shape, transpose, upright
from derive.elaborate.conditional import conditional_moment
from derive.elaborate.dimensions import is_unknown
from derive.elaborate.indices import Index, indices_of
from derive.elaborate.jointly import captured, joint_limit, several
from derive.elaborate.names import name_of, names_in
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition
from derive.elaborate.selected import extreme_of_difference, selected

_KINDS: Final = {"sum": "sum", "prod": "product", "max": "maximum", "min": "minimum"}
_COUNTING: Final = frozenset(("n", "m", "k", "N"))
"""Names of what runs through the natural numbers where it tends to infinity."""

_DIRECTIONS: Final = {
    "\\to": 0,
    "\\downarrow": 1,
    "\\searrow": 1,
    "\\uparrow": -1,
    "\\nearrow": -1,
}


def big(reading: Reading, node: Big) -> Term:
    """A large operator."""
    rule = _RULES.get(node.operator)
    if rule is None:
        raise refusal("operator", node.place, sign=node.operator)
    return rule(reading, node)


def _indexed(reading: Reading, node: Big) -> Term:
    if node.sub is None and node.operator in ("max", "min"):
        return _of_list(reading, node)
    found = indices_of(reading, node)
    return _over(reading, node, found.indices, found.conditions)


def _of_list(reading: Reading, node: Big) -> Term:
    left = extreme_of_difference(reading, node.operator, node.body)
    if left is not None:
        return left
    arguments = arguments_of(reading, node.body)
    if len(arguments) == 1:
        return extreme(reading, node.operator, arguments[0], node.place)
    return Apply(node.operator, *arguments)


def _over(reading: Reading, node: Big, indices: tuple[Index, ...], conditions: tuple[Chain, ...]) -> Term:
    name, rest = indices[0].name, indices[1:]
    index = reading.loose(name, INTEGER)
    low, high = _bounds(reading, node, indices[0])
    with reading.binding(name, index):
        body = _over(reading, node, rest, conditions) if rest else _guarded(reading, node, conditions)
    body = captured(body, name, index)
    high = _upper(reading, index, low, high, node)
    kind = _KINDS[node.operator]
    if node.operator in ("max", "min") and conditions and not rest:
        with reading.binding(name, index):
            condition = captured(_both(reading, conditions), name, index)
        return selected(kind, index, body, condition, (low, high))
    if is_row(body):
        return transpose(bind(kind, index, upright(body), low, high))
    return bind(kind, index, body, low, high)


def _guarded(reading: Reading, node: Big, conditions: tuple[Chain, ...]) -> Term:
    body = reading.term(node.body)
    neutral = {"sum": Number(0), "prod": ONE}.get(node.operator)
    for condition in conditions:
        if neutral is not None:
            body = Apply("cases", body, reading.term(condition), neutral)
        elif any(r.sign not in ("\\ne", "\\neq") for r in condition.relations) or shape(body):
            raise refusal("index", condition.place)
    return body


def _both(reading: Reading, conditions: tuple[Chain, ...]) -> Term:
    found = [reading.term(c) for c in conditions]
    return found[0] if len(found) == 1 else Apply("and", *found)


def _bounds(reading: Reading, node: Big, index: Index) -> tuple[Term, Term | None]:
    low = index.low.term(reading, 1) if index.low is not None else ONE
    if index.high is not None:
        return low, index.high.term(reading, -1)
    return low, reading.term(node.sup) if node.sup is not None else None


def _upper(reading: Reading, index: Symbol, low: Term, high: Term | None, node: Big) -> Term:
    """The upper bound; where none is written, the dimension of what is indexed."""
    dimension = reading.entries.get(index)
    if high is None:
        if dimension is None:
            raise refusal("range-of-index", node.place, index=index.name.split("@")[0])
        reading.readings.append("range-of-index")
        return dimension
    if dimension is not None and is_unknown(reading.dimensions.value(dimension)):
        reading.dimensions.hint(dimension, high)
    reading.dimensions.tops[index] = high
    if isinstance(high, Symbol) and isinstance(low, Number):
        least = low if low is ONE or low.value <= 1 else Number(low.value - 1)
        reading.facts.append(Apply("le", least, high))
    elif isinstance(high, Symbol):
        reading.facts.append(Apply("le", _before(low), high))
    return high


def _before(low: Term) -> Term:
    """One less: an empty range ends there."""
    if isinstance(low, Apply) and low.head == "add" and low.children[-1] is ONE:
        return add(*low.children[:-1])
    return subtract(low, ONE)


def _integral(reading: Reading, node: Big) -> Term:
    if len(node.differentials) != 1 or name_of(node.differentials[0]) is None:
        raise refusal("variable-of-integral", node.place)
    name = name_of(node.differentials[0]) or ""
    variable = reading.loose(name, REAL)
    bounds = [reading.term(b) for b in (node.sub, node.sup) if b is not None]
    with reading.binding(name, variable):
        body = captured(reading.term(node.body), name, variable)
    if len(bounds) == 2:
        return bind("integral", variable, body, *bounds)
    if bounds:
        raise refusal("bounds-of-integral", node.place)
    at = reading.term(node.differentials[0])
    return bind("antiderivative", variable, body, at)


def _limit(reading: Reading, node: Big) -> Term:
    sub = node.sub
    if isinstance(sub, Name):
        return limit_of(reading, to_infinity(sub), lambda: reading.term(node.body))
    joint = several(sub)
    if joint is not None and sub is not None:
        return joint_limit(reading, joint, lambda: reading.term(node.body), sub)
    if (
        not isinstance(sub, Chain)
        or len(sub.terms) != 2
        or None in sub.terms
        or sub.relations[0].sign not in _DIRECTIONS
    ):
        raise refusal("limit", node.place)
    return limit_of(reading, sub, lambda: reading.term(node.body))


def to_infinity(variable: Name) -> Chain:
    r"""``n \to \infty``, which goes without saying."""
    place = variable.place
    return Chain(place, (variable, Name(place, "\\infty")), (Relation(place, "\\to"),))


def limit_of(reading: Reading, approach: Chain, body: Callable[[], Term]) -> Term:
    r"""The limit of what ``body`` gives, as said by ``x \to a``."""
    joint = several(approach)
    if joint is not None:
        return joint_limit(reading, joint, body, approach)
    variable, target = approach.terms
    name = name_of(variable) if variable is not None else None
    if variable is None or target is None:
        raise refusal("limit-variable", approach.place)
    side = _DIRECTIONS.get(approach.relations[0].sign, 0)
    if name is None:
        return limit_along(reading, variable, target, side, body)
    point, direction = point_of(reading, target)
    direction = direction or side
    counts = point is INFINITY and name in _COUNTING and reading.scope.lookup(name) is None
    sort = INTEGER if counts or reading.use(name).integer else REAL
    symbol = reading.loose(name, sort)
    with reading.binding(name, symbol):
        value = captured(body(), name, symbol)
    if symbol in reading.entries:
        raise refusal("index-of-limit", approach.place)
    return bind("limit", symbol, value, point, Number(direction))


def evaluated(reading: Reading, node: Evaluated) -> Term:
    """A value at a point, or the difference of values at two."""
    sub, sup = node.sub, node.sup
    if (
        isinstance(sub, Chain)
        and len(sub.terms) == 2
        and sub.terms[0] is not None
        and sub.terms[1] is not None
    ):
        value = reading.term(node.operand)
        at = {reading.term(sub.terms[0]): reading.term(sub.terms[1])}
        if sup is None:
            return _put(value, at, node)
        return subtract(_put(value, {k: reading.term(sup) for k in at}, node), _put(value, at, node))
    if sub is None or sup is None:
        raise refusal("evaluation", node.place)
    return _between(reading, node, sub, sup)


def _put(value: Term, at: dict[Term, Term], node: Evaluated) -> Term:
    if not all(isinstance(v, Symbol) for v in at):
        raise refusal("evaluation", node.place)
    return replace(value, at)


def _between(reading: Reading, node: Evaluated, sub: Surface, sup: Surface) -> Term:
    value = _over_variable(reading, node.operand)
    low, high = reading.term(sub), reading.term(sup)
    variables = [s for s in value.symbols if s.sort is REAL and s not in low.symbols | high.symbols]
    named = [s for s in variables if s.name in reading.evidence.integrated]
    chosen = named if len(named) == 1 else variables
    if len(chosen) != 1 or shape(value):
        raise refusal("evaluation", node.place)
    ends = (
        value_at_end(reading, value, chosen[0], high, low),
        value_at_end(reading, value, chosen[0], low, high),
    )
    return subtract(*ends)


def _over_variable(reading: Reading, operand: Surface) -> Term:
    """A value whose name for the variable of an integral means that, whatever the name was defined as."""
    taken = names_in(operand) & reading.evidence.integrated
    defined = [n for n in sorted(taken) if isinstance(reading.scope.lookup(n), Definition)]
    if len(defined) != 1 or defined[0] in reading.bound:
        return reading.term(operand)
    with reading.binding(defined[0], Symbol(defined[0], REAL)):
        return reading.term(operand)


def _expectation(reading: Reading, node: Big) -> Term:
    if node.sub is not None:
        raise refusal("expectation", node.place, name="E")
    value = conditional_moment(reading, "E", node.body) or _mean(reading, node)
    return value if node.sup is None else power(value, reading.term(node.sup))


def _mean(reading: Reading, node: Big) -> Term:
    arguments = arguments_of(reading, node.body)
    if len(arguments) != 1 or shape(arguments[0]):
        raise refusal("expectation", node.place, name="E")
    return Apply("expectation", arguments[0])


def _determinant(reading: Reading, node: Big) -> Term:
    if node.sub is not None or node.sup is not None:
        raise refusal("operator", node.place, sign=node.operator)
    matrix = reading.term(node.body)
    if rank(matrix) != 2:
        raise refusal("matrix-expected", node.place, name=node.operator)
    reading.dimensions.unify(*shape(matrix))
    return Apply("determinant", matrix)


_RULES: Final[dict[str, Callable[[Reading, Big], Term]]] = {
    "det": _determinant,
    "sum": _indexed,
    "prod": _indexed,
    "max": _indexed,
    "min": _indexed,
    "int": _integral,
    "lim": _limit,
    "expectation": _expectation,
}
