r"""Series without an end: how ``1 + x + \frac{x^2}{2!} + \dots`` goes on, found from its first terms.

A term is taken apart into a rational factor, powers and factorials. Each part has to go on in one way:
exponents and factorials in equal steps; the factor in equal steps, as a geometric sequence, or as one
over equal steps. Three terms at least have to show it, and no two ways can fit unless they agree.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Final

from derive.core.surface import Dots, Surface
from derive.core.term import (
    INFINITY,
    ONE,
    ZERO,
    Apply,
    Number,
    Symbol,
    Term,
    add,
    bind,
    multiply,
    negative,
    power,
)
from derive.elaborate.patterns import family
from derive.elaborate.reading import Reading

_LEAST: Final = 3
_FACTORIALS: Final = "factorial"


@dataclass(slots=True)
class _Parts:
    """A term as a product: a number, bases with exponents, and factorials of numbers with exponents."""

    factor: Fraction = Fraction(1)
    exponents: dict[Term, Fraction] = field(default_factory=dict)
    factorials: dict[int, Fraction] = field(default_factory=dict)


def endless(reading: Reading, items: tuple[Surface, ...], operators: tuple[str, ...]) -> Term | None:
    """The infinite sum that a sum with dots at its end stands for; None if that is not clear."""
    if sum(isinstance(i, Dots) for i in items) > 1:
        return _with_general_term(reading, items[:-1], operators[:-1])
    terms = [reading.term(i) for i in items[:-1]]
    signs = [1, *(-1 if o == "-" else 1 for o in operators)][: len(terms)]
    parts = [_apart(t) for t in terms]
    found = [p for p in parts if p is not None]
    if len(found) < max(_LEAST, len(terms)):
        return None
    for part, sign in zip(found, signs, strict=True):
        part.factor *= sign
    k = reading.counter()
    body = _general(found, k)
    return None if body is None else bind("sum", k, body, ZERO, INFINITY)


def _with_general_term(
    reading: Reading, items: tuple[Surface, ...], operators: tuple[str, ...]
) -> Term | None:
    r"""``1 + x + \dots + x^n + \dots``."""
    shown = family(reading, items) if set(operators) == {"+"} else None
    return None if shown is None else bind("sum", shown.index, shown.body, shown.start, INFINITY)


def _apart(term: Term) -> _Parts | None:
    parts = _Parts()
    return parts if _collect(term, Fraction(1), parts) and parts.factor else None


def _collect(term: Term, exponent: Fraction, parts: _Parts) -> bool:
    """Multiply ``term`` to the power of ``exponent`` into the parts; False if it cannot be taken apart."""
    if isinstance(term, Number):
        if exponent.denominator != 1 or (not term.value and exponent < 0):
            return False
        parts.factor *= Fraction(term.value) ** int(exponent)
        return True
    if isinstance(term, Apply) and term.head == "multiply":
        return all(_collect(c, exponent, parts) for c in term.children)
    if isinstance(term, Apply) and term.head == "power" and isinstance(term.children[1], Number):
        return _collect(term.children[0], exponent * Fraction(term.children[1].value), parts)
    if isinstance(term, Apply) and term.head == _FACTORIALS and isinstance(term.children[0], Number):
        number = term.children[0].value
        parts.factorials[int(number)] = parts.factorials.get(int(number), Fraction(0)) + exponent
        return number.denominator == 1
    if isinstance(term, Apply) and term.head == "add":
        return False
    parts.exponents[term] = parts.exponents.get(term, Fraction(0)) + exponent
    return True


def _general(parts: list[_Parts], k: Symbol) -> Term | None:
    """The term with index k, the first one being that for 0."""
    bases = sorted({b for p in parts for b in p.exponents}, key=lambda b: b.digest)
    exponents = [(b, _steps([p.exponents.get(b, Fraction(0)) for p in parts])) for b in bases]
    factorials = _factorials(parts)
    factor = _factor([p.factor for p in parts], k)
    if factor is None or factorials is None or any(s is None for _, s in exponents):
        return None
    powers = [power(b, _linear(s, k)) for b, s in exponents if s is not None and any(s)]
    below = [power(Apply(_FACTORIALS, _linear(s, k)), Number(e)) for s, e in factorials]
    shown = [f for f in (factor, *powers, *below) if f is not ONE]
    return multiply(*shown) if shown else ONE


def _steps(values: list[Fraction]) -> tuple[Fraction, Fraction] | None:
    """Start and step of numbers that go on in equal steps."""
    step = values[1] - values[0]
    even = all(b - a == step for a, b in pairwise(values))
    return (values[0], step) if even else None


def _factorials(parts: list[_Parts]) -> list[tuple[tuple[Fraction, Fraction], Fraction]] | None:
    """The factorial of each term, with its exponent; 0! and 1! need not be written."""
    shown = [(k, p.factorials) for k, p in enumerate(parts) if p.factorials]
    if not shown:
        return []
    if any(len(f) != 1 for _, f in shown) or len({e for _, f in shown for e in f.values()}) != 1:
        return None
    at = [(k, Fraction(next(iter(f)))) for k, f in shown]
    if len(at) < 2:  # two show the step
        return None
    step = (at[1][1] - at[0][1]) / (at[1][0] - at[0][0])
    start = at[0][1] - step * at[0][0]
    values = [start + step * k for k in range(len(parts))]
    written = dict(at)
    fits = all(v == written.get(k, v) and (k in written or v in (0, 1)) for k, v in enumerate(values))
    whole = step.denominator == 1 and start >= 0 and step > 0
    return [((start, step), next(iter(shown[0][1].values())))] if fits and whole else None


def _factor(values: list[Fraction], k: Symbol) -> Term | None:
    """The numerical factors as a function of k, with their signs."""
    signs = [v < 0 for v in values]
    alternating = all(a != b for a, b in pairwise(signs))
    if not alternating and any(signs) and not all(signs):
        return None
    sizes = [abs(v) for v in values]
    size = _size(sizes, k)
    if size is None:
        return None
    if alternating:
        turning = power(Number(-1), k) if not signs[0] else power(Number(-1), add(k, ONE))
        return turning if size is ONE else multiply(turning, size)
    return negative(size) if signs[0] else size


def _size(values: list[Fraction], k: Symbol) -> Term | None:
    ratio = values[1] / values[0]
    if all(b == a * ratio for a, b in pairwise(values)):
        geometric = ONE if ratio == 1 else power(Number(ratio), k)
        return geometric if values[0] == 1 else multiply(Number(values[0]), geometric)
    steps = _steps(values)
    if steps is not None:
        return _linear(steps, k)
    over = _steps([1 / v for v in values])
    return power(_linear(over, k), Number(-1)) if over is not None else None


def _linear(steps: tuple[Fraction, Fraction], k: Symbol) -> Term:
    start, step = steps
    if not step:
        return Number(start)
    moving: Term = k if step == 1 else multiply(Number(step), k)
    return add(moving, Number(start)) if start else moving
