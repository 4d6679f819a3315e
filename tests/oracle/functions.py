"""Real functions with their domains, and derivatives by differences."""

from collections.abc import Callable

from mpmath import mp, mpf

from oracle import arrays
from oracle.arrays import Malformed, Matrix, Undefined, Vector


def quotient(a: mpf, b: mpf) -> mpf:
    """A quotient of numbers."""
    if b == 0:
        raise Undefined
    return a / b


def power(a: mpf, b: mpf, literal: bool = False) -> mpf:
    """A real power; a negative base needs an integer exponent."""
    if a == 0:
        if b > 0:
            return mpf(0)
        if b == 0 and literal:
            return mpf(1)
        raise Undefined
    if b == int(b) and abs(b) < 10**6:
        return a ** int(b)
    if a < 0 or abs(b * mp.log(a)) > 10**7:
        raise Undefined
    return a**b


def exponential(x: mpf) -> mpf:
    """The exponential function, away from absurd sizes."""
    if abs(x) > 10**6:
        raise Undefined
    return mp.exp(x)


def real(function: Callable, allowed: Callable[[mpf], bool] = lambda _: True) -> Callable[[mpf], mpf]:
    """A function with its real domain."""

    def wrapped(x: mpf) -> mpf:
        if not allowed(x):
            raise Undefined
        found = function(x)
        if isinstance(found, mp.mpc) or not mp.isfinite(found):
            raise Undefined
        return found

    return wrapped


def away(function: Callable) -> Callable[[mpf], bool]:
    """Where a function is not zero."""
    return lambda x: abs(function(x)) > mpf(10) ** (8 - mp.dps)


ELEMENTWISE: dict[str, Callable[[mpf], mpf]] = {
    "exp": exponential,
    "log": real(mp.log, lambda x: x > 0),
    "ln": real(mp.log, lambda x: x > 0),
    "sin": real(mp.sin),
    "cos": real(mp.cos),
    "tan": real(mp.tan, away(mp.cos)),
    "cot": real(mp.cot, away(mp.sin)),
    "sec": real(mp.sec, away(mp.cos)),
    "csc": real(mp.csc, away(mp.sin)),
    "sinh": real(mp.sinh),
    "cosh": real(mp.cosh),
    "tanh": real(mp.tanh),
    "coth": real(mp.coth, lambda x: x != 0),
    "arcsin": real(mp.asin, lambda x: abs(x) <= 1),
    "arccos": real(mp.acos, lambda x: abs(x) <= 1),
    "arctan": real(mp.atan),
    "arsinh": real(mp.asinh),
    "arcosh": real(mp.acosh, lambda x: x >= 1),
    "artanh": real(mp.atanh, lambda x: abs(x) < 1),
    "Gamma": real(mp.gamma, lambda x: x > 0 or x != int(x)),
    "erf": real(mp.erf),
    "erfc": real(mp.erfc),
    "sigmoid": lambda x: 1 / (1 + exponential(-x)),
    "logit": real(lambda x: mp.log(x / (1 - x)), lambda x: 0 < x < 1),
    "relu": lambda x: max(mpf(0), x),
    "ReLU": lambda x: max(mpf(0), x),
    "softplus": lambda x: mp.log1p(exponential(x)),
    "sign": lambda x: mpf(mp.sign(x)),
    "sgn": lambda x: mpf(mp.sign(x)),
    "Phi": real(mp.ncdf),
    "phi": real(mp.npdf),
}


def softmax(x: Vector, temperature: int | mpf = 1) -> Vector:
    """The normalised exponentials."""
    weights = [exponential(temperature * e) for e in x]
    return Vector(w / sum(weights) for w in weights)


def lse(x: Vector, temperature: int | mpf = 1) -> mpf:
    """The logarithm of the sum of exponentials."""
    return quotient(mp.log(sum(exponential(temperature * e) for e in x)), temperature)


def diagonal(x: object) -> object:
    """A diagonal matrix of a vector."""
    if not isinstance(x, Vector):
        raise Malformed
    return Matrix(tuple(e if i == j else mpf(0) for j in range(len(x))) for i, e in enumerate(x))


WHOLE: dict[str, Callable] = {
    "softmax": softmax,
    "lse": lse,
    "tr": arrays.trace,
    "det": arrays.determinant,
    "diag": diagonal,
}


def factorial(x: mpf) -> mpf:
    """The factorial of a natural number."""
    if x < 0 or x != int(x) or x > 3000:
        raise Undefined
    return mp.factorial(x)


def binomial(n: mpf, k: mpf) -> mpf:
    """A binomial coefficient; zero outside its triangle."""
    if k != int(k):
        raise Undefined
    if k < 0 or (n == int(n) and 0 <= n < k):
        return mpf(0)
    return mp.binomial(n, k)


def derived(function_of: Callable[[mpf], mpf], point: mpf, order: int = 1) -> mpf:
    """A derivative by a central difference, guarded against kinks and jumps."""
    if order > 1:
        return derived(lambda x: derived(function_of, x, order - 1), point)
    h = mpf(10) ** (-mp.dps // 5)

    def slope(step: mpf) -> mpf:
        return (
            8 * (function_of(point + step) - function_of(point - step))
            - (function_of(point + 2 * step) - function_of(point - 2 * step))
        ) / (12 * step)

    right = (function_of(point + h) - function_of(point)) / h
    left = (function_of(point) - function_of(point - h)) / h
    if abs(right - left) > mpf(10) ** -3 * (1 + abs(right)):
        raise Undefined
    return slope(h)
