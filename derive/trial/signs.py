"""Signs of normal forms: sums of what is positive, squares, and multiples of what hypotheses say."""

from collections.abc import Iterator
from fractions import Fraction

from derive.trial.formed import Forms
from derive.trial.forms import MOST_WORK, NOTHING, Form, GivenUpError, Monomial, Polynomial, number, plus


class Fact:
    """A hypothesis: a polynomial that is positive, at least 0, 0 or different from 0."""

    __slots__ = ("gap", "head")

    def __init__(self, head: str, gap: Polynomial) -> None:
        self.head, self.gap = head, gap


def learn(forms: Forms, fact: Fact) -> None:
    """The least value of a single generator, if that is what a hypothesis says."""
    constant = fact.gap.get(NOTHING, Fraction(0))
    others = [m for m in fact.gap if m != NOTHING]
    if fact.head not in {"lt", "le"} or len(others) != 1 or len(others[0]) != 1 or others[0][0][1] != 1:
        return
    (g, _), factor = others[0][0], fact.gap[others[0]]
    if factor > 0:
        bound = -constant / factor
        known = forms.least.get(g)
        strict = fact.head == "lt"
        if known is None or (bound, strict) > known:
            forms.least[g] = (bound, strict)


def is_multiple(a: Polynomial, b: Polynomial) -> bool:
    """Whether a polynomial is a number times another one."""
    if a.keys() != b.keys() or not a:
        return False
    return len({a[m] / b[m] for m in a}) == 1


def is_null(forms: Forms, gap: Form, facts: list[Fact]) -> bool:
    """Whether a difference is a multiple of what a hypothesis says to be 0."""
    return any(f.head == "eq" and is_multiple(gap.above, f.gap) for f in facts)


def sign(forms: Forms, form: Form, facts: list[Fact]) -> int:
    """1 where a form is known to be at least 0, -1 where it is at most 0, else 0."""
    if is_at_least(forms, form, facts, strict=False, whole=False):
        return 1
    opposite = forms.multiply((number(-1), form))
    return -1 if is_at_least(forms, opposite, facts, strict=False, whole=False) else 0


def is_at_least(forms: Forms, gap: Form, facts: list[Fact], *, strict: bool, whole: bool) -> bool:
    """Whether a difference is positive, or at least 0: over positive denominators, or squared ones."""
    above = gap.above
    for q, e in gap.below.items():
        if not all(forms.is_real(g) for m, _ in q for g, _ in m):
            return False
        if e % 2 and not forms.is_above(dict(q), strict=True):
            above = forms.multiply((Form(above, {}), Form(dict(q), {}))).above
    above = _without_quotients(forms, above)
    if _is_positive(forms, above, facts, strict=strict, times=2):
        return True
    if strict or not whole or gap.below:
        return False
    beyond = plus(above, {NOTHING: Fraction(1)})  # an integer above -1 is at least 0
    return _is_positive(forms, beyond, facts, strict=True, times=2)


def _without_quotients(forms: Forms, p: Polynomial) -> Polynomial:
    """A polynomial of the same sign, in which no value has a negative exponent."""
    least: dict[int, Fraction] = {}
    for m in p:
        for g, e in m:
            least[g] = min(e, least.get(g, Fraction(0)))
    factor: list[tuple[int, Fraction]] = []
    for g, e in sorted(least.items()):
        if e < 0 and e.denominator == 1 and forms.is_real(g):
            factor.append((g, -e if forms.is_least(g, strict=True) else -e + e % 2))
    form = forms.multiply((Form(p, {}), Form({tuple(factor): Fraction(1)}, {})))
    return p if form.below else form.above


def _is_positive(forms: Forms, p: Polynomial, facts: list[Fact], *, strict: bool, times: int) -> bool:
    if not p:
        return not strict
    if forms.is_above(p, strict=strict) or _from_below(forms, p, strict=strict):
        return True
    if _by_squares(forms, p, strict=strict):
        return True
    if times == 0:
        return False
    for fact in facts:
        if fact.head == "ne":
            continue
        for rest, less in _reduced(forms, p, fact, strict=strict):
            if _is_positive(forms, rest, facts, strict=less, times=times - 1):
                return True
    return False


