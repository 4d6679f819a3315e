"""Which false rule leads from one side of a refuted equation to the other."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from derive.algebra.differentiate import DerivativeError, differentiate
from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.effort import OutOfEffortError
from derive.core.term import ZERO, Binder, Symbol, Term, rewrite, subterms
from derive.prove.diagnosis.screen import Screen
from derive.theory.mistake import Mistake, mistakes

MOST_TRIED: Final = 200
LARGEST: Final = 300
WORKED_OUT: Final = frozenset(("derivative", "integral", "antiderivative"))


def false_rule(claim: Claim, screen: Screen) -> Mistake | None:
    """The likeliest mistake by which what was written comes out, or None."""
    if claim.relation != "eq" or claim.proposition.size > LARGEST:
        return None
    try:
        for mistake, outcome, written in islice(_outcomes(claim), MOST_TRIED):
            if screen.agree(written, outcome):
                return mistake
    except OutOfEffortError:
        return None
    return None


def _outcomes(claim: Claim) -> Iterator[tuple[Mistake, Term, Term]]:
    """A mistake, what becomes of one side by it, and the other side as it was written."""
    for mistake in mistakes():
        if mistake.wrong is None:
            continue
        for correct, written in ((claim.left, claim.right), (claim.right, claim.left)):
            kept = {t.kind for t in subterms(written) if isinstance(t, Binder)}
            for term in subterms(correct):
                if isinstance(term, Binder) and term.kind in kept & WORKED_OUT:
                    continue
                for new in _made(mistake, term):
                    if new is not term:
                        yield mistake, rewrite(correct, {term: new}.get), written


def _made(mistake: Mistake, term: Term) -> Iterator[Term]:
    if mistake.wrong is not None:
        try:
            yield from mistake.wrong(term, derivative)
        except (ShapeError, DerivativeError):
            return


def derivative(term: Term, variable: Symbol) -> Term | None:
    """The right derivative, or None if there is no rule for it."""
    if variable not in term.symbols:
        return ZERO
    try:
        return differentiate(term, variable)
    except (DerivativeError, ShapeError):
        return None
