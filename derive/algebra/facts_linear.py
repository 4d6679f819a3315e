"""Linear consequences: whether a combination of known inequalities gives another one.

By Farkas, ``goal >= 0`` follows from ``c >= 0`` for all constraints c over the
monomials, taken as unknowns of their own, when ``goal = sum of y_c c + s`` with
``y_c >= 0`` and ``s >= 0``; and ``goal > 0`` when besides s or the multiplier of
a strict constraint is positive. The multipliers are found by an exact simplex.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from flint import fmpq

from derive.algebra.facts_polynomials import UNIT, Monomial, Polynomial
from derive.algebra.signs import Range

MOST_CONSTRAINTS: Final = 48
MOST_PIVOTS: Final = 120
_NOUGHT: Final = fmpq(0)
_ONE: Final = fmpq(1)


class Constraint(NamedTuple):
    """``form >= 0``, or ``form > 0`` where strict."""

    form: Polynomial
    strict: bool


def follows(goal: Polynomial, strict: bool, constraints: Sequence[Constraint]) -> bool:
    """Whether the goal, that it is at least 0 or above 0, follows from the constraints."""
    columns = [c for c in constraints if c.form][:MOST_CONSTRAINTS]
    slack = Constraint({UNIT: fmpq(1)}, True)
    forms = [*columns, slack]
    if _is_out_of_reach(goal, [f.form for f in forms]):
        return False
    tableau = _feasible(*_equations(goal, [f.form for f in forms]))
    if tableau is None:
        return False
    return not strict or tableau.can_be_positive([k for k, f in enumerate(forms) if f.strict])


def combined(goal: Polynomial, forms: Sequence[Polynomial]) -> list[tuple[int, fmpq]] | None:
    """Positive multipliers of forms, by position, with which they add up to the goal; None if not found."""
    tableau = _feasible(*_equations(goal, forms))
    if tableau is None:
        return None
    pairs = zip(tableau.basis, tableau.rows, strict=True)
    return sorted((basic, row[-1]) for basic, row in pairs if row[-1] > 0)


def connected(forms: list[Constraint], polynomial: Polynomial) -> list[Constraint]:
    """The inequalities that share monomials with the polynomial, directly or through others."""
    reached = {m for m in polynomial if m}
    found: list[Constraint] = []
    rest = forms
    while True:
        near = [c for c in rest if not reached.isdisjoint(c.form)]
        if not near:
            return found
        found += near
        rest = [c for c in rest if c not in near]
        reached.update(m for c in near for m in c.form if m)


def _is_out_of_reach(goal: Polynomial, forms: Sequence[Polynomial]) -> bool:
    """Whether signs alone show that positive multiples of the forms do not add up to the goal.

    A form with a monomial that has to cancel, and that no other form has with the other sign, takes no part;
    a monomial of the goal must occur with its sign in a form that takes part.
    """
    left = list(forms)
    while True:
        signs = {(m, c > 0) for form in left for m, c in form.items()}
        if any(c and (m, c > 0) not in signs for m, c in goal.items()):
            return True
        taken = [f for f in left if all(m in goal or (m, c < 0) in signs for m, c in f.items())]
        if len(taken) == len(left):
            return False
        left = taken


def _equations(goal: Polynomial, forms: Sequence[Polynomial]) -> tuple[list[list[fmpq]], list[fmpq]]:
    """For each monomial its coefficients in the forms, and in the goal."""
    places: dict[Monomial, int] = {UNIT: 0}
    for form in (goal, *forms):
        for monomial in form:
            places.setdefault(monomial, len(places))
    rows = [[_NOUGHT] * len(forms) for _ in places]
    for column, form in enumerate(forms):
        for monomial, coefficient in form.items():
            rows[places[monomial]][column] = coefficient
    return rows, [goal.get(m, _NOUGHT) for m in places]


class _Tableau:
    """Equations in non-negative unknowns, solved for the basic ones; the last entry is the right side."""

    __slots__ = ("basis", "pivots", "rows")

    def __init__(self, rows: list[list[fmpq]], basis: list[int]) -> None:
        self.rows = rows
        self.basis = basis
        self.pivots = 0

    def pivot(self, row: int, column: int) -> None:
        """Let the unknown of ``column`` be basic in ``row``."""
        self.pivots += 1
        lead = self.rows[row]
        factor = 1 / lead[column]
        lead = self.rows[row] = [v * factor if v else v for v in lead]
        filled = [(k, v) for k, v in enumerate(lead) if v]
        for i, other in enumerate(self.rows):
            if i != row:
                _clear(other, column, filled)
        self.basis[row] = column

    def leaving(self, column: int) -> int | None:
        """The row whose basic unknown reaches 0 first when that of ``column`` grows; Bland's rule on ties."""
        best: tuple[fmpq, int] | None = None
        chosen = None
        for i, row in enumerate(self.rows):
            if row[column] and row[column] > 0:
                key = (row[-1] / row[column] if row[-1] else _NOUGHT, self.basis[i])
                if best is None or key < best:
                    best, chosen = key, i
        return chosen

    def maximise(self, gains: list[fmpq], enough: bool) -> fmpq | None:
        """The largest value of a sum of unknowns; None if unbounded, or above 0 when that is enough."""
        reduced = self._reduced(gains)
        while self.pivots < MOST_PIVOTS:
            if enough and reduced[-1] < 0:
                return None
            column = next((j for j, g in enumerate(reduced[:-1]) if g and g > 0), None)
            if column is None:
                return -reduced[-1]
            row = self.leaving(column)
            if row is None:
                return None
            self.pivot(row, column)
            _clear(reduced, column, [(k, v) for k, v in enumerate(self.rows[row]) if v])
        return _NOUGHT

    def _reduced(self, gains: list[fmpq]) -> list[fmpq]:
        """The gains per non-basic unknown; last the present value, with a minus sign."""
        width = len(self.rows[0])
        reduced = [*gains, *([_NOUGHT] * (width - len(gains)))]
        for row, basic in zip(self.rows, self.basis, strict=True):
            if basic < len(gains) and gains[basic]:
                weight = gains[basic]
                reduced = [a - weight * b if b else a for a, b in zip(reduced, row, strict=True)]
        return reduced

    def can_be_positive(self, columns: list[int]) -> bool:
        """Whether one of these unknowns can be positive."""
        gains = [_NOUGHT] * (len(self.rows[0]) - 1)
        for column in columns:
            gains[column] = fmpq(1)
        return self.maximise(gains, True) is None


