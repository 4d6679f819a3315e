"""What is assumed, as it was written."""

from dataclasses import dataclass

from derive.core.claim import Origin
from derive.core.surface import Chain, Listing, Surface
from derive.elaborate.names import counted_apart, label_of, name_of, names_in


@dataclass(frozen=True, slots=True)
class Assumption:
    """A proposition in force, as written: its names get their sorts together with those of the claim.

    ``within`` are the ranges of the indices for all of which it was said: ``1 <= i <= n`` by the name i;
    ``runs`` is the index of which it is the range itself. ``found`` says that something was set to zero,
    which holds at the points that are found by it.
    """

    node: Surface
    origin: Origin
    names: frozenset[str]
    within: tuple[tuple[str, Chain], ...] = ()
    runs: str = ""
    found: bool = False

    @property
    def trees(self) -> tuple[Surface, ...]:
        """Everything that was written for it."""
        return (self.node, *(chain for _, chain in self.within))

    @property
    def general(self) -> frozenset[str]:
        """The names that are left in a statement about all values of the others; empty for all else."""
        if not isinstance(self.node, Listing) or self.node.separators[0] != "forall":
            return frozenset()
        return self.names - names_in(*self.node.items[1:-1])

    def fixes(self, names: frozenset[str]) -> bool:
        """Whether it says at which point names are: ``x = 2``, or what is set to zero."""
        if not isinstance(self.node, Chain) or {r.sign for r in self.node.relations} != {"="} or self.runs:
            return False
        if self.found:
            return not names.isdisjoint(counted_apart(self.node))
        *sides, last = (t for t in self.node.terms if t is not None)
        return any(name_of(s) in names for s in sides) and not names_in(last)

    def bounds(self, names: frozenset[str]) -> bool:
        """Whether it is a relation of which one of the names is a side, or speaks of nothing else."""
        if self.names and self.names <= names:
            return True
        sides = self.node.terms if isinstance(self.node, Chain) else ()
        return any(t is not None and label_of(t) in names for t in sides)
