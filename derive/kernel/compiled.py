"""Compile C once: libraries are kept in the user's cache folder under the hash of what made them.

No option changes floating-point semantics beyond errno and traps: ``-ffast-math`` at the
link would flush subnormal numbers to zero in the whole process.
"""

import ctypes
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from derive.kernel.program import TAILS

OPTIONS: Final = (
    "-O3",
    "-march=native",
    "-mprefer-vector-width=512",
    "-ffp-contract=off",
    "-fno-math-errno",
    "-fno-trapping-math",
    "-shared",
    "-fPIC",
)
SECONDS: Final = 60
FUNCTION: Final = "kernel"
_as_bytes: Final = ctypes.c_char.from_buffer
_place_of: Final = ctypes.addressof


class NoCompilerError(Exception):
    """There is no C compiler, or it refused the source."""


def folder() -> Path:
    """Where libraries are kept."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "derive" / "kernels"


def compiled(source: str) -> Callable[..., Any] | None:
    """The function ``kernel`` of C source; None with a warning where it cannot be compiled."""
    try:
        library = ctypes.CDLL(str(_library(_whole(source))))
    except (NoCompilerError, OSError) as error:
        warnings.warn(f"NumPy is used instead of C: {error}", RuntimeWarning, stacklevel=2)
        return None
    function = library.kernel
    value, count, pointers = HEAD.search(source).groups()  # type: ignore[union-attr]  # every source has that function
    function.restype = ctypes.c_int if value == "int" else None
    function.argtypes = [ctypes.c_long] * count.count("long") + [ctypes.c_void_p] * pointers.count("*")
    called: Callable[..., Any] = function
    return called


HEAD: Final = re.compile(r"(void|int) kernel\(((?:long \w+, )+)([^)]*)\)")


def address(array: Any) -> int:
    """Where the numbers of an array lie; by its buffer, which is fastest, unless that is read-only."""
    try:
        return _place_of(_as_bytes(array))
    except (TypeError, ValueError):
        found: int = array.__array_interface__["data"][0]
        return found


def has_compiler() -> bool:
    """Whether ``cc`` is there and takes our options."""
    try:
        _target()
    except NoCompilerError:
        return False
    return True


def _whole(source: str) -> str:
    headers = ["vector.h", *(["tails.h"] if any(f"{name}_(" in source for name in TAILS) else [])]
    texts = (files("derive.kernel").joinpath(name).read_text(encoding="utf-8") for name in headers)
    return "\n".join((*texts, source))


def _library(source: str) -> Path:
    """The library of the source, compiled if it is not in the cache."""
    digest = hashlib.sha256("\n".join((source, _target(), *OPTIONS)).encode()).hexdigest()
    place = _usable_folder() / f"{digest[:32]}.so"
    if not place.exists():
        with tempfile.TemporaryDirectory(dir=place.parent) as work:
            text, made = Path(work) / "kernel.c", Path(work) / "kernel.so"
            text.write_text(source, encoding="utf-8")
            _run(*OPTIONS, "-o", str(made), str(text), "-lm")
            made.replace(place)
    return place


def _usable_folder() -> Path:
    place = folder()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise NoCompilerError(str(error)) from error
    if not os.access(place, os.W_OK):
        message = f"{place} cannot be written"
        raise NoCompilerError(message)
    return place


@cache
def _target() -> str:
    """What the compiler predefines: its version and the instructions of this processor."""
    return _run("-march=native", "-mprefer-vector-width=512", "-dM", "-E", "-x", "c", os.devnull)


def _run(*options: str) -> str:
    compiler = shutil.which("cc")
    if compiler is None:
        raise NoCompilerError("there is no cc")
    try:
        done = subprocess.run(  # noqa: S603  # a compiler from the path, and options of our own
            [compiler, *options], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NoCompilerError(str(error)) from error
    if done.returncode:
        message = f"cc: {done.stderr.strip().splitlines()[-1:]}"
        raise NoCompilerError(message)
    return done.stdout
