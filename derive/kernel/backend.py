"""What a kernel backend is."""

from collections.abc import Callable
from dataclasses import dataclass

from derive.kernel.program import Program


@dataclass(frozen=True, slots=True)
class Backend:
    """``emit(program, name, docstring)`` gives the source of a module that defines ``name``."""

    name: str
    requires: str
    emit: Callable[[Program, str, list[str]], str]
