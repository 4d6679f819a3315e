r"""What a note under a brace says of the thing above it: ``\underbrace{w_{ij}}_{k \times d}`` is a matrix."""

from typing import Final

from derive.core.surface import Annotated, Grid, Infix, Listing, Name, Numeral, Scripted, Surface
from derive.elaborate.names import subscripts

_BRACES: Final = frozenset(("underbrace", "overbrace"))


def whole_array(node: Annotated) -> Name | None:
    """The name of a matrix whose entry stands for all of it: the note is the shape of one. Else None."""
    content = node.content
    if node.decoration not in _BRACES or not isinstance(content, Scripted) or content.sub is None:
        return None
    indices = subscripts(content.sub)
    named = len(indices) == 2 and all(isinstance(i, Name) for i in indices)
    if not named or content.sup is not None or content.primes or not isinstance(content.base, Name):
        return None
    return content.base if node.note is not None and any(map(_is_shape, _lines(node.note))) else None


def _lines(note: Surface) -> tuple[Surface, ...]:
    if isinstance(note, Listing):
        return note.items
    return tuple(c for row in note.rows for c in row) if isinstance(note, Grid) else (note,)


def _is_shape(node: Surface) -> bool:
    r"""Whether this is ``k \times d``, and no number of either is 1."""
    if not isinstance(node, Infix) or node.operators != ("\\times",):
        return False
    return all(isinstance(i, Name) or (isinstance(i, Numeral) and i.text != "1") for i in node.items)
