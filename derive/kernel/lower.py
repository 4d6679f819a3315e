"""Lowering: a scalar term with indices becomes whole-array instructions.

Each index symbol has a level: outermost bound indices first, then those of the output, then inner
ones as they are opened. The axes of every value are sorted by level, so operands meet by adding
axes of length one. Values that differ in the names of running indices alone are computed once.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from derive.core.sort import INTEGER
from derive.core.term import (
    ONE,
    TWO,
    Apply,
    Binder,
    Component,
    Number,
    Symbol,
    Term,
    multiply,
)
from derive.kernel.clusters import factors_of
from derive.kernel.factors import (
    as_numbers,
    grouped,
    is_power_of_two,
    positive_part,
    rational,
    split,
)
from derive.kernel.program import TAILS, Argument, Instruction, Operand, Program, needed
from derive.kernel.ramps import ramp_less, small_last
from derive.kernel.rounding import corrected, exactly
from derive.kernel.squares import divisors_of, length_of, two_exponents, weighted


class LoweringError(Exception):
    """The term has a part that no array instruction expresses; says which."""


DIRECT: Final = {
    "log": "log",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "arsinh": "arcsinh",
    "arcosh": "arccosh",
    "artanh": "arctanh",
    "abs": "absolute",
    "sign": "sign",
    "floor": "floor",
    "ceil": "ceil",
    "expm1": "expm1",
    "near": "near",
    **{name: name for name in TAILS},
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
    "eq": "equal",
    "ne": "not_equal",
    "not": "logical_not",
}
FOLDED: Final = {"max": "maximum", "min": "minimum", "and": "logical_and", "or": "logical_or"}
CONSTANTS: Final = {"pi": "np.pi", "infinity": "np.inf"}
NEUTRAL: Final = {"sum": "0.0", "product": "1.0", "maximum": "-np.inf", "minimum": "np.inf"}
REDUCTIONS: Final = {"sum": "sum", "product": "prod", "maximum": "max", "minimum": "min"}


OUTERMOST: Final = 1000
Key = tuple[str, tuple[tuple[str, tuple[int, ...]], ...], tuple[int, ...], tuple[Term, ...]]


@dataclass(slots=True)
class _Lowering:
    arguments: dict[Symbol, Operand]
    lengths: dict[Term, Operand]
    levels: dict[Symbol, int] = field(default_factory=dict)
    ranges: dict[Symbol, Term] = field(default_factory=dict)
    done: dict[Term, Operand] = field(default_factory=dict)
    emitted: dict[Key, Operand] = field(default_factory=dict)
    instructions: list[Instruction] = field(default_factory=list)
    depth: int = 0

    def open_index(self, name: str, upper: Term) -> Symbol:
        symbol = Symbol(f"{name}{len(self.levels)}", INTEGER)
        self.levels[symbol] = len(self.levels) - (0 if self.depth else OUTERMOST)
        self.ranges[symbol] = upper
        return symbol

    def emit(self, operation: str, operands: tuple[Operand, ...], axes: tuple[Symbol, ...]) -> Operand:
        """The value of an instruction; the same under other names of its indices is only renamed."""
        numbers: dict[Symbol, int] = {}
        for s in (*(s for o in operands for s in o.axes), *axes):
            numbers.setdefault(s, len(numbers))
        values = tuple((o.text, tuple(numbers[s] for s in o.axes)) for o in operands)
        ranges = tuple(self.ranges[s] for s in numbers)
        key = (operation, values, tuple(numbers[s] for s in axes), ranges)
        if key not in self.emitted:
            target = Operand(f"t{len(self.emitted)}", axes)
            self.emitted[key] = target
            self.instructions.append(Instruction(target, operation, operands))
        return Operand(self.emitted[key].text, axes)

    def apply(self, operation: str, *operands: Operand) -> Operand:
        """An elementwise operation on operands that may have unlike axes."""
        met = {s for o in operands for s in o.axes}
        axes = tuple(sorted(met, key=self.levels.__getitem__))
        return self.emit(operation, tuple(self.expand(o, axes) for o in operands), axes)

    def expand(self, operand: Operand, axes: tuple[Symbol, ...]) -> Operand:
        is_number = operand.text[0] in "-.0123456789" or operand.text.lstrip("-").startswith("np.")
        return operand if operand.axes == axes or is_number else self.emit("expand", (operand,), axes)

    def lower(self, term: Term) -> Operand:
        """The value of a term."""
        if term not in self.done:
            self.done[term] = self._node(term)
        return self.done[term]

    def fold(self, operation: str, terms: tuple[Term, ...]) -> Operand:
        """The operation on all of the terms, one by one."""
        result, *others = map(self.lower, as_numbers(operation, terms))
        for other in others:
            result = self.apply(operation, result, other)
        return result

    def _node(self, term: Term) -> Operand:
        match term:
            case Number():
                return Operand(repr(float(term.value)))
            case Symbol():
                return _symbol(self, term)
            case Component():
                return _component(self, term)
            case Apply():
                return _apply(self, term)
            case Binder():
                return _binder(self, term)
        raise LoweringError(f"{type(term).__name__} is no term")


def _symbol(lowering: _Lowering, term: Symbol) -> Operand:
    if term in lowering.levels:
        return lowering.emit("positions", (_length(lowering, lowering.ranges[term]),), (term,))
    if term in lowering.arguments:
        return lowering.arguments[term]
    return _length(lowering, term)


def _length(lowering: _Lowering, dimension: Term) -> Operand:
    if dimension in lowering.lengths:
        return lowering.lengths[dimension]
    if isinstance(dimension, Number):
        return Operand(str(dimension.value))
    raise LoweringError(f"nothing among the arguments tells the value of {dimension}")


def _component(lowering: _Lowering, term: Component) -> Operand:
    base = lowering.arguments.get(term.base) if isinstance(term.base, Symbol) else None
    if base is None:
        raise LoweringError(f"entries of {term.base} are not those of an argument")
    indices = tuple(i for i in term.indices if isinstance(i, Symbol) and i in lowering.levels)
    fixed = tuple(i for i in term.indices if isinstance(i, Number) and i.value >= 1)
    if len(set(indices)) + len(fixed) != len(term.indices):
        raise LoweringError(f"the index of {term} is neither a number nor a plain running index")
    ordered = tuple(sorted(indices, key=lowering.levels.__getitem__))
    as_written = Operand(base.text, indices)
    if fixed:
        places = (str(i.value - 1) if isinstance(i, Number) else ":" for i in term.indices)
        as_written = lowering.emit("entry", (Operand(base.text), *map(Operand, places)), indices)
    return as_written if ordered == indices else lowering.emit("reorder", (as_written,), ordered)


def _apply(lowering: _Lowering, term: Apply) -> Operand:
    if term.head in CONSTANTS:
        return Operand(CONSTANTS[term.head])
    if term.head != "exp" and not lowering.levels:
        found = corrected(lowering, term.head, term.children[0])
        if found is not None:
            return found
    if term.head in DIRECT:
        return lowering.apply(DIRECT[term.head], *map(lowering.lower, term.arguments))
    if term.head in FOLDED:
        return lowering.fold(FOLDED[term.head], term.arguments)
    if term.head not in _HEADS:
        kind = "a function that is only named" if term.head == "apply" else term.head
        raise LoweringError(f"no array instruction for {kind}")
    return _HEADS[term.head](lowering, term)


def _add(lowering: _Lowering, term: Term) -> Operand:
    plus = [t for t in term.children if positive_part(t) is None]
    minus = [p for t in term.children if (p := positive_part(t)) is not None]
    if not plus:
        return lowering.apply("negative", lowering.fold("add", tuple(minus)))
    plus, small = small_last(plus) if minus else (plus, [])
    result = ramp_less(lowering, plus, minus[0]) if small else None
    if result is None:
        result = lowering.fold("add", tuple(plus))
    else:
        minus = minus[1:]
    for t in minus:
        result = lowering.apply("subtract", result, lowering.lower(t))
    for t in small:
        result = lowering.apply("add", result, lowering.lower(t))
    pair = () if lowering.levels else two_exponents(term)
    return lowering.apply("log_of_two", result, *map(lowering.lower, pair)) if pair else result


def _multiply(lowering: _Lowering, term: Term) -> Operand:
    positive = positive_part(term)
    if positive is not None:
        return lowering.apply("negative", lowering.lower(positive))
    over, under = split(term.children)
    result = weighted(lowering, over) or (lowering.fold("multiply", over) if over else Operand("1.0"))
    divisors = [d for f in under for d in divisors_of(lowering, f)]
    if all(set(d.axes) < set(result.axes) for d in divisors):
        divisors = [lowering.fold("multiply", under)] if under else []
    for d in divisors:  # one by one, since their product may overflow
        result = lowering.apply("divide", result, d)
    return result


def _power(lowering: _Lowering, term: Term) -> Operand:
    base, exponent = term.children
    if not isinstance(exponent, Number):
        return lowering.apply("power", lowering.lower(base), lowering.lower(exponent))
    if exponent.value < 0:
        return _multiply(lowering, Apply("multiply", term))
    if exponent.value.denominator == 2 and exponent.value.numerator == 1:
        return length_of(lowering, base) or lowering.apply("sqrt", lowering.lower(base))
    if exponent.value == 2:
        return lowering.apply("square", lowering.lower(base))
    return lowering.apply("power", lowering.lower(base), lowering.lower(exponent))


def _exp(lowering: _Lowering, term: Term) -> Operand:
    """Of c u^2 or c u: the exponent is rounded, which would cost digits, so it comes as two numbers."""
    factors = factors_of(term.children[0])
    numbers = [v for f in factors if (v := rational(f)) is not None]
    others = [f for f in factors if rational(f) is None]
    if len(others) == 1:
        scale, (base,) = math.prod(numbers, start=Fraction(1)), others
        scaled = Operand(repr(float(scale)))
        if isinstance(base, Apply) and base.head == "power" and base.children[1] is TWO:
            u = lowering.lower(base.children[0])
            return lowering.apply("exp_square", u, scaled)
        suits = not is_power_of_two(scale) and (bool(lowering.levels) or Fraction(float(scale)) == scale)
        if isinstance(base, Symbol | Component) and suits:
            return lowering.apply("exp_product", lowering.lower(base), scaled)
    return _plain_exp(lowering, term)


def _plain_exp(lowering: _Lowering, term: Term) -> Operand:
    found = None if lowering.levels else corrected(lowering, "exp", term.children[0])
    return found or lowering.apply("exp", lowering.lower(term.children[0]))


def _log1p(lowering: _Lowering, term: Term) -> Operand:
    """Of a quotient, which may overflow, as a function of two numbers."""
    inside = term.children[0]
    if isinstance(inside, Apply) and inside.head == "multiply":
        over, under = split(inside.children)
        if any(f.symbols for f in under):
            divisor = lowering.fold("multiply", under)
            above = lowering.lower(multiply(*over)) if over else Operand("1.0")
            return lowering.apply("log1p_over", above, divisor)
    return lowering.apply("log1p", lowering.lower(inside))


def _cases(lowering: _Lowering, term: Term) -> Operand:
    arguments = term.children
    result = lowering.lower(arguments[-1]) if len(arguments) % 2 else Operand("np.nan")
    pairs = zip(arguments[0::2], arguments[1::2], strict=False)
    for value, condition in reversed(tuple(pairs)):
        result = lowering.apply("select", lowering.lower(condition), lowering.lower(value), result)
    return result


def _indicator(lowering: _Lowering, term: Term) -> Operand:
    return lowering.apply("select", lowering.lower(term.children[0]), Operand("1.0"), Operand("0.0"))


def _delta(lowering: _Lowering, term: Term) -> Operand:
    return lowering.apply(
        "select", lowering.lower(Apply("eq", *term.children)), Operand("1.0"), Operand("0.0")
    )


_HEADS: Final[dict[str, Callable[[_Lowering, Term], Operand]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "log1p": _log1p,
    "exp": _exp,
    "cases": _cases,
    "indicator": _indicator,
    "delta": _delta,
    "exactly": lambda lowering, term: exactly(lowering, term.children[0]),
}


def _binder(lowering: _Lowering, term: Binder) -> Operand:
    if term.kind not in REDUCTIONS:
        raise LoweringError(f"no array instruction for {term.kind}")
    lower, upper = term.parameters
    j = lowering.open_index("j", upper)
    body = term.open(j)
    lowering.depth += 1
    if lower is not ONE:
        counts = lowering.lower(Apply("ge", j, lower))
        inside = lowering.apply("select", counts, lowering.lower(body), Operand(NEUTRAL[term.kind]))
        found = _reduce(lowering, REDUCTIONS[term.kind], inside, j)
    elif term.kind == "sum" and isinstance(body, Apply) and body.head == "multiply":
        found = _contraction(lowering, body.children, j)
    else:
        found = _reduce(lowering, REDUCTIONS[term.kind], lowering.lower(body), j)
    lowering.depth -= 1
    return found


def _reduce(lowering: _Lowering, operation: str, body: Operand, j: Symbol) -> Operand:
    if j not in body.axes:
        ones = lowering.apply("multiply", Operand("0.0"), lowering.lower(j))
        body = lowering.apply("add", body, ones)
    return lowering.emit(operation, (body,), tuple(s for s in body.axes if s is not j))


def _contraction(lowering: _Lowering, factors: tuple[Term, ...], j: Symbol) -> Operand:
    """The sum over j of a product: factors without j stay outside, those of like axes go together."""
    outside = tuple(f for f in factors if j not in f.symbols)
    inside = grouped([f for f in factors if j in f.symbols], lowering.levels)
    operands = tuple(lowering.lower(multiply(*g)) for g in inside)
    if len(operands) > 1:
        axes = sorted({s for o in operands for s in o.axes} - {j}, key=lowering.levels.__getitem__)
        total = lowering.emit("contract", operands, tuple(axes))
    else:
        total = _reduce(lowering, "sum", operands[0] if operands else Operand("1.0"), j)
    for f in outside:
        total = lowering.apply("multiply", lowering.lower(f), total)
    return total


Output = tuple[tuple[Symbol, Term], ...]


def lower(entries: Sequence[tuple[Term, Output]], arguments: tuple[Argument, ...]) -> Program:
    """Lower scalar terms; each comes with its free index symbols and their upper bounds.

    Raises:
        LoweringError: a part of a term has no counterpart among array instructions.
    """
    lowering = _Lowering({a.symbol: Operand(a.name) for a in arguments}, {})
    for a in arguments:
        shape = getattr(a.symbol.sort, "shape", ())
        for word, dimension in zip(a.dimensions, shape, strict=True):
            if isinstance(dimension, Symbol):
                lowering.lengths.setdefault(dimension, Operand(word))
    for symbol, upper in (pair for _, output in entries for pair in output):
        lowering.levels[symbol] = len(lowering.levels)
        lowering.ranges[symbol] = upper
    results = tuple(
        _filling(lowering, lowering.lower(t), tuple(s for s, _ in output)) for t, output in entries
    )
    lengths = tuple((s, _length(lowering, n).text) for s, n in lowering.ranges.items())
    return Program(arguments, needed(lowering.instructions, results), results, lengths)


def _filling(lowering: _Lowering, value: Operand, axes: tuple[Symbol, ...]) -> Operand:
    """The value with all axes of the result, along which it may be the same."""
    for s in axes:
        if s not in value.axes:
            zeros = lowering.apply("multiply", Operand("0.0"), lowering.lower(s))
            value = lowering.apply("add", value, zeros)
    return lowering.expand(value, axes)
