"""Rules about functions: derivatives, integrals, limits, infinite sums; see docs/calculus.md."""

from itertools import pairwise
from typing import Final

from derive.audit.steps import Need, Premise, Rule, Step
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    PI,
    TWO,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    negative,
    replace,
    subterms,
    subtract,
)
from derive.trial.enclosure import holds_between
from derive.trial.evaluate import Evaluation
from derive.trial.sequents import RejectedError, require
from derive.trial.written import LOWEST, between, binder, equals, head_of, sides, slope

ORDER: Final = ("lt", "le")
JUMPING: Final = frozenset(
    ("floor", "ceil", "round", "sign", "heaviside", "cases", "indicator", "delta", "mod")
)
PERIODIC: Final = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
WEAKLY: Final = {"lt": "le", "gt": "ge", "le": "le", "ge": "ge"}
MOST_HALVED: Final = 6
TURNS: Final[dict[tuple[str, Term], tuple[Term, Term]]] = {
    ("sin", ZERO): (ONE, ZERO),
    ("cos", ZERO): (ONE, HALF),
    ("cos", ONE): (TWO, ZERO),
}
ENDS: Final = (INFINITY, LOWEST)


def continuous(term: Term, variable: Symbol) -> None:
    """Require that nothing in the term jumps as the variable moves."""
    for t in subterms(term):
        if variable in t.symbols or any(s.is_bound for s in t.symbols):
            require(head_of(t) not in JUMPING | {"limit", "integral"}, "the function may jump")


def _slope_premise(n: Step, variable: Symbol, point: Term, beyond: Term) -> Need:
    """The premise about the slope between the point and the variable, and what it assumes of these."""
    above = n.tree.premises[0].conclusion
    function_of = n.goal.children[1]
    kept = tuple(h for h in n.given if variable not in h.symbols)
    bounds = tuple(h for h in above.hypotheses if h not in kept and h is not beyond)
    for h in bounds:
        left, right = sides(h, *WEAKLY)
        require((left is variable) != (right is variable), "no bound of the variable")
        require(variable not in (right if left is variable else left).symbols, "no bound of the variable")
    weakly = tuple(replace(Apply(WEAKLY[head_of(h)], *h.children), {variable: point}) for h in bounds)
    rising = head_of(beyond) == "lt"
    zero, steep = sides(above.goal, *ORDER) if rising else tuple(reversed(sides(above.goal, *ORDER)))
    require(zero is ZERO, "no sign of a slope")
    under = (*bounds, *(() if point in ENDS else (beyond,)))
    return Need(
        (Premise(above.goal, (*bounds, beyond), None),),
        implied=bounds,
        also=(
            Need(implied=() if point in ENDS else weakly, kept=variable),
            Need((), (function_of, slope(function_of, variable)), (), under, variable),
            Need(implied=(equals(slope(function_of, variable), steep),), under=under, kept=variable),
        ),
    )


def _mean_value(n: Step) -> Need:
    zero, function_of = n.sides(*ORDER)
    variable, point = n.variable(REAL), n.arguments[1]
    require(zero is ZERO and variable not in point.symbols, "no fixed point")
    continuous(function_of, variable)
    beyond = _beyond_of(n, variable, point)
    start = n.below[1]
    value = replace(function_of, {variable: point})
    require(start in (Apply("le", ZERO, value), Apply("lt", ZERO, value)), "another starting value")
    along = _slope_premise(n, variable, point, beyond)
    side = Apply("le" if head_of(beyond) == "lt" else "ge", point, variable)
    strict = n.head == "le" or head_of(start) == "lt"
    require(strict or head_of(n.below[0]) == "lt", "the conclusion is too strong")
    return Need(
        (*along.premises, Premise(start, (), variable)),
        implied=(*along.implied, side if strict else beyond),
        also=(*along.also, Need((), (point, value), kept=variable)),
    )


def _beyond_of(n: Step, variable: Symbol, point: Term) -> Term:
    """That the variable is beyond the point: above it, unless the slope is compared as to come from above."""
    rising = n.below[0].children[0] is ZERO
    return Apply("lt" if rising else "gt", point, variable)


