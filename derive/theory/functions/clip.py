"""A number limited to the interval between two others."""

from derive.theory.function import Function
from derive.theory.shorthand import maximum, minimum

FUNCTION = Function(
    name="clip",
    spellings=("clip", "clamp"),
    arity=3,
    meaning=lambda m, x, low, high: min(max(m.mpf(x), low), high),
    source="definition",
    analytic=False,
    definition=lambda x, low, high: minimum(maximum(x, low), high),
    ball=lambda x, low, high: x.max(low).min(high),
    conventional=True,
)
