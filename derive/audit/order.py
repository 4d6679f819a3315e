"""Rules about equations and inequalities between numbers; see docs/calculus.md."""

from typing import Final

from derive.audit.steps import Need, Premise, Rule, Step
from derive.core.term import ONE, TWO, ZERO, Apply, Number, Term, add, multiply, negative, power, subtract
from derive.theory.function import function
from derive.trial.sequents import require
from derive.trial.written import equals, head_of, sides

ORDER: Final = ("lt", "le")
SIGNED: Final = ("lt", "le", "ne")
COMPARED: Final = ("lt", "le", "eq", "ne")


def _combination(n: Step) -> Need:
    left, right = n.sides("eq")
    equations, factors = n.arguments[::2], n.arguments[1::2]
    gaps = (subtract(*sides(n.known(e), "eq")) for e in equations)
    total = add(*(multiply(f, g) for f, g in zip(factors, gaps, strict=True)))
    return Need((equals(subtract(left, right), total),), factors)


def _factored(n: Step) -> Need:
    equation, constant, *factors = n.arguments
    left, right = sides(n.known(equation), "eq")
    gaps = [subtract(*sides(f, "eq")) for f in factors]
    cases = tuple(Premise(n.goal, (f,)) for f in dict.fromkeys(factors))
    known = (constant, *(s for f in factors for s in f.children))
    return Need(
        (equals(subtract(left, right), multiply(constant, *gaps)), *cases),
        known,
        (Apply("ne", constant, ZERO),),
    )


def _null_square(n: Step) -> Need:
    left, right = n.sides("eq")
    equation, factor = n.arguments
    gap = multiply(factor, subtract(*sides(n.known(equation), "eq")))
    return Need((Apply("le", power(subtract(left, right), TWO), gap),), (factor,))


def _difference(n: Step) -> Need:
    left, right = n.sides(*SIGNED)
    return Need((equals(subtract(right, left), n.one()),), (n.one(),), (Apply(n.head, ZERO, n.one()),))


def _multiple(n: Step) -> Need:
    left, right = n.sides(*SIGNED)
    zero, rest = sides(n.below[1], n.head)
    require(zero is ZERO, "not compared with 0")
    factor = n.one()
    equation = equals(subtract(right, left), multiply(factor, rest))
    return Need((equation, n.below[1]), (factor, rest), (Apply(n.head, ZERO, factor),))


def _moved(n: Step) -> Need:
    (c, d), (a, b), k = n.sides(*SIGNED), sides(n.below[1], n.head), n.one()
    positive = Apply("ne" if n.head == "ne" else "lt", ZERO, k)
    equation = equals(subtract(d, c), multiply(k, subtract(b, a)))
    return Need((equation, n.below[1]), (k, a, b), (positive,))


def _weakened(n: Step) -> Need:
    (c, d), (a, b), (hypothesis, k) = n.sides(*ORDER), sides(n.below[1], n.head), n.arguments
    u, v = sides(n.known(hypothesis), "lt", "le", "gt", "ge")
    u, v = (u, v) if head_of(hypothesis) in ORDER else (v, u)
    total = add(subtract(b, a), multiply(k, subtract(v, u)))
    return Need((equals(subtract(d, c), total), n.below[1]), (k, a, b), (Apply("le", ZERO, k),))


def _scaled(n: Step) -> Need:
    (left, right), factor = n.sides(*COMPARED), n.one()
    sign = Apply("lt" if n.head in ORDER else "ne", ZERO, factor)
    premise = Apply(n.head, multiply(factor, left), multiply(factor, right))
    return Need((premise,), (factor,), (sign,), scalar=(factor,))


def _squared(n: Step) -> Need:
    left, right = n.sides(*COMPARED)
    both = (left, right) if n.head in {"eq", "ne"} else (right,)
    squares = (power(s, TWO) for s in (left, right))
    return Need((Apply(n.head, *squares),), (), tuple(Apply("ge", s, ZERO) for s in both))


def _odd_power(n: Step) -> Need:
    (a, k), (b, again) = (sides(s, "power") for s in n.sides(*COMPARED))
    require(k is again and _is_odd(k), "no odd power")
    return Need((Apply(n.head, a, b),))


def _odd_root(n: Step) -> Need:
    left, right = n.sides(*COMPARED)
    require(_is_odd(n.one()), "no odd power")
    return Need((Apply(n.head, *(Apply("power", s, n.one()) for s in (left, right))),))


def _is_odd(k: Term) -> bool:
    return isinstance(k, Number) and k.value.denominator == 1 and k.value > 0 and k.value.numerator % 2 == 1


def _apart(n: Step) -> Need:
    left, right = n.sides("ne")
    require(n.below[0] in (Apply("lt", left, right), Apply("lt", right, left)), "another premise")
    return Need(n.below)


def _integer_step(n: Step) -> Need:
    left, right = n.sides("le")
    whole = tuple(Apply("member", s, Apply("integers")) for s in (left, right))
    return Need((Apply("lt", left, add(right, ONE)),), (), whole)


def _membership(n: Step) -> Need:
    element, collection = n.sides("member")
    require(head_of(collection) == "interval", "no interval")
    low, high, *closed = collection.children
    heads = ["le" if c is ONE else "lt" for c in closed]
    found = [] if low is negative(Apply("infinity")) else [Apply(heads[0], low, element)]
    found += [] if high is Apply("infinity") else [Apply(heads[1], element, high)]
    return Need(tuple(found))


def _monotone(n: Step) -> Need:
    left, right = n.sides("lt", "le", "eq", "ne")
    a, b = _arguments(left, right)
    first, second = (a, b) if _direction(left) > 0 else (b, a)
    return Need((Apply(n.head, first, second),))


def _cancelled(n: Step) -> Need:
    left, right = n.sides("lt", "le", "eq", "ne")
    applied = n.one()
    require(applied.children == (left,), "another argument")
    other = Apply(head_of(applied), right)
    first, second = (applied, other) if _direction(applied) > 0 else (other, applied)
    return Need((Apply(n.head, first, second),), (applied, other))


def _arguments(left: Term, right: Term) -> tuple[Term, Term]:
    require(head_of(left) == head_of(right) and len(left.children) == 1 == len(right.children), "no function")
    return left.children[0], right.children[0]


def _direction(applied: Term) -> int:
    """The table of theory says where a function increases; tried at points besides, see the tests."""
    record = function(head_of(applied))
    found = record.monotone if record is not None and isinstance(applied, Apply) else ()
    require(found in {(1,), (-1,)}, "not monotone")
    return int(found[0])


ORDERED: Final[dict[str, Rule]] = {
    "antisymmetry": lambda n: Need(tuple(Apply("le", *s) for s in (n.sides("eq"), n.sides("eq")[::-1]))),
    "combination": _combination,
    "factored": _factored,
    "null-square": _null_square,
    "difference": _difference,
    "multiple": _multiple,
    "moved": _moved,
    "weakened": _weakened,
    "scaled": _scaled,
    "squared": _squared,
    "odd-power": _odd_power,
    "odd-root": _odd_root,
    "apart": _apart,
    "integer-step": _integer_step,
    "without-gaps": _integer_step,
    "membership": _membership,
    "monotone": _monotone,
    "cancelled": _cancelled,
}
