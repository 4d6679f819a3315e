"""When files change: looked at twice a second, which works on every kind of disk."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

PAUSE: Final = 0.5

State = dict[Path, tuple[int, int]]


def changes(paths: Sequence[str], wait: Callable[[float], object] = time.sleep) -> Iterator[None]:
    """Once at the start, and then whenever a file or one below a folder is another; ends with Ctrl-C."""
    seen = _state(paths)
    yield
    try:
        while True:
            wait(PAUSE)
            now = _state(paths)
            if now != seen:
                seen = now
                yield
    except KeyboardInterrupt:
        return


def _state(paths: Sequence[str]) -> State:
    """Time and size of all files, as far as they are there."""
    found: State = {}
    for path in map(Path, paths):
        for file in (path, *path.rglob("*")) if path.is_dir() else (path,):
            try:
                status = file.stat()
            except OSError:
                continue
            found[file] = (status.st_mtime_ns, status.st_size)
    return found
