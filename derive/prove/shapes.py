"""Shape errors, as a person reads them."""

from derive.algebra.shapes import ShapeError, any_sort_of, written
from derive.core.term import Apply, Term


def shape_error(goal: Term) -> tuple[str, str] | None:
    """The two shapes that do not fit, inside a side or between the sides of a relation; None if all fit."""
    try:
        any_sort_of(goal)
        for side in goal.children if isinstance(goal, Apply) else ():
            any_sort_of(side)
    except ShapeError as error:
        if not error.shapes:
            return None
        first, second = [*map(written, error.shapes), ""][:2]
        return first, second
    return None
