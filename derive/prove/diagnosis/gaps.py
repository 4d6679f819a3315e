"""What a part of a written side would have to be, worked out from the other side.

The needed value of the whole is the left side; that of a summand is what the others leave of it,
and so on inwards. If it is simple, it is offered in the place of what was written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction as Fraction_
from functools import partial
from typing import Final

from derive.algebra.differentiate import DerivativeError, resolve
from derive.algebra.normal_form.equality import canonical
from derive.algebra.partials import partial_of
from derive.algebra.presentation import surface_of
from derive.algebra.shapes import ShapeError, sort_of
from derive.core.derivation import Reread, Written
from derive.core.sort import Sort
from derive.core.surface import Fence, Fraction, Infix, Juxtaposed, Numeral, Radical, Signed, Surface
from derive.core.term import (
    MINUS_ONE,
    ZERO,
    Apply,
    Binder,
    Number,
    Term,
    add,
    divide,
    multiply,
    negative,
    power,
    subterms,
)
from derive.prove.diagnosis.arranged import arranged
from derive.prove.diagnosis.candidate import Candidate
from derive.prove.diagnosis.limits import with_values
from derive.prove.diagnosis.screen import Screen
from derive.prove.diagnosis.spots import Put
from derive.prove.exposition.forms import alike
from derive.theory.mending import is_product, is_sum, joined, plus, side_by_side, times

SIMPLE: Final = 16
SIMPLE_FACTOR: Final = 9
SIMPLE_TERM: Final = 3
WHOLE: Final = 40
UGLY: Final = 12
OF_A_NUMBER: Final = 6
MOST_SUMMANDS: Final = 4
MOST_PARTS: Final = 14
_WORKED_OUT: Final = frozenset(("derivative", "integral", "antiderivative", "limit", "sum", "product"))


@dataclass(frozen=True, slots=True)
class Part:
    """A node, its value, the value it would have to have, and how to put another node there.

    It may be the ``whole`` side, or an ``item`` of a sum or product, in the place of which nobody writes a
    sum.
    """

    node: Surface
    value: Term
    needed: Term
    put: Put
    whole: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate and how simple it is."""

    cost: int
    candidate: Candidate


def gaps(written: Written, reread: Reread, screen: Screen) -> tuple[Candidate, ...]:
    """Simple things to put in the place of parts of the right side, the simplest first."""
    claim = screen.claim
    if claim.relation != "eq" or not _is_number(claim.left) or not _is_number(claim.right):
        return ()
    try:
        left = with_values(resolve(claim.left), screen)
    except (DerivativeError, ShapeError):
        return ()
    if left is None:
        return ()
    simple = partial(_simple, screen=screen)
    value = partial(_value, written=written, reread=reread)
    offers: list[Offer] = []
    waiting = [Part(written.right, claim.right, left, lambda new: new, whole=True)]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        part = waiting.pop(0)
        offers += _offers(part, written, simple, screen)
        waiting += _below(part, value)
    return tuple(o.candidate for o in sorted(offers, key=lambda o: o.cost))


def _is_number(term: Term) -> bool:
    try:
        sort = sort_of(term)
    except ShapeError:
        return False
    return isinstance(sort, Sort) and not sort.shape


def _simple(term: Term, *, screen: Screen) -> Term:
    tables = screen.tables
    tables.effort.charge(1000 + 20 * term.size)
    return canonical(term, tables.facts(screen.claim.context.propositions), tables.effort)


def _value(node: Surface, *, written: Written, reread: Reread) -> Term | None:
    claim = reread(written.left, "=", node)
    return claim.right if claim is not None and claim.relation == "eq" and _is_number(claim.right) else None


