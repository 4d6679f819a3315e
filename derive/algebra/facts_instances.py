"""Inequalities that the atoms of a polynomial bring with them.

What theory says of a function's values; that a maximum is at least, and a sum of
non-negative values no less than, each of its values; what is stated for all indices.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, product
from typing import Final

from flint import fmpq

from derive.algebra.facts_hypotheses import ORDERED, Universal, ordered, unified
from derive.algebra.facts_known import Known, around_body
from derive.algebra.facts_linear import Constraint
from derive.algebra.facts_polynomials import combination, expanded
from derive.algebra.signs import NEGATIVE
from derive.core.sort import INTEGER
from derive.core.term import INFINITY, Apply, Binder, Component, Symbol, Term, replace, subterms
from derive.theory.function import function

MOST_INDICES: Final = 6
MOST_INSTANCES: Final = 24


def instances(facts: Known, atoms: tuple[Term, ...]) -> Iterator[Constraint]:
    """Constraints that hold where the atoms are defined."""
    for atom in atoms:
        if isinstance(atom, Binder):
            yield from _of_binder(facts, atom, atoms)
        elif isinstance(atom, Apply):
            yield from _of_function(atom)
    for statement in facts.universals:
        yield from of_universal(facts, statement, atoms)


def constraints_of(relation: Apply) -> Iterator[Constraint]:
    """The relation as constraints."""
    relation = ordered(relation)
    if relation.head not in ORDERED or relation.head == "ne":
        return
    left, right = relation.children
    form = combination(expanded(right), expanded(left), fmpq(-1))
    yield Constraint(form, relation.head == "lt")
    if relation.head == "eq":
        yield Constraint({m: -c for m, c in form.items()}, False)


def _of_function(atom: Apply) -> Iterator[Constraint]:
    record = function(atom.head)
    if record is None or (record.variadic and len(atom.children) == 1):
        return
    for fact in record.facts(*atom.children):
        if isinstance(fact, Apply):
            yield from constraints_of(fact)


_EXTREMES: Final = {"maximum": 1, "minimum": -1, "sum": 1}


def _of_binder(facts: Known, binder: Binder, atoms: tuple[Term, ...]) -> Iterator[Constraint]:
    if binder.kind not in _EXTREMES:
        return
    if binder.kind == "sum" and around_body(facts, binder).sign & NEGATIVE:
        return
    sign = fmpq(_EXTREMES[binder.kind])
    whole = {m: sign * c for m, c in expanded(binder).items()}
    for index in _indices(atoms):
        if _lies_in(facts, index, binder):
            yield Constraint(combination(whole, expanded(binder.open(index)), -sign), False)


def _indices(atoms: Iterable[Term]) -> list[Term]:
    """Integer terms at which a binder's body may be looked at: the indices in sight."""
    found: dict[Term, None] = {}
    for atom in atoms:
        for part in subterms(atom):
            if isinstance(part, Component):
                found.update(dict.fromkeys(i for i in part.indices if _is_free(i)))
            elif isinstance(part, Symbol) and part.sort == INTEGER and _is_free(part):
                found[part] = None
    return list(islice(found, MOST_INDICES))


def _is_free(term: Term) -> bool:
    return not any(s.is_bound for s in term.symbols)


def _lies_in(facts: Known, index: Term, binder: Binder) -> bool:
    low, high = binder.parameters
    below = high is INFINITY or facts.proves(Apply("le", index, high))
    return below and facts.proves(Apply("le", low, index)) and _is_whole(facts, index)


def _is_whole(facts: Known, index: Term) -> bool:
    return facts.range(index).whole


def of_universal(facts: Known, statement: Universal, atoms: tuple[Term, ...]) -> Iterator[Constraint]:
    """What a statement about all values says of values that occur in the atoms."""
    for relation in instantiated(facts, statement, atoms):
        yield from constraints_of(relation)


def instantiated(facts: Known, statement: Universal, atoms: tuple[Term, ...]) -> Iterator[Apply]:
    """The relations that a statement about all values implies for values that occur in the atoms."""
    matches = _matches(statement, atoms)
    if any(not m for m in matches):
        return
    for values in islice(product(*matches), MOST_INSTANCES):
        mapping: dict[Term, Term] = dict(zip(statement.variables, values, strict=True))
        if _fits(facts, mapping) and all(facts.proves(replace(p, mapping)) for p in statement.premises):
            for conclusion in statement.conclusions:
                relation = replace(conclusion, mapping)
                if isinstance(relation, Apply):
                    yield relation


def _matches(statement: Universal, atoms: tuple[Term, ...]) -> list[list[Term]]:
    """For each variable the values at which a pattern of the statement occurs in the atoms."""
    found: list[dict[Term, None]] = [{} for _ in statement.variables]
    parts = dict.fromkeys(p for a in atoms for p in subterms(a) if _may_match(p) and _is_free(p))
    for part in parts:
        for pattern in statement.patterns:
            mapping = unified(pattern, part, statement.variables)
            for k, variable in enumerate(statement.variables):
                if mapping and variable in mapping:
                    found[k][mapping[variable]] = None
    return [list(islice(f, MOST_INDICES)) for f in found]


def _may_match(part: Term) -> bool:
    """Whether a term is an entry or a value of a function, as all patterns are."""
    return type(part) is Component or (type(part) is Apply and part.head == "apply")


def _fits(facts: Known, mapping: dict[Term, Term]) -> bool:
    """Whether the values have the sorts of the variables; an integer must be known to be one."""
    return all(
        not isinstance(v, Symbol) or v.sort != INTEGER or _is_whole(facts, t) for v, t in mapping.items()
    )
