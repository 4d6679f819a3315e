"""Softmax and log-sum-exp of rows whose exponentials are all normal numbers, so that nothing is subtracted.

What rounds nothing loses nothing, and calls of few numbers take less time than the general way.
"""

import math
from typing import Any

import numpy as np

from derive.kernel.runtime import _FLOAT, _in_rows, _scratch

_LARGE = 700.0  # numbers between this and its opposite have exponentials that are normal numbers
_MODEST = 490_000.0  # numbers with so many squares in sum have exponentials that are normal numbers
_DOTTED = 16  # so many numbers are added up by a product
_FOLDED = 64  # rows up to this length are folded in halves, whose sums round the least
_SOME_ROWS = 16_384  # numbers in rows that are computed at a time
_COUNTED = 16  # numbers that a Python loop compares faster


def _sums_of_few(x: Any) -> Any:
    """The exponentials of rows and their sums; nothing where one could overflow or be no normal number."""
    if not np.vdot(x, x) < _MODEST:
        return None
    powers = np.exp(x)
    return powers, _row_sums(powers)


def _row_sums(rows: Any) -> Any:
    """The sums of rows, in halves."""
    length = rows.shape[-1]
    if length > _FOLDED:
        return np.add.reduce(rows, axis=-1)
    while length > _DOTTED:
        half = length // 2
        folded = rows[..., :half] + rows[..., half : 2 * half]
        if length % 2:
            folded[..., 0] += rows[..., -1]
        rows, length = folded, half
    return rows.dot(np.ones(length))


def _softmax_of_few(x: Any) -> Any:
    """Softmax of rows that need no shift: what rounds nothing loses nothing."""
    found = _sums_of_few(x)
    if found is None:
        return None
    powers, sums = found
    powers /= sums[..., None] if x.ndim > 1 else sums
    return powers


def _lse_of_few(x: Any) -> Any:
    """The logarithm of the sum of exponentials for rows in which that is no small number."""
    found = _sums_of_few(x)
    if found is None:
        return None
    sums = found[1]
    least = min(sums.ravel().tolist()) if sums.size <= _COUNTED else np.minimum.reduce(sums, axis=None)
    return np.log(sums) if least >= 2.0 else None


def _softmax_of_rows(x: Any, out: Any, powers: Any) -> bool:
    """Whether softmax of the rows is in ``out``: none of them needs a shift."""
    sums = _sums_of_rows(x, out)
    if sums is None:
        return False
    out /= sums[:, None]
    return True


def _lse_of_rows(x: Any, out: Any, powers: Any) -> bool:
    """Whether the logarithms of sums of exponentials are in ``out``, none of which is small."""
    sums = _sums_of_rows(x, powers)
    if sums is None or not np.minimum.reduce(sums, axis=None) >= 2.0:
        return False
    np.log(sums, out[:, 0])
    return True


def _sums_of_rows(x: Any, powers: Any) -> Any:
    """The sums of exponentials, which ``powers`` gets; nothing where one could be no normal number."""
    if not (np.maximum.reduce(x, axis=None) < _LARGE and np.minimum.reduce(x, axis=None) > -_LARGE):
        return None
    np.exp(x, powers)
    return _row_sums(powers)


def _sharpened(x: Any, logs: Any) -> None:
    """Logarithms of sums of exponentials that are almost 1, where the largest entry cancels.

    The largest entry m < 0 of n is at least log(sum) - log(n), so that little is left to look at.
    """
    most = math.log(max(x.shape[1], 1))
    near = np.flatnonzero((logs > -most) & (logs < most / 3))
    if near.size:
        rows, found = x[near], logs[near]
        largest = np.maximum.reduce(rows, axis=1, keepdims=True)
        sharp = largest + np.log(np.exp(rows.astype(np.longdouble) - largest).sum(axis=1, keepdims=True))
        logs[near] = np.where((largest < 0.0) & (np.abs(found) < -0.5 * largest), sharp, found)


def _in_rows_without_shift(quick: Any, block: Any, arguments: Any, targets: Any, scratch: Any) -> bool:
    """``_in_rows``, with what takes less time for rows that need no shift, if there are only such.

    The result says whether there were others.
    """
    (x,), (target,) = arguments, targets
    count, length = x.shape
    if x.dtype is not _FLOAT or length * count < 2:
        _in_rows(block, arguments, targets, scratch)
        return True
    rows = max(1, min(count, _SOME_ROWS // length))
    (powers,) = _scratch([(rows, length)], x.dtype) if scratch[0] == length else (None,)
    for start in range(0, count, rows):
        part = slice(start, start + rows)
        if not quick(x[part], target[part], None if powers is None else powers[: count - start]):
            _in_rows(block, (x[start:],), (target[start:],), scratch)
            return True
    return False