def _offers(part: Part, written: Written, simple: "partial[Term]", screen: Screen) -> Iterator[Offer]:
    node, place = part.node, part.node.place
    factor = simple(divide(part.needed, part.value))
    most = simple(resolve(screen.claim.left)).size
    if factor.size <= min(_largest_factor(part), most - 1) and not _is_unfinished(factor):
        detail = _written(factor, screen)
        new = part.put(times(detail, node))
        if not isinstance(node, Numeral) or (factor.symbols and factor.size <= SIMPLE_TERM):
            is_new = bool(factor.symbols) and factor.symbols.isdisjoint(part.value.symbols)
            is_cause = factor.size == 1 or is_new
            candidate = Candidate("missing-factor", place, detail, written.sign, new, is_cause=is_cause)
            yield Offer(factor.size, candidate)
    needed = simple(part.needed)
    if _is_unfinished(needed):
        return
    if isinstance(node, Numeral) and needed.symbols and needed.size > SIMPLE_TERM:
        return
    if needed is ZERO and not part.whole:
        return
    yield from _split(part, needed, written, simple, screen)
    if needed.size <= (WHOLE if part.whole else min(SIMPLE, most - 1)):
        detail = _written(needed, screen)
        name = _named(part, needed, detail, simple)
        cost = _cost(part, needed, detail, name) + (OF_A_NUMBER if _is_beside(part, screen) else 0)
        if not part.whole or not alike(needed, screen.claim.left):
            candidate = Candidate(name, place, detail, written.sign, part.put(detail))
            yield Offer(cost, candidate)
    lost = simple(add(part.needed, negative(part.value)))
    if isinstance(node, Numeral) and not lost.symbols:
        return
    largest = SIMPLE if part.whole else 0 if isinstance(node, Numeral) else SIMPLE_TERM
    if lost.size <= min(largest, most - 1) and not _is_unfinished(lost):
        yield _missing(lost, part, written, simple, screen)


def _largest_factor(part: Part) -> int:
    """How large a factor may be that is missing: in a side that is merely a number it is one itself."""
    return 1 if part.whole and not part.value.symbols else SIMPLE_FACTOR


def _cost(part: Part, needed: Term, detail: Surface, name: str) -> int:
    """How simple it is to put what is needed in the place of a part."""
    known = 2 if isinstance(part.node, Numeral) or name != "replaced" else 0
    return needed.size - known + (4 if part.whole else 0) + _ugliness(part, detail)


def _ugliness(part: Part, detail: Surface) -> int:
    """What nobody writes: a sum in the place of a summand or factor, a number with a minus for one inside."""
    signed = isinstance(detail, Signed) and isinstance(part.node, Numeral) and bool(part.needed.symbols)
    return UGLY if part.item and (is_sum(detail) or signed) else 0


def _is_beside(part: Part, screen: Screen) -> bool:
    """Whether this is a part, other than a numeral, of a side that is merely a number."""
    return not part.whole and not isinstance(part.node, Numeral) and not screen.claim.right.symbols


def _written(term: Term, screen: Screen) -> Surface:
    """The formula of a term in the order of the letters of the line."""
    return surface_of(arranged(term, screen.claim.left))


def _split(
    part: Part, needed: Term, written: Written, simple: "partial[Term]", screen: Screen
) -> Iterator[Offer]:
    """A whole side that is a sum over something, as a sum of quotients."""
    factors = needed.children if isinstance(needed, Apply) and needed.head == "multiply" else ()
    sums = [f for f in factors if isinstance(f, Apply) and f.head == "add"]
    below = [f for f in factors if f not in sums]
    if not part.whole or len(sums) != 1 or any(map(_has_sum, below)):
        return
    summands = sums[0].children
    if len(summands) <= MOST_SUMMANDS and needed.size <= WHOLE:
        detail = _written(add(*(simple(multiply(c, *below)) for c in summands)), screen)
        candidate = Candidate("replaced", part.node.place, detail, written.sign, part.put(detail))
        yield Offer(needed.size + 5, candidate)


def _has_sum(factor: Term) -> bool:
    return any(isinstance(t, Apply) and t.head == "add" for t in subterms(factor))


def _named(part: Part, needed: Term, detail: Surface, simple: "partial[Term]") -> str:
    """The mistake where what is needed is another number, or another power of what was written."""
    if isinstance(part.node, Numeral) and isinstance(detail, Numeral):
        return "number"
    base, exponent = _power_of(needed)
    other, written = _power_of(simple(part.value))
    if base is not other or exponent == written:
        return "replaced"
    return "root" if 2 * exponent == written else "exponent"


def _power_of(term: Term) -> tuple[Term, Fraction_]:
    """A base and its exponent, one if the term is no power by a number."""
    if isinstance(term, Apply) and term.head == "power" and isinstance(term.children[1], Number):
        return term.children[0], term.children[1].value
    return term, Fraction_(1)


def _missing(lost: Term, part: Part, written: Written, simple: "partial[Term]", screen: Screen) -> Offer:
    """The lost summand, with its sign in front."""
    sign, item = "+", _written(lost, screen)
    if isinstance(item, Signed):
        sign, item = "-", _written(simple(negative(lost)), screen)
    detail = Signed(part.node.place, sign, item)
    new = part.put(plus(part.node, sign, item))
    return Offer(lost.size - 1, Candidate("missing-term", part.node.place, detail, written.sign, new))


