"""What the context does not say: where both sides are defined, and how the domains of the sides differ."""

from derive.core.claim import Claim, Origin
from derive.core.sort import INTEGER
from derive.core.term import ONE, TWO, Apply, Symbol, Term
from derive.core.verdict import Assignment, Domain
from derive.prove.observation import Observation
from derive.prove.observe import established, is_admissible
from derive.prove.propositions import negation, strictly
from derive.prove.tables import Tables


def open_conditions(claim: Claim, tables: Tables) -> tuple[Term, ...]:
    """The propositions under which both sides are defined and which the context does not imply.

    A condition that the context and those before it imply is left out.
    """
    known = claim.context.propositions
    found = list(tables.sides_defined(claim.proposition))
    if known:
        found = [condition for condition in found if not tables.proves(known, condition)]
    return _without_consequences(known, found, tables)


def _without_consequences(known: tuple[Term, ...], found: list[Term], tables: Tables) -> tuple[Term, ...]:
    kept = list(found)
    for condition in found[:-1] if len(found) > 1 else ():
        others = [c for c in kept if c is not condition]
        if tables.proves((*known, *others), condition):
            kept = others
    if len(kept) > 1 and tables.proves((*known, *kept[:-1]), kept[-1]):
        kept.pop()
    return tuple(kept)


def is_sample(claim: Claim, point: Assignment, tables: Tables) -> bool:
    """Whether the point is admissible and both sides are defined there and around it."""
    return is_admissible(claim, point, tables) and all(
        holds_around(condition, point, tables) for condition in open_conditions(claim, tables)
    )


def holds_around(condition: Term, point: Assignment, tables: Tables) -> bool:
    """Whether a condition is established at a point in such a way that it holds around it too."""
    around = strictly(condition)
    return around is not None and established(around, point, tables) is True


def dimension_conditions(claim: Claim) -> tuple[Term, ...]:
    """For each dimension whose range was assumed and not written: that it is at least 2."""
    return tuple(
        Apply("le", TWO, h.proposition.children[1])
        for h in claim.context.hypotheses
        if h.origin is Origin.RANGE and _says_at_least_one(h.proposition)
    )


def _says_at_least_one(proposition: Term) -> bool:
    if not (isinstance(proposition, Apply) and proposition.head == "le"):
        return False
    low, high = proposition.children
    return low is ONE and isinstance(high, Symbol) and high.sort == INTEGER


def domain_of(claim: Claim, observations: tuple[Observation, ...], tables: Tables) -> Domain | None:
    """How the domain changes from the left side to the right one, by more than exceptional points.

    A point in general position decides: only one side is defined there, and stays so around it.
    """
    narrows = any(o.left is True and _fails_around(claim.right, o, tables) for o in observations)
    widens = any(o.right is True and _fails_around(claim.left, o, tables) for o in observations)
    if narrows == widens:
        return None if not narrows else "narrows"
    return "narrows" if narrows else "widens"


def _fails_around(side: Term, observation: Observation, tables: Tables) -> bool:
    for condition in tables.definedness(side):
        if holds_around(negation(condition), observation.point, tables):
            return True
    return False
