"""The one plug-in mechanism: a folder of files, each exporting one known name.

Files are indexed by name and imported when used; a file without its export is a
loud error, so there is no list that could be forgotten.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TypeVar

_T = TypeVar("_T")


class PluginError(Exception):
    """A plug-in file does not define what its folder requires."""


@cache
def names(package: str) -> tuple[str, ...]:
    """The plug-ins of a package, by file name, sorted; nothing is imported but the package."""
    folder = Path(str(import_module(package).__file__)).parent
    return tuple(sorted(m.name for m in iter_modules([str(folder)]) if not m.name.startswith("_")))


def load(package: str, name: str, export: str, kind: type[_T]) -> _T:
    """Import one plug-in and return its export.

    Raises:
        PluginError: the file does not define ``export``, or as something else.
    """
    module = import_module(f"{package}.{name}")
    found = getattr(module, export, None)
    if not isinstance(found, kind):
        message = f"{module.__file__} must define {export} as a {kind.__name__}"
        raise PluginError(message)
    return found


def discover(package: str, export: str, kind: type[_T]) -> Mapping[str, _T]:
    """All plug-ins of a package by file name.

    Raises:
        PluginError: a file does not define ``export``, or as something else.
    """
    return {name: load(package, name, export, kind) for name in names(package)}
