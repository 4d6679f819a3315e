"""Cases that name points: a value at each of them is one equality each."""

from derive.core.source import Place
from derive.core.surface import CasesBlock, Surface
from derive.core.term import Apply, Symbol, Term, replace
from derive.elaborate.reading import Reading
from derive.elaborate.relations import compare


def at_points(
    reading: Reading, sign: str, left: Term, nodes: tuple[Surface, CasesBlock], place: Place
) -> Term | None:
    """``f(x)`` = 1 for x = a or b, 2 for x = c, as the conjunction of its values; None for other cases."""
    claims: list[Term] = []
    for value, condition in nodes[1].rows:
        points = _points(reading.term(condition)) if condition is not None else None
        if points is None:
            return None
        for variable, point in points:
            sides = (replace(left, {variable: point}), reading.term(value))
            claims.append(compare(reading, sign, sides, (nodes[0], value), place))
    return claims[0] if len(claims) == 1 else Apply("and", *claims)


def _points(condition: Term) -> list[tuple[Symbol, Term]] | None:
    parts = condition.children if isinstance(condition, Apply) and condition.head == "or" else (condition,)
    found: list[tuple[Symbol, Term]] = []
    for part in parts:
        if not isinstance(part, Apply) or part.head != "eq":
            return None
        variable, point = part.children
        if not isinstance(variable, Symbol) or point.symbols:
            return None
        found.append((variable, point))
    return found
