"""Functions that generated modules carry with them: arrays in, arrays out, one block at a time.

Their source is copied, so that a written module imports NumPy alone; names begin with an
underscore, which names of arguments never do.
"""

import math
import threading
from typing import Any

import numpy as np

_BLOCK = 50_000  # numbers in a block: a few of them stay in the cache
_LITTLE = 6000  # numbers in a block where functions make arrays of their own
_FRESH = 200_000  # so many numbers in new arrays take no longer than in blocks
_SHORT = 64  # rows up to this length are computed side by side, as columns
_SMALL = 10_000  # numbers for which new arrays take less time than kept ones
_TURNED = 5000  # numbers that are turned at a time
_FLOAT = np.dtype(float)
_KEPT = threading.local()
_MOST = 1 << 20  # numbers kept from call to call


def _floats(*values: Any) -> list[Any]:
    """Arrays of one dtype: float32 where all arrays are, else float64."""
    arrays = [np.asarray(v) for v in values]
    for a in arrays:
        if a.dtype.kind not in "fiub":
            raise TypeError(f"an argument has dtype {a.dtype}, which is none of real numbers")
    dtypes = {a.dtype for a in arrays if a.ndim} or {a.dtype for a in arrays}
    return [a.astype(np.float32 if dtypes == {np.dtype(np.float32)} else float, copy=False) for a in arrays]


def _rounded(function: Any, arrays: Any, out: Any) -> Any:
    """The results for arrays of float32, computed in float64, in the arrays that were given for them."""
    found = function(*(a.astype(float) for a in arrays))
    values = found if type(found) is tuple else (found,)
    outs = (None,) * len(values) if out is None else out if type(out) is tuple else (out,)
    return _given(outs, [np.asarray(v).astype(np.float32) for v in values])


def _targets(outs: Any, shapes: Any, arguments: Any) -> list[Any]:
    """Arrays to compute into: those given where they can be written in place, else new ones."""
    targets, dtype = [], arguments[0].dtype
    for out, shape in zip(outs, shapes, strict=True):
        if out is not None and not isinstance(out, np.ndarray):
            raise TypeError(f"out is no array, but {out!r}")
        if out is not None and out.shape != shape:
            raise ValueError(f"out has shape {out.shape}, not {shape}")
        fits = out is not None and out.dtype == dtype and out.flags.c_contiguous
        fits = fits and not any(np.may_share_memory(out, a) for a in arguments)
        targets.append(out if fits else np.empty(shape, dtype))
    return targets


def _given(outs: Any, targets: Any) -> Any:
    """The results, in the arrays that were given for them."""
    results = list(targets)
    for n, (out, target) in enumerate(zip(outs, targets, strict=True)):
        if out is not None and out is not target:
            out[...] = target
            results[n] = out
    return results[0] if len(results) == 1 else tuple(results)


def _applied(matrix: Any, rows: Any) -> Any:
    """Matrix times vector for each of the rows: one product where there is one matrix."""
    if matrix.ndim == 2:
        return np.matmul(rows, matrix.T)
    return np.matmul(matrix, rows[..., None])[..., 0]


