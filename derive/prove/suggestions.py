"""What SymPy suggests as an antiderivative; it is believed only after its derivative was compared."""

from collections.abc import Iterator
from typing import Final

from derive.core.effort import Effort
from derive.core.term import Apply, Binder, Number, Symbol, Term, subterms

COST_OF_A_SUGGESTION: Final = 100_000
MOST_NODES: Final = 24
HEADS: Final = frozenset(("add", "multiply", "power", "exp", "log", "sin", "cos", "pi"))


def suggested(integrand: Term, variable: Symbol, effort: Effort) -> Iterator[Term]:
    """At most one candidate, for integrands of which SymPy's rules are quick to tell."""
    if integrand.size > MOST_NODES or not all(map(_is_quick, subterms(integrand))):
        return
    effort.charge(COST_OF_A_SUGGESTION)
    from derive.algebra.sympy_bridge import antiderivative  # noqa: PLC0415  # loads SymPy

    found = antiderivative(integrand, variable)
    if found is not None:
        yield found


def _is_quick(part: Term) -> bool:
    if isinstance(part, Binder):
        return False
    if isinstance(part, Number):
        return abs(part.value) <= 8 and part.value.denominator <= 4
    return not isinstance(part, Apply) or part.head in HEADS
