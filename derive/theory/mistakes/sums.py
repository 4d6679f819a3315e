"""Powers, roots and fractions of sums, and sums of products."""

from collections.abc import Iterator
from typing import Final

from derive.core.term import (
    MINUS_ONE,
    ONE,
    TWO,
    Apply,
    Binder,
    Number,
    Term,
    add,
    bind,
    multiply,
    power,
    replace,
)
from derive.theory.mistake import Derivative, Mistake

MOST_ARGUMENTS: Final = 6


def _split(term: Term) -> tuple[Apply, Number] | None:
    """The base, a sum, and the exponent, a number, of a power."""
    if isinstance(term, Apply) and term.head == "power":
        base, exponent = term.children
        if isinstance(base, Apply) and base.head == "add" and isinstance(exponent, Number):
            return base, exponent
    return None


def _power(term: Term, _: Derivative) -> Iterator[Term]:
    found = _split(term)
    if found is not None and found[1].value > 1:
        yield add(*(power(c, found[1]) for c in found[0].children))
        first, *rest = found[0].children
        yield add(power(first, found[1]), *(multiply(MINUS_ONE, power(c, found[1])) for c in rest))


def _norm(term: Term, _: Derivative) -> Iterator[Term]:
    """The square of the norm of a sum, without the mixed terms."""
    if not (isinstance(term, Apply) and term.head == "power"):
        return
    norm, exponent = term.children
    if isinstance(norm, Apply) and norm.head.startswith("norm") and _is_sum(norm.children[0]):
        parts = norm.children[0].children
        yield add(*(power(norm.rebuild((c, *norm.children[1:])), exponent) for c in parts))


def _powers(term: Term, derivative: Derivative) -> Iterator[Term]:
    yield from _power(term, derivative)
    yield from _norm(term, derivative)


def _root(term: Term, _: Derivative) -> Iterator[Term]:
    found = _split(term)
    if found is not None and found[1].value.denominator > 1:
        yield add(*(power(c, found[1]) for c in found[0].children))
        half = Number(found[1].value)
        yield add(*(_rooted(c, half) for c in found[0].children))
    if isinstance(term, Apply) and term.head == "root" and _is_sum(term.children[0]):
        yield add(*(Apply("root", c, term.children[1]) for c in term.children[0].children))


def _rooted(term: Term, exponent: Number) -> Term:
    """The root, with squares taken for what was squared; a minus stays in front."""
    if isinstance(term, Apply) and term.head == "multiply" and term.children[0] is MINUS_ONE:
        return multiply(MINUS_ONE, _rooted(multiply(*term.children[1:]), exponent))
    if isinstance(term, Apply) and term.head == "power" and isinstance(term.children[1], Number):
        return power(term.children[0], Number(term.children[1].value * exponent.value))
    return power(term, exponent)


def _fraction(term: Term, _: Derivative) -> Iterator[Term]:
    found = _split(term)
    if found is not None and found[1].value < 0:
        yield add(*(power(c, found[1]) for c in found[0].children))
    if isinstance(term, Apply) and term.head == "add" and len(term.children) <= MOST_ARGUMENTS:
        yield from _added(term)


def _added(term: Apply) -> Iterator[Term]:
    """Fractions added above and below the line, or only below it."""
    parts = [_quotient(c) for c in term.children]
    below = [power(d, MINUS_ONE) for _, d in parts if d is not ONE]
    if len(below) > 1:
        yield multiply(add(*(n for n, _ in parts)), power(add(*(d for _, d in parts)), MINUS_ONE))
        yield multiply(add(*(n for n, _ in parts)), *below)


def _quotient(term: Term) -> tuple[Term, Term]:
    factors = term.children if isinstance(term, Apply) and term.head == "multiply" else (term,)
    above = [f for f in factors if not _is_inverse(f)]
    below = [f.children[0] for f in factors if _is_inverse(f)]
    return (multiply(*above) if above else ONE), (multiply(*below) if below else ONE)


