"""The search: methods by rank, sub-goals with a share of the effort, failures remembered."""

from dataclasses import dataclass, field
from typing import Final

from derive.algebra.shapes import ShapeError
from derive.core.effort import OutOfEffortError
from derive.core.term import Term
from derive.core.verdict import ProofTree, Sequent
from derive.prove.limits import Limits
from derive.prove.method import Declined, Method, inference, methods_for
from derive.prove.propositions import head_of
from derive.prove.rule import RejectedError, rules
from derive.prove.tables import Tables

SHARE_OF_A_METHOD: Final = 0.8
HIGHEST_RANK_OF_AN_ATTEMPT: Final = 20


@dataclass(slots=True)
class Searcher:
    """Looks for proofs of one claim and of the sub-goals that methods ask for."""

    tables: Tables
    limits: Limits
    declined: dict[str, Declined] = field(default_factory=dict)
    depth: int = 0
    highest: int = 1000
    _checked: dict[int, ProofTree] = field(default_factory=dict)
    _known: dict[tuple[Sequent, int], tuple[ProofTree | None, int]] = field(default_factory=dict)

    def prove(self, hypotheses: tuple[Term, ...], goal: Term, share: float = 0.5) -> ProofTree | None:
        """A tree for the goal, found with at most ``share`` of the effort that is left, or None."""
        if self.depth >= self.limits.depth:
            return None
        extra = tuple(d for d in self.tables.sides_defined(goal) if d not in hypotheses)
        inner = Sequent((*hypotheses, *extra), goal)
        key = (inner, self.highest)
        known = self._known.get(key)
        if known is None or (known[0] is None and known[1] > self.depth):
            self.depth += 1
            try:
                known = self._known[key] = (self._within(inner, share), self.depth - 1)
            finally:
                self.depth -= 1
        tree = known[0]
        return tree if tree is None or not extra else inference("defined", Sequent(hypotheses, goal), tree)

    def attempt(self, sequent: Sequent) -> ProofTree | None:
        """A tree for the sequent by the cheap methods alone, or None."""
        highest = self.highest
        self.highest = min(highest, HIGHEST_RANK_OF_AN_ATTEMPT)
        try:
            return self.prove(sequent.hypotheses, sequent.goal)
        finally:
            self.highest = highest

    def _within(self, sequent: Sequent, share: float) -> ProofTree | None:
        with self.tables.share(share):
            return self._search(sequent)

    def _search(self, sequent: Sequent) -> ProofTree | None:
        for method in methods_for(head_of(sequent.goal)):
            if method.rank > self.highest:
                break
            found = self._ask(method, sequent)
            if isinstance(found, ProofTree):
                return found
            if isinstance(found, Declined) and self.depth == 1:
                self.declined[method.name] = found
        return None

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
        effort.limit = min(whole, effort.spent + int(left * SHARE_OF_A_METHOD)) if left > 0 else whole
        try:
            found = method.search(sequent, effort, self)
            if isinstance(found, ProofTree):
                self._check(found)
        except OutOfEffortError:
            found = Declined("prove.out-of-effort")
        except RecursionError:
            found = Declined("prove.too-deep")
        except RejectedError as error:
            found = Declined("prove.rejected", str(error))
        except ShapeError:
            found = Declined("prove.shapes")
        finally:
            effort.spent = min(effort.spent, effort.limit)
            effort.limit = whole
        return found
