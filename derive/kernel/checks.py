"""Shapes are read off the arguments before anything is computed."""

from collections.abc import Iterable
from typing import Final

from derive.kernel.program import Argument

AXES_MISSING: Final = """\
if {name}.ndim < {count}:
    raise ValueError(f"{name} needs {count} axes, got shape {{{name}.shape}}")"""
LENGTH: Final = "{dimension} = {length}"
LENGTH_DIFFERS: Final = """\
if {length} != {dimension}:
    raise ValueError(f"{name} has shape {{{name}.shape}}, but {dimension} is {{{dimension}}}")"""


def checks(arguments: Iterable[Argument]) -> list[str]:
    """Read symbolic lengths off the arguments, and refuse arrays that disagree."""
    lines: list[str] = []
    known: set[str] = set()
    for a in arguments:
        count = len(a.dimensions)
        if count:
            lines += AXES_MISSING.format(name=a.name, count=count).splitlines()
        for position, dimension in enumerate(a.dimensions, start=-count):
            is_known = dimension in known or dimension.isdecimal()
            known.add(dimension)
            form = LENGTH_DIFFERS if is_known else LENGTH
            length = f"{a.name}.shape[{position}]"
            lines += form.format(name=a.name, dimension=dimension, length=length).splitlines()
    return lines
