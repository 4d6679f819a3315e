"""Numbers of a kernel again in extended precision, where something overflowed or vanished on the way.

Generated modules carry this with them. The processor notes such things for nothing, so that ordinary numbers
take no longer. ``numpy.longdouble`` has 15 bits of exponent and 64 of precision on x86, more on others;
where it is no wider than a double, nothing is gained.
"""

from typing import Any

import numpy as np

from derive.kernel.runtime import _scratch

_PART = 8192  # numbers at a time
_SMALLER = 0.5  # sums that are smaller than their part times this have lost digits
_APART = 2.0  # units in the last place by which results may differ


def _in_blocks_or_wide(block: Any, ways: Any, arguments: Any, targets: Any, scratch: Any, watch: Any) -> None:
    """Fill the targets elementwise, in extended precision where the processor has noted something.

    ``watch`` holds pairs of places among the results of the block, whose first ones are the targets: also
    where a sum is far smaller than its part, extended precision is taken; and between which numbers that
    does not matter, since a polynomial is taken.
    """
    shape, size = targets[0].shape, targets[0].size
    inputs = [np.broadcast_to(a, shape).reshape(-1) for a in arguments]
    outputs = [t.reshape(-1) for t in targets]
    buffers = _scratch([(min(size, _PART),)] * scratch, targets[0].dtype)
    noted: list[str] = []
    for start in range(0, size, _PART):
        parts, results = ([a[start : start + _PART] for a in group] for group in (inputs, outputs))
        rest = [b[: size - start] for b in buffers]
        with np.errstate(all="call", call=lambda kind, _: noted.append(kind)):
            block(*parts, *results, *rest)
        lost = _lost((*results, *rest), parts, watch)
        if noted or lost is not None:
            _put_wide(ways, parts, results, lost)
            noted.clear()


def _compiled_or_wide(function: Any, ways: Any, arguments: Any, targets: Any, more: Any, watch: Any) -> None:
    """The same for compiled code with ``more`` results; it returns what the processor has noted."""
    inputs, outputs = ([a.reshape(-1) for a in group] for group in (arguments, targets))
    extra = [np.empty(min(outputs[0].size, _PART)) for _ in range(more)]
    for start in range(0, outputs[0].size, _PART):
        parts, results = ([a[start : start + _PART] for a in group] for group in (inputs, outputs))
        others = [e[: outputs[0].size - start] for e in extra]
        noted = function(results[0].size, *(a.ctypes.data for a in (*results, *others, *parts)))
        lost = _lost((*results, *others), parts, watch)
        if noted or lost is not None:
            _put_wide(ways, parts, results, lost)


def _lost(results: Any, parts: Any, watch: Any) -> Any:
    """Where a sum is far smaller than its part, or a logarithm of 1 + u far below 0, if anywhere."""
    pairs, spans = watch
    if not pairs:
        return None
    found = [
        results[j] < -1.0 / _SMALLER
        if i is None
        else np.abs(results[i]) < _SMALLER * (1.0 if j is None else np.abs(results[j]))
        for i, j in pairs
    ]
    lost = np.logical_or.reduce(found) if len(found) > 1 else found[0]
    for low, high in spans if lost.any() else ():
        lost &= ~((parts[0] >= low) & (parts[0] <= high))
    return lost if lost.any() else None


def _put_wide(ways: Any, parts: Any, results: Any, lost: Any) -> None:
    """Put in what extended precision gives for what is lost, or has intermediate values out of range.

    Results that are as good stay, so that a number has the same result whatever stands beside it.
    """
    intermediate, wide = ways
    with np.errstate(all="ignore"):
        least = np.finfo(results[0].dtype).tiny
        odd = np.zeros(results[0].shape, bool) if lost is None else lost
        for v in map(np.abs, intermediate(*parts)):
            odd |= ~((v >= least) & (v < np.inf))
        where = np.flatnonzero(odd)
        for result, value in zip(
            results, wide(*(p[where].astype(np.longdouble) for p in parts)), strict=True
        ):
            rounded = np.broadcast_to(value, where.shape).astype(result.dtype)
            is_close = np.abs(result[where] - rounded) <= _APART * np.spacing(np.abs(rounded))
            result[where[~is_close]] = rounded[~is_close]
