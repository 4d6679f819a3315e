"""Small steps for sums: taken apart, constants before them, telescoping and geometric sums."""

from collections.abc import Iterator
from itertools import product
from math import prod
from typing import Final

from derive.core.term import (
    INFINITY,
    MINUS_ONE,
    ONE,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    negative,
    power,
    rewrite,
    subterms,
    subtract,
)
from derive.prove.exposition.forms import at, bound, factors, is_head, quotient, summands
from derive.prove.exposition.tidy import tidied

MOST_SUMMANDS: Final = 9
_HIGHEST: Final = 3
_FEW: Final = 3


def multiplied_out(term: Term) -> Term | None:
    """What is summed, as a sum."""
    found = bound(term, "sum")
    if found is None or not isinstance(term, Binder):
        return None
    body = _expanded(found[1])
    return None if body is found[1] else bind("sum", found[0], body, *term.parameters)


def _expanded(body: Term) -> Term:
    """A product of sums, or a small power of one, multiplied out; else the term itself."""
    above, below = quotient(body)
    if isinstance(below, Apply) and below.head == "add":
        return body
    choices: list[tuple[Term, ...]] = []
    for factor in factors(above):
        times = 1
        if isinstance(factor, Apply) and factor.head == "power" and isinstance(factor.children[1], Number):
            exponent = factor.children[1].value
            if (
                exponent.denominator == 1
                and 1 < exponent <= _HIGHEST
                and len(summands(factor.children[0])) > 1
            ):
                factor, times = factor.children[0], int(exponent)  # noqa: PLW2901  # the base, as often
        choices += [summands(factor)] * times
    if all(len(c) == 1 for c in choices) or prod(map(len, choices)) > MOST_SUMMANDS:
        return body
    inverse = () if below is ONE else (power(below, MINUS_ONE),)
    return collected(add(*(multiply(*parts, *inverse) for parts in product(*choices))))


def collected(total: Term) -> Term:
    """A sum in which equal summands are put together."""
    counts: dict[Term, Term] = {}
    for part in summands(tidied(total)):
        number = [f for f in factors(part) if isinstance(f, Number)]
        rest = sorted((f for f in factors(part) if not isinstance(f, Number)), key=lambda t: t.digest)
        key = multiply(*rest) if rest else ONE
        shown = multiply(*(f for f in factors(part) if not isinstance(f, Number))) if rest else ONE
        value = number[0].value if number else Number(1).value
        before = counts.get(key)
        old = (
            next((f.value for f in factors(before) if isinstance(f, Number)), Number(1).value)
            if before
            else 0
        )
        counts[key] = multiply(Number(old + value), shown)
    return tidied(add(*counts.values()))


def exponent_out(term: Term) -> Term | None:
    """An exponent as a sum."""
    if not is_head(term, "exp"):
        return None
    (exponent,) = term.children
    new = _expanded(exponent)
    return None if new is exponent else Apply("exp", new)


def split_sum(term: Term) -> Term | None:
    """The sum of a sum is the sum of the sums."""
    found = bound(term, "sum")
    if found is None or not isinstance(term, Binder) or len(summands(found[1])) < 2:
        return None
    variable, body = found
    return add(*(bind("sum", variable, part, *term.parameters) for part in summands(body)))


def constant_out(term: Term) -> Term | None:
    """Factors without the index stand before the sum; what is constant counts once for each term."""
    found = bound(term, "sum")
    if found is None or not isinstance(term, Binder):
        return None
    variable, body = found
    low, high = term.parameters
    outer = [f for f in factors(body) if variable not in f.symbols]
    inner = [f for f in factors(body) if variable in f.symbols]
    if not inner and high is not INFINITY:
        return multiply(add(high, ONE, negative(low)), body) if low is not ONE else multiply(high, body)
    if not outer or outer == [ONE] or not inner:
        return None
    return multiply(*outer, bind("sum", variable, multiply(*inner), low, high))


