"""The decision of one claim: look at it, seek a proof, seek a counterexample, and say what was found.

Order of work: shapes; two points in general position with 64-bit balls; proof methods by rank,
beginning with the normal form; simple points, with rising precision. Whatever is found is
replayed before it is believed.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Final

from derive.algebra.definedness_forms import calculates_with_infinity
from derive.core.claim import Claim
from derive.core.effort import Effort, OutOfEffortError
from derive.core.term import ONE, Apply, Binder, Term, subterms
from derive.core.term import replace as substituted
from derive.core.verdict import (
    Assignment,
    ProofTree,
    Proved,
    Refuted,
    Sequent,
    Supported,
    Undecided,
    Verdict,
)
from derive.prove.absence import absence, needed_limits
from derive.prove.beyond import missing_entry
from derive.prove.conditions import OF_LIMITS, dimension_conditions, domain_of, is_sample
from derive.prove.crosscheck import (
    ENOUGH_SEEN,
    MOST_TRIED,
    Survey,
    contradicted,
    generic_points,
    simple_points,
    support,
    survey,
)
from derive.prove.explanation import Explanation, under
from derive.prove.limits import Limits
from derive.prove.method import axiom
from derive.prove.observation import Observation
from derive.prove.observe import COMPARED, EMPTY, is_plain, observe
from derive.prove.propositions import QUANTIFIERS, alternatives, head_of, negation
from derive.prove.prover import Searcher
from derive.prove.refute import counterexample, simplified, telling_points
from derive.prove.replay import (
    admit,
    convict,
    convict_by_proof,
    convict_identical,
    convict_missing,
    convict_shapes,
)
from derive.prove.rule import RejectedError
from derive.prove.shapes import has_guessed_shapes, shape_error
from derive.prove.tables import Tables
from derive.prove.witness import plain_witness, witness

SHARE_OF_LOOKING: Final = 0.25
SHARE_OF_PROVING: Final = 0.6
EFFORT_OF_A_CONDITION: Final = 20_000
DEPTH_OF_A_CONDITION: Final = 3
RANK_OF_CHEAP_METHODS: Final = 20
HIGHEST_RANK: Final = 1000
QUICK: Final = Limits(precision=64)
FIRST_PLAIN: Final = Limits(precision=64, points=20)
FIRST_COSTLY: Final = Limits(precision=64, points=6)
POINTS_OF_A_CONDITION: Final = 6
MOST_DENIED: Final = 6


class Decision:
    """One claim on its way to a verdict."""

    def __init__(self, claim: Claim, limits: Limits, *, explain: bool = True) -> None:
        """Nothing is worked out yet."""
        self.claim = claim
        self.explain = explain
        self.limits = limits
        self.tables = Tables(Effort(limits.effort))
        self.search = Searcher(self.tables, limits, claim.context.propositions)
        self.seen = Survey(())
        self.highest = HIGHEST_RANK

    def verdict(self) -> Verdict:
        """The verdict; running out of effort or a fault of ours leaves the claim undecided."""
        try:
            return self._verdict()
        except OutOfEffortError:
            return self._undecided("prove.out-of-effort")
        except RecursionError:
            return self._undecided("prove.too-deep")
        except RejectedError as error:
            return self._undecided("prove.internal-fault", str(error))
        except Exception as error:  # noqa: BLE001  # a fault costs this claim, and no other
            return self._undecided("prove.internal-fault", f"{type(error).__name__}: {error}")

    def _verdict(self) -> Verdict:
        goal = self.claim.proposition
        if not is_plain(goal) and shape_error(goal) is not None:
            if has_guessed_shapes(self.claim):
                return self._undecided("prove.guessed-shapes")
            return convict_shapes(self.claim, plain_witness(self.claim, EMPTY))
        self.seen = self._look()
        if self.claim.not_identical:
            return self._different_somewhere()
        missing = self._missing()
        if missing is not None:
            return missing
        if self.claim.relation == "implies" and self._is_vacuous():
            return self._undecided("prove.vacuous-premise")
        if self.seen.contradiction is None:
            found = self._proof(RANK_OF_CHEAP_METHODS) or self._refutation(self._first()) or self._proof()
            if isinstance(found, Proved) and self._is_without_value(found.conditions):
                return self._undecided("prove.alternative-without-value")
            if found is not None:
                return found
        elif not self.explain:
            return self._refuted_at(self.seen.contradiction.point, self.limits)
        return self._refutation(self.limits) or self._denied() or self._open()

    def _first(self) -> Limits:
        """How far to look for a counterexample before all methods are tried.

        For an equality that holds in general position not far: there a proof is likelier.
        """
        plain = is_plain(self.claim.proposition)
        if self.claim.relation != "eq":
            return QUICK if plain or self.claim.relation not in COMPARED else FIRST_PLAIN
        return FIRST_PLAIN if plain else FIRST_COSTLY

    def _missing(self) -> Refuted | None:
        """The claim as refuted if a side has no value anywhere, since an entry that it needs is missing."""
        seen = self.seen.observations
        if not seen or any(o.may_be_defined for o in seen):
            return None
        if missing_entry(self.claim, self.tables) is None:
            return None
        return convict_missing(self.claim, plain_witness(self.claim, seen[0].point), self.tables)

    def _is_vacuous(self) -> bool:
        """Whether the premise of an implication never holds, so that anything would follow from it."""
        return self._tree(self.claim.context.propositions, negation(self.claim.left)) is not None

    def _is_without_value(self, conditions: tuple[Term, ...]) -> bool:
        """Whether an alternative, such as a solution, holds only where the other side has no value."""
        if not conditions or self.claim.relation not in {"implies", "iff"}:
            return False
        sides = (self.claim.left, self.claim.right) if self.claim.relation == "iff" else (self.claim.left,)
        known = self.claim.context.propositions
        excluded = (negation(a) for side in sides for a in alternatives(side))
        return any(self._tree((*known, *conditions), n) and not self._tree(known, n) for n in excluded)

    def _look(self, most: int = ENOUGH_SEEN) -> Survey:
        try:
            with self.tables.share(SHARE_OF_LOOKING):
                return survey(self.claim, self.tables, most)
        except OutOfEffortError:
            return Survey(())

    def _proof(self, highest: int = HIGHEST_RANK) -> Proved | None:
        sample = self._sample(self.claim)
        if sample is None:
            return None
        self.search.highest = min(highest, self.highest)
        self.search.points = tuple(o.point for o in self.seen.observations if o.is_defined)
        tree = self._tree(self.claim.context.propositions, self.claim.proposition)
        if tree is None:
            return None
        if contradicted(self.claim, self.tables) is not None:
            raise RejectedError("a counterexample to what was proved")
        points = islice(generic_points(self.claim, self.tables), MOST_TRIED)
        domain = domain_of(self.claim, points, self.tables)
        return admit(self.claim, tree, sample, self.tables, domain)

    def _tree(self, hypotheses: tuple[Term, ...], goal: Term) -> ProofTree | None:
        try:
            return self.search.prove(hypotheses, goal, SHARE_OF_PROVING)
        except OutOfEffortError:
            return None

    def _sample(self, claim: Claim) -> Assignment | None:
        """A point at which both sides are defined, and around which they are."""
        for seen in self._points():
            if seen.may_be_defined and is_sample(claim, seen.point, self.tables):
                return seen.point
        return None

    def _points(self) -> Iterator[Observation]:
        yield from self.seen.observations
        for point in simple_points(self.claim, self.tables, self.limits.points):
            yield observe(self.claim.proposition, point, self.tables)

    def _refutation(self, limits: Limits) -> Verdict | None:
        point = self._counterexample(limits)
        return None if point is None else self._refuted_at(point, limits)

    def _refuted_at(self, point: Assignment, limits: Limits) -> Verdict:
        return self._at_larger_dimensions(point, limits) or self._refuted(point)

    def _denied(self) -> Refuted | None:
        """The claim as refuted by a proof that it is false at a point, where no values show it."""
        needs = bool(needed_limits(self.claim.proposition))
        if not needs and not _says_of_many(self.claim.proposition):
            return None
        for point in islice(telling_points(self.claim, self.tables), MOST_DENIED):
            there = substituted(self.claim.proposition, dict(point.values))
            self.search.highest = self.highest
            goals = map(absence, needed_limits(there)) if needs else (Apply("not", there),)
            trees = (None if there.symbols else self._tree((), goal) for goal in goals)
            for tree in filter(None, trees):
                shown = plain_witness(self.claim, point)
                with suppress(RejectedError):
                    return convict_by_proof(self.claim, tree, shown, self.tables)
        return None

    def _counterexample(self, limits: Limits) -> Assignment | None:
        try:
            with self.tables.share(SHARE_OF_PROVING):
                point = counterexample(self.claim, self.tables, limits)
        except OutOfEffortError:
            point = None
        contradiction = self.seen.contradiction
        if point is None and contradiction is not None:
            return simplified(self.claim, contradiction.point, self.tables)
        return point

    def _at_larger_dimensions(self, point: Assignment, limits: Limits) -> Verdict | None:
        """What is to be said of a claim that fails only where an assumed dimension is 1; None for others.

        It is proved from dimension 2 on, or refuted there, or left open.
        """
        ones = {symbol for symbol, value in point.values if value is ONE}
        needed = tuple(c for c in dimension_conditions(self.claim) if c.children[1] in ones)
        if not needed:
            return None
        proved = self._proof_under(needed)
        if proved is not None:
            return proved
        larger = counterexample(under(self.claim, needed), self.tables, limits)
        return self._open() if larger is None else self._refuted(larger)

    def _proof_under(self, extra: tuple[Term, ...]) -> Proved | None:
        larger = under(self.claim, extra)
        attempt = Decision(larger, replace(self.limits, effort=self._left() // 2))
        found = attempt.proof_only()
        self.tables.effort.charge(attempt.tables.effort.spent)
        if found is None:
            return None
        return admit(self.claim, found.tree, found.sample or EMPTY, self.tables, found.domain)

    def _left(self) -> int:
        return max(self.tables.effort.limit - self.tables.effort.spent, 0)

    def proof_only(self, most: int = ENOUGH_SEEN) -> Proved | None:
        """The claim as proved, unless one of so many points in general position speaks against it."""
        try:
            self.seen = self._look(most)
            if self.seen.contradiction is not None or not any(o.is_defined for o in self.seen.observations):
                return None
            return self._proof()
        except (OutOfEffortError, RejectedError, RecursionError):
            return None

    def _refuted(self, point: Assignment) -> Refuted:
        if not self.explain:
            return convict(self.claim, plain_witness(self.claim, point), self.tables)
        return Explanation(self.claim, self.seen.contradiction, self.tables, self._is_simple).of(point)

    def _is_simple(self, claim: Claim) -> bool:
        """Whether a claim is proved by cheap methods with a small part of the effort."""
        effort = min(EFFORT_OF_A_CONDITION, self._left() // 2)
        attempt = Decision(claim, replace(self.limits, effort=effort, depth=DEPTH_OF_A_CONDITION))
        attempt.highest = RANK_OF_CHEAP_METHODS
        found = attempt.proof_only(POINTS_OF_A_CONDITION)
        self.tables.effort.spent = min(
            self.tables.effort.limit, self.tables.effort.spent + attempt.tables.effort.spent
        )
        return found is not None

    def _different_somewhere(self) -> Verdict:
        """That the sides are in general different: proved by a point, refuted by a proof of equality."""
        equality = replace(self.claim, proposition=Apply("eq", self.claim.left, self.claim.right))
        point = counterexample(replace(equality, not_identical=False), self.tables, self.limits)
        if point is not None:
            goal = Apply("distinct", self.claim.left, self.claim.right)
            sequent = Sequent(self.claim.context.propositions, goal)
            values = tuple(t for pair in point.values for t in pair)
            return admit(self.claim, axiom("distinct", sequent, *values), point, self.tables)
        sample = self._sample(self.claim)
        tree = self._tree(self.claim.context.propositions, equality.proposition)
        if tree is None or sample is None:
            return self._open()
        return convict_identical(self.claim, tree, witness(self.claim, sample, self.tables), self.tables)

    def _open(self) -> Supported | Undecided:
        """What is left to say when neither a proof nor a counterexample was found."""
        if not self.seen.observations:
            return self._undecided("prove.no-admissible-point")
        if self._sample(self.claim) is None:
            with_infinity = any(map(calculates_with_infinity, subterms(self.claim.proposition)))
            return self._undecided("prove.infinity" if with_infinity else "prove.nowhere-defined")
        points, digits = support(self.claim, self.tables)
        if points:
            return Supported(self.claim, points, digits, effort=self.tables.effort.spent)
        return self._undecided("prove.no-method", ", ".join(sorted(self.search.declined)))

    def _undecided(self, reason: str, detail: str = "") -> Undecided:
        return Undecided(self.claim, reason, detail, self.tables.effort.spent)


def _says_of_many(goal: Term) -> bool:
    """Whether a goal says that something exists, a value or a limit, or what holds of all real numbers."""
    return any(
        t.kind in QUANTIFIERS if isinstance(t, Binder) else head_of(t) in OF_LIMITS for t in subterms(goal)
    )
