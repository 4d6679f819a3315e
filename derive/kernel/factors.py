"""What products and exponents are made of, as far as the choice of instructions depends on it."""

from collections.abc import Mapping
from fractions import Fraction

from derive.core.term import MINUS_ONE, ONE, Apply, Component, Number, Symbol, Term, multiply


def as_numbers(operation: str, terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms, with the condition itself for an indicator: beside a number, truth is 1 and 0."""
    bare = tuple(t.children[0] if isinstance(t, Apply) and t.head == "indicator" else t for t in terms)
    is_beside = operation in {"maximum", "minimum"} and any(b is t for b, t in zip(bare, terms, strict=True))
    return bare if is_beside else terms


def positive_part(term: Term) -> Term | None:
    """``t`` where the term is minus ``t``."""
    if isinstance(term, Number):
        return Number(-term.value) if term.value < 0 else None
    if not (isinstance(term, Apply) and term.head == "multiply"):
        return None
    first, *rest = term.children
    if not (isinstance(first, Number) and first.value < 0):
        return None
    factors = rest if first.value == -1 else [Number(-first.value), *rest]
    return factors[0] if len(factors) == 1 else Apply("multiply", *factors)


def is_log(term: Term) -> bool:
    """Whether the term is a logarithm, or one times something."""
    if not isinstance(term, Apply):
        return False
    return term.head in {"log", "log1p"} or (term.head == "multiply" and any(map(is_log, term.children)))


def split(factors: tuple[Term, ...]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Factors above and below the fraction bar."""
    over: list[Term] = []
    under: list[Term] = []
    for f in factors:
        exponent = f.children[1] if isinstance(f, Apply) and f.head == "power" else None
        if isinstance(exponent, Number) and exponent.value < 0:
            under.append(raised(f.children[0], Number(-exponent.value)))
        else:
            over.append(f)
    return tuple(over), tuple(under)


def raised(base: Term, exponent: Number) -> Term:
    """The power, without an exponent 1."""
    return base if exponent is ONE else Apply("power", base, exponent)


def rational(term: Term) -> Fraction | None:
    """The value of a number or of one over it."""
    if isinstance(term, Number):
        return term.value
    if isinstance(term, Apply) and term.head == "power" and term.children[1] is MINUS_ONE:
        base = term.children[0]
        return 1 / base.value if isinstance(base, Number) and base.value else None
    return None


def is_power_of_two(number: Fraction) -> bool:
    """Whether products with the number are exact."""
    return abs(number.numerator).bit_count() == 1 == number.denominator.bit_count()


def is_argument(factors: list[Term]) -> bool:
    """Whether the product is one entry of an argument."""
    return len(factors) == 1 and isinstance(factors[0], Component)


def grouped(factors: list[Term], running: Mapping[Symbol, int]) -> list[list[Term]]:
    """Factors by the ``running`` indices in them; of more than two groups, those within another join it.

    Of one group, an argument stays by itself, since products and sums in one go need no room.
    """
    groups: dict[frozenset[Term], list[Term]] = {}
    for f in factors:
        groups.setdefault(frozenset(s for s in f.symbols if s in running), []).append(f)
    while len(groups) > 2:
        pairs = [(a, b) for a in groups for b in groups if a < b]
        if not pairs:
            break
        small, large = min(pairs, key=lambda p: (len(p[0]), is_argument(groups[p[1]]), len(p[1])))
        groups[large].append(multiply(*groups.pop(small)))
    if len(groups) == 1 and len(factors) > 1 and not any(map(is_log, factors)):
        plain: list[Term] = []
        plain += [f for f in factors if isinstance(f, Component)][:1]
        return [[f for f in factors if f not in plain], plain] if plain and plain != factors else [factors]
    return list(groups.values())
