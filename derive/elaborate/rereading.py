"""Reading a relation again with other sides, where it stands."""

from dataclasses import dataclass, replace

from derive.core.claim import Claim
from derive.core.derivation import Reread
from derive.core.source import UnreadableError
from derive.core.surface import Relation, Surface
from derive.core.term import Apply
from derive.elaborate.context import settle
from derive.elaborate.dimensions import Dimensions
from derive.elaborate.reading import Reading
from derive.elaborate.scope import Scope
from derive.elaborate.sides import Sides, related
from derive.elaborate.terms import begin


@dataclass(frozen=True, slots=True)
class Rereading:
    """A chain as it was elaborated: its names mean what they meant there."""

    scope: Scope
    terms: tuple[Surface, ...]
    beside: tuple[Surface, ...]
    memory: bool

    def __call__(self) -> Reread:
        """A function that gives the claim of a relation between other trees with the same names."""
        reading = begin(self.scope, *self.terms, beside=self.beside)
        reading.memory = self.memory
        sides = Sides(reading)
        for node in self.terms:
            try:
                sides.of(node)
            except UnreadableError:
                continue
        return lambda left, sign, right: _claim(reading, left, Relation(left.place, sign), right)


def _claim(reading: Reading, left: Surface, sign: Relation, right: Surface) -> Claim | None:
    """The claim, or None if the trees have no meaning there; nothing of it stays in the reading."""
    trial = replace(
        reading,
        facts=[],
        entries={},
        symbols=dict(reading.symbols),
        dependence=dict(reading.dependence),
        dimensions=_copied(reading.dimensions),
    )
    try:
        proposition = related(Sides(trial), left, sign, right)
        if trial.symbols.keys() != reading.symbols.keys() or not isinstance(proposition, Apply):
            return None
        settled = settle(trial, (proposition,))
    except UnreadableError:
        return None
    return settled.claim(settled.terms[0])


def _copied(dimensions: Dimensions) -> Dimensions:
    solved, hints, tops = dict(dimensions.solved), list(dimensions.hints), dict(dimensions.tops)
    return Dimensions(dimensions.count, solved, hints, tops)


def snapshot(scope: Scope) -> Scope:
    """What is in force now, whatever is added to the scope later."""
    return scope.copy(None if scope.parent is None else snapshot(scope.parent))
