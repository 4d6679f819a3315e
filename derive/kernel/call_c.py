"""The Python side of a C kernel: arrays are checked and laid out, then their addresses are passed."""

from derive.kernel.checks import checks
from derive.kernel.frame import as_floats, copied_back, out_or_new, result_names
from derive.kernel.steps import Stepped
from derive.kernel.to_c import LANES, SHORT, scratch_rows

ADDRESS = '.__array_interface__["data"][0]'


def caller(steps: Stepped, name: str, docstring: str) -> list[str]:
    """The function that calls ``_c``, or the NumPy one where there is no ``_c``."""
    names = ", ".join(a.name for a in steps.arguments)
    body = _row_body(steps, name) if steps.has_rows else _element_body(steps, name)
    return [
        f"def {name}({names}, out=None):",
        f"    {docstring!r}",
        "    if _c is None:",
        f"        return {name}_numpy({names}, out=out)",
        *(f"    {line}" for line in body),
    ]


def _element_body(steps: Stepped, name: str) -> list[str]:
    names, results = [a.name for a in steps.arguments], result_names(steps)
    passed = ", ".join(
        f"_pointer({a}{ADDRESS})" for a in (*[f"flat{n}" for n in range(len(results))], *names)
    )
    many = len(names) > 1
    return [
        *as_floats(names),
        f"shape = np.broadcast_shapes({', '.join(f'{a}.shape' for a in names)})"
        if many
        else f"shape = {names[0]}.shape",
        *out_or_new(steps, name, ["shape"] * len(results)),
        *_single(steps, name),
        *(f"{a} = np.ascontiguousarray({f'np.broadcast_to({a}, shape)' if many else a})" for a in names),
        *(f"flat{n} = {r} if {r}.flags.c_contiguous else np.empty(shape)" for n, r in enumerate(results)),
        f"_c(_long(r0.size), {passed})",
        *copied_back(results),
        f"return {', '.join(results)}",
    ]


def _single(steps: Stepped, name: str) -> list[str]:
    """float32 is computed in float64 and rounded."""
    names, results = [a.name for a in steps.arguments], result_names(steps)
    values = f"{name}({', '.join(f'{a}.astype(float)' for a in names)})"
    outs = f"({', '.join(results)},)"
    return [
        "if r0.dtype != np.float64:",
        f"    _written({outs}, {f'({values},)' if len(results) == 1 else values})",
        f"    return {', '.join(results)}",
    ]


def _row_body(steps: Stepped, name: str) -> list[str]:
    names, results = [a.name for a in steps.arguments], result_names(steps)
    rows = [a.name for a in steps.arguments if a.dimensions]
    numbers = [a.name for a in steps.arguments if not a.dimensions]
    length = steps.dimension
    batches = [f"{a}.shape[:-1]" for a in rows] + [f"{a}.shape" for a in numbers]
    shapes = [f"(*batch, {length})" if v in steps.wide else "batch" for v in steps.results]
    passed = ", ".join(
        f"_pointer({a}{ADDRESS})" for a in ("scratch", *[f"flat{n}" for n in range(len(results))], *names)
    )
    need = scratch_rows(steps)
    return [
        *as_floats(names),
        *checks(steps.arguments),
        f"if not {length}:",
        f"    return {name}_numpy({', '.join(names)}, out=out)",
        f"batch = np.broadcast_shapes({', '.join(batches)})" if len(batches) > 1 else f"batch = {batches[0]}",
        *out_or_new(steps, name, shapes),
        *_single(steps, name),
        *(f"{a} = np.ascontiguousarray(np.broadcast_to({a}, (*batch, {length})))" for a in rows),
        *(f"{a} = np.ascontiguousarray(np.broadcast_to({a}, batch))" for a in numbers),
        *(
            f"flat{n} = {r} if {r}.flags.c_contiguous else np.empty({s})"
            for n, (r, s) in enumerate(zip(results, shapes, strict=True))
        ),
        f"scratch = np.empty({need} * {length} * ({LANES} if {length} <= {SHORT} else 1))",
        f"_c(_long(math.prod(batch)), _long({length}), {passed})",
        *copied_back(results),
        f"return {', '.join(results)}",
    ]
