"""Derivatives written with a slash: ``dy/dx``, ``d/dx f(x)``."""

from derive.core.surface import Infix, Juxtaposed, Surface
from derive.syntax.cursor import Cursor
from derive.syntax.derivatives import derivative_of, is_d


def slash_derivative(cursor: Cursor, product: Infix) -> Surface:
    """The product, with its first slash read as a derivative where d stands above and below."""
    if product.operators[0] != "/":
        return product
    above, below = product.items[:2]
    head = above.items[0] if isinstance(above, Juxtaposed) else above
    base = getattr(head, "base", head)
    if not is_d(base) or not isinstance(below, Juxtaposed) or not is_d(below.items[0]):
        return product
    whole = above.place.to(below.place)
    split = Juxtaposed(below.place, below.items[:2])
    derivative = derivative_of(above, split, whole)
    rest = below.items[2:]
    if derivative is None or len(product.items) > 2 or (rest and derivative.operand is not None):
        cursor.expected("derivative")
    assert derivative is not None  # noqa: S101  # refused just before
    if not rest:
        return derivative
    operand = rest[0] if len(rest) == 1 else Juxtaposed(rest[0].place.to(rest[-1].place), rest)
    return type(derivative)(
        whole, derivative.symbol, derivative.variables, operand, derivative.symbolic_order
    )
