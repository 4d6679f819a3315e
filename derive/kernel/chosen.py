"""Of several ways to compute a function of one number the first that keeps its digits, measured.

In order of what they cost: the stable form as it is, where extended precision takes over for the few numbers
that need it (:mod:`derive.kernel.widened`); that form with what rounding took from its sums, products and
quotients put back (``exactly`` in :mod:`derive.kernel.rounding`); and the form with polynomials of
:mod:`derive.kernel.near`.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, partial
from itertools import chain
from operator import itemgetter
from typing import Any, Final

import numpy as np
from flint import arb

from derive.core.term import Apply, Number, Symbol, Term, replace
from derive.kernel.accuracy import error_of, inputs
from derive.kernel.defects import CENTRES, FAR_OFF, UNKNOWN, Part, places
from derive.kernel.fitting import at_infinity
from derive.kernel.program import Program

ALLOWED: Final = 2.9
GOOD: Final = 2.2
STRIDE: Final = 23
PHASES: Final = 48
MIDDLING: Final = range(-3, 7)
Made = Callable[[Term], tuple[Program, Callable[..., Any]]]


def chosen(
    formula: Term, symbol: Symbol, first: Term, forms: tuple[Iterable[Term], Iterable[Term]], made: Made
) -> Program:
    """The program of a formula: of the first form that will do, else of the best.

    They are tried in this order: the plain ones, these exactly, the ``first`` one, which is taken where there
    are no others, and the dear ones; of the last two, what is not good waits until all are tried. ``made``
    gives the program of a form, and its array function.
    """
    usual = made(first)
    plain = tuple(forms[0])
    if not plain:
        return usual[0]
    wanted = _Wanted(replace(formula, {symbol: UNKNOWN}))
    settled = partial(wanted.settled, symbol=symbol, made=made)
    tried: list[tuple[tuple[int, int, float], Program]] = []
    exact = (Apply("exactly", form) for form in plain)
    for program, run in chain(map(settled, chain(plain, exact)), (usual,), map(settled, forms[1])):
        far, off, worst = wanted.missed_by(run)
        if not far and not off and (worst < GOOD or len(tried) < 2 * len(plain)):
            return program
        tried.append(((far, off, worst), program))
    return min(tried, key=itemgetter(0))[1]


@dataclass(slots=True, init=False)
class _Wanted:
    """The values of a term of one unknown at the places of the sample."""

    term: Term
    values: list[Any]
    gaps: list[bool]

    def __init__(self, term: Term) -> None:
        part = Part(term, lambda u: u)
        self.term = term
        self.values = [part.exact(arb(u)) for u in _sample()]
        self.gaps = [part.is_gap(u) for u in CENTRES]

    def settled(self, form: Term, symbol: Symbol, made: Made) -> tuple[Program, Callable[..., Any]]:
        """The program of a form and its function, with the limits at infinities where it has none."""
        found = made(form)
        part = Part(self.term, found[1])
        lost = [s for s in (1, -1) if part.is_lost_at_infinity(s)]
        for piece in (at_infinity(part.exact, s) for s in lost):
            if piece is not None:
                form = Apply("near", form, symbol, *(Number(Fraction(x)) for x in piece.numbers))
        return made(form) if lost else found

    def missed_by(self, run: Callable[..., Any]) -> tuple[int, int, float]:
        """How often a function is off by far, and by more than is allowed, and the largest error."""
        with np.errstate(all="ignore"):
            found = np.broadcast_to(np.asarray(run(np.array(_sample())), float), len(self.values)).tolist()
        errors = [error_of(r, v)[0] for r, v in zip(found, self.values, strict=True) if v is not None]
        gaps = sum(g and math.isnan(r) for g, r in zip(self.gaps, found, strict=False))
        lost = sum(Part(self.term, run).is_lost_at_infinity(s) for s in (1, -1))
        far, off = (sum(e > limit for e in errors) for limit in (FAR_OFF, ALLOWED))
        return gaps + lost + far, off, max(errors, default=0.0)


@cache
def _sample() -> tuple[float, ...]:
    """Numbers of all magnitudes, most of them ordinary ones, the centres first."""
    between = [
        s * math.ldexp(1 + (n + 1 / math.pi) / PHASES, e)
        for s in (1, -1)
        for e in MIDDLING
        for n in range(PHASES)
    ]
    return (*places(), *between, *inputs(1)[0][::STRIDE].tolist())
