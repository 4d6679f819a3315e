"""The value of a formula at a point, at the working precision of mpmath."""

from collections.abc import Callable, Mapping

from mpmath import inf, mp, mpf

from oracle import arrays
from oracle.arrays import (
    Malformed,
    Matrix,
    Scale,
    Undefined,
    Vector,
    changed,
    compared,
    each,
    is_scalar,
    product,
)
from oracle.functions import ELEMENTWISE, WHOLE, binomial, derived, exponential, factorial, power, quotient
from oracle.limiting import far, near, quadrature

Node = tuple
Environment = Mapping[str, object]
LENGTH = 12  # of vectors whose dimension nobody declared


def value(node: Node, at: Environment) -> object:
    """The value.

    Raises:
        Undefined: no real value.
        Malformed: shapes do not fit.
    """
    rule = RULES.get(node[0])
    if rule is None:
        raise NotImplementedError(node[0])
    return rule(node, at)


def scalar(node: Node, at: Environment) -> mpf:
    """The value, which must be a number."""
    found = value(node, at)
    if not is_scalar(found):
        raise Malformed
    return found


def integer(node: Node, at: Environment) -> int:
    """The value, which must be an integer."""
    found = scalar(node, at)
    if found != int(found):
        raise Undefined
    return int(found)


def symbol(node: Node, at: Environment) -> object:
    """A name."""
    if node[1] not in at:
        raise KeyError(node[1])
    return at[node[1]]


def addition(node: Node, at: Environment) -> object:
    """A sum, entry by entry."""
    parts = [value(n, at) for n in node[1:]]
    total = parts[0]
    for part in parts[1:]:
        if isinstance(total, Scale) and isinstance(part, Scale):
            total = Scale(total.kind, total.factor + part.factor)
        else:
            total = each(lambda x, y: x + y, total, part)
    return total


def multiplication(node: Node, at: Environment) -> object:
    """A product from left to right; a row times a column is a number."""
    parts = [value(n, at) for n in node[1:]]
    total = parts[0]
    for part in parts[1:]:
        total = product(total, part)
        if isinstance(total, Matrix) and len(total) == len(total[0]) == 1:
            total = total[0][0]
    return total


def division(node: Node, at: Environment) -> object:
    """A quotient; arrays may be divided by numbers."""
    top, bottom = value(node[1], at), value(node[2], at)
    if not is_scalar(bottom):
        raise Malformed
    return each(lambda x: quotient(x, bottom), top)


def raised(node: Node, at: Environment) -> object:
    """A power of a number, or an integer power of a matrix."""
    if node[1] == ("e",):
        return each(exponential, value(node[2], at))
    base, exponent = value(node[1], at), value(node[2], at)
    if not is_scalar(exponent):
        raise Malformed
    if is_scalar(base):
        return power(base, exponent, literal=node[2][0] == "num")
    if not isinstance(base, (Matrix, Scale)):
        raise Malformed
    if exponent == -1:
        return arrays.inverse(base)
    total = base
    for _ in range(int(exponent) - 1):
        total = product(total, base)
    return total


def function(node: Node, at: Environment) -> object:
    """A named function."""
    name, *arguments = node[1:]
    values = [value(a, at) for a in arguments]
    if name in WHOLE:
        return WHOLE[name](*values)
    return each(ELEMENTWISE[name], *values)


def call(node: Node, at: Environment) -> object:
    """An unknown function, which the point supplies."""
    return at[node[1]](*(value(a, at) for a in node[2:]))


def prime(node: Node, at: Environment) -> object:
    """A derivative in prime notation."""
    order, name, argument = node[1], node[2], node[3]
    point = scalar(argument, at)
    inner = ELEMENTWISE.get(name) or at[name]
    return derived(inner, point, order)