def _from_limit(n: Step) -> Need:
    zero, function_of = n.sides(*ORDER)
    variable, point, value = n.variable(REAL), *n.arguments[1:3]
    require(zero is ZERO and variable not in point.symbols, "no fixed point")
    beyond = _beyond_of(n, variable, point)
    direction = ZERO if point in ENDS else Number(1 if head_of(beyond) == "lt" else -1)
    approached = bind("limit", variable, function_of, point, direction)
    require(n.below[1] is equals(approached, value), "another limit")
    require(n.below[2] in (Apply("le", ZERO, value), Apply("lt", ZERO, value)), "another sign")
    strict = n.head == "le" or "lt" in {head_of(n.below[0]), head_of(n.below[2])}
    require(strict, "the conclusion is too strong")
    along = _slope_premise(n, variable, point, beyond)
    return Need(
        (*along.premises, Premise(n.below[1], (), variable), Premise(n.below[2], (), variable)),
        (value,),
        (*along.implied, *(() if point in ENDS else (beyond,))),
        also=along.also,
    )


def _constant(n: Step) -> Need:
    left, right = n.sides("eq")
    variable, point = n.variable(REAL), n.arguments[1]
    require(variable not in point.symbols, "no fixed point")
    moving = tuple(h for h in n.given if variable in h.symbols)
    both = (left, right, slope(left, variable), slope(right, variable))
    for side in (left, right):
        continuous(side, variable)
    bounds = tuple(h for h in moving if head_of(h) in WEAKLY and variable in h.children)
    return Need(
        (
            equals(slope(left, variable), slope(right, variable)),
            Premise(replace(n.goal, {variable: point}), (), variable),
        ),
        both,
        also=(
            Need(implied=tuple(replace(h, {variable: point}) for h in bounds), kept=variable),
            Need(implied=tuple(h for h in moving if h not in bounds), under=bounds, kept=variable),
        ),
    )


def _enclosed(n: Step) -> Need:
    left, right = n.sides("lt", "le", "ne")
    goal = Apply(n.head, left, right)
    variable, cuts = n.variable(REAL), n.arguments[1:]
    numbers = [c.value for c in cuts if isinstance(c, Number)]
    require(2 <= len(numbers) == len(cuts) <= 200 and n.goal.symbols <= {variable}, "no numbers")
    for low, high in pairwise(numbers):
        require(
            low < high and holds_between(goal, variable, low, high, MOST_HALVED), "the balls do not show it"
        )
    return Need((), (), (Apply("le", cuts[0], variable), Apply("le", variable, cuts[-1])))


def _periodic(n: Step) -> Need:
    variable, times = n.variable(REAL), n.arguments[1]
    require(isinstance(times, Number) and times.value > 0, "no number of periods")
    _in_periods(n.goal, variable)
    period = multiply(Number(2 * times.value), PI)  # type: ignore[attr-defined]  # a number
    span = (Apply("le", ZERO, variable), Apply("le", variable, period))
    moved = replace(n.goal, {variable: add(variable, period)})
    same = tuple(equals(a, b) for a, b in zip(n.goal.children, moved.children, strict=True))
    return Need((Premise(n.goal, span, variable),), also=(Need(implied=same, kept=variable),))


def _in_periods(term: Term, variable: Symbol) -> None:
    if variable in term.symbols and head_of(term) not in PERIODIC:
        require(isinstance(term, Apply), "outside of a periodic function")
        for child in term.children:
            _in_periods(child, variable)


def _newton_leibniz(n: Step) -> Need:
    left, right = n.sides("eq")
    total = binder(left, "integral")
    low, high = total.parameters
    variable, primitive = n.fresh(n.arguments[0], REAL), n.arguments[1]
    ends = (replace(primitive, {variable: high}), replace(primitive, {variable: low}))
    require(right is subtract(*ends) and not {low, high} & set(ENDS), "not the values at the ends")
    above = tuple(h for h in n.tree.premises[0].conclusion.hypotheses if h not in n.given)
    spans = [(low, high), (high, low), (Apply("min", low, high), Apply("max", low, high))]
    chosen = next((s for s in spans if set(above) <= set(between(variable, s[0], s[1], "le"))), None)
    if chosen is None:
        raise RejectedError("assumes more")
    inside = between(variable, chosen[0], chosen[1], "le")
    order = () if chosen is spans[2] else (Apply("le", *chosen),)
    return _primitive_on(total, variable, primitive, inside, order)


