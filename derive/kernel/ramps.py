"""Sums with a softplus, as cross entropies of labels: what is subtracted must not swallow its small part."""

from derive.core.term import ZERO, Apply, Term, multiply
from derive.kernel.clusters import factors_of
from derive.kernel.factors import positive_part
from derive.kernel.lowering import Lowering
from derive.kernel.program import Operand


def small_last(terms: list[Term]) -> tuple[list[Term], list[Term]]:
    """The summands, and apart those between 0 and log 2, which are added last."""
    flat = [c for t in terms for c in (t.children if isinstance(t, Apply) and t.head == "add" else (t,))]
    small = [t for t in flat if _is_small(t)]
    return ([t for t in flat if t not in small], small) if 0 < len(small) < len(flat) else (terms, [])


def _is_small(term: Term) -> bool:
    """Whether the term is log(1 + exp(-|u|))."""
    inner = term.children[0] if isinstance(term, Apply) and term.head == "log1p" else None
    exponent = inner.children[0] if isinstance(inner, Apply) and inner.head == "exp" else None
    fallen = positive_part(exponent) if exponent is not None else None
    return isinstance(fallen, Apply) and fallen.head == "abs"


def ramp_less(lowering: Lowering, plus: list[Term], less: Term) -> Operand | None:
    """The form max(u (1 - y), -u y) of max(u, 0) - y u, which cancels for y near 1; else nothing."""
    first = plus[0]
    if len(plus) > 1 or not (isinstance(first, Apply) and first.head == "max" and ZERO in first.children):
        return None
    u = next((c for c in first.children if c is not ZERO), ZERO)
    factors = factors_of(less)
    rest = [f for f in factors if f is not u]
    if len(rest) != len(factors) - 1:
        return None
    value, y = lowering.lower(u), lowering.lower(multiply(*rest))
    above = lowering.apply("multiply", value, lowering.apply("subtract", Operand("1.0"), y))
    return lowering.apply("maximum", above, lowering.apply("negative", lowering.apply("multiply", value, y)))
