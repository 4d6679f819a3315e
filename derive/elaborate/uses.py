"""What a formula shows of one name."""

from typing import Final

from derive.core.surface import Surface


class Use:
    """What was seen of one name: an attribute is set where there is something to tell.

    ``rows``: with an index it is transposed, ``itself``: it stands in brackets behind it, ``scaled``: how
    often it stands behind a number or one letter; ``follows`` are the factors before it, ``beside`` the
    last factors of the summands beside it. ``apart``: bare and with an index in one sum, ``dotted``: names
    that are multiplied by it with a dot.
    """

    bare: int = 0
    scripts: tuple[tuple[Surface, ...], ...] = ()
    arguments: tuple[tuple[Surface, ...], ...] = ()
    primes: int = 0
    transposed: bool = False
    follows_row: bool = False
    rows: bool = False
    apart: bool = False
    dotted: tuple[str, ...] = ()
    itself: bool = False
    scaled: int = 0
    inverted: bool = False
    bold: bool = False
    vector: bool = False
    matrix: bool = False
    integer: bool = False
    bound: bool = False
    complex: bool = False
    conjugated: bool = False
    lower: Surface | None = None
    varied_by: tuple[Surface, ...] = ()
    follows: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def is_complex(self, *, expected: bool) -> bool:
        """Whether it has a real part; or stands beside its conjugate, where complex numbers are expected."""
        return self.complex or (self.conjugated and self.bare > 0 and expected)


UNSEEN: Final = Use()
"""Of a name that does not occur."""
