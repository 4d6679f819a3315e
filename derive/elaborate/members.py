r"""Declarations by membership in a number set: of ``x``, of ``x_i``, of ``v_1, \dots, v_n``."""

from derive.core.claim import Origin
from derive.core.sort import Sort
from derive.core.source import Diagnostic, UnreadableError
from derive.core.surface import Chain, Listing, Name, Relation, Scripted, Surface
from derive.core.term import ONE, Symbol, Term
from derive.elaborate.arrays import transpose
from derive.elaborate.families import MOST_DIMENSIONS, family_of
from derive.elaborate.listed import listed_members
from derive.elaborate.names import label_of, name_of, names_in, styled
from derive.elaborate.scope import Scope
from derive.elaborate.sets import NUMBER_SETS, is_mark, number_set, sort_of_set
from derive.elaborate.terms import begin


def check(scope: Scope, node: Surface) -> None:
    """Make sure that a hypothesis can be read.

    Raises:
        UnreadableError: it cannot.
    """
    begin(scope, node).term(node)


def declare_listed(scope: Scope, node: Surface, origin: Origin) -> bool:
    r"""Take ``v_1, \dots, v_n \in \mathbb{R}^d``: a family of as many members; whether that was possible."""
    shown = listed_members(node) if isinstance(node, Listing) else None
    if shown is None or number_set(shown.members) is None or scope.lookup(shown.base) is not None:
        return False
    kind = kind_of(scope, shown.members)
    if len(kind.shape) >= MOST_DIMENSIONS:
        return False
    size = begin(scope, shown.size)
    for name in names_in(shown.size):
        size.evidence.of(name).integer = True
    length = size.term(shown.size)
    scope.families[shown.base] = kind
    scope.implicit[shown.base] = Symbol(shown.base, Sort(kind.field, (length, *kind.shape)))
    bind_dimensions(scope, kind)
    sign = relation_to(node, "\\in")
    for other in shown.others:
        declare_member(
            scope, other, shown.members, Chain(node.place, (other, shown.members), (sign,)), origin
        )
    if restricts(shown.members):
        check(scope, node)
        scope.assume(node, origin)
    return True


def declare_member(scope: Scope, left: Surface, right: Surface, node: Chain, origin: Origin) -> None:
    """Give a name, or all names of a family, the sort of the members of a number set.

    Raises:
        UnreadableError: it is no number set.
    """
    sort = kind_of(scope, right)
    family = family_of(left, sort)
    if family is not None and scope.lookup(family) is None:
        scope.families[family] = sort
    else:
        name = label_of(left) or ""
        scope.bind(_key(scope, left, name), _typed(name, sort))
    if isinstance(left, Name) and left.style not in ("bold", "arrow"):
        scope.plain.add(name_of(left) or "")
    bind_dimensions(scope, sort)
    if restricts(right):
        scope.assume(Chain(node.place, (left, right), node.relations[:1]), origin)


def kind_of(scope: Scope, members: Surface) -> Sort:
    """The sort of the members of a number set."""
    reading = begin(scope, members)
    for n in names_in(members) - set(NUMBER_SETS):
        reading.evidence.of(n).integer = True
    sort = sort_of_set(reading, members)
    if sort is None:
        raise UnreadableError(Diagnostic("elaborate.set", members.place))
    return sort


def bind_dimensions(scope: Scope, sort: Sort) -> None:
    """The letters in dimensions stand for natural numbers from here on."""
    for dimension in (s for d in sort.shape for s in d.symbols):
        if scope.lookup(dimension.name) is None:
            scope.bind(dimension.name, dimension)


def restricts(members: Surface) -> bool:
    """Whether a number set says more than a sort."""
    if number_set(members) in ("\\mathbb{N}", "\\mathbb{Q}"):
        return True
    return isinstance(members, Scripted) and (
        members.sub is not None or (members.sup is not None and is_mark(members.sup))
    )


def _key(scope: Scope, left: Surface, name: str) -> str:
    """Bold letters get their own key where the plain one is declared as something else in the same scope."""
    bold = isinstance(left, Name) and left.style in ("bold", "arrow")
    return styled(left) if bold and name in scope.bindings and isinstance(left, Name) else name


def _typed(name: str, sort: Sort) -> Term:
    """A symbol of the sort; rows are vectors laid on their side, columns are vectors."""
    if len(sort.shape) == 2 and sort.shape[1] is ONE:
        return Symbol(name, Sort(sort.field, sort.shape[:1]))
    if len(sort.shape) == 2 and sort.shape[0] is ONE:
        return transpose(Symbol(name, Sort(sort.field, sort.shape[1:])))
    return Symbol(name, sort)


def relation_to(node: Surface, sign: str) -> Relation:
    """A relation sign at the place of a formula."""
    return Relation(node.place, sign)
