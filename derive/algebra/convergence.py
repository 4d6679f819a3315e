"""Which integrals and infinite sums converge, by the growth of their terms.

An integral over a term g that has no sign changes of growth near an end converges there if
``t g'(t) / g(t)`` has a limit below -1 (at infinity; above -1 at a finite end, from which t is then
measured): then g is at most a power that can be integrated. A sum converges absolutely where the
quotient of neighbouring terms has a limit of absolute value below 1, or the corresponding integral does.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from derive.algebra.balls import truth
from derive.algebra.definedness import definedness
from derive.algebra.differentiate import DerivativeError, differentiate
from derive.algebra.facts import Facts
from derive.algebra.limits.expand import NEGATIVE_INFINITY
from derive.algebra.limits.limit import limit
from derive.algebra.limits.setting import OutsideError, UndeterminedError
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError, sort_of
from derive.algebra.unfold import unfold
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    divide,
    fresh,
    multiply,
    replace,
    rewrite,
    subterms,
    subtract,
)
from derive.theory.function import function

COST_OF_BALLS: Final = 2_000
INFINITE: Final = frozenset((INFINITY, NEGATIVE_INFINITY))
BOUNDED: Final = frozenset(
    ("sin", "cos", "tanh", "atan", "sigmoid", "erf", "sign", "indicator", "normal_cdf")
)


def has_value(binder: Binder, facts: Facts, effort: Effort) -> bool:
    """Whether an integral or an infinite sum converges or is infinite."""
    if not binder.symbols:
        effort.charge(COST_OF_BALLS)
        if truth(Apply("has_limit", binder), {}) is True:
            return True
    return converges(binder, facts, effort)


def converges(binder: Binder, facts: Facts, effort: Effort) -> bool:
    """Whether an integral or an infinite sum is shown to converge under the facts."""
    if not binder.symbols:
        effort.charge(COST_OF_BALLS)
        if truth(Apply("converges", binder), {}) is True:
            return True
    try:
        if binder.kind == "integral":
            return _integral(binder, facts, effort)
        return binder.kind == "sum" and _sum(binder, facts, effort)
    except (UndeterminedError, OutsideError, DerivativeError):
        return False


def _integral(binder: Binder, facts: Facts, effort: Effort) -> bool:
    low, high = binder.parameters
    if is_below(high, low, facts):
        low, high = high, low
    elif not is_below(low, high, facts):
        return False
    variable = fresh("t", REAL, binder, *facts.hypotheses)
    body = unfold(binder.open(variable))
    inside = (*bounds("lt", low, variable), *bounds("lt", variable, high))
    around = facts.assuming(*inside)
    body = rewrite(body, lambda part: _first_branch(part, around))
    if not all(map(is_plain, subterms(body))):
        return False
    if not is_defined_under(body, around):
        return False
    upto = (
        (low, (*bounds("le", low, variable), *bounds("lt", variable, high))),
        (high, (*bounds("lt", low, variable), *bounds("le", variable, high))),
    )
    ends = [end for end, span in upto if end in INFINITE or not is_defined_under(body, facts.assuming(*span))]
    return any(
        all(
            _fits(part, variable, end, 1 if end is low else -1, facts, effort)
            for end in ends
            for part in parts
        )
        for form in _forms(body, around, effort)
        for parts in _divisions(form)
    )


def _first_branch(part: Term, facts: Facts) -> Term | None:
    """The first value of a case distinction, where its condition is known to hold."""
    known = isinstance(part, Apply) and part.head == "cases" and facts.proves(part.children[1])
    return part.children[0] if known else None


def is_defined_under(body: Term, facts: Facts) -> bool:
    """Whether facts imply that a term has a value."""
    return all(map(facts.proves, definedness(body)))


def is_below(low: Term, high: Term, facts: Facts) -> bool:
    """Whether the bounds of an integral are known to be in order."""
    return low is NEGATIVE_INFINITY or high is INFINITY or facts.proves(Apply("le", low, high))


def bounds(head: str, low: Term, high: Term) -> tuple[Term, ...]:
    """A relation between two terms, unless one is infinite."""
    return () if low in INFINITE or high in INFINITE else (Apply(head, low, high),)


def is_plain(term: Term) -> bool:
    """Whether a term is locally bounded wherever it is defined and its arguments are."""
    if isinstance(term, Binder):
        return False
    if not isinstance(term, Apply) or term.head in _ARITHMETIC:
        return True
    record = function(term.head)
    return (
        record is not None
        and record.shape == "scalar"
        and (bool(record.derivative) or bool(record.definition))
    )


_ARITHMETIC: Final = frozenset(("add", "multiply", "power", "root", "pi", "abs", "max", "min", "sign"))


def _divisions(form: Term) -> Iterator[tuple[Term, ...]]:
    """What is looked at one by one: the summands, or all of them as one."""
    parts = tuple(summands(form))
    yield parts
    product = expanded_product(form)
    if product is not form:
        yield tuple(summands(product))
    if len(parts) > 1:
        yield (form,)


def expanded_product(form: Term) -> Term:
    """A product with one sum in it as the sum of the products."""
    factors = tuple(_factors(form))
    sums = [f for f in factors if isinstance(f, Apply) and f.head == "add"]
    if len(sums) != 1 or len(factors) == 1:
        return form
    others = tuple(f for f in factors if f is not sums[0])
    return add(*(multiply(part, *others) for part in sums[0].children))


def summands(term: Term) -> Iterator[Term]:
    """The terms of a sum, or of nested ones."""
    if isinstance(term, Apply) and term.head == "add":
        for child in term.children:
            yield from summands(child)
    else:
        yield term


def _fits(part: Term, variable: Symbol, end: Term, side: int, facts: Facts, effort: Effort) -> bool:
    """Whether a summand can be integrated up to an end."""
    if end is INFINITY and _waves(part, variable, facts, effort):
        return True
    try:
        order = _order(part, variable, end, side, facts, effort)
    except (UndeterminedError, OutsideError, DerivativeError):
        return False
    if order in INFINITE:
        return order is (NEGATIVE_INFINITY if end in INFINITE else INFINITY)
    return facts.proves(Apply("lt", order, MINUS_ONE) if end in INFINITE else Apply("lt", MINUS_ONE, order))


def _order(part: Term, variable: Symbol, end: Term, side: int, facts: Facts, effort: Effort) -> Term:
    """The limit of ``t g'/g``, without the bounded factors of g."""
    moving = [f for f in _factors(part) if variable in f.symbols]
    try:
        return _order_of(moving, variable, end, side, facts, effort)
    except (UndeterminedError, OutsideError, DerivativeError):
        growing = [f for f in moving if not _is_bounded(f)]
        if len(growing) == len(moving):
            raise
        return _order_of(growing, variable, end, side, facts, effort)


