"""Markdown with formulas."""

from typing import Final

from derive.syntax.reader import Reader
from derive.syntax.running_text import read_text

READER: Final = Reader((".md", ".markdown", ".mdown", ".qmd", ".rmd"), read_text)
