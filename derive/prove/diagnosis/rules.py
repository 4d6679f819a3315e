"""Which false rule leads from one side of a refuted equation to the other."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from derive.algebra.differentiate import DerivativeError, differentiate
from derive.algebra.normal_form.equality import canonical
from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.effort import OutOfEffortError
from derive.core.term import ZERO, Apply, Binder, Number, Symbol, Term, rewrite, subterms
from derive.prove.diagnosis.limits import without_limits
from derive.prove.diagnosis.screen import Screen
from derive.theory.mistake import Mistake, mistakes

MOST_TRIED: Final = 200
LARGEST: Final = 300
WORKED_OUT: Final = frozenset(("derivative", "integral", "antiderivative"))


def false_rule(claim: Claim, screen: Screen) -> Mistake | None:
    """The likeliest mistake by which what was written comes out, or None."""
    if claim.relation != "eq" or claim.proposition.size > LARGEST:
        return None
    same = _same if any(_is_unknown_function(t) for t in subterms(claim.proposition)) else _agree
    try:
        for mistake, outcome, written, kept in islice(_outcomes(claim), MOST_TRIED):
            if outcome is written or (_same if kept else same)(outcome, written, screen):
                return mistake
    except OutOfEffortError:
        return None
    return None


def _agree(outcome: Term, written: Term, screen: Screen) -> bool:
    """Whether both have the same values, limits worked out before what they stand in."""
    first, second = (without_limits(side, screen) for side in (outcome, written))
    return first is not None and second is not None and screen.agree(second, first)


def _same(outcome: Term, written: Term, screen: Screen) -> bool:
    """Whether both are the same after calculating: unknown functions have no values to compare."""
    if outcome.symbols != written.symbols:
        return False
    screen.tables.effort.charge(500 + 20 * outcome.size)
    facts = screen.tables.facts(screen.claim.context.propositions)
    first, second = (canonical(side, facts, screen.tables.effort) for side in (outcome, written))
    return first is second


def _is_unknown_function(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "apply"


def _outcomes(claim: Claim) -> Iterator[tuple[Mistake, Term, Term, bool]]:
    """A mistake, what becomes of one side by it, the other side, and whether that keeps what was worked out.

    What happened inside of a limit cannot be told from what came out, nor what happened inside of an
    integral from a mere number.
    """
    for mistake in mistakes():
        if mistake.wrong is None:
            continue
        for correct, written in ((claim.left, claim.right), (claim.right, claim.left)):
            kept = {t.kind for t in subterms(written) if isinstance(t, Binder)}
            merely_a_number = isinstance(written, Number) or ("limit" not in kept and _has_limit(correct))
            for term in subterms(correct):
                is_kept = isinstance(term, Binder) and term.kind in kept & WORKED_OUT
                if merely_a_number and any(s.is_bound for s in term.symbols):
                    continue
                for new in _made(mistake, term):
                    if new is not term:
                        yield mistake, rewrite(correct, {term: new}.get), written, is_kept


def _has_limit(term: Term) -> bool:
    return any(isinstance(t, Binder) and t.kind == "limit" for t in subterms(term))


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
