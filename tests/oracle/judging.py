"""Whether a claim is true, as far as points can tell: the second opinion on every row of the corpus."""

from collections.abc import Iterable
from dataclasses import dataclass

from mpmath import mp, mpf

from oracle import arrays
from oracle.arrays import Malformed, Undefined
from oracle.evaluating import member, truth, value
from oracle.rows import Row
from oracle.sampling import Task, points, task

DIGITS = 60
ROUGH = {"dd": 10, "prime": 8, "int": 10, "lim": 2}


@dataclass(frozen=True, slots=True)
class Opinion:
    """``holds`` is None when no point was usable; ``where`` is a point at which the claim fails."""

    holds: bool | None
    tried: int
    where: dict[str, object] | None = None
    reason: str = ""


def digits_of(node: tuple) -> int:
    """To how many digits the value of a formula can be trusted."""
    own = ROUGH.get(node[0], mp.dps - 12) if node and isinstance(node[0], str) else mp.dps - 12
    below = [digits_of(c) for c in node if isinstance(c, tuple) and c]
    best = min([own, *below])
    return best - 3 if node and node[0] == "dd" and best < 8 else best


def opinion(row: Row, count: int = 14) -> Opinion:
    """Try a claim at points."""
    found = opinion_to(row, count, DIGITS)
    if found.holds and not row.truth:
        return opinion_to(row, count, 4 * DIGITS)
    return found


def opinion_to(row: Row, count: int, digits: int) -> Opinion:
    """Try a claim at points, with so many digits."""
    with mp.workdps(digits):
        given = task(row.latex, row.given, row.make)
        special = [dict(p) for p in special_points(row)]
        return judged(given, special, count)


def special_points(row: Row) -> Iterable[dict[str, object]]:
    """The point that a row names."""
    if row.point:
        yield {name: converted(v) for name, v in row.point}


def converted(entry: object) -> object:
    """A value as written in TOML: numbers, strings with fractions, lists."""
    if isinstance(entry, tuple):
        inside = [converted(e) for e in entry]
        if inside and isinstance(inside[0], arrays.Vector):
            return arrays.Matrix(tuple(r) for r in inside)
        return arrays.Vector(inside)
    if isinstance(entry, str):
        top, _, bottom = entry.partition("/")
        return mpf(top) / mpf(bottom or "1")
    return mpf(entry)


def judged(given: Task, special: list[dict[str, object]], count: int) -> Opinion:
    """Look at points until one breaks the claim."""
    digits = digits_of(given.claim)
    tried = 0
    for at in completed(given, special, count):
        try:
            holds = true_at(given.claim, at, digits)
        except Malformed:
            return Opinion(holds=False, tried=tried, where=at, reason="shapes")
        except (Undefined, ZeroDivisionError):
            continue
        tried += 1
        if not holds and still_false(given.claim, at, digits):
            return Opinion(holds=False, tried=tried, where=at)
    return Opinion(holds=True if tried else None, tried=tried)


def still_false(claim: tuple, at: dict[str, object], digits: int) -> bool:
    """Whether a claim fails at a point with more digits too, so that no rounding is to blame."""
    try:
        with mp.workdps(4 * mp.dps):
            return not true_at(claim, at, 4 * digits)
    except (Undefined, ZeroDivisionError):
        return False


def completed(given: Task, special: list[dict[str, object]], count: int) -> Iterable[dict[str, object]]:
    """The named points, with what they leave open filled in, then drawn ones."""
    drawn = list(points(given, count))
    for named in special:
        yield {**(drawn[0] if drawn else {}), **named}
    yield from drawn


def true_at(claim: tuple, at: dict[str, object], digits: int) -> bool:
    """Whether the claim is true at a point, to a number of digits."""
    if claim[0] != "rel":
        return truth(claim, at)
    _, sign, left, right = claim
    if sign == "\\in":
        return member(value(left, at), right, at)
    a, b = value(left, at), value(right, at)
    near = arrays.distance(a, b) <= mpf(10) ** -digits * (1 + min(arrays.size(a), arrays.size(b)))
    if near:
        return sign in ("=", "\\le", "\\ge")
    return sign == "\\ne" or (sign != "=" and (a < b) == (sign in ("<", "\\le")))
