"""Files written whole or not at all: a run that is stopped, or finds the disk full, leaves what was there."""

import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from derive.cli._command import UsageError
from derive.theory.messages import say


def write_whole(path: str | Path, content: str | bytes) -> None:
    """Write a file beside its place and then move it there; folders on the way are made.

    What is no plain file, such as a terminal or a pipe, is written to as it is.

    Raises:
        UsageError: it cannot be written.
    """
    target = Path(path)
    encoded = content.encode() if isinstance(content, str) else content
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists() and not target.is_file():
            target.write_bytes(encoded)
        else:
            _replace(target.resolve(), encoded)
    except OSError as error:
        raise UsageError(say("cli.cannot-write", path=path, reason=error.strerror or error)) from error


def _replace(target: Path, encoded: bytes) -> None:
    """Write to a new file in the same folder, and put it in the place of the old one."""
    beside = target.with_name(f".{target.name}.{token_hex(4)}")
    try:
        with beside.open("xb") as stream:
            stream.write(encoded)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o777)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
