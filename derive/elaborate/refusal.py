"""Refusing: what has no meaning that can be given without guessing."""

from derive.core.source import Diagnostic, Place, UnreadableError


def refusal(code: str, place: Place, **values: str) -> UnreadableError:
    """The error with the located diagnostic ``elaborate.<code>``, to be raised."""
    return UnreadableError(Diagnostic(f"elaborate.{code}", place, tuple(values.items())))
