"""Which terms are continuous wherever they are defined."""

from typing import Final

from derive.core.term import INFINITY, Apply, Binder, Symbol, Term, subterms
from derive.theory.function import function

JUMPING: Final = frozenset(
    ("cases", "indicator", "delta", "sign", "floor", "ceil", "round", "heaviside", "mod")
)
CONTINUOUS: Final = frozenset(("add", "multiply", "power", "root", "abs", "max", "min"))
NOT_CONTINUOUS: Final = JUMPING | {"acot", "atan2"}
SUMMED: Final = frozenset(("sum", "product", "maximum", "minimum"))


def is_continuous(term: Term, variable: Symbol) -> bool:
    """Whether a term is made of functions that are continuous wherever they are defined."""
    return all(_is_continuous_part(t, variable) for t in subterms(term) if variable in t.symbols)


def _is_continuous_part(part: Term, variable: Symbol) -> bool:
    if isinstance(part, Binder):
        bounds = part.parameters
        fixed = all(variable not in p.symbols and INFINITY not in set(subterms(p)) for p in bounds)
        return part.kind in SUMMED and fixed
    if not isinstance(part, Apply):
        return part is variable
    if part.head in CONTINUOUS:
        return True
    record = function(part.head)
    return (
        record is not None
        and part.head not in NOT_CONTINUOUS
        and record.shape == "scalar"
        and bool(record.derivative)
        and len(part.children) == 1
    )
