"""What a formula shows of one name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from derive.core.surface import Fence, Name, Numeral, Surface
from derive.elaborate.imaginary import COMPLEX_LETTERS
from derive.elaborate.names import is_label, name_of
from derive.elaborate.walk import nodes


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

    def shows_nothing(self) -> bool:
        """Whether it only stands there, perhaps behind a number."""
        return self.__dict__.keys() <= _STANDING

    def is_complex(self, *, expected: bool) -> bool:
        """Whether it has a real part; or stands beside its conjugate, where complex numbers are expected."""
        return self.complex or (self.conjugated and self.bare > 0 and expected)


_STANDING: Final = frozenset(("bare", "scaled", "lower", "bound", "integer"))
UNSEEN: Final = Use()
"""Of a name that does not occur."""


class Uses(dict[str, Use]):
    """Uses by name, and what was seen beside.

    ``integrated`` are the variables of integrals, ``positions`` the indices of entries that are
    differentiated by, ``variables`` all that is, ``free`` the names outside all large operators that
    mention them below, ``hidden`` those mentioned below the operators around the present place; ``outer``
    are the names in ``u v^T``, ``cells`` those in matrices, ``applied`` the brackets behind ``p_X``. Flags:
    ``imaginary`` says that i is the imaginary unit if it has no other meaning, ``square`` that a square
    matrix is written out, ``doubled`` that there are double signs, ``tensors`` that arrays are
    multiplied as tensors.
    """

    integrated: frozenset[str] = frozenset()
    positions: tuple[str, ...] = ()
    cells: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    labels: frozenset[int] = frozenset()
    imaginary: bool = False
    square: bool = False
    doubled: bool = False
    tensors: bool = False
    variables: tuple[Surface, ...] = ()
    outer: tuple[tuple[str, str], ...] = ()
    applied: Mapping[str, tuple[Fence, ...]] = MappingProxyType({})

    def __init__(self) -> None:
        super().__init__()
        self.free: set[str] = set()

    def of(self, name: str) -> Use:
        """The record of a name, begun if need be."""
        found = self.get(name)
        if found is None:
            found = self[name] = Use()
        return found

    def is_complex(self, name: str) -> bool:
        """Whether an undeclared name has a real part, or stands beside its conjugate."""
        return name in self and self[name].is_complex(expected=name in COMPLEX_LETTERS or self.imaginary)

    def integers(self, node: Surface | None) -> None:
        """Names in an index, bound or factorial are integers."""
        if node is None or type(node) is Numeral:
            return
        for n in (node,) if type(node) is Name else nodes(node):
            if isinstance(n, Name) and not is_label(n):
                name = name_of(n) or ""
                self.of(name).integer = True
                self.free_name(name)

    def free_name(self, name: str) -> None:
        """Take note of a name where it stands."""
        if name not in self.hidden:
            self.free.add(name)
