"""The sides of relations as terms, and the propositions that relations make of them."""

from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import CasesBlock, Juxtaposed, Name, Relation, Scripted, Surface
from derive.core.term import Term
from derive.elaborate.alternatives import has_double_sign
from derive.elaborate.congruences import congruent
from derive.elaborate.described import set_relation
from derive.elaborate.extrema import extremum
from derive.elaborate.links import Link
from derive.elaborate.names import name_of
from derive.elaborate.orders import asymptotic
from derive.elaborate.pointwise import at_points
from derive.elaborate.propositions import relation, tends
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.relations import compare
from derive.elaborate.sets import membership, outside
from derive.theory.messages import say


class Sides:
    """The terms of a chain, each elaborated once; what has no meaning keeps its diagnostic.

    ``readings`` are, for each tree and each relation, the codes of what had to be completed there.
    """

    def __init__(self, reading: Reading) -> None:
        """Nothing is elaborated yet."""
        self.reading = reading
        self.found: dict[int, Term | Diagnostic] = {}
        self.readings: dict[int, tuple[str, ...]] = {}

    def of(self, node: Surface) -> Term:
        """The term of a node.

        Raises:
            UnreadableError: it has none.
        """
        if id(node) not in self.found:
            before = len(self.reading.readings)
            try:
                self.found[id(node)] = self.reading.term(node)
            except UnreadableError as error:
                self.found[id(node)] = error.diagnostic
            self.readings[id(node)] = tuple(self.reading.readings[before:])
            del self.reading.readings[before:]
        found = self.found[id(node)]
        if isinstance(found, Diagnostic):
            raise UnreadableError(found)
        return found

    def related(self, link: Link) -> Term | Diagnostic:
        """The proposition of a relation, or why it has none."""
        before = len(self.reading.readings)
        try:
            found: Term | Diagnostic = related(self, link.left, link.sign, link.right)
        except UnreadableError as error:
            found = error.diagnostic
        self.readings[id(link)] = tuple(self.reading.readings[before:])
        del self.reading.readings[before:]
        return found

    def shown(self, link: Link, language: str) -> str | None:
        """In words, how a relation and its sides were completed."""
        codes = [c for k in (link.left, link.right, link) for c in self.readings.get(id(k), ())]
        return "; ".join(say(f"elaborate.reading-{c}", language) for c in dict.fromkeys(codes)) or None


def related(terms: Sides, left: Surface, sign: Relation, right: Surface) -> Term:
    """The proposition of two trees and a sign.

    Raises:
        UnreadableError: it has no meaning.
    """
    reading = terms.reading
    if _is_differential(left) and _is_differential(right) and reading.scope.lookup("d") is None:
        raise refusal("differentials", sign.place)
    if reading.evidence.doubled and (has_double_sign(left) or has_double_sign(right)):
        if not has_double_sign(left) and isinstance(left, Name | Scripted):
            raise refusal("double-sign", sign.place)
        return relation(reading, (left, right), sign)
    found = congruent(reading, left, right, sign) or asymptotic(reading, left, right, sign)
    found = found or extremum(reading, left, right, sign) or set_relation(reading, left, right, sign)
    if found is not None:
        return found
    if sign.sign == "\\in":
        return membership(reading, lambda: terms.of(left), right)
    if sign.sign == "\\notin":
        return outside(reading, lambda: terms.of(left), right)
    if sign.sign == "\\to":
        return tends(reading, left, right, sign)
    if isinstance(right, CasesBlock):
        pointwise = at_points(reading, sign.sign, terms.of(left), (left, right), sign.place)
        if pointwise is not None:
            return pointwise
    return compare(reading, sign.sign, (terms.of(left), terms.of(right)), (left, right), sign.place)


def _is_differential(node: Surface) -> bool:
    """Whether a product ends with ``d x``, as in ``du = 2x dx``."""
    last = node.items[-2:] if isinstance(node, Juxtaposed) else ()
    return len(last) == 2 and name_of(last[0]) == "d" and isinstance(last[1], Name)
