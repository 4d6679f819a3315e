"""Two functions are equal on an interval if their derivatives are, and their values at one point of it."""

from collections.abc import Iterator
from fractions import Fraction

from derive.algebra.differentiate import DerivativeError
from derive.algebra.shapes import shape_of
from derive.core.effort import Effort
from derive.core.sort import REAL
from derive.core.term import ONE, ZERO, Apply, Number, Symbol, Term, replace, subterms
from derive.core.verdict import ProofTree, Sequent
from derive.prove.calculus.constant import interval
from derive.prove.indefinite import derivative
from derive.prove.method import Declined, Method, Prover, examples, inference
from derive.prove.rule import RejectedError
from derive.theory.function import function


def search(sequent: Sequent, _: Effort, prover: Prover) -> ProofTree | Declined | None:
    """A premise about the derivatives, and one about the values at a simple point."""
    left, right = sequent.goal.children
    if shape_of(left) or shape_of(right) or not any(_is_inverse(t) for t in subterms(sequent.goal)):
        return None
    variables = sorted((s for s in sequent.goal.symbols if s.sort == REAL), key=lambda s: s.name)
    for variable in variables:
        try:
            tree = _constant(variable, sequent, prover)
        except (DerivativeError, RejectedError):
            continue
        if tree is not None:
            return tree
    return Declined("prove.derivatives-differ")


def _is_inverse(term: Term) -> bool:
    """Whether the term applies a function of which only the derivative is elementary."""
    if not isinstance(term, Apply):
        return False
    record = function(term.head)
    return record is not None and record.definition is None and term.head.startswith(("a", "e"))


def _constant(variable: Symbol, sequent: Sequent, prover: Prover) -> ProofTree | None:
    kept, bounds = interval(variable, sequent.hypotheses, prover.tables)
    left, right = sequent.goal.children
    slopes = Apply("eq", derivative(left, variable), derivative(right, variable))
    first = prover.prove(sequent.hypotheses, slopes)
    if first is None:
        return None
    for point in _points(variable, bounds, kept, prover):
        second = prover.prove(kept, replace(sequent.goal, {variable: point}))
        if second is not None:
            return inference("constant", sequent, first, second, arguments=(variable, point))
    return None


def _points(
    variable: Symbol, bounds: tuple[Term, ...], kept: tuple[Term, ...], prover: Prover
) -> Iterator[Term]:
    for point in (ZERO, ONE, Number(Fraction(1, 2)), Number(-1), Number(2)):
        if all(prover.tables.proves(kept, replace(h, {variable: point})) for h in bounds):
            yield point


METHOD = Method(
    name="constants",
    rank=55,
    search=search,
    heads=frozenset(("eq",)),
    proves=examples((r"\arctan x + \arctan \frac{1}{x} = \frac{\pi}{2}", "x > 0")),
    declines=examples(r"\arctan x + \arctan \frac{1}{x} = \frac{\pi}{2}"),
)
