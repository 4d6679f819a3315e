"""The smallest change of a written line that makes it right, and was itself proved."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Final

from derive.core.claim import Claim
from derive.core.derivation import Reread, Written
from derive.core.effort import OutOfEffortError
from derive.core.source import Place, UnreadableError
from derive.core.verdict import Proved, Unreadable
from derive.prove.decision import Decision
from derive.prove.diagnosis.candidate import Candidate
from derive.prove.diagnosis.gaps import gaps
from derive.prove.diagnosis.screen import Screen
from derive.prove.diagnosis.spots import Position, positions, surroundings
from derive.prove.limits import Limits
from derive.syntax.latex import write
from derive.syntax.parser import parse
from derive.theory.mistake import Mistake, mistakes

MOST_CHANGES: Final = 260
MOST_REREAD: Final = 200_000
STEP: Final = 0.5
MOST_DECIDED: Final = 6
MOST_SPENT: Final = 150_000
OF_AN_INEQUALITY: Final = frozenset(("sign", "number", "exponent", "wrong-function", "wrong-bound"))
OF_ARRAYS: Final = frozenset(("transpose", "order-of-factors"))
LAST: Final = frozenset(("no-equality",))
LONG: Final = frozenset(("replaced", "missing-term", "no-equality"))
TELLING: Final = frozenset(("brackets",))
LIMITS: Final = Limits(effort=100_000, points=12, precision=256, depth=4)


def repair(
    written: Written, reread: Reread, screen: Screen, following: Written | None = None
) -> Candidate | None:
    """The first change that is proved to make the relation right; likely and small changes come first.

    Changes from which the relation that follows goes on rightly come before others. Of an equation all
    right sides are equal, so that only inequalities are looked at in this way.
    """
    attempt = _Attempt(written, reread, screen, following if written.sign != "=" else None)
    for source in (_catalogue, _worked_out, _weaker):
        try:
            found = attempt.first(source(written, reread, screen))
        except OutOfEffortError:
            return attempt.same
        if attempt.seen is not None and found is not None and _is_turned(found, written):
            return attempt.seen
        if attempt.same is not None and (found is not None or source is not _catalogue):
            short = found is not None and (source is _catalogue or found.mistake not in LONG)
            return replace(found, cause=attempt.same.mistake) if found and short else attempt.same
        if attempt.same is not None:
            continue
        if found is not None:
            return found
    return None


def _is_turned(candidate: Candidate, written: Written) -> bool:
    """Whether a whole side only got a minus, which makes many an inequality true."""
    whole = (
        candidate.place.start == written.right.place.start and candidate.place.end == written.right.place.end
    )
    return whole and candidate.mistake == "sign" and candidate.sign == written.sign


def _catalogue(written: Written, _: Reread, screen: Screen) -> Iterator[Candidate]:
    size = screen.claim.proposition.size
    return islice(candidates(written, screen), min(MOST_CHANGES, MOST_REREAD // (1 + size)))


def _worked_out(written: Written, reread: Reread, screen: Screen) -> Iterator[Candidate]:
    yield from gaps(written, reread, screen)


def _weaker(written: Written, _: Reread, __: Screen) -> Iterator[Candidate]:
    """An inequality for an equality, where nothing else was found."""
    return (c for c in _signs(written) if c.mistake in LAST)


@dataclass(slots=True)
class _Attempt:
    """The search for one repair; only so many candidates that pass the screen are decided.

    ``same`` is a change after which the line says nothing: it tells what went wrong, not what is right.
    ``seen`` is another sign of an inequality that holds wherever it was looked at, but was not proved.
    """

    written: Written
    reread: Reread
    screen: Screen
    following: Written | None = None
    decided: int = 0
    spent: int = 0
    same: Candidate | None = None
    seen: Candidate | None = None

    def first(self, found: Iterator[Candidate]) -> Candidate | None:
        """The first candidate that is proved, and whose LaTeX means what was proved."""
        right: Candidate | None = None
        for candidate in found:
            if self.decided >= MOST_DECIDED or self.spent > MOST_SPENT:
                return right
            try:
                if self._is_right(candidate):
                    right = right or candidate
                    if self._goes_on(candidate):
                        return candidate
            except OutOfEffortError:
                if right is None:
                    raise
                return right
            except Exception:  # noqa: BLE001, S112  # a change may mean nonsense; others may not
                continue
        return right

    def _is_proved(self, claim: Claim) -> bool:
        """Whether a claim is proved; what was spent in vain counts for all changes together."""
        found = Decision(claim, LIMITS, explain=False).verdict()
        self.spent += 0 if isinstance(found, Proved | Unreadable) else found.effort
        return isinstance(found, Proved)

    def _goes_on(self, candidate: Candidate) -> bool:
        """Whether the relation that follows is right after the change; so it is where none does."""
        if self.following is None:
            return True
        claim = self.reread(candidate.right, self.following.sign, self.following.right)
        return claim is not None and self._is_proved(claim)

    def _is_right(self, candidate: Candidate) -> bool:
        claim = self.reread(self.written.left, candidate.sign, candidate.right)
        if claim is None or not self.screen.passes(claim):
            return False
        says_nothing = candidate.mistake in TELLING and claim.left is claim.right
        if says_nothing and self.same is not None:
            return False
        if claim.left is claim.right and self.written.sign != "=" and self.following is None:
            return False
        self.decided += 1
        is_right = self._is_proved(claim) and _reads_back(candidate, self.written, self.reread, claim)
        if is_right and says_nothing:
            self.same = candidate
        if not is_right and candidate.sign != self.written.sign != "=" and self.seen is None:
            self.seen = replace(candidate, is_proved=False)
        return is_right and not says_nothing


def candidates(written: Written, screen: Screen) -> Iterator[Candidate]:
    """All changes of the catalogue: by how likely the mistake is, then from the outside to the inside."""
    arrays = any(getattr(s.sort, "shape", ()) for s in screen.claim.context.symbols)
    around = surroundings(written.left, written.right, arrays=arrays)
    found = tuple(positions(written.right, around))
    yield from (c for c in _signs(written) if c.mistake not in LAST)
    fitting = (m for m in mistakes() if written.sign == "=" or m.name in OF_AN_INEQUALITY)
    ways = (_of_mistake(m, found, written) for m in fitting if m.mends is not None)
    for _, candidate in merge(*ways, key=itemgetter(0)):
        yield candidate


def turned_arrays(written: Written) -> Iterator[Candidate]:
    """The right side with a transpose more or less, or with factors in another order."""
    found = tuple(positions(written.right, surroundings(written.left, written.right, arrays=True)))
    for mistake in mistakes():
        if mistake.name in OF_ARRAYS:
            yield from (candidate for _, candidate in _of_mistake(mistake, found, written))


def _of_mistake(
    mistake: Mistake, found: tuple[Position, ...], written: Written
) -> Iterator[tuple[float, Candidate]]:
    """The changes that undo a mistake; later ones count as less likely."""
    rank = float(mistake.rank)
    for position in found:
        for change in mistake.mends(position.spot) if mistake.mends is not None else ():
            new = position.put(change.new)
            yield rank, Candidate(mistake.name, change.place, change.detail, written.sign, new)
            rank += STEP


def _signs(written: Written) -> Iterator[Candidate]:
    """The same sides with another sign between them."""
    place = Place(written.left.place.end, written.right.place.start, written.right.place.part)
    for mistake in mistakes():
        for sign in mistake.signs.get(written.sign, ()):
            yield Candidate(mistake.name, place, written.right, sign, written.right)


def _reads_back(candidate: Candidate, written: Written, reread: Reread, claim: Claim) -> bool:
    """Whether the LaTeX of the new right side means what was proved."""
    try:
        rows = parse(write(candidate.right)).rows
    except UnreadableError:
        return False
    again = reread(written.left, candidate.sign, rows[0].content) if len(rows) == 1 else None
    return again is not None and again.proposition is claim.proposition
