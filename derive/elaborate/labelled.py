"""Names with a label for a subscript: numbers, and functions whose argument was left out."""

from derive.core.surface import Name, Scripted, Surface
from derive.core.term import Term
from derive.elaborate.application import arguments_of, with_label
from derive.elaborate.likeness import differences
from derive.elaborate.names import label_of
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.standing import undeclared


def labelled(reading: Reading, node: Scripted, base: Name, sub: Surface) -> Term:
    """A name with a label: the value of a function whose argument was left out, or a number."""
    value = _where_applied(reading, node, base, sub)
    if value is not None:
        return value
    return undeclared(reading, label_of(Scripted(node.place, base, sub)) or _no_label(node), node.place)


def _where_applied(reading: Reading, node: Scripted, base: Name, sub: Surface) -> Term | None:
    """``p_X`` by itself beside ``p_X(x)``: its value there, if it has the same argument everywhere."""
    head = Scripted(node.place, base, sub)
    brackets = reading.evidence.applied.get(label_of(head) or "", ())
    other = with_label(reading, head, brackets[0]) if brackets else None
    if other is None:
        return None
    if any(differences(brackets[0], b) != [] for b in brackets):
        raise refusal("function-without-argument", node.place, name=other.name)
    reading.readings.append("argument-left-out")
    return other.to(reading, arguments_of(reading, brackets[0]), node.place)


def _no_label(node: Scripted) -> str:
    raise refusal("subscript", node.place)