def _in_parts(part: Any, cuts: Any, whole: Any, length: int, width: int) -> Any:
    """The sums over a long axis: ``cuts`` are arrays with the number of axes after that one."""
    rows = max(1, _BLOCK // width)
    totals: Any = None
    for start in range(0, max(length, 1), rows):
        cut = slice(start, start + rows)
        found = part(*(a[(..., cut, *[slice(None)] * after)] for a, after in cuts), *whole)
        totals = found if totals is None else [t + f for t, f in zip(totals, found, strict=True)]
    return totals


def _alike(arguments: Any, axes: Any) -> Any:
    """The arguments with the same batch axes, which are those before so many axes of each."""
    batch = np.broadcast_shapes(*(a.shape[: a.ndim - n] for a, n in zip(arguments, axes, strict=True)))
    if not batch:
        return arguments
    return [np.broadcast_to(a, batch + a.shape[a.ndim - n :]) for a, n in zip(arguments, axes, strict=True)]


def _filled(outs: Any, values: Any) -> Any:
    """The values, in the arrays that were given for them."""
    for out, value in zip(outs, values, strict=True):
        if out is not None and not isinstance(out, np.ndarray):
            raise TypeError(f"out is no array, but {out!r}")
        if out is not None and out.shape != np.shape(value):
            raise ValueError(f"out has shape {out.shape}, not {np.shape(value)}")
    return _given(outs, values)


def _scratch(shapes: Any, dtype: Any) -> list[Any]:
    """Arrays for intermediate values, the same in all calls of a thread: fresh memory is slow."""
    ends = [0]
    for shape in shapes:
        ends.append(ends[-1] + -(-math.prod(shape) // 16) * 16)
    kept = getattr(_KEPT, "numbers", None)
    if kept is None or kept.size < ends[-1]:
        kept = np.empty(ends[-1])
        if kept.size <= _MOST:
            _KEPT.numbers = kept
    numbers = kept.view(dtype)
    return [
        numbers[end : end + math.prod(shape)].reshape(shape) for end, shape in zip(ends, shapes, strict=False)
    ]


def _in_blocks(block: Any, arguments: Any, targets: Any, scratch: int, most: int) -> None:
    """Fill the targets elementwise, with ``scratch`` buffers of ``most`` numbers that stay in the cache."""
    shape, size, dtype = targets[0].shape, targets[0].size, targets[0].dtype
    inputs = [a.reshape(()) if a.size == 1 else np.broadcast_to(a, shape).reshape(-1) for a in arguments]
    outputs = [t.reshape(-1) for t in targets]
    length = size if size <= 2 * most else most
    buffers = _scratch([(length,)] * scratch, dtype)
    for start in range(0, size, max(length, 1)):
        stop = start + length
        parts = [a[start:stop] if a.ndim else a for a in (*inputs, *outputs)]
        block(*parts, *(b[: size - start] for b in buffers))


def _turn(rows: Any, columns: Any) -> None:
    """Copy rows into columns, so few at a time that they stay in the first-level cache."""
    step = max(1, _TURNED // max(rows.shape[1], 1))
    for start in range(0, len(rows), step):
        columns[:, start : start + step] = rows[start : start + step].T


def _in_columns(block: Any, arguments: Any, targets: Any, scratch: Any, rows: int) -> None:
    """Short rows lie side by side as columns, so that every operation runs over long axes."""
    dtype, count = targets[0].dtype, len(targets[0])
    widths = [a.shape[1] for a in (*arguments, *targets)]
    columns = _scratch([(width, rows) for width in (*widths, *scratch)], dtype)
    for start in range(0, count, rows):
        part = slice(start, start + rows)
        parts = [a[:, : count - start] for a in columns]
        for column, argument in zip(parts, arguments, strict=False):
            _turn(argument[part], column)
        block(*parts, 0)
        for column, target in zip(parts[len(arguments) :], targets, strict=False):
            target[part] = column.T


def _turned(block: Any, arguments: Any, targets: Any, scratch: Any) -> None:
    """Few short rows side by side as columns, all at once."""
    count, dtype = len(targets[0]), targets[0].dtype
    columns = [a.T.copy() for a in arguments]
    results = [np.empty((t.shape[1], count), dtype) for t in targets]
    block(*columns, *results, *[np.empty((width, count), dtype) for width in scratch], 0)
    for result, target in zip(results, targets, strict=True):
        target[...] = result.T


def _in_rows(block: Any, arguments: Any, targets: Any, scratch: Any) -> None:
    """Fill the targets row by row; all arrays are (rows, 1) or (rows, K), and ``scratch`` has widths."""
    dtype, count = targets[0].dtype, len(targets[0])
    length = max(a.shape[1] for a in (*arguments, *targets))
    if length <= _SHORT and length < count <= _SMALL // length:
        _turned(block, arguments, targets, scratch)
        return
    rows = min(count, max(1, _BLOCK // max(length, 1)))
    if length <= _SHORT and rows > length:
        _in_columns(block, arguments, targets, scratch, rows)
        return
    buffers = _scratch([(rows, width) for width in scratch], dtype)
    for start in range(0, count, max(rows, 1)):
        part = slice(start, start + rows)
        block(*(a[part] for a in (*arguments, *targets)), *(b[: count - start] for b in buffers), 1)


def _restored(powers: Any, lost: Any, out: Any) -> None:
    """exp(d + e) from exp(d) and e, which is used up; -1 stands for what minus infinity leaves."""
    np.fmax(lost, -1.0, lost)
    lost *= powers
    np.add(powers, lost, out)


def _others(top: Any, axis: int) -> Any:
    """How many of the largest entries there are besides one; in most rows there is one."""
    if np.count_nonzero(top) == top.shape[1 - axis] and top.any(axis=axis).all():
        return 0.0
    return np.count_nonzero(top, axis=axis) - 1.0


def _rest(powers: Any, entries: Any, largest: Any, axis: int, out: Any, added: bool) -> None:
    """The sum of exp(x - m) without one of the largest entries, for which it is 1.

    Only where 1 would hide digits of the others that are seen in the result, these are added up alone,
    and what the rounding of x - m took is put back (Knuth's TwoSum). If its logarithm is ``added`` to m,
    a large m hides them anyhow.
    """
    found = np.add.reduce(powers, axis=axis, keepdims=True)
    found -= 1.0
    rest = found.reshape(-1)
    is_hidden = rest < 1.0
    if added:
        is_hidden &= largest.reshape(-1) < (1.0 if entries.shape[axis] <= 16 else 32.0)
    hidden = np.flatnonzero(is_hidden)
    if hidden.size:
        x, m = entries.take(hidden, 1 - axis), largest.take(hidden, 1 - axis)
        d = x - m
        v = d - x
        e = np.exp(d)
        e += e * np.fmax((x - (d - v)) - (v + m), -1.0)
        top = d == 0.0
        e[top] = 0.0
        rest[hidden] = e.sum(axis=axis) + _others(top, axis)
    np.copyto(out, found)


def _finite(largest: Any, out: Any) -> None:
    """The shift, or 0 where it is infinite, so that nothing becomes infinity minus infinity."""
    if out is not largest:
        np.copyto(out, largest)
    if not math.isfinite(np.add.reduce(largest, axis=None)):
        out[np.isinf(out)] = 0.0


_ROOM = {8: (680.0, 1420.0), 4: (60.0, 180.0)}  # by the size of a number


def _shift(largest: Any, out: Any) -> None:
    """A number c near the largest entry m: 0 where no sum of exponentials overflows, else floor(m).

    With c = 0 nothing is rounded, and for m < 0 nothing either, since entries are multiples of finer
    units than those of x - c; -1 <= m < 0 do no harm to c = 0. For large m, c is between x/2 and 2x in
    all that counts (Sterbenz).
    """
    low, high = np.minimum.reduce(largest, axis=None), np.maximum.reduce(largest, axis=None)
    if low >= -1.0 and high <= _ROOM[out.itemsize][0]:
        out.fill(0.0)
        return
    np.floor(largest, out=out)
    np.copyto(out, 0.0, where=(out >= 0.0) & (out <= _ROOM[out.itemsize][0]))


def _powers(entries: Any, shift: Any, out: Any) -> None:
    """exp(x - c), with what the rounding of x - c took from it, in rows where it may have taken some.

    c is an integer, so that the error is x - ((x - c) + c) exactly, as in Dekker's Fast2Sum (Boldo, Graillat,
    Muller, On the robustness of the 2Sum and Fast2Sum algorithms, 2017). -1 stands for minus infinity.
    """
    if not np.count_nonzero(shift):
        np.exp(entries, out)
        return
    np.subtract(entries, shift, out)
    np.exp(out, out)
    if ((shift > 0.0) & (shift < _ROOM[shift.itemsize][1])).any():
        out += out * np.fmax(entries - ((entries - shift) + shift), -1.0)


def _polynomial(u: Any, piece: Any) -> Any:
    """The values of a piece."""
    _, _, centre, rest, far, power, stride, *numbers = piece
    t = 1.0 / u if far else (u - centre) - rest
    y = t * t if stride == 2 else t
    total = np.full_like(y, numbers[-1])
    for number in numbers[-2::-1]:
        total *= y
        total += number
    for _ in range(int(abs(power))):
        if (power > 0) == (far > 0):
            total /= u if far else t
        else:
            total *= u if far else t
    return total


def _near(value: Any, u: Any, piece: Any, out: Any) -> Any:
    """``t^power p(t^stride)`` where low <= u <= high, with t = u - centre - rest, or 1/u out to infinity."""
    low, high, _, _, far, *_ = piece
    if far:
        low, high = (low, np.inf) if low > 0 else (-np.inf, high)
    u = np.broadcast_to(u, np.shape(value))
    inside = (u >= low) & (u <= high)
    found = _polynomial(u[inside], piece) if inside.any() else None
    out = np.array(value) if out is None else out
    if out is not value:
        np.copyto(out, value)
    if found is not None:
        out[inside] = found
    return out


def _log1p_over(above: Any, below: Any, out: Any) -> Any:
    """log(1 + a/b), also where a/b overflows."""
    ratio = np.divide(above, below)
    far = np.isinf(ratio)
    if far.any():
        above, below = (np.broadcast_to(v, ratio.shape)[far] for v in (above, below))
        found = np.log1p(ratio)
        found[far] = np.log(np.abs(above)) - np.log(np.abs(below))
        ratio = found
    else:
        ratio = np.log1p(ratio)
    if out is None:
        return ratio
    np.copyto(out, ratio)
    return out
