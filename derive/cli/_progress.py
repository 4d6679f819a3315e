"""A line that shows how far a long run is; nothing at all where nobody watches."""

import time
from typing import TextIO


class Bar:
    """Done of all, rate and remaining time, on a terminal."""

    def __init__(self, stream: TextIO) -> None:
        """Nothing is shown yet."""
        self.stream = stream
        self.is_watched = stream.isatty()
        self.began = time.monotonic()

    def show(self, done: int, count: int) -> None:
        """So many are done."""
        if not self.is_watched:
            return
        passed = max(time.monotonic() - self.began, 1e-6)
        rate = done / passed
        left = int((count - done) / rate)
        filled = 30 * done // max(count, 1)
        bar = "#" * filled + "." * (30 - filled)
        self.stream.write(f"\r\x1b[K[{bar}] {done}/{count}  {rate:.1f}/s  {left // 60}:{left % 60:02} left")
        self.stream.flush()

    def close(self) -> None:
        """Take the line away again."""
        if self.is_watched:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
