"""Signs of polynomials in generators: from the generators, from the facts, and from definedness."""

from collections.abc import Callable
from typing import Final

from derive.algebra.normal_form.evaluation import Engine, Scope
from derive.algebra.normal_form.generators import ANY, NEG, POS, ZERO, Factors, Generator
from derive.algebra.normal_form.restore import polynomial_term
from derive.algebra.normal_form.ring import Polynomial, Quotient, RestartError
from derive.core.term import ZERO as NOUGHT
from derive.core.term import Apply, Term

_PROPOSITIONS: Final[dict[int, Callable[[Term], Term]]] = {
    POS: lambda t: Apply("lt", NOUGHT, t),
    NEG: lambda t: Apply("lt", t, NOUGHT),
    POS | ZERO: lambda t: Apply("le", NOUGHT, t),
    NEG | ZERO: lambda t: Apply("le", t, NOUGHT),
    NEG | POS: lambda t: Apply("ne", t, NOUGHT),
    ZERO: lambda t: Apply("eq", t, NOUGHT),
}


def sign(engine: Engine, polynomial: Polynomial) -> int:
    """The possible signs of a polynomial, as a set of bits."""
    if engine.complex and not engine.is_real(Quotient(polynomial)):
        return ANY
    if polynomial.is_zero():
        return ZERO
    single = engine.generator_of(polynomial)
    if single is not None:
        return sign_of_generator(engine, single)
    name = str(polynomial)
    known = _learnt(engine, name)
    if known in (NEG, ZERO, POS):
        return known
    known &= _sum(engine, polynomial)
    if known & NEG and known & POS and len(polynomial) > 1:
        known &= _asked_once(engine, name, polynomial)
    return known


def sign_of(engine: Engine, value: Quotient) -> int:
    """The possible signs of a value."""
    if value.is_zero:
        return ZERO
    whole = sign(engine, value.numerator)
    if value.denominator is not None:
        whole = _product(whole, sign(engine, value.denominator) & ~ZERO)
    if whole & NEG and whole & POS:
        whole &= sign_of_factors(engine, engine.factors(value))
    return whole


def sign_of_factors(engine: Engine, factors: Factors) -> int:
    """The possible signs of a product."""
    result = POS if factors.constant > 0 else NEG
    for f, e in factors.items:
        if engine.complex and not engine.is_real(Quotient(f)):
            return ANY
        mask = sign(engine, f)
        result = _product(result, mask if e % 2 else _square(mask))
    return result


def sign_of_generator(engine: Engine, g: Generator) -> int:
    """The possible signs of a generator."""
    if g.sign is not None and g.sign in (NEG, ZERO, POS):
        return g.sign
    scope = engine.home(g.term)
    known = scope.signs.get(g.index)
    if known is None:
        known = _ask(engine, scope, g.term)
        if g.sign is not None:
            known &= g.sign
        scope.signs[g.index] = known
    return known & _learnt(engine, f"g{g.index}")


def presume_positive(engine: Engine, factors: Factors, *, strict: bool) -> None:
    """Learn from a product that it is positive (or not negative), since a part of the term is defined.

    Only one factor's sign can be learnt, or that two have the same; and of a product that may be
    zero something only if no other factor may be. What is divided by is not zero.
    """
    if engine.lazy or engine.complex:
        return
    flips = factors.constant < 0
    unknown: list[Polynomial] = []
    vanishes = False
    for f, e in factors.items:
        mask = sign(engine, f)
        vanishes |= not strict and bool(mask & ZERO) and len(factors.items) > 1
        if e % 2 and mask & POS and mask & NEG:
            unknown.append(f)
        elif vanishes and e > 0:
            return
        elif e % 2 and mask & NEG:
            flips = not flips
    if len(unknown) == 1 and not vanishes:
        _learn(engine, unknown[0], (NEG if flips else POS) | (0 if strict else ZERO))
    elif len(unknown) == 2 and len(engine.scopes) == 1:
        (_link if strict else _pair)(engine, unknown[0], unknown[1], flips=flips)


def _learn(engine: Engine, polynomial: Polynomial, mask: int) -> None:
    scope = engine.scope
    inside = len(engine.scopes) > 1
    if inside and not any(engine.depends(polynomial, s) for s in scope.symbols):
        return
    name = str(polynomial)
    scope.learnt[name] = scope.learnt.get(name, ANY) & mask
    if name in engine.unresolved:
        raise RestartError


def _link(engine: Engine, first: Polynomial, second: Polynomial, *, flips: bool) -> None:
    """The product of two has one sign: then |second| is plus or minus their product over |first|."""
    name = str(second)
    if name in engine.links:
        return
    engine.links[name] = (first, -1 if flips else 1)
    if name in engine.unresolved:
        raise RestartError


def _pair(engine: Engine, first: Polynomial, second: Polynomial, *, flips: bool) -> None:
    """The product of two has no other sign: then that of their sizes is plus or minus it, also if it is 0."""
    product = first * second * (-1 if flips else 1)
    for one, other in ((first, second), (second, first)):
        engine.alike.setdefault(str(one), (other, product))


def _learnt(engine: Engine, name: str) -> int:
    mask = ANY
    for scope in engine.scopes:
        mask &= scope.learnt.get(name, ANY)
    return mask


def _ask(engine: Engine, scope: Scope, term: Term) -> int:
    """What the facts say about a term's sign; what was used is noted."""
    mask = scope.facts.sign(term) or ANY
    if mask != ANY and scope is engine.root:
        engine.used[_PROPOSITIONS[mask](term)] = None
    return mask


def _asked_once(engine: Engine, name: str, polynomial: Polynomial) -> int:
    term = polynomial_term(engine, polynomial)
    scope = engine.home(term)
    known = scope.asked.get(name)
    if known is None:
        known = scope.asked[name] = _ask(engine, scope, term)
    return known


def _sum(engine: Engine, polynomial: Polynomial) -> int:
    result = 0
    for monomial, coefficient in engine.monomials(polynomial):
        mask = POS if coefficient > 0 else NEG
        for index, e in monomial:
            single = sign_of_generator(engine, engine.generators[index])
            mask = _product(mask, single if e % 2 else _square(single))
        result = _plus(result, mask) if result else mask
        if result & POS and result & NEG:
            return ANY
    return result


def _plus(a: int, b: int) -> int:
    both = a | b
    if both & POS and both & NEG:
        return ANY
    if both & POS:
        return both if a & ZERO and b & ZERO else POS
    if both & NEG:
        return both if a & ZERO and b & ZERO else NEG
    return ZERO


def _product(a: int, b: int) -> int:
    result = (a | b) & ZERO
    for x, y, z in ((POS, POS, POS), (NEG, NEG, POS), (POS, NEG, NEG), (NEG, POS, NEG)):
        if a & x and b & y:
            result |= z
    return result


def _square(mask: int) -> int:
    return mask & ZERO | (POS if mask & (POS | NEG) else 0)