def _order_of(
    growing: list[Term], variable: Symbol, end: Term, side: int, facts: Facts, effort: Effort
) -> Term:
    distance = variable if end in INFINITE else subtract(variable, end)
    slopes = [divide(differentiate(f, variable), f) for f in growing]
    if not slopes:
        return ZERO
    growth = canonical(multiply(distance, add(*slopes)), facts, effort)
    if variable not in growth.symbols:
        return growth
    direction = ZERO if end in INFINITE else Number(side)
    return limit(bind("limit", variable, growth, end, direction), facts, effort)


def _waves(part: Term, variable: Symbol, facts: Facts, effort: Effort) -> bool:
    """Dirichlet's test: a factor with bounded sums and integrals, and one that falls to 0 from some place on.

    The first is a power of -1, or the sine or cosine of ``a t + b`` where 2 pi divides no multiple of a that
    matters: a is a rational number other than 0.
    """
    moving = [f for f in _factors(part) if variable in f.symbols]
    waves = [f for f in moving if _is_wave(f, variable)]
    falling = [f for f in moving if f not in waves]
    if len(waves) != 1 or not falling:
        return False
    try:
        order = _order_of(falling, variable, INFINITY, 1, facts.assuming(Apply("lt", ZERO, variable)), effort)
    except (UndeterminedError, OutsideError, DerivativeError):
        return False
    if order in INFINITE or not facts.proves(Apply("lt", order, ZERO)):
        return order is NEGATIVE_INFINITY
    return True


def _is_wave(factor: Term, variable: Symbol) -> bool:
    if not isinstance(factor, Apply):
        return False
    if factor.head == "power" and factor.children[0] is MINUS_ONE:
        return _steps(factor.children[1], variable) % 2 == 1
    return factor.head in {"sin", "cos"} and _steps(factor.children[0], variable) != 0


