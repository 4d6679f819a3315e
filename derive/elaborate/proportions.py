r"""``f(x) \\propto g(x)``: the quotient does not change with x."""

from derive.core.sort import REAL, FunctionSort
from derive.core.surface import Fence, Juxtaposed, Name, Surface
from derive.core.term import ZERO, Apply, Symbol, Term, bind, divide
from derive.elaborate.arrays import shape
from derive.elaborate.names import name_of
from derive.elaborate.reading import Reading


def proportional(reading: Reading, left: Term, right: Term, nodes: tuple[Surface, Surface]) -> Term | None:
    """That the derivative of the quotient by the variable is 0; None where it is not clear which that is.

    It is what the left side is a function of, or the only number that both sides share. Of a function
    about which nothing is known this says what it is, and is no claim.
    """
    if (
        shape(left)
        or shape(right)
        or any(isinstance(s.sort, FunctionSort) for s in left.symbols | right.symbols)
    ):
        return None
    shared = [s for s in left.symbols & right.symbols if s.sort == REAL]
    named = [s for s in shared if s.name == _variable(nodes[0])]
    chosen = named or shared
    if len(chosen) != 1:
        return None
    variable: Symbol = chosen[0]
    reading.readings.append("constant-quotient")
    return Apply("eq", bind("derivative", variable, divide(left, right), variable), ZERO)


def _variable(node: Surface) -> str | None:
    """``x`` in ``f(x)``, and in ``p(x | y)``."""
    pair = node.items if isinstance(node, Juxtaposed) else ()
    if len(pair) != 2 or not isinstance(pair[0], Name) or not isinstance(pair[1], Fence):
        return None
    return name_of(pair[1].items[0]) if pair[1].items else None
