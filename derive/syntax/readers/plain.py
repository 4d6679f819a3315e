"""Plain text with LaTeX in it, as people type it and as character recognition writes it."""

from typing import Final

from derive.syntax.reader import Reader
from derive.syntax.running_text import read_text

READER: Final = Reader((".txt", ".text", ".mmd", ""), read_text)
