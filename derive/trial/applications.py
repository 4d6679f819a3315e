"""Values of applications: arithmetic, choices, arrays, and the functions of theory."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from flint import acb, arb, fmpq, fmpz

from derive.core.sort import REAL, Field, Sort, vector
from derive.core.term import Apply, Binder, Component, Number, Symbol, Term
from derive.theory.function import Function, function
from derive.trial import arrays
from derive.trial.arrays import mapped
from derive.trial.errors import UndefinedError, UnknownError
from derive.trial.germs import Germ
from derive.trial.numbers import (
    ONE,
    PIECEWISE,
    SERIES,
    ZERO,
    Analytic,
    Dual,
    apply,
    ball,
    base,
    inverse,
    is_real,
    plus,
    power,
    times,
)

if TYPE_CHECKING:
    from derive.trial.evaluate import Env, Evaluation

MOST_TERMS: Final = 2_000
ENTIRE: Final = frozenset(("exp", "sin", "cos"))


def _imaginary(_: "Evaluation", __: Apply, ___: "Env") -> Any:
    return acb(0, 1)


def _part(of_complex: Callable[[Any], Any], of_real: Callable[[Any], Any]) -> Callable[..., Any]:
    """A part of a number; inside integrals, where real numbers are complex balls, that of a real one."""

    def run(e: "Evaluation", term: Apply, env: "Env") -> Any:
        value = e.value(term.children[0], env)
        if isinstance(base(value), acb) and isinstance(value, Dual):
            raise UnknownError
        return of_complex(value) if e.is_complex and isinstance(value, acb) else of_real(value)

    return run


def refused(_: "Evaluation", __: Term, ___: "Env") -> Any:
    """No value that could be told."""
    raise UnknownError


def _add(e: "Evaluation", term: Apply, env: "Env") -> Any:
    found = e.all(term.children, env)
    total = found[0]
    for value in found[1:]:
        total = mapped(plus, total, value)
    return total


def _multiply(e: "Evaluation", term: Apply, env: "Env") -> Any:
    guards = [c for c in term.children if isinstance(c, Apply) and c.head in {"delta", "indicator"}]
    total: Any = ONE
    for guard in guards:
        if e.value(guard, env) == 0:
            return ZERO
    for factor in term.children:
        if factor not in guards:
            total = arrays.product_of(total, e.value(factor, env))
    return total


def _power(e: "Evaluation", term: Apply, env: "Env") -> Any:
    below, above = term.children
    a, b = e.value(below, env), e.value(above, env)
    if isinstance(a, tuple) and isinstance(a[0], tuple):
        return arrays.matrix_power(a, e.whole(above, env))
    literal = isinstance(above, Number) or any(s.is_bound for s in above.symbols)
    whole = is_whole(above)
    return mapped(lambda x, y: power(x, y, whole=whole, literal=literal), a, b)


def is_whole(term: Term) -> bool:
    """Whether a term is an integer by what it is made of."""
    if isinstance(term, Number):
        return term.value.denominator == 1
    if isinstance(term, Symbol | Component):
        first = term if isinstance(term, Symbol) else term.base
        return (
            isinstance(first, Symbol) and isinstance(first.sort, Sort) and first.sort.field is Field.INTEGER
        )
    if isinstance(term, Binder):
        return term.kind in {"sum", "product"} and is_whole(term.body)
    if isinstance(term, Apply) and term.head in {"floor", "ceil", "round", "sign", "delta", "indicator"}:
        return True
    if not isinstance(term, Apply) or not all(map(is_whole, term.children)):
        return False
    raised = term.head == "power" and isinstance(term.children[1], Number) and term.children[1].value >= 0
    return raised or term.head in {"add", "multiply", "binomial", "factorial", "max", "min", "abs"}


def _root(e: "Evaluation", term: Apply, env: "Env") -> Any:
    below, degree = e.all(term.children, env)
    exponent = inverse(degree)

    def one(a: Any) -> Any:
        odd = type(degree) is fmpq and degree.q == 1 and int(degree.p) % 2
        if odd and is_real(a) and base(a) < 0:
            return times(fmpq(-1), power(times(fmpq(-1), a), exponent, whole=False, literal=True))
        return power(a, exponent, whole=False, literal=True)

    return mapped(one, below)


def _factorial(e: "Evaluation", term: Apply, env: "Env") -> Any:
    value = e.value(term.children[0], env)
    if isinstance(value, Germ):
        return apply("gamma", value + 1)
    n = e.whole(term.children[0], env)
    if n < 0:
        raise UndefinedError
    if n > MOST_TERMS:
        return arb(n + 1).gamma()
    return fmpq(fmpz.fac_ui(n))


def _binomial(e: "Evaluation", term: Apply, env: "Env") -> Any:
    n, below = e.all(term.children, env)
    if isinstance(below, Germ):
        whole, part, rest = (
            apply("gamma", plus(v, ONE)) for v in (n, below, plus(n, times(fmpq(-1), below)))
        )
        return times(whole, inverse(times(part, rest)))
    k = e.whole(term.children[1], env)
    if k > MOST_TERMS:
        return _large_binomial(n, k)
    total: Any = ONE if k >= 0 else ZERO
    for i in range(k):
        total = times(total, times(plus(n, fmpq(-i)), fmpq(1, i + 1)))
    return total


def _large_binomial(n: Any, k: int) -> Any:
    if type(n) is not fmpq or n.q != 1 or n < k:
        raise UnknownError
    whole, part, rest = (arb(v + 1).lgamma() for v in (n, fmpq(k), n - k))
    return (whole - part - rest).exp()


def _extreme(larger: bool) -> Callable[["Evaluation", Apply, "Env"], Any]:
    def run(e: "Evaluation", term: Apply, env: "Env") -> Any:
        found = [n for v in e.all(term.children, env) for n in arrays.numbers(v)]
        return most(found, larger=larger)

    return run


def most(found: list[Any], *, larger: bool) -> Any:
    """The largest or smallest of numbers; at a tie it has no derivative."""
    if not found:
        raise UndefinedError
    result = found[0]
    for value in found[1:]:
        result = _of_two(result, value, larger)
    return result


def _of_two(a: Any, b: Any, larger: bool) -> Any:
    x, y = base(a), base(b)
    if type(x) is acb or type(y) is acb:
        if isinstance(a, Dual) or isinstance(b, Dual):
            raise UnknownError
        x, y = (acb(ball(v)) for v in (x, y))
        return (x.real_max if larger else x.real_min)(y, Analytic.on)
    if x > y or x < y:
        return a if (x > y) == larger else b
    if isinstance(a, Dual) or isinstance(b, Dual):
        raise UndefinedError if x == y else UnknownError
    return x if x is y or x == y else (arb.max if larger else arb.min)(ball(x), ball(y))


def _cases(e: "Evaluation", term: Apply, env: "Env") -> Any:
    pieces = term.children
    for k in range(0, len(pieces) - 1, 2):
        holds = e.truth(pieces[k + 1], env)
        if holds is None:
            raise UnknownError
        if holds:
            return e.value(pieces[k], env)
    if len(pieces) % 2 == 0:
        raise UndefinedError
    return e.value(pieces[-1], env)


def _indicator(e: "Evaluation", term: Apply, env: "Env") -> Any:
    holds = e.truth(term.children[0], env)
    if holds is None:
        raise UnknownError
    return ONE if holds else ZERO


def _delta(e: "Evaluation", term: Apply, env: "Env") -> Any:
    first, *others = (e.whole(c, env) for c in term.children)
    return ONE if all(o == first for o in others) else ZERO


def _matrix(e: "Evaluation", term: Apply, env: "Env") -> Any:
    rows = tuple(e.all(term.children, env))
    return arrays.trimmed(arrays.rows_of(rows)) if isinstance(rows[0], tuple) and len(rows[0]) == 1 else rows


def _matmul(e: "Evaluation", term: Apply, env: "Env") -> Any:
    found = e.all(term.children, env)
    total = found[0]
    for value in found[1:]:
        total = arrays.matmul(total, value)
    return total


def _filled(number: fmpq) -> Callable[["Evaluation", Apply, "Env"], Any]:
    def run(e: "Evaluation", term: Apply, env: "Env") -> Any:
        sizes = [e.whole(c, env) for c in term.children]
        if min(sizes) < 1 or max(sizes) > MOST_TERMS:
            raise UnknownError
        row: Any = number
        for size in reversed(sizes):
            row = (row,) * size
        return row

    return run


def _identity(e: "Evaluation", term: Apply, env: "Env") -> Any:
    size = e.whole(term.children[0], env)
    if not 1 <= size <= MOST_TERMS // 10:
        raise UnknownError
    return arrays.trimmed(arrays.identity(size))


def _of_arrays(run: Callable[..., Any]) -> Callable[["Evaluation", Apply, "Env"], Any]:
    return lambda e, term, env: run(*e.all(term.children, env))


def _called(e: "Evaluation", term: Apply, env: "Env") -> Any:
    called, *values = e.all(term.children, env)
    for value in values:
        if not callable(called):
            raise UnknownError
        called = called(value)
    return called


def function_value(e: "Evaluation", term: Apply, env: "Env") -> Any:
    """A function of theory, of the series here or by its definition there."""
    values = e.all(term.children, env)
    if e.is_complex and len(values) == 1 and type(values[0]) is acb and term.head not in ENTIRE:
        return _of_complex(term.head, values[0])
    if term.head in SERIES or term.head in PIECEWISE:
        return mapped(lambda *numbers: apply(term.head, *numbers), *values)
    record = function(term.head)
    if record is None or record.definition is None:
        raise UnknownError
    if record.shape == "scalar":
        return mapped(lambda *numbers: _by_definition(e, record, numbers), *values)
    entries = list(arrays.numbers(values[0]))
    found = _by_definition(e, record, (tuple(entries), *values[1:]))
    is_row = isinstance(values[0], tuple) and isinstance(values[0][0], tuple)
    return arrays.transpose(found) if is_row and record.shape == "vector" else found


def _of_complex(name: str, z: acb) -> Any:
    """Functions of complex numbers that are not those of the real ones, on their principal branches."""
    if name == "abs":
        return abs(z)
    if name in {"log", "arg"}:
        if z == 0:
            raise UndefinedError
        if z.contains(0) or (z.imag.contains(0) and not z.imag == 0 and not z.real > 0):
            raise UnknownError
        return z.log() if name == "log" else z.log().imag
    raise UnknownError


def _by_definition(e: "Evaluation", record: Function, values: tuple[Any, ...]) -> Any:
    lengths = tuple(len(v) if isinstance(v, tuple) else None for v in values)
    symbols, body, conditions = _definition(record, lengths)
    env: Env = dict(zip(symbols, values, strict=True))
    holds = [e.truth(c, env) for c in conditions]
    if False in holds:
        raise UndefinedError
    if None in holds:
        raise UnknownError
    return e.value(body, env)


@cache
def _definition(
    record: Function, lengths: tuple[int | None, ...]
) -> tuple[tuple[Symbol, ...], Term, tuple[Term, ...]]:
    symbols = tuple(Symbol(f"@{k}", REAL if n is None else vector(Number(n))) for k, n in enumerate(lengths))
    named = {} if record.shape == "scalar" else {"length": Number(lengths[0] or 1)}
    body = (record.definition or _no_definition)(*symbols, **named)
    return symbols, body, record.domain(*symbols)


def _no_definition(*_: Term, **__: Term) -> Term:
    raise UnknownError


HEADS: Final[dict[str, Callable[["Evaluation", Apply, "Env"], Any]]] = {
    "add": _add,
    "multiply": _multiply,
    "power": _power,
    "root": _root,
    "pi": lambda _, __, ___: arb.pi(),
    "infinity": lambda _, __, ___: arb.pos_inf(),
    "imaginary": _imaginary,
    "factorial": _factorial,
    "binomial": _binomial,
    "max": _extreme(larger=True),
    "min": _extreme(larger=False),
    "re": _part(lambda z: z.real, lambda x: x),
    "conj": _part(lambda z: z.conjugate(), lambda x: x),
    "im": _part(lambda z: z.imag, lambda _: ZERO),
    "cases": _cases,
    "indicator": _indicator,
    "delta": _delta,
    "vector": lambda e, term, env: (
        tuple(e.all(term.children, env)) if len(term.children) > 1 else e.value(term.children[0], env)
    ),
    "matrix": _matrix,
    "matmul": _matmul,
    "identity": _identity,
    "ones": _filled(ONE),
    "zeros": _filled(ZERO),
    "transpose": _of_arrays(arrays.transpose),
    "inverse": _of_arrays(arrays.inverted),
    "trace": _of_arrays(arrays.trace),
    "determinant": _of_arrays(arrays.determinant),
    "norm": _of_arrays(arrays.norm),
    "diagonal": _of_arrays(arrays.diagonal),
    "kronecker": _of_arrays(arrays.kronecker),
    "vec": _of_arrays(arrays.vec),
    "stack": _of_arrays(arrays.stack),
    "beside": _of_arrays(arrays.beside),
    "hadamard": _of_arrays(lambda *a: mapped(times, *a)),
    "inner": _of_arrays(arrays.inner),
    "apply": _called,
}
