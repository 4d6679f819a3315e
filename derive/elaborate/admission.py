"""What an equation in the text is: a definition, something about what is defined, or to be solved."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.signs import NEGATIVE, POSITIVE
from derive.core.sort import INTEGER
from derive.core.source import UnreadableError
from derive.core.surface import (
    Chain,
    Differential,
    Fence,
    Formula,
    Grid,
    Juxtaposed,
    Name,
    Radical,
    Scripted,
    Surface,
)
from derive.core.term import ONE, Apply, Symbol
from derive.elaborate.arrays import shape
from derive.elaborate.chains import Draft
from derive.elaborate.declarations import define
from derive.elaborate.definable import head_and_parameters, is_definable
from derive.elaborate.formulas import is_equation, is_sort
from derive.elaborate.names import label_of, name_of, names_in, text_of
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.sections import Sections
from derive.elaborate.sets import number_set
from derive.elaborate.walk import nodes
from derive.theory.function import by_letter, by_spelling

_NEVER_NEGATIVE: Final = frozenset(("r", "R", "s", "d", "\\rho", "\\sigma", "\\omega"))
_FREQUENCIES: Final = frozenset(("\\omega",))


def defines(
    at: Sections, node: Surface, *, bare: bool = False, said: Sequence[Surface] = (), anew: bool = False
) -> bool:
    """Define f if this is ``f(x) = ...``, or also ``c = ...`` where a ``bare`` name may be meant.

    ``said`` are the conditions that are stated with it; ``anew`` lets what has a value have another.
    """
    if not isinstance(node, Chain) or node.relations[0].sign not in ("=", ":=") or None in node.terms:
        return False
    left, right = node.terms[:2]
    if left is not None and right is not None and _defines_square(at, left, right):
        return True
    known = _has_value(at.part, node) or _has_values(at.part, node, constant=bare)
    again = anew and known and not at.owns(node)
    always = node.relations[0].sign == ":=" or again
    shown = head_and_parameters(left) if left is not None else None
    if left is None or right is None or shown is None or not (shown[1] or always or bare or said):
        return False
    if not (again or is_definable(at.part, left, right, always=always, within=at.exercise)):
        return False
    try:
        found = define(at.part, left, right, said=said)
    except UnreadableError:
        return False
    if again:
        at.paragraph.bindings.pop(found.name, None)
    return True


def _has_value(scope: Scope, node: Chain) -> bool:
    """Whether a lone name was said to be some number, and now is said to be one that has no names."""
    left, right = node.terms[0], node.terms[-1]
    meaning = scope.lookup(name_of(left) or "") if isinstance(left, Name) else None
    closed = isinstance(meaning, Definition) and not meaning.body.symbols and not shape(meaning.body)
    return closed and len(node.terms) == 2 and right is not None and not names_in(right)


def _has_values(scope: Scope, node: Chain, *, constant: bool) -> bool:
    """Whether a function or sequence was defined, and is said to be another one: "now let f(x) = x^3".

    ``constant`` lets its values be all the same.
    """
    left, right = node.terms[0], node.terms[-1]
    shown = head_and_parameters(left) if left is not None and len(node.relations) == 1 else None
    if shown is None or right is None:
        return False
    head, variables = shown
    indexed = isinstance(head, Scripted) and head.sub is not None and not variables
    name = f"{name_of(head.base)}_" if indexed and isinstance(head, Scripted) else label_of(head)
    if name is None or not isinstance(scope.lookup(name), Definition):
        return False
    own = {label_of(v) for v in variables} if not indexed else names_in(head) - {name[:-1]}
    used = names_in(right)
    varies = not own.isdisjoint(used) or (constant and bool(own))
    return varies and name not in used and name.rstrip("_") not in used


def defines_in_pieces(at: Sections, left: Surface, right: Surface) -> bool:
    """Define a function by its values in pieces, if its name has no meaning."""
    if not is_definable(at.part, left, right, within=at.exercise):
        return False
    try:
        define(at.part, left, right)
    except UnreadableError:
        return False
    return True


def _defines_square(at: Sections, left: Surface, right: Surface) -> bool:
    r"""Define s by ``s^2 = \frac1n \sum_i (x_i - m)^2`` as the root of what is never negative.

    Only letters for lengths and deviations are roots: another y with ``y^2 = x^2 + 1`` may be negative.
    A frequency is one wherever there is one, as in ``\omega^2 = k/m``.
    """
    if not isinstance(left, Scripted) or left.primes or text_of(left.sup) != "2":
        return False
    if name_of(left.base) not in _NEVER_NEGATIVE:
        at.part.doubts |= names_in(left)
        return False
    head = replace(left, sup=None) if left.sub is not None else left.base
    if not names_in(right) or not is_definable(at.part, head, right, within=at.exercise):
        return False
    try:
        found = define(at.part.child(), head, right)
        counts = tuple(Apply("le", ONE, s) for s in found.body.symbols if s.sort == INTEGER)
        signs = Facts(counts).sign(found.body)
        rooted = signs & POSITIVE if name_of(left.base) in _FREQUENCIES else not signs & NEGATIVE
        if found.indices or shape(found.body) or not rooted:
            return False
        root = define(at.part, head, Radical(right.place, right, None))
        at.part.bind(root.name, replace(root, square=found.body))
    except UnreadableError:
        return False
    return True


def define_ahead(scope: Scope, left: Surface | None, right: Surface | None) -> None:
    """Define with ``:=`` if the right side can be read; where it cannot, its own step says so."""
    if left is None or right is None or not is_definable(scope, left, right, always=True):
        return
    try:
        binding = define(scope.child(), left, right)
    except UnreadableError:
        return
    scope.bind(binding.name, binding)


def is_list_of_numbers(node: Surface) -> bool:
    """Whether this is ``x_1 = (1, 2)``, which says by itself what a name means."""
    right = node.terms[-1] if isinstance(node, Chain) and len(node.terms) == 2 else None
    listed = isinstance(right, Grid) or (isinstance(right, Fence) and len(right.items) > 1)
    return listed and right is not None and not names_in(right)


def is_wanted(scope: Scope, node: Chain) -> bool:
    """Whether a relation behind "we want" is one to be made true, and defines nothing."""
    if is_sort(node):
        return False
    left, right = node.terms[:2]
    equality = node.relations[0].sign == "=" and left is not None and right is not None
    return not (equality and is_definable(scope, left, right))  # type: ignore[arg-type]  # both are there


def is_about_definition(scope: Scope, formula: Formula) -> bool:
    """Whether an equation is about something that is defined already."""
    node = formula.rows[0].content
    left = node.terms[0] if isinstance(node, Chain) and node.relations[0].sign == "=" else None
    head = left.base if isinstance(left, Scripted) and left.sup is None else left
    name = label_of(head) if head is not None else None
    return isinstance(scope.lookup(name or ""), Definition)


def is_differential_equation(scope: Scope, draft: Draft) -> bool:
    """Whether a chain is one equation between an unknown function, by its name alone, and its derivatives.

    Without words about such equations the function itself has to stand there beside its derivatives.
    """
    if [r.sign for r in draft.relations] != ["="] or draft.open:
        return False
    found = [n for t in draft.terms for n in nodes(t)]
    derived = [n.base for n in found if isinstance(n, Scripted) and n.primes]
    derived += [n.operand for n in found if isinstance(n, Differential) and n.operand is not None]
    names = {name_of(n) for n in derived}
    unknown = {n for n in names if n is not None and scope.lookup(n) is None}
    if None in names or not unknown:
        return False
    beside = [n for n in found if isinstance(n, Name) and all(n is not d for d in derived)]
    sought = unknown - by_letter().keys() - by_spelling().keys()
    return scope.outermost.ordinary or any(name_of(n) in sought for n in beside)


def declares_numbers(formula: Formula, scope: Scope) -> bool:
    r"""Whether ``k \in \mathbb{Z}`` stands by itself, of a name of which nothing was said."""
    new = (_declared(row.content) for row in formula.rows)
    return all(name is not None and scope.lookup(name) is None for name in new)


def _declared(node: Surface) -> str | None:
    left, right = node.terms if isinstance(node, Chain) and len(node.terms) == 2 else (None, None)
    if not is_sort(node) or left is None or right is None or number_set(right) is None:
        return None
    return label_of(left)


def is_unknown(scope: Scope, name: str) -> bool:
    """Whether a name stands for no value that was given."""
    meaning = scope.lookup(name)
    return meaning is None or isinstance(meaning, Symbol)


def gives_value(scope: Scope, formula: Formula) -> bool:
    """Whether this is ``f(1) = -2`` of a function that was defined without parameters of its own."""
    node = formula.rows[0].content
    left = node.terms[0] if isinstance(node, Chain) and is_equation(node) else None
    if not isinstance(left, Juxtaposed) or names_in(*left.items[1:]) or not isinstance(left.items[-1], Fence):
        return False
    meaning = scope.lookup(name_of(left.items[0]) or "")
    closed = isinstance(meaning, Definition) and meaning.body.symbols <= set(meaning.parameters)
    return closed and isinstance(meaning, Definition) and bool(meaning.parameters)