def differentiated(node: Node, at: Environment) -> object:
    """A derivative by a name or by an entry of an array."""
    variable, body = node[1], node[2]
    if variable[0] == "sym":
        point = scalar(variable, at)
        vary = lambda x: {**at, variable[1]: x}  # noqa: E731  # two ways to vary a point
    else:
        name = variable[1][1]
        indices = [integer(i, at) - 1 for i in variable[2:]]
        point = scalar(variable, at)
        vary = lambda x: {**at, name: changed(at[name], indices, x)}  # noqa: E731
    here = value(body, at)
    if is_scalar(here):
        return derived(lambda x: value(body, vary(x)), point)
    if isinstance(here, Vector):
        return Vector(derived(lambda x, i=i: value(body, vary(x))[i], point) for i in range(len(here)))
    return Matrix(
        tuple(derived(lambda x, i=i, j=j: value(body, vary(x))[i][j], point) for j in range(len(here[0])))
        for i in range(len(here))
    )


def length_for(variable: str, node: Node, at: Environment) -> int:
    """The range of an index without bounds: the size of what it is an index of."""
    if node[0] == "idx" and isinstance(node[1], tuple):
        for position, index in enumerate(node[2:]):
            if index == ("sym", variable):
                return arrays.shape(value(node[1], {**at, variable: mpf(1)}))[position]
    for child in node[1:]:
        if isinstance(child, tuple):
            found = length_for(variable, child, at)
            if found:
                return found
    return 0


def bounds(node: Node, at: Environment) -> range:
    """The indices that a big operator runs through."""
    _, variable, low, high, body = node
    first = 1 if low is None else integer(low, at)
    last = length_for(variable, body, at) if high is None else 400 if high == ("inf",) else integer(high, at)
    if last < first - 1:
        raise Undefined
    return range(first, last + 1)


def gathered(node: Node, at: Environment) -> list[object]:
    """The values of the body for all indices."""
    return [value(node[4], {**at, node[1]: mpf(i)}) for i in bounds(node, at)]


def summation(node: Node, at: Environment) -> object:
    """A sum over an index."""
    total: object = mpf(0)
    for i, part in enumerate(gathered(node, at)):
        total = part if i == 0 else each(lambda x, y: x + y, total, part)
    return total


def repeated_product(node: Node, at: Environment) -> object:
    """A product over an index."""
    total = mpf(1)
    for part in gathered(node, at):
        total = product(total, part)
    return total


def extreme(choose: Callable) -> Callable[[Node, Environment], mpf]:
    """The largest or smallest over an index."""

    def rule(node: Node, at: Environment) -> mpf:
        found = gathered(node, at)
        if not found:
            raise Undefined
        return choose(found)

    return rule


def listed(choose: Callable) -> Callable[[Node, Environment], mpf]:
    """The largest or smallest of some numbers."""

    def rule(node: Node, at: Environment) -> mpf:
        found = [value(n, at) for n in node[1:]]
        entries = [x for f in found for x in (f if isinstance(f, Vector) else (f,))]
        return choose(entries)

    return rule


def integral(node: Node, at: Environment) -> mpf:
    """A definite integral by quadrature; antiderivatives are compared elsewhere."""
    _, variable, low, high, body = node
    a, b = (scalar(n, at) if n != ("inf",) else inf for n in (low, high))
    return quadrature(lambda x: value(body, {**at, variable: x}), a, b)


def limit(node: Node, at: Environment) -> mpf:
    """A limit, estimated near the point; both sides must agree where both exist."""
    _, variable, point, direction, body = node
    function = lambda x: value(body, {**at, variable: x})  # noqa: E731  # for either kind of point
    if point[-1] == ("inf",) or point == ("inf",):
        return far(function, 1 if point == ("inf",) else -1)
    return near(function, scalar(point, at), direction)


def entry(node: Node, at: Environment) -> mpf:
    """A component, or a Kronecker delta."""
    indices = [integer(i, at) for i in node[2:]]
    if node[1] == ("sym", "\\delta") and "\\delta" not in at:
        return mpf(len(set(indices)) == 1)
    array = value(node[1], at)
    if isinstance(array, Scale):
        return array.factor if indices[0] == indices[1] else mpf(0)
    sizes = arrays.shape(array)
    if len(sizes) != len(indices):
        raise Malformed
    if any(not 1 <= i <= n for i, n in zip(indices, sizes, strict=True)):
        raise Undefined
    return array[indices[0] - 1] if len(indices) == 1 else array[indices[0] - 1][indices[1] - 1]


def norm(node: Node, at: Environment) -> mpf:
    """The Euclidean norm."""
    found = value(node[1], at)
    entries = (
        [found] if is_scalar(found) else found if isinstance(found, Vector) else [e for r in found for e in r]
    )
    return mp.sqrt(sum((e * e for e in entries), mpf(0)))


