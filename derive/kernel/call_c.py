"""The Python side of a C kernel: arrays are checked and laid out, then their addresses are passed."""

from typing import Final

from derive.kernel.blocks import Wide, as_floats, batch_of, listed, outs_of, shapes_of
from derive.kernel.checks import checks
from derive.kernel.program import Argument
from derive.kernel.steps import Stepped
from derive.kernel.to_c import SHORT


def caller(steps: Stepped, name: str, docstring: list[str], wide: Wide | None) -> list[str]:
    """The function that calls ``_c``, or the NumPy one where there is no ``_c``."""
    names = ", ".join(a.name for a in steps.arguments)
    body = _row_body(steps, name) if steps.has_rows else _element_body(steps, name, wide)
    return [
        f"def {name}({names}, out=None):",
        *(f"    {line}".rstrip() for line in docstring),
        "    if _c is None:",
        f"        return {name}_numpy({names}, out=out)",
        *(f"    {line}" for line in body),
    ]


def _element_body(steps: Stepped, name: str, wide: Wide | None) -> list[str]:
    names = [a.name for a in steps.arguments]
    shapes = [f"{a}.shape" for a in names]
    shape = shapes[0] if len(names) == 1 else f"np.broadcast_shapes({', '.join(shapes)})"
    return [
        *(_at_once(names[0]) if len(names) == len(steps.results) == 1 and wide is None else []),
        *as_floats(names),
        f"shape = {shape}",
        outs_of(steps),
        f"targets = _targets(outs, [{', '.join(['shape'] * len(steps.results))}], ({listed(names)}))",
        "doubles = [t if t.dtype == np.float64 else np.empty(shape) for t in targets]",
        *(f"{a} = {_in_one_piece(a, 'shape')}" for a in names),
        _filled(steps, names, wide),
        *([f"_taken_over({name}_numpy, doubles[0], ({listed(names)}))"] if _is_log_of_two(steps) else []),
        *GIVEN,
    ]


def _filled(steps: Stepped, names: list[str], wide: Wide | None) -> str:
    """The line that computes."""
    if wide is None:
        return f"_c(doubles[0].size, {_addresses(['*doubles', *names])})"
    more = len(wide.results(steps)) - len(steps.results)
    ways = f"_c, (_intermediate, _wide), ({listed(names)}), doubles"
    return f"_compiled_or_wide({ways}, {more}, {wide.watched(steps)})"


def _at_once(name: str) -> list[str]:
    """The shortest way: one array as C wants it."""
    is_double = f"type({name}) is np.ndarray and {name}.dtype is _FLOAT"
    return [
        f"if out is None and {is_double} and {name}.flags.c_contiguous:",
        f"    out = np.empty({name}.shape)",
        f"    _c({name}.size, _address(out), _address({name}))",
        "    return out",
    ]


def _rows_at_once(steps: Stepped) -> list[str]:
    """The same for rows.

    Logarithms of sums over few long rows are left to NumPy, which needs no shift there; else the least tells
    whether there is one to look at again.
    """
    name, length = steps.arguments[0].name, steps.dimension
    is_double = f"type({name}) is np.ndarray and {name}.dtype is _FLOAT"
    shape = f"{name}.shape" if steps.results[0] in steps.wide else f"{name}.shape[:-1]"
    lines = [
        f"{length} = {name}.shape[-1]",
        f"out = np.empty({shape})",
        f"if _c({name}.size // {length}, {length}, _address(out), _address({name})):",
        "    raise MemoryError",
        "return out",
    ]
    if _is_lse(steps):
        sharpened = f"    _sharpened({name}.reshape(-1, {length}), out.reshape(-1, 1))"
        plain = [f"    found = _lse_of_few({name})", "    if found is not None:", "        return found"]
        lines[1:1] = [f"if {length} > {SHORT} and {name}.size <= _SMALL:", *plain]
        lines[-1:] = [f"if not out.item(out.argmin()) >= math.log({length}) / 3:", sharpened, "return out"]
    return [
        f"if out is None and {is_double} and {name}.size and {name}.ndim and {name}.flags.c_contiguous:",
        *(f"    {line}" for line in lines),
    ]


def _in_one_piece(name: str, shape: str) -> str:
    return f"np.ascontiguousarray(np.broadcast_to({name}, {shape}), dtype=np.float64)"


def _addresses(names: list[str]) -> str:
    return f"*map(_address, ({listed(names)}))"


GIVEN: Final = (
    "for target, double in zip(targets, doubles, strict=True):",
    "    if target is not double:  # float32 is computed in float64 and rounded",
    "        target[...] = double",
    "return _given(outs, targets)",
)


def _row_body(steps: Stepped, name: str) -> list[str]:
    names, length = [a.name for a in steps.arguments], steps.dimension
    shapes = ", ".join(shapes_of(steps))
    return [
        *(_rows_at_once(steps) if len(names) == len(steps.results) == 1 else []),
        *as_floats(names),
        *checks(steps.arguments),
        f"if not {length}:",
        f"    return {name}_numpy({', '.join(names)}, out=out)",
        batch_of(steps),
        outs_of(steps),
        f"targets = _targets(outs, [{shapes}], ({listed(names)}))",
        "doubles = [t if t.dtype == np.float64 else np.empty(t.shape) for t in targets]",
        *(f"{a.name} = {_in_one_piece(a.name, _shape(a, length))}" for a in steps.arguments),
        f"if _c(math.prod(batch), {length}, {_addresses(['*doubles', *names])}):",
        "    raise MemoryError",
        *([SHARPENED.format(names[0], length)] if _is_lse(steps) else []),
        *GIVEN,
    ]


def _is_log_of_two(steps: Stepped) -> bool:
    return [s.operation for s in steps.steps if s.target in steps.results] == ["log_of_two"]


def _is_lse(steps: Stepped) -> bool:
    is_row = len(steps.arguments) == 1 and bool(steps.arguments[0].dimensions)
    return is_row and tuple(s.operation for s in steps.steps) == LSE


SHARPENED: Final = "_sharpened({}.reshape(-1, {}), doubles[0].reshape(-1, 1))"
LSE: Final = (
    *("max", "finite", "subtract", "exp", "subtract", "subtract", "subtract", "add", "subtract", "restored"),
    *("rest", "log1p", "add"),
)


def _shape(argument: Argument, length: str) -> str:
    return f"(*batch, {length})" if argument.dimensions else "batch"
