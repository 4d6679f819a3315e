"""NumPy: whole-array expressions; elementwise kernels and rows in blocks that stay in the cache."""

from derive.kernel.backend import Backend
from derive.kernel.blocks import QUIET, as_floats, blocked, carried, listed
from derive.kernel.checks import checks
from derive.kernel.distances import with_exact_distances
from derive.kernel.parts import parts_of, source
from derive.kernel.program import Program
from derive.kernel.spelling import ATOM, expression, lines
from derive.kernel.widened import wide_of


def emit(program: Program, name: str, docstring: list[str]) -> str:
    """The source of a self-contained module that imports NumPy alone."""
    found = blocked(program, name, docstring, wide_of(program)) or _summed(program, name, docstring)
    found = found or _whole(program, name, docstring)
    text = "\n".join(found)
    standard = [f"import {module}" for module in ("math", "threading") if f"{module}." in text]
    return "\n".join([*standard, *([""] if standard else []), "import numpy as np", "", text]) + "\n"


def _whole(program: Program, name: str, docstring: list[str]) -> list[str]:
    """The definitions of a function of whole-array expressions."""
    program = with_exact_distances(program)
    names = [a.name for a in program.arguments]
    body = [
        *docstring,
        *as_floats(names),
        *checks(program.arguments),
        QUIET,
        *(f"    {line}" for line in lines(program)),
        f"return _filled({_outs(program)}, values)",
    ]
    made = [f"def {name}({', '.join(names)}, out=None):", *(f"    {line}".rstrip() for line in body)]
    return [*carried(made), *made]


def _summed(program: Program, name: str, docstring: list[str]) -> list[str] | None:
    """The definitions of a function that sums over a long index in parts; None where there is none."""
    parts = parts_of(program)
    if parts is None:
        return None
    names = [a.name for a in program.arguments]
    axes = [str(len(a.dimensions)) for a in program.arguments]
    body = [
        *docstring,
        *as_floats(names),
        *checks(program.arguments),
        QUIET,
        f"    values = _summed(*_alike(({listed(names)}), ({listed(axes)})))",
        f"return _filled({_outs(program)}, values)",
    ]
    made = [
        *source(program, parts, lambda i, texts: expression(i, [(t, ATOM) for t in texts])[0]),
        *["", ""],
        f"def {name}({', '.join(names)}, out=None):",
        *(f"    {line}".rstrip() for line in body),
    ]
    return [*carried(made), *made]


def _outs(program: Program) -> str:
    count = len(program.results)
    return "(out,)" if count == 1 else f"(None,) * {count} if out is None else out"


BACKEND = Backend("numpy", "numpy", emit)
