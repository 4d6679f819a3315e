"""Limits of a part taken before the rest, moved into functions that jump, exchanged with integrals."""

from collections.abc import Iterator
from typing import Final

from derive.core.term import Apply, Binder, Symbol, Term, bind, rewrite, subterms
from derive.theory.mistake import Derivative, Mistake

MOST_PARTS: Final = 12
_JUMPING: Final = frozenset(("sign", "floor", "ceil", "heaviside", "indicator", "cases"))
_SUMMED: Final = frozenset(("integral", "sum"))


def _opened(term: Term) -> tuple[Symbol, Binder] | None:
    if isinstance(term, Binder) and term.kind == "limit":
        return Symbol("x of the limit", term.variable.sort), term
    return None


def _of_part(term: Term, _: Derivative) -> Iterator[Term]:
    """The limit of one part is put in its place, and then the limit of the rest is taken."""
    found = _opened(term)
    if found is None:
        return
    x, outer = found
    body = outer.open(x)
    if (isinstance(body, Apply) and body.head in _JUMPING) or isinstance(body, Binder):
        return
    parts = [t for t in subterms(body) if t is not x and t is not body and x in t.symbols]
    for part in parts[:MOST_PARTS]:
        first = _limit(part, x, outer)
        yield _limit(rewrite(body, {part: first}.get), x, outer)


def _into_function(term: Term, _: Derivative) -> Iterator[Term]:
    """The limit is moved into a function that is not continuous there."""
    found = _opened(term)
    if found is None:
        return
    x, outer = found
    body = outer.open(x)
    if isinstance(body, Apply) and body.head in _JUMPING:
        yield Apply(body.head, *(_limit(c, x, outer) if x in c.symbols else c for c in body.children))


def _under(term: Term, _: Derivative) -> Iterator[Term]:
    """The limit of an integral or a sum is taken for that of the limits."""
    found = _opened(term)
    if found is None:
        return
    x, outer = found
    body = outer.open(x)
    if not isinstance(body, Binder) or body.kind not in _SUMMED:
        return
    inner = _limit_under(body, x, outer)
    yield inner
    bounds = tuple(_limit(p, x, outer) if x in p.symbols else p for p in body.parameters)
    if isinstance(inner, Binder):
        yield inner.rebuild((inner.body, *bounds))


def _limit(body: Term, x: Symbol, outer: Binder) -> Term:
    return bind("limit", x, body, *outer.parameters)


def _limit_under(body: Binder, x: Symbol, outer: Binder) -> Term:
    y = Symbol("y of the sum", body.variable.sort)
    return bind(body.kind, y, _limit(body.open(y), x, outer), *body.parameters)


MISTAKES = (
    Mistake(
        "limit-of-part",
        3,
        r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n = \lim_{n \to \infty} 1^n",
        r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^2 = \lim_{n \to \infty} 1^2",
        wrong=_of_part,
    ),
    Mistake(
        "limit-into-function",
        3,
        r"\lim_{x \to 0} \operatorname{sign}(x^2) = \operatorname{sign}(\lim_{x \to 0} x^2)",
        r"\lim_{x \to 0} \cos(x^2) = \cos(\lim_{x \to 0} x^2)",
        wrong=_into_function,
    ),
    Mistake(
        "limit-exchange",
        3,
        r"\lim_{n \to \infty} \sum_{k=1}^{n} \frac{k}{n^2} = 0",
        r"\lim_{n \to \infty} \sum_{k=1}^{5} \frac{k}{n} = \sum_{k=1}^{5} \lim_{n \to \infty} \frac{k}{n}",
        wrong=_under,
    ),
)
