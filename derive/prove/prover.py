"""The search: methods by rank, sub-goals with a share of the effort, failures remembered.

What could not be proved from more hypotheses, although depth and effort sufficed, is not sought from fewer.
What is false at a point that meets the hypotheses is not sought beyond the cheap methods.
"""

from dataclasses import dataclass, field
from typing import Final

from derive.algebra.shapes import ShapeError
from derive.core.effort import OutOfEffortError
from derive.core.sort import INTEGER
from derive.core.term import ONE, Term, binders_in
from derive.core.verdict import Assignment, ProofTree, Sequent
from derive.prove.limits import Limits
from derive.prove.method import Declined, Method, inference, methods_for
from derive.prove.observe import EVALUATED, observe, satisfies
from derive.prove.propositions import head_of
from derive.prove.rule import RejectedError, rules
from derive.prove.tables import Tables

SHARE_OF_A_METHOD: Final = 0.8
HIGHEST_RANK_OF_AN_ATTEMPT: Final = 20
ROOM: Final = 10_000
"""With less effort than this left at the end, more might have been found."""


class InVainError(Exception):
    """A method need not go on: what it is to prove was sought in vain from more hypotheses."""


@dataclass(slots=True)
class Searcher:
    """Looks for proofs of one claim and of the sub-goals that methods ask for.

    ``points`` meet the hypotheses that are ``given``.
    """

    tables: Tables
    limits: Limits
    given: tuple[Term, ...] = ()
    points: tuple[Assignment, ...] = ()
    declined: dict[str, Declined] = field(default_factory=dict)
    depth: int = 0
    highest: int = 1000
    _checked: dict[int, ProofTree] = field(default_factory=dict)
    _known: dict[tuple[Sequent, int], tuple[ProofTree | None, int, bool]] = field(default_factory=dict)
    _in_vain: dict[tuple[Term, int], list[frozenset[Term]]] = field(default_factory=dict)
    _open: set[tuple[Sequent, int]] = field(default_factory=set)
    _given_up: int = 0
    _asked: tuple[Sequent, int] | None = None
    _goal: Term | None = None

    def prove(self, hypotheses: tuple[Term, ...], goal: Term, share: float = 0.5) -> ProofTree | None:
        """A tree for the goal, found with at most ``share`` of the effort that is left, or None.

        Raises:
            InVainError: nothing of what is asked for can help the method that asks.
        """
        if self.depth >= self.limits.depth:
            self._given_up += 1
            return None
        if self._in_vain and self._asked is not None and self._is_in_vain(*self._asked):
            raise InVainError
        if self.depth == 0:
            self._goal = goal
        extra = tuple(d for d in self.tables.sides_defined(goal) if d not in hypotheses)
        inner = Sequent((*hypotheses, *extra), goal)
        tree = self._remembered(inner, share)
        return tree if tree is None or not extra else inference("defined", Sequent(hypotheses, goal), tree)

    def _remembered(self, sequent: Sequent, share: float) -> ProofTree | None:
        """What was found for a sequent, or is found now; again where it is sought less deep than before."""
        key = (sequent, self.highest)
        known = self._known.get(key)
        if known is None or not (known[0] or known[2] or known[1] <= self.depth):
            if key in self._open:
                self._given_up += 1
                return None
            before, asked = self._given_up, self._asked
            self.depth += 1
            self._open.add(key)
            try:
                tree = self._within(sequent, share)
            finally:
                self.depth -= 1
                self._asked = asked
                self._open.discard(key)
            known = self._known[key] = (tree, self.depth, self._given_up == before)
        elif not known[2]:
            self._given_up += 1
        return known[0]

    def attempt(self, sequent: Sequent) -> ProofTree | None:
        """A tree for the sequent by the cheap methods alone, or None."""
        highest = self.highest
        self.highest = min(highest, HIGHEST_RANK_OF_AN_ATTEMPT)
        try:
            return self.prove(sequent.hypotheses, sequent.goal)
        finally:
            self.highest = highest

    def _within(self, sequent: Sequent, share: float) -> ProofTree | None:
        before = self._given_up
        with self.tables.share(share):
            tree = self._search(sequent)
            if tree is None and self.tables.room < ROOM:
                self._given_up += 1
        if tree is None and self._given_up == before:
            self._in_vain.setdefault((sequent.goal, self.highest), []).append(frozenset(sequent.hypotheses))
        return tree

    def _is_in_vain(self, sequent: Sequent, highest: int) -> bool:
        """Whether the goal was sought in vain from these hypotheses or more, by methods up to this rank."""
        found = self._in_vain.get((sequent.goal, highest), ())
        return any(map(frozenset(sequent.hypotheses).issubset, found))

    def _search(self, sequent: Sequent) -> ProofTree | None:
        seen = False
        for method in methods_for(head_of(sequent.goal)):
            if method.rank > self.highest or (self._in_vain and self._is_in_vain(sequent, self.highest)):
                break
            if not seen and method.rank > HIGHEST_RANK_OF_AN_ATTEMPT:
                seen = True
                if self.denies(sequent):
                    break
            found = self._ask(method, sequent)
            if isinstance(found, ProofTree):
                return found
            if isinstance(found, Declined) and sequent.goal is self._goal:
                self.declined[method.name] = found
        return None

    def denies(self, sequent: Sequent) -> bool:
        """Whether the goal is false at a point that meets the hypotheses, so that it has no proof."""
        goal, hypotheses = sequent.goal, sequent.hypotheses
        if any(b.kind not in EVALUATED for b in binders_in(goal)):
            return False
        supposed = [h for h in hypotheses if h not in self.given]
        for point in self.points:
            there = _with_first_indices(point, goal, *supposed)
            if there is not None and observe(goal, there, self.tables).holds is False:
                return satisfies(there, supposed, self.tables)
        return False

    def _check(self, tree: ProofTree) -> None:
        """Reject a tree with a node that is no instance of its rule; nodes that passed are not seen again."""
        stack = [tree]
        while stack:
            node = stack.pop()
            if id(node) not in self._checked:
                rules()[node.rule](node, self.tables)
                self._checked[id(node)] = node
                stack.extend(node.premises)

    def _ask(self, method: Method, sequent: Sequent) -> ProofTree | Declined | None:
        """What a method says within its share; as with ``Tables.share``, but methods are asked too often."""
        effort = self.tables.effort
        whole, left = effort.limit, effort.limit - effort.spent
        self._asked = (sequent, self.highest)
        effort.limit = min(whole, effort.spent + int(left * SHARE_OF_A_METHOD)) if left > 0 else whole
        try:
            found = method.search(sequent, effort, self)
            if isinstance(found, ProofTree):
                self._check(found)
        except InVainError:
            found = None
        except OutOfEffortError:
            self._given_up += 1
            found = Declined("prove.out-of-effort")
        except RecursionError:
            self._given_up += 1
            found = Declined("prove.too-deep")
        except RejectedError as error:
            found = Declined("prove.rejected", str(error))
        except ShapeError:
            found = Declined("prove.shapes")
        finally:
            effort.spent = min(effort.spent, effort.limit)
            effort.limit = whole
        return found


def _with_first_indices(point: Assignment, *propositions: Term) -> Assignment | None:
    """The point, where new integers among the symbols are 1; None where other symbols are new."""
    named = {s for s, _ in point.values}
    new = sorted(frozenset().union(*(p.symbols for p in propositions)) - named, key=lambda s: s.name)
    if any(s.sort != INTEGER for s in new):
        return None
    return Assignment((*point.values, *((s, ONE) for s in new))) if new else point
