"""Random variants: values drawn for each student, the same ones whenever the sheet is read."""

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b
from itertools import product
from typing import Any, Final

from derive.sheet.model import SheetError
from derive.theory.messages import say

MOST_VARIANTS: Final = 256
_BLANK: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
Choice = Callable[[str, tuple[Any, ...]], Any]


def seeded(sheet: str, key: str, pseudonym: str) -> Choice:
    """The choice for a student: the value's place is a digest of sheet, exercise, name and pseudonym."""

    def chosen(name: str, values: tuple[Any, ...]) -> Any:
        text = f"{sheet}\0{key}\0{name}\0{pseudonym}"
        return values[int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) % len(values)]

    return chosen


def choices(drawn: Mapping[str, tuple[Any, ...]], exercise: str, line: int) -> Iterator[Choice]:
    """Every way to choose.

    Raises:
        SheetError: there are more than can be verified.
    """
    count = 1
    for values in drawn.values():
        count *= len(values)
    if count > MOST_VARIANTS or not count:
        raise SheetError(say("sheet.variants", count=str(count), most=str(MOST_VARIANTS)), exercise, line)
    for values in product(*drawn.values()):
        yield _fixed(dict(zip(drawn, values, strict=True)))


def _fixed(values: Mapping[str, Any]) -> Choice:
    return lambda name, _: values[name]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with ``{{a}}`` replaced by the value of a; other names in double braces stay."""
    return _BLANK.sub(lambda m: values.get(m[1], m[0]), text)
