"""Propositions: relations between terms, and what is made of them by "and", "or" and arrows."""

from typing import Final

from derive.core.source import Place
from derive.core.surface import (
    Big,
    Call,
    CasesBlock,
    Chain,
    Dots,
    Fence,
    Infix,
    Juxtaposed,
    Listing,
    Numeral,
    Relation,
    Signed,
    Surface,
)
from derive.core.term import ONE, Apply, Binder, Term, add, bind, replace
from derive.elaborate.alternatives import both_signs, has_double_sign
from derive.elaborate.binders import limit_of
from derive.elaborate.congruences import congruent
from derive.elaborate.described import set_relation
from derive.elaborate.extrema import extremum
from derive.elaborate.orders import approach_of, asymptotic
from derive.elaborate.patterns import family
from derive.elaborate.quantifiers import is_quantified, is_universal, quantified
from derive.elaborate.reading import Reading
from derive.elaborate.refusal import refusal
from derive.elaborate.relations import HEADS, compare
from derive.elaborate.sets import membership, outside

ARROWS: Final = {
    "\\Rightarrow": "implies",
    "\\implies": "implies",
    "\\Longrightarrow": "implies",
    "\\Leftarrow": "implied",
    "\\Leftrightarrow": "iff",
    "\\iff": "iff",
    "\\Longleftrightarrow": "iff",
}


_COMPARING: Final = frozenset(("=", "<", ">", "\\le", "\\ge", "\\ne"))
_ADDING: Final = (Infix, Juxtaposed, Signed)
"""What may have an order as a part: ``1 + O(x)``."""

_SELECTING: Final = (Big, Call)
"""What may say which of several values is meant, or where it is taken."""


def chain(reading: Reading, node: Chain) -> Term:
    """A chain of relations as one proposition; terms with a number at their end are all equal to it."""
    if not ARROWS.keys().isdisjoint([sign.sign for sign in node.relations]):
        return joined(reading, node, split_at_arrows(node))
    if [t for t in node.terms if t is None]:
        raise refusal("incomplete", node.place)
    if Dots in map(type, node.terms):
        return _ordered(reading, node)
    if len(node.relations) == 1:
        return relation(reading, node.terms, node.relations[0])  # type: ignore[arg-type]  # two, and none is None
    last = node.terms[-1]
    behind = node.terms[1:]
    if isinstance(last, Numeral) and {r.sign for r in node.relations} == {"="}:
        behind = (last,) * len(node.relations)
    found = [
        relation(reading, (a, b), sign)  # type: ignore[arg-type]  # none is None, as was checked
        for a, b, sign in zip(node.terms, behind, node.relations, strict=False)
    ]
    return found[0] if len(found) == 1 else Apply("and", *found)


def _ordered(reading: Reading, node: Chain) -> Term:
    r"""``b_1 \ge b_2 \ge \dots \ge b_n \ge 0``: one relation between neighbours, and bounds at the ends."""
    terms = [t for t in node.terms if t is not None]
    if isinstance(terms[0], Numeral):
        first = relation(reading, (terms[0], terms[1]), node.relations[0])
        return Apply("and", first, _ordered(reading, Chain(node.place, node.terms[1:], node.relations[1:])))
    if isinstance(terms[-1], Numeral):
        last = relation(reading, (terms[-2], terms[-1]), node.relations[-1])
        rest = Chain(node.place, node.terms[:-1], node.relations[:-1])
        return Apply("and", _ordered(reading, rest), last)
    signs = {r.sign for r in node.relations}
    shown = family(reading, tuple(terms))
    if shown is None or len(signs) > 1 or signs.pop() not in HEADS:
        raise refusal("dots", node.place)
    following = replace(shown.body, {shown.index: add(shown.index, ONE)})
    related = Apply(HEADS[node.relations[0].sign], shown.body, following)
    within = Apply("and", Apply("le", shown.start, shown.index), Apply("lt", shown.index, shown.end))
    return bind("forall", shown.index, Apply("implies", within, related))


def split_at_arrows(node: Chain) -> list[Chain | Surface | None]:
    """The statements between arrows."""
    parts: list[Chain | Surface | None] = []
    terms: list[Surface | None] = [node.terms[0]]
    signs: list[Relation] = []
    for sign, term in zip(node.relations, node.terms[1:], strict=True):
        if sign.sign in ARROWS:
            parts.append(_statement(terms, signs))
            terms, signs = [term], []
        else:
            terms.append(term)
            signs.append(sign)
    return [*parts, _statement(terms, signs)]


def _statement(terms: list[Surface | None], signs: list[Relation]) -> Chain | Surface | None:
    if not signs:
        return terms[0]
    places = [t.place for t in (*terms, *signs) if t is not None]
    place = Place(min(p.start for p in places), max(p.end for p in places), places[0].part)
    return Chain(place, tuple(terms), tuple(signs))


