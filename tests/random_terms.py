"""Random scalar terms and rational points for the property tests of the algebra; the source is seeded."""

from fractions import Fraction

from derive.core.term import ONE, Apply, Component, Number, add, bind, index, multiply, power

CONSTANTS = tuple(map(Fraction, ["0", "1", "-1", "2", "-2", "3", "1/2", "-1/3", "4"]))
EXPONENTS = tuple(map(Fraction, ["2", "-1", "3", "-2", "4", "1/2", "-1/2", "3/2", "1/3"]))
_VALUES = "0 1 -1 2 -2 3 -3 1/2 -1/2 1/3 7/5 -9/4 10 1/100"
VALUES = tuple(map(Fraction, _VALUES.split()))
_FUNCTIONS = """
exp log abs sin cos tan tanh sinh cosh sigmoid softplus atan asin sign floor relu gamma erf
"""
FUNCTIONS = tuple(_FUNCTIONS.split())
K = index("K")


def scalar_term(source, depth, atoms, vector=None):
    """A term over these atoms, and over sums of the entries of the vector of dimension K."""
    if depth == 0 or source.random() < 0.15:
        return source.choice(atoms) if source.random() < 0.6 else Number(source.choice(CONSTANTS))
    makers = [_sum, _product, _power, _function, _function, _function, _extreme, _cases]
    if vector is not None:
        makers.append(_binder)
    return source.choice(makers)(source, depth - 1, atoms, vector)


def _sum(source, depth, atoms, vector):
    return add(*(scalar_term(source, depth, atoms, vector) for _ in range(2)))


def _product(source, depth, atoms, vector):
    return multiply(*(scalar_term(source, depth, atoms, vector) for _ in range(2)))


def _power(source, depth, atoms, vector):
    base = scalar_term(source, depth, atoms, vector)
    if source.random() < 0.1:
        return power(base, scalar_term(source, depth, atoms, vector))
    return power(base, Number(source.choice(EXPONENTS)))


def _function(source, depth, atoms, vector):
    return Apply(source.choice(FUNCTIONS), scalar_term(source, depth, atoms, vector))


def _extreme(source, depth, atoms, vector):
    parts = (scalar_term(source, depth, atoms, vector) for _ in range(2))
    return Apply(source.choice(("max", "min")), *parts)


def _cases(source, depth, atoms, vector):
    condition = Apply(source.choice(("lt", "le")), source.choice(atoms), scalar_term(source, 0, atoms))
    return Apply(
        "cases",
        scalar_term(source, depth, atoms, vector),
        condition,
        scalar_term(source, depth, atoms, vector),
    )


def _binder(source, depth, atoms, vector):
    k = index("k")
    body = scalar_term(source, depth, (*atoms, k, Component(vector, k)), None)
    return bind(source.choice(("sum", "product", "maximum", "minimum")), k, body, ONE, K)


def rational_points(source, reals, integers, vector, position, count=60):
    """Points with small rational values; ``position`` is an index of the vector."""
    for _ in range(count):
        size = source.choice((1, 2, 3))
        point = {s: source.choice(VALUES) for s in reals}
        if source.random() < 0.3:
            point[reals[-1]] = 1 - point[reals[0]]
        point.update({s: source.choice((0, 1, 2, 3, -1)) for s in integers})
        point.update({K: size, position: source.randint(1, size)})
        point[vector] = tuple(source.choice(VALUES) for _ in range(size))
        yield point
