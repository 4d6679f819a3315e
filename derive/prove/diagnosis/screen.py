"""Looking at a possible repair before it is decided: most are false at the first point."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any, Final

from derive.algebra.balls import Indeterminate, Undefined, assignment_of, evaluate
from derive.algebra.differentiate import DerivativeError
from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.effort import OutOfEffortError
from derive.core.term import Symbol, Term
from derive.core.verdict import Assignment, Refuted
from derive.prove.crosscheck import generic_points
from derive.prove.indefinite import at_a_point
from derive.prove.observation import Observation
from derive.prove.observe import COMPARED, observe
from derive.prove.shapes import shape_error
from derive.prove.tables import Tables

POINTS: Final = 3
PRECISION: Final = 64


class Screen:
    """A refuted claim's points: some in general position, and its counterexample."""

    def __init__(self, verdict: Refuted, tables: Tables) -> None:
        """Choose the points at which both sides of the claim are numbers."""
        self.claim = verdict.claim
        self.tables = tables
        self.known: dict[tuple[Term, int], Any] = {}
        self.points = tuple(self._usable(verdict))
        self.values = tuple(map(assignment_of, self.points))

    def _usable(self, verdict: Refuted) -> Iterator[Assignment]:
        try:
            for point in islice(generic_points(self.claim, self.tables), 2 * POINTS):
                if verdict.missing is not None or self._sees(point).is_defined:
                    yield point
        except OutOfEffortError:
            pass
        yield verdict.witness.assignment

    def _sees(self, point: Assignment) -> Observation:
        return observe(self.claim.proposition, point, self.tables)

    def passes(self, claim: Claim) -> bool:
        """Whether no point speaks against a claim, and at one of them both sides are defined."""
        if shape_error(claim.proposition) is not None or claim.relation not in COMPARED:
            return False
        goal = at_a_point(claim.proposition)
        seen = False
        for values in self.values[:POINTS] + self.values[-1:]:
            left, right = (self.value(side, values) for side in goal.children)
            if left is None or right is None:
                continue
            holds = COMPARED[claim.relation](left, right)
            if holds is False:
                return False
            seen = seen or holds is True or claim.relation == "eq"
        return seen

    def agree(self, left: Term, right: Term) -> bool:
        """Whether two terms have the same values at all points, and have any at two of them."""
        seen = 0
        for values in self.values:
            a, b = self.value(at_a_point(left), values), self.value(at_a_point(right), values)
            if a is None or b is None:
                continue
            if COMPARED["eq"](a, b) is False:
                return False
            seen += 1
        return seen >= min(2, len(self.values))

    def value(self, term: Term, values: Mapping[Symbol, Any]) -> Any:
        """The value at a point, None where there is none; each is worked out once."""
        key = (term, id(values))
        if key not in self.known:
            self.tables.effort.charge(20 + 2 * term.size)
            try:
                self.known[key] = evaluate(term, values, PRECISION)
            except (Undefined, Indeterminate, ShapeError, DerivativeError, TypeError):
                self.known[key] = None
        return self.known[key]