def cases(node: Node, at: Environment) -> object:
    """The first case whose condition holds."""
    for body, condition in zip(node[1::2], node[2::2], strict=True):
        if condition == ("true",) or truth(condition, at):
            return value(body, at)
    raise Undefined


def vector_of(node: Node, at: Environment) -> Vector:
    """A vector of entries."""
    return Vector(scalar(n, at) for n in node[1:])


def root(node: Node, at: Environment) -> mpf:
    """An n-th root, odd ones of negative numbers too."""
    x, n = scalar(node[1], at), scalar(node[2], at)
    if x < 0 and n == int(n) and int(n) % 2 == 1 and node[2][0] == "num":
        return -mp.root(-x, int(n))
    return power(x, 1 / n)


def square_root(node: Node, at: Environment) -> mpf:
    """A real square root."""
    x = scalar(node[1], at)
    if x < 0:
        raise Undefined
    return mp.sqrt(x)


def unary(rule: Callable) -> Callable[[Node, Environment], object]:
    """A function of one value."""
    return lambda node, at: rule(value(node[1], at))


RULES: dict[str, Callable[[Node, Environment], object]] = {
    "num": lambda node, _: mpf(node[1]),
    "sym": symbol,
    "pi": lambda *_: +mp.pi,
    "e": lambda *_: +mp.e,
    "inf": lambda *_: inf,
    "eye": lambda _, at: at["I"] if "I" in at else Scale("eye", mpf(1)),
    "ones": lambda *_: Scale("ones", mpf(1)),
    "add": addition,
    "neg": lambda node, at: product(mpf(-1), value(node[1], at)),
    "mul": multiplication,
    "div": division,
    "pow": raised,
    "fn": function,
    "call": call,
    "prime": prime,
    "dd": differentiated,
    "sum": summation,
    "prod": repeated_product,
    "max_over": extreme(max),
    "min_over": extreme(min),
    "max": listed(max),
    "min": listed(min),
    "int": integral,
    "lim": limit,
    "idx": entry,
    "abs": unary(lambda x: abs(x) if is_scalar(x) else arrays.determinant(x)),
    "norm": norm,
    "floor": unary(mp.floor),
    "ceil": unary(mp.ceil),
    "sqrt": square_root,
    "root": root,
    "fact": unary(factorial),
    "binom": lambda node, at: binomial(scalar(node[1], at), scalar(node[2], at)),
    "cases": cases,
    "vec": vector_of,
    "mat": lambda node, at: Matrix(tuple(scalar(n, at) for n in row) for row in node[1:]),
    "T": unary(arrays.transpose),
    "hadamard": lambda node, at: each(lambda x, y: x * y, value(node[1], at), value(node[2], at)),
    "mod": lambda node, at: mpf(integer(node[1], at) % integer(node[2], at)),
}


def truth(node: Node, at: Environment) -> bool:
    """Whether a proposition is true here, exactly as computed."""
    if node[0] in ("and", "or"):
        return (all if node[0] == "and" else any)(truth(n, at) for n in node[1:])
    if node[0] == "implies":
        return not truth(node[1], at) or truth(node[2], at)
    if node[0] == "iff":
        return truth(node[1], at) == truth(node[2], at)
    _, sign, left, right = node
    if sign == "\\in":
        return member(value(left, at), right, at)
    return compared(sign, value(left, at), value(right, at))


def member(element: object, collection: Node, at: Environment) -> bool:
    """Whether a value is in a set."""
    kind = collection[0]
    if kind == "space":
        integral_only = collection[1] in ("N", "Z")
        if not is_scalar(element):
            return True
        return not integral_only or (element == int(element) and (collection[1] == "Z" or element >= 1))
    if kind == "nonnegative":
        return element >= 0
    if kind == "set":
        return any(compared("=", element, value(n, at)) for n in collection[1:])
    _, low, high, opening, closing = collection
    a, b = (-inf if n == ("neg", ("inf",)) else value(n, at) for n in (low, high))
    above = element >= a if opening == "[" else element > a
    return above and (element <= b if closing == "]" else element < b)
