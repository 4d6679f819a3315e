r"""Signs that character recognition takes for one another.

A row is a set of signs, as LaTeX; each may have been read for each other one of its row. What this
is used for, and when, is said in ``derive/prove/diagnosis/misreading.py``.
"""

from collections.abc import Mapping
from typing import Final

_ROWS: Final = (
    "l 1 I |",
    "O 0 o",
    r"x \times \chi X",
    r"v \nu",
    r"w \omega",
    r"a \alpha",
    r"p \rho",
    r"n \eta",
    r"k \kappa",
    r"y \gamma",
    r"B \beta",
    r"d \delta \partial",
    r"E \epsilon \in \varepsilon",
    "t +",
    r"u \mu",
    r"r \tau",
    r"\Sigma \sum",
    r"\Pi \prod",
    "z 2 Z",
    "S 5 s",
    "g 9 q",
    r"b 6 \beta",
    "c C",
    ", .",
)


def _table() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in _ROWS:
        signs = row.split()
        for sign in signs:
            found[sign] = (*found.get(sign, ()), *(s for s in signs if s != sign))
    return found


CONFUSIONS: Final[Mapping[str, tuple[str, ...]]] = _table()
"""For each sign, those that it may have been read for."""