def _is_inverse(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "power" and term.children[1] is MINUS_ONE


def _is_sum(term: Term) -> bool:
    return isinstance(term, Apply) and term.head == "add"


def _cancelled(term: Term, _: Derivative) -> Iterator[Term]:
    """What is a summand above the line and a summand or factor below it, is struck out or made one."""
    if not (isinstance(term, Apply) and term.head == "multiply"):
        return
    above, below = _quotient(term)
    if below is ONE:
        return
    for top in _parts(above):
        for bottom in _parts(below):
            if top is bottom and (_is_sum(above) or _is_sum(below)):
                for left in (None, ONE):
                    yield multiply(
                        _without(above, top, left), power(_without(below, bottom, left), MINUS_ONE)
                    )


def _parts(term: Term) -> tuple[Term, ...]:
    """The summands, and the factors of a product or of the summands."""
    found: dict[Term, None] = {term: None}
    for part in term.children if isinstance(term, Apply) and term.head in ("add", "multiply") else ():
        found[part] = None
        if isinstance(part, Apply) and part.head == "multiply" and _is_sum(term):
            found.update(dict.fromkeys(part.children))
    return tuple(found)


def _without(term: Term, part: Term, left: Term | None) -> Term:
    if term is part:
        return ONE
    if isinstance(term, Apply) and term.head == "multiply":
        return multiply(*(ONE if c is part else c for c in term.children))
    kept: list[Term] = []
    for c in term.children:
        if c is part:
            kept += [] if left is None else [left]
        elif isinstance(c, Apply) and c.head == "multiply" and part in c.children:
            kept.append(_without(c, part, left))
        else:
            kept.append(c)
    return add(*kept) if kept else ONE


def _sum_of_product(term: Term, _: Derivative) -> Iterator[Term]:
    """A sum of products is no product of sums, and a sum of powers no power of a sum."""
    if not (isinstance(term, Binder) and term.kind in ("sum", "integral") and isinstance(term.body, Apply)):
        return
    body = term.body
    if body.head == "multiply" and not any(isinstance(c, Apply) and c.head == "delta" for c in body.children):
        yield multiply(*(term.rebuild((c, *term.parameters)) for c in body.children))
        inner = [c for c in body.children if term.variable in c.symbols]
        outer = [c for c in body.children if term.variable not in c.symbols]
        if len(inner) > 1:
            yield multiply(*outer, *(term.rebuild((c, *term.parameters)) for c in inner))
    elif body.head == "power" and term.variable in body.children[0].symbols:
        yield power(term.rebuild((body.children[0], *term.parameters)), body.children[1])
    elif body.head in ("log", "exp"):
        yield Apply(body.head, term.rebuild((body.children[0], *term.parameters)))
    if term.kind == "sum" and term.variable not in body.symbols:
        yield body


def _constant_summed_once(term: Term, _: Derivative) -> Iterator[Term]:
    """A summand free of the index counts as often as there are summands."""
    if not (isinstance(term, Binder) and term.kind == "sum"):
        return
    body = term.body
    if term.variable not in body.symbols:
        yield body
    if isinstance(body, Apply) and body.head == "add":
        free = [c for c in body.children if term.variable not in c.symbols]
        rest = [c for c in body.children if term.variable in c.symbols]
        if free and rest:
            yield add(term.rebuild((add(*rest), *term.parameters)), *free)


def _same_index(term: Term, _: Derivative) -> Iterator[Term]:
    """A product of sums as a double sum over one and the same index."""
    if not isinstance(term, Apply) or term.head not in ("multiply", "power"):
        return
    if term.head == "power":
        base, exponent = term.children
        sums: tuple[Term, ...] = (base, base) if exponent is TWO else ()
        others: list[Term] = []
    else:
        sums = tuple(c for c in term.children if _is_total(c))
        others = [c for c in term.children if not _is_total(c)]
    if len(sums) != 2 or not all(map(_is_total, sums)):
        return
    first, second = sums
    if not (isinstance(first, Binder) and isinstance(second, Binder)):
        return
    body = multiply(first.body, replace(second.body, {second.variable: first.variable}))
    inner = bind("sum", first.variable, body, *second.parameters)
    yield multiply(*others, bind("sum", first.variable, inner, *first.parameters))


def _is_total(term: Term) -> bool:
    return isinstance(term, Binder) and term.kind == "sum"


_POSITIVE = ("a > 0", "b > 0")

MISTAKES = (
    Mistake("power-of-sum", 5, r"(a + b)^2 = a^2 + b^2", r"(ab)^2 = a^2 b^2", wrong=_powers),
    Mistake(
        "root-of-sum",
        5,
        r"\sqrt{a + b} = \sqrt{a} + \sqrt{b}",
        r"\sqrt{ab} = \sqrt{a}\sqrt{b}",
        wrong=_root,
        given=_POSITIVE,
    ),
    Mistake(
        "fraction-of-sum",
        5,
        r"\frac{1}{a + b} = \frac{1}{a} + \frac{1}{b}",
        r"\frac{a + b}{ab} = \frac{1}{a} + \frac{1}{b}",
        wrong=_fraction,
        given=_POSITIVE,
    ),
    Mistake(
        "cancelled-summand",
        4,
        r"\frac{a + b}{a} = b",
        r"\frac{ab}{a} = b",
        wrong=_cancelled,
        given=_POSITIVE,
    ),
    Mistake(
        "constant-summed-once",
        3,
        r"\sum_{k=1}^{n} (k + c) = c + \sum_{k=1}^{n} k",
        r"\sum_{k=1}^{n} (k + c) = nc + \sum_{k=1}^{n} k",
        wrong=_constant_summed_once,
    ),
    Mistake(
        "same-index",
        5,
        r"\left(\sum_{i=1}^{n} a_i\right)^2 = \sum_{i=1}^{n} \sum_{i=1}^{n} a_i a_i",
        r"\left(\sum_{i=1}^{n} a_i\right)^2 = \sum_{i=1}^{n} \sum_{j=1}^{n} a_i a_j",
        wrong=_same_index,
        given=(r"a \in \mathbb{R}^n",),
    ),
    Mistake(
        "distributed-sum",
        6,
        r"\sum_{k=1}^{n} a_k b_k = \sum_{k=1}^{n} a_k \sum_{k=1}^{n} b_k",
        r"\sum_{k=1}^{n} 2 a_k = 2 \sum_{k=1}^{n} a_k",
        wrong=_sum_of_product,
        given=(r"a \in \mathbb{R}^n", r"b \in \mathbb{R}^n"),
    ),
)
