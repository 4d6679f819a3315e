"""Stable forms where exponents are sums over an index, as in the layers of a network.

Such an exponent counts as one unknown: ``exp(c z)`` becomes ``exp(c u)`` for a number c and a new
symbol u. The factors of a product that hold the same unknown are one function of one number, and
have a stable form or not; the structure around them, which is that of matrix products, stays.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from derive.core.sort import REAL
from derive.core.term import (
    ONE,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    bind,
    fresh,
    multiply,
    replace,
    subterms,
)

Stable = Callable[[Term], Term | None]


def has_sums_in_exponents(term: Term) -> bool:
    """Whether an exponent in the term is a sum over an index."""
    return any(isinstance(t, Apply) and t.head == "exp" and _has_sum(t) for t in subterms(term))


def _has_sum(term: Term) -> bool:
    return any(isinstance(t, Binder) and t.kind == "sum" for t in subterms(term))


def stabilised(term: Term, stable: Stable) -> Term:
    """The term with the stable form of every function of one exponent."""
    if not any(isinstance(t, Apply) and t.head == "exp" for t in subterms(term)):
        return term
    if isinstance(term, Binder):
        variable = fresh("i", term.variable.sort, term)
        body = stabilised(term.open(variable), stable)
        parameters = (stabilised(p, stable) for p in term.parameters)
        return bind(term.kind, variable, body, *parameters)
    if isinstance(term, Apply) and term.head == "multiply":
        return _product(factors_of(term), stable)
    return _whole(term, stable) or _inside(term, stable)


def _inside(term: Term, stable: Stable) -> Term:
    return term.rebuild(tuple(stabilised(c, stable) for c in term.children))


def _product(factors: list[Term], stable: Stable) -> Term:
    """The product, cluster by cluster, with one number in front."""
    number, kept = ONE.value, []
    for cluster in _clusters([f for f in factors if not isinstance(f, Number)]):
        found = _whole(multiply(*cluster), stable)
        kept += factors_of(found) if found else [_whole(f, stable) or _inside(f, stable) for f in cluster]
    for f in (*factors, *kept):
        number *= f.value if isinstance(f, Number) else 1
    others = tuple(f for f in kept if not isinstance(f, Number))
    return multiply(*others) if number == 1 else multiply(Number(number), *others)


def factors_of(term: Term) -> list[Term]:
    """The factors of a product of products."""
    if not (isinstance(term, Apply) and term.head == "multiply"):
        return [term]
    return [f for c in term.children for f in factors_of(c)]


def _clusters(factors: Iterable[Term]) -> list[list[Term]]:
    """The factors that hold the same unknown, in the order of the first of each."""
    found: dict[frozenset[Term], list[Term]] = {}
    for n, f in enumerate(factors):
        hidden = _Hidden()
        hidden.of(f)
        key = frozenset(hidden.unknowns) or frozenset((Number(n),))
        found.setdefault(key, []).append(f)
    return list(found.values())


def _whole(term: Term, stable: Stable) -> Term | None:
    """The stable form of a function of one exponent, with the stable exponent in it."""
    hidden = _Hidden()
    shown = hidden.of(term)
    if len(hidden.unknowns) != 1 or any(isinstance(t, Binder) for t in subterms(shown)):
        return None
    found = stable(shown)
    ((exponent, unknown),) = hidden.unknowns.items()
    return None if found is None else replace(found, {unknown: stabilised(exponent, stable)})


@dataclass(slots=True)
class _Hidden:
    """``unknowns`` are the symbols that stand for exponents."""

    unknowns: dict[Term, Symbol] = field(default_factory=dict)

    def of(self, term: Term) -> Term:
        """The term with a symbol for each exponent, up to a number as a factor; sums are not entered."""
        if not isinstance(term, Apply):
            return term
        if term.head != "exp":
            return term.rebuild(tuple(map(self.of, term.children)))
        factors = factors_of(term.children[0])
        numbers = [f for f in factors if isinstance(f, Number)]
        others = [f for f in factors if not isinstance(f, Number)]
        unknown = multiply(*others) if others else ONE
        symbol = self.unknowns.setdefault(unknown, Symbol(f"@u{len(self.unknowns)}", REAL))
        return Apply("exp", multiply(*numbers, symbol))
