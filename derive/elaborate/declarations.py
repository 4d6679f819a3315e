"""Declarations: what "let" and "for all" say of names, and definitions."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, TypeGuard

from derive.core.claim import Origin
from derive.core.derivation import Kind
from derive.core.sort import INTEGER, REAL, FunctionSort, Sort
from derive.core.source import Diagnostic, Place, UnreadableError
from derive.core.surface import (
    Chain,
    Dots,
    Fence,
    Listing,
    Name,
    Scripted,
    Surface,
    Words,
)
from derive.core.term import Apply, Symbol, Term
from derive.elaborate.alternatives import each_apart, either
from derive.elaborate.arrays import upright
from derive.elaborate.completed import complete
from derive.elaborate.context import settle
from derive.elaborate.definable import head_and_parameters, is_definable, is_open_function
from derive.elaborate.domains import limited, restricts_to
from derive.elaborate.indicators import indicated
from derive.elaborate.members import (
    bind_dimensions,
    check,
    declare_listed,
    declare_member,
    kind_of,
    relation_to,
    restricts,
)
from derive.elaborate.names import (
    COUNTERS,
    is_label,
    label_of,
    name_of,
    names_in,
    subscripts,
    text_of,
)
from derive.elaborate.numbers import number_parameters
from derive.elaborate.quantifiers import is_quantified, is_universal
from derive.elaborate.reading import Reading
from derive.elaborate.relations import LOOSE
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.sets import ends, is_described, is_difference, membership, number_set, sort_of_set
from derive.elaborate.terms import begin
from derive.elaborate.varying import array_function
from derive.elaborate.walk import nodes

BOUNDING: Final = frozenset(("<", ">", "\\le", "\\ge", "\\ne"))
_WEIGHTS: tuple[Kind, ...] = ("note", "declaration", "definition", "hypothesis")


def declare(scope: Scope, node: Surface, origin: Origin = Origin.STATED) -> Kind:
    """Take a formula of a declaration into a scope, and say what it is: sorts, a definition, hypotheses.

    Raises:
        UnreadableError: it declares nothing that is understood.
    """
    node = either(node)
    if is_signature(node):
        _declare_function(scope, node)
        return "declaration"
    if _is_listed(node) and declare_listed(scope, node, origin):
        return "declaration"
    if is_universal(node):
        check(scope, node)
        scope.assume(node, origin)
        return "hypothesis"
    if _is_listed(node) or is_quantified(node) or _is_either(node):
        check(scope, node)
        scope.assume(node, origin)
        return "declaration"
    parts = list(parts_of(node))
    kinds = [_declare_one(scope, part, origin, parts[k + 1 :]) for k, part in enumerate(parts)]
    return max(kinds, key=_WEIGHTS.index, default="note")


def suppose(scope: Scope, node: Surface) -> Kind:
    """Take the condition of a case into a scope: an equation defines nothing that would outlast the case.

    Raises:
        UnreadableError: it says nothing that is understood.
    """
    node = either(node)
    if not isinstance(node, Chain) or [r.sign for r in node.relations] != ["="]:
        return declare(scope, node)
    check(scope, node)
    scope.assume(node)
    return "hypothesis"


def parts_of(node: Surface) -> Iterator[Surface]:
    r"""The single declarations in a list; ``a, y \in S`` gives one for each name."""
    if isinstance(node, Fence) and len(node.items) == 1 and isinstance(node.items[0], Chain | Listing):
        yield from parts_of(node.items[0])
        return
    if not isinstance(node, Listing):
        yield from _distributed(node)
        return
    waiting: list[Surface] = []
    for k, item in enumerate(each_apart(node)):
        if isinstance(item, Chain) and not _is_range(node, k):
            yield from (_with_left(item, w) for w in waiting)
            waiting = []
            yield from _distributed(item)
        elif isinstance(item, Chain):
            yield Listing(node.place, node.items[k:], node.separators[k:])
            return
        elif not isinstance(item, Words):
            waiting.append(item)
    yield from waiting


def _is_either(node: Surface) -> bool:
    """Whether one of several relations is said to hold."""
    return (
        isinstance(node, Listing)
        and set(node.separators) == {"or"}
        and all(isinstance(i, Chain) for i in node.items)
    )


def _is_listed(node: Surface) -> bool:
    r"""Whether this is ``a_1, \dots, a_n \in S``."""
    if not isinstance(node, Listing) or Dots not in map(type, node.items):
        return False
    return isinstance(node.items[-1], Chain) and not isinstance(node.items[0], Chain)


def _is_range(node: Listing, position: int) -> bool:
    r"""Whether ``i = 1, \dots, n`` begins here."""
    return any(isinstance(i, Dots) for i in node.items[position + 1 : position + 3])


def _distributed(node: Surface) -> Iterator[Surface]:
    first = node.terms[0] if isinstance(node, Chain) else None
    if isinstance(node, Chain) and isinstance(first, Listing):
        yield from (_with_left(node, i) for i in first.items)
    else:
        yield node


def _with_left(chain: Chain, left: Surface) -> Chain:
    return Chain(chain.place, (left, *chain.terms[1:]), chain.relations)


def _declare_one(scope: Scope, node: Surface, origin: Origin, said: Sequence[Surface] = ()) -> Kind:
    if isinstance(node, Listing):
        _declare_range(scope, node)
        return "declaration"
    if isinstance(node, Chain):
        return _declare_chain(scope, node, origin, said)
    if label_of(node) is None:
        raise UnreadableError(Diagnostic("elaborate.declaration", node.place))
    return "note"


def _declare_range(scope: Scope, node: Listing) -> None:
    r"""``i = 1, \dots, n``: an integer that runs between the ends."""
    first = node.items[0]
    last = node.items[-1]
    if not isinstance(first, Chain) or name_of(first.terms[0] or last) is None or first.terms[1] is None:
        raise UnreadableError(Diagnostic("elaborate.declaration", node.place))
    name = first.terms[0] or last
    scope.run(name_of(name) or "", _between(name, first.terms[1], last))


def _declare_between(scope: Scope, name: Surface, low: Surface, high: Surface) -> None:
    """An integer between two ends: one of them, or all of them where something was said of it before."""
    text = name_of(name) or ""
    if any(text in a.names for a in scope.assumptions):
        scope.run(text, _between(name, low, high))
    else:
        scope.bind(text, Symbol(text, INTEGER))
        scope.assume(_between(name, low, high))


def _between(name: Surface, low: Surface, high: Surface) -> Chain:
    sign = relation_to(name, "\\le")
    return Chain(name.place, (low, name, high), (sign, sign))


def _declare_chain(scope: Scope, node: Chain, origin: Origin, said: Sequence[Surface] = ()) -> Kind:
    left, right, sign = node.terms[0], node.terms[1], node.relations[0].sign
    if left is None or right is None:
        raise UnreadableError(Diagnostic("elaborate.declaration", node.place))
    if sign == "\\in" and number_set(right) is not None and label_of(left) is not None:
        declare_member(scope, left, right, node, origin)
        rest = Chain(node.place, (left, *node.terms[2:]), node.relations[1:])
        return _declare_chain(scope, rest, origin) if rest.relations else "declaration"
    if sign == "\\in" and len(node.relations) == 1 and _declare_by_form(scope, left, right):
        return "declaration"
    if sign == "\\in" and is_difference(right) and len(node.relations) == 1:
        _declare_chain(scope, Chain(node.place, (left, right.items[0]), node.relations), origin)
        for excluded in right.items[1:]:
            scope.assume(Chain(node.place, (left, excluded), (relation_to(node, "\\notin"),)), origin)
        return "declaration"
    if sign == "\\to" and label_of(left) is not None:
        scope.approach = node
        return "hypothesis"
    if sign == ":=" and isinstance(scope.lookup(label_of(left) or ""), Definition):
        return "definition"
    if sign in ("=", ":=", "\\equiv") and _is_defining(scope, node, left, right):
        if not is_described(right):
            define(scope, left, right, said=said)
        return "definition"
    return _assume(scope, node, origin)


def _assume(scope: Scope, node: Chain, origin: Origin) -> Kind:
    """Take a relation for a hypothesis; an indicator is known by which entry is 1."""
    if _is_bounded(scope, node):
        _declare_chain(scope, Chain(node.place, node.terms[:2], node.relations[:1]), origin)
        rest = Chain(node.place, (node.terms[0], *node.terms[2:]), node.relations[1:])
        _assume(scope, rest, origin)
        return "definition"
    check(scope, node)
    if any(r.sign in LOOSE for r in node.relations):
        return "note"
    entry = indicated(scope, node)
    if entry is not None:
        known = scope.lookup(entry.name)
        found = define(scope, entry.left, entry.right)
        if isinstance(known, Symbol) and isinstance(known.sort, Sort):
            scope.bind(found.name, replace(found, lengths=known.sort.shape))
    scope.assume(node, origin)
    return "hypothesis"


def _is_bounded(scope: Scope, node: Chain) -> bool:
    """Whether ``r = a + b > 0`` says what r is, and that it is positive."""
    left, right, *_ = node.terms
    if len(node.relations) < 2 or node.relations[0].sign != "=" or left is None or right is None:
        return False
    bounding = all(r.sign in BOUNDING for r in node.relations[1:])
    return bounding and is_definable(scope, left, right)


def _is_defining(scope: Scope, node: Chain, left: Surface, right: Surface) -> bool:
    if len(node.relations) > 1 and node.relations[1].sign != "\\in":
        return False
    return is_definable(scope, left, right, always=node.relations[0].sign == ":=") or _has_values(
        scope, left, right
    )


def _has_values(scope: Scope, left: Surface, right: Surface) -> bool:
    """Whether this says what the values are of something that was only said to be a function."""
    found = head_and_parameters(left)
    name = label_of(found[0]) if found is not None and found[1] else None
    return name is not None and is_open_function(scope, name) and name not in names_in(right)


def _declare_by_form(scope: Scope, left: Surface, right: Surface) -> bool:
    """Whether a membership declares a function with arrays for values, or an integer between two ends."""
    function = _array_function(scope, left, right)
    if function is not None:
        scope.bind(function.name, function)
        return True
    found = ends(right) if name_of(left) is not None else None
    if found is not None:
        _declare_between(scope, left, *found)
    return found is not None


def _array_function(scope: Scope, left: Surface, right: Surface) -> Symbol | None:
    if number_set(right) is None or label_of(left) is not None or restricts(right):
        return None
    kind = kind_of(scope, right)
    function = array_function(scope, left, kind)
    if function is not None:
        bind_dimensions(scope, kind)
    return function


def is_signature(node: Surface) -> TypeGuard[Listing]:
    r"""Whether this is ``f: A \to B``."""
    if not isinstance(node, Listing) or node.separators[0] != ":" or label_of(node.items[0]) is None:
        return False
    arrow = node.items[1]
    return isinstance(arrow, Chain) and arrow.relations[0].sign == "\\to"


def _declare_function(scope: Scope, node: Surface) -> None:
    """A function that is not known further."""
    left, arrow = node.items[:2] if isinstance(node, Listing) else (node, node)
    name = label_of(left)
    source, target = arrow.terms[:2] if isinstance(arrow, Chain) else (None, None)
    if name is None or source is None or target is None:
        raise UnreadableError(Diagnostic("elaborate.declaration", node.place))
    known = scope.lookup(name)
    if isinstance(known, Definition):
        _maps_from(scope, known, source)
        return
    reading = begin(scope, source, target)
    for n in names_in(source, target):
        reading.evidence.of(n).integer = True
    sorts = [sort_of_set(reading, s) or REAL for s in (source, target)]
    scope.bind(name, Symbol(name, FunctionSort((sorts[0],), sorts[1])))
    scope.sources[name] = source


def _maps_from(scope: Scope, known: Definition, source: Surface) -> None:
    """Say of a function that was defined already from where it maps."""
    if len(known.parameters) == 1 and restricts_to(source):
        inside = membership(begin(scope, source), lambda: known.parameters[0], source)
        scope.bind(known.name, replace(known, body=Apply("cases", known.body, inside)))


def define(
    scope: Scope,
    left: Surface,
    right: Surface,
    beside: tuple[Surface, ...] = (),
    said: Sequence[Surface] = (),
) -> Definition:
    """Enter the definition of a name, of a function, or of indexed quantities.

    Variables of a function are what they were declared to be, or new ones where that has no meaning.
    ``said`` are conditions that were stated with it; those about its variables are its domain.

    Raises:
        UnreadableError: the right side has no meaning.
    """
    found = head_and_parameters(left)
    if found is None:
        raise UnreadableError(Diagnostic("elaborate.definition", left.place))
    right = limited(found, right, said, scope.source_of(label_of(found[0]) or ""))
    try:
        binding = _defined(scope, found, right, left.place, beside)
    except UnreadableError:
        names = [name_of(v) for v in found[1]]
        if not any(n is not None and scope.lookup(n) is not None for n in names):
            raise
        inner = scope.child()
        inner.bindings.update({n: None for n in names if n is not None})
        binding = _defined(inner, found, right, left.place, beside)
    scope.bind(binding.name, binding)
    complete(scope, binding)
    return binding


def _defined(
    scope: Scope,
    found: tuple[Surface, tuple[Surface, ...]],
    right: Surface,
    place: Place,
    beside: tuple[Surface, ...],
) -> Definition:
    head, variables = found
    indices = _free_indices(head, right)
    reading = begin(scope, right, beside=beside)
    reading.positions = indices
    for number in sorted(number_parameters(scope, variables, right)):
        reading.evidence.of(number).apart = True
    for index in indices:
        reading.evidence.of(index.name).integer = True
    body = reading.term(right)
    for position, index in enumerate(indices):
        end = reading.length_of(name_of(getattr(head, "base", head)) or "", len(indices), position)
        if end is not None and index in reading.entries:
            reading.dimensions.unify(reading.entries[index], end)
    parameters = tuple(_parameter(reading, v) for v in variables)
    lengths = tuple(reading.entries[i] for i in indices if i in reading.entries)
    settled = settle(reading, (body, *lengths, *parameters, *indices), defining=True)
    symbols = [s for s in settled.terms[1 + len(lengths) :] if isinstance(s, Symbol)]
    if len(symbols) != len(parameters) + len(indices):
        raise UnreadableError(Diagnostic("elaborate.definition", place))
    name = label_of(head)
    if indices and isinstance(head, Scripted):
        name = f"{name_of(head.base)}{'' if variables else '_'}"
    count = len(parameters)
    shown, lengths = settled.terms[0], settled.terms[1 : 1 + len(lengths)]
    return Definition(name or "", tuple(symbols[:count]), tuple(symbols[count:]), shown, lengths)


def _parameter(reading: Reading, node: Surface) -> Term:
    return upright(reading.term(node))


def _free_indices(head: Surface, right: Surface) -> tuple[Symbol, ...]:
    """The subscripts of the left side that are letters and count something on the right, or index there."""
    if not isinstance(head, Scripted) or head.sub is None:
        return ()
    letters = subscripts(head.sub)
    names = names_in(*(n.sub for n in nodes(right) if isinstance(n, Scripted) and n.sub is not None))
    names |= names_in(right) & COUNTERS
    if not all(isinstance(i, Name) and not is_label(i) and text_of(i) in names for i in letters):
        return ()
    return tuple(Symbol(text_of(i) or "", INTEGER) for i in letters)
