"""Shape errors, as a person reads them."""

from derive.algebra.shapes import ShapeError, any_sort_of, written
from derive.core.claim import Claim
from derive.core.sort import FunctionSort
from derive.core.term import Apply, Symbol, Term


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


def has_guessed_shapes(claim: Claim) -> bool:
    """Whether an array of the claim was not declared, so that its shape was taken from how it is used.

    Shapes that do not fit then may only show that the use was misread. So it is with ``A^+``, of which
    nothing was said, beside an array A: it was taken for a number.
    """
    known = {s.name for s in claim.proposition.symbols if _has_shape(s)}
    arrays = [s.name for s in claim.proposition.symbols if s.name in known or s.name.split("^")[0] in known]
    return any(sentence.startswith(f"{name} ") for name in arrays for sentence in claim.context.assumed)


def _has_shape(symbol: Symbol) -> bool:
    sort = symbol.sort.value if isinstance(symbol.sort, FunctionSort) else symbol.sort
    return bool(sort.shape)
