"""The body of a row kernel in NumPy: which rows make a block, and how they lie in it."""

from derive.kernel.buffers import Buffers
from derive.kernel.checks import checks
from derive.kernel.frame import BLOCK, SHORT, as_floats, copied_back, out_or_new, result_names
from derive.kernel.steps import Stepped


def body(steps: Stepped, name: str, buffers: Buffers) -> list[str]:
    """The lines of the function, after its head."""
    names, results = [a.name for a in steps.arguments], result_names(steps)
    rows = [a.name for a in steps.arguments if a.dimensions]
    numbers = [a.name for a in steps.arguments if not a.dimensions]
    length = steps.dimension
    widths = [length if v in steps.wide else "1" for v in steps.results]
    batches = [f"{a}.shape[:-1]" for a in rows] + [f"{a}.shape" for a in numbers]
    shapes = [f"(*batch, {length})" if w == length else "batch" for w in widths]
    return [
        *as_floats(names),
        *checks(steps.arguments),
        f"batch = np.broadcast_shapes({', '.join(batches)})" if len(batches) > 1 else f"batch = {batches[0]}",
        *out_or_new(steps, name, shapes),
        "count = math.prod(batch)",
        f"rows = min(count, max(1, {BLOCK} // max({length}, 1)))",
        f"axis = 0 if {length} <= {SHORT} and rows > {length} else 1",
        *(
            f"flat{n} = {r} if {r}.flags.c_contiguous else np.empty({r}.shape, {r}.dtype)"
            for n, r in enumerate(results)
        ),
        *(f"flat{n} = flat{n}.reshape(count, {w})" for n, w in enumerate(widths)),
        *(f"{a} = np.broadcast_to({a}, (*batch, {length})).reshape(count, {length})" for a in rows),
        *(f"{a} = np.broadcast_to({a}, batch).reshape(count, 1)" for a in numbers),
        *_loops(steps, buffers, names, widths),
        *copied_back(results),
        f"return {', '.join(results)}",
    ]


def _loops(steps: Stepped, buffers: Buffers, names: list[str], widths: list[str]) -> list[str]:
    length, results = steps.dimension, result_names(steps)
    wide, narrow = buffers.names(is_wide=True), buffers.names(is_wide=False)
    made = [
        *((f"{a}_", length if a in steps.wide else "1") for a in names),
        *((f"{r}_", w) for r, w in zip(results, widths, strict=True)),
        *((b, length) for b in wide),
        *((m, "1") for m in narrow),
    ]
    dtype = "r0.dtype"
    copies = [f"    np.copyto({a}_[:, :part], {a}[start : start + part].T)" for a in names]
    columns = ", ".join([f"{t}[:, :part]" for t, _ in made] + [length, "0"])
    direct = [f"{a}[start : start + part]" for a in names]
    direct += [f"flat{k}[start : start + part]" for k in range(len(results))]
    direct += [f"{t}[:part]" for t in (*wide, *narrow)] + [length, "1"]
    return [
        "if axis == 0:",
        *(f"    {t} = np.empty(({w}, rows), {dtype})" for t, w in made),
        "    for start in range(0, count, rows):",
        "        part = min(rows, count - start)",
        *(f"    {line}" for line in copies),
        f"        _block({columns})",
        *(f"        flat{k}[start : start + part] = {r}_[:, :part].T" for k, r in enumerate(results)),
        "else:",
        *(f"    {b} = np.empty((rows, {length}), {dtype})" for b in wide),
        *(f"    {m} = np.empty((rows, 1), {dtype})" for m in narrow),
        "    for start in range(0, count, max(rows, 1)):",
        "        part = min(rows, count - start)",
        f"        _block({', '.join(direct)})",
    ]
