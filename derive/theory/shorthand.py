"""Short names for building terms in the tables; nothing is computed."""

from fractions import Fraction
from functools import partial

from derive.core.term import HALF, MINUS_ONE, TWO, Apply, Number, Term

exp = partial(Apply, "exp")
log = partial(Apply, "log")
sin = partial(Apply, "sin")
cos = partial(Apply, "cos")
sinh = partial(Apply, "sinh")
cosh = partial(Apply, "cosh")
gamma = partial(Apply, "gamma")
digamma = partial(Apply, "digamma")
erf = partial(Apply, "erf")
absolute = partial(Apply, "abs")
maximum = partial(Apply, "max")
minimum = partial(Apply, "min")
cases = partial(Apply, "cases")
indicator = partial(Apply, "indicator")
eq = partial(Apply, "eq")
ne = partial(Apply, "ne")
lt = partial(Apply, "lt")
le = partial(Apply, "le")
either = partial(Apply, "or")
both = partial(Apply, "and")
negation = partial(Apply, "not")


def number(numerator: int, denominator: int = 1) -> Number:
    """A rational number."""
    return Number(Fraction(numerator, denominator))


def minus(term: Term) -> Term:
    """Minus the term."""
    return Apply("multiply", MINUS_ONE, term)


def square(term: Term) -> Term:
    """The square."""
    return Apply("power", term, TWO)


def inverse(term: Term) -> Term:
    """One over the term."""
    return Apply("power", term, MINUS_ONE)


def root(term: Term) -> Term:
    """The square root."""
    return Apply("power", term, HALF)


def half(term: Term) -> Term:
    """Half the term."""
    return Apply("multiply", HALF, term)


def integral(term: Term) -> Term:
    """The proposition that the term is an integer."""
    return Apply("member", term, Apply("integers"))
