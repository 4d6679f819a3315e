"""The results an exercise asks for, as kernels: the right sides of its equations."""

from typing import Any

from derive.core.claim import Claim
from derive.core.sort import INTEGER
from derive.core.term import ONE, Apply, Symbol, Term, bind
from derive.kernel.build import Kernel, build
from derive.kernel.lower import LoweringError
from derive.sheet.model import Exercise


def asked_equations(exercise: Exercise) -> tuple[Claim, ...]:
    """The equations that an exercise asks for, in order; none where it asks for values to fill in."""
    if exercise.answers:
        return ()
    return tuple(c for g in exercise.goals if g.asked for c in g.claims if c.relation == "eq")


def arguments_of(claim: Claim) -> tuple[Symbol, ...]:
    """The symbols of the right side in the order of their declarations, without indices."""
    used = claim.right.symbols
    return tuple(s for s in claim.context.symbols if s in used and s.sort != INTEGER)


def kernel_of_claim(claim: Claim, name: str, backend: str = "numpy", **options: Any) -> Kernel:
    """The right side of an equation as an array function; its free indices become axes.

    ``options`` are those of :func:`derive.kernel.build.build`.

    Raises:
        LoweringError: it has no arguments, or a part without counterpart among array instructions.
        ShapeError: the shapes in it do not fit.
    """
    arguments = arguments_of(claim)
    if not arguments:
        raise LoweringError("it depends on nothing")
    formula = claim.right
    for symbol, bound in _ranges(claim):
        if symbol in formula.symbols:
            formula = bind("tabulate", symbol, formula, bound)
    word = name if name.isidentifier() else "kernel"
    told = "The right side of the claim."
    return build(
        formula, arguments, claim.context.propositions, name=word, describe=told, backend=backend, **options
    )


def _ranges(claim: Claim) -> list[tuple[Symbol, Term]]:
    """The free indices of a claim with their upper bounds, the last first."""
    given = claim.context.propositions
    found = [
        (p.children[0], p.children[1])
        for p in given
        if isinstance(p, Apply) and p.head == "le" and Apply("le", ONE, p.children[0]) in given
    ]
    return [(s, bound) for s, bound in reversed(found) if isinstance(s, Symbol) and s.sort == INTEGER]
