"""Which integrals and infinite sums have no finite value, by their terms.

A sum diverges where its terms do not tend to 0, and where they times n, ``n log n`` or
``n log n log log n`` tend to something else than 0: then they keep one sign, and are beyond a multiple of
a series without a value.
An integral diverges likewise at an end where its integrand is beyond one that has no integral there.
"""

from derive.algebra.balls import truth
from derive.algebra.convergence import (
    COST_OF_BALLS,
    INFINITE,
    bounds,
    expanded_product,
    is_below,
    is_defined_under,
    is_plain,
    is_summable,
    quotient_of,
    summands,
    without_signs,
)
from derive.algebra.definedness import definedness
from derive.algebra.differentiate import DerivativeError
from derive.algebra.facts import Facts
from derive.algebra.limits.absent import two_ways
from derive.algebra.limits.limit import limit
from derive.algebra.limits.setting import OutsideError, UndeterminedError
from derive.algebra.normal_form.equality import canonical
from derive.algebra.unfold import unfold
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import (
    HALF,
    INFINITY,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    multiply,
    rewrite,
    subterms,
    subtract,
)


def diverges(binder: Binder, facts: Facts, effort: Effort) -> bool:
    """Whether an integral or an infinite sum is shown to have no finite value under the facts."""
    if not binder.symbols:
        effort.charge(COST_OF_BALLS)
        if truth(Apply("converges", binder), {}) is False:
            return True
    try:
        if binder.kind == "integral":
            return _integral_diverges(binder, facts, effort)
        return binder.kind == "sum" and _sum_diverges(binder, facts, effort)
    except (UndeterminedError, OutsideError, DerivativeError):
        return False


def _sum_diverges(binder: Binder, facts: Facts, effort: Effort) -> bool:
    """Whether the terms do not tend to 0, or stay beyond those of a harmonic series on one side."""
    low, high = binder.parameters
    index = fresh("k", binder.variable.sort, binder, *facts.hypotheses)
    needed = definedness(binder.open(index))
    if high is not INFINITY or not all(map(facts.assuming(Apply("le", low, index)).proves, needed)):
        return False
    within = facts.assuming(Apply("le", low, index))
    body = with_double_angles(without_signs(unfold(binder.open(index))))
    form = canonical(body, within, effort)
    forms = (body, form) if form is not body and is_defined_under(form, within) else (body,)
    return any(_terms_diverge(f, index, within, facts, effort) for f in forms) or any(
        _parts_diverge(f, index, within, facts, effort) for f in forms
    )


def with_double_angles(term: Term) -> Term:
    """The term with squares of sines and cosines by cosines of the doubled angle."""

    def step(part: Term) -> Term | None:
        base = part.children[0] if isinstance(part, Apply) and part.head == "power" else None
        if not isinstance(base, Apply) or base.head not in ("sin", "cos") or part.children[1] is not TWO:
            return None
        doubled = multiply(
            Number(1 if base.head == "cos" else -1), Apply("cos", multiply(TWO, *base.children))
        )
        return multiply(HALF, add(ONE, doubled))

    return rewrite(term, step)


def _parts_diverge(form: Term, index: Symbol, within: Facts, facts: Facts, effort: Effort) -> bool:
    """Whether one summand diverges, and all others converge."""
    parts = tuple(summands(expanded_product(form)))
    failing = [p for p in parts if not is_summable(p, index, within, facts, effort)]
    return len(parts) > len(failing) == 1 and _terms_diverge(failing[0], index, within, facts, effort)


def _terms_diverge(body: Term, index: Symbol, within: Facts, facts: Facts, effort: Effort) -> bool:
    if two_ways(bind("limit", index, body, INFINITY, ZERO), facts, effort) is not None:
        return True
    if any(_away(body, index, INFINITY, s, facts, effort) for s in (ONE, *_slow(index))):
        return True
    return _grows(body, index, within, facts, effort)


def _grows(body: Term, index: Symbol, within: Facts, facts: Facts, effort: Effort) -> bool:
    """Whether the terms are not 0, and the quotient of neighbours has a limit beyond 1 or -1."""
    symbols = sorted((s for s in body.symbols if s.sort == REAL), key=lambda s: s.name)
    apart = (Apply("ne", s, ZERO) for s in symbols if facts.proves(Apply("lt", ZERO, Apply("abs", s))))
    within = within.assuming(*apart)
    quotient = quotient_of(body, index, within, facts, effort)
    if quotient is None or not within.proves(Apply("ne", body, ZERO)):
        return False
    size = canonical(Apply("abs", quotient), facts, effort) if quotient not in INFINITE else quotient
    return quotient in INFINITE or facts.proves(Apply("lt", ONE, size))


def _integral_diverges(binder: Binder, facts: Facts, effort: Effort) -> bool:
    """Whether the integrand stays beyond one that cannot be integrated, at an end, and is tame elsewhere."""
    low, high = binder.parameters
    if not is_below(low, high, facts) or low is high:
        return False
    variable = fresh("t", REAL, binder, *facts.hypotheses)
    body = unfold(binder.open(variable))
    inside = facts.assuming(*bounds("lt", low, variable), *bounds("lt", variable, high))
    if not all(map(is_plain, subterms(body))) or not is_defined_under(body, inside):
        return False
    for end, side in ((low, 1), (high, -1)):
        if end in INFINITE:
            distance = variable if end is INFINITY else multiply(MINUS_ONE, variable)
            scales: tuple[Term, ...] = (ONE, *_slow(distance))
        else:
            distance = multiply(Number(side), subtract(variable, end))
            scales = (distance, multiply(distance, Apply("log", distance)))
        if any(_away(body, variable, end, s, facts, effort, side) for s in scales):
            return True
    return False


def _slow(t: Term) -> tuple[Term, ...]:
    """Scales whose reciprocals cannot be summed."""
    first, second = Apply("log", t), Apply("log", Apply("log", t))
    return t, multiply(t, first), multiply(t, first, second)


def _away(
    body: Term, variable: Symbol, end: Term, scale: Term, facts: Facts, effort: Effort, side: int = 1
) -> bool:
    """Whether the body times a scale has a limit other than 0."""
    direction = ZERO if end in INFINITE else Number(side)
    try:
        found = limit(bind("limit", variable, multiply(body, scale), end, direction), facts, effort)
    except (UndeterminedError, OutsideError):
        return False
    return found in INFINITE or facts.proves(Apply("ne", found, ZERO))