def _clear(row: list[fmpq], column: int, lead: list[tuple[int, fmpq]]) -> None:
    """Take from a row the multiple of another one, given by what is not 0 in it, that clears a column."""
    times = row[column]
    if times:
        for k, value in lead:
            row[k] -= times * value


def _feasible(rows: list[list[fmpq]], right: list[fmpq]) -> _Tableau | None:
    """A tableau of ``rows . y = right`` with ``y >= 0``, or None if there is no such y, or not found."""
    count, width = len(rows), len(rows[0])
    full: list[list[fmpq]] = []
    for i, (row, value) in enumerate(zip(rows, right, strict=True)):
        artificial = [_NOUGHT] * count
        artificial[i] = _ONE
        if value < 0:
            full.append([*[-v for v in row], *artificial, -value])
        else:
            full.append([*row, *artificial, value])
    tableau = _Tableau(full, list(range(width, width + count)))
    gains = [_NOUGHT] * width + [-_ONE] * count
    if tableau.maximise(gains, False) != 0 or tableau.pivots >= MOST_PIVOTS:
        return None
    _drop_artificial(tableau, width)
    return tableau


def _drop_artificial(tableau: _Tableau, width: int) -> None:
    """Remove the artificial unknowns, all of which are 0."""
    for i in range(len(tableau.rows)):
        if tableau.basis[i] >= width:
            column = next((j for j in range(width) if tableau.rows[i][j] != 0), None)
            if column is not None:
                tableau.pivot(i, column)
    kept = [i for i, b in enumerate(tableau.basis) if b < width]
    tableau.rows = [[*tableau.rows[i][:width], tableau.rows[i][-1]] for i in kept]
    tableau.basis = [tableau.basis[i] for i in kept]


def between(monomial: Monomial, around: Range) -> list[Constraint]:
    """What a range says of a monomial, as inequalities."""
    found = []
    if around.low is not None:
        found.append(Constraint({monomial: fmpq(1), UNIT: -around.low}, not around.low_closed))
    if around.high is not None:
        found.append(Constraint({monomial: fmpq(-1), UNIT: around.high}, not around.high_closed))
    return [Constraint({m: c for m, c in f.form.items() if c != 0}, f.strict) for f in found]
