r"""What a gradient without a name below differentiates by: ``\nabla f`` of ``f(x, y)``, ``\nabla L(w)``."""

from dataclasses import replace as replaced

from derive.core.sort import REAL, Sort
from derive.core.source import Place
from derive.core.surface import Differential, Fence, Juxtaposed, Name, Scripted, Surface
from derive.core.term import Apply, Symbol, Term, replace
from derive.elaborate.arrays import rank, shape, substitute, upright
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.scope import Definition


def varied(reading: Reading, operand: Surface) -> tuple[Term, tuple[Symbol, ...]]:
    """A value and what it is differentiated by: one array, or several numbers.

    Raises:
        UnreadableError: it is not clear by what.
    """
    value, arguments = _defined(reading, operand) or (reading.term(operand), _arguments(reading, operand))
    if shape(value):
        raise refusal("variable-of-gradient", operand.place)
    arrays = [a for a in arguments if shape(a)]
    if arrays[:1] == arguments[:1] and arguments:
        return value, tuple(arrays[:1])
    if len(arguments) > 1 and not arrays and len(set(arguments)) == len(arguments):
        return value, tuple(arguments)
    found = sorted(
        (s for s in value.symbols if isinstance(s.sort, Sort) and s.sort.shape), key=lambda s: s.name
    )
    if len(found) != 1:
        raise refusal("variable-of-gradient", operand.place)
    return value, tuple(found)


def _defined(reading: Reading, operand: Surface) -> tuple[Term, list[Symbol]] | None:
    """A function by its name alone, at its own variables."""
    meaning = reading.meaning(operand)[1] if isinstance(operand, Name) else None
    if not isinstance(meaning, Definition) or not meaning.parameters:
        return None
    terms = tuple(reading.term(Name(operand.place, p.name)) for p in meaning.parameters)
    value = substitute(meaning.value, meaning.parameters, terms)
    return value, [t for t in map(upright, terms) if isinstance(t, Symbol)]


def _arguments(reading: Reading, operand: Surface) -> list[Symbol]:
    """What stands in the brackets of ``f(x, y)``; empty unless all are names of numbers or arrays."""
    pair = operand.items if isinstance(operand, Juxtaposed) else ()
    head = pair[0] if pair else operand
    head = head.base if isinstance(head, Scripted) and head.sup is None and not head.primes else head
    if len(pair) != 2 or not isinstance(head, Name) or not isinstance(pair[1], Fence):
        return []
    if not all(isinstance(i, Name) for i in pair[1].items):
        return []
    terms = [upright(reading.term(i)) for i in pair[1].items]
    return [t for t in terms if isinstance(t, Symbol) and (shape(t) or t.sort == REAL)]


def without_factors(reading: Reading, node: Differential) -> Surface | None:
    r"""``\nabla^2 f\,v`` as the product of ``\nabla^2 f`` and v, where f is defined and v is an array."""
    items = node.operand.items if isinstance(node.operand, Juxtaposed) else ()
    meaning = reading.meaning(items[0])[1] if items and isinstance(items[0], Name) else None
    if node.symbol != "\\nabla" or not isinstance(meaning, Definition) or shape(meaning.body):
        return None
    if isinstance(items[1], Fence) or not shape(reading.term(Juxtaposed(node.place, items[1:]))):
        return None
    return Juxtaposed(node.place, (replaced(node, operand=items[0]), *items[1:]))


def with_laplacians(reading: Reading, left: Term, right: Term, place: Place) -> tuple[Term, Term]:
    r"""Beside a number, ``\nabla^2 f`` is the sum of the second derivatives and not their matrix.

    Raises:
        UnreadableError: numbers and matrices are mixed further.
    """
    if not reading.hessians or {rank(left), rank(right)} != {0, 2}:
        return left, right
    traces: dict[Term, Term] = {h: Apply("trace", h) for h in reading.hessians}
    sums = replace(left, traces), replace(right, traces)
    if any(map(shape, sums)):
        raise refusal("hessian-or-laplacian", place)
    reading.readings.append("laplacian")
    return sums
