"""Terms given in pieces, of which one holds for all large values of the variable."""

from collections.abc import Callable

from derive.algebra.limits.setting import VARIABLE, OutsideError, UndeterminedError
from derive.core.term import Apply, Term, rewrite

Truth = Callable[[Apply], bool]
"""Whether a relation holds for all large values of the variable, where it can be told."""


def decided(term: Term, truth: Truth) -> Term:
    """The term with each piece that is reached for large values in the place of all pieces."""

    def step(part: Term) -> Term | None:
        if not (isinstance(part, Apply) and part.head == "cases" and VARIABLE in part.symbols):
            return None
        return _reached(part, truth)

    return rewrite(term, step)


def _reached(part: Apply, truth: Truth) -> Term | None:
    pieces = part.children
    for k in range(0, len(pieces) - 1, 2):
        condition = pieces[k + 1]
        if not isinstance(condition, Apply) or len(condition.children) != 2:
            return None
        try:
            if truth(condition):
                return decided(pieces[k], truth)
        except (UndeterminedError, OutsideError):
            return None
    return decided(pieces[-1], truth) if len(pieces) % 2 else None