def joined(reading: Reading, node: Chain, parts: list[Chain | Surface | None]) -> Term:
    """Statements joined by arrows: each arrow is an implication."""
    if None in parts:
        raise refusal("incomplete", node.place)
    arrows = [ARROWS[r.sign] for r in node.relations if r.sign in ARROWS]
    statements = [proposition(reading, p) for p in parts if p is not None]
    found = [arrow(kind, a, b) for kind, a, b in zip(arrows, statements, statements[1:], strict=False)]
    return found[0] if len(found) == 1 else Apply("and", *found)


def arrow(kind: str, left: Term, right: Term) -> Term:
    """One implication or equivalence."""
    return Apply("implies", right, left) if kind == "implied" else Apply(kind, left, right)


def proposition(reading: Reading, node: Surface) -> Term:
    """A tree that must be a proposition."""
    if isinstance(node, Fence) and len(node.items) == 1 and isinstance(node.items[0], Chain | Listing):
        return proposition(reading, node.items[0])
    if isinstance(node, CasesBlock) and all(condition is None for _, condition in node.rows):
        return Apply("and", *(proposition(reading, value) for value, _ in node.rows))
    if not isinstance(node, (Chain, Listing)):
        raise refusal("proposition-expected", node.place)
    return reading.term(node)


def relation(reading: Reading, sides: tuple[Surface, Surface], sign: Relation) -> Term:
    """One relation between two trees."""
    left, right = sides
    if reading.evidence.doubled and (has_double_sign(left) or has_double_sign(right)):
        how, both = both_signs(left, right, sign.sign)
        return Apply(how, *(relation(reading, pair, sign) for pair in both))
    found = None
    if sign.notes or sign.sign not in _COMPARING:
        found = congruent(reading, left, right, sign) or asymptotic(reading, left, right, sign)
    elif sign.sign == "=" and type(right) in _ADDING:
        found = asymptotic(reading, left, right, sign)
    if found is None and (sign.sign == "\\in" or type(left) in _SELECTING or type(right) in _SELECTING):
        found = extremum(reading, left, right, sign)
    found = found or set_relation(reading, left, right, sign)
    if found is not None:
        return found
    if sign.sign in ("\\in", "\\ni"):
        return membership(reading, lambda: reading.term(left), right)
    if sign.sign == "\\notin":
        return outside(reading, lambda: reading.term(left), right)
    if sign.sign == "\\to":
        return tends(reading, left, right, sign)
    terms = (reading.term(left), reading.term(right))
    return compare(reading, sign.sign, terms, sides, sign.place)


def tends(reading: Reading, left: Surface, right: Surface, sign: Relation) -> Term:
    r"""``a_n \to a`` with what tends where written at the arrow."""
    approach = approach_of(reading, (left,), sign)
    if approach is None:
        raise refusal("limit", sign.place)
    value = limit_of(reading, approach, lambda: reading.term(left))
    if isinstance(value, Binder) and value.variable not in value.body.symbols:
        reading.readings.append("left-of-limit")
        value = value.body
    return Apply("eq", value, reading.term(right))


def listing(reading: Reading, node: Listing) -> Term:
    """Statements joined by "and", a comma, or "or"; a side condition makes an implication."""
    if is_quantified(node) or is_universal(node):
        return quantified(reading, node)
    if Dots in map(type, node.items) and isinstance(node.items[-1], Chain):
        return _of_all(reading, node, node.items[-1])
    if set(node.separators) == {"or"}:
        return Apply("or", *_alternatives(reading, node))
    if set(node.separators) <= {",", "and", "quad", ";"}:
        return Apply("and", *(proposition(reading, i) for i in node.items))
    raise refusal("listing", node.place)


def _of_all(reading: Reading, node: Listing, last: Chain) -> Term:
    r"""``a_1, \dots, a_n \in S``: each of them is."""
    if last.terms[0] is None or last.terms[1] is None or len(last.relations) > 1:
        raise refusal("listing", node.place)
    shown = family(reading, (*node.items[:-1], last.terms[0]))
    if shown is None:
        raise refusal("dots", node.place)
    sign, right = last.relations[0], last.terms[1]
    if sign.sign == "\\in":
        inside = membership(reading, lambda: shown.body, right)
    else:
        inside = compare(
            reading, sign.sign, (shown.body, reading.term(right)), (last.terms[0], right), sign.place
        )
    within = Apply("and", Apply("le", shown.start, shown.index), Apply("le", shown.index, shown.end))
    return bind("forall", shown.index, Apply("implies", within, inside))


def _alternatives(reading: Reading, node: Listing) -> list[Term]:
    """``x = a or b`` repeats the relation for ``b``."""
    found: list[Term] = []
    last: Chain | None = None
    for item in node.items:
        if isinstance(item, Chain):
            last = item
        elif last is not None and not isinstance(item, Listing):
            item = Chain(item.place, (last.terms[0], item), last.relations[:1])  # noqa: PLW2901
        found.append(proposition(reading, item))
    return found
