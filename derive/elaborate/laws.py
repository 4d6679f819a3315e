r"""How random variables are distributed: ``X \sim \mathcal{N}(\mu, \sigma^2)``, and which are independent.

The expectation of a function of one that has a law is a sum or an integral with its density.
"""

from typing import Final

from derive.core.source import UnreadableError
from derive.core.surface import Call, Chain, Fence, Juxtaposed, Name, Relation, Scripted, Surface
from derive.core.term import TWO, Apply, Number, Term
from derive.elaborate.arrays import shape
from derive.elaborate.context import settle
from derive.elaborate.declarations import declare
from derive.elaborate.distributions import Law
from derive.elaborate.names import label_of, name_of, names_in
from derive.elaborate.scope import Scope
from derive.elaborate.terms import begin
from derive.syntax.parser import parse

_KINDS: Final[dict[str, str]] = {
    **dict.fromkeys(("N", "\\mathcal{N}", "Normal"), "normal"),
    **dict.fromkeys(("U", "\\mathcal{U}", "Unif", "Uniform"), "uniform"),
    **dict.fromkeys(("Exp", "Expo", "Exponential"), "exponential"),
    **dict.fromkeys(("Ber", "Bern", "Bernoulli"), "bernoulli"),
    **dict.fromkeys(("B", "Bin", "Binom", "Binomial"), "binomial"),
    **dict.fromkeys(("Poi", "Pois", "Poisson"), "poisson"),
}
_COUNTS: Final = {
    "normal": 2,
    "uniform": 2,
    "exponential": 1,
    "bernoulli": 1,
    "binomial": 2,
    "poisson": 1,
}


def take_law(scope: Scope, node: Surface) -> bool:
    r"""Whether ``X \sim L(a, b)`` says a law that is known here; it is then in force, with its parameters."""
    if not isinstance(node, Chain) or len(node.terms) != len(("X", "law")):
        return False
    left, right = node.terms
    name = label_of(left) if left is not None else None
    parts = right.items if isinstance(right, Juxtaposed) else ()
    head, brackets = (right.head, right.argument) if isinstance(right, Call) else (*parts, None, None)[:2]
    if name is None or len(parts) > len(("law", "brackets")):
        return False
    kind = _KINDS.get(head.text) if isinstance(head, Name) else None
    if kind is None or not isinstance(brackets, Fence) or len(brackets.items) != _COUNTS[kind]:
        return False
    try:
        parameters = _parameters(scope, kind, brackets.items)
    except UnreadableError:
        return False
    if parameters is not None:
        scope.laws[name] = Law(kind, parameters)
    return parameters is not None


def _parameters(scope: Scope, kind: str, items: tuple[Surface, ...]) -> tuple[Term, ...] | None:
    """The parameters as terms, and assumptions about those that are names."""
    if kind == "binomial" and isinstance(items[0], Name) and scope.lookup(name_of(items[0]) or "") is None:
        declare(scope, parse(f"{name_of(items[0])} \\in \\mathbb{{N}}").rows[0].content)
    for condition in _conditions(kind, items):
        if names_in(condition):
            declare(scope, condition)
    reading = begin(scope, *items)
    terms = settle(reading, tuple(map(reading.term, items))).terms
    if any(map(shape, terms)) or (kind == "normal" and not _is_square(terms[1])):
        return None
    return terms


def _is_square(term: Term) -> bool:
    return isinstance(term, Number) or (
        isinstance(term, Apply) and term.head == "power" and term.children[1] is TWO
    )


def _conditions(kind: str, items: tuple[Surface, ...]) -> list[Surface]:
    if kind == "normal":
        base = items[1].base if isinstance(items[1], Scripted) and items[1].sup is not None else items[1]
        return [_less(parse("0").rows[0].content, base)]
    if kind == "uniform":
        return [_less(*items)]
    least, largest = parse("0").rows[0].content, parse("1").rows[0].content
    chance = items[-1]
    return [_less(least, chance)] + ([_less(chance, largest)] if kind in ("bernoulli", "binomial") else [])


def _less(left: Surface, right: Surface) -> Surface:
    return Chain(left.place, (left, right), (Relation(left.place, "<"),))
