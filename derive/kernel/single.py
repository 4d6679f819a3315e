"""Whether a kernel of numbers keeps its digits in single precision, measured against itself in double.

Where it does not, arrays of float32 are computed in float64 and rounded.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import numpy as np

from derive.kernel.accuracy import Column, inputs

SINGLE: Final = np.dtype(np.float32)
MOST: Final = 2.5
PER_EXPONENT: Final = 4


def keeps_digits_in_single(function: Callable[..., Any], count: int) -> bool:
    """Whether the results of a function of ``count`` arrays are within a few units of those in float64."""
    columns = _columns(count)
    with np.errstate(all="ignore"):
        found = function(*(c.astype(np.float32) for c in columns))
        wanted = function(*columns)
    pairs = zip(found, wanted, strict=True) if isinstance(found, tuple) else ((found, wanted),)
    return all(_are_close(single, double) for single, double in pairs)


@cache
def _columns(count: int) -> tuple[Column, ...]:
    return inputs(count, PER_EXPONENT, SINGLE)


def _are_close(single: Any, double: Any) -> bool:
    with np.errstate(all="ignore"):
        rounded = double.astype(np.float32)
        error = np.abs(single.astype(float) - double) / np.spacing(np.abs(rounded))
    is_finite = np.isfinite(rounded)
    return bool((error[is_finite] <= MOST).all() and (single == rounded)[np.isinf(rounded)].all())