def _primitive_on(
    total: Binder, variable: Symbol, primitive: Term, inside: tuple[Term, ...], order: tuple[Term, ...]
) -> Need:
    """That the derivative of a term is the integrand wherever ``inside`` holds, and both are continuous."""
    integrand = total.open(variable)
    continuous(integrand, variable)
    changing = slope(primitive, variable)
    return Need(
        (Premise(equals(changing, integrand), inside),),
        implied=order,
        also=(Need(defined=(integrand, primitive, changing), under=inside),),
    )


def _improper(n: Step) -> Need:
    left, right = n.sides("eq")
    total = binder(left, "integral")
    low, high = total.parameters
    variable, primitive = n.fresh(n.arguments[0], REAL), n.arguments[1]
    limits = []
    for end, way in ((low, ONE), (high, MINUS_ONE)):
        limits.append(bind("limit", variable, primitive, end, ZERO if end in ENDS else way))
    below, above = _ends_of(right)
    if above is None:
        equations: tuple[Term, ...] = (equals(subtract(*reversed(limits)), right),)
    else:
        equations = tuple(equals(a, b) for a, b in zip(limits, (below, above), strict=True) if b is not None)
    infinite = low in ENDS or high in ENDS
    need = _primitive_on(total, variable, primitive, between(variable, low, high), ())
    order = () if infinite else (Apply("lt", low, high),)
    return Need(need.premises, also=(*need.also, Need(implied=(*order, *equations))))


def _ends_of(right: Term) -> tuple[Term | None, Term | None]:
    """The limits at both ends if the value is written as their difference."""
    if head_of(right) != "add" or len(right.children) != 2:
        return None, None
    above, rest = right.children
    if isinstance(rest, Number):
        return Number(-rest.value), above
    if head_of(rest) == "multiply" and rest.children[0] is MINUS_ONE and len(rest.children) == 2:
        return rest.children[1], above
    return None, None


def _primitive(n: Step) -> Need:
    variables = {
        t.parameters[0] for t in subterms(n.goal) if isinstance(t, Binder) and t.kind == "antiderivative"
    }
    require(len(variables) == 1, "no one variable")
    (variable,) = variables
    if not isinstance(variable, Symbol):
        raise RejectedError("no variable")
    about = [h for h in n.given if variable in h.symbols and head_of(h) not in {"lt", "gt", "ne"}]
    require(len(about) <= 1 and all(head_of(h) in {"le", "ge"} for h in about), "a fixed point")
    return Need((equals(*(slope(side, variable) for side in n.sides("eq"))),))


def _between(n: Step) -> Need:
    left, right = n.sides("eq")
    whole = binder(left, "integral")
    first, second = (binder(c, "integral") for c in right.children)
    (low, high), middle = whole.parameters, first.parameters[1]
    require(head_of(right) == "add" and first.parameters == (low, middle), "not the two parts")
    require(second.parameters == (middle, high), "not the two parts")
    require(first.body is whole.body is second.body, "not the two parts")
    return Need((), (middle,), between(middle, low, high, "le"))


def _integrand(n: Step) -> Need:
    first, second = (binder(s, "integral") for s in n.sides("eq"))
    require(first.parameters == second.parameters, "other bounds")
    variable = n.fresh(n.one(), REAL)
    inside = _inside(n, first, variable)
    order = (Apply("lt", *first.parameters),) if inside and not set(first.parameters) & set(ENDS) else ()
    return Need((Premise(equals(first.open(variable), second.open(variable)), inside),), implied=order)


def _inside(n: Step, total: Binder, variable: Symbol) -> tuple[Term, ...]:
    """What the premise about the body assumes of the variable: that it is in the range, or nothing."""
    relation = "lt" if total.kind == "integral" else "le"
    inside = between(variable, total.parameters[0], total.parameters[1], relation)
    more = [h for h in n.tree.premises[0].conclusion.hypotheses if h not in n.given]
    require(all(h in inside for h in more), "assumes more")
    return inside if more else ()


