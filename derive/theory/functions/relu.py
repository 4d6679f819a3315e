"""The rectified linear unit."""

from derive.core.term import INFINITY, ZERO, Apply
from derive.theory.function import Function, interval
from derive.theory.shorthand import indicator, le, lt, maximum, ne

FUNCTION = Function(
    name="relu",
    spellings=("relu", "ReLU", "RELU"),
    meaning=lambda m, x: max(x, m.mpf(0)),
    source="definition",
    analytic=False,
    definition=lambda x: maximum(ZERO, x),
    derivative=(lambda x: indicator(lt(ZERO, x)),),
    smooth=lambda x: (ne(x, ZERO),),
    range=interval(ZERO, INFINITY, "l"),
    monotone=(2,),
    facts=lambda x: (le(x, Apply("relu", x)),),
    ball=lambda x: x.max(type(x)(0)),
    conventional=True,
)
