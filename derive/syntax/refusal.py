"""How the reader says no."""

from typing import Never

from derive.core.source import Diagnostic, Place, UnreadableError


def refuse(code: str, place: Place | None, **values: str) -> Never:
    """Stop reading, with a located message.

    Raises:
        UnreadableError: always.
    """
    raise refusal(code, place, **values)


def refusal(code: str, place: Place | None, **values: str) -> UnreadableError:
    """The error itself, for places that keep it until it is needed."""
    return UnreadableError(Diagnostic(f"syntax.{code}", place, tuple(values.items())))
