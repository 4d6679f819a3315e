"""Signs of numbers that are written without symbols, by enclosing them."""

from functools import lru_cache
from typing import Final

import flint
from flint import arb, fmpq

from derive.algebra.balls_tape import tape
from derive.algebra.signs import ANY, NEGATIVE, POSITIVE, Sign
from derive.core.term import ZERO, Apply, Term

PRECISION: Final = 64


@lru_cache(maxsize=1 << 10)
def sign_of_constant(term: Term) -> Sign:
    """The possible signs of a plain expression without symbols: one, if a ball of 64 bits shows it."""
    steps = None if term.symbols else tape(Apply("lt", ZERO, term))
    if steps is None:
        return ANY
    before, flint.ctx.prec = flint.ctx.prec, PRECISION
    try:
        found = steps.sides({})
    finally:
        flint.ctx.prec = before
    value = found[1][1] if found is not None else None
    if not isinstance(value, arb | fmpq):
        return ANY
    if value > 0:
        return POSITIVE
    return NEGATIVE if value < 0 else ANY
