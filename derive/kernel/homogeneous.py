"""Quotients of sums of exponentials that their derivatives leave behind, without overflow.

Where the value stays the same when all exponentials are multiplied by one number, that number may be exp(-M)
with M the largest exponent: ``sum_j x_j e^(x_j) / sum_j e^(x_j)``. That it stays the same is proved.
"""

from fractions import Fraction
from typing import Final

from derive.algebra.facts import Facts
from derive.algebra.normal_form.equality import canonical
from derive.core.effort import Effort
from derive.core.sort import INTEGER, REAL
from derive.core.term import (
    ZERO,
    Apply,
    Binder,
    Number,
    Symbol,
    Term,
    add,
    bind,
    fresh,
    multiply,
    negative,
    power,
    replace,
    rewrite,
    subterms,
)
from derive.kernel.clusters import factors_of
from derive.kernel.factors import rational

ANY: Final = Symbol("@k", INTEGER)
SCALE: Final = Symbol("@s", REAL)
EFFORT: Final = 100_000


def without_scale(term: Term, facts: Facts) -> Term:
    """The term with the largest exponent taken out of its exponentials, if it is proved to be no matter."""
    found = _first(term)
    if found is None:
        return term
    largest, shape = found

    def parts(node: Term) -> Fraction | None:
        """The multiple of the shape in the exponent, if the node is such an exponential."""
        if not (isinstance(node, Apply) and node.head == "exp") or _is_lowered(node):
            return None
        number, core = _split(node.children[0])
        return number if _shape(core) is shape else None

    def scaled(node: Term) -> Term | None:
        number = parts(node)
        return None if number is None else multiply(power(SCALE, Number(number)), node)

    def lowered(node: Term) -> Term | None:
        number = parts(node)
        if number is None:
            return None
        distance = add(_split(node.children[0])[1], negative(largest))
        return Apply("exp", distance) if number == 1 else power(Apply("exp", distance), Number(number))

    known = facts.assuming(Apply("lt", ZERO, SCALE))
    same = canonical(add(rewrite(term, scaled), negative(term)), known, Effort(EFFORT))
    return rewrite(term, lowered) if same is ZERO else term


def _first(term: Term) -> tuple[Term, Term] | None:
    """The largest exponent of the first sum of exponentials, and what the exponent looks like."""
    for t in subterms(term):
        if not (isinstance(t, Binder) and t.kind == "sum"):
            continue
        index = fresh("j", t.variable.sort, t)
        for f in factors_of(t.open(index)):
            if isinstance(f, Apply) and f.head == "exp" and not _is_lowered(f) and index in f.symbols:
                core = _split(f.children[0])[1]
                return bind("maximum", index, core, *t.parameters), _shape(core)
    return None


def _is_lowered(exponential: Apply) -> bool:
    """Whether there is a maximum in the exponent already."""
    return any(isinstance(t, Binder) and t.kind == "maximum" for t in subterms(exponential))


def _split(exponent: Term) -> tuple[Fraction, Term]:
    """A number, and what it is multiplied with."""
    number, rest = Fraction(1), []
    for f in factors_of(exponent):
        value = rational(f)
        if value is None:
            rest.append(f)
        else:
            number *= value
    return number, multiply(*rest)


def _shape(core: Term) -> Term:
    """The term with one symbol for all indices."""
    indices = [s for s in core.symbols if s.sort == INTEGER]
    return replace(core, dict.fromkeys(indices, ANY)) if indices else core
