"""C: one loop for an elementwise kernel, one loop between two reductions for rows.

The emitted module holds the NumPy kernel too, for machines without a compiler.
"""

from typing import Final

from derive.kernel.backend import Backend
from derive.kernel.backends.numpy import emit as emit_numpy
from derive.kernel.call_c import caller
from derive.kernel.exact import compensated
from derive.kernel.joined import joined, narrowed
from derive.kernel.lower import LoweringError
from derive.kernel.program import Program
from derive.kernel.steps import stepped
from derive.kernel.to_c import function

IMPORTS: Final = """\
import math
from ctypes import c_long as _long
from ctypes import c_void_p as _pointer

from derive.kernel.compiled import compiled

"""


def emit(program: Program, name: str, docstring: str) -> str:
    """The source of a module that compiles its C when it is imported.

    Raises:
        LoweringError: the kernel is neither elementwise nor one of rows of one length.
    """
    steps = stepped(program)
    if steps is None:
        raise LoweringError("the C backend takes elementwise kernels and kernels of rows of one length")
    plain = emit_numpy(program, f"{name}_numpy", docstring).removeprefix("import math\n\n")
    steps = joined(compensated(steps))
    text = function(narrowed(steps))
    lines = caller(steps, name, docstring)
    return f'{IMPORTS}{plain}\n\nC = """\\\n{text}"""\n_c = compiled(C)\n\n\n' + "\n".join(lines) + "\n"


BACKEND = Backend("c", "cc", emit)
