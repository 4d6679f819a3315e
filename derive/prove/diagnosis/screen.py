"""Looking at a possible repair before it is decided: most are false at the first point."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from derive.algebra.balls import Indeterminate, Undefined, assignment_of, evaluate
from derive.algebra.differentiate import DerivativeError
from derive.algebra.shapes import ShapeError
from derive.core.claim import Claim
from derive.core.effort import OutOfEffortError
from derive.core.term import Term
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
        self.points = tuple(self._usable(verdict))
        self.values = tuple(map(assignment_of, self.points))

    def _usable(self, verdict: Refuted) -> Iterator[Assignment]:
        try:
            for point in islice(generic_points(self.claim, self.tables), 2 * POINTS):
                if self._sees(point).is_defined:
                    yield point
        except OutOfEffortError:
            pass
        yield verdict.witness.assignment

    def _sees(self, point: Assignment) -> Observation:
        return observe(self.claim.proposition, point, self.tables)

    def passes(self, claim: Claim) -> bool:
        """Whether no point speaks against a claim, and at one of them both sides are defined."""
        if shape_error(claim.proposition) is not None:
            return False
        seen = False
        for point in self.points[:POINTS] + self.points[-1:]:
            try:
                found = observe(claim.proposition, point, self.tables)
            except (ShapeError, DerivativeError, TypeError):
                return False
            if found.holds is False:
                return False
            seen = seen or (found.is_defined and (found.close or found.holds is True))
        return seen

    def agree(self, left: Term, right: Term) -> bool:
        """Whether two terms have the same values at all points, and have any at two of them."""
        seen = 0
        for values in self.values:
            a, b = self.value(left, values), self.value(right, values)
            if a is None or b is None:
                continue
            if COMPARED["eq"](a, b) is False:
                return False
            seen += 1
        return seen >= min(2, len(self.values))

    def value(self, term: Term, values: Any) -> Any:
        """The value at a point, None where there is none."""
        self.tables.effort.charge(20 + 2 * term.size)
        try:
            return evaluate(at_a_point(term), values, PRECISION)
        except (Undefined, Indeterminate, ShapeError, DerivativeError, TypeError):
            return None
