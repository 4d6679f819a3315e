"""Instances of the lemmas of theory: with terms for their symbols, and series from another index on."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from derive import registry
from derive.core.sort import INTEGER
from derive.core.term import INFINITY, Binder, Number, Symbol, Term, add, bind, fresh, replace, subtract
from derive.theory.rule import Rule
from derive.theory.shorthand import integral

PACKAGE: Final = "derive.theory.lemmas"
MOST_TERMS: Final = 12


@dataclass(frozen=True, slots=True)
class Instance:
    """``left = right`` where the conditions hold; ``left`` has a value there."""

    left: Binder
    right: Term
    conditions: tuple[Term, ...]


@cache
def lemmas() -> dict[str, Rule]:
    """All lemmas by name."""
    return {r.name: r for rows in registry.discover(PACKAGE, "LEMMAS", tuple).values() for r in rows}


@cache
def finite_sums() -> tuple[Rule, ...]:
    """The lemmas about finite sums."""
    rows = (r for r in lemmas().values() if isinstance(r.left, Binder) and r.left.kind == "sum")
    return tuple(r for r in rows if INFINITY not in r.left.children)


def parameters(lemma: Rule) -> tuple[Symbol, ...]:
    """The symbols of a lemma, for which terms may stand."""
    return tuple(sorted(lemma.left.symbols, key=lambda s: s.name))


def instance(
    lemma: Rule, values: tuple[Term, ...], shift: int = 0, lower: int | None = None
) -> Instance | None:
    """The lemma with values for its symbols; a series ``sum_(k=lower) f(k + shift)`` with that of f."""
    names = parameters(lemma)
    if len(names) != len(values):
        return None
    mapping: dict[Term, Term] = dict(zip(names, values, strict=True))
    left, right = replace(lemma.left, mapping), replace(lemma.right, mapping)
    whole = (integral(v) for s, v in mapping.items() if isinstance(s, Symbol) and s.sort == INTEGER)
    conditions = (*(replace(c, mapping) for c in lemma.conditions), *whole)
    if not isinstance(left, Binder):
        return None
    if left.kind != "sum" or lower is None or left.parameters[1] is not INFINITY:
        return Instance(left, right, conditions)
    return _moved(left, right, conditions, shift, lower)


def within(found: Instance, parameters: tuple[Term, ...]) -> Instance:
    """The same with bounds that are written otherwise."""
    left = Binder(found.left.kind, found.left.variable, found.left.body, *parameters)
    return Instance(left, found.right, found.conditions)


def _moved(
    left: Binder, right: Term, conditions: tuple[Term, ...], shift: int, lower: int
) -> Instance | None:
    """The series of ``f(k + shift)`` from ``lower``: without some of its first terms, or with some more."""
    first = left.parameters[0]
    start = lower + shift
    if not isinstance(first, Number) or abs(start - int(first.value)) > MOST_TERMS:
        return None
    free = fresh("k", INTEGER, left)
    index: Term = free if shift == 0 else add(free, Number(shift))
    moved = bind("sum", free, left.open(index), Number(lower), INFINITY)
    for k in range(int(first.value), start):
        right = subtract(right, left.open(Number(k)))
    for k in range(start, int(first.value)):
        right = add(right, left.open(Number(k)))
    return Instance(moved, right, conditions)
