r"""Claims about all terms of a sequence with known first terms, as what induction shows.

``a_n = 2^n - 1`` is read as: it holds of the first terms, and of the next one whenever it holds of those
before. Where it fails for one of the first numbers, it is read as what it says of these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Final

from derive.algebra.dimensions import linear
from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.claim import Hypothesis
from derive.core.effort import Effort, OutOfEffortError
from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Number, Symbol, Term, add, bind, fresh, replace, subtract
from derive.elaborate.unfolding import Sequences, indices, is_tied, passes

_TRIED: Final = 6
_EFFORT: Final = 20_000
_TURNED: Final = {"ge": "le", "gt": "lt"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a claim is read as, and a bound within which it is; whether it only shows the claim."""

    claim: Term
    bound: Term | None = None
    inductive: bool = False

    @property
    def whole(self) -> Term:
        """The claim with its bound as a premise."""
        return self.claim if self.bound is None else Apply("implies", self.bound, self.claim)


def by_induction(
    claim: Term, sequences: Sequences, hypotheses: Sequence[Hypothesis], low: Sequence[Term]
) -> Shown | None:
    """What shows the claim, or what of it is false; None where neither is to be had."""
    if isinstance(claim, Apply) and claim.head in _TURNED:
        claim = Apply(_TURNED[claim.head], *reversed(claim.children))
    tied = {a: s for a, s in sequences.items() if is_tied(a, s, [claim])}
    variable = _variable(claim, tied)
    if variable is None or not isinstance(claim, Apply) or claim.head not in ("eq", "le", "lt"):
        return None
    said = (*low, *(h.proposition for h in hypotheses))
    least = _first(claim, tied)
    ends = [_low(variable, t, least) for t in said if variable in t.symbols]
    first = max([least, *(e for e in ends if e is not None)])
    instances = [_instance(claim, variable, first + k, sequences) for k in range(_TRIED)]
    if any(any(indices(i, a) for a in tied) for i in instances):
        return None
    failing = [k for k, instance in enumerate(instances) if _fails(instance)]
    if failing and None in ends:
        return None
    if failing:
        return _among(claim, variable, first, instances[: failing[0] + 1], tied)
    order = max(s.given.order for s in tied.values())
    return Shown(
        Apply("and", *instances[:order], _step(claim, variable, first, order, sequences)), inductive=True
    )


def _variable(claim: Term, tied: Sequences) -> Symbol | None:
    """The letter that all terms of the sequences that are left count with."""
    forms = [linear(u) for a in tied for u in indices(claim, a)]
    found = {s for f in forms for s in f if s is not ONE}
    letters = [s for s in found if isinstance(s, Symbol) and s.sort == INTEGER and not s.is_bound]
    whole = len(found) == len(letters) == 1 and all(f.get(letters[0]) == 1 for f in forms)
    known = all(
        s.given.first is not None and len(s.starts) >= s.given.order and not s.given.backward
        for s in tied.values()
    )
    return letters[0] if tied and whole and known else None


def _first(claim: Term, tied: Sequences) -> int:
    """The least number for which all terms of sequences are there."""
    gaps = [
        (s.given.first or 0) - linear(u).get(ONE, Fraction(0))
        for a, s in tied.items()
        for u in indices(claim, a)
    ]
    return int(max(gaps))


def _low(variable: Symbol, known: Term, least: int) -> int | None:
    """The least number from ``least`` on for which the variable is in a range; None if more is known."""
    strict = isinstance(known, Apply) and known.head in ("lt", "gt")
    if not isinstance(known, Apply) or known.head not in ("le", "lt", "ge", "gt"):
        return None
    small, great = known.children if known.head in ("le", "lt") else reversed(known.children)
    gap = linear(subtract(great, small))
    if set(gap) - {ONE, variable} or abs(gap.get(variable, Fraction(0))) != 1:
        return None
    if gap[variable] < 0:
        return least
    end = -gap.get(ONE, Fraction(0))
    return max(least, floor(end) + 1 if strict else ceil(end))


def _instance(claim: Term, variable: Symbol, number: int, sequences: Sequences) -> Term:
    return passes([replace(claim, {variable: Number(number)})], sequences)[0]


def _fails(instance: Term) -> bool:
    """Whether a relation between numbers is false."""
    try:
        gap = canonical(subtract(*reversed(instance.children)), Facts(()), Effort(_EFFORT))
    except (ShapeError, OutOfEffortError, RecursionError):
        return False
    if not isinstance(gap, Number):
        return False
    head = instance.head if isinstance(instance, Apply) else ""
    return {"eq": gap.value != 0, "le": gap.value < 0, "lt": gap.value <= 0}[head]


def _among(claim: Apply, variable: Symbol, first: int, instances: Sequence[Term], tied: Sequences) -> Shown:
    """The claim for the first numbers, with the terms of the sequences as they are there."""
    sides = [
        _by_number([i.children[k] for i in instances], variable, first)
        if any(indices(side, a) for a in tied)
        else side
        for k, side in enumerate(claim.children)
    ]
    bound = Apply("le", variable, Number(first + len(instances) - 1))
    return Shown(Apply(claim.head, *sides), bound)


def _by_number(values: Sequence[Term], variable: Symbol, first: int) -> Term:
    pairs = [(v, Apply("eq", variable, Number(first + k))) for k, v in enumerate(values[:-1])]
    return Apply("cases", *(t for pair in pairs for t in pair), values[-1]) if pairs else values[-1]


def _step(claim: Term, variable: Symbol, first: int, order: int, sequences: Sequences) -> Term:
    """It holds of the next number whenever it holds of those before."""
    index = fresh(variable.name, INTEGER, claim)
    moved = [replace(claim, {variable: add(index, Number(k)) if k else index}) for k in range(order + 1)]
    *known, following = passes(moved, sequences)
    bound = Apply("le", Number(first), index)
    before = known[0] if len(known) == 1 else Apply("and", *known)
    return bind("forall", index, Apply("implies", bound, Apply("implies", before, following)))
