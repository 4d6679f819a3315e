"""What can be given a meaning by an equation: which left sides name something that is new."""

from dataclasses import replace

from derive.core.sort import INTEGER, FunctionSort
from derive.core.surface import Call, Fence, Juxtaposed, Listing, Name, Numeral, Scripted, Surface
from derive.core.term import Symbol
from derive.elaborate.application import MATRIX_HEADS, MOMENTS
from derive.elaborate.arrays import shape
from derive.elaborate.imaginary import is_complex
from derive.elaborate.names import (
    COUNTERS,
    DOTS,
    is_label,
    is_label_script,
    label_of,
    name_of,
    names_in,
    text_of,
    used_in,
)
from derive.elaborate.scope import Definition, Scope
from derive.elaborate.standing import CONSTANTS
from derive.elaborate.walk import nodes
from derive.theory.function import by_letter, by_spelling


def is_recursive(scope: Scope, left: Surface, right: Surface) -> bool:
    """``x_{n+1} = g(x_n)`` says how a new sequence goes on."""
    if not isinstance(left, Scripted) or left.sub is None or left.sup is not None or is_label(left.sub):
        return False
    name = name_of(left.base)
    if name is not None and scope.recursion(name) is not None:
        return False
    new = name is not None and scope.lookup(name) is None and not scope.is_used(name)
    return (
        new
        and scope.lookup(f"{name}_") is None
        and name in names_in(right)
        and text_of(left.sub) is not None
        and not isinstance(left.sub, Name)
    )


def head_and_parameters(left: Surface) -> tuple[Surface, tuple[Surface, ...]] | None:
    """The name and the variables of ``N``, ``N_i``, ``N(x, y)``; None if the left side is something else."""
    if isinstance(left, Name | Scripted):
        return (left, ()) if _is_name(left) else None
    pair: tuple[Surface, ...] = ()
    if isinstance(left, Juxtaposed):
        pair = left.items
    elif isinstance(left, Call):
        pair = (left.head, left.argument)
    if len(pair) != 2 or not isinstance(pair[1], Fence) or not _is_name(pair[0]):
        return None
    variables = pair[1].items
    distinct = {label_of(v) for v in variables} - {None}
    return (pair[0], variables) if len(distinct) == len(variables) else None


def _is_name(node: Surface) -> bool:
    """Whether a tree names something: neither a power nor a derivative of something named."""
    if isinstance(node, Scripted) and (
        node.primes or (node.sup is not None and not is_label_script(node.sup))
    ):
        return False
    return label_of(node) is not None


def is_definable(
    scope: Scope, left: Surface, right: Surface, *, always: bool = False, within: Scope | None = None
) -> bool:
    """Whether ``left = right`` can be the definition of a new name.

    ``always`` is for ``:=``, which also replaces meanings from outside; ``within`` lets a name be
    defined anew that got its meaning outside that scope.
    """
    found = head_and_parameters(left)
    if found is None:
        return False
    head, variables = found
    base = head.base if isinstance(head, Scripted) else head
    text = name_of(base) or ""
    applied = bool(variables)
    fixed = _has_fixed_meaning(left, head, text, applied=applied, always=always)
    if fixed or is_derivative(scope, base) or _is_conjugate(scope, base):
        return False
    if within is None and not applied and _is_plus(head) and text in used_in(right):
        return _is_new_plus(scope, label_of(head) or "", right)
    indexed = isinstance(head, Scripted) and head.sub is not None
    if indexed and scope.recursion(text) is not None:
        return False
    numbered = indexed and isinstance(head.sub, Numeral) and scope.is_family(text)  # type: ignore[union-attr]  # indexed
    key = f"{text}_" if indexed else text
    apart = numbered or (indexed and isinstance(head.sub, Listing))  # type: ignore[union-attr]  # indexed
    itself = _occurs(head, right) if apart else key in used_in(right)
    if itself or _is_circular(scope, label_of(head) or "" if numbered else text, right):
        return False
    if within is not None:
        if not always and text in scope.assumed_within(within):
            return False
        bound = (n for n in (label_of(head) or "", text) if scope.is_bound_within(n, within))
        return not any(not (variables and is_open_function(scope, n)) for n in bound)
    if any(scope.lookup(n) is not None for n in (label_of(head) or "", key)):
        return False
    solves = bool(variables) and scope.outermost.ordinary
    if not always and not solves and _is_assumed(scope, head, text):
        return False
    return always or not _is_taken(scope, head, text, applied=bool(variables))


def _is_plus(head: Surface) -> bool:
    """Whether this is ``A^+``, which may be defined by means of A."""
    if not isinstance(head, Scripted) or head.sub is not None or head.sup is None:
        return False
    return text_of(head.sup) == "+"


def _is_new_plus(scope: Scope, label: str, right: Surface) -> bool:
    return scope.lookup(label) is None and label not in map(label_of, nodes(right))


