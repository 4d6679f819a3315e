"""The leaky rectified linear unit, with slope 1/100 to the left unless another is given."""

from derive.core.term import ONE, ZERO, multiply
from derive.theory.function import Function
from derive.theory.shorthand import cases, le, lt, minimum, ne, number

_SLOPE = number(1, 100)

FUNCTION = Function(
    name="leaky_relu",
    spellings=("LeakyReLU", "leakyrelu", "lrelu", "LReLU"),
    optional=1,
    meaning=lambda m, x, slope=None: x if x >= 0 else (m.mpf(1) / 100 if slope is None else slope) * x,
    source="Maas et al. 2013",
    analytic=False,
    definition=lambda x, slope=_SLOPE: cases(x, le(ZERO, x), multiply(slope, x)),
    derivative=(
        lambda x, slope=_SLOPE: cases(ONE, lt(ZERO, x), slope),
        lambda x, _: minimum(ZERO, x),
    ),
    smooth=lambda x, _=ONE: (ne(x, ZERO),),
    conventional=True,
)
