"""Kernels for libraries that trace or differentiate: pure expressions, nothing written in place."""

from typing import Final

from derive.kernel.checks import checks
from derive.kernel.idioms import with_idioms
from derive.kernel.program import Program
from derive.kernel.spelling import Spelling, lines

NEAR: Final = """\
def _near(value, u, piece):
    low, high, centre, rest, far, power, stride, *numbers = piece
    if far:
        low, high = (low, {0}.inf) if low > 0 else (-{0}.inf, high)
    t = 1.0 / u if far else u - centre - rest
    y = t * t if stride == 2 else t
    total = 0.0 * y
    for number in reversed(numbers):
        total = total * y + number
    for _ in range(int(abs(power))):
        total = total / (u if far else t) if (power > 0) == (far > 0) else total * (u if far else t)
    return {0}.where((u >= low) & (u <= high), total, value)
"""


def functional(
    program: Program, name: str, docstring: list[str], to: Spelling, imports: str, array: str
) -> str:
    """The source of a module; ``array`` is the form that makes an argument an array of the library."""
    program = with_idioms(program)
    names = [a.name for a in program.arguments]
    *statements, values = lines(program, to)
    returned = values.removeprefix("values = (").removesuffix(")").removesuffix(",")
    body = [
        *docstring,
        *(f"{n} = {array.format(n)}" for n in names),
        *checks(program.arguments),
        *statements,
        f"return {returned}",
    ]
    made = [f"def {name}({', '.join(names)}):", *(f"    {line}".rstrip() for line in body)]
    carried = NEAR.format(to.module).splitlines() if any("_near(" in line for line in made) else []
    return "\n".join([imports, "", "", *carried, *(["", ""] if carried else []), *made]) + "\n"
