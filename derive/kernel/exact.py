"""Exponentials of distances from the largest entry, to the last digit.

A distance d = a - m in floating point is rounded, which costs exp(d) as many units in the last
place as d is long. Three ways round it, the cheapest that fits:

* In exp(a_i - m) / sum_j exp(a_j - m) any other number may stand for m. One is chosen from which
  entries differ exactly (``shift``, ``powers`` in :mod:`derive.kernel.runtime`).
* What is only added up does not need it: the largest entry contributes 1 to the sum, and an
  entry exp(d) errs by d exp(d) 2^-53, which is the smaller the larger the distance.
* Else the error e of d, found by the six operations of Knuth (The Art of Computer Programming 2,
  4.2.2, theorem B; TwoSum), is put back: exp(a - m) = exp(d) (1 + e) up to e squared.

Where such a sum is inside a logarithm, the largest entry is left out for log1p (``rest``).
"""

from dataclasses import replace

from derive.kernel.steps import RESTS, Step, Stepped


def exact(stepped: Stepped, *, compiled: bool = False) -> Stepped:
    """The steps, with every exponential of the distance of a row from its maximum exact.

    In compiled code a correction costs less than asking whether it is needed.
    """
    if compiled:
        return compensated(freely_shifted(rested(stepped, "rest")), {"sum"})
    return compensated(freely_shifted(rested(stepped, "rest_added")), {"sum", *RESTS})


def rested(stepped: Stepped, added: str) -> Stepped:
    """The steps, with log1p of the sum without the largest entry for log of a sum of exponentials.

    ``added`` is the name of that sum where its logarithm is added to the largest entry and used nowhere else.
    """
    made = {s.target: s for s in stepped.steps}
    steps: list[Step] = []
    for s in stepped.steps:
        total = made.get(s.operands[0]) if s.operation == "log" else None
        if total is None or total.operation != "sum" or not _is_power(made.get(total.operands[0]), made):
            steps.append(s)
            continue
        rest = f"{s.target}r"
        distance = made[made[total.operands[0]].operands[0]]
        largest = made[distance.target].operands[1]
        is_added = all(u.operation == "add" and largest in u.operands for u in _users(s.target, stepped))
        steps.append(
            Step(rest, added if is_added else "rest", (*total.operands, *distance.operands), is_wide=False)
        )
        steps.append(Step(s.target, "log1p", (rest,), is_wide=False))
    return _with_finite_shifts(_needed(replace(stepped, steps=tuple(steps))))


def _with_finite_shifts(stepped: Stepped) -> Stepped:
    """The steps, with 0 for an infinite maximum that stands for any number."""
    finite = {s.target for s in stepped.steps if s.operation == "max" and _is_any_number(s, stepped)}
    steps: list[Step] = []
    for s in stepped.steps:
        steps.append(replace(s, operands=tuple(f"{o}f" if o in finite else o for o in s.operands)))
        if s.target in finite:
            steps.append(Step(f"{s.target}f", "finite", (s.target,), is_wide=False))
    return replace(stepped, steps=tuple(steps))


def _is_any_number(largest: Step, stepped: Stepped) -> bool:
    """Whether the maximum m occurs in m + log1p(rest), (a - m) - log1p(rest) and their exp(a - m) alone."""
    made = {s.target: s for s in stepped.steps}
    users = _users(largest.target, stepped)
    distances = [u for u in users if _is_shift(u, made)]
    after = [q for d in distances for q in _users(d.target, stepped)]
    powers = [q for q in after if q.operation == "exp"]
    rests = [r for p in powers for r in _users(p.target, stepped)]
    logs = {f.target for r in rests for f in _users(r.target, stepped) if f.operation == "log1p"}
    others = [u for u in (*users, *after) if u not in distances and u not in powers and u not in rests]
    return bool(rests) and all(r.operation in RESTS for r in rests) and all(_joins(o, logs) for o in others)


def _joins(step: Step, logs: set[str]) -> bool:
    """Whether the logarithm of the rest is added to a maximum, or subtracted from a distance."""
    return step.operation in {"add", "subtract"} and step.operands[1] in logs