def _reduced(forms: Forms, p: Polynomial, fact: Fact, *, strict: bool) -> Iterator[tuple[Polynomial, bool]]:
    """A polynomial without a positive multiple of what a hypothesis says to be positive, a term less."""
    for m, c in fact.gap.items():
        for top in p:
            quotient = quotient_of(top, m)
            factor = p[top] / c
            known = all(forms.is_least(g, strict=False) for g, _ in quotient)
            if m == NOTHING or not known or not (factor > 0 or fact.head == "eq"):
                continue
            forms.work += len(p)
            if forms.work > MOST_WORK:
                raise GivenUpError
            product = forms.multiply((Form(fact.gap, {}), Form({quotient: factor}, {})))
            rest = plus(p, product.above, Fraction(-1))
            if not product.below and len(rest) <= len(p):
                sure = fact.head == "lt" and all(forms.is_least(g, strict=True) for g, _ in quotient)
                yield rest, strict and not sure


def quotient_of(a: Monomial, b: Monomial) -> Monomial:
    """The quotient of two monomials."""
    exponents = dict(a)
    for g, e in b:
        exponents[g] = exponents.get(g, Fraction(0)) - e
    return tuple(sorted((g, e) for g, e in exponents.items() if e))


def _from_below(forms: Forms, p: Polynomial, *, strict: bool) -> bool:
    """With each bounded value written as its bound and what is beyond it, all coefficients are positive."""
    bounds = {g: b for g, (b, _) in forms.least.items() if b > 0}
    if not bounds or any(e.denominator != 1 or e < 0 for m in p for g, e in m if g in bounds):
        return False
    total = number(0)
    for m, c in p.items():
        factors = [number(c)]
        for g, e in m:
            one: Polynomial = {((g, Fraction(1)),): Fraction(1)}
            moved = Form(plus(one, {NOTHING: bounds.get(g, Fraction(0))}), {})
            factors.append(
                forms.whole_power(moved, int(e)) if g in bounds else Form({((g, e),): Fraction(1)}, {})
            )
        total = forms.add((total, forms.multiply(factors)))
    kept = dict(forms.least)
    forms.least.update({g: (Fraction(0), kept[g][1]) for g in bounds})
    try:
        return not total.below and bool(total.above) and forms.is_above(total.above, strict=strict)
    finally:
        forms.least = kept


def _by_squares(forms: Forms, p: Polynomial, *, strict: bool) -> bool:
    """Completing squares, one value after the other, until nothing or only what is positive is left."""
    rest = p
    if not all(forms.is_real(g) for m in p for g, _ in m):
        return False
    for _ in range(len(p)):
        if not rest or forms.is_above(rest, strict=strict):
            return not strict or bool(rest)
        found = next(map(_root_of, _squares(forms, rest)), None)
        if found is None:
            return False
        completed = _completed(forms, rest, found)
        if completed is None or len(completed) >= len(rest):
            return False
        rest = completed
    return not rest and not strict


def _squares(forms: Forms, p: Polynomial) -> Iterator[Monomial]:
    """The monomials that are squares of real numbers with a positive factor, largest first."""
    for m in sorted(p, reverse=True):
        even = all(e.denominator == 1 and e % 2 == 0 and forms.is_real(g) for g, e in m)
        if m != NOTHING and p[m] > 0 and even:
            yield m


def _root_of(m: Monomial) -> Monomial:
    return tuple((g, e / 2) for g, e in m)


def _completed(forms: Forms, p: Polynomial, root: Monomial) -> Polynomial | None:
    """What is left without the square that takes up all products with the root of a monomial."""
    lead = tuple((g, 2 * e) for g, e in root)
    a = p[lead]
    line: Polynomial = {root: Fraction(1)}
    for m, c in p.items():
        exponents = dict(m)
        if m != lead and all(exponents.get(g, 0) >= e for g, e in root):
            other = {g: e - dict(root).get(g, Fraction(0)) for g, e in exponents.items()}
            left: Monomial = tuple(sorted((g, e) for g, e in other.items() if e))
            line = plus(line, {left: c / (2 * a)})
    square = forms.multiply((Form(line, {}), Form(line, {})))
    return None if square.below else plus(p, square.above, -a)