def _linear(n: Step) -> Need:
    left, right = n.sides("eq")
    total = binder(left, "integral", "sum")
    variable, factors = n.fresh(n.arguments[0], total.variable.sort), n.arguments[1:]
    inside = _inside(n, total, variable)
    parts_, values = [], []
    for factor, (part, value) in zip(factors, map(sides, n.below[1:]), strict=True):
        other = binder(part, total.kind)
        same = other.parameters == total.parameters and other.variable.sort == total.variable.sort
        require(same and variable not in factor.symbols, "another range, or no constant factor")
        parts_.append(multiply(factor, other.open(variable)))
        values.append(multiply(factor, value))
    require(right is add(*values), "another combination")
    first = Premise(equals(total.open(variable), add(*parts_)), inside)
    return Need((first, *n.below[1:]), (*factors, *(sides(p)[0] for p in n.below[1:])))


def _odd(n: Step) -> Need:
    left, right = n.sides("eq")
    total = binder(left, "integral")
    low, high = total.parameters
    require(right is ZERO and (low is negative(high) or high is negative(low)), "no symmetric range")
    variable = n.fresh(n.one(), REAL)
    return Need((equals(total.open(negative(variable)), negative(total.open(variable))),))


def _partial_sums(n: Step) -> Need:
    left, right = n.sides("eq")
    total = binder(left, "sum", "product")
    last, closed = n.fresh(n.arguments[0], INTEGER), n.arguments[1]
    require(total.parameters[1] is INFINITY, "no infinite sum")
    finite_one = bind(total.kind, total.variable, total.body, total.parameters[0], last)
    real = Symbol(last.name + "'", REAL)
    limit = bind("limit", real, replace(closed, {last: real}), INFINITY, ZERO)
    premise = Premise(equals(finite_one, closed), (Apply("le", total.parameters[0], last),))
    return Need((premise,), implied=(equals(limit, right),))


def _telescoped(n: Step) -> Need:
    left, right = n.sides("le")
    above = isinstance(left, Binder) and left.kind == "sum" and left.parameters[1] is INFINITY
    total, bound = (binder(left, "sum"), right) if above else (binder(right, "sum"), left)
    index, value = n.fresh(n.arguments[0], INTEGER), n.arguments[1]
    require(total.parameters[1] is INFINITY, "no infinite sum")
    pair = [total.open(index), subtract(value, replace(value, {index: add(index, ONE)}))]
    ends = [replace(value, {index: total.parameters[0]}), bound]
    within = (Apply("le", total.parameters[0], index),)
    order = slice(None) if above else slice(None, None, -1)
    premises = [Premise(Apply("le", *pair[order]), within), Premise(Apply("le", *ends[order]))]
    if above:
        return Need((*premises, Premise(Apply("le", ZERO, value), within)), real=(value, bound))
    far = Symbol(index.name + "'", REAL)
    limit = bind("limit", far, replace(value, {index: far}), INFINITY, ZERO)
    return Need(tuple(premises), implied=(equals(limit, ZERO),), real=(value, bound))


def _distinct(n: Step) -> Need:
    left, right = n.sides("distinct")
    pairs = zip(n.arguments[::2], n.arguments[1::2], strict=True)
    found = Evaluation({})
    point = {symbol: found.of(value) for symbol, value in pairs}
    for p in (*n.given, Apply("ne", left, right)):
        require(Evaluation(point).truth(p) is True, "not established at the point")
    return Need()


def _turns(n: Step) -> Need:
    """Where a sine or cosine is 0 or 1, the angle is one of its zeros, or of its maxima."""
    equation, k = n.known(n.arguments[0]), n.fresh(n.arguments[1], INTEGER)
    for side, value in (equation.children, equation.children[::-1]):
        times, shift = TURNS.get((head_of(side), value), (ZERO, ZERO))
        if times is not ZERO and head_of(equation) == "eq":
            number = k if times is ONE else multiply(times, k)
            total = number if shift is ZERO else add(number, shift)
            angle = equals(side.children[0], multiply(total, PI))
            return Need((Premise(n.goal, (angle,)),), real=side.children)
    raise RejectedError("no zero of sine or cosine")


ANALYSIS: Final[dict[str, Rule]] = {
    "mean-value": _mean_value,
    "from-limit": _from_limit,
    "constant": _constant,
    "enclosed": _enclosed,
    "periodic": _periodic,
    "newton-leibniz": _newton_leibniz,
    "improper": _improper,
    "primitive": _primitive,
    "between": _between,
    "integrand": _integrand,
    "linear": _linear,
    "odd": _odd,
    "partial-sums": _partial_sums,
    "telescoped": _telescoped,
    "distinct": _distinct,
    "turns": _turns,
}
