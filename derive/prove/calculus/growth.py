"""Functions of one variable on an interval: mean values, limits at the ends, enclosures by balls."""

from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from flint import arb, fmpq

from derive.algebra.balls import Indeterminate, Undefined, evaluate, truth
from derive.algebra.differentiate import DerivativeError, resolve, smoothness
from derive.algebra.facts_polynomials import expanded
from derive.core.sort import REAL
from derive.core.term import (
    INFINITY,
    PI,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    bind,
    multiply,
    replace,
    subtract,
)
from derive.core.verdict import ProofTree, Trust
from derive.prove.calculus.constant import is_bound_of
from derive.prove.continuity import is_continuous
from derive.prove.indefinite import derivative
from derive.prove.propositions import head_of
from derive.prove.rule import (
    Check,
    RejectedError,
    discharged,
    follows,
    fresh_in,
    leaf,
    real,
    relation,
    require,
)
from derive.prove.tables import Tables

MINUS_INFINITY: Final = Apply("multiply", Number(-1), INFINITY)
WEAKLY: Final = {"lt": "le", "gt": "ge", "le": "le", "ge": "ge"}
MOST_PARTS: Final = 200


def multiple(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- b - a = c g`` and ``H |- 0 R g``: ``H |- a R b``, R one of < <= !=.

    H implies that c and g are defined and c is positive; for <= not negative, for != not 0. Argument: c.
    """
    left, right = relation(node.conclusion.goal, "lt", "le", "ne")
    real(left, right)
    head = head_of(node.conclusion.goal)
    require(len(node.arguments) == 1 and len(node.premises) == 2, "a factor and two premises")
    (factor,) = node.arguments
    zero, rest = relation(node.premises[1].conclusion.goal, head)
    require(zero is ZERO, "not compared with 0")
    discharged(node, tables, (*tables.definedness(factor), *tables.definedness(rest)))
    discharged(node, tables, (Apply(head, ZERO, factor),))
    follows(node, 0, Apply("eq", subtract(right, left), Apply("multiply", factor, rest)))
    follows(node, 1, Apply(head, ZERO, rest))
    return "exact"


def apart(node: ProofTree, tables: Tables) -> Trust:
    """From ``H |- a < b`` or ``H |- b < a``: ``H |- a != b``."""
    tables.effort.charge(1)
    left, right = relation(node.conclusion.goal, "ne")
    require(len(node.premises) == 1, "one premise")
    first, _ = relation(node.premises[0].conclusion.goal, "lt")
    follows(node, 0, Apply("lt", left, right) if first is left else Apply("lt", right, left))
    return "exact"


def mean_value(node: ProofTree, tables: Tables) -> Trust:
    """From ``K, B, c < x |- 0 R f'(x)`` and ``K |- 0 S f(c)``: ``H |- 0 T f(x)``.

    H implies ``c <= x``; K are hypotheses of H without x; B are bounds of x which H implies and which
    hold at c at least weakly. K, B and ``c < x`` imply that f and f' are defined and f is smooth, K that
    f(c) is defined, and f is continuous where it is defined. T is strict only if S is, or R is and H
    implies ``c < x``. With all of this turned round for ``x <= c``: ``x < c |- f'(x) R 0``.
    Arguments: x and c.
    """
    head, variable, point = _target(node)
    function_of = node.conclusion.goal.children[1]
    hypotheses = node.conclusion.hypotheses
    kept = tuple(h for h in hypotheses if variable not in h.symbols)
    require(len(node.premises) == 2 and variable not in point.symbols, "two premises, and a fixed point")
    require(is_continuous(function_of, variable), "the function may jump")
    side = next((s for s in ("le", "ge") if tables.proves(hypotheses, Apply(s, point, variable))), None)
    if side is None:
        raise RejectedError("the point is on no side")
    value = replace(function_of, {variable: point})
    known = (*tables.definedness(point), *tables.definedness(value))
    require(all(tables.proves(kept, d) for d in known), "not defined at the point")
    beyond = Apply("lt" if side == "le" else "gt", point, variable)
    strict_slope = _slope_premise(node, tables, kept, point, beyond)
    second = head_of(node.premises[1].conclusion.goal)
    require(second in {"lt", "le"}, "no order")
    strict = second == "lt" or (strict_slope and tables.proves(hypotheses, beyond))
    require(head == "le" or strict, "the conclusion is too strong")
    follows(node, 1, Apply(second, ZERO, value))
    require(all(h in kept for h in node.premises[1].conclusion.hypotheses), "x at the point")
    return "exact"


def from_limit(node: ProofTree, tables: Tables) -> Trust:
    """From ``K, B, c < x |- 0 R f'(x)``, ``K |- lim_(c+) f = L``, ``K |- 0 S L``: ``H |- 0 T f(x)``.

    As by a mean value, with ``c < x`` implied by H, and the limit at c, which H implies to converge, in the
    place of a value. c may be minus infinity; turned round, with the limit from below, it may be infinity.
    T is strict only if R or S is. Arguments: x, c and L.
    """
    head, variable, point = _target(node)
    function_of = node.conclusion.goal.children[1]
    hypotheses = node.conclusion.hypotheses
    kept = tuple(h for h in hypotheses if variable not in h.symbols)
    require(len(node.premises) == 3 and variable not in point.symbols, "three premises")
    side = next((s for s in ("lt", "gt") if _beyond(s, point, variable, hypotheses, tables)), None)
    if side is None:
        raise RejectedError("the point is on no side")
    found = approached(function_of, variable, point, side)
    require(tables.proves(kept, Apply("converges", found)), "the limit may not exist")
    strict_slope = _slope_premise(node, tables, kept, point, Apply(side, point, variable))
    value = node.arguments[2]
    require(all(tables.proves(kept, d) for d in tables.definedness(value)), "no limit")
    follows(node, 1, Apply("eq", found, value))
    final = head_of(node.premises[2].conclusion.goal)
    require(head == "le" or strict_slope or final == "lt", "the conclusion is too strong")
    require(final in {"lt", "le"}, "no order")
    follows(node, 2, Apply(final, ZERO, value))
    below = (*node.premises[1].conclusion.hypotheses, *node.premises[2].conclusion.hypotheses)
    require(all(h in kept for h in below), "x at the point")
    return "exact"


def lipschitz(node: ProofTree, tables: Tables) -> Trust:
    """From ``K, B |- |f'(t)| <= L``: ``H |- |f(x) - f(y)| <= L |x - y|``, t a fresh real number.

    K are hypotheses of H; B are bounds of t, and H implies the same ones of x and of y. K and B imply
    that f and f' are defined and f is smooth. L is without t. Arguments: t and ``f(t)``, x, y, L.
    """
    left, right = relation(node.conclusion.goal, "le")
    require(len(node.arguments) == 5 and len(node.premises) == 1, "five arguments and a premise")
    variable, function_of, x, y, factor = node.arguments
    if not (isinstance(variable, Symbol) and fresh_in(node, variable, REAL)):
        raise RejectedError("the symbol is not fresh")
    require(variable not in factor.symbols | x.symbols | y.symbols, "a factor that varies")
    real(function_of, x, y, factor)
    values = (replace(function_of, {variable: at}) for at in (x, y))
    require(left is Apply("abs", subtract(*values)), "another difference")
    require(right is multiply(factor, Apply("abs", subtract(x, y))), "another bound")
    try:
        slope = resolve(derivative(function_of, variable))
        needed = smoothness(function_of, variable)
    except DerivativeError as error:
        raise RejectedError("no derivative") from error
    tables.effort.charge(4 * function_of.size + slope.size)
    premise = node.premises[0].conclusion
    require(premise.goal is Apply("le", Apply("abs", slope), factor), "another slope")
    for bound in premise.hypotheses:
        if variable in bound.symbols:
            require(is_bound_of(variable, bound), "no bound of the variable")
            discharged(node, tables, (replace(bound, {variable: at}) for at in (x, y)))
        else:
            require(bound in node.conclusion.hypotheses, "a premise assumes more")
    defined = (*needed, *tables.definedness(function_of), *tables.definedness(slope))
    require(all(tables.proves(premise.hypotheses, d) for d in defined), "not smooth between")
    discharged(node, tables, (*tables.definedness(x), *tables.definedness(y), *tables.definedness(factor)))
    return "exact"


def approached(term: Term, variable: Symbol, point: Term, side: str) -> Binder:
    """The limit of the term as the variable tends to the point, from above where ``point < variable``."""
    infinite = point in {INFINITY, MINUS_INFINITY}
    direction = ZERO if infinite else Number(1 if side == "lt" else -1)
    return bind("limit", variable, term, point, direction)


def _beyond(side: str, point: Term, variable: Symbol, hypotheses: tuple[Term, ...], tables: Tables) -> bool:
    if point is INFINITY or point is MINUS_INFINITY:
        return (point is MINUS_INFINITY) == (side == "lt")
    return all(tables.proves(hypotheses, d) for d in tables.definedness(point)) and tables.proves(
        hypotheses, Apply(side, point, variable)
    )


def _target(node: ProofTree) -> tuple[str, Symbol, Term]:
    """The relation of the conclusion with 0, the variable and the point."""
    zero, _ = relation(node.conclusion.goal, "lt", "le")
    require(zero is ZERO and len(node.arguments) >= 2, "not compared with 0")
    variable, point = node.arguments[:2]
    if not (isinstance(variable, Symbol) and variable.sort == REAL and not variable.is_bound):
        raise RejectedError("no real variable")
    return head_of(node.conclusion.goal), variable, point


def _slope_premise(
    node: ProofTree, tables: Tables, kept: tuple[Term, ...], point: Term, beyond: Apply
) -> bool:
    """Check the premise about the slope beyond the point; whether it is strict."""
    function_of = node.conclusion.goal.children[1]
    variable = beyond.children[1]
    if not isinstance(variable, Symbol):
        raise RejectedError("no variable")
    try:
        slope = resolve(derivative(function_of, variable))
        needed = smoothness(function_of, variable)
    except DerivativeError as error:
        raise RejectedError("no derivative") from error
    tables.effort.charge(4 * function_of.size + slope.size)
    premise = node.premises[0].conclusion
    head = head_of(premise.goal)
    require(head in {"lt", "le"}, "no order")
    sides = (ZERO, slope) if beyond.head == "lt" else (slope, ZERO)
    require(premise.goal is Apply(head, *sides), "another slope")
    for bound in premise.hypotheses:
        if bound not in kept and bound is not beyond:
            _check_bound(bound, variable, point, node, kept, tables)
    defined = (*needed, *tables.definedness(function_of), *tables.definedness(slope))
    within = (*premise.hypotheses, *((beyond,) if point not in {INFINITY, MINUS_INFINITY} else ()))
    require(all(tables.proves(within, d) for d in defined), "not smooth on the interval")
    return head == "lt"


def _check_bound(
    bound: Term, variable: Symbol, point: Term, node: ProofTree, kept: tuple[Term, ...], tables: Tables
) -> None:
    """That a bound of the variable holds at it, and at least weakly at the point."""
    require(is_bound_of(variable, bound), "no bound of the variable")
    require(tables.proves(node.conclusion.hypotheses, bound), "the bound does not hold")
    if point in {INFINITY, MINUS_INFINITY}:
        left, _ = bound.children
        upper = (head_of(bound) in {"lt", "le"}) == (left is variable)
        require(upper == (point is MINUS_INFINITY), "the bound excludes infinity")
        return
    weak = Apply(WEAKLY[head_of(bound)], *bound.children)
    require(tables.proves(kept, replace(weak, {variable: point})), "the bound excludes the point")


def enclosed(node: ProofTree, tables: Tables) -> Trust:
    """Over no premise: ``H |- a R b``, R one of < <= !=, about one number x.

    H implies that x lies between the first and the last of ascending numbers; between each two
    neighbours balls around a and b, or around b - a by its slope, show the relation.
    Arguments: x and the numbers.
    """
    leaf(node)
    relation(node.conclusion.goal, *ENCLOSED)
    variable, *cuts = node.arguments
    if not (isinstance(variable, Symbol) and variable.sort == REAL):
        raise RejectedError("no real variable")
    require(node.conclusion.goal.symbols <= {variable}, "another symbol")
    numbers = [fmpq(c.value.numerator, c.value.denominator) for c in cuts if isinstance(c, Number)]
    require(2 <= len(numbers) == len(cuts) <= MOST_PARTS, "no numbers")
    discharged(node, tables, (Apply("le", cuts[0], variable), Apply("le", variable, cuts[-1])))
    for low, high in pairwise(numbers):
        require(low < high, "not ascending")
        require(holds_between(node.conclusion.goal, variable, low, high, tables), "the balls do not show it")
    return "exact"


def periodic(node: ProofTree, tables: Tables) -> Trust:
    """From ``K, 0 <= x, x <= 2 pi m |- G``: ``H |- G``, K being hypotheses of H without x.

    In G the real x is only inside ``sin(q x + r)`` and the like, q a number with q m whole, r without x.
    Arguments: x and m, a positive integer.
    """
    require(len(node.arguments) == 2 and len(node.premises) == 1, "a variable, a number and a premise")
    variable, times = node.arguments
    goal = node.conclusion.goal
    relation(goal, "lt", "le", "ne", "eq")
    if not (isinstance(variable, Symbol) and variable.sort == REAL and isinstance(times, Number)):
        raise RejectedError("no real variable, or no number")
    require(times.value > 0 and is_periodic(goal, variable, times.value), "not periodic")
    tables.effort.charge(goal.size)
    follows(node, 0, goal, *one_period(variable, times))
    allowed = set(one_period(variable, times))
    about = (h for h in node.premises[0].conclusion.hypotheses if variable in h.symbols)
    require(all(h in allowed for h in about), "a premise assumes more of the variable")
    return "exact"


def one_period(variable: Symbol, times: Number) -> tuple[Term, Term]:
    """That the variable lies within one period."""
    period = Apply("multiply", Number(2 * times.value), PI)
    return Apply("le", ZERO, variable), Apply("le", variable, period)


def is_periodic(term: Term, variable: Symbol, times: Fraction) -> bool:
    """Whether ``2 pi times`` is a period of a term in the variable."""
    if variable not in term.symbols:
        return True
    if isinstance(term, Apply) and term.head in PERIODIC:
        inside = expanded(term.children[0])
        slope = inside.get(((variable, 1),), fmpq(0)) * fmpq(times.numerator, times.denominator)
        moving = [m for m in inside if any(variable in base.symbols for base, _ in m)]
        return len(moving) == 1 and slope != 0 and slope.q == 1
    if not isinstance(term, Apply):
        return False
    return all(is_periodic(c, variable, times) for c in term.children)


PERIODIC: Final = frozenset(("sin", "cos", "tan", "cot", "sec", "csc"))
ENCLOSED: Final = ("lt", "le", "ne")


def holds_between(goal: Term, variable: Symbol, low: fmpq, high: fmpq, tables: Tables) -> bool:
    """Whether balls show a relation for all values of its only variable between two numbers."""
    tables.effort.charge(10 + goal.size)
    around = ball_between(low, high)
    if truth(goal, {variable: around}) is True:
        return True
    gap = subtract(*reversed(goal.children))
    try:
        slope, needed = resolve(derivative(gap, variable)), smoothness(gap, variable)
    except DerivativeError:
        return False
    tables.effort.charge(10 + goal.size + slope.size)
    if not all(truth(c, {variable: around}) is True for c in needed):
        return False
    middle = (low + high) / 2
    try:
        evaluate(gap, {variable: around})
        value = evaluate(gap, {variable: middle}) + evaluate(slope, {variable: around}) * (
            around - arb(middle)
        )
    except (Undefined, Indeterminate):
        return False
    return bool(SHOWN[head_of(goal)](value))


SHOWN: Final[dict[str, Any]] = {"lt": lambda v: v > 0, "le": lambda v: v >= 0, "ne": lambda v: v != 0}


def ball_between(low: fmpq, high: fmpq) -> arb:
    """A ball that contains all numbers between the two."""
    return arb(low).union(arb(high))


RULES: Final[dict[str, Check]] = {
    "multiple": multiple,
    "apart": apart,
    "mean-value": mean_value,
    "from-limit": from_limit,
    "enclosed": enclosed,
    "periodic": periodic,
    "lipschitz": lipschitz,
}
