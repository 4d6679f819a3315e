"""Kernels for libraries that trace or differentiate: pure expressions, nothing written in place."""

from derive.kernel.checks import checks
from derive.kernel.idioms import with_idioms
from derive.kernel.program import Program
from derive.kernel.spelling import Spelling, lines


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
    return "\n".join([imports, "", "", *made]) + "\n"
