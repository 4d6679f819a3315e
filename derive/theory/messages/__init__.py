"""Every sentence that a person reads, one language a file.

A code such as ``syntax.unclosed-brace`` names the table of a floor and a row in it. Sentences
have blanks in braces, as in ``str.format``. English is complete; another language falls back to it.
"""

import tomllib
import warnings
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("en", "de")


class MissingMessageWarning(ResourceWarning):
    """A code without a sentence, or a blank without a value: silent for users, an error in tests."""


@cache
def sentences(language: str) -> dict[str, str]:
    """All sentences of a language by their codes."""
    text = (Path(__file__).parent / f"{language}.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, str]] = tomllib.loads(text)
    return {f"{table}.{row}": sentence for table, rows in tables.items() for row, sentence in rows.items()}


def say(code: str, language: str = "en", **values: object) -> str:
    """The sentence for a code, with its blanks filled."""
    sentence = sentences(language if language in LANGUAGES else "en").get(code) or sentences("en").get(code)
    if sentence is None:
        return _missing(code, values)
    try:
        return sentence.format_map(values)
    except (KeyError, IndexError):
        return _missing(code, values)


def _missing(code: str, values: dict[str, object]) -> str:
    warnings.warn(MissingMessageWarning(f"{code} with {sorted(values)}"), stacklevel=3)
    return " ".join((code, *(f"{name}={value}" for name, value in sorted(values.items()))))
