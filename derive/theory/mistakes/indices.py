"""Wrong indices, and bounds of sums and integrals."""

from collections.abc import Iterator
from dataclasses import replace

from derive.core.sort import INTEGER
from derive.core.surface import Big, Infix, Name, Numeral, Surface
from derive.core.term import Binder, Term, bind, fresh
from derive.theory.mending import numeral
from derive.theory.mistake import Change, Derivative, Mistake, Spot


def _indices(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if spot.role != "index" or not isinstance(node, Name | Numeral):
        return
    for other in spot.around.indices:
        if type(other) is not type(node) or other.text != node.text:
            new = replace(other, place=node.place)
            yield Change(new, node.place, new)


def _shifted(spot: Spot) -> Iterator[Change]:
    """One more or less, in an index or in the body of a sum."""
    if spot.role == "index":
        yield from _neighbours(spot.node)


def _bounds(spot: Spot) -> Iterator[Change]:
    node = spot.node
    if spot.role in ("lower", "upper"):
        yield from _neighbours(node)
        others = (*spot.around.names, Name(node.place, "\\infty"))
        for other in others if isinstance(node, Name | Numeral) else ():
            if isinstance(other, Name) and not (isinstance(node, Name) and other.text == node.text):
                new = replace(other, place=node.place)
                yield Change(new, node.place, new)
    if isinstance(node, Big) and node.operator == "int" and node.sub and node.sup:
        turned = replace(node, sub=node.sup, sup=node.sub)
        yield Change(turned, node.sub.place.to(node.sup.place), turned)


def _neighbours(node: Surface) -> Iterator[Change]:
    one = Numeral(node.place, "1")
    news: list[Surface]
    if isinstance(node, Numeral) and node.text.isdecimal():
        news = [numeral(int(node.text) + d, node.place) for d in (1, -1)]
    elif (
        isinstance(node, Infix)
        and node.operators in (("+",), ("-",))
        and node.items[1] == replace(one, place=node.items[1].place)
    ):
        other = "-" if node.operators == ("+",) else "+"
        news = [node.items[0], Infix(node.place, node.items, (other,))]
    else:
        news = [Infix(node.place, (node, one), (sign,)) for sign in "-+"]
    for new in news:
        yield Change(new, node.place, new)


def _kept_sum(term: Term, _: Derivative) -> Iterator[Term]:
    """Each summand is differentiated by its own variable, and the sum is kept."""
    if not (isinstance(term, Binder) and term.kind == "derivative" and len(term.parameters) == 2):
        return
    at = term.parameters[0]
    variable = fresh("v", term.variable.sort, term)
    body = term.open(variable)
    if isinstance(body, Binder) and body.kind == "sum":
        index = fresh("j", INTEGER, body)
        slope = bind("derivative", variable, body.open(index), at, index)
        yield bind("sum", index, slope, *body.parameters)


MISTAKES = (
    Mistake(
        "kept-sum",
        4,
        r"\frac{\partial}{\partial x_k} \sum_{j=1}^{n} x_j^2 = \sum_{j=1}^{n} 2 x_j",
        r"\frac{\partial}{\partial x_k} \sum_{j=1}^{n} x_j^2 = 2 x_k",
        wrong=_kept_sum,
        given=(r"x \in \mathbb{R}^n", r"k \ge 1", r"k \le n"),
    ),
    Mistake(
        "wrong-index",
        19,
        r"\sum_{k=1}^{n} a_k b_k = \sum_{j=1}^{n} a_j b_i",
        r"\sum_{k=1}^{n} a_k b_k = \sum_{j=1}^{n} a_j b_j",
        _indices,
        given=(r"a \in \mathbb{R}^n", r"b \in \mathbb{R}^n"),
    ),
    Mistake(
        "index-shift",
        21,
        r"\sum_{k=1}^{n} a_{k+1} = \sum_{k=2}^{n+1} a_{k+1}",
        r"\sum_{k=1}^{n} a_{k+1} = \sum_{k=2}^{n+1} a_k",
        _shifted,
        given=(r"a \in \mathbb{R}^{n+5}",),
    ),
    Mistake(
        "wrong-bound",
        17,
        r"\sum_{k=1}^{n} k^2 = n^2 + \sum_{k=1}^{n-2} k^2",
        r"\sum_{k=1}^{n} k^2 = n^2 + \sum_{k=1}^{n-1} k^2",
        _bounds,
    ),
)
