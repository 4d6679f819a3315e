"""Parts of terms as they are written: summands, factors, what stands above and below a line."""

from collections.abc import Callable
from typing import Final

from derive.core.term import (
    MINUS_ONE,
    ONE,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    fresh,
    multiply,
    negative,
    power,
    replace,
    subterms,
)
from derive.prove.exposition.tidy import tidied

_SHORT: Final = 6


def factors(term: Term) -> tuple[Term, ...]:
    """The factors of a product; of anything else, itself."""
    return term.children if isinstance(term, Apply) and term.head == "multiply" else (term,)


def summands(term: Term) -> tuple[Term, ...]:
    """The summands of a sum; of anything else, itself."""
    return term.children if isinstance(term, Apply) and term.head == "add" else (term,)


def quotient(term: Term) -> tuple[Term, Term]:
    """What stands above and below the line."""
    above, below = [], []
    for factor in factors(term):
        if isinstance(factor, Apply) and factor.head == "power" and _is_negative(factor.children[1]):
            base, exponent = factor.children
            below.append(power(base, negative(exponent)) if exponent is not MINUS_ONE else base)
        else:
            above.append(factor)
    return multiply(*above) if above else ONE, multiply(*below) if below else ONE


def _is_negative(exponent: Term) -> bool:
    return isinstance(exponent, Number) and exponent.value < 0


def bound(term: Term, kind: str) -> tuple[Symbol, Term] | None:
    """The variable and the body of a sum, product or limit."""
    if not isinstance(term, Binder) or term.kind != kind:
        return None
    variable = fresh("k", term.variable.sort, term)
    return variable, term.open(variable)


def is_head(term: Term, head: str) -> bool:
    """Whether a term is the value of a function or operation."""
    return isinstance(term, Apply) and term.head == head


def alike(one: Term, other: Term) -> bool:
    """Whether two terms are the same up to the order of summands and factors."""
    return _ordered(one) is _ordered(other)


def _ordered(term: Term) -> Term:
    children = tuple(map(_ordered, term.children))
    if isinstance(term, Apply) and term.head in ("add", "multiply"):
        flat = [c for child in children for c in (child.children if is_head(child, term.head) else (child,))]
        return Apply(term.head, *sorted(flat, key=lambda t: t.digest))
    return term.rebuild(children) if children else term


def is_shift(one: Term, other: Term) -> bool:
    """Whether two terms are sums that begin at different numbers."""
    if not (isinstance(one, Binder) and isinstance(other, Binder) and one.kind == other.kind == "sum"):
        return False
    return one.parameters[0] is not other.parameters[0]


def extended(one: Term, other: Term, simple: Callable[[Term], Term | None]) -> Term | None:
    """A quotient multiplied above and below by the same, as leads to another quotient."""
    (above, below), (top, bottom) = quotient(one), quotient(other)
    if ONE in (below, bottom):
        return None
    factor = simple(multiply(top, power(above, MINUS_ONE)))
    if (
        factor is None
        or factor is ONE
        or factor.size > _SHORT
        or any(is_head(t, "add") for t in subterms(factor))
    ):
        return None
    same = simple(multiply(bottom, power(below, MINUS_ONE)))
    if same is not factor:
        return None
    if is_head(factor, "power") and is_head(factor.children[0], "exp"):
        factor = Apply("exp", tidied(multiply(factor.children[1], *factor.children[0].children)))
    return multiply(above, factor, power(multiply(below, factor), MINUS_ONE))


def at(term: Term, variable: Symbol, value: Term) -> Term:
    """The term with a value for a variable."""
    return tidied(replace(term, {variable: value}))
