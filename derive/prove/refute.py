"""The search for the simplest counterexample, and what a refuted claim still says.

Points come simplest first: small integers and fractions, dimensions from 2, symbols of which
nothing is said positive before they are zero or negative. The first at which the negation is
established is the one to show a person.
"""

from typing import Final

from derive.core.claim import Claim
from derive.core.verdict import Assignment
from derive.prove.crosscheck import simple_points
from derive.prove.limits import Limits
from derive.prove.observation import Observation
from derive.prove.observe import established, is_admissible, lies_in_domain, observe
from derive.prove.tables import Tables

PRECISE: Final = (64, 256, 1024)
EXACT: Final = frozenset(("lt", "gt", "ne", "member"))


def counterexample(claim: Claim, tables: Tables, limits: Limits) -> Assignment | None:
    """The simplest admissible point at which the claim is established to be false, or None.

    All points are tried with 64 bits first; then those that this did not settle with more.
    """
    unsettled: list[Assignment] = []
    for precision in PRECISE:
        if precision > limits.precision:
            break
        tried = simple_points(claim, tables, limits.points) if precision == PRECISE[0] else iter(unsettled)
        unsettled = []
        for point in tried:
            seen = observe(claim.proposition, point, tables, precision)
            if _refutes(claim, seen, tables):
                return point
            if seen.holds is None:
                unsettled.append(point)
    return None


def _refutes(claim: Claim, seen: Observation, tables: Tables) -> bool:
    if seen.holds is None and claim.relation in EXACT:
        holds = established(claim.proposition, seen.point, tables, PRECISE[0])
    else:
        holds = seen.holds
    return (
        holds is False
        and lies_in_domain(claim, seen.point, tables)
        and is_admissible(claim, seen.point, tables)
    )
