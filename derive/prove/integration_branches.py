"""Piecewise parts of integrands with parameters: where they change, and which branch they take."""

from collections.abc import Callable, Iterator
from typing import Final, TypeGuard

from derive.core.term import ZERO, Apply, Symbol, Term, divide, negative, replace, subterms, subtract
from derive.prove.antiderivatives_forms import polynomial

PIECEWISE: Final = frozenset(("abs", "sign", "max", "min", "cases", "indicator"))
DEFINED: Final = frozenset(("relu", "heaviside", "leaky_relu", "clip", "softsign", "elu", "sinc"))


def is_piecewise(term: Term) -> TypeGuard[Apply]:
    """Whether the term applies a function with kinks or jumps."""
    return isinstance(term, Apply) and term.head in PIECEWISE | DEFINED


def zeros(body: Term, variable: Symbol) -> Iterator[Term]:
    """Where linear arguments of absolute values, and linear differences in a maximum, vanish."""
    for term in subterms(body):
        if not is_piecewise(term):
            continue
        gap = term.children[0] if len(term.children) == 1 else subtract(*term.children[:2])
        known = polynomial(gap, variable)
        if known is not None and set(known) <= {0, 1} and 1 in known:
            constant = known.get(0, ZERO)
            yield ZERO if constant is ZERO else divide(negative(constant), known[1])


def branches(body: Term, variable: Symbol, proves: Callable[[Term], bool]) -> Term | None:
    """The body without absolute values and maxima, where it is known which branch they take."""
    mapping: dict[Term, Term] = {}
    for term in subterms(body):
        if is_piecewise(term) and variable in term.symbols:
            chosen = next((value for value, condition in _choices(term) if proves(condition)), None)
            if chosen is None:
                return None
            mapping[term] = chosen
    return replace(body, mapping) if mapping else None


def _choices(term: Apply) -> Iterator[tuple[Term, Term]]:
    if term.head == "abs":
        (inner,) = term.children
        yield inner, Apply("le", ZERO, inner)
        yield negative(inner), Apply("le", inner, ZERO)
    elif term.head in {"max", "min"} and len(term.children) == 2:
        first, second = term.children
        head = "ge" if term.head == "max" else "le"
        yield first, Apply(head, first, second)
        yield second, Apply(head, second, first)
