"""Gradients of softmax, in which 1 - p cancels where a probability is almost 1.

With ``S = sum_k e_k`` and ``p_j = e_j / S``, the entries ``delta_ij - p_j`` are ``-e_j / S`` beside the
diagonal, and on it the sum of the others over S.
"""

from fractions import Fraction

from derive.core.term import (
    MINUS_ONE,
    ONE,
    Apply,
    Binder,
    Number,
    Term,
    add,
    bind,
    fresh,
    multiply,
    negative,
    power,
    replace,
    rewrite,
)
from derive.kernel.clusters import factors_of

Powers = dict[Term, Fraction]


def with_others(term: Term) -> Term:
    """The term with such differences as quotients in which nothing cancels."""
    return rewrite(term, _written_out)


def _written_out(term: Term) -> Term | None:
    if not (isinstance(term, Apply) and term.head == "add" and len(term.children) == 2):
        return None
    for first, second in (term.children, term.children[::-1]):
        number, powers = _parted(first)
        other, wanted = _parted(second)
        delta = next((t for t in powers if isinstance(t, Apply) and t.head == "delta"), None)
        if delta is not None and other == -number and powers[delta] == 1:
            found = _quotient({t: e for t, e in powers.items() if t is not delta}, wanted, delta)
            if found is not None:
                return found if number == 1 else multiply(Number(number), found)
    return None


def _parted(term: Term) -> tuple[Fraction, Powers]:
    """The number in front, and the other factors with their exponents."""
    number, powers = Fraction(1), Powers()
    for factor in factors_of(term):
        base, exponent = factor, Fraction(1)
        while isinstance(base, Apply) and base.head == "power":
            raised = base.children[1]
            if not isinstance(raised, Number):
                break
            base, exponent = base.children[0], exponent * raised.value
        if isinstance(base, Number) and exponent == 1:
            number *= base.value
        else:
            powers[base] = powers.get(base, Fraction(0)) + exponent
    return number, powers


def _quotient(left: Powers, right: Powers, delta: Apply) -> Term | None:
    """``F (delta - e/S)`` written out, where the left side is F, and the right one F e/S, as far as i = j."""
    i, j = delta.children
    for change in ({}, {i: j}, {j: i}):
        front = {replace(t, change): e for t, e in left.items()}
        rest = {t: right.get(t, Fraction(0)) - front.get(t, Fraction(0)) for t in (*right, *front)}
        extra = {t: e for t, e in rest.items() if e}
        total = next((t for t, e in extra.items() if isinstance(t, Binder) and e == -1), None)
        entry = next((t for t, e in extra.items() if e == 1), None)
        if len(extra) != 2 or total is None or entry is None or total.kind != "sum":
            continue
        found = next((_cases(total, at, entry, delta) for at in (i, j) if _entry(total, at) is entry), None)
        if found is not None:
            factors = (t if e == 1 else power(t, Number(e)) for t, e in front.items())
            return multiply(*factors, power(total, MINUS_ONE), found)
    return None


def _entry(total: Binder, at: Term) -> Term:
    index = fresh("k", total.variable.sort, total)
    return replace(total.open(index), {index: at})


def _cases(total: Binder, at: Term, entry: Term, delta: Apply) -> Term:
    index = fresh("k", total.variable.sort, Apply("add", total, at))
    is_other = add(ONE, negative(Apply("delta", index, at)))
    others = bind("sum", index, Apply("multiply", is_other, total.open(index)), *total.parameters)
    return Apply("cases", others, Apply("eq", *delta.children), negative(entry))
