"""C: one loop for an elementwise kernel, one loop between two reductions for rows.

The emitted module holds the NumPy kernel too, for machines without a compiler.
"""

import ast
from dataclasses import replace
from typing import Final

from derive.kernel.backend import Backend
from derive.kernel.backends.numpy import emit as emit_numpy
from derive.kernel.blocks import carried
from derive.kernel.call_c import caller
from derive.kernel.exact import exact
from derive.kernel.lower import LoweringError
from derive.kernel.program import Program
from derive.kernel.quiet import narrowed
from derive.kernel.steps import stepped
from derive.kernel.to_c import function
from derive.kernel.widened import wide_of

IMPORTS: Final = """\
import math
import threading

import numpy as np

from derive.kernel.compiled import address as _address
from derive.kernel.compiled import compiled
"""


def emit(program: Program, name: str, docstring: list[str]) -> str:
    """The source of a module that compiles its C when it is imported.

    Raises:
        LoweringError: the kernel is neither elementwise nor one of rows of one length.
    """
    steps = stepped(program)
    if steps is None:
        raise LoweringError("the C backend takes elementwise kernels and kernels of rows of one length")
    steps = exact(steps, compiled=True)
    wide = None if steps.has_rows else wide_of(program)
    inner = steps if wide is None else replace(steps, results=wide.results(steps))
    lines = caller(steps, name, docstring, wide)
    plain = emit_numpy(program, f"{name}_numpy", ['"""The same in NumPy."""'])
    plain = plain[plain.index("import numpy as np\n") :].removeprefix("import numpy as np\n")
    missing = _missing("\n".join(carried(lines)), plain)
    text = function(narrowed(inner), is_noting=wide is not None)
    return (
        f'{IMPORTS}{plain}{missing}\n\nC = """\\\n{text}"""\n_c = compiled(C)\n\n\n' + "\n".join(lines) + "\n"
    )


def _missing(source: str, present: str) -> str:
    """The definitions of a source that another one has not."""
    known = {ast.dump(node) for node in ast.parse(present).body}
    nodes = [node for node in ast.parse(source).body if ast.dump(node) not in known]
    return "\n\n\n".join(ast.get_source_segment(source, node) or "" for node in nodes)


BACKEND = Backend("c", "cc", emit)
