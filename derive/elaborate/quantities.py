r"""Derivatives by quantities that were defined: by ``a_j`` where ``a_k = w_k^T x``, with w and x fixed."""

from dataclasses import dataclass

from derive.algebra.matching import instance
from derive.core.sort import INTEGER, Field, Sort
from derive.core.source import Place
from derive.core.surface import Scripted, Surface
from derive.core.term import Component, Symbol, Term, bind, rewrite
from derive.elaborate.arrays import shape
from derive.elaborate.names import is_label, name_of, subscripts
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition


@dataclass(frozen=True, slots=True)
class Varied:
    """A value in which an array ``variable`` stands for the defined quantities."""

    value: Term
    variable: Symbol


@dataclass(frozen=True, slots=True)
class DefinedEntry:
    """The entry at ``indices`` of the array ``whole``, which is ``body`` at each of ``places``."""

    whole: Term
    body: Term
    places: tuple[Symbol, ...]
    indices: tuple[Term, ...]

    def varied_in(self, reading: Reading, value: Term, place: Place) -> Varied:
        """The value with a variable array in the place of all entries.

        Raises:
            UnreadableError: the value has something of what the entries are made of beside them.
        """
        variable = reading.loose("z", Sort(Field.REAL, shape(self.whole)))

        def rule(part: Term) -> Term | None:
            if not self.places:
                return variable if part is self.body else None
            found = instance(self.body, part, self.places)
            if found is None or len(found) < len(self.places):
                return None
            return Component(variable, *(found[p] for p in self.places))

        inside = rewrite(value, rule)
        beside = {s for s in inside.symbols & self.body.symbols if s.sort != INTEGER}
        if beside or (variable not in inside.symbols and value.symbols & self.whole.symbols):
            raise refusal("derivative-by-expression", place)
        return Varied(inside, variable)


def defined_entry(reading: Reading, node: Surface) -> DefinedEntry | None:
    """What ``a_j`` is an entry of, if the array or all its entries were defined; else None."""
    if not isinstance(node, Scripted) or node.sub is None or node.sup is not None or is_label(node.sub):
        return None
    name, indices = name_of(node.base), subscripts(node.sub)
    for binding in (reading.scope.lookup(f"{name}_"), reading.scope.lookup(name or "")):
        if isinstance(binding, Definition) and not binding.parameters and _rank(binding) == len(indices):
            return DefinedEntry(
                _whole(reading, binding), binding.body, binding.indices, tuple(map(reading.term, indices))
            )
    return None


def _rank(definition: Definition) -> int:
    return len(definition.indices) or len(shape(definition.body))


def _whole(reading: Reading, definition: Definition) -> Term:
    """The array of all entries, of lengths that are still to be found where nothing is known of them."""
    if len(definition.lengths) == len(definition.indices):
        return definition.value
    whole = definition.body
    for index in reversed(definition.indices):
        whole = bind("tabulate", index, whole, reading.dimensions.unknown())
    return whole