def freely_shifted(stepped: Stepped) -> Stepped:
    """The steps, with another number for a maximum that cancels in quotients by a sum of exponentials."""
    made = {s.target: s for s in stepped.steps}
    free = [s.target for s in stepped.steps if s.operation == "max" and _cancels(s, stepped)]
    steps: list[Step] = []
    for s in stepped.steps:
        row, largest = made[s.operands[0]].operands if _is_power(s, made) else ("", "")
        steps.append(replace(s, operation="powers", operands=(row, f"{largest}c")) if largest in free else s)
        if s.target in free:
            steps.append(Step(f"{s.target}c", "shift", (s.target,), is_wide=False))
    return _needed(replace(stepped, steps=tuple(steps)))


def _cancels(largest: Step, stepped: Stepped) -> bool:
    """Whether the maximum occurs in nothing but exp(a - m) / sum_j exp(a_j - m)."""
    made = {s.target: s for s in stepped.steps}
    distances = _users(largest.target, stepped)
    if not all(_is_shift(d, made) for d in distances):
        return False
    powers = [u for d in distances for u in _users(d.target, stepped)]
    return all(p.operation == "exp" and _is_quotient_of_sum(p, stepped) for p in powers)


def _is_quotient_of_sum(power: Step, stepped: Stepped) -> bool:
    users = _users(power.target, stepped)
    sums = [u.target for u in users if u.operation == "sum"]
    below = [q for t in sums for q in _users(t, stepped)]
    quotients = [u for u in users if u.operation != "sum"]
    wanted = [("divide", (power.target, t)) for t in sums]
    return bool(sums) and all((q.operation, q.operands) in wanted for q in (*quotients, *below))


def _users(name: str, stepped: Stepped) -> list[Step]:
    """The steps that read a value; a result is read by the caller too, who is no step."""
    users = [s for s in stepped.steps if name in s.operands]
    return [*users, Step("", "result", (name,), is_wide=False)] if name in stepped.results else users


def compensated(stepped: Stepped, unharmed: set[str]) -> Stepped:
    """The steps, with the other exponentials of a distance corrected, unless all their users are unharmed."""
    made = {s.target: s for s in stepped.steps}
    steps: list[Step] = []
    wide = set(stepped.wide)
    for s in stepped.steps:
        users = {u.operation for u in _users(s.target, stepped)}
        if not _is_power(s, made) or users <= unharmed:
            steps.append(s)
            continue
        added = _corrected(s, made[s.operands[0]])
        steps += added
        wide |= {a.target for a in added}
    return replace(stepped, steps=tuple(steps), wide=frozenset(wide))


def _is_power(step: Step | None, made: dict[str, Step]) -> bool:
    """Whether the step is exp(a - max a)."""
    distance = made.get(step.operands[0]) if step is not None and step.operation == "exp" else None
    return distance is not None and _is_shift(distance, made)


def _is_shift(step: Step, made: dict[str, Step]) -> bool:
    """Whether the step subtracts from a row its maximum."""
    if step.operation != "subtract" or not step.is_wide:
        return False
    row, number = step.operands
    largest = made.get(number)
    if largest is not None and largest.operation == "finite":
        largest = made[largest.operands[0]]
    return largest is not None and largest.operation == "max" and largest.operands == (row,)


def _corrected(exponential: Step, difference: Step) -> list[Step]:
    a, b = difference.operands
    d, name = difference.target, exponential.target
    e, v, w, x, u, y = (f"{name}{letter}" for letter in "evwxuy")
    rows = (
        (e, "exp", (d,)),
        (v, "subtract", (d, a)),
        (w, "subtract", (d, v)),
        (x, "subtract", (a, w)),
        (u, "add", (v, b)),
        (y, "subtract", (x, u)),
        (name, "restored", (e, y)),
    )
    return [Step(target, operation, operands, is_wide=True) for target, operation, operands in rows]


def _needed(stepped: Stepped) -> Stepped:
    """Only the steps that a result depends on."""
    wanted, kept = set(stepped.results), []
    for s in reversed(stepped.steps):
        if s.target in wanted:
            kept.append(s)
            wanted |= set(s.operands)
    return replace(stepped, steps=tuple(reversed(kept)))
