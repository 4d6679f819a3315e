"""Which propositions are established by disjoint balls or exact arithmetic.

The codes give True, False, or None for what is not established. A relation with
a side that is undefined, or that the balls cannot tell, is not established.
"""

from collections.abc import Callable, Iterable
from operator import ge, gt, le, lt
from typing import Any, Final

from flint import acb, fmpq

from derive.algebra.balls_arrays import Array, numbers
from derive.algebra.balls_numbers import Indeterminate, Undefined, exact
from derive.algebra.balls_program import Builder, Code, Compiler, Scope, constant, unknown
from derive.core.claim import NEGATION
from derive.core.term import INFINITY, Apply, Term, negative

Truth = bool | None
_TESTS: Final[dict[str, Callable[[Any, Any], bool]]] = {"lt": lt, "le": le, "gt": gt, "ge": ge}
_MINUS_INFINITY: Final = negative(INFINITY)


def equal(left: Any, right: Any) -> Truth:
    """Whether two values are equal: exactly, or certainly not."""
    if isinstance(left, Array) or isinstance(right, Array):
        return _equal_arrays(left, right)
    if left == right:
        return True
    if left != right:
        return False
    return None


def _equal_arrays(left: Any, right: Any) -> Truth:
    """Whether all entries are equal; a number is compared with every entry."""
    return every(equal(a, b) for a, b in paired(left, right))


def paired(left: Any, right: Any) -> list[tuple[Any, Any]]:
    """Corresponding entries of two arrays; a number goes with every entry."""
    a, b = list(numbers(left)), list(numbers(right))
    if not isinstance(left, Array):
        a = a * len(b)
    elif not isinstance(right, Array):
        b = b * len(a)
    if len(a) != len(b):
        raise Indeterminate
    return list(zip(a, b, strict=True))


def every(truths: Iterable[Truth]) -> Truth:
    """Whether all are true: False as soon as one is false."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """Whether one is true."""
    return opposite(every(opposite(t) for t in truths))


def opposite(truth: Truth) -> Truth:
    """The negation."""
    return None if truth is None else not truth


def _equation(compiler: Compiler, proposition: Term) -> Code:
    first, second = (compiler.side(c) for c in proposition.children)
    return lambda s: equal(first(s), second(s))


def _unequal(compiler: Compiler, proposition: Term) -> Code:
    equation = _equation(compiler, proposition)
    return lambda s: opposite(equation(s))


def _ordered(compiler: Compiler, proposition: Apply) -> Code:
    first, second = (compiler.side(c) for c in proposition.children)
    test, contrary = _TESTS[proposition.head], _TESTS[NEGATION[proposition.head]]

    def run(scope: Scope) -> Truth:
        a, b = first(scope), second(scope)
        if isinstance(a, Array) or isinstance(b, Array):
            return every(_compared(test, contrary, x, y) for x, y in paired(a, b))
        return _compared(test, contrary, a, b)

    return run


def _compared(test: Callable[..., bool], contrary: Callable[..., bool], a: Any, b: Any) -> Truth:
    if test(a, b):
        return True
    return False if contrary(a, b) else None


def _settled(builder: Callable[[Compiler, Any], Code]) -> Callable[[Compiler, Any], Code]:
    """The same, but not established where a side has no value."""

    def build(compiler: Compiler, proposition: Term) -> Code:
        code = builder(compiler, proposition)

        def run(scope: Scope) -> Truth:
            try:
                return code(scope)  # type: ignore[no-any-return]  # a truth
            except (Undefined, Indeterminate):
                return None

        return run

    return build


def _member(compiler: Compiler, proposition: Term) -> Code:
    element, collection = proposition.children
    builder = _SETS.get(collection.head) if isinstance(collection, Apply) else None
    if builder is None:
        return unknown
    code, test = compiler.value(element), builder(compiler, collection)
    return lambda s: every(test(s, v) for v in numbers(code(s)))


Test = Callable[[Scope, Any], Truth]


def _interval(compiler: Compiler, collection: Term) -> Test:
    low, high, low_closed, high_closed = collection.children
    tests: list[Callable[[Scope, Any], Truth]] = []
    if low is not _MINUS_INFINITY:
        tests.append(_beyond(compiler.value(low), "ge" if low_closed.value == 1 else "gt"))  # type: ignore[attr-defined]  # a flag
    if high is not INFINITY:
        tests.append(_beyond(compiler.value(high), "le" if high_closed.value == 1 else "lt"))  # type: ignore[attr-defined]  # a flag
    return lambda s, v: every(t(s, v) for t in tests)


def _beyond(bound: Code, relation: str) -> Test:
    test, contrary = _TESTS[relation], _TESTS[NEGATION[relation]]
    return lambda s, v: _compared(test, contrary, v, bound(s))


def _integers(_: Compiler, __: Term) -> Test:
    def test(_: Scope, value: Any) -> Truth:
        real = _is_real(value)
        if real is not True:
            return real
        number = exact(value.real if type(value) is acb else value)
        if type(number) is fmpq:
            return bool(number.q == 1)
        return False if number.is_finite() and not number.contains_integer() else None

    return test


def _reals(_: Compiler, __: Term) -> Test:
    return lambda _, value: _is_real(value)


def _rationals(_: Compiler, __: Term) -> Test:
    return lambda _, value: True if type(exact(value)) is fmpq else None  # of a ball it is never known


def _is_real(value: Any) -> Truth:
    """Whether a finite number has no imaginary part."""
    if type(value) is fmpq:
        return True
    if not value.is_finite():
        return None
    if type(value) is not acb or value.imag.is_zero():
        return True
    return False if value.imag != 0 else None


def _finite_set(compiler: Compiler, collection: Term) -> Test:
    codes = [compiler.value(c) for c in collection.children]
    return lambda s, v: some(equal(v, c(s)) for c in codes)


_SETS: Final[dict[str, Callable[[Compiler, Term], Test]]] = {
    "interval": _interval,
    "integers": _integers,
    "reals": _reals,
    "rationals": _rationals,
    "finite_set": _finite_set,
}


def _and(compiler: Compiler, proposition: Term) -> Code:
    codes = [compiler.truth(c) for c in proposition.children]
    return lambda s: every(c(s) for c in codes)


def _or(compiler: Compiler, proposition: Term) -> Code:
    codes = [compiler.truth(c) for c in proposition.children]
    return lambda s: some(c(s) for c in codes)


def _not(compiler: Compiler, proposition: Term) -> Code:
    code = compiler.truth(proposition.children[0])
    return lambda s: opposite(code(s))


def _implies(compiler: Compiler, proposition: Term) -> Code:
    premise, conclusion = (compiler.truth(c) for c in proposition.children)
    return lambda s: some((opposite(premise(s)), conclusion(s)))


def _iff(compiler: Compiler, proposition: Term) -> Code:
    first, second = (compiler.truth(c) for c in proposition.children)

    def run(scope: Scope) -> Truth:
        a, b = first(scope), second(scope)
        return None if a is None or b is None else a is b

    return run


PROPOSITIONS: Final[dict[str, Builder]] = {
    "true": lambda _, __: constant(True),
    "false": lambda _, __: constant(False),
    "eq": _settled(_equation),
    "ne": _settled(_unequal),
    **dict.fromkeys(_TESTS, _settled(_ordered)),
    "member": _settled(_member),
    "and": _and,
    "or": _or,
    "not": _not,
    "implies": _implies,
    "iff": _iff,
}
