"""Infinite sums and products, enclosed by their first terms and a bound of the rest.

Where the quotient of neighbouring terms stays below a number below 1, a geometric series bounds the
rest. Else the rest is an integral by the formula of Euler and Maclaurin,

    sum_(k=N) g(k) = integral_N g + g(N)/2 - g'(N)/12 + g'''(N)/720 + r,  |r| <= integral_N |g''''| / 720,

and terms of alternating sign are taken in pairs.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

import flint
from flint import arb, fmpq

from derive.algebra.balls_integrals_ends import towards
from derive.algebra.balls_integrals_outlook import (
    VARIABLE,
    End,
    Outlook,
    canonical,
    code_of,
    derivatives,
    value_at,
    with_numbers,
)
from derive.algebra.balls_integrals_scales import Beyond
from derive.algebra.balls_numbers import Indeterminate, Undefined, integer, is_zero
from derive.algebra.balls_program import Builder, Code, Compiler, Scope
from derive.core.sort import INTEGER
from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    TWO,
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    divide,
    multiply,
    replace,
    subterms,
    subtract,
)

INDEX: Final = Symbol("@k", INTEGER)
STARTS: Final = (8, 32, 128, 512)
MOST_TERMS: Final = 1_000
FIRST_OF_REST: Final = 100
FIRST_OF_AVERAGES: Final = 400
_FAR: Final = End(None, None, 1)


def infinite(finite: Builder) -> Builder:
    """The builder of a sum or product that must be finite, for bounds of both kinds."""

    def build(compiler: Compiler, binder: Binder) -> Code:
        if INFINITY not in binder.parameters:
            return finite(compiler, binder)
        code = _builder(compiler, binder)

        def run(scope: Scope) -> Any:
            value = code(scope)
            if not value.is_finite():
                raise Undefined
            return value

        return run

    return build


def extended(compiler: Compiler, binder: Binder) -> Code:
    """The code of a sum or product that may be infinite."""
    return _builder(compiler, binder) if INFINITY in binder.parameters else compiler.value(binder)


def _builder(compiler: Compiler, binder: Binder) -> Code:
    if not binder.symbols:
        return lambda _: _closed(binder, flint.ctx.prec)
    return _code(compiler, binder)


def _closed(binder: Binder, precision: int) -> Any:
    value, error = _once(binder, precision)
    if error is not None:
        raise error
    return value


@lru_cache(maxsize=1 << 9)
def _once(binder: Binder, precision: int) -> tuple[Any, type[Exception] | None]:
    """The value of a binder without free symbols, worked out once."""
    before, flint.ctx.prec = flint.ctx.prec, precision
    try:
        return _code(Compiler(binder), binder)(Scope({})), None
    except (Undefined, Indeterminate) as error:
        return None, type(error)
    finally:
        flint.ctx.prec = before


def _code(compiler: Compiler, binder: Binder) -> Code:
    low, body = compiler.value(binder.parameters[0]), compiler.value(binder.body)
    size = sum(1 for _ in subterms(binder.body))
    rest = _rest_of_sum if binder.kind == "sum" else _rest_of_product

    def run(scope: Scope) -> Any:
        if binder.parameters[1] is not INFINITY:
            raise Indeterminate
        first = integer(low(scope))

        def term(k: int) -> Any:
            scope.charge(size)
            inner = scope.inside()
            inner[binder.variable] = fmpq(k)
            return body(inner)

        opened = with_numbers(binder.open(INDEX), scope, INDEX)
        if opened is None:
            raise Indeterminate
        return rest(_Terms(opened, term, first, scope))

    return run


class _Terms:
    """The terms of a series: as a term in :data:`INDEX`, and their values."""

    def __init__(self, term: Term, value: Callable[[int], Any], first: int, scope: Scope) -> None:
        self.term = term
        self.value = value
        self.first = first
        self.scope = scope

    def total(self, stop: int) -> Any:
        """The sum of the terms before ``stop``."""
        return sum((self.value(k) for k in range(self.first, stop)), fmpq(0))


def _real(term: Term) -> Term:
    return replace(term, {INDEX: VARIABLE})


def _view(start: int, scope: Scope) -> Outlook:
    return Outlook(_FAR, scope, Beyond(arb(start)))


def _rest_of_sum(terms: _Terms) -> arb:
    found = _geometric(terms)
    if found is None:
        sign, plain = _alternating(terms.term)
        found = _euler_maclaurin(terms, None) if sign is None else _in_pairs(terms, plain, sign)
    return found


def _geometric(terms: _Terms) -> arb | None:
    """By the quotient of neighbouring terms; None where that tends to 1 or is not known."""
    following = replace(terms.term, {INDEX: add(INDEX, ONE)})
    known = (at_least_one(INDEX),)
    quotient = canonical(divide(following, terms.term), known)
    if quotient is None or canonical(subtract(following, multiply(quotient, terms.term)), known) is not ZERO:
        return None
    for start in STARTS:
        begin = max(start, terms.first + 1)
        view = _view(begin, terms.scope)
        try:
            scale = view.of(_real(quotient))
            if scale.power > 0 and scale.sign and not scale.rates:
                return _growing(terms, begin, scale.sign)
            around = view.beyond.values(scale)
        except (Indeterminate, Undefined):
            continue
        if abs(around) < 1:
            return _summed(terms, begin, around)
        if around > 1 or around < -1:
            return _growing(terms, begin, 1 if around > 0 else -1)
    return None


def at_least_one(index: Symbol) -> Term:
    """That an index is at least 1."""
    return Apply("le", ONE, index)


def _growing(terms: _Terms, start: int, sign: int) -> arb:
    """Infinite, with the sign of the terms, which never vanish again and do not tend to 0."""
    value = terms.value(start)
    if sign > 0 and value > 0:
        return arb.pos_inf()
    if sign > 0 and value < 0:
        return arb.neg_inf()
    if value > 0 or value < 0:
        raise Undefined
    raise Indeterminate


def _summed(terms: _Terms, start: int, quotient: arb) -> arb:
    total = terms.total(start)
    ratio = quotient.abs_upper()
    small = arb(2) ** -flint.ctx.prec
    for k in range(start, start + MOST_TERMS):
        value = terms.value(k)
        rest = abs(arb(value)).upper() / (1 - ratio)
        if rest < small or k == start + MOST_TERMS - 1:
            return arb(total) + arb(0).union(rest).union(-rest)
        total = arb(total) + value
    raise Indeterminate


def _alternating(term: Term) -> tuple[Term | None, Term]:
    """The factor ``(-1)^(k + c)`` of a term, if it has one, and the rest."""
    factors = term.children if isinstance(term, Apply) and term.head == "multiply" else (term,)
    for i, factor in enumerate(factors):
        if isinstance(factor, Apply) and factor.head == "power" and factor.children[0] is MINUS_ONE:
            return factor, multiply(*factors[:i], *factors[i + 1 :], ONE)
        if isinstance(factor, Apply) and factor.head == "multiply":
            sign, rest = _alternating(factor)
            if sign is not None:
                return sign, multiply(*factors[:i], rest, *factors[i + 1 :])
    return None, term


def _in_pairs(terms: _Terms, plain: Term, sign: Term) -> arb:
    """``s(0) (g(N) - g(N+1) + g(N+2) - ..)``, where g tends to 0."""
    if canonical(multiply(sign, replace(sign, {INDEX: add(INDEX, ONE)})), ()) is not MINUS_ONE:
        raise Indeterminate
    start = max(FIRST_OF_REST, terms.first)
    view = _view(start, terms.scope)
    size = view.of(_real(plain))
    if not view.beyond.falls(size) or (size.is_bounded and not is_zero(size.factor)):
        if size.sign:
            raise Undefined
        raise Indeterminate
    try:
        return _paired(terms, plain, sign, start)
    except Indeterminate:
        return _averaged(terms, plain, sign)


def _paired(terms: _Terms, plain: Term, sign: Term, start: int) -> arb:
    """The pairs of neighbouring terms, as a series of its own."""
    even = replace(plain, {INDEX: add(Number(start), multiply(TWO, INDEX))})
    following = replace(plain, {INDEX: add(Number(start), multiply(TWO, INDEX), ONE)})
    pair = canonical(subtract(even, following), (at_least_one(INDEX),))
    if pair is None:
        raise Indeterminate

    def value(k: int) -> Any:
        return terms.value(start + 2 * k) + terms.value(start + 2 * k + 1)

    leading = code_of(replace(sign, {INDEX: Number(start)}))(terms.scope)
    rest = _euler_maclaurin(_Terms(multiply(Number(int(leading)), pair), value, 0, terms.scope), None)
    return arb(terms.total(start)) + rest


def _averaged(terms: _Terms, plain: Term, sign: Term) -> arb:
    """``g(N)/2`` and at most half of ``g(N) - g(N+1)``, where g decreases to 0 and is convex."""
    real = _real(plain)
    view = _view(FIRST_OF_AVERAGES, terms.scope)
    slopes = [derivatives(real, n) for n in (1, 2)]
    if any(k is None or not all(_holds(c, view) for c in k[1]) for k in slopes):
        raise Indeterminate
    signs = [view.of(k[0]).sign for k in slopes if k is not None]
    if signs not in ([-1, 1], [1, -1]):
        raise Indeterminate
    start = max(FIRST_OF_AVERAGES, terms.first)
    first, second = arb(terms.value(start)), arb(terms.value(start + 1))
    return arb(terms.total(start)) + first / 2 + arb(0).union((first + second) / 2)


def _euler_maclaurin(terms: _Terms, plain: Term | None) -> arb:
    simple = canonical(terms.term, (at_least_one(INDEX),)) if plain is None else plain
    real = _real(terms.term if simple is None or _has_factorials(terms.term, simple) else simple)
    start = max(FIRST_OF_REST, terms.first)
    view = _view(start, terms.scope)
    scale = view.of(real)
    infinite_sign = view.beyond.diverges(scale)
    if infinite_sign:
        terms.total(start)
        return arb.pos_inf() if infinite_sign > 0 else arb.neg_inf()
    known = [derivatives(real, n) for n in (1, 3, 4)]
    if any(k is None or not all(_holds(c, view) for c in k[1]) for k in known):
        raise Indeterminate
    first, third, fourth = (k[0] for k in known if k is not None)
    bound = view.beyond.remainder(view.of(fourth)).abs_upper() / 720
    place = fmpq(start)
    at = [arb(value_at(t, place, terms.scope)) for t in (real, first, third)]
    rest = towards(real, _FAR, arb(start), terms.scope) + at[0] / 2 - at[1] / 12 + at[2] / 720
    return arb(terms.total(start)) + rest + arb(0).union(bound).union(-bound)


def _has_factorials(term: Term, simple: Term) -> bool:
    """Whether the normal form is no better: only where factorials cancel is it preferred."""
    before, after = (
        any(isinstance(t, Apply) and t.head in {"factorial", "gamma", "binomial"} for t in subterms(form))
        for form in (term, simple)
    )
    return after or not before


def _holds(condition: Term, view: Outlook) -> bool:
    """Whether a relation holds for all numbers beyond the start."""
    if not isinstance(condition, Apply) or condition.head not in _SIGNS:
        return False
    try:
        sign = view.of(subtract(*reversed(condition.children))).sign
    except (Indeterminate, Undefined):
        return False
    return sign in _SIGNS[condition.head]


_SIGNS: Final[dict[str, tuple[int, ...]]] = {"lt": (1,), "le": (1,), "gt": (-1,), "ge": (-1,), "ne": (1, -1)}


def _rest_of_product(terms: _Terms) -> arb:
    """The first factors times ``exp`` of the sum of the logarithms of the others, which are positive."""
    start = max(FIRST_OF_REST, terms.first)
    before = fmpq(1)
    for k in range(terms.first, start):
        before = before * terms.value(k)
    if before == 0:
        return arb(0)

    def value(k: int) -> Any:
        return arb(terms.value(k)).log()

    logarithms = _Terms(Apply("log", terms.term), value, start, terms.scope)
    rest = _euler_maclaurin(logarithms, None)
    if rest.is_finite():
        return arb(before) * rest.exp()
    if rest < 0:
        return arb(0)
    return arb.pos_inf() if before > 0 else arb.neg_inf()
