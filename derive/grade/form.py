"""The form of a term: what it looks like up to order, signs, fractions and conventional names.

All members of a right chain are equal, so marks ask for more than equality: two terms have one form
when schoolbook tidying makes them the same. Nothing is expanded, differentiated or summed.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Final

from derive.algebra.components import scalarize
from derive.algebra.unfold import expand
from derive.core.term import ONE, ZERO, Apply, Binder, Number, Term, bind, fresh, subterms
from derive.theory.function import function

_SYMMETRIC: Final = frozenset(("delta", "max", "min", "inner"))
_NEUTRAL: Final[dict[str, Term]] = {"add": ZERO, "multiply": ONE}
_FEW: Final = 8
Factors = dict[Term, Fraction]


@lru_cache(maxsize=1 << 14)
def form(term: Term) -> Term:
    """The form of a scalar term.

    Raises:
        ShapeError: its shapes do not fit.
    """
    return _form(scalarize(spelled_out(term)))


@lru_cache(maxsize=1 << 14)
def plain(term: Term) -> Term:
    """The form of a term of which only the arithmetic is tidied: arrays and conventional names stay."""
    return _form(term)


def quotient(left: Term, right: Term) -> Term:
    """The quotient of two forms, the second not 0, in its form; factors that both have cancel."""
    number, above = _product(left)
    divisor, below = _product(right)
    factors = {b: above.get(b, Fraction(0)) - below.get(b, Fraction(0)) for b in (*above, *below)}
    return _built(*_tidied(number / divisor, factors))


@lru_cache(maxsize=1 << 14)
def arranged(term: Term) -> Term:
    """The term as written, but for order, brackets, summands 0 and factors 1."""
    if not term.children:
        return term
    new = term.rebuild(tuple(map(arranged, term.children)))
    if not isinstance(new, Apply) or new.head not in _NEUTRAL:
        return new
    operands = (c for c in _operands(new, new.head) if c is not _NEUTRAL[new.head])
    kept = sorted(operands, key=lambda t: t.digest)
    if len(kept) < 2:
        return kept[0] if kept else _NEUTRAL[new.head]
    return Apply(new.head, *kept)


Unreduced = tuple[tuple[Term, int], ...]


@lru_cache(maxsize=1 << 14)
def unreduced(term: Term) -> Unreduced:
    """The factors of a scalar without its names, each above or below the line, and nothing cancelled.

    Raises:
        ShapeError: its shapes do not fit.
    """
    spelled = scalarize(spelled_out(term))
    found = ((factor, sign) for factor, sign in _written(spelled, 1) if factor is not ONE)
    return tuple(sorted(found, key=lambda f: (f[0].digest, f[1])))


def _written(term: Term, sign: int) -> Iterator[tuple[Term, int]]:
    if isinstance(term, Apply) and term.head == "multiply":
        for child in term.children:
            yield from _written(child, sign)
        return
    exponent = term.children[1] if isinstance(term, Apply) and term.head == "power" else None
    if isinstance(exponent, Number) and exponent.value.denominator == 1 and 0 < abs(exponent.value) <= _FEW:
        side = sign if exponent.value > 0 else -sign
        for _ in range(abs(int(exponent.value))):
            yield from _written(term.children[0], side)
        return
    yield arranged(term), sign


def _operands(term: Term, head: str) -> tuple[Term, ...]:
    if not isinstance(term, Apply) or term.head != head:
        return (term,)
    return tuple(t for c in term.children for t in _operands(c, head))


def pads(whole: Term, part: Term) -> bool:
    """Whether a term as written is another one with something more around it."""
    outer, inner = arranged(whole), arranged(part)
    if not inner.symbols:
        return False
    if outer is inner or inner in set(subterms(outer)):
        return True
    return any(set(_operands(inner, head)) <= set(_operands(outer, head)) for head in _NEUTRAL)


def divides(part: Term, whole: Term) -> bool:
    """Whether a form has all the factors of another one."""
    inner, outer = _factors(part), _factors(whole)
    return all(b in outer and e * outer[b] > 0 and abs(outer[b]) >= abs(e) for b, e in inner.items())


def is_summand(part: Term, whole: Term) -> bool:
    """Whether a form, or each of its summands, is a summand of another one."""
    outer = _summands(whole)
    return all(b in outer for b in _summands(part))


@lru_cache(maxsize=1 << 14)
def _factors(term: Term) -> Mapping[Term, Fraction]:
    return _product(term)[1]


@lru_cache(maxsize=1 << 14)
def _summands(term: Term) -> frozenset[Term]:
    return frozenset(_addends(_factors(term)))


def spelled_out(term: Term) -> Term:
    """Conventional functions, such as softmax, replaced by their definitions."""
    if not term.children:
        return term
    if isinstance(term, Binder):
        variable = fresh("t", term.variable.sort, term)
        return bind(term.kind, variable, spelled_out(term.open(variable)), *map(spelled_out, term.parameters))
    new = term.rebuild(tuple(map(spelled_out, term.children)))
    known = function(new.head) if isinstance(new, Apply) else None
    if known is None or not known.conventional or known.definition is None or not isinstance(new, Apply):
        return new
    definition = expand(new)
    return new if definition is None else spelled_out(definition)


def _form(term: Term) -> Term:
    coefficient, factors = _product(term)
    return _built(coefficient, factors)


def _product(term: Term) -> tuple[Fraction, Factors]:
    """A term as a number times powers of terms in their forms."""
    if isinstance(term, Number):
        return term.value, {}
    head = term.head if isinstance(term, Apply) else ""
    if head == "multiply":
        coefficient, factors = Fraction(1), Factors()
        for child in term.children:
            number, more = _product(child)
            coefficient *= number
            for base, exponent in more.items():
                factors[base] = factors.get(base, Fraction(0)) + exponent
        return _tidied(coefficient, factors)
    if head == "power":
        return _power(term)
    if head == "add":
        return _sum(term)
    return Fraction(1), {_node(term): Fraction(1)}


def _node(term: Term) -> Term:
    if not term.children:
        return term
    children = tuple(map(_form, term.children))
    if isinstance(term, Apply) and term.head in _SYMMETRIC:
        children = tuple(sorted(children, key=lambda t: t.digest))
    return term.rebuild(children)


def _power(term: Term) -> tuple[Fraction, Factors]:
    base, exponent = term.children
    number, factors = _product(base)
    power = _form(exponent)
    if not isinstance(power, Number) or (number == 0 and power.value <= 0):
        return Fraction(1), {Apply("power", _built(number, factors), power): Fraction(1)}
    if power.value.denominator == 1:
        scaled = {b: e * power.value for b, e in factors.items()}
        return _tidied(number ** int(power.value), scaled)
    return Fraction(1), {_built(number, factors): power.value}


def _tidied(coefficient: Fraction, factors: Factors) -> tuple[Fraction, Factors]:
    """Without factors to the power 0, and with whole powers of exponentials inside them."""
    found = Factors()
    key: Term
    for base, exponent in factors.items():
        if exponent == 0:
            continue
        key, new = base, exponent
        if isinstance(base, Apply) and base.head == "exp" and exponent.denominator == 1 and exponent != 1:
            inside = _form(Apply("multiply", Number(exponent), base.children[0]))
            key, new = Apply("exp", inside), Fraction(1)
        found[key] = found.get(key, Fraction(0)) + new
    return coefficient, _without_inverses(found)


def _without_inverses(factors: Factors) -> Factors:
    """Without exponentials that cancel, such as those of c and -c."""
    gone: set[Term] = set()
    for base, exponent in factors.items():
        if isinstance(base, Apply) and base.head == "exp" and exponent == 1 and base not in gone:
            inverse = Apply("exp", _form(Apply("multiply", Number(-1), base.children[0])))
            if inverse is not base and factors.get(inverse) == 1:
                gone |= {base, inverse}
    return {b: e for b, e in factors.items() if b not in gone} if gone else factors


def _sum(term: Term) -> tuple[Fraction, Factors]:
    """A sum as its leading coefficient times a sum whose first term has the coefficient 1."""
    terms = Factors()
    for child in term.children:
        coefficient, factors = _product(child)
        for monomial, number in _addends(factors).items():
            terms[monomial] = terms.get(monomial, Fraction(0)) + coefficient * number
    kept = sorted(((m, c) for m, c in terms.items() if c), key=lambda pair: pair[0].digest)
    if not kept:
        return Fraction(0), {}
    if len(kept) == 1:
        number, factors = _product(kept[0][0])
        return number * kept[0][1], factors
    leading = kept[0][1]
    parts = [_built(c / leading, {m: Fraction(1)} if m is not ONE else {}) for m, c in kept]
    return leading, {Apply("add", *parts): Fraction(1)}


def _addends(factors: Mapping[Term, Fraction]) -> Factors:
    """The monomials of a product: of a bare sum those of the sum, else the product itself."""
    if len(factors) == 1:
        ((base, exponent),) = factors.items()
        if exponent == 1 and isinstance(base, Apply) and base.head == "add":
            parts = map(_product, base.children)
            return {_built(Fraction(1), f): c for c, f in parts}
    return {_built(Fraction(1), dict(factors)): Fraction(1)}


def _built(coefficient: Fraction, factors: Factors) -> Term:
    if coefficient == 0:
        return ZERO
    powers = sorted(
        (b if e == 1 else Apply("power", b, Number(e)) for b, e in factors.items()), key=lambda t: t.digest
    )
    if coefficient != 1 or not powers:
        powers.insert(0, Number(coefficient))
    return powers[0] if len(powers) == 1 else Apply("multiply", *powers)