def difference_of_terms(term: Term) -> Term | None:
    """``sum (g(k) - g(k+1)) = g(low) - g(high+1)``, and the other way round."""
    found = bound(term, "sum")
    if found is None or not isinstance(term, Binder) or len(summands(found[1])) != 2:
        return None
    variable, body = found
    low, high = term.parameters
    first, second = summands(body)
    for g, other in ((first, second), (second, first)):
        later = tidied(negative(at(g, variable, add(variable, ONE))))
        if later is tidied(other):
            return subtract(at(g, variable, low), at(g, variable, add(high, ONE)))
    return None


def differences(term: Term) -> Iterator[tuple[Term, str]]:
    """A sum of neighbouring differences, at once."""
    found = difference_of_terms(term)
    if found is not None:
        yield tidied(found), "telescoping"


def geometric(term: Term) -> Term | None:
    """``sum_{k=m}^infinity c q^k = c q^m / (1 - q)``."""
    found = bound(term, "sum")
    if found is None or not isinstance(term, Binder) or term.parameters[1] is not INFINITY:
        return None
    variable, body = found
    ratio = _ratio(body, variable)
    if ratio is None:
        return None
    return multiply(at(body, variable, term.parameters[0]), power(subtract(ONE, ratio), MINUS_ONE))


def _ratio(body: Term, variable: Symbol) -> Term | None:
    """The quotient of neighbouring terms, where each factor is a constant to the power of the index."""
    found: list[Term] = []
    for factor in factors(body):
        if variable not in factor.symbols:
            continue
        if not (isinstance(factor, Apply) and factor.head == "power"):
            return None
        base, exponent = factor.children
        if isinstance(base, Apply) and base.head == "power" and exponent is MINUS_ONE:
            base, exponent = power(base.children[0], MINUS_ONE), base.children[1]
        step = tidied(subtract(at(exponent, variable, ONE), at(exponent, variable, Number(0))))
        straight = tidied(subtract(at(exponent, variable, Number(2)), at(exponent, variable, ONE))) is step
        if variable in base.symbols or not straight:
            return None
        found.append(power(base, step) if step is not ONE else base)
    return tidied(multiply(*found)) if found else None


def taken_apart(term: Term) -> Term:
    """Exponentials of sums with summands that can be put before a sum, taken apart everywhere."""
    free = frozenset(s for t in subterms(term) for s in _free_of_index(t))
    if not free:
        return term

    def rule(part: Term) -> Term | None:
        if not (isinstance(part, Apply) and part.head == "exp"):
            return None
        inside = summands(part.children[0])
        own = [s for s in inside if s in free]
        rest = [s for s in inside if s not in free]
        if not own or not rest:
            return None
        return multiply(Apply("exp", add(*rest)), *(Apply("exp", s) for s in own))

    return rewrite(term, rule)


def _free_of_index(term: Term) -> Iterator[Term]:
    """Summands of exponents below a sum that do not have its index in them."""
    found = bound(term, "sum")
    if found is None:
        return
    variable, body = found
    for part in subterms(body):
        if isinstance(part, Apply) and part.head == "exp" and variable in part.symbols:
            parts = summands(part.children[0])
            loose = any(s.is_bound for s in part.symbols)
            yield from (s for s in parts if variable not in s.symbols and len(parts) > 1 and not loose)


def combined(term: Term) -> Term | None:
    """A sum with quotients in it over a common denominator."""
    parts = [quotient(s) for s in summands(term)]
    below = list(dict.fromkeys(b for _, b in parts if b.symbols))
    if not below or not 1 < len(parts) <= _FEW or any(b is not ONE and not b.symbols for _, b in parts):
        return None
    tops = (_expanded(multiply(a, *(d for d in below if d is not b))) for a, b in parts)
    above = collected(add(*(s for top in tops for s in summands(top))))
    return multiply(above, *(power(d, MINUS_ONE) for d in below))
