"""Sets of numbers as words name them: "positive integer"."""

import re
from typing import Final

_SIGNS: Final = (
    ("positiv", "_{> 0}"),
    ("negativ", "_{< 0}"),
    ("non-zero", r"_{\ne 0}"),
    ("nonzero", r"_{\ne 0}"),
    ("non", r"_{\ge 0}"),
    ("nicht", r"_{\ge 0}"),
)


def kind_of_number(found: re.Match[str]) -> str | None:
    """The set that "positive integer" and the like name, in LaTeX."""
    named = found.groupdict()
    sign = (named.get("restricted") or "").lower()
    if named.get("natural"):
        return r"\mathbb{N}"
    script = next((s for word, s in _SIGNS if sign.startswith(word)), "")
    if named.get("whole"):
        return rf"\mathbb{{Z}}{script}"
    return rf"\mathbb{{R}}{script}" if script else None
