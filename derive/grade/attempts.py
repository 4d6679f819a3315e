"""Several attempts at one exercise: the last one counts, or the best."""

from collections.abc import Sequence

from derive.grade.written import Written
from derive.sheet.model import Exercise

Region = tuple[Written, ...]


def attempts(exercise: Exercise, region: Region, *, best: bool) -> Sequence[Region]:
    """What to mark: the last attempt, or each of them and all together.

    A part that only goes on with what was begun before, as in a second file, is no attempt of its own:
    it says nothing about what the task is about, or nothing that was not said before.
    """
    numbers = sorted({w.attempt for w in region})
    if len(numbers) < 2:
        return (region,)
    parts = [tuple(w for w in region if w.attempt == n) for n in numbers]
    if best:
        return (*parts, region)
    last = len(parts) - 1
    while last > 0 and not _begins_anew(parts[last], parts[:last]):
        last -= 1
    return (tuple(w for part in parts[last:] for w in part),)


def _begins_anew(part: Region, before: Sequence[Region]) -> bool:
    """Whether an attempt begins with a left side that an earlier one had, so that it replaces it."""
    earlier = {w.claim.left for p in before for w in p if w.claim and w.claim.proposition.children}
    return any(w.claim.left in earlier for w in part if w.claim and w.claim.proposition.children)
