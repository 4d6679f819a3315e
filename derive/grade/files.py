"""Output files: whole or not at all."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

_USUAL: Final = 0o666


def write_file(path: Path, text: str, *, private: bool = False) -> None:
    """Put text into a file in one step, so that no reader meets half of it; ``private``: for its owner alone.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(
        "w", dir=path.parent, prefix=".", suffix=".part", delete=False, encoding="utf-8", newline="\n"
    ) as stream:
        written = Path(stream.name)
        try:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
            if not private:
                written.chmod(_USUAL & ~_mask())
            written.replace(path)
        except OSError:
            written.unlink(missing_ok=True)
            raise


def _mask() -> int:
    """What new files are not open to; to ask for it is to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
