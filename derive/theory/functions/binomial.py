"""The binomial coefficient with a natural or negative integer below, for which it is 0."""

from typing import Any

from derive.core.term import Term
from derive.theory.function import Function
from derive.theory.shorthand import integral


def _ball(n: Any, k: Any) -> Any:
    if not k.is_integer():
        return k / 0
    below = int(k.unique_fmpz())
    return (n - below + 1).rising(below) / k.fac() if below >= 0 else 0 * n


def _meaning(m: Any, n: Any, k: Any) -> Any:
    return m.rf(n - k + 1, k) / m.factorial(k) if k >= 0 else m.mpf(0)


def _domain(_: Term, k: Term) -> tuple[Term, ...]:
    return (integral(k),)


FUNCTION = Function(
    name="binomial",
    spellings=("binomial", "binom"),
    arity=2,
    meaning=_meaning,
    source="Graham, Knuth, Patashnik, Concrete Mathematics 5.1",
    domain=_domain,
    ball=_ball,
    sympy="binomial",
)
