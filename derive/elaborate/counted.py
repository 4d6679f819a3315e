"""How many solutions an equation, a system or a condition has, and how many zeros a function."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from derive.algebra.definedness import definedness
from derive.algebra.facts_polynomials import expanded
from derive.core.sort import REAL
from derive.core.surface import Chain, Listing, Surface
from derive.core.term import ZERO, Apply, Symbol, Term, bind, replace
from derive.elaborate.reading import Reading
from derive.elaborate.sentences import Spoken, value_of, within_of

UNKNOWN: Final = (frozenset("xyzw"), frozenset("uv"), frozenset("t"))
COUNTS: Final = {
    "no": 0, "never": 0, "keine": 0,
    "one": 1, "a": 1, "an": 1, "eine": 1, "einen": 1,
    "two": 2, "zwei": 2, "three": 3, "drei": 3, "four": 4, "vier": 4,
}  # fmt: skip


def solutions(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """That relations together have so many solutions."""
    nodes = (node, *(spoken.parts[k] for k in ("second", "third") if k in spoken.parts))
    if not all(isinstance(n, Chain | Listing) for n in nodes):
        return None
    found = [reading.term(n) for n in nodes]
    said = found[0] if len(found) == 1 else Apply("and", *found)
    condition = reading.term(spoken.parts["if"]) if "if" in spoken.parts else None
    given = frozenset[Symbol]() if condition is None else condition.symbols
    unknown = _unknown(reading, said, given)
    return _counted(reading, spoken, said, unknown) if unknown else None


def zeros(reading: Reading, spoken: Spoken, node: Surface) -> Term | None:
    """That a function has so many zeros."""
    found = value_of(reading, node)
    if found is None:
        return None
    zero, within = Apply("eq", found[0], ZERO), within_of(reading, spoken, found[1])
    return _counted(reading, spoken, Apply("and", *within, zero) if within else zero, (found[1],))


def _unknown(reading: Reading, said: Term, given: frozenset[Symbol]) -> tuple[Symbol, ...]:
    """What is to be found: of x, y, .. and then other letters those of which nothing was said."""
    free = [s for s in sorted(said.symbols, key=lambda s: s.name) if s.sort == REAL and s not in given]
    for letters in UNKNOWN:
        named = [s for s in free if s.name.partition("_")[0] in letters]
        if named:
            new = [s for s in named if reading.scope.lookup(s.name) is None]
            return tuple(new or named)
    return tuple(free) if len(free) == 1 else ()


def _counted(reading: Reading, spoken: Spoken, said: Term, unknown: tuple[Symbol, ...]) -> Term | None:
    words = spoken.words
    if "many" in words:
        return _several(reading, said, unknown) if _is_linear(said, unknown) else None
    count = COUNTS[words["count"]] if "count" in words else 1
    if count == 0:
        inside = _inside(said, unknown)
        return (
            _every(unknown, _under(inside, _denied(said))) if inside else Apply("not", _some(unknown, said))
        )
    exactly = "exactly" in words or (count > 1 and not {"least", "most"} & {*words})
    if len(unknown) > 1:
        return _unique(reading, said, unknown, words) if count == 1 else None
    x = unknown[0]
    if "most" in words:
        return _at_most(reading, said, x, count)
    some = _at_least(reading, said, x, count)
    return Apply("and", some, _at_most(reading, said, x, count)) if exactly else some


def _at_least(reading: Reading, said: Term, x: Symbol, count: int) -> Term:
    """There are so many values of x, one behind the other."""
    found = _ascending(reading, x, count)
    return _some(found, _all_of(said, x, found))


def _at_most(reading: Reading, said: Term, x: Symbol, count: int) -> Term:
    """There are no more values of x than so many."""
    found = _ascending(reading, x, count + 1)
    inside = _inside(said, (x,))
    if not inside:
        return Apply("not", _some(found, _all_of(said, x, found)))
    parts = [_denied(p) for s in found for p in _parts(replace(said, {x: s}))]
    statement: Term = Apply("or", *(Apply("ge", a, b) for a, b in pairwise(found)), *parts)
    return _every(found, _under(tuple(replace(c, {x: s}) for s in found for c in inside), statement))


def _inside(said: Term, unknown: Sequence[Symbol]) -> tuple[Term, ...]:
    """What numbers satisfy for which an equation has a meaning: only these may be solutions."""
    return tuple(c for c in definedness(said) if c.symbols & {*unknown})


def _denied(said: Term) -> Term:
    return (
        Apply("ne", *said.children) if isinstance(said, Apply) and said.head == "eq" else Apply("not", said)
    )


def _under(conditions: tuple[Term, ...], statement: Term) -> Term:
    """What is said under one condition after the other."""
    for condition in reversed(conditions):
        statement = Apply("implies", condition, statement)
    return statement


def _ascending(reading: Reading, x: Symbol, count: int) -> tuple[Symbol, ...]:
    return (x, *(reading.loose(x.name + "'" * k, REAL) for k in range(1, count)))


def _all_of(said: Term, x: Symbol, found: Sequence[Symbol]) -> Term:
    """What is said of all of some numbers that ascend."""
    parts = [p for s in found for p in _parts(replace(said, {x: s}))]
    order = [Apply("lt", a, b) for a, b in pairwise(found)]
    return Apply("and", *parts, *order) if len(parts) + len(order) > 1 else parts[0]


def _others(reading: Reading, unknown: Sequence[Symbol]) -> dict[Term, Symbol]:
    return {s: reading.loose(f"{s.name}'", REAL) for s in unknown}


def _unique(reading: Reading, said: Term, unknown: tuple[Symbol, ...], words: Mapping[str, str]) -> Term:
    others = _others(reading, unknown)
    same = Apply("and", *(Apply("eq", b, a) for a, b in others.items()))
    alone = _every(tuple(others.values()), Apply("implies", replace(said, dict(others.items())), same))
    if "most" in words:
        return _every(unknown, Apply("implies", said, alone))
    return _some(unknown, Apply("and", *_parts(said), alone) if "exactly" in words else said)


def _several(reading: Reading, said: Term, unknown: tuple[Symbol, ...]) -> Term:
    """Two different solutions of linear equations, with which the whole line through them solves them."""
    others = _others(reading, unknown)
    apart = [Apply("ne", a, b) for a, b in others.items()]
    different = apart[0] if len(apart) == 1 else Apply("or", *apart)
    both = Apply("and", *_parts(said), *_parts(replace(said, dict(others.items()))), different)
    return _some((*unknown, *others.values()), both)


def _parts(said: Term) -> tuple[Term, ...]:
    return said.children if isinstance(said, Apply) and said.head == "and" else (said,)


def _every(variables: Sequence[Symbol], said: Term) -> Term:
    for x in reversed(variables):
        said = bind("forall", x, said)
    return said


def _some(variables: Sequence[Symbol], said: Term) -> Term:
    for x in reversed(variables):
        said = bind("exists", x, said)
    return said


def _is_linear(said: Term, unknown: Sequence[Symbol]) -> bool:
    """Whether relations are equations of the first degree in the unknowns."""
    return all(
        isinstance(p, Apply) and p.head == "eq" and all(_first_degree(c, unknown) for c in p.children)
        for p in _parts(said)
    )


def _first_degree(term: Term, unknown: Sequence[Symbol]) -> bool:
    for monomial in expanded(term) if term.symbols & set(unknown) else ():
        powers = [(base, exponent) for base, exponent in monomial if base.symbols & set(unknown)]
        if any(base not in unknown or exponent != 1 for base, exponent in powers) or len(powers) > 1:
            return False
    return True
