"""Elementwise and row kernels in blocks: each ufunc writes into a small buffer that stays in the cache.

Rows are computed side by side: short ones as columns, so that every ufunc and every
reduction runs over long axes; long ones as they lie in memory.
"""

from typing import Final

from derive.kernel.buffers import Buffers, assigned
from derive.kernel.exact import compensated
from derive.kernel.frame import (
    BLOCK,
    FLOATS,
    SMALL,
    WRITTEN,
    as_floats,
    copied_back,
    out_or_new,
    result_names,
)
from derive.kernel.program import Program
from derive.kernel.quiet import is_quiet
from derive.kernel.rows import body
from derive.kernel.steps import Stepped, stepped


def blocked(program: Program, name: str, docstring: str, plain: list[str]) -> list[str] | None:
    """The definitions of a function of arrays and an optional ``out``; None where steps do not suffice.

    ``plain`` are the lines that compute the results as expressions.
    """
    steps = stepped(program)
    if steps is None:
        return None
    steps = compensated(steps)
    calls, buffers = assigned(steps)
    whole = body if steps.has_rows else _elements
    arguments = ", ".join(a.name for a in steps.arguments)
    return [
        *FLOATS.splitlines(),
        *["", ""],
        *WRITTEN.splitlines(),
        *["", ""],
        *(_plain(steps, plain) if _is_one_expression(steps) else ()),
        *_block(steps, calls, buffers),
        *["", ""],
        f"def {name}({arguments}, out=None):",
        f"    {docstring!r}",
        *(f"    {line}" for line in whole(steps, name, buffers) if line),
    ]


def _block(steps: Stepped, calls: list[str], buffers: Buffers) -> list[str]:
    """The function of one block."""
    names = [a.name for a in steps.arguments]
    names += [*result_names(steps), *buffers.names(is_wide=True), *buffers.names(is_wide=False)]
    names += [steps.dimension, "axis"] if steps.has_rows else []
    head = f"def _block({', '.join(names)}):"
    if is_quiet(steps.steps):
        return [head, *(f"    {call}" for call in calls)]
    return [head, f"    {QUIET}", *(f"        {call}" for call in calls)]


def _elements(steps: Stepped, name: str, buffers: Buffers) -> list[str]:
    """The function of broadcasting arguments."""
    names, results = [a.name for a in steps.arguments], result_names(steps)
    scratch = buffers.names(is_wide=True)
    small = [*names, *results, *(f"buffers[{n}, ...]" for n in range(len(scratch)))]
    parts = [f"{a}[start:stop] if {a}.ndim else {a}" for a in names]
    parts += [f"flat{n}[start:stop]" for n in range(len(results))]
    parts += [f"buffers[{n}, : size - start]" for n in range(len(scratch))]
    few = _SMALL.format(name=names[0], size=SMALL)
    return [
        *as_floats(names),
        *(few.splitlines() if _is_one_expression(steps) else ()),
        f"shape = np.broadcast_shapes({', '.join(f'{a}.shape' for a in names)})"
        if len(names) > 1
        else f"shape = {names[0]}.shape",
        *out_or_new(steps, name, ["shape"] * len(results)),
        "size = r0.size",
        f"if size <= {BLOCK}:",
        f"    buffers = np.empty(({len(scratch)}, *shape), {names[0]}.dtype)" if scratch else "",
        f"    _block({', '.join(small)})",
        f"    return {', '.join(results)}",
        *(
            f"flat{n} = {r}.reshape(-1) if {r}.flags.c_contiguous else np.empty(size, {r}.dtype)"
            for n, r in enumerate(results)
        ),
        *(
            f"{a} = {a}.reshape(()) if {a}.size == 1 else np.broadcast_to({a}, shape).reshape(-1)"
            for a in names
        ),
        f"buffers = np.empty(({len(scratch)}, {BLOCK}), r0.dtype)" if scratch else "",
        f"for start in range(0, size, {BLOCK}):",
        f"    stop = start + {BLOCK}",
        f"    _block({', '.join(parts)})",
        *copied_back(results),
        f"return {', '.join(results)}",
    ]


def _is_one_expression(steps: Stepped) -> bool:
    """Whether plain expressions have the dtype and shape of the one argument: few numbers need no blocks."""
    floats = all(s.operation not in NO_FLOATS for s in steps.steps)
    constant = any(all(o[0] in "-.0123456789n" for o in s.operands) for s in steps.steps)
    return len(steps.arguments) == 1 and not steps.has_rows and floats and not constant


def _plain(steps: Stepped, lines: list[str]) -> list[str]:
    """The function for few numbers."""
    head = f"def _small({steps.arguments[0].name}):"
    if is_quiet(steps.steps):
        return [head, *(f"    {line}" for line in lines), "", ""]
    return [head, f"    {QUIET}", *(f"        {line}" for line in lines), "", ""]


_SMALL: Final = """\
if out is None and {name}.size <= {size}:
    return _small({name})"""
QUIET: Final = 'with np.errstate(over="ignore", under="ignore", invalid="ignore"):'
NO_FLOATS: Final = frozenset(
    (
        *("select", "less", "less_equal", "greater", "greater_equal", "equal", "not_equal"),
        *("logical_and", "logical_or", "logical_not"),
    )
)
