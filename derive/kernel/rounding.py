"""What rounding takes from an argument, put back into the value of a function.

A function like the exponential loses as many units in the last place as its argument is long, if that
is rounded. So the argument comes as two numbers, itself and what rounding took from it, as worked out by
:mod:`derive.kernel.restored`; and ``f(u + e) = f(u) + e f'(u)`` up to e squared.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from derive.core.term import TWO, Apply, Number, Term, multiply
from derive.kernel.factors import is_log, is_power_of_two, positive_part, split
from derive.kernel.lowering import Lowering
from derive.kernel.program import Operand

Pair = tuple[Operand, Operand | None]
Slope = Callable[[Lowering, Operand, Operand], Operand]
CUBE: Final = 3
NOTHING: Final = Operand("0.0")
REST_OF_PI: Final = Operand("1.2246467991473532e-16")


def corrected(lowering: Lowering, operation: str, argument: Term) -> Operand | None:
    """The function of the argument, if that is rounded and it matters; else nothing."""
    slope = SLOPES.get(operation)
    if slope is None or not argument.symbols or not isinstance(argument, Apply):
        return None
    if operation == "log1p" and positive_part(argument) is None:
        return None  # of what is positive it takes no more digits than rounding does
    u, lost = two(lowering, argument)
    if lost is None:
        return None
    value = lowering.apply(operation, u)
    put_back = "rotated" if operation in {"sin", "cos"} else "corrected"
    return lowering.apply(put_back, value, slope(lowering, u, value), lost)


def exactly(lowering: Lowering, term: Term) -> Operand:
    """The value with what rounding took from all sums, products, quotients and roots it is made of."""
    value, lost = two(lowering, term)
    return value if lost is None else lowering.apply("corrected", value, Operand("1.0"), lost)


def two(lowering: Lowering, term: Term) -> Pair:
    """The value, and what rounding took from it; nothing where it took nothing, or what is not known."""
    if isinstance(term, Number):
        rest = term.value - Fraction(float(term.value))
        return lowering.lower(term), Operand(repr(float(rest))) if rest else None
    if not isinstance(term, Apply):
        return lowering.lower(term), None
    if term.head == "pi":
        return lowering.lower(term), REST_OF_PI
    positive = positive_part(term)
    if positive is not None:
        u, lost = two(lowering, positive)
        return lowering.apply("negative", u), lost and lowering.apply("negative", lost)
    rule = RULES.get(term.head)
    return rule(lowering, term) if rule else (lowering.lower(term), None)


def _sum(lowering: Lowering, term: Apply) -> Pair:
    plus = [t for t in term.children if positive_part(t) is None]
    minus = [p for t in term.children if (p := positive_part(t)) is not None]
    if not plus:
        u, lost = _sum(lowering, Apply("add", *minus)) if len(minus) > 1 else two(lowering, minus[0])
        return lowering.apply("negative", u), lost and lowering.apply("negative", lost)
    total, lost = two(lowering, plus[0])
    for sign, terms in (("add", plus[1:]), ("subtract", minus)):
        for t in terms:
            v, more = two(lowering, t)
            found = lowering.apply(sign, total, v)
            other = v if sign == "add" else lowering.apply("negative", v)
            lost = _joined(lowering, "add", lost, lowering.apply("sum_error", total, other, found))
            lost = _joined(lowering, sign, lost, more)
            total = found
    return total, lost


def _joined(lowering: Lowering, sign: str, first: Operand | None, second: Operand | None) -> Operand | None:
    if first is None or second is None:
        return first or (second if sign == "add" or second is None else lowering.apply("negative", second))
    return lowering.apply(sign, first, second)


def _product(lowering: Lowering, term: Apply) -> Pair:
    if any(map(is_log, term.children)):
        return _weighted(lowering, term)
    over, under = split(term.children)
    exact = [f for f in over if _is_exact(f)]
    others = [f for f in over if f not in exact]
    pairs = [two(lowering, f) for f in (*exact, *others)] or [(Operand("1.0"), None)]
    result, lost = pairs[0]
    for n, (v, more) in enumerate(pairs[1:], start=1):
        found = lowering.apply("multiply", result, v)
        change = lowering.apply("multiply", lost, v) if lost else None
        if n > len(exact) or not exact:
            change = _joined(lowering, "add", change, lowering.apply("product_error", result, v, found))
        if more is not None:
            change = _joined(lowering, "add", change, lowering.apply("multiply", result, more))
        result, lost = found, change
    for divisor in (base for f in under for base in _bases(f)):
        v, more = two(lowering, divisor)
        found = lowering.apply("divide", result, v)
        change = lowering.apply("quotient_error", result, v, found)
        less = lowering.apply("multiply", found, more) if more else None
        less = _joined(lowering, "subtract", lost, less) if less or lost else None
        if less is not None:
            change = lowering.apply("add", change, lowering.apply("divide", less, v))
        result, lost = found, change
    return result, lost


def _weighted(lowering: Lowering, term: Apply) -> Pair:
    """A weight times a logarithm, where the weight is no quotient."""
    log = next(f for f in term.children if is_log(f))
    weight = multiply(*(f for f in term.children if f is not log))
    found = lowering.lower(term)
    if split(term.children)[1]:
        return found, None
    (w, more), value = two(lowering, weight), lowering.lower(log)
    lost = lowering.apply("product_error", w, value, found)
    return found, _joined(lowering, "add", lost, more and lowering.apply("multiply", more, value))


def _case(lowering: Lowering, term: Apply) -> Pair:
    children = term.children
    value, lost = two(lowering, children[-1]) if len(children) % 2 else (Operand("np.nan"), None)
    for form, condition in reversed(tuple(zip(children[0::2], children[1::2], strict=False))):
        holds = lowering.lower(condition)
        u, more = two(lowering, form)
        value = lowering.apply("select", holds, u, value)
        if more or lost:
            lost = lowering.apply("select", holds, more or NOTHING, lost or NOTHING)
    return value, lost


def _is_exact(factor: Term) -> bool:
    """Whether products with a factor are not rounded."""
    if isinstance(factor, Number):
        return is_power_of_two(factor.value)
    return isinstance(factor, Apply) and factor.head == "sign"


def _bases(factor: Term) -> tuple[Term, ...]:
    """The base as often as it is a factor: squares may overflow."""
    if isinstance(factor, Apply) and factor.head == "power":
        base, exponent = factor.children
        if isinstance(exponent, Number) and exponent.value in {2, CUBE}:
            return _bases(base) * int(exponent.value)
    return (factor,)


def _power(lowering: Lowering, term: Apply) -> Pair:
    base, exponent = term.children
    if exponent is TWO:
        v, more = two(lowering, base)
        found = lowering.apply("square", v)
        lost = lowering.apply("product_error", v, v, found)
        twice = more and lowering.apply("multiply", lowering.apply("multiply", Operand("2.0"), v), more)
        return found, _joined(lowering, "add", lost, twice)
    if isinstance(exponent, Number) and exponent.value == CUBE:
        return _product(lowering, Apply("multiply", Apply("power", base, TWO), base))
    if isinstance(exponent, Number) and exponent.value == Fraction(1, 2):
        v, more = two(lowering, base)
        found = lowering.apply("sqrt", v)
        lost = lowering.apply("root_error", v, found)
        half = more and lowering.apply("divide", more, lowering.apply("multiply", Operand("2.0"), found))
        return found, _joined(lowering, "add", lost, half)
    if isinstance(exponent, Number) and exponent.value < 0:
        return _product(lowering, Apply("multiply", term))
    return lowering.lower(term), None


def _magnitude(lowering: Lowering, term: Apply) -> Pair:
    u, lost = two(lowering, term.children[0])
    return lowering.apply("absolute", u), lost and lowering.apply("multiply", lost, lowering.apply("sign", u))


RULES: Final[dict[str, Callable[[Lowering, Apply], Pair]]] = {
    "add": _sum,
    "multiply": _product,
    "power": _power,
    "abs": _magnitude,
    "cases": _case,
}


def _bell(scale: float, exponent: str) -> Slope:
    """So many times exp(c u^2)."""

    def slope(lowering: Lowering, u: Operand, _: Operand) -> Operand:
        bell = lowering.apply("exp_square", u, Operand(exponent))
        return lowering.apply("multiply", Operand(repr(scale)), bell)

    return slope


SLOPES: Final[dict[str, Slope]] = {
    "exp": lambda _, __, value: value,
    "log1p": lambda lowering, u, _: lowering.apply(
        "divide", Operand("1.0"), lowering.apply("add", Operand("1.0"), u)
    ),
    "expm1": lambda lowering, _, value: lowering.apply("add", value, Operand("1.0")),
    "sinh": lambda lowering, u, _: lowering.apply("cosh", u),
    "cosh": lambda lowering, u, _: lowering.apply("sinh", u),
    "sin": lambda lowering, u, _: lowering.apply("cos", u),
    "cos": lambda lowering, u, _: lowering.apply("negative", lowering.apply("sin", u)),
    "erfc": _bell(-1.1283791670955126, "-1.0"),
    "normal_cdf": _bell(0.3989422804014327, "-0.5"),
}