def _is_assumed(scope: Scope, head: Surface, text: str) -> bool:
    """Whether something is assumed of a name; of ``r_0`` where it is named, and not where r is."""
    said = [a for a in scope.in_force() if text in a.names]
    if not isinstance(head, Scripted) or head.sub is None or not is_label(head.sub):
        return bool(said)
    label = label_of(head)
    return any(isinstance(n, Scripted) and label_of(n) == label for a in said for n in nodes(a.node))


def _has_fixed_meaning(left: Surface, head: Surface, text: str, *, applied: bool, always: bool) -> bool:
    """Whether a name is that of a function or a constant that keeps its meaning."""
    known = by_spelling().get(text) or (by_letter().get(text) if applied else None)
    if known is not None and not known.conventional:
        return True
    if text in CONSTANTS and not always and not isinstance(head, Scripted):
        return True
    moment = text in MOMENTS and not _in_round_brackets(left)
    return applied and (moment or (text.strip("\\") in MATRIX_HEADS and not always))


def _is_taken(scope: Scope, head: Surface, text: str, *, applied: bool) -> bool:
    """Whether formulas have used a name already, or it is an entry of something that has a meaning."""
    indexed = isinstance(head, Scripted) and head.sub is not None
    general = indexed and scope.is_family(text) and (isinstance(head.sub, Numeral) or not scope.families)  # type: ignore[union-attr]  # indexed
    used = scope.is_used(f"{text}_" if indexed else text)
    if used and not general and not (applied and _is_open(scope, text)):
        return True
    return indexed and scope.lookup(text) is not None and not _has_label(scope, head)


def _has_label(scope: Scope, head: Surface) -> bool:
    r"""Whether this is the ``J_\lambda`` or ``x_W`` beside J and x, which have no entries."""
    sub, meaning = getattr(head, "sub", None), scope.lookup(name_of(getattr(head, "base", head)) or "")
    name = name_of(sub) or "" if isinstance(sub, Name) else "i"
    known = scope.lookup(name)
    counts = name in COUNTERS or (isinstance(known, Symbol) and known.sort == INTEGER)
    if not isinstance(meaning, Definition) or shape(meaning.body) or counts:
        return False
    return name not in {p.name for p in meaning.parameters}


def _occurs(head: Surface, right: Surface) -> bool:
    r"""Whether ``\delta_1`` stands on the right side, by itself or as one of all ``\delta_i``."""
    found = [n for n in nodes(right) if isinstance(n, Scripted) and n.sub is not None]
    same = [n for n in found if name_of(n.base) == name_of(getattr(head, "base", head))]
    return any(
        not is_label(n.sub or n) or text_of(n.sub) == text_of(getattr(head, "sub", None)) for n in same
    )


def _is_circular(scope: Scope, name: str, right: Surface) -> bool:
    """Whether something on the right was defined by means of the name."""
    meanings = (scope.lookup(n) for n in used_in(right))
    return any(name == s.name for m in meanings if isinstance(m, Definition) for s in m.body.symbols)


def is_derivative(scope: Scope, name: Surface) -> bool:
    r"""Whether this is ``\dot s`` where s is a function already."""
    dotted = isinstance(name, Name) and name.accents[-1:] in {(d,) for d in DOTS}
    if not isinstance(name, Name) or not dotted or scope.lookup(name_of(name) or "") is not None:
        return False
    bare = name_of(replace(name, accents=name.accents[:-1])) or ""
    meaning = scope.lookup(bare) or scope.remembered(bare)
    return (isinstance(meaning, Definition) and len(meaning.parameters) <= 1) or (
        isinstance(meaning, Symbol) and isinstance(meaning.sort, FunctionSort)
    )


def _is_conjugate(scope: Scope, name: Surface) -> bool:
    r"""Whether this is ``\bar z`` where z is a complex number already."""
    if not isinstance(name, Name) or name.accents[-1:] not in {("bar",), ("overline",)}:
        return False
    meaning = scope.lookup(name_of(replace(name, accents=name.accents[:-1])) or "")
    if isinstance(meaning, Definition):
        return not meaning.parameters and not meaning.indices and is_complex(meaning.body)
    return isinstance(meaning, Symbol) and is_complex(meaning)


def is_open_function(scope: Scope, name: str) -> bool:
    """Whether of a name it was only said that it is a function."""
    meaning = scope.lookup(name)
    return isinstance(meaning, Symbol) and isinstance(meaning.sort, FunctionSort)


def _in_round_brackets(left: Surface) -> bool:
    """Whether this is ``V(x)``, a function, and not ``V[X]``, a variance."""
    items = left.items if isinstance(left, Juxtaposed) else ()
    return len(items) == 2 and isinstance(items[1], Fence) and items[1].opening == "("


def _is_open(scope: Scope, name: str) -> bool:
    """Whether earlier formulas showed of a name no more than that it is some function."""
    known = scope.remembered(name)
    return known is None or isinstance(known.sort, FunctionSort)