def _is_unfinished(term: Term) -> bool:
    binders = (t for t in subterms(term) if isinstance(t, Binder))
    return any(t.kind in _WORKED_OUT and partial_of(t) is None for t in binders)


def _below(part: Part, value: "partial[Term | None]") -> Iterator[Part]:
    node, needed, put = part.node, part.needed, part.put
    match node:
        case Fence() if len(node.items) == 1 and node.opening in ("(", "[", "{"):
            inside = node.items[0]
            yield Part(inside, part.value, needed, lambda new: put(Fence(node.place, "(", ")", (new,))))
        case Signed() if node.sign in ("+", "-"):
            turned = negative if node.sign == "-" else _same
            inner = value(node.operand)
            if inner is not None:
                yield Part(
                    node.operand, inner, turned(needed), lambda new: put(Signed(node.place, node.sign, new))
                )
        case Fraction():
            top, bottom = value(node.numerator), value(node.denominator)
            if top is not None and bottom is not None:
                yield Part(
                    node.numerator,
                    top,
                    multiply(needed, bottom),
                    lambda new: put(Fraction(node.place, new, node.denominator)),
                )
                yield Part(
                    node.denominator,
                    bottom,
                    divide(top, needed),
                    lambda new: put(Fraction(node.place, node.numerator, new)),
                )
        case Radical() if node.degree is None:
            inner = value(node.radicand)
            if inner is not None:
                yield Part(node.radicand, inner, power(needed, 2), lambda new: put(Radical(node.place, new)))
        case Infix() if is_sum(node):
            yield from _summands(part, node, value)
        case Infix() | Juxtaposed() if isinstance(node, Juxtaposed) or is_product(node):
            yield from _factors(part, node, value)


def _same(term: Term) -> Term:
    return term


def _summands(part: Part, node: Infix, value: "partial[Term | None]") -> Iterator[Part]:
    values = [value(item) for item in node.items]
    signs = ("+", *node.operators)
    if None in values or not set(signs) <= {"+", "-"}:
        return
    signed = [v if s == "+" else negative(v) for v, s in zip(values, signs, strict=True) if v is not None]
    for k, (item, own) in enumerate(zip(node.items, values, strict=True)):
        others = [negative(v) for j, v in enumerate(signed) if j != k]
        rest = add(part.needed, *others)
        if own is not None:
            needed = rest if signs[k] == "+" else negative(rest)
            yield Part(item, own, needed, partial(_put_summand, part.put, node, k), item=True)


def _put_summand(put: Put, node: Infix, k: int, new: Surface) -> Surface:
    """A sum behind a minus gets brackets; a minus in front becomes the sign between summands."""
    if k and isinstance(new, Signed) and new.sign == "-":
        turned = "-" if node.operators[k - 1] == "+" else "+"
        operators = (*node.operators[: k - 1], turned, *node.operators[k:])
        return put(joined(operators, (*node.items[:k], new.operand, *node.items[k + 1 :]), node.place))
    fenced = Fence(new.place, "(", ")", (new,)) if k and (is_sum(new) or isinstance(new, Signed)) else new
    return put(joined(node.operators, (*node.items[:k], fenced, *node.items[k + 1 :]), node.place))


def _factors(part: Part, node: Infix | Juxtaposed, value: "partial[Term | None]") -> Iterator[Part]:
    values = [value(item) for item in node.items]
    known = [v for v in values if v is not None]
    if len(known) < len(values):
        return
    for k, (item, own) in enumerate(zip(node.items, known, strict=True)):
        others = [power(v, MINUS_ONE) for j, v in enumerate(known) if j != k]
        put = partial(_put_factor, part.put, node, k)
        yield Part(item, own, multiply(part.needed, *others), put, item=not isinstance(item, Fence))


def _put_factor(put: Put, node: Infix | Juxtaposed, k: int, new: Surface) -> Surface:
    fenced = Fence(new.place, "(", ")", (new,)) if is_sum(new) or isinstance(new, Signed) else new
    items = (*node.items[:k], fenced, *node.items[k + 1 :])
    if isinstance(node, Infix):
        return put(joined(node.operators, items, node.place))
    return put(side_by_side(items, node.place))