def _steps(term: Term, variable: Symbol) -> Fraction:
    """The rational a in ``a t + b``; 0 for other terms."""
    try:
        slope = differentiate(term, variable)
    except DerivativeError:
        return Fraction(0)
    found = canonical(slope, Facts(()), Effort(COST_OF_BALLS))
    return found.value if isinstance(found, Number) else Fraction(0)


def _factors(term: Term) -> Iterator[Term]:
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from _factors(child)
    else:
        yield term


def _is_bounded(factor: Term) -> bool:
    if isinstance(factor, Apply) and factor.head == "power" and isinstance(factor.children[1], Number):
        return factor.children[1].value > 0 and _is_bounded(factor.children[0])
    if isinstance(factor, Apply) and factor.head == "abs":
        return _is_bounded(factor.children[0])
    return isinstance(factor, Apply) and factor.head in BOUNDED


def _sum(binder: Binder, facts: Facts, effort: Effort) -> bool:
    low, high = binder.parameters
    if high is not INFINITY:
        return False
    index = fresh("k", binder.variable.sort, binder, *facts.hypotheses)
    body = without_signs(unfold(binder.open(index)))
    within = facts.assuming(Apply("le", low, index))
    if not all(facts.proves(c) for c in definedness(binder) if c is not Apply("converges", binder)):
        return False
    return any(
        all(is_summable(part, index, within, facts, effort) for part in parts)
        for form in _forms(body, within, effort)
        for parts in _divisions(form)
    )


def _forms(body: Term, within: Facts, effort: Effort) -> Iterator[Term]:
    """The body as written, and its normal form where that is defined too."""
    yield body
    form = canonical(body, within, effort)
    if form is not body and is_defined_under(form, within):
        yield form


def quotient_of(part: Term, index: Symbol, within: Facts, facts: Facts, effort: Effort) -> Term | None:
    """The limit of the quotient of neighbouring terms; None where it was not found."""
    following = replace(part, {index: add(index, ONE)})
    quotient = canonical(divide(following, part), within, effort)
    if canonical(subtract(following, multiply(quotient, part)), within, effort) is not ZERO:
        return None
    if index not in quotient.symbols:
        return quotient
    real = fresh("t", REAL, part, *facts.hypotheses)
    try:
        return limit(bind("limit", real, replace(quotient, {index: real}), INFINITY, ZERO), facts, effort)
    except (UndeterminedError, OutsideError):
        return None


def without_signs(term: Term) -> Term:
    """The term with absolute values of products without their powers of -1 with whole exponents."""

    def step(part: Term) -> Term | None:
        if not (isinstance(part, Apply) and part.head == "abs"):
            return None
        kept = tuple(f for f in _factors(part.children[0]) if not _is_sign(f))
        return Apply("abs", multiply(*kept, ONE))

    return rewrite(term, step)


def _is_sign(factor: Term) -> bool:
    if not (isinstance(factor, Apply) and factor.head == "power" and factor.children[0] is MINUS_ONE):
        return False
    try:
        return sort_of(factor.children[1]) == INTEGER
    except ShapeError:
        return False


def is_summable(part: Term, index: Symbol, within: Facts, facts: Facts, effort: Effort) -> bool:
    """Whether terms have a sum, by the quotient of neighbours, by alternating signs, or by their order."""
    quotient = quotient_of(part, index, within, facts, effort) or ONE
    real = fresh("t", REAL, part, *facts.hypotheses)
    if quotient in INFINITE:
        return False
    if facts.proves(Apply("lt", quotient, ONE)) and facts.proves(Apply("lt", MINUS_ONE, quotient)):
        return True
    if facts.proves(Apply("lt", Apply("abs", quotient), ONE)):
        return True
    smooth = replace(part, {index: real})
    if _waves(smooth, real, facts, effort):
        return True
    try:
        order = _order(smooth, real, INFINITY, 1, facts.assuming(Apply("lt", ZERO, real)), effort)
    except (UndeterminedError, OutsideError, DerivativeError):
        return False
    if order in INFINITE:
        return order is NEGATIVE_INFINITY
    return facts.proves(Apply("lt", order, MINUS_ONE))
